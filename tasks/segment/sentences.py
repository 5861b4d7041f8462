"""Sentences of a paragraph."""

from __future__ import annotations

import re

from kaozheng.tasks.text import Span

# An end mark with the quotes and brackets that close behind it. A mark that a quotation inside a sentence ends with (“加油！”的呼声) ends
# nothing: the sentence goes on with 的 or a mark. An ellipsis means "and so on" as often as an end, so it counts only before a closing
# quote. A half-width ! or ? inside Latin text (an address) is no mark.
_END = re.compile(
    r"(?:(?:[。！？]|(?<![A-Za-z0-9/])[!?]|[!?](?![A-Za-z0-9/=&]))++|(?<!…)…++(?=[”’」』）)]))"
    r"[”’」』）)】\"]*+(?![，、；：,;:的])"
)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of the paragraph `text[start:end]`, without white space around them; every other character is in one. ；ends none."""
    end = len(text) if end is None else end
    spans: list[Span] = []
    at = start
    for match in _END.finditer(text, start, end):
        _add(spans, text, at, match.end())
        at = match.end()
    _add(spans, text, at, end)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    body = piece.strip()
    if body:
        begin = start + len(piece) - len(piece.lstrip())
        spans.append(Span(begin, begin + len(body)))
