"""The words at the head of a column or a row of a table: what they say, the unit that they name, and what they are to its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.extract.measures import category_of
from kaozheng.tasks.extract.quantities import scan_quantities
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LONGEST_UNIT = 8
_NUMBERED = re.compile(
    r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]\s*)?(?:其中|[#＃*＊·])?[：:]?\s*(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]\s*)?"
)
_MARKED = re.compile(r"(?:\s*(?:[\[［〔]\d{1,2}[\]］〕]|[①-⑳*＊]))+$")
_BRACKET = re.compile(r"\s*[（(]([^（）()]{1,16})[）)]$")
_PERCENT = re.compile(r"\s*[（(]?±?([%％‰])[）)]?$")
_SLASH = re.compile(r"[/／，,]\s*([^/／，,]{1,8})$")
_BLANKS = re.compile(r"\s+")
_MAGNITUDE = re.compile("[十百千万亿]{1,2}")
_UNITS_TOLD = re.compile(r"(?:计量)?单位\s?[：:]\s*([^\s）)。；]{1,24}(?:\s*[、，,/]\s*[^\s）)。；]{1,8})*)")
_AND = re.compile(r"\s*[、，,；;]\s*")


@dataclass(frozen=True, slots=True)
class Label:
    """A cell of words. `spans`: what it says, without blanks, numbers before it and notes behind it; `said`: the same as text."""

    spans: tuple[Span, ...]
    said: str
    unit: str


@dataclass(frozen=True)
class TableLabels:
    """Reads labels by `table_labels.tsv`."""

    _whole: dict[tuple[str, str], str]
    _ends: dict[str, tuple[str, ...]]
    _totals: tuple[str, ...]
    _vocabulary: Vocabulary

    def read(self, text: str, cells: Sequence[Span]) -> Label:
        """What the cells of one head say together, from the top down."""
        spans: list[Span] = []
        unit = ""
        for start, end in cells:
            cell = text[start:end]
            low, cell = _edges(cell)
            for ending in (_BRACKET, _PERCENT, _SLASH):
                if (found := ending.search(cell, low)) and (known := self.unit(found[1])):
                    unit, cell = known, cell[: found.start()]
                    break
            if (note := _BRACKET.search(cell, low)) and not any(map(str.isdigit, note[1])):
                cell = cell[: note.start()]
            spans += [Span(start + low + a, start + low + b) for a, b in _parts(cell[low:])]
        said = "".join(text[a:b] for a, b in spans)
        if not unit and (unit := self.unit(said)):
            return Label((), "", unit)  # 户: it says no more
        return Label(tuple(spans), said, unit)

    def of_row(self, text: str, cells: Sequence[Span]) -> Label:
        """What the words of a row say, without those that it is the sum: 全国 of 全国总计, nothing of 合计."""
        label = self.read(text, cells)
        total = next((word for word in self._totals if label.said.endswith(word)), None)
        if total is None or not label.spans:
            return label
        spans, left = [], len(label.said) - len(total)
        for start, end in label.spans:
            spans += [Span(start, min(end, start + left))] if left > 0 else []
            left -= end - start
        return Label(tuple(spans), label.said[: -len(total)], label.unit)

    def is_magnitude(self, unit: str) -> bool:
        """Whether a unit is but a magnitude: 人口（万）."""
        return _MAGNITUDE.fullmatch(unit) is not None

    def are_alike(self, unit: str, other: str) -> bool:
        """Whether two units count things of one sort: 所 and 个, 人 and 名."""
        one, two = (next(scan_quantities(f"12{name}。", (), self._vocabulary), None) if name else None for name in (unit, other))
        return one is not None and two is not None and category_of(one) == category_of(two)

    def without_units(self, text: str, caption: Span) -> Span:
        """A caption up to where it names the units."""
        told = _UNITS_TOLD.search(text, *caption)
        end = told.start() if told else caption.end
        return Span(caption.start, caption.start + len(text[caption.start : end].rstrip(" （(，,　")))

    def is_a(self, use: str, said: str) -> bool:
        return (use, said) in self._whole or said.endswith(self._ends.get(use, ()))

    def spoken(self, said: str) -> str | None:
        """How a sentence would say it, where it says more than the label: 同比增长 for 同比."""
        return self._whole.get(("as", said))

    def unit(self, text: str) -> str:
        """The unit that a text names and nothing else, '' where it names none."""
        text = text.strip().removesuffix("数").replace("％", "%") if len(text) <= LONGEST_UNIT else ""
        if not text or text[0].isdigit():
            return ""
        if _MAGNITUDE.fullmatch(text):
            return text
        found = list(scan_quantities(f"12{text}。", (), self._vocabulary))
        return text if len(found) == 1 and found[0].end == len(text) + 2 and found[0].unit else ""

    def units_told(self, text: str) -> list[str]:
        """The units of a table that a line above it names: 单位：人、%."""
        told = _UNITS_TOLD.search(text)
        return [unit for part in _AND.split(told[1]) if (unit := self.unit(part))] if told else []


def _edges(cell: str) -> tuple[int, str]:
    """Where a label begins behind its number, and the label without the notes at its end."""
    cell = _MARKED.sub("", cell)
    numbered = _NUMBERED.match(cell)
    return (numbered.end() if numbered and numbered.end() < len(cell) else 0), cell


def _parts(text: str) -> list[tuple[int, int]]:
    """What blanks part."""
    borders = [0, *(at for m in _BLANKS.finditer(text) for at in m.span()), len(text)]
    return [(a, b) for a, b in zip(borders[::2], borders[1::2], strict=True) if a < b]


@built_once
def compile_table_labels(vocabulary: Vocabulary) -> TableLabels:
    entries = vocabulary.entries("table_labels")
    ends: dict[str, list[str]] = {}
    for entry in entries:
        if entry["where"] == "end":
            ends.setdefault(entry["use"], []).append(entry["label"])
    return TableLabels(
        {(e["use"], e["label"]): e["said"] for e in entries},
        {use: tuple(labels) for use, labels in ends.items()},
        tuple(sorted((e["label"] for e in entries if e["use"] == "total"), key=lambda word: -len(word))),
        vocabulary,
    )
