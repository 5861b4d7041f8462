"""Lists of donors, where a sum is given though nothing beside it says so: 捐款名单：王某500元，陈某300元."""

from __future__ import annotations

import re

from kaozheng.tasks.extract.borders import CLAUSE_BORDER, behind_last
from kaozheng.tasks.extract.items import tags
from kaozheng.tasks.extract.measures import Cues, word_measure
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.extract.surroundings import Words

_DONORS = re.compile(r"捐[^。；]{0,20}(?:：|名单|公示|公布|如下)\s*$|爱心榜\s*$")
_LINES_APART = 3
_LINE_ENDS = ("", "\n", "、", "，", "；", "。", " ")
_LONGEST_DONOR = 10
_HEAD = 60
# 捐赠口罩3万只，价值9万元
_VALUED = r"(?:每[台辆件套只份箱])?(?:总|合计|共计|累计|折合)?(?P<value>价值|货值|市值)(?:总?[计为约达共]|合计|人民币|超过?|近)*$"
_GIVEN_GOODS = "(?P<goods>物资|款物|物品|货物)?"
_WORTH = re.compile(rf"[）)]?[，、（(]?\s*{_GIVEN_GOODS}{_VALUED}")
# 捐赠防疫物资，物资价值合计9万元
_WORTH_OF_UNCOUNTED = re.compile(rf"捐[^。；\n\d]{{0,24}}[，、（(]\s*{_GIVEN_GOODS}{_VALUED}")
# How far behind a sum stands what it is handed over for.
_PURPOSE = re.compile(r"[^。；！？\n\d]{0,20}")
_GOODS = frozenset(("supplies", "economy_value"))


class Donors:
    """Tells of the numbers of one article, from left to right, whether they are given."""

    def __init__(self, text: str, nouns: Nouns, cues: Cues) -> None:
        self._text = text
        self._nouns = nouns
        self._cues = cues
        self._list_end = 0

    def give(self, start: int, end: int, words: Words, last: tuple[str, str] | None) -> bool:
        """Whether the sum text[start:end] stands in a list of donors; `last` is measure and category of what was counted before it."""
        label = words.label.text
        if self._handed_over(end, label):
            return True
        if words.first and self._on_a_line(start - len(label), end):
            return True
        if "：" in label:
            return word_measure(self._cues, "before", "money", label[: label.rindex("：")]) == "donations"
        if last != ("donations", "money") or len(label) > _LONGEST_DONOR:
            return False
        words_before = tags(label)
        return not words_before or words_before[-1][1][0] not in "vp" or label.lstrip("，、 ") in self._nouns.deeds

    def _handed_over(self, end: int, label: str) -> bool:
        """Whether somebody's own money is taken to be given: 取出2万元，说要捐给灾区. What a budget pays is no gift."""
        clause = behind_last(CLAUSE_BORDER, label)
        if word_measure(self._cues, "taken", "money", clause) != "donations":
            return False
        purpose = _PURPOSE.match(self._text, end)
        return purpose is not None and word_measure(self._cues, "handed over", "money", purpose.group()) == "donations"

    def _on_a_line(self, start: int, end: int) -> bool:
        """Whether text[start:end] is a line of its own below the head of a list of donors, or below another such line."""
        text = self._text
        if text[start - 1 : start] != "\n" or text[end : end + 1] not in _LINE_ENDS:
            return False
        if not 0 < start - self._list_end <= _LINES_APART or not self._list_end:
            low = max(start - _HEAD, 0)
            if not _DONORS.search(text, text.rfind("\n", low, start - 1) + 1 or low, start - 1):
                return False
        line = text.find("\n", end)
        self._list_end = line if line > 0 else len(text)
        return True


def worth(words: Words, last: str | None) -> str | None:
    """What gifts are worth a sum (物资), else the word that says so; `last`: the measure of what was counted before it."""
    if words.category != "money":
        return None
    counted = last == "donations" and not words.first
    found = _WORTH.fullmatch(words.label.text) if counted else _WORTH_OF_UNCOUNTED.search(words.label.text)
    return found["goods"] or found["value"] if found else None


def is_part_of_gifts(measure: str | None, words: Words) -> bool:
    """Whether goods or money behind gifts are a part of these (其中资金30万元), the next in a list of such (，口罩8万个), or what the
    sum before them was worth (价值16万元|的口罩)."""
    if measure not in _GOODS or words.first:
        return False
    return words.part or words.listed or words.label.continues or (words.category != "money" and words.label.text.startswith("的"))
