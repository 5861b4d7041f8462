"""Numbers that the source lost, and numbers that are zero in words.

A stripped page keeps 病例例, 近小时, 治疗率达。 A unit that stands where only a number can stand before it is a count whose value is null.
The cues come from the vocabulary and ask for context on both sides, because 人, 例 and 次 are words as well. 零感染 is a count of 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from itertools import chain
from typing import NamedTuple

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.case_words import compile_case_words
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.units import Unit, Units, compile_units
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_LEFT = re.compile("[万亿]+|(?<=个)半")
# 上万 tells a number as it stands.
_ROUND = "上"
_SIGNS = r"□\ufffd\ue000-\uf8ff"
_GONE = re.compile(f"[{_SIGNS}]")
# The one set is what a search goes by.
_DAMAGE = re.compile(rf"[{_SIGNS}?](?:(?<!\?)|(?<=[\u4e00-\u9fff\ue000-\uf8ff]\?))")
# 采样.5万人: what stood before the point is gone. A bare .5 may be a way of writing 0.5. A search goes from point to point.
_POINT = re.compile(r"\.(?<=[^\x00-\x7f]\.)(?=\d+[万亿%‰])")
# 已连续16天无新增: a duration, whose zero is part of it.
_STREAK = re.compile(r"连续[^。；]{1,14}$|(?<![当昨今本前每])[天日月周]\s*$")
# A search for one first character goes at several times the speed of one for any of some.
_NOTHING = ("无", "没有", "未")
_NOTHING_NEW = r"(?:新增加?|新增报告|报告新增|新发|发现|报告|出现)?"
# The alternatives of a cell, its groups and sets kept whole; the look-behinds with which one begins; a group and a look-ahead at a place.
_ALTERNATIVE = re.compile(r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|[^|])+")
_LOOK_BEHIND = re.compile(r"^(?:\(\?<[=!][^()]*\))+")
_GROUP = re.compile(r"\(\?:([^()]*)\)(\??)")
_LOOK_AHEAD = re.compile(r"\(\?![^()]*\)")
_OPENING = 3
"""So many characters tell nearly always that no cue begins at a place."""
# 百万, 近万: with these before it a 万 is a number.
_BARE = "(?<![几数十百千上近过成约超破逾零〇一二两三四五六七八九半万亿])"
_CLEARED = ("", "实现", "实现了")


class Cues(NamedTuple):
    """What stands around a unit whose number is gone. `starts` finds where a cue may begin, `by_opening` has the cues that begin so.

    An opening is two characters, or one where the second may be any. In the patterns each cue has a group, `u` and its number, around
    what stands for the unit; `meant` holds the unit that the number names.
    """

    starts: re.Pattern[str]
    by_opening: dict[str, re.Pattern[str]]
    meant: tuple[Unit | None, ...]


@built_once
def compile_cues(vocabulary: Vocabulary) -> Cues:
    """The cues that hold on any page."""
    return _compiled(vocabulary, stripped=False)


@built_once
def compile_stripped_cues(vocabulary: Vocabulary) -> Cues:
    """The cues of words that are lost numbers only on a page that has lost its digits."""
    return _compiled(vocabulary, stripped=True)


def _compiled(vocabulary: Vocabulary, *, stripped: bool) -> Cues:
    units = compile_units(vocabulary)
    spelt = {"@units": any_of(e["unit"] for e in vocabulary.entries("magnitude_units")), "@bare": _BARE}
    entries = [_spelt(entry, spelt) for entry in vocabulary.entries("loss_cues") if (entry["page"] == "stripped") == stripped]
    patterns: list[str] = []
    numbers: dict[str, list[int]] = {}
    openings: set[str] = set()
    alone: list[str] = []
    for n, e in enumerate(entries):
        after = f"(?={e['after']})" if e["after"] else ""
        patterns.append(f"(?:{e['before']})(?P<u{n}>{e['unit']}){after}")
        unit = _openings(e["unit"], {""})
        found = _openings(e["before"], unit or {""}) or unit
        openings |= found
        for opening in {opening[:2] for opening in found}:
            numbers.setdefault(opening, []).append(n)
        if any(len(opening) == 1 for opening in found):
            alone.append(f"(?:{e['before']})(?:{e['unit']}){after}")
    # What begins with a character whatever follows begins with it and a second one too.
    cues = {opening: sorted({*found, *numbers.get(opening[0], ())}) for opening, found in numbers.items()}
    return Cues(
        _starts(openings, alone),
        {opening: re.compile("|".join(patterns[n] for n in found)) for opening, found in cues.items()},
        tuple(units[e["base"]] if e["base"] else None for e in entries),
    )


def _spelt(entry: Mapping[str, str], spelt: Mapping[str, str]) -> dict[str, str]:
    """The cells of an entry, what stands in for long patterns written out."""
    return {key: reduce(lambda cell, name: cell.replace(name, spelt[name]), spelt, cell) for key, cell in entry.items()}


def _starts(openings: set[str], alone: list[str]) -> re.Pattern[str]:
    """Where one of the openings may stand; for those of one character, that is where a cue of `alone` does."""
    first = _one_of(opening[0] for opening in openings)
    single, pairs, longer = ([o for o in openings if len(o) == size] for size in (1, 2, _OPENING))
    three = f"(?={_one_of(o[1] for o in longer)}{_one_of(o[2] for o in longer)})"
    two = f"(?={_one_of(o[1] for o in pairs)})(?<={_one_of(o[0] for o in pairs)})"
    # The look-behind holds the character itself, so that a cue can be looked for where it stands.
    one = f"(?<={_one_of(single)})(?<=(?={'|'.join(alone)}).)"
    return re.compile(f"{first}(?:{three}|{two}|{one})")


def _one_of(characters: Iterable[str]) -> str:
    found = "".join(sorted(set(characters)))
    return f"[{re.escape(found)}]" if found else "(?!)"


def _openings(pattern: str, following: set[str]) -> set[str]:
    """The openings of the alternatives of a cell, look-behinds passed over; none for one of look-behinds alone.

    `following` are the openings of what comes behind the cell, with '' for any. Raises ValueError for an alternative that begins
    otherwise than with a character or a group of such.
    """
    alternatives = [_LOOK_BEHIND.sub("", alternative) for alternative in _ALTERNATIVE.findall(pattern)]
    found = {opening for rest in alternatives if rest for opening in _firsts(rest, following, _OPENING)}
    if "" in found:
        raise ValueError(f"a cue must begin with a character: {pattern}")
    return found


def _firsts(pattern: str, following: set[str], size: int) -> set[str]:
    """The first `size` characters of an alternative that `following` come behind, fewer where any may stand there."""
    if not size:
        return {""}
    if not pattern:
        return {opening[:size] for opening in following}
    if ahead := _LOOK_AHEAD.match(pattern):
        return _firsts(pattern[ahead.end() :], following, size)
    if group := _GROUP.match(pattern):
        behind = _firsts(pattern[group.end() :], following, size)
        inside = {opening for choice in _ALTERNATIVE.findall(group[1]) for opening in _firsts(choice, behind, size)}
        return inside | behind if group[2] else inside
    if pattern[0] in "([.\\" or pattern[1:2] in ("?", "*", "{"):
        return {""}
    return {pattern[0] + rest for rest in _firsts(pattern[1:], following, size - 1)}


def scan_losses(text: str, vocabulary: Vocabulary, *, stripped: bool = False) -> Iterator[Quantity]:
    """Units whose number is gone; with `stripped`, those that tell it only on a page without digits."""
    cues = compile_stripped_cues(vocabulary) if stripped else compile_cues(vocabulary)
    units = compile_units(vocabulary)
    passed = 0
    for opening in cues.starts.finditer(text):
        at = opening.start()
        if at < passed:
            continue
        pattern = cues.by_opening.get(text[at : at + 2]) or cues.by_opening.get(text[at])
        found = pattern.match(text, at) if pattern else None
        if not found:
            continue
        passed = found.end()
        group = found.lastgroup or ""
        start, end = found.span(group)
        unit = cues.meant[int(group[1:])] or _unit_in(found.group(group), units)
        yield Quantity(start, end, start, end, None, None, "missing", unit, "lost", "lost")


def _unit_in(written: str, units: Units) -> Unit | None:
    """The unit at the end of what a cue matched: 名 of 余名."""
    for at in range(len(written)):
        unit = units.at(written[at:], 0)
        if unit and len(unit.name) == len(written) - at:
            return unit
    return None


def may_be_damaged(text: str) -> bool:
    """Whether a text holds any sign of damage."""
    return _DAMAGE.search(text) is not None or has_lone_point(text)


def has_lone_point(text: str) -> bool:
    """Whether a number has lost all that stood before its point."""
    return _POINT.search(text) is not None


def partly_lost(text: str, quantity: Quantity) -> Quantity:
    """The quantity, or where damage touches its first or its last digit, the same with a null value."""
    if quantity.kind == "lost":
        return quantity
    start, end = quantity.number_start, quantity.number_end
    before = start > 0 and _DAMAGE.match(text, start - 1) is not None
    if not before and not _GONE.match(text, end) and not _POINT.match(text, start):
        return quantity
    return replace(quantity, start=min(quantity.start, start - before), value=None, value_high=None, modifier="missing", status="partial")


def without_digits(text: str, quantity: Quantity) -> Quantity:
    """A quantity on a page whose digits are stripped: 近万人 may have been 近3万人, so a lone 万 or 亿 tells no number there, nor does what
    is left of 3个半小时."""
    if quantity.value is None or not _LEFT.fullmatch(text, quantity.number_start, quantity.number_end):
        return quantity
    if text[quantity.number_start - 1 : quantity.number_start] == _ROUND:
        return quantity
    start = quantity.start - (text[quantity.start - 1 : quantity.start + 1] == "个半")
    return replace(quantity, start=start, value=None, value_high=None, modifier="missing", kind="lost", status="lost")


@built_once
def _zeros(vocabulary: Vocabulary) -> tuple[list[re.Pattern[str]], re.Pattern[str]]:
    """Patterns of nothing found, one a first word, and of zero."""
    cases = compile_case_words(vocabulary)
    absent = rf"([^，。；、（）()\d\n无:：]{{0,24}}?{cases.absent})(?![人率数]|(?:之)?前)"
    nothing = [re.compile(f"{word}(?!{cases.presence}){_NOTHING_NEW}{absent}") for word in _NOTHING]
    cleared = "|".join(f"(?<={who}{done}清零)" for who in cases.patients for done in _CLEARED)
    return nothing, re.compile(rf"零(?:({cases.zero})(?![的]?[目核])|{cleared})")


def scan_zeros(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """无新增死亡病例, 零新增, 病例清零: counts of 0, each the span of its words."""
    unit = compile_units(vocabulary)["例"]
    nothing, zero = _zeros(vocabulary)
    for found in chain.from_iterable(pattern.finditer(text) for pattern in nothing):
        if not _STREAK.search(text, max(found.start() - 18, 0), found.start()):
            yield Quantity(found.start(), found.end(), found.start(), found.start() + 1, 0.0, None, "exact", unit, "zero")
    for found in zero.finditer(text):
        start = found.start() - (found.lastindex is None)  # 清零
        yield Quantity(start, found.end(), start, start + 1, 0.0, None, "exact", unit, "zero")
