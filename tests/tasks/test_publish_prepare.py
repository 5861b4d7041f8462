"""Prepare: nine tables in their declared schemas, every document accounted for, nothing that breaks a rule."""

from __future__ import annotations

import pytest
from made_batches import DAY, TEXT, VOCABULARY, batch_of, doc_id, document_rows, refused_rows

from kaozheng.tasks.publish.prepare import OF_A_DOCUMENT, prepare
from kaozheng.tasks.tables.contract import TABLES
from kaozheng.tasks.tables.staging import QUARANTINE


def prepared(*documents):
    return prepare(batch_of(*documents), VOCABULARY)


def one(tables, name):
    (row,) = [row for row in tables["documents"].to_pylist() if row["source_name"] == name]
    return row


def owners(tables):
    """The documents that have a row in any table but documents."""
    return {row for table in OF_A_DOCUMENT for row in tables[table.name]["doc_id"].to_pylist()}


def test_the_nine_tables_and_the_quarantine_in_their_schemas():
    tables = prepared(document_rows("a.txt"), refused_rows("b.txt", "empty file"))
    assert list(tables) == [*(table.name for table in TABLES), QUARANTINE.name]
    for table in (*TABLES, QUARANTINE):
        assert tables[table.name].schema.equals(table.schema, check_metadata=True)


def test_a_document_carries_what_each_stage_found():
    row = one(prepared(document_rows("a.txt")), "a.txt")
    expected = {"doc_id": doc_id("a.txt"), "charset": "utf-8", "n_chars": len(TEXT), "raw_text": TEXT}
    expected |= {"published_on": DAY, "published_basis": "dateline", "status": "published", "reason": None}
    assert expected.items() <= row.items()


def test_a_document_given_up_before_decode_has_no_text_and_says_why():
    tables = prepared(document_rows("a.txt"), refused_rows("b.txt", "empty file"))
    expected = {"charset": None, "charset_basis": "none", "n_chars": 0, "raw_text": None, "published_on": None, "published_basis": "none"}
    assert (expected | {"status": "quarantined", "reason": "empty file"}).items() <= one(tables, "b.txt").items()
    assert owners(tables) == {doc_id("a.txt")}


def test_a_document_given_up_after_decode_keeps_its_text_but_no_rows():
    rows = document_rows("a.txt")
    rows["quarantine"] = [{"doc_id": doc_id("a.txt"), "stage": "extract", "reason": "extract failed: KeyError: 'x'", "fault": True}]
    tables = prepared(rows, document_rows("b.txt"))
    assert one(tables, "a.txt")["raw_text"] == TEXT
    assert owners(tables) == {doc_id("b.txt")}
    assert tables["quarantine"].to_pylist() == rows["quarantine"]


def test_without_a_word_of_segment_the_day_is_the_sources():
    rows = document_rows("a.txt")
    rows["publication"] = []
    rows["decoded"][0]["published_on"] = DAY
    row = one(prepared(rows), "a.txt")
    assert (row["published_on"], row["published_basis"]) == (DAY, "metadata")


def test_a_document_that_got_lost_is_no_secret():
    rows = document_rows("a.txt") | {name: [] for name in document_rows("a.txt") if name != "fetched"}
    tables = prepared(rows)
    assert one(tables, "a.txt")["reason"] == "lost between fetch and decode"
    assert tables["quarantine"]["fault"].to_pylist() == [True]


def test_what_fetch_found_unusable_keeps_its_reason_though_decode_said_nothing():
    rows = refused_rows("a.txt", "empty file") | {"quarantine": []}
    tables = prepared(rows)
    assert one(tables, "a.txt")["reason"] == "empty file"
    assert tables["quarantine"]["fault"].to_pylist() == [False]


def test_the_first_stage_to_give_a_document_up_is_the_one_named():
    rows = refused_rows("a.txt", "first")
    rows["quarantine"].append(rows["quarantine"][0] | {"stage": "clean", "reason": "second"})
    assert one(prepared(rows), "a.txt")["reason"] == "first"


def test_the_very_same_mention_twice_is_one_row():
    rows = document_rows("a.txt")
    rows["counts"] += [rows["counts"][0] | {"measure": "other"}]
    measures = prepared(rows)["counts"]["measure"].to_pylist()
    assert measures == ["cases_confirmed", "tests"]


def test_rows_stand_by_document_and_in_reading_order_within_it():
    tables = prepared(*(document_rows(f"{i}.txt") for i in range(20)))
    ids = tables["counts"]["doc_id"].to_pylist()
    assert ids == sorted(ids)
    assert tables["counts"]["measure"].to_pylist() == ["cases_confirmed", "tests"] * 20


def test_a_document_that_breaks_a_rule_is_set_aside_and_the_rest_goes_on():
    rows = document_rows("bad.txt")
    rows["counts"][1]["raw_end"] = 99999
    tables = prepared(document_rows("good.txt"), rows)
    assert one(tables, "bad.txt")["reason"].startswith("counts: span outside raw_text (")
    assert one(tables, "good.txt")["status"] == "published"
    assert owners(tables) == {doc_id("good.txt")}
    assert tables["quarantine"].select(["doc_id", "stage", "fault"]).to_pylist() == [
        {"doc_id": doc_id("bad.txt"), "stage": "prepare", "fault": True}
    ]


@pytest.mark.parametrize("changes", [{"n_chars": 1}, {"charset_basis": "feeling"}, {"media_type": None}, {"uris": None}, {"n_bytes": None}])
def test_a_document_whose_own_row_breaks_a_rule_is_reduced_to_what_is_sure(changes):
    rows = document_rows("bad.txt")
    rows["decoded"][0] |= changes
    row = one(prepared(rows, document_rows("good.txt")), "bad.txt")
    assert (row["status"], row["raw_text"], row["n_chars"]) == ("quarantined", None, 0)
    assert row["reason"].startswith("documents: ")


def test_setting_one_document_aside_may_cost_another_that_leans_on_it():
    leaning, rotten = document_rows("leaning.txt"), document_rows("rotten.txt")
    leaning["articles"][0]["article_id"] = rotten["articles"][0]["article_id"]
    tables = prepared(leaning, rotten, document_rows("good.txt"))
    assert {name: one(tables, name)["status"] for name in ("leaning.txt", "rotten.txt", "good.txt")} == {
        "leaning.txt": "quarantined", "rotten.txt": "quarantined", "good.txt": "published",
    }  # fmt: skip


def test_rows_of_no_document_are_refused():
    rows = document_rows("a.txt")
    rows["counts"][0]["doc_id"] = "f" * 64
    with pytest.raises(ValueError, match="no document of its batch"):
        prepared(rows)


def test_tables_that_no_stage_gave_are_empty():
    batch = {name: table for name, table in batch_of(refused_rows("a.txt", "binary")).items() if name in ("fetched", "quarantine")}
    tables = prepare(batch, VOCABULARY)
    assert tables["documents"].num_rows == 1
    assert owners(tables) == set()
