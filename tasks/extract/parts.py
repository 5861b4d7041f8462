"""Of-which links: the count of which another is a part (新增12例，其中A区5例、B区7例), by 其中, 含, brackets and aligned lists.

A link is made only where the words say so and nothing speaks against it: the unit is of one kind, the part is no larger than its whole, and
no border of sentences stands between them, unless the sentence begins with 其中.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.extract.borders import CLAUSE_BORDER
from kaozheng.tasks.extract.case_words import CaseWords
from kaozheng.tasks.extract.labels import Label
from kaozheng.tasks.extract.measures import PEOPLE

_CUE = re.compile(r"其中|^\s*[：:]|(?:^|[，,、（(；;])\s*(?:含|包括|包含)")
_OPENS_WITH_CUE = re.compile(r"\W*其中")
_STATEMENT = re.compile(r"[；;。\n]")
_LISTED = re.compile(r"\s*[、和及与，,]")
_JOINED = re.compile(r"\s*[、和及与]")
# What is added, compared or counted anew is no part of what stands before it.
_ANEW = re.compile(r"累计|新增|现有|截至|当[日天]|另|还|又|核减|[较比]|增加|减少|去年|此前|上[年月]")
_COUNTED = frozenset((
    "case", "person", "household", "classifier", "division", "money", "weight", "volume", "area", "length", "visits", "dose", "supplied",
))  # fmt: skip
_REMEMBERED = 16


@dataclass(slots=True)
class Member:
    """What of a count tells whether another may be a part of it.

    `number`: its place among the counts of the article; `own`: it has an item of its own.
    """

    number: int
    value: float | None
    category: str
    unit: str | None
    measure: str
    item: str | None
    own: bool


class _Frame:
    """What is open at one depth of brackets: the whole outside, the last count, the whole of the parts under way, their number and sum."""

    def __init__(self, outside: Member | None) -> None:
        self.outside = outside
        self.last: Member | None = None
        self.whole: Member | None = None
        self.parts = 0
        self.total = 0.0

    def take(self, count: Member, whole: Member | None) -> None:
        """Count a number as the next part of `whole`, or as none."""
        same = whole is not None and whole is self.whole
        self.parts = self.parts + 1 if same else 1
        self.total = (self.total if same else 0.0) + (count.value or 0.0)
        self.whole = whole
        # 收入101亿元，增长19%，其中地方收入57亿元: what a number grew by is no whole.
        if count.category in _COUNTED or self.last is None:
            self.last = count


class Wholes:
    """Finds the whole of each count of an article, in order."""

    def __init__(self, cases: CaseWords) -> None:
        self._cases = cases
        self._frames = [_Frame(None)]
        self._heads: list[Member] = []
        self._heads_before: list[Member] = []
        self._latest: Member | None = None

    def begin_sentence(self, *, cued: bool) -> None:
        """A new sentence: what was counted before it is a whole only where it and any between the two are `cued`."""
        self._heads_before = (self._heads or self._heads_before) if cued else []
        if self._latest:
            self._heads, self._frames, self._latest = [], [_Frame(None)], None

    def go_on(self, text: str) -> bool:
        """Whether a sentence that begins so goes on with parts of what was counted before it: 其中…, 确诊病例中，…"""
        if opens_with_cue(text):
            return True
        among = self._cases.among.search(text) if "中" in text else None
        return among is not None and not CLAUSE_BORDER.search(text, 0, among.start())

    def whole_of(self, count: Member, words: Label, bare: bool) -> int | None:
        """The number of the count that `count` is a part of; `words` stand before it, `bare` where they are but a place or a list mark."""
        label = words.outside
        if words.brackets:
            self._follow_brackets(words)
        frame = self._frames[-1]
        if words.marked and _STATEMENT.search(label):
            frame.whole = None
        cued = words.among or (words.marked and _CUE.search(label))
        whole = self._cued(count, label, frame) if cued else self._listed(count, label, bare, frame)
        if whole is None and len(self._frames) == 1:
            self._heads.append(count)
        frame.take(count, whole)
        self._latest = count
        return whole.number if whole else None

    def _follow_brackets(self, label: Label) -> None:
        for n, bracket in enumerate(label.brackets):
            if bracket in "（(":
                directly = not n and label.text.lstrip()[0] in "（("
                self._frames.append(_Frame(self._latest if directly else None))
            elif len(self._frames) > 1:
                self._frames.pop()

    def _cued(self, count: Member, label: str, frame: _Frame) -> Member | None:
        """The whole that 其中, 含 or 病例中 points to."""
        if among := self._cases.among.search(label):
            known = [self._latest] if among.start() == 0 and self._latest else [*self._heads_before, *self._heads]
            alike = [head for head in known if head.item == count.item]
            return _last_that_holds(count, alike or known, count.measure)
        if frame.last:
            # Of a list of parts it is not plain which.
            several = frame.whole is not None and frame.parts > 1
            return None if several else _last_that_holds(count, [frame.last])
        if frame.outside:
            return _last_that_holds(count, [frame.outside])
        return _last_that_holds(count, self._heads_before, count.measure if len(self._heads_before) > 1 else None)

    def _listed(self, count: Member, label: str, bare: bool, frame: _Frame) -> Member | None:
        """The whole of the parts under way, or what stands before the brackets that the count is in."""
        if frame.whole and self._goes_on(count, label, bare, frame, frame.whole):
            return frame.whole
        if frame.last and bare and "分别" in label and _holds(frame.last, count):
            return frame.last
        if frame.outside and not _ANEW.search(label) and _holds(frame.outside, count):
            return frame.outside
        return None

    def _goes_on(self, count: Member, label: str, bare: bool, frame: _Frame, whole: Member) -> bool:
        """Whether a count is the next of the list of parts under way."""
        if not _holds(whole, count) or _ANEW.search(label):
            return False
        if _LISTED.match(label) and (bare or self._both_narrow(frame.last, count)):
            return True
        if _JOINED.match(label) and (count.measure == whole.measure or not count.measure.startswith("cases")):
            return True
        # 5例在隔离点发现，1例为主动就诊: no noun of its own, and still within the whole.
        return not count.own and count.unit == whole.unit and frame.total + (count.value or 0.0) <= (whole.value or 0.0)

    def _both_narrow(self, last: Member | None, count: Member) -> bool:
        """Whether both tell how ill, or both which sort (境外输入14例，本土病例65例)."""
        if last is None or last.item is None or count.item is None or last.measure != count.measure:
            return False
        return any(words.search(last.item) and words.search(count.item) for words in (self._cases.severe, self._cases.sort))


def opens_with_cue(text: str) -> bool:
    """Whether a sentence begins with 其中."""
    return "其中" in text and _OPENS_WITH_CUE.match(text) is not None


def _last_that_holds(part: Member, known: Sequence[Member], measure: str | None = None) -> Member | None:
    return next((c for c in reversed(known[-_REMEMBERED:]) if (measure is None or c.measure == measure) and _holds(c, part)), None)


def _holds(whole: Member, part: Member) -> bool:
    """Whether a count may hold another: of one kind of unit, and no smaller."""
    if part.category not in _COUNTED:
        return False
    alike = part.unit == whole.unit or (part.category in PEOPLE and whole.category in PEOPLE)
    return alike and (part.value is None or whole.value is None or part.value <= whole.value)
