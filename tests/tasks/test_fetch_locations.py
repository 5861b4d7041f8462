"""What a source stands for: each document's place once, in a steady order, and a line for whatever gives none."""

from __future__ import annotations

import os

import pytest

from kaozheng.tasks.fetch import documents
from kaozheng.tasks.fetch.locations import locate


@pytest.fixture
def tree(tmp_path):
    """A folder with what folders have in them."""
    for name in (
        "news/b.txt",
        "news/a.html",
        "news/deep/er/c.txt",
        "news/.hidden.txt",
        "news/.git/config",
        "news/README.md",
        "other/d.jsonl",
        "z.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    (tmp_path / "void").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    "sources, names",
    [
        pytest.param(["z.txt"], ["z.txt"], id="file"),
        pytest.param(["news"], ["a.html", "b.txt", "c.txt"], id="folder: whole, sorted, without hidden files and README"),
        pytest.param(["news/README.md"], ["README.md"], id="README when named"),
        pytest.param(["*.txt"], ["z.txt"], id="glob"),
        pytest.param(["**/*.txt"], ["b.txt", "c.txt", "z.txt"], id="recursive glob"),
        pytest.param(["new?"], ["a.html", "b.txt", "c.txt"], id="glob that matches a folder"),
        pytest.param(["z.txt", "news/b.txt", "news"], ["z.txt", "b.txt", "a.html", "c.txt"], id="each place once, in the order named"),
        pytest.param(["file://{tree}/z.txt"], ["z.txt"], id="file URL"),
        pytest.param(["https://example.org/1.html"], ["example.org"], id="URL: its host"),
    ],
)
def test_locate(tree, monkeypatch, sources, names):
    monkeypatch.chdir(tree)
    locations, problems = locate([source.format(tree=tree) for source in sources])
    assert problems == []
    assert sorted(location.name for location in locations) == sorted(names)
    if "*" not in sources[0]:
        assert [location.name for location in locations] == names


@pytest.mark.parametrize(
    "source, says",
    [
        pytest.param("nosuch.txt", "nosuch.txt: no such file or folder", id="missing path"),
        pytest.param("*.pdf", "*.pdf: no document matches", id="glob without a match"),
        pytest.param("void", "void: no documents in this folder", id="empty folder"),
        pytest.param("voi?", "voi?: no document matches", id="glob that matches an empty folder"),
        pytest.param("ftp://example.org/1", "ftp://example.org/1: cannot fetch by ftp, only files, http and https", id="other scheme"),
        pytest.param("http:///1", "http:///1: no host in this URL", id="URL without a host"),
        pytest.param("http://[::1/1", "http://[::1/1: no host in this URL", id="broken URL"),
        pytest.param(" ", "an empty name is no source", id="blank"),
        pytest.param("a\0b", r"'a\x00b': no file can have this name", id="NUL in the name"),
    ],
)
def test_a_source_without_documents_is_a_problem_in_one_line(tree, monkeypatch, source, says):
    monkeypatch.chdir(tree)
    locations, problems = locate([source, "z.txt"])
    assert problems == [says]
    assert [location.name for location in locations] == ["z.txt"]


def test_brackets_in_a_name_that_exists_are_no_glob(tmp_path):
    (tmp_path / "[1].txt").write_text("一")
    locations, problems = locate([tmp_path / "[1].txt"])
    assert [location.name for location in locations] == ["[1].txt"]
    assert problems == []


def test_the_warehouse_is_no_source_of_itself(tree):
    (tree / "warehouse").mkdir()
    (tree / "warehouse" / "x.txt").write_text("不")
    locations, _ = locate([tree], passing_over=tree / "warehouse")
    assert "x.txt" not in {location.name for location in locations}


def test_links_are_followed_inside_a_folder_and_not_out_of_it(tree):
    news = tree / "news"
    (news / "same.txt").symlink_to(news / "b.txt")
    (news / "out.txt").symlink_to(tree / "z.txt")
    (news / "outside").symlink_to(tree / "other")
    (news / "circle").symlink_to(news)
    (news / "loop").symlink_to(news / "loop")
    (news / "nowhere.txt").symlink_to(news / "gone.txt")
    locations, problems = locate([news])
    assert [location.name for location in locations] == ["a.html", "b.txt", "c.txt"]
    told = {problem.partition(": ")[0].rpartition("/")[2]: problem.partition(": ")[2] for problem in problems}
    assert set(told) == {"out.txt", "outside", "loop", "nowhere.txt"}
    assert told["out.txt"].startswith("this link leads out of the folder")


def test_a_link_that_is_named_is_followed(tree):
    (tree / "link").symlink_to(tree / "news")
    locations, problems = locate([tree / "link"])
    assert [location.name for location in locations] == ["a.html", "b.txt", "c.txt"]
    assert problems == []


def test_what_is_no_file_is_a_problem(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert locate([tmp_path]) == ([], [f"{tmp_path / 'pipe'}: neither a file nor a folder"])
    assert locate([tmp_path / "pipe"]) == ([], [f"{tmp_path / 'pipe'}: neither a file nor a folder"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_a_problem(tree):
    (tree / "news" / "deep").chmod(0)
    try:
        locations, problems = locate([tree / "news"])
    finally:
        (tree / "news" / "deep").chmod(0o755)
    assert [location.name for location in locations] == ["a.html", "b.txt"]
    assert problems == [f"{tree / 'news' / 'deep'}: permission denied"]


def test_a_name_that_is_no_utf_8(tmp_path):
    (tmp_path / os.fsdecode(b"\xd0\xc2.txt")).write_text("x")
    (location,), _ = locate([tmp_path])
    (row,) = documents(location)
    assert row["source_name"] == "\ufffd\ufffd.txt"
    assert row["uri"].endswith("/%D0%C2.txt")
