"""The aligned text: a string that remembers where in the raw document each of its characters came from.

Every stage after decode works on an `AlignedText` and never handles raw offsets by hand: it edits, slices and joins, and
the origins follow.
An origin is a raw span, not a point, because a repair may turn several raw characters into one (當(dāng) into 当) or into several others
(a shifted GBK run into the words it was). Offsets are character indices, end exclusive, everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.int32]

_FEW = 12  # spans that are looked up faster one by one
_NO_OFFSETS: Offsets = np.empty(0, np.int32)
_NO_OFFSETS.setflags(write=False)


def code_points(string: str) -> npt.NDArray[np.uint32]:
    """The code point of each character, for questions about all characters at once."""
    return np.frombuffer(string.encode("utf-32-le", "surrogatepass"), np.uint32)


class Span(NamedTuple):
    """A half-open range of character indices."""

    start: int
    end: int


class Edit(NamedTuple):
    """Replace `text[start:end]` by `after`; `start == end` inserts, an empty `after` deletes."""

    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True, eq=False)
class AlignedText:
    """A string and, for each character, the raw span that it came from.

    `starts`, `ends`: raw offsets, one a character. `joints`: sorted text offsets p at which `string[p-1]` and `string[p]` were brought
    together by `take` or `join` although other text stands between them in the raw document, so that no single raw span covers both.
    """

    string: str
    starts: Offsets
    ends: Offsets
    joints: Offsets = field(default_factory=lambda: _NO_OFFSETS)

    def __post_init__(self) -> None:
        if not len(self.string) == len(self.starts) == len(self.ends):
            raise ValueError(f"{len(self.string)} characters, {len(self.starts)} starts and {len(self.ends)} ends")

    @classmethod
    def raw(cls, string: str) -> AlignedText:
        """The raw document itself: every character is its own origin."""
        starts = np.arange(len(string), dtype=np.int32)
        return cls(string, starts, starts + np.int32(1))

    @classmethod
    def empty(cls) -> AlignedText:
        return cls("", _NO_OFFSETS, _NO_OFFSETS)

    def __len__(self) -> int:
        return len(self.string)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AlignedText):
            return NotImplemented
        return (
            self.string == other.string
            and np.array_equal(self.starts, other.starts)
            and np.array_equal(self.ends, other.ends)
            and np.array_equal(self.joints, other.joints)
        )

    __hash__ = None  # type: ignore[assignment]

    # --- where it came from

    def raw_point(self, at: int) -> int:
        """The raw offset of the border before character `at`: the end of what stands before it."""
        if at > 0:
            return int(self.ends[at - 1])
        return int(self.starts[0]) if len(self.string) else 0

    def raw_span(self, start: int, end: int) -> Span:
        """The raw span of `string[start:end]`; where a joint lies inside, of the part before the first joint."""
        _check(start, end, len(self.string))
        if start == end:
            point = self.raw_point(start)
            return Span(point, point)
        if len(self.joints):
            first = np.searchsorted(self.joints, start, side="right")
            if first < len(self.joints) and self.joints[first] < end:
                end = int(self.joints[first])
        return Span(int(self.starts[start]), int(self.ends[end - 1]))

    def raw_spans(self, spans: Sequence[tuple[int, int]]) -> list[Span]:
        """`raw_span` of many spans at once."""
        if len(spans) <= _FEW:
            return [self.raw_span(start, end) for start, end in spans]
        begin, stop = (np.fromiter((s[i] for s in spans), np.int32, len(spans)) for i in (0, 1))
        if len(spans):
            _check(int(begin.min()), int(stop.max()), len(self.string))
        low, high = self._raw_borders(begin, stop)
        return list(map(Span, low.tolist(), high.tolist()))

    def raw_parts(self, start: int, end: int) -> list[Span]:
        """The raw spans of `string[start:end]` in reading order, one between each two joints."""
        _check(start, end, len(self.string))
        if start == end:
            return []
        if not len(self.joints):
            return [Span(int(self.starts[start]), int(self.ends[end - 1]))]
        low, high = np.searchsorted(self.joints, start, side="right"), np.searchsorted(self.joints, end, side="left")
        borders = [start, *self.joints[low:high].tolist(), end]
        return [Span(int(self.starts[a]), int(self.ends[b - 1])) for a, b in pairwise(borders)]

    def parts(self, start: int, end: int) -> list[Span]:
        """The text spans that `raw_parts` gives the origins of."""
        _check(start, end, len(self.string))
        low, high = np.searchsorted(self.joints, start, side="right"), np.searchsorted(self.joints, end, side="left")
        borders = [start, *map(int, self.joints[low:high]), end]
        return [Span(a, b) for a, b in pairwise(borders) if a < b]

    def has_joint(self, start: int, end: int) -> bool:
        """Whether a joint lies in `string[start:end]` or at either end of it."""
        return bool(np.searchsorted(self.joints, start, side="left") < np.searchsorted(self.joints, end, side="right"))

    def joints_inside(self, start: int, end: int, at: int) -> list[int]:
        """The joints inside `string[start:end]`, as offsets where that stands at `at`."""
        if not len(self.joints):
            return []
        low, high = np.searchsorted(self.joints, start, side="right"), np.searchsorted(self.joints, end, side="left")
        inside: list[int] = (self.joints[low:high] + (at - start)).tolist()
        return inside

    # --- edits, each giving a new value

    def slice(self, start: int, end: int) -> AlignedText:
        _check(start, end, len(self.string))
        if not len(self.joints):
            return AlignedText(self.string[start:end], self.starts[start:end], self.ends[start:end], self.joints)
        low, high = np.searchsorted(self.joints, start, side="right"), np.searchsorted(self.joints, end, side="left")
        joints = (self.joints[low:high] - start).astype(np.int32) if high > low else _NO_OFFSETS
        return AlignedText(self.string[start:end], self.starts[start:end], self.ends[start:end], joints)

    def convert(self, string: str) -> AlignedText:
        """The same characters written otherwise, one to one: script and width conversion."""
        if len(string) != len(self.string):
            raise ValueError(f"a one-to-one conversion gave {len(string)} characters for {len(self.string)}")
        return AlignedText(string, self.starts, self.ends, self.joints)

    def edit(self, edits: Sequence[Edit]) -> AlignedText:
        """All `edits` at once, in coordinates of this text, sorted and without overlap.

        Each new character has the raw span of all that it replaces; an insertion has the empty span at `raw_point`. Costs O(length + edits)
        without a Python step for each character. Raises ValueError on edits that overlap or are out of order or range.
        """
        return self.edited(edits)[0] if edits else self

    def edited(self, edits: Sequence[Edit]) -> tuple[AlignedText, list[Span]]:
        """`edit`, of one edit at least, and the raw span of what each of them replaces."""
        begin, stop, sizes = _edit_arrays(edits, len(self.string))
        low, high = self._raw_borders(begin, stop)
        # Stretches that stay and stretches that go take turns, before the edits and behind them.
        turns = np.empty(2 * len(edits) + 1, np.int32)
        turns[0], turns[2:-1:2], turns[-1] = begin[0], begin[1:] - stop[:-1], len(self.string) - stop[-1]
        stays = np.arange(len(turns)) % 2 == 0
        turns[1::2] = stop - begin
        kept = np.repeat(stays, turns)
        turns[1::2] = sizes
        old = np.repeat(stays, turns)
        new = ~old
        starts, ends = np.empty(len(old), np.int32), np.empty(len(old), np.int32)
        starts[old], ends[old] = self.starts[kept], self.ends[kept]
        starts[new], ends[new] = np.repeat(low, sizes), np.repeat(high, sizes)
        text = AlignedText(self._replaced(edits), starts, ends, self._moved_joints(begin, stop, sizes, len(starts)))
        return text, list(map(Span, low.tolist(), high.tolist()))

    def take(self, spans: Iterable[tuple[int, int]]) -> AlignedText:
        """Some of this text in another order: the reading order of a page.

        A joint stands wherever text other than white space was passed over.
        """
        wanted = [Span(*s) for s in spans if s[0] < s[1]]
        pieces = [self.slice(*s) for s in wanted]
        apart = [after.start < before.end or bool(self.string[before.end : after.start].strip()) for before, after in pairwise(wanted)]
        return _concatenate(pieces, apart)

    @staticmethod
    def join(pieces: Sequence[AlignedText], separator: str = "", *, apart: bool = True) -> AlignedText:
        """The pieces one after the other; `separator` has an empty origin. `apart` says whether a joint parts each two of them."""
        if separator:
            pieces = [p if i == 0 else p.edit([Edit(0, 0, separator)]) for i, p in enumerate(pieces)]
        return _concatenate(pieces, [apart] * (len(pieces) - 1))

    def through(self, base: AlignedText) -> AlignedText:
        """This text, whose origins lie in `base.string`, with origins in what `base` came from."""
        low, high = base._raw_borders(self.starts, self.ends)
        part = np.searchsorted(base.joints, self.starts, side="right")
        crossed = np.flatnonzero(part[1:] != part[:-1]) + 1
        joints = np.unique(np.concatenate((self.joints, crossed))).astype(np.int32)
        return AlignedText(self.string, low, high, joints)

    # --- the parts of an edit

    def _raw_borders(self, begin: npt.NDArray[np.integer], stop: npt.NDArray[np.integer]) -> tuple[Offsets, Offsets]:
        """`raw_span` of many text spans at once."""
        if not len(self.string):
            nothing = np.zeros(len(begin), np.int32)
            return nothing, nothing
        stop = np.asarray(stop)
        if len(self.joints):
            nearest = np.append(self.joints, np.int32(len(self.string)))[np.searchsorted(self.joints, begin, side="right")]
            stop = np.where(stop > begin, np.minimum(stop, nearest), stop)
        filled = stop > begin
        if filled.all():
            return self.starts[begin], self.ends[stop - 1]
        points = np.where(begin > 0, self.ends[np.maximum(begin - 1, 0)], self.starts[0])
        low = np.where(filled, self.starts[np.minimum(begin, len(self.string) - 1)], points)
        high = np.where(filled, self.ends[np.maximum(stop - 1, 0)], points)
        return low, high

    def _replaced(self, edits: Sequence[Edit]) -> str:
        pieces: list[str] = []
        at = 0
        for start, end, after in edits:
            pieces += (self.string[at:start], after)
            at = end
        pieces.append(self.string[at:])
        return "".join(pieces)

    def _moved_joints(self, begin: Offsets, stop: Offsets, sizes: Offsets, length: int) -> Offsets:
        """Each joint moves with the character after it; one inside what is replaced goes behind the replacement."""
        if not len(self.joints):
            return self.joints
        before = np.searchsorted(begin, self.joints, side="left")
        growth = np.concatenate(([0], np.cumsum(sizes - (stop - begin))))
        moved = self.joints + growth[before]
        if len(begin):
            last = np.maximum(before - 1, 0)
            inside = (before > 0) & (stop[last] > self.joints)
            moved = np.where(inside, begin[last] + growth[last] + sizes[last], moved)
        return np.unique(moved[(moved > 0) & (moved < length)]).astype(np.int32)


# --- transport


class Runs(NamedTuple):
    """The origins of many texts as runs, for storage: text offset, raw start and raw end of each run, text after text.

    A run whose raw length is its text length maps one to one; in any other run each character has the whole raw span. `counts`: the runs
    of each text.
    """

    counts: Offsets
    heads: Offsets
    raw_starts: Offsets
    raw_ends: Offsets


def runs_of(texts: Sequence[AlignedText]) -> Runs:
    sizes = np.fromiter(map(len, texts), np.int32, len(texts))
    if not sizes.any():
        return Runs(np.zeros(len(texts), np.int32), _NO_OFFSETS, _NO_OFFSETS, _NO_OFFSETS)
    starts, ends = np.concatenate([t.starts for t in texts]), np.concatenate([t.ends for t in texts])
    plain = ends - starts == 1
    begins = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)  # of each text, and the end of the last one
    is_head = np.ones(len(starts), np.bool_)
    same = (starts[1:] == starts[:-1]) & (ends[1:] == ends[:-1]) & ~plain[1:]
    onward = plain[1:] & plain[:-1] & (starts[1:] == starts[:-1] + 1)
    is_head[1:] = ~(same | onward)
    is_head[begins[:-1][sizes > 0]] = True
    heads = np.flatnonzero(is_head)
    lengths = np.diff(heads, append=len(starts))
    # A replacement of as many characters as it replaced would read as one to one: store it character by character.
    ambiguous = (lengths > 1) & ~plain[heads] & (ends[heads] - starts[heads] == lengths)
    if ambiguous.any():
        is_head |= np.repeat(ambiguous, lengths)
        heads = np.flatnonzero(is_head)
    lasts = np.append(heads[1:], len(starts)) - 1
    borders = np.searchsorted(heads, begins)
    counts = np.diff(borders).astype(np.int32)
    return Runs(counts, (heads - np.repeat(begins[:-1], counts)).astype(np.int32), starts[heads], ends[lasts])


def from_runs(strings: Sequence[str], runs: Runs, joints: Sequence[Offsets]) -> Iterator[AlignedText]:
    """The inverse of `runs_of`; `joints`: those of each text."""
    sizes = np.fromiter(map(len, strings), np.int32, len(strings))
    begins = np.cumsum(sizes) - sizes
    total = int(sizes.sum())
    heads = runs.heads + np.repeat(begins, runs.counts)
    lengths = np.diff(heads, append=total)
    plain = np.repeat(runs.raw_ends - runs.raw_starts == lengths, lengths)
    starts = np.repeat(runs.raw_starts, lengths)
    starts[plain] += (np.arange(total, dtype=np.int32) - np.repeat(heads, lengths))[plain]
    ends = np.where(plain, starts + np.int32(1), np.repeat(runs.raw_ends, lengths))
    for string, begin, size, own in zip(strings, begins.tolist(), sizes.tolist(), joints, strict=True):
        yield AlignedText(string, starts[begin : begin + size], ends[begin : begin + size], own)


def _check(start: int, end: int, length: int) -> None:
    if not 0 <= start <= end <= length:
        raise ValueError(f"span {start}..{end} outside a text of {length} characters")


def _edit_arrays(edits: Sequence[Edit], length: int) -> tuple[Offsets, Offsets, Offsets]:
    begin, stop, sizes = np.array([(start, end, len(after)) for start, end, after in edits], np.int32).T
    if begin[0] < 0 or stop[-1] > length or np.any(stop < begin) or np.any(begin[1:] < stop[:-1]):
        raise ValueError("edits overlap, or are out of order or range")
    return begin, stop, sizes


def _concatenate(pieces: Sequence[AlignedText], apart: Sequence[bool]) -> AlignedText:
    if not pieces:
        return AlignedText.empty()
    borders = np.cumsum([len(p) for p in pieces])
    joints = [p.joints + (border - len(p)) for p, border in zip(pieces, borders, strict=True)]
    joints.append(np.array([b for b, a in zip(borders[:-1], apart, strict=True) if a and 0 < b < borders[-1]], np.int32))
    return AlignedText(
        "".join(p.string for p in pieces),
        np.concatenate([p.starts for p in pieces]),
        np.concatenate([p.ends for p in pieces]),
        np.unique(np.concatenate(joints)).astype(np.int32),
    )
