"""Labels: the words between a number and the one before it, and what they say by themselves.

Notices repeat their labels (，其中, 例，死亡), so what a short one says is remembered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kaozheng.tasks.extract.borders import CLAUSE_BORDER
from kaozheng.tasks.extract.case_words import compile_case_words
from kaozheng.tasks.extract.changes import Changes, compile_changes
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_BRACKETS = re.compile(r"[（()）]")
_CLOSED = re.compile(r"[)）]")
_CONTINUING = frozenset("、和及与")
# Without one of these a label says nothing of parts.
_MARKS = re.compile(r"[；;。\n：:中含包（()）]")
_PART = r"其中|：\s*$|包括|包含|(?:^|[，,、（(；;])\s*含"
FILLER = re.compile(r"(?:[\s、，,；;和及与：:（()）]|其中|分别|为|有|各|均为|新增|是|来自|报告|含)*+")
"""Words that leave a label without a meaning of its own, up to LONGEST_FILLER characters of them."""
LONGEST_FILLER = 24
_LONGEST_KEPT = 64


@dataclass(slots=True)
class Label:
    """A label and what it says; not frozen, because that makes an object several times as slow to build.

    `brackets`: its brackets in order; `outside`: what stands behind those that close in it; `own`: what is left of it without what still
    tells of the number before it (5例|在隔离点发现，1例…); `parts`: it says that a part follows, `among`: of whom (病例中，);
    `continues`: it goes on with a list; `filler`: it says nothing else; `compared`: it says by how much what follows has changed;
    `marked`: a mark or a word in what stands outside brackets may part a whole from its parts.
    """

    text: str
    brackets: tuple[str, ...]
    outside: str
    own: str
    parts: bool
    among: bool
    continues: bool
    filler: bool
    compared: bool
    marked: bool


class Labels:
    """Reads labels."""

    def __init__(self, part: re.Pattern[str], among: re.Pattern[str], changes: Changes) -> None:
        self._part = part
        self._among = among
        self._changes = changes
        self._remembered = lru_cache(maxsize=4096)(self._read)

    def of(self, text: str) -> Label:
        return self._remembered(text) if len(text) <= _LONGEST_KEPT else self._read(text)

    def _read(self, text: str) -> Label:
        brackets: tuple[str, ...] = ()
        outside = text
        marked = _MARKS.search(text) is not None
        if marked and (brackets := tuple(_BRACKETS.findall(text))):
            outside = _CLOSED.split(text)[-1]
            marked = _MARKS.search(outside) is not None
        border = CLAUSE_BORDER.search(text)
        own = text[border.end() :] if border else text
        among = marked and self._among.search(outside) is not None
        parts = among or (marked and self._part.search(outside) is not None)
        filler = len(text) <= LONGEST_FILLER and FILLER.fullmatch(text) is not None
        compared = text[-1:] in self._changes.by_ends and self._changes.ends_by.search(text) is not None
        return Label(text, brackets, outside, own, parts, among, text.lstrip()[:1] in _CONTINUING, filler, compared, marked)


@built_once
def compile_labels(vocabulary: Vocabulary) -> Labels:
    return Labels(re.compile(_PART), compile_case_words(vocabulary).among, compile_changes(vocabulary))
