"""Pinyin behind a character, 當(dāng), 提{练:tí}, 情qíng, as mirror pages insert it from a fixed table; readings that an author gives stay.

A page's table glosses common characters, every time they occur, by their first reading. An author glosses a rare character or an uncommon
reading, once (犇(bēn), 重(chóng)), and a lesson all characters in a row. Only what looks like the first is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kaozheng.tasks.clean.draft import IDEOGRAPHS, PRIVATE_USE, Draft, lines
from kaozheng.tasks.clean.readings import readings_of
from kaozheng.tasks.clean.script import simplified
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.repair import Repair
from kaozheng.tasks.text import Span

KIND = "gloss"
LESSON_SHARE = 0.6  # of a line's glosses that follow upon one another with no plain character between
LESSON_GLOSSES = 3
SYSTEMATIC = 3  # glosses that only a page's table explains, from which on it explains the doubtful ones too
_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿɑɡ"
_LETTERS = f"a-zａ-ｚüêv{_TONED}\u0300\u0301\u0304\u0308\u030c"
_OPEN, _CLOSE = "(（\\[{【《", ")）\\]}】》"
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ"
# Found by its bracket, which is rare, and not by its host, which any character may be. The digit is a tone: (jun1).
# Some tables put the same gloss more than once: 湖(hu)(hu).
_GLOSS = re.compile(
    f"[{_OPEN}](?<=([{IDEOGRAPHS}{PRIVATE_USE}])[{_OPEN}])\\s?([{_LETTERS}]{{1,7}})[1-4]?\\s?[{_CLOSE}](?:[{_OPEN}]\\2[{_CLOSE}]){{0,8}}"
)
# With a word before it that says what it is, 平{pinyin:píng}, 长《繁体:長》; a numeral may be glossed so too, 3{练:sān}.
_LABELLED = re.compile(
    f"[{_OPEN}](?<=([{IDEOGRAPHS}0-9])[{_OPEN}])(?:[a-z]{{2,6}}|[\u4e00-\u9fff]{{1,3}})[:：]\\s?"
    f"(?:([a-z]{{0,4}}[{_TONES}][a-z]{{0,3}})|([{IDEOGRAPHS}]))\\s?[{_CLOSE}]"
)
# Without brackets, 疫情qíng ; only toned ones can be told from a word.
_BARE = re.compile(f"(?<=[{IDEOGRAPHS}])([a-z]{{0,3}}[{_TONES}][a-z]{{0,3}}) ?(?![A-Za-z{_TONES}])")
SIGNS = (Sign("[(（\\[{【《]", f"[\\s{_LETTERS}]"), Sign(f"[{IDEOGRAPHS}a-z:：]", f"[{_TONES}]"), Sign("[体體繁简簡]", "[:：]"))
_NUMERALS = "零一二三四五六七八九"
_TONE_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0304\u030c"))
_GBK_LETTERS = str.maketrans("ɑɡ", "ag")
_SYLLABLE = re.compile("[^aeiouüê]{0,2}(?:[aeiouüê]{1,3}(?:n|ng|r)?|n|ng|m)")
_ABOUT_READING = re.compile("读音|讀音|拼音|注音|念作|读作|讀作|发音|發音|多音字|生字|音同|声调|聲調")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a host and the letters in its brackets say by themselves."""

    toned: bool
    syllable: bool
    reading: str  # none | other | first: whether it is a reading of the host, and its first
    common: bool  # the host is a character that every reader knows
    traditional: bool  # the host is in Traditional script
    only: bool  # the host has no other reading

    @property
    def explains_itself(self) -> bool:
        """Whether no author would write this gloss: the plain reading of a character that every reader knows."""
        return self.reading == "first" and self.common


class _Gloss(NamedTuple):
    start: int  # of the host
    end: int
    host: str
    kind: _Kind


def remove_glosses(draft: Draft) -> list[Repair]:
    """Host and gloss replaced by the host, which so keeps the raw span of both."""
    string = draft.string
    labelled = [*_labelled(string)]
    found = [_Gloss(m.start() - 1, m.end(), m[1], _kind(m[1], m[2])) for m in _GLOSS.finditer(string)]
    if found or labelled:
        bare = ((string[m.start() - 1], m) for m in _BARE.finditer(string))
        found = sorted([*found, *(_Gloss(m.start() - 1, m.end(), host, _kind(host, m[1])) for host, m in bare)])
    return sorted([*labelled, *_unlabelled(string, found)], key=lambda repair: repair.start)


def _labelled(string: str) -> Iterator[Repair]:
    """Glosses that say what they are, where they are that: a reading of their host, or its form in the other script."""
    for gloss in _LABELLED.finditer(string):
        host, reading, form = gloss[1], gloss[2], gloss[3]
        fits = simplified(form) == simplified(host) if form else _is_read(host, unicodedata.normalize("NFC", reading))
        if fits:
            yield Repair(gloss.start() - 1, gloss.end(), host, KIND, 0.95)


def _is_read(host: str, reading: str) -> bool:
    character = _NUMERALS[int(host)] if host.isascii() else host
    return reading in readings_of(character)


def _unlabelled(string: str, found: list[_Gloss]) -> list[Repair]:
    in_lesson = _in_lessons(string, found)
    systematic = sum(g.kind.explains_itself and not lesson for g, lesson in zip(found, in_lesson, strict=True)) >= SYSTEMATIC
    hosts = Counter(g.host for g in found)
    always = frozenset(host for host, n in hosts.items() if n == string.count(host))
    repairs = []
    for gloss, lesson in zip(found, in_lesson, strict=True):
        if lesson and not systematic:
            continue
        everywhere = gloss.host in always
        confidence = _confidence(gloss.kind, always=everywhere, repeated=everywhere and hosts[gloss.host] > 1, systematic=systematic)
        if confidence:
            repairs.append(Repair(gloss.start, gloss.end, gloss.host, KIND, confidence))
    return repairs


@lru_cache(maxsize=1 << 14)
def _kind(host: str, written: str) -> _Kind:
    pinyin = unicodedata.normalize("NFKC", written).translate(_GBK_LETTERS).replace("v", "ü")
    bare = _bare(pinyin)
    readings = readings_of(host)
    toned = bare != pinyin
    fits = [i for i, reading in enumerate(readings) if _bare(reading) == bare and (not toned or reading == pinyin)]
    loose = [reading for reading in readings if _bare(reading) == bare]
    return _Kind(
        toned=toned,
        syllable=_SYLLABLE.fullmatch(bare) is not None,
        reading="first" if fits and fits[0] == 0 else "other" if loose else "none",
        common=_is_common(host),
        traditional=simplified(host) != host,
        only=len(readings) == 1,
    )


def _in_lessons(string: str, found: list[_Gloss]) -> list[bool]:
    """For each gloss, whether its line is a lesson: glossed character by character, or about reading."""
    told: list[bool] = []
    for line in lines(string):
        first = at = len(told)
        while at < len(found) and found[at].start < line.end:
            at += 1
        if at > first:
            told += [_is_lesson(string, line, found[first:at])] * (at - first)
    return told


def _is_lesson(string: str, line: Span, glosses: list[_Gloss]) -> bool:
    if len(glosses) >= LESSON_GLOSSES:
        row = sum(not _IDEOGRAPH.search(string, g.end, h.start) for g, h in pairwise(glosses))
        if row >= LESSON_SHARE * (len(glosses) - 1):
            return True
    return _ABOUT_READING.search(string, line.start, line.end) is not None


def _confidence(kind: _Kind, *, always: bool, repeated: bool, systematic: bool) -> float:
    """How sure it is that the page's table put this gloss in; 0 to leave it.

    `always`: the host never stands without its gloss; `repeated`: nor does it stand only once; `systematic`: the page has a table.
    """
    if kind.reading == "none":
        return 0.6 if systematic and kind.syllable and kind.toned else 0.0
    if kind.common:
        if kind.reading == "first" and (systematic or kind.traditional or repeated or kind.only):
            return 0.99 if kind.toned else 0.95
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
