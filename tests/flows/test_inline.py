"""The course of a run, in one process: what is done, found again, set aside, removed."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import fake_stages
import pytest
from fake_stages import STAGES

from kaozheng.flows import fingerprints, inline
from kaozheng.flows.dag import Stage
from kaozheng.flows.work import WORK, WorkError, opened

REAL_SEGMENT = fake_stages.segment
ALL = ["clean", "decode", "segment"]


def segment_of_a_stranger(batch, vocabulary):
    """Sentences of articles that are not there."""
    return {name: table for name, table in REAL_SEGMENT(batch, vocabulary).items() if name != "articles"}


def test_a_run_publishes_and_a_second_one_does_nothing(world):
    first = inline.run(world.settings())
    assert (first.exit_status, first.changed, first.documents, first.batches_done) == (0, True, 4, 4)
    assert world.ran() == sorted(ALL * 4)
    second = inline.run(world.settings())
    assert world.ran() == []
    assert (second.exit_status, second.changed, second.batches_done, second.batches_unchanged) == (0, False, 0, 4)
    assert (second.snapshot, second.rows) == (first.snapshot, first.rows)
    assert second.as_text().startswith("nothing new: 4 documents as before")


@pytest.fixture
def taken_anew():
    """Has fingerprints taken anew, as in another process; and again behind the test."""

    def forget():
        fingerprints.code_fingerprint.cache_clear()
        fingerprints._model_told.cache_clear()

    yield forget
    forget()


def test_what_was_found_without_the_model_is_no_answer_to_a_run_with_it(world, monkeypatch, taken_anew):
    assert inline.run(world.settings()).notes == ()
    world.ran()
    with monkeypatch.context() as told:
        told.setenv("KAOZHENG_TAGGER", "rules")
        taken_anew()
        summary = inline.run(world.settings())
        assert world.ran() == sorted(ALL * 4)
        assert "rules alone" in summary.as_text()


def test_only_what_is_new_is_done(world):
    inline.run(world.settings())
    world.ran()
    world.write("戊.txt", "戊地新增病例5例。")
    (world.news / "甲.txt").unlink()
    summary = inline.run(world.settings())
    assert world.ran() == ALL
    assert (summary.added, summary.removed, summary.documents) == (1, 1, 4)
    assert set(world.documents()) == {"乙.txt", "丙.txt", "丁.txt", "戊.txt"}


def test_a_changed_document_supersedes_the_one_before_at_its_uri(world):
    inline.run(world.settings())
    world.write("甲.txt", "甲地更正：新增病例4例。")
    summary = inline.run(world.settings())
    assert (summary.documents, summary.added, summary.removed, summary.superseded) == (4, 1, 1, 1)
    assert "(1 new, 1 removed, 1 of them superseded)" in summary.as_text()


def test_snapshots_are_kept_as_asked(world):
    for number in range(4):
        world.write("甲.txt", f"甲地新增病例{number}例。")
        inline.run(world.settings(keep=2))
    assert len(list((world.warehouse / "snapshots").iterdir())) == 2


def test_a_document_lost_by_our_own_fault_shows_in_the_exit_status(world, monkeypatch):
    monkeypatch.setattr("fake_stages.segment", segment_of_a_stranger)
    summary = inline.run(world.settings())
    assert (summary.exit_status, summary.faults, summary.documents, summary.failures) == (1, 4, 4, ())
    assert "4 quarantined, 4 of them by a fault of kaozheng" in summary.as_text()
    assert "sentences: article_id is not in articles" in summary.as_text()


def test_sources_no_longer_named_are_removed(world):
    inline.run(world.settings())
    summary = inline.run(world.settings(world.news / "甲.txt"))
    assert (summary.removed, set(world.documents())) == (3, {"甲.txt"})
    assert "3 removed" in summary.as_text()


def test_full_does_everything_anew(world):
    inline.run(world.settings())
    world.ran()
    summary = inline.run(world.settings(full=True))
    assert world.ran() == sorted(ALL * 4)
    assert (summary.changed, summary.added, summary.removed) == (True, 0, 0)
    inline.run(world.settings())
    assert world.ran() == []


def test_what_is_no_longer_needed_is_collected(world):
    inline.run(world.settings())
    before = {path.name for path in (world.warehouse / WORK / "decode").iterdir()}
    (world.news / "甲.txt").unlink()
    (world.warehouse / WORK / "decode" / ".left.over").mkdir()
    inline.run(world.settings())
    after = {path.name for path in (world.warehouse / WORK / "decode").iterdir()}
    assert len(before) == 4
    assert len(after) == 3
    assert after < before


@pytest.mark.parametrize(
    "stage, damage",
    [("fetch", "cut"), ("decode", "zeros"), ("segment", "emptied"), ("prepare", "cut"), ("prepare", "zeros"), ("prepare", "emptied")],
)
def test_a_damaged_output_is_done_again(world, stage, damage):
    inline.run(world.settings())
    before = world.tables()
    for name in (stage, "prepare"):
        folder = min((world.warehouse / WORK / name).iterdir())
        for file in folder.iterdir():
            content = file.read_bytes()
            match damage:
                case "cut":
                    file.write_bytes(content[: len(content) // 2])
                case "zeros":
                    file.write_bytes(bytes(len(content)))
                case "emptied":
                    file.unlink()
    (world.warehouse / "current").unlink()
    summary = inline.run(world.settings())
    assert (summary.exit_status, summary.failures) == (0, ())
    assert world.tables() == before


def test_a_run_that_died_is_taken_up_where_it_stopped(world, monkeypatch):
    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("fake_stages.segment", die)
        with pytest.raises(KeyboardInterrupt):
            inline.run(world.settings())
    assert world.ran() == ["clean", "decode"]
    inline.run(world.settings())
    assert world.ran() == sorted(["clean", "decode"] * 3 + ["segment"] * 4)


def test_changed_code_is_run_again_from_its_stage_on(world, monkeypatch):
    monkeypatch.setattr("kaozheng.flows.stages.code_fingerprint", lambda function: function)
    inline.run(world.settings())
    world.ran()
    monkeypatch.setattr("kaozheng.flows.stages.code_fingerprint", lambda function: function.replace("segment", "segment v2"))
    inline.run(world.settings())
    assert world.ran() == ["segment"] * 4


def test_a_batch_that_fails_is_set_aside(world):
    world.write("乙.txt", "这一批会失败：败。")
    summary = inline.run(world.settings())
    assert (summary.exit_status, summary.documents, len(summary.failures)) == (1, 4, 1)
    assert "clean failed on its batch: RuntimeError: this batch fails" in summary.failures[0]
    assert world.documents()["乙.txt"] == ("quarantined", "clean failed on its batch: RuntimeError: this batch fails")
    assert {status for name, (status, _) in world.documents().items() if name != "乙.txt"} == {"published"}
    assert world.ran() == sorted([*ALL * 3, "decode", "clean", "clean"])
    again = inline.run(world.settings())
    assert world.ran() == ["clean", "clean"]
    assert (again.exit_status, again.changed) == (1, False)


def test_a_batch_may_pass_at_its_second_try(world):
    world.write("乙.txt", "停一停。")
    summary = inline.run(world.settings())
    assert (summary.exit_status, summary.failures) == (0, ())


def test_when_not_even_quarantine_works_the_others_are_published(world, monkeypatch):
    stages = (STAGES[0], Stage("clean", "fake_stages:nowhere"), Stage("prepare", "fake_stages:nowhere"))
    inline.run(world.settings())
    before = world.tables()
    monkeypatch.setattr("kaozheng.flows.dag.BATCH_STAGES", stages)
    summary = inline.run(world.settings())
    assert (summary.exit_status, summary.snapshot) == (2, None)
    assert "each batch failed" in summary.as_text()
    assert "could not even be quarantined" in summary.failures[-1]
    assert world.tables() == before


def test_the_same_bytes_twice_are_one_document_with_both_places(world):
    (world.news / "z").mkdir()
    world.write("z/甲的副本.txt", "甲地新增病例3例。")
    for changed in (True, False):
        summary = inline.run(world.settings())
        assert (summary.documents, summary.changed) == (4, changed)
    uris = [row for row in world.tables()["documents"] if "'source_name': '甲.txt'" in row]
    assert uris[0].count((world.news / "z/甲的副本.txt").as_uri()) == 1
    assert world.ran() == sorted(ALL * 4)


def test_bad_sources_beside_good_ones(world):
    (world.home / "void").mkdir()
    summary = inline.run(world.settings(world.news, world.home / "nosuch", world.home / "void"))
    assert (summary.exit_status, summary.documents) == (1, 4)
    assert summary.problems == (f"{world.home / 'nosuch'}: no such file or folder", f"{world.home / 'void'}: no documents in this folder")


def test_no_document_at_all_publishes_nothing(world):
    inline.run(world.settings())
    before = world.tables()
    summary = inline.run(world.settings(world.home / "nosuch"))
    assert (summary.exit_status, summary.snapshot) == (2, None)
    assert world.tables() == before


def test_one_run_at_a_time(world):
    with opened(world.warehouse), pytest.raises(WorkError, match="another run is at work"):
        inline.run(world.settings())


def test_a_file_is_no_warehouse(world):
    with pytest.raises(WorkError, match="can be no warehouse"):
        inline.run(world.settings(warehouse=world.news / "甲.txt"))


def test_urls_are_tried_again_where_that_may_help(world, monkeypatch):
    asked = []

    class Moody(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            status = 200 if asked.count(self.path) > 2 else 503
            self.send_response(404 if self.path == "/none" else 503 if self.path == "/down" else status)
            self.send_header("Content-Length", "6")
            self.end_headers()
            self.wfile.write("戊地".encode())

        def log_message(self, *_):
            pass

    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Moody) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        site = f"http://127.0.0.1:{server.server_port}"
        settings = world.settings(world.news, f"{site}/moody", f"{site}/down", f"{site}/none", retry_delays=(0.0, 0.0, 0.0))
        summary = inline.run(settings)
        server.shutdown()
    assert (summary.exit_status, summary.documents) == (1, 5)
    assert {path: asked.count(path) for path in asked} == {"/moody": 3, "/down": 4, "/none": 1}
    assert [problem.rpartition("/")[2] for problem in summary.problems] == [
        "down: the server answered 503 Service Unavailable",
        "none: the server answered 404 Not Found",
    ]
