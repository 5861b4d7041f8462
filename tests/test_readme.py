"""The README shows nothing that does not run."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
STATEMENTS = [s.strip() for block in re.findall(r"```sql\n(.*?)```", README, re.DOTALL) for s in block.split(";") if s.strip()]


def test_there_is_sql_to_run():
    assert len(STATEMENTS) >= 5


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda s: s.splitlines()[0].lstrip("- "))
def test_sql_of_the_readme_runs_on_the_samples(warehouse, statement):
    with duckdb.connect(str(warehouse("samples") / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute(statement)
        assert found.description
        if "count_doubts" not in statement:
            assert found.fetchone() is not None


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:flows|tasks|sql|docs|benchmarks|samples|tests|vocabulary)/[\w./]*)`", README)))
)
def test_paths_of_the_readme_are_there(path):
    assert (Path(__file__).resolve().parent.parent / path).exists()
