"""Reading order: to which article each paragraph of a page belongs, and which torn ends and beginnings are one paragraph.

A page breaks an article off where a column ends, and another article may stand before it goes on. Only an article that breaks off in
mid-sentence can go on behind another one: it is suspended. Below the first paragraph of the other article each paragraph either goes on
with the article read last or resumes a suspended one. The best of all such readings of a stretch is taken, by two kinds of evidence:
how the torn edges fit (`edges.fit`) and whose words each paragraph uses (`affinity`). An end that nothing fits stays cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import NamedTuple

from kaozheng.tasks.segment.affinity import Affinity
from kaozheng.tasks.segment.drafts import Draft
from kaozheng.tasks.segment.edges import JOINS, beginning_torn, ends_waiting, fit, is_open, starts_inside
from kaozheng.tasks.segment.lines import Kind, Line, is_torn

_AFFINITY_WEIGHT = 0.25
_SWITCH = -1.25
_TORN_AFTER_END = -2.0
_GAP = -1.5  # lines may be missing between an end and what goes on with it
_BEAM = 12
_MOST_SUSPENDED = 6
_LONG_PARAGRAPH = 80
_LONGEST_SUBHEAD = 32


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in reading order. `joins`: it goes on with the paragraph above it; `moved`: another article stands between them."""

    line: Line
    joins: bool
    moved: bool
    confidence: float


class _Unit(NamedTuple):
    """A paragraph with the subheads above it."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


class _Reading(NamedTuple):
    """One way to read a stretch so far: whose each unit is, who was read last, and where each article that can go on has stopped."""

    score: float
    current: int
    tails: dict[int, Line]
    before: _Reading | None = None

    def owners(self) -> list[int]:
        owners: list[int] = []
        reading: _Reading | None = self
        while reading:
            owners.append(reading.current)
            reading = reading.before
        return owners[::-1]


@dataclass
class _Page:
    affinity: Affinity
    flows: list[list[Placed]]
    suspended: list[int] = field(default_factory=list)


def reading_order(drafts: Sequence[Draft]) -> list[list[Placed]]:
    """For each draft its lines in reading order."""
    page = _Page(_affinity_of(drafts), [[] for _ in drafts])
    for number, draft in enumerate(drafts):
        units = list(_units(draft.body))
        owners, confidences = _owners(page, number, units)
        current = number
        for unit, owner, confidence in zip(units, owners, confidences, strict=True):
            _place(page, owner, unit, owner != current, confidence)
            current = owner
        involved = {number, *owners, *page.suspended}
        torn = sorted(a for a in involved if page.flows[a] and _breaks_off(page.flows[a][-1].line))
        page.suspended = torn[-_MOST_SUSPENDED:]
    return page.flows


def _affinity_of(drafts: Sequence[Draft]) -> Affinity:
    several = drafts if len(drafts) > 1 else ()
    page = Affinity("\n".join(line.text for draft in several for line in (*_around(draft), *draft.body)))
    for number, draft in enumerate(several):
        for line in _around(draft):
            page.add(number, line.text)
    return page


def _around(draft: Draft) -> list[Line]:
    head = draft.head
    titles = [*head.kicker, *([head.title] if head.title else []), *head.subtitle]
    return titles + [line for caption in draft.captions for line in caption]


def _units(lines: Sequence[Line]) -> Iterator[_Unit]:
    waiting: list[Line] = []
    for i, line in enumerate(lines):
        waiting.append(line)
        if not _is_subhead(line) or i + 1 == len(lines):
            yield _Unit(tuple(waiting))
            waiting = []


def _is_subhead(line: Line) -> bool:
    """A short line without marks; a longer one with commas is rather a sentence that the page cut."""
    return line.kind is Kind.HEADING and (len(line.text) <= _LONGEST_SUBHEAD or "，" not in line.text)


def _breaks_off(line: Line) -> bool:
    """Whether the last line of an article on the page ends in mid-sentence."""
    return is_open(line.text) or (line.kind is Kind.HEADING and is_torn(line.text))


# --- whose a paragraph is


def _owners(page: _Page, home: int, units: Sequence[_Unit]) -> tuple[list[int], list[float]]:
    """For each unit of a stretch below the head of `home` the article that it belongs to, and how sure that is."""
    owners = [home] * len(units)
    if not page.suspended or len(units) < 2:
        for unit in units:
            page.affinity.add(home, unit.text)
        return owners, [1.0] * len(units)
    page.affinity.add(home, units[0].text)
    known = [True] + [False] * (len(units) - 1)
    for _ in range(2):  # once by what is known, once more by what the first reading gave each article
        evidence = [_evidence(page, [home, *page.suspended], unit, owners[i] if known[i] else None) for i, unit in enumerate(units)]
        readings = _read(page, home, units, evidence)
        best = readings[0].owners()
        for i, owner in enumerate(best):
            if known[i]:
                page.affinity.forget(owners[i], units[i].text)
            page.affinity.add(owner, units[i].text)
        owners, known = best, [True] * len(units)
    return owners, _confidences(readings)


def _evidence(page: _Page, articles: Sequence[int], unit: _Unit, owner: int | None) -> dict[int, float]:
    """The affinity of a unit to each article, its own part in the article's words left out."""
    if owner is not None:
        page.affinity.forget(owner, unit.text)
    found = {article: _AFFINITY_WEIGHT * page.affinity.evidence(article, unit.text) for article in articles}
    if owner is not None:
        page.affinity.add(owner, unit.text)
    return found


def _read(page: _Page, home: int, units: Sequence[_Unit], evidence: Sequence[dict[int, float]]) -> list[_Reading]:
    """The best readings of a stretch, the best first. Its first unit stands under its own headline."""
    tails = {article: page.flows[article][-1].line for article in page.suspended}
    readings = [_Reading(0.0, home, {**tails, home: units[0].lines[-1]})]
    for unit, weights in zip(units[1:], evidence[1:], strict=True):
        edges: dict[int, float] = {}
        onward = [_onward(reading, article, unit, weights[article], edges) for reading in readings for article in _can_go_on(reading)]
        readings = sorted(onward, key=lambda reading: -reading.score)[:_BEAM]
    return readings


def _can_go_on(reading: _Reading) -> list[int]:
    return [article for article, tail in reading.tails.items() if article == reading.current or _breaks_off(tail)]


def _onward(reading: _Reading, article: int, unit: _Unit, affinity: float, edges: dict[int, float]) -> _Reading:
    """The reading with `article` going on in `unit`; `edges` keeps the scores of the ends that other readings share."""
    tail = reading.tails[article]
    if tail.start not in edges:
        edges[tail.start] = _edge_score(tail, unit.lines[0])
    switch = 0.0 if article == reading.current else _SWITCH
    score = reading.score + affinity + switch + edges[tail.start]
    return _Reading(score, article, {**reading.tails, article: unit.lines[-1]}, reading)


def _edge_score(tail: Line, line: Line) -> float:
    if is_open(tail.text) and not _is_subhead(tail):
        return max(fit(tail.text, line.text), _GAP)
    return _TORN_AFTER_END if starts_inside(line.text) else -beginning_torn(line.text)


def _confidences(readings: Sequence[_Reading]) -> list[float]:
    """For each unit the share of the readings, weighed by their scores, that agree with the best one on it."""
    best = readings[0]
    weights = [exp(reading.score - best.score) for reading in readings]
    owners = [reading.owners() for reading in readings]
    agreeing = ([w for w, o in zip(weights, owners, strict=True) if o[i] == owner] for i, owner in enumerate(owners[0]))
    return [sum(w) / sum(weights) for w in agreeing]


# --- what is one paragraph


def _place(page: _Page, article: int, unit: _Unit, moved: bool, confidence: float) -> None:
    flow = page.flows[article]
    for line in unit.lines:
        joins = bool(flow) and _joins(_paragraph(flow), flow[-1].line.kind, line)
        flow.append(Placed(line, joins, moved, confidence))
        moved = False


def _paragraph(flow: Sequence[Placed]) -> str:
    """The last paragraph so far, its joined lines together."""
    texts: list[str] = []
    for placed in reversed(flow):
        texts.append(placed.line.text)
        if not placed.joins or sum(map(len, texts)) > _LONG_PARAGRAPH:
            break
    return "".join(reversed(texts))


def _joins(above: str, kind: Kind, line: Line) -> bool:
    """Whether a line goes on with the paragraph above it, which a column break has cut."""
    if not is_open(above) or line.kind is Kind.DATELINE or (line.kind is Kind.HEADING and not is_open(line.text)):
        return False
    return _length_evidence(above, kind) + fit(above, line.text) >= JOINS


def _length_evidence(above: str, kind: Kind) -> float:
    """A long paragraph that ends without a mark is cut; a short line is as likely a subhead."""
    if len(above) > _LONG_PARAGRAPH:
        return JOINS
    if kind is not Kind.HEADING:
        return JOINS if ends_waiting(above) else 0.5
    return -1.0 if len(above) <= _LONGEST_SUBHEAD or "，" not in above else 0.5
