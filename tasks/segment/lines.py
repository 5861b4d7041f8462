"""The lines of a cleaned text, each with what it is to the page: headline, byline, dateline, caption, prose and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kaozheng.tasks.grid import grids
from kaozheng.tasks.segment.credits import Credits, alternatives, compile_credits
from kaozheng.tasks.segment.edges import has_open_mark, is_unbalanced
from kaozheng.tasks.segment.folio import FolioReader, compile_folio_reader
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LONGEST_HEADING = 60
LONGEST_HEADER = 160
LONGEST_CAPTION = 320
_LONGEST_NUMBERED = 80
_LINE = re.compile(r"[^\n]+")
_FULL_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:[\sT]*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日|^20\d\d[01]\d[0-3]\d$"
    r"|^[0-3]\d\.[01]\d\.20\d\d(?:\s+\d{1,2}:\d{2})?$"
)
_DAY_AND_CLOCK = re.compile(
    r"\d{1,2}(?:[-/]\d{1,2}|月\d{1,2}日)\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|[一-鿿]{2,12}\s+\d{1,2}月\d{1,2}日(?:\s+\d{1,2}[:：]\d{2})?"
)
# The opening sentence of a notice ends in 通告如下：; 问题： is the head of a turn.
_INSIDE_PROSE = re.compile(
    r"[。；;]|[，、,]$|如下[：:]$|^[一-鿿]{1,6}[：:]$|^以下[^：:]*[：:]$|^(?:鉴于|为|根据|按照|经|因)[^：:]*[，,][^：:]*[：:]$"
)
_REPORTING = re.compile(r"(?:指出|强调|表示|介绍|认为|要求|提出|告诉记者|说)[，,]")
_CAPTION_START = re.compile(r"[▲▼△▽◀▶←→↑↓]|[上下左右本小大]?图为|[上下左右]?图\s?[一二三四①-⑨1-9]?\s?[：:]|[（(]?资料图")
TAKEN_ON = re.compile(r"[（(](?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日(?:拍?摄|无人机照片)[^（）()]{0,12}[）)]")  # of a picture
_ENDS_TAKEN_ON = re.compile(TAKEN_ON.pattern + "。?$")
_PICTURED_INSIDE = re.compile(r"(?<=[。！])[上下左右]?图为")
_PAGE_TURN = r"(?:[上紧][接转]|[下续][转接])\s?(?:今日|本报)?\s?(?:第?\s?[A-Z]?[一二三四五六七八九十\d]{1,3}\s?版?|头版)"
_TURN = re.compile(rf"[（(【]\s?{_PAGE_TURN}[^。（）()【】]{{0,8}}[）)】]")
_BARE_TURN = re.compile(rf"[▲▼►◀▶→]?\s?{_PAGE_TURN}[▲▼►◀▶→]?")
_CIRCLED = re.compile(r"[①-⑳]")
_BREADCRUMB = re.compile(r"(?:当前|您的|你的|所在)?位置\s*[:：]|首页\s*[>»›]")
# What names a paper or a site that no vocabulary knows, beside a date; not a 通报 or 公报, which is the headline.
PUBLISHER = re.compile(
    r"(?<![一-鿿])[一-鿿]{2,8}(?:(?<![通公简预月汇喜警情举播专])报|(?<![联电管路])网|在线|融媒体?|传媒|客户端)(?![一-鿿])"
)
_CHINESE = re.compile(r"[一-鿿]")


class Kind(StrEnum):
    __hash__ = str.__hash__  # an Enum's own is Python code, and ends of paragraphs are looked up with their kind by the thousand

    HEADER = "header"
    HEADING = "heading"
    BYLINE = "byline"
    NAMES = "names"  # names alone: a byline where a headline stands above
    DATELINE = "dateline"  # a paragraph that opens a report
    CAPTION = "caption"
    CREDIT = "credit"  # a photographer's line of its own
    FOLIO = "folio"  # the page's own: paper, day, number of the page
    LABEL = "label"  # over a column of briefs or a picture story
    TURN = "turn"  # 上接第一版, 下转第三版
    CLOSING = "closing"  # where the text first appeared, who edited it
    ROW = "row"  # of a table, or a cell of it that stands on a line of its own
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a span of the cleaned text, without white space around it.

    `gap`: the line breaks between it and the line above. `fused`: cut out of a longer line whose breaks are lost.
    """

    start: int
    end: int
    kind: Kind
    text: str
    gap: int = 1
    fused: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True)
class LineReader:
    """Classifies lines by their own wording; what they are to each other is decided where heads are found."""

    credits: Credits
    folio: FolioReader
    _labels: re.Pattern[str]
    _telling_label: re.Pattern[str]
    _source: re.Pattern[str]
    _site: re.Pattern[str]

    def read(self, string: str) -> list[Line]:
        pieces = [piece for span in _trimmed(string) for piece in self._parted(string, span)]
        lines: list[Line] = []
        at = 0
        for span, kind in pieces:
            text = string[span.start : span.end]
            lines.append(Line(span.start, span.end, kind or self.kind(text), text, gap=string.count("\n", at, span.start)))
            at = span.end
        return _with_rows(string, self._with_folios(self._with_numbered_captions(lines)))

    def kind(self, text: str) -> Kind:
        if self._is_header(text):
            return Kind.HEADER
        if self.folio.label(text):
            return Kind.LABEL
        if _TURN.fullmatch(text) or _BARE_TURN.fullmatch(text):
            return Kind.TURN
        if self.credits.dateline(text):
            return Kind.DATELINE
        if self.credits.closing_start(text) == 0 or (self.credits.is_author_note(text) and not self.credits.bylines(text)):
            return Kind.CLOSING
        if self.credits.bylines(text):
            return Kind.CREDIT if self.credits.is_photo_credit(text) else Kind.BYLINE
        if self.credits.is_agency_picture(text):
            return Kind.CREDIT
        if self.credits.names(text):
            return Kind.NAMES
        if len(text) <= LONGEST_CAPTION and (_CAPTION_START.match(text) or self._tells_of_a_picture(text)):
            return Kind.CAPTION
        return Kind.HEADING if is_heading(text) else Kind.PROSE

    def _parted(self, string: str, span: Span) -> Iterator[tuple[Span, Kind | None]]:
        """A line, with the notes at its ends set apart that a text comes from another page or goes on there."""
        start, end = span
        head = _TURN.match(string, start, end)
        if head:
            yield Span(start, head.end()), Kind.TURN
            start = head.end() + len(string[head.end() : end]) - len(string[head.end() : end].lstrip())
        low = max(start, end - LONGEST_HEADING)
        tail = next((m for m in _TURN.finditer(string, low, end) if m.end() == end and m.start() > start), None)
        if tail:
            yield Span(start, tail.start()), None
            yield Span(tail.start(), end), Kind.TURN
        elif start < end:
            yield Span(start, end), None

    def _with_numbered_captions(self, lines: list[Line]) -> list[Line]:
        """Lines behind ① and the like are captions where one of them tells of a picture, or a byline claims the pictures."""
        numbered = [i for i, line in enumerate(lines) if _CIRCLED.match(line.text) and len(line.text) <= LONGEST_CAPTION]
        if not numbered:
            return lines
        claimed = any(line.kind in (Kind.BYLINE, Kind.CREDIT) and ("图" in line.text or "摄" in line.text) for line in lines)
        told = any("图为" in lines[i].text or self._tells_of_a_picture(lines[i].text) for i in numbered)
        short = all(len(lines[i].text) <= _LONGEST_NUMBERED for i in numbered)
        if told or (claimed and short):
            for i in numbered:
                lines[i] = replace(lines[i], kind=Kind.CAPTION)
        return lines

    def _with_folios(self, lines: list[Line]) -> list[Line]:
        for i in self.folio.folios(["" if line.kind in (Kind.DATELINE, Kind.LABEL) else line.text for line in lines]):
            lines[i] = replace(lines[i], kind=Kind.FOLIO)
        return lines

    def _tells_of_a_picture(self, text: str) -> bool:
        if "图为" in text and _PICTURED_INSIDE.search(text):
            return True
        return self.credits.is_photo_credit(text) or _ENDS_TAKEN_ON.search(text, max(len(text) - 40, 0)) is not None

    def _is_header(self, text: str) -> bool:
        """A date with its labels, a labelled source, the way to the page: little is left of the line once these are taken away."""
        if len(text) > LONGEST_HEADER or "。" in text:
            return False
        if _BREADCRUMB.match(text) or _DAY_AND_CLOCK.fullmatch(text) or self._site.fullmatch(text) or self._source.fullmatch(text):
            return True
        date = _FULL_DATE.search(text)
        rest = self._labels.sub("", _FULL_DATE.sub("", self._source.sub("", text) if date else text))
        if not date and not self._telling_label.match(text):
            return not _CHINESE.search(rest) and rest != text
        rest = self.credits.outlet.sub("", PUBLISHER.sub("", rest) if date else rest)
        return len(_CHINESE.findall(rest)) <= (4 if date and date.start() > 4 and not self._telling_label.search(text) else 12)


def _with_rows(string: str, lines: list[Line]) -> list[Line]:
    for grid in grids(string, [line.span for line in lines]):
        lines[grid.first : grid.end] = [replace(line, kind=Kind.ROW) for line in lines[grid.first : grid.end]]
    return lines


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
    labels = [e["label"] for e in entries if e["field"] in ("date", "source", "other")]
    bare = alternatives([label for label in labels if len(label) > 1])
    telling = alternatives([e["label"] for e in entries if e["field"] in ("date", "source")])
    sources = alternatives([e["label"] for e in entries if e["field"] == "source"])
    named = alternatives([o["word"] for o in vocabulary.entries("outlets") if o["use"] == "name"])
    any_label = rf"(?:{alternatives(labels)})\s*[：:]|{bare}|(?<![一-鿿])[大中小次](?![一-鿿])"
    credits, folio = compile_credits(vocabulary), compile_folio_reader(vocabulary)
    return LineReader(
        credits,
        folio,
        re.compile(any_label),
        re.compile(rf"[\s（(\[【•-]*(?:{telling})\s*[：:]"),
        _source=re.compile(rf"(?:{sources})\s*[：:]\s*[^\s，。；！？]{{2,40}}"),
        _site=re.compile(rf"据?(?:{named})(?:[一-鿿]{{0,3}}(?:站|频道))?"),
    )


def _trimmed(string: str) -> Iterator[Span]:
    for match in _LINE.finditer(string):
        line = match.group()
        if body := line.strip():
            body = line.strip(" \u3000") if "\t" in line else body  # an empty cell at the edge of a table is one too
            start = match.start() + line.index(body)
            yield Span(start, start + len(body))
