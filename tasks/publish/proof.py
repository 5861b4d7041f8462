"""A document as a page to proof-read: beside each sentence as it was read what was found in it, and in the raw text where that stands.

An editor clicks a number and sees the characters of the source that tell it, with the repairs among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kaozheng.tasks.publish.documents import document_named
from kaozheng.tasks.publish.query import Ask, asking
from kaozheng.tasks.tables.contract import COUNTS, MENTION_TABLES
from kaozheng.tasks.tables.declaration import Table
from kaozheng.tasks.tables.validation import literal

_TEMPLATE = "proof.html"
# What links rows, and what goes without saying.
_LINKS = frozenset(
    (
        "doc_id",
        "article_id",
        "sentence_id",
        "text",
        "raw_start",
        "raw_end",
        "count_id",
        "part_of",
        "actor_id",
        "place_code",
        "code",
        "name_basis",
    )
)
_USUAL = frozenset(("exact", "observed", "resolved", "none"))
_MISSING = "null"
_LONGEST_REPAIR = 60


@dataclass(frozen=True)
class Fact:
    """A row of a table of mentions. `key` names it on the page, `told` holds its columns that say something, by name; `doubt` is what the
    documents themselves say against it."""

    key: str
    table: str
    sentence_id: str
    text: str
    raw_start: int
    raw_end: int
    told: list[tuple[str, str]]
    doubt: str | None


class Mark(NamedTuple):
    """A span of a text that shows something: a fact of that key and table, or, where `repair` says what was changed, a repair."""

    start: int
    end: int
    key: str = ""
    table: str = ""
    repair: str = ""


@dataclass(frozen=True)
class Piece:
    """A piece of a text with all that is marked in it. `begins`: the keys of the facts that begin there; `shortest`: the shortest fact
    that it is in, as a mark without key and table where it is in none."""

    text: str
    keys: list[str]
    begins: list[str]
    shortest: Mark
    repair: str


@dataclass(frozen=True)
class Sentence:
    pieces: list[Piece]
    facts: list[Fact]


@dataclass(frozen=True)
class Article:
    """`title` is empty where it has none; `about`: what else is known of it."""

    title: str
    about: list[str]
    sentences: list[Sentence]


def proof_page(warehouse: Path, document: str) -> str:
    """The page of a document as HTML that needs nothing beside it. `document` is what `document_named` takes. Raises QueryError."""
    from jinja2 import Environment, PackageLoader

    with asking(warehouse) as ask:
        known = document_named(ask, document)
        doc_id = literal(str(known["doc_id"]))
        doubts = _doubts(ask, doc_id)
        facts = [fact for table in MENTION_TABLES for fact in _facts(ask, table, doc_id, doubts)]
        repairs = _repairs(ask, doc_id)
        articles = _articles(ask, doc_id, facts)
        _, ((raw,),) = ask(f"select coalesce(raw_text, '') from documents where doc_id = {doc_id}")
    marks = [*repairs, *(Mark(fact.raw_start, fact.raw_end, fact.key, fact.table) for fact in facts)]
    # Documents come from anywhere: what they say must never become markup.
    environment = Environment(loader=PackageLoader("kaozheng.tasks.publish", "."), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template(_TEMPLATE).render(
        document=known,
        repairs=len(repairs),
        totals={table.name: sum(fact.table == table.name for fact in facts) for table in MENTION_TABLES},
        tables=[table.name for table in MENTION_TABLES],
        meanings={table.name: {column.name: column.meaning for column in table.columns} for table in MENTION_TABLES},
        missing=(_MISSING, "missing", "lost", "partial"),
        articles=articles,
        raw=list(pieces(str(raw), marks)),
    )


def pieces(text: str, marks: Iterable[Mark]) -> Iterator[Piece]:
    """The text cut wherever a mark begins or ends. Marks may overlap; empty ones are passed over."""
    marks = [mark for mark in marks if mark.start < mark.end]
    begin, stop = defaultdict(list), defaultdict(list)
    for mark in marks:
        begin[mark.start].append(mark)
        stop[mark.end].append(mark)
    open_: list[Mark] = []
    borders = sorted({0, len(text), *begin, *stop})
    for start, end in pairwise(borders):
        open_ = [mark for mark in open_ if mark not in stop[start]] + begin[start]
        shortest = min((mark for mark in open_ if mark.table), key=lambda mark: mark.end - mark.start, default=Mark(0, 0))
        yield Piece(
            text[start:end],
            [mark.key for mark in open_ if mark.key],
            [mark.key for mark in begin[start] if mark.key],
            shortest,
            "; ".join(mark.repair for mark in open_ if mark.repair),
        )


def _doubts(ask: Ask, doc_id: str) -> dict[tuple[object, object], str]:
    """What the documents say against a count, by its raw span."""
    _, rows = ask(f"select raw_start, raw_end, doubt, against from count_doubts where doc_id = {doc_id}")
    return {(start, end): f"{doubt}: {against}" for start, end, doubt, against in rows}


def _facts(ask: Ask, table: Table, doc_id: str, doubts: Mapping[tuple[object, object], str]) -> Iterator[Fact]:
    columns = [column.name for column in table.columns]
    _, rows = ask(f"select {', '.join(columns)} from {table.name} where doc_id = {doc_id} order by raw_start, raw_end")
    for number, values in enumerate(rows, start=1):
        row = dict(zip(columns, values, strict=True))
        start, end = int(str(row["raw_start"])), int(str(row["raw_end"]))
        doubt = doubts.get((start, end)) if table is COUNTS else None
        yield Fact(f"{table.name}-{number}", table.name, str(row["sentence_id"]), str(row["text"]), start, end, _told(row), doubt)


def _told(row: Mapping[str, object]) -> list[tuple[str, str]]:
    """The columns that say something; a number that the source lost says so."""
    said = [(name, _shown(value)) for name, value in row.items() if name not in _LINKS and value is not None and value not in _USUAL]
    return [("value", _MISSING), *said] if "value" in row and row["value"] is None else said


def _shown(value: object) -> str:
    return f"{value:,.15g}" if isinstance(value, float) else str(value)


def _repairs(ask: Ask, doc_id: str) -> list[Mark]:
    """The changes at a place; a conversion of the whole document has none."""
    _, rows = ask(
        f"select raw_start, raw_end, kind, before, after, confidence from repairs where doc_id = {doc_id} and before is not null "
        "order by raw_start, raw_end",
    )
    return [
        Mark(int(str(start)), int(str(end)), repair=f"{kind}: {_cut(before)} → {_cut(after)} ({confidence:.2f})")
        for start, end, kind, before, after, confidence in rows
    ]


def _cut(text: object) -> str:
    said = str(text or "")
    return said if len(said) <= _LONGEST_REPAIR else f"{said[:_LONGEST_REPAIR]}…"


def _articles(ask: Ask, doc_id: str, facts: Sequence[Fact]) -> list[Article]:
    by_sentence = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: (fact.raw_start, -fact.raw_end)):
        by_sentence[fact.sentence_id].append(fact)
    sentences = defaultdict(list)
    _, rows = ask(f"select article_id, sentence_id, text from sentences where doc_id = {doc_id} order by article_id, position")
    for article_id, sentence_id, text in rows:
        mine = by_sentence[str(sentence_id)]
        sentences[article_id].append(Sentence(list(pieces(str(text), _marks(str(text), mine))), mine))
    _, rows = ask(
        "select article_id, title, kind, outlet, array_to_string(bylines, '、'), published_on, subtitle from articles "
        f"where doc_id = {doc_id} order by position",
    )
    return [Article(str(title or ""), [str(one) for one in about if one], sentences[article_id]) for article_id, title, *about in rows]


def _marks(sentence: str, facts: Sequence[Fact]) -> Iterator[Mark]:
    """Where facts stand in their sentence as it was read: told by their order where it says a thing as often as it was found."""
    alike = defaultdict(list)
    for fact in facts:
        alike[fact.table, fact.text].append(fact)
    for (table, text), found in alike.items():
        if text and sentence.count(text) == len(found):
            at = -1
            for fact in found:
                at = sentence.find(text, at + 1)
                yield Mark(at, at + len(text), fact.key, table)
