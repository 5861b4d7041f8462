"""Every published row points at its evidence: the raw characters, with the ledger replayed on them, are the row's text.

The replay knows nothing of the aligned text: it takes `documents.raw_text` and `repairs` as a user would, and so tests that
the ledger is whole.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from pathlib import Path

import opencc
import pytest

from kaozheng.tasks.tables.contract import MENTION_TABLES

MENTIONS = [table.name for table in MENTION_TABLES]
OPENCC = opencc.OpenCC("t2s")
SETS = ("samples", "seeds", "bulletins", "damaged")


def comparable(string: str) -> str:
    """Without white space and in one width and one shape of quotation marks; 著 is a leftover of script conversion."""
    plain = "".join(unicodedata.normalize("NFKC", string).split())
    return plain.translate(str.maketrans("“”‘’「」『』著", "\"\"''\"\"''着"))


def by_document(found: list[dict[str, object]]) -> dict[object, list[dict[str, object]]]:
    grouped = defaultdict(list)
    for row in found:
        grouped[row["doc_id"]].append(row)
    return grouped


def replayed(raw: str, ledger: list[dict[str, object]]) -> list[tuple[int, str]]:
    """(raw offset, characters that stand there now), in raw order."""
    judged = (c for c in ledger if c["before"] is not None and c["kind"] != "reorder")
    changes = sorted(judged, key=lambda c: (c["raw_start"], -c["raw_end"]))
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
    simplified = OPENCC.convert(whole)
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
    ledger = by_document(rows(folder, "select * from repairs"))
    tables = {table: by_document(rows(folder, f"select * from {table}")) for table in ("sentences", *MENTIONS)}
    moved = {doc_id for doc_id, changes in ledger.items() if any(c["kind"] == "reorder" for c in changes)}
    walked, wrong = 0, []
    for document in documents:
        raw, doc_id = document["raw_text"], document["doc_id"]
        cells = replayed(raw, ledger[doc_id])
        for table, of_document in tables.items():
            for row in of_document[doc_id]:
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
            f"select t.* from {table} t anti join sentences s using (doc_id, article_id, sentence_id)",
        )
        assert orphans == [], table


@pytest.mark.parametrize("name", SETS)
def test_article_fragments_are_its_text(warehouse, rows, name):
    """The body is its fragments in reading order, repaired."""
    folder = warehouse(name)
    ledger, articles = (by_document(rows(folder, f"select * from {table}")) for table in ("repairs", "articles"))
    for document in rows(folder, "select doc_id, raw_text from documents where status = 'published'"):
        cells = replayed(document["raw_text"], ledger[document["doc_id"]])
        for article in articles[document["doc_id"]]:
            spans = [(f["raw_start"], f["raw_end"]) for f in article["fragments"]]
            told = comparable("".join(text for start, end in spans for offset, text in cells if start <= offset < end))
            assert told == comparable(article["text"]), article["article_id"]


def test_a_number_that_the_source_lost_is_null(warehouse, rows):
    folder = warehouse("damaged")
    invented = rows(folder, "select text from counts where (status <> 'observed') <> (value is null)")
    assert invented == []
    assert rows(folder, "select count(*) as n from counts where status = 'lost'")[0]["n"] > 0


@pytest.mark.parametrize("name", SETS)
def test_the_warehouse_passes_its_own_check(warehouse, kaozheng, name):
    done = kaozheng("check", warehouse(name))
    assert (done.returncode, [line for line in done.stdout.splitlines() if not line.startswith("ok ")]) == (0, [])
    assert done.stdout.count("rules of ") == 10
