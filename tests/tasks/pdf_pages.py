"""PDF pages set for tests, with Adobe's Chinese standard font, which needs no font file: text wrapped as a typesetter would, in columns.

Where no Chinese font is installed PDFium knows the font's widths but no shapes, and passes over what is drawn as a single Chinese character
or drawn again below: draw lines of at least two characters, no two alike.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
CANT_BEGIN = "，。、；：！？）》”’」"
CANT_END = "（《“‘「"
_PIECE = re.compile(rf"[{CANT_END}]*(?:[!-~]+|[^!-~])[{CANT_BEGIN}]*")
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


class Paper:
    """A document under way; `at` counts from the top of the page, in points."""

    def __init__(self, width: float = 595, height: float = 842, **canvas):
        self.width, self.height = width, height
        self._made = io.BytesIO()
        self.canvas = Canvas(self._made, pagesize=(width, height), **canvas)

    def draw(self, x: float, at: float, text: str, size: float = 10, font: str = FONT, spread: float = 0) -> None:
        drawn = self.canvas.beginText(x, self.height - at)
        drawn.setFont(font, size)
        drawn.setCharSpace(spread)
        drawn.textOut(text)
        self.canvas.drawText(drawn)

    def centred(self, x: float, at: float, text: str, size: float, width: float) -> None:
        self.draw(x + (width - measure(text, size)) / 2, at, text, size)

    def next_page(self) -> None:
        self.canvas.showPage()

    def pdf(self) -> bytes:
        self.canvas.save()
        return self._made.getvalue()


def measure(text: str, size: float) -> float:
    return pdfmetrics.stringWidth(text, FONT, size)


def wrapped(text: str, width: float, size: float = 10, indent: float = 2) -> list[tuple[float, str]]:
    """The lines of a paragraph, each with its distance from the left edge; words, numbers and marks stay with what they belong to."""
    lines: list[tuple[float, str]] = []
    start, line = indent * size, ""
    for piece in _PIECE.findall(text):
        if line and start + measure(line + piece, size) > width + 0.01:
            lines.append((start, line))
            start, line = 0, ""
        line += piece
    return [*lines, (start, line)]


def flowed(
    paper: Paper, paragraphs: list[str], places: list[tuple[float, float, float, float]], size: float = 10, leading: float = 1.5
) -> None:
    """Paragraphs set through places (x, top, width, bottom) of one width, one after the other; StopIteration where they don't fit."""
    slots = _slots(places, size, leading)
    for paragraph in paragraphs:
        for shift, line in wrapped(paragraph, places[0][2], size):
            x, at = next(slots)
            paper.draw(x + shift, at, line, size)


def _slots(places: list[tuple[float, float, float, float]], size: float, leading: float) -> Iterator[tuple[float, float]]:
    for x, top, _, bottom in places:
        at = top + size
        while at <= bottom:
            yield x, at
            at += size * leading
