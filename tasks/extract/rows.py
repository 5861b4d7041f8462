"""Mentions as rows of their tables, by column: the one place where spans of an article's text become raw offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from kaozheng.tasks.article import Article
from kaozheng.tasks.batch import Columns
from kaozheng.tasks.extract.mentions import ActorMention, CountMention, DateMention, InitiativeMention, Mention, QuoteMention
from kaozheng.tasks.text import AlignedText, Span


def date_columns(article: Article, mentions: Sequence[DateMention]) -> Columns:
    return _columns(article, mentions) if mentions else {}


def actor_columns(article: Article, mentions: Sequence[ActorMention]) -> Columns:
    if not mentions:
        return {}
    columns = _columns(article, mentions)
    columns["name_basis"] = columns.pop("basis")
    columns["actor_id"] = [actor_id(m.type, m.name) for m in mentions]
    return columns


def count_columns(article: Article, mentions: Sequence[CountMention]) -> Columns:
    if not mentions:
        return {}
    columns = _columns(article, mentions, [_part_with(article.text, m) for m in mentions] if len(article.text.joints) else ())
    for internal in ("number_start", "number_end"):
        del columns[internal]
    columns["count_id"] = [_count_id(article, number) for number in range(1, len(mentions) + 1)]
    columns["part_of"] = [None if m.part_of is None else _count_id(article, m.part_of + 1) for m in mentions]
    return columns


def quote_columns(article: Article, mentions: Sequence[QuoteMention]) -> Columns:
    return _columns(article, mentions) if mentions else {}


def initiative_columns(article: Article, mentions: Sequence[InitiativeMention]) -> Columns:
    return _columns(article, mentions) if mentions else {}


def _count_id(article: Article, number: int) -> str:
    return f"{article.article_id}-c{number}"


@lru_cache(maxsize=1 << 14)
def actor_id(type_: str, name: str) -> str:
    """The same for the same type and canonical name, in every document and run."""
    return f"{type_[0]}-{hashlib.sha256(f'{type_}|{name}'.encode()).hexdigest()[:12]}"


def _columns(article: Article, mentions: Sequence[Mention], parts: Sequence[Span] = ()) -> Columns:
    """The fields of mentions by name, and in the place of their offsets what the tables have in common.

    The raw offsets are those of `parts` of the mentions, of whole mentions by default.
    """
    columns: Columns = {field: list(values) for field, values in zip(mentions[0]._fields, zip(*mentions, strict=True), strict=True)}
    del columns["start"], columns["end"]
    raw = article.text.raw_spans(parts or [(m.start, m.end) for m in mentions])
    string, size = article.string, len(mentions)
    return columns | {
        "doc_id": [article.doc_id] * size, "article_id": [article.article_id] * size,
        "sentence_id": [article.sentence_at(m.start).sentence_id for m in mentions], "text": [string[m.start : m.end] for m in mentions],
        "raw_start": [span.start for span in raw], "raw_end": [span.end for span in raw],
    }  # fmt: skip


def _part_with(text: AlignedText, mention: CountMention) -> Span:
    """The part of a mention that holds its number, where joints cut the mention."""
    return next(part for part in text.parts(mention.start, mention.end) if mention.number_start < part.end)
