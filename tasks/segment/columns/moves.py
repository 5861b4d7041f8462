"""Lines that stand in the wrong place, taken out and set where they belong.

A line that strayed into the next column breaks three times what would be read on: before it, behind it, and where it is missing. So a move
is judged by all three at once, against leaving the line and against all other places near. Lines stray by one distance, the height of
a column: how likely a distance is, and whether lines have strayed at all, is what the other lines near say together.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kaozheng.tasks.segment.columns.lines import LEAST_LINES, Gap, SetLine
from kaozheng.tasks.segment.columns.pairs import Flags, Floats, Numbers
from kaozheng.tasks.segment.columns.setting import Setting

REACH = 90  # lines that a line may have strayed, up or down the page
NEAREST = 3  # lines, as no column is so low
LEAST_GAIN = -5.0  # nats of what a move brings, below which it is no rival of others
LIFTED = -1.0  # nats of what taking a line out brings, below which it is not looked at further
SURE = 2.5  # nats of a break above which nothing is looked for there
SUREST, LEAST_SHARE, STEP = 0.95, 0.6, 0.1  # of all readings those that place a line where it is moved to: the surest first
MOST_PASSES = 16
MOST_AT_ONCE = 100_000  # pairs of lines
STRAYING = 0.05  # share of lines that stray, where lines do
PAGES_WITH_STRAYS = 0.5
RARELY = 0.002  # share of lines that stray by any distance
EVEN = 0.7  # how often the columns are of one height, so that their number divides the lines
MOST_COLUMNS = 6
JITTER = np.array([0.15, 0.7, 0.15])  # of a distance
HEADLINES = 2  # lines of no column that follow each other, from which they are taken for a headline block
OTHER_WIDTH = 2  # columns that widths differ by within a stretch of the page


class Places(NamedTuple):
    """Where lines may belong, those of each line together: each `line` behind the line `after`, so many lines away; what that brings, in
    nats."""

    line: Numbers
    after: Numbers
    distance: Numbers
    gain: Floats

    def chosen(self, which: Flags) -> Places:
        return Places(self.line[which], self.after[which], self.distance[which], self.gain[which])

    def odds(self) -> Floats:
        """How much likelier each is than that the line stays where it stands."""
        return np.fromiter(map(math.exp, np.minimum(self.gain, 30.0).tolist()), np.float64, len(self.gain))


class _Loose(NamedTuple):
    """The breaks at which something may be missing: the line above, the one below (-1: none), whether an empty line stands there, how well
    the two go together, and how many lines of columns stand up to there."""

    lines: Numbers
    below: Numbers
    borders: Flags
    gaps: Floats
    positions: Numbers


class _Lifted(NamedTuple):
    """What taking a line out brings, in nats, and the loose breaks that it may belong in."""

    line: int
    gain: float
    near: Numbers


class Move(NamedTuple):
    """A line that belongs behind `after`, and how sure that is."""

    line: int
    after: int
    confidence: float


@dataclass
class Columns:
    """The lines of a page in the order in which they are read.

    `above`, `below`: the neighbours of each line. `borders`: the lines below which an empty line stands. `moved`: by line.
    """

    setting: Setting
    above: list[int | None] = field(default_factory=list)
    below: list[int | None] = field(default_factory=list)
    borders: set[int] = field(default_factory=set)
    moved: dict[int, Move] = field(default_factory=dict)

    def __post_init__(self) -> None:
        lines = self.setting.lines
        self.above = [None, *range(len(lines) - 1)]
        self.below = [*range(1, len(lines)), None]
        self.borders = {i for i in range(len(lines) - 1) if lines[i + 1].gap is Gap.BLANK}
        self.stays = [line.is_heading or (not line.width and line.ends_sentence) for line in lines]
        self.gaps = [0.0] * len(lines)
        self.positions: list[int] = []
        self.loose: list[int] = []
        self.stretches = [stretch for stretch in _stretches(lines) if _is_set(lines, stretch)]
        self.told: dict[int, Floats] = {}

    def place_strays(self) -> None:
        """Move lines until nothing more is sure. After the first pass only stretches near a change are looked at again."""
        least, moves = SUREST, [list[Move]() for _ in self.stretches]
        self._look_again(range(len(self.stretches)), range(len(self.gaps)), moves)
        for _ in range(MOST_PASSES):
            changed = self._make_all(move for found in moves for move in found if move.confidence >= least)
            if changed:
                self._look_again(self._near(changed), changed, moves)
            elif least <= LEAST_SHARE:
                return
            else:
                least = max(least - STEP, LEAST_SHARE)

    def _look_again(self, stretches: Iterable[int], changed: Iterable[int], moves: list[list[Move]]) -> None:
        """Put the likely moves of these stretches into `moves`. `changed`: the lines that stand otherwise than when last looked at."""
        self.positions = self._counted()
        for u in changed:
            self.gaps[u] = self.setting.between(u, self.below[u], u in self.borders)
        self.loose = [u for u, gap in enumerate(self.gaps) if gap < SURE]
        self.at_loose = _Loose(
            np.array(self.loose, np.int64),
            np.array([-1 if (v := self.below[u]) is None else v for u in self.loose], np.int64),
            np.array([u in self.borders for u in self.loose], np.bool_),
            np.array([self.gaps[u] for u in self.loose], np.float64),
            np.array([self.positions[u] for u in self.loose], np.int64),
        )
        for number in stretches:
            moves[number] = list(self._moves(self.stretches[number]))

    def _near(self, changed: set[int]) -> list[int]:
        """The stretches that have a line within reach of one that has changed."""
        lines = sorted(changed)
        return [
            number
            for number, stretch in enumerate(self.stretches)
            if bisect_left(lines, stretch[0] - REACH) < bisect_left(lines, stretch[-1] + REACH + 1)
        ]

    def order(self) -> Iterator[int]:
        line = self.above.index(None) if self.above else None
        while line is not None:
            yield line
            line = self.below[line]

    def _counted(self) -> list[int]:
        """For each line how many lines of columns stand up to it."""
        counts, so_far = [0] * len(self.above), 0
        for line in self.order():
            so_far += self.setting.lines[line].width > 0
            counts[line] = so_far
        return counts

    def joins(self, a: int, b: int) -> bool:
        """Whether two neighbours stand in one paragraph."""
        return self.setting.joins(a, b, a in self.borders)

    def _moves(self, stretch: Sequence[int]) -> Iterator[Move]:
        """The likeliest move of each line of a stretch of the page, where one is likelier than none."""
        staying = [x for x in stretch if x not in self.moved]  # what a line that was moved told stays told
        self.told.update(dict.fromkeys(staying, _telling_nothing()))
        likely: list[tuple[Places, Floats]] = []
        for lines, places in self._places(staying):
            odds = places.odds()
            self.told.update(zip(lines, _telling(lines, places, odds), strict=True))
            rivals = places.gain > LEAST_GAIN
            likely.append((places.chosen(rivals), odds[rivals]))
        distances = _Distances(np.array([self.told[x] for x in stretch]), sum(self.setting.lines[x].width > 0 for x in stretch))
        for places, odds in likely:
            yield from _likeliest(places, odds, distances, stretch[0])

    def _make_all(self, moves: Iterable[Move]) -> set[int]:
        """Make the moves, the surest first, but for those that rest on a neighbour that another one has changed; the lines changed."""
        changed: set[int] = set()
        for move in sorted(moves, key=lambda move: -move.confidence):
            near = (move.line, move.after, self.below[move.after], self.above[move.line], self.below[move.line])
            touched = {line for line in near if line is not None}
            if not changed & touched:
                self._make(move)
                changed |= touched
        return changed

    def _places(self, lines: Iterable[int]) -> Iterator[tuple[list[int], Places]]:
        """Where lines may belong other than where they stand, so many lines at a time; nothing of lines that never stray."""
        waiting: list[_Lifted] = []
        size = 0
        for x in lines:
            gain = self._lifted(x)
            if gain < LIFTED:
                continue
            waiting.append(_Lifted(x, gain, self._loose_near(x)))
            size += len(waiting[-1].near)
            if size >= MOST_AT_ONCE:
                yield [lifted.line for lifted in waiting], self._weighed(waiting)
                waiting, size = [], 0
        if waiting:
            yield [lifted.line for lifted in waiting], self._weighed(waiting)

    def _loose_near(self, x: int) -> Numbers:
        """The loose breaks that a line may have strayed from, by their numbers."""
        up, down = (
            np.arange(bisect_left(self.loose, first), bisect_left(self.loose, end))
            for first, end in ((x - REACH, x - NEAREST), (x + NEAREST + 1, x + REACH))
        )
        return np.concatenate((up, down))

    def _weighed(self, waiting: Sequence[_Lifted]) -> Places:
        """The places of lines."""
        sizes = [len(lifted.near) for lifted in waiting]
        near = np.concatenate([lifted.near for lifted in waiting])
        lines, at = [lifted.line for lifted in waiting], self.at_loose
        x = np.repeat(np.array(lines, np.int64), sizes)
        fitting = self.setting.inserted(at.lines[near], x, at.below[near], at.borders[near])
        gains = np.repeat(np.array([lifted.gain for lifted in waiting]), sizes) + fitting - at.gaps[near]
        # A line strays beside the one of its row, so that where it belongs is a column's height away from the line above it.
        above = [self.above[line] for line in lines]
        here = np.repeat(np.array([self.positions[a] if a is not None else 0 for a in above], np.int64), sizes)
        return Places(x, at.lines[near], np.minimum(np.abs(at.positions[near] - here), REACH), gains)

    def _lifted(self, x: int) -> float:
        """What taking a line out brings, in nats; endlessly little for one that never strays."""
        if self.stays[x]:
            return -math.inf
        between = self.setting.between
        a, b = self.above[x], self.below[x]
        before = self.gaps[a] if a is not None else between(a, x, False)
        return between(a, b, a in self.borders or x in self.borders) - before - self.gaps[x]

    def _make(self, move: Move) -> None:
        x, u = move.line, move.after
        a, b, v = self.above[x], self.below[x], self.below[u]
        if x in self.borders and a is not None:
            self.borders.add(a)
        self._link(a, b)
        self.borders.discard(x)
        between = self.setting.between
        if u in self.borders and between(u, x, False) + between(x, v, True) > between(u, x, True) + between(x, v, False):
            self.borders.remove(u)
            self.borders.add(x)
        self._link(u, x)
        self._link(x, v)
        self.moved[x] = move

    def _link(self, a: int | None, b: int | None) -> None:
        if a is not None:
            self.below[a] = b
        if b is not None:
            self.above[b] = a


def _stretches(lines: Sequence[SetLine]) -> Iterator[list[int]]:
    """Lines of one article's columns, as near as can be told: of about one width, and without a headline block between them."""
    stretch: list[int] = []
    width, others, apart = 0, 0, 0
    for i, line in enumerate(lines):
        if line.width:
            others = others + 1 if width and abs(line.width - width) > OTHER_WIDTH else 0
            apart = 0
            width = width or line.width
        else:
            apart = 0 if line.ends_sentence else apart + 1
        stretch.append(i)
        cut = apart == HEADLINES or others == LEAST_LINES
        if cut and len(stretch) > apart + others:
            yield stretch[: -apart or -others]
            stretch, width, others = stretch[-apart or -others :], line.width, 0
    if stretch:
        yield stretch


def _is_set(lines: Sequence[SetLine], stretch: Sequence[int]) -> bool:
    """Whether a stretch is set in a column, and not a few lines that happen to be of one width among whole paragraphs."""
    return sum(lines[x].is_full for x in stretch) >= max(2 * LEAST_LINES, len(stretch) / 2)


def _jittered(by_distance: Floats) -> Floats:
    """Each row blurred by JITTER: other lines have strayed too. All at once, with a column between rows that nothing goes over."""
    apart = np.zeros((len(by_distance), REACH + 3))
    apart[:, 1:-1] = by_distance
    blurred: Floats = np.convolve(apart.ravel(), JITTER, "same").reshape(apart.shape)[:, 1:-1]
    return blurred


def _telling(lines: Sequence[int], places: Places, odds: Floats) -> Floats:
    """For each line (row) and distance how much likelier it and its surroundings are, if lines stray by it, than if none do; in nats."""
    row = np.searchsorted(lines, places.line)
    size = len(lines) * (REACH + 1)
    likelihood: Floats = np.bincount(row * (REACH + 1) + places.distance, odds / 2, size).astype(np.float64)
    told: Floats = np.log(1 - STRAYING + STRAYING * _jittered(likelihood.reshape(len(lines), REACH + 1)))
    return told


@cache
def _telling_nothing() -> Floats:
    told: Floats = np.log(np.full(REACH + 1, 1 - STRAYING))
    return told


def _likeliest(places: Places, odds: Floats, distances: _Distances, first: int) -> Iterator[Move]:
    """The likeliest move of each line that has places, where one is likelier than none. `first`: the first line of the stretch."""
    if not len(odds):
        return
    lines, starts = np.unique(places.line, return_index=True)
    weights = (distances.around(lines - first)[np.searchsorted(lines, places.line), places.distance] * odds).tolist()
    for line, (start, end) in zip(lines.tolist(), pairwise([*starts.tolist(), len(weights)]), strict=True):
        best = max(range(start, end), key=weights.__getitem__)
        share = weights[best] / (1 + sum(weights[start:end]))
        if share >= LEAST_SHARE:
            yield Move(line, int(places.after[best]), share)


class _Distances:
    """How likely lines of a stretch are to have strayed by each distance, by what the lines around a line tell."""

    def __init__(self, tellings: Floats, size: int) -> None:
        self.tellings = tellings
        self.sums = np.concatenate((np.zeros((1, REACH + 1)), np.cumsum(tellings, axis=0)))
        even = np.zeros(REACH + 1)
        for columns in range(2, MOST_COLUMNS + 1):
            even[min(-(-size // columns), REACH)] += 1 / (MOST_COLUMNS - 1)
        self.prior = np.log((1 - EVEN) / (REACH + 1) + EVEN * np.convolve(even, JITTER, "same"))

    def around(self, rows: Numbers) -> Floats:
        """For each row of the stretch, and each distance, the odds that a line strays by it to one place there, against its staying."""
        low, high = np.maximum(rows - REACH, 0), np.minimum(rows + REACH + 1, len(self.tellings))
        told = self.prior + self.sums[high] - self.sums[low] - self.tellings[rows]
        most = told.max(axis=1)
        shares = np.exp(told - most[:, np.newaxis])
        whole = shares.sum(axis=1)
        strays = np.array([_share_straying(*of_row) for of_row in zip(most.tolist(), whole.tolist(), strict=True)])[:, np.newaxis]
        odds: Floats = strays * STRAYING * _jittered(shares / whole[:, np.newaxis]) / 2 + RARELY / (2 * REACH)
        return odds


def _share_straying(most: float, whole: float) -> float:
    """How likely lines stray at all: `most` nats speak for one distance, and `whole` times that for all."""
    return PAGES_WITH_STRAYS / (PAGES_WITH_STRAYS + (1 - PAGES_WITH_STRAYS) * math.exp(-min(most, 300.0)) / whole)
