"""Runs on a schedule really happen: a version of a library under Prefect's server had them never created, in silence."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from kaozheng.flows.schedule import by_cron, every
from kaozheng.flows.settings import SettingsError

PATIENCE = 180.0  # seconds; on a quiet machine a fifth is enough


@pytest.fixture
def home(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "甲.txt").write_text("海滨市新增确诊病例3例。", encoding="utf-8")
    return tmp_path


def take_interrupts():
    """What a shell starts in the background has interrupts ignored, and hands that on."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def serving(home):
    """`kaozheng serve` in a process of its own, with a Prefect of its own, which looks for work each second."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")} | {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "KAOZHENG_TAGGER": "rules",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "kaozheng.flows.cli", "serve", "news", "-w", "warehouse", "--every", "4s", "--workers", "1"]
    with (home / "said").open("w") as said:
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=said, stderr=subprocess.STDOUT, preexec_fn=take_interrupts)
    yield process
    process.kill()
    process.wait()


def wait_until(process, home, is_so):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        said = (home / "said").read_text(encoding="utf-8")
        assert process.poll() is None, f"it ended: {said}"
        assert time.monotonic() < deadline, f"no run came: {said}"
        time.sleep(0.1)


def test_scheduled_runs_publish_what_is_there_when_they_come(home, serving):
    snapshots = home / "warehouse" / "snapshots"
    wait_until(serving, home, lambda: len(list(snapshots.glob("[0-9]*/manifest.json"))) == 1)
    (home / "news" / "乙.txt").write_text("云岭县新增确诊病例5例。", encoding="utf-8")
    wait_until(serving, home, lambda: "2 documents, 0 quarantined (1 new, 0 removed)" in (home / "said").read_text(encoding="utf-8"))
    serving.send_signal(signal.SIGINT)
    assert serving.wait(PATIENCE) == 0
    assert len(list(snapshots.iterdir())) == 2
    with sqlite3.connect(home / "prefect" / "prefect.db") as database:
        runs = database.execute("select auto_scheduled, count(*) from flow_run where state_type = 'COMPLETED' group by 1").fetchall()
    ((scheduled, completed),) = runs
    assert scheduled
    assert completed >= 2


@pytest.mark.parametrize("told", ["", "5", "0s", "1w", "-3m", "1.5h"])
def test_what_is_no_interval_is_refused(told):
    with pytest.raises(SettingsError, match="is no interval"):
        every(told)


@pytest.mark.usefixtures("pipeline")
@pytest.mark.parametrize("told, zone, says", [("15 6 * *", "UTC", "is no cron expression"), ("15 6 * * *", "Asia/Nowhere", "no time zone")])
def test_what_is_no_cron_expression_is_refused(told, zone, says):
    with pytest.raises(SettingsError, match=says):
        by_cron(told, zone)
