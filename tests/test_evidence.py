"""Every published row points at its evidence: the raw characters, with the ledger replayed on them, are the row's text.

The replay knows nothing of the aligned text: it takes `documents.raw_text` and `repairs` as a user would, and so tests that the ledger is whole.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import opencc
import pytest

from kaozheng.tasks.tables.contract import MENTION_TABLES

MENTIONS = [table.name for table in MENTION_TABLES]
SETS = ("samples", "seeds", "bulletins", "damaged")


def comparable(string: str) -> str:
    """Without white space and in one width and one shape of quotation marks; 著 is a leftover of script conversion."""
    plain = "".join(unicodedata.normalize("NFKC", string).split())
    return plain.translate(str.maketrans("“”‘’「」『』著", "\"\"''\"\"''着"))


def replayed(raw: str, ledger: list[dict[str, object]]) -> list[tuple[int, str]]:
    """(raw offset, characters that stand there now), in raw order."""
    changes = sorted((c for c in ledger if c["before"] is not None and c["kind"] != "reorder"), key=lambda c: (c["raw_start"], -c["raw_end"]))
    cells, at = [], 0
    for change in changes:
        start, end = change["raw_start"], change["raw_end"]
        if start < at:
            continue  # inside a larger change that is already made
        cells += [(i, raw[i]) for i in range(at, start)]
        cells.append((start, change["after"]))
        at = end
    cells += [(i, raw[i]) for i in range(at, len(raw))]
    whole = "".join(text for _, text in cells)
    simplified = opencc.OpenCC("t2s").convert(whole)
    assert len(simplified) == len(whole)
    out, position = [], 0
    for offset, text in cells:
        out.append((offset, simplified[position : position + len(text)]))
        position += len(text)
    return out


def cut_by_the_page(row: dict[str, object], evidence: str) -> bool:
    """A mention that the layout broke has the span of one of its parts."""
    return bool(evidence) and evidence in comparable(str(row["text"]))


@pytest.mark.parametrize("name", SETS)
def test_every_mention_is_its_evidence(warehouse, rows, name):
    folder: Path = warehouse(name)
    documents = rows(folder, "select doc_id, source_name, raw_text, n_chars from documents where status = 'published'")
    moved = {r["doc_id"] for r in rows(folder, "select distinct doc_id from repairs where kind = 'reorder'")}
    walked, wrong = 0, []
    for document in documents:
        raw, doc_id = document["raw_text"], document["doc_id"]
        cells = replayed(raw, rows(folder, "select * from repairs where doc_id = ?", doc_id))
        for table in ("sentences", *MENTIONS):
            for row in rows(folder, f"select * from {table} where doc_id = ?", doc_id):
                walked += 1
                start, end = row["raw_start"], row["raw_end"]
                assert 0 <= start <= end <= len(raw) == document["n_chars"]
                evidence = comparable("".join(text for offset, text in cells if start <= offset < end))
                if evidence != comparable(row["text"]) and not (doc_id in moved and cut_by_the_page(row, evidence)):
                    wrong.append((table, document["source_name"], raw[start:end], row["text"]))
    assert walked > 0
    assert not wrong, f"{len(wrong)} of {walked}: {wrong[:5]}"


@pytest.mark.parametrize("name", SETS)
def test_every_reference_is_whole(warehouse, rows, name):
    folder = warehouse(name)
    for table in MENTIONS:
        orphans = rows(
            folder,
            f"select t.* from {table} t left join sentences s on s.sentence_id = t.sentence_id and s.article_id = t.article_id and s.doc_id = t.doc_id "
            "where s.sentence_id is null",
        )
        assert orphans == [], table


@pytest.mark.parametrize("name", SETS)
def test_article_fragments_are_its_text(warehouse, rows, name):
    """The body is its fragments in reading order, repaired."""
    folder = warehouse(name)
    for document in rows(folder, "select doc_id, raw_text from documents where status = 'published'"):
        cells = replayed(document["raw_text"], rows(folder, "select * from repairs where doc_id = ?", document["doc_id"]))
        for article in rows(folder, "select * from articles where doc_id = ?", document["doc_id"]):
            spans = [(f["raw_start"], f["raw_end"]) for f in article["fragments"]]
            told = comparable("".join(text for start, end in spans for offset, text in cells if start <= offset < end))
            assert told == comparable(article["text"]), article["article_id"]


def test_a_number_that_the_source_lost_is_null(warehouse, rows):
    folder = warehouse("damaged")
    invented = rows(folder, "select text from counts where (status <> 'observed') <> (value is null)")
    assert invented == []
    assert rows(folder, "select count(*) as n from counts where status = 'lost'")[0]["n"] > 0
