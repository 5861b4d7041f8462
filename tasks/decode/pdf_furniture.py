"""Running heads and page numbers: what stands at the same place at the head or foot of several pages, or is a number alone there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.decode.pdf_columns import Band, bands_of
from kaozheng.tasks.decode.pdf_glyphs import Glyphs
from kaozheng.tasks.decode.pdf_lines import lines_of

OUTER_BANDS = 2  # at the head and at the foot of a page that are looked at
LEAST_SHARE = 0.3  # of the pages that a running head stands on; left and right pages may have their own
GRID = 6.0  # points within which places are the same
_NUMBER = r"\d{1,4}|[ivxlIVXL]{1,6}|[一二三四五六七八九十百]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"(?:[-—–·•~～\s]{{0,3}}(?:{_NUMBER})[-—–·•~～\s]{{0,3}}|第\s?(?:{_NUMBER})\s?页(?:[\s,，/]{{0,2}}共\s?(?:{_NUMBER})\s?页)?"
    rf"|(?:Page|page|P\.|p\.)\s?\d{{1,4}}(?:\s?(?:of|/)\s?\d{{1,4}})?|\d{{1,4}}\s?/\s?\d{{1,4}})"
)
_DAY = re.compile(r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class _Edge:
    """A line at the head or foot of a page."""

    page: int
    members: npt.NDArray[np.int64]
    text: str
    key: tuple[str, int]


def without_furniture(pages: Sequence[Glyphs]) -> list[Glyphs]:
    """The pages without running heads and page numbers; a running head that tells the day stays on the first page that has it."""
    edges = [edge for number, glyphs in enumerate(pages) if len(glyphs) for edge in _edges(number, glyphs)]
    seen = Counter(edge.key for edge in edges)
    often = max(2, LEAST_SHARE * len(pages))
    told: set[tuple[str, int]] = set()
    kept = [np.ones(len(glyphs), dtype=bool) for glyphs in pages]
    for edge in edges:
        repeats = seen[edge.key] >= often
        if repeats and _DAY.search(edge.text) and edge.key not in told:
            told.add(edge.key)
        elif repeats or _PAGE_NUMBER.fullmatch(edge.text):
            kept[edge.page][edge.members] = False
    return [glyphs.take(keep) for glyphs, keep in zip(pages, kept, strict=True)]


def _edges(number: int, glyphs: Glyphs) -> list[_Edge]:
    body = glyphs.body_size()
    bands = bands_of(glyphs, body)
    if len(bands) == 1:
        return []
    head, foot = bands[:OUTER_BANDS], bands[max(len(bands) - OUTER_BANDS, OUTER_BANDS) :]
    # From the page's edge inwards, up to the first that is no line of its own.
    found = [_edge(number, glyphs, band) for band in _single(head, body)] + [
        _edge(number, glyphs, band) for band in _single(foot[::-1], body)
    ]
    return [edge for edge in found if edge.text]


def _single(bands: Sequence[Band], body: float) -> list[Band]:
    single = []
    for band in bands:
        if band.top - band.bottom > 2.5 * body:
            break
        single.append(band)
    return single


def _edge(number: int, glyphs: Glyphs, band: Band) -> _Edge:
    text = " ".join(line.text for line in lines_of(glyphs.take(band.members)))
    return _Edge(number, band.members, text, (_DIGITS.sub("0", text), round(band.bottom / GRID)))
