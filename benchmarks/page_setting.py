"""Pages set from articles as newspapers set them, and dumped to flat text as converters dump them, with the truth of every character.

A band of the page holds an article over several columns, its headline on top. What a converter makes of it is the layout:

dumped     paragraphs whole, article after article, but for one or two articles that stand in the middle of another one
cut        bands above each other, dumped column after column: every article breaks off at each column's foot, in mid-word too
wrapped    the lines as they are set, article after article
intruding  the lines as they are set, column after column; here and there a line of the next column stands between them
across     rows read across the columns of a band
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from page_articles import Part, SourceArticle

_NOT_FIRST = "，。、；：！？”’）》」』%％…"
_NOT_LAST = "“‘（《「『"
_CUTTABLE = 12  # characters that stay on either side of a cut paragraph
INTRUSIONS = 0.05  # share of lines that stand in the column before their own
HEADERS = (
    "{paper} {year}年{month}月{day}日 星期{weekday} 第{number}版",
    "{year}.{month:02d}.{day:02d} 星期{weekday} {paper}",
    "{paper}　要闻 {number:02d}",
)
FOOTERS = ("责任编辑：{name} 版式：{other}", "责编 {name}　校对 {other}", "本版责编：{name} 美编：{other}")


class Owned(NamedTuple):
    """Characters `start` to `end` of the body of an article, as a piece of text."""

    article: int
    start: int
    end: int


class SetLine(NamedTuple):
    """A line of a column: its text, whose it is, and whether a paragraph begins and ends with it."""

    text: str
    owned: Owned | None
    begins: bool
    ends: bool


@dataclass(frozen=True)
class Page:
    """A flat text and what is true of it. `header`: its line of paper and day, '' without one; `fragments`: for each article the raw
    spans of its body in reading order."""

    layout: str
    text: str
    header: str
    articles: list[SourceArticle]
    fragments: list[list[tuple[int, int]]]
    furniture: list[tuple[int, int]]


@dataclass
class _Dump:
    """The text of a page in the making."""

    pieces: list[str] = field(default_factory=list)
    owned: list[tuple[Owned, int]] = field(default_factory=list)
    furniture: list[tuple[int, int]] = field(default_factory=list)
    at: int = 0

    def add(self, text: str, owned: Owned | None = None, *, between: str = "") -> None:
        """Put `between`, where anything stands before, and a piece of text."""
        if self.pieces:
            self._put(between)
        if owned:
            self.owned.append((owned, self.at))
        self._put(text)

    def add_furniture(self, text: str) -> None:
        self.add(text, between="\n\n")
        self.furniture.append((self.at - len(text), self.at))

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.at += len(text)

    def page(self, layout: str, header: str, articles: Sequence[SourceArticle]) -> Page:
        fragments: list[list[tuple[int, int]]] = [[] for _ in articles]
        for owned, at in sorted(self.owned):
            fragments[owned.article].append((at, at + owned.end - owned.start))
        return Page(layout, "".join(self.pieces), header, list(articles), fragments, self.furniture)


def page_of(articles: Sequence[SourceArticle], layout: str, rng: random.Random) -> Page:
    """The articles on one page, dumped as `layout`, one of `LAYOUTS`."""
    dump = _Dump()
    header = _furniture(rng.choice(HEADERS), rng) if rng.random() < 0.6 else ""
    if header:
        dump.add_furniture(header)
    LAYOUTS[layout](dump, articles, rng)
    if header:
        dump.add_furniture(_furniture(rng.choice(FOOTERS), rng))
    return dump.page(layout, header, articles)


def _furniture(form: str, rng: random.Random) -> str:
    names = rng.sample(["计予安", "蓝知秋", "辛树声", "凌问渠", "古怀远"], 2)
    paper, weekday = rng.choice(["梧岭晚报", "东屏日报", "沅川日报"]), rng.choice("一二三四五六日")
    day, number = rng.randrange(1, 29), rng.randrange(1, 12)
    return form.format(paper=paper, year=2023, month=5, day=day, weekday=weekday, number=number, name=names[0], other=names[1])


# --- paragraphs whole


def _dump_paragraphs(dump: _Dump, articles: Sequence[SourceArticle], rng: random.Random) -> None:
    """Articles that stand in the middle of another one: A B a, A B a b, A B C a, or none."""
    order = list(range(len(articles)))
    pattern = rng.choice(("none", "ABa", "ABab", "ABCa"))
    if pattern == "none" or len(order) < 3:
        for number in order:
            _put_head(dump, articles[number])
            _put_blocks(dump, _pieces(articles[number], number, None), articles[number].captions)
        return
    halves = {number: _halves(articles[number], number, rng) for number in order}
    cut = {"ABa": {0}, "ABab": {0, 1}, "ABCa": {0}}[pattern]
    stay = {"ABa": [0, 1], "ABab": [0, 1], "ABCa": [0, 1, 2]}[pattern]
    for number in stay:
        _put_head(dump, articles[number])
        first, rest = halves[number]
        _put_blocks(dump, first if number in cut else first[:-1] + _mended(first[-1:], rest), articles[number].captions)
    for number in sorted(cut):
        _put_blocks(dump, halves[number][1], [])
    for number in order[len(stay) :]:
        _put_head(dump, articles[number])
        _put_blocks(dump, _pieces(articles[number], number, None), articles[number].captions)


class _Paragraph(NamedTuple):
    text: str
    owned: Owned


def _pieces(article: SourceArticle, number: int, upto: int | None) -> list[_Paragraph]:
    found, at = [], 0
    for block in article.body[:upto]:
        found.append(_Paragraph(block.text, Owned(number, at, at + len(block.text))))
        at += len(block.text) + 1
    return found


def _halves(article: SourceArticle, number: int, rng: random.Random) -> tuple[list[_Paragraph], list[_Paragraph]]:
    """The article broken off inside a paragraph; where none is long enough, behind its first."""
    whole = _pieces(article, number, None)
    long = [i for i, p in enumerate(whole) if len(p.text) > 3 * _CUTTABLE and article.body[i].part is Part.PARAGRAPH]
    if not long:
        return whole[:1], whole[1:]
    index = rng.choice(long)
    text, owned = whole[index]
    at = rng.randrange(_CUTTABLE, len(text) - _CUTTABLE)
    while text[at] in _NOT_FIRST or text[at - 1] in _NOT_LAST:
        at += 1
    first = _Paragraph(text[:at], Owned(number, owned.start, owned.start + at))
    rest = _Paragraph(text[at:], Owned(number, owned.start + at, owned.end))
    return [*whole[:index], first], [rest, *whole[index + 1 :]]


def _mended(first: list[_Paragraph], rest: list[_Paragraph]) -> list[_Paragraph]:
    """Two halves as they were."""
    if not first or not rest or first[0].owned.end != rest[0].owned.start:
        return first + rest
    owned = Owned(first[0].owned.article, first[0].owned.start, rest[0].owned.end)
    return [_Paragraph(first[0].text + rest[0].text, owned), *rest[1:]]


def _put_head(dump: _Dump, article: SourceArticle) -> None:
    for line in article.head:
        dump.add(line, between="\n\n")


def _put_blocks(dump: _Dump, paragraphs: Sequence[_Paragraph], captions: Sequence[str]) -> None:
    for paragraph in paragraphs:
        dump.add(paragraph.text, paragraph.owned, between="\n\n")
    for caption in captions:
        dump.add(caption, between="\n\n")


# --- columns


def columns_of(article: SourceArticle, number: int, width: int, count: int) -> list[list[SetLine]]:
    """The lines of an article's body in `count` columns of `width` characters, as equal in height as can be."""
    lines = [
        line
        for paragraph, block in zip(_pieces(article, number, None), article.body, strict=True)
        for line in _wrapped(paragraph, width, block.part)
    ]
    height = -(-len(lines) // count)
    return [column for i in range(count) if (column := lines[i * height : (i + 1) * height])]


def _wrapped(paragraph: _Paragraph, width: int, part: Part) -> Iterator[SetLine]:
    """A paragraph's lines; the first is two characters shorter. No line begins with a closing mark or ends with an opening one."""
    text, owned = paragraph
    if part is Part.SUBHEAD:
        yield SetLine(text, owned, True, True)
        return
    at = 0
    while at < len(text):
        end = at + (width - 2 if at == 0 else width)
        while end < len(text) and (text[end] in _NOT_FIRST or text[end - 1] in _NOT_LAST or _in_number(text, end)):
            end += 1 if text[end] in _NOT_FIRST else -1
        end = min(end, len(text))
        yield SetLine(text[at:end], Owned(owned.article, owned.start + at, owned.start + end), at == 0, end == len(text))
        at = end


def _in_number(text: str, at: int) -> bool:
    return re.fullmatch(r"[\d.]{2}", text[at - 1 : at + 1]) is not None


def _dump_cut(dump: _Dump, articles: Sequence[SourceArticle], rng: random.Random) -> None:
    """Two or three bands above each other; each column of the page from head to foot."""
    at = 0
    while at < len(articles):
        bands = list(range(at, min(at + rng.choice((2, 3)), len(articles))))
        count = rng.randrange(2, 5)
        width = rng.randrange(14, 23)
        set_in = {number: columns_of(articles[number], number, width, count) for number in bands}
        for column in range(count):
            for number in bands:
                if column == 0:
                    _put_head(dump, articles[number])
                if column < len(set_in[number]):
                    _put_unwrapped(dump, set_in[number][column])
                if column == count - 1:
                    _put_blocks(dump, [], articles[number].captions)
        at = bands[-1] + 1


def _put_unwrapped(dump: _Dump, lines: Sequence[SetLine]) -> None:
    """A column with its lines joined, a paragraph a line."""
    for index, line in enumerate(lines):
        dump.add(line.text, line.owned, between="\n\n" if line.begins or not index else "")


def _dump_wrapped(dump: _Dump, articles: Sequence[SourceArticle], rng: random.Random) -> None:
    inside, between = _breaks(rng)
    for number, article in enumerate(articles):
        _put_head(dump, article)
        columns = columns_of(article, number, rng.randrange(14, 27), rng.randrange(2, 7))
        for index, line in enumerate(line for column in columns for line in column):
            dump.add(line.text, line.owned, between=("\n\n" if not index else between) if line.begins else inside)
        _put_blocks(dump, [], article.captions)


def _breaks(rng: random.Random) -> tuple[str, str]:
    """What a converter puts between two lines of a paragraph, and between two paragraphs."""
    return rng.choice(((" ", "\n\n"), ("\n", "\n\n"), ("\n", "\n")))


def _dump_intruding(dump: _Dump, articles: Sequence[SourceArticle], rng: random.Random) -> None:
    inside, between = _breaks(rng)
    for number, article in enumerate(articles):
        _put_head(dump, article)
        columns = columns_of(article, number, rng.randrange(14, 23), rng.randrange(2, 7))
        captions = list(article.captions)
        for column, (lines, strangers) in enumerate(_with_intruders(columns, rng)):
            if column and captions and rng.random() < 0.5:
                _put_blocks(dump, [], [captions.pop()])
            for index, line in enumerate(lines):
                begins = line.begins and index not in strangers
                dump.add(line.text, line.owned, between="\n\n" if not index else between if begins else inside)
        _put_blocks(dump, [], captions)


def _with_intruders(columns: Sequence[list[SetLine]], rng: random.Random) -> list[tuple[list[SetLine], set[int]]]:
    """The columns as they are dumped, some of their lines behind the line of the same row in the column before; and which these are."""
    found: list[tuple[list[SetLine], set[int]]] = []
    gone: set[int] = set()
    for column, lines in enumerate(columns):
        beside = columns[column + 1] if column + 1 < len(columns) else []
        moving = {row for row in range(1, min(len(lines), len(beside)) - 1) if row not in gone and rng.random() < INTRUSIONS}
        dumped: list[SetLine] = []
        strangers: set[int] = set()
        for row, line in enumerate(lines):
            if row not in gone:
                dumped.append(line)
            if row in moving:
                strangers.add(len(dumped))
                dumped.append(beside[row])
        found.append((dumped, strangers))
        gone = moving
    return found


def _dump_across(dump: _Dump, articles: Sequence[SourceArticle], rng: random.Random) -> None:
    """Each row of a band from the left to the right; the cells stand apart by spaces, or on lines of their own."""
    beside = rng.choice(("  ", "    ", "\n"))
    for number, article in enumerate(articles):
        _put_head(dump, article)
        columns = columns_of(article, number, rng.randrange(14, 23), rng.randrange(2, 7 if beside != "\n" else 4))
        for row in range(len(columns[0])):
            cells = [column[row] for column in columns if row < len(column)]
            for index, cell in enumerate(cells):
                dump.add(cell.text, cell.owned, between=beside if index else "\n" if row else "\n\n")
        _put_blocks(dump, [], article.captions)


LAYOUTS: dict[str, Callable[[_Dump, Sequence[SourceArticle], random.Random], None]] = {
    "dumped": _dump_paragraphs,
    "cut": _dump_cut,
    "wrapped": _dump_wrapped,
    "intruding": _dump_intruding,
    "across": _dump_across,
}
