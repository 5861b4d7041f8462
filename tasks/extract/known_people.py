"""The same people elsewhere in the document: where the tagger did not see them, and what they are called for short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.actor_reading import Reading
from kaozheng.tasks.extract.credited import Name
from kaozheng.tasks.extract.name_shapes import AFTER_NAME, NameShapes

_HAN = r"\u4e00-\u9fff"
# 老周, whom one mention shows to be somebody.
_NICKNAME = re.compile(rf"[老小][{_HAN}]$")
_OLD = re.compile(rf"老[{_HAN}]")
# 黄高|这么, 黄高|这块
_GIVEN_LAST = re.compile(rf"(?![这那此其])[{_HAN}]")
_GOES_ON = re.compile(rf"[{_HAN}]")
_ABOUT = ("正在", "已经")
_CALLED = re.compile(rf"[总工局队](?<=[{_HAN}].)(?=[，。：、；“”]|[说介表告坦笑指回答带和也已还]|在|的)")


def find_known(readings: Sequence[Reading], names: Sequence[Sequence[Name]], shapes: NameShapes) -> list[list[Name]]:
    """The same names elsewhere in the document, where the tagger did not see them, or saw but their beginning."""
    names = _less_verbs(readings, names)
    whole = _whole_names(readings, names, shapes)
    full = _first_parts(names)
    surnames, of_surname = _surnames(names, whole, shapes)
    names = [
        _with_called(found, [*_called_old(reading, of_surname, shapes), *_called_short(reading, surnames)])
        for reading, found in zip(readings, names, strict=True)
    ]
    known = {n.name for found in names for n in found if len(n.name) > 2 or _NICKNAME.match(n.name)} | set(whole.values()) | set(full)
    if not known:
        return [list(found) for found in names]
    automaton = AhoCorasick(sorted(known), matchkind=MatchKind.LeftmostLongest)
    out = []
    for reading, found in zip(readings, names, strict=True):
        seen = automaton.find_matches_as_indexes(reading.text)
        # 麦盖提县 is a place, though 麦盖提 be a name elsewhere.
        more = {
            s: e
            for _, s, e in seen
            if not (reading.in_work(s, e) or _is_adverb(reading, e)) and (s not in reading.hit_at or reading.hit_at[s].end < e)
        }
        kept = [n for n in found if more.get(n.start, 0) <= n.end]
        cut = {n.start: n for n in found if more.get(n.start, 0) > n.end}
        taken = {offset for n in kept for offset in range(n.start, n.end)}
        added = [
            cut.get(start, Name(start, end, ""))._replace(end=end, name=reading.text[start:end])
            for start, end in more.items()
            if taken.isdisjoint(range(start, end)) and (end - start > 2 or reading.tokens[reading.index_at(start)].start == start)
        ]
        out.append(sorted(n._replace(name=full.get(n.name, n.name)) for n in (*kept, *added)))
    return out


def _less_verbs(readings: Sequence[Reading], names: Sequence[Sequence[Name]]) -> list[list[Name]]:
    """The names, 肖丽铁|了心 as 肖丽: of one that a document has once what somebody else is called, less what begins his deed."""
    times = Counter(name.name for found in names for name in found)
    out = []
    for reading, found in zip(readings, names, strict=True):
        cut = []
        for name in found:
            once = len(name.name) == 3 and times[name.name] == 1 and name.credit is None and name.end - name.start == 3
            drawn = (
                once and times[name.name[:2]] and _GOES_ON.match(reading.text, name.end) and not AFTER_NAME.match(reading.text, name.end)
            )
            cut.append(name._replace(end=name.end - 1, name=name.name[:2]) if drawn else name)
        out.append(cut)
    return out


def _is_adverb(reading: Reading, end: int) -> bool:
    """尹露|正在 is no mention of 尹露正: whether the name's last character begins a word that tells what somebody is about."""
    if not reading.text.startswith(_ABOUT, end - 1):
        return False
    token = reading.tokens[reading.index_at(end - 1)]
    return (token.start, token.end) == (end - 1, end + 1)


def _with_called(found: Sequence[Name], called: Sequence[Name]) -> list[Name]:
    """The names, and for those that are but what somebody is called the ones that say whom."""
    if not called:
        return sorted(found)
    spans = {(name.start, name.end) for name in called}
    return sorted([*(name for name in found if (name.start, name.end) not in spans), *called])


def _surnames(names: Sequence[Sequence[Name]], whole: Mapping[str, str], shapes: NameShapes) -> tuple[frozenset[str], dict[str, set[str]]]:
    """The surnames of the people of a document, and the full names that those who wrote none of it have with each."""
    surnames: set[str] = set()
    full: dict[str, set[str]] = {}
    for name in chain.from_iterable(names):
        if len(name.name) in (2, 3) and name.name[0] in shapes.surnames:
            surnames.add(name.name[0])
            if name.credit is None and not _NICKNAME.match(name.name):
                full.setdefault(name.name[0], set()).add(whole.get(name.name, name.name))
    return frozenset(surnames), full


def _called_short(reading: Reading, surnames: frozenset[str]) -> Iterator[Name]:
    """单总, 顾工: the surname of somebody in the document and one character of what people are called at work."""
    for match in _CALLED.finditer(reading.text) if surnames else ():
        start, end = match.start() - 1, match.end()
        if reading.text[start] in surnames and reading.tokens[reading.index_at(start)].start == start:
            yield Name(start, end, reading.text[start:end])


def _called_old(reading: Reading, full: Mapping[str, Collection[str]], shapes: NameShapes) -> Iterator[Name]:
    """老符 is the one of that surname who has a name."""
    for match in _OLD.finditer(reading.text) if full else ():
        called = full.get(match.group()[1], ())
        whole = _of_whole_words(reading, *match.span()) or AFTER_NAME.match(reading.text, match.end()) is not None
        if len(called) == 1 and whole and match.group() not in shapes.words:
            yield Name(*match.span(), next(iter(called)))


def _of_whole_words(reading: Reading, start: int, end: int) -> bool:
    first, last = reading.tokens[reading.index_at(start)], reading.tokens[reading.index_at(end - 1)]
    return first.start == start and last.end == end


def _first_parts(names: Sequence[Sequence[Name]]) -> dict[str, str]:
    """What people of several names are called for short: 吾买尔江 for 吾买尔江·艾力, where the document has one alone who is called so."""
    full: dict[str, set[str]] = {}
    for name in {n.name for found in names for n in found}:
        first, dot, _ = name.partition("·")
        if dot and len(first) > 1:
            full.setdefault(first, set()).add(name)
    return {first: whole.pop() for first, whole in full.items() if len(whole) == 1}


def _whole_names(readings: Sequence[Reading], names: Sequence[Sequence[Name]], shapes: NameShapes) -> dict[str, str]:
    """Surnames with one character that one and the same other follows each time, so that the tagger must have cut it off: 祝云|开."""
    following: dict[str, Counter[str]] = {}
    for reading, found in zip(readings, names, strict=True):
        for name in found:
            given = len(name.name) - len(shapes.surname(name.name) or "")
            if given == 1 and name.end - name.start == len(name.name) and not name.credit:
                # 麦盖提县 shows that 麦盖 is nobody.
                third = reading.text[name.end : name.end + 1] if name.start not in reading.hit_at else ""
                following.setdefault(name.name, Counter())[third] += 1
    whole: dict[str, str] = {}
    for short, after in following.items():
        ((third, number),) = after.most_common(1)
        if len(after) == 1 and number > 1 and _GIVEN_LAST.fullmatch(third) and not AFTER_NAME.match(third):
            whole[short] = short + third
    return whole
