"""Traditional script to Simplified, one character for one, by OpenCC and by what OpenCC leaves."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from threading import local

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft
from kaozheng.tasks.vocabulary import Vocabulary, built_once

KIND = "script"
TRADITIONAL_SHARE = 0.1  # of the Chinese characters: above it the document is in Traditional script, below it has strays
_IDEOGRAPHS = re.compile(f"[{IDEOGRAPHS}]")
_opened = local()


def simplify(draft: Draft) -> str:
    """The text in Simplified script, of the same length."""
    before = draft.string
    after = _one_to_one(before)
    kept = kept_characters(draft.vocabulary)
    strays = sum(b != a and b not in kept for b, a in zip(before, after, strict=True)) if before != after else 0
    traditional = strays > TRADITIONAL_SHARE * len(_IDEOGRAPHS.findall(before))
    if before != after and not traditional:
        after = "".join(b if b in kept else a for b, a in zip(before, after, strict=True))
    return leftovers(draft.vocabulary)(after, traditional)


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
    after = convert(character)
    return after if len(after) == 1 else character


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
    everywhere = {e["written"]: e["standard"] for e in entries if e["where"] == "any"}
    in_traditional = {e["written"]: e["standard"] for e in entries}
    return lambda string, traditional: _replace(string, in_traditional if traditional else everywhere)


def _replace(string: str, table: dict[str, str]) -> str:
    return _alternation(tuple(sorted(table, key=len, reverse=True))).sub(lambda m: table[m[0]], string)


@cache
def _alternation(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))
