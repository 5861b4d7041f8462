"""What is read across the break between two lines of a page: whether the one goes on where the other ends.

The same evidence as between paragraphs (`continuation.py`), but with the ends of each line looked at once for all the lines that might
follow it, since a page set in columns asks for a hundred pairs a line. The weights come of lines of our own texts, broken as columns break
them (`benchmarks/fit_line_breaks.py` writes them).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import mul
from typing import NamedTuple

from kaozheng.tasks.segment.continuation import (
    BIAS,
    CLAUSE_END,
    LEAST_GAIN,
    LONG_CLAUSE,
    LONGEST_WORD_GAIN,
    SHORT_CLAUSE,
    UNIT_START,
    WINDOW,
    Continuation,
    PageWords,
    compile_continuation,
)
from kaozheng.tasks.segment.edges import crossing_word
from kaozheng.tasks.vocabulary import Vocabulary, built_once

FEATURES = (
    "crossing", "crossing_word", "tags", "tags_agree", "start", "alone", "pairs", "triples", "number_unit", "number_alone", "digit",
    "quote", "comma", "mark", "long", "short",
)  # fmt: skip
INSIDE = 4.0  # nats: a line never begins with a mark that stands behind a word, but for one that was cut off another
_STARTS_INSIDE = re.compile(r"[，。、；：！？”’）》」』%％]")
_ENDS_OPEN = re.compile(r"\w$")
_TAIL = re.compile(rf"[^\W_]{{1,{WINDOW}}}$")
_HEAD = re.compile(rf"[^\W_]{{1,{WINDOW}}}")
_LONGEST_WORD = 4  # characters of a word of the model
_BORDERS = range(_LONGEST_WORD)


class _Tail(NamedTuple):
    """The last characters of a line up to the nearest mark.

    `best`: log probability of the best division into words of all of them, of all but the last and so on. `word`, `tag`: the last word.
    `alone`: log share of the uses of a single character in which it is a word. `clause`: characters of the last clause.
    """

    text: str
    best: tuple[float, ...]
    word: str
    tag: str
    alone: float
    clause: int


class _Head(NamedTuple):
    """The first characters of a line up to the nearest mark; `best` without the first, without the first two and so on."""

    text: str
    best: tuple[float, ...]
    tag: str
    start: float
    clause: int


@dataclass
class Evidence:
    """Judges pairs of lines of one page; constant time for each pair. `inside`: the pairs of characters that stand inside words."""

    continuation: Continuation
    inside: frozenset[str]
    weights: Sequence[float]
    bias: float
    texts: Sequence[str]
    page: PageWords = field(init=False)
    tails: list[_Tail | None] = field(init=False)
    heads: list[_Head | None] = field(init=False)
    cut: list[bool] = field(init=False)

    def __post_init__(self) -> None:
        self.page = PageWords(self.texts)
        self.cut = [_STARTS_INSIDE.match(text) is not None for text in self.texts]
        self.tails = [self._tail(text) for text in self.texts]
        self.heads = [self._head(text) for text in self.texts]

    def across(self, a: int, b: int) -> float:
        """Evidence in nats that line `b` goes on where line `a` ends, against any other line."""
        if self.cut[b]:
            return INSIDE if _ENDS_OPEN.search(self.texts[a]) else -INSIDE
        return sum(map(mul, self.weights, self.features(a, b)), self.bias)

    def features(self, a: int, b: int) -> tuple[float, ...]:
        """The values of FEATURES."""
        left, right, tail, head = self.texts[a], self.texts[b], self.tails[a], self.heads[b]
        mark = float(tail is None)
        comma, quote = float(left[-1] in "，、"), float(right[0] in "“《")
        clause = (tail.clause if tail else 0) + (head.clause if head else 0)
        long, short = max(0, clause - LONG_CLAUSE) / 10, float(max(0, SHORT_CLAUSE - clause))
        if not tail or not head:
            start, digit = (head.start, float(head.text[0].isdigit())) if head else (0.0, 0.0)
            return (0.0, 0.0, 0.0, 0.0, start, 0.0, 0.0, 0.0, 0.0, 0.0, digit, quote, comma, mark, long, short)
        number, unit = tail.text[-1].isdigit(), UNIT_START.match(head.text) is not None
        return (
            *self._words(tail, head),
            float(number and unit), float(number and not unit), float(head.text[0].isdigit()), quote, comma, mark, long, short,
        )  # fmt: skip

    def _words(self, tail: _Tail, head: _Head) -> tuple[float, ...]:
        page, last, first = self.page, tail.text[-1], head.text[0]
        pairs = math.log1p(page.pairs[last + first])
        triples = float(tail.text[-2:] + first in page.triples) + float(last + head.text[:2] in page.triples)
        gain = self._crossing(tail, head)
        if gain >= LEAST_GAIN:
            word = float(crossing_word(tail.text, head.text) is not None)
            return min(gain, LONGEST_WORD_GAIN), word, 0.0, 0.0, head.start, 0.0, pairs, triples
        tags = self.continuation.agreement(tail.word, tail.tag, head.tag)
        return 0.0, 0.0, tags, max(tags, 0.0), head.start, tail.alone, pairs, triples

    def _crossing(self, tail: _Tail, head: _Head) -> float:
        """Nats by which the best division into words of both together beats the best with a border between them."""
        if tail.text[-1] + head.text[0] not in self.inside:
            return 0.0
        words, best = self.continuation.words.words, 0.0
        for taken in range(1, min(len(tail.text), _LONGEST_WORD - 1) + 1):
            for given in range(1, min(len(head.text), _LONGEST_WORD - taken) + 1):
                found = words.get(tail.text[-taken:] + head.text[:given])
                if found is not None:
                    best = max(best, tail.best[taken] + found + head.best[given] - tail.best[0] - head.best[0])
        return best

    def _tail(self, line: str) -> _Tail | None:
        import rjieba

        match = _TAIL.search(line[-WINDOW:])
        if not match:
            return None
        text = match[0]
        word, tag = rjieba.tag(text)[-1]
        best = tuple(self.continuation.words.log_probability(text[: len(text) - n]) for n in _BORDERS)
        alone = self.continuation.alone(word) if len(word) == 1 else 0.0
        return _Tail(text, best, word, tag, alone, len(CLAUSE_END.split(line)[-1]))

    def _head(self, line: str) -> _Head | None:
        import rjieba

        match = _HEAD.match(line)
        if not match:
            return None
        text = match[0]
        tag = rjieba.tag(text)[0][1]
        best = tuple(self.continuation.words.log_probability(text[n:]) for n in _BORDERS)
        return _Head(text, best, tag, self.continuation.start_evidence(tag), len(CLAUSE_END.split(line, maxsplit=1)[0]))


@built_once
def compile_weights(vocabulary: Vocabulary) -> dict[str, float]:
    return {entry["feature"]: float(entry["weight"]) for entry in vocabulary.entries("line_break_weights")}


@built_once
def compile_inside(vocabulary: Vocabulary) -> frozenset[str]:
    words = compile_continuation(vocabulary).words.words
    return frozenset(word[i : i + 2] for word in words for i in range(len(word) - 1))


def evidence_of(texts: Sequence[str], vocabulary: Vocabulary) -> Evidence:
    """The evidence for a page of these lines."""
    weights = compile_weights(vocabulary)
    return Evidence(
        compile_continuation(vocabulary), compile_inside(vocabulary), [weights[name] for name in FEATURES], weights[BIAS], texts
    )
