"""Straight quotation marks paired and made “ ”, one for one."""

from __future__ import annotations

import re

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft, lines
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.text import Span

KIND = "typography"
SIGNS = (Sign('"'),)
MOST_LINES = 20  # that one pair of quotation marks may be spread over
_QUOTE = re.compile('"')
_OPENS = re.compile(f'(?:^|(?<=[\\s，、；：（《“—]))"(?=[{IDEOGRAPHS}A-Za-z0-9《])', re.MULTILINE)
_CLOSES = re.compile('"(?=[\\s，。、；：？！…）》”—]|$)|(?<=[。！？…])"', re.MULTILINE)
_CHINESE = re.compile(f"[{IDEOGRAPHS}]")


def curl_quotes(draft: Draft) -> str:
    """The text with the quotation marks of each paragraph turned open and close, of the same length."""
    string = draft.string
    if '"' not in string:
        return string
    opens = {m.start() for m in _OPENS.finditer(string)}
    closes = {m.start() for m in _CLOSES.finditer(string)} - opens
    turned = list(string)
    for start, end in _paragraphs(string):
        places = [m.start() for m in _QUOTE.finditer(string, start, end)]
        first = _first_turn(places, opens, closes)
        if first is not None and _CHINESE.search(string, start, end):
            for i, place in enumerate(places):
                turned[place] = "“”"[(i + first) % 2]
    return "".join(turned)


def _first_turn(places: list[int], opens: set[int], closes: set[int]) -> int | None:
    """0 where the first mark opens, 1 where it closes (its partner was cut off), None where that can't be told."""
    for_opening = 0
    for i, place in enumerate(places):
        looks = (place in opens) - (place in closes)
        for_opening += -looks if i % 2 else looks
    if len(places) % 2 == 0:
        return 0 if for_opening >= -1 else 1
    return None if not for_opening else int(for_opening < 0)


def _paragraphs(string: str) -> list[Span]:
    """The spans to pair marks in: a line, or following lines until their marks are even; a blank line ends a paragraph."""
    found: list[Span] = []
    start, odd, held, last = 0, False, 0, -1
    for line in lines(string):
        if held and (not odd or held >= MOST_LINES or string.count("\n", last, line.start) > 1):
            found.append(Span(start, last))
            odd, held = False, 0
        if not held:
            start = line.start
        odd ^= string.count('"', line.start, line.end) % 2 == 1
        held, last = held + 1, line.end
    if held:
        found.append(Span(start, last))
    return found
