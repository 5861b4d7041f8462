"""Warehouses that several tests read: each is made once a session by the command that a user types."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "samples" / "documents"


@pytest.fixture(scope="session")
def kaozheng() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line as a user does."""

    def run(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kaozheng.flows.cli", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, timeout=600, **options)

    return run


@pytest.fixture(scope="session")
def warehouse(kaozheng, tmp_path_factory) -> Callable[[str], Path]:
    """The warehouse of a document set by name: samples, seeds, bulletins or damaged."""
    sources = {
        "samples": SAMPLES,
        "seeds": SHARED / "seeds",
        "bulletins": SHARED / "bulletins/dev.jsonl",
        "damaged": SHARED / "bulletins/damaged.jsonl",
    }
    made: dict[str, Path] = {}

    def make(name: str) -> Path:
        if not sources[name].exists():
            pytest.skip(f"{sources[name].name} is not beside this checkout (../shared)")
        if name not in made:
            folder = tmp_path_factory.mktemp(name)
            done = kaozheng("run", sources[name], "--warehouse", folder, "--inline")
            assert done.returncode == 0, done.stdout + done.stderr
            made[name] = folder
        return made[name]

    return make


@pytest.fixture
def rows() -> Callable[[Path, str], list[dict[str, object]]]:
    """The rows of a query on a warehouse, as dicts."""

    def fetch(folder: Path, sql: str, *parameters: object) -> list[dict[str, object]]:
        with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
            return connection.sql(sql, params=list(parameters)).to_arrow_table().to_pylist()

    return fetch
