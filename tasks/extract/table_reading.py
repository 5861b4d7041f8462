"""What heads, rows and captions of a table say of its numbers: unit, place, day, and in what words a sentence would tell them.

A head, a row or a caption tells what it names and nothing more: where two could be meant, none is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaozheng.tasks.extract.gazetteer import Gazetteer, compile_gazetteer
from kaozheng.tasks.extract.mentions import ActorMention, DateMention
from kaozheng.tasks.extract.nouns import Nouns, compile_nouns
from kaozheng.tasks.extract.places import CHINA
from kaozheng.tasks.extract.table_labels import Label, TableLabels, compile_table_labels
from kaozheng.tasks.grid import Grid, is_time, number_in
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

MOST_LABELS = 2  # columns of words that name a row
_FEWEST_RANKED = 3
_PERCENT = ("%", "‰")
_ANY = "个"
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTRY = "全国"
_OWN = frozenset(f"全{level}" for level in "省市州盟县区旗镇乡")  # of the article's own place
_SUMMED = re.compile("(?:人数|数量|数)?(?:基本)?(?:情况|统计|一览|汇总|公示|明细){0,2}表?$")


class Column(NamedTuple):
    """A column of numbers. `said`: how a sentence says its head, where that is more than the head's own words; `unit`: that of head or
    caption; `subject`: what it counts by the caption; `days`: of a share those of the column before it, whose share it is."""

    head: Label
    said: str | None
    is_share: bool
    unit: str
    subject: str
    days: Sequence[Span] = ()


class Place(NamedTuple):
    """A place that a label names; `own`: it is the article's own (全市), which its readers know."""

    name: str
    code: str | None
    own: bool = False


class Cell(NamedTuple):
    """A number of a table, as a sentence would tell it: its days, places, row and column in words, the unit behind it.

    `column`: words that stand in no cell, before or behind those of the head; `bare`: the unit is but supplied, for none is told.
    `place`: what its labels name; `is_sum`: of all rows; `unplaced`: its row is one place of many, and which is not known.
    `called`: what its row names; `thing`: the same, if it is neither place, day nor body; `told`: what its column says it counts.
    """

    number: Span
    days: Sequence[Span]
    places: Sequence[Span]
    row: Sequence[Span]
    before: str
    column: Sequence[Span]
    behind: str
    unit: str
    bare: bool
    place: Place | None
    is_sum: bool
    unplaced: bool
    called: str
    thing: str
    told: str


class Table(NamedTuple):
    """`captions`: the lines above it, without their units; `rows`: its numbers; `codes`: of its rows' places, '' of a country."""

    captions: Sequence[Span]
    rows: Sequence[Sequence[Cell]]
    codes: tuple[str, ...]


class TableReader:
    """Reads the tables of one article."""

    def __init__(self, text: str, dates: Sequence[DateMention], actors: Sequence[ActorMention], vocabulary: Vocabulary) -> None:
        self._text = text
        self._dates = dates
        self._days = {(d.start, d.end) for d in dates}
        self._labels: TableLabels = compile_table_labels(vocabulary)
        self._gazetteer: Gazetteer = compile_gazetteer(vocabulary)
        self._nouns: Nouns = compile_nouns(vocabulary)
        self._places = {a.start: a for a in actors if a.type == "place"}
        self._bodies = {a.start for a in actors if a.type in ("person", "organisation")}
        self._provinces = Counter(a.code[:2] for a in self._places.values() if a.code)
        self._level: str | None = None

    def read(self, grid: Grid, captions: Sequence[Span]) -> Table:
        text = self._text
        told = [unit for start, end in captions for unit in self._labels.units_told(text[start:end])]
        captions = [line for caption in captions if (line := self._labels.without_units(text, caption)).start < line.end]
        heads = [self._labels.read(text, cells) for cells in grid.heads]
        words = [c for c in range(len(heads)) if c not in grid.numbers]
        units = next((c for c in words if self._labels.is_a("unit", heads[c].said) and self._are_units(grid, c)), None)
        words = [c for c in words if c != units and not self._labels.is_a("none", heads[c].said)]
        words = [c for c in words if c < grid.numbers[0]] or words
        of_bodies = any(self._labels.is_a("body", heads[c].said) for c in words[:MOST_LABELS])
        subject = next(filter(None, (self._subject(text[start:end]) for start, end in reversed(captions))), "")
        columns = {c: self._column(heads[c], told, subject) for c in grid.numbers if self._counts(grid, c, heads[c], told)}
        columns = self._with_days(columns)
        rows = list(self._rows(grid, words[:MOST_LABELS]))
        self._level = self._level_of([label for _, label in rows])
        places = [self._place_of(label.spans) for _, label in rows]
        by_place = sum(map(bool, places)) * 2 > sum(bool(label.spans) for _, label in rows)
        by_place |= bool(words) and self._labels.is_a("place", heads[words[0]].said)
        days = [Span(d.start, d.end) for d in self._dates if any(line.start <= d.start and d.end <= line.end for line in captions)]
        day = days if len(days) == 1 else ()
        cells: list[list[Cell]] = []
        for (row, label), place in zip(rows, places, strict=True):
            unit = label.unit if units is None else self._labels.unit(text[row[units].start : row[units].end])
            counted = ((column, number) for c, column in columns.items() if (number := number_in(text, row[c])))
            cells.append([self._cell(number, label, place, column, unit, day, by_place, of_bodies) for column, number in counted])
        return Table(captions, cells, tuple(place.code for place in places if place and place.code is not None))

    # --- columns

    def _are_units(self, grid: Grid, column: int) -> bool:
        texts = [self._text[cell.start : cell.end] for row in grid.rows if (cell := row[column]).start < cell.end]
        return bool(texts) and sum(bool(self._labels.unit(text)) for text in texts) * 2 >= len(texts)

    def _counts(self, grid: Grid, column: int, head: Label, told: Sequence[str]) -> bool:
        """Whether the numbers of a column count something: not those of its rows, or ranks, nor what neither head nor caption names."""
        if self._labels.is_a("none", head.said) or not (head.said or head.unit or len(told) == 1):
            return False
        texts = [self._text[row[column].start : row[column].end] for row in grid.rows]
        return len(texts) < _FEWEST_RANKED or texts != [str(n) for n in range(1, len(texts) + 1)]

    def _subject(self, caption: str) -> str:
        """What a table counts by its caption: 确诊病例 of 各县确诊病例数统计表."""
        noun = self._nouns.last(_SUMMED.sub("", caption))
        return noun if noun and self._nouns[noun].unit and self._nouns[noun].unit not in _PERCENT else ""

    def _column(self, head: Label, told: Sequence[str], subject: str) -> Column:
        is_share = head.unit == "%" or self._labels.is_a("share", head.said)
        fitting = [unit for unit in told if (unit in _PERCENT) == is_share] if head.said and (len(told) > 1 or is_share) else told
        if len(fitting) > 1 and (noun := self._noun(head.said)):
            fitting = [unit for unit in fitting if self._labels.are_alike(unit, self._nouns[noun].unit)]
        nameless = self._is_nameless(head.said) and bool(head.said or head.unit)
        nameless |= bool(is_share and head.said and not self._nouns.last(head.said))
        unit = head.unit or (fitting[0] if len(fitting) == 1 else "")
        return Column(head, self._labels.spoken(head.said), is_share, unit, subject if nameless else "")

    def _with_days(self, columns: dict[int, Column]) -> dict[int, Column]:
        """Each share with the days of the column before it: 2021年 | 同比增长 | 2022年 | 同比增长."""
        days: Sequence[Span] = ()
        dated: dict[int, Column] = {}
        for c, column in columns.items():
            own = [span for span in column.head.spans if self._is_day(span)]
            days = own or (days if column.is_share else ())
            dated[c] = column._replace(days=days)
        return dated

    def _noun(self, said: str) -> str | None:
        return self._nouns.ending(said.rstrip("数")) if said else None

    # --- rows

    def _rows(self, grid: Grid, words: Sequence[int]) -> Iterator[tuple[Sequence[Span], Label]]:
        """The rows with what they are called; a cell that is left empty goes on with the one above it, but for the last."""
        above: dict[int, Span] = {}
        for row in grid.rows:
            own = [row[c] for c in words]
            for n, c in enumerate(words[:-1]):
                own[n] = above[c] = own[n] if own[n].start < own[n].end else above.get(c, own[n])
            own = [cell for cell in own if cell.start < cell.end]
            if own or not words:
                yield row, self._labels.of_row(self._text, own)

    def _level_of(self, labels: Sequence[Label]) -> str | None:
        """The level of most places that rows name for certain; it tells which of one name another is (河北 among provinces)."""
        self._level = None
        codes = [place.code for label in labels if (place := self._place_of(label.spans)) and place.code]
        levels = Counter(division.level for code in codes if (division := self._gazetteer.by_code.get(code)))
        return next((level for level, _ in levels.most_common(1)), None)

    def _place_of(self, spans: Sequence[Span]) -> Place | None:
        """The place that a label names and nothing else."""
        if not spans:
            return None
        known = self._places.get(spans[0].start)
        if known and known.end == spans[-1].end:
            abroad = any(not division.code for division in self._gazetteer.meanings.get(known.name, ()))
            return Place(known.name, "" if known.code is None and abroad else known.code)
        said = "".join(self._text[start:end] for start, end in spans)
        if said == _COUNTRY or said in _OWN:
            return Place(CHINA.name if said == _COUNTRY else said, None, said in _OWN)
        hit = next(iter(self._gazetteer.find(said)), None)
        if hit is None or (hit.start, hit.end) != (0, len(said)):
            return None
        likely = hit.divisions if len(hit.divisions) == 1 else [d for d in hit.divisions if d.level == self._level]
        if len(likely) > 1:
            likely = [d for d in likely if self._provinces[d.code[:2]]]
        return Place(likely[0].name, likely[0].code) if len(likely) == 1 else None

    # --- cells

    def _cell(
        self,
        number: Span,
        row: Label,
        place: Place | None,
        column: Column,
        row_unit: str,
        day: Sequence[Span],
        by_place: bool,
        of_bodies: bool,
    ) -> Cell:
        idle = self._labels.is_a("value", column.head.said) or self._labels.is_a("total", column.head.said)
        heads = () if idle and row.spans else column.head.spans
        days = [span for span in (*row.spans, *heads) if self._is_day(span)]
        across = [] if place else [span for span in heads if span not in days and self._place_of([span])]
        place = place or (self._place_of(across) if across else None)
        rest = [span for span in heads if span not in days and span not in across]
        is_thing = not (of_bodies or by_place or (place and not across) or self._names_a_body(row) or any(map(self._is_day, row.spans)))
        spoken = column.said if not idle else None
        subject = column.subject if place or not row.spans else ""
        unit = column.unit or ("" if column.is_share else row_unit)
        supplied = "" if unit and not self._labels.is_magnitude(unit) else self._classifier(row, column, subject, bool(across))
        has_own = not self._text[number.end - 1].isdigit()
        return Cell(
            number=number,
            days=days or column.days or day,
            places=across,
            row=[span for span in row.spans if span not in days],
            before=(subject if column.is_share else "") + (spoken or ""),
            column=() if spoken else rest,
            behind="" if column.is_share else subject,
            unit="" if has_own else unit + (supplied or (_PERCENT[0] if column.is_share else _ANY) if not unit or supplied else ""),
            bare=not has_own and not unit and not supplied,
            place=place,
            is_sum=by_place and not row.spans,
            unplaced=by_place and bool(row.spans) and not place,
            called=row.said,
            thing=row.said if is_thing else "",
            told="" if idle or self._is_nameless(column.head.said) else "".join(self._text[start:end] for start, end in rest),
        )

    def _names_a_body(self, row: Label) -> bool:
        return any(span.start in self._bodies for span in row.spans)

    def _is_nameless(self, said: str) -> bool:
        """Whether the head of a column says of its numbers all but what they count."""
        return not said or any(self._labels.is_a(use, said) for use in ("aspect", "total", "value"))

    def _is_day(self, span: Span) -> bool:
        return span in self._days or is_time(self._text[span.start : span.end])

    def _classifier(self, row: Label, column: Column, subject: str, across: bool) -> str:
        """The classifier of what a number without a unit counts, as in a sentence that leaves it out; '' where it has none."""
        if column.is_share:
            return ""
        named_by_row = across or self._labels.is_a("value", column.head.said)
        said = row.said if named_by_row else column.head.said
        noun = self._noun(subject) or self._noun(said)
        if noun is None and said.endswith("数"):
            return self._labels.unit(said[-2:-1])  # 成交套数
        return self._nouns[noun].unit if noun else ""


def is_year(text: str, span: Span) -> bool:
    """Whether a label is a year without the word."""
    return _YEAR.fullmatch(text, *span) is not None
