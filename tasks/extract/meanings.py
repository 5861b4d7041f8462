"""What a quantity counts: measure, item and unit, from its own words or from the quantity that it continues."""

from __future__ import annotations

import re
from functools import cached_property

from kaozheng.tasks.extract.aligned_lists import AlignedLists, Name
from kaozheng.tasks.extract.borders import CLAUSE_BORDER, behind_last
from kaozheng.tasks.extract.case_words import compile_case_words
from kaozheng.tasks.extract.changes import compile_changes
from kaozheng.tasks.extract.counted_items import HOUSEHOLDS, OF_MONEY, SUMMED_UP, Counted, CountedItems
from kaozheng.tasks.extract.donors import Donors, is_part_of_gifts, worth
from kaozheng.tasks.extract.durations import Durations, compile_names
from kaozheng.tasks.extract.items_before import COMING, noun_phrase
from kaozheng.tasks.extract.measures import (
    FLOWS,
    OF_WHOLES,
    PEOPLE,
    compile_cues,
    default_measure,
    telling_word,
    unit_measure,
    weighed,
    word_measure,
)
from kaozheng.tasks.extract.nouns import compile_nouns
from kaozheng.tasks.extract.of_whom import OfWhom
from kaozheng.tasks.extract.period_reading import OF_CASES
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.readings import Reading, governing_words, own_label, statement, text_of
from kaozheng.tasks.extract.shares import Shares, share_default
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
_OF_PEOPLE = frozenset(("visits", "person", "household"))
_HEADS = frozenset(("visits", "person"))
_GOODS = frozenset(("supplies", "donations"))
_OF_VISITORS = frozenset(("人次", "册次"))
# Who is counted where the noun is what they belong to: 医院500人, 三五人的作坊.
_BELONGING = {"enterprises": "staff", "facilities": "population", "projects": "population", "zones": "population"}
_TOLD = OF_CASES | {"population"}
_STAFFED = {"teams": "staff", "households": "population"}
# 其中医师236人、博士41人
_JOBS = frozenset(("staff", "volunteers"))
_CONFIRMED = ("转为确诊", "转确诊", "转归确诊", "转归为确诊")
_NAMED = re.compile(r"等\s*$")
_GIFT = "捐款"
_SAMPLES = 1000
_OF_REPORTS = "宗"
_OF_LAW = frozenset(("件", "起"))
_LONGEST_NAME = 8
_COMPOSED = ("组成", "构成")
# What a noun can measure in such a unit; else the verb or the unit tells it.
_MEASURED_IN = {
    "weight": frozenset(("supplies", "production", "sales", "donations", "economy_value")),
    "money": OF_MONEY,
    "times": frozenset(("frequency", "media_reach", "tests", "vaccinations", "donations")),
}


class Meanings:
    """Reads what the quantities of one article count, from left to right."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._nouns = compile_nouns(vocabulary)
        self._cues = compile_cues(vocabulary)
        self._cases = compile_case_words(vocabulary)
        self._changes = changes = compile_changes(vocabulary)
        self._durations = Durations(text, self._nouns, changes, vocabulary)
        self._items = CountedItems(text, self._nouns, compile_names(vocabulary), self._durations)
        self._of_whom = OfWhom(self._nouns, self._cases)
        self._shares = Shares(text, self._nouns, changes)
        self._lists = AlignedLists(text, self._nouns, changes)
        self._donors = Donors(text, self._nouns, self._cues)
        self._cases_told: str | None = None
        self._case: Reading | None = None

    def begin_sentence(self) -> None:
        self._lists.begin_sentence()
        self._shares.keep(None)
        self._cases_told = self._case = None

    @cached_property
    def _of_disease(self) -> bool:
        """Whether the article tells of a disease; else who died or left hospital (2人死亡、5人受伤) is no case."""
        return self._cases.disease.search(self._text) is not None

    def of(self, quantity: Quantity, words: Words, last: Reading | None) -> Reading | None:
        """Measure, item and unit of a quantity; None where a magnitude stands with nothing that it could count.

        `last` is what was counted before it in the article.
        """
        reading = self._read(quantity, words, last)
        if reading:
            self._shares.keep(reading)
        return reading

    def _read(self, quantity: Quantity, words: Words, last: Reading | None) -> Reading | None:
        category = words.category
        unit = quantity.unit.base if quantity.unit else None
        if words.first:
            self._items.begin(words.label.text)
        if name := self._lists.name_of(quantity, words):
            return self._listed(name, category, unit)
        if quantity.kind == "zero":
            return self._zero(quantity, words, unit)
        if category == "age" or (category == "duration" and self._text.startswith("大的", quantity.end)):
            return Reading("age", "年龄", None, unit, category=category)
        if category == "duration":
            return self._duration(quantity, words, unit, last)
        if category in OF_WHOLES:
            return self._shares.read(quantity.start, words, unit, last)
        counted = self._items.of(quantity, words, unit, last)
        if counted is None:
            return None
        if category == "case" and last and last.category not in PEOPLE and not (words.before or words.after):
            last = self._case or last  # 新增死亡7例，其他16个市州均为|0例
        reading = self._number(quantity, counted, words, last)
        if category == "case":
            self._case = reading
        if reading.item is None and quantity.kind == "plain":
            reading.item = self._items.told_otherwise(quantity, words, last)
        self._lists.told.append((reading.item, reading.measure))
        return reading

    def told_item(self, reading: Reading, words: Words) -> str | None:
        """The item of a finished reading; how many fewer there are is no number of the item itself (重症病例减少)."""
        less = self._changes.ends_less.search(words.label.text) if words.label.compared else None
        if not less or not reading.item or reading.item.endswith(less[1]):
            return reading.item
        behind = reading.span is not None and reading.span == words.after
        return reading.item if behind else reading.item + less[1]

    def _listed(self, name: Name, category: str, unit: str | None) -> Reading:
        """A number of an aligned list, whose name is known."""
        item = name.full
        if category in OF_WHOLES:
            measure = share_default(category, None) if self._lists.parts else self._shares.measure_of_change(item, name.measure)
            return Reading(measure, item, None, unit, category=category)
        noun = self._nouns.last(item) or self._nouns.ending(item)
        measure = self._nouns[noun].measure if noun else default_measure(category)
        self._lists.told.append((item, measure))
        return Reading(measure, item, None, unit, category=category)

    def _duration(self, quantity: Quantity, words: Words, unit: str | None, last: Reading | None) -> Reading:
        self._items.keep(quantity)
        of_time = last and last.category == words.category and not words.first
        if last and of_time and last.item and self._changes.onto.fullmatch(words.label.text):
            return Reading(last.measure, last.item, None, unit, category=words.category)  # 从4个小时|缩短到40分钟
        item, span = self._durations.measured(words.low, quantity.start, quantity.end, words.limit)
        return Reading(unit_measure(quantity) or "duration", item, span, unit, category=words.category)

    # --- what is counted in whole numbers

    def _number(self, quantity: Quantity, counted: Counted, words: Words, last: Reading | None) -> Reading:
        category = words.category
        if category == "person" and words.tail.startswith(_COMPOSED):
            return Reading("staff", counted.item, counted.span, counted.unit, category="composed")
        measure = self._measure(quantity, counted.noun, words, last) or self._of_whom.among(words)
        if gift := self._gift(quantity, measure, counted, words, last):
            return gift
        if last and last.measure == "donations" and is_part_of_gifts(measure, words):
            measure = "donations"
        item, span, _, unit = counted = self._items.in_other_words(quantity, words, counted)
        if unit == _OF_REPORTS and measure in (None, "cases_confirmed"):
            measure, item = self._reported(quantity, words, measure, item)
        if last and (carried := self._carried(quantity, measure, counted, words, last)):
            return carried
        if category == "person" and measure is None and (people := self._people(counted, words, last)):
            return people
        listed = last and measure is None and category == "classifier" and words.label.continues
        if last and listed and (last.unit == unit or last.measure in _GOODS):
            measure = last.measure if last.measure != "ordinal_round" else None
        if item is None and category in PEOPLE and measure in _TOLD:
            item = self._told_item(category, measure, words)
        if measure in FLOWS and category == "person" and not self._of_disease:
            measure = "population"
        alike = last is not None and (last.unit == unit or {category, last.category} <= _HEADS)  # 旅客40万人次，同比增加4万人
        if item is None and last and not words.first and alike and self._changes.compared.match(words.label.text):
            item = last.item  # 油菜面积38万亩，比上年增加4万亩
        return Reading(measure or default_measure(category, unit), item, span, unit, category=category)

    def _reported(self, quantity: Quantity, words: Words, measure: str | None, item: str | None) -> tuple[str | None, str | None]:
        """Measure and item of what is counted as 宗, which is cases of a disease where such a noun stands near (个案数字由62宗升至101宗).

        It stands in the number's own words, in the clause behind it, or in those before it in the sentence.
        """
        if measure is None:
            behind = CLAUSE_BORDER.split(self._text[quantity.end : words.limit], 1)[0]
            near = [item] if item else [behind, *reversed(CLAUSE_BORDER.split(words.label.text))]
            for phrase in near:
                noun = self._nouns.last(phrase)
                if noun and self._nouns[noun].measure == "cases_confirmed":
                    measure, item = "cases_confirmed", item or noun
                    break
        if measure is None and item is None and self._cases_told:
            measure, item = "cases_confirmed", self._cases_told
        self._cases_told = item if measure else self._cases_told
        return measure, item

    def _gift(self, quantity: Quantity, measure: str | None, counted: Counted, words: Words, last: Reading | None) -> Reading | None:
        """What a sum is given for, or what the goods given before it are worth."""
        if valued := worth(words, last.measure if last else None):
            return Reading("donations", valued, None, counted.unit, category=words.category)
        told = (last.measure, last.category) if last else None
        if measure or words.category != "money" or not self._donors.give(quantity.start, quantity.end, words, told):
            return None
        known = counted.noun is not None or (counted.item is not None and self._nouns.last(counted.item) is not None)
        item, span = (counted.item, counted.span) if known else (_GIFT, None)
        return Reading("donations", item, span, counted.unit, category=words.category)

    def _carried(self, quantity: Quantity, measure: str | None, counted: Counted, words: Words, last: Reading) -> Reading | None:
        """A number that goes on with what was counted last, as a part of it or as the next of its list; None where it does not."""
        item, span, _, unit = counted
        item = item or self._items.own_deed(quantity, words, last)
        if self._of_whom.are_of(last, words, measure, item):
            return _carried_on(last, item, span, words.category, unit)
        if measure is None and words.category == last.category and self._goes_on(last, words, unit):
            return _carried_on(last, item or self._listed_name(words, last), span, words.category, unit)
        if measure is None and item is None and words.part and last.unit == unit and words.category == "classifier":
            return _carried_on(last, None, span, words.category, unit)
        return None

    def _people(self, counted: Counted, words: Words, last: Reading | None) -> Reading | None:
        """People told of by no noun of their own: the length of a list of names, the members of what was counted, else others."""
        item, span, _, unit = counted
        if item is None and _NAMED.search(words.label.text):
            return Reading("other", None, None, unit, category="person")
        if not last or words.first:
            return None
        if item is None and last.measure in _STAFFED and last.item not in (None, HOUSEHOLDS) and SUMMED_UP.fullmatch(words.label.text):
            return Reading(_STAFFED[last.measure], last.item, None, unit, category="person")
        if words.label.continues and last.category == "person" and last.measure in _JOBS:
            return Reading(last.measure, item, span, unit, category="person")
        if last.category in PEOPLE and last.measure != "population":
            return Reading("other", item, span, unit, category="person")
        return None

    def _listed_name(self, words: Words, last: Reading) -> str | None:
        """What the next of a list counts, though a tagger takes it for no noun: 火灾9起、社会救助17起."""
        name = words.label.text.strip("、和及与 ")
        listed = words.label.continues and not words.places and 1 < len(name) <= _LONGEST_NAME and name[-1] != "的"
        by_deed = last.item is not None and self._nouns.ending(last.item) is None  # 阶段办结17件、未办结3件
        return name if listed and (by_deed or name not in self._nouns.deeds) else None

    def _goes_on(self, last: Reading, words: Words, unit: str | None) -> bool:
        """Whether a number without a noun goes on with what was counted last: 新增30例, 增至17家."""
        if last.measure == "ordinal_round":
            return False
        if last.category == "case":
            return last.measure in OF_CASES or (words.bare and self._cases.is_severe(last.item))
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

    def _measure(self, quantity: Quantity, noun: str | None, words: Words, last: Reading | None) -> str | None:
        """The measure by unit, noun and verb; None where none of them tells it."""
        category = words.category
        if fixed := unit_measure(quantity):
            return self._goods(quantity, fixed, noun, words) or fixed
        by_noun = self._noun_measure(noun, category) if noun else None
        if by_noun == "facilities" and quantity.unit and quantity.unit.base in _OF_VISITORS:
            by_noun = None  # 市图书馆50万册次
        if noun == "人员" and words.before and COMING.search(self._text, words.before.start, words.before.end - len(noun)):
            by_noun = "population"  # 返沪人员
        if category in PEOPLE:
            return self._measure_of_people(category, by_noun, words, last)
        if category == "times" and noun and self._nouns[noun].measure == "tests" and (quantity.value or 0) >= _SAMPLES:
            return "tests"  # 核酸采样2.4万余次
        verb = word_measure(self._cues, "before", category, behind_last(CLAUSE_BORDER, governing_words(last, words)))
        return weighed(by_noun, verb or self._headed(words), category)

    def _goods(self, quantity: Quantity, fixed: str, noun: str | None, words: Words) -> str | None:
        """What goods are that come in doses (中药5万剂 are no shots) or in lots (查获走私香烟8批); None where they are rounds: 分8批."""
        lots = quantity.kind == "plain" and words.category == "round" and not words.label.text.endswith("分")
        if noun and self._nouns[noun].measure == "supplies" and (lots or fixed == "vaccinations"):
            return "supplies"
        return word_measure(self._cues, "before", "round", behind_last(CLAUSE_BORDER, words.label.text)) if lots else None

    def _headed(self, words: Words) -> str | None:
        """接收捐赠物资：口罩9万只: the measure that the words before a colon give to the goods of their list, if they are gifts."""
        heading, colon, _ = words.label.text.rpartition("：")
        if not colon or words.category == "money":
            return None
        told = word_measure(self._cues, "before", words.category, behind_last(CLAUSE_BORDER, heading))
        return told if told == "donations" else None

    def _noun_measure(self, noun: str, category: str) -> str | None:
        """What a noun measures where a unit of that category can count it."""
        measure = self._nouns[noun].measure
        if category == "person" and measure == "other" and self._nouns[noun].unit in _OF_LAW:
            return "population"  # 盗窃罪300人
        if category == "household" and measure in ("population", "other", "frequency", "media_reach"):
            return "households"
        if category in _MEASURED_IN and measure not in _MEASURED_IN[category]:
            return None
        if category == "times" and measure == "tests":
            return None
        if (measure == "economy_rate" and category != "case") or (measure == "frequency" and category == "visits"):
            return None  # 增长了357万件, 检查100人次
        # 补贴1850人次
        return None if category in _OF_PEOPLE and self._nouns[noun].unit == "元" else measure

    def _measure_of_people(self, category: str, by_noun: str | None, words: Words, last: Reading | None) -> str | None:
        if by_noun and words.before and self._cases.released.match(self._text, words.before.start, words.before.end):
            return "cases_cured" if category == "case" else "quarantined"
        if category == "case" and by_noun == "population" and words.part:
            by_noun = None
        if category == "case" and by_noun and by_noun not in OF_CASES:
            return "other"
        if by_noun == "cases_asymptomatic" and words.after and self._text.startswith(_CONFIRMED, words.after.end):
            return "cases_confirmed"  # 9例（含5例无症状感染者|转为确诊病例）
        nobody = _NOBODY.match(self._text, words.after.end if words.after else 0) is not None
        if by_noun == "cases_confirmed" and words.after and not nobody:
            passed = _PASSED.match(self._text, words.after.end)
            at = passed.end() if passed else words.after.end
            became = word_measure(self._cues, "after", category, CLAUSE_BORDER.split(self._text[at : at + 5], 1)[0])
            if became in FLOWS:
                return became
        if by_noun in _STAFFED and category == "person":
            return _who(text_of(self._text, words.before or words.after) or "", by_noun)
        if by_noun in _BELONGING and category == "person":
            # 教师300人，其中小学180人
            return last.measure if last and words.part and last.measure in _JOBS else _BELONGING[by_noun]
        if by_noun and by_noun != "population":
            return by_noun
        verb = word_measure(self._cues, "after", category, words.tail)
        if category == "case" and words.part and verb in _WAYS_FOUND and _FOUND_AS.match(words.tail):
            return None
        if verb == "vaccinations" and by_noun:
            return by_noun  # 老人|接种疫苗
        label = statement(own_label(words))
        verb = verb or word_measure(self._cues, "before", category, label)
        return verb or by_noun or word_measure(self._cues, "alone", category, behind_last(CLAUSE_BORDER, governing_words(last, words)))

    # --- zeros

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
        item_before_it = text_of(self._text, words.before)
        noun = self._nouns.ending(item_before_it) if item_before_it else None
        return Reading(self._nouns[noun].measure if noun else "cases_confirmed", item_before_it, words.before, unit, category="case")


def _who(crew: str, counted: str) -> str:
    """What the people of a crew or of households are: 突击队28人."""
    if counted == "teams" and "党员" in crew:
        return "party_members"
    return "volunteers" if counted == "teams" and "志愿" in crew else _STAFFED[counted]


def _carried_on(last: Reading, item: str | None, span: Span | None, category: str, unit: str | None) -> Reading:
    return Reading(last.measure, item or last.item, span, unit, last.aspect, last.context, category)
