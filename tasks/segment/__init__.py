"""Segment: the articles of a page in reading order, their sentences, and the day of publication."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaozheng.tasks.batch import Batch, Row, Rows, UnusableError, aligned_texts, by_document
from kaozheng.tasks.eras import Eras, compile_eras
from kaozheng.tasks.segment.columns import move_row, unweave
from kaozheng.tasks.segment.compose import taken_out
from kaozheng.tasks.segment.continuation import Continuation, compile_continuation
from kaozheng.tasks.segment.credits import Credits, compile_credits
from kaozheng.tasks.segment.drafts import Draft, draft_articles
from kaozheng.tasks.segment.folio import FolioReader, compile_folio_reader
from kaozheng.tasks.segment.fused import FusedSplitter, compile_fused_splitter
from kaozheng.tasks.segment.heads import find_heads
from kaozheng.tasks.segment.kinds import KindReader, column_labels, compile_kind_reader
from kaozheng.tasks.segment.lines import Kind, Line, LineReader, compile_line_reader
from kaozheng.tasks.segment.order import Placed, reading_order
from kaozheng.tasks.segment.publication import Evidence, Published, dated_headers, paper_day, published
from kaozheng.tasks.segment.rows import ArticleRows, Page, Piece, article_rows, caption_rows, ledger_rows, title_text
from kaozheng.tasks.segment.sentences import SentenceReader, compile_sentence_reader
from kaozheng.tasks.segment.stretches import with_unsigned_heads
from kaozheng.tasks.segment.unsigned import HeadlineModel, compile_headline_model
from kaozheng.tasks.tables.contract import ARTICLES, REPAIRS, SENTENCES
from kaozheng.tasks.tables.staging import PUBLICATION, READINGS
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary, built_once


@dataclass(frozen=True)
class Readers:
    """What is built from a vocabulary to read a page."""

    lines: LineReader
    fused: FusedSplitter
    headlines: HeadlineModel
    folio: FolioReader
    credits: Credits
    sentences: SentenceReader
    kinds: KindReader
    eras: Eras
    continuation: Continuation


@built_once
def compile_readers(vocabulary: Vocabulary) -> Readers:
    return Readers(
        compile_line_reader(vocabulary),
        compile_fused_splitter(vocabulary),
        compile_headline_model(vocabulary),
        compile_folio_reader(vocabulary),
        compile_credits(vocabulary),
        compile_sentence_reader(vocabulary),
        compile_kind_reader(vocabulary),
        compile_eras(vocabulary),
        compile_continuation(vocabulary),
    )


TABLES = (ARTICLES, SENTENCES, READINGS, PUBLICATION, REPAIRS)
_DECODED = ["doc_id", "uri", "title", "published_on", "fetched_at", "raw_text"]


def segment(batch: Batch, vocabulary: Vocabulary) -> Batch:
    """The tables `articles`, `sentences`, `readings`, `publication`, and more `repairs`, of a batch that has `decoded` and `cleaned`."""
    readers = compile_readers(vocabulary)
    return by_document("segment", TABLES, _documents(batch), lambda row, out: _segment_document(row, out, readers, vocabulary))


def _documents(batch: Batch) -> Iterator[Row]:
    """The rows of `cleaned`, each with its text and what `decoded` knows of it."""
    decoded = {row["doc_id"]: row for row in batch["decoded"].select(_DECODED).to_pylist()}
    cleaned = batch["cleaned"]
    for doc_id, text in zip(cleaned.column("doc_id").to_pylist(), aligned_texts(cleaned), strict=True):
        yield {**decoded[doc_id], "cleaned": text}


def _segment_document(row: Row, out: Rows, readers: Readers, vocabulary: Vocabulary) -> None:
    cleaned: AlignedText = row["cleaned"]  # type: ignore[assignment]
    given_title: str | None = row["title"]  # type: ignore[assignment]
    cleaned, moves = unweave(cleaned, str(row["raw_text"]), vocabulary)
    out.extend(REPAIRS, (move_row(str(row["doc_id"]), move) for move in moves))
    lines = readers.fused.split(readers.lines.read(cleaned.string))
    if not lines:
        raise UnusableError("nothing but furniture and white space: no text is left after cleaning")
    heads = with_unsigned_heads(lines, find_heads(lines, given_title), given_title, readers.headlines)
    drafts = draft_articles(lines, heads)
    flows = reading_order(drafts, readers.continuation)
    fetched_on: datetime.date = row["fetched_at"].date()  # type: ignore[attr-defined]
    day = _published(row, drafts, flows, fetched_on, readers)
    out.add(PUBLICATION, {"doc_id": row["doc_id"], "published_on": day.on, "published_basis": day.basis})
    page = Page(
        doc_id=str(row["doc_id"]),
        raw=str(row["raw_text"]),
        cleaned=cleaned,
        gaps=taken_out(cleaned, str(row["raw_text"])),
        credits=readers.credits,
        sentences=readers.sentences,
        kinds=readers.kinds,
        published_on=day.on,
        latest=fetched_on + datetime.timedelta(days=1),
        outlet=next((name for line in lines if line.kind is Kind.FOLIO and (name := readers.folio.outlet(line.text))), None),
    )
    position = 0
    column: str | None = None
    for draft, flow, label in zip(drafts, flows, column_labels(lines, drafts), strict=True):
        column = label or column
        title = title_text(draft.head.title) or (given_title if len(drafts) == 1 else None)
        piece = Piece(draft, flow, title, len(drafts) == 1, column)
        found = _articles_of(page, piece, position)
        if not found:
            continue
        position += len(found)
        for rows in found:
            out.add(ARTICLES, rows.article)
            out.add_text(READINGS, rows.reading, rows.text)
            out.extend(SENTENCES, rows.sentences)
        out.extend(REPAIRS, ledger_rows(page, piece))
        if found[0].article["kind"] != "brief":
            column = None


def _articles_of(page: Page, piece: Piece, position: int) -> list[ArticleRows]:
    """The article, then its captions; a page of captions alone has no article of its own, nor have a page's own lines among others."""
    found: list[ArticleRows] = []
    if piece.body or piece.title or (piece.alone and not piece.draft.captions):
        found.append(article_rows(page, piece, position + 1))
    for caption in piece.draft.captions:
        found.append(caption_rows(page, piece, caption, position + len(found) + 1))
    return found


def _published(
    row: Row, drafts: Sequence[Draft], flows: Sequence[Sequence[Placed]], fetched_on: datetime.date, readers: Readers
) -> Published:
    credits = readers.credits
    cleaned: AlignedText = row["cleaned"]  # type: ignore[assignment]
    body: list[Line] = [placed.line for flow in flows for placed in flow]
    datelines = [d for line in body if line.kind is Kind.DATELINE and (d := credits.dateline(line.text))]
    evidence = Evidence(
        headers=[*filter(None, [paper_day(str(row["raw_text"]))]), *(line.text for line in dated_headers(drafts, body))],
        metadata=row["published_on"],  # type: ignore[arg-type]
        datelines=datelines,
        opening=next((line.text for line in body if line.kind is Kind.PROSE), ""),
        closings=[flow[-1].line.text for flow in flows if flow] + [line.text for draft in drafts for line in draft.closing],
        uri=str(row["uri"]),
        text=cleaned.string,
        fetched_on=fetched_on,
    )
    return published(evidence, readers.eras)
