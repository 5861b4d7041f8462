"""Bodies: who did or reported what a number counts.

The body or person named last before the number in its half of the sentence is the actor, several that act together are one (甲、乙). A
place is one where it does something itself (湖南派出30人). One that only asked for it (响应市委号召) or is an example (某厂等30家) is none.
Without an actor of its own a count keeps who reported the figures earlier in its paragraph (据市卫健委通报).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kaozheng.tasks.extract.borders import Borders
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.place_mentions import EXAMPLE_MARKS, Place
from kaozheng.tasks.extract.places import TOGETHER, Places

_NO_SUBJECT = frozenset("在于对向为从自由赴抵")
# A search for one first character goes at ten times the speed of one for any of several.
_ANAPHORS = [re.compile(f"{pronoun}(公司|企业|集团|厂|院|局|中心|所|站|行)") for pronoun in "该本"]
# How many organisations back a pronoun may refer.
_REACH = 20
_SHARED_FIRST = 4
# How many characters behind its subject a deed ends.
_DEED = 22
_PEOPLE = frozenset(("population", "staff", "volunteers", "party_members"))
_FIRM = frozenset(("公司", "企业", "集团", "厂"))


class Bodies:
    """The bodies of one article, for look-up by offset."""

    def __init__(self, text: str, actors: Sequence[ActorMention], places: Places, borders: Borders, cues: LinkCues) -> None:
        self._text = text
        self._borders = borders
        self._places = places
        self._cues = cues
        named = self._with_anaphors([a for a in actors if a.type != "group"])
        self._bodies = [b for b in self._less_examples(named) if not cues.orders.match(text, b.end)]
        self._starts = [b.start for b in self._bodies]
        self._reporters = [b for b in self._bodies if self._reports(b)]
        self._reporter_starts = [b.start for b in self._reporters]

    def actor(self, sentence_start: int, start: int, number: int, measure: str) -> str | None:
        """Who did or reported the count that starts at `start`, None where no body before it in its sentence or paragraph did.

        `number` is where its digits start: a deed may be its item (检测91万人).
        """
        if measure == "age":
            return None
        low = self._borders.statement(sentence_start, start)
        last = bisect_left(self._starts, start) - 1
        own = self._bodies[last] if last >= 0 and self._bodies[last].start >= low else None
        place = self._acting_place(max(own.end, low) if own else low, start, number)
        if own and (place is None or "，" not in self._text[own.end : place.at]):
            # 王调兵、宋英杰两位青年 are themselves who is counted.
            counted = own.type == "person" and own.end == start and measure in _PEOPLE
            return None if counted else self._together(last)
        return place.name if place else self._reporter(start)

    def _acting_place(self, low: int, start: int, number: int) -> Place | None:
        """The place named last before a number, where it is the subject of a deed: 湖南派出30人."""
        place = self._places.last(low, start)
        if place is None or self._text[place.at - 1 : place.at] in _NO_SUBJECT:
            return None
        return place if self._cues.deed.search(self._text, place.end, min(place.end + _DEED, number)) else None

    def _less_examples(self, bodies: Sequence[ActorMention]) -> list[ActorMention]:
        """The bodies without those that are but examples of what is counted: 福胖子面馆等30家餐饮店, 张三、李四等4人."""
        kept: list[ActorMention] = []
        example, following = False, len(self._text)
        for body in reversed(bodies):
            marked = self._text[body.end : body.end + 1] in EXAMPLE_MARKS and self._cues.example.match(self._text, body.end) is not None
            example = marked or (example and self._text[body.end : following] == "、")
            following = body.start
            if not example:
                kept.append(body)
        return kept[::-1]

    def _together(self, last: int) -> str:
        """The body at an index with those that it acts with: 省人社厅会同长沙市人社局."""
        first = last
        while first > 0 and last - first < _SHARED_FIRST and self._joined(self._bodies[first - 1], self._bodies[first]):
            first -= 1
        if first == last:
            return self._bodies[last].name
        return "、".join(dict.fromkeys(b.name for b in self._bodies[first : last + 1]))

    def _joined(self, left: ActorMention, right: ActorMention) -> bool:
        return 0 < right.start - left.end <= 2 and TOGETHER.fullmatch(self._text, left.end, right.start) is not None

    def _reports(self, body: ActorMention) -> bool:
        """据市卫健委通报, 市统计局发布: whether a body tells numbers."""
        return self._cues.report.match(self._text, body.end) is not None

    def _reporter(self, start: int) -> str | None:
        """The body that reported the numbers of a paragraph so far."""
        at = bisect_left(self._reporter_starts, start) - 1
        return self._reporters[at].name if at >= 0 and self._reporters[at].start >= self._borders.paragraph(start) else None

    def _with_anaphors(self, bodies: list[ActorMention]) -> list[ActorMention]:
        """The bodies with 该公司, 该院 as what was named last of that kind."""
        anaphors = [match for pattern in _ANAPHORS for match in pattern.finditer(self._text)]
        if not anaphors:
            return bodies
        organisations = [b for b in bodies if b.type == "organisation"]
        starts = [o.start for o in organisations]
        found = []
        for match in anaphors:
            at = bisect_left(starts, match.start())
            names = [o.name for o in organisations[max(at - _REACH, 0) : at]]
            firm = match[1] in _FIRM
            name = next((n for n in reversed(names) if n.endswith(match[1]) or (firm and n.endswith(self._cues.firm))), None)
            if name:
                found.append(ActorMention(match.start(), match.end(), "organisation", name))
        return sorted(bodies + found, key=lambda body: body.start)
