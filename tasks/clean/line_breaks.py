"""Lines that a layout broke in the middle of a sentence, a word or a number, joined again.

Paragraphs, headings and bylines keep their breaks.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft, lines, table_lines
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.clean.words import straddles
from kaozheng.tasks.clean.wraps import TOLERANCE, Layout, layout_of
from kaozheng.tasks.repair import Repair
from kaozheng.tasks.text import Span

KIND = "reflow"
SIGNS = (Sign("\n"),)
# Columns from which a line that ends openly, and is the widest of its block, was broken off even if nothing tells the layout's width.
LONG = 50
PROSE = 6  # ideographs that a line must have to be read as prose
MOST_WIDER = 0.1  # share of lines wider than the layout, above which it is no layout
_ENDS_SENTENCE = re.compile('[。！？!?…][”’」』）》)"]{0,2}$')
_ENDS_IN_CREDIT = re.compile("[。！？!?…”] ?(?:[^，。（）()]{0,8}[（(][^（）()。]{1,40}[）)]|[^，。（）()]{4,20}摄)$")
_CANT_BEGIN = re.compile("[，。、；：！？）》”’」』】〉%％‰,;!?)]")
_CANT_END = "（《“‘「『【〈("
_GOES_ON = re.compile("[，、,]$")
_NUMBER_SPLIT = re.compile(r"(?:\d[.:]?|[-—~～])$")
_DIGIT_SPLIT = re.compile(f"[{IDEOGRAPHS}]\\d{{1,6}}$")
_DIGIT = re.compile(r"\d")
_NUMBER_REST = re.compile(r"[.:]?\d|[万亿千百]?[多余]?[年月日时分例人名个起宗户家次份张只台套元吨岁天周轮批支所]")
_DIGITS_BEFORE = re.compile(r"\d{1,3}$")
_FRACTION_REST = re.compile(f"\\.\\d|[万亿][{IDEOGRAPHS}]")
_DATE_REST = re.compile(r"(\d{1,3})([年月日时点分])")
_NEW_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．]|\d{1,2}\.(?!\d)"
    r"|第[一二三四五六七八九十\d]{1,3}[条章节]|[①-⑳●■◆▲★※☆○□→]|[-*•]\s"
)
_BYLINE = re.compile("(?:记者|通讯员|评论员|作者|摄影|摄|供图|图/文|文/图)")
_WITHIN = re.compile("[，。；：！？、]")
_LATIN = re.compile("[A-Za-z]{2}")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


def join_lines(draft: Draft) -> list[Repair]:
    every = list(lines(draft.string))
    tables = table_lines(draft.string, every)
    found = [line for i, line in enumerate(every) if i not in tables] if tables else every
    breaks = [(a, b) for a, b in pairwise(found) if draft.string.count("\n", a.end, b.start) == 1]
    if not breaks:
        return []
    widths = dict(zip((line.start for line in found), draft.raw_widths(found), strict=True))
    layout = _layout(draft.string, found, breaks, widths)
    widest = _widest(breaks, widths)
    repairs = []
    for a, b in breaks:
        full = layout.is_full(widths[a.start]) or (
            not layout.widths and widths[a.start] >= max(LONG, widest[a.start] - TOLERANCE) and _goes_on_in_prose(draft.string, a, b)
        )
        confidence = _confidence(draft.string[a.start : a.end], draft.string[b.start : b.end], full=full, laid_out=bool(layout.widths))
        if confidence:
            end = b.start + (draft.string[b.start] == " ")
            between = " " if _LATIN.match(draft.string[a.end - 1] + draft.string[end]) else ""
            repairs.append(Repair(a.end, end, between, KIND, confidence))
    return repairs


def _layout(string: str, found: list[Span], breaks: list[tuple[Span, Span]], widths: dict[int, int]) -> Layout:
    """The widths that lines were broken at, by the lines that end openly; none where longer lines show that lines were not broken."""
    layout = layout_of([widths[a.start] for a, _ in breaks if not _ENDS_SENTENCE.search(string, max(a.end - 4, a.start), a.end)])
    if not layout.widths or "。" not in string:
        return Layout(())
    wider = sum(widths[line.start] > max(layout.widths) + 2 * TOLERANCE for line in found)
    return layout if wider <= MOST_WIDER * len(found) else Layout(())


def _widest(breaks: list[tuple[Span, Span]], widths: dict[int, int]) -> dict[int, int]:
    """For the first line of each break, the widest line of its block."""
    widest: dict[int, int] = {}
    block: list[int] = []
    last = -1
    for a, b in [*breaks, (Span(-2, -2), Span(-2, -2))]:
        if a.start != last and block:
            most = max(widths[start] for start in (*block, last))
            widest.update(dict.fromkeys(block, most))
            block = []
        block.append(a.start)
        last = b.start
    return widest


def _goes_on_in_prose(string: str, a: Span, b: Span) -> bool:
    """Whether a sentence under way in the one line may go on in the next."""
    leads_on = string[a.end - 1] in "：:"  # to a list, or to what somebody says
    return not leads_on and _WITHIN.search(string, a.start, a.end) is not None and "。" in string[a.start : b.end]


def _confidence(a: str, b: str, *, full: bool, laid_out: bool) -> float:
    """How sure it is that the text of line `a` goes on in line `b`; 0 to leave the break."""
    if b[:2].isspace() or b[0] == "\u3000":
        return 0.0
    b = b.lstrip()
    if _CANT_BEGIN.match(b) and _ideographs(a) >= PROSE:
        return 0.98
    if _NEW_ITEM.match(b) and not (full and _NUMBER_SPLIT.search(a)):
        return 0.0
    if a[-1] in _CANT_END and _ideographs(a) >= PROSE:
        return 0.98
    if _ENDS_SENTENCE.search(a, max(len(a) - 4, 0)):
        return 0.7 if full and laid_out else 0.0
    if a[-1] in "）)摄" and _ENDS_IN_CREDIT.search(a, max(len(a) - 44, 0)):
        return 0.0
    if full:
        return 0.95
    if _splits_date(a, b) or (a[-1].isdigit() and _FRACTION_REST.match(b)):
        return 0.9
    if _BYLINE.search(a) or _BYLINE.search(b[:12]):
        return 0.0
    ideographs = _ideographs(a)
    prose = ideographs >= PROSE
    if ideographs >= 3 and _DIGIT_SPLIT.search(a) and b[0].isdigit() and (_WITHIN.search(a) or _WITHIN.search(b)):
        return 0.85
    if _GOES_ON.search(a) and ((prose and len(a) >= 12) or (ideographs >= 4 and _DIGIT.search(a))):
        return 0.9
    if not (prose and _WITHIN.search(a) and _WITHIN.search(b)):
        return 0.0
    if _NUMBER_SPLIT.search(a) and _NUMBER_REST.match(b):
        return 0.9
    return 0.8 if straddles(a, b) else 0.0


def _splits_date(a: str, b: str) -> bool:
    """Whether the break stands in a date or a clock time: 20 22年, 4月1 7日. Behind a whole year the next line has a number of its own."""
    before, rest = _DIGITS_BEFORE.search(a), _DATE_REST.match(b)
    if not before or not rest:
        return False
    return len(before[0]) + len(rest[1]) == (4 if rest[2] == "年" else 2)


def _ideographs(line: str) -> int:
    return len(_IDEOGRAPH.findall(line))
