"""The damage lab: that it breaks text as mirror sites do and marks rightly, and floors on what decode and clean restore."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

LEAST_CONFIDENT_RIGHT = 0.8  # share of the repairs of mis-aligned GBK with confidence 0.9 and more; raise it with what is measured
BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import damage  # noqa: E402
from damage_kinds import KINDS, MISALIGNED, UNDAMAGED, Damaged  # noqa: E402
from damage_mirror import PUNCTUATION, mirror  # noqa: E402
from damage_score import distance, judged_shifts, restored  # noqa: E402
from damage_texts import own_texts  # noqa: E402

# --- the mechanism


@pytest.mark.parametrize(
    "paragraph, table, shown",
    [
        pytest.param("变为应对", ["優"], "變?yōu)閼獙?/p>", id="a gloss in the middle of two characters"),
        pytest.param("血性。“吃得苦、霸得蛮", [], "血性?!俺缘每?、霸得蠻", id="bytes before punctuation, also inside of pairs"),
        pytest.param("当地刷屏。", ["數", "當"], "當(dāng)?shù)厮⑵痢?/p>", id="a tag that lost its bracket"),
        pytest.param("海南40多万", [], "海南40多萬", id="nothing in the way"),
        pytest.param("当年，三成", ["當"], "當(dāng)年,三成", id="full-width ASCII"),
    ],
)
def test_mirror_shows_what_mirror_sites_show(paragraph, table, shown):
    assert mirror(paragraph, table, PUNCTUATION[0]).text == shown


def test_mirror_remembers_what_each_character_was():
    mirrored = mirror("变为应对", ["優"], PUNCTUATION[0])
    assert mirrored.text == "變?yōu)閼獙?/p>"
    assert mirrored.origins[:2] == [(0, 0), (1, 1)]
    assert mirrored.origins[2:6] == [None] * 4
    assert mirrored.origins[6:9] == [(1, 2), (2, 3), (3, 3)]
    assert mirrored.runs == 2


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_damages_but_the_undamaged_one(kind):
    text = own_texts()[0]
    broken = KINDS[kind](text, random.Random(1))
    assert (broken.content == text.text.encode()) == (kind == UNDAMAGED)
    assert set(broken.passages) <= set(broken.truth.split("\n"))
    assert bool(broken.passages) == (kind != UNDAMAGED)


# --- the marks


@pytest.mark.parametrize(
    "a, b, n",
    [("", "", 0), ("", "ab", 2), ("abcd", "abcd", 0), ("axcd", "abcd", 1), ("acd", "abcd", 1), ("ab□d", "abcd", 0), ("□", "ab", 1)],
)
def test_distance(a, b, n):
    assert distance(a, b) == n


@pytest.mark.parametrize(
    "text, whole",
    [("前\n种了12棵树\n后", True), ("前\n种了□2棵树\n后", True), ("前\n种了□棵树\n后", False), ("前\n种了13棵树\n后", False), ("□", False)],
)
def test_a_passage_is_whole_but_for_marked_losses(text, whole):
    assert restored("种了12棵树", text) is whole


@pytest.mark.parametrize("after, right", [("為應", True), ("为应", True), ("□应", True), ("為", True), ("万应", False), ("為應對", False)])
def test_a_repair_is_judged_by_what_stood_there(after, right):
    mirrored = mirror("变为应对", ["優"], PUNCTUATION[0])
    broken = Damaged("made up", mirrored.text.encode(), "变为应对", ["变为应对"], [mirrored])
    row = {"kind": "gbk_shift", "raw_start": 1, "raw_end": mirrored.text.index("閼") + 1, "after": after, "confidence": 0.9}
    assert [(shift.confidence, shift.right) for shift in judged_shifts(broken, [row])] == [(0.9, right)]


# --- what comes back


@pytest.fixture(scope="module")
def lab():
    return damage.run(own_texts()[:3], passages=1, facts=False)


@pytest.mark.parametrize(
    "kind, least",
    [
        ("glosses, toned", 1.0),
        ("glosses, toneless", 1.0),
        ("glosses, full-width brackets", 1.0),
        ("commas doubled", 1.0),
        ("Traditional script", 1.0),
        ("stray Traditional characters", 1.0),
        ("site furniture", 1.0),
        ("charset GB18030", 1.0),
        ("charset Big5-HKSCS", 0.999),
        ("charset UTF-16LE without BOM", 1.0),
        ("hard wraps", 0.95),
        ("PDF spaces at line ends", 0.9),
        ("spaces around numbers", 0.95),
        ("line ends in numbers", 0.7),
    ],
)
def test_least_share_of_characters_restored(lab, kind, least):
    assert lab.scores[kind].share_restored >= least, lab.scores[kind].examples


def test_undamaged_text_stays(lab):
    assert lab.undamaged > 1000
    assert not lab.false_repairs


def test_report_has_a_row_a_kind(lab):
    lines = "\n".join(damage.report(lab)).split("\n")
    assert [line.split(" | ")[0].strip("| ") for line in lines[2 : 2 + len(KINDS)]] == list(KINDS)
    assert any(line.startswith("Undamaged text: 0 of ") for line in lines)


def test_confident_repairs_of_misaligned_runs_are_right(lab):
    confident = [shift.right for shift in lab.shifts if shift.confidence >= 0.9]
    if not confident:
        pytest.skip("no repair of a mis-aligned run is confident here")
    assert sum(confident) >= LEAST_CONFIDENT_RIGHT * len(confident), lab.scores[MISALIGNED].examples
