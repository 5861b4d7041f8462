"""PDF files that are small and unpack to what no machine can hold: told before PDFium opens them, which builds every page whole in memory.

A page's text is in streams that are packed up to a thousand to one, or more where one is packed twice. Pictures are not looked at:
PDFium does not unpack them for their text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kaozheng.tasks.batch import UnusableError
from kaozheng.tasks.decode.pdf_filters import filters_of

MOST_UNPACKED = 128 << 20  # bytes of all streams but pictures
# Pieces of text on a page. PDFium takes 7 kB for each; a broadsheet set character by character has a third of these.
MOST_PIECES = 60_000
_DICTIONARY = 2000  # bytes before a stream in which its dictionary is looked for
_STREAM = re.compile(rb">>\s{0,4}stream\r?\n")
_PIECE = re.compile(rb"[\])>]\s{0,4}T[jJ]\b")
_PICTURE = re.compile(rb"/Subtype\s{0,4}/Image\b")


def refuse_bomb(content: bytes) -> None:
    """Raises UnusableError where the streams of a PDF file unpack to more than MOST_UNPACKED bytes, or one to more than MOST_PIECES."""
    left = MOST_UNPACKED
    at = 0
    while stream := _STREAM.search(content, at):
        at = content.find(b"endstream", stream.end())
        at = len(content) if at < 0 else at
        dictionary = content[max(stream.start() - _DICTIONARY, 0) : stream.start()].rpartition(b"obj")[2]
        if not _PICTURE.search(dictionary):
            left -= _size(content[stream.end() : at], filters_of(dictionary, content), left)


def _size(stream: bytes, filters: Sequence[Callable[[bytes, int], bytes]], most: int) -> int:
    """The size of all that a stream unpacks to on the way. Raises UnusableError."""
    size = 0
    for undo in filters:
        stream = undo(stream, most)
        size += len(stream)
        if size >= most:
            raise UnusableError(f"PDF that unpacks to more than {MOST_UNPACKED >> 20} MiB")
    if sum(1 for _ in _PIECE.finditer(stream)) > MOST_PIECES:
        raise UnusableError(f"PDF with more than {MOST_PIECES} pieces of text on a page")
    return size
