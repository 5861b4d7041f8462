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
from operator import mul
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
JITTER = np.array([0.15, 0.7, 0.15])  # of a distance: other lines have strayed too
HEADLINES = 2  # lines of no column that follow each other, from which they are taken for a headline block
OTHER_WIDTH = 2  # columns that widths differ by within a stretch of the page


class Places(NamedTuple):
    """Where a line may belong: behind the lines `after`, so many lines away; what that brings, in nats."""

    after: Numbers
    distance: Numbers
    gain: Floats

    def likely(self) -> Places:
        """Those that are rivals of each other."""
        rivals = self.gain > LEAST_GAIN
        return Places(self.after[rivals], self.distance[rivals], self.gain[rivals]) if rivals.any() else NOWHERE

    def odds(self) -> Iterator[float]:
        """How much likelier each is than that the line stays where it stands."""
        return map(math.exp, np.minimum(self.gain, 30.0).tolist())

    def weighed(self, by_distance: Floats) -> list[float]:
        """The odds, weighed by those of the distances."""
        return list(map(mul, by_distance[self.distance].tolist(), self.odds()))


NOWHERE = Places(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))


class _Loose(NamedTuple):
    """The breaks at which something may be missing: the line above, the one below (-1: none), whether an empty line stands there, how well
    the two go together, and how many lines of columns stand up to there."""

    lines: Numbers
    below: Numbers
    borders: Flags
    gaps: Floats
    positions: Numbers


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
        self.positions: list[int] = []
        self.loose: list[int] = []
        self.stretches = [stretch for stretch in _stretches(lines) if _is_set(lines, stretch)]
        self.told: dict[int, Floats] = {}

    def place_strays(self) -> None:
        """Move lines until nothing more is sure. After the first pass only stretches near a change are looked at again."""
        least, moves = SUREST, [list[Move]() for _ in self.stretches]
        self._look_again(range(len(self.stretches)), moves)
        for _ in range(MOST_PASSES):
            changed = self._make_all(move for found in moves for move in found if move.confidence >= least)
            if changed:
                self._look_again(self._near(changed), moves)
            elif least <= LEAST_SHARE:
                return
            else:
                least = max(least - STEP, LEAST_SHARE)

    def _look_again(self, stretches: Iterable[int], moves: list[list[Move]]) -> None:
        """Put the likely moves of these stretches into `moves`."""
        self.positions = self._counted()
        gaps = [self.setting.between(u, v, u in self.borders) for u, v in enumerate(self.below)]
        self.loose = [u for u, gap in enumerate(gaps) if gap < SURE]
        self.at_loose = _Loose(
            np.array(self.loose, np.int64),
            np.array([-1 if (v := self.below[u]) is None else v for u in self.loose], np.int64),
            np.array([u in self.borders for u in self.loose], np.bool_),
            np.array([gaps[u] for u in self.loose], np.float64),
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

    def _moves(self, stretch: list[int]) -> Iterator[Move]:
        """The likeliest move of each line of a stretch of the page, where one is likelier than none."""
        places: dict[int, Places] = {}
        for x, found in self._places([x for x in stretch if x not in self.moved]):  # what a line that was moved told stays told
            self.told[x] = _telling(found) if found is not NOWHERE else _telling_nothing()
            places[x] = found.likely()
        told = np.array([self.told[x] for x in stretch])
        distances = _Distances(told, sum(self.setting.lines[x].width > 0 for x in stretch))
        for row, x in enumerate(stretch):
            if x in places and len(places[x].after):
                weights = places[x].weighed(distances.around(row))
                best = max(range(len(weights)), key=weights.__getitem__)
                share = weights[best] / (1 + sum(weights))
                if share >= LEAST_SHARE:
                    yield Move(x, int(places[x].after[best]), share)

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

    def _places(self, lines: Sequence[int]) -> Iterator[tuple[int, Places]]:
        """For each line where it may belong other than where it stands."""
        waiting: list[tuple[int, float, Numbers]] = []
        size = 0
        for x in lines:
            lifted = self._lifted(x)
            if lifted < LIFTED:
                yield x, NOWHERE
                continue
            near = np.arange(bisect_left(self.loose, x - REACH), bisect_left(self.loose, x + REACH))
            near = near[np.abs(self.at_loose.lines[near] - x) > NEAREST]
            waiting.append((x, lifted, near))
            size += len(near)
            if size >= MOST_AT_ONCE:
                yield from self._weighed(waiting)
                waiting, size = [], 0
        if waiting:
            yield from self._weighed(waiting)

    def _weighed(self, waiting: Sequence[tuple[int, float, Numbers]]) -> Iterator[tuple[int, Places]]:
        """The places of lines: each line comes with what taking it out brings and with the loose breaks near."""
        sizes = [len(near) for _, _, near in waiting]
        near = np.concatenate([near for _, _, near in waiting])
        at = self.at_loose
        x = np.repeat(np.array([line for line, _, _ in waiting], np.int64), sizes)
        fitting = self.setting.inserted(at.lines[near], x, at.below[near], at.borders[near])
        gains = np.repeat(np.array([lifted for _, lifted, _ in waiting]), sizes) + fitting - at.gaps[near]
        # A line strays beside the one of its row, so that where it belongs is a column's height away from the line above it.
        above = [self.above[line] for line, _, _ in waiting]
        here = np.repeat(np.array([self.positions[a] if a is not None else 0 for a in above], np.int64), sizes)
        distances = np.minimum(np.abs(at.positions[near] - here), REACH)
        begin = 0
        for (line, _, _), size in zip(waiting, sizes, strict=True):
            own = slice(begin, begin + size)
            yield line, Places(at.lines[near[own]], distances[own], gains[own])
            begin += size

    def _lifted(self, x: int) -> float:
        """What taking a line out brings, in nats; endlessly little for one that never strays."""
        line = self.setting.lines[x]
        if line.is_heading or (not line.width and line.ends_sentence):
            return -math.inf
        between = self.setting.between
        a, b = self.above[x], self.below[x]
        apart = a in self.borders or x in self.borders
        return between(a, b, apart) - between(a, x, a in self.borders) - between(x, b, x in self.borders)

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


def _telling(places: Places) -> Floats:
    """For each distance how much likelier a line and its surroundings are, if lines stray by it, than if none do; in nats."""
    likelihood = [0.0] * (REACH + 1)
    for distance, odds in zip(places.distance.tolist(), places.odds(), strict=True):
        likelihood[distance] += odds / 2
    return np.log(1 - STRAYING + STRAYING * np.convolve(likelihood, JITTER, "same"))


@cache
def _telling_nothing() -> Floats:
    return _telling(NOWHERE)


class _Distances:
    """How likely lines of a stretch are to have strayed by each distance, by what the lines around a line tell."""

    def __init__(self, tellings: Floats, size: int) -> None:
        self.tellings = tellings
        self.sums = np.concatenate((np.zeros((1, REACH + 1)), np.cumsum(tellings, axis=0)))
        even = np.zeros(REACH + 1)
        for columns in range(2, MOST_COLUMNS + 1):
            even[min(-(-size // columns), REACH)] += 1 / (MOST_COLUMNS - 1)
        self.prior = np.log((1 - EVEN) / (REACH + 1) + EVEN * np.convolve(even, JITTER, "same"))

    def around(self, row: int) -> Floats:
        """For each distance the odds that a line strays by it to one place there, against its staying."""
        low, high = max(row - REACH, 0), min(row + REACH + 1, len(self.tellings))
        told = self.prior + self.sums[high] - self.sums[low] - self.tellings[row]
        most = told.max()
        shares = np.exp(told - most)
        whole = shares.sum()
        strays = PAGES_WITH_STRAYS / (PAGES_WITH_STRAYS + (1 - PAGES_WITH_STRAYS) * math.exp(-min(most, 300.0)) / whole)
        odds: Floats = strays * STRAYING * np.convolve(shares / whole, JITTER, "same") / 2 + RARELY / (2 * REACH)
        return odds
