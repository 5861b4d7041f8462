"""Score published rows against the expected rows of the samples: the same idea of a hit as users have of a right answer.

A row is right where its raw span overlaps an expected one and its core agrees: value and value_high of a count, first and last
day of a date (or that it is vague or lost), type and name of an actor, most of the span of a quote, the name of an initiative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Row = dict[str, object]


@dataclass
class Score:
    """Counts of rows; f1 is 1 where nothing was expected and nothing found."""

    hits: int = 0
    predicted: int = 0
    expected: int = 0

    def add(self, other: Score) -> None:
        self.hits, self.predicted, self.expected = self.hits + other.hits, self.predicted + other.predicted, self.expected + other.expected

    @property
    def f1(self) -> float:
        return 2 * self.hits / (self.predicted + self.expected) if self.predicted + self.expected else 1.0


def overlap(row: Row, want: Row) -> int:
    return min(row["raw_end"], want["end"]) - max(row["raw_start"], want["start"])


def _number(value: object) -> float | None:
    return None if value is None else round(float(value), 6)


def _same_day(found: object, want: object) -> bool:
    """To the precision of `want`, which may stop at the month or the year and may carry a clock time."""
    wanted = str(want or "")[:10]
    return str(found or "")[: len(wanted) or None] == wanted


def _same_count(row: Row, want: Row) -> bool:
    return all(_number(row[key]) == _number(want.get(key)) for key in ("value", "value_high"))


def _same_date(row: Row, want: Row) -> bool:
    told = {"vague": "vague", "missing": "lost"}.get(str(want["granularity"]))
    if told:
        return row["status"] == told
    answers = [(want["date_start"], want["date_end"]), *map(tuple, want.get("date_alt", []))]
    return any(_same_day(row["date_start"], start) and _same_day(row["date_end"], end) for start, end in answers)


def _same_actor(row: Row, want: Row) -> bool:
    return row["type"] in (want["type"], *want.get("type_alt", [])) and row["name"] in (want["name"], *want.get("name_alt", []))


def _same_quote(row: Row, want: Row) -> bool:
    return overlap(row, want) >= 0.8 * max(row["raw_end"] - row["raw_start"], want["end"] - want["start"])


def _same_initiative(row: Row, want: Row) -> bool:
    name, wanted = str(row["name"]), str(want.get("clean_name") or want["name"])
    return name in wanted or wanted in name


SAME: dict[str, Callable[[Row, Row], bool]] = {
    "counts": _same_count, "dates": _same_date, "actors": _same_actor, "quotes": _same_quote, "initiatives": _same_initiative,
}  # fmt: skip


def score(table: str, rows: list[Row], expected: list[Row], neutral: Iterable[tuple[int, int]] = ()) -> tuple[Score, list[str]]:
    """The score of one document's rows and, in words, what was missed and what was found beside."""
    same = SAME[table]
    candidates = sorted(
        (-overlap(row, want), i, j)
        for i, row in enumerate(rows)
        for j, want in enumerate(expected)
        if overlap(row, want) > 0 and same(row, want)
    )
    taken: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in taken and j not in taken.values():
            taken[i] = j
    spans = [{"start": start, "end": end} for start, end in neutral]
    hits = [j for j in taken.values() if not expected[j].get("optional")]
    extra = [row for i, row in enumerate(rows) if i not in taken and not any(overlap(row, span) > 0 for span in spans)]
    missed = [want for j, want in enumerate(expected) if j not in taken.values() and not want.get("optional")]
    faults = [f"missed {table} {want['quote']}" for want in missed] + [f"extra {table} {row['text']}" for row in extra]
    return Score(len(hits), len(hits) + len(extra), len(hits) + len(missed)), faults
