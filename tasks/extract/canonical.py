"""Canonical names: 省委 is 湖南省委 where the document is about Hunan, 调研组 the 省人大调研组 named before, 怀化 is 怀化市."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.body_deeds import BodyDeeds
from kaozheng.tasks.extract.compounds import Compound
from kaozheng.tasks.extract.gazetteer import Division, Gazetteer, Hit
from kaozheng.tasks.extract.region import Region
from kaozheng.tasks.vocabulary import Vocabulary, built_once

# 怀化主城区 is 怀化市主城区; other names keep their short beginning as it is written.
_FULL_BEFORE = ("主城区", "中心城区", "城区", "老城区", "委", "政府", "人大", "政协", "纪委")
_LEVEL_OF = {
    "省": "province", "自治区": "province", "市": "prefecture", "州": "prefecture", "盟": "prefecture", "地区": "prefecture",
    "县": "county", "区": "county", "旗": "county",
}  # fmt: skip
# How far back, in characters, a place named before settles a bare level.
_NEAR = 24
# How many organisations back a short name may refer.
_REACH = 100
_COREFERENT_KINDS = frozenset(("working", "party"))
_SETTLEMENT = re.compile("(?:镇|乡|村|社区|街道)$")
_BODY_BELOW = re.compile("(镇|乡|村|社区|街道)(?=党|政府|居委会|村委会|人民政府|[\u4e00-\u9fff]{0,5}(?:站|所|院|中心|校)$)")
_OWNED = ("工作组", "督导组", "检查组", "指导组", "调查组", "督查组", "专班")
# 市场监管局, by itself: a body, whichever place it is of.
_OFFICES = ("局", "厅")
_LIST_MARKS = frozenset("、和与及")
# 成立工作专班: a body that has but just come to be, and may be nobody's.
_LEAST_SET_UP = 4
# 派出6支医疗队: others than the one named before.
_LED = re.compile("(?:带领|率领|带队|率|组成)的?$")
_LED_REACH = 3
_CLAUSE_BEGINS = frozenset(("", *"，。；：！？”\n \u3000"))
_SENT_OUT = re.compile(r"[\d一二两三四五六七八九十百多几]支$")
_CLIENT = re.compile(r"(报)[·・]?([\u4e00-\u9fff]{2,6}客户端)$")
# 榆关县 that no list holds, though a document is about it.
_UNLISTED = re.compile(r"(?![省市县区州旗])[\u4e00-\u9fff]{1,3}?(?<![本该全各])(自治县|县|区|市|州|旗)(?![域级])")
# 市民 and 区域 are words; 市民政局 is a body.
_NO_LEVEL = re.compile("[省市县区]级|省市|市州|市民(?!政|宗|族)|[区县]域")
_LEAGUE = re.compile("团([省市县区州旗])委")
_LEVEL_KEY = {"市": "prefecture", "州": "prefecture", "自治县": "县"}
_NUMBERED = re.compile("第[一二三四五六七八九十\\d]{1,3}")
_SENTENCE_END = re.compile("[。！？\n]")
_BRANCH_ENDS = ("分公司", "公司", "医院", "集团", "大学")


class Canonical(NamedTuple):
    """A canonical name, its division code, and what the name rests on, as `actors.name_basis` tells."""

    name: str
    code: str | None = None
    basis: str = "written"


@dataclass
class Names:
    """The canonical names of one article, given from left to right, because a short name takes up the one before it."""

    reading: Reading
    region: Region
    aliases: Aliases
    deeds: BodyDeeds
    gazetteer: Gazetteer
    last: dict[str, tuple[str, int]] = field(default_factory=dict)
    organisations: list[tuple[str, int]] = field(default_factory=list)
    shortened: dict[str, str] = field(default_factory=dict)
    owned: dict[str, str] = field(default_factory=dict)
    listed: tuple[str, int] = ("", -1)
    passed: int = 0

    @property
    def party(self) -> str | None:
        """中共中央, where the document says so: what the general secretary is of."""
        return self.aliases.whole.get("党中央")

    def name(self, compound: Compound) -> Canonical:
        """Canonical name of a compound; the name is '' where a bare body has nothing that it could mean."""
        self._note_hits(compound.start)
        written = self.reading.text[compound.start : compound.end]
        found = self._canonical(compound, written)
        return Canonical(found.name, found.code) if found.name == written else found

    def _canonical(self, compound: Compound, written: str) -> Canonical:
        if compound.type == "group":
            return Canonical(written)
        division = self._division(compound.hits)
        for hit in compound.hits[:-1]:
            self._note(hit.divisions[0], compound.hits[-1].end)
        if division:
            self._note(division, compound.hits[-1].end)
        if (
            not compound.hits
            and not compound.level
            and (unlisted := _UNLISTED.match(written))
            and not unlisted.group().endswith(self.gazetteer.no_districts)
        ):
            self.last[_LEVEL_KEY.get(unlisted[1], unlisted[1])] = (unlisted.group(), compound.start + unlisted.end())
        if compound.type == "place" and compound.hits and compound.hits[-1].end == compound.end:
            return Canonical(self._chain_name(compound.hits, division), division.code or None if division else None, "gazetteer")
        if compound.type == "place":
            basis = "home" if compound.level else "gazetteer"
            name = self._place_name(compound, written)
            self._settle(self._in_full(compound, name), compound.end)
            return Canonical(name, None, basis)
        return self._organisation(compound, written)

    def _note_hits(self, until: int) -> None:
        """Remember the places inside names that are passed, too: 泾县 in G205国道泾县榔桥镇."""
        hits = self.reading.hits
        while self.passed < len(hits) and hits[self.passed].end <= until:
            hit = hits[self.passed]
            if division := self.region.choose(hit.divisions):
                self._note(division, hit.end)
            self.passed += 1

    def _note(self, place: Division, end: int) -> None:
        """Remember where each level was last named."""
        _, name, _, level, _ = place
        if level == "county" and name[-1] != "市":
            self.last[name[-1] if name[-1] in "区旗" else "县"] = name, end
        elif level != "world":
            self.last["province" if level == "province" else "prefecture"] = name, end

    def _in_full(self, compound: Compound, name: str) -> str:
        """The name with the short one that it begins with in full: 泾县榔桥镇 for 泾榔桥镇."""
        if not compound.hits or compound.hits[-1].end >= compound.end:
            return name
        return self._chain_name(compound.hits, self._division(compound.hits)) + self.reading.text[compound.hits[-1].end : compound.end]

    def _settle(self, name: str, end: int) -> None:
        """Remember a town's or village's name: 镇党委 is that town's."""
        below = _SETTLEMENT.search(name)
        if below:
            self.last[below.group()] = (name, end)

    def _division(self, hits: Sequence[Hit]) -> Division | None:
        """The division that a chain ends in; among several of one name the one inside the place before it."""
        if not hits:
            return None
        options = hits[-1].divisions
        if len(hits) > 1:
            options = tuple(d for d in options if any(d.within(p) for p in hits[-2].divisions)) or options
        elif len(options) > 1:
            options = self._like_neighbours(hits[0]) or options
        return self.region.choose(options)

    def _like_neighbours(self, hit: Hit) -> tuple[Division, ...]:
        """In a list a name means what its neighbours are: 吉林 between 长春 and 四平 is the city."""
        text = self.reading.text
        before = self.reading.hit_by_end.get(hit.start - 1) if text[hit.start - 1 : hit.start] == "、" else None
        after = self.reading.hit_at.get(hit.end + 1) if text[hit.end : hit.end + 1] == "、" else None
        parents = {d.parent for other in (before, after) if other for d in other.divisions[:1] if d.parent}
        return tuple(d for d in hit.divisions if d.parent in parents)

    def _chain_name(self, hits: Sequence[Hit], division: Division | None) -> str:
        above, last = "".join([h.divisions[0].name for h in hits[:-1]]), hits[-1]
        if division:
            return above + division.name
        shared = len({d.name for d in last.divisions}) == 1
        return above + (last.divisions[0].name if shared else self.reading.text[last.start : last.end])

    def _place_name(self, compound: Compound, written: str) -> str:
        if compound.level:
            place = self.level_name(compound.level, compound.start)
            return (place or "") + written.removeprefix(compound.level if place else "")
        return self._full_beginning(compound, written)

    def _full_beginning(self, compound: Compound, written: str) -> str:
        if not compound.hits:
            return written
        rest = self.reading.text[compound.hits[-1].end : compound.end]
        return self._chain_name(compound.hits, self._division(compound.hits)) + rest if rest.startswith(_FULL_BEFORE) else written

    def _organisation(self, compound: Compound, written: str) -> Canonical:
        if compound.bare:
            return Canonical(self._bare_name(compound, written), None, "document")
        full, basis = self._placed_name(compound, written)
        level = compound.level or self._level_of(written)
        if compound.hits:
            self.listed = self._chain_name(compound.hits, self._division(compound.hits)), compound.end
        elif level:
            self.listed = full.removesuffix(written.removeprefix(level)), compound.end
        full = _CLIENT.sub(r"\1·\2", full)
        name = self.aliases.canonical(full)
        if name != full:
            basis = "document" if full in self.aliases.established else "vocabulary"
        if compound.suffix and self._may_be_short(compound, written):
            longer = self._longer(name, compound.suffix.text)
            if longer:
                self.shortened[written] = longer
                return Canonical(longer, None, "document")
        self.organisations.append((name, compound.start))
        return Canonical(name, None, basis)

    def _placed_name(self, compound: Compound, written: str) -> tuple[str, str]:
        """An organisation's name with the place that it is of, and what that rests on."""
        if (league := _LEAGUE.match(written)) and (place := self.level_name(league[1], compound.start)):
            return f"共青团{place}委" + written[league.end() :], "home"
        level = compound.level or self._level_of(written)
        if below := _BODY_BELOW.match(written):
            return self.last.get(below[1], (below[1], 0))[0] + written[below.end() :], "home"
        if level:
            place = self._called(level, self.level_name(level, compound.start))
            return (place + written[len(level) :] if place else written), "home"
        whole = self._unshortened(written)
        basis = "gazetteer" if compound.hits else "written"
        return self._full_beginning(compound, whole), basis if whole == written else "document"

    def _called(self, level: str, place: str | None) -> str | None:
        """What bodies call the place that they are of: 湘西州, not 湘西土家族苗族自治州."""
        meant = self.gazetteer.meanings.get(place or "", ()) if level == "州" else ()
        return meant[0].short + level if meant and meant[0].short else place

    def _bare_name(self, compound: Compound, written: str) -> str:
        """调研组 is the longer one named before; 工作组 and 临时党委 belong to the organisation named in the same sentence."""
        if compound.start and _SENT_OUT.search(self.reading.text, max(compound.start - 2, 0), compound.start):
            return written
        if compound.start == self.listed[1] + 1 and self.reading.text[compound.start - 1] in _LIST_MARKS:
            self.listed = self.listed[0], compound.end
            self.organisations.append((self.listed[0] + written, compound.start))
            return self.organisations[-1][0]
        also = tuple(written[: -len(short)] + full for short, full in self.aliases.forms if written.endswith(short))
        longer = next((name for name, _ in self._recent() if len(name) > len(written) and name.endswith((written, *also))), "")
        if longer:
            return longer
        kind = compound.suffix.kind if compound.suffix else ""
        sentence = self.reading.article.sentence_at(compound.start)
        owner = next((name for name, at in self._recent() if at >= sentence.start), "")
        if owner and kind == "party":
            return owner + written
        if owner and written.endswith(_OWNED):
            self.owned[written] = owner + written
            return self.owned[written]
        set_up = kind == "working" and self.deeds.set_up.search(self.reading.text, max(compound.start - 3, 0), compound.start)
        if written in self.owned and not set_up:
            return self.owned[written]
        named = written.endswith(_OFFICES) or (set_up and len(written) >= _LEAST_SET_UP)
        return written if named or (kind == "working" and not set_up and self._is_known(compound)) else ""

    def _is_known(self, compound: Compound) -> bool:
        """调研组 that opens a clause, or that somebody leads (某某率领的调研组): a body that the reader is told of, whosever it is."""
        before = self.reading.text[max(compound.start - _LED_REACH, 0) : compound.start]
        return before[-1:] in _CLAUSE_BEGINS or _LED.search(before) is not None

    def _recent(self) -> list[tuple[str, int]]:
        """Organisations named before, the latest first, as far back as a short name reaches."""
        return self.organisations[: -_REACH - 1 : -1]

    def _longer(self, name: str, suffix: str) -> str:
        """The organisation named before that a short name stands for: the same end, and all its characters in their order."""
        spelt_out = {name[: -len(short)] + full for short, full in self.aliases.forms if name.endswith(short)}
        for other, _ in self._recent():
            if other in spelt_out:
                return other
            if len(other) > len(name) and other.endswith(suffix) and (other.endswith(name) or _same_body(name, other, suffix)):
                return other
        return ""

    def _unshortened(self, written: str) -> str:
        """长沙分公司第五党支部 begins with a short name that is known by now."""
        for short, longer in self.shortened.items():
            if written.startswith(short) and len(written) > len(short):
                return longer + written[len(short) :]
        return written

    def _may_be_short(self, compound: Compound, written: str) -> bool:
        kind = compound.suffix.kind if compound.suffix else ""
        return kind in _COREFERENT_KINDS or written.endswith(_BRANCH_ENDS) or written.endswith(self.aliases.short_ends)

    @staticmethod
    def _level_of(written: str) -> str:
        """The level that a tagged short name begins with: 省委, 市政府."""
        if written.startswith(("自治区", "地区")):
            return written[: written.index("区") + 1]
        return written[0] if written[0] in _LEVEL_OF and not _NO_LEVEL.match(written) else ""

    def level_name(self, level: str, at: int) -> str | None:
        """The place that a bare 省, 市, 县 or 区 means at offset `at`.

        It is one named just before (湖北省委、省政府), else where the article is at home.
        """
        kind = _LEVEL_OF[level]
        name, end = self.last.get(kind if kind != "county" else level, ("", -1))
        home = self._home(kind, level)
        fits = kind == "county" or name.endswith(level)
        if name and fits and (home is None or (0 <= at - end <= _NEAR and not self._passed_by(name, end, home, at, level))):
            return name
        return home if home and home.endswith(level) else None

    def _passed_by(self, name: str, end: int, home: str, at: int, level: str) -> bool:
        """Whether a place is but passed by: one in short where the paper's own is told of, another province that an earlier sentence names,
        or a county's city in an article about its prefecture's."""
        text = self.reading.text
        if self.region.of_outlet(level) and text[end - 1] != level:
            return True
        earlier = _SENTENCE_END.search(text, end, at) is not None
        if earlier and self.last.get("province", ("", 0))[0] == name:
            return name != home
        return earlier and name != home and name.endswith("市") and text.count(name[:-1]) < text.count(home[:-1])

    def _home(self, kind: str, level: str) -> str | None:
        """The province or the city that the article is about, or the county or its city that it or its outlet is of; a municipality
        (重庆市) is both."""
        if kind == "county":
            county = self.region.of_outlet(level)
            return county.name if county else None
        province, city = self.region.province, (level == "市" and self._county_city) or self.region.city_of(level)
        if kind == "prefecture":
            municipality = province if province and province.name.endswith("市") else None
            return city.name if city else municipality.name if municipality else None
        return province.name if kind == "province" and province else None

    @cached_property
    def _county_city(self) -> Division | None:
        """慈溪市 in an article that names no other division of its prefecture, nor that: what 市 means there."""
        home = None if self.region.of_outlet("市") else self.region.city_of("市")
        hits = [*self.reading.hits, *self.gazetteer.find(self.reading.article.title or "")] if home else ()
        named = {d for hit in hits if hit.sure and (d := self.region.choose(hit.divisions)) and d.level in ("prefecture", "county")}
        inside = [d for d in named if home and d.code[:4] == home.code[:4]]
        return inside[0] if len(inside) == 1 and inside[0].level == "county" and inside[0].name.endswith("市") else None


def _same_body(name: str, other: str, suffix: str) -> bool:
    """湖南省高级专家组 for 湖南省新冠肺炎医疗救治高级专家组: same place, same last word of some length, the rest in order.

    衡阳市人民医院 is no 衡阳市第三人民医院: nobody leaves the number out.
    """
    return len(suffix) >= 3 and name[:2] == other[:2] and _NUMBERED.findall(name) == _NUMBERED.findall(other) and _in_order(name, other)


def _in_order(name: str, other: str) -> bool:
    rest = iter(other)
    return all(char in rest for char in name)


@dataclass(frozen=True)
class Aliases:
    """Short names of organisations and what they are short for, in one document.

    `forms`: last words that have a longer form, and that form; `short_ends`: these words.
    """

    prefixes: tuple[tuple[str, str], ...]
    whole: dict[str, str]
    established: frozenset[str]
    forms: tuple[tuple[str, str], ...]
    short_ends: tuple[str, ...]

    def canonical(self, name: str) -> str:
        if name in self.whole:
            return self.whole[name]
        return next((long + name[len(short) :] for short, long in self.prefixes if name.startswith(short)), name)


@built_once
def _known_aliases(vocabulary: Vocabulary) -> tuple[Aliases, Mapping[str, str]]:
    """The aliases that hold everywhere, and those that hold where a document has the name that they stand for."""
    entries = [(e["alias"], e["name"], e["where"]) for e in vocabulary.entries("organisation_aliases")]
    forms = tuple((e["short"], e["long"]) for e in vocabulary.entries("body_short_forms"))
    everywhere = Aliases(
        prefixes=tuple((alias, name) for alias, name, where in entries if where == "prefix"),
        whole={alias: name for alias, name, where in entries if where == "whole"},
        established=frozenset(),
        forms=forms,
        short_ends=tuple({short for short, _ in forms}),
    )
    return everywhere, {alias: name for alias, name, where in entries if where == "used"}


def aliases_in(texts: Sequence[str], established: Mapping[str, str], vocabulary: Vocabulary) -> Aliases:
    """The aliases that hold in a document: those that it establishes, and those of the vocabulary.

    党中央 is 中共中央 only where the document itself says so.
    """
    everywhere, where_used = _known_aliases(vocabulary)
    whole = everywhere.whole | {alias: name for alias, name in where_used.items() if any(name in text for text in texts)}
    resolved = {alias: whole.get(name, name) for alias, name in whole.items()}
    return replace(everywhere, whole=resolved | dict(established), established=frozenset(established))
