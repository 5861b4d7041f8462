"""The paragraphs of a page: where one breaks off, and whether a line goes on with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, log, log1p
from typing import NamedTuple

from kaozheng.tasks.grid import is_number
from kaozheng.tasks.segment.continuation import Continuation
from kaozheng.tasks.segment.edges import ends_waiting, is_open
from kaozheng.tasks.segment.lines import Kind, Line, is_torn
from kaozheng.tasks.segment.page_words import PageWords

_WORDS = re.compile("[\u4e00-\u9fff]")
_LONGEST_SURE_SUBHEAD = 16
_LONGEST_SUBHEAD = 32
_REMEMBERED = 160  # characters of a paragraph that its end is judged by
_GAP = -2.0  # an end whose rest is lost may stand before any paragraph of its article
_INSIDE = 2.5  # evidence from which two paragraphs are one although a subhead stands between them
_INTERRUPTED = 1.0
_TAKEN_FOR_CUT = -0.5  # what looks like half a sentence is a subhead
_BEGINS = log(2)  # of what begins here for sure, half of all paragraphs that stand behind a break being rests of others
_SHORTEST_LIKELY = 40  # an unfinished paragraph of this length is as likely cut as it is a line without a mark
_MOST_LIKELY = 2.0
_SUBHEAD_CUT = -2.5
_SENTENCE_CUT = -0.5  # a heading that is rather a sentence
_END = 12  # characters at the end of a paragraph that show whether it is text
_CLOSED = re.compile(r"[）)\]】”’」』]$")


class Unit(NamedTuple):
    """A paragraph with the subheads above it."""

    lines: tuple[Line, ...]
    text: str


class Tail(NamedTuple):
    """Where an article has stopped so far: its last paragraph, joined lines together, whether that ends without a final mark, and whether
    it so breaks off in mid-sentence."""

    text: str
    kind: Kind
    open: bool
    torn: bool


@dataclass(frozen=True)
class Edges:
    """Judges what may follow what on one page."""

    language: Continuation
    words: PageWords
    _known: dict[tuple[str, str], float] = field(default_factory=dict)
    _beginnings: dict[str, float] = field(default_factory=dict)

    def after(self, tail: Tail | None, unit: Unit) -> Tail:
        """Where the article stands once the unit is read."""
        first, *others = self.in_order(tail, unit)
        tail = self.after_line(tail, first, joins=tail is not None and self.joins(tail, first))
        for line in others:
            tail = self.after_line(tail, line, joins=self.joins(tail, line))
        return tail

    def after_line(self, tail: Tail | None, line: Line, *, joins: bool) -> Tail:
        """Where the article stands once the line is read, which `joins` the paragraph above it or does not."""
        text = (tail.text + line.text)[-_REMEMBERED:] if tail and joins else line.text
        ends_open = line.kind is not Kind.ROW and is_open(text)
        return Tail(text, line.kind, ends_open, ends_open and not (_is_subhead(line) and len(text) == len(line.text)))

    def in_order(self, tail: Tail | None, unit: Unit) -> tuple[Line, ...]:
        """The lines of a unit as they are read: a pull quote or a subhead that stands inside a sentence, behind it."""
        *heads, paragraph = unit.lines
        inside = heads and tail and tail.torn and not is_open(paragraph.text) and not self.joins(tail, heads[0])
        if inside and tail and self._evidence(tail, paragraph) >= _INSIDE and self.joins(tail, paragraph):
            return (paragraph, *heads)
        return unit.lines

    def score(self, tail: Tail, unit: Unit) -> float:
        """Evidence in nats that an article which has stopped at `tail` goes on with the unit."""
        first = self.in_order(tail, unit)[0]
        if _is_subhead(first):
            return _GAP if tail.torn else _BEGINS
        begins = self._begins(first.text)
        if not tail.torn:
            return begins
        goes_on = self._evidence(tail, first) - (_INTERRUPTED if first is not unit.lines[0] else 0.0)
        return max(goes_on, begins + _TAKEN_FOR_CUT if tail.kind is Kind.HEADING else _GAP)

    def _begins(self, text: str) -> float:
        """Evidence that a paragraph begins an article's part, and is no rest of another one."""
        found = self._beginnings.get(text)
        if found is None:
            found = self._beginnings[text] = _BEGINS - log1p(exp(self.language.midway(text)))
        return found

    def join_odds(self, tail: Tail, line: Line) -> float | None:
        """Log odds that `line` goes on with the paragraph above it, which a column break has cut; None where it cannot.

        What ends without words is whole (06.02.2020 13:20, an address of the web), but for a number right above: 7 of 71岁.
        """
        begins = line.kind in (Kind.DATELINE, Kind.ROW) or (line.kind is Kind.HEADING and not is_open(line.text))
        apart = begins or (line.gap > 1 and _stands_apart(tail.text, line.text))
        number = tail.text.isdigit() and line.gap == 1 and not is_number(line.text)
        if not tail.open or apart or not (number or _WORDS.search(tail.text[-_END:])):
            return None
        return _prior_of_cut(tail) + self._evidence(tail, line)

    def joins(self, tail: Tail, line: Line) -> bool:
        odds = self.join_odds(tail, line)
        return odds is not None and odds > 0

    def _evidence(self, tail: Tail, line: Line) -> float:
        edge = tail.text, line.text
        found = self._known.get(edge)
        if found is None:
            found = self._known[edge] = self.language.rest_odds(*edge, self.words)
        return found


def units_of(lines: Sequence[Line]) -> Iterator[Unit]:
    waiting: list[Line] = []
    for i, line in enumerate(lines):
        waiting.append(line)
        if not _is_subhead(line) or i + 1 == len(lines):
            yield Unit(tuple(waiting), "\n".join(line.text for line in waiting))
            waiting = []


def _is_subhead(line: Line) -> bool:
    """Surely a subhead: a longer line without a final mark may as well be a sentence that the page cut."""
    return line.kind is Kind.HEADING and len(line.text) <= _LONGEST_SURE_SUBHEAD and not is_torn(line.text)


def _stands_apart(above: str, below: str) -> bool:
    """Whether a blank line parts two texts for good: it must not make two numbers one, and what is closed before it ends there."""
    return _CLOSED.search(above) is not None or (above[-1:].isdigit() and below[:1].isdigit())


def _prior_of_cut(tail: Tail) -> float:
    """Log odds that a paragraph without a final mark is cut: a long one is; a short line is as likely a subhead."""
    if tail.kind is Kind.HEADING:
        return _SUBHEAD_CUT if len(tail.text) <= _LONGEST_SUBHEAD or "，" not in tail.text else _SENTENCE_CUT
    return _MOST_LIKELY if ends_waiting(tail.text) else min(len(tail.text) / _SHORTEST_LIKELY - 1, _MOST_LIKELY)
