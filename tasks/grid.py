"""Grids: lines of a text that stand as a table, told by structure alone.

A row is a line whose cells are parted by bars, tabs or blanks, or as many lines as it has cells. Nothing is a table but what repeats: rows
of one shape, numbers in the same columns, above them a row of words, one a column. What does not line up is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from kaozheng.tasks.text import Span

LONGEST_CELL = 40  # of a table whose cells are told by blanks or lines alone
LONGEST_ROW = 160
MOST_HEADS = 3
LEAST_ROWS = 3  # the same for such a table
LEAST_WIDTH = 3  # columns of such a table whose heads are not plain
MOST_LABELS = 2  # columns of words before the numbers of such a row
LEAST_ALIKE = 0.75  # of the rows with numbers, which have as many cells as most
LEAST_NUMBERS = 0.7  # of the cells of a column of numbers
_BARS = "|｜"
_BAR = re.compile("[|｜]")
_TAB = re.compile("\t")
_WIDE = re.compile("[ \u3000]{2,}")
_BLANKS = re.compile("[ \u3000]+")
_TOKEN = re.compile("[^ \u3000]+")
_RULE = re.compile(r"[-:=—－\s]*")
_NUMBER = re.compile(
    r"(?P<number>[-+−－]?(?:[1-9]\d{0,2}(?:[,，]\d{3})+|[1-9]\d{0,11}|0)(?:\.\d+)?\s?(?:[%％‰]|个?百分点|[一-鿿]{1,3})?(?:[/／][一-鿿㎡]{1,3})?)"
    r"(?:\s?[（(][^（）()]{1,24}[）)])?"
)
_TIME = re.compile(
    r"(?:19|20)\d\d(?:年[^。，]{0,12})?|\d{1,2}月[^。，]{0,8}|\d{1,2}[-—–~～至]\d{1,2}月[^。，]{0,6}|\d{1,2}日|第?[一二三四1-4]季度"
)
_SENTENCE = re.compile("[。；！？，]|：$")
_NOTHING = frozenset(("", "-", "--", "—", "——", "–", "/", "…", "……"))
CAPTION = re.compile(
    r"[（(]?(?:附?[表图]\s?[\d一二三四五六七八九十]|附表|(?:计量)?单位\s?[：:]|[制填]表).*|.*(?:表|情况|统计|一览|公示|数据)(?:[（(][^（）()]*[）)])?"
)
_STUB = re.compile(
    ".{0,4}(?:项目|指标|名称|地区|类别|类型|品种|种类|序号|年份|月份|部门|县区|区县|县市区|乡镇|镇街|街道|岗位|景区|城市|省份|国家)(?:名称)?"
)
_BRACKET = re.compile(r"[（(][^（）()]{1,12}[）)]")
_NUMBERED = re.compile("\\d{1,3}[ \u3000]+")
# What a text without a table seldom holds so often: a number that ends a line, or stands before another one with blanks between.
_SIGN = re.compile("[0-9%％](?:[ \u3000]+[-0-9]|[ \u3000]*\n)")
_RULED = ("|", "｜", "\t")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `first`, `end`: its lines, its heads among them; `heads`: for each column the cells above it, from the top down.

    `rows`: its cells by column, an empty span for an empty one; `numbers`: the columns of numbers.
    """

    first: int
    end: int
    heads: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[Span, ...], ...]
    numbers: tuple[int, ...]


def grids(string: str, lines: Sequence[Span]) -> list[Grid]:
    """The tables among the lines of a text, in order and apart."""
    if not may_hold(string):
        return []
    every = [_cells(string, line) for line in lines]
    kept = [i for i, cells in enumerate(every) if any(cell.start < cell.end for cell in cells)]
    parted = [every[i] for i in kept]
    firsts = [cells[0] for cells in parted]
    found: list[Grid] = []
    at = 0
    for ruled, group in groupby(parted, key=lambda cells: len(cells) > 1):
        end = at + len(list(group))
        found += _ruled(string, parted, firsts, at, end) if ruled else _unruled(string, firsts, at, end)
        at = end
    return [replace(grid, first=kept[grid.first], end=kept[grid.end - 1] + 1) for grid in found]


def may_hold(string: str) -> bool:
    """Whether a text shows any sign of a table."""
    return any(mark in string for mark in _RULED) or next(islice(_SIGN.finditer(string), LEAST_ROWS - 1, None), None) is not None


def is_number(text: str) -> bool:
    """Whether a cell holds a number, with at most its unit, and is no day, month or year."""
    return _NUMBER.fullmatch(text) is not None and _TIME.fullmatch(text) is None


def is_time(text: str) -> bool:
    """Whether a cell holds a year, a season, a month or a day."""
    return _TIME.fullmatch(text) is not None


def number_in(string: str, cell: Span) -> Span | None:
    """The number of a cell with its unit, without a note in brackets behind it; None where it holds none."""
    found = _NUMBER.fullmatch(string, *cell)
    return Span(*found.span("number")) if found and is_number(string[cell.start : cell.end]) else None


def _cells(string: str, line: Span) -> list[Span]:
    """The cells of a line by its bars or tabs; the whole line where it has none."""
    start, end = body = _trimmed(string, *line)
    bar = next((mark for mark in _BARS if string.find(mark, start, end) >= 0), "")
    if bar:
        start += string[start] in _BARS
    elif string.find("\t", start, end) < 0:
        return [body]
    else:
        start, end = line
    borders = [start, *(at for m in (_BAR if bar else _TAB).finditer(string, start, end) for at in m.span()), end]
    cells = [_trimmed(string, *borders[i : i + 2]) for i in range(0, len(borders), 2)]
    return cells[:1] if len(cells) == 2 and cells[1].start == cells[1].end else cells  # a cell on a line of its own


def _trimmed(string: str, start: int, end: int) -> Span:
    text = string[start:end]
    body = text.strip()
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(body)) if body else Span(end, end)


# --- rows whose cells are parted by bars or tabs


def _ruled(string: str, parted: Sequence[Sequence[Span]], lines: Sequence[Span], first: int, end: int) -> Iterator[Grid]:
    """The tables of a run of such rows: one ends where heads stand below numbers."""
    most = max(len(parted[at]) for at in range(first, end))
    barred = all(row[-1].start == row[-1].end for row in parted[first:end] if len(row) == most)
    rows = {at: _row_of(string, parted[at], most if barred else 0) for at in range(first, end)}
    begun, counted = first, False
    for at, row in rows.items():
        if counted and row.is_heads:
            if grid := _table(string, rows, lines, begun, at):
                yield grid
            begun, counted = at, False
        counted |= row.counts
    if grid := _table(string, rows, lines, begun, end):
        yield grid


class _Row(NamedTuple):
    """A row and the kinds of its cells: n for a number, t for a time, w for words, '' for nothing."""

    cells: Sequence[Span]
    kinds: Sequence[str]

    @property
    def counts(self) -> bool:
        return "n" in self.kinds

    @property
    def told(self) -> int:
        return len(self.kinds) - self.kinds.count("")

    @property
    def is_heads(self) -> bool:
        return not self.counts and self.told > 1


def _row_of(string: str, cells: Sequence[Span], most: int) -> _Row:
    """A row; where all of `most` cells end in a bar, one that lacks just that has an empty cell there too."""
    cells = [*cells, Span(cells[-1].end, cells[-1].end)] if len(cells) == most - 1 and cells[-1].start < cells[-1].end else cells
    return _Row(cells, [_kind(string, cell) for cell in cells])


def _kind(string: str, cell: Span) -> str:
    text = string[cell.start : cell.end]
    if text in _NOTHING or _RULE.fullmatch(text):
        return ""
    if _TIME.fullmatch(text):
        return "t"
    return "n" if _NUMBER.fullmatch(text) else "w"


def _table(string: str, rows: dict[int, _Row], lines: Sequence[Span], first: int, end: int) -> Grid | None:
    counted = [row for at in range(first, end) if (row := rows[at]).counts]
    if not counted:
        return None
    width = Counter(len(row.cells) for row in counted).most_common(1)[0][0]
    whole = [row for row in counted if len(row.cells) == width]
    while width > 1 and not any(row.kinds[width - 1] for row in whole):
        width -= 1  # what fills up a row below a longer one
    if len(whole) < LEAST_ALIKE * len(counted):
        return None
    numbers = [c for c in range(width) if _counts([row.kinds[c] for row in whole])]
    fitting = [row for row in whole if all(row.kinds[c] in ("n", "t", "") for c in numbers)]
    top = first
    above = [row for row in takewhile(lambda row: not row.counts, (rows[at] for at in range(first, end))) if row.is_heads]
    if above:
        heads = _heads(string, above, width, 0 not in numbers)
    else:
        words = _words_above(string, lines, 0, first, width) or []
        if not words and 0 not in numbers:
            words = _words_above(string, lines, 0, first, width - 1) or []
        heads = tuple([()] * (width - len(words)) + words)
        top = first - sum(map(len, words))
    if not numbers or not fitting or (len(fitting) == 1 and not all(heads)):
        return None
    return Grid(top, end, heads, tuple(tuple(row.cells[:width]) for row in fitting), tuple(numbers))


def _heads(string: str, above: Sequence[_Row], width: int, labelled: bool) -> tuple[tuple[Span, ...], ...]:
    """The cells above each column; none where it is not plain which stands over which.

    Over several columns a head stands over the first of them, with empty cells over the others. A converter that knows nothing of that
    writes the cells that there are and fills the row up at its end.
    """
    none: tuple[tuple[Span, ...], ...] = tuple(() for _ in range(width))
    rows = [list(row.cells[:width]) for row in above[-MOST_HEADS:]]
    if len(rows) == 1 and labelled:
        told = [cell for cell in rows[0] if cell.start < cell.end]
        barred = any(mark in string[rows[0][0].start : rows[0][-1].end] for mark in _BARS)
        filled = all(cell.start < cell.end for cell in rows[0][: len(told)])
        if len(told) == width - 1 and barred and (len(rows[0]) == width - 1 or filled):
            return ((), *((cell,) for cell in told))
    filled_up = len(rows) > 1 and any(row[-1].start == row[-1].end and row[0].start < row[0].end for row in rows)
    if filled_up or any(len(row) != width for row in rows):
        return none
    found: list[list[Span]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        for c, cell in enumerate(row):
            below = any(lower[c].start < lower[c].end for lower in rows[depth + 1 :])
            if cell.start == cell.end and below and c:
                cell = next((row[i] for i in range(c - 1, 0, -1) if row[i].start < row[i].end), cell)
            if cell.start < cell.end:
                found[c].append(cell)
    return tuple(map(tuple, found))


def _words_above(string: str, lines: Sequence[Span], first: int, end: int, width: int) -> list[tuple[Span, ...]] | None:
    """So many cells of words on lines of their own, above line `end`; None where there are more or fewer.

    A unit in brackets on a line of its own belongs to the word above it. Of more words than columns, which are heads is not plain, unless
    the first of them is one that stands over the names of rows.
    """
    found: list[tuple[Span, ...]] = []
    unit: tuple[Span, ...] = ()
    at = end
    while (
        len(found) < width
        and at > first
        and _is_cell(string, lines[at - 1], number=False)
        and not CAPTION.fullmatch(string, *lines[at - 1])
    ):
        at -= 1
        if _BRACKET.fullmatch(string, *lines[at]):
            unit = (lines[at], *unit)
        else:
            found.append((lines[at], *unit))
            unit = ()
    above = lines[at - 1] if at > first else Span(0, 0)
    opens = at == first or not _is_cell(string, above, number=False) or CAPTION.fullmatch(string, *above) is not None
    opens |= len(found) == width and _STUB.fullmatch(string, *found[-1][0]) is not None
    return found[::-1] if len(found) == width and not unit and opens else None


def _counts(kinds: Sequence[str]) -> bool:
    """Whether a column is one of numbers."""
    told = [kind for kind in kinds if kind]
    return bool(told) and told.count("n") >= LEAST_NUMBERS * len(told)


# --- rows without bars


def _unruled(string: str, lines: Sequence[Span], first: int, end: int) -> Iterator[Grid]:
    at = first
    while at < end:
        grid = _spaced(string, lines, first, at, end) or _listed(string, lines, first, at, end)
        if grid:
            yield grid
            first = at = grid.end
        else:
            at += 1


def _spaced(string: str, lines: Sequence[Span], first: int, at: int, end: int) -> Grid | None:
    """The table whose first row of numbers line `at` is: words and as many numbers in each row, parted by blanks."""
    row = _row(string, lines[at])
    if row is None:
        return None
    rows = [row]
    stop = at + 1
    while stop < end and (row := _row(string, lines[stop])) is not None and len(row) == len(rows[0]):
        rows.append(row)
        stop += 1
    if len(rows) < LEAST_ROWS:
        return None
    width = len(rows[0])
    heads = _words(string, lines[at - 1], width) if at > first else None
    if heads is None and width < LEAST_WIDTH:
        return None
    told = tuple((head,) for head in heads) if heads else ((),) * width
    return Grid(at - bool(heads), stop, told, tuple(map(tuple, rows)), tuple(range(1, width)))


def _row(string: str, line: Span) -> list[Span] | None:
    """Words, then one or more numbers, parted by blanks."""
    text = string[line.start : line.end]
    if len(text) > LONGEST_ROW or not text[-1:].strip() or (" " not in text and "\u3000" not in text):
        return None
    tokens = [Span(line.start + m.start(), line.start + m.end()) for m in _TOKEN.finditer(text)]
    count = 0
    while count < len(tokens) and is_number(string[tokens[-1 - count].start : tokens[-1 - count].end]):
        count += 1
    if not count or count == len(tokens):
        return None
    start, stop = tokens[0].start, tokens[-1 - count].end
    if len(tokens) - count > 1 and (number := _NUMBERED.match(string, start, stop)):
        start = number.end()
    label = string[start:stop]
    if len(label) > LONGEST_CELL or _SENTENCE.search(label):
        return None
    return [Span(start, stop), *tokens[len(tokens) - count :]]


def _words(string: str, line: Span, width: int) -> list[Span] | None:
    """The heads of so many columns in a line above them; None where it does not hold just as many words."""
    text = string[line.start : line.end]
    if len(text) > LONGEST_ROW or _SENTENCE.search(text):
        return None
    for blanks in (_WIDE, _BLANKS):
        borders = [line.start, *(line.start + at for m in blanks.finditer(text) for at in m.span()), line.end]
        words = [Span(*borders[i : i + 2]) for i in range(0, len(borders), 2)]
        if len(words) == width + 1 and string[words[0].start : words[0].end] in ("序号", "编号"):
            words = words[1:]
        if len(words) == width and all(_kind(string, word) in ("w", "t") for word in words):
            return words
    return None


def _listed(string: str, lines: Sequence[Span], first: int, at: int, end: int) -> Grid | None:
    """The table whose first number line `at` is: a cell a line, as many words and then numbers in each row, above them a word a column."""
    if not _is_cell(string, lines[at], number=True) or (at > first and _is_cell(string, lines[at - 1], number=True)):
        return None
    behind = _run(string, lines, at, end, number=True)
    numbers, words = behind - at, _run(string, lines, behind, end, number=False) - behind
    if not 1 <= words <= MOST_LABELS or at - words < first or _run(string, lines, at - words, at, number=False) < at:
        return None
    heads = _words_above(string, lines, first, at - words, words + numbers)
    if heads is None and words + numbers < LEAST_WIDTH:
        return None
    rows: list[tuple[Span, ...]] = []
    misfits, begun, stop = 0, at - words, at - words
    while (label := _run(string, lines, begun, end, number=False)) - begun == words:
        if (counted := _run(string, lines, label, end, number=True)) == label:
            break
        stop = counted
        fits = stop - label == numbers
        rows += [tuple(lines[begun:stop])] if fits else []
        misfits += not fits
        begun = stop
    if len(rows) < LEAST_ROWS or misfits * 4 > len(rows):
        return None
    heads = heads or [()] * (words + numbers)
    return Grid(at - words - sum(map(len, heads)), stop, tuple(heads), tuple(rows), tuple(range(words, words + numbers)))


def _run(string: str, lines: Sequence[Span], at: int, end: int, *, number: bool) -> int:
    """Where the run of cells of that sort that begins at a line ends."""
    while at < end and _is_cell(string, lines[at], number=number):
        at += 1
    return at


def _is_cell(string: str, line: Span, *, number: bool) -> bool:
    """Whether a line is a cell: of a number, or what stands for none, or of words."""
    text = string[line.start : line.end]
    if len(text) > LONGEST_CELL:
        return False
    if text in _NOTHING or is_number(text):
        return number
    return not number and not _SENTENCE.search(text)
