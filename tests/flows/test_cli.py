"""The command line as a user meets it: what it prints, where, and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kaozheng.flows import cli, inline
from kaozheng.flows.summary import Summary


@pytest.fixture
def kaozheng(monkeypatch, capsys):
    """Run a command in this process: exit status, standard output, standard error without what progress shows."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["kaozheng", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capsys.readouterr()
        return ended.value.code or 0, out, [line for line in err.splitlines() if line.startswith("kaozheng: ")]

    return run


def test_run_says_what_it_published_and_a_second_run_that_nothing_is_new(kaozheng, world):
    status, out, err = kaozheng("run", world.news, "--warehouse", world.warehouse, "--inline")
    assert (status, err) == (0, [])
    assert out.startswith("published snapshot ")
    assert "4 documents, 0 quarantined (4 new, 0 removed)" in out
    status, out, err = kaozheng("run", world.news, "--warehouse", world.warehouse, "--inline")
    assert (status, err) == (0, [])
    assert out.startswith("nothing new: 4 documents as before")


def test_run_for_programs(kaozheng, world):
    world.write("空.txt", "")
    status, out, _ = kaozheng("run", world.news, world.home / "nosuch", "-w", world.warehouse, "--inline", "--quiet", "--json")
    told = json.loads(out)
    assert status == told["exit_status"] == 1
    assert told["quarantined"] == [{"source_name": "空.txt", "reason": "empty file"}]
    assert told["problems"] == [f"{world.home / 'nosuch'}: no such file or folder"]
    assert told["rows"]["articles"] == 4


@pytest.mark.parametrize(
    "arguments, says",
    [
        pytest.param(["run"], "Missing argument 'SOURCE'; see `kaozheng run --help`", id="no source"),
        pytest.param(["run", "{news}"], "Missing option '--warehouse' / '-w'; see `kaozheng run --help`", id="no warehouse named"),
        pytest.param(["run", "{home}/nosuch", "-w", "{warehouse}", "--inline"], "{home}/nosuch: no such file or folder", id="missing path"),
        pytest.param(
            ["run", "{home}/void", "-w", "{warehouse}", "--inline"], "{home}/void: no documents in this folder", id="empty folder"
        ),
        pytest.param(
            ["run", "{news}", "-w", "{news}/甲.txt", "--inline"],
            "{news}/甲.txt can be no warehouse: not a directory",
            id="a file as warehouse",
        ),
        pytest.param(
            ["query", "select 1", "-w", "{home}/nosuch"],
            "no warehouse in {home}/nosuch: nothing has been published there",
            id="query nothing",
        ),
        pytest.param(["catalog", "{home}/nosuch"], "no warehouse in {home}/nosuch: there is no such folder", id="catalog of nothing"),
        pytest.param(["fly"], "No such command 'fly'; see `kaozheng --help`", id="no such command"),
    ],
)
def test_what_can_not_be_done_is_one_line_and_status_2(kaozheng, world, arguments, says):
    (world.home / "void").mkdir()
    names = {"home": world.home, "news": world.news, "warehouse": world.warehouse}
    status, _, err = kaozheng(*(argument.format(**names) for argument in arguments))
    assert (status, err) == (2, [f"kaozheng: {says.format(**names)}"])


def test_query_and_catalog(kaozheng, world):
    kaozheng("run", world.news, "-w", world.warehouse, "--inline")
    question = "select source_name from documents order by source_name desc limit 1"
    assert kaozheng("query", question, "-w", world.warehouse, "--format", "csv") == (0, "source_name\n甲.txt\n", [])
    status, out, _ = kaozheng("catalog", world.warehouse)
    assert (status, out) == (0, f"rebuilt {world.warehouse / 'warehouse.duckdb'}\n")


def test_snapshots_the_past_and_the_check(kaozheng, world):
    for text in ("甲地新增病例3例。", "甲地更正：新增病例4例。"):
        world.write("甲.txt", text)
        kaozheng("run", world.news, "-w", world.warehouse, "--inline", "--keep", "3")
    status, out, err = kaozheng("snapshots", world.warehouse, "--format", "json")
    told = json.loads(out)
    assert (status, err) == (0, [])
    assert [(each["documents"], each["added"], each["superseded"], each["current"]) for each in told] == [(4, 4, 0, False), (4, 1, 1, True)]
    first, second = (each["snapshot"] for each in told)
    assert kaozheng("snapshots", world.warehouse, "--path")[1] == f"{(world.warehouse / 'current').resolve()}\n"
    assert kaozheng("snapshots", world.warehouse, "--path", "--as-of", "1")[1].endswith(f"/{first}\n")
    question = "select raw_text from documents where source_name = '甲.txt'"
    assert kaozheng("query", question, "-w", world.warehouse, "-f", "csv", "--as-of", first)[1] == "raw_text\n甲地新增病例3例。\n"
    assert kaozheng("query", question, "-w", world.warehouse, "-f", "csv", "--as-of", second)[1] == "raw_text\n甲地更正：新增病例4例。\n"
    status, _, err = kaozheng("query", question, "-w", world.warehouse, "--as-of", "2001-01-01")
    assert (status, err[0].startswith("kaozheng: no snapshot 2001-01-01 in ")) == (2, True)

    status, out, _ = kaozheng("check", world.warehouse)
    assert (status, "FAILED" in out, "ok      rules of counts" in out) == (0, False, True)
    file = world.warehouse / "counts" / "counts.parquet"
    file.write_bytes(file.read_bytes()[:-1])
    status, out, _ = kaozheng("check", world.warehouse)
    assert (status, out.count("FAILED")) == (1, 1)


def test_what_the_system_refuses_is_told_in_its_words(kaozheng, world, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device", "w/.work")

    monkeypatch.setattr(inline, "run", refuse)
    status, _, err = kaozheng("run", world.news, "-w", world.warehouse, "--inline")
    assert (status, err) == (2, ["kaozheng: w/.work: no space left on device (KAOZHENG_DEBUG=1 shows where)"])


def test_a_fault_of_our_own_is_one_line_too(kaozheng, world, monkeypatch):
    def fail(*_):
        raise TypeError("something\nis wrong")

    monkeypatch.setattr(inline, "run", fail)
    status, _, err = kaozheng("run", world.news, "-w", world.warehouse, "--inline")
    assert (status, err) == (2, ["kaozheng: TypeError: something is wrong (KAOZHENG_DEBUG=1 shows where)"])
    monkeypatch.setenv("KAOZHENG_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["kaozheng", "run", str(world.news), "-w", str(world.warehouse), "--inline"])
    with pytest.raises(TypeError):
        cli.main()


@pytest.mark.parametrize("command", [[], ["run"], ["query"], ["snapshots"], ["check"], ["catalog"]])
def test_help_teaches_by_example(kaozheng, command):
    status, out, _ = kaozheng(*command, "--help")
    assert status == 0
    assert "\n  kaozheng " in out or "&& kaozheng " in out


def test_version(kaozheng):
    assert kaozheng("--version")[:2] == (0, "kaozheng 0.1.0\n")


def test_the_module_is_a_program():
    done = subprocess.run([sys.executable, "-m", "kaozheng.flows.cli", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "kaozheng 0.1.0\n")


def test_many_quarantined_documents_are_not_all_listed():
    summary = Summary("w", "s", True, 30, quarantined=tuple((f"{i}.txt", "empty file") for i in range(30)))
    text = summary.as_text()
    assert "19.txt: empty file" in text
    assert "20.txt" not in text
    assert "and 10 more: kaozheng query" in text


def test_a_proof_is_printed_or_written(kaozheng, world):
    kaozheng("run", world.news, "--warehouse", world.warehouse, "--inline", "--quiet")
    status, printed, _ = kaozheng("proof", "甲.txt", "--warehouse", world.warehouse)
    assert (status, printed[:15]) == (0, "<!doctype html>")
    status, said, _ = kaozheng("proof", "甲.txt", "--warehouse", world.warehouse, "-o", world.home / "proof.html")
    assert said == f"wrote {world.home / 'proof.html'}\n"
    assert (world.home / "proof.html").read_text(encoding="utf-8") == printed.removesuffix("\n")
    status, _, complaints = kaozheng("proof", "乙x.txt", "--warehouse", world.warehouse)
    assert status == 2
    assert "the closest names are 乙.txt" in complaints[0]
