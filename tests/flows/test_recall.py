"""Sources that did not change are not read again; those that changed, or may have, are."""

from __future__ import annotations

import os
import time

import pytest

from kaozheng.flows import fetching, inline, recall
from kaozheng.flows.recall import Recalled, signature
from kaozheng.tasks.fetch.locations import locate


@pytest.fixture
def reads(monkeypatch):
    """The names of the files that fetch reads; all files count as changed long ago."""
    names = []
    read = fetching.stage.documents

    def noted(location):
        names.append(location.name)
        return read(location)

    monkeypatch.setattr(fetching.stage, "documents", noted)
    monkeypatch.setattr(recall, "FINE", 0)
    return names


def test_the_second_time_nothing_is_read(world, reads):
    inline.run(world.settings())
    assert len(reads) == 4
    again = inline.run(world.settings())
    assert len(reads) == 4
    assert (again.changed, again.documents, again.batches_unchanged) == (False, 4, 4)


@pytest.mark.parametrize(
    "change", ["content", "size", "times set back", "renamed", "added", "removed", "other sources", "full", "work lost"]
)
def test_whatever_changed_is_seen(world, reads, change):
    inline.run(world.settings())
    before = world.tables()
    reads.clear()
    path, sources, options = world.news / "甲.txt", (), {}
    match change:
        case "content":
            world.write("甲.txt", "甲地新增病例4例。")
        case "size":
            world.write("甲.txt", "甲地新增病例33例。")
        case "times set back":
            times = path.stat()
            world.write("甲.txt", "甲地新增病例4例。")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        case "renamed":
            path.rename(world.news / "己.txt")
        case "added":
            world.write("戊.txt", "戊地新增病例5例。")
        case "removed":
            path.unlink()
        case "other sources":
            sources = (path,)
        case "full":
            options = {"full": True}
        case "work lost":
            for file in next((world.warehouse / ".work" / "fetch").iterdir()).iterdir():
                file.unlink()
            (world.warehouse / "current").unlink()  # while the last run stands, nobody asks what it was made of
    summary = inline.run(world.settings(*sources, **options))
    assert reads
    assert summary.exit_status == 0
    assert (world.tables() == before) == (change in ("full", "work lost"))


def test_a_file_that_changed_a_moment_ago_is_not_relied_on(world, monkeypatch):
    locations, _ = locate([world.news])
    monkeypatch.setattr(recall, "FINE", recall.COARSE)
    assert signature(locations) is None
    long_ago = time.time() - 60
    for location in locations:
        os.utime(location.path, (long_ago, long_ago))
    assert signature(locations) is None, "the time of the last change of the inode is a moment ago"


def test_what_can_not_be_seen_is_not_relied_on(world, monkeypatch):
    monkeypatch.setattr(recall, "FINE", 0)
    locations, _ = locate([world.news])
    assert signature(locations) is not None
    (world.news / "甲.txt").unlink()
    assert signature(locations) is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"known_by": "k"}', b'{"known_by": "k", "fetched": [1]}'])
def test_a_damaged_memory_is_none(tmp_path, content):
    recall.remember(tmp_path, "k", Recalled(["a"], [], 1))
    assert recall.recall(tmp_path, "k") == Recalled(["a"], [], 1)
    assert recall.recall(tmp_path, "other") is None
    (tmp_path / "fetched.json").write_bytes(content)
    assert recall.recall(tmp_path, "k") is None
