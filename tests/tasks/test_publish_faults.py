"""Faults at every step of a publish: the old snapshot or the new one stands, whole, and the next publish heals what is left."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import threading
import time

import duckdb
import publish_faults
import pyarrow.dataset as ds
import pytest
from made_batches import document_rows, prepared_folder, refused_rows

import kaozheng.tasks.publish.stage as publishing
from kaozheng.tasks.publish import catalog, checks, durable
from kaozheng.tasks.publish.checks import check
from kaozheng.tasks.publish.stage import PublishError, publish
from kaozheng.tasks.tables.contract import TABLES

MOST_STEPS = 64
SIZES = (0, 100, 1_000, 4_000, 10_000, 30_000, 100_000)
ONE, OTHER = ("a.txt", "b.txt"), ("b.txt", "c.txt", "d.bin")


class World:
    """A warehouse that is published to and fro between two sets of batches, so that each publish has all steps, removal among them."""

    def __init__(self, home):
        self.warehouse = home / "w"
        self.home = home
        batches = {
            "a1": prepared_folder(home, "a1", document_rows("a.txt")),
            "b2": prepared_folder(home, "b2", document_rows("b.txt")),
            "c3": prepared_folder(home, "c3", document_rows("c.txt"), refused_rows("d.bin", "binary junk")),
        }
        self.sets = {ONE: [batches["a1"], batches["b2"]], OTHER: [batches["b2"], batches["c3"]]}
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(["publish_faults"])
        for documents in (ONE, OTHER, ONE):
            publish(self.sets[documents], self.warehouse, keep=2)
        self.last = ONE

    def sides(self):
        """The documents that stand, as they were last seen, and those to publish next."""
        return self.last, OTHER if self.last == ONE else ONE

    def standing(self):
        self.last = self.seen_in(self.warehouse)
        return self.last

    def seen_in(self, folder):
        """The documents that every reader finds, after making sure that all tables are of one snapshot and there is nothing else."""
        found = tuple(sorted(ds.dataset(folder / "documents").to_table(columns=["source_name"])["source_name"].to_pylist()))
        assert found in (ONE, OTHER)
        facts = sum(name.endswith(".txt") for name in found)
        for name, each in (("articles", 1), ("counts", 2), ("dates", 1), ("repairs", 1), ("quotes", 0)):
            assert ds.dataset(folder / name).count_rows() == facts * each
        with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
            query = "select list(source_name order by source_name), (select count(*) from counts) from documents"
            assert connection.execute(query).fetchall() == [(list(found), 2 * facts)]
        return found

    def run(self, function, *arguments):
        """Its exit status when a function has run in a process of its own."""
        process = self.processes.Process(target=function, args=arguments)
        process.start()
        process.join(60)
        return process.exitcode

    def heal(self, documents):
        """The next publish, after which nothing is left of what went wrong."""
        publish(self.sets[documents], self.warehouse, keep=2)
        assert self.standing() == documents
        kept = [path.name for path in (self.warehouse / "snapshots").iterdir()]
        assert len(kept) == 2
        assert not [name for name in kept if name.startswith(".")]


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Views and checks are left out but for one each: what they take is no part of the steps."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("faults")
        tests = os.path.dirname(__file__)  # noqa: PTH120
        patch.setenv("PYTHONPATH", os.pathsep.join((tests, os.environ.get("PYTHONPATH", ""))))
        yield World(home)


@pytest.fixture(scope="module")
def steps(world):
    ours, theirs = world.processes.Pipe()
    assert world.run(publish_faults.count_steps, world.sets[world.sides()[1]], world.warehouse, theirs) == 0
    world.standing()
    return ours.recv()


def test_there_are_as_many_steps_as_are_tested(steps):
    assert 50 <= len(steps) <= MOST_STEPS
    assert set(steps) >= {"open", "os.mkdir", "os.link", "os.rename", "os.symlink", "os.remove", "os.rmdir"}


@pytest.mark.parametrize("at", range(1, MOST_STEPS + 1))
def test_killed_at_any_step(world, steps, at):
    if at > len(steps):
        pytest.skip("a publish has no such step")
    before, after = world.sides()
    assert world.run(publish_faults.publish_with_fault, world.sets[after], world.warehouse, at, publish_faults.kill) == -signal.SIGKILL
    assert world.standing() in (before, after)
    if at % 8 == 0:
        world.heal(world.sides()[1])


@pytest.mark.parametrize("fault", [publish_faults.disk_full, publish_faults.refused])
@pytest.mark.parametrize("at", range(1, MOST_STEPS + 1, 3))
def test_the_disk_fails_at_any_step(world, steps, at, fault):
    if at > len(steps):
        pytest.skip("a publish has no such step")
    before, after = world.sides()
    status = world.run(publish_faults.publish_with_fault, world.sets[after], world.warehouse, at, fault)
    assert status in (0, 1)
    # Refused means that nothing changed; what fails after the switch is only clearing up.
    assert world.standing() == (before if status else after)


@pytest.mark.parametrize("most", SIZES)
def test_the_disk_is_full_after_so_many_bytes_of_a_file(world, most):
    before, after = world.sides()
    status = world.run(publish_faults.publish_with_small_files, world.sets[after], world.warehouse, most)
    assert status in (0, 1)
    assert world.standing() == (before if status else after)
    if status:
        world.heal(after)


DAMAGES = {
    "cut off": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "zeros": lambda content: bytes(len(content)),
    "one bit": lambda content: content[:-200] + bytes([content[-200] ^ 1]) + content[-199:],
    "longer": lambda content: content + b"\0",
    "gone": None,
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["documents.arrow", "counts.arrow", "quarantine.arrow", "sums.json"])
@pytest.mark.parametrize("known", [True, False], ids=["of a batch that is published", "of a new batch"])
def test_a_staged_file_is_damaged(world, tmp_path, damage, name, known):
    before, after = world.sides()
    staged = [shutil.copytree(path, tmp_path / path.name) for path in world.sets[after]]
    (broken,) = (path for path in staged if (path.name == "b2") == known and path.name != "d4")
    if DAMAGES[damage] is None:
        (broken / name).unlink()
    else:
        (broken / name).write_bytes(DAMAGES[damage]((broken / name).read_bytes()))
    with pytest.raises(PublishError, match=f"{broken.name}: a prepared batch is damaged"):
        publish(staged, world.warehouse, keep=2)
    assert world.standing() == before


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("table", ["documents", "counts", "initiatives"])
def test_a_published_file_is_damaged(world, damage, table):
    """By a fault of the disk. The next publish writes it anew, whether or not its rows have changed; nothing of it is taken over."""
    path = (world.warehouse / "current" / table / f"{table}.parquet").resolve()
    if DAMAGES[damage] is None:
        path.unlink()
    else:
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    world.heal(world.last if damage in ("cut off", "empty", "gone", "longer") else world.sides()[1])
    assert [finding for finding in check(world.warehouse) if finding.found] == []


def test_a_damaged_history_is_not_begun_anew_in_silence(world):
    before, after = world.sides()
    path = (world.warehouse / "current" / "document_history" / "document_history.parquet").resolve()
    content = path.read_bytes()
    path.write_bytes(DAMAGES["one bit"](content))
    with pytest.raises(PublishError, match=r"document_history\.parquet is damaged: put a copy of it in its place, or remove it"):
        publish(world.sets[after], world.warehouse, keep=2)
    assert world.standing() == before
    path.unlink()
    world.heal(after)


def test_two_publishers_at_once_come_one_after_the_other(world):
    one, other = world.sides()
    both = [
        world.processes.Process(target=publish_faults.publish_with_fault, args=(world.sets[documents], world.warehouse, None, None))
        for documents in (other, one)
    ]
    for process in both:
        process.start()
    while any(process.is_alive() for process in both):
        world.seen_in((world.warehouse / "current").resolve())
    world.standing()
    assert [process.exitcode for process in both] == [0, 0]
    world.heal(world.sides()[1])


def test_a_publisher_that_waits_too_long_says_so(world, monkeypatch):
    monkeypatch.setattr(publishing, "LOCK_PATIENCE", 0.05)
    before, after = world.sides()
    with durable.locked(world.warehouse / ".publish.lock", 1), pytest.raises(PublishError, match="another process has held"):
        publish(world.sets[after], world.warehouse, keep=2)
    assert world.standing() == before


# Made when it is raised: an error that a module keeps would keep, by its traceback, the connections of the frames that it went through,
# and DuckDB tells of them when the tests end.
FAILING = {
    "DuckDB's disk full": (catalog, "_create_table_views", lambda: duckdb.IOException("No space left")),
    "a check fails": (checks, "_found", lambda: checks.CheckError("a check failed")),
    "a rule is broken": (checks, "_broken_rule", lambda: checks.CheckError("a rule is broken")),
    "no links on this file system": (durable.Path, "hardlink_to", lambda: OSError(95, "no hard links here")),
    "nothing can be removed": (durable.Path, "rename", lambda: PermissionError(13, "Permission denied")),
    "the disk does not take it": (durable.os, "fsync", lambda: OSError(5, "Input/output error")),
}


@pytest.mark.parametrize("step", FAILING)
def test_what_python_does_not_tell_of_fails(world, monkeypatch, step):
    before, after = world.sides()
    owner, name, made = FAILING[step]

    def fail(*_args, **_kwargs):
        raise made()

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fail)
        try:
            publish(world.sets[after], world.warehouse, keep=2)
            expected = after
        except PublishError:
            expected = before
    assert (expected == after) == (step in ("no links on this file system", "nothing can be removed"))
    assert world.standing() == expected
    world.heal(world.sides()[1])


def test_interrupted_at_the_keyboard(world, monkeypatch):
    before, after = world.sides()

    def interrupt(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(publishing, "point", interrupt)
        with pytest.raises(KeyboardInterrupt):
            publish(world.sets[after], world.warehouse, keep=2)
    assert world.standing() == before
    world.heal(after)


def test_readers_in_a_loop_notice_nothing_of_killed_publishers(world, steps):
    stop, seen, wrong = threading.Event(), set(), []

    def read():
        while not stop.is_set():
            try:
                seen.add(world.seen_in((world.warehouse / "current").resolve()))
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for at in (1, len(steps) // 2, None, len(steps) - 6, len(steps) - 2, None):
        world.run(publish_faults.publish_with_fault, world.sets[world.sides()[1]], world.warehouse, at, publish_faults.kill)
        world.standing()
        time.sleep(0.2)
    stop.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert seen == {ONE, OTHER}


def test_after_all_that_the_warehouse_is_sound(world):
    world.heal(world.sides()[1])
    assert [finding for finding in check(world.warehouse) if finding.found] == []
    assert {table.name for table in TABLES} < {path.name for path in world.warehouse.iterdir()}
