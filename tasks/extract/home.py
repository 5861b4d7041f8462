"""The place that an article is at home in: what 全市, 我省 and 该县 mean in it, and what stands in where a sentence names no place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.gazetteer import Division, Gazetteer, Hit, stem
from kaozheng.tasks.extract.link_cues import LinkCues
from kaozheng.tasks.extract.mentions import ActorMention

MUNICIPALITIES = ("11", "12", "31", "50")
"""The first digits of the codes of cities that are provinces."""
_OF_COUNTIES = frozenset("区县旗")
_HEAD = 240
_PAPERS = ("日报", "晚报", "晨报", "客户端", "都市报")
_LIST_MARKS = frozenset(("", "、", "和", "与"))
_DOTS = frozenset("•·・")
# 银河南路, 北京路: a road, wherever it lies.
_ROADS = ("路", "大街", "大道", "巷", "胡同")
_ENDS = ("市", "县", "区", "旗")
# 本报北京6月24日电: of the whole country.
_CAPITAL = "110000"
_DATELINE = re.compile(r"\d{1,2}月\d{1,2}日电")
_FROM_CAPITAL = re.compile(r"(?:新华社|本报|中新社|社|网)北京(?:\d{1,2}月)?\d{1,2}日电")
_OF_COUNTRY = ("全国", "我国", "国内", "国家")
_FEWEST_PROVINCES = 3
_OPENS_WITH_DIVISION = re.compile("[\u4e00-\u9fff]{2,4}?[市县旗]|[\u4e00-\u9fff]{2,3}区")

_CHINA = Division("", "中国", "", "world", "")


def _nested(left: Division, right: Division) -> bool:
    return left.within(right) or right.within(left)


class Home:
    """The province, prefecture and county that an article is mostly about: from its title and head, its outlet, and the places it names.

    `outlet`: where the article's outlet is at home.
    """

    def __init__(
        self,
        article: Article,
        places: Sequence[ActorMention],
        others: Sequence[ActorMention],
        gazetteer: Gazetteer,
        outlet: Division | None,
        cues: LinkCues,
    ) -> None:
        self._gazetteer = gazetteer
        self._cues = cues
        self._outlet = outlet
        self._places = places
        self._bodies = [a for a in others if a.type == "organisation"]
        self._text = article.string
        told = {self._text[a.start : a.end] for a in places if a.code}
        self._people = frozenset(a.name for a in others if a.type == "person" and a.name not in told)
        self._named = [code for a in places if (code := a.code) and not (code == _CAPITAL and _DATELINE.match(self._text, a.end))]
        self._heading = article.title or ""
        self._subheadings = [article.string[s.start : s.end] for s in article.part_spans("subtitle")]
        self._opening = article.string[:_HEAD]

    @cached_property
    def _title(self) -> list[Division]:
        return [hit.divisions[0] for hit in self._title_hits]

    @cached_property
    def _title_hits(self) -> list[Hit]:
        return self._hits(self._heading, frozenset(self._named))

    @cached_property
    def _head(self) -> list[Division]:
        return [hit.divisions[0] for hit in self._head_hits]

    @cached_property
    def _head_hits(self) -> list[Hit]:
        return [hit for hit in self._hits(self._opening) if hit.start not in self.listed_firms]

    @cached_property
    def listed_firms(self) -> frozenset[int]:
        """Where the names of firms begin that bear a mere province, beside others from elsewhere: 河北汽车 in 三一重工、河北汽车."""
        found: set[int] = set()
        for left, right in pairwise(self._bodies):
            if left.end + 1 == right.start and self._text[left.end] == "、":
                borne = {a.start: self._province_borne(a.name) for a in (left, right)}
                if len(set(borne.values())) > 1:
                    found.update(start for start, province in borne.items() if province)
        return frozenset(found)

    def _province_borne(self, name: str) -> str:
        """The short name of a province that the name of a firm begins with, '' for none and for an authority."""
        first = next(iter(self._gazetteer.find(name)), None)
        if first is None or first.start or first.divisions[0].level != "province" or name.endswith(self._cues.authority):
            return ""
        return name[: first.end] if name[: first.end] == first.divisions[0].short else ""

    @cached_property
    def default(self) -> Division | None:
        """The place that stands in where none is named."""
        if self._title and self._head and self._title[0].within(self._head[0]):
            return self._head[0]
        named = self._innermost(self._title_hits) or self._of_subtitle() or self._of_country() or self._unknown(in_title=True)
        if named or self._is_foreign:
            return self._told_within(named) or named if named else None
        guessed = self._of_outlet() or self._lone or self._province or self._unknown()
        return None if guessed and self._is_too_wide(guessed) else guessed

    def _told_within(self, province: Division) -> Division | None:
        """桐乡市 of 浙江民警: where all is told that a title calls by its province, which the text never speaks of."""
        if province.level != "province" or province.code[:2] in MUNICIPALITIES or self._named.count(province.code) > 1:
            return None
        if self._text.count(province.name[-1]) > self._text.count(province.name):
            return None
        inside = [division for division in self._head if division.within(province)]
        return inside[0] if inside and all(_nested(inside[0], other) or other == inside[0] for other in inside) else None

    def _is_too_wide(self, place: Division) -> bool:
        """Whether an article that says 我县 or 我区, and is at no known home, but names a place that holds counties."""
        if place == self._outlet or place.level not in ("province", "prefecture"):
            return False
        return "我县" in self._text or (place.level == "province" and place.code[:2] not in MUNICIPALITIES and "我市" in self._text)

    @property
    def _is_foreign(self) -> bool:
        """Whether the title names another country, and the article no place in China."""
        if self._codes or not self._heading:
            return False
        return any(h.divisions[0].level == "world" and h.divisions[0].name != _CHINA.name for h in self._gazetteer.find(self._heading))

    @property
    def _lone(self) -> Division | None:
        """The one division that all that the article names are, or hold."""
        codes = set(self._codes)
        inmost = max(codes, key=lambda code: len(stem(code)), default=None)
        return self._gazetteer.by_code.get(inmost) if inmost and all(inmost.startswith(stem(code)) for code in codes) else None

    def _of_subtitle(self) -> Division | None:
        """What the first subtitle or kicker that names a place names, where the title names none: ——汉中市洋县防汛见闻."""
        told = frozenset(self._named)
        return next((place for line in self._subheadings if (place := self._innermost(self._hits(line, told)))), None)

    def _of_country(self) -> Division | None:
        """China, for news of no local paper that opens with a sum over all provinces, or from the capital with the whole country."""
        if self._outlet:
            return None
        if _FROM_CAPITAL.search(self._opening) and any(word in self._opening for word in _OF_COUNTRY):
            return _CHINA
        return _CHINA if any(self._cues.sums_up(self._opening, h.start) for h in self._gazetteer.find(self._opening)) else None

    def _of_outlet(self) -> Division | None:
        """What the opening names first, or where the outlet is at home: the smaller where one lies in the other; the first where they lie
        apart, unless the article names the outlet's too."""
        first, own = self._first_of_head(), self._outlet
        if own is None or own.level == "province" or (first and first.within(own)):
            return first
        apart = first is not None and first != own and not own.within(first)
        return first if apart and own.short not in self._text else own

    def _innermost(self, hits: Sequence[Hit]) -> Division | None:
        """The last of the divisions that open a title, one inside the other: 绍兴市上虞区."""
        last: Hit | None = None
        for hit in hits:
            dotted = last and hit.start == last.end + 1 and self._heading[last.end] in _DOTS
            if last and not ((hit.start == last.end or dotted) and hit.divisions[0].within(last.divisions[0])):
                break
            last = hit
        return last.divisions[0] if last else None

    def _first_of_head(self) -> Division | None:
        """The first division of an opening; of several of one province that stand in a list the province."""
        hits = self._head_hits
        if not hits:
            return None
        first, *rest = hits
        if len(rest) > 1 and all(self._stands_in_list(left, right) for left, right in pairwise(hits[:_FEWEST_PROVINCES])):
            return _CHINA
        listed = rest and self._opening[first.end : rest[0].start] in _LIST_MARKS
        if listed and first.divisions[0].level != "province" and not _nested(first.divisions[0], rest[0].divisions[0]):
            province = self._gazetteer.by_code.get(first.divisions[0].province)
            return province if province and rest[0].divisions[0].province == province.code else first.divisions[0]
        return self._held_by(hits)

    def _held_by(self, hits: Sequence[Hit]) -> Division:
        """The division that an opening names first, in it the one right behind (浙江省|慈溪市), unless that is one of a list."""
        for left, right in pairwise(hits):
            dotted = right.start == left.end + 1 and self._opening[left.end] in _DOTS
            if (right.start > left.end and not dotted) or not right.divisions[0].within(left.divisions[0]):
                return hits[0].divisions[0] if self._opening[left.end : right.start] in _LIST_MARKS else left.divisions[0]
        return hits[-1].divisions[0]

    def _unknown(self, in_title: bool = False) -> Division | None:
        """A city or county that no gazetteer has: that of the title, else the one named most, by the names of bodies too."""
        if not self._unlisted:
            return None
        name = next((n for n in self._unlisted if n in self._heading and n.endswith(("市", "县") if in_title else _ENDS)), None)
        if name is None and not in_title:
            name, times = self._unlisted.most_common(1)[0]
            name = name if times > 1 else None
        return Division("", name, "", "county" if name[-1] in _OF_COUNTIES else "prefecture", "") if name else None

    @cached_property
    def _unlisted(self) -> Counter[str]:
        opens = (_OPENS_WITH_DIVISION.match(a.name) for a in (*self._places, *self._bodies) if a.code is None)
        return Counter(
            m[0] for m in opens if m and not m[0].endswith(self._gazetteer.no_districts) and m[0] not in self._gazetteer.meanings
        )

    def holds(self, level: str) -> bool:
        """Whether the article is about a province or a prefecture, in which there are many of a level (区, 县); 全区 may be all of 宁夏."""
        if self.default is None or self.default.level == "county" or level not in _OF_COUNTIES:
            return False
        return level != "区" or self._province is None or not self._province.name.endswith("自治区")

    def of_level(self, level: str) -> str | None:
        """全省, 全市, 全州, 全县, 全区: the article's own place of that level, None where it has none."""
        default = self.default
        if default and default.level == "county" and default.name.endswith(level) and level not in "省州":
            return default.name
        province = self._province.name if self._province else ""
        if level == "省":
            return province if province.endswith(level) else None
        if (level == "区" and province.endswith("自治区")) or (level == "市" and province.endswith("市")):
            return province
        if level in "市州":
            return self._city.name if self._city else None
        return self._county.name if self._county and self._county.name.endswith(level) else None

    def _stands_in_list(self, left: Hit, right: Hit) -> bool:
        """Whether two hits of an opening are provinces side by side in a list."""
        provinces = left.divisions[0].level == right.divisions[0].level == "province"
        return provinces and self._opening[left.end : right.start] in _LIST_MARKS

    @cached_property
    def _province(self) -> Division | None:
        return self._heaviest(code[:2] + "0000" for code in self._codes)

    @cached_property
    def _city(self) -> Division | None:
        return self._heaviest(code[:4] + "00" for code in self._codes if not code.endswith("0000") and code[:2] not in MUNICIPALITIES)

    @cached_property
    def _county(self) -> Division | None:
        return self._heaviest(code for code in self._codes if not code.endswith("00"))

    @cached_property
    def _codes(self) -> list[str]:
        return self._named + [d.code for d in (*self._title, *self._head)] + ([self._outlet.code] if self._outlet else [])

    def _hits(self, text: str, told: frozenset[str] = frozenset()) -> list[Hit]:
        """The divisions that a text names for certain, names of newspapers and of people passed over, and that with which all provinces
        are summed up; a short name (资兴) is one of those `told` of."""
        hits = (h for h in (self._gazetteer.find(text) if text else ()) if h.divisions[0].code and not text.startswith(_PAPERS, h.end))
        hits = (h for h in hits if h.divisions[0].code != _CAPITAL or not _DATELINE.match(text, h.end))
        hits = (h for h in hits if not text.startswith(_ROADS, h.end))
        sure = [h for h in hits if (h.sure or self._is_told(text, h, told)) and not self._names_somebody(text, h)]
        return [h for h in sure if not self._cues.sums_up(text, h.start)]

    def _names_somebody(self, text: str, hit: Hit) -> bool:
        """王|长春: whether a division's name is, or is part of, that of one of the article's people."""
        said = text[hit.start : hit.end]
        return any(text.startswith(name, hit.start - name.index(said)) for name in self._people if said in name)

    def _is_told(self, text: str, hit: Hit, told: frozenset[str]) -> bool:
        """Whether a short name is a place's here: one of those told of, or the only one of that name before such a body as each has
        (建始|法院)."""
        return hit.divisions[0].code in told or (len(hit.divisions) == 1 and text.startswith(self._cues.county_body, hit.end))

    def _heaviest(self, codes: Iterable[str]) -> Division | None:
        known = self._gazetteer.by_code
        return next((known[code] for code, _ in Counter(codes).most_common() if code in known), None)
