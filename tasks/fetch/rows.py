"""A document as it came, as a row of the table `fetched`."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from kaozheng.tasks.fetch.limits import DOCUMENT_LIMIT, in_mib

if TYPE_CHECKING:
    from kaozheng.tasks.batch import Row

EMPTY = "empty file"
_SURROGATES = re.compile("[\ud800-\udfff]")


def fetched_row(
    doc_id: str, uri: str, source_name: str, n_bytes: int, *, media_type: str, content: bytes | None = None, reason: str | None = None,
    charset: str | None = None, title: str | None = None, published: str | None = None,
) -> Row:  # fmt: skip
    """Exactly one of `content` and `reason` is given."""
    return {
        "doc_id": doc_id, "uri": uri, "uris": [], "source_name": source_name, "fetched_at": datetime.datetime.now(datetime.UTC),
        "media_type": media_type, "charset_declared": charset, "n_bytes": n_bytes, "title": title, "published": published,
        "content": content, "reason": reason,
    }  # fmt: skip


def too_large(what: str, size: int) -> str:
    return f"{what} has {in_mib(size)}, more than the {in_mib(DOCUMENT_LIMIT)} that a document may have"


def without_surrogates(text: str) -> str:
    """Half a surrogate pair, which JSON lets through, can't be stored; U+FFFD takes its place, so that offsets stand."""
    return _SURROGATES.sub("\ufffd", text)
