"""Batches of a few made-up documents, as the stages before prepare would hand them over, for the tests of publish."""

from __future__ import annotations

import datetime
import hashlib

from kaozheng.tasks.batch import write_batch
from kaozheng.tasks.publish.prepare import prepare
from kaozheng.tasks.tables.contract import ACTORS, ARTICLES, COUNTS, DATES, INITIATIVES, QUOTES, REPAIRS, SENTENCES
from kaozheng.tasks.tables.staging import DECODED, FETCHED, PUBLICATION, QUARANTINE
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary(())
DAY = datetime.date(2022, 3, 27)
TEXT = "海滨市3月27日通报😀，当日新增病例12例，已检测30万人次。"
TABLES = (FETCHED, DECODED, PUBLICATION, ARTICLES, SENTENCES, REPAIRS, COUNTS, DATES, ACTORS, QUOTES, INITIATIVES, QUARANTINE)


def doc_id(name):
    return hashlib.sha256(name.encode()).hexdigest()


def document_rows(name, text=TEXT, uri=None):
    """The rows that one document gives, by table."""
    doc = doc_id(name if text == TEXT else name + text)
    came = {
        "doc_id": doc, "uri": uri or f"file:///{name}", "uris": [], "source_name": name, "media_type": "text/plain",
        "charset_declared": None,
        "fetched_at": datetime.datetime(2026, 11, 23, 2, tzinfo=datetime.UTC), "n_bytes": len(text.encode()), "title": None,
    }  # fmt: skip
    article, sentence = f"{doc[:16]}-a1", f"{doc[:16]}-a1-s1"

    def mention(found):
        start = text.index(found)
        where = {"doc_id": doc, "article_id": article, "sentence_id": sentence}
        return where | {"text": found, "raw_start": start, "raw_end": start + len(found)}

    def count(number, found, value, unit, measure, aspect):
        told = {"value": value, "value_high": None, "modifier": "exact", "unit": unit, "item": None, "measure": measure, "aspect": aspect}
        about = {"place": "海滨市", "place_code": None, "date_start": None, "date_end": DAY, "actor": None, "status": "observed"}
        return mention(found) | told | about | {"count_id": f"{article}-c{number}", "part_of": None}

    return {
        "fetched": [came | {"published": None, "content": text.encode(), "reason": None}],
        "decoded": [
            came | {"charset": "utf-8", "charset_basis": "valid", "n_chars": len(text), "raw_text": text, "published_on": None}
        ],
        "publication": [{"doc_id": doc, "published_on": DAY, "published_basis": "dateline"}],
        "articles": [
            {
                "doc_id": doc, "article_id": article, "position": 1, "title": "通报", "subtitle": None, "bylines": ["记者 某某"],
                "outlet": None, "dateline_on": DAY, "published_on": DAY, "kind": "news", "text": text,
                "fragments": [{"raw_start": 0, "raw_end": len(text)}],
            }
        ],
        "sentences": [
            {
                "doc_id": doc, "article_id": article, "sentence_id": sentence, "paragraph": 0, "position": 1, "part": "body",
                "text": text, "raw_start": 0, "raw_end": len(text),
            }
        ],
        "repairs": [
            {
                "doc_id": doc, "stage": "clean", "kind": "gloss", "raw_start": 0, "raw_end": 2, "before": "海x", "after": "海", "n": 2,
                "confidence": 0.9, "lossy": False,
            }
        ],
        "counts": [
            count(1, "12例", 12.0, "例", "cases_confirmed", "incremental"),
            count(2, "30万人次", 300000.0, "人次", "tests", "cumulative"),
        ],
        "dates": [
            mention("3月27日")
            | {
                "date_start": DAY, "date_end": DAY, "time_start": None, "time_end": None, "granularity": "day",
                "basis": "year_inferred", "status": "resolved",
            }
        ],
        "actors": [
            mention("海滨市")
            | {"type": "place", "name": "海滨市", "role": None, "affiliation": None, "actor_id": "p-0123456789ab", "code": None}
            | {"name_basis": "written"}
        ],
        "quotes": [],
        "initiatives": [],
        "quarantine": [],
    }  # fmt: skip


def batch_of(*documents):
    """One batch of the rows of several documents."""
    return {table.name: table.rows([row for rows in documents for row in rows[table.name]]) for table in TABLES}


def refused_rows(name, reason, *, fault=False):
    """A document that decode gave up."""
    rows = {table: [] for table in document_rows(name)}
    rows["fetched"] = [document_rows(name)["fetched"][0] | {"content": None, "reason": reason}]
    rows["quarantine"] = [{"doc_id": doc_id(name), "stage": "decode", "reason": reason, "fault": fault}]
    return rows


def prepared_folder(home, key, *documents):
    """A folder as the prepare stage leaves it in the work area."""
    folder = home / key
    write_batch(prepare(batch_of(*documents), VOCABULARY), folder)
    return folder
