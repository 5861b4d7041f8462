"""The text layer of a PDF file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from kaozheng.tasks.batch import UnusableError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

MOST_PAGES = 2000
MOST_CHARACTERS = 1 << 24
_ONE_AT_A_TIME = threading.Lock()  # PDFium is not thread-safe


def is_pdf(content: bytes) -> bool:
    return b"%PDF-" in content[:1024]


def text_layer(content: bytes) -> str:
    """The text of all pages, parted by blank lines; UnusableError where it can't be read or there is none."""
    from pypdfium2 import PdfDocument, PdfiumError

    with _ONE_AT_A_TIME:
        try:
            with PdfDocument(content) as document:
                pages = _pages(document)
        except PdfiumError as error:
            encrypted = "password" in str(error).lower()
            raise UnusableError("encrypted PDF" if encrypted else "broken PDF: " + " ".join(str(error).split())) from None
    text = "\n\n".join(page for page in pages if page)
    if not text:
        raise UnusableError("PDF without a text layer")
    return text


def _pages(document: PdfDocument) -> list[str]:
    texts: list[str] = []
    size = 0
    if len(document) > MOST_PAGES:
        raise UnusableError(f"PDF with {len(document)} pages, more than {MOST_PAGES}")
    for number in range(len(document)):
        page = document[number]
        text_page = page.get_textpage()
        text = text_page.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").strip()
        text_page.close()
        page.close()
        texts.append(text)
        size += len(text)
        if size > MOST_CHARACTERS:
            raise UnusableError(f"PDF with more than {MOST_CHARACTERS} characters of text")
    return texts
