"""Validation finds each way in which a table can break its declaration, and names the document."""

from __future__ import annotations

import pytest
from made_batches import DAY, VOCABULARY, batch_of, doc_id, document_rows

from kaozheng.tasks.publish.prepare import prepare
from kaozheng.tasks.tables.contract import BY_NAME, TABLES
from kaozheng.tasks.tables.screening import passes
from kaozheng.tasks.tables.validation import violations


@pytest.fixture(scope="module")
def good():
    return prepare(batch_of(document_rows("good"), document_rows("bad")), VOCABULARY)


def spoilt(tables, name, changes, *, who="bad", row=0):
    """The tables with one cell or more of one row of one document changed."""
    rows = tables[name].to_pylist()
    index = [i for i, r in enumerate(rows) if r["doc_id"] == doc_id(who)][row]
    rows[index] |= changes
    return dict(tables) | {name: BY_NAME[name].rows(rows)}


def test_what_keeps_the_rules_has_no_violations(good):
    assert violations(good) == []


def test_what_keeps_the_rules_passes_the_screening(good):
    assert [table.name for table in TABLES if not passes(table, good)] == []


def test_empty_tables_have_no_violations():
    assert violations({table.name: table.empty for table in TABLES}) == []


@pytest.mark.parametrize(
    "name, changes, rule",
    [
        ("documents", {"uri": None}, "uri is null"),
        ("documents", {"published_basis": "guess"}, "published_basis is none of its values"),
        ("documents", {"n_bytes": -1}, "n_bytes is less than 0"),
        ("documents", {"n_chars": 5}, "n_chars is not the length of raw_text"),
        ("documents", {"status": "quarantined"}, "quarantined without a reason"),
        ("documents", {"published_on": None}, "a date and its basis disagree"),
        ("repairs", {"confidence": 1.5}, "confidence is more than 1"),
        ("repairs", {"raw_start": 3}, "raw_start after raw_end"),
        ("repairs", {"raw_end": 99999}, "span outside raw_text"),
        ("articles", {"position": 0}, "position is less than 1"),
        ("articles", {"fragments": [{"raw_start": 4, "raw_end": 2}]}, "a fragment that ends before it starts"),
        ("articles", {"fragments": [{"raw_start": 0, "raw_end": 2}, {"raw_start": 4, "raw_end": 99999}]}, "span outside raw_text"),
        ("sentences", {"part": "chapter"}, "part is none of its values"),
        ("sentences", {"article_id": "nowhere"}, "article_id is not in articles"),
        ("counts", {"sentence_id": "nowhere"}, "sentence_id is not in sentences"),
        ("counts", {"sentence_id": f"{doc_id('good')[:16]}-a1-s1"}, "sentence_id is not in sentences"),
        ("counts", {"raw_start": -1}, "raw_start is less than 0"),
        ("counts", {"raw_end": 99999}, "span outside raw_text"),
        ("counts", {"status": "lost"}, "a value although digits are lost"),
        ("counts", {"value": float("nan")}, "no finite number"),
        ("counts", {"value_high": 1.0}, "a range that goes down"),
        ("counts", {"date_start": DAY.replace(year=2023)}, "date_start after date_end"),
        ("counts", {"measure": "vibes"}, "measure is none of its values"),
        ("dates", {"date_start": None, "date_end": None}, "resolved without a day"),
        ("dates", {"status": "lost"}, "lost with a day"),
        ("actors", {"type": "ship"}, "type is none of its values"),
        ("actors", {"doc_id": "f" * 64}, "doc_id is not in documents"),
    ],
)
def test_a_broken_rule_is_found_and_its_document_named(good, name, changes, rule):
    found = violations(spoilt(good, name, changes))
    assert (name, rule, changes.get("doc_id", doc_id("bad"))) in [violation[:3] for violation in found]
    assert doc_id("good") not in {violation.doc_id for violation in found}


def test_a_repeated_key_names_all_that_have_it(good):
    found = violations(spoilt(good, "articles", {"article_id": f"{doc_id('good')[:16]}-a1"}))
    repeated = {v.doc_id for v in found if v.rule == "article_id is not unique"}
    assert repeated == {doc_id("good"), doc_id("bad")}


def test_the_example_is_the_key_of_a_row_that_breaks_the_rule(good):
    (found,) = violations(spoilt(good, "counts", {"measure": "vibes"}, row=1))
    assert found.example == "25 | 30 | 30万人次"


def test_a_column_of_another_document_of_many_is_found_among_them():
    tables = prepare(batch_of(*(document_rows(f"d{i}") for i in range(60))), VOCABULARY)
    found = violations(spoilt(tables, "counts", {"value": float("inf")}, who="d41"))
    assert [(v.rule, v.doc_id) for v in found] == [("no finite number", doc_id("d41"))]
