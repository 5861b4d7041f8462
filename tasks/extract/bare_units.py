"""Units that stand alone on a page that has lost its digits: 派出辆消防车, 自驾公里, 设置安置点处.

Elsewhere such words are too often something else, so only an article whose body has no digit, and whose losses show that it had some, is
read so. Where words begin and end is jieba's answer; what may stand around a unit is in `vocabulary/general/bare_units.tsv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.units import Units, compile_units
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

Word = tuple[str, str]
"""A word and its part of speech."""

_HEDGES = frozenset("余多近约")
_NO_UNIT_BEFORE = _HEDGES | {"每秒", "每小时", "每分钟"}
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
    import rjieba

    bare = compile_bare_units(vocabulary)
    words = rjieba.tag(text)
    end = 0
    for n, (word, _) in enumerate(words):
        start, end = end, end + len(word)
        if word in bare.where:
            unit_start = start
        elif len(word) == 2 and word[1] in bare.where and text[end : end + 1] in _PAUSES and word not in bare.words:
            # jieba has glued the unit to what is before it: 安置|点处.
            unit_start = end - 1
        else:
            continue
        before = words[n - 1] if unit_start == start and n else None
        after = words[n + 1] if n + 1 < len(words) else None
        where = bare.where[text[unit_start:end]]
        if _stands_alone(where, text[unit_start - 1 : unit_start], words[n], before, after, glued=unit_start > start):
            hedged = unit_start - (text[unit_start - 1 : unit_start] in _HEDGES)
            unit = bare.units.at(text[unit_start:end], 0)
            if unit:
                yield Quantity(hedged, end, unit_start, end, None, None, "missing", unit, "lost", "lost")


def _stands_alone(where: frozenset[str], character: str, word: Word, before: Word | None, after: Word | None, *, glued: bool) -> bool:
    """Whether only a number can have stood before a unit, which is `word` or its end where it is `glued`; `character` is before it."""
    if character in _DETERMINERS and character not in _HEDGES:
        return False
    if "any" in where and (before is None or before[1] not in ("m", "r") or before[0] in _NO_UNIT_BEFORE):
        return True
    paused = after is None or after[0][0] in _PAUSES
    noun_before = glued or (before is not None and before[1][0] == "n")
    if "behind" in where and paused and (noun_before or (before is not None and before[1][0] == "v" and word[1] == "q")):
        return True
    free = before is None or before[1][0] not in "rn"
    return "before" in where and free and after is not None and after[1][0] in "ni" and not paused
