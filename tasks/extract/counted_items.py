"""What a number counts: the noun phrase beside it, else what the words around it name in another place or way."""

from __future__ import annotations

import re
from typing import NamedTuple

from kaozheng.tasks.extract.borders import CLAUSE_BORDER, behind_last
from kaozheng.tasks.extract.counted_deeds import SHORTEST_DEED, CountedDeeds
from kaozheng.tasks.extract.durations import Durations, Names, deed_after
from kaozheng.tasks.extract.items import JOINT, is_alike, item_after
from kaozheng.tasks.extract.items_before import item_before, noun_phrase, topic
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.readings import Reading, text_of
from kaozheng.tasks.extract.surroundings import Words
from kaozheng.tasks.text import Span

_RANKS = frozenset("位名")
# 光微信群就建了7个
_ALONE = re.compile(r"(?:光是?|仅仅?|单是?)([^，。；、\d]{1,10})就[^，。；、\d]{1,6}$")
# 8支队伍共525人, 162户、431人: of what was counted before.
SUMMED_UP = re.compile(r"[\s，、]*(?:[共计约]|共计|一共|总计|合计|共有)?\s*")
"""What stands before a number that sums up the one before it."""
# 医生|分3批
_IN_PARTS = re.compile(r"(?:[，、]|全部|已)?(?:陆续|先后)?分(?:为|成)?")
PRICED = re.compile(r"(?:[、和]\d{1,5}(?:\.\d{1,2})?元){0,6}(?:等|的|这){0,2}[一两二三四五六七八九十几\d]{1,2}[种款档]")
"""What follows the price of goods that are sold in several kinds: 25元|、38元两种蔬菜包."""
_SUMMED = frozenset(("weight", "volume", "area"))
_MEASURED = frozenset(("weight", "volume", "area", "length", "money"))
OF_MONEY = frozenset(("economy_value", "sales", "donations", "production"))
"""What sums of money measure."""
_FRONTED = ("classifier", "household")
_OF_CASES = ("件", "起", "宗", "案")
_OWNED = ("money", "person")
_PEOPLE = ("person", "visits")
_OFTEN = ("round", "times")
_TIMES = "次"
_DONE = frozenset(("frequency", "tests", "vaccinations", "media_reach"))
_WHO_ACTS = frozenset(("population", "staff", "teams", "volunteers", "party_members", "enterprises"))
_LIMITS = ("以上", "以下", "以内", "之内")
_REMEMBERED = 60
_LEVEL = re.compile("[国家部省市州县区乡镇村]{1,2}级")
_LONGEST_GOODS = 16
_ON_END = "连续"
# 增加25人: by how much what was told before it has changed.
_CHANGED = re.compile(r"[\s，、]*(?:同比|环比|净)?(?:增加|减少|增长|下降|上升)了?")
_COMPARED_WITH = "相比"
# 任务量较为繁重，均在1万起以上
_BROUGHT_ABOUT = re.compile("(?:累计|共)?(?:完成|实现)$")
_TRADE = "业"
_SECTOR = re.compile("第[一二三]产业$")
# 全村|共有|197户630人, 下辖|3520户
_OF_A_PLACE = re.compile("(?:全[省市县区州镇乡村]|[省市县区州镇乡村社街道][区道]?)(?:现|共|总|仅|目前|只|约|一共)*有?$|辖$")
HOUSEHOLDS = "住户"
"""What households are that no noun names."""
_INHABITANTS = "人口"
_DEED_OF_HOMES = ("安置", "搬迁", "入住", "转移", "疏散", "撤离")
_WITH_PEOPLE = re.compile(r"[，、]?[\d.]{1,8}[万多余]{0,2}人(?!次)")
_EACH = re.compile("(?:均|都|皆)(?:在|为|是|有|达到?|超过?)?")


class Counted(NamedTuple):
    """What is counted: its words, their span where they stand with the number, the known noun that they end in, and the unit."""

    item: str | None
    span: Span | None
    noun: str | None
    unit: str | None


class CountedItems:
    """Finds what the numbers of one article count, from left to right."""

    def __init__(self, text: str, nouns: Nouns, names: Names, durations: Durations) -> None:
        self._text = text
        self._nouns = nouns
        self._names = names
        self._durations = durations
        self._duration: Quantity | None = None
        self._deeds = CountedDeeds(text, nouns, durations.light)
        self._by_deed: str | None = None
        self._opening = ""

    def begin(self, opening: str) -> None:
        """Begin a sentence; `opening`: what stands before its first number."""
        self._opening = opening

    def keep(self, duration: Quantity) -> None:
        """Keep the last length of time, for it may stand between a noun and its number."""
        self._duration = duration

    def of(self, quantity: Quantity, words: Words, unit: str | None, last: Reading | None) -> Counted | None:
        """What a quantity counts; None where a magnitude stands with nothing that it could count. `last` was counted before it."""
        span, noun = self._beside(words)
        if words.category == "supplied":
            if span and span is words.after and not self._is_its_noun(quantity.end, span.start):
                span, noun = None, None
            if noun is None and last and last.unit and not words.first and self._nouns.grown_onto.search(words.label.text):
                return Counted(last.item, None, self._nouns.ending(last.item or ""), last.unit)  # 由1225万|增长至2021年的1674万
            if noun is None or self._nouns[noun].unit == "%":
                return None
            unit = self._nouns[noun].unit or "个"
        again = last is not None and bool(last.item) and _is_told_again(last, words, text_of(self._text, span))
        if words.category in _OFTEN and not again and (deed := self._done_so_often(quantity, words, span, noun)):
            return Counted(deed, None, None, unit)
        item = text_of(self._text, span)
        if item and last and last.item and noun is None and last.unit == unit and _is_level(item) and not words.first:
            return Counted(item + _LEVEL.sub("", last.item), span, self._nouns.ending(last.item), unit)  # 建设项目27项（省级|6项）
        span = None if span is words.shared else span
        if words.category in _FRONTED and item and span is words.before and self._nouns.is_deed(item):
            noun = None
        alone = noun is None and words.category in _FRONTED and (item is None or self._nouns.is_deed(item))
        if alone and unit and (fronted := self._fronted(words, quantity, unit)):
            item, span = text_of(self._text, fronted), None
            noun = self._nouns.ending(item or "")
        elif alone and item and item not in self._nouns.deeds and last and last.unit == unit and not words.label.continues:
            item, span = None, None
        if last and last.category == "duration" and noun is None and item is None:
            item, noun = self._before_duration(quantity, words)
        if again and last and last.item:
            item, noun = last.item, None if words.category == "person" else self._nouns.ending(last.item)
        if item and span and span is words.before and words.category == "money" and (whose := self._whose(span, words.low)):
            return Counted(whose + item, span, noun, unit)
        if span and span is words.before and (sent := self._deeds.sent_to(span, unit)):
            item, span, noun = text_of(self._text, sent), sent, None
        return Counted(item, span, noun, unit)

    def _whose(self, result: Span, low: int) -> str | None:
        """The trade that brought a sum about: 金融业|实现|增加值; None of any other subject, which is who did it."""
        done = _BROUGHT_ABOUT.search(self._text, max(low, result.start - _REMEMBERED), result.start)
        if done is None or not self._text.endswith(_TRADE, 0, done.start()):
            return None
        sector = _SECTOR.search(self._text, low, done.start())
        trade = sector.group() if sector else noun_phrase(self._text[max(low, done.start() - _REMEMBERED) : done.start()], self._nouns)
        return trade or None

    def in_other_words(self, quantity: Quantity, words: Words, counted: Counted) -> Counted:
        """The same, where no noun of the number's own tells it best: 全家6人, 居全省第6位, 跑了5公里."""
        if name := self._named(quantity, words):
            self._by_deed = name
            bought = item_after(self._text, quantity.end, words.limit, self._nouns, True, False) if words.category == "money" else None
            if bought and self._nouns.ending(text_of(self._text, bought) or ""):
                return counted._replace(item=text_of(self._text, bought), span=bought)
            return counted._replace(item=name, span=None)
        if words.category == "money" and (kinds := PRICED.match(self._text, quantity.end)):
            goods = item_after(self._text, kinds.end(), min(kinds.end() + _LONGEST_GOODS, len(self._text)), self._nouns, True, False)
            return counted._replace(item=text_of(self._text, goods), span=None)
        if words.category == "division" and counted.unit:
            return counted._replace(item=counted.unit, span=None)
        if counted.item is None and words.category == "length" and (deed := self._durations.deed_before(words.low, quantity.start)):
            return counted._replace(item=text_of(self._text, deed), span=deed)
        return counted

    def _done_so_often(self, quantity: Quantity, words: Words, span: Span | None, noun: str | None) -> str | None:
        """第三次|返乡创业, 志愿者三次|上门: the deed behind a number of times, which what stands before it does."""
        measure = self._nouns[noun].measure if noun else None
        acts = measure is None or measure in _WHO_ACTS or (quantity.kind == "ordinal" and measure not in _DONE)
        if span is not None and (span is words.after or not acts or quantity.unit is None or quantity.unit.base != _TIMES):
            return None
        return deed_after(self._text, quantity.end, words.limit)

    def _is_its_noun(self, end: int, noun: int) -> bool:
        """Whether the noun of a number without a unit stands right behind it: 10万(的)|游客, but not 100万|以上案件."""
        return self._text[end:noun] in ("", "的") and not self._text.startswith(_LIMITS, noun)

    def told_otherwise(self, quantity: Quantity, words: Words, last: Reading | None) -> str | None:
        """What is counted by a number that has no noun, nor goes on with another.

        That is what the clause before it is about (犯罪人数增多，共300人), what was counted last where a deed goes on with it (审结80件),
        else the deed itself (约谈12人).
        """
        clauses = CLAUSE_BORDER.split(words.label.text)
        again = clauses[-1].strip()
        if len(clauses) > 1 and again and (SUMMED_UP.fullmatch(again) or _EACH.fullmatch(again)):
            return topic(clauses[-2], self._nouns) or None
        if (
            words.category == "household"
            and not self._text.endswith(_DEED_OF_HOMES, 0, quantity.start)
            and (_WITH_PEOPLE.match(self._text, quantity.end) or _OF_A_PLACE.search(clauses[-1]))
        ):
            return HOUSEHOLDS
        if words.category == "person" and (_OF_A_PLACE.search(clauses[-1]) or _is_of_households(last, again)):
            return self._deeds.behind(quantity, words) or _INHABITANTS
        if len(clauses) > 1 and _CHANGED.fullmatch(again):
            return topic(clauses[-2], self._nouns) or topic(self._opening, self._nouns) or None
        if self._text.startswith(_COMPARED_WITH, quantity.end):
            return topic(self._opening, self._nouns) or None
        deed = self._deed(quantity, words)
        if deed and deed[-SHORTEST_DEED:] in self._nouns.goes_on and last and quantity.unit and last.unit == quantity.unit.base:
            return last.item or deed
        return deed

    def own_deed(self, quantity: Quantity, words: Words, last: Reading) -> str | None:
        """The deed that a number is counted by, behind a semicolon or where one told what was counted last (拘留58人，约谈365人)."""
        if last.item is not None and last.item == self._by_deed:
            return self._deed(quantity, words)
        if words.category == "person" and not words.label.text.strip(" ，；") and (deed := self._deeds.behind(quantity, words)):
            return deed  # 1人死亡，650人|紧急转移
        apart = "；" in words.label.text or (words.category == "person" and CLAUSE_BORDER.search(words.label.text))
        deed = self._deed(quantity, words) if apart else None
        return deed if deed and deed[-SHORTEST_DEED:] not in self._nouns.goes_on else None

    def _deed(self, quantity: Quantity, words: Words) -> str | None:
        """The deed that a number is counted by; it is kept."""
        deed = self._deeds.before(quantity, words)
        if deed is None and words.category in _PEOPLE and not words.label.continues:
            deed = self._deeds.behind(quantity, words)
        self._by_deed = deed or self._by_deed
        return deed

    def _beside(self, words: Words) -> tuple[Span | None, str | None]:
        """Span of the counted noun phrase and the known noun that it ends in: behind the number where one stands there, else before it."""
        after, before = text_of(self._text, words.after), text_of(self._text, words.before)
        noun_before = self._nouns.ending(before) if before else None
        if words.category in _OWNED and words.after and noun_before and self._text[words.after.start - 1] == "的":
            return words.before, noun_before  # 年产值过亿元的企业, 人口超过8万人的乡镇
        if after and (noun := self._nouns.ending(after)):
            first = self._nouns.ending(JOINT.split(after)[0])  # 30名党员、民警
            return words.after, first if first and is_alike(self._nouns[first], self._nouns[noun]) else noun
        if words.after and (words.linked or self._is_deed(before, noun_before, words.category)):
            return words.after, None
        if noun_before:
            return words.before, noun_before
        shared = text_of(self._text, words.shared)
        if shared and (noun := self._nouns.ending(shared)):
            return words.shared, noun
        return words.after or words.before or words.shared, None

    def _is_deed(self, before: str | None, noun: str | None, category: str) -> bool:
        """巡查|6个县: a deed that one would count by its times is none that is counted by the piece."""
        return category == "classifier" and noun is not None and noun == before and self._nouns[noun].measure == "frequency"

    def _fronted(self, words: Words, quantity: Quantity, unit: str) -> Span | None:
        """The phrase that stands before the verb: 通行证已发放1.6万张."""
        clause = behind_last(CLAUSE_BORDER, words.label.text)
        found = self._nouns.fronted(clause, unit)
        if found is None:
            return None
        begin = quantity.start - len(clause)
        return item_before(self._text, begin, begin + found[1], self._nouns, False)

    def _before_duration(self, quantity: Quantity, words: Words) -> tuple[str | None, str | None]:
        """总产量连续8年稳定在300亿斤以上: item and noun that a length of time parts from the number."""
        at = quantity.start - len(words.label.text)
        between = self._nouns.unlinked(self._text, at, quantity.start) == at
        if not between or self._duration is None or self._duration.end != at:
            return None, None
        end = self._duration.start
        end -= len(_ON_END) if self._text.endswith(_ON_END, 0, end) else 0
        found = text_of(self._text, item_before(self._text, max(end - _REMEMBERED, 0), end, self._nouns, False))
        noun = self._nouns.ending(found) if found else None
        return (found, noun) if noun else (None, None)

    def _named(self, quantity: Quantity, words: Words) -> str | None:
        """What the label says is counted in other words than its noun."""
        label = words.label.text
        if (
            quantity.kind == "ordinal"
            and quantity.unit
            and quantity.unit.name in _RANKS
            and (ranked := self._nouns.ends_ranked.search(label))
        ):
            return noun_phrase(label[: ranked.start()], self._nouns) or None
        if "就" in label and (alone := _ALONE.search(label)):
            return noun_phrase(alone.group(1), self._nouns) or None
        return self._names.of(label, words.category)


def _is_of_households(last: Reading | None, label: str) -> bool:
    """Whether people are told of right behind the households that they are of: 197户|630人."""
    return last is not None and last.item == HOUSEHOLDS and not label.strip("，、")


def _is_level(phrase: str) -> bool:
    """Whether a phrase is but the rank of what was counted before it: 省级."""
    return _LEVEL.fullmatch(phrase) is not None


def _is_told_again(last: Reading, words: Words, item: str | None) -> bool:
    """首批援助物资共计18吨, 垃圾86车次350吨, 贷款30笔、2亿元, 医生分3批: what was counted last is counted in another unit."""
    label = words.label.text
    if words.category == "round":
        return not words.first and _IN_PARTS.fullmatch(label) is not None
    if item:
        return False
    if words.category == "person" and not label and last.unit in _OF_CASES:
        return True  # 职务犯罪50件63人
    if words.category in _SUMMED and label == "、":
        return True  # 楼盘3栋、9800平方米
    if last.category == "round" or last.measure == "ordinal_round" or (not label and words.category in _MEASURED):
        return SUMMED_UP.fullmatch(label) is not None
    if not words.first and words.category in _SUMMED and last.unit and SUMMED_UP.fullmatch(label) and label.strip(" ，、"):
        return True  # 采血218个单位，共计65400毫升
    return words.category == "money" and not words.first and last.measure in OF_MONEY and label == "、"
