"""The clean texts that the damage lab and the speed benchmark work on: our own, and those of any folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent
OWN = HOME / "texts"
SAMPLES = HOME.parent / "samples" / "documents"
UNDAMAGED_SAMPLES = ("company-report.txt", "court-notice.txt", "flood-notice.txt", "news-and-commentary.txt", "sports.txt")


@dataclass(frozen=True)
class CleanText:
    """A text that nothing is wrong with."""

    name: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


def own_texts() -> list[CleanText]:
    paths = [*sorted(OWN.glob("*.txt")), *(SAMPLES / name for name in UNDAMAGED_SAMPLES)]
    return [CleanText(path.stem, path.read_text(encoding="utf-8").strip()) for path in paths]


def texts_of(folder: Path) -> list[CleanText]:
    """The texts of a folder's .txt files and the `text` of its .jsonl lines, by path."""
    found = [CleanText(path.stem, path.read_text(encoding="utf-8").strip()) for path in sorted(folder.rglob("*.txt"))]
    for path in sorted(folder.rglob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found += [CleanText(str(row["id"]), str(row["text"]).strip()) for row in rows if row.get("text")]
    return found
