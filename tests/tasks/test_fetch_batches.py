"""Batches: cut by content, known by identity, each document once."""

from __future__ import annotations

import hashlib

import pytest

from kaozheng.tasks.fetch.batches import MEAN_SIZE, MOST_DOCUMENTS, MOST_SIZE, Distinct, batch_key, batches, identity_rows, with_uris
from kaozheng.tasks.fetch.rows import fetched_row
from kaozheng.tasks.tables.staging import FETCHED


def row(name, size=2000, **told):
    doc_id = hashlib.sha256(str(name).encode()).hexdigest()
    content = bytes(size) if told.get("reason") is None else None
    return fetched_row(doc_id, f"file:///{name}", str(name), size, media_type="text/plain", content=content) | told


def cut(rows):
    return [[r["source_name"] for r in batch] for batch in batches(rows)]


def test_all_documents_in_their_order():
    rows = [row(i) for i in range(3000)]
    assert [name for batch in cut(rows) for name in batch] == [r["source_name"] for r in rows]
    assert cut([]) == []


def test_batches_have_the_size_they_should_on_average():
    cuts = cut([row(i) for i in range(20_000)])
    assert 0.8 * MEAN_SIZE < 20_000 * 2000 / len(cuts) < 1.25 * MEAN_SIZE


def test_no_batch_is_over_its_limits():
    assert max(len(batch) for batch in cut([row(i, 0) for i in range(30_000)])) <= MOST_DOCUMENTS
    assert max(len(batch) for batch in cut([row(i, 40_000) for i in range(2000)])) * 40_000 <= MOST_SIZE
    assert cut([row("big", 3 * MOST_SIZE), row("small", 1)])[0] == ["big"]


@pytest.mark.parametrize("place", [0, 700, 1999])
@pytest.mark.parametrize("change", ["removed", "added", "replaced"])
def test_a_change_re_cuts_only_its_neighbourhood(place, change):
    rows = [row(i) for i in range(2000)]
    before = {tuple(batch) for batch in cut(rows)}
    changed = {"removed": rows[:place] + rows[place + 1 :], "added": [*rows[:place], row("new"), *rows[place:]]}
    after = {tuple(batch) for batch in cut(changed.get(change, [*rows[:place], row("new"), *rows[place + 1 :]]))}
    assert len(after - before) <= 3
    assert len(before & after) >= len(before) - 3


def test_the_key_of_a_batch_is_its_identity():
    rows = [row("a"), row("b")]
    again = [{**r, "fetched_at": None} for r in rows]
    assert batch_key(rows) == batch_key(again)
    assert batch_key(rows) == batch_key(identity_rows(FETCHED.rows(rows)))
    assert batch_key(rows) != batch_key(rows[::-1])


@pytest.mark.parametrize("name", ["doc_id", "uri", "uris", "source_name", "title", "published", "media_type", "charset_declared", "reason"])
def test_the_key_changes_with_all_that_a_document_is(name):
    assert batch_key([row("a")]) != batch_key([{**row("a"), name: "other"}])


def test_the_same_bytes_elsewhere():
    first = row("a")
    rows = [first, row("b"), {**first, "uri": "file:///copy"}, {**first, "uri": "file:///copy"}, {**first, "uri": first["uri"]}]
    distinct = Distinct()
    kept = list(distinct(rows))
    assert [r["source_name"] for r in kept] == ["a", "b"]
    assert len(distinct) == 2
    table = with_uris(FETCHED.rows(kept), distinct.elsewhere)
    assert table.schema.equals(FETCHED.schema)
    assert table.column("uris").to_pylist() == [["file:///copy"], []]
    assert with_uris(FETCHED.rows([row("b")]), distinct.elsewhere) is None
