"""Articles as table rows: `articles`, `sentences`, `readings`, and the ledger of what was brought together."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaozheng.tasks.batch import Row
from kaozheng.tasks.segment.compose import Composed, Part, compose, fragments
from kaozheng.tasks.segment.credits import PRINTED_IN, Credits, Dateline
from kaozheng.tasks.segment.drafts import Draft
from kaozheng.tasks.segment.edges import is_open
from kaozheng.tasks.segment.kinds import KindReader, Told
from kaozheng.tasks.segment.lines import PUBLISHER, Kind, Line, full_date
from kaozheng.tasks.segment.order import Placed
from kaozheng.tasks.segment.publication import dateline_day, header_day, tells_a_visit
from kaozheng.tasks.segment.sentences import SentenceReader
from kaozheng.tasks.text import AlignedText, Span

_SHOWN = 8
_SPACES = re.compile(r"\s+")
_TITLE_LABEL = re.compile(r"^(?:原|完整)?标题\s?[：:]\s?")
_LAST_BRACKET = re.compile(r"[。！？”][（(](?P<inside>[^（）()。]{2,30})[）)]$")
_SIGNED = re.compile(r"\s*[（(][^（）()]{2,70}[）)]")
_SOURCE = re.compile(
    r"(?:(?:来\s?源|稿源|出处|转自|转载自)\s*[：:]|^据)\s*(?P<name>(?:[^\s，,|｜（()）\]】]|[（(][^\s（()）]{1,12}[）)]){2,40})"
)
_BESIDE_BODY = 0.9  # how sure it is that a caption or a signature that was lifted out parted a body


@dataclass(frozen=True)
class Page:
    """A document as the rows need it. `gaps`: where whole lines were taken out of it (`compose.taken_out`)."""

    doc_id: str
    raw: str
    cleaned: AlignedText
    gaps: Sequence[int]
    credits: Credits
    sentences: SentenceReader
    kinds: KindReader
    published_on: datetime.date | None
    latest: datetime.date
    outlet: str | None = None
    """The paper whose page it is."""


@dataclass(frozen=True)
class Piece:
    """An article with its body in reading order, ready to be composed. `column`: the label of the column of briefs that it stands in."""

    draft: Draft
    body: Sequence[Placed]
    title: str | None
    alone: bool
    column: str | None = None

    @property
    def dateline_line(self) -> Line | None:
        return next((placed.line for placed in self.body if placed.line.kind is Kind.DATELINE), None)


@dataclass(frozen=True)
class ArticleRows:
    """`text`: that of the reading."""

    article: Row
    reading: Row
    text: AlignedText
    sentences: list[Row]


def article_rows(page: Page, piece: Piece, position: int) -> ArticleRows:
    parts = _parts(piece)
    composed = compose(page.cleaned, page.raw, parts, page.gaps)
    dateline_line = piece.dateline_line
    dateline = page.credits.dateline(dateline_line.text) if dateline_line else None
    bylines = _bylines(page.credits, piece, dateline)
    published_on = _published_on(page, piece)
    head = piece.draft.head
    subtitle = " ".join(_one_line(line.text) for line in (*head.kicker, *head.subtitle))
    facts: Row = {
        "title": piece.title,
        "subtitle": subtitle or None,
        "bylines": bylines,
        "outlet": _outlet(page.credits, piece, dateline, bylines) or page.outlet,
        "dateline_on": dateline_day(dateline, published_on),
        "published_on": published_on,
        "kind": page.kinds.kind(_told(piece, dateline)),
    }
    return _rows(page, composed, "body", position, facts)


def caption_rows(page: Page, piece: Piece, lines: Sequence[Line], position: int) -> ArticleRows:
    composed = compose(page.cleaned, page.raw, [Part("caption", [line.span for line in lines])], page.gaps)
    bylines = _caption_bylines(page.credits, composed.text.string)
    facts: Row = {
        "title": None, "subtitle": None, "bylines": bylines, "outlet": _first_outlet(page.credits, bylines),
        "dateline_on": None, "published_on": _published_on(page, piece), "kind": "caption",
    }  # fmt: skip
    return _rows(page, composed, "caption", position, facts)


def ledger_rows(page: Page, piece: Piece) -> Iterator[Row]:
    """A row for each place where reading jumps (`reorder`) and each column break that was closed inside a paragraph (`reflow`)."""
    string = page.cleaned.string
    for above, below in zip(piece.body, piece.body[1:], strict=False):
        a, b = above.line, below.line
        jumps = b.start < a.end or bool(string[a.end : b.start].strip()) or page.cleaned.has_joint(a.end, b.start)
        if not jumps and not below.joins:
            continue
        raw_start, raw_end = int(page.cleaned.ends[a.end - 1]), int(page.cleaned.starts[b.start])
        if not jumps:
            gap = page.raw[raw_start:raw_end]
            yield _ledger_row(page, "reflow", Span(raw_start, raw_end), gap, "", len(gap), below.confidence, lossy=False)
            continue
        confidence = below.confidence if below.moved else _BESIDE_BODY
        span = Span(min(raw_start, raw_end), raw_end)
        lost = below.moved and not below.joins and is_open(a.text)
        yield _ledger_row(page, "reorder", span, a.text[-_SHOWN:], b.text[:_SHOWN], span.end - span.start, confidence, lossy=lost)


def title_text(lines: Sequence[Line]) -> str | None:
    """The lines of a headline as one; null where there is none."""
    return _TITLE_LABEL.sub("", text) if (text := " ".join(_one_line(line.text) for line in lines)) else None


def _ledger_row(page: Page, kind: str, span: Span, before: str, after: str, n: int, confidence: float, *, lossy: bool) -> Row:
    return {
        "doc_id": page.doc_id, "stage": "segment", "kind": kind, "raw_start": span.start, "raw_end": span.end,
        "before": before, "after": after, "n": n, "confidence": confidence, "lossy": lossy,
    }  # fmt: skip


def _rows(page: Page, composed: Composed, body_part: str, position: int, facts: Row) -> ArticleRows:
    article_id = f"{page.doc_id[:16]}-a{position}"
    text = composed.text
    body = [p for p in composed.placements if p.name in (body_part, "table")]
    start, end = (body[0].start, body[-1].end) if body else (0, 0)
    body_spans = [{"raw_start": span.start, "raw_end": span.end} for span in fragments(text, page.raw, start, end)]
    article: Row = {
        "doc_id": page.doc_id, "article_id": article_id, "position": position, **facts,
        "text": text.string[start:end], "fragments": body_spans,
    }  # fmt: skip
    placed = [
        (paragraph, placement.name, span)
        for paragraph, placement in enumerate(composed.placements)
        for span in page.sentences.spans(text.string, placement.start, placement.end)
    ]
    inner: list[Row] = []
    rows: list[Row] = []
    raw_spans = text.raw_spans([span for _, _, span in placed])
    for number, ((paragraph, part, (low, high)), raw) in enumerate(zip(placed, raw_spans, strict=True), start=1):
        sentence_id = f"{article_id}-s{number}"
        inner.append({"sentence_id": sentence_id, "part": part, "paragraph": paragraph, "start": low, "end": high})
        rows.append(
            {
                "doc_id": page.doc_id, "article_id": article_id, "sentence_id": sentence_id, "paragraph": paragraph,
                "position": number, "part": part, "text": text.string[low:high], "raw_start": raw.start, "raw_end": raw.end,
            }
        )  # fmt: skip
    reading: Row = {"doc_id": page.doc_id, "article_id": article_id, "sentences": inner}
    return ArticleRows(article, reading, text, rows)


def _parts(piece: Piece) -> list[Part]:
    """Header, headline lines, bylines, body paragraphs, and what signs the end."""
    head = piece.draft.head
    parts = [Part("header", [line.span]) for line in head.header]
    parts += [Part("subtitle", [line.span]) for line in head.kicker]
    parts += [Part("title", [line.span]) for line in head.title]
    parts += [Part("subtitle", [line.span]) for line in head.subtitle]
    parts += [Part("byline", [line.span]) for line in head.bylines]
    for placed in piece.body:
        if placed.joins:
            parts[-1].spans.append(placed.line.span)
        else:
            parts.append(Part("table" if placed.line.kind is Kind.ROW else "body", [placed.line.span]))
    return parts + [Part("byline", [line.span]) for line in piece.draft.closing]


def _bylines(credits: Credits, piece: Piece, dateline: Dateline | None) -> list[str]:
    named = list(dateline.bylines) if dateline else []
    for line in (*piece.draft.head.bylines, *(line for line in piece.draft.closing if line.kind is not Kind.CLOSING)):
        named += credits.bylines(line.text) or credits.names(line.text)
    named += (*credits.opening(piece.body[0].line.text), *credits.signature(piece.body[-1].line.text)) if piece.body else ()
    told = [name for line in piece.draft.head.header for name in credits.header_bylines(line.text)]
    signed = {byline.split(" ")[-1] for byline in named}
    named += [byline for byline in told if byline.split(" ")[-1] not in signed]
    if piece.draft.head.picture:
        named += [name for caption in piece.draft.captions for name in _caption_bylines(credits, " ".join(line.text for line in caption))]
    return credits.naming(dict.fromkeys(named))


def _caption_bylines(credits: Credits, caption: str) -> list[str]:
    signed = re.split(r"[。！？]", caption.rstrip("。）)"))[-1]
    signed = re.sub(r"^[一-鿿]{2,8}社发[\s（(]*|\s*(?:摄影报道|摄影|摄|供图)$", "", signed.strip(" （("))
    return credits.naming(credits.bylines(signed) or credits.names(signed))


def _first_outlet(credits: Credits, bylines: Sequence[str]) -> str | None:
    return next((outlet for byline in bylines if (outlet := credits.outlet_in(byline))), None)


def _outlet(credits: Credits, piece: Piece, dateline: Dateline | None, bylines: Sequence[str]) -> str | None:
    """Who reports: the dateline, else the line of date and source, else the byline, else where it says it was first printed, else what
    stands in brackets behind the last sentence, （某报） or （来源：某报）."""
    if dateline and dateline.outlet:
        return dateline.outlet
    for line in piece.draft.head.header:
        labelled = _SOURCE.search(line.text)
        if source := credits.source(labelled["name"]) if labelled else _beside_date(credits, line):
            return source
    signed = _first_outlet(credits, bylines if dateline is None else _bylines(credits, piece, None))
    if signed:
        return signed
    printed = (re.search(rf"{PRINTED_IN}(?P<where>.+)", line.text) for line in piece.draft.closing)
    first = next((outlet[0] for m in printed if m and (outlet := credits.outlet.match(m["where"]))), None)
    return first or (_bracketed_outlet(credits, piece.body[-1].line.text) if piece.body else None)


def _beside_date(credits: Credits, line: Line) -> str | None:
    """The outlet in a line of date and source without a label: 2020-01-22 16:25 某网."""
    if line.kind is not Kind.HEADER or not full_date(line.text):
        return None
    found = credits.outlet.search(line.text) or PUBLISHER.search(line.text)
    return credits.source(found[0]) if found else None


def _bracketed_outlet(credits: Credits, paragraph: str) -> str | None:
    bracket = _LAST_BRACKET.search(paragraph[-40:])
    if not bracket:
        return None
    source = _SOURCE.search(bracket["inside"])
    return credits.source(source["name"]) if source else credits.outlet_in(bracket["inside"])


def _published_on(page: Page, piece: Piece) -> datetime.date | None:
    """The day that the article's own line of date and source gives, else the page's."""
    lines = (line.text for line in piece.draft.head.header if line.kind is Kind.HEADER)
    own = (header_day(line, page.latest) for line in lines if not (page.published_on and tells_a_visit(line)))
    return next(filter(None, own), page.published_on)


def _told(piece: Piece, dateline: Dateline | None) -> Told:
    head = piece.draft.head
    paragraphs: list[str] = []
    for placed in piece.body:
        text = placed.line.text
        if dateline and placed.line is piece.dateline_line:
            text = _SIGNED.sub("", text[dateline.end :], count=1)
        if placed.joins:
            paragraphs[-1] += text
        else:
            paragraphs.append(text)
    return Told(
        title=piece.title,
        headings=[*filter(None, [piece.column]), *(line.text for line in (*head.kicker, *head.title, *head.subtitle))],
        bylines=[line.text for line in (*head.bylines, *piece.draft.closing)],
        body=paragraphs,
        dateline=dateline is not None,
        picture=head.picture,
        alone=piece.alone,
    )


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
