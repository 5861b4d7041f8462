"""The lines of a cleaned text, each with what it is to the page: headline, byline, dateline, caption, prose and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kaozheng.tasks.segment.credits import Credits, alternatives, compile_credits
from kaozheng.tasks.segment.edges import has_open_mark, is_unbalanced
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LONGEST_HEADING = 60
LONGEST_HEADER = 160
LONGEST_CAPTION = 320
_LINE = re.compile(r"[^\n]+")
_FULL_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?")
_INSIDE_PROSE = re.compile(r"[。；;]|[，、,]$")
_REPORTING = re.compile(r"(?:指出|强调|表示|介绍|认为|要求|提出|告诉记者|说)[，,]")
_CAPTION_START = re.compile(r"[▲▼△▽◀▶←→↑↓]|图为|图[一二三四1-9]?[：:]|[（(]?资料图")
_CIRCLED = re.compile(r"[①-⑳]")
_BREADCRUMB = re.compile(r"(?:当前|您的|你的|所在)?位置\s*[:：]|首页\s*[>»›]")
_CHINESE = re.compile(r"[一-鿿]")


class Kind(StrEnum):
    HEADER = "header"
    HEADING = "heading"
    BYLINE = "byline"
    NAMES = "names"  # names alone: a byline where a headline stands above
    DATELINE = "dateline"  # a paragraph that opens a report
    CAPTION = "caption"
    CREDIT = "credit"  # a photographer's line of its own
    CLOSING = "closing"  # where the text first appeared, who edited it
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a span of the cleaned text, without white space around it. `fused`: cut out of a longer line whose breaks are lost."""

    start: int
    end: int
    kind: Kind
    text: str
    fused: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True)
class LineReader:
    """Classifies lines by their own wording; what they are to each other is decided where heads are found."""

    credits: Credits
    _labels: re.Pattern[str]
    _telling_label: re.Pattern[str]

    def read(self, string: str) -> list[Line]:
        spans = list(_trimmed(string))
        pictured = any(_CIRCLED.match(string, s.start) and self._tells_of_a_picture(string[s.start : s.end]) for s in spans)
        return [self._line(string, span, pictured) for span in spans]

    def kind(self, text: str) -> Kind:
        if self._is_header(text):
            return Kind.HEADER
        if self.credits.dateline(text):
            return Kind.DATELINE
        if self.credits.closing_start(text) == 0:
            return Kind.CLOSING
        if self.credits.bylines(text):
            return Kind.CREDIT if self.credits.is_photo_credit(text) else Kind.BYLINE
        if self.credits.names(text):
            return Kind.NAMES
        if len(text) <= LONGEST_CAPTION and (_CAPTION_START.match(text) or self.credits.is_photo_credit(text)):
            return Kind.CAPTION
        return Kind.HEADING if is_heading(text) else Kind.PROSE

    def _line(self, string: str, span: Span, pictured: bool) -> Line:
        text = string[span.start : span.end]
        kind = Kind.CAPTION if pictured and _CIRCLED.match(text) and len(text) <= LONGEST_CAPTION else self.kind(text)
        return Line(span.start, span.end, kind, text)

    def _tells_of_a_picture(self, text: str) -> bool:
        return "图为" in text or self.credits.is_photo_credit(text)

    def _is_header(self, text: str) -> bool:
        """A date with its labels, a labelled source, the way to the page: little is left of the line once these are taken away."""
        if len(text) > LONGEST_HEADER or "。" in text:
            return False
        if _BREADCRUMB.match(text):
            return True
        date = _FULL_DATE.search(text)
        rest = self._labels.sub("", _FULL_DATE.sub("", text))
        if not date and not self._telling_label.match(text):
            return not _CHINESE.search(rest) and rest != text
        rest = self.credits.outlet.sub("", rest)
        return len(_CHINESE.findall(rest)) <= (4 if date and date.start() > 4 and not self._telling_label.search(text) else 12)


def is_heading(text: str) -> bool:
    """Short, and neither a sentence nor a torn piece of one."""
    short = 2 <= len(text) <= LONGEST_HEADING and _CHINESE.search(text) is not None
    return short and not _INSIDE_PROSE.search(text) and not is_unbalanced(text)


def is_torn(text: str) -> bool:
    """Whether a line that looks like a heading is rather the beginning of a sentence that the page cut."""
    return _REPORTING.search(text) is not None or has_open_mark(text)


def full_date(text: str) -> str | None:
    match = _FULL_DATE.search(text)
    return match[0] if match else None


@built_once
def compile_line_reader(vocabulary: Vocabulary) -> LineReader:
    entries = vocabulary.entries("header_labels")
    labels = [e["label"] for e in entries]
    bare = alternatives([label for label in labels if len(label) > 1])
    telling = alternatives([e["label"] for e in entries if e["field"] in ("date", "source")])
    any_label = rf"(?:{alternatives(labels)})\s*[：:]|{bare}|(?<![一-鿿])[大中小次](?![一-鿿])"
    return LineReader(compile_credits(vocabulary), re.compile(any_label), re.compile(rf"[\s（(\[【]*(?:{telling})\s*[：:]"))


def _trimmed(string: str) -> Iterator[Span]:
    for match in _LINE.finditer(string):
        line = match.group()
        body = line.strip()
        if body:
            start = match.start() + len(line) - len(line.lstrip())
            yield Span(start, start + len(body))
