"""Spaces that a layout left in running text: at the ends of its lines, around numbers, behind commas.

Spaces between the parts of a headline, in a name (韦 韬) and behind 记者 stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft, is_prose, lines
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.clean.words import CONTEXT, straddles
from kaozheng.tasks.clean.wraps import NARROWEST, Layout, layout_of
from kaozheng.tasks.repair import Repair
from kaozheng.tasks.text import Span

KIND = "reflow"
SIGNS = (Sign(" "),)
PARAGRAPH_SIGNS = (Sign("[ \u3000]", "[ \u3000]"),)
INDENT = 4  # columns that the first line of a paragraph begins further in
LINE_END, BESIDE, IN_WORD, UNEXPLAINED = 0.9, 0.95, 0.8, 0.7  # confidence that a space means nothing, by where it stands
_SPACE = re.compile(r" (?<=[^\s] )(?=[^\s])")
_RUN_OF_BLANKS = re.compile("[ \u3000](?<=[。！？；：”，、][ \u3000])[ \u3000]+(?=[^\\s])")
_BESIDE_NUMBER = re.compile(
    f"(?<=[\\d%]) (?=[{IDEOGRAPHS}])|(?<=[{IDEOGRAPHS}（“，]) (?=\\d)"
    f"|(?<=\\d[万亿千百]) (?=[{IDEOGRAPHS}])|(?<=\\d [万亿千百]) (?=[{IDEOGRAPHS}])"
)
_BESIDE_MARK = re.compile("(?<=[，、；：（《“]) (?=[^\\s])|(?<=[^\\s]) (?=[，。、；：！？）》”])")
_NAMES_FOLLOW = re.compile("(?:记者|通讯员|评论员|特派员|实习生|摄影|作者|编辑|编剧|文|图|摄)$")
_CREDIT = re.compile("[（(]?[^。！？\n]{0,24}(?:摄|摄影|供图|文|图|报道)[）)]?$")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


def split_paragraphs(draft: Draft) -> list[Repair]:
    """A line end for each run of blanks behind a sentence, where paragraphs were run together; nothing for one in mid-sentence."""
    string = draft.string
    found = ((m.start(), m.end(), "" if string[m.start() - 1] in "：；，、" else "\n") for m in _RUN_OF_BLANKS.finditer(string))
    return [Repair(start, end, after, KIND, 0.85) for start, end, after in found]


def close_spaces(draft: Draft) -> list[Repair]:
    """The spaces of running text that mean nothing, taken out."""
    string = draft.string
    running = [line for line in lines(string) if string.find(" ", line.start, line.end) >= 0 and _is_running(string[line.start : line.end])]
    layout = _layout(draft, running)
    return [Repair(at, at + 1, "", KIND, sure) for line in running for at, sure in _meaningless(draft, layout, line) if sure]


def _is_running(line: str) -> bool:
    """Whether a line is running text, be it cut before its sentence ends."""
    return is_prose(line) or (len(line) >= 20 and "，" in line)


def _meaningless(draft: Draft, layout: Layout, line: Span) -> list[tuple[int, float]]:
    """The spaces of a line, each with the confidence that it means nothing."""
    string = draft.string
    found: list[tuple[int, float]] = []
    start, before, laid_out = line.start, line.start, 0
    for space in _SPACE.finditer(string, line.start, line.end):
        at = space.start()
        kept = _keeps(string, line, at)
        sure = 0.0
        if _ends_line(draft, layout, line, start, before, at):
            start, laid_out = at + 1, laid_out + 1
            sure = 0.0 if kept else LINE_END
        elif _BESIDE_NUMBER.match(string, at) or _BESIDE_MARK.match(string, at):
            sure = BESIDE
        elif layout.widths and not kept:
            around = string[max(at - CONTEXT, line.start) : at], string[at + 1 : min(at + 1 + CONTEXT, line.end)]
            sure = IN_WORD if straddles(*around) else UNEXPLAINED
        found.append((at, sure))
        before = at + 1
    # In a line that the layout broke more than once, its other spaces are line ends too, of a width that damage hides.
    return found if laid_out >= 2 else [(at, sure if sure != UNEXPLAINED else 0.0) for at, sure in found]


def _ends_line(draft: Draft, layout: Layout, line: Span, start: int, before: int, at: int) -> bool:
    """Whether the space at `at` ends a line of the layout, which began at `start`, or behind the space before where count was lost."""
    if not layout.widths:
        return False
    width = draft.raw_width(start, at)
    indented = start == line.start and layout.is_full(width + INDENT)
    return indented or layout.is_full(width) or (before > start and layout.is_full(draft.raw_width(before, at)))


def _layout(draft: Draft, running: list[Span]) -> Layout:
    """The widths between spaces, by the lines that have at least two pieces as wide as a layout's line."""
    widths: list[int] = []
    for line in running:
        own = [width for width in _pieces(draft, line) if width >= NARROWEST]
        if len(own) >= 2:
            widths += own
    return layout_of(widths)


def _pieces(draft: Draft, line: Span) -> Iterator[int]:
    """The widths of what the spaces of a line part, but for the last piece."""
    start = line.start
    for space in _SPACE.finditer(draft.string, line.start, line.end):
        yield draft.raw_width(start, space.start())
        start = space.end()


def _keeps(string: str, line: Span, at: int) -> bool:
    """Whether a space means something: behind a sentence before a credit, behind 记者, within a spaced name."""
    before = string[max(line.start, at - 4) : at]
    if _NAMES_FOLLOW.search(before) or (before[-1] in "。！？”" and _CREDIT.match(string, at + 1, line.end)):
        return True
    return _IDEOGRAPH.match(before[-1]) is not None and (len(before) == 1 or before[-2].isspace())
