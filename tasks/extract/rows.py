"""Mentions as table rows: the one place where spans of an article's text become raw offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kaozheng.tasks.article import Article
from kaozheng.tasks.batch import Row
from kaozheng.tasks.extract.mentions import ActorMention, CountMention, DateMention, InitiativeMention, Mention, QuoteMention
from kaozheng.tasks.text import AlignedText, Span


def date_rows(article: Article, mentions: Sequence[DateMention]) -> Iterator[Row]:
    for m, row in zip(mentions, _mention_rows(article, mentions), strict=True):
        yield row | {
            "date_start": m.date_start, "date_end": m.date_end, "time_start": m.time_start, "time_end": m.time_end,
            "granularity": m.granularity, "basis": m.basis, "status": m.status,
        }  # fmt: skip


def actor_rows(article: Article, mentions: Sequence[ActorMention]) -> Iterator[Row]:
    for m, row in zip(mentions, _mention_rows(article, mentions), strict=True):
        yield row | {
            "type": m.type, "name": m.name, "role": m.role, "affiliation": m.affiliation,
            "actor_id": actor_id(m.type, m.name), "code": m.code, "name_basis": m.basis,
        }  # fmt: skip


def count_rows(article: Article, mentions: Sequence[CountMention]) -> Iterator[Row]:
    parts = [_part_with(article.text, m) for m in mentions] if len(article.text.joints) else ()
    for number, (m, row) in enumerate(zip(mentions, _mention_rows(article, mentions, parts), strict=True), start=1):
        yield row | {
            "value": m.value, "value_high": m.value_high, "modifier": m.modifier,
            "unit": m.unit, "item": m.item, "measure": m.measure, "aspect": m.aspect, "place": m.place,
            "place_code": m.place_code, "date_start": m.date_start, "date_end": m.date_end, "actor": m.actor, "status": m.status,
            "count_id": _count_id(article, number), "part_of": None if m.part_of is None else _count_id(article, m.part_of + 1),
        }  # fmt: skip


def quote_rows(article: Article, mentions: Sequence[QuoteMention]) -> Iterator[Row]:
    return (row | {"speaker": m.speaker} for m, row in zip(mentions, _mention_rows(article, mentions), strict=True))


def initiative_rows(article: Article, mentions: Sequence[InitiativeMention]) -> Iterator[Row]:
    return (row | {"name": m.name} for m, row in zip(mentions, _mention_rows(article, mentions), strict=True))


def _count_id(article: Article, number: int) -> str:
    return f"{article.article_id}-c{number}"


@lru_cache(maxsize=1 << 14)
def actor_id(type_: str, name: str) -> str:
    """The same for the same type and canonical name, in every document and run."""
    return f"{type_[0]}-{hashlib.sha256(f'{type_}|{name}'.encode()).hexdigest()[:12]}"


def _mention_rows(article: Article, mentions: Sequence[Mention], parts: Sequence[Span] = ()) -> Iterator[Row]:
    """What the rows of mentions have in common; their raw offsets are those of `parts` of them, of whole mentions by default."""
    string, doc_id, article_id = article.string, article.doc_id, article.article_id
    raw = article.text.raw_spans(parts or [(m.start, m.end) for m in mentions])
    for m, (raw_start, raw_end) in zip(mentions, raw, strict=True):
        yield {
            "doc_id": doc_id, "article_id": article_id, "sentence_id": article.sentence_at(m.start).sentence_id,
            "text": string[m.start : m.end], "raw_start": raw_start, "raw_end": raw_end,
        }  # fmt: skip


def _part_with(text: AlignedText, mention: CountMention) -> Span:
    """The part of a mention that holds its number, where joints cut the mention."""
    return next(part for part in text.parts(mention.start, mention.end) if mention.number_start < part.end)
