"""The article as segment hands it to extract: its text in reading order, its sentences, and what its header says."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from kaozheng.tasks.batch import Batch, aligned_texts
from kaozheng.tasks.text import AlignedText, Span


class Sentence(NamedTuple):
    """A sentence as a span of the article's text. `part` is one of `contract.SENTENCE_PARTS`; `paragraph` counts from 0."""

    sentence_id: str
    part: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One article. `text` holds header, title, byline and body, each in sentences; mentions are spans of it."""

    doc_id: str
    article_id: str
    kind: str
    title: str | None
    outlet: str | None
    bylines: tuple[str, ...]
    dateline_on: datetime.date | None
    published_on: datetime.date | None
    text: AlignedText
    sentences: tuple[Sentence, ...]

    @property
    def string(self) -> str:
        return self.text.string

    @property
    def reference_day(self) -> datetime.date | None:
        """The day that 今天 means here: the dateline's, else the day of publication."""
        return self.dateline_on or self.published_on

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds a text offset, else the nearest one before it."""
        return self.sentences[max(bisect_right(self._sentence_starts, offset) - 1, 0)]

    def part_spans(self, part: str) -> list[Span]:
        return [Span(s.start, s.end) for s in self.sentences if s.part == part]


def articles(batch: Batch) -> Iterator[Article]:
    """The articles of a batch that segment has seen, from its tables `articles` and `readings`, with at least one sentence each."""
    heads = {row["article_id"]: row for row in batch["articles"].select(_HEAD_COLUMNS).to_pylist()}
    readings = batch["readings"]
    for article_id, text, sentences in zip(
        readings["article_id"].to_pylist(), aligned_texts(readings), _sentences(readings["sentences"]), strict=True
    ):
        if sentences:
            head = heads[article_id]
            yield Article(**{**head, "bylines": tuple(head["bylines"])}, text=text, sentences=sentences)


def _sentences(column: Any) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of each reading, by column: there are many more of them than of readings."""
    lists = column.combine_chunks()
    fields = lists.flatten()
    found = map(Sentence, *(fields.field(name).to_pylist() for name in Sentence._fields))
    for size in lists.value_lengths().to_pylist():
        yield tuple(islice(found, size))


_HEAD_COLUMNS = ["doc_id", "article_id", "kind", "title", "outlet", "bylines", "dateline_on", "published_on"]
