"""Reading quantities in their sentence: item, measure, aspect and links, each from the number's own words or from what it continues.

A `Reader` goes through an article from left to right: what is around a number (`surroundings`), what it counts (`meanings`), whether
that is a total, new or in force (`aspects`), what it is a part of (`parts`), and the place, period and body that it belongs to (`links`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.aspects import Aspects
from kaozheng.tasks.extract.case_words import compile_case_words
from kaozheng.tasks.extract.labels import compile_labels
from kaozheng.tasks.extract.links import Links
from kaozheng.tasks.extract.meanings import Meanings
from kaozheng.tasks.extract.measures import OF_WHOLES
from kaozheng.tasks.extract.mentions import CountMention
from kaozheng.tasks.extract.nouns import compile_nouns
from kaozheng.tasks.extract.parts import Member, Wholes
from kaozheng.tasks.extract.period import Period
from kaozheng.tasks.extract.period_reading import Told
from kaozheng.tasks.extract.place import Place
from kaozheng.tasks.extract.place_reading import Counted
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.readings import Reading
from kaozheng.tasks.extract.surroundings import Surroundings, Words
from kaozheng.tasks.vocabulary import Vocabulary

_DAYS = frozenset(("天", "日", "昼夜"))
_OPENING = 12


class Reader:
    """Reads the quantities of one article, sentence by sentence; those without any are passed over.

    What was counted last it keeps for each depth of brackets: 贵阳市34例（4例已治愈），遵义市28例 goes on with what stands outside.
    """

    def __init__(self, article: Article, links: Links, vocabulary: Vocabulary) -> None:
        text = article.string
        self._text = text
        self._sentences = article.sentences
        self._begun = -1
        self._links = links
        self._surroundings = Surroundings(text, links.places, links.name_ends, compile_nouns(vocabulary), compile_labels(vocabulary))
        self._meanings = Meanings(text, vocabulary)
        self._aspects = Aspects(text, links.periods, vocabulary)
        self._wholes = Wholes(compile_case_words(vocabulary))
        self._last: Reading | None = None
        self._number: Reading | None = None
        self._last_at: dict[int, Reading] = {}
        self._depth = 0
        self._read = 0
        self._paragraph = -1

    def read(self, number: int, quantities: Sequence[Quantity]) -> Iterator[CountMention]:
        """The counts of the sentence of that number, from its quantities in order."""
        self._begin(number)
        sentence = self._sentences[number]
        previous = sentence.start
        for n, quantity in enumerate(quantities):
            words = self._surroundings.of(sentence, quantities, n, previous)
            if words.floor < self._depth:
                self._last = self._last_at.get(words.floor, self._last)
            self._depth = words.depth
            last = self._whole_before(words)
            if reading := self._meanings.of(quantity, words, last):
                count = self._count(sentence, quantity, reading, words, last)
                self._read += 1
                yield count
                if words.narrows:
                    continue  # 新签约亿元以上|项目9个: its words are those of the next number too
                if count.end > previous:
                    previous = count.end
            if quantity.end > previous:
                previous = quantity.end

    def _begin(self, number: int) -> None:
        """Go on to a sentence, over those behind the last one that hold no quantity."""
        sentence = self._sentences[number]
        passed = self._sentences[self._begun + 1 : number]
        self._begun = number
        self._meanings.begin_sentence()
        self._last_at, self._depth = {}, 0
        self._wholes.begin_sentence(cued=self._is_cued(sentence) and all(map(self._is_cued, passed)))
        self._links.place_reader.begin(sentence, [s for s in passed if s.paragraph == sentence.paragraph])
        self._links.period_reader.begin(number)
        if sentence.paragraph != self._paragraph:
            self._paragraph = sentence.paragraph
            self._aspects.begin_paragraph()

    def _is_cued(self, sentence: Sentence) -> bool:
        """Whether a sentence goes on with the parts of what was counted before it: 其中…, 确诊病例中，…"""
        return self._wholes.go_on(self._text[sentence.start : sentence.start + _OPENING])

    def _whole_before(self, words: Words) -> Reading | None:
        """What was counted before a number; what has parts is no share (起诉80人，上升5%，其中要案3人)."""
        shared = words.label.parts and self._last is not None and self._last.category in OF_WHOLES
        return self._number if shared and words.category not in OF_WHOLES and self._number else self._last

    def _count(self, sentence: Sentence, quantity: Quantity, reading: Reading, words: Words, last: Reading | None) -> CountMention:
        """The finished count, `last` is what was counted before it; what it hands on is kept."""
        self._aspects.tell(quantity, reading, words, last)
        if words.narrows:
            reading.aspect, reading.item = "none", reading.item if reading.span else None
        else:
            self._last = self._last_at[words.depth] = self._aspects.handed_on(reading, words, last)
            self._number = self._last if reading.category not in OF_WHOLES else self._number
        own = words.before is not None or words.after is not None
        number = quantity.number_start
        member = Member(self._read, quantity.value, reading.category, reading.unit, reading.measure, reading.item, own)
        whole = self._wholes.whole_of(member, words.label, words.bare)
        period, place = self._period(quantity, words, reading), self._place(quantity, words, reading)
        start, end = quantity.start, quantity.end
        if (item := reading.span) and item.start < item.end:
            start, end = (item.start, end) if item.end <= start else (start, item.end if item.end > end else end)
        elif start == end:
            # A number gone without a unit leaves nothing but the place where it stood: the character before it is the evidence.
            start -= 1
        return CountMention(
            start, end, number if number < end else end - 1, quantity.number_end, quantity.value, quantity.value_high, quantity.modifier,
            reading.unit, self._meanings.told_item(reading, words), reading.measure, reading.aspect, place.name if place else None,
            period.start if period else None, period.end if period else None,
            self._links.bodies.actor(sentence.start, start, number if number > start else start, reading.measure),
            quantity.status, whole, place.code if place else None,
        )  # fmt: skip

    def _period(self, quantity: Quantity, words: Words, reading: Reading) -> Period | None:
        """The days that a count is about."""
        days = int(quantity.value) if reading.unit in _DAYS and quantity.value is not None and quantity.value_high is None else None
        exact = quantity.modifier == "exact"
        return self._links.period_reader.of(Told(quantity.start, words.label.text, reading.measure, reading.aspect, days, exact))

    def _place(self, quantity: Quantity, words: Words, reading: Reading) -> Place | None:
        """The place that a count is about."""
        start = quantity.start
        return self._links.place_reader.of(
            Counted(
                start - len(words.label.text), start, quantity.end, words.limit, reading.measure, reading.item,
                words.first, words.part, words.bare,
            )
        )  # fmt: skip
