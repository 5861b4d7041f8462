"""The data dictionary that is committed is the one that the declarations give."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaozheng.tasks.tables.dictionary import dictionary, sql_type
from kaozheng.tasks.tables.history import PUBLISHED

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "dictionary.md"


def test_the_committed_dictionary_is_up_to_date():
    assert COMMITTED.read_text(encoding="utf-8") == dictionary(), "run: python -m kaozheng.tasks.tables.dictionary > docs/dictionary.md"


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_every_column_stands_there_with_its_meaning(table):
    section = dictionary().partition(f"\n## {table.name}\n")[2].partition("\n## ")[0]
    for column in table.columns:
        assert f"| `{column.name}` | `{sql_type(column.type)}` | {column.meaning}" in section


def test_each_line_of_a_table_has_as_many_cells():
    rows = [line for line in dictionary().splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {9}
