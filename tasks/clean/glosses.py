"""Pinyin in brackets behind a character, 當(dāng), as mirror pages insert it from a fixed table; readings that an author gives stay.

A page's table glosses common characters, every time they occur, by their first reading. An author glosses a rare character or an uncommon
reading, once (犇(bēn), 重(chóng)), and a lesson all characters in a row. Only what looks like the first is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kaozheng.tasks.clean.draft import IDEOGRAPHS, PRIVATE_USE, Draft, lines
from kaozheng.tasks.clean.script import simplified
from kaozheng.tasks.repair import Repair

KIND = "gloss"
LESSON_SHARE = 0.6  # of a line's glosses that follow upon one another with no plain character between
LESSON_GLOSSES = 3
SYSTEMATIC = 3  # glosses that only a page's table explains, from which on it explains the doubtful ones too
_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿɑɡ"
_LETTERS = f"a-zａ-ｚüêv{_TONED}\u0300\u0301\u0304\u0308\u030c"
_GLOSS = re.compile(f"([{IDEOGRAPHS}{PRIVATE_USE}])[(（]\\s?([{_LETTERS}]{{1,7}})\\s?[)）]")
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_GBK_LETTERS = str.maketrans("ɑɡ", "ag")
_SYLLABLE = re.compile("[^aeiouüê]{0,2}(?:[aeiouüê]{1,3}(?:n|ng|r)?|n|ng|m)")
_ABOUT_READING = re.compile("读音|讀音|拼音|注音|念作|读作|讀作|发音|發音|多音字|生字|音同|声调|聲調")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


@dataclass(frozen=True, slots=True)
class _Gloss:
    start: int
    end: int
    host: str
    toned: bool
    syllable: bool
    reading: str  # none | other | first: whether it is a reading of the host, and its first
    line: int = -1


def remove_glosses(draft: Draft) -> list[Repair]:
    """Host and gloss replaced by the host, which so keeps the raw span of both."""
    string = draft.string
    found = [_gloss(m) for m in _GLOSS.finditer(string)]
    if not found:
        return []
    found, lesson_lines = _by_line(string, found)
    certain = sum(g.line not in lesson_lines and _explains_itself(g) for g in found)
    all_characters, hosts = Counter(string), Counter(g.host for g in found)
    always = frozenset(host for host, n in hosts.items() if n == all_characters[host])
    repairs = []
    for gloss in found:
        alone = gloss.line in lesson_lines and certain < SYSTEMATIC
        everywhere = gloss.host in always
        confidence = _confidence(gloss, always=everywhere, repeated=everywhere and hosts[gloss.host] > 1, systematic=certain >= SYSTEMATIC)
        if confidence and not alone:
            repairs.append(Repair(gloss.start, gloss.end, gloss.host, KIND, confidence))
    return repairs


def _gloss(match: re.Match[str]) -> _Gloss:
    host, written = match.groups()
    pinyin = unicodedata.normalize("NFKC", written).translate(_GBK_LETTERS).replace("v", "ü")
    bare = _bare(pinyin)
    readings = _readings(host)
    toned = bare != pinyin
    fits = [i for i, reading in enumerate(readings) if _bare(reading) == bare and (not toned or reading == pinyin)]
    loose = [reading for reading in readings if _bare(reading) == bare]
    reading = "first" if fits and fits[0] == 0 else "other" if loose else "none"
    return _Gloss(match.start(), match.end(), host, toned, _SYLLABLE.fullmatch(bare) is not None, reading)


def _by_line(string: str, found: list[_Gloss]) -> tuple[list[_Gloss], set[int]]:
    """The glosses with the number of their line, and the lines that are lessons: glossed character by character, or about reading."""
    placed: list[_Gloss] = []
    lessons: set[int] = set()
    at = 0
    for number, line in enumerate(lines(string)):
        first = at
        while at < len(found) and found[at].start < line.end:
            placed.append(replace(found[at], line=number))
            at += 1
        if at > first:
            content = string[line.start : line.end]
            row = sum(not _IDEOGRAPH.search(string, g.end, h.start) for g, h in pairwise(placed[first:at]))
            in_a_row = at - first >= LESSON_GLOSSES and row >= LESSON_SHARE * (at - first - 1)
            if in_a_row or _ABOUT_READING.search(content):
                lessons.add(number)
    return placed, lessons


def _explains_itself(gloss: _Gloss) -> bool:
    """Whether no author would write this gloss: the plain reading of a character that every reader knows."""
    return gloss.reading == "first" and _is_common(gloss.host)


def _confidence(gloss: _Gloss, *, always: bool, repeated: bool, systematic: bool) -> float:
    """How sure it is that the page's table put this gloss in; 0 to leave it.

    `always`: the host never stands without its gloss; `repeated`: nor does it stand only once; `systematic`: the page has a table.
    """
    if gloss.reading == "none":
        return 0.6 if systematic and gloss.syllable and gloss.toned else 0.0
    if _is_common(gloss.host):
        traditional = simplified(gloss.host) != gloss.host
        if gloss.reading == "first" and (systematic or traditional or repeated or len(_readings(gloss.host)) == 1):
            return 0.99 if gloss.toned else 0.95
        return 0.9 if systematic else 0.0
    return 0.8 if systematic and always else 0.0


def _is_common(host: str) -> bool:
    """Whether the character's simplified form is of the first level of GB2312, which every reader knows."""
    plain = simplified(host)
    try:
        return plain.encode("gb2312") < b"\xd8\xa1"
    except UnicodeEncodeError:
        return False


def _bare(pinyin: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", pinyin).translate(_TONE_MARKS))


@cache
def _readings(host: str) -> tuple[str, ...]:
    """The readings of a character, the usual one first; none for a private-use one."""
    from pypinyin.pinyin_dict import pinyin_dict

    return tuple(unicodedata.normalize("NFC", r) for r in pinyin_dict.get(ord(host), "").split(",") if r)
