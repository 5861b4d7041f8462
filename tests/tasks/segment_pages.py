"""Batches for the tests of segment: pages of our own writing, as clean would hand them over."""

from __future__ import annotations

import datetime
import hashlib

from kaozheng.tasks.batch import with_texts
from kaozheng.tasks.segment import segment
from kaozheng.tasks.tables.staging import CLEANED, DECODED
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
FETCHED = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)


def segmented(raw, cleaned=None, title=None, published_on=None, uri="page.txt"):
    """The tables that segment gives for one document, as lists of rows."""
    cleaned = AlignedText.raw(raw) if cleaned is None else cleaned
    doc_id = hashlib.sha256(raw.encode()).hexdigest()
    decoded = {
        "doc_id": doc_id, "uri": uri, "uris": [], "source_name": "page.txt", "fetched_at": FETCHED, "media_type": "text/plain",
        "charset": "utf-8", "charset_declared": None, "charset_basis": "valid", "n_bytes": len(raw.encode()), "n_chars": len(raw),
        "title": title, "published_on": published_on, "raw_text": raw,
    }  # fmt: skip
    batch = {"decoded": DECODED.rows([decoded]), "cleaned": with_texts(CLEANED, [{"doc_id": doc_id}], [cleaned])}
    return {name: table.to_pylist() for name, table in segment(batch, VOCABULARY).items()}


def bodies(tables):
    return [a["text"] for a in tables["articles"] if a["kind"] != "caption"]
