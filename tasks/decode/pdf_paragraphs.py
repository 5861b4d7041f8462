"""The text of columns in reading order: wrapped lines joined to paragraphs, also over the end of a column or page."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kaozheng.tasks.decode.pdf_glyphs import middle
from kaozheng.tasks.decode.pdf_lines import Line

INDENT = 0.8  # sizes from which a line's start is a paragraph's
SLACK = 0.4  # sizes that a line may leave beyond what its next word needs
SAME_SIZE = 1.12
WIDER_GAP = 1.4  # times the usual distance of lines, between blocks
HEADING = 1.25  # times the size of most text: lines of a headline stay apart
NARROW = 12.0  # sizes up to which lines without marks that all end elsewhere are a list
TOGETHER = 1.1  # sizes that lines of Chinese end apart, for no line begins with a mark
RAGGED = 5.0  # sizes that lines of Latin words end apart
SAME_WIDTH = 1.5  # sizes that the widths of two columns of one article may differ by
_SENTENCE_END = re.compile('[。！？!?.…][”’」』）》)"]{0,2}$')
_WORD = re.compile("[A-Za-z0-9,.;:!?)'\"%]")
_WORD_START = re.compile("[A-Za-z0-9('\"]")
_MARK = re.compile("[，。：；]")
_CHINESE = re.compile("[\u2e80-\u9fff]")


@dataclass(frozen=True)
class _Edges:
    """Between which lines were set, in points; `are_sure` where more than one line ends at the right one."""

    left: float
    right: float
    are_sure: bool


@dataclass
class Paragraph:
    """A paragraph's text, with what tells whether it goes on elsewhere. Widths are in points."""

    pieces: list[str]  # of its text, the last of them its last line
    size: float
    width: float  # of its column
    indented: bool
    head: float  # width of its first unbreakable piece
    room: float  # what its last line leaves free in the column
    block: int  # number of its block within the column
    lines: int  # of that block


def paragraphs_of(lines: list[Line], body: float) -> list[Paragraph]:
    """The paragraphs of a column; `body` is the size of most text of the document."""
    found: list[Paragraph] = []
    for number, block in enumerate(_blocks(lines)):
        edges = _edges(block, lines)
        heading = _is_heading(block, edges.right - edges.left, body)
        for i, line in enumerate(block):
            indented = line.left - edges.left >= INDENT * line.size
            room = edges.right - line.right if not (heading or line.has_cells) else math.inf
            goes_on = i and not indented and not line.has_cells and _filled(found[-1], line.text, line.head)
            if goes_on and (edges.are_sure or not _SENTENCE_END.search(block[i - 1].text)):
                join(found[-1].pieces, [line.text])
                found[-1].room = room
            else:
                found.append(Paragraph([line.text], line.size, edges.right - edges.left, indented, line.head, room, number, len(block)))
    return found


def text_of(columns: list[list[Paragraph]]) -> str:
    """All columns' text: a line a paragraph, a blank line between blocks, an article's text joined where a column cuts a paragraph."""
    flat = [(column, p) for column, paragraphs in enumerate(columns) for p in paragraphs]
    indents = sum(p.indented for _, p in flat) >= max(2, 0.2 * len(flat))
    pieces: list[str] = []
    last: tuple[int, Paragraph] | None = None
    for column, paragraph in flat:
        if last and last[0] != column and _goes_on(last[1], paragraph, indents=indents):
            join(pieces, paragraph.pieces)
        else:
            follows = last is not None and _follows(last[1], paragraph, same_column=last[0] == column)
            pieces += ["\n" if follows else "\n\n" if last else "", *paragraph.pieces]
        last = column, paragraph
    return "".join(pieces)


def join(pieces: list[str], more: list[str]) -> None:
    """Lines put behind others of their paragraph: without a space in Chinese, with one between words, without a divided word's hyphen."""
    a, b = pieces[-1], more[0]
    if _is_divided(a, b):
        pieces[-1] = a[:-1]
    elif _WORD.match(a[-1]) and _WORD_START.match(b):
        # In Chinese a number may be broken anywhere.
        number = a[-1].isdigit() and b[0].isdigit() and _CHINESE.search(a)
        pieces += [] if number else [" "]
    pieces += more


def _is_heading(block: list[Line], width: float, body: float) -> bool:
    """In large type, and neither prose nor set downwards, a character a line."""
    return block[0].size >= HEADING * body and width > 1.5 * block[0].size and not any("。" in line.text for line in block)


def _is_divided(a: str, b: str) -> bool:
    """Whether a word begins at the end of line `a` and ends in line `b`."""
    return a[-1] == "-" and a[-2:-1].isalpha() and b[0].islower()


def _filled(a: Paragraph, text: str, head: float) -> bool:
    """Whether the next line's first piece had no place in the last line of `a`, or is the rest of a word divided there.

    Where it had, the paragraph ends.
    """
    return a.room < head + SLACK * a.size or _is_divided(a.pieces[-1], text)


def _goes_on(a: Paragraph, b: Paragraph, *, indents: bool) -> bool:
    """Whether the last paragraph of a column goes on in the first of the next.

    Between two sentences it does where paragraphs are indented and `b` is not, unless `b` is a line alone, which may be a caption.
    """
    between_sentences = indents and b.lines > 1
    ended = _SENTENCE_END.search(a.pieces[-1][-4:]) is not None
    return _alike(a, b) and not b.indented and _filled(a, b.pieces[0], b.head) and (between_sentences or not ended)


def _follows(a: Paragraph, b: Paragraph, *, same_column: bool) -> bool:
    """Whether two paragraphs stand in one block, or at the end of one column and the beginning of the next of the same article."""
    return a.block == b.block if same_column else _alike(a, b) and b.indented


def _alike(a: Paragraph, b: Paragraph) -> bool:
    """Whether two columns are set alike."""
    return max(a.size, b.size) < SAME_SIZE * min(a.size, b.size) and abs(a.width - b.width) < SAME_WIDTH * a.size


def _blocks(lines: list[Line]) -> list[list[Line]]:
    """Lines of one size at the usual distance."""
    blocks: list[list[Line]] = []
    steps = [(a.base - b.base) / b.size for a, b in pairwise(lines) if _same_size(a, b)]
    usual = middle(np.array(steps)) if len(steps) >= 2 else 1.8
    for i, line in enumerate(lines):
        above = lines[i - 1] if i else None
        if above and _same_size(above, line) and (above.base - line.base) / line.size < WIDER_GAP * usual:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _same_size(a: Line, b: Line) -> bool:
    return max(a.size, b.size) < SAME_SIZE * min(a.size, b.size)


def _edges(block: list[Line], lines: list[Line]) -> _Edges:
    """The edges that a block's lines were set between.

    Its own where at least two of its lines end at the same place; else those of all lines of that size in the column.
    """
    alike = block if _ends_together(block) else [line for line in lines if _same_size(line, block[0])]
    left, right = min(line.left for line in alike), max(line.right for line in alike)
    sure = _ends_together(alike)
    if not sure and right - left < NARROW * block[0].size and not any(_MARK.search(line.text) for line in block):
        right = math.inf
    return _Edges(left, right, sure)


def _ends_together(lines: list[Line]) -> bool:
    right = max(line.right for line in lines)
    return sum(right - line.right < (TOGETHER if _CHINESE.search(line.text) else RAGGED) * line.size for line in lines) >= 2
