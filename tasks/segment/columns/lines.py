"""The lines of a page as they were set, found again in its raw text: where clean has joined them a gap of white space is left.

A line break shows as a new line or, where a converter wrote a paragraph on one line, as a single space. Whether a space is a break, the
widths tell: in a column nearly all lines are equally wide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby, islice, pairwise
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.text import AlignedText, code_points

NARROWEST, WIDEST = 16, 84  # columns (a Chinese character takes two) of a newspaper's column
SLACK = 3  # columns that a full line may differ from its column's width, once its marks may be set at half width
INDENT = 4  # columns that a paragraph's first line is narrower
LEAST_LINES = 4  # of one width, before they are taken for a column
NEIGHBOURS = 4  # blocks on either side
OWN_VOTE = 3  # of a line, against one in a block beside
LEAST_SHARE = 0.6  # of a block's text that stands in full lines or ends a paragraph, before it is taken for a column
MOST_PIECES = 8  # of a line, parted by the spaces beside its numbers
APART = 40.0  # the same for a wider gap
MOST_ATTACHED = 3  # lines that may have been run together
OFF_WIDTH = 0.5  # nats a column that such a line may be cut before or behind the usual width
UNEXPLAINED = 6.0  # columns that a line must be too short, before a space beside no number is taken to stand inside one
_MARKS = "，。、；：！？“”‘’（）《》「」『』【】—…·"
_WHITE = re.compile("[\x00-\x20\xa0\u2000-\u200b\u3000]+")  # the same as `_is_white`
_MARK = re.compile(f"[{_MARKS}]")
_HALF = re.compile(r"[\x21-\x7e]")
_HALF_EDGE = re.compile(r"[\x21-\x7e]$")
_ENDS = re.compile("[。！？!?…][”’」』）》]{0,2}$")
CANT_BEGIN = "，。、；：！？”’）》」』】%％"
_CANT_END = "“‘（《「『【"


Judge = Callable[[str, str], float]


class Gap(IntEnum):
    """What stands before a piece of text."""

    SPACE = 0
    WIDE = 1
    LINE = 2
    BLANK = 3


@dataclass(slots=True)
class SetLine:
    """A line of a column, as a span of the cleaned text.

    `block`: number of the stretch between blank lines that it stands in; `row`: of the line of the raw text. `low`, `high`: its width in
    columns with its marks at half and at full width. `width`: of its column, 0 where it belongs to none. `gap`: what stands before it.
    """

    start: int
    end: int
    text: str
    gap: Gap
    block: int
    row: int
    low: int = 0
    high: int = 0
    width: int = 0
    torn: bool = False  # cut off the line before, which was too long for its column

    @property
    def is_full(self) -> bool:
        return self.width > 0 and self.low <= self.width + SLACK and self.high >= self.width - SLACK

    @property
    def indentation(self) -> float:
        """How far a line that breaks off looks indented, from 0 to 1, by what it lacks to the width of its column."""
        if not self.is_open:
            return 0.0
        lack = self.width - (self.low + self.high) / 2 + (self.text[0] in _CANT_END)
        return min(max((lack - 1) / (INDENT - 1), 0.0), 1.0) if lack < 2 * INDENT else 0.0

    @property
    def is_open(self) -> bool:
        return self.width > 0 and not self.ends_sentence

    @property
    def is_heading(self) -> bool:
        """Whether a line among others is too short to be broken off where it ends."""
        return self.is_open and self.high < self.width - INDENT - 2

    @property
    def ends_sentence(self) -> bool:
        return _ENDS.search(self.text, max(len(self.text) - 4, 0)) is not None

    @property
    def is_last(self) -> bool:
        """Whether it ends a paragraph: with a sentence, before the end of the line."""
        return self.ends_sentence and self.high < self.width - 1


_block, _row = attrgetter("block"), attrgetter("row")


def set_lines(cleaned: AlignedText, raw: str, goes_on: Judge) -> list[SetLine]:
    """The lines of the page in the order of its text; none where nothing shows that it is set in columns.

    `goes_on`: evidence in nats that one text goes on in another; tells where a line that is too long was attached to.
    """
    pieces = _pieces(cleaned, raw)
    if not pieces:
        return []
    digits = _digit_width(pieces)
    blocks = [list(block) for _, block in groupby(pieces, key=_block)]
    widths = _widths(blocks)
    lines = [line for block, width in zip(blocks, widths, strict=True) for line in _lines_of(block, width, digits, goes_on)]
    return lines if sum(line.is_full for line in lines) >= 2 * LEAST_LINES else []


def measure(lines: Sequence[SetLine], digits: int) -> None:
    """Set `low` and `high` of lines, with ASCII characters `digits` columns wide."""
    _set_widths(lines, _counted(lines), digits)


def _counted(lines: Iterable[SetLine]) -> list[tuple[int, int]]:
    """The marks and the ASCII characters of each line."""
    return [(len(_MARK.findall(line.text)), len(_HALF.findall(line.text))) for line in lines]


def _set_widths(lines: Sequence[SetLine], counted: Sequence[tuple[int, int]], digits: int) -> None:
    for line, (marks, half) in zip(lines, counted, strict=True):
        line.high = 2 * len(line.text) - (2 - digits) * half
        line.low = line.high - marks


# --- pieces between white space


def _pieces(cleaned: AlignedText, raw: str) -> list[SetLine]:
    """What white space parts, in the cleaned text or under it in the raw text; nothing where too few are short enough for a column."""
    if not _is_parted(cleaned, raw):
        return []
    string = cleaned.string
    points = code_points(string)
    shown = np.flatnonzero(~_is_white(points))
    if not len(shown):
        return []
    below = code_points(raw)
    white = np.concatenate(([0], np.cumsum(_is_white(below))))
    breaks = np.concatenate(([0], np.cumsum(below == 10)))
    if not breaks[-1]:
        breaks = np.concatenate(([0], np.cumsum(below == 13)))
    ends, starts = cleaned.ends[shown[:-1]], cleaned.starts[shown[1:]]
    lower, upper = np.minimum(ends, starts), np.maximum(ends, starts)
    blanks, newlines = white[upper] - white[lower], breaks[upper] - breaks[lower]
    kind = np.where(newlines > 1, Gap.BLANK, np.where(newlines == 1, Gap.LINE, np.where(blanks > 1, Gap.WIDE, Gap.SPACE)))
    cuts = np.flatnonzero((blanks > 0) | (newlines > 0))
    firsts = np.concatenate(([0], cuts + 1))
    lasts = np.concatenate((cuts, [len(shown) - 1]))
    if np.count_nonzero(shown[lasts] - shown[firsts] < WIDEST) < LEAST_LINES:  # no character is less than a column wide
        return []
    gaps = [Gap.BLANK, *map(Gap, kind[cuts].tolist())]
    found: list[SetLine] = []
    block, row = -1, -1
    for start, last, gap in zip(shown[firsts].tolist(), shown[lasts].tolist(), gaps, strict=True):
        block, row = block + (gap is Gap.BLANK), row + (gap >= Gap.LINE)
        found.append(SetLine(start, last + 1, string[start : last + 1], gap, block, row))
    return found


def _is_parted(cleaned: AlignedText, raw: str) -> bool:
    """Whether white space may part as many pieces as a column has lines. A piece ends only where white space stands in the raw text, as
    long as the characters come from there one behind the other."""
    parts = 1 + sum(1 for _ in islice(_WHITE.finditer(raw), LEAST_LINES - 1))
    return parts >= LEAST_LINES or (cleaned.string != raw and bool((cleaned.starts[1:] < cleaned.ends[:-1]).any()))


def _is_white(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    white: npt.NDArray[np.bool_] = (points <= 32) | (points == 0x3000) | (points == 0xA0) | ((points >= 0x2000) & (points <= 0x200B))
    return white


# --- the widths of columns


def _digit_width(pieces: Sequence[SetLine]) -> int:
    """1 or 2: how wide digits and letters are set, by which of the two makes more lines equal. Leaves the pieces measured so."""
    counted = _counted(pieces)
    fitting = {}
    for digits in (2, 1):
        _set_widths(pieces, counted, digits)
        blocks = [list(block) for _, block in groupby(pieces, key=_block)]
        fitting[digits] = sum(max(_votes(_units(block)).values(), default=0) for block in blocks)
    best = 2 if fitting[2] > fitting[1] else 1
    _set_widths(pieces, counted, best)
    return best


def _units(block: Sequence[SetLine]) -> list[SetLine]:
    """What may be lines: the rows of a block, or the pieces of rows that hold several."""
    rows = [list(row) for _, row in groupby(block, key=_row)]
    if len(rows) == 1:
        return list(block)
    if cells := _width_of_cells(rows):
        for before, piece in pairwise(block):
            if piece.gap is Gap.SPACE and before.high > cells / 2 and not _stands_beside_half(before, piece):
                piece.gap = Gap.WIDE
        return list(block)
    units: list[SetLine] = []
    for row in rows:
        whole = _joined(row)
        apart = whole.low > WIDEST or any(piece.gap is Gap.WIDE for piece in row[1:])
        units += row if apart else [whole]
    return units


def _width_of_cells(rows: Sequence[Sequence[SetLine]]) -> int:
    """The width of the cells of rows with one space between: most rows have several pieces, most of their text in lines of one width.

    0 where the rows hold no such cells.
    """
    pieces = [piece for row in rows for piece in row]
    if 2 * sum(len(row) > 1 for row in rows) <= len(rows) or any(piece.gap is Gap.WIDE for piece in pieces):
        return 0
    votes = _votes(pieces)
    width = max(votes, key=lambda w: (votes[w], w), default=0)
    return width if votes[width] >= LEAST_LINES and _share_filled(pieces, width) >= LEAST_SHARE else 0


def _votes(units: Iterable[SetLine]) -> Counter[int]:
    """For each width how many lines can have it."""
    votes: Counter[int] = Counter()
    for unit in units:
        if unit.high >= NARROWEST and unit.low <= WIDEST:
            votes.update(range(unit.low, unit.high + 1))
    return votes


def _widths(blocks: Sequence[Sequence[SetLine]]) -> list[int]:
    """The width of the column of each block, with the blocks around it asked too; 0 where its lines are of no width."""
    units = [_units(block) for block in blocks]
    votes = [_votes(own) for own in units]
    widths: list[int] = []
    around: Counter[int] = Counter()
    for at in range(len(blocks) + NEIGHBOURS):
        if at < len(blocks):
            around.update(votes[at])
        if (gone := at - 2 * NEIGHBOURS - 1) >= 0:
            around.subtract(votes[gone])
        if at >= NEIGHBOURS:
            own = at - NEIGHBOURS
            widths.append(_width_of(units[own], votes[own], around))
    return widths


def _width_of(units: Sequence[SetLine], votes: Counter[int], around: Counter[int]) -> int:
    """The width that most lines of a block can have, where enough lines around have it too and the block's text stands in such lines."""
    width = max(votes, key=lambda w: (OWN_VOTE * votes[w] + around[w], w), default=0)
    if not width or around[width] < LEAST_LINES:
        return 0
    return width if _share_filled(units, width) >= LEAST_SHARE else 0


def _share_filled(units: Sequence[SetLine], width: int) -> float:
    """How much of the text stands in lines that fit a column of this width."""
    return sum(unit.high for unit in units if _fills(unit, width)) / max(sum(unit.high for unit in units), 1)


def _fills(unit: SetLine, width: int) -> bool:
    """Whether a line of text, whole or the last or first of a paragraph, fits a column."""
    if unit.low > width + SLACK:
        return False
    return unit.high >= width - INDENT - SLACK or unit.high < width / 2 or _ENDS.search(unit.text) is not None


# --- lines


def _lines_of(block: Sequence[SetLine], width: int, digits: int, goes_on: Judge) -> list[SetLine]:
    rows = [list(row) for _, row in groupby(block, key=_row)]
    if not width:
        return [_joined(row, " ") for row in rows]
    lines = [line for row in rows for line in _in_lines(row, width)]
    for line in lines:
        line.width = width if line.low <= width + SLACK else 0
    return [part for line in lines for part in _divided(line, width, digits, goes_on)]


def _joined(pieces: Sequence[SetLine], between: str = "") -> SetLine:
    """The pieces as one; a single one as it is."""
    first = pieces[0]
    if len(pieces) == 1:
        return first
    line = SetLine(first.start, pieces[-1].end, between.join(piece.text for piece in pieces), first.gap, first.block, first.row)
    line.low, line.high = sum(piece.low for piece in pieces), sum(piece.high for piece in pieces)
    return line


def _in_lines(row: Sequence[SetLine], width: int) -> list[SetLine]:
    """The pieces of a row put together to lines that fill the column best: a space may also stand beside a number inside a line."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(row) + 1):
        best.append(min(_costs(row, best, end, width)))
    borders = [len(row)]
    while borders[-1]:
        borders.append(best[borders[-1]][1])
    return [_joined(row[start:end]) for end, start in pairwise(borders)][::-1]


def _costs(row: Sequence[SetLine], best: Sequence[tuple[float, int]], end: int, width: int) -> Iterator[tuple[float, int]]:
    """The cost of a row up to piece `end`, for each piece that its last line may begin with."""
    low = high = 0
    joins = 0.0
    for start in range(end - 1, max(end - MOST_PIECES, 0) - 1, -1):
        low, high = low + row[start].low, high + row[start].high
        if start + 1 < end:
            beside = _stands_beside_half(row[start], row[start + 1])
            joins += APART if row[start + 1].gap is Gap.WIDE else 0.0 if beside else UNEXPLAINED
        if start + 1 < end and low > width + 1:
            return
        short = 0 if end == len(row) or _ENDS.search(row[end - 1].text) else width - high
        if start == 0 and row[0].gap is Gap.BLANK:
            short = min(short, abs(short - INDENT))
        yield best[start][0] + max(low - width, short, 0) + joins, start


def _stands_beside_half(before: SetLine, piece: SetLine) -> bool:
    """Whether a number or a Latin word stands at a gap: converters put spaces there inside a line."""
    return _HALF_EDGE.search(before.text) is not None or _HALF.match(piece.text) is not None


def _divided(line: SetLine, width: int, digits: int, goes_on: Judge) -> list[SetLine]:
    """A line that is too long for its column, cut where the column ends: what stands behind was attached to it."""
    if not width or line.low <= width + 1 or line.high > MOST_ATTACHED * width or line.end - line.start != len(line.text):
        return [line]
    places = range(1, min(len(line.text), width))
    cuts = [at for at in places if line.text[at] not in CANT_BEGIN and line.text[at - 1] not in _CANT_END]
    heads = [SetLine(line.start, line.start + at, line.text[:at], line.gap, line.block, line.row, width=width) for at in cuts]
    measure(heads, digits)
    fitting = [h for h in heads if h.low <= width + 1 and h.high >= width - SLACK]
    if not fitting:
        return [line]
    head = min(fitting, key=lambda h: goes_on(h.text, line.text[len(h.text) :]) + abs((h.low + h.high) / 2 - width) * OFF_WIDTH)
    rest = SetLine(head.end, line.end, line.text[len(head.text) :], Gap.SPACE, line.block, line.row, width=width, torn=True)
    measure([rest], digits)
    return [head, rest]
