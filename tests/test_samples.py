"""The samples: every document has expected rows whose evidence stands where they say, and together they show every kind of damage."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kaozheng.tasks.decode import charset
from kaozheng.tasks.decode.page import text_layer
from kaozheng.tasks.tables.values import ACTOR_TYPES, ASPECTS, GRANULARITIES, MEASURES, MODIFIERS

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
DOCUMENTS = sorted((SAMPLES / "documents").iterdir())
EXPECTED = sorted((SAMPLES / "expected").glob("*.json"))
TABLES = ("counts", "dates", "actors", "quotes", "initiatives")
DAY = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?$")
LENGTHS = range(60, 3000)  # up to a newspaper page


def raw_texts() -> dict[str, str]:
    """The raw text of each document by the name that it is published under: the file's, or the id of a JSONL line."""
    texts = {}
    for path in DOCUMENTS:
        content = path.read_bytes()
        text = charset.read(content, charset.declared_in(content)).text
        if path.suffix == ".jsonl":
            texts |= {line["id"]: line["text"] for line in map(json.loads, text.splitlines())}
        else:
            texts[path.name] = text_layer(text) if path.suffix == ".html" else text
    return texts


RAW = raw_texts()
WANTED = {want["seed"]: want for want in (json.loads(path.read_text(encoding="utf-8")) for path in EXPECTED)}


def test_every_document_has_expected_rows():
    assert set(WANTED) == set(RAW)
    assert {path.stem for path in EXPECTED} == set(WANTED)


@pytest.mark.parametrize("name", sorted(RAW))
class TestDocument:
    def test_evidence_stands_where_it_says(self, name):
        raw = RAW[name]
        wrong = [r["quote"] for table in TABLES for r in WANTED[name][table] if raw[r["start"] : r["end"]] != r["quote"]]
        outside = [span for spans in WANTED[name]["neutral"].values() for span in spans if not 0 <= span[0] < span[1] <= len(raw)]
        assert (wrong, outside) == ([], [])

    def test_no_two_rows_are_the_same(self, name):
        for table in TABLES:
            keys = [(r["start"], r["end"], r.get("name"), r.get("type")) for r in WANTED[name][table]]
            assert len(keys) == len(set(keys)), table

    def test_tables_that_nobody_annotated_are_empty(self, name):
        annotated = set(WANTED[name].get("annotated", TABLES))
        assert annotated <= set(TABLES)
        assert [table for table in TABLES if table not in annotated and WANTED[name][table]] == []

    def test_values_are_of_the_contract(self, name):
        want = WANTED[name]
        assert DAY.match(want["published"])
        for count in want["counts"]:
            assert count["measure"] in MEASURES
            assert count["aspect"] in ASPECTS
            assert count["modifier"] in MODIFIERS
            assert (count["value"] is None) == (count["modifier"] == "missing"), count["quote"]
            assert set(count.get("measure_alt", ())) <= set(MEASURES)
            assert set(count.get("aspect_alt", ())) <= set(ASPECTS)
        for date in want["dates"]:
            assert date["granularity"] in GRANULARITIES
            if date["granularity"] == "missing":
                assert date["date_start"] is None
                assert date["date_end"] is None
        assert {actor["type"] for actor in want["actors"]} <= set(ACTOR_TYPES)

    def test_days_are_days(self, name):
        days = [r[key] for table in ("counts", "dates") for r in WANTED[name][table] for key in ("date_start", "date_end") if r[key]]
        assert [day for day in days if not DAY.match(day)] == []

    def test_it_is_short(self, name):
        assert len(RAW[name]) in LENGTHS


GLOSS = re.compile(r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
TRADITIONAL = re.compile("[縣發時說]")


def content(path: Path) -> str:
    raw = path.read_bytes()
    return charset.read(raw, charset.declared_in(raw)).text


DAMAGE: dict[str, Callable[[Path], bool]] = {
    "pinyin glosses": lambda path: len(GLOSS.findall(content(path))) > 5,
    "doubled commas": lambda path: content(path).count("，,") > 3,
    "navigation text": lambda path: "位置：" in content(path).replace("(zhì)", "") or '<div class="nav">' in content(path),
    "mis-aligned GBK": lambda path: re.search(r"\?！[\u4e00-\u9fff]", content(path)) is not None,
    "a digit eaten by mis-aligned GBK": lambda path: re.search(r"\?！\?\d", content(path)) is not None,
    "private-use characters": lambda path: re.search("[\ue000-\uf8ff]", content(path)) is not None,
    "Traditional script": lambda path: TRADITIONAL.search(content(path)) is not None,
    "stripped digits": lambda path: "月日" in content(path) and not re.search("[“”、]", content(path)),
    "wraps inside sentences": lambda path: len(re.findall(r"[\u4e00-\u9fff，] [\u4e00-\u9fff]", content(path))) > 5,
    "half-width commas": lambda path: len(re.findall(r"[\u4e00-\u9fff],[\u4e00-\u9fff]", content(path))) > 5,
    "a paragraph broken inside a word": lambda path: "祝云\n\n开" in content(path),
    "a headline in corner marks": lambda path: "「" in content(path),
    "an article that cuts another inside a word": lambda path: re.search(r"增\n\n[^\n]+\n\n", content(path)) is not None,
    "GB18030 bytes": lambda path: charset.read(path.read_bytes(), None).charset == "gb18030",
    "Big5 bytes": lambda path: charset.read(path.read_bytes(), None).charset in ("big5", "big5hkscs", "cp950"),
    "UTF-8 read as GB18030": lambda path: content(path).count("鏈") > 2,
    "a byte order mark": lambda path: path.read_bytes().startswith(b"\xef\xbb\xbf"),
    "CRLF line ends": lambda path: b"\r\n" in path.read_bytes(),
    "a last character cut in two": lambda path: content(path).endswith("\ufffd"),
    "markup": lambda path: path.suffix == ".html",
    "a document a line": lambda path: path.suffix == ".jsonl" and len(content(path).splitlines()) > 2,
    "nothing wrong": lambda path: path.name == "court-notice.txt",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_kind_of_damage_is_shown(damage):
    assert any(DAMAGE[damage](path) for path in DOCUMENTS)


def test_index_lists_every_document():
    index = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DOCUMENTS if f"`{path.name}`" not in index] == []


def test_a_run_in_one_process_ends_without_a_word_on_leaks(kaozheng, tmp_path):
    """What a vocabulary builds is frozen out of the collector's sight, and must not take DuckDB's objects with it to the end."""
    document = tmp_path / "d.txt"
    document.write_text("海滨市4月8日通报，当日新增病例12例。", encoding="utf-8")
    done = kaozheng("run", document, "--warehouse", tmp_path / "w", "--inline")
    assert done.returncode == 0
    assert "leaked" not in done.stdout + done.stderr
