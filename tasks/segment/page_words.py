"""Which characters stand together on a page, as sorted numbers: made for a whole page at once, and looked up by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kaozheng.tasks.text import code_points

CODE_BITS = 21  # of a code point
Codes = npt.NDArray[np.int64]


@dataclass
class PageWords:
    """Which characters stand together on a page. White space parts them, so a break speaks for itself nowhere."""

    texts: Sequence[str] = field(default=())

    def count(self, pair: str) -> int:
        """How often two characters stand side by side."""
        code = ord(pair[0]) << CODE_BITS | ord(pair[1])
        return bisect_right(self._pairs, code) - bisect_left(self._pairs, code)

    def holds(self, triple: str) -> bool:
        """Whether three characters stand side by side; of fewer, no."""
        if len(triple) < 3:
            return False
        code = (ord(triple[0]) << CODE_BITS | ord(triple[1])) << CODE_BITS | ord(triple[2])
        at = bisect_left(self._triples, code)
        return at < len(self._triples) and self._triples[at] == code

    @cached_property
    def pair_codes(self) -> Codes:
        """The number of each pair of neighbours, sorted."""
        return np.sort(_joined(self._points[:-1], self._points[1:]))

    @cached_property
    def _pairs(self) -> list[int]:
        codes: list[int] = self.pair_codes.tolist()
        return codes

    @cached_property
    def _triples(self) -> list[int]:
        points = self._points
        codes: list[int] = np.sort(_joined(_joined(points[:-2], points[1:-1]), points[2:])).tolist()
        return codes

    @cached_property
    def _points(self) -> Codes:
        return code_points("\n".join(self.texts)).astype(np.int64)


def _joined(codes: Codes, points: Codes) -> Codes:
    joined: Codes = codes << CODE_BITS | points
    return joined
