"""The page to proof-read a document on: all its text, each fact where it stands, and nothing of the document as markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from made_batches import document_rows, prepared_folder, refused_rows

from kaozheng.tasks.publish.proof import Mark, pieces, proof_page
from kaozheng.tasks.publish.query import QueryError
from kaozheng.tasks.publish.stage import publish

HOSTILE = "<script>alert('3')</script>\n海滨市3月27日通报，当日新增病例12例，已检测30万人次，另有12例待查，捐款□万元。"


class Page(HTMLParser):
    """The raw text of a page, what is marked in it by key, the links, and the texts of the facts."""

    def __init__(self, html):
        super().__init__()
        self.raw, self.marked, self.links, self.anchors, self.scripts, self.facts = "", {}, [], [], 0, []
        self._in, self._of = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.scripts += tag == "script"
        if tag == "a":
            (self.links if "href" in told else self.anchors).append(told.get("href") or told.get("id"))
        if tag == "li":
            self.facts.append("")
        self._in.append(tag)
        self._of = (told.get("data-of") or "").split() if tag == "span" else self._of

    def handle_endtag(self, tag):
        while self._in and self._in.pop() != tag:
            pass
        self._of = []

    def handle_data(self, data):
        if "pre" in self._in:
            self.raw += data
            for key in self._of:
                self.marked[key] = self.marked.get(key, "") + data
        elif "li" in self._in:
            self.facts[-1] += data


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    home = tmp_path_factory.mktemp("proof")
    rows = document_rows("hostile.txt", HOSTILE)
    lost = rows["counts"][0] | {"text": "□万元", "raw_start": HOSTILE.index("□"), "raw_end": HOSTILE.index("□") + 3, "value": None}
    over = rows["counts"][0] | {"count_id": "c4", "unit": "%", "value": 130.0, "measure": "other", "aspect": "rate"}
    over |= {"raw_start": HOSTILE.rindex("12例"), "raw_end": HOSTILE.rindex("12例") + 3}
    rows["counts"] += [lost | {"modifier": "missing", "status": "lost", "unit": "元", "measure": "donations", "count_id": "c3"}, over]
    publish(
        [prepared_folder(home / "work", "a1", rows), prepared_folder(home / "work", "b2", refused_rows("junk.bin", "binary"))], home / "w"
    )
    return home / "w"


@pytest.fixture(scope="module")
def page(warehouse):
    return Page(proof_page(warehouse, "hostile.txt"))


def test_the_raw_text_stands_there_whole_and_as_text(page):
    assert page.raw == HOSTILE
    assert page.scripts == 1


def test_each_fact_is_marked_on_its_evidence(page):
    assert page.marked["counts-1"] == page.marked["counts-3"] == "12例"
    assert page.marked["counts-2"] == "30万人次"
    assert page.marked["counts-4"] == "□万元"
    assert page.marked["dates-1"] == "3月27日"
    assert {link.removeprefix("#") for link in page.links} == set(page.anchors) == page.marked.keys()


def test_a_fact_says_what_it_holds(page):
    told = {text.split("value")[0]: text for text in page.facts if "value" in text}
    assert "value 300,000" in told["30万人次"]
    assert "unit 人次" in told["30万人次"]
    assert "place 海滨市" in told["30万人次"]
    assert "value null" in told["□万元"]
    assert "status lost" in told["□万元"]
    assert any("share_over_100: 100%" in text for text in page.facts)


def test_marks_may_overlap():
    marks = [Mark(0, 4, "a", "actors"), Mark(2, 6, "c", "counts"), Mark(3, 4, repair="gloss"), Mark(5, 5, "e", "dates")]
    cut = list(pieces("零一二三四五六", marks))
    assert [(p.text, p.keys, p.begins, p.shortest.table, p.repair) for p in cut] == [
        ("零一", ["a"], ["a"], "actors", ""),
        ("二", ["a", "c"], ["c"], "actors", ""),
        ("三", ["a", "c"], [], "actors", "gloss"),
        ("四五", ["c"], [], "counts", ""),
        ("六", [], [], "", ""),
    ]


def test_a_refused_document_says_why_and_an_unknown_one_is_an_error(warehouse):
    assert "quarantined: binary" in proof_page(warehouse, "junk.bin")
    with pytest.raises(QueryError, match="no document nothing"):
        proof_page(warehouse, "nothing.txt")
