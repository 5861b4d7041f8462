"""What the setting of a page says of its lines: where paragraphs begin and end, and how well one line stands behind another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kaozheng.tasks.segment.columns.evidence import Evidence
from kaozheng.tasks.segment.columns.lines import Gap, SetLine
from kaozheng.tasks.segment.columns.pairs import Flags, Floats, Numbers, Pairs
from kaozheng.tasks.segment.edges import closes, unmatched

INDENTING = 0.5  # share of the first lines that are narrower, from which the page is taken to indent
AFTER_LAST, INDENTED, UNSET, ORPHAN, OPEN, STRANGE_MARK, STARTS_INSIDE = 4.0, 3.0, 1.0, 2.5, 5.0, 4.0, 8.0  # nats
FULL_END = 0.5  # nats
OVER_BORDER = 1.0  # nats
BORDER = 0.7  # of OPEN, where a block of lines ends
OTHER_WIDTH = 4  # columns
MOST_KNOWN = 500_000  # pairs remembered
_MOST_OPEN = 4


class _OfLines(NamedTuple):
    """What `Setting` says of each line, as arrays."""

    stops: Floats
    starts: Floats
    begins: Floats
    ends: Floats
    widths: Numbers
    closing: Flags


@dataclass
class Setting:
    """What the setting says, in nats, of pairs of lines. Lines are numbers; None is the border of the page.

    `indents`: whether paragraphs begin further in. `paragraph`: what it costs that one begins without an empty line above it.
    """

    lines: Sequence[SetLine]
    evidence: Evidence
    indents: bool = False
    paragraph: float = 0.0
    known: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pairs = list(pairwise(self.lines))
        firsts = [b for a, b in pairs if a.is_last and b.is_open and not b.is_heading]
        self.indents = sum(line.indentation > 0.5 for line in firsts) > INDENTING * len(firsts)
        ends = [b.gap is Gap.BLANK for a, b in pairs if a.is_last]
        self.paragraph = math.log((len(ends) + 2) / (len(ends) - sum(ends) + 1))
        self.opened = list(_opened(self.lines))
        self.closed = [unmatched(line.text)[0] for line in self.lines]
        self.begins = [self._begins(*of_line) for of_line in zip(self.lines, self.closed, self.evidence.cut, strict=True)]
        self.ends = [self._ends(line) for line in self.lines]
        # What tells against a line's going on in another one, and against its being what another one goes on in.
        self.stops = [AFTER_LAST * (line.is_last or line.is_heading) + UNSET * (not line.width) for line in self.lines]
        self.starts = [
            AFTER_LAST * line.is_heading + UNSET * (not line.width) + INDENTED * self.indents * line.indentation for line in self.lines
        ]

    def between(self, a: int | None, b: int | None, border: bool) -> float:
        """How well line `b` stands behind line `a`. `border`: an empty line stands between them."""
        if a is None:
            return 0.0 if b is None else self.begins[b]
        if b is None:
            return BORDER * self.ends[a]
        pair = (a * len(self.lines) + b) * 2 + border
        found = self.known.get(pair)
        if found is None:
            found = max(self._goes_on(a, b, border), self._parts(a, b, border))
            if len(self.known) >= MOST_KNOWN:
                self.known.clear()
            self.known[pair] = found
        return found

    def inserted(self, u: Numbers, x: Numbers, v: Numbers, border: Flags) -> Floats:
        """How well each line `x` stands between the lines `u` and `v`, the latter -1 at the end of the page; at a border on either side."""
        ux, ux_apart = self._between_all(u, x)
        xv, xv_apart = (np.where(v < 0, BORDER * self._of_lines.ends[x], found) for found in self._between_all(x, np.maximum(v, 0)))
        found: Floats = np.where(border, np.maximum(ux + xv_apart, ux_apart + xv), ux + xv)
        return found

    def _between_all(self, a: Numbers, b: Numbers) -> Floats:
        """`between` of many pairs of lines at once, without a border and with one. Most are asked for again after each move, so the pairs
        of a page of no great length are remembered."""
        size = len(self.lines)
        if size * size > MOST_KNOWN:
            return self._weighed(a, b)
        pairs = a * size + b
        found: Floats = self._remembered[:, pairs]
        new = np.isnan(found[0])
        if new.any():
            found[:, new] = self._remembered[:, pairs[new]] = self._weighed(a[new], b[new])
        return found

    @cached_property
    def _remembered(self) -> Floats:
        """What `_weighed` gave for each pair of lines; nothing known is NaN."""
        return np.full((2, len(self.lines) ** 2), np.nan)

    def _weighed(self, a: Numbers, b: Numbers) -> Floats:
        lines = self._of_lines
        odds = self.pairs.across(a, b) - lines.stops[a] - lines.starts[b]
        unlike = (lines.widths[a] > 0) & (lines.widths[b] > 0) & (np.abs(lines.widths[a] - lines.widths[b]) > OTHER_WIDTH)
        strange = lines.closing[b]
        strange[strange] = [self._is_strange(i, j) for i, j in zip(a[strange].tolist(), b[strange].tolist(), strict=True)]
        begins, ends = lines.begins[b], lines.ends[a]
        found: list[Floats] = []
        for border in (False, True):
            goes_on = odds - (OVER_BORDER if border else 0.0)
            goes_on[unlike] -= 2 * UNSET
            goes_on[strange] -= STRANGE_MARK
            found.append(np.maximum(goes_on, begins + (BORDER * ends if border else ends - self.paragraph)))
        return np.array(found)

    @cached_property
    def pairs(self) -> Pairs:
        return Pairs(self.evidence)

    @cached_property
    def _of_lines(self) -> _OfLines:
        return _OfLines(
            np.array(self.stops, np.float64),
            np.array(self.starts, np.float64),
            np.array(self.begins, np.float64),
            np.array(self.ends, np.float64),
            np.array([line.width for line in self.lines], np.int64),
            np.array([bool(closed) for closed in self.closed], np.bool_),
        )

    def joins(self, a: int, b: int, border: bool) -> bool:
        """Whether line `b` rather goes on with line `a` than that a paragraph ends between them."""
        return self._goes_on(a, b, border) > self._parts(a, b, border)

    def _goes_on(self, a: int, b: int, border: bool) -> float:
        odds = self.evidence.across(a, b) - self.stops[a] - self.starts[b] - (OVER_BORDER if border else 0.0)
        width, other = self.lines[a].width, self.lines[b].width
        if width and other and abs(width - other) > OTHER_WIDTH:
            odds -= 2 * UNSET
        if self.closed[b] and self._is_strange(a, b):
            odds -= STRANGE_MARK
        return odds

    def _is_strange(self, a: int, b: int) -> bool:
        """Whether line `b` closes what line `a` has not opened."""
        return b - a not in (1, 2) and not any(closes(mark, self.closed[b][0]) for mark in self.opened[a])

    def _parts(self, a: int, b: int, border: bool) -> float:
        """That a paragraph ends with the one line and another begins with the other; an empty line makes that less of a wonder."""
        return self.begins[b] + (BORDER * self.ends[a] if border else self.ends[a] - self.paragraph)

    def _ends(self, line: SetLine) -> float:
        """That a paragraph ends with the line."""
        if line.is_last or line.is_heading or not line.width:
            return 0.0
        return -FULL_END if line.ends_sentence else -OPEN

    def _begins(self, line: SetLine, closed: str, cut: bool) -> float:
        """That a paragraph begins with the line."""
        if cut:
            return -STARTS_INSIDE
        if line.is_heading:
            return 0.0
        orphan = ORPHAN * (1 - line.indentation) if self.indents and line.is_open else 0.0
        return -orphan - (STRANGE_MARK if line.width and closed else 0.0)


def _opened(lines: Sequence[SetLine]) -> Iterator[str]:
    """For each line the quotation marks and brackets that are open at its end, those of its block before it included."""
    opened = ""
    for line in lines:
        opened = unmatched(("" if line.gap is Gap.BLANK else opened) + line.text)[1][-_MOST_OPEN:]
        yield opened
