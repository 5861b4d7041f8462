"""Sentences of a paragraph.

What ends one, and what does not:

- 。！？ end a sentence, alone or in a run (！！！, ？！, ……。), with the quotes and brackets that close behind them. So does a half-width
  ! or ? that is no part of an address, and a full stop set as . or ． between Chinese characters. An ellipsis means "and so on" as often
  as an end: it counts before a closing quote only. A line break ends one always, a comma never.
- ； ends none (一是…；二是… is one sentence): cut at each ；, the damaged bulletins lose 6 facts of 659, as the day and the place named
  at the head of a notice hold to its end. Two kinds of list are cut there, which costs no fact: numbered items (1. …；2. …；3. …), and
  a sentence of `LIST_LENGTH` characters that has `LIST_MARKS` of them. A ； inside brackets or quotes is never one of them.
- Marks inside a title 《…！》, inside brackets that open in mid-sentence, and inside a short quotation without a 。that is a member of
  its sentence (喊着“快来！”跑进来) end nothing.
- Direct speech of several sentences is cut at each of its own end marks: dates and places inside it are linked sentence by sentence as
  anywhere else. The quotes table does not depend on it: `tasks.extract.quotes` reads speech by its marks over all of them, and gives
  the row the sentence that the speech begins in. An attribution behind the speech belongs to its last sentence (“甲。/ 乙。”某某说。),
  so that speech of one sentence has its speaker in the same row. What follows speech that a colon introduces is a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LONGEST_TITLE = 60
LONGEST_BRACKET = 80
LONGEST_MEMBER = 40
"""How long, in characters, a title, a bracket or a quotation may be that holds end marks and ends nothing."""

LIST_LENGTH = 300
LIST_MARKS = 3
"""A sentence of so many characters with so many ； is a list."""

# What must stand before a mark is looked at when the mark is found: a pattern that begins with a choice is slow to search for.
_END = re.compile(
    r"[。！？!?.．…](?:"
    r"(?:(?<=[。！？])|(?<=[!?])(?:(?<![A-Za-z0-9/][!?])|(?![A-Za-z0-9/=&]))|(?<=[一-鿿”’」』）》][.．])(?=[一-鿿“‘「『（《]|\s{0,4}\Z))[。！？!?…]*+"
    r"|(?<=…)(?<!……)…*+(?=[”’」』）)])"
    r")"
)
_CLOSERS = re.compile(r"(?:[”’」』）)】》]++[。！？!?]*+)++")
_STRAIGHT = re.compile(r"\"[。！？!?]*+")
_WORD = re.compile(r"\w")
_BRACKET = re.compile(r"[“”‘’「」『』（）()【】《》\"]")
_FAMILY = {mark: pair[0] for pair in ("“”", "‘’", "「」", "『』", "（）", "【】", "《》") for mark in pair} | {
    "(": "（",
    ")": "（",
    '"': '"',
}
_OPENING = "“‘「『（(【《"
_QUOTES = '“‘「『"'
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、！？“”（）《》]{1,400}")
_LINE = re.compile(r"[^\n]+")
_LIST_END = re.compile("；")
_ITEM_END = re.compile(
    r"；(?=\s{0,2}(?:\d{1,2}[.、．](?!\d)|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十])|[①-⑳●■◆▲★]))"
)
_LIST_NUMBER = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)]?)$")
# What goes on in the same sentence behind a quotation that ends in a mark of its own.
_GOES_ON = re.compile(r"[，、；：,;:]|的|等|之|成了|成为")
_GOES_ON_MARK = re.compile(r"[，、；：,;:]")


@dataclass(frozen=True)
class SentenceReader:
    """Cuts paragraphs; what it knows of a vocabulary are the verbs of an attribution behind speech (某某说)."""

    _attribution: re.Pattern[str]

    def spans(self, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """The sentences of `text[start:end]` in order, without white space around them; every other character is in just one."""
        found: list[Span] = []
        for line in _LINE.finditer(text, start, len(text) if end is None else end):
            low, high = line.span()
            opened_by = _pairs(text, low, high)
            ends = _with_items(text, low, high, list(self._ends(text, low, high, opened_by)), opened_by)
            found += _pieces(text, low, high, ends)
        return found

    def _ends(self, text: str, start: int, end: int, opened_by: dict[int, int]) -> Iterator[int]:
        """One past each end mark of a line and what closes behind it."""
        held = _held(text, start, end, opened_by)
        number, at = 0, start
        for match in _END.finditer(text, start, end):
            if match.start() < at:
                continue
            while number < len(held) and held[number].end <= match.start():
                number += 1
            if number < len(held) and held[number].start < match.start():
                continue
            if text[match.start()] in ".．" and _LIST_NUMBER.match(text, at, match.start()):
                continue
            closers = _CLOSERS.match(text, match.end(), end) or (
                _STRAIGHT.match(text, match.end(), end) if match.end() in opened_by else None
            )
            behind = closers.end() if closers else match.end()
            if (_GOES_ON if closers else _GOES_ON_MARK).match(text, behind, end):
                continue
            openings = [opened_by[i] for i in range(match.end(), behind) if i in opened_by]
            spoken = any(text[i] in _QUOTES and _begins_sentence(text, start, i) for i in openings)
            if spoken and self._attribution.match(text, behind, end):
                continue
            at = behind
            yield at


def _pairs(text: str, start: int, end: int) -> dict[int, int]:
    """Where the opening mark of each closing one stands; a straight quotation mark opens and closes in turn."""
    opening_at: dict[str, int] = {}
    opened_by: dict[int, int] = {}
    for match in _BRACKET.finditer(text, start, end):
        mark, at = match.group(), match.start()
        family = _FAMILY[mark]
        if mark in _OPENING or (mark == '"' and family not in opening_at):
            opening_at[family] = at
        elif family in opening_at:
            opened_by[at] = opening_at.pop(family)
    return opened_by


def _held(text: str, start: int, end: int, opened_by: dict[int, int]) -> list[Span]:
    """The stretches in which no mark ends a sentence, in order and apart."""
    held: list[Span] = []
    if text.find("://", start, end) >= 0 or text.find("www.", start, end) >= 0:
        held += (Span(*m.span()) for m in _ADDRESS.finditer(text, start, end))
    held += [Span(opening, at + 1) for at, opening in opened_by.items() if _is_held(text, start, opening, at + 1)]
    return _apart(held)


def _with_items(text: str, start: int, end: int, ends: list[int], opened_by: dict[int, int]) -> Iterator[int]:
    """The ends, and those of the items of a list between them."""
    if text.find("；", start, end) < 0:
        yield from ends
        return
    inner = _apart([Span(opening, at) for at, opening in opened_by.items()])
    number, at = 0, start
    for cut in (*ends, end):
        marks = _LIST_END if cut - at >= LIST_LENGTH and text.count("；", at, cut) >= LIST_MARKS else _ITEM_END
        for match in marks.finditer(text, at, cut):
            while number < len(inner) and inner[number].end <= match.start():
                number += 1
            if number == len(inner) or inner[number].start > match.start():
                yield match.end()
        at = cut
        if cut < end:
            yield cut


def _apart(spans: list[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _is_held(text: str, start: int, opening: int, end: int) -> bool:
    length, family = end - opening, _FAMILY[text[opening]]
    if family in "《【":
        return length <= LONGEST_TITLE
    if length > (LONGEST_BRACKET if family == "（" else LONGEST_MEMBER) or _begins_sentence(text, start, opening):
        return False
    return family == "（" or (text[opening - 1] not in "：:，,；;、—“‘ " and "。" not in text[opening:end])


def _begins_sentence(text: str, start: int, opening: int) -> bool:
    """Whether an opening mark stands where a sentence begins: at the beginning of the line or behind an end mark."""
    before = text[max(opening - 6, start) : opening].rstrip(" \u3000").rstrip('”’」』）)】》"')
    return not before or before[-1] in "。！？!?…"


def _pieces(text: str, start: int, end: int, ends: Iterable[int]) -> list[Span]:
    """The line cut at the ends; a piece without a letter or a digit goes to the one before it."""
    spans: list[Span] = []
    at = start
    for cut in (*ends, end):
        piece = text[at:cut]
        body = piece.strip()
        if not body:
            continue
        begin = at + len(piece) - len(piece.lstrip())
        at = cut
        if spans and not _WORD.search(body):
            spans[-1] = Span(spans[-1].start, begin + len(body))
        else:
            spans.append(Span(begin, begin + len(body)))
    return spans


@built_once
def compile_sentence_reader(vocabulary: Vocabulary) -> SentenceReader:
    verbs = sorted((e["verb"] for e in vocabulary.entries("speech_verbs") if e["strength"] != "shown"), key=lambda v: (-len(v), v))
    verb = "|".join(map(re.escape, verbs))
    return SentenceReader(re.compile(rf"[^，。；：！？…“”「」\n]{{0,40}}?(?:{verb})(?:着|道|了|记者|大家|众人)?(?=[，。：；！？,:;]|\Z)"))
