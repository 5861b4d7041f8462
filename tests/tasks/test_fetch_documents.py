"""Documents as rows of `fetched`: files and the lines of a corpus, good and bad."""

from __future__ import annotations

import hashlib
import json

import pytest

from kaozheng.tasks.fetch import documents, limits
from kaozheng.tasks.fetch.locations import locate
from kaozheng.tasks.fetch.media import media_type
from kaozheng.tasks.tables.staging import FETCHED

TEXT = "海滨市通报，新增病例12例。"


@pytest.fixture
def read(tmp_path):
    def read(content, name="a.txt"):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        (location,), problems = locate([tmp_path / name])
        assert problems == []
        rows = list(documents(location))
        FETCHED.rows(rows)  # fits its declaration
        return rows

    return read


@pytest.fixture
def low_limit(monkeypatch):
    """A document may have 100 bytes."""
    for module in ("files", "corpus", "rows"):
        monkeypatch.setattr(f"kaozheng.tasks.fetch.{module}.DOCUMENT_LIMIT", 100)
    monkeypatch.setattr("kaozheng.tasks.fetch.corpus.CHUNK", 7)
    monkeypatch.setattr("kaozheng.tasks.fetch.files.CHUNK", 7)
    return 100


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def test_a_file_is_a_document(read, tmp_path):
    (row,) = read(TEXT)
    content = TEXT.encode()
    assert row["content"] == content
    assert row["doc_id"] == sha256(content)
    assert row["uri"] == (tmp_path / "a.txt").as_uri()
    assert row["source_name"] == "a.txt"
    assert (row["media_type"], row["n_bytes"], row["reason"]) == ("text/plain", len(content), None)


def test_an_empty_file(read):
    (row,) = read(b"")
    assert (row["content"], row["reason"], row["doc_id"]) == (None, "empty file", sha256(b""))


@pytest.mark.usefixtures("low_limit")
@pytest.mark.parametrize("size, fits", [(100, True), (101, False), (1000, False)])
def test_a_file_over_the_limit_is_hashed_and_not_kept(read, size, fits):
    (row,) = read(b"x" * size)
    assert (row["content"] is not None) == fits
    assert (row["doc_id"], row["n_bytes"]) == (sha256(b"x" * size), size)
    assert fits or "more than" in row["reason"]


@pytest.mark.parametrize(
    "head, name, told, expected",
    [
        pytest.param(b"%PDF-1.7", "a.txt", "text/html", "application/pdf", id="the bytes prove it"),
        pytest.param(b"x", "a.txt", "text/html", "text/html", id="the server's word before the name"),
        pytest.param(b"x", "a.html", "application/octet-stream", "text/html", id="a word that says nothing"),
        pytest.param(b"x", "A.HTM", None, "text/html", id="name"),
        pytest.param(b"x", "a.txt", None, "text/plain", id="text by name"),
        pytest.param(b"<!DOCTYPE html>", "page", None, "text/html", id="page by its first bytes"),
        pytest.param(b"x\0y", "data", None, "application/octet-stream", id="binary by its first bytes"),
        pytest.param(b"\xff\xfex\0", "data", None, "text/plain", id="UTF-16"),
        pytest.param(b"x", "data", None, "text/plain", id="nothing known"),
    ],
)
def test_media_type(head, name, told, expected):
    assert media_type(head, name, told) == expected


def test_a_corpus_line_is_a_document(read):
    line = json.dumps({"id": "n-1", "uri": "https://example.org/1", "published": "2022-03-27", "title": "通报", "text": TEXT}).encode()
    (row,) = read(line + b"\n", "c.jsonl")
    assert row["doc_id"] == sha256(line)
    assert (row["uri"], row["source_name"], row["title"], row["published"]) == ("https://example.org/1", "n-1", "通报", "2022-03-27")
    assert (row["content"], row["media_type"], row["charset_declared"], row["n_bytes"]) == (TEXT.encode(), "text/plain", "utf-8", len(line))


@pytest.mark.parametrize(
    "told, expected",
    [
        pytest.param({"id": "a#b c"}, ("a#b c", "#a%23b%20c"), id="uri from the id"),
        pytest.param({"id": 7}, ("7", "#7"), id="number as id"),
        pytest.param({}, ("c.jsonl:1", "#line=1"), id="no id: file and line"),
        pytest.param({"id": "", "uri": " "}, ("c.jsonl:1", "#line=1"), id="empty id and uri"),
        pytest.param({"id": ["x"], "title": {"a": 1}}, ("c.jsonl:1", "#line=1"), id="what can't be meant as an id"),
    ],
)
def test_names_of_lines(read, told, expected):
    (row,) = read(json.dumps({**told, "text": TEXT}), "c.jsonl")
    assert row["source_name"] == expected[0]
    assert row["uri"].endswith("c.jsonl" + expected[1])
    assert row["title"] is None


def test_html_of_a_line(read):
    (row,) = read(json.dumps({"id": "h", "text": "", "html": "<p>新增3例</p>"}), "c.jsonl")
    assert (row["media_type"], row["content"]) == ("text/html", "<p>新增3例</p>".encode())


@pytest.mark.parametrize(
    "line, says",
    [
        pytest.param(b"{oops", "line 2 is no JSON", id="no JSON"),
        pytest.param(b"[1, 2]", "line 2 is no JSON object", id="no object"),
        pytest.param(b'{"id": "x"}', "line 2 has neither text nor html", id="no text"),
        pytest.param(b'{"text": ""}', "line 2: its text is empty", id="empty text"),
        pytest.param(b'{"text": 5}', "line 2: its text is no string", id="text of another type"),
        pytest.param('{"text": "病'.encode()[:-1] + b'"}', "line 2 is not UTF-8", id="truncated character"),
        pytest.param(b"[" * 100_000, "line 2 is no JSON", id="nested without end"),
        pytest.param(b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "line 2 is no JSON", id="number without end"),
    ],
)
def test_a_bad_line_is_a_document_with_a_reason_and_the_others_stay(read, line, says):
    good = json.dumps({"id": "good", "text": TEXT}).encode()
    rows = read(b"\n".join((good, line, b"", b"  ", json.dumps({"id": "last", "text": TEXT}).encode())), "c.jsonl")
    assert [row["source_name"] for row in rows] == ["good", "x" if b'"x"' in line else "c.jsonl:2", "last"]
    assert (rows[1]["content"], rows[1]["doc_id"]) == (None, sha256(line))
    assert rows[1]["reason"].startswith(says)
    assert "\n" not in rows[1]["reason"]


def test_half_a_surrogate_pair_keeps_its_place(read):
    (row,) = read('{"text": "坏\\ud800字\\ud83d\\ude00", "title": "\\udc00题"}', "c.jsonl")
    assert row["content"].decode() == "坏\ufffd字😀"
    assert row["title"] == "\ufffd题"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
@pytest.mark.parametrize("size", [80, 98, 99, 100, 101, 102, 103, 108, 115, 500])
def test_a_line_over_the_limit_is_hashed_and_not_kept(read, low_limit, size, end):
    line = b'{"text": "' + b"x" * (size - 12) + b'"}'
    rows = read(line + end + b'{"text": "y"}', "c.jsonl") if end else read(line, "c.jsonl")
    assert (rows[0]["doc_id"], rows[0]["n_bytes"]) == (sha256(line), size)
    assert (rows[0]["content"] is None) == (size > low_limit)
    assert [row["content"] for row in rows[1:]] == ([b"y"] if end else [])


def test_a_byte_order_mark_before_the_first_line(read):
    (row,) = read(b"\xef\xbb\xbf" + b'{"text": "x"}', "c.jsonl")
    assert row["content"] == b"x"


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_corpus_without_lines_is_one_document_with_a_reason(read, content):
    (row,) = read(content, "c.jsonl")
    assert (row["source_name"], row["content"], row["reason"]) == ("c.jsonl", None, "empty file")


def test_the_limit_is_far_above_any_news():
    assert limits.DOCUMENT_LIMIT == 16 * 1024 * 1024
