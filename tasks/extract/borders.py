"""Where phrases, clauses and statements end, and where the statements and the paragraphs of a text begin: an actor or a place does not
reach over a semicolon."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

MARKS = "，；。：！？\n,;:!?（）()…—“”‘’《》"
PHRASE_BORDER = re.compile(rf"[{MARKS}]")
PHRASE_END = re.compile(rf"$|{PHRASE_BORDER.pattern}")
# Up to the last of them in a window of a text.
UP_TO_LIST_BORDER = re.compile(rf"(?s:.*)[{MARKS}、]")
CLAUSE_BORDER = re.compile(r"[，；;。！？：\n]")
_STATEMENT_MARKS = "；;。！？\n"
STATEMENT_BORDER = re.compile(f"[{_STATEMENT_MARKS}]")
_LONGEST_IN_BRACKETS = 40
_BRACKET = re.compile(r"[（）\n]")
ONLY_AND = re.compile(r"\s*[、，,和及与；]\s*")


def behind_last(border: re.Pattern[str], text: str) -> str:
    """What stands in `text` behind the last border."""
    return border.split(text)[-1] if border.search(text) else text


def _behind_each(marks: str, text: str) -> list[int]:
    """The offsets behind all of some marks, in order; compiled, to find them mark by mark costs a quarter of a pattern of them all."""
    behind = []
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            behind.append(at + 1)
            at = text.find(mark, at + 1)
    behind.sort()
    return behind


def opened_before(text: str, at: int) -> int:
    """Where the bracket （ opens that `at` stands in; -1 where it stands in none, or in one that opens far before."""
    opened = text.rfind("（", max(at - _LONGEST_IN_BRACKETS, 0), at)
    return opened if opened >= 0 and text.find("）", opened, at) < 0 else -1


def bracket_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where brackets open and close, those inside others before them; none goes over a line's end."""
    opened: list[int] = []
    for mark in _BRACKET.finditer(text):
        if mark[0] == "（":
            opened.append(mark.start())
        elif mark[0] == "\n":
            opened.clear()
        elif opened:
            yield opened.pop(), mark.start()


class Borders:
    """The starts of statements, which semicolons and full stops part, and of paragraphs."""

    def __init__(self, text: str) -> None:
        self._halves = _behind_each(_STATEMENT_MARKS, text)
        self._paragraphs = _behind_each("\n", text)

    def statement(self, low: int, at: int) -> int:
        """Where the statement that holds `at` begins, `low` at the earliest."""
        index = bisect_right(self._halves, at) - 1
        return self._halves[index] if index >= 0 and self._halves[index] > low else low

    def paragraph(self, at: int) -> int:
        """Where the paragraph that holds `at` begins."""
        index = bisect_right(self._paragraphs, at) - 1
        return self._paragraphs[index] if index >= 0 else 0
