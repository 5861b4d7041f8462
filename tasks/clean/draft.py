"""What a repair sees: the text so far, the raw text that it came from, and the vocabulary; and how to walk its lines."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.clean.classes import members
from kaozheng.tasks.grid import grids, may_hold
from kaozheng.tasks.text import AlignedText, Span, code_points
from kaozheng.tasks.vocabulary import Vocabulary

LOST = "□"  # stands in the repaired text where a character is gone for good
IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
PRIVATE_USE = "\ue000-\uf8ff"
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_IDEOGRAPH_RANGES = ((0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # the same
_WIDE = re.compile(f"[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff{IDEOGRAPHS}{PRIVATE_USE}\uff01-\uff60\uffe0-\uffe6“”‘’—…]")
_SENTENCE_MARK = re.compile("[。！？；]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A document on its way through the repairs."""

    text: AlignedText
    raw: str
    vocabulary: Vocabulary

    @property
    def string(self) -> str:
        return self.text.string

    def raw_width(self, start: int, end: int) -> int:
        """Columns that `string[start:end]` took in the raw text, where it was wrapped: a Chinese character two, an ASCII character one."""
        raw = self.text.raw_span(start, end)
        return columns(self.raw[raw.start : raw.end])

    def raw_widths(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """`raw_width` of many spans at once."""
        wide_before = np.concatenate(([0], np.cumsum(_wide_characters()[code_points(self.raw)])))
        raw = self.text.raw_spans(spans)
        return [r.end - r.start + int(wide_before[r.end] - wide_before[r.start]) for r in raw]


@cache
def _wide_characters() -> npt.NDArray[np.bool_]:
    """Whether the character of a code point is two columns wide."""
    return members(_WIDE.pattern, sys.maxunicode + 1)


def columns(string: str) -> int:
    """Width in columns: a Chinese character two, an ASCII character one."""
    return len(string) + len(_WIDE.findall(string))


def count_ideographs(string: str) -> int:
    """How many characters of a long string are ideographs."""
    points = code_points(string)
    return sum(int(((points >= low) & (points <= high)).sum()) for low, high in _IDEOGRAPH_RANGES)


def lines(string: str) -> Iterator[Span]:
    """The lines that hold more than white space, without their trailing white space."""
    at = 0
    for line in string.split("\n"):
        content = line.rstrip()
        if content:
            yield Span(at, at + len(content))
        at += len(line) + 1


def table_lines(string: str, found: Sequence[Span]) -> frozenset[int]:
    """Which of the lines of a text stand in a table: what reads as furniture or as a broken line elsewhere is a row or a cell there."""
    return frozenset(i for grid in grids(string, found) for i in range(grid.first, grid.end)) if may_hold(string) else frozenset()


def is_prose(line: str) -> bool:
    """Whether a line reads as running text: a sentence mark and the length of a sentence, mostly Chinese."""
    return len(line) >= 20 and _SENTENCE_MARK.search(line) is not None and len(_IDEOGRAPH.findall(line)) * 2 > len(line)
