"""Tables told as sentences, so that their numbers are read as any other: 秀水区新增确诊病例|3|例 for the cell of a row and a column.

The article is written anew with such sentences, row by row, in the place of each table; the days and places of its labels are copied with
them. What is read there is a count of the cell, and of nothing else.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.gazetteer import stem
from kaozheng.tasks.extract.mentions import ActorMention, CountMention, DateMention
from kaozheng.tasks.extract.quantities import masked
from kaozheng.tasks.extract.table_reading import Cell, Table, TableReader, is_year
from kaozheng.tasks.grid import CAPTION, grids
from kaozheng.tasks.text import AlignedText, Span
from kaozheng.tasks.vocabulary import Vocabulary

MOST_CELLS = 4000  # of an article
CAPTION_LINES = 8  # above a table, that are looked at
LONGEST_CAPTION = 60
_START, _SPAN = attrgetter("start"), attrgetter("start", "end")
_CELL = re.compile(r"[^|｜\t\s][^|｜\t]*(?<!\s)")
_DIGIT = re.compile("[0-9]")
_IS_NUMBER = re.compile(r"[-\d.,:/%\s]+")
_SENTENCE_END = re.compile("[。！？；]$")


class _Copy(NamedTuple):
    """A stretch of the article's text that stands at `at` in the text written anew."""

    start: int
    end: int
    at: int


@dataclass
class Told:
    """An article written anew, with its dates and actors.

    `home`: the article as it was, with what it names outside its tables, that tells where it is at home; `labels`: what is copied to tell
    of cells, in which no number counts; `cells`: by where its number stands each cell, with the codes of the places of its table's rows.
    """

    article: Article
    dates: list[DateMention]
    actors: list[ActorMention]
    home: tuple[Article, Sequence[ActorMention]]
    labels: list[Span]
    cells: dict[int, tuple[Cell, Sequence[str]]]
    _copies: list[_Copy]

    def back(self, counts: Sequence[CountMention]) -> list[CountMention]:
        """The counts where they stand in the article's own text."""
        begins = [copy.at for copy in self._copies]
        return [
            _of_cell(count, *self.cells[count.number_start])
            if count.number_start in self.cells
            else _shifted(count, self._copies[bisect_right(begins, count.start) - 1])
            for count in counts
        ]


def _shifted(count: CountMention, copy: _Copy) -> CountMention:
    by = copy.start - copy.at
    return count._replace(
        start=count.start + by, end=count.end + by, number_start=count.number_start + by, number_end=count.number_end + by
    )


def _of_cell(count: CountMention, cell: Cell, codes: Sequence[str]) -> CountMention:
    """A count as that of its cell, whose number is its evidence."""
    start, end = cell.number
    unit, item = None if cell.bare else count.unit, _item(count.item, cell)
    count = count._replace(start=start, end=end, number_start=start, number_end=end, unit=unit, item=item)
    if cell.place and not cell.place.own:
        return count._replace(place=cell.place.name, place_code=cell.place.code or None)
    within = stem(count.place_code) if count.place_code else ""
    elsewhere = cell.is_sum and any(not code.startswith(within) or code == count.place_code for code in codes)
    return count._replace(place=None, place_code=None) if cell.unplaced or elsewhere else count


def _item(item: str | None, cell: Cell) -> str | None:
    """What a cell counts: what its sentence says, with what its row names where that says no more than the column; else its labels."""
    if item is None:
        return cell.thing + cell.told or None
    if cell.thing and cell.thing in item:
        return item
    shared = next((n for n in range(len(item), 0, -1) if cell.called.endswith(item[:n])), 0)
    return cell.thing + item[shared:] if cell.thing else item[shared:] or cell.told or None


def told_tables(article: Article, dates: Sequence[DateMention], actors: Sequence[ActorMention], vocabulary: Vocabulary) -> Told | None:
    """The article with its tables told as sentences; None where it has none."""
    if not any(sentence.part == "table" for sentence in article.sentences):
        return None
    text = article.string
    sentences = [list(own) for _, own in groupby(article.sentences, key=attrgetter("paragraph"))]
    paragraphs = [_whole(text, own[0]._replace(end=own[-1].end)) for own in sentences]
    reader, teller = TableReader(text, dates, actors, vocabulary), _Teller(article)
    at = 0
    for is_table, group in groupby(range(len(paragraphs)), key=lambda number: paragraphs[number].part == "table"):
        numbers = list(group) if is_table else []
        for grid in grids(text, [Span(paragraphs[n].start, paragraphs[n].end) for n in numbers]):
            first = numbers[grid.first]
            table = reader.read(grid, _captions(text, paragraphs, first, named=any(grid.heads)))
            rows = {cell.number.start: row for row in table.rows for cell in row}
            told = sorted([*rows, *(span.start for cells in grid.heads for span in cells)])
            for number in numbers[grid.first : grid.end]:
                _, _, _, start, end = paragraphs[number]
                held = bisect_left(told, start)
                if not rows or held == len(told) or told[held] >= end:
                    continue
                teller.keep(at, start)
                row = rows.get(told[held], ())
                if row and row[0].number.start == told[held]:
                    teller.tell(row, table, _others(text, Span(start, end), row))
                at = end
    return teller.told(at, dates, actors) if teller.cells else None


def _whole(text: str, paragraph: Sentence) -> Sentence:
    """A row of a table with the empty cells at its edges."""
    if paragraph.part != "table":
        return paragraph
    end = text.find("\n", paragraph.end)
    return paragraph._replace(start=text.rfind("\n", 0, paragraph.start) + 1, end=len(text) if end < 0 else end)


def _others(text: str, line: Span, row: Sequence[Cell]) -> list[Span]:
    """The cells of a line that say more than a number, but for those that name its row."""
    named = [span for cell in row for span in (*cell.row, *cell.days)]
    cells = (Span(*found.span()) for found in _CELL.finditer(text, *line))
    told = [cell.number for cell in row]
    return [
        c
        for c in cells
        if _DIGIT.search(text, *c) and not any(c.start <= n.start < c.end for n in (*told, *named)) and not _IS_NUMBER.fullmatch(text, *c)
    ]


def _captions(text: str, paragraphs: Sequence[Sentence], first: int, *, named: bool) -> list[Span]:
    """The short lines above a table that say what it tells; `named`: its columns are, so that no such line is one of their heads."""
    found: list[Span] = []
    for number in range(first - 1, max(first - 1 - CAPTION_LINES, -1), -1):
        _, part, _, start, end = paragraphs[number]
        if part == "table" or end - start > LONGEST_CAPTION or _SENTENCE_END.search(text, start, end):
            break
        if CAPTION.fullmatch(text, start, end) or (named and number == first - 1):
            found.append(Span(start, end))
    return found[::-1]


@dataclass
class _Teller:
    """Writes an article anew, from left to right."""

    article: Article
    cells: dict[int, tuple[Cell, Sequence[str]]] = field(default_factory=dict)
    _written: list[str] = field(default_factory=list)
    _size: int = 0
    _copies: list[_Copy] = field(default_factory=list)
    _sentences: list[Sentence] = field(default_factory=list)
    _passed: int = 0  # sentences of the article
    _paragraph: int = 0
    _labels: list[Span] = field(default_factory=list)
    _places: list[ActorMention] = field(default_factory=list)
    _years: list[DateMention] = field(default_factory=list)

    def keep(self, start: int, end: int) -> None:
        """The article's own text as it stands, with its sentences."""
        shift, last = self._size - start, -1
        sentences = self.article.sentences
        while self._passed < len(sentences) and sentences[self._passed].start < end:
            sentence = sentences[self._passed]
            self._passed += 1
            if sentence.start < start:
                continue
            self._paragraph += sentence.paragraph != last
            last = sentence.paragraph
            moved = sentence._replace(paragraph=self._paragraph, start=sentence.start + shift, end=sentence.end + shift)
            self._sentences.append(moved)
        self._copy(Span(start, end))

    def tell(self, row: Sequence[Cell], table: Table, others: Sequence[Span]) -> None:
        """A paragraph of a row: the captions, a sentence for each number, and what its other cells say."""
        if len(self.cells) + len(row) > MOST_CELLS:
            return
        self._paragraph += 1
        if table.captions:
            begun = self._size
            for caption in table.captions:
                self._label(caption)
                self._write("，")
            self._end(begun)
        for cell in row:
            begun = self._size
            self._cell(cell, table.codes)
            self._end(begun)
        for other in others:
            begun = self._size
            self._copy(other)
            self._end(begun)
        self._write("\n")

    def told(self, at: int, dates: Sequence[DateMention], actors: Sequence[ActorMention]) -> Told:
        """What was written, with the rest of the article behind offset `at`."""
        article = self.article
        self.keep(at, len(article.string))
        anew = replace(article, text=AlignedText.raw("".join(self._written)), sentences=tuple(self._sentences))
        dates, actors = sorted(dates, key=_START), sorted(actors, key=_START)
        days = [
            dates[n]._replace(start=dates[n].start + by, end=dates[n].end + by)
            for n, by in self._moved([d.start for d in dates], [d.end for d in dates])
        ]
        named = [
            actors[n]._replace(start=actors[n].start + by, end=actors[n].end + by)
            for n, by in self._moved([a.start for a in actors], [a.end for a in actors])
        ]
        days, named = sorted([*days, *self._years], key=_SPAN), sorted([*named, *self._places], key=_SPAN)
        outside = [a for a in actors if article.sentence_at(a.start).part != "table"]
        rows = [Span(s.start, s.end) for s in article.sentences if s.part == "table"]
        plain = replace(article, text=AlignedText.raw(masked(article.string, rows)))
        return Told(anew, days, named, (plain, outside), self._labels, self.cells, self._copies)

    def _cell(self, cell: Cell, codes: Sequence[str]) -> None:
        for span in cell.days:
            said = self._label(span)
            if is_year(self.article.string, span):
                year = int(self.article.string[span.start : span.end])
                self._write("年")
                bounds = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
                self._years.append(DateMention(said.start, self._size, *bounds, "year", "explicit", "resolved"))
        if cell.days:
            self._write("，")
        for span in cell.places:
            self._label(span)
        begun = self._size
        for span in cell.row:
            self._label(span)
        if cell.place and cell.place.code and len(cell.row) > 1:
            self._places.append(ActorMention(begun, self._size, "place", cell.place.name, None, None, cell.place.code))
        self._write(cell.before)
        for span in cell.column:
            self._label(span)
        self._write(cell.behind)
        number = self._copy(cell.number)
        self.cells[number.start] = cell, codes
        self._write(cell.unit)

    def _label(self, span: Span) -> Span:
        said = self._copy(span)
        self._labels.append(said)
        return said

    def _end(self, begun: int) -> None:
        self._write("。")
        self._sentences.append(Sentence("", "body", self._paragraph, begun, self._size))

    def _copy(self, span: Span) -> Span:
        at = self._size
        if span.start < span.end:
            self._copies.append(_Copy(span.start, span.end, at))
            self._write(self.article.string[span.start : span.end])
        return Span(at, self._size)

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._size += len(text)

    def _moved(self, starts: Sequence[int], ends: Sequence[int]) -> Iterator[tuple[int, int]]:
        """The mentions in each copy of the text that they stand in, by number, and how far they stand from where they stood; `starts` are
        in order."""
        for start, end, at in self._copies:
            for number in range(bisect_left(starts, start), bisect_left(starts, end)):
                if ends[number] <= end:
                    yield number, at - start
