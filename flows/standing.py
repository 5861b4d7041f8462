"""What the last run came to. Where nothing has changed since, neither what it rested on nor what it left in the warehouse, it still stands:
its batches need not be looked through, nor the libraries loaded that would do so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kaozheng.flows import dag
from kaozheng.flows.fingerprints import digest, source_fingerprint, surroundings_fingerprint
from kaozheng.flows.recall import signature
from kaozheng.flows.settings import Settings
from kaozheng.flows.summary import Summary
from kaozheng.flows.work import WorkArea
from kaozheng.tasks.fetch.locations import Location
from kaozheng.tasks.publish.durable import replace
from kaozheng.tasks.vocabulary import Vocabulary

_NAME = "standing.json"


def basis(settings: Settings, area: WorkArea, locations: Iterable[Location]) -> str | None:
    """What identifies all that a run rests on; None where that can't be known without reading the sources."""
    state = signature(locations)
    if state is None:
        return None
    code = [source_fingerprint(stage.function) for stage in dag.BATCH_STAGES]
    return digest(state, area.epoch, str(settings.keep), Vocabulary.default().fingerprint, surroundings_fingerprint(), *code)


def standing(settings: Settings, area: WorkArea, known_by: str) -> Summary | None:
    """The summary of a run that rests on what `known_by` identifies, if the last one did and the warehouse is as that one left it."""
    try:
        told = json.loads((area.root / _NAME).read_text(encoding="utf-8"))
        if told["known_by"] != known_by or told["left"] != _left(settings.warehouse):
            return None
        quarantined = tuple((name, reason) for name, reason in told["summary"].pop("quarantined"))
        notes = tuple(told["summary"].pop("notes"))
        return Summary(str(settings.warehouse), quarantined=quarantined, notes=notes, **told["summary"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remember(settings: Settings, area: WorkArea, known_by: str, summary: Summary) -> None:
    """Let the next run that rests on the same know of this one, if all went well. What can't be remembered is done again."""
    if summary.snapshot is None or summary.problems or summary.failures:
        return
    told = {
        "snapshot": summary.snapshot,
        "documents": summary.documents,
        "rows": dict(summary.rows),
        "quarantined": summary.quarantined,
        "faults": summary.faults,
        "batches_unchanged": summary.batches_done + summary.batches_unchanged,
        "notes": summary.notes,
    }
    with suppress(OSError):
        content = json.dumps({"known_by": known_by, "left": _left(settings.warehouse), "summary": told}, ensure_ascii=False)
        replace(area.root / _NAME, content.encode())


def _left(warehouse: Path) -> list[list[object]]:
    """Each file of a warehouse, and each link, with what tells it from another of the same name. Hidden ones no reader is meant to see."""
    found: list[list[object]] = []
    for folder, folders, files in os.walk(warehouse.resolve(), onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (*folders, *files):
            path = f"{folder}/{name}"
            if os.path.islink(path):  # noqa: PTH114  # no Path for each of them
                found.append([path, os.readlink(path)])  # noqa: PTH115
            elif name in files and not name.startswith("."):
                state = os.lstat(path)
                found.append([path, state.st_size, state.st_mtime_ns, state.st_ino])
    return sorted(found, key=str)


def _refuse(error: OSError) -> None:
    raise error
