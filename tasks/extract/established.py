"""Names that a document itself establishes: the short form of a firm named in full, a trade name or a team named once so that it is plain.

圣湘生物 is 圣湘生物科技股份有限公司 where the document has both; 山河智能 is a firm beside 三一重工; 铁桥队 is a team wherever the document
names it, once the tagger has seen one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.compounds import Compound
from kaozheng.tasks.extract.lexicon import Lexicon, Suffix

_LEGAL = re.compile("(?:科技|技术|实业|集团|控股|股份|有限|责任|总)*公司$|集团$")
_FORM_PART = re.compile("集团|股份|控股|有限|责任|总公司|公司")
_FORM = re.compile(f"(?:{_FORM_PART.pattern})*公司")
_DEFINITION = re.compile(
    r"[（(](?:以?下)?(?:统一)?简?称(?:为|：|:)?[“\"「]?([\u4e00-\u9fffA-Za-z0-9]{2,12})(?:[”\"」]|[ ，；][^（）\n]{0,30})?[）)]"
)
_WHOLE = ("集团", "公司")
_MEDIA = ("报", "台", "网")
_FIRM_ENDS = ("公司", "集团", "银行", "证券", "保险")
_LEAST_SHORT, _MOST_SHORT = 4, 8
_LEAST_NAME = 3
_HAN = re.compile("[\u4e00-\u9fff]+")
_COINED = (2, 3)
_MARK = "、"
_OVERLAPS = 3  # trade names and established names are found apart, so that a few may cover one place
_TWO_TEAMS = re.compile("([\u4e00-\u9fff]{2,5}队)(?:[与和、]|对阵|迎战|战胜|击败|不敌|逼平|力克|负于)([\u4e00-\u9fff]{2,4}?队)")
_LISTED_WITH = re.compile("等(?:龙头|重点|骨干|知名|[\\d一二三四五六七八九十多]{1,4}家)?(?:企业|单位|公司|集团)")


def add_established(
    readings: Sequence[Reading], compounds: Sequence[list[Compound]], lexicon: Lexicon
) -> tuple[list[list[Compound]], dict[str, str]]:
    """The compounds of each article of a document with the names that the document establishes, and the full names of short ones."""
    short = _short_forms(readings, compounds, lexicon)
    plain = {text for reading, found in zip(readings, compounds, strict=True) for text in _plain_names(reading, found)} | set(short)
    plain |= {outlet for reading in readings if len(outlet := reading.article.outlet or "") >= _LEAST_NAME}
    plain |= {team for reading in readings for team in _other_teams(reading, plain)}
    names = _automaton(tuple(sorted(plain))) if plain else None
    return [_completed(reading, found, names, lexicon) for reading, found in zip(readings, compounds, strict=True)], short


@lru_cache(maxsize=256)
def _automaton(names: tuple[str, ...]) -> AhoCorasick:
    """Kept, because most documents of an outlet establish but its own name."""
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def _short_forms(readings: Sequence[Reading], compounds: Sequence[Sequence[Compound]], lexicon: Lexicon) -> dict[str, str]:
    """The beginnings of full firm names, with the place before them or without, that the document also uses by themselves."""
    candidates: dict[str, tuple[str, int]] = {}
    for reading, found in zip(readings, compounds, strict=True):
        for compound in (c for c in found if c.type == "organisation"):
            written = reading.text[compound.start : compound.end]
            if _LEGAL.search(written) and _HAN.fullmatch(written):
                place = compound.hits[-1].end - compound.start if compound.hits else 0
                candidates |= {short: (written, begin) for begin in {place, 0} for short in _beginnings(written, begin)}
    longest: dict[tuple[str, int], str] = {}
    used = _used(candidates, readings)
    for short in used:
        own = lexicon.suffix(short, 0, len(short))
        full, begin = candidates[short]
        whole = short.endswith(_WHOLE) and not _FORM.fullmatch(full, begin + len(short))  # 云河集团 is no 云河集团江州公司
        if (own is None or _may_shorten(own)) and not whole and len(short) > len(longest.get(candidates[short], "")):
            longest[candidates[short]] = short
    of_form = {short: full for short, (full, begin) in candidates.items() if short in used and _FORM.fullmatch(full[begin + len(short) :])}
    return {short: full for (full, _), short in longest.items()} | of_form | _defined(readings, compounds)


def _may_shorten(own: Suffix) -> bool:
    """Whether a firm's name may go by what ends so; 松江日报 is another body than 松江日报传媒集团."""
    apart = own.text.endswith(_MEDIA) or (own.kind == "body" and not own.text.endswith(_FIRM_ENDS))
    return own.type == "organisation" and not apart


def _defined(readings: Sequence[Reading], compounds: Sequence[Sequence[Compound]]) -> dict[str, str]:
    """The short names that brackets behind a full one define: （以下简称“辽滨重机”）."""
    found = {}
    for reading, own in zip(readings, compounds, strict=True):
        definitions = {m.start(): m[1] for m in _DEFINITION.finditer(reading.text)} if "称" in reading.text else {}
        for compound in own if definitions else ():
            if compound.end in definitions and compound.type == "organisation":
                found[definitions[compound.end]] = reading.text[compound.start : compound.end]
    return found


def _beginnings(full: str, begin: int) -> Iterator[str]:
    """What a firm may be called for short: the first characters from `begin` on, without its legal form."""
    core = _LEGAL.sub("", full)
    for end in range(begin + _LEAST_SHORT, min(len(core), begin + _MOST_SHORT) + 1):
        yield full[begin:end]
    for form in _FORM_PART.finditer(full, begin + _LEAST_SHORT):
        if _FORM.fullmatch(full, form.start()):
            yield full[begin : form.start()]


def _used(candidates: Mapping[str, tuple[str, int]], readings: Sequence[Reading]) -> set[str]:
    """The short forms that stand somewhere where the full name does not."""
    if not candidates:
        return set()
    shorts = list(candidates)
    automaton = AhoCorasick(shorts)
    used = set()
    for reading in readings:
        for index, start, _ in automaton.find_matches_as_indexes(reading.text, overlapping=True):
            full, begin = candidates[shorts[index]]
            if not reading.text.startswith(full, start - begin):
                used.add(shorts[index])
    return used


def _other_teams(reading: Reading, plain: Collection[str]) -> Iterator[str]:
    """河洛队 in 铁桥队与河洛队: who is named with a team is a team."""
    for match in _TWO_TEAMS.finditer(reading.text) if reading.text.count("队") > 1 else ():
        if any(match[1][at:] in plain for at in range(len(match[1]) - 1)):
            yield match[2]


def _plain_names(reading: Reading, compounds: Sequence[Compound]) -> Iterator[str]:
    """Names of firms and teams without a place in them, which are names wherever they stand."""
    for compound in compounds:
        if compound.suffix and compound.suffix.kind == "firm" and not compound.hits and compound.end - compound.start >= _LEAST_NAME:
            written = reading.text[compound.start : compound.end]
            if written != compound.suffix.text:
                yield written


def _completed(reading: Reading, compounds: Sequence[Compound], names: AhoCorasick | None, lexicon: Lexicon) -> list[Compound]:
    """The compounds of an article and, where they leave room, established names and trade names."""
    spans = [(start, end) for _, start, end in names.find_matches_as_indexes(reading.text)] if names else []
    spans += _trade_names(reading, compounds, lexicon)
    if not spans:
        return list(compounds)
    added = [Compound(start, end, "organisation", lexicon.suffix(reading.text, start, end), ()) for start, end in sorted(set(spans))]
    starts = [new.start for new in added]
    kept = [c for c in compounds if not any(_gives_way(c, new) for new in _around(added, starts, c))]
    ours = [c.start for c in kept]
    fitting = [new for new in added if not _around(kept, ours, new)]
    return sorted([*kept, *fitting], key=lambda c: c.start)


def _around(sorted_compounds: Sequence[Compound], starts: Sequence[int], here: Compound) -> Sequence[Compound]:
    """Those of some compounds, which do not overlap each other by much, that overlap `here`."""
    first = max(bisect_left(starts, here.start) - _OVERLAPS, 0)
    return [c for c in sorted_compounds[first : bisect_left(starts, here.end)] if c.end > here.start]


def _gives_way(compound: Compound, new: Compound) -> bool:
    """Whether a compound lies inside an established name, or is one with what the tagger wrongly drew to it (圣湘生物 + 日产).

    A road that a trade names too (沪昆高速) stays a place.
    """
    if compound.type == "place" and compound.suffix and (compound.start, compound.end) == (new.start, new.end):
        return False
    return new.start <= compound.start and (compound.end <= new.end or (compound.start == new.start and compound.suffix is None))


def _trade_names(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """A coined word before the word of a trade (星邦 + 智能), or any word where it stands in a list of organisations (山河 + 智能)."""
    text = reading.text
    beginnings = {c.start for c in compounds if c.type == "organisation"}
    endings = {c.end for c in compounds if c.type == "organisation"}
    for trade in reversed(list(lexicon.trades.finditer(text))):
        start = _own_start(reading, trade, lexicon)
        if start is None or lexicon.tells_how(lexicon.suffixes[trade.group()], text, trade.end()):
            continue
        end = trade.end()
        before = text[start - 1 : start] == _MARK and start - 1 in endings
        after = _LISTED_WITH.match(text, end) or (end + (text[end : end + 1] == _MARK)) in beginnings
        coined = start not in reading.hit_at and trade.start() - start in _COINED and lexicon.coined(text[start : trade.start()])
        if before or after or coined:
            beginnings.add(start)
            yield start, end


def _own_start(reading: Reading, trade: re.Match[str], lexicon: Lexicon) -> int | None:
    """Where the word before that of a trade begins, or the two characters that the tagger parts (铁|建 + 重工); None without one."""
    index = reading.index_at(trade.start())
    if index < 2 or reading.tokens[index].start != trade.start() or reading.tokens[reading.index_at(trade.end() - 1)].end != trade.end():
        return None
    own, first = reading.tokens[index - 1], reading.tokens[index - 2]
    if own.end - own.start == 1 and first.end == own.start and first.end - first.start == 1:
        own = own._replace(start=first.start)
    usable = own.end == trade.start() and own.end - own.start > 1 and own.tag not in ("m", "q", "u", "TIME", "w")
    usable = usable and reading.text[own.start : own.end] not in lexicon.not_names
    return own.start if usable and _HAN.fullmatch(reading.text, own.start, own.end) else None
