"""The places of an article, for look-up by where numbers stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property

from kaozheng.tasks.extract.borders import bracket_spans
from kaozheng.tasks.extract.gazetteer import Gazetteer
from kaozheng.tasks.extract.home import MUNICIPALITIES, Home
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.place import Place
from kaozheng.tasks.extract.place_mentions import PlaceMentions

_AND = frozenset(("、", "和", "与", "及"))
_LIST = 8
_BEFORE = 12
CHINA = Place(0, 0, "中国")


class Places:
    """The places of one article, those of bodies (seats) apart."""

    def __init__(
        self, text: str, places: Sequence[ActorMention], others: Sequence[ActorMention], home: Home, gazetteer: Gazetteer, cues: LinkCues
    ) -> None:
        self._text = text
        self._cues = cues
        self._gazetteer = gazetteer
        self._home = home
        mentions = PlaceMentions(text, places, others, home, gazetteer, cues)
        self._all, self._seats = mentions.places, mentions.seats
        self._starts = [p.at for p in self._all]
        self._useful = [p for p in self._all if p.kind != "aside"]
        self._useful_starts = [p.at for p in self._useful]
        self._until = self._all_until()
        self._lists = self._all_lists()
        self._seat_starts = [p.at for p in self._seats]
        self._heads = self._all_heads()
        seated = set(self._seat_starts)
        self._someone = [start for a in others if (start := a.start) not in seated and self._is_someone(a)]

    @cached_property
    def default(self) -> Place | None:
        """The place that stands in where none is named."""
        default = self._home.default
        return Place(0, 0, default.name, default.code or None) if default else None

    def between(self, low: int, high: int) -> list[Place]:
        """The places, seats left out, that begin in text[low:high]."""
        return self._all[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def last(self, low: int, high: int) -> Place | None:
        """The last place in text[low:high] that a number behind it can be about."""
        at = bisect_left(self._useful_starts, high) - 1
        while at >= 0 and self._useful_starts[at] >= low:
            if self._until.get(self._useful_starts[at], high) >= high:
                return self._useful[at]
            at -= 1
        return None

    def _all_until(self) -> dict[int, int]:
        """How far each place in brackets tells, by its offset: up to where they close (11个县区（含阳高县）)."""
        if "（" not in self._text:
            return {}
        until: dict[int, int] = {}
        for opened, closed in bracket_spans(self._text):
            inside = slice(bisect_left(self._useful_starts, opened), bisect_left(self._useful_starts, closed))
            for at in self._useful_starts[inside]:
                until.setdefault(at, closed)
        return until

    def only(self, low: int, high: int) -> Place | None:
        """The one place that text[low:high] names; None where it names none, several, or a country."""
        at, stop = bisect_left(self._useful_starts, low), bisect_left(self._useful_starts, high)
        names = {p.name for p in self._useful[at:stop]}
        return self._useful[at] if len(names) == 1 and not self._abroad(self._useful[at]) else None

    def seat(self, low: int, high: int) -> Place | None:
        """The seat of the body named last in text[low:high], of the first where several act together."""
        at = bisect_left(self._seat_starts, high) - 1
        if at < 0 or self._seat_starts[at] < low:
            return None
        return self._heads[at] if self._heads[at].at >= low else self._seats[at]

    def is_wide(self, seat: Place) -> bool:
        """Whether a seat is but the province of the article's own city or county: 浙江 of a firm in an article about 绍兴市.

        What an authority of the province does may be done for all of it.
        """
        if seat.kind != "house" or not seat.code or not seat.code.endswith("0000") or seat.code[:2] in MUNICIPALITIES:
            return False
        return self.default is not None and self.default.within(seat)

    def of_someone(self, low: int, high: int) -> bool:
        """Whether text[low:high] names a person or a firm of no known place."""
        return bisect_left(self._someone, low) < bisect_left(self._someone, high)

    def listed(self, place: Place) -> list[Place]:
        """The list that `place` stands in: 湖南, 湖北 for both of 湖南、湖北; the place alone where it is in none or in one too long."""
        return self._lists.get(place.at, [place])

    def joined(self, place: Place) -> Place:
        """`place`, or the list it stands in as one place; a list has no code."""
        if place.at not in self._lists:
            return place
        names = list(dict.fromkeys(p.name for p in self._lists[place.at]))
        return place if len(names) < 2 else place._replace(name="、".join(names), code=None)

    def destination(self, low: int, high: int) -> Place | None:
        """The first place of text[low:high] that someone or something goes to."""
        for place in self.between(low, high):
            if place.kind == "named" and self._text.endswith(self._cues.destination, max(place.at - _BEFORE, low), place.at):
                return self.joined(place)
        return None

    def site(self, low: int, high: int, *, lone: bool = True) -> Place | None:
        """The first place in text[low:high] that something is said to be in (在长沙); with `lone` false else just the first."""
        places = self._useful[bisect_left(self._useful_starts, low) : bisect_left(self._useful_starts, high)]
        inside = next((p for p in places if p.at > low and self._text[p.at - 1] in "在于"), None)
        if inside or lone:
            return inside
        seat = self._seats[i] if (i := bisect_left(self._seat_starts, low)) < len(self._seats) and self._seats[i].at < high else None
        seat = None if seat and self.is_wide(seat) else seat
        return min((p for p in (*places[:1], seat) if p), default=None)

    def opening(self, at: int) -> Place | None:
        """The place that begins right at an offset, seats too: 14亿中国人民, 数万湘籍大学生."""
        if self._text.startswith("籍", at + 1) and (division := self._gazetteer.abbreviations.get(self._text[at])):
            return Place(at, at + 1, division.name, division.code)
        for places, starts in ((self._all, self._starts), (self._seats, self._seat_starts)):
            index = bisect_left(starts, at)
            if index < len(places) and places[index].at == at:
                return places[index]
        return None

    def _all_lists(self) -> dict[int, list[Place]]:
        """The lists of two to some places that share a number, by the offset of each member."""
        lists: dict[int, list[Place]] = {}
        run: list[Place] = self._all[:1]
        for place in self._all[1:]:
            if self._siblings(run[-1], place):
                run.append(place)
                continue
            if 1 < len(run) <= _LIST:
                lists.update((p.at, run) for p in run)
            run = [place]
        if 1 < len(run) <= _LIST:
            lists.update((p.at, run) for p in run)
        return lists

    def _siblings(self, left: Place, right: Place) -> bool:
        """Whether two neighbouring mentions are members of one list."""
        if right.at - left.end > 1 or left.at == right.at:
            return False
        # 苏浙沪, but not 湖南湘江
        if self._text[left.end : right.at] not in _AND and (left.end < right.at or left.end - left.at > 1):
            return False
        return "aside" not in (left.kind, right.kind) and not (left.within(right) or right.within(left))

    def _all_heads(self) -> list[Place]:
        """For each seat that of the first of the bodies that act together with it: 省人社厅会同长沙市人社局."""
        heads = self._seats[:1]
        for left, right in zip(self._seats, self._seats[1:], strict=False):
            together = right.at - left.end <= len("会同") and self._cues.together.fullmatch(self._text, left.end, right.at)
            heads.append(heads[-1] if together else right)
        return heads

    def _abroad(self, place: Place) -> bool:
        return any(d.level == "world" for d in self._gazetteer.meanings.get(place.name, ())[:1])

    def _is_someone(self, actor: ActorMention) -> bool:
        return actor.type == "person" or (actor.type == "organisation" and actor.name.endswith(self._cues.firm))
