"""One file, one document."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from kaozheng.tasks.fetch.limits import CHUNK, DOCUMENT_LIMIT
from kaozheng.tasks.fetch.locations import Location
from kaozheng.tasks.fetch.media import SNIFFED, media_type
from kaozheng.tasks.fetch.rows import EMPTY, fetched_row, too_large

if TYPE_CHECKING:
    from kaozheng.tasks.batch import Row


def file_row(location: Location, path: Path) -> Row:
    """The document in `path`. Of one over the limit the bytes are hashed and not kept. Raises OSError."""
    with path.open("rb") as file:
        content = file.read(DOCUMENT_LIMIT + 1)
        digest, size, head = hashlib.sha256(content), len(content), content[:SNIFFED]
        if size > DOCUMENT_LIMIT:
            content = b""
            while chunk := file.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
    reason = EMPTY if not size else too_large("the file", size) if size > DOCUMENT_LIMIT else None
    media = media_type(head, path.name, location.media_type)
    return fetched_row(
        digest.hexdigest(), location.uri, location.name, size,
        media_type=media, charset=location.charset, content=None if reason else content, reason=reason,
    )  # fmt: skip
