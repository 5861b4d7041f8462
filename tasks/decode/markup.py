"""The visible text of markup by a single pass over its tags, whatever state it is in: no tree, no recursion, linear time."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

MOST_TAGS = 60_000  # what trafilatura takes three seconds for
MOST_DEPTH = 200
MOST_ATTRIBUTES = 1000  # of one tag; libxml2 takes time in the square of their number
MOST_SPANNED = 60  # rows of a cell, and columns of a table, that cells may span
LONGEST_CELL = 120  # characters in a cell of a table of data, not of layout
LONGEST_BAR = 120  # characters in pieces of an element named for sharing that is no more than a bar
LEAST_MENU = 3  # links in a line that nothing but a menu is
LONGEST_ATTRIBUTES = 1000  # characters of a tag that are looked at
HIDDEN = frozenset(("script", "style", "title", "noscript", "select", "svg", "iframe", "textarea", "button"))
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "o",
     "q", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
# Elements without an end, and those whose end tag is often left out.
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "li", "link", "meta", "p", "param", "source", "td", "tr", "track", "wbr")
)
# Signs within the text while it is read: edges of blocks, rows and cells, the ends of links, headings.
BLOCK, ROW, CELL, LINK, LINK_END, HEADING = "\v", "\x1e", "\x1f", "\x01", "\x02", "\x03"
_EDGES = {"tr": (ROW, ROW), "table": (ROW, ROW), "td": (CELL, ""), "th": (CELL, ""), "a": (LINK, LINK_END)} | {
    f"h{level}": (BLOCK + HEADING, BLOCK) for level in range(1, 7)
}
_SIGNS = re.compile("[\v\x01-\x03\x1e\x1f]")
_MARKS = re.compile("[\x01-\x03]")
_LINKED = re.compile("\x01[^\x01\x02]*\x02?")
_WORDS = re.compile(r"\w")
_BLANKS = " \t\r\n\f\xa0"
_NOT_SHOWN = re.compile(r"\shidden(?=[\s/=]|$)|\bdisplay\s{0,4}:\s{0,4}none\b", re.IGNORECASE)
_BAR = re.compile(
    r"\b(?:class|id)\s{0,4}=\s{0,4}[\"']?[^\"'>]{0,60}?(?<![a-z])(?:(?:bd|j|social)?share(?!holder|d)|fenxiang)", re.IGNORECASE
)
_OPENED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Possessive, so that each beginning of a tag is read once. A value without end counts as many.
_MANY_ATTRIBUTES = re.compile(
    rf"<[a-zA-Z][^\s/>]*+(?:[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]{{0,4096}}+\"|'[^']{{0,4096}}+'|[^\s>]*+))?+){{{MOST_ATTRIBUTES}}}"
)
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_RUBY_TEXT = re.compile(r"</?(?:ruby|rb)\b[^<>]{0,200}>|<(rt|rp|rtc)\b[^<>]{0,200}>[^<]{0,64}(?:</\1\s{0,4}>)?", re.IGNORECASE)
_PAGE = re.compile(
    r"\ufeff?(?:\s{0,64}<(?:!--[^<>]{0,500}--|\?xml[^<>]{0,200})>){0,8}\s{0,64}<(?:!doctype\s{1,4}html|html|head|body)\b", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_OF_TABLES = frozenset(("table", "tr", "td", "th"))
_COLUMNS, _ROWS = (re.compile(rf"\b{name}\s{{0,4}}=\s{{0,4}}[\"']?(\d{{1,3}})", re.IGNORECASE) for name in ("colspan", "rowspan"))
_WRAPPED = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[\r\n]\s*(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")


def is_page(text: str) -> bool:
    """Whether a text that came as plain text is an HTML page all the same."""
    return _PAGE.match(text) is not None


def without_ruby(markup: str) -> str:
    """The markup without the readings that ruby sets above characters."""
    return _RUBY_TEXT.sub("", markup)


def is_hostile(markup: str) -> bool:
    """Whether a tree builder may choke on it: too many tags, a tag with too many attributes, or nested too deep."""
    if markup.count("<") > MOST_TAGS or _MANY_ATTRIBUTES.search(markup):
        return True
    depth = deepest = 0
    for tag in _OPENED.finditer(markup):
        closing, name = tag.groups()
        if name.lower() not in VOID:
            depth = max(depth + (-1 if closing else 1), 0)
            deepest = max(deepest, depth)
    return deepest > MOST_DEPTH


@dataclass(frozen=True)
class Line:
    """A line of a page. `is_link`: nothing in it is outside links; `is_menu`: of several. `is_heading`: it stands in h1 to h6."""

    text: str
    is_link: bool
    is_menu: bool
    is_heading: bool


def visible_lines(markup: str) -> list[Line]:
    """The lines that a reader sees: no scripts, styles, comments, hidden elements and bars for sharing; cells of a row parted by a tab.

    Of a page that is hidden as a whole, until a script shows it, all lines.
    """
    parts = _SIGNS.sub(" ", markup).split("<")
    reader = _Reader()
    lines = _lines(reader.read(parts))
    return _lines(_Reader(shows_all=True).read(parts)) if reader.hides and not lines else lines


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    for row in html.unescape(text).split(ROW):
        before, *own = (cell.strip(BLOCK + _BLANKS) for cell in row.split(CELL))
        cells = [cell for cell in (before, *own) if cell]
        is_data = len(cells) > 1 and all(len(cell) <= LONGEST_CELL and BLOCK not in cell for cell in cells)
        data = "\t".join(_SPACE.sub(" ", cell) for cell in ((before, *own) if before else own))
        lines += map(_line, [data] if is_data else BLOCK.join(cells).split(BLOCK))
    return [line for line in lines if line.text]


def _line(text: str) -> Line:
    text = text if "\t" in text else _SPACE.sub(" ", text)
    bare = _MARKS.sub("", text)
    bare = bare.strip(" ") if "\t" in bare else bare.strip()  # an empty cell at the edge of a row is one too
    is_link = LINK in text and not _WORDS.search(_MARKS.sub("", _LINKED.sub("", text)))
    return Line(bare, is_link, is_link and text.count(LINK) >= LEAST_MENU, HEADING in text)


class _Cells:
    """The empty cells of tables where another spans rows or columns, so that what stands one below the other is of one column."""

    def __init__(self) -> None:
        self._tables: list[dict[int, int]] = []  # of each table that is open the rows that columns are spanned for still
        self._columns: list[int] = []  # of its row
        self._behind: list[int] = []  # of its last cell

    def tag(self, name: str, attributes: str, *, closing: bool) -> str:
        """The edges of the empty cells that stand before a tag."""
        if name == "table" and not closing:
            self._tables.append({})
            self._columns.append(0)
            self._behind.append(0)
        elif not self._tables:
            return ""
        elif name == "table":
            for state in (self._tables, self._columns, self._behind):
                state.pop()
        elif name == "tr":
            return self._row_end()
        elif not closing:
            return self._before_cell(_span(_COLUMNS, attributes), _span(_ROWS, attributes))
        return ""

    def _row_end(self) -> str:
        edges = CELL * self._behind[-1] + self._spanned() if self._columns[-1] else ""
        self._columns[-1] = self._behind[-1] = 0
        return edges

    def _before_cell(self, columns: int, rows: int) -> str:
        edges = CELL * self._behind[-1] + self._spanned()
        at = self._columns[-1]
        if at + columns > MOST_SPANNED:
            columns = rows = 1  # no table that tells anything is so wide
        if rows > 1:
            self._tables[-1].update(dict.fromkeys(range(at, at + columns), rows - 1))
        self._columns[-1], self._behind[-1] = at + columns, columns - 1
        return edges

    def _spanned(self) -> str:
        """The cells from here on that one above reaches down to."""
        spans, at = self._tables[-1], self._columns[-1]
        while spans.get(self._columns[-1], 0) > 0:
            spans[self._columns[-1]] -= 1
            self._columns[-1] += 1
        return CELL * (self._columns[-1] - at)


def _span(pattern: re.Pattern[str], attributes: str) -> int:
    found = pattern.search(attributes)
    return min(max(int(found[1]), 1), MOST_SPANNED) if found else 1


class _Reader:
    """Collects the text of a page, part by part: a tag and the text behind it.

    An element that is not shown is read like any other and taken back at its end, so that one without an end takes nothing with it.
    """

    def __init__(self, *, shows_all: bool = False) -> None:
        self.pieces: list[str] = []
        self.hides = False  # whether anything was not shown
        self._shows_all = shows_all
        self._skipped: str | None = None  # the element or comment whose content is no text
        self._hidden: str | None = None  # the element that is not shown
        self._start = 0  # of its pieces
        self._depth = 0  # elements of its name that are open
        self._is_bar = False  # named for sharing: not shown if it is no longer than such bars are
        self._cells = _Cells()

    def read(self, parts: list[str]) -> str:
        """The text of a page that was split at its `<`, with the signs of its edges."""
        self.pieces.append(parts[0])
        for part in parts[1:]:
            self._read(part)
        return "".join(self.pieces)

    def _read(self, part: str) -> None:
        if self._skipped is not None:
            self._skip(part)
        elif part.startswith("!--"):
            self._skipped = "!--"
            self._skip(part[3:])
        elif tag := _TAG.match(part):
            self._tag(bool(tag[1]), tag[2].lower(), part)
        else:
            self.pieces.append(part.partition(">")[2] if part.startswith(("!", "?", "/")) else "<" + part)

    def _skip(self, part: str) -> None:
        if self._skipped == "!--":
            _, end, text = part.partition("-->")
            if end:
                self._skipped = None
                self.pieces.append(text)
            return
        tag = _TAG.match(part)
        if tag and tag[1] and tag[2].lower() == self._skipped:
            self._skipped = None
            self.pieces.append(BLOCK + part.partition(">")[2])

    def _tag(self, closing: bool, name: str, part: str) -> None:
        attributes, _, text = part.partition(">")
        if name in HIDDEN and not closing and not attributes.endswith("/"):
            self._skipped = name
            return
        if self._hidden is None:
            if not closing and name not in VOID and not self._shows_all:
                self._open(name, attributes[:LONGEST_ATTRIBUTES])
        elif name == self._hidden:
            self._depth += -1 if closing else 1
            if not self._depth:
                self._close()
        if name in _OF_TABLES:
            self.pieces.append(self._cells.tag(name, attributes[:LONGEST_ATTRIBUTES], closing=closing))
        self.pieces.append(_EDGES.get(name, ("", "") if name in INLINE else (BLOCK, BLOCK))[closing] + _WRAPPED.sub("", text))

    def _open(self, name: str, attributes: str) -> None:
        self._is_bar = _BAR.search(attributes) is not None
        if self._is_bar or name in ("nav", "template") or _NOT_SHOWN.search(attributes):
            self._hidden, self._start, self._depth = name, len(self.pieces), 1
            self.hides = True

    def _close(self) -> None:
        self._hidden = None
        if not self._is_bar or sum(map(len, self.pieces[self._start :])) <= LONGEST_BAR:
            del self.pieces[self._start :]
