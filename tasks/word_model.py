"""How well a string reads: the log probability of its best division into words, by word frequency.

A unigram model over words, searched by dynamic programming (Viterbi): enough to choose between readings of one lost byte, and with
rights that are clean. Costs at most WORD_LENGTH look-ups a character.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kaozheng.tasks.vocabulary import Vocabulary, built_once

WORD_LENGTH = 4
REMEMBERED, REMEMBERED_LENGTH = 1 << 16, 16  # strings, and characters of one, whose probability is kept
DOMAIN_COUNT = 3000  # of a name that the vocabulary lists: as frequent as a common compound
# Marks are as frequent as the commonest words, and no table counts them. Closing marks are as likely as opening ones: balance decides.
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
        best = [0.0] + [-math.inf] * len(string)
        for start in range(len(string)):
            here = best[start]
            for end in range(start + 1, min(len(string), start + WORD_LENGTH) + 1):
                word = string[start:end]
                found = self.words.get(word)
                if found is None:
                    if end - start > 1:
                        continue
                    found = self.characters.get(word, self.unknown)
                best[end] = max(best[end], here + found)
        return best[-1]

    def knows(self, character: str) -> bool:
        return character in self.characters


@built_once
def word_model(vocabulary: Vocabulary) -> WordModel:
    counts = {entry["word"]: int(entry["count"]) for entry in vocabulary.entries("word_frequencies")}
    for entry in vocabulary.entries("initiatives"):
        counts.setdefault(entry["name"], DOMAIN_COUNT)
    total = sum(counts.values())
    of_characters: dict[str, int] = {}
    for word, count in counts.items():
        for character in word:
            of_characters[character] = of_characters.get(character, 0) + count
    words = {character: math.log(_ASCII) for character in map(chr, range(0x20, 0x7F))}
    words |= {word: math.log(count / total) for word, count in counts.items()} | {mark: math.log(share) for mark, share in _MARKS.items()}
    characters = {character: math.log(count * ALONE / total) for character, count in of_characters.items()}
    return WordModel(words, characters | {mark: words[mark] for mark in _MARKS if len(mark) == 1}, math.log(0.01 / total))
