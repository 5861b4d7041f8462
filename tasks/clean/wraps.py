"""Where a layout broke its lines: the widths at which many lines end tell a broken line from a short one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE = 4  # columns that a line may fall short of the layout's width: punctuation is pushed over, a wide character may not fit
LEAST_LINES = 3  # of about one width, before it is taken for the width of a layout
LEAST_SHARE = 0.4  # of the lines that are broken off, or the layout is ragged and its width says nothing
LEAST_FURTHER_SHARE = 0.05  # the same for a second width and more
NARROWEST = 20  # columns; verse and lists are narrower
MOST_LAYOUTS = 6  # different column widths on one page


@dataclass(frozen=True, slots=True)
class Layout:
    """The widths, in columns, that the lines of a document were broken at; none where it was not wrapped."""

    widths: tuple[int, ...]

    def is_full(self, width: int) -> bool:
        """Whether a line so wide ends where the layout broke it."""
        return any(limit - TOLERANCE <= width <= limit for limit in self.widths)


def layout_of(broken: Sequence[int]) -> Layout:
    """The layout whose lines, where they were broken off in the middle of a sentence, are so many columns wide."""
    rest = sorted(width for width in broken if width >= NARROWEST)
    least, least_further = (max(LEAST_LINES, share * len(rest)) for share in (LEAST_SHARE, LEAST_FURTHER_SHARE))
    widths: list[int] = []
    while len(widths) < MOST_LAYOUTS and len(rest) >= LEAST_LINES:
        counts = [i + 1 - bisect_left(rest, width - TOLERANCE) for i, width in enumerate(rest)]
        most = max(counts)
        if most < (least_further if widths else least):
            break
        limit = rest[counts.index(most)]
        low, high = bisect_left(rest, limit - TOLERANCE), bisect_left(rest, limit + 1)
        widths.append(limit)
        del rest[low:high]
    return Layout(tuple(widths))
