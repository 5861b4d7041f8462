"""Which numbers with a unit count something: 一位 does not, nor 四面, nor 每10万人, nor a lone 百.

Each test looks at a few characters on either side of number and unit.
"""

from __future__ import annotations

import re

from kaozheng.tasks.extract.hedges import Hedges
from kaozheng.tasks.extract.number_names import halves_a_word, tells_a_level
from kaozheng.tasks.extract.numbers import Number
from kaozheng.tasks.extract.unit_forms import is_priced
from kaozheng.tasks.extract.units import Unit

VALUE_BEFORE = frozenset("达至到为共约计产销售额款金资值入出种放")
"""What a lone 万 or 亿 must follow to count: 达万元, 接种万人次."""
# 每周调度一次
_REGULAR = re.compile(r"每(?:隔|半)?(?:个)?(?:天|日|周|星期|月|季度?|年)[^，。；、\n\d]{0,8}$")
_PERIOD = 12
# 一 counts with a unit of one of these categories, or behind a word of the vocabulary; elsewhere it is an article.
_ONE_CATEGORIES = frozenset(("case", "share", "point", "money", "weight", "multiple", "dose", "visits", "area", "length"))
_BASES = frozenset(("person", "household", "area", "weight", "volume", "length"))
# 目前30天|完成, 提前2天
_NO_FIRST = frozenset("目提此日之先以当跟面生向赴往")
_PRICED = frozenset(("weight", "area"))
_ZERO_CATEGORIES = frozenset(("case", "temperature", "share", "person"))
_ONE_DURATIONS = frozenset(("个月", "小时"))
_QUOTES = frozenset("“‘「\"'")
_DURATION_BEFORE = re.compile("(?:为期|历时|长达|持续了?|用时|耗时|[延推]迟|提前|缩短|延长|工期为?|期限为?|任期为?|不满|满|达)$")
_DOUBLED = re.compile("翻了?[近约超]?$")


def counts_something(text: str, number: Number, modifier: str, unit: Unit, after: int, hedges: Hedges) -> bool:
    """Whether number and unit count something: 一位 does not, 四面 does not, nor does a lone 百."""
    before = text[number.start - 1 : number.start]
    if unit.base == "番" and not _DOUBLED.search(text, max(number.start - 3, 0), number.start):
        return False
    if text[number.digits : number.end] == "半" and halves_a_word(text, number.digits):
        return False
    if unit.category == "level":
        return tells_a_level(text, number.digits, number.end, after)
    if unit.name == "日" and text[max(number.start - 2, 0) : number.start] != "连续":
        return False
    if before == "前" and unit.category == "duration" and text[max(number.start - 2, 0)] not in _NO_FIRST:
        return False  # 前4天|累计接待: a period
    if before == "每" and unit.category in _BASES:
        return False  # 每10万人, 每100克: what a rate is for
    if number.bare and modifier == "exact":
        return number.value >= 10**4 and before in VALUE_BEFORE
    if not number.chinese:
        return unit.base != "年" or number.value < 1000
    return _chinese_counts(text, number, modifier, unit, hedges)


def _chinese_counts(text: str, number: Number, modifier: str, unit: Unit, hedges: Hedges) -> bool:
    """The same for a number in Chinese numerals, which are in words and slogans as well."""
    before = text[number.start - 1 : number.start]
    if number.value == 1 and number.value_high is None and modifier == "exact":
        return _one_counts(text, number, unit, hedges)
    if number.value == 0:
        return unit.category in _ZERO_CATEGORIES
    if number.value < 10 and unit.arabic_only:
        return False
    if unit.category == "classifier" and before == "每":
        return False
    return not (number.value < 10 and before in _QUOTES and unit.category in ("classifier", "round", "times"))


def _one_counts(text: str, number: Number, unit: Unit, hedges: Hedges) -> bool:
    if unit.category == "duration" and _DURATION_BEFORE.search(text, max(number.digits - 4, 0), number.digits):
        return True
    if unit.category == "times" and _REGULAR.search(text, max(number.digits - _PERIOD, 0), number.digits):
        return True
    if unit.category in _PRICED and is_priced(text, number.start, number.end + len(unit.name)):
        return False
    if unit.category in _ONE_CATEGORIES or unit.base in _ONE_DURATIONS or unit.name == "轮":
        return True
    return hedges.counting.search(text, max(number.digits - 4, 0), number.digits) is not None
