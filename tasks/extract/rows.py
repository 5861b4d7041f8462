"""Mentions as table rows: the one place where spans of an article's text become raw offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from kaozheng.tasks.article import Article
from kaozheng.tasks.batch import Row
from kaozheng.tasks.extract.mentions import ActorMention, CountMention, DateMention, InitiativeMention, QuoteMention
from kaozheng.tasks.text import Span


def date_rows(article: Article, mentions: Iterable[DateMention]) -> Iterator[Row]:
    for m in mentions:
        yield _mention_row(article, m.start, m.end) | {
            "date_start": m.date_start, "date_end": m.date_end, "time_start": m.time_start, "time_end": m.time_end,
            "granularity": m.granularity, "basis": m.basis, "status": m.status,
        }  # fmt: skip


def actor_rows(article: Article, mentions: Iterable[ActorMention]) -> Iterator[Row]:
    for m in mentions:
        yield _mention_row(article, m.start, m.end) | {
            "type": m.type, "name": m.name, "role": m.role, "affiliation": m.affiliation,
            "actor_id": actor_id(m.type, m.name), "code": m.code, "name_basis": m.basis,
        }  # fmt: skip


def count_rows(article: Article, mentions: Iterable[CountMention]) -> Iterator[Row]:
    for number, m in enumerate(mentions, start=1):
        row = _mention_row(article, m.start, m.end)
        raw = _raw_part_with(article, m.start, m.end, m.number_start)
        yield row | {
            "raw_start": raw.start, "raw_end": raw.end, "value": m.value, "value_high": m.value_high, "modifier": m.modifier,
            "unit": m.unit, "item": m.item, "measure": m.measure, "aspect": m.aspect, "place": m.place,
            "place_code": m.place_code, "date_start": m.date_start, "date_end": m.date_end, "actor": m.actor, "status": m.status,
            "count_id": _count_id(article, number), "part_of": None if m.part_of is None else _count_id(article, m.part_of + 1),
        }  # fmt: skip


def quote_rows(article: Article, mentions: Iterable[QuoteMention]) -> Iterator[Row]:
    for m in mentions:
        yield _mention_row(article, m.start, m.end) | {"speaker": m.speaker}


def initiative_rows(article: Article, mentions: Iterable[InitiativeMention]) -> Iterator[Row]:
    for m in mentions:
        yield _mention_row(article, m.start, m.end) | {"name": m.name}


def _count_id(article: Article, number: int) -> str:
    return f"{article.article_id}-c{number}"


def actor_id(type_: str, name: str) -> str:
    """The same for the same type and canonical name, in every document and run."""
    return f"{type_[0]}-{hashlib.sha256(f'{type_}|{name}'.encode()).hexdigest()[:12]}"


def _mention_row(article: Article, start: int, end: int) -> Row:
    raw = article.text.raw_span(start, end)
    return {
        "doc_id": article.doc_id, "article_id": article.article_id, "sentence_id": article.sentence_at(start).sentence_id,
        "text": article.string[start:end], "raw_start": raw.start, "raw_end": raw.end,
    }  # fmt: skip


def _raw_part_with(article: Article, start: int, end: int, offset: int) -> Span:
    """The raw span of the part of a mention that holds `offset`; the whole where no joint cuts the mention."""
    part = next(p for p in article.text.parts(start, end) if offset < p.end)
    return article.text.raw_span(part.start, part.end)
