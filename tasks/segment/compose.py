"""The text of an article put together from its lines, wherever they stand on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kaozheng.tasks.text import AlignedText, Span

_LONGEST_GLOSS = 12


class Part(NamedTuple):
    """One line or paragraph: what it is, one of `contract.SENTENCE_PARTS`, and its spans of the cleaned text in reading order."""

    name: str
    spans: Sequence[Span]


class Placement(NamedTuple):
    """Where a part stands in the composed text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Composed:
    text: AlignedText
    placements: list[Placement]


def compose(cleaned: AlignedText, raw: str, parts: Sequence[Part]) -> Composed:
    """The parts one a line. A joint stands where other raw text lies between, were it only furniture that clean took out."""
    pieces: list[AlignedText] = []
    joints: list[int] = []
    placements: list[Placement] = []
    at, raw_end = 0, None
    for number, part in enumerate(parts):
        start = at + (number > 0)
        for index, span in enumerate(_unbroken(cleaned, raw, part.spans)):
            piece = cleaned.slice(*span)
            if raw_end is not None and _is_apart(raw, raw_end, int(piece.starts[0])):
                joints.append(at)
            raw_end = int(piece.ends[-1])
            if number and not index:
                piece = _on_new_line(piece)
            joints += [at + int(joint) for joint in piece.joints]
            pieces.append(piece)
            at += len(piece)
        placements.append(Placement(part.name, start, at))
    return Composed(_concatenated(pieces, joints), placements)


def fragments(text: AlignedText, raw: str, start: int, end: int) -> list[Span]:
    """The raw spans of a stretch of composed text in reading order; what only white space parts is one."""
    merged: list[Span] = []
    for part in text.raw_parts(start, end):
        if merged and merged[-1].end <= part.start and not raw[merged[-1].end : part.start].strip():
            merged[-1] = Span(merged[-1].start, part.end)
        elif part.start < part.end:
            merged.append(part)
    return merged


def _unbroken(cleaned: AlignedText, raw: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, cut where clean has taken whole lines out of them."""
    cut: list[Span] = []
    for start, end in spans:
        wide = np.flatnonzero(cleaned.starts[start + 1 : end] > cleaned.ends[start : end - 1]) + start + 1
        gaps = ((int(i), raw[cleaned.ends[i - 1] : cleaned.starts[i]]) for i in wide)
        borders = [start, *(i for i, gap in gaps if _holds_a_line(gap)), end]
        cut += [Span(a, b) for a, b in pairwise(borders)]
    return cut


def _is_apart(raw: str, before: int, after: int) -> bool:
    return after < before or _holds_a_line(raw[before:after])


def _holds_a_line(gap: str) -> bool:
    """Whether what lies between two pieces is text of its own, and not a few characters off the end of a line, such as a gloss."""
    first, *others = gap.split("\n")
    edges = (first, *others[-1:])
    return any(line.strip() for line in others[:-1]) or any(len(line.strip()) > _LONGEST_GLOSS for line in edges)


def _on_new_line(piece: AlignedText) -> AlignedText:
    """The piece behind a line break that has no origin of its own."""
    first = piece.starts[:1]
    return AlignedText(
        "\n" + piece.string, np.concatenate((first, piece.starts)), np.concatenate((first, piece.ends)), piece.joints + np.int32(1)
    )


def _concatenated(pieces: Sequence[AlignedText], joints: Sequence[int]) -> AlignedText:
    if not pieces:
        return AlignedText.empty()
    return AlignedText(
        "".join(piece.string for piece in pieces),
        np.concatenate([piece.starts for piece in pieces]),
        np.concatenate([piece.ends for piece in pieces]),
        np.unique(np.asarray(joints, np.int32)),
    )
