"""What stages hand to each other beside the published tables. Not published; declared in the same way."""

from __future__ import annotations

import pyarrow as pa

from kaozheng.tasks.tables.contract import DOC_ID, DOCUMENTS
from kaozheng.tasks.tables.declaration import Column, Table
from kaozheng.tasks.tables.values import PUBLISHED_BASES, SENTENCE_PARTS

OFFSETS = pa.list_(pa.int32())
_OF_DOCUMENTS = {column.name: column for column in DOCUMENTS.columns}
ALIGNMENT = (
    Column("string", pa.string(), "The text."),
    Column("heads", OFFSETS, "Text offset of each run of origins."),
    Column("raw_starts", OFFSETS, "Raw start of each run."),
    Column("raw_ends", OFFSETS, "Raw end of each run."),
    Column("joints", OFFSETS, "Text offsets at which pieces from apart were brought together."),
)

FETCHED = Table(
    "fetched",
    "One row a document as it came.",
    (
        *(
            _OF_DOCUMENTS[name]
            for name in ("doc_id", "uri", "uris", "source_name", "fetched_at", "media_type", "charset_declared", "n_bytes", "title")
        ),
        Column("published", pa.string(), "Day or time of publication as the source wrote it.", null="the source gave none"),
        Column(
            "content",
            pa.binary(),
            "The bytes to decode; of a JSONL line its text or html in UTF-8.",
            null="they are not worth decoding: see reason",
        ),
        Column("reason", pa.string(), "Why the document can't be used.", null="it can"),
    ),
    key=("doc_id",),
)

DECODED = Table(
    "decoded",
    "One row a document with its raw text.",
    (
        *(c for c in DOCUMENTS.columns if c.name not in ("published_on", "published_basis", "status", "reason")),
        Column("published_on", pa.date32(), "Day of publication by the source or the document's metadata.", null="neither gives one"),
    ),
    key=("doc_id",),
)

CLEANED = Table("cleaned", "One row a document with its repaired text.", (DOC_ID, *ALIGNMENT), key=("doc_id",))

PUBLICATION = Table(
    "publication",
    "One row a document with its day of publication, all evidence weighed.",
    (
        DOC_ID,
        Column("published_on", pa.date32(), "Day of publication.", null="nothing tells it"),
        Column("published_basis", pa.string(), "What it rests on.", values=PUBLISHED_BASES),
    ),
    key=("doc_id",),
)

READINGS = Table(
    "readings",
    "One row an article with all its text (header, title, byline, body) in reading order and its sentences as spans of it.",
    (
        DOC_ID,
        Column("article_id", pa.string(), "The article."),
        *ALIGNMENT,
        Column(
            "sentences",
            pa.list_(
                pa.struct(
                    [
                        pa.field("sentence_id", pa.string()),
                        pa.field("part", pa.string()),
                        pa.field("paragraph", pa.int32()),
                        pa.field("start", pa.int32()),
                        pa.field("end", pa.int32()),
                    ]
                )
            ),
            f"Sentence spans in `string`; part is one of {', '.join(SENTENCE_PARTS)}.",
        ),
    ),
    key=("article_id",),
)

QUARANTINE = Table(
    "quarantine",
    "One row a document that a stage gave up.",
    (
        DOC_ID,
        Column("stage", pa.string(), "Stage that gave it up."),
        Column("reason", pa.string(), "Why, in one line."),
        Column("fault", pa.bool_(), "Whether the pipeline is to blame, not the document."),
    ),
    key=("doc_id",),
)
