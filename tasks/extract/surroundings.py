"""What stands around a quantity in its sentence: the words before it, its noun on either side, the rest of its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.article import Sentence
from kaozheng.tasks.extract.borders import PHRASE_BORDER, PHRASE_END
from kaozheng.tasks.extract.items import item_after
from kaozheng.tasks.extract.items_before import item_before
from kaozheng.tasks.extract.labels import FILLER, LONGEST_FILLER, Label, Labels
from kaozheng.tasks.extract.measures import category_of
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.extract.place import Place
from kaozheng.tasks.extract.places import Places
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.text import Span

_LIST_MARK = re.compile(r"\s*[、，,]?\s*[和及与]?\s*")
_MARKS = 4
_OPENING = ("（", "(")
_CLOSING = ("）", ")")
_LONGEST_ASIDE = 16
_TAIL = 16
_NOUN = 26
_NO_ITEM_AFTER = frozenset(("duration", "age", "length", "temperature", "point", "multiple", "division"))
_NOMINAL = frozenset(("money", "area", "weight", "volume", "times", "share"))
_THINGS_AND_PEOPLE = frozenset(("classifier", "person"))
_COMMA = re.compile(r"\s*[，,]\s*")
# 种植面积由2016年的3万亩: the noun stands before where the figure comes from.
_FROM = re.compile(r"[从由](?=[\d去前上今最][^，。；、从由]{0,14}的$)[^，。；、从由]{0,16}$")
_MEASURED = frozenset(("money", "area", "length", "weight", "volume", "volume_economy"))
_LIMITS = frozenset(("at_least", "less_than", "more_than"))
_COUNTED = frozenset(("classifier", "person", "household"))
# 接警40起, 查处酒驾9起: what happens so often may be told by a verb.
_OF_EVENTS = frozenset(("起", "宗"))
_AROUND = "在"
_TIME = "时间"
_OF_TIME = frozenset("天日月年周时分钟")
_VERB_ITEMS = frozenset(("case", "times", "visits", "money", "duration", "dose", "share", "point", "multiple"))


@dataclass(slots=True)
class Words:
    """What stands around a quantity: `label` since the number before it, its item on either side, `tail` to the end of the clause.

    `category`: that of its unit; `shared`: the noun behind a list that it is in (3个、4个和5个小区); `low`: where the look for its words
    begins, behind any place; `limit`: where the next number begins or the sentence ends; `depth`: how many brackets are open, `floor`: the
    fewest that were since the number before. `first`: no number stands before it in the sentence; `part`: it parts what was counted last;
    `bare`: its label is but a place or a list mark; `linked`: a verb stands between the noun before it and the number
    (合作社|只有|43个壮劳力); `narrows`: it but narrows what the next number counts (亿元以上|项目8个); `listed`: nothing but a known noun
    stands between it and the comma behind the last number.
    """

    category: str
    label: Label
    before: Span | None
    after: Span | None
    shared: Span | None
    tail: str
    low: int
    limit: int
    depth: int
    floor: int
    first: bool
    part: bool
    bare: bool
    linked: bool
    narrows: bool
    listed: bool
    places: list[Place]


class Surroundings:
    """Looks around the quantities of one article, from left to right. `name_ends`: where names of bodies and people end, in order."""

    def __init__(self, text: str, places: Places, name_ends: Sequence[int], nouns: Nouns, labels: Labels) -> None:
        self._text = text
        self._places = places
        self._name_ends = name_ends
        self._nouns = nouns
        self._labels = labels
        self._depth = 0
        self._shared: tuple[int, Span | None] = (-1, None)

    def of(self, sentence: Sentence, quantities: Sequence[Quantity], n: int, previous: int) -> Words:
        """The words around quantities[n] of a sentence; `previous` is where what was counted last ends."""
        text, quantity = self._text, quantities[n]
        start, end, category = quantity.start, quantity.end, category_of(quantity)
        following = quantities[n + 1] if n + 1 < len(quantities) else None
        limit = _limit(sentence, quantities, n, category)
        label = self._labels.of(text[previous:start])
        first = previous == sentence.start
        floor = 0 if first else self._depth
        self._depth, floor = _depth_behind(floor, label) if label.brackets else (floor, floor)
        places = self._places.between(previous, start) if previous < start else []
        bare = not first and (self._says_nothing(label.outside, places) if places else label.filler)
        low = self._behind_places(places, previous, start) if places else previous
        narrowed = None
        if n and previous <= quantities[n - 1].start:
            low = max(low, quantities[n - 1].end)  # a threshold is no part of what it narrows
            narrowed = self._dealt_with(low, start)
        low, before = self._before(quantity, category, previous, low, narrowed)
        if before is None and text[start - 1 : start] in _OPENING:
            before = self._in_aside(quantity, previous)
        after = self._after(quantity, category, limit)
        narrows = following is not None and category in _MEASURED and self._narrows(quantity, following, after)
        named = before is not None and self._names_a_thing(text[before.start : before.end], category)
        # 党员65名群众28名, but 学校共有3个年级28个班.
        if narrows or (named and after and after.end == limit and text[start - 1] != "有" and not self._counts(quantity, before, after)):
            after = None
        shared = self._shared_noun(sentence, quantities, n, following) if following and not named and not after else None
        before = None if shared else before
        if before is None and shared is None and text[start - 1 : start] in _CLOSING:
            shared = self._behind_aside(quantities, n, previous)
        linked = before is not None and category in _THINGS_AND_PEOPLE and self._nouns.unlinked(text, before.start, start) < start
        listed = named and not first and before is not None and before.end == start and self._opens(previous, before)
        stop = end + _TAIL if limit - end > _TAIL else limit
        border = PHRASE_BORDER.search(text, end, stop)
        tail = text[end : border.start() if border else stop]
        part = bare or label.parts or self._depth > 0
        return Words(
            category, label, before, after, shared, tail, low, limit, self._depth, floor, first, part, bare, linked, narrows, listed, places
        )

    def _in_aside(self, quantity: Quantity, previous: int) -> Span | None:
        """The noun that a number in brackets stands behind: 洗手液|（500毫升）."""
        if self._text[quantity.end : quantity.end + 1] not in _CLOSING:
            return None
        return item_before(self._text, previous, quantity.start - 1, self._nouns, False)

    def _behind_aside(self, quantities: Sequence[Quantity], n: int, previous: int) -> Span | None:
        """The noun that an aside with a number of its own parts from a number: 洗手液|（500毫升）30瓶."""
        text, start = self._text, quantities[n].start
        opened = max(text.rfind(mark, max(start - _LONGEST_ASIDE, 0), start) for mark in _OPENING)
        if not 0 < opened < previous:
            return None
        low = next((q.end for q in reversed(quantities[:n]) if q.end <= opened), max(opened - _NOUN, 0))
        return item_before(text, low, opened, self._nouns, False)

    def _opens(self, previous: int, noun: Span) -> bool:
        """Whether nothing but a comma stands between what was counted last and a noun."""
        return _COMMA.fullmatch(self._text, previous, noun.start) is not None

    def _narrows(self, quantity: Quantity, following: Quantity, after: Span | None) -> bool:
        """Whether a measure is a threshold that narrows what the next number counts, whose noun stands between the two, if any does."""
        if category_of(following) not in _COUNTED:
            return False
        if self._text[quantity.end : following.start] == "的" and PHRASE_END.match(self._text, following.end):
            return True  # 其中投资过10亿元的|9个
        if quantity.modifier not in _LIMITS:
            return False
        if after is None:
            return following.start == quantity.end
        noun = after.start == quantity.end and self._nouns.dealt_with(self._text, after.end, following.start)
        return noun and self._nouns.ending(self._text[after.start : after.end]) is not None

    def _dealt_with(self, low: int, start: int) -> Span | None:
        """The noun between a threshold and a deed: 亿元以上|项目|新开工78个."""
        end = self._nouns.at(self._text, low, start)
        return Span(low, end) if low < end < start and self._nouns.dealt_with(self._text, end, start) else None

    def _behind_noun(self, quantity: Quantity, low: int) -> int:
        """Where the words before a quantity end: without the 在 of 销售额在4亿元左右, which in 控制在 belongs to a link."""
        text, start = self._text, quantity.start
        if quantity.modifier == "exact" and quantity.value_high is None:
            return start
        return start - 1 if self._nouns.unlinked(text, max(low, start - _MARKS), start) == start else start

    def _names_a_thing(self, phrase: str, category: str) -> bool:
        """Whether a phrase ends in a known noun; what is done so often (检查) is no thing that one counts by the piece."""
        noun = self._nouns.ending(phrase)
        return noun is not None and not (category == "classifier" and self._nouns[noun].measure == "frequency")

    def _counts(self, quantity: Quantity, before: Span | None, after: Span) -> bool:
        """Whether the unit is that of the noun behind it and not of the one before: 特勤大队14辆|消防车."""
        unit = quantity.unit.base if quantity.unit else ""
        noun = self._nouns.ending(self._text[after.start : after.end])
        other = self._nouns.ending(self._text[before.start : before.end]) if before else None
        return bool(noun and other and self._nouns.counted_in(noun, unit) and not self._nouns.counted_in(other, unit))

    def _before(self, quantity: Quantity, category: str, previous: int, low: int, narrowed: Span | None) -> tuple[int, Span | None]:
        """Where the look for the words of a quantity begins, and the noun before it, which is no length of time's.

        The noun stands behind the name of who acts (某某公司|捐款50万元), else it is that name, else it stands before 从去年的
        or 比去年增加.
        """
        text, start, nouns = self._text, quantity.start, self._nouns
        name = bisect_left(self._name_ends, start) - 1
        behind_name = self._name_ends[name] if name >= 0 and self._name_ends[name] > low else low
        if category == "duration":
            return behind_name, None
        if narrowed:
            return low, narrowed
        if text.startswith(_TIME, behind_name) and text[behind_name - 1] in _OF_TIME:
            behind_name = low = behind_name + len(_TIME)  # 用6天时间|走访150万户
        verbs = category in _VERB_ITEMS or (quantity.unit is not None and quantity.unit.name in _OF_EVENTS)
        end = self._behind_noun(quantity, low) if text[start - 1] == _AROUND else start
        found = item_before(text, behind_name, end, nouns, verbs)
        if found is None and behind_name > low:
            found = item_before(text, low, end, nouns, verbs)
        if found is None and text[start - 1 : start] == "的" and (source := _FROM.search(text, max(low, previous), start)):
            found = item_before(text, previous, source.start(), nouns, False)
        if found is None and (source := nouns.compared(text, max(low, previous), start)):
            found = item_before(text, previous, source.start(), nouns, False)
        return low, found

    def _after(self, quantity: Quantity, category: str, limit: int) -> Span | None:
        if quantity.kind == "zero" or category in _NO_ITEM_AFTER:
            return None
        if quantity.kind == "lost" and self._is_place_of_next(quantity.end, limit):
            return None
        people = category == "person"
        verbs = category not in _NOMINAL and not (quantity.unit and quantity.unit.base == "人" and category == "person")
        unit = quantity.unit.base if quantity.unit else ""
        return item_after(self._text, quantity.end, limit, self._nouns, verbs, people, unit)

    def _is_place_of_next(self, start: int, limit: int) -> bool:
        """Whether nothing but a place stands between two numbers: in 成都例|绵阳例 it is the second one's."""
        return any(place.at == start and place.end == limit for place in self._places.between(start, limit))

    def _shared_noun(self, sentence: Sentence, quantities: Sequence[Quantity], n: int, following: Quantity) -> Span | None:
        """The noun behind the list of quantities of one unit that quantities[n] is in; each list is looked through once.

        6轮425.9万人次全员核酸检测 shares its noun as well, and so does 42个|亿元以上项目.
        """
        if following.start == quantities[n].end:
            category, its = category_of(quantities[n]), category_of(following)
            threshold = its in _MEASURED and following.modifier in _LIMITS and category in _COUNTED
            if threshold or category == "round":
                return self._after(following, its, _limit(sentence, quantities, n + 1, its))
            if its == "duration" and category in _COUNTED:
                # 71个|24小时|营业网点
                return item_after(
                    self._text, following.end, _limit(sentence, quantities, n + 1, its), self._nouns, True, category == "person"
                )
        if not _listed(self._text, quantities[n], following):
            return None
        if quantities[n].start > self._shared[0]:
            last = n + 1
            while last + 1 < len(quantities) and _listed(self._text, quantities[last], quantities[last + 1]):
                last += 1
            category = category_of(quantities[last])
            noun = self._after(quantities[last], category, _limit(sentence, quantities, last, category))
            self._shared = quantities[last].start, noun
        return self._shared[1]

    def _behind_places(self, places: Sequence[Place], previous: int, start: int) -> int:
        """Where the words behind the last place begin; a place inside the counted noun (中风险|地区) is passed over."""
        last = places[-1]
        if last.end > start:
            return start
        low = max(previous, start - _NOUN)
        end = self._nouns.unlinked(self._text, low, start)
        noun = self._nouns.ending(self._text[low:end])
        inside = noun is not None and end - len(noun) < last.end <= end and (last.end < end or last.at >= end - len(noun))
        return previous if inside else last.end

    def _says_nothing(self, label: str, places: Sequence[Place]) -> bool:
        """Whether a label is but places and list marks, so that the number goes on with the one before."""
        if len(label) > LONGEST_FILLER:
            return False
        for place in places:
            label = label.replace(self._text[place.at : place.end], "")
        return FILLER.fullmatch(label) is not None


def _depth_behind(depth: int, label: Label) -> tuple[int, int]:
    """How many brackets are open behind a label, and how many at the least in it."""
    floor = depth
    for bracket in label.brackets:
        depth = max(depth + (1 if bracket in "（(" else -1), 0)
        floor = min(floor, depth)
    return depth, floor


def _limit(sentence: Sentence, quantities: Sequence[Quantity], n: int, category: str) -> int:
    """Where the number behind quantities[n], which is of a `category`, begins, else the end of the sentence.

    A zero in words (零新增) is no border for a deed.
    """
    following = n + 1
    if category == "duration":
        while following < len(quantities) and quantities[following].kind == "zero":
            following += 1
    if following < len(quantities):
        return quantities[following].start
    return sentence.end if sentence.end > quantities[n].end else quantities[n].end


def _listed(text: str, quantity: Quantity, following: Quantity) -> bool:
    """Whether two quantities of one unit stand in a list with nothing between them."""
    if quantity.unit is None or quantity.unit != following.unit or not 0 < following.start - quantity.end <= _MARKS:
        return False
    return _LIST_MARK.fullmatch(text, quantity.end, following.start) is not None
