"""How well a string reads: the log probability of its best division into words, by word frequency.

A unigram model over words, searched by dynamic programming (Viterbi): enough to choose between readings of one lost byte, and with
rights that are clean. Costs at most WORD_LENGTH look-ups a character.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.vocabulary import Vocabulary, built_once

Floats = npt.NDArray[np.float64]

WORD_LENGTH = 4
REMEMBERED, REMEMBERED_LENGTH = 1 << 16, 16  # strings, and characters of one, whose probability is kept
DOMAIN_COUNT = 3000  # of a name that the vocabulary lists: as frequent as a common compound
# Marks are as frequent as the commonest words, and no table counts them. Closing marks are as likely as opening ones: balance decides.
# Some go with a word: 省（区、市）, 县（市、区）.
_MARKS = {
    "，": 0.06,
    "。": 0.03,
    "、": 0.02,
    "“": 0.006,
    "”": 0.006,
    "：": 0.004,
    "；": 0.003,
    "！": 0.002,
    "？": 0.002,
    "（": 0.002,
    "）": 0.002,
    "《": 0.002,
    "》": 0.002,
    "…": 0.001,
    "—": 0.002,
    "‘": 0.0005,
    "’": 0.0005,
    "·": 0.0003,
    "。”": 0.004,
    "！”": 0.001,
    "？”": 0.001,
    "：“": 0.004,
    "，“": 0.001,
    "……": 0.001,
    "——": 0.002,
    "省（": 0.0005,
    "市（": 0.0002,
    "县（": 0.0002,
}
_ASCII = 0.001  # a letter, digit or sign that stands between Chinese
# A character that stands as no word of its own is this much rarer alone than in its words.
ALONE = 0.02


@dataclass(frozen=True)
class WordModel:
    """Log probabilities of words, and of characters that the words are made of."""

    words: Mapping[str, float]
    characters: Mapping[str, float]
    unknown: float

    def log_probability(self, string: str) -> float:
        """Of the best division of `string` into words. What short strings gave is remembered."""
        return self._remembered(string) if len(string) <= REMEMBERED_LENGTH else self._divided(string)

    @cached_property
    def _remembered(self) -> Callable[[str], float]:
        return lru_cache(maxsize=REMEMBERED)(self._divided)

    def _divided(self, string: str) -> float:
        return self.prefix_probabilities(string)[-1]

    def prefix_probabilities(self, string: str) -> list[float]:
        """`log_probability` of nothing, of the first character, of the first two and so on."""
        look_up, pairs, size = self.words.get, self.pairs, len(string)
        best = [0.0] + [-math.inf] * size
        for start, character in enumerate(string):
            here = best[start]
            reached = here + self.weight(character)
            if reached > best[start + 1]:
                best[start + 1] = reached
            if string[start : start + 2] in pairs:  # or no word of more than one character begins here
                for end in range(start + 2, min(size, start + WORD_LENGTH) + 1):
                    found = look_up(string[start:end])
                    if found is not None and here + found > best[end]:
                        best[end] = here + found
        return best

    def weight(self, character: str) -> float:
        """The log probability of a character that stands as a word of its own."""
        found = self.words.get(character)
        return found if found is not None else self.characters.get(character, self.unknown)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Characters that stand side by side in words: where two others meet, no word goes across."""
        return frozenset(word[i : i + 2] for word in self.words for i in range(len(word) - 1))

    def knows(self, character: str) -> bool:
        return character in self.characters


@dataclass(frozen=True)
class Beginnings:
    """Texts that are weighed with one ending after the other, and of which most begin alike: what one has told the others build on."""

    model: WordModel
    _best: dict[str, Sequence[float]] = field(default_factory=lambda: {"": (0.0,)})

    def log_probabilities(self, beginnings: Sequence[str], ending: str) -> list[float]:
        """For each beginning what `log_probability` gives for it and the ending together, but for rounding."""
        rests = self._rests(ending)
        starts = [ending[:given] for given in range(1, min(WORD_LENGTH - 1, len(ending)) + 1)]
        return [self._ended(beginning, starts, rests) for beginning in beginnings]

    def extended(self, beginnings: Sequence[str], choices: Sequence[str], ending: str) -> Floats:
        """For each beginning (row) and each character of `choices` behind it (column) what `log_probabilities` gives for both together."""
        rests, words = self._rests(ending), _WordsWith(self.model, choices)
        found = np.full((len(beginnings), len(choices)), -math.inf)
        for best, beginning in zip(found, beginnings, strict=True):
            for taken, reached in enumerate(self._reached(beginning)):
                left = beginning[len(beginning) - taken :]
                for given, rest in enumerate(rests[: WORD_LENGTH - taken]):
                    of_words = words[left, ending[:given]]
                    if of_words is not None:
                        np.maximum(best, reached + of_words + rest, out=best)
        return found

    def _rests(self, ending: str) -> list[float]:
        """`log_probability` of an ending, of all but its first character and so on."""
        model, size = self.model, len(ending)
        best = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            best[start] = model.weight(ending[start]) + best[start + 1]
            for end in range(start + 2, min(size, start + WORD_LENGTH) + 1):
                found = model.words.get(ending[start:end])
                if found is not None and found + best[end] > best[start]:
                    best[start] = found + best[end]
        return best

    def _ended(self, beginning: str, starts: Sequence[str], rests: Sequence[float]) -> float:
        """The best division: with a border before the ending, or a word across that takes one of `starts` from it."""
        look_up, reached = self.model.words.get, self._reached(beginning)
        best = reached[0] + rests[0]
        if not starts or beginning[-1:] + starts[0] not in self.model.pairs:
            return best
        for taken in range(1, min(WORD_LENGTH - 1, len(beginning)) + 1):
            word = beginning[-taken:]
            for given, start in enumerate(starts[: WORD_LENGTH - taken], start=1):
                found = look_up(word + start)
                if found is not None and reached[taken] + found + rests[given] > best:
                    best = reached[taken] + found + rests[given]
        return best

    def _reached(self, text: str) -> Sequence[float]:
        """`log_probability` of a text, of all but its last character and so on, resting on those of its beginnings."""
        found = self._best.get(text)
        if found is None:
            found = self._best[text] = self._next(self._reached(text[:-1]), text)
        return found

    def _next(self, before: Sequence[float], text: str) -> Sequence[float]:
        """Those of a text, from those of all of it but the last character."""
        look_up = self.model.words.get
        best = before[0] + self.model.weight(text[-1])
        if text[-2:] not in self.model.pairs:
            return best, *before[: WORD_LENGTH - 1]
        for size in range(2, min(WORD_LENGTH, len(text)) + 1):
            found = look_up(text[-size:])
            if found is not None and before[size - 1] + found > best:
                best = before[size - 1] + found
        return best, *before[: WORD_LENGTH - 1]


class _WordsWith(dict[tuple[str, str], Floats | None]):
    """For what stands on both sides the log probabilities of the words that each of several characters makes with it: -inf where it makes
    none, None where none of them makes one. Found where it is first asked for."""

    def __init__(self, model: WordModel, choices: Sequence[str]) -> None:
        super().__init__()
        self._model, self._choices = model, choices
        self._beside: dict[tuple[str, str], list[tuple[int, str]]] = {}

    def __missing__(self, sides: tuple[str, str]) -> Floats | None:
        left, right = sides
        if left or right:
            look_up = self._model.words.get
            known = [
                (at, word) for at, choice in self._likely(left[-1:], right[:1]) if (word := look_up(left + choice + right)) is not None
            ]
        else:
            known = [(at, self._model.weight(choice)) for at, choice in enumerate(self._choices)]
        found = None
        if known:
            found = np.full(len(self._choices), -math.inf)
            places, words = zip(*known, strict=True)
            found[list(places)] = words
        self[sides] = found
        return found

    def _likely(self, before: str, behind: str) -> Sequence[tuple[int, str]]:
        """The places of the characters that stand in words with what is beside them, and these."""
        found = self._beside.get((before, behind))
        if found is None:
            pairs = self._model.pairs
            if before:
                others = self._likely("", behind) if behind else enumerate(self._choices)
                found = [(at, choice) for at, choice in others if before + choice in pairs]
            else:
                found = [(at, choice) for at, choice in enumerate(self._choices) if choice + behind in pairs]
            self._beside[before, behind] = found
        return found


@built_once
def word_counts(vocabulary: Vocabulary) -> Mapping[str, int]:
    """How often each word is used in the text that they were counted in."""
    return {entry["word"]: int(entry["count"]) for entry in vocabulary.entries("word_frequencies")}


@built_once
def word_model(vocabulary: Vocabulary) -> WordModel:
    counts = dict(word_counts(vocabulary))
    named = [entry["name"] for entry in vocabulary.entries("initiatives")] + [entry["group"] for entry in vocabulary.entries("groups")]
    for word in named:
        counts.setdefault(word, DOMAIN_COUNT)
    total = sum(counts.values())
    of_characters: dict[str, int] = {}
    for word, count in counts.items():
        for character in word:
            of_characters[character] = of_characters.get(character, 0) + count
    words = {character: math.log(_ASCII) for character in map(chr, range(0x20, 0x7F))}
    words |= {word: math.log(count / total) for word, count in counts.items()} | {mark: math.log(share) for mark, share in _MARKS.items()}
    characters = {character: math.log(count * ALONE / total) for character, count in of_characters.items()}
    return WordModel(words, characters | {mark: words[mark] for mark in _MARKS if len(mark) == 1}, math.log(0.01 / total))
