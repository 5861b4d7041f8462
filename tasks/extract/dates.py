"""Dates: every calendar and deictic expression of an article, with the days it means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.calendar_terms import load_calendar
from kaozheng.tasks.extract.date_components import Base, Components
from kaozheng.tasks.extract.date_context import Context, Resolved, join
from kaozheng.tasks.extract.date_patterns import TO, compile_scanner
from kaozheng.tasks.extract.date_reading import Reader, fills_line, load_lexicon
from kaozheng.tasks.extract.date_resolution import resolve
from kaozheng.tasks.extract.mentions import DateMention
from kaozheng.tasks.vocabulary import Vocabulary, built_once

CLAUSE = 24
"""How many characters to either side are looked at for words that tell the tense."""
_CONNECTOR = re.compile(TO)
_CLAUSE_END = re.compile("[，。；！？!?;\n]")
_SENTENCE_END = re.compile("[。！？\n]")
_DATELINE = re.compile("(?:讯|电(?=[（( ]|记者))")
_UP_TO_NOW = ("至今", "迄今", "到目前", "至目前")
# 当天受理、当天办结: spread over a list it is "the same day" of each, not a day of the calendar.
_SAME_DAY_EACH = re.compile(r"当[天日][^，。；、\n]{1,6}、当[天日]")


class Expression(NamedTuple):
    """A date expression in the text."""

    start: int
    end: int
    components: Components


def find_dates(article: Article, vocabulary: Vocabulary) -> list[DateMention]:
    """The dates of an article, sorted by start, without overlap. X至Y is one range; two dates parted by words are two."""
    expressions = list(_expressions(article.string, vocabulary))
    context = Context(article.reference_day, load_calendar(vocabulary), _years_written_out(expressions))
    walk = _Walk(article.string, context, _Tense(article.string, _future_cues(vocabulary)))
    for expression in expressions:
        walk.take(expression)
    return [
        DateMention(start, end, d.start, d.end, d.granularity, d.basis, d.status, d.time_start, d.time_end) for start, end, d in walk.found
    ]


class _Walk:
    """The expressions of a text resolved one after the other, each in the context that those before it leave."""

    def __init__(self, text: str, context: Context, tense: _Tense) -> None:
        self.text = text
        self.context = context
        self.tense = tense
        self.passed = 0
        self.found: list[tuple[int, int, Resolved]] = []
        self.joined = False

    def take(self, expression: Expression) -> None:
        """Resolve one expression; it joins the one before where the two are a range, or a date and a count from it."""
        start, end, components = expression
        self._move_to(expression)
        # What is a range or a count already is not joined again.
        start_before, end_before, before = self.found[-1] if self.found and not self.joined else (-1, -1, None)
        context = self.context
        ranged = before is not None and _ranges(self.text, end_before, start)
        counted = before is not None and before.start is not None and _counts_on(self.text, end_before, expression)
        if before and ranged:
            context = context._replace(floor=before.start)
        elif before and before.start and counted:
            context = context._replace(counted_from=before.start)
        elif components.form == "offset" and self.text[start - 1 : start].isalnum() and self.text[start - 1] != "在":
            return
        found = resolve(components, context)
        if found is None:
            return
        joined = join(before, found) if before and ranged else found if counted else None
        self.joined = joined is not None
        if joined:
            self.found[-1] = (start_before, end, joined)
        else:
            self.found.append((start, end, found))
        self.context = self._after(joined or found, end)

    def _move_to(self, expression: Expression) -> None:
        """The context at an expression: paragraph and sentence counts, and what its clause says of it."""
        start, end, _ = expression
        between = self.text[self.passed : start]
        self.passed = start
        self.context = self.context._replace(
            paragraph=self.context.paragraph + between.count("\n"),
            sentence=self.context.sentence + len(_SENTENCE_END.findall(between)),
            future=self.tense.is_future(start, end),
            alone=fills_line(self.text, start, end),
            compared=start > 0 and self.text[start - 1] in "较比与同跟",
        )

    def _after(self, found: Resolved, end: int) -> Context:
        """What the expression named is carried on; the day of a dateline (4月21日讯) is what 今天 means from there."""
        context = self.context.after(found)
        if found.granularity == "day" and found.start and _DATELINE.match(self.text, end):
            return context._replace(reference=found.start)
        return context


def _expressions(text: str, vocabulary: Vocabulary) -> Iterator[Expression]:
    reader = Reader(text, load_lexicon(vocabulary))
    spread_until = -1
    for form, match in compile_scanner(vocabulary).scan(text):
        if form == "day_word":
            if found := _SAME_DAY_EACH.match(text, match.start()):
                spread_until = found.end()
            if match.start() < spread_until:
                continue
        if read := reader.read(form, match):
            yield Expression(*read)


def _ranges(text: str, end: int, start: int) -> bool:
    """Whether 至, 到 or a dash and nothing else stands between two expressions, or the second is 至今."""
    if end == start:
        return text.startswith(_UP_TO_NOW, start)
    return start - end <= 5 and _CONNECTOR.fullmatch(text, end, start) is not None


def _counts_on(text: str, end: int, expression: Expression) -> bool:
    """Whether an expression counts from the date right before it: 2月13日的3天后, 中秋节前一天."""
    start, _, components = expression
    counts = components.form == "offset" or (components.day is not None and components.day.base is Base.NAMED and components.day.value != 0)
    return counts and (end == start or (end + 1 == start and text[end] == "的"))


def _years_written_out(expressions: list[Expression]) -> tuple[int, ...]:
    """The years of full dates, in order, then those of the rest: what a text without a reference day is read by."""
    written = [e.components for e in expressions if e.components.year and e.components.year.base is Base.NUMBER]
    full = [c.year.value for c in written if c.year and (c.month or c.day)]
    return (*full, *(c.year.last for c in written if c.year and not (c.month or c.day)))


@built_once
def _future_cues(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(entry["cue"]) for entry in vocabulary.entries("future_cues")))


class _Tense:
    """Which expressions stand in a clause that speaks of the future."""

    def __init__(self, text: str, cues: re.Pattern[str]) -> None:
        self.text = text
        self.spans = [found.span() for found in cues.finditer(text)]
        self.starts = [start for start, _ in self.spans]

    def is_future(self, start: int, end: int) -> bool:
        """Whether a cue stands near an expression with no border of a clause between."""
        for cue_start, cue_end in self.spans[bisect_left(self.starts, start - CLAUSE) : bisect_left(self.starts, end + CLAUSE)]:
            low, high = (cue_end, start) if cue_end <= start else (end, cue_start)
            if not _CLAUSE_END.search(self.text, low, high):
                return True
        return False
