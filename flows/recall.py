"""What the last fetch came to, so that sources which did not change need not be read again to know their batches.

Files are known by size, inode and the times of their last change. A file that was changed just before it was read may change once more
without any of these telling, since clocks of file systems are coarse; what was read of such a file is not relied on.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kaozheng.flows.fingerprints import digest
from kaozheng.tasks.fetch.locations import Location
from kaozheng.tasks.publish.durable import replace

# Nanoseconds since its last change after which a file's times tell the next one: where they have fractions of a millisecond, they are those
# of the system's clock, which ticks each ten milliseconds at the least; else their steps may be two seconds.
FINE, COARSE = 100_000_000, 2_000_000_000
_NAME = "fetched.json"


class Recalled(NamedTuple):
    """Keys of batches, as `Fetched` has them, and the number of documents."""

    batches: list[str]
    drafts: list[str]
    documents: int


def signature(locations: Iterable[Location]) -> str | None:
    """What identifies the present state of all files; None where one can't be known without reading it. All else that is told of a file
    follows from its uri.
    """
    now = time.time_ns()
    parts = []
    for location in locations:
        try:
            found = os.stat(location.path or "")  # noqa: PTH116  # ten thousand times, and Path.stat takes twice as long
        except OSError:
            return None
        if now - max(found.st_mtime_ns, found.st_ctime_ns) < (FINE if found.st_ctime_ns % 1_000_000 else COARSE):
            return None
        parts.append(f"{location.uri}\0{found.st_dev} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}")
    return digest(*parts)


def recall(root: Path, known_by: str) -> Recalled | None:
    """What was remembered under `known_by`, if that is what was remembered last."""
    try:
        told = json.loads((root / _NAME).read_text(encoding="utf-8"))
        return Recalled(*told["fetched"]) if told["known_by"] == known_by else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(root: Path, known_by: str, fetched: Recalled) -> None:
    replace(root / _NAME, json.dumps({"known_by": known_by, "fetched": fetched}).encode())
