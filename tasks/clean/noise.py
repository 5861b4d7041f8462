"""Signs that mirror pages strew into words so that a text is not found twice: 规上工№业, 人(✒)均, and rows of single letters and marks.

A sign goes where it parts a word of the dictionary; where a page does so again and again, elsewhere between two ideographs too. What
stands beside a digit stays, for two numbers must not become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft, count_ideographs
from kaozheng.tasks.clean.script import convert
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.clean.words import CONTEXT, straddles
from kaozheng.tasks.repair import Repair

KIND = "noise"
SYSTEMATIC = 3  # signs that part words, from which on the page is taken to strew them
IN_WORD, ELSEWHERE, IN_ROW = 0.95, 0.75, 0.9  # confidence that signs mean nothing
MOST_NOISE = 8  # of a text of that many characters one at least is an ideograph
LEAST_TOKENS, LEAST_MARKS, LEAST_LETTERS = 5, 2, 2  # of a row of single letters and marks
# Arrows, operators, technical signs, boxes, shapes, pictures; not those that parts of a text are set off or linked with.
_KEPT = "\u2236\u2248\u2260\u2264\u2265\u25a1\u25cb\u2605\u2606"
_SIGNS = "\u2116\u2190-\u23ff\u2500-\u27bf\u2b00-\u2bff\u3105-\u312f"
_SIGN = f"(?![{_KEPT}])[{_SIGNS}]"
_SHOWN = f"(?:{_SIGN}|[\U0001f000-\U0001faff])"
_STREWN = re.compile(f"(?<=[{IDEOGRAPHS}])(?:(?:[(（]{_SHOWN}{{1,3}}[)）]){{1,3}}|{_SHOWN}{{1,3}}) ?(?=[{IDEOGRAPHS}])")
_BESIDE_OTHERS = re.compile(
    f"(?<=[{IDEOGRAPHS}])(?:(?:[(（]{_SHOWN}{{1,3}}[)）]){{1,3}}(?=[，。、；：！？,;:!?)）”\\n]|$)|{_SIGN}(?=\\d))|(?<=[\\d％%]){_SIGN}(?=[{IDEOGRAPHS}])"
)
_ROW = re.compile(f"(?<![!-~])[!-~]{{1,2}}(?: {{1,2}}[!-~]{{1,2}}){{{LEAST_TOKENS - 1},120}}(?![!-~])")
_FORMULA = re.compile("[=≈]")
_MARK, _LETTER = re.compile("[!#$%&*+;:<>?@^_`{|}~\"'\\[\\](){}/]"), re.compile("[A-Za-z]")
_BEGINS_OTHER = re.compile(f"(?<=[{IDEOGRAPHS}])\\d{{1,2}} ")
_ENDS_OTHER = re.compile(f"(?:(?<= )\\d{{1,2}}|[,;:.!?])(?=[{IDEOGRAPHS}])")

SIGNS = (
    Sign(f"[{IDEOGRAPHS}(（\\d]", f"[{_SIGNS}]"),
    Sign("[!#$%&*+;<>?@^_`{|}~]", " "),
)


def remove_noise(draft: Draft) -> list[Repair]:
    """The repairs that take signs and rows out."""
    return sorted([*_strewn(draft.string), *_rows(draft.string)], key=lambda repair: repair.start)


def _strewn(string: str) -> Iterator[Repair]:
    found = [(m.start(), m.end(), _parts_word(string, m.start(), m.end())) for m in _STREWN.finditer(string)]
    systematic = sum(in_word for _, _, in_word in found) >= SYSTEMATIC
    if systematic:
        found += [(m.start(), m.end(), False) for m in _BESIDE_OTHERS.finditer(string)]
    for start, end, in_word in found:
        if in_word or systematic:
            yield Repair(start, end, "", KIND, IN_WORD if in_word else ELSEWHERE)


def _parts_word(string: str, start: int, end: int) -> bool:
    return straddles(convert(string[max(start - CONTEXT, 0) : start]), convert(string[end : end + CONTEXT]))


def _rows(string: str) -> Iterator[Repair]:
    """Rows of single letters, digits and marks between spaces in Chinese text."""
    for row in _ROW.finditer(string):
        text = row[0]
        telling = len(_MARK.findall(text)) >= LEAST_MARKS and len(_LETTER.findall(text)) >= LEAST_LETTERS and not _FORMULA.search(text)
        if telling and count_ideographs(string) * MOST_NOISE > len(string):
            yield Repair(*_without_neighbours(string, row.start(), row.end()), "", KIND, IN_ROW)


def _without_neighbours(string: str, start: int, end: int) -> tuple[int, int]:
    """The borders of a row without a number or a mark at its edge that belongs to the text beside it."""
    first = _BEGINS_OTHER.match(string, start)
    last = next((m for at in range(max(end - 3, start), end) if (m := _ENDS_OTHER.match(string, at)) and m.end() == end), None)
    return (first.end() if first else start), (last.start() if last else end)
