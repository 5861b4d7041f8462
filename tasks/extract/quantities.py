"""Quantities: a number bound to a unit or classifier, a share, a rank, or a magnitude standing for its unit (上万志愿者).

Here is decided which numbers count something at all. A number inside a date, a name or a set phrase does not, nor does 一 as an article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kaozheng.tasks.extract.countable import VALUE_BEFORE, counts_something
from kaozheng.tasks.extract.hedges import Hedges, compile_hedges
from kaozheng.tasks.extract.number_lists import MARKS, NO_LIST, NumberList, opened
from kaozheng.tasks.extract.number_names import NAMING, names_a_thing
from kaozheng.tasks.extract.numbers import BETWEEN, Number, scan_numbers
from kaozheng.tasks.extract.run_values import HALVES
from kaozheng.tasks.extract.unit_forms import OF_MONEY, WITH_REST, per, with_rest
from kaozheng.tasks.extract.units import Unit, Units, compile_units
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

# 播放量突破500万: at the end of a clause too.
_MYRIADS = frozenset("万亿")
_NOT_FIRST = frozenset("榜部元魁在居列于")
_FIRST = re.compile("首(?=[个例批次台届家支位名场轮条座艘款架列只部座])")
# Each begins with the space itself, so that a search goes from space to space.
_SPACES = re.compile(
    r" (?:(?<=[\u4e00-\u9fff] ) {0,3}(?=[\u4e00-\u9fff])"
    r"|(?<=[\d点之负] ) {0,3}(?=[十百千万亿点个成折余又])|(?<=[之点负万千百又] ) {0,3}(?=\d)"
    r"|(?<=\d ) {0,3}(?=分 {0,4}之|\d ?折|[kKM](?![A-Za-z]))"
    r"|(?:(?<=[\u4e00-\u9fff]\d )|(?<=[\u4e00-\u9fff]\d\d )|(?<=[\u4e00-\u9fff]\d{3} ))(?=\d{3} ?[\u4e00-\u9fff]))"
)
MASK = "\uffff"
_BLANKS = (" ", "\u3000")
_NUMERALS = frozenset("0123456789.零〇一二两三四五六七八九十百千万亿")
# Before the magnitude of a number: 380多|万, 上|千.
_SOME = frozenset("多余来几上")
_A_UNIT = 2
_RANGE_GAP = 2
_ALL_DIGITS = 10**12
# How many of the smaller unit the larger one before it holds.
_SMALLER = {("年", "个月"): 12, ("天", "小时"): 24, ("小时", "分钟"): 60, ("分钟", "秒"): 60, ("分钟", "秒钟"): 60, ("小时", "秒"): 3600}
_GRADED = frozenset(("weight", "volume_economy", "length", "area", "volume"))
_NUMBERED_UNITS = frozenset("栋幢组层座")
# 两天前 is a day, 两天前往 is not.
_NOT_AGO = frozenset("往来后去")
# 六成为女性, but 第二成为.
_TENTHS_ARE = re.compile("成为")
_BECOMING = frozenset("第唯万之统专同单划合归不另如百千")
_SHARE_BEFORE = frozenset("占的为达")
# 2/3场, 5/6人 may be either.
_CHOICE = re.compile("2/3|3/4|4/5|5/6|6/7|7/8|8/9|9/10")
_CHOSEN = frozenset(("classifier", "person", "case", "times", "round", "household", "duration"))
_SHARE_AFTER = re.compile("的|以上|以下|左右|多")

# What may follow 万元 where no number stood: 万元户, 亿元项目.
_NO_DIGITS_AFTER = frozenset("户级钱大项企工产村镇县园店")


@dataclass(slots=True)
class Quantity:
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
    idioms = [e["phrase"] for e in vocabulary.entries("number_idioms")]
    return AhoCorasick(idioms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def scan_quantities(text: str, blocked: Sequence[tuple[int, int]], vocabulary: Vocabulary) -> Iterator[Quantity]:
    """All quantities of a text in order. `blocked` are spans in which numbers count nothing: dates and names."""
    text = masked(text, sorted([*blocked, *_idiom_spans(text, vocabulary)]))
    spaces = [found.span() for found in _SPACES.finditer(text)] if " " in text else []
    if not spaces:
        yield from _scan(text, vocabulary)
        return
    # A page layout parts numerals by spaces (四 百五 十人): they are read without, and told where they stand with them.
    kept = [Span(a, b) for (_, a), (b, _) in pairwise([(0, 0), *spaces, (len(text), 0)])]
    at = _Positions(kept)
    for q in _scan("".join(text[a:b] for a, b in kept), vocabulary):
        start, last = at(q.start), at(q.end - 1)
        if last - start == q.end - 1 - q.start:
            shift = start - q.start
            q.number_start, q.number_end = q.number_start + shift, q.number_end + shift
        else:
            q.number_start, q.number_end = at(q.number_start), at(q.number_end - 1) + 1
        q.start, q.end = start, last + 1
        yield q


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
    waiting = NO_LIST
    for number in scan_numbers(text, hedges):
        if held and number.start < held.end:
            continue
        listed = waiting if waiting is not NO_LIST and waiting.goes_on(text, number) else NO_LIST
        rank = listed.ranks or (number.digits > 0 and text[number.digits - 1] == "第")
        quantity = _ordinal(text, number, units) if rank else _cardinal(text, number, units, hedges)
        if quantity is None:
            waiting = opened(text, number, rank=rank, before=listed) if text[number.end : number.end + 1] in MARKS else NO_LIST
            continue
        waiting = NO_LIST
        for one in (quantity,) if listed is NO_LIST else _with_list(text, listed, number, quantity):
            if held and one.start - held.end <= _RANGE_GAP and (joined := _joined(text, held, one) or _summed(held, one)):
                held = joined
                continue
            if held:
                yield held
            held = one
    if held:
        yield held


def _with_list(text: str, listed: NumberList, number: Number, last: Quantity) -> Iterator[Quantity]:
    """The quantities of a list whose last number has the unit; of no list, that one alone."""
    unit = last.unit
    if unit is None or last.value is None or last.kind == "lost":
        yield last
    elif unit.name in _NUMBERED_UNITS:
        return  # 3、5、7栋 are names
    elif listed.is_guess(text, number):
        first = listed.numbers[0]
        low, high = exact(first.value * unit.factor), last.value
        yield replace(last, start=first.start, number_start=first.digits, value=low, value_high=high, modifier="approx")
    else:
        for one in listed.numbers if listed.shares() else ():
            start = one.digits - 1 if listed.ranks and text[one.digits - 1] == "第" else one.start
            value = exact(one.value * unit.factor)
            yield Quantity(start, one.end, one.digits, one.end, value, None, one.modifier, unit, last.kind)
        yield last


def _joined(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    """10%—20%, 3天至5天, 3个到5个百分点: each end with its unit; None where the two are no range."""
    if low.unit is None or high.unit is None:
        return None
    if low.unit != high.unit and not (low.unit.name == "个" and high.unit.name.startswith("个")):
        return None
    if low.value_high is not None or high.value_high is not None or low.kind == "ordinal" or low.value is None or high.value is None:
        return None
    if low.value >= high.value or not BETWEEN.fullmatch(text, low.end, high.start):
        return None
    modifier = high.modifier if low.modifier == "exact" else low.modifier
    return replace(high, start=low.start, number_start=low.number_start, value=low.value, value_high=high.value, modifier=modifier)


def _summed(large: Quantity, small: Quantity) -> Quantity | None:
    """三年六个月, 2小时15分钟: one length of time, told in its smaller unit; None where the two are no such pair."""
    if large.unit is None or small.unit is None or large.end != small.start or large.value is None or small.value is None:
        return None
    times = _SMALLER.get((large.unit.base, small.unit.base))
    if times is None or small.value >= times or large.modifier != "exact" or large.value_high is not None or small.value_high is not None:
        return None
    return replace(small, start=large.start, number_start=large.number_start, value=exact(large.value * times + small.value))


def masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with each span blanked, so that no number is read in it; offsets stay. The spans are sorted and may overlap."""
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at:
            pieces += (text[at:start], MASK * (end - start))
            at = end
        elif end > at:
            pieces.append(MASK * (end - at))
            at = end
    pieces.append(text[at:])
    return "".join(pieces)


def _idiom_spans(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Set phrases; one that begins in the middle of a numeral (十分 of 二十分钟, 一度 of 二分之一度) is none."""
    for _, start, end in compile_idioms(vocabulary).find_matches_as_indexes(text):
        before = text[start - 1] if start and text[start] in _NUMERALS else ""
        if before in _SOME and end - start == _A_UNIT and (before == "上" or text[max(start - 2, 0)] in _NUMERALS):
            continue  # 3800多万户, 上千户
        if before not in _NUMERALS and not (before == "之" and text.endswith("分之", 0, start)):
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
    if not unit or not unit.ordinal or number.fraction:
        return None
    start = number.digits - 1 if text[number.digits - 1 : number.digits] == "第" else number.digits
    end = number.end + len(unit.name)
    return Quantity(start, end, number.digits, number.end, number.value, number.value_high, "exact", unit, "ordinal")


def _cardinal(text: str, number: Number, units: Units, hedges: Hedges) -> Quantity | None:
    end, modifier, hedged = number.end, number.modifier, False
    following = text[end : end + 1]
    if following in hedges.first_characters:
        between = hedges.behind(text, end)
        # 23来自外地 is no 20来人.
        hedged = between in ("余", "多") or (between in ("来", "几") and number.value % 10 == 0 and units.at(text, end + 1) is not None)
        if hedged:
            end += 1
            modifier = hedges.meaning[between] if modifier == "exact" or between in ("余", "多") else modifier
    gap = following in _BLANKS
    unit = units.at(text, end + gap)
    if number.fraction:
        written = text[number.digits : number.end]
        if not unit or written in HALVES:
            return _share_of(text, number, units, hedges) if _is_share(text, number, written) else None
        if unit.category in _CHOSEN and _CHOICE.fullmatch(written):
            return None
    if unit:
        return _with_unit(text, number, unit, end + gap, modifier, units, hedges)
    return _without_unit(text, number, end, modifier, hedged, units)


def _is_share(text: str, number: Number, written: str) -> bool:
    """Whether a fraction without a unit is a share: 三分之二 is; 2/3 and 一半 are where words say of what (占2/3, 一半的人)."""
    if "/" not in written and written != "一半":
        return True
    before = text[number.start - 1 : number.start]
    return before != "另" and (number.modifier != "exact" or before in _SHARE_BEFORE or _SHARE_AFTER.match(text, number.end) is not None)


def _with_unit(text: str, number: Number, unit: Unit, at: int, modifier: str, units: Units, hedges: Hedges) -> Quantity | None:
    """A number and the unit behind it."""
    after = at + len(unit.name)
    if text[after : after + 1] == "级" and unit.category in _GRADED:
        return None  # 8万吨级码头
    if unit.name == "块" and OF_MONEY.match(text, after):
        unit = units["元"]
    if text[after : after + 1] == "/":
        unit, after = per(text, unit, after, units)
    end = after
    if text[after : after + 1] in hedges.first_characters:
        end, modifier = _hedge_after(text, after, modifier, unit, hedges)
    if unit.category == "duration" and text[end : end + 1] == "前" and text[end + 1 : end + 2] not in _NOT_AGO:
        return None
    if (number.value in (1, 2) or unit.name[0] in NAMING) and names_a_thing(
        text, number.digits, number.end, number.value, unit.name, after
    ):
        return None
    if "多" in unit.name:
        modifier = "more_than"
    if number.bare and modifier == "exact" and number.value >= 10**4 and number.end - number.digits == 1:
        return _digits_gone(text, number, unit, end)
    value, start = number.value, number.start
    if not value and _first_digits_gone(text, number):
        return Quantity(start, end, number.digits, number.end, None, None, "missing", unit, "plain", "partial")
    if unit.name in WITH_REST:
        value, start, rest = with_rest(text, number, unit, after, units)
        end = max(end, rest)
    if value == number.value and not counts_something(text, number, modifier, unit, after, hedges):
        return None
    high = None if number.value_high is None else exact(number.value_high * unit.factor)
    kind = "share" if unit.category in ("share", "point") else "plain"
    return Quantity(start, end, number.digits, number.end, exact(value * unit.factor), high, modifier, unit, kind)


def _digits_gone(text: str, number: Number, unit: Unit, end: int) -> Quantity | None:
    """捐款达万元: a 万 or 亿 without a digit or a hedge (上万, 近亿) is no ten thousand, but what is left of a number.

    Where none needs to have stood (单位：万元, 万元户, 万人空巷), it is nothing.
    """
    before = text[number.start - 1 : number.start]
    if text[end : end + 1] in _NO_DIGITS_AFTER or not (
        before in VALUE_BEFORE or (unit.category == "money" and "\u4e00" <= before <= "\u9fff")
    ):
        return None
    return Quantity(number.digits, end, number.digits, number.end, None, None, "missing", unit, "lost", "lost")


def _first_digits_gone(text: str, number: Number) -> bool:
    """0余名, 00户: noughts and some more, or more than one nought, are the end of a number."""
    written = text[number.digits : number.end]
    return written.isdecimal() and (len(written) > 1 or text[number.end : number.end + 1] in ("余", "多"))


def _share_of(text: str, number: Number, units: Units, hedges: Hedges) -> Quantity:
    """百分之三十, 三分之二: a fraction is told in percent."""
    end, modifier = _hedge_after(text, number.end, number.modifier, units["%"], hedges)
    high = None if number.value_high is None else exact(number.value_high * 100)
    return Quantity(number.start, end, number.digits, number.end, exact(number.value * 100), high, modifier, units["%"], "share")


def _without_unit(text: str, number: Number, end: int, modifier: str, hedged: bool, units: Units) -> Quantity | None:
    """A magnitude that stands for its unit (390多万党员, 数十万之多), a size of a set (7大领域), or a tenth (六成为女性)."""
    following = text[end : end + 1]
    tenths = following == "成" and 1 < number.value < 10 and _TENTHS_ARE.match(text, end)
    if tenths and text[number.start - 1 : number.start] not in _BECOMING:
        return Quantity(number.start, end + 1, number.digits, number.end, number.value * 10, None, modifier, units["成"], "share")
    if following == "大" and not number.chinese and 2 <= number.value < 100 and "\u4e00" <= text[end + 1 : end + 2] <= "\u9fff":
        return Quantity(number.start, end + 1, number.digits, number.end, number.value, None, modifier, units["个"], "plain")
    if (number.chinese and number.value < 10) or (number.bare and number.value < 10**4):
        return None
    if number.bare and number.modifier == "exact" and not hedged:
        return None  # 百亿企业, 千万农户: of a size, none of them counted; 万安县
    large = text[number.end - 1] in "万亿百千十" or hedged or number.modifier != "exact"
    if large and number.value >= 10 and ("\u4e00" <= following <= "\u9fff" or text[number.end - 1] in _MYRIADS):
        return Quantity(number.start, end, number.digits, number.end, exact(number.value), number.value_high, modifier, None, "supplied")
    return None


def exact(value: float) -> float:
    """The value without the dust of binary arithmetic: 531.94亿 is 53194000000."""
    return value if value.is_integer() and abs(value) < _ALL_DIGITS else float(f"{value:.12g}")


def _hedge_after(text: str, end: int, modifier: str, unit: Unit, hedges: Hedges) -> tuple[int, str]:
    """End and hedge with what stands behind the unit: 以上, 左右; 内 only behind a duration, 多 only behind measures."""
    word = hedges.behind(text, end)
    if not word or word in ("来", "几") or (word in ("内", "之内") and unit.category != "duration"):
        return end, modifier
    if word in ("多", "余") and unit.category in ("classifier", "person", "case", "times", "round"):
        return end, modifier
    meaning = hedges.meaning[word]
    return end + len(word), meaning if meaning != "exact" else modifier
