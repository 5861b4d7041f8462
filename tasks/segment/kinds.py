"""What kind of text an article is: news, commentary, brief or other (a caption is known by its credit before it comes here)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kaozheng.tasks.segment.credits import Credits, alternatives, compile_credits
from kaozheng.tasks.segment.drafts import Draft
from kaozheng.tasks.segment.edges import is_open
from kaozheng.tasks.segment.lines import Kind, Line
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LONGEST_BRIEF = 150
LONGEST_LABELLED_BRIEF = 300
"""Characters of a brief behind its dateline; where a label calls it one (简讯) it may be longer."""
SHORTEST_ARGUMENT = 250
ARGUMENT = 5.0
"""From what `_argument` a text without a label is a commentary. Measured: commentaries 8 to 14, news on the same pages 1 to 4."""

_READ = 4000
_NUMBER_WEIGHT, _TITLE_WEIGHT, _ESSAY_WEIGHT = 0.25, 2.0, 3.0
_END_MARK = re.compile(r"[。！？!?]")
_PAUSE = re.compile(r"[，。；：！？,;!?]")
_NUMBER = re.compile(r"\d[\d.,]*")
_QUOTED = re.compile(r"“[^“”\n]{0,400}”")
_DASHES = "—–-― "
_LABELLED = re.compile(r"[^，。！？；：:“”]{1,20}[：:]")
_REPORTER = re.compile(r"记者|通讯员|实习生|摄|文/图")
_SHORT_LINE, _FEWEST_LINES = 20, 5


@dataclass(frozen=True)
class Told:
    """What an article shows of its kind.

    `headings`: kicker, headline and subtitle by line; `bylines`: the lines that sign it, above and below; `body`: its paragraphs, without
    the dateline; `picture`: a headline over a caption; `alone`: the only article of its document.
    """

    title: str | None
    headings: Sequence[str] = ()
    bylines: Sequence[str] = ()
    body: Sequence[str] = ()
    dateline: bool = False
    picture: bool = False
    alone: bool = False


@dataclass(frozen=True)
class KindReader:
    _label: dict[str, re.Pattern[str]] = field(repr=False)
    _series: re.Pattern[str] = field(repr=False)
    _credits: Credits = field(repr=False)
    _title_end: re.Pattern[str] = field(repr=False)
    _about: re.Pattern[str] = field(repr=False)
    _reported: re.Pattern[str] = field(repr=False)
    _closing: re.Pattern[str] = field(repr=False)
    _salutation: re.Pattern[str] = field(repr=False)
    _turn: re.Pattern[str] = field(repr=False)
    _argument_word: re.Pattern[str] = field(repr=False)
    _argument_title: re.Pattern[str] = field(repr=False)

    def kind(self, told: Told) -> str:
        """One of news, commentary, brief, other.

        A label above the headline says so, a commentator's byline, the place of a series (二论…). Else a report by its dateline or its
        reporter is a brief where it is one short paragraph, and news. A text that neither signs is a notice or a letter by how
        its headline and its end are worded, a poem or a table by its lines, and a commentary where it argues more than it counts.
        """
        if self._is_opinion(told):
            return "commentary"
        reported = told.dateline or told.picture or any(map(_REPORTER.search, told.bylines))
        if not reported and (self._labelled("other", told) or self._is_notice(told) or _is_verse_or_table(told.body)):
            return "other"
        if self._is_brief(told):
            return "brief"
        if not reported and not self._is_interview(told.body) and self._argument(told) >= ARGUMENT:
            return "commentary"
        if reported or told.title:
            return "news"
        return "news" if any(map(_END_MARK.search, told.body)) else "other"

    def _labelled(self, kind: str, told: Told) -> bool:
        return any(self._label[kind].match(line) for line in told.headings)

    def _is_opinion(self, told: Told) -> bool:
        if any(map(self._credits.is_opinion, told.bylines)) or self._labelled("commentary", told):
            return True
        return not told.dateline and any(self._series.match(line.lstrip(_DASHES)) for line in told.headings)

    def _is_brief(self, told: Told) -> bool:
        length = sum(map(len, told.body))
        if not length or len(told.body) > 1 or is_open(told.body[-1]):
            return False
        if self._labelled("brief", told):
            return length <= LONGEST_LABELLED_BRIEF
        return length <= LONGEST_BRIEF and (told.dateline or (told.title is not None and not told.alone))

    def _is_notice(self, told: Told) -> bool:
        title = told.title or ""
        if self._about.search(title) or (self._title_end.search(title) and not self._reported.search(title)):
            return True
        if not told.body:
            return False
        if any(map(self._closing.match, told.body[-3:])):
            return True
        return self._salutation.match(told.body[0]) is not None

    def _is_interview(self, body: Sequence[str]) -> bool:
        """Whether paragraphs are turns of a transcript: one of somebody who asks or answers, and another behind a label."""
        return sum(map(bool, map(_LABELLED.match, body))) > 1 and any(map(self._turn.match, body))

    def _argument(self, told: Told) -> float:
        """Words of argument in a thousand characters outside quotations, less a quarter of the numbers, more where the headline argues
        or a note tells who the author is."""
        text = _QUOTED.sub("", "\n".join(told.body)[:_READ])
        if len(text) < SHORTEST_ARGUMENT:
            return 0.0
        words, numbers = len(self._argument_word.findall(text)), len(_NUMBER.findall(text))
        rate = 1000 * (words - _NUMBER_WEIGHT * numbers) / len(text)
        rate += _TITLE_WEIGHT if self._argument_title.search(told.title or "") else 0.0
        return rate + (_ESSAY_WEIGHT if any(map(self._credits.is_author_note, told.bylines)) else 0.0)


def _is_verse_or_table(body: Sequence[str]) -> bool:
    """Whether nearly all of several lines are short, and no more than one in five ends as a sentence or holds a pause in its midst."""
    if len(body) < _FEWEST_LINES:
        return False
    short = sum(len(line) <= _SHORT_LINE for line in body)
    whole = sum(_PAUSE.search(line[:-1]) is not None or _END_MARK.search(line[-1:]) is not None for line in body)
    listed = sum(_END_MARK.search(line) is None for line in body)
    return (short >= 0.9 * len(body) and whole <= 0.4 * len(body)) or listed >= 0.9 * len(body)


def column_labels(lines: Sequence[Line], drafts: Sequence[Draft]) -> list[str | None]:
    """The label of a column that begins above each draft, None where none does."""
    labels = [line for line in lines if line.kind is Kind.LABEL]
    found: list[str | None] = []
    at = 0
    for draft in drafts:
        shown = [*draft.head.title, *draft.body[:1]]
        start = shown[0].start if shown else at
        found.append(next((label.text for label in reversed(labels) if at <= label.start < start), None))
        at = start
    return found


@built_once
def compile_kind_reader(vocabulary: Vocabulary) -> KindReader:
    entries = vocabulary.entries("kind_labels")
    arguments = vocabulary.entries("argument_words")

    def words(place: str, kind: str | None = None) -> str:
        return alternatives([e["label"] for e in entries if e["place"] == place and kind in (None, e["kind"])])

    def label(kind: str) -> re.Pattern[str]:
        # Alone, before a mark, in brackets before the headline, or in brackets behind it.
        named = rf"[一-鿿·]{{0,4}}(?:{words('label', kind)})"
        alone = rf"[【\[（(《■●□◆★]?\s?{named}[】\]）)》]?(?:\s*$|\s?[：:丨｜|·])"
        return re.compile(rf"{alone}|[【\[]{named}[】\]]|.{{4,40}}[（(]{named}(?:[·：:].{{0,16}})?[①-⑳]?[）)]$")

    return KindReader(
        _label={kind: label(kind) for kind in ("commentary", "brief", "other")},
        _series=re.compile(rf"(?:{words('series')})(?=[一-鿿“《]{{3}})"),
        _credits=compile_credits(vocabulary),
        _title_end=re.compile(rf"(?:{words('title_end')})(?:[（(][^（）()]{{1,20}}[）)])?$"),
        _about=re.compile(rf"关于[^，。；]{{2,60}}(?:{words('about')})(?:[（(][^（）()]{{1,20}}[）)])?$"),
        _reported=re.compile(words("reported_title")),
        _closing=re.compile(words("closing")),
        _salutation=re.compile(rf"(?:{words('salutation')})[^，。；！？]{{1,40}}[：:]$"),
        _turn=re.compile(rf"(?:{alternatives([e['label'] for e in vocabulary.entries('interview_labels')])}|问题|答复)[：:]"),
        _argument_word=re.compile(alternatives([e["word"] for e in arguments if e["place"] == "text"])),
        _argument_title=re.compile(alternatives([e["word"] for e in arguments if e["place"] == "title"])),
    )
