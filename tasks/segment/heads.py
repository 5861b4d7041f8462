"""Where articles begin: a headline block over a byline, a dateline, a line of date and source, or a picture with its caption; on a page of
several articles a headline that nobody signs too, if `unsigned` takes it for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kaozheng.tasks.segment.edges import crossing_word, is_open, is_wrapped, starts_item
from kaozheng.tasks.segment.headline_block import are_halves, arrange, calls_for_more, is_subtitle, letters, title_among
from kaozheng.tasks.segment.lines import Kind, Line, full_date, is_torn

_SENTENCE_LIKE = re.compile(r"[，、]|[！？!?…—][”’」』]?$")
# In a line of date and source: above it an electronic newspaper lists the headlines of the page, the article's own stands below.
_TURNS_PAGES = re.compile("[上下]一篇")
_WAITS = re.compile(r"[第约共达每近超]$")
_LONGEST_KICKER = 32
_LONGEST_BLOCK = 4
_SECTION_LABEL = 6
_INTERRUPTION = 30  # paragraphs that may stand between the halves of an interrupted one
_MARKERS = (Kind.BYLINE, Kind.CREDIT, Kind.HEADER)
_MARKERS_OR_NAMES = (*_MARKERS, Kind.NAMES)
_PAGE_OWN = (Kind.FOLIO, Kind.LABEL, Kind.TURN)
_LEADING = (Kind.HEADING, Kind.NAMES, *_PAGE_OWN, *_MARKERS)
_CONTINUED = ("上", "紧")


@dataclass
class Head:
    """The lines above an article's body. `line`, `body`: indices of its first line and of the first line of the body."""

    line: int
    body: int
    header: list[Line] = field(default_factory=list)
    kicker: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    subtitle: list[Line] = field(default_factory=list)
    bylines: list[Line] = field(default_factory=list)
    picture: bool = False


def find_heads(lines: list[Line], given_title: str | None) -> list[Head]:
    """The heads of a page in page order; always at least one, the first at line 0. `given_title` is what the source calls the document."""
    heads = [_top(lines, given_title)]
    at = heads[0].body
    while at < len(lines):
        head = _head_at(lines, at, heads[-1].body)
        if head:
            heads.append(head)
        at = max(at + 1, head.body if head else 0)
    return heads


def _top(lines: list[Line], given_title: str | None) -> Head:
    """What stands above the first paragraph. A page that opens with prose has an empty head."""
    end = 0
    while end < len(lines) and lines[end].kind in _LEADING:
        end += 1
    if end == len(lines):
        return _only_short_lines(lines, given_title)
    menu = next((i + 1 for i in reversed(range(end)) if lines[i].kind is Kind.HEADER and _TURNS_PAGES.search(lines[i].text)), 0)
    first = next((i for i in range(menu, end) if lines[i].kind is Kind.HEADING), end)
    marker_at = next((i for i in range(first, end) if lines[i].kind in _MARKERS), end)
    # Headings between what signs the headline and the first paragraph are the body's own.
    end = next((i for i in range(marker_at, end) if lines[i].kind is Kind.HEADING), end)
    block = _headings(lines[menu:end])
    if any(line.kind is Kind.HEADER for line in lines[marker_at:end]):
        block = _without_labels(block)
    elif len(block) > _LONGEST_BLOCK or (block and _is_body(lines, end, given_title)):
        block = [line for line in block[:1] if len(block) > _LONGEST_BLOCK and not starts_item(line.text)]
        end = lines.index(block[0]) + 1 if block else first
    if not block:
        block = title_among(lines[:1], given_title)
        end = max(end, len(block))
    head = Head(0, end, picture=bool(block) and _is_picture(lines, end) and _is_picture_news(lines, end))
    head.header = [line for line in lines[:end] if line.kind is Kind.HEADER or line.kind in _PAGE_OWN]
    head.bylines = [line for line in lines[:end] if line.kind in (Kind.BYLINE, Kind.CREDIT, Kind.NAMES)]
    _arrange(head, block, given_title)
    return head


def _is_body(lines: list[Line], end: int, given_title: str | None) -> bool:
    """Whether short lines that nobody signs begin the text: an item, a wrapped sentence, or not what the source calls the page."""
    last, below = lines[end - 1], lines[end]
    if last.kind is not Kind.HEADING or below.kind is not Kind.PROSE:
        return False
    if given_title:
        return not title_among(lines[:end], given_title)
    return starts_item(last.text) or is_wrapped(last.text, below.text)


def _only_short_lines(lines: list[Line], given_title: str | None) -> Head:
    """No prose at all: the first of several lines is the headline where the source calls the document so; the rest is body."""
    head = Head(0, 0)
    title = title_among(lines[:1], given_title)
    if title and len(lines) > 1:
        head.title, head.body = title, 1
    return head


def _head_at(lines: list[Line], at: int, floor: int) -> Head | None:
    line = lines[at]
    if line.kind in _MARKERS and (line.kind is not Kind.HEADER or _is_labelled_date(line.text)):
        return _signed_head(lines, at, floor)
    if line.kind is Kind.NAMES:
        followed = at + 1 < len(lines) and lines[at + 1].kind in (Kind.PROSE, Kind.DATELINE)
        return _signed_head(lines, at, floor) if followed else None
    if line.kind is Kind.TURN and _is_continued(line.text):
        block = block_above(lines, at, floor)
        head = Head(at - len(block), at + 1, header=[line])
        _arrange(head, block, None)
        return head
    if line.kind is Kind.DATELINE:
        if all(above.kind in (Kind.CAPTION, Kind.CREDIT) for above in lines[floor:at]):
            return None  # nothing stands above it but the article's pictures
        block = block_above(lines, at, floor)
        head = Head(at - len(block), at)
        _arrange(head, block, None)
        return head
    if _is_picture(lines, at):
        block = block_above(lines, at, floor)
        if block and _is_picture_news(lines, at):
            head = Head(at - len(block), at, picture=True)
            _arrange(head, block, None)
            return head
    return None


def _is_continued(turn: str) -> bool:
    """Whether a note tells where a text comes from, not where it goes on."""
    return any(mark in turn for mark in _CONTINUED)


def unsigned_head(lines: Sequence[Line], at: int, body: int, block: Sequence[Line]) -> Head:
    """The head of an article whose headline block, from line `at` to the paragraph at `body`, stands alone; a label above is its own."""
    start = at
    while start > 0 and lines[start - 1].kind is Kind.LABEL:
        start -= 1
    head = Head(start, body, header=list(lines[start:at]))
    _arrange(head, block, None)
    return head


def _is_labelled_date(text: str) -> bool:
    """A bare date signs the notice above it; with a label, a source or a clock time it stands below a headline."""
    date = full_date(text)
    return date is not None and (":" in text or "：" in text or len(letters(text)) > len(letters(date)) + 2)


def _signed_head(lines: list[Line], at: int, floor: int) -> Head | None:
    block = block_above(lines, at, floor)
    if not block:
        return None
    end = at
    while end < len(lines) and lines[end].kind in _MARKERS_OR_NAMES:
        end += 1
    if end == len(lines):
        return None  # names under the last lines of a page sign what stands above
    head = Head(at - len(block), end)
    head.header = [line for line in lines[at:end] if line.kind is Kind.HEADER]
    head.bylines = [line for line in lines[at:end] if line.kind is not Kind.HEADER]
    _arrange(head, block, None)
    return head


def block_above(lines: Sequence[Line], at: int, floor: int) -> list[Line]:
    """The headline lines directly above: a torn end of the article before is none, nor is anything above it."""
    start = at
    while (
        start > floor and at - start < _LONGEST_BLOCK and lines[start - 1].kind is Kind.HEADING and not _is_cut_off(lines[start - 1].text)
    ):
        if start < at and start - 1 > floor and not _is_one_block(lines[start - 1], lines[start]):
            break
        if start < at and start - 1 > floor and _goes_on_below(lines, start - 1, at):
            break
        start -= 1
    return list(lines[start:at])


def _goes_on_below(lines: Sequence[Line], upper: int, at: int) -> bool:
    """Whether a short line is the head of a paragraph that the article below interrupts in mid-word: 共腾出床 … 位2100张.

    What goes on stands where another paragraph breaks off.
    """
    for above, line in pairwise(lines[at : at + _INTERRUPTION]):
        broken = line.kind is Kind.PROSE and above.kind is Kind.PROSE and is_open(above.text)
        if broken and crossing_word(lines[upper].text, line.text) is not None:
            return True
    return False


def _is_cut_off(text: str) -> bool:
    return is_torn(text) or _WAITS.search(text) is not None


def _is_one_block(upper: Line, lower: Line) -> bool:
    return is_subtitle(lower.text) or _is_kicker(upper.text) or are_halves(upper, lower) or calls_for_more(upper.text)


def _is_kicker(text: str) -> bool:
    """Whether a line over a headline belongs to it, not to the article before: its clauses are parted by a space, or it is one."""
    return len(text) <= _LONGEST_KICKER and ("　" in text or " " in text or not _SENTENCE_LIKE.search(text))


def _is_picture(lines: list[Line], at: int) -> bool:
    return at < len(lines) and (lines[at].kind is Kind.CAPTION or (lines[at].kind is Kind.PROSE and _credited(lines, at)))


def _credited(lines: list[Line], at: int) -> bool:
    return at + 1 < len(lines) and lines[at + 1].kind is Kind.CREDIT


def _is_picture_news(lines: list[Line], at: int) -> bool:
    """A headline over a caption is an article of its own where the credit claims the report too, or where nothing of an article follows."""
    end = at + (2 if _credited(lines, at) else 1)
    if lines[end - 1].text.rstrip("）)。").endswith("报道"):
        return True
    below = end
    while end < len(lines) and lines[end].kind is Kind.HEADING:
        end += 1
    return end == len(lines) or (end > below and lines[end].kind in (Kind.BYLINE, Kind.DATELINE))


def _headings(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.kind is Kind.HEADING]


def _without_labels(block: list[Line]) -> list[Line]:
    """A section's name stands above the headline on web pages."""
    return [line for line in block[:-1] if len(line.text) > _SECTION_LABEL] + block[-1:]


def _arrange(head: Head, block: Sequence[Line], given_title: str | None) -> None:
    head.kicker, head.title, head.subtitle = arrange(block, given_title)
