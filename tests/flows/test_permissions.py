"""What the system itself refuses. Other tests of faults raise its errors; here root gives up what it may."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("privileges are given up as Linux has them", allow_module_level=True)

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def give_up():
    """Be refused what the modes of files and folders refuse: root loses this with the next program that it starts."""
    if os.geteuid() == 0:
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.fixture
def run(world):
    """`kaozheng run news` into a warehouse, by one who is refused what modes refuse."""
    probe = subprocess.run(["cat", "/proc/self/status"], capture_output=True, text=True, preexec_fn=give_up, check=True).stdout
    effective = int(next(line for line in probe.splitlines() if line.startswith("CapEff")).split()[1], 16)
    if effective & (1 << CAP_DAC_OVERRIDE | 1 << CAP_DAC_READ_SEARCH):
        pytest.skip("root can't give up its privileges here")

    def run(warehouse):
        command = [sys.executable, "-m", "kaozheng.flows.cli", "run", str(world.news), "-w", str(warehouse), "--inline", "--quiet"]
        environment = {**os.environ, "KAOZHENG_TAGGER": "rules"}
        return subprocess.run(command, capture_output=True, text=True, env=environment, preexec_fn=give_up, timeout=120)

    return run


def modes(folder, mode):
    for path in [folder, *Path(folder).rglob("*")]:
        if path.is_dir() and not path.is_symlink():
            path.chmod(mode)


def test_a_folder_that_may_not_be_written_can_be_no_warehouse(world, run):
    (world.home / "closed").mkdir(mode=0o555)
    done = run(world.home / "closed" / "warehouse")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kaozheng: {world.home / 'closed' / 'warehouse'} can be no warehouse: permission denied\n"


def test_a_warehouse_that_may_no_longer_be_written_stays_as_it_is(world, run):
    assert run(world.warehouse).returncode == 0
    before = world.tables()
    world.write("戊.txt", "戊地新增病例5例。")
    modes(world.warehouse / "snapshots", 0o555)
    try:
        done = run(world.warehouse)
    finally:
        modes(world.warehouse / "snapshots", 0o755)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kaozheng: cannot publish into {world.warehouse}: ")
    assert "permission denied" in done.stderr.lower()
    assert world.tables() == before
    assert run(world.warehouse).returncode == 0
    assert len(world.documents()) == len(before["documents"]) + 1


def test_a_file_that_may_not_be_read_is_a_problem_and_the_rest_is_published(world, run):
    (world.news / "乙.txt").chmod(0)
    done = run(world.warehouse)
    assert (done.returncode, done.stderr) == (1, f"kaozheng: {world.news / '乙.txt'}: permission denied\n")
    assert set(world.documents()) == {"甲.txt", "丙.txt", "丁.txt"}
