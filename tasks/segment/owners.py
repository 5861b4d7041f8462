"""Whose a paragraph is: the best way to share out what stands below a headline among its article and those that stand above it.

Each paragraph either goes on with the article read last or takes another one up again. A beam of readings is kept, and each is judged by
how the edges of paragraphs fit (`paragraphs`), whose words each paragraph uses (`affinity`), and how pages are built: an article that
breaks off in mid-sentence must go on somewhere, one that ends at a full stop seldom does; a page that breaks one article off breaks
others; every column holds the same articles in the same order, and of each of them as much as the column before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import exp, log, log1p
from operator import itemgetter
from typing import NamedTuple

from kaozheng.tasks.segment.affinity import Affinity
from kaozheng.tasks.segment.edges import is_open
from kaozheng.tasks.segment.paragraphs import Edges, Tail, Unit

# In nats, set on made pages (benchmarks/pages.py).
_AFFINITY_WEIGHT = 0.8
_RESUMES_TORN = -1.0
_AS_LINES, _MOST_CUT, _FEW = 40.0, 0.4, 4  # where more paragraphs than these break off they are lines as set, and an end tells little
_RESUMES_ENDED = -4.5
_EACH_RESUMED, _LIKELY_RESUMED = 0.7, 6
_NEXT_BELOW = 1.7
_EVEN = 1.2
_UNEVEN = 0.3
_SHORT, _SHORTEST_PIECE = -1.5, 60
_LEAST_COST = 0.0  # a move is never worth something by itself
_LOST = -1.0  # an end whose rest stands nowhere
_TEMPERATURE = 1.2  # the evidence is not as independent as its sum takes it to be
SUREST = 0.98  # jumps that all readings share are right so often
_BEAM, _HOPELESS = 16, 8.0  # readings that are kept, and nats behind the best one from which one is not
_CARRIED = 3  # readings that go on from one stretch to the next; more cost time and make more false jumps (benchmarks/pages.py)
_MOST_TORN = 6
_MOST_ENDED = 4


class Stand(NamedTuple):
    """Where an article stands: its last paragraph, and the characters of its last full piece (0: none) and of the piece being read."""

    tail: Tail
    full: int
    piece: int


class Owned(NamedTuple):
    """The article that a unit belongs to, and how sure it is that it follows there on the unit that it follows in this reading."""

    article: int
    confidence: float


class _Reading(NamedTuple):
    """One way to read a stretch so far: whose each unit is, who was read last, and where each article that can go on stands.

    `resumed`: how often an article was taken up again; `top`: the first one of the page that was, with which the next column begins.
    """

    score: float
    current: int
    resumed: int
    top: int
    stands: dict[int, Stand]
    before: _Reading | None = None

    def owners(self, size: int) -> list[int]:
        """Whose the last `size` units are."""
        owners: list[int] = []
        reading: _Reading | None = self
        while reading and len(owners) < size:
            owners.append(reading.current)
            reading = reading.before
        return owners[::-1]


class _Way(NamedTuple):
    """How a reading may go on: with which article, which then stands `after` the unit read."""

    score: float
    reading: _Reading
    article: int
    after: Tail

    def taken(self, size: int) -> _Reading:
        """The reading that goes on so, in a unit of `size` characters."""
        before, article = self.reading, self.article
        _, full, piece = before.stands[article]
        if article == before.current:
            stand, resumed, top = Stand(self.after, full, piece + size), before.resumed, before.top
        else:
            stand, resumed, top = Stand(self.after, piece, size), before.resumed + 1, min(before.top, article)
        return _Reading(self.score, article, resumed, top, {**before.stands, article: stand}, before)


@dataclass
class Sharing:
    """Shares the paragraphs of a page out, stretch by stretch. Several readings are carried on from one stretch to the next, for the rest
    of what one breaks off may stand further down and tell that another paragraph, which fitted it by chance, was none."""

    edges: Edges
    affinity: Affinity
    _readings: list[_Reading | None] = field(default_factory=lambda: [None])
    _as_lines: float = 0.0

    def owners(self, stretches: Sequence[tuple[int, Sequence[Unit]]]) -> list[list[Owned]]:
        """For each unit of the stretches, which stand each below the head of an article and hold one unit at least, whose it is."""
        passed: list[list[_Reading]] = []
        for number, (home, units) in enumerate(stretches):
            self._pass(home, units, first=not number, last=number + 1 == len(stretches))
            passed.append([reading for reading in self._readings if reading])
        sizes = [len(units) for _, units in stretches]
        owners = passed[-1][0].owners(sum(sizes)) if passed else []
        found: list[list[Owned]] = []
        # A stretch is judged by the readings of the one below, for that tells more of it.
        for size, below, readings in zip(sizes, [*sizes[1:], 0], [*passed[1:], *passed[-1:]], strict=True):
            own, owners = owners[:size], owners[size:]
            others = [(reading.score, reading.owners(size + below)[:size]) for reading in readings]
            found.append([Owned(*owned) for owned in zip(own, _confidences(own, others), strict=True)])
        return found

    def _pass(self, home: int, units: Sequence[Unit], *, first: bool, last: bool) -> None:
        """Carry the readings on over a stretch. `first`, `last`: no other is above it, or below it."""
        pairs = [[pair for line in unit.lines for pair in self.affinity.pairs_of(line.text)] for unit in units]
        if not first and (last or len(units) > 1):
            self._readings = [*self._best_readings(home, units, pairs, last=last)[:_CARRIED]]
            return
        self._readings = [self._unshared(before, home, units) for before in self._readings]
        for own in pairs:
            self.affinity.add(home, own)

    def _unshared(self, before: _Reading | None, home: int, units: Sequence[Unit]) -> _Reading:
        """All units under the headline that they stand below."""
        reading = self._beginning(before, home, units[0])
        for unit in units[1:]:
            reading = _Way(reading.score, reading, home, self.edges.after(reading.stands[home].tail, unit)).taken(len(unit.text))
        return reading

    def _best_readings(self, home: int, units: Sequence[Unit], pairs: Sequence[list[str]], *, last: bool) -> list[_Reading]:
        """Read once by what is known of the articles, and once more by what the first reading gave each of them."""
        cut = sum(is_open(unit.lines[-1].text) for unit in units) / (len(units) + _FEW)
        self._as_lines = _AS_LINES * max(cut - _MOST_CUT, 0.0)
        self.affinity.add(home, pairs[0])
        owners: list[int | None] = [home] + [None] * (len(units) - 1)
        articles = {home, *chain.from_iterable(reading.stands for reading in self._readings if reading)}
        readings: list[_Reading] = []
        for _ in range(2):
            evidence = [self._evidence(articles, own, owner) for own, owner in zip(pairs, owners, strict=True)]
            readings = self._read(home, units, evidence, last=last)
            best = readings[0].owners(len(units))
            for own, before, owner in zip(pairs, owners, best, strict=True):
                if before == owner:
                    continue
                if before is not None:
                    self.affinity.forget(before, own)
                self.affinity.add(owner, own)
            owners = [*best]
        return readings

    def _evidence(self, articles: Iterable[int], pairs: list[str], owner: int | None) -> dict[int, float]:
        """The affinity of a unit to each article, its own part in the article's words left out."""
        return {article: _AFFINITY_WEIGHT * self.affinity.evidence(article, pairs, own=article == owner) for article in articles}

    def _read(self, home: int, units: Sequence[Unit], evidence: Sequence[dict[int, float]], *, last: bool) -> list[_Reading]:
        """The best readings of a stretch, the best first. Its first unit stands under its own headline."""
        readings = [self._beginning(before, home, units[0]) for before in self._readings]
        for unit, weights in zip(units[1:], evidence[1:], strict=True):
            known: dict[Tail, tuple[float, Tail]] = {}
            onward = sorted((way for reading in readings for way in self._ways(reading, unit, weights, known)), key=_score, reverse=True)[
                :_BEAM
            ]
            hopeless = onward[0].score - _HOPELESS
            readings = [way.taken(len(unit.text)) for way in onward if way.score >= hopeless]
        if last:
            readings = sorted(map(_with_lost_ends, readings), key=_score, reverse=True)
        return readings

    def _ways(self, reading: _Reading, unit: Unit, affinity: Mapping[int, float], known: dict[Tail, tuple[float, Tail]]) -> Iterator[_Way]:
        """The ways to read on with each article going on in `unit`; `known` keeps what other readings found out about the same ends."""
        stands, current = reading.stands, reading.current
        following = min((article for article in stands if article > current), default=reading.top)
        often, leaving = log1p(min(reading.resumed, _LIKELY_RESUMED)), _evenness(stands[current])
        for article, stand in stands.items():
            tail = stand.tail
            if tail not in known:
                known[tail] = self.edges.score(tail, unit), self.edges.after(tail, unit)
            edge, after = known[tail]
            score = reading.score + affinity[article] + edge
            if article != current:
                score += self._resumption(tail, often, is_next=article == following) + leaving
            yield _Way(score, reading, article, after)

    def _resumption(self, tail: Tail, often: float, *, is_next: bool) -> float:
        """What it costs to take an article up again; less so where a column would hold it next."""
        cost = (_RESUMES_TORN if tail.torn else _RESUMES_ENDED) - self._as_lines
        likely = _EACH_RESUMED * often + (_NEXT_BELOW if is_next else 0.0)
        return min(cost + likely, _LEAST_COST)

    def _beginning(self, before: _Reading | None, home: int, unit: Unit) -> _Reading:
        begun = {home: Stand(self.edges.after(None, unit), 0, len(unit.text))}
        if before is None:
            return _Reading(0.0, home, 0, home, begun)
        return _Reading(before.score, home, before.resumed, home, {**_nearest(before.stands), **begun}, before)


def _nearest(stands: dict[int, Stand]) -> dict[int, Stand]:
    """Of the articles that break off and of those that do not, the nearest above."""
    torn = sorted(article for article, stand in stands.items() if stand.tail.torn)[-_MOST_TORN:]
    ended = sorted(article for article, stand in stands.items() if not stand.tail.torn)[-_MOST_ENDED:]
    return {article: stands[article] for article in sorted([*torn, *ended])}


_score = itemgetter(0)  # of a reading or a way


def _with_lost_ends(reading: _Reading) -> _Reading:
    return reading._replace(score=reading.score + _LOST * sum(stand.tail.torn for stand in reading.stands.values()))


def _evenness(left: Stand) -> float:
    """Evidence of a piece that ends here: an article stands in columns of one height, and of several lines; its last piece is shorter."""
    short = _SHORT * max(1 - left.piece / _SHORTEST_PIECE, 0.0)
    if not left.full:
        return short
    even = _EVEN * (1 - min(abs(log(left.piece / left.full)) / _UNEVEN, 2))
    may_be_last = left.piece < left.full and not left.tail.torn
    return short + (max(even, 0.0) if may_be_last else even)


def _confidences(owners: Sequence[int], readings: Sequence[tuple[float, Sequence[int]]]) -> list[float]:
    """For each unit of a stretch the share of its readings, weighed by their scores, in which the same unit stands before it in the same
    article as in the reading that gives it these `owners`."""
    highest = max(score for score, _ in readings)
    weights = [exp((score - highest) / _TEMPERATURE) for score, _ in readings]
    best = _predecessors(owners)
    agreeing = [0.0] * len(best)
    for weight, (_, others) in zip(weights, readings, strict=True):
        for i, (found, wanted) in enumerate(zip(_predecessors(others), best, strict=True)):
            agreeing[i] += weight * (found == wanted)
    return [SUREST * share / sum(weights) for share in agreeing]


def _predecessors(owners: Sequence[int]) -> list[tuple[int, int | None]]:
    """For each unit its article and the unit of the stretch that stands before it there."""
    latest: dict[int, int] = {}
    found = []
    for i, owner in enumerate(owners):
        found.append((owner, latest.get(owner)))
        latest[owner] = i
    return found
