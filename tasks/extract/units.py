"""Units and classifiers from the vocabulary, and the longest one at a place of a text."""

from __future__ import annotations

from typing import NamedTuple

from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once


class Unit(NamedTuple):
    """A unit or classifier. A value times `factor` is in `base`; `measure` is '' where the counted noun decides.

    It is none where one of `not_before` stands behind it, nor, if it has any, where none of `only_before` does.
    """

    name: str
    base: str
    factor: float
    category: str
    measure: str
    arabic_only: bool
    ordinal: bool
    not_before: tuple[str, ...]
    only_before: tuple[str, ...]


class Units:
    """All units of a vocabulary."""

    def __init__(self, units: dict[str, Unit]) -> None:
        self._units = units
        lengths: dict[str, set[int]] = {}
        for name in units:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    def __getitem__(self, name: str) -> Unit:
        return self._units[name]

    def at(self, text: str, start: int) -> Unit | None:
        """The longest unit that stands at `start` and is no part of a longer word there."""
        for length in self._lengths.get(text[start : start + 1], ()):
            unit = self._units.get(text[start : start + length])
            if unit is None or text.startswith(unit.not_before, start + length):
                continue
            if not unit.only_before or text.startswith(unit.only_before, start + length):
                return unit
        return None


@built_once
def compile_units(vocabulary: Vocabulary) -> Units:
    return Units({e["unit"]: _unit(e) for e in vocabulary.entries("units") if e["digits"] != "never"})


def _unit(entry: Entry) -> Unit:
    arabic_only, ordinal = entry["digits"] == "arabic", entry["ordinal"] == "yes"
    not_before = entry["not_before"].split() if " " in entry["not_before"] else entry["not_before"]
    return Unit(
        entry["unit"], entry["base"], float(entry["factor"]), entry["category"], entry["measure"], arabic_only, ordinal,
        tuple(not_before), tuple(entry["only_before"].split()),
    )  # fmt: skip
