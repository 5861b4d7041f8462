"""The manifest of a snapshot: the batches that it holds, their rows and quarantined documents, and when and by what it was made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from kaozheng.tasks.publish.durable import replace

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


@dataclass(frozen=True)
class Manifest:
    """What a snapshot holds. `sequence` counts publishes, `created` is UTC in ISO 8601, `catalog` what its catalog was built from."""

    snapshot: str
    sequence: int
    created: str
    version: str
    catalog: str
    batches: Mapping[str, BatchEntry]

    @property
    def rows(self) -> dict[str, int]:
        """Rows by table, over all batches."""
        total: Counter[str] = Counter()
        for entry in self.batches.values():
            total.update(entry.rows)
        return dict(total)

    @property
    def quarantined(self) -> tuple[Quarantined, ...]:
        return tuple(document for entry in self.batches.values() for document in entry.quarantined)

    def write(self, folder: Path) -> None:
        replace(folder / NAME, json.dumps(asdict(self) | {"rows": self.rows}, ensure_ascii=False, indent=1) + "\n")

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest of a snapshot folder; None where there is none that can be read, so that the folder is no whole snapshot."""
        try:
            told = json.loads((folder / NAME).read_text(encoding="utf-8"))
            batches = {
                key: BatchEntry(entry["rows"], tuple(Quarantined(*document) for document in entry["quarantined"]))
                for key, entry in told["batches"].items()
            }
            return cls(told["snapshot"], told["sequence"], told["created"], told["version"], told["catalog"], batches)
        except (OSError, ValueError, KeyError, TypeError):
            return None
