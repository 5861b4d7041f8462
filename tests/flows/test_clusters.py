"""A run on a Dask or Ray cluster gives the tables that it gives inline. Both are extras, and skipped where they are not installed."""

from __future__ import annotations

import importlib.util
import os
import sys
from contextlib import contextmanager

import pytest

from kaozheng.flows import inline
from kaozheng.tasks.fetch import batches


@pytest.fixture
def cluster(request, monkeypatch):
    """A runner by name. Its workers are other processes, and find modules of the tests where this one does."""
    name = request.param
    if importlib.util.find_spec(f"prefect_{name}") is None:
        pytest.skip(f"the {name} extra is not installed: pip install 'kaozheng[{name}]'")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    return name


@pytest.fixture
def long_news(world, monkeypatch):
    """Each document is long enough to be a batch of its own, in processes too that know nothing of what `world` has changed in this one."""
    monkeypatch.setattr(batches, "MOST_DOCUMENTS", 2000)

    def write(name, text):
        world.write(name, text + "。" * batches.MEAN_SIZE)

    for name in "甲乙丙丁":
        write(f"{name}.txt", f"{name}地新增病例3例。")
    return write


@contextmanager
def running(name):
    """The address of a cluster that runs already; None where the run starts one of its own, as it does of Ray."""
    if name == "ray":
        yield None
        return
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address
        assert len(cluster.scheduler_info["workers"]) == 1


@pytest.mark.parametrize("cluster", ["dask", "ray"], indirect=True)
def test_a_cluster_and_inline_give_the_same_tables(pipeline, world, long_news, cluster):
    (world.news / "z").mkdir()
    long_news("z/甲的副本.txt", "甲地新增病例3例。")
    long_news("乙.txt", "这一批会失败：败。")
    long_news("丙.txt", "停一停。")
    world.write("空.txt", "")
    with running(cluster) as address:
        summary = pipeline.run(world.settings(runner=cluster, workers=1, cluster=address))
    assert (summary.exit_status, summary.documents, len(summary.failures)) == (1, 5, 1)
    beside = inline.run(world.settings(warehouse=world.home / "beside"))
    assert world.tables() == world.tables(world.home / "beside")
    assert (summary.rows, summary.quarantined, summary.batches_done) == (beside.rows, beside.quarantined, beside.batches_done)


# Ray gives the same, but takes minutes to give up a worker.
@pytest.mark.parametrize("cluster", ["dask"], indirect=True)
def test_a_killed_worker_costs_its_batch_alone(pipeline, world, long_news, cluster):
    """The others wait at the same worker, which dies."""
    long_news("乙.txt", "进程亡。")
    summary = pipeline.run(world.settings(runner=cluster, workers=1))
    assert (summary.exit_status, summary.documents, len(summary.failures)) == (1, 4, 1)
    assert {name for name, (status, _) in world.documents().items() if status == "published"} == {"甲.txt", "丙.txt", "丁.txt"}
