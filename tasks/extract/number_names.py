"""Numbers that name a thing though a unit stands behind them: 3栋2单元501室, 1461次列车, 1人1档, 二次供水, 北纬28度.

Each test looks at a few characters on either side of number and unit; which units it is for stands in its table.
"""

from __future__ import annotations

import re

_NUMBER = r"[0-9一二三四五六七八九十]{1,4}"
_NOTHING = re.compile("(?!)")
# 二 names a rank where 两 would count: 二本院校, 二次创业, 二期疫苗.
_SECOND = frozenset("次本套期层批轮类组队班门段道部所台处") | {"批次"}
_MEETING = re.compile(".{0,4}会")
_ONE_FOR = re.compile(r"1[\u4e00-\u9fff]")
_ONE_OF = re.compile(r"(?<!\d)1[\u4e00-\u9fff]$")
_TRAIN = re.compile("(?:旅客)?列车|航班|动车|高铁|[特快]快|快速")
_TRAIN_DIGITS = 1000
_ROOM = rf"{_NUMBER}(?:[号室房户]|单元|楼(?!房)|层(?!楼))|单元|[A-Z]?\d{{3,4}}(?=[号室房，。、；）\s]|$)"
_BUILDING = re.compile("[高多]?层|居民[楼住]|[楼住建房厂别宿教办仓]|[大新老危农的共]")
_SITE = "(?:小区|花园|家园|名苑|公寓|社区|大厦|广场|新村|苑|弄|巷|街|号院?)"
_SAME_BUILDING = rf"[、和及与]{_NUMBER}[栋幢]"
_BUILDING_BEFORE = re.compile(rf"[栋幢\d][、和及与]$|{_SITE}$")
# By the first character of a unit: what stands before the number and what behind the unit, either of which makes it a name.
_BEHIND = {
    "栋": re.compile(f"{_ROOM}|{_SAME_BUILDING}"), "幢": re.compile(f"{_ROOM}|{_SAME_BUILDING}"), "座": re.compile(_ROOM),
    "组": re.compile(_ROOM), "层": re.compile(r"\d{1,4}(?:室|号房)"), "所": re.compile("示|列|述|见"),
}  # fmt: skip
_BEFORE = {
    "栋": _BUILDING_BEFORE, "幢": _BUILDING_BEFORE, "座": re.compile(r"\d[排车]$"),
    "组": re.compile("(?<![全该本每各我])(?:村|社区|居委会)$"), "层": re.compile("[在于住]$"), "度": re.compile("[经纬]$"),
}  # fmt: skip
NAMING = frozenset((*_BEHIND, *_BEFORE, "次", "分"))
"""The first characters of the units with which any number may name a thing; with others only 1 and 2 do."""
# 一二类苗, 二三类地区
_NAMED_TWICE = frozenset(("一二", "二三"))
_OF_A_TIME = frozenset("时点:：度")
_LEVEL_BEHIND = re.compile("(?:以上|左右)?的?(?:大风|阵风|强风|[偏东西南北]{1,2}风|风力|暴风|台风|地震|强震|余震|海浪)")
_LEVEL_BEFORE = re.compile("(?:震级|里氏|风力|阵风|大风|平均风|风速|烈度)(?:将?[为达增至到约超]|最大|可达|达到){0,2}$")
_HALVED_WORD = frozenset("上下前后大小多")


def names_a_thing(text: str, start: int, end: int, value: float, unit: str, after: int) -> bool:
    """Whether the number text[start:end], with a `unit` that ends at `after`, is a part of a name and counts nothing."""
    written = text[start:end]
    if written == "二" and unit in _SECOND:
        return not _MEETING.match(text, after)
    if value == 1 and written == "1":
        return _ONE_FOR.match(text, after) is not None or _ONE_OF.search(text, max(start - 2, 0), start) is not None
    if unit == "类" and written in _NAMED_TWICE:
        return True
    if unit[0] == "分":  # 8点25分
        return unit == "分" and ("点" in written or text[start - 1 : start] in _OF_A_TIME)
    if unit == "次" and value >= _TRAIN_DIGITS:
        return _TRAIN.match(text, after) is not None
    if _BEHIND.get(unit[0], _NOTHING).match(text, after):
        return True
    before = _BEFORE.get(unit[0])
    if before is None or not before.search(text, max(start - 4, 0), start):
        return False
    return unit[0] not in "栋幢" or not _BUILDING.match(text, after)


def tells_a_level(text: str, start: int, end: int, after: int) -> bool:
    """Whether 级 measures: 6.5级地震, 阵风8级. Of ranks and responses (三级医院, 一级响应) it is a name."""
    if "." in text[start:end]:
        return True
    return _LEVEL_BEHIND.match(text, after) is not None or _LEVEL_BEFORE.search(text, max(start - 8, 0), start) is not None


def halves_a_word(text: str, start: int) -> bool:
    """Whether the 半 at `start` belongs to the word before it: 上半年, 大半个月."""
    return text[start - 1 : start] in _HALVED_WORD if start else False
