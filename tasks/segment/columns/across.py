"""Rows that were read across the columns of a page: told apart into the columns again.

The cells of a row stand on one line with white space between them, or each on a line of its own, row by row. Only the last columns are
shorter than the first, so that a row of fewer cells has those of the first columns. A stretch is read by columns only where what then
follows each other fits much better than the rows as they stand, which the rows of a table do not.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from kaozheng.tasks.segment.columns.lines import Gap, SetLine

MOST_COLUMNS = 6
LEAST_LINES, LEAST_ROWS = 6, 2
LEAST_FULL = 0.6  # share of the lines of a stretch that fill their column or end a paragraph
ACROSS, PARTED = -6.0, -1.0  # nats: how rarely a page is read across, and rows are whose cells stand wide apart
READS_WELL = 0.3  # nats a break, from which a stretch is left as it stands
LEAST_A_LINE = 0.15  # nats that each break reads better, on the average
MOST_CELLS = 600  # of a stretch whose rows are not marked: all numbers of rows are tried

Judge = Callable[[int, int], float]


class Region(NamedTuple):
    """Lines `start` to `end`, which belong in `order`; how sure that is."""

    start: int
    end: int
    order: list[int]
    confidence: float


def regions(lines: Sequence[SetLine], judge: Judge) -> Iterator[Region]:
    """The stretches that were read across. `judge`: how well one line goes on in another, in nats, by their numbers."""
    at = 0
    for _, block in groupby(lines, key=lambda line: line.block):
        size = len(list(block))
        found = _region(lines, at, at + size, judge)
        if found:
            yield found
        at += size


def _region(lines: Sequence[SetLine], start: int, end: int, judge: Judge) -> Region | None:
    block = lines[start:end]
    if len(block) < LEAST_LINES or sum(line.is_full or line.is_last for line in block) < LEAST_FULL * len(block):
        return None
    as_it_stands = _reads(range(start, end), judge)
    if as_it_stands > READS_WELL * len(block):
        return None
    orders = (_down(grid, _cells(block, start)) for grid in _grids(block))
    best, order = max(((_reads(order, judge), order) for order in orders), key=lambda found: found[0], default=(as_it_stands, []))
    parted = any(line.gap is Gap.WIDE for line in block[1:])
    gain = best - as_it_stands + (PARTED if parted else ACROSS)
    if gain < LEAST_A_LINE * len(block):
        return None
    return Region(start, end, order, 1 / (1 + math.exp(-min(gain, 30.0))))


def _cells(block: Sequence[SetLine], start: int) -> list[list[int]]:
    """The lines of each cell: one, and what was cut off its end."""
    cells: list[list[int]] = []
    for number, line in enumerate(block, start):
        if line.torn:
            cells[-1].append(number)
        else:
            cells.append([number])
    return cells


def _grids(block: Sequence[SetLine]) -> Iterator[list[int]]:
    """The numbers of cells that the rows of a block may have: as they stand, or where each line is a cell of its own, any."""
    rows = [sum(not line.torn for line in lines) for _, lines in groupby(block, key=lambda line: line.row)]
    if max(rows) == 1 and len(rows) <= MOST_CELLS:
        yield from _even_grids(len(rows))
    elif max(rows) > 1 and LEAST_ROWS <= len(rows) < 2 * sum(row > 1 for row in rows) and max(rows) <= MOST_COLUMNS:
        yield rows


def _even_grids(size: int) -> Iterator[list[int]]:
    """How so many lines may be rows of cells: of two columns and more, the last one of any height."""
    for columns in range(2, MOST_COLUMNS + 1):
        for last in range(1, size // columns + 1):
            rest = size - columns * last
            if rest % (columns - 1) == 0:
                yield [columns] * last + [columns - 1] * (rest // (columns - 1))


def _down(rows: Sequence[int], cells: Sequence[Sequence[int]]) -> list[int]:
    """The lines of cells that stand in rows of so many, column after column."""
    columns: list[list[int]] = [[] for _ in range(max(rows))]
    for first, row in zip(accumulate(rows, initial=0), rows, strict=False):
        for column in range(row):
            columns[column] += cells[first + column]
    return [line for column in columns for line in column]


def _reads(order: Sequence[int], judge: Judge) -> float:
    return sum(judge(a, b) for a, b in pairwise(order))
