"""Between which days a text was written, by the words that it uses: 动态清零 was said of the present from August 2021 to December 2022."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kaozheng.tasks.vocabulary import Vocabulary, built_once


@dataclass(frozen=True)
class Eras:
    """Terms that news used of the present only between two days. A text that uses one was written in between."""

    _terms: re.Pattern[str]
    _days: dict[str, tuple[datetime.date | None, datetime.date | None]]

    def bounds(self, text: str) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and last day that all the terms in a text allow."""
        found = [self._days[term] for term in set(self._terms.findall(text))]
        firsts = [first for first, _ in found if first]
        lasts = [last for _, last in found if last]
        return max(firsts, default=None), min(lasts, default=None)


@built_once
def compile_eras(vocabulary: Vocabulary) -> Eras:
    days = {e["term"]: (_day(e["first"]), _day(e["last"])) for e in vocabulary.entries("eras")}
    return Eras(re.compile("|".join(sorted(map(re.escape, days), key=len, reverse=True))), days)


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
