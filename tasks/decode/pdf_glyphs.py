"""The characters of a PDF page with their places, turned upright; characters drawn twice for boldness and those off the page left out."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage  # type: ignore[import-untyped]

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LOST = 0xFFFD  # for a glyph whose font does not tell its character
HYPHEN = 0x02  # PDFium's sign for a hyphen at the end of a line
LEANING = 0.05  # radians off a right angle up to which text is upright, not a watermark across the page
ASCENT, DESCENT = 0.86, 0.14  # of the size, for all fonts alike: what fonts say of themselves is often wrong
OVERLAP = 0.3  # of the size: nearer than that a character drawn twice is one
BLANKS = frozenset((0x09, 0x20, 0xA0, 0x3000))
LINE_ENDS = frozenset((0x0A, 0x0D))


@dataclass(frozen=True)
class Glyphs:
    """Characters as columns of equal length; places in points, y upwards, along the text's own direction."""

    code: Integers  # Unicode scalar value
    left: Floats
    right: Floats
    base: Floats  # of the baseline
    size: Floats
    spaced: npt.NDArray[np.bool_]  # whether a blank was drawn before it; blanks themselves are not among the glyphs

    def __len__(self) -> int:
        return len(self.code)

    @property
    def top(self) -> Floats:
        return self.base + ASCENT * self.size

    @property
    def bottom(self) -> Floats:
        return self.base - DESCENT * self.size

    def take(self, chosen: npt.NDArray[np.bool_] | Integers) -> Glyphs:
        places = self.left[chosen], self.right[chosen], self.base[chosen]
        return Glyphs(self.code[chosen], *places, self.size[chosen], self.spaced[chosen])

    def body_size(self) -> float:
        """The size of most characters."""
        return middle(self.size)


def middle(values: Floats) -> float:
    """The upper median of some values, faster on few than numpy's."""
    at = len(values) // 2
    return float(np.partition(values, at)[at])


def glyphs_of(page: PdfPage, text_page: PdfTextPage) -> Iterator[Glyphs]:
    """The characters of a page by the direction they run in, the most frequent direction first."""
    columns = _columns(text_page)
    if not len(columns):
        return
    code, left, bottom, right, top, x, y, size, angle, spaced = columns.T
    inside = _on_page(page, (left + right) / 2, (bottom + top) / 2)
    turn = np.rint(angle / (np.pi / 2))
    upright = inside & (np.abs(angle - turn * np.pi / 2) < LEANING) & (size > 0)
    turn = turn % 4
    ways: list[tuple[Floats, Floats, Floats]] = [(left, right, y), (bottom, top, -x), (-right, -left, -y), (-top, -bottom, x)]
    for way in sorted(range(4), key=lambda way: -np.count_nonzero(upright & (turn == way))):
        chosen = upright & (turn == way)
        if chosen.any():
            start, end, base = ways[way]
            yield _once(Glyphs(code[chosen].astype(np.int64), start[chosen], end[chosen], base[chosen], size[chosen], spaced[chosen] > 0))


def _columns(text_page: PdfTextPage) -> Floats:
    """A row a character but blanks: code, box (left, bottom, right, top), origin (x, y), size, the angle of its direction, and whether a
    blank stands before it."""
    from pypdfium2 import raw

    handle = text_page.raw
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    box_at, matrix_at, x_at, y_at = ctypes.byref(box), ctypes.byref(matrix), ctypes.byref(x), ctypes.byref(y)
    rows: list[tuple[float, ...]] = []
    lead, start, spaced = 0, 0.0, False
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, i)
        if code in BLANKS:
            spaced = spaced or raw.FPDFText_IsGenerated(handle, i) != 1
        elif 0xD800 <= code < 0xDC00:
            lead = code
            raw.FPDFText_GetLooseCharBox(handle, i, box_at)
            start = box.left
        elif code not in LINE_ENDS:
            raw.FPDFText_GetLooseCharBox(handle, i, box_at)
            raw.FPDFText_GetCharOrigin(handle, i, x_at, y_at)
            raw.FPDFText_GetMatrix(handle, i, matrix_at)
            size = raw.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d)
            angle = math.atan2(matrix.b, matrix.a)
            rows.append(
                (_scalar(code, lead), start if lead else box.left, box.bottom, box.right, box.top, x.value, y.value, size, angle, spaced)
            )
            lead, spaced = 0, False
    return np.array(rows, dtype=np.float64).reshape(-1, 10)


def _scalar(code: int, lead: int) -> int:
    if code == HYPHEN:
        return 0x2D
    if 0xDC00 <= code < 0xE000:
        return 0x10000 + ((lead - 0xD800) << 10) + (code - 0xDC00) if lead else LOST
    return code if code >= 0x20 and code not in (0xFFFE, 0xFFFF) else LOST


def _on_page(page: PdfPage, x: Floats, y: Floats) -> npt.NDArray[np.bool_]:
    left, bottom, right, top = page.get_cropbox()
    if right <= left or top <= bottom:
        return np.ones(len(x), dtype=bool)
    inside: npt.NDArray[np.bool_] = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    return inside


def _once(glyphs: Glyphs) -> Glyphs:
    """Each character once, where a font's boldness is made by drawing it again a little aside."""
    for shift in (0.0, 0.5):
        size = np.round(glyphs.size, 1)
        row = np.floor(glyphs.base / np.maximum(2 * OVERLAP * size, 0.1) + shift)
        order = np.lexsort((glyphs.left, row, size, glyphs.code))
        near = np.minimum(OVERLAP * size, 0.5 * (glyphs.right - glyphs.left))[order][1:]
        alike = [np.diff(column[order]) == 0 for column in (glyphs.code, size, row)]
        kept = np.ones(len(glyphs), dtype=bool)
        kept[order[1:][np.logical_and.reduce([*alike, np.diff(glyphs.left[order]) < near])]] = False
        glyphs = glyphs.take(kept)
    return glyphs
