"""Units that stand alone on a page that has lost its digits: 派出辆消防车, 自驾公里, 设置安置点处.

Elsewhere such words are too often something else, so only an article whose body has no digit, and whose losses show that it had some, is
read so. Where words begin and end is jieba's answer; what may stand around a unit is in `vocabulary/general/bare_units.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.tagger import Token, tokens
from kaozheng.tasks.extract.units import Units, compile_units
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

_HEDGES = frozenset("余多近约")
_PER = ("每秒", "每小时", "每分钟")
_PAUSES = frozenset("，。；、：！？,;）)\n")
# What makes a unit the end of a word of number or choice: 这辆, 每户, 几名, 两名.
_DETERMINERS = frozenset("这那每各哪几某该本一二两三四五六七八九十百千万亿半数首第整单双多全同")


@dataclass(frozen=True)
class BareUnits:
    """By unit the places where it may stand; the units that it may be; the words of the language."""

    where: dict[str, frozenset[str]]
    units: Units
    words: Mapping[str, float]


@built_once
def compile_bare_units(vocabulary: Vocabulary) -> BareUnits:
    where: dict[str, set[str]] = {}
    for entry in vocabulary.entries("bare_units"):
        where.setdefault(entry["unit"], set()).add(entry["where"])
    return BareUnits({unit: frozenset(found) for unit, found in where.items()}, compile_units(vocabulary), word_model(vocabulary).words)


def scan_bare_units(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """The units of a stripped page whose number is gone, in order."""
    bare = compile_bare_units(vocabulary)
    words = _words(text)
    for n, word in enumerate(words):
        start = _unit_start(text, word, bare)
        if start is None:
            continue
        before = words[n - 1] if start == word.start and n else None
        after = words[n + 1] if n + 1 < len(words) else None
        if _stands_alone(text, start, word, before, after, bare.where[text[start : word.end]]):
            hedged = start - (text[start - 1 : start] in _HEDGES)
            unit = bare.units.at(text[start : word.end], 0)
            if unit:
                yield Quantity(hedged, word.end, start, word.end, None, None, "missing", unit, "lost", "lost")


def _words(text: str) -> list[Token]:
    import rjieba

    return list(tokens(((len(word), tag) for word, tag in rjieba.tag(text)), 0))


def _unit_start(text: str, word: Token, bare: BareUnits) -> int | None:
    """Where the unit begins that a word is, or that jieba has glued to what is before it (安置|点处); None for other words."""
    if text[word.start : word.end] in bare.where:
        return word.start
    glued = word.end - word.start == 2 and text[word.end - 1] in bare.where and text[word.end : word.end + 1] in _PAUSES
    return word.end - 1 if glued and text[word.start : word.end] not in bare.words else None


def _stands_alone(text: str, start: int, word: Token, before: Token | None, after: Token | None, where: frozenset[str]) -> bool:
    """Whether only a number can have stood before a unit."""
    if text[start - 1 : start] in _DETERMINERS and text[start - 1 : start] not in _HEDGES:
        return False
    if "any" in where and (before is None or before.tag not in ("m", "r") or text[before.start : before.end] in (*_HEDGES, *_PER)):
        return True
    paused = after is None or text[after.start] in _PAUSES
    noun_before = start > word.start or (before is not None and before.tag[0] == "n")
    if "behind" in where and paused and (noun_before or (before is not None and before.tag[0] == "v" and word.tag == "q")):
        return True
    free = before is None or before.tag[0] not in "rn"
    return "before" in where and free and after is not None and after.tag[0] in "ni" and not paused
