"""The run under Prefect: the same tables as inline, and what only processes and Prefect can bring about.

Prefect's server is started here, in a home of its own, so these tests are slow; all that doesn't need it is in test_inline.
"""

from __future__ import annotations

from kaozheng.flows import inline

ALL = ["clean", "decode", "segment"]


def test_prefect_and_inline_give_the_same_tables(pipeline, world, capfd):
    (world.news / "z").mkdir()
    world.write("z/甲的副本.txt", "甲地新增病例3例。")
    world.write("乙.txt", "这一批会失败：败。")
    world.write("丙.txt", "停一停。")
    world.write("空.txt", "")
    summary = pipeline.run(world.settings())
    assert world.ran() == sorted([*ALL * 4, "decode", "clean", "clean", "clean", "stop", "stop"])
    assert (summary.exit_status, summary.documents, summary.batches_done, len(summary.failures)) == (1, 5, 4, 1)
    beside = inline.run(world.settings(warehouse=world.home / "beside"))
    assert world.tables() == world.tables(world.home / "beside")
    assert (summary.rows, summary.quarantined) == (beside.rows, beside.quarantined)
    assert capfd.readouterr() == ("", "")


def test_a_second_run_does_nothing_and_a_killed_worker_costs_its_batch_alone(pipeline, world):
    pipeline.run(world.settings())
    world.ran()
    again = pipeline.run(world.settings())
    assert world.ran() == []
    assert (again.exit_status, again.changed, again.batches_unchanged) == (0, False, 4)

    world.write("乙.txt", "进程亡。")
    world.write("戊.txt", "戊地新增病例5例。")
    world.write("己.txt", "己地新增病例6例。")
    summary = pipeline.run(world.settings(world.news, "http://127.0.0.1:1/", retry_delays=(0.0,)))
    assert (summary.exit_status, summary.documents, len(summary.failures), len(summary.problems)) == (1, 6, 1, 1)
    status, reason = world.documents()["乙.txt"]
    assert (status, "the process died" in reason) == ("quarantined", True)
    assert {name for name, (status, _) in world.documents().items() if status == "published"} == {
        "甲.txt",
        "丙.txt",
        "丁.txt",
        "戊.txt",
        "己.txt",
    }
