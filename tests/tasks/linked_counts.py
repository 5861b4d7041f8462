"""Counts of a text of our own with all that is found in it, for the tests of their links; the article is of 7 May 2022."""

from __future__ import annotations

import datetime
import re

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.counts import find_counts
from kaozheng.tasks.extract.dates import find_dates
from kaozheng.tasks.extract.mentions import CountMention
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
PUBLISHED = datetime.date(2022, 5, 7)


def article(text: str) -> Article:
    spans = [m.span() for m in re.finditer(r"[^。\n]+。?”?", text)]
    title = text[: text.index("\n")] if "\n" in text else None
    sentences = tuple(
        Sentence(f"s{n}", "title" if title and start == 0 else "body", text.count("\n", 0, start), start, end)
        for n, (start, end) in enumerate(spans)
    )
    return Article("d", "a", "news", title, None, (), None, PUBLISHED, AlignedText.raw(text), sentences)


def counts(text: str) -> list[CountMention]:
    read = article(text)
    actors = find_actors([read], VOCABULARY)[0]
    return list(find_counts(read, find_dates(read, VOCABULARY, actors), actors, VOCABULARY))


def count_of(text: str, number: str) -> CountMention:
    """The count that the words `number` stand for, behind the title."""
    at = text.index(number, text.find("\n") + 1)
    return next(c for c in counts(text) if at <= c.number_start < at + len(number))


def _links(count: CountMention) -> tuple[str, ...]:
    return tuple(str(link) if link else "-" for link in (count.place, count.date_start, count.date_end, count.actor))


def wrong_links(text: str, facts: list[str]) -> list[object]:
    """The facts of a text that its counts do not have: "number place from to actor", - for none, ? where two careful readers may differ,
    | between right answers."""
    wrong = []
    for fact in facts:
        number, *expected = fact.split()
        found = _links(count_of(text, number))
        if any(right != "?" and given not in right.split("|") for given, right in zip(found, expected, strict=True)):
            wrong.append((fact, found))
    return wrong
