"""The views aliases and namesakes: under which words an actor is named, and which names may be two people."""

from __future__ import annotations

import duckdb
from made_batches import TEXT, document_rows, prepared_folder

from kaozheng.tasks.publish.stage import publish


def document(name, text, *named):
    """A document with actors, each (text, type, canonical name, basis, affiliation)."""
    rows = document_rows(name, text)
    actor = rows["actors"][0]
    rows["actors"] = [
        actor
        | {"text": words, "raw_start": text.index(words), "raw_end": text.index(words) + len(words), "type": type_, "name": canonical}
        | {"actor_id": f"{type_[0]}-{canonical}", "name_basis": basis, "affiliation": affiliation, "role": None, "code": None}
        for words, type_, canonical, basis, affiliation in named
    ]
    return rows


def answer(tmp_path, sql, *documents):
    publish([prepared_folder(tmp_path / "staged", "a1", *documents)], tmp_path / "w")
    with duckdb.connect(str(tmp_path / "w" / "warehouse.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_an_alias_has_its_evidence_and_that_of_the_full_name(tmp_path):
    text = TEXT + "海滨市委开会。市委要求，市 委再要求。"
    made = document(
        "a", text,
        ("海滨市委", "organisation", "海滨市委", "written", None),
        ("市委", "organisation", "海滨市委", "home", None),
        ("市 委", "organisation", "海滨市委", "home", None),
    )  # fmt: skip
    made["actors"][1] |= {"raw_start": text.index("市委要求"), "raw_end": text.index("市委要求") + 2}
    sql = "select alias, name, name_basis, mentions, raw_start, full_start from aliases where type = 'organisation'"
    assert answer(tmp_path, sql, made) == [("市委", "海滨市委", "home", 2, text.index("市委要求"), text.index("海滨市委"))]


def test_one_name_in_two_offices_is_told(tmp_path):
    text = TEXT + "李明到场。"
    sql = "select name, affiliation, other_affiliation, same_document from namesakes"
    person = ("李明", "person", "李明", "written")
    told = answer(
        tmp_path, sql,
        document("a", text, (*person, "海滨市委")), document("b", text + "二", (*person, "临江市公安局")),
        document("c", text + "三", (*person, "海滨市委办公室")), document("d", text + "四", (*person, None)),
    )  # fmt: skip
    assert told == [
        ("李明", "临江市公安局", "海滨市委", False),
        ("李明", "临江市公安局", "海滨市委办公室", False),
    ]
