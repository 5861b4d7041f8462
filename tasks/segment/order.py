"""Reading order: the paragraphs of each article of a page, and which torn ends and beginnings are one paragraph.

A page breaks an article off where a column ends, and another article may stand before it goes on. Whose each paragraph is, `owners` tells;
what is one paragraph, `paragraphs`. An end that nothing fits stays cut, and nothing is joined that reads whole as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from kaozheng.tasks.segment.affinity import Affinity
from kaozheng.tasks.segment.continuation import Continuation
from kaozheng.tasks.segment.drafts import Draft
from kaozheng.tasks.segment.lines import Line
from kaozheng.tasks.segment.owners import SUREST, Sharing
from kaozheng.tasks.segment.page_words import PageWords
from kaozheng.tasks.segment.paragraphs import Edges, Tail, units_of


@dataclass(frozen=True, slots=True)
class Placed:
    """A line in reading order. `joins`: it goes on with the paragraph above it; `moved`: another article stands between them."""

    line: Line
    joins: bool
    moved: bool
    confidence: float


@dataclass
class _Flow:
    """The lines of an article as far as they are read."""

    placed: list[Placed]
    tail: Tail | None = None

    def add(self, lines: Sequence[Line], edges: Edges, confidence: float, *, moved: bool) -> None:
        for line in lines:
            odds = edges.join_odds(self.tail, line) if self.tail else None
            joins = odds is not None and odds > 0
            self.tail = edges.after_line(self.tail, line, joins=joins)
            # A jump is judged with its edges already; that what stands side by side is one paragraph, only here.
            sure = 1 / (1 + exp(-odds)) if odds is not None and joins and not moved else 1.0
            self.placed.append(Placed(line, joins, moved, confidence * sure))
            moved = False


def reading_order(drafts: Sequence[Draft], continuation: Continuation) -> list[list[Placed]]:
    """For each draft its lines in reading order. Time is in proportion to the length of the page."""
    words = PageWords([line.text for draft in drafts for line in (*_around(draft), *draft.body)])
    edges = Edges(continuation, words)
    if len(drafts) == 1:
        return [_alone(drafts[0], edges)]
    sharing = Sharing(edges, _affinity_of(drafts))
    flows = [_Flow([]) for _ in drafts]
    stretches = [(number, units) for number, draft in enumerate(drafts) if (units := list(units_of(draft.body)))]
    for (number, units), owners in zip(stretches, sharing.owners(stretches), strict=True):
        current = number
        for unit, owned in zip(units, owners, strict=True):
            flow = flows[owned.article]
            flow.add(edges.in_order(flow.tail, unit), edges, owned.confidence, moved=owned.article != current)
            current = owned.article
    return [flow.placed for flow in flows]


def _alone(draft: Draft, edges: Edges) -> list[Placed]:
    """The lines of the only article of a document: there is no other that its paragraphs may belong to."""
    flow = _Flow([])
    for unit in units_of(draft.body):
        flow.add(edges.in_order(flow.tail, unit), edges, SUREST, moved=False)
    return flow.placed


def _affinity_of(drafts: Sequence[Draft]) -> Affinity:
    page = Affinity(line.text for draft in drafts for line in (*_around(draft), *draft.body))
    for number, draft in enumerate(drafts):
        for line in _around(draft):
            page.add(number, page.pairs_of(line.text))
    return page


def _around(draft: Draft) -> list[Line]:
    head = draft.head
    return [*head.kicker, *head.title, *head.subtitle, *(line for caption in draft.captions for line in caption)]
