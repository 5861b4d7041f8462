"""The text layer of a PDF file, in reading order, from where its characters stand on the page."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from kaozheng.tasks.batch import UnusableError
from kaozheng.tasks.decode.pdf_bombs import refuse_bomb
from kaozheng.tasks.decode.pdf_columns import columns_in_order
from kaozheng.tasks.decode.pdf_furniture import without_furniture
from kaozheng.tasks.decode.pdf_glyphs import LOST, Glyphs, glyphs_of
from kaozheng.tasks.decode.pdf_lines import lines_of
from kaozheng.tasks.decode.pdf_paragraphs import Paragraph, paragraphs_of, text_of

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

MOST_PAGES = 500
MOST_CHARACTERS = 5_000_000
MOST_LOST = 0.3  # share of glyphs without a character, above which there is no text to read
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not thread-safe


def is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def text_layer(content: bytes) -> str:
    """A line a paragraph, a blank line between blocks, columns and pages; UnusableError where it can't be read or there is none."""
    from pypdfium2 import PdfDocument, PdfiumError

    refuse_bomb(content)
    with _ONE_AT_A_TIME:
        try:
            with PdfDocument(content) as document:
                pages = _pages(document)
        except PdfiumError as error:
            encrypted = "password" in str(error).lower()
            raise UnusableError("encrypted PDF" if encrypted else "broken PDF: " + " ".join(str(error).split())) from None
    if not pages:
        raise UnusableError("PDF without a text layer")
    code = np.concatenate([glyphs.code for glyphs in pages])
    if np.count_nonzero(code == LOST) > MOST_LOST * len(code):
        raise UnusableError("PDF whose fonts do not tell their characters")
    return text_of(_columns(pages))


def _columns(pages: Sequence[Glyphs]) -> list[list[Paragraph]]:
    body = float(np.median(np.concatenate([glyphs.size for glyphs in pages])))
    columns = (column for glyphs in without_furniture(pages) for column in columns_in_order(glyphs))
    return [paragraphs_of(lines_of(column), body) for column in columns]


def _pages(document: PdfDocument) -> list[Glyphs]:
    """The characters of all pages; of a page with text in several directions, each direction as a page of its own."""
    if len(document) > MOST_PAGES:
        raise UnusableError(f"PDF with {len(document)} pages, more than {MOST_PAGES}")
    found: list[Glyphs] = []
    left = MOST_CHARACTERS
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        left -= text_page.count_chars()
        if left < 0:
            raise UnusableError(f"PDF with more than {MOST_CHARACTERS} characters of text")
        found += glyphs_of(page, text_page)
        text_page.close()
        page.close()
    return found
