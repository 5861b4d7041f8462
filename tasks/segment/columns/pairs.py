"""The evidence between many pairs of lines at once, for a page set in columns asks for a hundred pairs a line.

Numbers are the very ones of `Evidence.across`: each feature is weighed in the same order. Pairs of lines between which characters meet that
stand together elsewhere, on the page or inside a word, are left to it; of the others most features are nothing.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.segment.columns.evidence import FEATURES, INSIDE, Evidence
from kaozheng.tasks.segment.continuation import LONG_CLAUSE, SHORT_CLAUSE
from kaozheng.tasks.segment.page_words import CODE_BITS

MOST_KNOWN = 500_000  # pairs of lines remembered
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class Pairs:
    """What the ends and beginnings of all lines of a page tell, as arrays by line."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._known: dict[int, float] = {}
        tails, heads = evidence.tails, evidence.heads
        self._tailed = np.array([tail is not None for tail in tails])
        self._headed = np.array([head is not None for head in heads])
        self._lasts = np.array([ord(tail.last) if tail else 0 for tail in tails], np.int64)
        self._firsts = np.array([ord(head.first) if head else 0 for head in heads], np.int64)
        self._numbers = np.array([tail is not None and tail.is_digit for tail in tails])
        self._units = np.array([head is not None and head.is_unit for head in heads])
        self._digits = np.array([head.digit if head else 0.0 for head in heads])
        self._starts = np.array([head.start if head else 0.0 for head in heads])
        self._alone = np.array([tail.alone if tail else 0.0 for tail in tails])
        self._clauses = (
            np.array([tail.clause if tail else 0 for tail in tails], np.int64),
            np.array([head.clause if head else 0 for head in heads], np.int64),
        )
        self._commas, self._quotes = np.array(evidence.commas), np.array(evidence.quotes)
        self._cut, self._open = np.array(evidence.cut), np.array(evidence.ends_open)

    def across(self, a: Numbers, b: Numbers) -> Floats:
        """`Evidence.across` of the lines `a` and `b`, one pair for each of their numbers."""
        both = self._tailed[a] & self._headed[b]
        meeting = both & ~self._cut[b] & self._are_known(a, b)
        odds = np.where(self._cut[b], np.where(self._open[a], INSIDE, -INSIDE), self._weighed(a, b, both))
        odds[meeting] = [self._meeting(i, j) for i, j in zip(a[meeting].tolist(), b[meeting].tolist(), strict=True)]
        return odds

    def _meeting(self, a: int, b: int) -> float:
        pair = a * len(self._cut) + b
        found = self._known.get(pair)
        if found is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            found = self._known[pair] = self._evidence.across(a, b)
        return found

    def _weighed(self, a: Numbers, b: Numbers, both: Flags) -> Floats:
        """Those of pairs whose characters meet nowhere else; the features that tell nothing of such are left out."""
        tags = np.where(both, self._agreement[self._tail_tags[a], self._head_tags[b]], 0.0)
        number, unit = both & self._numbers[a], self._units[b]
        clause = self._clauses[0][a] + self._clauses[1][b]
        values = {
            "tags": tags,
            "tags_agree": np.maximum(tags, 0.0),
            "start": self._starts[b],
            "alone": np.where(both, self._alone[a], 0.0),
            "number_unit": number & unit,
            "number_alone": number & ~unit,
            "digit": self._digits[b],
            "quote": self._quotes[b],
            "comma": self._commas[a],
            "mark": ~self._tailed[a],
            "long": np.maximum(clause - LONG_CLAUSE, 0) / 10,
            "short": np.maximum(SHORT_CLAUSE - clause, 0),
        }
        odds = np.full(len(a), self._evidence.bias)
        for name, weight in zip(FEATURES, self._evidence.weights, strict=True):
            if name in values:
                odds += weight * values[name]
        return odds

    def _are_known(self, a: Numbers, b: Numbers) -> Flags:
        """Whether the characters that meet stand together on the page or inside a word."""
        codes = self._lasts[a] << CODE_BITS | self._firsts[b]
        return _holds(self._evidence.page.pair_codes, codes) | _holds(self._evidence.inside_codes, codes)

    @cached_property
    def _tail_tags(self) -> Numbers:
        numbers = {key: number for number, key in enumerate(self._tail_keys)}
        return np.array([numbers[tail.tag, min(len(tail.word), 2)] if tail else 0 for tail in self._evidence.tails], np.int64)

    @cached_property
    def _head_tags(self) -> Numbers:
        numbers = {tag: number for number, tag in enumerate(self._head_keys)}
        return np.array([numbers[head.tag] if head else 0 for head in self._evidence.heads], np.int64)

    @cached_property
    def _tail_keys(self) -> dict[tuple[str, int], str]:
        """The tags and lengths of the last words, as far as lengths count, each with one such word."""
        return {(tail.tag, min(len(tail.word), 2)): tail.word for tail in self._evidence.tails if tail}

    @cached_property
    def _head_keys(self) -> dict[str, None]:
        return dict.fromkeys(head.tag for head in self._evidence.heads if head)

    @cached_property
    def _agreement(self) -> Floats:
        """How the tags of last and first words go together, by their numbers."""
        agreement = self._evidence.continuation.agreement
        table = [[agreement(word, tag, following) for following in self._head_keys] for (tag, _), word in self._tail_keys.items()]
        return np.array(table or [[0.0]]).reshape(max(len(self._tail_keys), 1), -1) if self._head_keys else np.zeros((len(table) or 1, 1))


def _holds(codes: Numbers, wanted: Numbers) -> Flags:
    if not len(codes):
        return np.zeros(len(wanted), np.bool_)
    held: Flags = codes[np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)] == wanted
    return held
