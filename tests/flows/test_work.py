"""What keys depend on, how progress is shown, what settings refuse."""

from __future__ import annotations

import io
import os
from importlib.machinery import EXTENSION_SUFFIXES

import pytest

from kaozheng.flows import fingerprints, progress
from kaozheng.flows.dag import BATCH_STAGES
from kaozheng.flows.settings import Settings, SettingsError


@pytest.fixture
def package(tmp_path, monkeypatch):
    folder = tmp_path / "a_stage_of_its_own"
    folder.mkdir()
    (folder / "__init__.py").write_text("def work(): ...\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    def fingerprint():
        for cached in (
            fingerprints.code_fingerprint,
            fingerprints.source_fingerprint,
            fingerprints._files_fingerprint,
            fingerprints._library_versions,
        ):
            cached.cache_clear()
        return fingerprints.code_fingerprint("a_stage_of_its_own:work")

    return folder, fingerprint


def test_a_fingerprint_changes_with_code_and_data_of_the_package(package):
    folder, fingerprint = package
    seen = [fingerprint()]
    (folder / "more.py").write_text("x = 1\n")
    seen.append(fingerprint())
    (folder / "more.py").write_text("x = 2\n")
    seen.append(fingerprint())
    (folder / "model.bin").write_bytes(b"1")
    seen.append(fingerprint())
    assert len(set(seen)) == 4
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "more.pyc").write_bytes(b"1")
    (folder / f"more{EXTENSION_SUFFIXES[0]}").write_bytes(b"1")  # a compiled install is the same program
    assert fingerprint() == seen[-1]


def test_a_fingerprint_changes_with_the_libraries(package, monkeypatch):
    _, fingerprint = package
    before = fingerprint()
    monkeypatch.setattr(fingerprints, "version", lambda name: "99" if name == "opencc" else "1")
    assert fingerprint() != before


def test_each_stage_has_a_fingerprint_of_its_own():
    assert len({fingerprints.code_fingerprint(stage.function) for stage in BATCH_STAGES}) == len(BATCH_STAGES)


def test_a_run_goes_on_when_nobody_reads_its_progress():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as stream:
        lines = progress.Lines(stream)
        lines.phase("decode", 2)
        lines.step()
        lines.phase("clean", 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), writer)  # what is left in the buffer may go
    assert lines.unread


def test_lines_of_progress(monkeypatch):
    clock = iter((0.0, 0.0, 1.0, 6.0, 6.0, 7.0, 8.0))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    stream = io.StringIO()
    lines = progress.Lines(stream)
    lines.phase("fetch")
    lines.phase("stages", 4)
    for _ in range(4):
        lines.step()
    assert stream.getvalue().splitlines() == ["fetch", "stages: 4 steps", "stages: 2 of 4", "stages: 4 of 4"]


def test_a_bar_is_for_terminals(monkeypatch):
    with progress.shown(quiet=False) as shown:
        assert isinstance(shown, progress.Lines)
    with progress.shown(quiet=True) as shown:
        assert isinstance(shown, progress.Quiet)
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr(progress.sys, "stderr", terminal)
    with progress.shown(quiet=False) as shown:
        assert isinstance(shown, progress.Bar)
        shown.phase("stages", 2)
        shown.step()
        assert [(task.description, task.completed, task.total) for task in shown.display.tasks] == [("stages", 1, 2)]


@pytest.mark.parametrize(
    "options, says",
    [({"runner": "abacus"}, "no runner is called abacus"), ({"workers": 0}, "0 workers"), ({"sources": []}, "no source")],
)
def test_settings_that_can_not_be(options, says):
    with pytest.raises(SettingsError, match=says):
        Settings.of(**{"sources": ["a"], "warehouse": "w", **options})
    assert Settings.of(["a"], "w").workers >= 1
