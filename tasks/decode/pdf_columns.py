"""The reading order of a page of glyphs: headlines before the columns below them, columns from left to right.

A recursive X-Y cut. A region is sliced into bands, the rows between which white space crosses it. Gutters are white strips through
several bands with text wide enough for a column on both sides. Where the set of gutters changes, at a headline or a new article, the
region is cut across; else it is cut along its gutters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from kaozheng.tasks.decode.pdf_glyphs import Floats, Glyphs, Integers, middle

GUTTER = 0.7  # least width of a gutter, in sizes of the region's body text
SPREAD = 1.5  # times the usual gap of a band's characters
COLUMN = 4.5  # least width of a column, likewise; what is narrower are names in a list or cells of a table
ROWS = 2.6  # least height of a gutter: three lines
BESIDE = 1.6  # least height of what it has text on both sides of: two lines
WIDE = 1.0  # white space between bands that parts articles, not lines
HEADING = 1.25  # times the body size
HEADING_LINES = 3
LONE_BANDS = 2  # bands with text on one side of a gutter only, that stand above the columns and not in one
CENTRED = 3.0  # sizes off which a line is still centred on the columns, or at their edge
MOST_GUTTERS = 100  # that are followed at a time
DEEPEST = 24
FAR = 1e9

Interval = tuple[float, float]


@dataclass(frozen=True)
class Band:
    """A row of a region: its glyphs by their places in the region, and the white intervals along it, margins included."""

    members: Integers
    top: float
    bottom: float
    left: float
    right: float
    gaps: list[Interval]
    size: float
    is_heading: bool


@dataclass(frozen=True)
class Gutter:
    """A white strip through the bands from `first` to before `end`."""

    left: float
    right: float
    first: int
    end: int


def columns_in_order(glyphs: Glyphs, depth: int = 0) -> Iterator[Glyphs]:
    """The regions of text that hold no further columns, in reading order."""
    if not len(glyphs):
        return
    body = glyphs.body_size()
    bands = bands_of(glyphs, body)
    gutters = _gutters(bands, body) if depth < DEEPEST else []
    if not gutters:
        yield glyphs
        return
    cuts = _cuts(bands, gutters, body)
    through = [g for g in gutters if g.first == 0 and g.end == len(bands)]
    if not cuts and not through:
        cuts = [_weakest(bands, gutters)]
    if cuts:
        parts = [np.concatenate([b.members for b in bands[a:b]]) for a, b in zip([0, *cuts], [*cuts, len(bands)], strict=True)]
    else:
        parts = _sides(glyphs, through)
    for part in parts:
        yield from columns_in_order(glyphs.take(part), depth + 1)


def bands_of(glyphs: Glyphs, body: float) -> list[Band]:
    """The bands of a region from top to bottom."""
    order = np.argsort(-glyphs.top, kind="stable")
    top, floor = glyphs.top[order], np.minimum.accumulate(glyphs.bottom[order])
    breaks = np.flatnonzero(top[1:] < floor[:-1]) + 1
    large = glyphs.size[order] >= HEADING * body
    bands: list[Band] = []
    for start, end in zip([0, *breaks.tolist()], [*breaks.tolist(), len(order)], strict=True):
        members = order[start:end]
        gaps = _gaps(glyphs.left[members], glyphs.right[members], GUTTER * body)
        bands.append(
            Band(
                members,
                float(top[start]),
                float(floor[end - 1]),
                gaps[0][1],
                gaps[-1][0],
                gaps,
                middle(glyphs.size[members]),
                bool(large[start:end].all()),
            )
        )
    return _headings(bands)


def _headings(bands: list[Band]) -> list[Band]:
    """The bands, of which long runs in large type are no headings but a text of its own size."""
    found: list[Band] = []
    for (is_heading, _), run in groupby(bands, key=lambda band: (band.is_heading, round(band.size))):
        lines = list(run)
        found += [replace(band, is_heading=False) for band in lines] if is_heading and len(lines) > HEADING_LINES else lines
    return found


def _gaps(left: Floats, right: Floats, least: float) -> list[Interval]:
    """The white intervals along a band; in a headline spread out, only those that are wider than its spread."""
    order = np.argsort(left)
    starts, ends = left[order], np.maximum.accumulate(right[order])
    white = starts[1:] - ends[:-1]
    if len(white):
        least = max(least, SPREAD * middle(white))
    inner = np.flatnonzero(white >= least)
    return [(-FAR, float(starts[0])), *((float(ends[i]), float(starts[i + 1])) for i in inner), (float(ends[-1]), FAR)]


def _gutters(bands: list[Band], body: float) -> list[Gutter]:
    """White strips that are as deep as possible and have a column on both sides, each as wide as its bands leave it."""
    found: list[Gutter] = []
    alive: list[Gutter] = []
    for at, band in enumerate(bands):
        # A headline that stands alone belongs to all columns below it, however short it is.
        gaps = [] if band.is_heading and len(band.gaps) == 2 else band.gaps
        starts, ends = [a for a, _ in gaps], [b for _, b in gaps]
        first_at = dict.fromkeys(gaps, at)
        for gutter in alive:
            meeting = gaps[bisect_right(ends, gutter.left) : bisect_left(starts, gutter.right)]
            meets = [(max(gutter.left, a), min(gutter.right, b)) for a, b in meeting]
            if (gutter.left, gutter.right) not in meets:
                found.append(Gutter(gutter.left, gutter.right, gutter.first, at))
            for meet in meets:
                if meet[1] - meet[0] >= GUTTER * body:
                    first_at[meet] = min(first_at.get(meet, at), gutter.first)
        deepest = sorted(first_at.items(), key=lambda item: item[1])[:MOST_GUTTERS]
        alive = [Gutter(a, b, first, len(bands)) for (a, b), first in deepest]
    deep = (g for g in found + alive if bands[g.first].top - bands[g.end - 1].bottom >= ROWS * body)
    trimmed = [t for g in deep if (t := _trimmed(g, bands, body)) is not None]
    return _deepest(trimmed, bands)


def _trimmed(gutter: Gutter, bands: list[Band], body: float) -> Gutter | None:
    """The gutter without the bands above and below that have text on one side only; None where it parts no columns."""
    if gutter.left == -FAR or gutter.right == FAR:
        return None
    inside = bands[gutter.first : gutter.end]
    sides = [(b.left < gutter.left, b.right > gutter.right) for b in inside]
    both = [i for i, (a, b) in enumerate(sides) if a and b]
    if not both or inside[both[0]].top - inside[both[-1]].bottom < BESIDE * body:
        return None
    first, end = gutter.first, gutter.end
    lone = both[0]
    if lone <= LONE_BANDS and all(_stands_above(b, inside, body) for b in inside[:lone]):
        first += lone
    last = gutter.first + both[-1] + 1
    if 0 < end - last <= LONE_BANDS and bands[last - 1].bottom - bands[last].top >= WIDE * body:
        end = last
    if bands[first].top - bands[end - 1].bottom < ROWS * body:
        return None
    left = min(min(b.left for b in bands[first:end]), gutter.left)
    right = max(max(b.right for b in bands[first:end]), gutter.right)
    wide = gutter.left - left >= COLUMN * body and right - gutter.right >= COLUMN * body
    return Gutter(gutter.left, gutter.right, first, end) if wide else None


def _stands_above(band: Band, columns: list[Band], body: float) -> bool:
    """Whether a line on one side of a gutter is set over all columns: at their left edge, or centred on them."""
    left, right = min(b.left for b in columns), max(b.right for b in columns)
    centred = abs((band.left + band.right) - (left + right)) / 2 < CENTRED * body
    return band.top - band.bottom < 2 * body and (centred or band.left - left < CENTRED * body)


def _deepest(gutters: list[Gutter], bands: list[Band]) -> list[Gutter]:
    """Of gutters at the same place, the one through the most text; those beside each other need room for a column between them."""
    chosen: list[Gutter] = []
    for gutter in sorted(gutters, key=lambda g: (bands[g.end - 1].bottom - bands[g.first].top, g.left - g.right)):
        apart = (g for g in chosen if g.first < gutter.end and gutter.first < g.end)
        if all(gutter.right <= g.left or g.right <= gutter.left for g in apart):
            chosen.append(gutter)
    return chosen


def _cuts(bands: list[Band], gutters: list[Gutter], body: float) -> list[int]:
    """The bands that a new part of the page begins at."""
    edges = sorted({g.first for g in gutters} | {g.end for g in gutters} | {i for i, b in enumerate(bands) if b.is_heading})
    cuts = []
    for edge in edges:
        if not 0 < edge < len(bands):
            continue
        crossed = any(g.first < edge < g.end for g in gutters)
        white = bands[edge - 1].bottom - bands[edge].top
        after_heading = bands[edge - 1].is_heading
        if not crossed or (white >= WIDE * body and not after_heading):
            cuts.append(edge)
    return cuts


def _weakest(bands: list[Band], gutters: list[Gutter]) -> int:
    """Where gutters overlap like stairs: the edge that crosses the fewest of them, and of those the one below the most white space."""
    edges = {e for g in gutters for e in (g.first, g.end) if 0 < e < len(bands)}
    return min(edges, key=lambda e: (sum(g.first < e < g.end for g in gutters), bands[e].top - bands[e - 1].bottom))


def _sides(glyphs: Glyphs, gutters: list[Gutter]) -> list[Integers]:
    """The glyphs left of the first gutter, between the first and the second, and so on."""
    borders = sorted((g.left + g.right) / 2 for g in gutters)
    column = np.searchsorted(borders, (glyphs.left + glyphs.right) / 2)
    return [part for i in range(len(borders) + 1) if len(part := np.flatnonzero(column == i))]
