"""The manifest of a snapshot: the batches that it holds, its files, what changed with it, and when and by what it was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from kaozheng.tasks.publish.durable import replace
from kaozheng.tasks.publish.files import FileEntry

NAME = "manifest.json"


class Quarantined(NamedTuple):
    """A document set aside; `fault` says whether the pipeline is to blame and not the document."""

    source_name: str
    reason: str
    fault: bool


@dataclass(frozen=True)
class BatchEntry:
    """One batch of a snapshot: its rows by table, and the documents in it that are quarantined."""

    rows: Mapping[str, int]
    quarantined: tuple[Quarantined, ...] = ()


class Changes(NamedTuple):
    """Documents that came with a snapshot and that went; of those that went, `superseded` have a successor at the same uri."""

    added: int = 0
    removed: int = 0
    superseded: int = 0


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds. `sequence` counts publishes, `created` is UTC in ISO 8601.

    The catalog was built for the folder `place` from what `catalog` identifies.
    """

    snapshot: str
    sequence: int
    created: str
    version: str
    place: str
    catalog: str
    changes: Changes
    files: Mapping[str, FileEntry]
    batches: Mapping[str, BatchEntry]

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table."""
        return {name: file.rows for name, file in self.files.items()}

    @property
    def quarantined(self) -> tuple[Quarantined, ...]:
        return tuple(document for entry in self.batches.values() for document in entry.quarantined)

    def write(self, folder: Path) -> None:
        told = asdict(self) | {"changes": self.changes._asdict(), "files": {name: file._asdict() for name, file in self.files.items()}}
        replace(folder / NAME, json.dumps(told, ensure_ascii=False, indent=1).encode())

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest of a snapshot folder; None where there is none that can be read, so that the folder is no whole snapshot."""
        try:
            told = json.loads((folder / NAME).read_text(encoding="utf-8"))
            batches = {
                key: BatchEntry(entry["rows"], tuple(Quarantined(*document) for document in entry["quarantined"]))
                for key, entry in told["batches"].items()
            }
            files = {name: FileEntry(**file) for name, file in told["files"].items()}
            return cls(**(told | {"changes": Changes(**told["changes"]), "files": files, "batches": batches}))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
