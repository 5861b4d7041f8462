"""What stands around a unit and changes value or unit: 元/公斤, 三成半, 七成六, 一年半, 身高1米75, 3分20秒, 七五折."""

from __future__ import annotations

import re
from dataclasses import replace

from kaozheng.tasks.extract.numbers import Number
from kaozheng.tasks.extract.numerals import numeral_value
from kaozheng.tasks.extract.units import Unit, Units

WITH_REST = frozenset(("折", "成", "年", "年半", "个半月", "个半小时", "倍", "天", "岁", "米", "秒", "元", "块", "角"))
_HALVED = frozenset(("年", "成", "倍", "天", "岁", "折"))
_PER = re.compile(r"(?:min|kg|km|mL|ml|h|s|L|月|日|分|时|年)(?![A-Za-z])")
_TENTH = re.compile("[一二三四五六七八九1-9](?![0-9零一二三四五六七八九十百千万亿.])")
_TENTH_OF_SUM = re.compile(r"[1-9一二三四五六七八九](?=[^\u4e00-\u9fff\dA-Za-z.]|$|[一每钱])")
_HUNDREDTHS = re.compile(r"\d{1,2}(?![\d.,:%年月日号时点分万亿])")
_MINUTES = re.compile(r"(\d{1,3})分$")
_CENTS = re.compile(r"(?:([\d一二三四五六七八九])[角毛])?(?:([\d一二三四五六七八九]{1,2})分)?钱?(?![之钟数\d])")
# 一斤2块5, 3块8毛, 3块一斤, but 两块五花肉.
OF_MONEY = re.compile(
    r"[\d一二三四五六七八九](?:[角毛钱]|(?=[^\u4e00-\u9fffA-Za-z0-9.]|$|[一每][斤个份碗瓶包盒张]))|[一每](?:公?斤|[个份碗瓶包盒张](?!月))"
)
"""What stands behind 块 where it is money."""
# 20元一斤, 一斤卖3元: what a price is for is not counted.
_PRICE_BEFORE = frozenset("元块钱毛角")
_PRICE_AFTER = re.compile(r"(?:可以|能|才|只|就|就能|仅)?(?:卖|要价|收购价|售价|便宜|涨了?\d|降了?\d|[\d.]+元)")
_LONGEST_YEARS = 100  # 2021年半 is no duration


def per(text: str, unit: Unit, after: int, units: Units) -> tuple[Unit, int]:
    """The unit that ends before the stroke at `after` with the one that it is for, and where both end; `unit` where none is there."""
    divisor = units.at(text, after + 1)
    if divisor and divisor.factor == 1:
        name, base = divisor.name, divisor.base
    elif found := _PER.match(text, after + 1):
        name = base = found.group()
    else:
        return unit, after
    return replace(unit, name=f"{unit.name}/{name}", base=f"{unit.base}/{base}"), after + 1 + len(name)


def with_rest(text: str, number: Number, unit: Unit, after: int, units: Units) -> tuple[float, int, int]:
    """Value, start and end of a number and one of the units WITH_REST, which ends at `after`, with what belongs to them beyond it."""
    value, start = number.value, number.start
    if unit.name == "折":
        value = 5.0 if text[number.digits : number.end] == "半" else value if value <= 10 else value / 10
    elif unit.name == "秒" and (minutes := _MINUTES.search(text, max(start - 4, 0), start)):
        value, start = value + 60 * int(minutes.group(1)), minutes.start()
    if unit.name.startswith("个半") or (unit.name == "年半" and value < _LONGEST_YEARS):
        return value + 0.5, start, after
    if unit.name in _HALVED and text[after : after + 1] == "半":
        return value + 0.5, start, after + 1
    if unit.name == "成" and (tenth := _TENTH.match(text, after)) and not units.at(text, tenth.end()):
        return value + (numeral_value(tenth.group()) or 0.0) / 10, start, tenth.end()
    if unit.category == "money":
        return _with_cents(text, value, unit, start, after)
    if unit.name == "米" and number.chinese and (tenth := _TENTH.match(text, after)) and not units.at(text, tenth.end()):
        return value + (numeral_value(tenth.group()) or 0.0) / 10, start, tenth.end()
    if unit.name in ("米", "秒") and (rest := _HUNDREDTHS.match(text, after)) and not units.at(text, rest.end()):
        return value + int(rest.group()) / 10 ** len(rest.group()), start, rest.end()
    return value, start, after


def _with_cents(text: str, value: float, unit: Unit, start: int, after: int) -> tuple[float, int, int]:
    """2元5角, 3块6毛5分, 2块5: the sum is kept in the unit that it is told in."""
    found = _CENTS.match(text, after)
    if text[after - 1] == "块" and (tenth := _TENTH_OF_SUM.match(text, after)) and (found is None or found.end() == after):
        return value + (numeral_value(tenth.group()) or 0.0) / 10, start, tenth.end()
    if found is None or found.end() == after:
        return value, start, after
    tenths, hundredths = (numeral_value(part) or 0.0 if part else 0.0 for part in found.groups())
    return value + (tenths / 10 + hundredths / 100) / unit.factor, start, found.end()


def is_priced(text: str, start: int, after: int) -> bool:
    """Whether text[start:after] is what a price is for: 20元|一斤, 一斤|卖3元."""
    return text[start - 1 : start] in _PRICE_BEFORE or _PRICE_AFTER.match(text, after) is not None
