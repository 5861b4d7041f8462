"""The forms of date expressions over a text in one pass.

Most places that look like the beginning of an expression hold none, and most forms may begin with a year. So an automaton of openings and a
pattern of numerals tell where one may begin, the next two characters which forms are tried there, and a year is read once: what stands
behind it tells which go on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from kaozheng.tasks.extract.date_patterns import Form, form_table
from kaozheng.tasks.extract.date_pieces import BEHIND_NUMERALS, LUNAR_MARK, NUMERALS, load_pieces
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_GROUP_NAME = re.compile(r"[(][?]P<[a-z0-9]+>")
_NEED_YEAR = ("same_period", "quarter_of_year", "season", "year_part", "years", "year")
"""The forms that a year opens and that go on with more than another form; `year` is the year and nothing else."""
_ON_WITH = frozenset("同第首春夏秋冬年初底末岁度至到直一—–-~～－")
"""The characters behind a year, and behind its 的, with which they go on."""


class Found(NamedTuple):
    """A form and the span where it stands."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Choice:
    """The forms that can stand at a place. `able` tells by the opening which one it is, '' where several can: `each` has them all."""

    able: dict[str, str]
    each: re.Pattern[str]

    def match(self, text: str, start: int, forms: dict[str, re.Pattern[str]]) -> Found | None:
        """The form that stands at a place."""
        opening = text[start : start + 2]
        name = self.able.get(opening)
        if name is None:
            name = self.able.get(opening[:1])
        if name is None:
            return None
        match = forms[name].match(text, start) if name else self.each.match(text, start)
        return Found(name or match.lastgroup or "", start, match.end()) if match else None


@dataclass(frozen=True)
class Scanner:
    """All forms over a text. `words` and `numerals` find where one may begin; `year` matches a year with the 的, 份 or space behind it."""

    words: AhoCorasick
    numerals: re.Pattern[str]
    year_openings: frozenset[str]
    year: re.Pattern[str]
    plain: Choice
    behind_year: Choice
    need_year: re.Pattern[str]
    forms: dict[str, re.Pattern[str]]
    """Each form by its name, with its groups."""

    def scan(self, text: str) -> Iterator[Found]:
        """What stands in the text, in order and without overlap."""
        end = 0
        for start in self._starts(text):
            if start >= end and (found := self._at(text, start)):
                end = found.end
                yield found

    def _starts(self, text: str) -> list[int]:
        """Where an expression may begin, in order."""
        starts = [start for _, start, _ in self.words.find_matches_as_indexes(text, overlapping=True)]
        starts += map(re.Match.start, self.numerals.finditer(text))
        starts.sort()
        return starts

    def _at(self, text: str, start: int) -> Found | None:
        if (
            (text[start] in self.year_openings or text[start : start + 2] in self.year_openings)
            and (year := self.year.match(text, start))
            and (found := self._from_year(text, start, year.end()))
        ):
            return found
        return self.plain.match(text, start, self.forms)

    def _from_year(self, text: str, start: int, behind: int) -> Found | None:
        """The form that goes on behind a year; one that needs the year; the year alone."""
        name = "year"
        if (rest := self.behind_year.match(text, behind, self.forms)) and (match := self.forms[rest.form].match(text, start)):
            return Found(rest.form, start, match.end())
        if text[behind : behind + 1] in _ON_WITH and (needy := self.need_year.match(text, start)):
            name = needy.lastgroup or name
        match = self.forms[name].match(text, start)
        return Found(name, start, match.end()) if match else None


@built_once
def compile_scanner(vocabulary: Vocabulary) -> Scanner:
    """The scanner for a vocabulary's date words, parts of day, festivals and landmarks."""
    pieces = load_pieces(vocabulary)
    table = form_table(pieces, vocabulary)
    without_year = form_table(replace(pieces, year="(?!)", year_openings=()), vocabulary)
    year_openings = frozenset((*pieces.year_openings, "农历", "阴历"))
    plain = _choice(without_year)
    words = [opening for opening in year_openings.union(plain.able) if opening[0] not in NUMERALS]
    open_with_year = {form.name for form, bare in zip(table, without_year, strict=True) if form.pattern != bare.pattern}
    return Scanner(
        words=AhoCorasick(words, implementation=Implementation.DFA),
        numerals=_numerals(vocabulary),
        year_openings=year_openings,
        year=re.compile(f"(?:{LUNAR_MARK})?{_GROUP_NAME.sub('(?:', pieces.year)}(?:的(?:那个)?|份)? ?"),
        plain=plain,
        behind_year=_choice(
            [form._replace(openings=form.openings + form.behind_year) for form in without_year if form.name in open_with_year]
        ),
        need_year=_each(form for form in table if form.name in _NEED_YEAR),
        forms={form.name: re.compile(form.pattern) for form in table},
    )


def _numerals(vocabulary: Vocabulary) -> re.Pattern[str]:
    """A numeral that may begin an expression: not in the middle of another, and what makes it a date behind it, if it is no name (五一)."""
    names = [name for e in vocabulary.entries("festivals") if (name := e["name"])[0] in NUMERALS]
    named = f"(?<={_any_of(name[0] for name in names)})(?:{'|'.join(f'(?<={name[0]}){name[1:]}' for name in names)})"
    # 五 is a numeral and, behind others, what makes them a five-year plan (十四五).
    plan = f"[{NUMERALS.replace('五', '')}]{{0,8}}+ ?五"
    made = f"[{NUMERALS}]{{0,8}}+ ?{BEHIND_NUMERALS}|{plan}|[0-9]{{7}}|[0-9]{{3}} [01]|{named}"
    return re.compile(f"[{NUMERALS}](?<![{NUMERALS}][{NUMERALS}])(?={made})")


def _any_of(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(set(characters))))}]"


def _choice(table: Sequence[Form]) -> Choice:
    able: dict[str, list[str]] = defaultdict(list)
    for form in table:
        for opening in form.openings:
            able[opening].append(form.name)
    # What can begin with a character whatever follows can begin with it and a second one too.
    names = {opening: {*found, *able.get(opening[0], ())} for opening, found in list(able.items())}
    return Choice({o: "" if len(found) > 1 else found.pop() for o, found in names.items()}, _each(form for form in table if form.openings))


def _each(table: Iterable[Form]) -> re.Pattern[str]:
    """The forms as one alternation, without their groups: an empty one of its name ends each, which costs those that fail nothing."""
    return re.compile("|".join(f"{_guard(form)}(?:{_GROUP_NAME.sub('(?:', form.pattern)})(?P<{form.name}>)" for form in table))


def _guard(form: Form) -> str:
    """Most forms fail at the first character: that is cheaper to see."""
    return f"(?={_any_of(opening[0] for opening in form.openings)})"
