"""Documents as the stages of the pipeline take and give them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable

from kaozheng.tasks.batch import Batch, Row
from kaozheng.tasks.tables.staging import FETCHED


def key(content: bytes) -> str:
    """The doc_id of a document's bytes."""
    return hashlib.sha256(content).hexdigest()


def fetched(contents: Iterable[bytes]) -> Batch:
    """The documents as fetch hands them on; equal ones once."""
    at = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    rows: list[Row] = [
        {
            "doc_id": key(content), "uri": f"{i}.txt", "uris": [], "source_name": f"{i}.txt", "fetched_at": at, "media_type": "text/plain",
            "charset_declared": None, "n_bytes": len(content), "title": None, "published": None, "content": content, "reason": None,
        }
        for i, content in enumerate(dict.fromkeys(contents))
    ]  # fmt: skip
    return {FETCHED.name: FETCHED.rows(rows)}


def text_by_document(batch: Batch) -> dict[str, str]:
    """The repaired texts of a batch that clean has seen."""
    rows = batch["cleaned"].select(["doc_id", "string"]).to_pylist()
    return {row["doc_id"]: row["string"] for row in rows}
