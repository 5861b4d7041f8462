"""Numbers in running text: Arabic, Chinese and mixed, with their hedges, as ranges and fractions.

A scan gives every run of numeral characters that reads as a number; whether it counts anything is decided by what stands around it
(`tasks.extract.quantities`). Values are plain numbers: 万 and 亿 are multiplied in, a fraction is its quotient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from string import ascii_letters, digits
from typing import NamedTuple

from kaozheng.tasks.extract.hedges import Hedges, hedge_before
from kaozheng.tasks.extract.run_values import HALVES, MAGNITUDES, run_value, scaled

_CHINESE = "零〇○一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟俩廿卅"
_PLAIN = _CHINESE.replace("千", "").replace("兆", "").replace("百", "")
_FORMAL = "壹贰叁肆伍陆柒捌玖"
_DIGITS = "一二三四五六七八九"
# 队伍8支, 陆家, 收拾: these are in words too, so a number begins with one only where a numeral goes on with it.
_ENDING_WORDS = "伍陆拾"
_FORMAL_FIRST = "".join(c for c in _FORMAL if c not in _ENDING_WORDS)
_CHINESE_FIRST = "".join(c for c in _CHINESE if c not in _FORMAL + "拾")
_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_HALVED = r"[百年天亩吨斤岁秒折米]|成(?!品)|个?[月小]|个星期|公[里斤顷]|分钟"
# What a run begins with, and by its first character what must stand around it. The one set is what a search goes by; a \d in it would cost
# that search a third.
_FIRST = (
    rf"[0-9０-９.{_FORMAL_FIRST}{_ENDING_WORDS}{_CHINESE_FIRST}数几半对](?:(?<=\d)(?:\d{{0,2}}(?:[,，]\d{{3}})+(?!\d)|\d*)(?:\.\d+)?|(?<=[{_CHINESE_FIRST}])(?:(?<=一)半)?"
    rf"|(?<=\.)\d+|(?<=[{_FORMAL_FIRST}])|(?<=[{_ENDING_WORDS}])(?=[{_CHINESE}点])|(?<=[数几])(?=[十百千万亿])|(?<=半)(?:数(?![字据码量值]|学(?![校生]))|(?={_HALVED}))|(?<=打对)(?=折))"
)
# With what it goes on. 余, 多, 来 and 几 belong to it only before a magnitude (390多万); 点 only between digits.
_ONWARD = (
    rf"千(?![瓦米克卡伏赫焦帕])|兆(?![瓦赫字帕比流宽欧])|百(?!分[点位]|帕)|[{_PLAIN}]|(?<=\d)[kKM](?![A-Za-z])|点(?=[零〇{_DIGITS}{_FORMAL}\d])"
    rf"|(?<=[{_CHINESE}点]){_ARABIC}|[余多来几](?=[十百千万亿])|(?<=[十百千万])几"
)
# One run of numeral characters. Most end behind their digits, which one look at the next character tells.
_RUN = re.compile(rf"{_FIRST}(?:(?![千兆百{_PLAIN}kKM点\d余多来几])|(?:{_ONWARD})*)")
BETWEEN = re.compile(r"[至到]|[-－—–~～]{1,2}")
_MINUS = re.compile("[-－−负]|零下")
_FRACTION = re.compile(r"分之负?")
# What makes a longer number of digits: 2e5, 10^5, 3.2×10^5, 1 3/5, 2/3.
_LONGER = re.compile(
    r"[eE](?P<tens>[+-]?\d{1,2})(?![\dA-Za-z])|(?P<times>×10)?\^(?P<power>[+-]?\d{1,2})(?!\d)"
    r"|(?P<upper> \d{1,2})?/(?P<lower>\d{1,4})(?![\d/.])"
)
_LONGER_FIRST = frozenset("eE^×/ 又")
_JOINING = _LONGER_FIRST | set("分至到-－—–~～")
_LARGEST_BASE = 100  # of a power that is written out; 10^5 is common, more is no number of a text
_LARGEST_PART = 10  # 3/7 is a fraction; of larger parts only 1/12 is: 24/48小时 are two choices
_LONGEST_PART = 3
_ARABIC_DIGITS = frozenset(digits)
# The last characters of what _sign looks for.
_SIGNS = frozenset("-－−+负下")
_NO_MINUS = re.compile(r"[A-Za-z0-9)）零一二三四五六七八九十百千万亿年月日号时点分例人元]")
_LONE = frozenset(MAGNITUDES[1:])
_AFTER_MAGNITUDE = frozenset(_DIGITS + "两")
_GLUE = frozenset(ascii_letters + digits + "_.:/+#@*-")
_NOT_UNITS = frozenset("，。、；：！？的之以左 ,;)）")
LONGEST = 40  # characters of a number; a longer run of numerals counts nothing


# 减负300亿元, 胜负3场: here 负 is a word's second half, and no minus.
_BEFORE_BURDEN = frozenset("减抱胜担肩背欠辜正重自")


@dataclass(slots=True)
class Number:
    """A number in a text. `start` includes the hedge before it, `digits` is where the numeral itself starts; `end` is its end.

    `chinese`: written in Chinese numerals alone. `bare`: a magnitude without a digit before it (百, 万).
    """

    start: int
    digits: int
    end: int
    value: float
    value_high: float | None
    modifier: str
    chinese: bool
    bare: bool
    fraction: bool


def scan_numbers(text: str, hedges: Hedges) -> Iterator[Number]:
    """Every number in `text`, in order; a range or fraction is one number."""
    end = 0
    for found in _RUN.finditer(text):
        start, stop = found.span()
        if start >= end and (number := _read(text, start, stop, hedges)):
            end = number.end
            yield number


class _Read(NamedTuple):
    """What a number is worth, where it ends, and whether it is a fraction."""

    value: float
    high: float | None
    modifier: str
    end: int
    fraction: bool = False


def _read(text: str, start: int, end: int, hedges: Hedges) -> Number | None:
    """The number whose first run is text[start:end], with its range, fraction, sign and hedge."""
    before = text[start - 1] if start else ""
    if end - start > LONGEST or (before in _GLUE and _is_glued(text, start, end)):
        return None
    run = text[start:end]
    read = run_value(run)
    if read is None:
        return None
    value, high, modifier = read
    half = fraction = run in HALVES
    if text[end : end + 1] in _JOINING:
        joined = _continued(text, start, _Read(value, high, modifier, end, fraction))
        if joined is None:
            return None
        value, high, modifier, end, fraction = joined
    bare = half or (run[0] in _LONE and text[start + 1 : start + 2] not in _AFTER_MAGNITUDE)
    sign = _sign(text, start) if before in _SIGNS else 0
    if sign and before != "+":
        value = -value
    digits = hedged = start - sign
    if bare or (digits and text[digits - 1] in hedges.last_characters):
        hedged, hedge = hedge_before(text, digits, bare, hedges)
        modifier, bare = hedge or modifier, bare and not hedge
    return Number(hedged, digits, end, value, high, modifier, _is_chinese(run), bare, fraction)


def _continued(text: str, start: int, first: _Read) -> _Read | None:
    """The number that `first` begins: a fraction, a power or a range; `first` where it is all, None where it begins what counts nothing."""
    following = text[first.end]
    if following == "分":
        return _fraction(text, first)
    if following in _LONGER_FIRST:
        return _longer(text, start, first)
    joined = BETWEEN.match(text, first.end) if first.high is None else None
    if not joined:
        return first
    if _sign(text, start) and text[start - 1] != "+":
        return _range_below_zero(text, first, joined.end())
    return _range(text, text[start : first.end], first, joined)


def _is_glued(text: str, start: int, end: int) -> bool:
    """Whether what stands before the digits makes them part of a name (N95, 3.5.1, K123+500); GDP1200亿元 and PMI50.1% are figures."""
    before = text[start - 1]
    if before == "-":
        return False
    if before == "+":
        return start > 1 and text[start - 2] in _GLUE
    figure = text[end - 1] in "万亿" or text[end : end + 1] in ("%", "‰")
    word = text[max(start - 2, 0) : start]
    return not (figure and len(word) == 2 and word.isascii() and word.isalpha() and word.isupper())


def _next_run(text: str, start: int) -> tuple[float, float | None, str, int] | None:
    """Value, high, modifier and end of the run at `start`, None where none can be read there."""
    found = _RUN.match(text, start)
    read = run_value(found.group()) if found and len(found.group()) <= LONGEST else None
    return (*read, found.end()) if found and read else None


def _fraction(text: str, whole: _Read) -> _Read:
    """三分之二, or a range of shares: 三分之一到二分之一, 百分之十至二十; `whole` itself where no 分之 stands behind it."""
    first = _part(text, whole)
    to = BETWEEN.match(text, first.end) if first.fraction else None
    second = _next_run(text, to.end()) if to else None
    if not second:
        return first
    last = _Read(*second)
    if text.startswith("分之", last.end):
        last = _part(text, last)
        return first._replace(high=last.value, end=last.end)
    # 百分之十到二十, unless the second number has a unit of its own.
    shared = text[last.end : last.end + 1] in _NOT_UNITS or last.end >= len(text)
    return first._replace(high=last.value / whole.value, end=last.end) if shared else first


def _part(text: str, whole: _Read) -> _Read:
    """三分之二; `whole` itself where nothing to divide stands behind its 分之."""
    joined = _FRACTION.match(text, whole.end)
    upper = _next_run(text, joined.end()) if joined and whole.value else None
    if not joined or not upper:
        return whole
    value, _, modifier, end = upper
    return _Read((-value if joined.group()[-1] == "负" else value) / whole.value, None, modifier, end, True)


def _longer(text: str, start: int, first: _Read) -> _Read:
    """A number with its exponent, or a mixed or slashed fraction; `first` itself where none of these stands behind it."""
    if text[first.end] == "又":
        return _mixed(text, first)
    found = _LONGER.match(text, first.end) if text[first.end - 1] in digits else None
    if not found:
        return first
    if found["lower"]:
        return _slashed(first, text[start : first.end], found)
    if found["tens"] or found["times"]:
        return first._replace(value=first.value * 10.0 ** int(found["tens"] or found["power"]), end=found.end())
    if not 0 < first.value <= _LARGEST_BASE:
        return first
    return first._replace(value=first.value ** int(found["power"]), end=found.end())


def _mixed(text: str, whole: _Read) -> _Read:
    """三百五十又三分之一, 1又1/2."""
    part = _next_run(text, whole.end + 1)
    if not part:
        return whole
    read = _Read(*part)
    following = text[read.end : read.end + 1]
    read = _part(text, read) if following == "分" else _longer(text, whole.end + 1, read) if following == "/" else read
    return _Read(whole.value + read.value, None, whole.modifier, read.end) if read.fraction else whole


def _slashed(first: _Read, written: str, found: re.Match[str]) -> _Read:
    """2/3, 1 3/5; what is more likely two choices (24/48小时), a date or a score is none."""
    if not written.isdigit() or len(written) > _LONGEST_PART:
        return first
    upper, lower = int(found["upper"] or written), int(found["lower"])
    if gcd(upper, lower) > 1 or lower < 2 or (upper > 1 and lower > _LARGEST_PART):
        return first
    if found["upper"]:
        return first._replace(value=first.value + upper / lower, end=found.end()) if upper < lower else first
    return first._replace(value=upper / lower, end=found.end(), fraction=True)


def _range_below_zero(text: str, low: _Read, at: int) -> _Read:
    """-5至-3, -5至3: `low`, whose sign its reader sets, up to the number at `at`; `low` itself where that is no larger."""
    sign = _MINUS.match(text, at)
    second = _next_run(text, sign.end() if sign else at)
    if not second or second[1] is not None or (sign and second[0] >= low.value):
        return low
    return low._replace(high=-second[0] if sign else second[0], end=second[3])


def _range(text: str, run: str, low: _Read, joined: re.Match[str]) -> _Read | None:
    """`low` up to the number behind `joined`; where that is no larger, `low` alone, but None of a pair like 3-2."""
    second = _next_run(text, joined.end())
    if not second or second[1] is not None:
        return low
    value = scaled(run, low.value, text[joined.end() : second[3]], second[0])
    if second[0] <= value:
        return None if "-" in joined.group() else low
    return low._replace(value=value, high=second[0], end=second[3])


def _sign(text: str, start: int) -> int:
    """Length of a sign before the number, which one of _SIGNS ends; 0 where there is none."""
    if not start:
        return 0
    if text[start - 1] == "负":
        return int(text[start - 2 : start - 1] not in _BEFORE_BURDEN)
    if text.endswith("零下", 0, start):
        return 2
    return 1 if text[start - 1] in "-－−+" and (start == 1 or not _NO_MINUS.match(text[start - 2])) else 0


def _is_chinese(run: str) -> bool:
    return not run.isascii() and run[0] not in _ARABIC_DIGITS and (len(run) == 1 or _ARABIC_DIGITS.isdisjoint(run))
