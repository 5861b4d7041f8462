"""The readable ledger: what it shows of a document's changes, and how a document is named."""

from __future__ import annotations

import pytest
from made_batches import document_rows, prepared_folder, refused_rows

from kaozheng.tasks.publish.diff import repairs_diff
from kaozheng.tasks.publish.query import QueryError
from kaozheng.tasks.publish.stage import publish

RAW = "河邊(biān)種樹\n分享到：微信\n今天\ue48b?40棵樹"


def change(doc, kind, before, after, *, at=None, n=None, confidence=0.99, lossy=False):
    start = 0 if before is None else RAW.index(at or before)
    end = len(RAW) if before is None else start + len(at or before)
    return {
        "doc_id": doc, "stage": "clean", "kind": kind, "raw_start": start, "raw_end": end, "before": before, "after": after,
        "n": n or len(before), "confidence": confidence, "lossy": lossy,
    }  # fmt: skip


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    home = tmp_path_factory.mktemp("diff")
    broken, plain = document_rows("broken.txt", RAW + "海滨市3月27日通报，当日新增病例12例，已检测30万人次。"), document_rows("plain.txt")
    doc = broken["fetched"][0]["doc_id"]
    broken["repairs"] = [
        change(doc, "gloss", "邊(biān)", "邊"),
        change(doc, "boilerplate", "分享到：微信\n", "", confidence=0.95),
        change(doc, "gbk_shift", "\ue48b?", "□", confidence=0.6, lossy=True),
        change(doc, "script", None, None, n=1234),
    ]
    plain["repairs"] = []
    work = home / "work"
    publish([prepared_folder(work, "a1", broken, plain), prepared_folder(work, "b2", refused_rows("junk.bin", "binary junk"))], home / "w")
    return home / "w"


def shown(warehouse, document="broken.txt", **options):
    return repairs_diff(warehouse, document, **options).split("\n")


def test_summary_comes_first_with_conversions_in_one_line(warehouse):
    headline, *kinds = shown(warehouse)[:5]
    assert headline.startswith("broken.txt  ")
    assert [line.split()[0] for line in kinds] == ["boilerplate", "gbk_shift", "gloss", "script"]
    assert "1 change, confidence 0.60; 1 lossy" in kinds[1]
    assert "1,234 characters all over the document" in kinds[3]


def test_each_change_stands_in_its_context(warehouse):
    changes = shown(warehouse)[-3:]
    assert changes[0].split()[:3] == ["1", "gloss", "0.99"]
    assert "河[-邊(biān)-]{+邊+}種樹⏎" in changes[0]
    assert "⏎[-分享到：微信⏎-]今天" in changes[1]
    assert " 0.60 lossy  " in changes[2]
    assert "今天[-\\ue48b?-]{+□+}40棵" in changes[2]


def test_colours_are_only_for_terminals(warehouse):
    assert "\x1b[" not in repairs_diff(warehouse, "broken.txt")
    coloured = repairs_diff(warehouse, "broken.txt", colour=True)
    assert "\x1b[31m[-邊(biān)-]\x1b[0m\x1b[32m{+邊+}" in coloured


def test_one_kind_and_a_limit(warehouse):
    of_kind = [line for line in shown(warehouse, kind="gloss") if "[-" in line]
    assert len(of_kind) == 1
    assert "河[-邊(biān)-]" in of_kind[0]
    limited = shown(warehouse, limit=1)
    assert sum("[-" in line for line in limited) == 1
    assert limited[-1] == "2 more changes: --limit 0 shows all"
    assert sum("[-" in line for line in shown(warehouse, limit=0)) == 3
    with pytest.raises(QueryError, match="no change of kind width here; there are boilerplate, gbk_shift, gloss, script"):
        shown(warehouse, kind="width")


def test_an_undamaged_and_a_refused_document(warehouse):
    assert shown(warehouse, "plain.txt")[1] == "nothing was changed"
    assert "quarantined: binary junk" in shown(warehouse, "junk.bin")[0]


def test_names_of_a_document(warehouse):
    by_name = shown(warehouse)
    doc_id = by_name[0].split()[1]
    assert shown(warehouse, doc_id) == shown(warehouse, doc_id[:8].upper()) == shown(warehouse, "/broken.txt") == by_name


@pytest.mark.parametrize(
    "name, says",
    [
        ("brokn", "no document brokn in .*; the closest names are broken.txt"),
        (".txt", ".txt is more than one document, name it by its doc_id: "),
        ("x' or true --", "no document x' or true -- in "),
    ],
)
def test_a_name_that_fits_none_or_several(warehouse, name, says):
    with pytest.raises(QueryError, match=says):
        shown(warehouse, name)
