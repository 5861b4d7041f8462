"""A place where a text names it, as the numbers beside it need it."""

from __future__ import annotations

from typing import NamedTuple

from kaozheng.tasks.extract.gazetteer import stem

SETTLEMENTS = ("镇", "乡", "村", "社区", "街道")
"""What places below the county end in."""


class Place(NamedTuple):
    """A place where a text names it, `at` its offset.

    `kind`: named, pronoun, goal (of those who act all over a country: 赴全国17个省份抓捕, the place of the number behind it alone), sum (of
    all provinces), seat (of an authority), house (of a firm, a hospital, a school), or aside, which is no number's place. `code` is that
    of the smallest division of GB/T 2260 that is known to hold it.
    """

    at: int
    end: int
    name: str
    code: str | None = None
    kind: str = "named"

    def within(self, other: Place) -> bool:
        """Whether this lies inside `other`, by code."""
        return bool(self.code and other.code and self.code != other.code and self.code.startswith(stem(other.code)))
