"""A small DAG of fake stages, a folder of documents and what a warehouse holds."""

from __future__ import annotations

import os

import duckdb
import fake_stages
import pytest

from kaozheng.flows import dag
from kaozheng.flows.server import silence
from kaozheng.flows.settings import Settings
from kaozheng.tasks.tables.contract import TABLES


class World:
    """Documents in `news`, a warehouse beside it, and the stages that ran."""

    def __init__(self, home):
        self.home, self.news, self.warehouse, self.log = home, home / "news", home / "warehouse", home / "log"
        self.news.mkdir()
        for name in "甲乙丙丁":
            self.write(f"{name}.txt", f"{name}地新增病例3例。")

    def write(self, name, text):
        (self.news / name).write_text(text, encoding="utf-8")

    def settings(self, *sources, **options):
        return Settings(tuple(map(str, sources or [self.news])), options.pop("warehouse", self.warehouse), **{"workers": 2, **options})

    def ran(self):
        """The stages that ran since last asked, in order of their names."""
        lines = self.log.read_text(encoding="utf-8").split() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return sorted(lines)

    def tables(self, warehouse=None):
        """All rows of all tables, without the time of fetching."""
        with duckdb.connect(str((warehouse or self.warehouse) / "warehouse.duckdb"), read_only=True) as connection:
            return {
                table.name: sorted(
                    repr({k: v for k, v in row.items() if k != "fetched_at"})
                    for row in connection.sql(f"select * from {table.name}").to_arrow_table().to_pylist()
                )
                for table in TABLES
            }

    def documents(self):
        """Status and reason by source name."""
        with duckdb.connect(str(self.warehouse / "warehouse.duckdb"), read_only=True) as connection:
            rows = connection.execute("select source_name, status, reason from documents").fetchall()
        return {name: (status, reason) for name, status, reason in rows}


@pytest.fixture
def world(tmp_path, monkeypatch):
    """Each document is a batch of its own, so that batches can be told apart."""
    monkeypatch.setattr(dag, "BATCH_STAGES", fake_stages.STAGES)
    monkeypatch.setattr("kaozheng.tasks.fetch.batches.MOST_DOCUMENTS", 1)
    made = World(tmp_path)
    monkeypatch.setenv("STAGE_LOG", str(made.log))
    return made


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory):
    """Prefect reads its home when it is first imported, so it must not be imported anywhere before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        for name in ("PREFECT_API_URL", "PREFECT_PROFILE"):
            patch.delenv(name, raising=False)
        before = dict(os.environ)
        silence()
        from kaozheng.flows import pipeline

        yield pipeline
        for name in os.environ.keys() - before.keys():
            patch.delenv(name)
