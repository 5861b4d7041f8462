"""Bodies: who did or reported what a number counts.

The body or person named last before the number in its half of the sentence is the actor, several that act together are one (甲、乙). A
place is one where it does something itself (湖南派出30人). One that only asked for it (响应市委号召) or is an example (某厂等30家) is none.
Without an actor of its own a count keeps who reported the figures earlier in its paragraph (据市卫健委通报).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from kaozheng.tasks.extract.body_deeds import BodyDeeds
from kaozheng.tasks.extract.borders import Borders, opened_before
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.place_mentions import EXAMPLE_MARKS, Place
from kaozheng.tasks.extract.places import Places

_NO_SUBJECT = frozenset("在于对向为从自由赴抵")
# A search for one first character goes at ten times the speed of one for any of several.
_ANAPHORS = [re.compile(f"{pronoun}(公司|企业|集团|厂|院|局|中心|所|站|行)") for pronoun in "该本"]
# How many organisations back a pronoun may refer.
_REACH = 20
_SHARED_FIRST = 4
_LONGEST_BESIDE = 12
_LONGEST_TITLES = 20
_PASSIVE = "被"
_IN_ALL = re.compile("等(?:共计?|一共|总计|合计)$")
# How many characters behind its subject a deed ends.
_DEED = 22
_PEOPLE = frozenset(("population", "staff", "volunteers", "party_members"))
_STATES = frozenset(("economy_rate", "positives"))
_CLAUSE_BEGINS = frozenset("，。；：！？、”\n")
_NO_PREDICATE = frozenset("的、和与及等中里…")
_TOWARDS = frozenset("向为给对")
_TO = frozenset("向给为")
# 作为县医院, 因为
_NO_TO = frozenset(("作为", "因为", "成为", "名为", "认为", "以为", "称为", "更为", "均为", "分别为"))
_BY = "由"
_INCLUDING = ("（含", "包括")
# 自红十字会发布公告以来, 除某某的辩护人外: what frames the statement and is not its subject.
_FRAME = re.compile(r"自[^，。；\n]{2,40}?以来|除[^，。；\n]{2,30}?外(?=，)")
_FRAMED = ("以来", "外，")
_SENT_REACH = 6
_DATELINE = re.compile(r"(?:[^，。；\n（(]{0,8}\d[日号])?[讯电][（(]")
_WIRE = ("讯", "电")
_FIRM = frozenset(("公司", "企业", "集团", "厂"))


class Bodies:
    """The bodies of one article, for look-up by offset."""

    def __init__(
        self, text: str, actors: Sequence[ActorMention], places: Places, borders: Borders, cues: LinkCues, deeds: BodyDeeds
    ) -> None:
        self._text = text
        self._borders = borders
        self._places = places
        self._cues, self._deeds = cues, deeds
        named = self._with_anaphors([a for a in actors if (a.type != "group" or self._acts(a)) and not self._signs(a)])
        self._examples: list[int] = []
        self._bodies = [b for b in self._less_receivers(self._less_examples(self._unframed(named))) if not cues.orders.match(text, b.end)]
        self._starts = [b.start for b in self._bodies]
        self._reporters = [b for b in self._bodies if self._reports(b)]
        self._reporter_starts = [b.start for b in self._reporters]

    def actor(self, sentence_start: int, start: int, number: int, measure: str) -> str | None:
        """Who did or reported the count that starts at `start`, None where no body before it in its sentence or paragraph did.

        `number` is where its digits start: a deed may be its item (检测91万人).
        """
        # 在海拔1200米的卡口: where somebody is, not what he does.
        if measure == "age" or (measure == "distance_area" and self._text[start - 1 : start] == "在"):
            return None
        low = self._borders.statement(sentence_start, start)
        last = bisect_left(self._starts, start) - 1
        own = self._bodies[last] if last >= 0 and self._bodies[last].start >= low else None
        if own and self._in_another_clause(own, start):
            return None
        place = self._acting_place(max(own.end, low) if own else low, start, number)
        if own and (place is None or "，" not in self._text[own.end : place.at]):
            apart = self._is_counted(own, start, measure) or self._stands_alone(own, start, number, measure)
            apart = apart or (own.type == "person" and self._deeds.taken.fullmatch(self._text, own.end, start) is not None)
            return None if apart else self._together(last)
        if place:
            return self._places.joined(place).name if self._tells(place, start, measure) else None
        return self._reporter(start) or self._home_place(low, start, number)

    def _in_another_clause(self, own: ActorMention, start: int) -> bool:
        """甲获一等奖，乙等4名同学…: whether the clause of a count begins with an example of what is counted."""
        at = bisect_left(self._examples, start) - 1
        return at >= 0 and self._examples[at] > own.end and self._text[self._examples[at] - 1] in _CLAUSE_BEGINS

    def _receives(self, body: ActorMention) -> bool:
        """Whether something is but done to or for a body, or by way of it: 向县医院捐赠, 通过市红十字会捐赠."""
        before = self._text[max(body.start - 2, 0) : body.start]
        if before in self._deeds.told:
            return True
        if before[-1:] in _TO:
            return before not in _NO_TO
        if before.endswith(self._deeds.through):
            return self._deeds.onward.match(self._text, body.end) is not None
        return before.endswith(_BY) and self._deeds.passes_on.match(self._text, body.end) is not None

    def _signs(self, body: ActorMention) -> bool:
        """Whether a body is who wrote the article, or the paper of its dateline."""
        if body.role and body.role.endswith(self._cues.credited):
            return True
        if body.type == "person":
            # 太原4月3日电（王某 李某）
            opened = opened_before(self._text, body.start)
            return opened > 0 and self._text[max(opened - 2, 0) : opened].rstrip()[-1:] in _WIRE
        return body.type == "organisation" and _DATELINE.match(self._text, body.end) is not None

    def _is_counted(self, body: ActorMention, start: int, measure: str) -> bool:
        """王调兵、宋英杰两位青年, 李明和80多位司机: whether a person is one of those counted or acted on by them, or a crew itself."""
        said = self._text[body.end : start]
        # 某人被两名法警带进: those who are counted do it.
        if said[-1:] == _PASSIVE:
            return True
        # 张三、省经委领导、90余名客商到场: they are in one list.
        if said[-1:] == "、" and measure in (*_PEOPLE, "other") and len(said) <= _LONGEST_BESIDE and not self._cues.deed.search(said):
            return "，" not in said
        # 代表、委员以及亲属等共计20余人
        if body.type != "organisation" and measure in (*_PEOPLE, "other") and _IN_ALL.search(said) and not self._cues.deed.search(said):
            return True
        if body.type == "organisation":
            # 县医院收治的30名患者: whose patients they are.
            return measure.startswith("cases") and self._text[start - 1 : start] == "的"
        return (said in ("", "、") and measure in _PEOPLE) or said in ("和", "与", "及")

    def _stands_alone(self, body: ActorMention, start: int, number: int, measure: str) -> bool:
        """Whether a clause behind that of a body is but a noun and its number (，访问量近千万人次), or a share behind that of a crew."""
        said = self._text[body.end : start]
        if body.type == "group" and "，" in said and measure in ("other", *_STATES):
            return True
        listed = measure == "donations" or measure.startswith("cases")
        return body.type == "organisation" and start < number and said.endswith("，") and not listed

    def _acts(self, group: ActorMention) -> bool:
        """Whether a crew opens its clause as its subject: 社区干部走访了300户."""
        before, behind = self._text[group.start - 1 : group.start], self._text[group.end : group.end + 1]
        return (not before or before in _CLAUSE_BEGINS) and behind not in _NO_PREDICATE

    def _tells(self, place: Place, start: int, measure: str) -> bool:
        """Whether a place that does something does what is counted: it has its cases and its shares as they are told in one clause."""
        said = self._text[place.end : start]
        return "，" not in said or not (measure.startswith("cases") or measure in _STATES)

    def _home_place(self, low: int, start: int, number: int) -> str | None:
        """The article's own place, which a sentence without a subject is about: 选派3名干部下沉社区."""
        sent = self._deeds.sent_from_home.search(self._text, max(number - _SENT_REACH, low - 1, 0), number)
        if sent is None or self._places.last(low, start):
            return None
        default = self._places.default
        return default.name if default else None

    def _acting_place(self, low: int, start: int, number: int) -> Place | None:
        """The place named last before a number, where it is the subject of a deed: 湖南派出30人."""
        place = self._places.last(low, start)
        if (
            place is None
            or place.kind == "sum"
            or self._text[place.at - 1 : place.at] in _NO_SUBJECT
            or self._text[start - 1 : start] == "的"
        ):
            return None
        if self._cues.deed.search(self._text, place.end, min(place.end + _DEED, number)):
            return place
        # 湖南先后向58个国家的侨胞捐赠: the deed stands behind whom it is done to.
        given = self._text[number - 1 : number] in _TOWARDS and self._cues.sending.search(self._text, number, number + _DEED)
        return place if given and number - place.end <= _DEED else None

    def _unframed(self, bodies: Sequence[ActorMention]) -> list[ActorMention]:
        """The bodies without those of a clause that but frames a statement, and those whose family is meant (李强的妻子)."""
        text = self._text
        frames = [m.span() for m in _FRAME.finditer(text)] if any(word in text for word in _FRAMED) else []
        others = [b for b in bodies if b.type != "person" or not self._deeds.of_kin.match(text, b.end)]
        return [b for b in others if not any(low < b.start < high for low, high in frames)]

    def _less_receivers(self, bodies: Sequence[ActorMention]) -> list[ActorMention]:
        """The bodies without those that receive or pass on (向县医院和县中学捐赠) and the one that stands for all provinces."""
        kept: list[ActorMention] = []
        receiver: ActorMention | None = None
        for body in bodies:
            aside = self._receives(body) or self._text.endswith(_INCLUDING, 0, body.start)
            if aside or (receiver and self._joined(receiver, body)):
                receiver = body
            elif not self._cues.sums_up(self._text, body.start):
                kept.append(body)
        return kept

    def _less_examples(self, bodies: Sequence[ActorMention]) -> list[ActorMention]:
        """The bodies without those that are but examples of what is counted: 福胖子面馆等30家餐饮店, 张三、李四等4人.

        Where a list of examples begins is kept.
        """
        kept: list[ActorMention] = []
        example, following = False, len(self._text)
        for body in reversed(bodies):
            marked = self._text[body.end : body.end + 1] in EXAMPLE_MARKS and self._cues.example.match(self._text, body.end) is not None
            listed = example and self._text[body.end : following] == "、"
            example = marked or listed
            following = body.start
            if example:
                self._examples[len(self._examples) - listed :] = [body.start]
            else:
                kept.append(body)
        self._examples.reverse()
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
        gap = right.start - left.end
        if 0 < gap <= 2 and self._cues.together.fullmatch(self._text, left.end, right.start):
            return True
        if right.type != "person" or not 0 < gap <= _LONGEST_TITLES:
            return False
        if self._deeds.with_kin.fullmatch(self._text, left.end, right.start):
            return True
        # 镇长李江、副镇长周源
        titled = right.role is not None and left.type == "person" and self._text.endswith(right.role, left.end, right.start)
        return titled and self._cues.together.fullmatch(self._text, left.end, right.start - len(right.role or "")) is not None

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
