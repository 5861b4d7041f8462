"""The guide to the views that is committed is the one that the comments of the SQL give."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaozheng.tasks.publish.catalog import sql_files
from kaozheng.tasks.publish.mart_guide import guide

COMMITTED = Path(__file__).resolve().parent.parent / "docs" / "marts.md"
FILES = [file for kind in ("views", "marts") for file in sql_files(kind)]


@pytest.fixture(scope="module")
def written() -> str:
    return guide()


def test_the_committed_guide_is_up_to_date(written):
    assert COMMITTED.read_text(encoding="utf-8") == written, "run: python -m kaozheng.tasks.publish.mart_guide > docs/marts.md"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_view_stands_there_with_its_comment_and_its_columns(written, file):
    assert f"| [{file.name}](#{file.name}) | " in written
    section = written.partition(f"\n## {file.name}\n")[2].partition("\n## ")[0]
    assert file.comment in section
    assert [name for name in file.columns if f"`{name}`" not in section] == []
    assert [meaning for meaning in file.columns.values() if meaning not in written] == []


def test_each_line_of_a_table_has_as_many_cells(written):
    index, _, columns = written.partition("\n## ")
    assert {line.replace("\\|", "").count("|") for line in index.splitlines() if line.startswith("|")} == {3}
    assert {line.replace("\\|", "").count("|") for line in columns.splitlines() if line.startswith("|")} == {4}
