"""Reading quantities in their sentence: item, measure, aspect and links, each from the number's own words or from what it continues.

A `Reader` goes through an article from left to right. What it keeps between numbers is small: the last reading, which lists and 其中
continue; the flow (whether a notice is telling what is new or the total); the place that governs the sentence; the last day that was named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaozheng.tasks.article import Sentence
from kaozheng.tasks.extract.items import CLAUSE_BORDER, compile_nouns, deed_before, item_after, item_before
from kaozheng.tasks.extract.links import Links, Period, Place
from kaozheng.tasks.extract.measures import (
    CASES,
    FLOWS,
    aspect_of,
    category_of,
    compile_cues,
    deed_aspect,
    default_measure,
    unit_measure,
    weighed,
    word_measure,
    worded_aspect,
)
from kaozheng.tasks.extract.mentions import CountMention
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.shares import read_share, share_default
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

_BORDER = re.compile(rf"[{CLAUSE_BORDER}]")
_STATEMENT_BORDER = re.compile(r"[；;。！？\n]")
_CLAUSE_BORDER = re.compile(r"[，；;。！？：\n]")
_CONTINUES = re.compile(r"\s*[、和及与]")
_PART = re.compile(r"其中|[病患][例者]中|：\s*$|包括")
_RESPECTIVELY = re.compile(r"([^，。；：:,（(]{2,40}?)(?:病例)?分别(?:为|是|达|有|新增)?\s*$")
_AND = re.compile(r"[、和及与]")
_ONLY_AND = re.compile(r"\s*[、，,和及与；]\s*")
_BRACKETS = re.compile(r"[（()）]")
_FILLER = re.compile(r"[\s、，,；;和及与：:（()）]|其中|分别|为|有|各|均为|新增|是|来自|报告")
_QUALIFIED = re.compile(r"境外|输入|[重轻]型|[重轻]症|危重|普通型|临床诊断|本土|本地|外省|无症状转")
_SEVERE = re.compile(r"[重轻]型|[重轻]症|危重|普通型")
_TAIL = 16
_SHORT = 24
_REMEMBERED = 60
_WEIGHED = frozenset(("supplies", "production", "sales", "donations"))
_PEOPLE = frozenset(("case", "person"))
# A notice names its day once, often sentences before these.
_OF_CASES = CASES | {"close_contacts", "quarantined", "positives", "tests"}
_NO_ITEM_AFTER = frozenset(("duration", "age", "length", "temperature", "point", "multiple"))
_NOMINAL = frozenset(("money", "area", "weight", "volume", "times", "share"))
_VERB_ITEMS = frozenset(("case", "times", "visits", "money", "duration", "dose", "share", "point", "multiple"))


class Words(NamedTuple):
    """What stands around a quantity: `label` since the number before it, its item on either side, `tail` to the end of the clause.

    `first`: no number stands before it in the sentence; `part`: it parts what was counted last; `bare`: its label is but a place or a
    list mark.
    """

    label: str
    before: Span | None
    after: Span | None
    tail: str
    first: bool
    part: bool
    bare: bool
    places: list[Place]


class Reading(NamedTuple):
    """How a quantity was read, and the words that its aspect came from."""

    measure: str
    item: str | None
    span: Span | None
    unit: str | None
    aspect: str = "none"
    context: str = ""
    category: str = ""


class Reader:
    """Reads the quantities of one article, sentence by sentence."""

    def __init__(self, text: str, links: Links, vocabulary: Vocabulary) -> None:
        self._text = text
        self._links = links
        self._nouns = compile_nouns(vocabulary)
        self._cues = compile_cues(vocabulary)
        self._last: Reading | None = None
        self._flow: str | None = None
        self._names: list[str] = []
        self._governing: str | None = None
        self._day: Period | None = None
        self._day_paragraph = -1
        self._depth = 0
        self._paragraph = -1

    def read(self, sentence: Sentence, quantities: Sequence[Quantity]) -> Iterator[CountMention]:
        """The counts of one sentence, from its quantities in order."""
        self._names, self._governing = [], None
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._flow = sentence.paragraph, None
        previous = sentence.start
        for n, quantity in enumerate(quantities):
            limit = quantities[n + 1].start if n + 1 < len(quantities) else max(sentence.end, quantity.end)
            words = self._words(sentence, quantity, previous, limit)
            if reading := self._what(quantity, words):
                count = self._count(sentence, quantity, reading, words)
                previous = max(previous, count.end)
                yield count
            previous = max(previous, quantity.end)
        if stated := self._links.period(sentence.start, sentence.end):
            self._day, self._day_paragraph = stated, sentence.paragraph

    def _words(self, sentence: Sentence, quantity: Quantity, previous: int, limit: int) -> Words:
        text, start = self._text, quantity.start
        label = text[previous:start]
        first = previous == sentence.start
        if first:
            self._depth = 0
        for bracket in _BRACKETS.findall(label):
            self._depth = max(self._depth + (1 if bracket in "（(" else -1), 0)
        places = self._links.places(previous, start)
        bare = not first and self._says_nothing(label, places)
        low = places[-1].end if places else previous
        category = category_of(quantity)
        if category == "duration":
            before = deed_before(text, low, start)
        else:
            before = item_before(text, low, start, self._nouns, category in _VERB_ITEMS)
        after = None
        if quantity.kind != "zero" and category not in _NO_ITEM_AFTER:
            verbs = category not in _NOMINAL and not (quantity.unit and quantity.unit.name == "人")
            after = item_after(text, quantity.end, limit, self._nouns, verbs)
        if before and after and after.end == limit and self._nouns.ending(text[before.start : before.end]):
            after = None
        stop = min(quantity.end + _TAIL, limit)
        border = _BORDER.search(text, quantity.end, stop)
        tail = text[quantity.end : border.start() if border else stop]
        part = self._depth > 0 or bool(_PART.search(label)) or bare
        return Words(label, before, after, tail, first, part, bare, places)

    def _says_nothing(self, label: str, places: Sequence[Place]) -> bool:
        """Whether a label is but places and list marks, so that the number goes on with the one before."""
        if len(label) > _SHORT:
            return False
        for place in places:
            label = label.replace(self._text[place.at : place.end], "")
        return not _FILLER.sub("", label)

    # --- what is measured

    def _what(self, quantity: Quantity, words: Words) -> Reading | None:
        """Measure, item and unit of a quantity; None where a magnitude stands with nothing that it could count."""
        category = category_of(quantity)
        unit = quantity.unit.base if quantity.unit else None
        if name := self._respective(words.label):
            noun = self._nouns.last(name) or self._nouns.ending(name)
            return Reading(self._nouns[noun].measure if noun else default_measure(category), name, None, unit, category=category)
        if quantity.kind == "zero":
            return self._zero(quantity, words, unit)
        if category == "age" or (category == "duration" and self._text.startswith("大的", quantity.end)):
            return Reading("age", "年龄", None, unit, category=category)
        if category in ("share", "point", "multiple"):
            return self._share(words, category, unit)
        span, noun = self._counted(words)
        if category == "supplied":
            if not noun:
                return None
            unit = self._nouns[noun].unit or "个"
        item = self._text_of(span)
        measure = self._measure(quantity, category, noun, words)
        head = self._last
        if head and words.part and head.category in _PEOPLE and category in _PEOPLE and self._only_narrows(measure, item):
            return head._replace(span=span, item=item or head.item, unit=unit, category=category)
        if head and measure is None and category == head.category and self._goes_on(head, words, unit):
            return head._replace(span=span, item=item or head.item, unit=unit)
        if (
            measure is None
            and category == "person"
            and head
            and not words.first
            and head.category in _PEOPLE
            and head.measure != "population"
        ):
            return Reading("other", item, span, unit, category=category)
        return Reading(measure or default_measure(category), item, span, unit, category=category)

    def _goes_on(self, head: Reading, words: Words, unit: str | None) -> bool:
        """Whether a number without a noun goes on with what was counted last: 新增30例, 增至17家."""
        if head.measure == "ordinal_round":
            return False
        if head.category == "case":
            return head.measure in _OF_CASES
        return (words.bare and not words.after) or (not words.first and head.unit == unit and not words.before and not words.after)

    def _only_narrows(self, measure: str | None, item: str | None) -> bool:
        """Whether a part has no noun of its own but words that narrow what it is a part of: 其中重症10例."""
        if measure is None:
            return True
        return measure == "cases_confirmed" and bool(item and _QUALIFIED.search(item) and "确诊" not in item)

    def _share(self, words: Words, category: str, unit: str | None) -> Reading:
        last = self._last if self._last and not words.first else None
        measure, item = read_share(
            words.label, self._text_of(words.before), self._text_of(words.after), words.tail, self._nouns, last and last.item
        )
        if last and item is None and _CONTINUES.match(words.label):
            measure, item = last.measure, last.item
        return Reading(measure or share_default(category, last.measure if last else None), item, words.before, unit, category=category)

    def _measure(self, quantity: Quantity, category: str, noun: str | None, words: Words) -> str | None:
        """The measure by unit, noun and verb; None where none of them tells it."""
        if fixed := unit_measure(quantity):
            return fixed
        by_noun = self._nouns[noun].measure if noun else None
        if (category == "weight" and by_noun not in _WEIGHED) or (category == "times" and by_noun == "tests"):
            by_noun = None
        if category in _PEOPLE:
            if category == "case" and by_noun and by_noun not in _OF_CASES:
                return "other"
            if by_noun == "cases_confirmed" and words.after:
                became = word_measure(self._cues, "after", category, self._text[words.after.end : words.after.end + 5])
                if became in FLOWS:
                    return became
            if by_noun and by_noun != "population":
                return by_noun
            verb = word_measure(self._cues, "after", category, words.tail)
            return verb or word_measure(self._cues, "before", category, self._statement(words.label)) or by_noun
        verb = word_measure(self._cues, "before", category, _CLAUSE_BORDER.split(self._context(words))[-1])
        return weighed(by_noun, verb, category)

    def _zero(self, quantity: Quantity, words: Words, unit: str | None) -> Reading:
        """无新增死亡病例, 零新增: the noun inside, else the one before."""
        own = self._text[quantity.start : quantity.end]
        noun = self._nouns.last(own)
        if noun:
            item = own.lstrip("无未没有零").removeprefix("新增").removeprefix("报告")
            return Reading(self._nouns[noun].measure, item, None, unit, category="case")
        item_before_it = self._text_of(words.before)
        noun = self._nouns.ending(item_before_it) if item_before_it else None
        return Reading(self._nouns[noun].measure if noun else "cases_confirmed", item_before_it, words.before, unit, category="case")

    def _counted(self, words: Words) -> tuple[Span | None, str | None]:
        """Span of the counted noun phrase and the known noun that it ends in: behind the number where one stands there, else before it."""
        after, before = self._text_of(words.after), self._text_of(words.before)
        if after and (noun := self._nouns.ending(after)):
            return words.after, noun
        if before and (noun := self._nouns.ending(before)):
            return words.before, noun
        return words.after or words.before, None

    def _respective(self, label: str) -> str | None:
        """死亡、治愈分别为2例、30例: the name that a number of an aligned list belongs to."""
        if "分别" in label and (found := _RESPECTIVELY.search(label)):
            self._names = [name for name in _AND.split(found.group(1)) if name]
        elif not self._names or not _ONLY_AND.fullmatch(label):
            self._names = []
        return self._names.pop(0) if self._names else None

    # --- aspect and links

    def _count(self, sentence: Sentence, quantity: Quantity, reading: Reading, words: Words) -> CountMention:
        """The finished count; what it hands on is kept."""
        stated = self._links.period(quantity.start - len(words.label), quantity.start)
        if stated and reading.measure in CASES:
            self._flow = "cumulative" if stated.as_of else "incremental" if stated.end else self._flow
        reading = self._with_aspect(quantity, reading, words)
        if reading.measure in CASES and reading.aspect in ("cumulative", "incremental") and not words.part:
            self._flow = reading.aspect
        self._last = self._handed_on(reading, words)
        period = self._links.period(sentence.start, quantity.start) or self._carried(reading, sentence)
        start, end = self._extent(quantity, reading.span)
        return CountMention(
            start, end, min(quantity.number_start, end - 1), quantity.number_end, quantity.value, quantity.value_high, quantity.modifier,
            reading.unit, reading.item, reading.measure, reading.aspect, self._place(words, reading),
            period.start if period else None, period.end if period else None,
            self._links.actor(sentence.start, quantity.start), quantity.status,
        )  # fmt: skip

    def _handed_on(self, reading: Reading, words: Words) -> Reading:
        """What the next number may continue: behind 其中重症2例 the parts of a total go on (死亡1例)."""
        stock = words.part and reading.aspect == "current" and reading.item and _SEVERE.search(reading.item)
        return reading._replace(aspect=self._last.aspect) if stock and self._last else reading

    def _with_aspect(self, quantity: Quantity, reading: Reading, words: Words) -> Reading:
        """The reading with its aspect: by its words, by what it is a part of, by the flow of a notice."""
        measure, last = reading.measure, self._last
        context = self._context(words)
        if quantity.kind == "zero":
            own = self._text[quantity.start : quantity.end]
            worded = "current" if "清零" in own else "incremental" if "新" in own else worded_aspect(self._cues, own, "")
        else:
            worded = worded_aspect(self._cues, self._statement(context), "" if quantity.kind == "ordinal" else words.tail)
        worded = worded or deed_aspect(self._cues, measure, self._statement(words.label))
        own_item = reading.item if reading.span or quantity.kind == "zero" else None
        severe = measure == "cases_confirmed" and reading.category == "case" and own_item and _SEVERE.search(own_item)
        if severe and not words.part and worded in ("cumulative", "incremental"):
            measure = "other"
        inherited = None
        if last and self._shares_aspect(last, reading, words):
            # 累计报告确诊病例508例，其中重症33例: who is gravely ill is a stock, whatever the total is.
            inherited = "current" if severe and last.aspect == "cumulative" else last.aspect
        elif measure in CASES:
            inherited = "current" if severe and self._flow else self._flow
        return reading._replace(measure=measure, aspect=aspect_of(self._cues, quantity, measure, worded, inherited), context=context)

    def _shares_aspect(self, last: Reading, reading: Reading, words: Words) -> bool:
        """Whether a number has the aspect of the one before: as a part of it, or as the next of a list."""
        if words.part and last.category in _PEOPLE and reading.category in _PEOPLE:
            return True
        return not words.first and last.measure == reading.measure and bool(_CONTINUES.match(words.label))

    def _context(self, words: Words) -> str:
        """The words that govern a number: its label, in a list those of the list's head too."""
        if self._last and not words.first and (not words.label.strip() or _CONTINUES.match(words.label)):
            return self._last.context[-_REMEMBERED:] + words.label
        return words.label

    def _statement(self, context: str) -> str:
        """The part of `context` behind the last border of statements."""
        return _STATEMENT_BORDER.split(context)[-1]

    def _carried(self, reading: Reading, sentence: Sentence) -> Period | None:
        """The day that a notice named in an earlier sentence of this or the last paragraph; without any, its publication."""
        if reading.measure not in _OF_CASES:
            return None
        if self._day and self._day.short and sentence.paragraph - self._day_paragraph <= 1:
            self._day_paragraph = sentence.paragraph
            return self._day
        if not self._links.dated and reading.aspect in ("cumulative", "incremental", "current") and reading.measure in CASES:
            return self._links.published
        return None

    def _place(self, words: Words, reading: Reading) -> str | None:
        """The place in the label, which governs the sentence unless it names a part; else the governing or the article's own."""
        named = words.places
        if named and not words.first and not words.bare:
            # What stands before the first border still tells of the number before: 1例为绥化市确诊病例，出院2例.
            border = _BORDER.search(words.label)
            low = named[0].at - words.label.find(self._text[named[0].at : named[0].end]) + (border.start() if border else 0)
            named = [p for p in named if p.at >= low]
        if named:
            if not words.part:
                self._governing = named[-1].name
            return named[-1].name
        if self._governing or reading.measure == "age":
            return self._governing
        return self._links.default

    def _extent(self, quantity: Quantity, item: Span | None) -> Span:
        """The span of number, unit and the item that stands with them."""
        if not item or item.start >= item.end:
            # A number gone without a unit leaves nothing but the place where it stood: the character before it is the evidence.
            return Span(min(quantity.start, quantity.end - 1), quantity.end)
        if item.end <= quantity.start:
            return Span(item.start, quantity.end)
        return Span(quantity.start, max(quantity.end, item.end))

    def _text_of(self, span: Span | None) -> str | None:
        return self._text[span.start : span.end] if span else None
