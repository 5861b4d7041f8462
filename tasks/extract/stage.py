"""Extract: mentions of counts, dates, actors, quotes and initiatives in each article, with their evidence."""

from __future__ import annotations

from itertools import groupby

from kaozheng.tasks.article import Article, articles
from kaozheng.tasks.batch import Batch, Row, Rows, by_document
from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.asking import compile_asking, read_ahead
from kaozheng.tasks.extract.counts import find_counts, told_by_speakers
from kaozheng.tasks.extract.dates import find_dates
from kaozheng.tasks.extract.initiatives import find_initiatives
from kaozheng.tasks.extract.quotes import find_quotes
from kaozheng.tasks.extract.rows import actor_columns, count_columns, date_columns, initiative_columns, quote_columns
from kaozheng.tasks.tables.contract import ACTORS, COUNTS, DATES, INITIATIVES, MENTION_TABLES, QUOTES
from kaozheng.tasks.vocabulary import Vocabulary


def extract(batch: Batch, vocabulary: Vocabulary) -> Batch:
    """The five mention tables of a batch that has `articles` and `readings`."""
    documents = [list(group) for _, group in groupby(articles(batch), key=lambda a: a.doc_id)]
    words = read_ahead(documents, compile_asking(vocabulary))

    def work(row: Row, out: Rows) -> None:
        document: list[Article] = row["articles"]  # type: ignore[assignment]
        actors_of = find_actors(document, vocabulary, words)
        for article, actors in zip(document, actors_of, strict=True):
            dates = find_dates(article, vocabulary, actors)
            out.extend_columns(DATES, date_columns(article, dates))
            out.extend_columns(ACTORS, actor_columns(article, actors))
            counts, quotes = find_counts(article, dates, actors, vocabulary), find_quotes(article, actors, vocabulary)
            out.extend_columns(COUNTS, count_columns(article, told_by_speakers(counts, quotes)))
            out.extend_columns(QUOTES, quote_columns(article, quotes))
            out.extend_columns(INITIATIVES, initiative_columns(article, find_initiatives(article, vocabulary)))

    rows: list[Row] = [{"doc_id": document[0].doc_id, "articles": document} for document in documents]
    return by_document("extract", MENTION_TABLES, rows, work)
