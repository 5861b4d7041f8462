"""What a quantity counts: measure, item and unit, from its own words or from the quantity that it continues."""

from __future__ import annotations

import re
from functools import cached_property

from kaozheng.tasks.extract.aligned_lists import AlignedLists
from kaozheng.tasks.extract.borders import CLAUSE_BORDER, behind_last
from kaozheng.tasks.extract.case_words import compile_case_words
from kaozheng.tasks.extract.donors import Donors, is_part_of_gifts, worth
from kaozheng.tasks.extract.durations import CHANGED_TO, compile_names, deed_before, measured_deed
from kaozheng.tasks.extract.items import compile_nouns, item_after, item_before, noun_phrase
from kaozheng.tasks.extract.measures import (
    FLOWS,
    PEOPLE,
    compile_cues,
    default_measure,
    telling_word,
    unit_measure,
    weighed,
    word_measure,
)
from kaozheng.tasks.extract.period_reading import OF_CASES
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.readings import Reading, governing_words, own_label, statement
from kaozheng.tasks.extract.shares import read_share, share_default
from kaozheng.tasks.extract.surroundings import Words
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

# 1例患者|从市第四人民医院|治愈出院: what may stand between patients and what became of them.
_PASSED = re.compile(
    r"(?:已经?|均|全部|都|顺利|陆续|相继|先后){0,3}(?:从[^，。；、\d]{1,14}?(?=治愈|痊愈|康复|顺利|出院))?(?:已经?|均|全部|顺利){0,2}"
)
# 其中9例系集中隔离人员核酸检测发现: how cases were found is not what they are.
_FOUND_AS = re.compile(r"(?:均|都|全部)?(?:[系为是在由经从]|来自|通过)")
# 30名患者|无一死亡
_NOBODY = re.compile("(?:均|都|尚|还|目前)?(?:无|没|未|零)")
_WAYS_FOUND = frozenset(("quarantined", "close_contacts", "tests"))
# 增速居全省第6位: what is ranked stands before the verb.
_RANKED = re.compile(r"(?:位居|位列|名列|跃居|跻身|排名|排在|居|列|排)(?:第一方阵)?[^，。；\d]{0,8}$")
# 光微信群就建了7个
_ALONE = re.compile(r"(?:光是?|仅仅?|单是?)([^，。；、\d]{1,10})就[^，。；、\d]{1,6}$")
_RANKS = frozenset("位名")
_OF_PEOPLE = frozenset(("visits", "person", "household"))
# Who is counted where the noun is what they belong to: 医院500人, 三五人的作坊.
_BELONGING = {"enterprises": "staff", "facilities": "population", "projects": "population", "zones": "population"}
_TOLD = OF_CASES | {"population"}
# 8支队伍共525人, 162户、431人: of what was counted before.
_SUMMED_UP = re.compile(r"[\s，、]*(?:[共计约]|共计|一共|总计|合计|共有)?\s*")
# 医生|分3批
_IN_PARTS = re.compile(r"(?:[，、]|全部|已)?(?:陆续|先后)?分(?:为|成)?")
_NO_TOPIC = frozenset(("duration", "age", "length", "temperature"))
_STAFFED = {"teams": "staff", "households": "population"}
# 其中医师236人、博士41人
_JOBS = frozenset(("staff", "volunteers"))
# 油菜面积38万亩，比上年增加4万亩
_COMPARED = re.compile(
    r"[，、\s]*(?:[比较][^，。；]{1,12}|(?:同比|环比)?(?:净增加?|增加|增长|增产|扩大|减少|减产|下降|缩减|多|少)了?"
    r"|(?:发展|壮大|增加|提高|提升|上升|扩大|下降|减少|降低|缩短|增|升|降|减)(?:到|至|为))$"
)
_NAMED = re.compile(r"等\s*$")
_GIFT = "捐款"
_LONGEST_NAME = 8
_COMPOSED = ("组成", "构成")
_WEIGHED = frozenset(("supplies", "production", "sales", "donations", "economy_value"))
_OF_MONEY = frozenset(("economy_value", "sales", "donations", "production"))
_MEASURED = frozenset(("weight", "volume", "area", "length", "money"))
_REMEMBERED = 60


class Meanings:
    """Reads what the quantities of one article count, from left to right."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._nouns = compile_nouns(vocabulary)
        self._cues = compile_cues(vocabulary)
        self._cases = compile_case_words(vocabulary)
        self._item_names = compile_names(vocabulary)
        self._lists = AlignedLists(text, self._nouns)
        self._duration: Quantity | None = None
        self._donors = Donors(text, self._nouns, self._cues)

    def begin_sentence(self) -> None:
        self._lists.begin_sentence()

    @cached_property
    def _of_disease(self) -> bool:
        """Whether the article tells of a disease; else who died or left hospital (2人死亡、5人受伤) is no case."""
        return self._cases.disease.search(self._text) is not None

    def of(self, quantity: Quantity, words: Words, last: Reading | None) -> Reading | None:
        """Measure, item and unit of a quantity; None where a magnitude stands with nothing that it could count.

        `last` is what was counted before it in the article.
        """
        category = words.category
        unit = quantity.unit.base if quantity.unit else None
        if name := self._lists.name_of(quantity, words):
            noun = self._nouns.last(name) or self._nouns.ending(name)
            if category in ("share", "point", "multiple"):
                measure = share_default(category, "economy")
            else:
                measure = self._nouns[noun].measure if noun else default_measure(category)
                self._lists.told.append(name)
            return Reading(measure, name, None, unit, category=category)
        if quantity.kind == "zero":
            return self._zero(quantity, words, unit)
        if category == "age" or (category == "duration" and self._text.startswith("大的", quantity.end)):
            return Reading("age", "年龄", None, unit, category=category)
        if category == "duration":
            self._duration = quantity
            if last and last.category == "duration" and not words.first and last.item and CHANGED_TO.fullmatch(words.label.text):
                return Reading(last.measure, last.item, None, unit, category=category)  # 从4个小时|缩短到40分钟
            item, span = measured_deed(self._text, words.low, quantity.start, quantity.end, words.limit, self._nouns, self._item_names)
            return Reading(unit_measure(quantity) or "duration", item, span, unit, category=category)
        if category in ("share", "point", "multiple"):
            return self._share(quantity, words, category, unit, last)
        reading = self._number(quantity, category, unit, words, last)
        if reading:
            self._lists.told.append(reading.item)
        return reading

    # --- what is counted in whole numbers

    def _number(self, quantity: Quantity, category: str, unit: str | None, words: Words, last: Reading | None) -> Reading | None:
        span, noun = self._counted(words)
        if category == "supplied":
            if not noun:
                return None
            unit = self._nouns[noun].unit or "个"
            if unit == "%":
                return None
        item = self._text_of(span)
        span = None if span is words.shared else span
        alone = noun is None and category == "classifier" and (item is None or item in self._nouns.deeds)
        if alone and unit and (fronted := self._fronted(words, quantity, unit)):
            item, span = self._text_of(fronted), None
            noun = self._nouns.ending(item or "")
        if last is not None and last.category == "duration" and noun is None and item is None:
            item, noun = self._before_duration(quantity, words)
        if last and last.item and self._is_told_again(last, words, item):
            item, noun = last.item, self._nouns.ending(last.item)
        if category == "person" and words.tail.startswith(_COMPOSED):
            return Reading("staff", item, span, unit, category="composed")
        measure = self._measure(quantity, category, noun, words, last)
        if last and last.measure == "donations":
            if valued := worth(words):
                return Reading("donations", valued, None, unit, category=category)
            if is_part_of_gifts(measure, words):
                measure = "donations"
        told = (last.measure, last.category) if last else None
        if measure is None and category == "money" and self._donors.give(quantity.start, quantity.end, words, told):
            known = noun is not None or (item is not None and self._nouns.last(item) is not None)
            return Reading("donations", item if known else _GIFT, span if known else None, unit, category=category)
        if name := self._named(quantity, category, words):
            given = item_after(self._text, quantity.end, words.limit, self._nouns, True, False) if category == "money" else None
            item, span = (self._text_of(given), given) if given and self._nouns.ending(self._text_of(given) or "") else (name, None)
        elif category == "division" and unit:
            item, span = unit, None
        elif item is None and category == "length" and (deed := deed_before(self._text, words.low, quantity.start)):
            item, span = self._text_of(deed), deed
        if last and words.part and last.category in PEOPLE and category in PEOPLE and self._only_narrows(measure, item):
            return _carried_on(last, item, span, unit, category)
        if last and measure is None and category == last.category and self._goes_on(last, words, unit):
            return _carried_on(last, item or self._listed_name(words), span, unit, category)
        if last and measure is None and item is None and words.part and last.unit == unit and category == "classifier":
            return _carried_on(last, None, span, unit, category)
        if last and measure is None and words.label.continues and last.unit == unit and category == "classifier":
            measure = last.measure if last.measure != "ordinal_round" else None
        if category == "person" and measure is None and (people := self._people(item, span, unit, words, last)):
            return people
        if item is None and category in PEOPLE and measure in _TOLD:
            item = self._told_item(category, measure, words)
        if measure in FLOWS and category == "person" and not self._of_disease:
            measure = "population"
        if item is None and last and not words.first and last.unit == unit and _COMPARED.match(words.label.text):
            item = last.item
        return Reading(measure or default_measure(category), item, span, unit, category=category)

    def _is_told_again(self, last: Reading, words: Words, item: str | None) -> bool:
        """首批援助物资共计18吨, 垃圾86车次350吨, 贷款30笔、2亿元, 医生分3批: what was counted last is counted in another unit."""
        label = words.label.text
        if words.category == "round":
            return not words.first and _IN_PARTS.fullmatch(label) is not None
        if item:
            return False
        if last.measure == "ordinal_round" or (not label and words.category in _MEASURED):
            return _SUMMED_UP.fullmatch(label) is not None
        return words.category == "money" and not words.first and last.measure in _OF_MONEY and label == "、"

    def _before_duration(self, quantity: Quantity, words: Words) -> tuple[str | None, str | None]:
        """总产量连续8年稳定在300亿斤以上: item and noun that a length of time parts from the number."""
        at = quantity.start - len(words.label.text)
        between = self._nouns.unlinked(self._text, at, quantity.start) == at
        if not between or self._duration is None or self._duration.end != at:
            return None, None
        end = self._duration.start - (2 if self._text.endswith("连续", 0, self._duration.start) else 0)
        found = self._text_of(item_before(self._text, max(end - _REMEMBERED, 0), end, self._nouns, False))
        noun = self._nouns.ending(found) if found else None
        return (found, noun) if noun else (None, None)

    def _fronted(self, words: Words, quantity: Quantity, unit: str) -> Span | None:
        """The phrase that stands before the verb: 通行证已发放1.6万张."""
        clause = behind_last(CLAUSE_BORDER, words.label.text)
        found = self._nouns.fronted(clause, unit)
        if found is None:
            return None
        begin = quantity.start - len(clause)
        return item_before(self._text, begin, begin + found[1], self._nouns, False)

    def _named(self, quantity: Quantity, category: str, words: Words) -> str | None:
        """What the label says is counted in other words than its noun: 全家6人, 居全省第6位."""
        if quantity.kind == "ordinal" and quantity.unit and quantity.unit.name in _RANKS and (ranked := _RANKED.search(words.label.text)):
            return noun_phrase(words.label.text[: ranked.start()], self._nouns) or None
        if "就" in words.label.text and (alone := _ALONE.search(words.label.text)):
            return noun_phrase(alone.group(1), self._nouns) or None
        return self._item_names.of(words.label.text, category)

    def _people(self, item: str | None, span: Span | None, unit: str | None, words: Words, last: Reading | None) -> Reading | None:
        """People told of by no noun of their own: the length of a list of names, the members of what was counted, else others."""
        if _NAMED.search(words.label.text) and item is None:
            return Reading("other", None, None, unit, category="person")
        if not last or words.first:
            return None
        if item is None and last.measure in _STAFFED and last.item and _SUMMED_UP.fullmatch(words.label.text):
            return Reading(_STAFFED[last.measure], last.item, None, unit, category="person")
        if words.label.continues and last.category == "person" and last.measure in _JOBS:
            return Reading(last.measure, item, span, unit, category="person")
        if last.category in PEOPLE and last.measure != "population":
            return Reading("other", item, span, unit, category="person")
        return None

    def _only_narrows(self, measure: str | None, item: str | None) -> bool:
        """Whether a part has no noun of its own but words that narrow what it is a part of: 其中重症10例."""
        if measure is None:
            return True
        return measure == "cases_confirmed" and bool(item and self._cases.narrowing.search(item) and "确诊" not in item)

    def _listed_name(self, words: Words) -> str | None:
        """What the next of a list counts, though a tagger takes it for no noun: 火灾9起、社会救助17起."""
        name = words.label.text.strip("、和及与 ")
        listed = words.label.continues and not words.places and 1 < len(name) <= _LONGEST_NAME
        return name if listed and name not in self._nouns.deeds else None

    def _goes_on(self, last: Reading, words: Words, unit: str | None) -> bool:
        """Whether a number without a noun goes on with what was counted last: 新增30例, 增至17家."""
        if last.measure == "ordinal_round":
            return False
        if last.category == "case":
            return last.measure in OF_CASES
        return (words.bare and not words.after) or (not words.first and last.unit == unit and not words.before and not words.after)

    def _told_item(self, category: str, measure: str, words: Words) -> str | None:
        """The word that told the measure of people or cases: 94人正在接受|医学观察, 新增|确诊病例|中，成都市10例."""
        if (word := telling_word(self._cues, "after", category, words.tail)) and self._cues.meaning["after", category, word] == measure:
            return word
        label = statement(own_label(words))
        noun = self._nouns.last(label)
        if noun and self._nouns[noun].measure == measure:
            return noun_phrase(label[: label.rfind(noun) + len(noun)], self._nouns) or noun
        return None

    def _measure(self, quantity: Quantity, category: str, noun: str | None, words: Words, last: Reading | None) -> str | None:
        """The measure by unit, noun and verb; None where none of them tells it."""
        if fixed := unit_measure(quantity):
            return fixed
        by_noun = self._nouns[noun].measure if noun else None
        if (category == "weight" and by_noun not in _WEIGHED) or (category == "times" and by_noun == "tests"):
            by_noun = None
        if category == "money" and by_noun not in _OF_MONEY:
            by_noun = None
        if category == "household" and by_noun in ("population", "other"):
            return "households"
        if noun and category in _OF_PEOPLE and self._nouns[noun].unit == "元":
            by_noun = None  # 补贴1850人次
        if category in PEOPLE:
            return self._measure_of_people(category, by_noun, words)
        verb = word_measure(self._cues, "before", category, behind_last(CLAUSE_BORDER, governing_words(last, words)))
        return weighed(by_noun, verb, category)

    def _measure_of_people(self, category: str, by_noun: str | None, words: Words) -> str | None:
        if category == "case" and by_noun == "population" and words.part:
            by_noun = None
        if category == "case" and by_noun and by_noun not in OF_CASES:
            return "other"
        nobody = _NOBODY.match(self._text, words.after.end if words.after else 0) is not None
        if by_noun == "cases_confirmed" and words.after and not nobody:
            passed = _PASSED.match(self._text, words.after.end)
            at = passed.end() if passed else words.after.end
            became = word_measure(self._cues, "after", category, self._text[at : at + 5])
            if became in FLOWS:
                return became
        if by_noun in _STAFFED and category == "person":
            return _who(self._text_of(words.before or words.after) or "", by_noun)
        if by_noun in _BELONGING and category == "person":
            return _BELONGING[by_noun]
        if by_noun and by_noun != "population":
            return by_noun
        verb = word_measure(self._cues, "after", category, words.tail)
        if category == "case" and words.part and verb in _WAYS_FOUND and _FOUND_AS.match(words.tail):
            return None
        return verb or word_measure(self._cues, "before", category, statement(own_label(words))) or by_noun

    def _counted(self, words: Words) -> tuple[Span | None, str | None]:
        """Span of the counted noun phrase and the known noun that it ends in: behind the number where one stands there, else before it."""
        after, before = self._text_of(words.after), self._text_of(words.before)
        if (
            words.category == "money"
            and words.after
            and before
            and self._text[words.after.start - 1] == "的"
            and self._nouns.ending(before)
        ):
            return words.before, self._nouns.ending(before)  # 年产值过亿元的企业
        if after and (noun := self._nouns.ending(after)):
            return words.after, noun
        if words.after and (words.linked or self._is_deed(before, words.category)):
            return words.after, None
        if before and (noun := self._nouns.ending(before)):
            return words.before, noun
        shared = self._text_of(words.shared)
        if shared and (noun := self._nouns.ending(shared)):
            return words.shared, noun
        return words.after or words.before or words.shared, None

    def _is_deed(self, before: str | None, category: str) -> bool:
        """巡查|6个县: a deed that one would count by its times is none that is counted by the piece."""
        noun = self._nouns.ending(before) if before and category == "classifier" else None
        return noun is not None and noun == before and self._nouns[noun].measure == "frequency"

    # --- shares, zeros, aligned lists

    def _share(self, quantity: Quantity, words: Words, category: str, unit: str | None, last: Reading | None) -> Reading:
        last = last if last and not words.first and last.category not in _NO_TOPIC else None
        before, after = self._text_of(words.before), self._text_of(words.after)
        near = words.label.text[words.low - quantity.start :] if words.low < quantity.start else words.label.text
        measure, item = read_share(words.label.text, near, before, after, words.tail, self._nouns, last.item if last else None, category)
        if last and item is None and not words.first:
            measure, item = measure or last.measure if words.label.continues else measure, last.item
        stands = words.before if item and before and item.endswith(before) else None
        return Reading(measure or share_default(category, last.measure if last else None), item, stands, unit, category=category)

    def _zero(self, quantity: Quantity, words: Words, unit: str | None) -> Reading:
        """无新增死亡病例, 零新增: the noun inside, else the one before."""
        own = self._text[quantity.start : quantity.end]
        noun = self._nouns.last(own)
        if noun:
            item = (
                own.lstrip("无未没有零")
                .removeprefix("新增")
                .removeprefix("报告")
                .removeprefix("一例")
                .removeprefix("1例")
                .removeprefix("一")
            )
            return Reading(self._nouns[noun].measure, item, None, unit, category="case")
        item_before_it = self._text_of(words.before)
        noun = self._nouns.ending(item_before_it) if item_before_it else None
        return Reading(self._nouns[noun].measure if noun else "cases_confirmed", item_before_it, words.before, unit, category="case")

    def _text_of(self, span: Span | None) -> str | None:
        return self._text[span.start : span.end] if span else None


def _who(crew: str, counted: str) -> str:
    """What the people of a crew or of households are: 突击队28人."""
    if counted == "teams" and "党员" in crew:
        return "party_members"
    return "volunteers" if counted == "teams" and "志愿" in crew else _STAFFED[counted]


def _carried_on(last: Reading, item: str | None, span: Span | None, unit: str | None, category: str) -> Reading:
    """A number that goes on with what was counted last."""
    return Reading(last.measure, item or last.item, span, unit, last.aspect, last.context, category)
