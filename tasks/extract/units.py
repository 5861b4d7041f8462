"""Units and classifiers from the vocabulary, and the longest one at a place of a text."""

from __future__ import annotations

from typing import NamedTuple

from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once


class Unit(NamedTuple):
    """A unit or classifier. A value times `factor` is in `base`; `measure` is '' where the counted noun decides."""

    name: str
    base: str
    factor: float
    category: str
    measure: str
    arabic_only: bool
    ordinal: bool
    not_before: str


class Units:
    """All units of a vocabulary."""

    def __init__(self, units: dict[str, Unit]) -> None:
        self._units = units
        self._longest = max(map(len, units))
        self._first = frozenset(name[0] for name in units)

    def __getitem__(self, name: str) -> Unit:
        return self._units[name]

    def at(self, text: str, start: int) -> Unit | None:
        """The longest unit that stands at `start` and is no part of a longer word there."""
        head = text[start : start + self._longest]
        if not head or head[0] not in self._first:
            return None
        for length in range(len(head), 0, -1):
            unit = self._units.get(head[:length])
            if unit and (text[start + length : start + length + 1] or " ") not in unit.not_before:
                return unit
        return None


@built_once
def compile_units(vocabulary: Vocabulary) -> Units:
    return Units({e["unit"]: _unit(e) for e in vocabulary.entries("units") if e["digits"] != "never"})


def _unit(entry: Entry) -> Unit:
    arabic_only, ordinal = entry["digits"] == "arabic", entry["ordinal"] == "yes"
    return Unit(
        entry["unit"], entry["base"], float(entry["factor"]), entry["category"], entry["measure"], arabic_only, ordinal, entry["not_before"]
    )  # fmt: skip
