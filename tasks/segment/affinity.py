"""Which article a stretch of text belongs to by its words: character pairs, weighed against the whole page."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Sequence

_TOPICAL = 0.15
_PAIR = re.compile(r"(?=([^\W\d_]{2}))")


class Affinity:
    """Character-pair counts of a page and of each of its articles.

    A text under an article is taken for a mixture of the page's language and, in odds of `_TOPICAL` to 1, the article's own. A pair that
    the article does not use tells nothing against it, so that a long article and the first lines of a short one compare.
    """

    def __init__(self, page: str) -> None:
        self._page = Counter(pairs_of(page))
        self._total = sum(self._page.values())
        self._articles: dict[Hashable, Counter[str]] = {}
        self._sizes: Counter[Hashable] = Counter()

    def add(self, article: Hashable, pairs: Sequence[str]) -> None:
        self._articles.setdefault(article, Counter()).update(pairs)
        self._sizes[article] += len(pairs)

    def forget(self, article: Hashable, pairs: Sequence[str]) -> None:
        """Take back what `add` did with the same pairs."""
        self._articles[article].subtract(pairs)
        self._sizes[article] -= len(pairs)

    def evidence(self, article: Hashable, pairs: Sequence[str]) -> float:
        """Log-likelihood ratio of a text's pairs under the article against the page as a whole; 0 where they share none."""
        own = self._articles.get(article)
        size = self._sizes[article]
        if not own or size <= 0:
            return 0.0
        weight, on_page = _TOPICAL * self._total / size, self._page.get
        shared = ((number, on_page(pair, 0)) for pair in pairs if (number := own.get(pair, 0)) > 0)
        return sum(math.log1p(weight * number / everywhere) for number, everywhere in shared if everywhere)


def pairs_of(text: str) -> list[str]:
    """Neighbouring letters of a text, digits and marks left out."""
    return _PAIR.findall(text)
