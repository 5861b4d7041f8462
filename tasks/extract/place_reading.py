"""Which place a count is about: that of its own words, of its sentence, of its paragraph, of the article, in that order.

What a `PlaceReader` keeps between counts: the place that governs the sentence, the one that the paragraph is about, and the places of an
aligned list (杭州、宁波分别新增3例、2例).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.article import Sentence
from kaozheng.tasks.extract.age_groups import AGE_GROUP
from kaozheng.tasks.extract.borders import ONLY_AND, PHRASE_BORDER, Borders, opened_before
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.measures import CASES
from kaozheng.tasks.extract.place import SETTLEMENTS, Place
from kaozheng.tasks.extract.places import CHINA, Places

_COMMA = re.compile(r"[，,；;。！？：\n]")
_MARK = re.compile("[，,、；;。！？：:（）()“”\n]")
_INSIDE = re.compile(r"[在于][^，,；;。！？：\n在于]{0,20}$")
_QUOTE_END = re.compile(r"”(?!“)")
_NEAR = 24
_AHEAD = 60
_BEHIND = 120
_QUOTED = 200
# People and goods that are sent: they count where they go.
_SENT = frozenset(("staff", "teams", "volunteers", "party_members", "supplies", "donations"))
# 武汉市捐赠防护服5万套: they count where they are given; what is brought (送来) comes here.
_GIVEN = frozenset(("supplies", "donations", "economy_value", "other", "staff", "teams", "facilities"))
_TO = ("为", "向", "给", "对", "替", "帮")
_AT_ONCE = 6
_LONGEST_VERB = 3
_IN = frozenset("在于")
_OPENS = ("（", "(")
# 其中石林景区接待5万人，同比增长8%: said of the part; 其中东区5例，累计61例 is not.
_OF_THE_SAME = re.compile(r"[，）)](?:同比|环比|较|比|超|占|增长|下降|恢复)|[）)]$")
# 广州7例，3例来自越南，其余来自泰国: so is a number with nothing before it.
_NO_WORDS = re.compile("[^）)；。]*，(?:其中|其余)?$")
# 其中宁波报告病例3例，疑似2例: what goes on with a part that tells its item again, but 累计61例.
_ANEW = re.compile("累计|现有|当[日天]|截至|目前|[另还又全共]|此外|[；;。）)]")
# 江苏、安徽等11省（区、市）67市: what is counted within them.
_OF_OTHERS = re.compile(r"(?:其他|其它|其余)[^，。；\n]{0,6}(?:市州|地市|[市州县区省])[^，。；\n\d]{0,4}$")
_LONGEST_OTHERS = 20
_WITHIN_THEM = re.compile(r"(?:[（(][^（）()\n]{1,12}[）)])?\d")
# 比全省（7.7%）和全国平均水平（7.0%）高: the level that another is compared with.
_LEVEL = re.compile(r"(?:平均)?(?:水平)?[（(]$")
_COUNTRY_LEVEL = re.compile(r"全国(?:平均)?(?:水平)?[（(]$")
_LONGEST_LEVEL = 8
_STAYING = CASES | {"duration", "ordinal_round", "distance_area", "economy_rate"}


@dataclass(slots=True)
class Counted:
    """What of a count its place depends on.

    `low`..`start` are the words since the number before it, `end` is where number and unit end, `stop` where the next number begins or the
    sentence ends. `first`, `part`, `bare` are as in the reader's words: the first number of its sentence, a part of what was counted last,
    a number with but a place before it.
    """

    low: int
    start: int
    end: int
    stop: int
    measure: str
    item: str | None
    first: bool
    part: bool
    bare: bool


class PlaceReader:
    """Gives each count of an article its place, from left to right."""

    def __init__(self, places: Places, borders: Borders, text: str, cues: LinkCues) -> None:
        self._places = places
        self._borders = borders
        self._text = text
        self._cues = cues
        self._sentence: Sentence | None = None
        self._governing: Place | None = None
        self._lone = False
        self._subject: Place | None = None
        self._counts = False
        self._topic: Place | None = None
        self._aligned: list[Place] = []
        self._last: Place | None = None
        # Where the bracket opens whose numbers are all of the place before it.
        self._shared = -1
        self._part: Place | None = None
        self._lasts = False
        self._told_again = False

    def begin(self, sentence: Sentence, passed: Sequence[Sentence] = ()) -> None:
        """Go on to a sentence: what governed those before is what its paragraph is about.

        `passed` are those of its paragraph in which nothing was counted since the sentence begun last.
        """
        if self._sentence is None or self._sentence.paragraph != sentence.paragraph:
            self._topic = None
        elif self._subject:
            self._topic = self._subject
        elif not self._counts:
            self._topic = self._places.only(self._sentence.start, self._sentence.end) or self._topic
        for other in passed:
            self._topic = self._places.only(other.start, other.end) or self._topic
        self._sentence, self._governing, self._subject, self._lone, self._aligned = sentence, None, None, False, []
        self._counts, self._last, self._part, self._shared = False, None, None, -1

    def of(self, counted: Counted) -> Place | None:
        """The place of a count in the sentence begun last."""
        place = self._place(counted)
        if counted.measure != "age":
            self._last = place
        return place

    def _place(self, counted: Counted) -> Place | None:
        assert self._sentence is not None
        if counted.measure == "age" and not AGE_GROUP.match(self._text, counted.start):
            if counted.first and (own := self._in_label(counted)):
                self._govern(own, counted)
            return self._of_age(counted)
        self._counts = True
        own = self._in_label(counted)
        nations = counted.item is not None and counted.item.endswith(self._cues.nations)
        if nations or (counted.item and counted.measure != "ordinal_round" and counted.item.endswith(self._cues.provinces)):
            if own:
                self._govern(own, counted)
            if own is None and not nations and _WITHIN_THEM.match(self._text, counted.end):
                self._governing = self._subject = CHINA
            # Countries that are counted lie in no place, provinces in China.
            beside = self._beside(counted)
            if nations:
                return beside
            return beside if beside and beside.kind != "goal" else CHINA
        if self._text[counted.start - 1 : counted.start] in _OPENS and (level := self._of_level(counted)):
            return level
        if aligned := self._of_list(counted, own):
            return aligned
        if self._text[counted.end : counted.end + 1] == "在" and (lies := self._lies_in(counted)):
            return lies
        if sent := self._sent_to(counted):
            return sent
        if own and (receiver := self._given_to(counted, own)):
            self._governing = receiver
            return receiver
        if own is None and _OF_OTHERS.search(self._text, max(counted.start - _LONGEST_OTHERS, 0), counted.start):
            return None  # no place that the text names
        if own is None and self._last and self._goes_on(counted):
            return self._last
        self._shared = -1
        if own is None and self._part and self._is_of_part(counted):
            return self._part
        if own:
            self._govern(own, counted)
            if own.kind == "pronoun" and self._text[own.at] == "全":
                # 临江段水位27米，全县12个乡镇受灾: all of a place is no part of what was told before.
                self._governing = own
            return self._places.joined(own)
        nearest = self._opening(counted) or self._governing_still(counted) or self._around(counted) or self._topic
        return nearest or (None if self._of_someone(counted) else self._places.default)

    def _governing_still(self, counted: Counted) -> Place | None:
        """The place that governs the sentence; one of its sights (西湖公园接待3万人；) only in its own statement."""
        place = self._governing
        sight = place is not None and place.kind == "named" and place.code is None and place.name.endswith(self._cues.sight)
        return None if place and sight and self._borders.statement(place.end, counted.start) > place.end else place

    def _goes_on(self, counted: Counted) -> bool:
        """Whether a number is told of with the one before it: 朔州市12例（含3例无症状，|出院9例）, 朔州市6轮检测300万人次."""
        if self._text[counted.low : counted.low + 1] in _OPENS:
            self._shared = opened_before(self._text, counted.start)
            return True
        if self._shared >= 0 and opened_before(self._text, counted.start) == self._shared:
            return True
        return not _MARK.search(self._text, counted.low, counted.start)

    def _is_of_part(self, counted: Counted) -> bool:
        """Whether a number is told of the part before it: 其中石林景区接待5万人，同比增长8%."""
        assert self._part is not None
        bordered = self._borders.statement(self._part.end, counted.start) > self._part.end
        same = _OF_THE_SAME.match(self._text, counted.low, counted.start) or _NO_WORDS.match(self._text, counted.low, counted.start)
        goes_on = self._lasts or (self._told_again and not _ANEW.search(self._text, counted.low, counted.start))
        if bordered or not (same or goes_on):
            self._part = None
        return self._part is not None

    def _of_level(self, counted: Counted) -> Place | None:
        """比全省（7.7%）高: the place whose level stands in brackets right behind it."""
        if counted.measure != "economy_rate" and self._text[counted.end - 1] != "%":
            return None
        low = counted.start - _LONGEST_LEVEL
        if _COUNTRY_LEVEL.search(self._text, low, counted.start):
            return CHINA
        compared = self._places.between(low, counted.start)
        return compared[-1] if compared and _LEVEL.fullmatch(self._text, compared[-1].end, counted.start) else None

    # --- the count's own words

    def _in_label(self, counted: Counted) -> Place | None:
        """The place in the words before a number, or the seat of the body there, where that says more than what governs already."""
        named, seat = self._places.last(counted.low, counted.start), self._places.seat(counted.low, counted.start)
        if seat and self._places.is_wide(seat):
            seat = None
        if (named or seat) and not counted.first and not counted.bare:
            # What stands before the first border still tells of the number before: 1例为绥化市确诊病例，出院2例.
            border = PHRASE_BORDER.search(self._text, counted.low, counted.start)
            low = border.start() if border else counted.low
            named, seat = (place if place and place.at >= low else None for place in (named, seat))
        known = named or self._governing
        if seat is None or (known and known.at >= seat.at):
            return named
        if known is None or seat.within(known) or self._borders.statement(known.end, seat.at) > known.end:
            return seat
        if named and seat.kind == "seat" and not named.within(seat) and self._is_but_site(named, seat):
            return seat
        return named

    def _is_but_site(self, site: Place, seat: Place) -> bool:
        """Whether a place is but where somebody from elsewhere acts in the next clause: 推介会在温岭市举行，竹山县政府签约16家."""
        before = self._text[site.at - 1 : site.at]
        return before in _IN and _COMMA.search(self._text, site.end, seat.at) is not None

    def _govern(self, own: Place, counted: Counted) -> None:
        """Let `own` govern the sentence unless it names a part or a goal. The first of a list of places governs nothing behind it."""
        if own.kind == "goal":
            return
        if counted.bare and self._lone and self._governing and not own.within(self._governing):
            self._governing = None
        elif not counted.part and not self._is_beside_part(own, counted):
            before, behind = self._text[counted.low : own.at], self._text[own.end : counted.start]
            listed = counted.first and len(before) + len(behind) < 2 and own.kind != "pronoun"
            self._governing, self._lone = self._places.joined(own), listed
            self._part = None
            if counted.first and not self._lone:
                self._subject = self._governing
        else:
            # 其中石林景区连续3天客满，接待5万人: what follows a length of time is still of the part.
            self._part, self._lasts = self._places.joined(own), counted.measure == "duration"
            self._told_again = counted.measure in CASES and counted.start - own.end > _LONGEST_VERB

    def _is_beside_part(self, own: Place, counted: Counted) -> bool:
        """Whether a place lies beside the part told last: 其中沈阳市报告6例，大连市报告14例."""
        if self._part is None or self._governing is None or self._borders.statement(self._part.end, counted.start) > self._part.end:
            return False
        return self._part.within(self._governing) and own.within(self._governing) and not own.within(self._part)

    def _of_list(self, counted: Counted, own: Place | None) -> Place | None:
        """杭州、宁波分别新增3例、2例: the member that the number belongs to."""
        respectively = own is not None and self._text.find("分别", counted.low, counted.start) >= 0
        listed = self._places.listed(own) if own and respectively else []
        if len(listed) > 1:
            self._aligned = list(listed)
        elif self._aligned and not ONLY_AND.fullmatch(self._text, counted.low, counted.start):
            self._aligned = []
        return self._aligned.pop(0) if self._aligned else None

    def _of_someone(self, counted: Counted) -> bool:
        """Whether a number belongs to a person or firm of no known place.

        An article's own place stands in for it where that is a city or county, not where it is a province.
        """
        default = self._places.default
        if self._sentence is None or default is None or not (default.code or "").endswith("0000"):
            return False
        return self._places.of_someone(self._borders.statement(self._sentence.start, counted.start), counted.start)

    def _beside(self, counted: Counted) -> Place | None:
        """The place that stands right before a number: 欧洲12个国家."""
        place = self._places.last(max(counted.low, counted.start - 8), counted.start)
        return place if place and place.end >= counted.start - 1 else None

    def _opening(self, counted: Counted) -> Place | None:
        """The place that the counted phrase begins with, where no place stands before it in the clause."""
        return self._places.opening(counted.end)

    def _of_age(self, counted: Counted) -> Place | None:
        """Someone's age says little of a place: only its own clause tells it (家住阳光小区85岁的老人, 90岁的王奶奶在株洲出院)."""
        assert self._sentence is not None
        low = max(self._sentence.start, counted.start - _AHEAD)
        for comma in _COMMA.finditer(self._text, low, counted.start):
            low = comma.end()
        border = _COMMA.search(self._text, counted.end, counted.stop)
        site = self._places.site(counted.end, border.start() if border else counted.stop)
        return site or self._places.last(low, counted.start) or self._places.seat(low, counted.start)

    # --- what stands behind

    def _lies_in(self, counted: Counted) -> Place | None:
        """377例在黄州区，68例在团风县: the place that ends the clause right behind the number."""
        place = self._places.opening(counted.end + 1)
        return place if place and _MARK.match(self._text, place.end) else None

    def _sent_to(self, counted: Counted) -> Place | None:
        """Where the counted people or goods go: 派出30人驰援武汉."""
        assert self._sentence is not None
        sent = None
        if counted.measure == "ordinal_round":
            # 分9批驰援湖北
            sent = self._places.destination(counted.end, counted.end + _AT_ONCE)
        elif counted.measure not in _STAYING:
            sent = self._places.destination(counted.end, self._behind(counted))
        if sent is None or self._borders.statement(counted.end, sent.at) > counted.end:
            return None
        low = max(self._sentence.start, counted.start - _BEHIND)
        return (
            sent
            if counted.measure in _SENT or counted.measure == "ordinal_round" or self._cues.sending.search(self._text, low, counted.start)
            else None
        )

    def _behind(self, counted: Counted) -> int:
        """How far a destination is looked for: to the next number; for people and goods to the end of the clause, as numbers may share it
        (派出6支医疗队共120人支援荆州)."""
        if counted.measure not in _SENT or self._sentence is None:
            return counted.stop
        stop = min(counted.end + _AHEAD, self._sentence.end)
        border = _COMMA.search(self._text, counted.end, stop)
        return max(counted.stop, border.start() if border else stop)

    def _given_to(self, counted: Counted, giver: Place) -> Place | None:
        """Who is given what a place or a body there gives: where the sentence has sent others to, else the article's own place.

        What is brought (送来) is brought there; who else gives inside the own place may give to all of it or for what is elsewhere.
        """
        assert self._sentence is not None
        default = self._places.default
        if counted.measure not in _GIVEN or default is None:
            return None
        if giver.name in (default.name, CHINA.name) or default.within(giver):
            return None
        given = self._cues.giving.search(self._text, giver.end, counted.start)
        if given is None or self._cues.receiving.search(self._text, giver.end, given.start()):
            return None
        if self._text[self._places.listed(giver)[0].at - 1 : giver.at].startswith(_TO):
            return None
        if not given["here"] and (giver.within(default) or (giver.code is None and giver.name.endswith(SETTLEMENTS))):
            return None
        return self._places.destination(max(self._sentence.start, giver.at - _BEHIND), giver.at) or default

    def _around(self, counted: Counted) -> Place | None:
        """The place named behind a number whose sentence names none before it."""
        assert self._sentence is not None
        if self._inside(counted):
            # 在海拔1200多米的蓝山县检查点
            stop = min(counted.end + _AHEAD, self._sentence.end)
            border = _COMMA.search(self._text, counted.end, stop)
            if place := self._places.last(counted.end, border.start() if border else stop):
                return place
        if counted.first and counted.measure == "duration" and (place := self._begun_at(counted)):
            return place
        return self._of_speaker(counted)

    def _begun_at(self, counted: Counted) -> Place | None:
        """72小时内，长沙建成一所医院: the place of the clause behind a length of time that opens a sentence, else of those behind that."""
        assert self._sentence is not None
        border = _COMMA.search(self._text, counted.end, min(counted.end + _AHEAD, self._sentence.end))
        if border is None:
            return None
        stop = min(border.end() + _AHEAD, self._sentence.end)
        following = _COMMA.search(self._text, border.end(), stop)
        clause = self._places.site(border.end(), following.start(), lone=False) if following else None
        return clause or self._places.site(border.end(), stop, lone=False)

    def _inside(self, counted: Counted) -> bool:
        """Whether a number stands in a phrase with 在 whose place is still to come."""
        before = self._text[max(counted.low, counted.start - _NEAR) : counted.start]
        return ("在" in before or "于" in before) and _INSIDE.search(_COMMA.split(before)[-1]) is not None

    def _of_speaker(self, counted: Counted) -> Place | None:
        """“我家种了5亩。”在大瑶镇，村民说: the place of the clause behind the quote that a paragraph opens with."""
        if not self._text.startswith("“", self._borders.paragraph(counted.start)):
            return None
        quote = _QUOTE_END.search(self._text, counted.end, counted.end + _QUOTED)
        if quote is None:
            return None
        border = _COMMA.search(self._text, quote.end(), quote.end() + _AHEAD)
        return self._places.site(quote.end(), border.start() if border else quote.end() + _AHEAD)
