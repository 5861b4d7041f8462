"""A JSONL corpus: one document a line, with id, uri, published, title, and text or html."""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple
from urllib.parse import quote

from kaozheng.tasks.fetch.files import file_row
from kaozheng.tasks.fetch.limits import CHUNK, DOCUMENT_LIMIT
from kaozheng.tasks.fetch.locations import Location
from kaozheng.tasks.fetch.media import HTML, PLAIN
from kaozheng.tasks.fetch.rows import EMPTY, fetched_row, too_large, without_surrogates

if TYPE_CHECKING:
    from kaozheng.tasks.batch import Row

JSON = "application/json"
CHARSET = "utf-8"
# What RFC 3986 lets stand in a fragment.
_FRAGMENT = "/:@!$&'()*+,;=?-._~"


class Line(NamedTuple):
    """A line without its newline; `content` is None where it is over the limit, `doc_id` and `size` are of all its bytes."""

    number: int
    doc_id: str
    size: int
    content: bytes | None


class NoDocumentError(Exception):
    """The line holds no document; the message says why."""


def corpus_rows(location: Location, path: Path) -> Iterator[Row]:
    """The documents of a corpus, blank lines passed over and others without a document given with a reason.

    A file without any line is one document, with a reason. Raises OSError.
    """
    empty = True
    with path.open("rb") as file:
        for line in _lines(file):
            if line.content is None or line.content.strip():
                empty = False
                yield _line_row(location, line)
    if empty:
        row = file_row(location, path)
        yield row | {"content": None, "reason": row["reason"] or EMPTY}


def _lines(file: BinaryIO) -> Iterator[Line]:
    """All lines, with never more than DOCUMENT_LIMIT of one in memory."""
    number = 0
    while piece := file.readline(DOCUMENT_LIMIT + len(b"\r\n")):
        number += 1
        digest, size = hashlib.sha256(), 0
        while not piece.endswith(b"\n") and (more := file.readline(CHUNK)):
            # The last byte stays back: it may be the \r of a \r\n.
            digest.update(piece[:-1])
            size += len(piece) - 1
            piece = piece[-1:] + more
        piece = piece.removesuffix(b"\n").removesuffix(b"\r")
        digest.update(piece)
        size += len(piece)
        yield Line(number, digest.hexdigest(), size, piece if size == len(piece) <= DOCUMENT_LIMIT else None)


def _line_row(location: Location, line: Line) -> Row:
    name, fragment = f"{location.name}:{line.number}", f"line={line.number}"
    try:
        told = _parsed(line)
        if given := _string(told.get("id")):
            name = fragment = given
        media_type, text = _text(told, line)
    except NoDocumentError as error:
        return fetched_row(line.doc_id, _uri(location, fragment), name, line.size, media_type=JSON, reason=str(error))
    return fetched_row(
        line.doc_id, _string(told.get("uri")) or _uri(location, fragment), name, line.size, media_type=media_type, charset=CHARSET,
        title=_string(told.get("title")), published=_string(told.get("published")), content=text.encode(CHARSET),
    )  # fmt: skip


def _parsed(line: Line) -> dict[str, object]:
    if line.content is None:
        raise NoDocumentError(too_large(f"line {line.number}", line.size))
    content = line.content.removeprefix(codecs.BOM_UTF8) if line.number == 1 else line.content
    try:
        told = json.loads(content.decode(CHARSET))
    except UnicodeDecodeError as error:
        raise NoDocumentError(f"line {line.number} is not UTF-8, as JSON must be, from its byte {error.start} on") from error
    except (ValueError, RecursionError) as error:
        raise NoDocumentError(f"line {line.number} is no JSON: {error}") from error
    if not isinstance(told, dict):
        raise NoDocumentError(f"line {line.number} is no JSON object")
    return told


def _text(told: dict[str, object], line: Line) -> tuple[str, str]:
    """Media type and text; the text as it stands is preferred to a page to take it from."""
    for key, media_type in (("text", PLAIN), ("html", HTML)):
        value = told.get(key)
        if isinstance(value, str) and value.strip():
            return media_type, without_surrogates(value)
    given = [key for key in ("text", "html") if told.get(key) is not None]
    if not given:
        raise NoDocumentError(f"line {line.number} has neither text nor html")
    fault = "is empty" if isinstance(told[given[0]], str) else "is no string"
    raise NoDocumentError(f"line {line.number}: its {given[0]} {fault}")


def _string(value: object) -> str | None:
    """A string or number as text; None for nothing, and for what can't be meant as one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return without_surrogates(str(value)).strip() or None


def _uri(location: Location, fragment: str) -> str:
    return f"{location.uri}#{quote(fragment, safe=_FRAGMENT)}"
