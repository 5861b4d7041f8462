"""Towns and villages that a document names in full once, wherever it names them again: 赵杨李新村 behind 阳谷县十五里园镇赵杨李新村."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.compounds import Compound, around
from kaozheng.tasks.extract.lexicon import Lexicon

_PART = re.compile("[\u4e00-\u9fff]{2,6}?(?:街道|社区|[镇乡村])")
_NO_PART = re.compile("[的了在和与及个各多全某所有是为从将对把被][^镇乡村]?|新农村|中心村|自然村|行政村|[农山城]村|[城本该]镇|[城下]乡")


def with_settlements(readings: Sequence[Reading], compounds: Sequence[list[Compound]], lexicon: Lexicon) -> list[list[Compound]]:
    """The compounds of each article of a document, with the settlements that others of them hold in the place of their ends."""
    known = {name for reading, found in zip(readings, compounds, strict=True) for name in _named(reading, found, lexicon)}
    if not known:
        return list(compounds)
    automaton = AhoCorasick(sorted(known), matchkind=MatchKind.LeftmostLongest)
    return [_completed(reading, found, automaton, lexicon) for reading, found in zip(readings, compounds, strict=True)]


def _named(reading: Reading, compounds: Sequence[Compound], lexicon: Lexicon) -> Iterator[str]:
    """The names of the settlements that a longer place's name is made of."""
    for compound in compounds:
        if compound.type == "place" and not compound.level:
            begin = compound.hits[-1].end if compound.hits else compound.start
            for part in _PART.finditer(reading.text, begin, compound.end):
                if not _NO_PART.search(part.group()) and part.group() not in lexicon.not_names:
                    yield part.group()


def _completed(reading: Reading, compounds: list[Compound], names: AhoCorasick, lexicon: Lexicon) -> list[Compound]:
    added: list[Compound] = []
    gone: set[int] = set()
    for _, start, end in names.find_matches_as_indexes(reading.text):
        touching = around(compounds, start, end)
        if any(c.start <= start for c in touching) or reading.tokens[reading.index_at(start)].start != start:
            continue
        last = touching[-1] if touching and touching[-1].end > end else None
        suffix = last.suffix if last else lexicon.suffix(reading.text, start, end)
        added.append(Compound(start, last.end if last else end, last.type if last else "place", suffix, (), of_person=True))
        gone.update(c.start for c in touching)
    return sorted([*(c for c in compounds if c.start not in gone), *added], key=lambda c: c.start) if added else compounds
