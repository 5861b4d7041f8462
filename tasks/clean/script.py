"""Traditional script to Simplified, one character for one, by OpenCC and by what OpenCC leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from threading import local

import numpy as np

from kaozheng.tasks.clean.draft import Draft, count_ideographs
from kaozheng.tasks.text import code_points
from kaozheng.tasks.vocabulary import Vocabulary, built_once

KIND = "script"
TRADITIONAL_SHARE = 0.1  # of the Chinese characters: above it the document is in Traditional script, below it has strays
_IDEOGRAPHS = "".join(map(chr, range(0x3400, 0xA000)))
_opened = local()


def simplify(draft: Draft) -> str:
    """The text in Simplified script, of the same length."""
    before = draft.string
    after = _one_to_one(before)
    traditional = False
    if before != after:
        kept = kept_characters(draft.vocabulary)
        changed = np.flatnonzero(code_points(before) != code_points(after)).tolist()
        spared = [i for i in changed if before[i] in kept]
        traditional = len(changed) - len(spared) > TRADITIONAL_SHARE * count_ideographs(before)
        if spared and not traditional:
            after = _with(after, {i: before[i] for i in spared})
    return leftovers(draft.vocabulary)(after, traditional)


def _with(string: str, changes: dict[int, str]) -> str:
    characters = list(string)
    for i, character in changes.items():
        characters[i] = character
    return "".join(characters)


def _one_to_one(string: str) -> str:
    """OpenCC's conversion; line by line, then character by character, where it would change the length."""
    after = convert(string)
    if len(after) == len(string):
        return after
    pieces = []
    for line in string.splitlines(keepends=True):
        piece = convert(line)
        pieces.append(piece if len(piece) == len(line) else "".join(map(simplified, line)))
    return "".join(pieces)


@cache
def simplified(character: str) -> str:
    """The Simplified form of one character."""
    if "\u3400" <= character <= "\u9fff":
        return _simplified_ideographs().get(character, character)
    after = convert(character)
    return after if len(after) == 1 else character


@cache
def _simplified_ideographs() -> dict[str, str]:
    """The ideographs that OpenCC converts alone. All are asked about at once, since a call takes longer than the conversion."""
    after = convert("\n".join(_IDEOGRAPHS)).split("\n")
    return {character: found for character, found in zip(_IDEOGRAPHS, after, strict=True) if found != character and len(found) == 1}


def convert(string: str) -> str:
    """OpenCC's t2s; a converter for each thread, for it is not said to be safe to share."""
    if not hasattr(_opened, "t2s"):
        from opencc import OpenCC

        _opened.t2s = OpenCC("t2s")
    return str(_opened.t2s.convert(string))


@built_once
def kept_characters(vocabulary: Vocabulary) -> frozenset[str]:
    """Characters that are standard in Simplified text too, mostly in names, though OpenCC converts them."""
    return frozenset(entry["character"] for entry in vocabulary.entries("kept_characters"))


@built_once
def leftovers(vocabulary: Vocabulary) -> Callable[[str, bool], str]:
    """A function that mends what OpenCC leaves; its flag says whether the document is in Traditional script."""
    entries = vocabulary.entries("script_leftovers")
    everywhere = _replacer({e["written"]: e["standard"] for e in entries if e["where"] == "any"})
    in_traditional = _replacer({e["written"]: e["standard"] for e in entries})
    return lambda string, traditional: (in_traditional if traditional else everywhere)(string)


def _replacer(table: dict[str, str]) -> Callable[[str], str]:
    """Replaces the words of a table, the longer ones first."""
    words = re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))
    return lambda string: words.sub(lambda m: table[m[0]], string)
