"""Units and classifiers from the vocabulary, and the longest one at a place of a text."""

from __future__ import annotations

from dataclasses import dataclass

from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once


@dataclass(frozen=True, slots=True)
class Unit:
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
        openings: dict[str, list[tuple[int, Unit]]] = {}
        for name in sorted(units, key=len, reverse=True):
            openings.setdefault(name[:2], []).append((len(name), units[name]))
        # By their first two characters, the longest first, and behind those the unit of the first alone.
        self._by_opening = {
            opening: (*found, *openings.get(opening[0], ())) if len(opening) > 1 else tuple(found) for opening, found in openings.items()
        }

    def __getitem__(self, name: str) -> Unit:
        return self._units[name]

    def at(self, text: str, start: int) -> Unit | None:
        """The longest unit that stands at `start` and is no part of a longer word there."""
        opening = text[start : start + 2]
        for length, unit in self._by_opening.get(opening) or self._by_opening.get(opening[:1], ()):
            after = start + length
            if (length > 2 and not text.startswith(unit.name, start)) or (unit.not_before and text.startswith(unit.not_before, after)):
                continue
            if not unit.only_before or text.startswith(unit.only_before, after):
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
