"""Which article a stretch of text belongs to by its words: character pairs, weighed against the whole page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import chain
from math import log1p

_TOPICAL = 0.15
_PAIR = re.compile(r"(?=([^\W\d_]{2}))")


class Affinity:
    """Character-pair counts of a page and of each of its articles.

    A text under an article is taken for a mixture of the page's language and, in odds of `_TOPICAL` to 1, the article's own. A pair that
    the article does not use tells nothing against it, so that a long article and the first lines of a short one compare.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._pairs: dict[str, list[str]] = {}
        self._page = Counter(chain.from_iterable(map(self.pairs_of, lines)))
        self._total = self._page.total()
        self._articles: dict[Hashable, Counter[str]] = {}
        self._sizes: Counter[Hashable] = Counter()

    def pairs_of(self, line: str) -> list[str]:
        """Neighbouring letters of a line, digits and marks left out. Each line of the page is asked for more than once."""
        found = self._pairs.get(line)
        if found is None:
            found = self._pairs[line] = _PAIR.findall(line)
        return found

    def add(self, article: Hashable, pairs: Sequence[str]) -> None:
        self._articles.setdefault(article, Counter()).update(pairs)
        self._sizes[article] += len(pairs)

    def forget(self, article: Hashable, pairs: Sequence[str]) -> None:
        """Take back what `add` did with the same pairs."""
        self._articles[article].subtract(pairs)
        self._sizes[article] -= len(pairs)

    def evidence(self, article: Hashable, pairs: Sequence[str], *, own: bool = False) -> float:
        """Log-likelihood ratio of a text's pairs under the article against the page as a whole; 0 where they share none.

        `own`: the pairs were added to the article and are left out of it.
        """
        used = self._articles.get(article)
        size = self._sizes[article] - own * len(pairs)
        if not used or size <= 0:
            return 0.0
        shared = ((number, pair) for number, pair in zip(map(used.get, pairs), pairs, strict=True) if number)
        if own:
            mine = Counter(pairs)
            shared = ((left, pair) for number, pair in shared if (left := number - mine[pair]))
        weight, on_page = _TOPICAL * self._total / size, self._page
        return sum(log1p(weight * number / on_page[pair]) for number, pair in shared)
