"""Repairs: an edit together with the judgement behind it, and its row in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.batch import Row
from kaozheng.tasks.text import AlignedText, Edit, Span, code_points


@dataclass(frozen=True, slots=True)
class Repair:
    """Replace `text[start:end]` by `after`, for the reason `kind`.

    `confidence` goes from 0 to 1; `lossy` says that information is gone for good.
    """

    start: int
    end: int
    after: str
    kind: str
    confidence: float = 1.0
    lossy: bool = False


def apply_repairs(doc_id: str, stage: str, text: AlignedText, repairs: Sequence[Repair]) -> tuple[AlignedText, list[Row]]:
    """The repaired text and a ledger row a repair. `repairs` are sorted and do not overlap."""
    if not repairs:
        return text, []
    edited, raw_spans = text.edited([Edit(r.start, r.end, r.after) for r in repairs])
    return edited, [_ledger_row(doc_id, stage, text, repair, raw) for repair, raw in zip(repairs, raw_spans, strict=True)]


def conversion_row(doc_id: str, stage: str, kind: str, before: str, after: str, raw_length: int) -> Row | None:
    """The one ledger row of a mechanical one-to-one conversion, spanning the document; None where nothing changed."""
    if before == after:
        return None
    changed = int((code_points(before) != code_points(after)).sum())
    return {
        "doc_id": doc_id, "stage": stage, "kind": kind, "raw_start": 0, "raw_end": raw_length,
        "before": None, "after": None, "n": changed, "confidence": 1.0, "lossy": False,
    }  # fmt: skip


def _ledger_row(doc_id: str, stage: str, text: AlignedText, repair: Repair, raw: Span) -> Row:
    before = text.string[repair.start : repair.end]
    return {
        "doc_id": doc_id, "stage": stage, "kind": repair.kind, "raw_start": raw.start, "raw_end": raw.end,
        "before": before, "after": repair.after, "n": len(before) if len(before) > len(repair.after) else len(repair.after),
        "confidence": repair.confidence, "lossy": repair.lossy,
    }  # fmt: skip
