"""clean: from the raw text to the repaired text, one repair after the other, each leaving its trace in the ledger.

Reads `decoded`; gives `cleaned` and `repairs`. The reading order of a page is not its matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kaozheng.tasks.batch import Batch, Row, Rows, by_document
from kaozheng.tasks.clean import (
    boilerplate,
    commas,
    glosses,
    layout,
    line_breaks,
    misreading,
    mojibake,
    noise,
    quotes,
    repeats,
    script,
    shifted,
    spaces,
    width,
)
from kaozheng.tasks.clean.draft import Draft
from kaozheng.tasks.clean.signs import Sign, SignReader
from kaozheng.tasks.repair import Repair, apply_repairs, conversion_row
from kaozheng.tasks.tables.contract import REPAIRS
from kaozheng.tasks.tables.staging import CLEANED
from kaozheng.tasks.text import AlignedText, Edit
from kaozheng.tasks.vocabulary import Vocabulary

STAGE = "clean"


@dataclass(frozen=True)
class Convert:
    """A one-to-one conversion: one ledger row a document. Of each step `signs` are those without which it never changes a text; None
    where only the step itself can tell."""

    kind: str
    convert: Callable[[Draft], str]
    signs: tuple[Sign, ...] | None = None


@dataclass(frozen=True)
class Drop:
    """A deletion that takes no judgement: one ledger row a document."""

    kind: str
    edits: Callable[[Draft], list[Edit]]
    signs: tuple[Sign, ...] | None = None


@dataclass(frozen=True)
class Judge:
    """Repairs that take judgement: a ledger row each."""

    repairs: Callable[[Draft], list[Repair]]
    signs: tuple[Sign, ...] | None = None


@dataclass(frozen=True)
class Reread:
    """A text that was decoded wrongly and is read anew: a ledger row a character, whose origins the step itself knows."""

    restore: Callable[[Draft], mojibake.Reread | None]
    signs: tuple[Sign, ...] | None = None


Step = Convert | Drop | Judge | Reread

# Bytes first, for nothing can be said of characters that are wrong; then glosses, for they stand between characters that all else looks
# at together; furniture is told by its words in Simplified script; what is said twice is seen once furniture is gone and before lines are
# joined; lines are joined when only the text is left, and before the paragraphs that were run together in them are parted.
STEPS: tuple[Step, ...] = (
    Reread(mojibake.restore, misreading.signs()),
    Judge(shifted.restore_shifted, shifted.SIGNS),
    Drop(layout.KIND, layout.drop_invisible, layout.UNSEEN_SIGNS),
    Convert(layout.KIND, layout.plain_blanks, layout.BLANK_SIGNS),
    Judge(glosses.remove_glosses, glosses.SIGNS),
    Judge(noise.remove_noise, noise.SIGNS),
    Judge(commas.undouble_commas, commas.SIGNS),
    Convert(width.KIND, width.set_widths, width.signs()),
    Convert(quotes.KIND, quotes.curl_quotes, quotes.SIGNS),
    Convert(script.KIND, script.simplify),
    Judge(boilerplate.remove_boilerplate),
    Judge(repeats.remove_repeats, repeats.SIGNS),
    Judge(line_breaks.join_lines, line_breaks.SIGNS),
    Judge(spaces.split_paragraphs, spaces.PARAGRAPH_SIGNS),
    Judge(spaces.close_spaces, spaces.SIGNS),
)


@cache
def _sign_reader() -> SignReader:
    return SignReader([step.signs or () for step in STEPS])


def clean(batch: Batch, vocabulary: Vocabulary) -> Batch:
    """The stage: `decoded` to `cleaned`, `repairs` and `quarantine`."""
    rows = batch["decoded"].select(["doc_id", "raw_text"]).to_pylist()
    signs = _sign_reader().read([row["raw_text"] for row in rows])
    given = ({**row, "signs": shown} for row, shown in zip(rows, signs, strict=True))
    return by_document(STAGE, (CLEANED, REPAIRS), given, lambda row, out: _document(row, out, vocabulary))


def _document(row: Row, rows: Rows, vocabulary: Vocabulary) -> None:
    doc_id, raw = str(row["doc_id"]), str(row["raw_text"])
    text, ledger = repaired(doc_id, raw, vocabulary, row["signs"])  # type: ignore[arg-type]
    rows.extend(REPAIRS, ledger)
    rows.add_text(CLEANED, {"doc_id": doc_id}, text)


def repaired(doc_id: str, raw: str, vocabulary: Vocabulary, signs: frozenset[int] | None = None) -> tuple[AlignedText, list[Row]]:
    """The repaired text of a raw text, with the rows of the ledger. `signs`: the numbers of the steps of which it shows a sign."""
    draft = Draft(AlignedText.raw(raw), raw, vocabulary)
    ledger: list[Row] = []
    for number, step in enumerate(STEPS):
        if step.signs is not None:
            if signs is None:
                (signs,) = _sign_reader().read([draft.string])
            if number not in signs:
                continue
        text, rows = applied(step, doc_id, draft)
        if text is not draft.text:
            ledger += rows
            # What one repair brings to light is a sign of another.
            draft, signs = Draft(text, raw, vocabulary), None
    return draft.text, ledger


def applied(step: Step, doc_id: str, draft: Draft) -> tuple[AlignedText, list[Row]]:
    """The text after a step, the very one given where it changes nothing, with the rows of the ledger."""
    text = draft.text
    if isinstance(step, Judge):
        return apply_repairs(doc_id, STAGE, text, step.repairs(draft))
    if isinstance(step, Reread):
        reread = step.restore(draft)
        return (reread.text, apply_repairs(doc_id, STAGE, text, reread.repairs)[1]) if reread else (text, [])
    if isinstance(step, Drop):
        edits = step.edits(draft)
        return text.edit(edits), [_dropped_row(doc_id, step.kind, edits, len(draft.raw))] if edits else []
    after = step.convert(draft)
    if after == text.string:
        return text, []
    row = conversion_row(doc_id, STAGE, step.kind, text.string, after, len(draft.raw))
    return text.convert(after), [row] if row else []


def _dropped_row(doc_id: str, kind: str, edits: list[Edit], raw_length: int) -> Row:
    return {
        "doc_id": doc_id, "stage": STAGE, "kind": kind, "raw_start": 0, "raw_end": raw_length,
        "before": None, "after": None, "n": sum(e.end - e.start for e in edits), "confidence": 1.0, "lossy": False,
    }  # fmt: skip
