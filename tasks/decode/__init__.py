"""decode: from the bytes of a document to its raw text, into which all raw offsets point.

Reads `fetched`; gives `decoded`, and in `repairs` a row for each place where bytes were lost. Nothing is mended here: raw text is what the
bytes say.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaozheng.tasks.batch import Batch, Row, Rows, UnusableError, by_document
from kaozheng.tasks.decode import binary, charset, markup, metadata, page, pdf
from kaozheng.tasks.tables.contract import REPAIRS
from kaozheng.tasks.tables.staging import DECODED, FETCHED
from kaozheng.tasks.vocabulary import Vocabulary

STAGE = "decode"
MARKUP_TYPES = ("text/html", "application/xhtml+xml")
MOST_LOSS_ROWS = 1000  # a ledger row a lost sequence up to here; the last row tells of all the rest
_CARRIED = [c.name for c in DECODED.columns if c.name in {f.name for f in FETCHED.columns}]


def decode(batch: Batch, vocabulary: Vocabulary) -> Batch:  # noqa: ARG001
    """The stage: `fetched` to `decoded`, `repairs` and `quarantine`."""
    return by_document(STAGE, (DECODED, REPAIRS), batch["fetched"].to_pylist(), _document)


def _document(row: Row, rows: Rows) -> None:
    content = row["content"]
    if row["reason"] is not None or not isinstance(content, bytes):
        raise UnusableError(str(row["reason"] or "no content"))
    if not content.strip():
        raise UnusableError("empty file")
    known: Row = {name: row[name] for name in _CARRIED}
    if pdf.is_pdf(content):
        text = pdf.text_layer(content)
        known |= {"media_type": "application/pdf", "charset": None, "charset_basis": "none"}
    else:
        text = _text(row, content, known, rows)
    if not text.strip():
        raise UnusableError("empty file" if known["media_type"] not in MARKUP_TYPES else "page without text")
    published = metadata.day(_string(row["published"])) or known.get("published_on")
    rows.add(DECODED, {**known, "raw_text": text, "n_chars": len(text), "published_on": published})


def _text(row: Row, content: bytes, known: Row, rows: Rows) -> str:
    """The text of anything but PDF; adds to `known` what it learns on the way, and losses to the ledger."""
    if thing := binary.looks_like(content):
        raise UnusableError(f"not text but {thing}")
    declared = _string(row["charset_declared"]) or charset.declared_in(content)
    reading = charset.read(content, declared)
    if fault := binary.control_fault(reading.text):
        raise UnusableError(fault)
    known |= {"charset": reading.charset, "charset_declared": declared, "charset_basis": reading.basis}
    text = reading.text
    if row["media_type"] in MARKUP_TYPES or markup.is_page(text):
        known["media_type"] = row["media_type"] if row["media_type"] in MARKUP_TYPES else "text/html"
        known["title"] = row["title"] or metadata.title(text)
        known["published_on"] = metadata.published(text)
        layer = page.text_layer(text)
        rows.extend(REPAIRS, _loss_rows(str(row["doc_id"]), charset.losses_shown(layer) if reading.losses else ()))
        return layer
    rows.extend(REPAIRS, _loss_rows(str(row["doc_id"]), reading.losses))
    return text


def _loss_rows(doc_id: str, losses: Sequence[charset.Loss]) -> list[Row]:
    table = [_loss_row(doc_id, loss.at, loss.at + 1, loss.raw.hex(" ") or None, 1) for loss in losses[:MOST_LOSS_ROWS]]
    if rest := losses[MOST_LOSS_ROWS:]:
        table.append(_loss_row(doc_id, rest[0].at, rest[-1].at + 1, None, len(rest)))
    return table


def _loss_row(doc_id: str, start: int, end: int, before: str | None, n: int) -> Row:
    return {
        "doc_id": doc_id, "stage": STAGE, "kind": "charset", "raw_start": start, "raw_end": end,
        "before": before, "after": "\ufffd" if n == 1 else None, "n": n, "confidence": 1.0, "lossy": True,
    }  # fmt: skip


def _string(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
