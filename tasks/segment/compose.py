"""The text of an article put together from its lines, wherever they stand on the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kaozheng.tasks.text import AlignedText, Offsets, Span

_LONGEST_GLOSS = 12


class Part(NamedTuple):
    """One line or paragraph: what it is, one of `contract.SENTENCE_PARTS`, and its spans of the cleaned text in reading order."""

    name: str
    spans: list[Span]


class Placement(NamedTuple):
    """Where a part stands in the composed text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Composed:
    text: AlignedText
    placements: list[Placement]


def compose(cleaned: AlignedText, raw: str, parts: Sequence[Part], gaps: Sequence[int]) -> Composed:
    """The parts one a line. A joint stands where other raw text lies between, were it only furniture that clean took out: `gaps`."""
    pieces: list[Span] = []  # of the cleaned text
    breaks: list[int] = []  # the pieces that a new line begins with
    joints: list[int] = []
    placements: list[Placement] = []
    at, last = 0, None  # the last piece
    for number, part in enumerate(parts):
        start = at + (number > 0)
        for index, span in enumerate(_unbroken(part.spans, gaps)):
            if last and _is_apart(cleaned, raw, last, span):
                joints.append(at)
            last = span
            if number and not index:
                breaks.append(len(pieces))
                at += 1
            joints += cleaned.joints_inside(span.start, span.end, at)
            pieces.append(span)
            at += span.end - span.start
        placements.append(Placement(part.name, start, at))
    return Composed(_concatenated(cleaned, pieces, breaks, joints), placements)


def fragments(text: AlignedText, raw: str, start: int, end: int) -> list[Span]:
    """The raw spans of a stretch of composed text in reading order; what only white space parts is one."""
    merged: list[Span] = []
    for part in text.raw_parts(start, end):
        if merged and merged[-1].end <= part.start and not raw[merged[-1].end : part.start].strip():
            merged[-1] = Span(merged[-1].start, part.end)
        elif part.start < part.end:
            merged.append(part)
    return merged


def taken_out(cleaned: AlignedText, raw: str) -> list[int]:
    """Where clean has taken whole lines out: the offsets of the characters behind."""
    wide = np.flatnonzero(cleaned.starts[1:] > cleaned.ends[:-1]) + 1
    if not len(wide):
        return []
    befores, afters = cleaned.ends[wide - 1].tolist(), cleaned.starts[wide].tolist()
    return [at for at, a, b in zip(wide.tolist(), befores, afters, strict=True) if b - a > 2 and _holds_a_line(raw[a:b])]


def _unbroken(spans: Sequence[Span], gaps: Sequence[int]) -> list[Span]:
    """The spans, cut where clean has taken whole lines out of them."""
    cut: list[Span] = []
    for start, end in spans:
        borders = [start, *gaps[bisect_right(gaps, start) : bisect_left(gaps, end)], end]
        cut += [Span(a, b) for a, b in pairwise(borders)]
    return cut


def _is_apart(cleaned: AlignedText, raw: str, upper: Span, lower: Span) -> bool:
    """Whether other text lies between two pieces: in the cleaned text, or what clean has taken out of it."""
    before, after = int(cleaned.ends[upper.end - 1]), int(cleaned.starts[lower.start])
    return after < before or bool(cleaned.string[upper.end : lower.start].strip()) or _holds_a_line(raw[before:after])


def _holds_a_line(gap: str) -> bool:
    """Whether what lies between two pieces is text of its own, and not a few characters off the end of a line, such as a gloss."""
    first, *others = gap.split("\n")
    edges = (first, *others[-1:])
    return any(line.strip() for line in others[:-1]) or any(len(line.strip()) > _LONGEST_GLOSS for line in edges)


def _concatenated(cleaned: AlignedText, pieces: Sequence[Span], breaks: Sequence[int], joints: Sequence[int]) -> AlignedText:
    """The pieces as one text, some behind a line break that has no origin of its own."""
    if not pieces:
        return AlignedText.empty()
    texts: list[str] = []
    starts: list[Offsets] = []
    ends: list[Offsets] = []
    broken = set(breaks)
    for number, (start, end) in enumerate(pieces):
        if number in broken:
            texts.append("\n")
            starts.append(cleaned.starts[start : start + 1])
            ends.append(cleaned.starts[start : start + 1])
        texts.append(cleaned.string[start:end])
        starts.append(cleaned.starts[start:end])
        ends.append(cleaned.ends[start:end])
    apart = np.unique(np.array(joints, np.int32)) if joints else AlignedText.empty().joints
    return AlignedText("".join(texts), np.concatenate(starts), np.concatenate(ends), apart)
