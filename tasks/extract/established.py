"""Names that a document itself establishes: the short form of a firm named in full, a trade name or a team named once so that it is plain.

圣湘生物 is 圣湘生物科技股份有限公司 where the document has both; 山河智能 is a firm beside 三一重工; 铁桥队 is a team wherever the document
names it, once the tagger has seen one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.compounds import Compound
from kaozheng.tasks.extract.lexicon import Lexicon

_LEGAL = re.compile("(?:科技|技术|实业|集团|控股|股份|有限|责任|总)*公司$|集团$")
_LEAST_SHORT, _MOST_SHORT = 4, 8
_LEAST_TEAM = 3
_HAN = re.compile("[\u4e00-\u9fff]+")
_COINED = (2, 3)
_MARK = "、"
# 铁桥队与河洛队: who is named with a team is a team.
_OTHER_TEAM = "[与和、]([\u4e00-\u9fff]{2,4}?队)"
_LISTED_WITH = re.compile("等(?:龙头|重点|骨干|知名|[\\d一二三四五六七八九十多]{1,4}家)?(?:企业|单位|公司|集团)")


def add_established(
    readings: Sequence[Reading], compounds: Sequence[list[Compound]], lexicon: Lexicon
) -> tuple[list[list[Compound]], dict[str, str]]:
    """The compounds of each article of a document with the names that the document establishes, and the full names of short ones."""
    short = dict(_short_forms(readings, compounds, lexicon))
    plain = {text for reading, found in zip(readings, compounds, strict=True) for text in _plain_names(reading, found)} | set(short)
    plain |= {outlet for reading in readings if len(outlet := reading.article.outlet or "") >= _LEAST_TEAM}
    plain |= {m[1] for reading in readings for name in plain if name.endswith("队") for m in re.finditer(name + _OTHER_TEAM, reading.text)}
    names = re.compile("|".join(sorted(map(re.escape, plain), key=len, reverse=True))) if plain else None
    return [_completed(reading, found, names, lexicon) for reading, found in zip(readings, compounds, strict=True)], short


def _short_forms(readings: Sequence[Reading], compounds: Sequence[Sequence[Compound]], lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """The beginnings of full firm names, with the place before them or without, that the document also uses by themselves."""
    fulls: dict[str, int] = {}
    for reading, found in zip(readings, compounds, strict=True):
        for compound in found:
            written = reading.text[compound.start : compound.end]
            if compound.type == "organisation" and _LEGAL.search(written) and _HAN.fullmatch(written):
                fulls[written] = compound.hits[-1].end - compound.start if compound.hits else 0
    for full, place in fulls.items():
        for begin in dict.fromkeys((place, 0)):
            short = _used_short(full, begin, readings)
            own = lexicon.suffix(short, 0, len(short)) if short else None
            if short and (own is None or own.type == "organisation"):
                yield short, full


def _used_short(full: str, begin: int, readings: Sequence[Reading]) -> str | None:
    """The longest beginning of a firm's name, from `begin` on and without its legal form, that stands where the full name does not."""
    core = _LEGAL.sub("", full)
    for end in range(min(len(core), begin + _MOST_SHORT), begin + _LEAST_SHORT - 1, -1):
        short = full[begin:end]
        if any(not r.text.startswith(full, m.start() - begin) for r in readings for m in re.finditer(short, r.text)):
            return short
    return None


def _plain_names(reading: Reading, compounds: Sequence[Compound]) -> Iterator[str]:
    """Names of firms and teams without a place in them, which are names wherever they stand."""
    for compound in compounds:
        written = reading.text[compound.start : compound.end]
        if (
            compound.suffix
            and compound.suffix.kind == "firm"
            and not compound.hits
            and len(written) >= _LEAST_TEAM
            and written != compound.suffix.text
        ):
            yield written


def _completed(reading: Reading, compounds: Sequence[Compound], names: re.Pattern[str] | None, lexicon: Lexicon) -> list[Compound]:
    """The compounds of an article and, where they leave room, established names and trade names."""
    spans = [m.span() for m in names.finditer(reading.text)] if names else []
    spans += _trade_names(reading, compounds, lexicon)
    added = [Compound(start, end, "organisation", lexicon.suffix(reading.text, start, end), ()) for start, end in dict.fromkeys(spans)]
    kept = [c for c in compounds if not any(_gives_way(c, a) for a in added)]
    starts = [c.start for c in kept]
    for new in added:
        at = bisect_left(starts, new.end) - 1
        if at < 0 or kept[at].end <= new.start:
            kept.insert(at + 1, new)
            starts.insert(at + 1, new.start)
    return kept


def _gives_way(compound: Compound, new: Compound) -> bool:
    """Whether a compound lies inside an established name, or is one with what the tagger wrongly drew to it (圣湘生物 + 日产)."""
    return new.start <= compound.start and (compound.end <= new.end or (compound.start == new.start and compound.suffix is None))


def _trade_names(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """A coined word before the word of a trade (星邦 + 智能), or any word where it stands in a list of organisations (山河 + 智能)."""
    text = reading.text
    beginnings = {c.start for c in compounds if c.type == "organisation"}
    endings = {c.end for c in compounds if c.type == "organisation"}
    for trade in reversed(list(lexicon.trades.finditer(text))):
        start = _own_start(reading, trade)
        if start is None:
            continue
        end = trade.end()
        before = text[start - 1 : start] == _MARK and start - 1 in endings
        after = _LISTED_WITH.match(text, end) or (end + (text[end : end + 1] == _MARK)) in beginnings
        coined = start not in reading.hit_at and trade.start() - start in _COINED and lexicon.coined(text[start : trade.start()])
        if before or after or coined:
            beginnings.add(start)
            yield start, end


def _own_start(reading: Reading, trade: re.Match[str]) -> int | None:
    """Where the word before that of a trade begins, or the two characters that the tagger parts (铁|建 + 重工); None without one."""
    index = reading.index_at(trade.start())
    if index < 2 or reading.tokens[index].start != trade.start() or reading.tokens[reading.index_at(trade.end() - 1)].end != trade.end():
        return None
    own, first = reading.tokens[index - 1], reading.tokens[index - 2]
    if own.end - own.start == 1 and first.end == own.start and first.end - first.start == 1:
        own = own._replace(start=first.start)
    usable = own.end == trade.start() and own.end - own.start > 1 and own.tag not in ("m", "q", "TIME", "w")
    return own.start if usable and _HAN.fullmatch(reading.text, own.start, own.end) else None
