"""Quantities: a number bound to a unit or classifier, a share, a rank, or a magnitude standing for its unit (上万志愿者).

Here is decided which numbers count something at all. A number inside a date, a name or a set phrase does not, nor does 一 as an article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.numbers import BETWEEN, Hedges, Number, compile_hedges, scan_numbers
from kaozheng.tasks.extract.units import Unit, Units, compile_units
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

# 一 counts only after these, or with a unit of one of these categories; elsewhere it is an article.
_ONE_COUNTS = re.compile(r"(?:共|仅|只有|唯一|各|新增|确诊|累计|每[天日周月年]|进行|进行了)$")
_ONE_CATEGORIES = frozenset(("case", "share", "point", "money", "weight", "multiple", "dose", "visits", "area", "length"))
_ZERO_CATEGORIES = frozenset(("case", "temperature", "share", "person"))
_ONE_DURATIONS = frozenset(("个月", "小时"))
_NOT_FIRST = frozenset("榜部元魁在居列于")
_FIRST = re.compile("首(?=[个例批次台届家支位名场轮条座艘款架列只部座])")
_SPACES = re.compile(
    r"(?<=[\u4e00-\u9fff]) {1,4}(?=[\u4e00-\u9fff])|(?<=[\d点之负]) {1,4}(?=[十百千万亿点个成折余])|(?<=[之点负万千百]) {1,4}(?=\d)"
)
MASK = "\uffff"
_NUMERALS = frozenset("0123456789.零〇一二两三四五六七八九十百千万亿")
_QUOTES = frozenset("“‘「\"'")
_RANGE_GAP = 2
# 两天前 is a day, 两天前往 is not.
_NOT_AGO = frozenset("往来后去")
_HALVED = frozenset(("年", "成", "倍", "天", "岁", "折"))
_HALF_OF_A_YEAR = frozenset("上下前后大")


# What a number must follow: 达万元, 接种万人次; and what may follow 万元 where no number stood.
_VALUE_BEFORE = frozenset("达至到为共约计产销售额款金资值入出种放")
_NO_DIGITS_AFTER = frozenset("户级钱大")


class Quantity(NamedTuple):
    """A number with its unit. `start`..`end` is number, hedges and unit; `number_start`..`number_end` the number alone.

    `kind`: plain, ordinal, share (a percentage, fraction or 成), supplied (no unit is written), zero or lost.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    value: float | None
    value_high: float | None
    modifier: str
    unit: Unit | None
    kind: str
    status: str = "observed"


@built_once
def compile_idioms(vocabulary: Vocabulary) -> AhoCorasick:
    return AhoCorasick([e["phrase"] for e in vocabulary.entries("number_idioms")], matchkind=MatchKind.LeftmostLongest)


def scan_quantities(text: str, blocked: Sequence[tuple[int, int]], vocabulary: Vocabulary) -> Iterator[Quantity]:
    """All quantities of a text in order. `blocked` are spans, sorted and apart, in which numbers count nothing: dates and names."""
    text = masked(masked(text, blocked), _idiom_spans(text, vocabulary))
    spaces = [found.span() for found in _SPACES.finditer(text)] if " " in text else []
    if not spaces:
        yield from _scan(text, vocabulary)
        return
    # A page layout parts numerals by spaces (四 百五 十人): they are read without, and told where they stand with them.
    kept = [Span(a, b) for (_, a), (b, _) in pairwise([(0, 0), *spaces, (len(text), 0)])]
    at = _Positions(kept)
    for q in _scan("".join(text[a:b] for a, b in kept), vocabulary):
        yield q._replace(start=at(q.start), end=at(q.end - 1) + 1, number_start=at(q.number_start), number_end=at(q.number_end - 1) + 1)


class _Positions:
    """Where a character of the kept pieces of a text, put together, stands in the text."""

    def __init__(self, kept: Sequence[Span]) -> None:
        self._starts = list(accumulate((b - a for a, b in kept), initial=0))
        self._shifts = [a - start for (a, _), start in zip(kept, self._starts, strict=False)]

    def __call__(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._starts, offset, hi=len(self._shifts)) - 1]


def _scan(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    units, hedges = compile_units(vocabulary), compile_hedges(vocabulary)
    held: Quantity | None = None
    for number in scan_numbers(text, hedges):
        if held and number.start < held.end:
            continue
        ordinal = number.digits > 0 and text[number.digits - 1] == "第"
        quantity = _ordinal(text, number, units) if ordinal else _cardinal(text, number, units, hedges)
        if quantity is None:
            continue
        if held and _is_range(text, held, quantity):
            held = held._replace(end=quantity.end, number_end=quantity.number_end, value_high=quantity.value)
            continue
        if held:
            yield held
        held = quantity
    if held:
        yield held


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    """10%—20%, 3天至5天: each end with its unit."""
    if high.start - low.end > _RANGE_GAP or low.unit != high.unit or low.value_high is not None or high.value_high is not None:
        return False
    if low.kind == "ordinal" or low.value is None or high.value is None or low.value >= high.value:
        return False
    return BETWEEN.fullmatch(text, low.end, high.start) is not None


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each span blanked, so that no number is read in it; offsets stay."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at:
            pieces += (text[at:start], MASK * (end - start))
            at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _idiom_spans(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Set phrases; one that begins in the middle of a numeral (十分 of 二十分钟) is none."""
    for _, start, end in compile_idioms(vocabulary).find_matches_as_indexes(text):
        if not start or text[start] not in _NUMERALS or text[start - 1] not in _NUMERALS:
            yield start, end


def scan_firsts(text: str, vocabulary: Vocabulary) -> Iterator[Quantity]:
    """首例, 首个, 首批: the first of its kind."""
    units = compile_units(vocabulary)
    for found in _FIRST.finditer(text):
        unit = units.at(text, found.end())
        if unit and text[found.start() - 1 : found.start()] not in _NOT_FIRST:
            yield Quantity(found.start(), found.end() + len(unit.name), *found.span(), 1.0, None, "exact", unit, "ordinal")


def _ordinal(text: str, number: Number, units: Units) -> Quantity | None:
    unit = units.at(text, number.end)
    if not unit or not unit.ordinal or number.value_high is not None or number.fraction:
        return None
    start = number.digits - 1
    return Quantity(start, number.end + len(unit.name), number.digits, number.end, number.value, None, "exact", unit, "ordinal")


def _cardinal(text: str, number: Number, units: Units, hedges: Hedges) -> Quantity | None:
    end, modifier = number.end, number.modifier
    gap = 1 if text[end : end + 1] in (" ", "\u3000") else 0
    between = hedges.after.match(text, end)
    hedged = between is not None and between.group() in ("余", "多", "来", "几")
    if hedged and between:
        end, modifier, gap = between.end(), hedges.meaning[between.group()], 0
    unit = units.at(text, end + gap)
    if number.fraction and not unit:
        return _share_of(text, number, units, hedges)
    if unit:
        return _with_unit(text, number, unit, end + gap, modifier, hedges)
    return _without_unit(text, number, end, modifier, hedged, units)


def _with_unit(text: str, number: Number, unit: Unit, at: int, modifier: str, hedges: Hedges) -> Quantity | None:
    """A number and the unit behind it."""
    end, modifier = _hedge_after(text, at + len(unit.name), modifier, unit, hedges)
    if unit.category == "duration" and text[end : end + 1] == "前" and text[end + 1 : end + 2] not in _NOT_AGO:
        return None
    if "多" in unit.name:
        modifier = "more_than"
    if number.bare and modifier == "exact" and number.value >= 10**4:
        return _digits_gone(text, number, unit, end)
    if not _counts(text, number._replace(modifier=modifier), unit):
        return None
    high = None if number.value_high is None else exact(number.value_high * unit.factor)
    value = number.value
    if unit.name == "折":
        value = value if value <= 10 else value / 10
    if unit.name.startswith("个半"):
        value += 0.5
    elif text[end : end + 1] == "半" and unit.name in _HALVED:
        value, end = value + 0.5, end + 1
    kind = "share" if unit.category in ("share", "point") else "plain"
    return Quantity(number.start, end, number.digits, number.end, exact(value * unit.factor), high, modifier, unit, kind)


def _digits_gone(text: str, number: Number, unit: Unit, end: int) -> Quantity | None:
    """捐款达万元: a 万 or 亿 without a digit or a hedge (上万, 近亿) is no ten thousand, but what is left of a number.

    Where none needs to have stood (单位：万元, 万元户, 万人空巷), it is nothing.
    """
    before = text[number.start - 1 : number.start]
    if text[end : end + 1] in _NO_DIGITS_AFTER or not (
        before in _VALUE_BEFORE or (unit.category == "money" and "\u4e00" <= before <= "\u9fff")
    ):
        return None
    return Quantity(number.digits, end, number.digits, number.end, None, None, "missing", unit, "lost", "lost")


def _share_of(text: str, number: Number, units: Units, hedges: Hedges) -> Quantity:
    """百分之三十, 三分之二: a fraction is told in percent."""
    end, modifier = _hedge_after(text, number.end, number.modifier, units["%"], hedges)
    return Quantity(number.start, end, number.digits, number.end, exact(number.value * 100), None, modifier, units["%"], "share")


def _without_unit(text: str, number: Number, end: int, modifier: str, hedged: bool, units: Units) -> Quantity | None:
    """A magnitude that stands for its unit (390多万党员, 数十万之多), or a size of a set (7大领域)."""
    following = text[end : end + 1]
    if following == "大" and not number.chinese and 2 <= number.value < 100 and "\u4e00" <= text[end + 1 : end + 2] <= "\u9fff":
        return Quantity(number.start, end + 1, number.digits, number.end, number.value, None, modifier, units["个"], "plain")
    if (number.chinese and number.value < 10) or (number.bare and number.value < 10**4):
        return None
    large = text[number.end - 1] in "万亿百千十" or hedged or number.modifier != "exact"
    if large and number.value >= 10 and ("\u4e00" <= following <= "\u9fff"):
        return Quantity(number.start, end, number.digits, number.end, exact(number.value), number.value_high, modifier, None, "supplied")
    return None


def exact(value: float) -> float:
    """The value without the dust of binary arithmetic: 531.94亿 is 53194000000."""
    return float(f"{value:.12g}")


def _counts(text: str, number: Number, unit: Unit) -> bool:
    """Whether number and unit count something: 一位 does not, 四面 does not, nor does a lone 百."""
    before = text[number.start - 1 : number.start]
    if (unit.base == "番" and before != "翻") or (text[number.digits : number.end] == "半" and before in _HALF_OF_A_YEAR):
        return False
    if unit.name == "日" and text[max(number.start - 2, 0) : number.start] != "连续":
        return False
    if number.bare and number.modifier == "exact":
        return False
    if not number.chinese:
        return unit.base != "年" or number.value < 1000
    return _chinese_counts(text, number, unit, before)


def _chinese_counts(text: str, number: Number, unit: Unit, before: str) -> bool:
    """The same for a number in Chinese numerals, which are in words and slogans as well."""
    if number.value == 1 and number.value_high is None and number.modifier == "exact":
        return _one_counts(text, number, unit)
    if number.value == 0:
        return unit.category in _ZERO_CATEGORIES
    if number.value < 10 and unit.arabic_only:
        return False
    if unit.category == "classifier" and before == "每":
        return False
    return not (number.value < 10 and before in _QUOTES and unit.category in ("classifier", "round", "times"))


def _one_counts(text: str, number: Number, unit: Unit) -> bool:
    if unit.category in _ONE_CATEGORIES or unit.base in _ONE_DURATIONS or unit.name == "轮":
        return True
    return _ONE_COUNTS.search(text, max(number.digits - 4, 0), number.digits) is not None


def _hedge_after(text: str, end: int, modifier: str, unit: Unit, hedges: Hedges) -> tuple[int, str]:
    """End and hedge with what stands behind the unit: 以上, 左右; 内 only behind a duration, 多 only behind measures."""
    found = hedges.after.match(text, end)
    if not found:
        return end, modifier
    word = found.group()
    if word in ("来", "几") or (word in ("内", "之内") and unit.category != "duration"):
        return end, modifier
    if word in ("多", "余") and unit.category in ("classifier", "person", "case", "times", "round"):
        return end, modifier
    meaning = hedges.meaning[word]
    return found.end(), meaning if meaning != "exact" else modifier
