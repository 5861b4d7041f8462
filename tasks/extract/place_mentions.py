"""Mentions of places that numbers can be about, and what each is to the numbers beside it.

Besides places proper these are pronouns (全市, 该县, 全球), resolved by the article's home or what was named last, and the seats of bodies
(岳阳市 of 岳阳市红十字会). A place that is but compared, bordered with, left or an example (邵阳县等20个县) is no number's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from kaozheng.tasks.extract.gazetteer import Gazetteer, Hit, stem
from kaozheng.tasks.extract.home import Home
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.place import Place
from kaozheng.tasks.extract.place_pronouns import WORLD, Pronouns

_FROM = frozenset("自从由")
_COME_FROM = "来自"
# 浦市镇位于泸溪县: what stands behind but tells where that is.
_LIES = frozenset(("位于", "地处", "坐落于", "坐落在", "隶属于", "隶属"))
_IS = frozenset(("是", "系"))
_TOLD_OF = re.compile(r"[^，。；\n\d]{0,24}的[^，。；\n\d]{0,24}[，。；]")
# 小区3个，分别为阳光苑、锦绣园和水泥厂宿舍，居民900户: which are meant, and whose nothing behind is.
_ARE = ("分别为", "分别是")
_COUNTED_THERE = re.compile(r"(?:新增|报告|各)?\d|的")
_MEASURED_FROM = ("距", "距离")
_LISTED_BY = frozenset(("", "、", "和", "与", "及"))
_EXCEPT = frozenset("除了")
_OUTSIDE = re.compile(r"[以之]?外")
_DATELINE = re.compile(r"(?:\d{1,2}月)?\d{1,2}日[讯电]")
# 我国对东盟、欧盟、美国进出口: whose trade it is stands before.
_TRADES = re.compile(r"[^，。；：\n\d]{0,30}?(?:进出口|出口|进口|贸易)")
_PARTNERS = re.compile(r"[对与同][^，。；：\n\d]{0,30}$")
_REACH_OF_LIST = 32
_BUT_IT = re.compile(r"[以之]外")
_OF_ABBREVIATION = frozenset("返离环沿来籍援驰")
_ON_SITE = re.compile(r"建设|工地|院内|内|里")
_COUNTED_DIVISION = re.compile(r"[县区市旗州](?=(?:新增|报告|各)?\d)")
_BARE = re.compile(r"[、，；：（中]([\u4e00-\u9fff]{1,4}[县区市旗州])$")
_LONGEST_BARE = 6
_LONGEST_VERB = 3
_NEAR = 4
_SHORTEST_GAUGE = 2
_IN = frozenset("在于")
_DIVISION_ENDS = tuple("省市县区旗州盟镇乡村")
EXAMPLE_MARKS = frozenset("、等")
"""What an example of what is counted goes on with."""
_BEFORE = 12
# 福田镇政府, 吉水县福田镇政府: of the town.
_TOWN = re.compile(r"(?![省市县区本该全各])[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道|社区|村)(?=党|政府|人民政府|办事处|居委会|村委会)")
_NAMED_AFTER = re.compile(r"(?:支援|驰援|援助|对口|驻)$")


_at = attrgetter("at")


class PlaceMentions:
    """Makes the places of one article from its actors, `places` and `others`."""

    def __init__(
        self, text: str, places: Sequence[ActorMention], others: Sequence[ActorMention], home: Home, gazetteer: Gazetteer, cues: LinkCues
    ) -> None:
        self._text = text
        self._cues = cues
        self._gazetteer = gazetteer
        self._home = home
        self._seatless = cues.media + cues.gathering
        self._codes = {code for a in (*places, *others) if (code := a.code)}
        self._homes: dict[tuple[str, bool], tuple[str, str | None] | None] = {}
        sums = [Place(a.start, a.end, WORLD["国"], kind="sum") for a in others if cues.sums_up(text, a.start)]
        self.seats = sorted(filter(None, map(self._seat, others)), key=_at)
        self._named_places = list(map(self._named, places))
        names = {p.code: p.name for p in self.seats} | {a.code: a.name for a in reversed(places) if a.code}
        pronouns = Pronouns(text, self._named_places, self.seats, names, self._code, home, gazetteer, cues).found()
        found = sorted(self._named_places + sums + pronouns + self._bare() + self._counted_bodies() + self._gauges(), key=_at)
        self.places = self._less_origins(self._less_examples(found))

    def _bare(self) -> list[Place]:
        """Divisions of the article's province that stand in a list with a number of their own: 献县125人 behind 青县340人."""
        known = {p.at for p in self._named_places}
        ends = map(re.Match.end, _COUNTED_DIVISION.finditer(self._text))
        found = (_BARE.search(self._text, max(end - _LONGEST_BARE, 0), end) for end in ends)
        unknown = [match for match in found if match and match.start(1) not in known and match[1] in self._gazetteer.meanings]
        default = self._home.default if unknown else None
        if default is None or not default.code:
            return []
        places = []
        for match in unknown:
            meanings = self._gazetteer.meanings[match[1]]
            inside = [d for d in meanings if d.code.startswith(default.code[:2])]
            if len(inside) == 1:
                places.append(Place(*match.span(1), inside[0].name, inside[0].code))
        return places

    def _counted_bodies(self) -> list[Place]:
        """Bodies of a land that the text names where they stand in a list with a number of their own: 兵团2例 beside 乌鲁木齐市7例."""
        known = {written: (name, land) for written, name, land in self._cues.counted_bodies if written in self._text and land in self._text}
        if not known:
            return []
        found = (match for match in self._cues.counted_body.finditer(self._text) if match[0] in known)
        return [Place(*m.span(), known[m[0]][0], self._gazetteer.meanings[known[m[0]][1]][0].code) for m in found]

    def _gauges(self) -> list[Place]:
        """Stations whose readings the text gives: 寸滩站洪峰水位183.9米. One that is called by a city or county lies there."""
        if "站" not in self._text or not any(word in self._text for word in self._cues.gauged):
            return []
        named, ends = {p.at: p for p in self._named_places}, {p.end for p in self._named_places}
        places = []
        for match in self._cues.gauge.finditer(self._text):
            start, end = match.span(1)
            if (over := named.get(start)) and not over.code:
                start = over.end  # 湘江湘潭水文站
            if end - start > _SHORTEST_GAUGE and start not in named and end not in ends:
                places.append(Place(start, end, self._text[start:end]))
        return places

    def _less_examples(self, places: list[Place]) -> list[Place]:
        """The places, of a list of examples (重庆、成都等12个城市) all aside as the last is."""
        example = False
        for n in range(len(places) - 1, 0, -1):
            left, right = places[n - 1], places[n]
            example = example or (
                self._text[right.end : right.end + 1] in EXAMPLE_MARKS and self._cues.example.match(self._text, right.end) is not None
            )
            example = example and self._text[left.end : right.at] == "、"
            # 湖南湘江支流涓水、江西赣江等16条河流: a river's province is no more told of than the river.
            if example or (left.end == right.at and right.kind == "aside" and right.code is None):
                places[n - 1] = left._replace(kind="aside")
        return places

    def _less_origins(self, places: list[Place]) -> list[Place]:
        """The places, those aside that people or goods came from or trade goes to: 来自大同、朔州的医护人员, 从大同、朔州等地调来,
        对越南、泰国进出口."""
        trades = "出口" in self._text or "贸易" in self._text or "进口" in self._text
        for n, place in enumerate(places):
            if n and self._but_holds(places[n - 1], place):
                places[n] = place._replace(kind="aside")
            if (
                trades
                and _TRADES.match(self._text, place.end)
                and _PARTNERS.search(self._text, max(place.at - _REACH_OF_LIST, 0), place.at)
            ):
                places[n] = place._replace(kind="aside")
            if n and not place.code and places[n - 1].code and self._text[places[n - 1].end : place.at] == "的":
                # 大通湖区千山红镇的稻虾基地
                places[n] = place._replace(kind="aside")
            route = self._text.endswith(self._cues.route, max(place.at - _NEAR, 0), place.at)
            listed = self._text.endswith(_ARE, max(place.at - _NEAR, 0), place.at)
            if not route and not listed and self._text[place.at - 1 : place.at] not in _FROM:
                continue
            last = n
            while last + 1 < len(places) and self._text[places[last].end : places[last + 1].at] in _LISTED_BY:
                last += 1
            if route and last > n:
                # 辗转山东、福建2省，破案3起
                places[n : last + 1] = [p._replace(kind="goal") for p in places[n : last + 1]]
                continue
            if listed and not _COUNTED_THERE.match(self._text, places[last].end):
                places[n : last + 1] = [p._replace(kind="aside") for p in places[n : last + 1]]
            if self._text.endswith(_COME_FROM, 0, place.at) or self._cues.departed.match(self._text, places[last].end):
                places[n : last + 1] = [p._replace(kind="aside") for p in places[n : last + 1]]
        return places

    def _but_holds(self, left: Place, right: Place) -> bool:
        """Whether a place is but told of as what holds the one before it: 浦市镇位于泸溪县, 浦市镇是泸溪县下辖的一个镇."""
        between = self._text[left.end : right.at] if right.at - left.end <= _LONGEST_VERB else ""
        return between in _LIES or (between in _IS and _TOLD_OF.match(self._text, right.end) is not None)

    def _named(self, actor: ActorMention) -> Place:
        text, cues = self._text, self._cues
        start, end = actor.start, actor.end
        before = text[start - 1 : start]
        aside = (
            (text[end : end + 1] in cues.beside_openings and cues.beside.match(text, end))
            or (before in cues.beside_before_ends and text.endswith(cues.beside_before, max(start - _BEFORE, 0), start))
            or (before in _FROM and cues.departed.match(text, end))
            or cues.origin.match(text, end)
            or actor.name.endswith(cues.road)
            or (text[end : end + 1].isdigit() and _DATELINE.match(text, end))
            or (before in _EXCEPT and _OUTSIDE.match(text, end))
            or (before in "距离" and text.endswith(_MEASURED_FROM, 0, start))
            or text.endswith(cues.partner, max(start - _NEAR, 0), start)
            or (end - start == 1 and self._inside_word(start, end))
        )
        code = actor.code or self._code(actor.name)
        aside = aside or (actor.code is None and self._is_example(start, end))
        if not aside and text[end : end + 1] in "以之" and _BUT_IT.match(text, end):
            return Place(start, end, *self._around(code))
        return Place(start, end, actor.name, code, "aside" if aside else "named")

    def _is_example(self, start: int, end: int) -> bool:
        """Whether a place that no gazetteer has is, or begins the name of, one of the things counted: 终南山森林康养等32个项目."""
        text = self._text
        if text[start - 1 : start] in _IN or text.startswith(_DIVISION_ENDS, end - 1):
            return False
        found = self._cues.examples.match(text, end)
        return found is not None and ("等" in found[0] or "、" in text[max(start - _NEAR, 0) : start])

    def _around(self, code: str | None) -> tuple[str, str | None]:
        """Name and code of what holds the division of a code: 湖北 of 武汉以外地区."""
        division = self._gazetteer.by_code.get(code or "")
        above = self._gazetteer.by_code.get(division.parent) if division else None
        return (above.name, above.code) if above else (WORLD["国"], None)

    def _inside_word(self, start: int, end: int) -> bool:
        """Whether an abbreviation is but a part of a word: 环鄂, 返湘, 湘鄂边界."""
        around = self._text[max(start - 1, 0) : start], self._text[end : end + 1]
        return around[0] in _OF_ABBREVIATION or any(char in self._gazetteer.abbreviations for char in around)

    def _code(self, name: str) -> str | None:
        """The code of the division that a longer name begins with: 鹤城区 for 鹤城区红星街道武陵社区."""
        chains = _chains(self._gazetteer, name)
        if not chains or chains[0][0].start or not (chains[0][0].sure or self._is_near(chains[0][0])):
            return None
        return _chained(chains[0])[1]

    def _is_near(self, hit: Hit) -> bool:
        """Whether a short name can be that of a county here: 金沙 of 金沙车站 is none of another province."""
        default = self._home.default
        return default is not None and any(d.code[:2] == default.code[:2] for d in hit.divisions if default.code)

    def _seat(self, actor: ActorMention) -> Place | None:
        """Where a body is at home, by its name or a person's affiliation: 长沙市 of 长沙市交通局, 黄冈市 of a crew that supports it."""
        name = actor.affiliation if actor.type == "person" else actor.name
        if not name or (actor.type != "group" and name.endswith(self._seatless)):
            return None
        if actor.start in self._home.listed_firms:
            return None
        if self._text.startswith(self._cues.sent_by, actor.end):
            # 同济医院派来的方舱实验室: what is told of stands elsewhere.
            return None
        if name in self._cues.central and self._is_national:
            return Place(actor.start, actor.end, WORLD["国"], kind="seat")
        if found := self._home_of(name, actor.type == "group"):
            kind = self._kind(name)
            if kind == "house" and self._is_partner(actor.start, found[1]):
                return None
            return Place(actor.start, actor.end, *(self._nearer(name, found[1]) or found), kind)
        if name.endswith(self._cues.site) and (self._text[actor.start - 1 : actor.start] == "在" or _ON_SITE.match(self._text, actor.end)):
            return Place(actor.start, actor.end, name, None, "seat")
        return None

    def _is_partner(self, start: int, code: str | None) -> bool:
        """Whether a firm from elsewhere is but whom somebody here brings in: 引入上海某某集团."""
        default = self._home.default
        if default is None or not (code and default.code) or not self._text.endswith(self._cues.partner, max(start - _NEAR, 0), start):
            return False
        return code[:2] != default.code[:2]

    @property
    def _is_national(self) -> bool:
        """Whether the article is news of the whole country: elsewhere what its bodies do may be done for the article's own place."""
        default = self._home.default
        return default is not None and default.name == WORLD["国"]

    def _nearer(self, name: str, code: str | None) -> tuple[str, str] | None:
        """The article's own place for a firm that bears but the province which that lies in: 湖南某某有限公司 in an article on 娄底."""
        default = self._home.default
        if default is None or code is None or not code.endswith("0000") or not name.endswith(self._cues.firm):
            return None
        return (default.name, default.code) if default.code != code and default.code.startswith(code[:2]) else None

    def _kind(self, name: str) -> str:
        """Whether a body acts for all of its place (a seat) or is only at home there (a house)."""
        return "seat" if name.endswith(self._cues.authority) and not self._cues.house.search(name) else "house"

    def _home_of(self, name: str, world: bool) -> tuple[str, str | None] | None:
        """`_chains` of a name, which an article has again and again."""
        key = name, world
        if key not in self._homes:
            self._homes[key] = self._chains(name, world)
        return self._homes[key]

    def _chains(self, name: str, world: bool) -> tuple[str, str | None] | None:
        """Name and code of the divisions that a name begins with; of a branch or a crew sent out those where it works."""
        chains = _chains(self._gazetteer, name)
        own = self._at_start(name, chains, world)
        if town := _TOWN.match(name, chains[0][-1].end if own else 0):
            return town.string[: town.end()], own[1] if own else None
        for touching in reversed(chains):
            if self._cues.branch.match(name, touching[-1].end) or _NAMED_AFTER.search(name, 0, touching[0].start):
                worked = _chained(touching)
                inside = own and own[1] and worked[1] and worked[1].startswith(stem(own[1])) and worked[1] != own[1]
                return (own[0] + worked[0], worked[1]) if own and inside else worked
        return own

    def _at_start(self, name: str, chains: Sequence[Sequence[Hit]], world: bool) -> tuple[str, str | None] | None:
        """The first chain, where it opens the name and is no word of another sense (公安 in 公安局)."""
        if not chains or chains[0][0].start:
            return None
        first = chains[0][0]
        if not world and first.divisions[0].level == "world":
            return None
        sure = first.sure or any(d.code in self._codes for d in first.divisions)
        # 汝州火车站派出所: no namesake, and no village has such a body
        sure = sure or (len(first.divisions) == 1 and name.startswith(self._cues.county_body, first.end))
        return _chained(chains[0]) if sure else None


@lru_cache(maxsize=4096)
def _chains(gazetteer: Gazetteer, name: str) -> tuple[tuple[Hit, ...], ...]:
    """The known divisions in a name, those that touch as one chain: 长沙市|开福区. A word of another sense (长沙市|公安局) is none."""
    chains: list[tuple[Hit, ...]] = []
    for hit in gazetteer.find(name):
        if not chains or chains[-1][-1].end != hit.start:
            chains.append((hit,))
        elif hit.sure or any(division.within(above) for above in chains[-1][-1].divisions for division in hit.divisions):
            chains[-1] += (hit,)
    return tuple(chains)


def _chained(chain: Sequence[Hit]) -> tuple[str, str | None]:
    """Name and code of a chain; of several divisions of one name the one inside the place before it, else no code is certain."""
    names: list[str] = []
    code: str | None = None
    for hit in chain:
        inside = [d for d in hit.divisions if code and d.code.startswith(stem(code))]
        division = inside[0] if inside else hit.divisions[0]
        names.append(division.name)
        # 河南 is the province before it is a county of another.
        certain = inside or division.level == "province" or len({d.province for d in hit.divisions}) == 1
        code = division.code or None if certain else None
    return names[-1] if len(names) > 1 and code and names[-1].endswith(("市", "州")) else "".join(names), code
