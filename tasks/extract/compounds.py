"""Names of organisations and places built from words: a known beginning (a place, a tagged name, 省, 市) and a known last word.

怀化市 + 生态 + 环境局 + 鹤城分局 is one organisation, 长沙县 + 幸福里 + 小区 one place: the last word decides the type, and the
longest name is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaozheng.tasks.extract.actor_reading import NAME_TAGS, Reading, inside
from kaozheng.tasks.extract.gazetteer import Hit
from kaozheng.tasks.extract.lexicon import LEVELS, LONGEST_SUFFIX, Lexicon, Suffix
from kaozheng.tasks.extract.name_growth import BREAKS_NAME, HOLDS_BELOW, LEVEL, Growth
from kaozheng.tasks.extract.tagger import Token
from kaozheng.tasks.extract.working_bodies import WorkingBodies

# 浏阳 + 盐津铺子 are two, 邵阳纺机 is one: so many characters behind a place make a name of their own.
_OWN_NAME = 4
# 我县水库: no place's name.
# 河东区|向阳楼街道
_NO_BREAK = re.compile("向[阳荣]|将军|和[谐睦美]")
_POINTING = frozenset("我本该各全")
_OWN_TOWN = re.compile("[\u4e00-\u9fff]{2,4}?(?:[镇乡村]|街道)(?![镇村建])")
# 医院, 学校 are any, 疾控中心 is one.
_LEAST_BARE = 4
_OFFICES = ("局", "厅")

_TWO_BODIES = re.compile("(?:省|市|县|区|州)委(?=[省市县区州])")
_LEVEL_STARTS = LEVELS | set("自地旗盟")
_LEVEL_START = re.compile(f"[{''.join(sorted(_LEVEL_STARTS))}]")
# 浙江省 | 委书记: the body of a place where the tagger cuts it off.
_BODY = re.compile("委常委会|委(?![员托派任屈婉以])|人民政府|政府|人大常委会|人大(?!代表)|政协(?!委员)|纪委监委|纪委")
_TEAM = re.compile("队(?![伍员长列友形际旗日])|组(?![织建成合装长员团派])")
_TEAM_END = "队"
_CENTRE = "中心"
_TOWN_ENDS = frozenset("镇乡村")
_STRONG = re.compile(
    r"(?:感染的肺炎|[^，。；：、！？\s“”《》（）的在和与及将对把被]){0,18}?(联防联控机制|指挥部|领导小组|协调小组|工作专班|委员会|联席会议)"
)
_WATER_OR_HILL = re.compile("[^临沿环跨近大小高深][山江河湖岛]$")
_TITLE_REACH = 4
_DRAWN_LAST = re.compile("[^中]共|.已|[报社网台]讯")
_AID = ("援疆", "援藏", "援鄂", "援青")
_PERSONAL = re.compile("(?:干部|职工|员工)(?![学培管教之家组部会工])|驻村(?=第一书记|工作队|干部|帮扶)")
# 哈萨克族
_NOT_NAMES = re.compile(r"级|[人员]$|^[0-9A-Za-z+]|后$|族$|杯$")
# 省属单位, 有关部门, 该院: bodies that no name tells apart.
_NO_ONE = re.compile(
    "有关|相关|各级|各地|^[该本我此]|^(?:多|各|几|数|两|三)个?[省市县区州](?=[一-鿿]{0,4}[局厅院委府])|^贵(?=[公司院校方单位局厂]|企业)|^(?:乡镇|村镇|小?城镇|县乡|市县|区县|县区|镇村|镇街|街镇)|^[省市县区][属直内外级管]"
)
_ZONE = re.compile("主城区|中心城区|老城区|城区|市区(?!域)|郊区|县城|境内(?=$)")
_LONE_ZONE = re.compile("主城区|中心城区")
# 花岩溪镇 + 逆江坪社区: below a county, towns and villages that no list holds.
_BELOW = re.compile(
    r"(?![农乡全各该本进驻]|山[区村乡]|一[个些村镇乡名位批条座户级]|新[增建设型农]|城镇|多个)[\u4e00-\u9fff]{1,6}?(?:街道|社区|小区|村|镇|乡)(?![委民长级里务支办])"
)
_BELOW_STOPS = re.compile(
    "[的了在和与及个各多全某所有是为从将]|(?<![一二三四五六七八九])把|[对向等这该每返驻进入回增派到来去]|(?<=.)那|新[建设型农]|[农乡山]村|乡镇|城镇|城乡|下乡|家乡|贫困|示范|组织|开展|报告"
)
# 湖北三省消防队伍: those of three provinces.
_SEVERAL = re.compile("[两二三四五六七八九十]+[省市县区州地](?![道街路])")
# 临夏州多县
_ANY_OF = re.compile("(?:多个?|各|几个|数个)[省市县区州地镇乡村]{1,2}")
# 玉门区|一酒店, 海曙区|老旧小区
_ANY_ONE = re.compile(
    "[\u4e00-\u9fff]{0,6}?老旧(?:小区|街区|社区|厂区)|一(?:[家个名处栋户座]|酒店|村庄|小区|民房|居民|工厂|企业|公司|饭店|宾馆|商店|超市|工地|男子|女子|煤矿|仓库|厂房|商铺|门店)"
)
_STATION = re.compile(
    "[东南西北]站(?![点位])|[东南西北]?高速(?:路)?(?:出|入|出入)?口|站(?=出站|进站|乘车|上车|下车|候车|[、和及][一-鿿]{2,5}站|等车站)"
)
# 洛阳伊滨区: a district that no list holds; 蓬莱市, which is a district now.
_DIVISION_ENDS = frozenset("区县旗市")
# 蓬莱|市委书记
_FORMER = frozenset("市县")
_REGION = "地区"
_ZONE_HEAD = "开发"
# 一家生物科技公司: any.
_ANY = ("一家", "这家", "那家", "某家", "几家", "多家")
_PAUSES = frozenset(("", *"，。、；：！？（）\n"))
"""What no name goes on over."""
_BEHIND_PLACE = frozenset("两二三四五六七八九十东南西北高站")
# 井冈山报 | 讯: a paper called after its town.
_PAPER = re.compile("报(?=讯|社|(?:全媒体|首席|见习)?(?:记者|评论员|通讯员)|融媒)")
_CLIENT = re.compile(r"报[·・]?[\u4e00-\u9fff]{2,6}?客户端")


class Compound(NamedTuple):
    """A name before it is canonical.

    `hits` is what the gazetteer says of its beginning, `level` the bare 省, 市, 县 or 区 that it begins with; `bare` is a last word
    alone (调研组), `of_person` a business whose name may hold a person's.
    """

    start: int
    end: int
    type: str
    suffix: Suffix | None
    hits: tuple[Hit, ...]
    level: str = ""
    bare: bool = False
    of_person: bool = False


def around(compounds: Sequence[Compound], start: int, end: int) -> Sequence[Compound]:
    """Those of some compounds, sorted and without overlap, that overlap `start:end`."""
    first = bisect_left(compounds, (start,))
    first -= first > 0 and compounds[first - 1].end > start
    return compounds[first : bisect_left(compounds, (end,))]


def find_compounds(reading: Reading, lexicon: Lexicon) -> list[Compound]:
    """All compounds of an article from left to right, without overlap."""
    return list(_Scan(reading, lexicon).run())


class _Scan:
    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.lexicon = reading, lexicon
        self.text, self.tokens = reading.text, reading.tokens
        self.central = lexicon.central(reading)
        self.growth = Growth(reading, lexicon, self.central)
        self.working = WorkingBodies(reading, lexicon, self.growth)
        self.cut: set[int] = set()
        self.inner_starts = sorted({*reading.hit_at, *self.central})

    def run(self) -> Iterator[Compound]:
        taken = next_inner = 0
        for index in self._candidates():
            token = self.tokens[index]
            while token.end > taken:
                start = max(token.start, taken)
                while next_inner < len(self.inner_starts) and self.inner_starts[next_inner] < start:
                    next_inner += 1
                inner = self.inner_starts[next_inner] if next_inner < len(self.inner_starts) else -1
                found = self._at(index, start, inner if inner < token.end else -1)
                if found is None:
                    break
                yield self._of_zone(found, taken)
                taken = found.end

    def _of_zone(self, found: Compound, taken: int) -> Compound:
        """开发 | 区管委会: the body of a zone, not of the district."""
        begin = found.start - len(_ZONE_HEAD)
        cut = begin >= taken and self.text.startswith(_ZONE_HEAD + "区", begin)
        return found._replace(start=begin, level="") if cut else found

    def _candidates(self) -> list[int]:
        """The tokens in which a compound can begin: names, levels, what is a little before a working body, and known names within words."""
        text, reading = self.text, self.reading
        if not self.tokens:
            return []
        found = set(reading.named)
        found.update(i for match in _LEVEL_START.finditer(text) if self.tokens[i := reading.index_at(match.start())].start == match.start())
        found.update(map(reading.index_at, self.inner_starts))
        found.update(reading.index_at(zone.start()) for zone in (_LONE_ZONE.finditer(text) if "城区" in text else ()))
        found.update(self.working.candidates())
        return sorted(found)

    def _at(self, index: int, start: int, inner: int) -> Compound | None:
        """The compound that begins in a token, at its free part's start or at a known name within it."""
        token = self.tokens[index]
        whole = start == token.start
        if (whole and inner not in self.central and (token.tag in NAME_TAGS or inner in (-1, start))) or inner == start:
            found = self._named(index, start) or self._level(index, start) or self._working(index)
            if found or inner in (-1, start):
                return found or self._lone_zone(start)
        if inner >= start:
            return self._named(index, inner)
        return self._level(index, start) or self._rest(token, start) if token.tag in NAME_TAGS else None

    def _rest(self, token: Token, start: int) -> Compound | None:
        """盐津铺子 in a tagged 浏阳盐津铺子, whose place stands for itself."""
        if token.tag == "ORG" and token.end - start >= _OWN_NAME and start in self.cut:
            return Compound(start, token.end, "organisation", self.lexicon.suffix(self.text, start, token.end), ())
        return None

    def _lone_zone(self, start: int) -> Compound | None:
        zone = _LONE_ZONE.match(self.text, start)
        return Compound(start, zone.end(), "place", None, (), "市") if zone else None

    def _working(self, index: int) -> Compound | None:
        body = self.working.at(index)
        return Compound(body.start, body.end, body.type, body.suffix, (), "", body.bare) if body else None

    # --- names with a known beginning

    def _named(self, index: int, at: int) -> Compound | None:
        if at not in self.central and at not in self.reading.hit_at and self.tokens[index].tag not in NAME_TAGS:
            return None
        chain = self._chain(at)
        if chain and at not in self.central and self.text[chain[-1].end : chain[-1].end + 1] in _PAUSES:
            return Compound(at, chain[-1].end, "place", None, chain)  # as most places do
        if chain and _ANY_ONE.match(self.text, chain[-1].end):
            return Compound(at, chain[-1].end, "place", None, chain)
        if chain and (short := self._behind_place(index, at, chain)):
            return short
        if chain and (both := _TWO_BODIES.match(self.text, chain[-1].end - 1)):
            return Compound(at, both.end(), "organisation", self.lexicon.suffixes["委员会"], chain)
        own_end, own_type, suffix = self._beginning(index, at, chain)
        if own_end == at:
            return None
        if not chain and at not in self.central and (bare := self._bare_body(at)) and bare.end >= own_end:
            return bare
        if self._generic(at, own_end, chain):
            return None
        if client := _CLIENT.match(self.text, own_end - 1):
            return Compound(at, client.end(), "organisation", suffix, chain)
        own_end, own_type = self._below(at, own_end, own_type)
        grown = self.growth.grow(at, own_end, suffix) or self.growth.at_once(own_end)
        if grown:
            if self.text[at : grown[0]] in self.lexicon.not_names:
                return None  # 中央环保 | 督察
            return Compound(at, grown[0], grown[1].type, grown[1], chain)
        if not own_type and chain:
            return Compound(at, chain[-1].end, "place", None, chain)
        if own_type == "organisation" and at not in self.central and self._loose(suffix, own_end):
            return self._trimmed(at, own_end, chain, suffix)
        return Compound(at, own_end, own_type, suffix, chain) if own_type else None

    def _behind_place(self, index: int, at: int, chain: tuple[Hit, ...]) -> Compound | None:
        """A place whose name goes on with but a character or a number: 湖北 | 三省, 邵阳南站, 井冈山报, 河南队."""
        end = chain[-1].end
        if self.text[end : end + 1] in _BEHIND_PLACE:
            if _SEVERAL.match(self.text, end):
                return Compound(at, end, "place", None, chain)
            if station := _STATION.match(self.text, end):
                return Compound(at, station.end(), "place", self.lexicon.suffixes["车站"], chain)
        if at in self.central:
            return None
        if _PAPER.match(self.text, end):
            return Compound(at, end + 1, "organisation", self.lexicon.suffixes["日报"], chain)
        if _TEAM.match(self.text, end) and not self._is_tagged(self.tokens[index], at, chain):
            return Compound(at, end + 1, "organisation", self.lexicon.suffixes["队"], chain)
        return None

    def _beginning(self, index: int, at: int, chain: tuple[Hit, ...]) -> tuple[int, str, Suffix | None]:
        """Where the known beginning of a name ends, its type and last word; `at` itself where nothing known begins there."""
        token, end = self.tokens[index], chain[-1].end if chain else at
        if at in self.central:
            return self.central[at], "organisation", None
        if self._is_tagged(token, at, chain):
            both = _TWO_BODIES.match(self.text, at, token.end)
            end = both.end() if both else self._tagged_end(token, at)
            suffix = self.lexicon.suffix(self.text, at, end)
            return end, self._tagged_type(index, suffix, bool(chain)), suffix
        end += bool(chain) and self.text[end - 1] not in LEVELS and self.text[end : end + 1] in _FORMER
        if chain and self.text[end - 1] in LEVELS and (body := _BODY.match(self.text, end)):
            return body.end(), "organisation", self.lexicon.suffix(self.text, at, body.end())
        return (chain[-1].end, "place", None) if chain else (at, "", None)

    def _is_tagged(self, token: Token, at: int, chain: tuple[Hit, ...]) -> bool:
        """Whether the tagger calls a name what begins with a token and goes on behind the places of the gazetteer.

        It may not be begun by a province's one character (湘湖 in 在湘湖北人).
        """
        if at != token.start or token.tag not in NAME_TAGS or token.end - token.start == 1:
            return False
        end = chain[-1].end if chain else at
        abbreviated = bool(chain) and chain[0].end - chain[0].start == 1
        several = _ANY_OF.fullmatch(self.text, end, token.end) if chain else None
        begins = end < token.end and (self.text[end] not in BREAKS_NAME or _NO_BREAK.match(self.text, end) is not None)
        return not abbreviated and not several and begins

    def _tagged_end(self, token: Token, start: int) -> int:
        """Where a tagged name ends, without the title that the tagger drew to it (环卫中心 | 干部江), with what it cut (区红十字 | 会)."""
        association = self.lexicon.associations.search(self.text, start + 1, token.end + 1)
        if association and association.end() > token.end:
            return association.end()
        if token.end - start > _OWN_NAME and _DRAWN_LAST.match(self.text, token.end - 2):
            return token.end - 1  # 长山消防|共, 长山日报|讯
        title = _PERSONAL.search(self.text, start + 2, token.end + _TITLE_REACH)
        return min(title.start(), token.end) if title else token.end

    def _bare_body(self, start: int) -> Compound | None:
        """疾控中心 alone, which can but be the one named before."""
        for end in range(start + LONGEST_SUFFIX, start + _LEAST_BARE - 2, -1):
            suffix = self.lexicon.suffixes.get(self.text[start:end])
            long = end - start >= _LEAST_BARE or self.text.endswith(_OFFICES, start, end)
            if suffix and long and suffix.kind == "body" and suffix.type == "organisation":
                return Compound(start, end, "organisation", suffix, (), "", True)
        return None

    def _generic(self, start: int, end: int, chain: tuple[Hit, ...]) -> bool:
        """国家级, 高速公路: words that the tagger calls a name and that name nothing."""
        if chain or start in self.central:
            return False
        if self.text.endswith(_ANY, max(start - 2, 0), start):
            return self.lexicon.trades.match(self.text, start) is not None
        suffix = self.lexicon.suffixes.get(self.text[start:end])
        word = self.text[start:end]
        if word[-1] in _TOWN_ENDS and self.text[start - 1 : start] == "个":
            return True  # 三个|牧业乡
        if word in self.lexicon.not_names or word[-1] == "级" or _NO_ONE.search(word) or self.lexicon.only_trades.fullmatch(word):
            return True
        return suffix is not None and not (suffix.kind == "body" and word[0] in LEVELS)

    def _loose(self, suffix: Suffix | None, end: int) -> bool:
        """Whether an organisation's end is uncertain: no known last word, or a part of it that belongs to the title behind."""
        return suffix is None or suffix.kind == "firm" or (suffix.kind in ("unit", "party") and self.growth.title_follows(end))

    def _below(self, start: int, end: int, type_: str) -> tuple[int, str]:
        """A place lengthened by the parts of a town or village below it, whatever the words are: 鼎城区 + 花岩溪镇 + 逆江坪社区."""
        if type_ == "place" or self.text.endswith(HOLDS_BELOW, start, end):
            if zone := _ZONE.match(self.text, end):
                return zone.end(), "place"
            while self.text.endswith(HOLDS_BELOW, start, end) and (found := _BELOW.match(self.text, end)):
                if _BELOW_STOPS.search(found.group()):
                    break
                end, type_ = found.end(), "place"
        return end, type_

    def _chain(self, at: int) -> tuple[Hit, ...]:
        """The names of the gazetteer from `at` on, each inside the one before it: 湖北省黄冈市, 西藏那曲|地区|安多县."""
        chain: list[Hit] = []
        hit = self.reading.hit_at.get(at)
        while hit and (not chain or inside(hit, chain[-1])):
            chain.append(hit)
            hit = self.reading.hit_at.get(hit.end + len(_REGION) * self.text.startswith(_REGION, hit.end))
        return tuple(chain)

    def _tagged_type(self, index: int, suffix: Suffix | None, anchored: bool) -> str:
        """The type of a token that the tagger calls a name; '' for one that is too short or general to stand alone."""
        token = self.tokens[index]
        word = self.text[token.start : token.end]
        if suffix:
            if len(suffix.text) == 1 and len(word) < 3:
                return "place" if _WATER_OR_HILL.search(word) else ""
            return "" if (word == suffix.text and suffix.kind != "body") or _NOT_NAMES.match(word) else suffix.type
        if anchored:
            if word.endswith(_AID):
                return ""
            return "organisation" if token.tag == "ORG" else "place" if word[-1] in _DIVISION_ENDS else ""
        least = 3 if token.tag == "LOC" or self.lexicon.coined(word) else 4
        if "的" in word:
            return ""
        if len(word) < least or _NOT_NAMES.search(word):
            return "place" if token.tag == "LOC" and _WATER_OR_HILL.search(word) else ""
        return "organisation" if token.tag == "ORG" else "place"

    def _trimmed(self, start: int, end: int, chain: tuple[Hit, ...], own: Suffix | None) -> Compound:
        """A tagged organisation whose end is uncertain: cut behind its last known word, or parted from the place that it begins with."""
        if self.text.endswith(_CENTRE, start, end) and not self.growth.title_follows(end):
            return Compound(start, end, "organisation", own, chain)  # 香港特区政府卫生署|卫生防护中心
        for stop in range(end - (len(own.text) if own else 1), start + 2, -1):
            suffix = self.lexicon.suffix(self.text, start, stop)
            if suffix and self.growth.whole(suffix) and (suffix.type == "organisation" or own is not None):
                return Compound(start, stop, suffix.type, suffix, chain)
        if own and own.kind == "unit" and own.text[-1] == _TEAM_END:
            return Compound(start, end, "organisation", own, chain)  # 大英交警大队|教导员
        # 湖南中锂新材 is one: a firm is called after its province.
        parted = not chain or chain[-1].divisions[0].level != "province"
        if chain and parted and end - chain[-1].end >= _OWN_NAME and self.text[chain[-1].end - 1] not in LEVELS:
            self.cut.add(chain[-1].end)
            return Compound(start, chain[-1].end, "place", None, chain)
        return Compound(start, end, "organisation", own, chain)

    # --- names that begin with a level

    def _level(self, index: int, start: int) -> Compound | None:
        """省 + 综合 + 交通 + … + 协调小组: a bare level and words up to a last word of organisations.

        Inside a tagged name it may follow a particle (长沙将 | 市第一人民医院).
        """
        token = self.tokens[index]
        if start > token.start:
            start += self.text[start] in BREAKS_NAME
        match = LEVEL.match(self.text, start, token.end + 2) if self.text[start : start + 1] in _LEVEL_STARTS else None
        if not match or token.tag in ("v", "p", "r", "m", "q") or self.text[start - 1 : start] in LEVELS:
            return None
        ours = self.text[start - 1 : start] in _POINTING
        if ours and _OWN_TOWN.match(self.text, match.end()):
            return None  # 我市|新河镇卫生院
        own_end = match.end()
        grown = self.growth.grow(start, own_end, None) or self._strong(own_end) or self.growth.at_once(own_end)
        grown = (grown and grown[1].kind == "body" and self.growth.at_once(grown[0])) or grown
        if grown and (grown[1].type == "organisation" or (grown[1].kind == "site" and not ours)):
            return Compound(start, grown[0], grown[1].type, grown[1], (), match.group())
        inner = self._short_body(own_end, token.end)
        return Compound(start, inner[0], "organisation", inner[1], (), match.group()) if inner else None

    def _strong(self, start: int) -> tuple[int, Suffix] | None:
        """A long last word near `start` whatever the words between are: 省 + 联防联控机制 + 电视电话会议."""
        match = _STRONG.match(self.text, start)
        return (match.end(), self.lexicon.suffixes[match[1]]) if match and match[1] in self.lexicon.suffixes else None

    def _short_body(self, start: int, end: int) -> tuple[int, Suffix] | None:
        """The body inside a word such as 省委书记, and one that the tagger cuts (县妇|联)."""
        if association := self.lexicon.associations.match(self.text, start):
            return association.end(), self.lexicon.suffixes[association.group()]
        body = _BODY.match(self.text, start, end)
        whole = body is not None and body.end() == end
        if body and (
            whole or self.lexicon.ends_in_title(self.text, body.end(), end) == body.end() or self.growth.title_follows(body.end())
        ):
            return body.end(), self.lexicon.suffix(self.text, start - 1, body.end()) or self.lexicon.suffixes["委员会"]
        return None
