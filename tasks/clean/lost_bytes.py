"""The character that a UTF-8 sequence was, some of whose bytes are lost: a choice among those that the bytes left allow.

The choice is by how probable each candidate makes the words around it, by what stands whole in the same document, and by the frame
of a date or count. A numeral or sign that can't be excluded beside a digit forbids the choice: a number must not gain a digit by guess.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple

from kaozheng.tasks.clean.draft import LOST
from kaozheng.tasks.clean.misreading import Cell
from kaozheng.tasks.clean.script import simplified
from kaozheng.tasks.commonness import common_characters
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LEAST_PROBABLE = 0.85  # below it no candidate is chosen
LEAST_PROBABLE_MARK = 0.45  # the same for punctuation, where a wrong choice changes no fact
MOST_RISK = 0.02  # probability of a numeral or sign beside a digit above which nothing is chosen
HIGHEST_CONFIDENCE = 0.98  # of a choice that bytes alone do not prove
MOST_CANDIDATES = 1 << 10  # combinations of bytes
MOST_LIKELY = 100  # common characters among them: one of more can't be told, and weighing them takes long
LONGEST_WORD = 7
MOST_STEMS, MOST_BEHIND = 1 << 12, 1 << 12  # whose weights are kept, and how many of each
CONTEXT = 6  # characters before the lost one that words may begin in
_ALL_WORDS = math.log(6e7)  # the segmenter's dictionary counts this many
# What speaks for a candidate, in natural logarithms.
_FRAME, _UNIT = 10.0, 3.0  # it is the part of a date that must follow; a unit after digits
_END, _NO_BEGINNING = 3.0, -6.0  # a full stop at the end of a line; a mark that no line begins with
_OPENED, _NOT_OPENED = 4.0, -2.0  # a closing bracket or quotation mark
_SAME_PAIR, _SAME_CHARACTER, _OTHER_SCRIPT = 1.5, 0.7, -4.0
_SEEN_OFTEN = 3  # a document that repeats itself proves no more than this often
_PAIR_SEEN, _CHARACTER_SEEN = (
    tuple(weight * math.log1p(seen) for seen in range(_SEEN_OFTEN + 1)) for weight in (_SAME_PAIR, _SAME_CHARACTER)
)
_TERM = math.log(3000) - _ALL_WORDS  # a term of the vocabulary counts as a fairly common word
NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿半０１２３４５６７８９％‰．／＋－～℃°")
# How often punctuation stands in a newspaper, on the scale of the dictionary.
_PUNCTUATION = {
    c: count
    for count, characters in (
        (3e6, "，"), (1.5e6, "。"), (8e5, "、"), (3e5, "“”"), (2e5, "：（）"), (1e5, "《》；　\xa0"),
        (5e4, "—【】·"), (2e4, "！？％－～「」…"), (1e3, "\u2002\u2003『』〈〉０１２３４５６７８９．／＋‘’"),
    )
    for c in characters
}  # fmt: skip
_IDEOGRAPHS = re.compile("[\u3400-\u9fff]*")
_CLOSES = dict(zip("”）》】」』〉’", "“（《【「『〈‘", strict=True))
_FRAMES = tuple(
    (re.compile(left), re.compile(right), expected)
    for left, right, expected in (
        (r"(?<!\d)(?:19|20)\d\d$", "", "年"), (r"年\d{1,2}$", "", "月"), (r"月\d{1,2}$", "", "日"), (r"日\d{1,2}$", "", "时時"),
        (r"(?<!\d)(?:[1-9]|1[0-2])$", r"\d", "月"), (r"日\d{1,2}[-—至]\d{1,2}$", "", "时時"), (r"[时時]\d{1,2}$", "", "分"),
        (r"\d$", r"\d", "—至"), (r"日\d{1,2}$|\d[年月日时時]$", r"\d", "—至－～"),
    )
)  # fmt: skip


class _Behind(dict[str, float]):
    """For what stands behind a stem the weight of both as one word: the logarithm of how often it is used.

    Looked up where it is first asked for. What is no word is next to never used.
    """

    def __init__(self, stem: str, known: frozenset[str]) -> None:
        super().__init__()
        self._stem, self._terms = stem, known

    def __missing__(self, rest: str) -> float:
        if len(self) >= MOST_BEHIND:
            self.clear()
        word = self._stem + rest
        self[rest] = weight = max(_TERM, _dictionary_weight(word)) if word in self._terms else _dictionary_weight(word)
        return weight


class WordWeights(dict[str, _Behind]):
    """The weights of words by their stems, so that many characters are tried behind one stem at little cost."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self._terms = known

    def __missing__(self, stem: str) -> _Behind:
        if len(self) >= MOST_STEMS:
            self.clear()
        self[stem] = behind = _Behind(stem, self._terms)
        return behind


class _Place(NamedTuple):
    """Where a character is lost: the text on both sides, the characters beside it as they are counted, the ideographs that touch it in
    Simplified script, and what a date would go on with.

    `across`: for none, the first, the first two of the ideographs behind and so on, what a word may begin with that the lost character is
    in and that ends with these, and how probable the division into words of all before it is. `inside`: the words of those behind alone,
    by start and end.
    """

    left: str
    right: str
    before: str
    after: str
    across: Sequence[tuple[str, Sequence[tuple[_Behind, float]]]]
    inside: Sequence[tuple[int, int, float]]
    expected: str


class DocumentModel:
    """What stands whole in a document: its characters, and which follow which; all digits count as one."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        text = re.sub(r"\d", "0", text)
        self.single = Counter(text)
        self.pairs = Counter(map("".join, pairwise(text)))
        self.units, self.words = unit_characters(vocabulary), word_weights(vocabulary)
        self.traditional = sum(n for c, n in self.single.items() if c > "\u3400" and simplified(c) != c) * 20 > sum(self.single.values())

    def choose(self, cell: Cell, left: str, right: str) -> tuple[str, float]:
        """The character and its probability; `LOST` and 1 where none can be chosen.

        `cell` holds the bytes of the sequence, a set of byte values for each that is lost; `left` is the repaired text before it,
        `right` what of the text behind it is known.
        """
        candidates = _candidates(cell)
        if len(candidates) == 1 and all(isinstance(b, int) or len(b) == 1 for b in cell):
            return candidates[0], 1.0
        likely = _likely(cell)
        if not 0 < len(likely) <= MOST_LIKELY:
            return LOST, 1.0
        place = self._place(left, right)
        weights = {c: math.exp(self._weight(c, place)) for c in likely}
        total, best = sum(weights.values()), max(weights, key=weights.__getitem__)
        probable = weights[best] / total
        marks = sum(w for c, w in weights.items() if c in _PUNCTUATION) / total
        settled = probable >= LEAST_PROBABLE or (marks >= LEAST_PROBABLE and probable >= LEAST_PROBABLE_MARK)
        if not settled or self._may_be_a_sign(best, place) or self._risk(weights, best, place) > MOST_RISK * total:
            return LOST, 1.0
        return best, round(min(probable, HIGHEST_CONFIDENCE), 3)

    def _place(self, left: str, right: str) -> _Place:
        stem, onward = "".join(map(simplified, _ideographs(left[: -CONTEXT - 1 : -1])[::-1])), "".join(map(simplified, _ideographs(right)))
        before, after = ("0" if c.isdigit() else c for c in (left[-1:], right[:1]))
        spans = [(i, j) for i in range(len(onward)) for j in range(i + 1, min(i + LONGEST_WORD, len(onward)) + 1)]
        inside = [(i, j, self.words[""][onward[i:j]]) for i, j in spans]
        stems = self._stems(stem)
        across = [(onward[:end], stems[-(LONGEST_WORD - end) :] if end < LONGEST_WORD else ()) for end in range(len(onward) + 1)]
        return _Place(left, right, before, after, across, inside, _expected(left, right))

    def _stems(self, text: str) -> list[tuple[_Behind, float]]:
        """Each end of a text, from all of it to none, with the logarithm of the probability of the best division into words before it."""
        whole = self.words[""]
        best = [0.0]
        for end in range(1, len(text) + 1):
            best.append(max(best[start] + whole[text[start:end]] for start in range(max(end - LONGEST_WORD, 0), end)))
        return [(self.words[text[start:]], probability) for start, probability in enumerate(best)]

    def _may_be_a_sign(self, best: str, place: _Place) -> bool:
        """Whether a full-width mark behind a digit may be a sign of the number as well: 12．34, 12％."""
        if not "！" <= best <= "～" or not place.left[-1:].isdigit() or best in place.expected:
            return False
        return place.right[:1].isdigit() or self.single["％"] > 0 or not self.single["%"]

    def _risk(self, weights: dict[str, float], best: str, place: _Place) -> float:
        """The weight of what would change a number."""
        if not (place.right[:1].isdigit() or place.left[-1:].isdigit()):
            return 0.0
        if best in NUMERALS and best not in place.expected:
            return sum(weights.values()) - weights[best]
        return sum(w for c, w in weights.items() if c in NUMERALS and c != best)

    def _weight(self, candidate: str, place: _Place) -> float:
        """The logarithm of how probable the candidate is here, up to a constant."""
        count = _PUNCTUATION.get(candidate)
        if count:
            score = math.log(count) - _ALL_WORDS + _fitness(candidate, place)
        else:
            plain = simplified(candidate)
            score = self._divided(plain, place)
            score += _OTHER_SCRIPT * (not self.traditional and plain != candidate)
        pairs = self.pairs
        seen = pairs.get(place.before + candidate, 0) + (pairs.get(candidate + place.after, 0) if place.after else 0)
        score += _PAIR_SEEN[min(seen, _SEEN_OFTEN)] + _CHARACTER_SEEN[min(self.single.get(candidate, 0), _SEEN_OFTEN)]
        return score + _UNIT * (place.before == "0" and candidate in self.units) + _FRAME * (candidate in place.expected)

    @staticmethod
    def _divided(character: str, place: _Place) -> float:
        """The logarithm of the probability of the best division into words of the ideographs around a place with the character in it."""
        best: list[float] = []
        for onward, stems in place.across:
            rest = character + onward
            best.append(max([probability + behind[rest] for behind, probability in stems], default=-math.inf))
        for start, end, weight in place.inside:
            if best[start] + weight > best[end]:
                best[end] = best[start] + weight
        return best[-1]


@built_once
def word_weights(vocabulary: Vocabulary) -> WordWeights:
    return WordWeights(terms(vocabulary))


@built_once
def unit_characters(vocabulary: Vocabulary) -> frozenset[str]:
    """The characters that a unit or classifier begins with, and those of dates and times."""
    return frozenset(e["unit"][0] for e in vocabulary.entries("units")) | frozenset("年月日时時分秒")


@built_once
def terms(vocabulary: Vocabulary) -> frozenset[str]:
    """The domain's own words, of which a general dictionary lacks many."""
    sources = (("counted_nouns", "noun"), ("groups", "group"), ("titles", "title"), ("count_contexts", "word"), ("places", "name"))
    return frozenset(e[column] for name, column in sources for e in vocabulary.entries(name))


@lru_cache(1 << 12)
def _candidates(cell: Cell) -> tuple[str, ...]:
    sets = [(b,) if isinstance(b, int) else tuple(b) for b in cell]
    if math.prod(map(len, sets)) > MOST_CANDIDATES:
        return ()
    texts = (bytes(b).decode("utf-8", errors="ignore") for b in product(*sets))
    return tuple(t for t in texts if len(t) == 1 and (t.isprintable() or t in _PUNCTUATION))


@lru_cache(1 << 12)
def _likely(cell: Cell) -> tuple[str, ...]:
    return tuple(c for c in _candidates(cell) if c in common_characters() or c in _PUNCTUATION)


def _expected(left: str, right: str) -> str:
    """The characters with which a date or a time of day goes on here."""
    if not (right[:1].isdigit() or left[-1:].isdigit()):
        return ""
    return "".join(expected for before, after, expected in _FRAMES if before.search(left) and after.match(right))


def _fitness(mark: str, place: _Place) -> float:
    """How well a punctuation mark fits: what opens is closed and what closes was opened; a line ends in a full stop; a dash and a
    space come in twos."""
    left, right = place.left, place.right[:1]
    fitness = _END if mark == "。" and right in ("", "\n", "\r", " ") else 0.0
    if (not left or left[-1].isspace()) and mark in "，。、；：！？”’）》】」』〉…·":
        fitness += _NO_BEGINNING
    if opener := _CLOSES.get(mark):
        fitness += _OPENED if left.rfind(opener) > left.rfind(mark) else _NOT_OPENED
    if mark in "—…　\u2002\u2003" and left.endswith(mark) and not left.endswith(2 * mark):
        fitness += _FRAME
    return fitness


def _ideographs(text: str) -> str:
    """Those that the text begins with."""
    found = _IDEOGRAPHS.match(text)
    return found[0] if found else ""


def _dictionary_weight(word: str) -> float:
    import rjieba

    known = rjieba.has_word(word)
    if len(word) > 1 and not known:
        return -50.0
    count = rjieba.suggest_freq(word) if known else 1
    return math.log(max(count, 1)) - _ALL_WORDS
