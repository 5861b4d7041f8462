"""The lines of a column of glyphs, and the spaces within them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.decode.pdf_glyphs import Floats, Glyphs, Integers, middle

BEYOND = 0xFFFF


def _table(characters: str) -> npt.NDArray[np.bool_]:
    """By character code up to `BEYOND`, whether it is one of these."""
    table = np.zeros(BEYOND + 1, dtype=bool)
    table[[ord(c) for c in characters]] = True
    return table


SAME_LINE = 0.45  # of the size: baselines nearer than that are one line (raised figures, mixed fonts)
INITIAL = 1.8  # times the size of the text beside it, of a large first character
# Least gap, in sizes, that is a space: between letters, between characters, beside a mark.
LATIN_SPACE, SPACE, MARK_SPACE = 0.18, 0.4, 0.9
CELL_SPACE = 2.0
TYPED_SPACE = 0.15  # likewise, where a blank was drawn
MOST_TYPED = 0.2  # share of the places between characters
CJK = 0x2E80  # first of the characters that are written without spaces
_MARKS = _table("，。、；：！？）》”’」』】〉…（《“‘「『【〈·—")
_ENDS = _table("。！？”）")  # behind which a credit may stand
_OPENING = frozenset("（《“‘「『【〈([")
_CLOSING = frozenset("，。、；：！？）》”’」』】〉…,.;:!?)]%％")


@dataclass(frozen=True)
class Line:
    """A line's text with its extent in points.

    `head` is the width of its first unbreakable piece: a word, a number or a character. `has_cells`: it is parted as a table's row is.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    head: float
    has_cells: bool


def lines_of(glyphs: Glyphs) -> list[Line]:
    """The lines from top to bottom."""
    if not len(glyphs):
        return []
    order = np.argsort(-glyphs.base, kind="stable")
    ordered = glyphs.take(order)
    drop = -np.diff(ordered.base)
    breaks = np.flatnonzero(drop > SAME_LINE * np.minimum(ordered.size[1:], ordered.size[:-1])) + 1
    rows = [row[np.argsort(glyphs.left[row], kind="stable")] for row in np.split(order, breaks.tolist())]
    return [_line(glyphs.take(row)) for row in _with_initials(glyphs, rows)]


def _with_initials(glyphs: Glyphs, rows: list[Integers]) -> list[Integers]:
    """The rows with a large first character, which stands on the second or third line, moved to the first of those beside it."""
    for at in range(1, len(rows)):
        row = rows[at]
        if len(row) < 2 or glyphs.size[row[0]] < INITIAL * glyphs.size[row[1:]].max():
            continue
        reach = glyphs.base[row[0]] + glyphs.size[row[0]]
        first = next((i for i in range(max(at - 4, 0), at) if glyphs.base[rows[i]].max() < reach), at)
        if first < at and glyphs.left[rows[first][0]] >= glyphs.right[row[0]] - 0.5 * glyphs.size[row[1]]:
            rows[first] = np.concatenate([row[:1], rows[first]])
            rows[at] = row[1:]
    return rows


def _line(row: Glyphs) -> Line:
    size = row.body_size()
    gap = (row.left[1:] - row.right[:-1]) / size
    if len(row) > 1 and row.size[0] >= INITIAL * row.size[1]:
        gap[0] = 0.0
    latin = row.code < CJK
    letters = latin[1:] & latin[:-1]
    gap = gap - np.where(letters & (2 * letters.sum() > len(letters)), 0.0, _spread(gap[~letters]))
    spaced = _spaces(row, gap, letters).tolist()
    chars = [chr(c) for c in row.code.tolist()]
    pieces = [" " + char if space else char for char, space in zip(chars, [False, *spaced], strict=True)]
    head = float(row.right[_head(chars, spaced)] - row.left[0])
    has_cells = bool((gap >= CELL_SPACE).any())
    return Line("".join(pieces), float(row.left[0]), float(row.right.max()), middle(row.base), size, head, has_cells)


def _spread(gap: Floats) -> float:
    """The gap, in sizes, that a line spread out to fill its column has between all its characters."""
    return max(float(np.sort(gap)[len(gap) // 4]), 0.0) if len(gap) > 2 else 0.0


def _spaces(row: Glyphs, gap: Floats, letters: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Before which glyphs but the first a space stands, by the gaps in sizes and whether a blank was drawn there.

    `letters`: where both neighbours are written with spaces between words.
    """
    drawn = row.spaced[1:]
    # Blanks drawn between most characters are the work of a converter; a rare one was typed.
    rare = drawn[~letters].sum() <= max(1, MOST_TYPED * (~letters).sum())
    typed = drawn & rare & (gap >= TYPED_SPACE)
    marks = _MARKS[np.minimum(row.code, BEYOND)]
    beside_mark = marks[1:] | marks[:-1]
    between = typed & (~beside_mark | _ENDS[np.minimum(row.code[:-1], BEYOND)]) | (gap >= np.where(beside_mark, MARK_SPACE, SPACE))
    return np.asarray(np.where(letters & ~beside_mark, drawn | (gap > LATIN_SPACE), between))


def _head(chars: list[str], spaced: list[bool]) -> int:
    """The last glyph of the first piece that no line may be broken in: opening marks, a character or word, closing marks."""
    at, last = 0, len(spaced)
    while at < last and chars[at] in _OPENING:
        at += 1
    while at < last and not spaced[at] and ord(chars[at]) < CJK and ord(chars[at + 1]) < CJK:
        at += 1
    while at < last and chars[at + 1] in _CLOSING:
        at += 1
    return at
