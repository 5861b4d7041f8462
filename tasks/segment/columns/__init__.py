"""Columns in flat text: the lines of a page that was set in columns, read in the order in which a person reads them.

A converter that does not see the columns writes rows across them, or a line of one column between two lines of another. Clean has joined
such lines as they stand. Here they are told apart again by the white space of the raw text, put in order, and joined anew where reading
goes on. What can't be placed stays where it stands, and a text that is not set in columns stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from kaozheng.tasks.batch import Row
from kaozheng.tasks.segment.columns.across import regions
from kaozheng.tasks.segment.columns.evidence import evidence_of
from kaozheng.tasks.segment.columns.lines import Gap, SetLine, set_lines
from kaozheng.tasks.segment.columns.moves import Columns
from kaozheng.tasks.segment.columns.setting import Setting
from kaozheng.tasks.segment.continuation import compile_continuation
from kaozheng.tasks.text import AlignedText, Edit, Span
from kaozheng.tasks.vocabulary import Vocabulary

_LINE = re.compile(r"[^\n]+")
_LATIN = re.compile("[A-Za-z]{2}")
SHOWN = 8  # characters of the lines on both sides of a move
_BREAK = "\n\n"


class Move(NamedTuple):
    """A line that was moved: its raw span, the line above it now, its text, and how sure that is."""

    raw: Span
    above: str
    text: str
    confidence: float


def unweave(cleaned: AlignedText, raw: str, vocabulary: Vocabulary) -> tuple[AlignedText, list[Move]]:
    """The text in reading order, and the lines that were moved for it; the very text given where none is."""
    lines: Sequence[SetLine] = set_lines(cleaned, raw, lambda left, right: compile_continuation(vocabulary).log_odds(left, right))
    if not lines:
        return cleaned, []
    setting, across = _by_columns(Setting(lines, evidence_of([line.text for line in lines], vocabulary)), vocabulary)
    columns = Columns(setting)
    columns.place_strays()
    if not columns.moved and not across:
        return cleaned, []
    lines = setting.lines
    order = list(columns.order())
    sure = across | {x: move.confidence for x, move in columns.moved.items()}
    moves = [
        Move(cleaned.raw_span(lines[x].start, lines[x].end), lines[u].text, lines[x].text, sure[x]) for u, x in pairwise(order) if x in sure
    ]
    return _with_quotes(_composed(cleaned, lines, order, columns), raw), moves


def move_row(doc_id: str, move: Move) -> Row:
    """The row of the ledger."""
    return {
        "doc_id": doc_id, "stage": "segment", "kind": "reorder", "raw_start": move.raw.start, "raw_end": move.raw.end,
        "before": move.above[-SHOWN:], "after": move.text[:SHOWN], "n": len(move.text), "confidence": move.confidence, "lossy": False,
    }  # fmt: skip


def _by_columns(setting: Setting, vocabulary: Vocabulary) -> tuple[Setting, dict[int, float]]:
    """The page with all rows read down their columns, and how sure that is of each line that no longer stands where it stood."""
    lines = setting.lines
    order = list(range(len(lines)))
    sure: dict[int, float] = {}
    for region in regions(lines, lambda a, b: setting.between(a, b, False)):
        order[region.start : region.end] = region.order
        sure.update({at: region.confidence for at in range(region.start + 1, region.end) if order[at] != order[at - 1] + 1})
    if not sure:
        return setting, {}
    gaps = {line.block: line.gap for line in reversed(lines)}
    found = [replace(lines[i]) for i in order]
    for before, line in zip([None, *found], found, strict=False):
        line.gap = gaps[line.block] if before is None or before.block != line.block else Gap.LINE
    return Setting(found, evidence_of([line.text for line in found], vocabulary)), sure


def _composed(cleaned: AlignedText, lines: Sequence[SetLine], order: Sequence[int], columns: Columns) -> AlignedText:
    """The lines in their order. Two that stood so before keep what clean has put between them."""
    spans: list[Span] = []
    between: list[str] = []
    for before, line in zip([None, *order], order, strict=False):
        start, end = lines[line].start, lines[line].end
        if before is not None and lines[before].end <= start and not cleaned.string[lines[before].end : start].strip():
            spans[-1] = Span(spans[-1].start, end)
            continue
        joined = before is not None and columns.joins(before, line)
        between.append("" if before is None else _between(lines[before].text, lines[line].text, joined=joined))
        spans.append(Span(start, end))
    # What stands between two pieces belongs to the one behind, so that no raw span reaches over what was taken out between them.
    pieces = [cleaned.slice(*span).edit([Edit(0, 0, sign)] if sign else []) for span, sign in zip(spans, between, strict=True)]
    return AlignedText.join(pieces)


def _with_quotes(text: AlignedText, raw: str) -> AlignedText:
    """The text with the marks that are straight in the raw text paired anew: clean paired them in the order of the raw text."""
    if '"' not in raw:
        return text
    turned = list(text.string)
    for line in _LINE.finditer(text.string):
        places = [at for at in range(*line.span()) if turned[at] in "“”" and raw[text.starts[at]] == '"']
        if len(places) % 2 == 0:
            for number, at in enumerate(places):
                turned[at] = "“”"[number % 2]
    return text.convert("".join(turned))


def _between(above: str, below: str, *, joined: bool) -> str:
    if not joined:
        return _BREAK
    return " " if _LATIN.match(above[-1] + below[0]) else ""
