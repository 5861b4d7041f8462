"""What is read across the break between two lines of a page: whether the one goes on where the other ends.

The same evidence as between paragraphs (`continuation.py`), but with the ends of each line looked at once for all the lines that might
follow it, since a page set in columns asks for a hundred pairs a line. The weights come of lines of our own texts, broken as columns break
them (`benchmarks/fit_line_breaks.py` writes them).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.segment.columns.lines import CANT_BEGIN
from kaozheng.tasks.segment.continuation import (
    BIAS,
    LEAST_GAIN,
    LONG_CLAUSE,
    LONGEST_WORD_GAIN,
    SHORT_CLAUSE,
    UNIT_START,
    WINDOW,
    Continuation,
    compile_continuation,
    first_clause,
    last_clause,
)
from kaozheng.tasks.segment.edges import crossing_word
from kaozheng.tasks.segment.page_words import CODE_BITS, PageWords
from kaozheng.tasks.text import code_points
from kaozheng.tasks.vocabulary import Vocabulary, built_once

FEATURES = (
    "crossing", "crossing_word", "tags", "tags_agree", "start", "alone", "pairs", "triples", "number_unit", "number_alone", "digit",
    "quote", "comma", "mark", "long", "short",
)  # fmt: skip
INSIDE = 4.0  # nats: a line never begins with a mark that stands behind a word, but for one that was cut off another
_ENDS_OPEN = re.compile(r"\w$")
_TAIL = re.compile(rf"[^\W_]{{1,{WINDOW}}}$")
_HEAD = re.compile(rf"[^\W_]{{1,{WINDOW}}}")
_LONGEST_WORD = 4  # characters of a word of the model


class _Tail(NamedTuple):
    """The last characters of a line up to the nearest mark.

    `word`, `tag`: the last word. `alone`: log share of the uses of a single character in which it is a word. `clause`: characters of the
    last clause. `last`: the last character, and whether it is a digit; `pair`: the last two.
    """

    text: str
    word: str
    tag: str
    alone: float
    clause: int
    last: str
    pair: str
    is_digit: bool


class _Head(NamedTuple):
    """The first characters of a line up to the nearest mark.

    `first`: the first character; `pair`: the first two; `is_unit`: whether a unit stands there.
    """

    text: str
    tag: str
    start: float
    clause: int
    first: str
    pair: str
    digit: float
    is_unit: bool


@dataclass
class Evidence:
    """Judges pairs of lines of one page; constant time for each pair. `inside`: the pairs of characters that stand inside words, also as
    sorted numbers."""

    continuation: Continuation
    inside: frozenset[str]
    inside_codes: npt.NDArray[np.int64]
    weights: Sequence[float]
    bias: float
    texts: Sequence[str]
    page: PageWords = field(init=False)
    tails: list[_Tail | None] = field(init=False)
    heads: list[_Head | None] = field(init=False)
    cut: list[bool] = field(init=False)
    ends_open: list[bool] = field(init=False)
    commas: list[float] = field(init=False)
    quotes: list[float] = field(init=False)
    known: dict[tuple[str, str, str], float] = field(init=False, default_factory=dict)
    lefts: dict[str, Sequence[float]] = field(init=False, default_factory=dict)
    rights: dict[str, Sequence[float]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.page = PageWords(self.texts)
        self.cut = [text[0] in CANT_BEGIN for text in self.texts]
        self.ends_open = [_ENDS_OPEN.search(text) is not None for text in self.texts]
        self.commas = [float(text[-1] in "，、") for text in self.texts]
        self.quotes = [float(text[0] in "“《") for text in self.texts]
        self.tails = [self._tail(text) for text in self.texts]
        self.heads = [self._head(text) for text in self.texts]

    def across(self, a: int, b: int) -> float:
        """Evidence in nats that line `b` goes on where line `a` ends, against any other line."""
        if self.cut[b]:
            return INSIDE if self.ends_open[a] else -INSIDE
        odds = self.bias
        for weight, value in zip(self.weights, self.features(a, b), strict=True):
            odds += weight * value
        return odds

    def features(self, a: int, b: int) -> tuple[float, ...]:
        """The values of FEATURES."""
        tail, head, comma, quote = self.tails[a], self.heads[b], self.commas[a], self.quotes[b]
        clause = (tail.clause if tail else 0) + (head.clause if head else 0)
        long = (clause - LONG_CLAUSE) / 10 if clause > LONG_CLAUSE else 0.0
        short = float(SHORT_CLAUSE - clause) if clause < SHORT_CLAUSE else 0.0
        if not tail or not head:
            start, digit = (head.start, head.digit) if head else (0.0, 0.0)
            return (0.0, 0.0, 0.0, 0.0, start, 0.0, 0.0, 0.0, 0.0, 0.0, digit, quote, comma, float(tail is None), long, short)
        unit, alone = (1.0, 0.0) if head.is_unit else (0.0, 1.0)
        if not tail.is_digit:
            unit = alone = 0.0
        return (*self._words(tail, head), unit, alone, head.digit, quote, comma, 0.0, long, short)

    def _words(self, tail: _Tail, head: _Head) -> tuple[float, ...]:
        page = self.page
        seen = page.count(tail.last + head.first)
        pairs = math.log1p(seen)
        triples = float(page.holds(tail.pair + head.first)) + float(page.holds(tail.last + head.pair)) if seen else 0.0
        gain = self._crossing(tail, head)
        if gain >= LEAST_GAIN:
            word = float(crossing_word(tail.text, head.text) is not None)
            return min(gain, LONGEST_WORD_GAIN), word, 0.0, 0.0, head.start, 0.0, pairs, triples
        tags = self._agreement(tail.word, tail.tag, head.tag)
        return 0.0, 0.0, tags, max(tags, 0.0), head.start, tail.alone, pairs, triples

    def _agreement(self, word: str, tag: str, following: str) -> float:
        found = self.known.get((word, tag, following))
        if found is None:
            found = self.known[word, tag, following] = self.continuation.agreement(word, tag, following)
        return found

    def _crossing(self, tail: _Tail, head: _Head) -> float:
        """Nats by which the best division into words of both together beats the best with a border between them."""
        if tail.last + head.first not in self.inside:
            return 0.0
        words, best = self.continuation.words.words, 0.0
        for taken in range(1, min(len(tail.text), _LONGEST_WORD - 1) + 1):
            for given in range(1, min(len(head.text), _LONGEST_WORD - taken) + 1):
                found = words.get(tail.text[-taken:] + head.text[:given])
                if found is not None:
                    left, right = self._left_of_word(tail.text), self._right_of_word(head.text)
                    best = max(best, left[taken] + found + right[given] - left[0] - right[0])
        return best

    def _left_of_word(self, text: str) -> Sequence[float]:
        """Log probability of the best division into words of the end of a line, of all but its last character and so on."""
        found = self.lefts.get(text)
        if found is None:
            of_prefixes = self.continuation.words.prefix_probabilities(text)
            found = self.lefts[text] = of_prefixes[: -_LONGEST_WORD - 1 : -1]
        return found

    def _right_of_word(self, text: str) -> Sequence[float]:
        """The same of the beginning of a line, of all but its first character and so on."""
        found = self.rights.get(text)
        if found is None:
            borders = range(min(len(text) + 1, _LONGEST_WORD))
            found = self.rights[text] = [self.continuation.words.log_probability(text[n:]) for n in borders]
        return found

    def _tail(self, line: str) -> _Tail | None:
        import rjieba

        match = _TAIL.search(line[-WINDOW:])
        if not match:
            return None
        text = match[0]
        word, tag = rjieba.tag(text)[-1]
        alone = self.continuation.alone(word) if len(word) == 1 else 0.0
        return _Tail(text, word, tag, alone, last_clause(line), text[-1], text[-2:], text[-1].isdigit())

    def _head(self, line: str) -> _Head | None:
        import rjieba

        match = _HEAD.match(line)
        if not match:
            return None
        text = match[0]
        tag = rjieba.tag(text)[0][1]
        start, clause = self.continuation.start_evidence(tag), first_clause(line)
        digit, is_unit = float(text[0].isdigit()), UNIT_START.match(text) is not None
        return _Head(text, tag, start, clause, text[0], text[:2], digit, is_unit)


@built_once
def compile_weights(vocabulary: Vocabulary) -> dict[str, float]:
    return {entry["feature"]: float(entry["weight"]) for entry in vocabulary.entries("line_break_weights")}


@built_once
def compile_inside(vocabulary: Vocabulary) -> frozenset[str]:
    return compile_continuation(vocabulary).words.pairs


@built_once
def compile_inside_codes(vocabulary: Vocabulary) -> npt.NDArray[np.int64]:
    return pair_codes(compile_inside(vocabulary))


def pair_codes(pairs: Collection[str]) -> npt.NDArray[np.int64]:
    """A number for each pair of characters, sorted."""
    points = code_points("".join(pairs)).astype(np.int64).reshape(-1, 2)
    return np.sort(points[:, 0] << CODE_BITS | points[:, 1])


def evidence_of(texts: Sequence[str], vocabulary: Vocabulary) -> Evidence:
    """The evidence for a page of these lines."""
    weights = compile_weights(vocabulary)
    inside, codes = compile_inside(vocabulary), compile_inside_codes(vocabulary)
    return Evidence(compile_continuation(vocabulary), inside, codes, [weights[name] for name in FEATURES], weights[BIAS], texts)
