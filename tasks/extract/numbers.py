"""Numbers in running text: Arabic, Chinese and mixed, with their hedges, as ranges and fractions.

A scan gives every run of numeral characters that reads as a number; whether it counts anything is decided by what stands around it
(`tasks.extract.quantities`). Values are plain numbers: 万 and 亿 are multiplied in, a fraction is its quotient.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kaozheng.tasks.extract.numerals import numeral_value
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_CHINESE = "零〇○一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟俩"
_PLAIN = _CHINESE.replace("千", "").replace("兆", "").replace("百", "")
_FORMAL = "壹贰叁肆伍陆柒捌玖"
_DIGITS = "一二三四五六七八九"
# 队伍8支: a formal digit is read only where no Arabic one follows.
_CHINESE_FIRST = "".join(c for c in _CHINESE if c not in _FORMAL + "拾")
_ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# One run of numeral characters. 余, 多, 来 and 几 belong to it only before a magnitude (390多万); 点 only between digits.
_RUN = re.compile(
    rf"(?:{_ARABIC}|\.\d+|[{_FORMAL}拾](?!\d)|[{_CHINESE_FIRST}]|[数几](?=[十百千万亿])|半(?=[百年天]|个?[月小]|个星期))"
    rf"(?:千(?![瓦米克卡伏赫焦帕])|兆(?![瓦赫字])|百(?!分[点位])|[{_PLAIN}]|(?<=\d)[kKM](?![A-Za-z])|点(?=[零〇{_DIGITS}{_FORMAL}\d])|(?<=[{_CHINESE}点]){_ARABIC}|[余多来几](?=[十百千万亿])|(?<=[十百千万])几)*"
)
BETWEEN = re.compile(r"[至到]|[-－—–~～]{1,2}")
_FRACTION = re.compile(r"分之")
_ARABIC_DIGIT = re.compile("[0-9]")
_LONE_ZERO = re.compile(r"(?<=[十百千万亿])零(?=\d)")
_NO_MINUS = re.compile(r"[A-Za-z0-9)）零一二三四五六七八九十百千万亿年月日号时点分例人元]")
_MAGNITUDES = "十百千万亿"
_LATIN_OR_DIGIT = re.compile(r"[A-Za-z0-9_.:/+#@*-]")
LONGEST = 40  # characters of a number; a longer run of numerals counts nothing
_SUFFIXES = {"k": 10.0**3, "K": 10.0**3, "M": 10.0**6}


class Number(NamedTuple):
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


class Hedges(NamedTuple):
    """Words that hedge a number, longest first: before it (约, 超过) and behind number or unit (余, 左右)."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    meaning: dict[str, str]
    last_characters: frozenset[str]


@built_once
def compile_hedges(vocabulary: Vocabulary) -> Hedges:
    rows = vocabulary.entries("number_modifiers")
    before = sorted((r["word"] for r in rows if r["position"] == "before"), key=len, reverse=True)
    after = sorted((r["word"] for r in rows if r["position"] == "after"), key=len, reverse=True)
    return Hedges(
        re.compile(f"(?:{'|'.join(before)})$"),
        re.compile(f"(?:{'|'.join(after)})"),
        {r["word"]: r["modifier"] for r in rows},
        frozenset(word[-1] for word in before),
    )


def scan_numbers(text: str, hedges: Hedges) -> Iterator[Number]:
    """Every number in `text`, in order; a range or fraction is one number."""
    end = 0
    for found in _RUN.finditer(text):
        if found.start() >= end and (number := _read(text, found.start(), found.end(), hedges)):
            end = number.end
            yield number


def _read(text: str, start: int, end: int, hedges: Hedges) -> Number | None:
    """The number whose first run is text[start:end], with its range, fraction, sign and hedge."""
    if end - start > LONGEST:
        return None
    if start and _LATIN_OR_DIGIT.match(text[start - 1]) and text[start - 1] != "-":
        return None
    read = run_value(text[start:end])
    if read is None:
        return None
    value, high, modifier = read
    fraction = False
    if joined := _FRACTION.match(text, end):
        part = _RUN.match(text, joined.end())
        upper = run_value(part.group()) if part and len(part.group()) <= LONGEST else None
        if part and upper and value:
            value, high, modifier, end, fraction = upper[0] / value, None, upper[2], part.end(), True
    elif high is None and (joined := BETWEEN.match(text, end)):
        second = _RUN.match(text, joined.end())
        upper = run_value(second.group()) if second and len(second.group()) <= LONGEST else None
        if second and upper and upper[1] is None:
            value = _scaled(text[start:end], value, second.group(), upper[0])
            if upper[0] <= value:
                return (
                    None
                    if "-" in joined.group()
                    else Number(start, start, end, read[0], None, modifier, _is_chinese(text[start:end]), False, False)
                )
            high, end = upper[0], second.end()
    sign = _sign(text, start)
    bare = text[start] in _MAGNITUDES[1:]
    hedged, before = _hedge_before(text, start - sign, bare, hedges)
    if sign:
        value = -value
    return Number(hedged, start - sign, end, value, high, before or modifier, _is_chinese(text[start:end]), bare and not before, fraction)


@lru_cache(maxsize=4096)
def run_value(run: str) -> tuple[float, float | None, str] | None:
    """(value, value_high, modifier) of a run of numeral characters, None where it is no number: 390多万, 数十, 两三, 四点五."""
    modifier, high = "exact", None
    factor = 1.0
    if run[-1] in _SUFFIXES:
        run, factor = run[:-1], _SUFFIXES[run[-1]]
    if run[0] in "数几":
        run, modifier = run[1:], "approx"
    elif run[0] == "半":
        run, factor = run[1:] or "一", 0.5 * factor
    for word in "余多几":
        if word in run:
            run, modifier = run.replace(word, ""), "more_than"
    if "来" in run:
        run, modifier = run.replace("来", ""), "approx"
    run = run.replace("俩", "两")
    if pair := _adjacent(run):
        low, high = pair
        return low, high, "approx" if modifier == "exact" else modifier
    value = _decimal(run)
    return None if value is None else (value * factor, high, modifier)


def _adjacent(run: str) -> tuple[float, float] | None:
    """两三, 七八十, 十五六万: two neighbouring digits are a range."""
    found = re.fullmatch(rf"([{_DIGITS}十]*?十)?([{_DIGITS}两])([{_DIGITS}])([十百千万亿]*)", run)
    if not found:
        return None
    tens, one, two, rest = found.groups(default="")
    low, high = numeral_value(tens + one + rest), numeral_value(tens + two + rest)
    first, second = numeral_value(one), numeral_value(two)
    if low is None or high is None or first is None or second is None or second - first != 1:
        return None
    return low, high


def _decimal(run: str) -> float | None:
    if "兆" in run:
        left, _, right = run.partition("兆")
        high, low = numeral_value(left), numeral_value(right) if right else 0.0
        return None if high is None or low is None else high * 1e12 + low
    whole, point, fraction = run.partition("点")
    if point:
        return _spoken_decimal(whole, fraction)
    if run.startswith("."):
        run = "0" + run
    if run[:1] in ("万", "亿"):
        run = "一" + run
    # 一万零十二 and 1千零1 say no digit more than 一万零一十二 and 1千1; 万万 is 亿.
    run = _LONE_ZERO.sub("", run.replace("零十", "零一十").replace("万万", "亿"))
    return numeral_value(run)


def _spoken_decimal(whole: str, fraction: str) -> float | None:
    """四点五, 一点二万: digits after 点, a magnitude behind them."""
    digits = fraction.rstrip(_MAGNITUDES)
    left = numeral_value(whole)
    spelled = "".join(str(int(v)) for v in (numeral_value(c) for c in digits) if v is not None)
    if left is None or not spelled or len(spelled) != len(digits):
        return None
    magnitude = _decimal(fraction[len(digits) :]) if fraction[len(digits) :] else 1.0
    return None if magnitude is None else round(float(f"{left:.0f}.{spelled}") * magnitude, 6)


def _scaled(first: str, value: float, second: str, high: float) -> float:
    """3至5万: the magnitude behind the second number belongs to both."""
    tail = re.search(r"[十百千万亿]*$", second)
    if tail and tail.group() and first[-1] not in _MAGNITUDES and value < high:
        magnitude = _decimal(tail.group())
        if magnitude and value * magnitude < high:
            return value * magnitude
    return value


def _sign(text: str, start: int) -> int:
    """Length of a minus sign before the number, 0 where there is none."""
    if not start:
        return 0
    if text[start - 1] == "负":
        return 1
    if text.endswith("零下", 0, start):
        return 2
    return 1 if text[start - 1] in "-－−" and (start == 1 or not _NO_MINUS.match(text[start - 2])) else 0


def _hedge_before(text: str, start: int, bare: bool, hedges: Hedges) -> tuple[int, str | None]:
    """Where the hedge before a number starts, and what it means; (start, None) without one."""
    if bare and start and text[start - 1] in "上过破成" and text[max(start - 2, 0) : start] not in ("以上", "网上", "线上"):
        return start - 1, "at_least" if text[start - 1] == "上" else "more_than"
    if not start or text[start - 1] not in hedges.last_characters:
        return start, None
    found = hedges.before.search(text, max(start - 5, 0), start)
    if not found:
        return start, None
    meaning = hedges.meaning[found.group()]
    return (start, None) if meaning == "exact" else (found.start(), meaning)


def _is_chinese(run: str) -> bool:
    return _ARABIC_DIGIT.search(run) is None
