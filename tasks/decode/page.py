"""The text layer of an HTML page: where its main content lies by trafilatura, and what it says by our own pass over the tags.

trafilatura's own text is not used: it loses private-use characters, joins the paragraphs of a table cell, and parts a sentence at inline
tags where it falls back to all text.
"""

from __future__ import annotations

import logging
import re

from kaozheng.tasks.decode import metadata
from kaozheng.tasks.decode.markup import Line, is_hostile, visible_lines, without_ruby

GRAM = 12  # characters by which a line is found in the main content; shorter lines are taken with their neighbours
LONGEST_MAIN = 500_000  # characters of main content that are looked through
LEAST_PROSE = 0.6  # share of the page's prose that its main content must hold to be believed
HEADER_LINES = 6  # above the main content that are looked at for title, time and source
GAP = 2  # short lines, as headings are, between its paragraphs
CREDIT_LINES = 2  # below it, for who wrote it
_CHARACTER_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{4})|(\d{5}));")
_UNSEEN = re.compile("[\\s|\ue000-\uf8ff\ufffd-]+")  # what may differ between trafilatura's text and ours
_SENTENCE_END = re.compile("[。！？；;!?]")
_HEADER = re.compile(r"(?:19|20)\d\d\s?[-/年.]\s?\d{1,2}\s?[-/月.]\s?\d{1,2}|来源|來源|记者|記者|作者|通讯员|通訊員")
# What stands below the content on every page of a site.
_LEGAL = re.compile("版权|版權|转载|轉載|声明|聲明|免责|免責|备案|備案|举报|舉報|侵权|侵權")
_CREDIT = re.compile("记者|記者|通讯员|通訊員|摄|攝|供稿|来源|來源|作者|编辑|編輯")


def text_layer(markup: str) -> str:
    """The page's text, a line a paragraph or a row of a table; '' where it has none."""
    markup = without_ruby(_CHARACTER_REFERENCE.sub(_private_character, markup))
    lines = visible_lines(markup)
    first, end = (0, 0) if not lines or is_hostile(markup) else _extent(_main_content(markup), lines)
    if first == end or _prose(lines[first:end]) < LEAST_PROSE * _prose(lines):
        lines = [line for line in lines if not line.is_menu] or lines
        first, end = 0, len(lines)
    else:
        first, end = _header_start(lines, first, metadata.title(markup)), _credit_end(lines, end)
    return "\n".join(line.text for line in lines[first:end])


def _main_content(markup: str) -> str:
    from trafilatura import extract
    from trafilatura.settings import use_config

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its complaints about odd pages have no reader
    settings = use_config()
    settings["DEFAULT"]["min_extracted_size"] = "1"  # a notice may be a single sentence
    try:
        return extract(markup, include_comments=False, fast=True, config=settings) or ""
    except Exception:  # a page that breaks the tree builder still has its visible text
        return ""


def _extent(main: str, lines: list[Line]) -> tuple[int, int]:
    """The lines, from the first to one past the last, that hold the main content; an empty range where none is found."""
    main = main[:LONGEST_MAIN]
    short = {_UNSEEN.sub("", line) for line in main.split("\n")}
    main = _UNSEEN.sub("", main)
    grams = {main[i : i + GRAM] for i in range(len(main) - GRAM + 1)}
    seen = [_UNSEEN.sub("", line.text) for line in lines]
    known = [len(line) >= GRAM and line[:GRAM] in grams and line[-GRAM:] in grams for line in seen]
    found = [i for i, line in enumerate(lines) if known[i] and not line.is_menu]
    if not found:
        return 0, 0
    first, end = found[0], found[-1] + 1
    while first > 0 and (lines[first - 1].is_heading or (seen[first - 1] in short and not lines[first - 1].is_link)):
        first -= 1
    while (after := _prose_after(lines, end)) or (end < len(seen) and not lines[end].is_link and _is_item(seen[end], short)):
        end = after or end + 1
    return first, end


def _is_item(seen: str, short: set[str]) -> bool:
    """Whether a short line belongs to the content above it: it is in the main content, or is a sentence or an item of a list."""
    return seen in short or (_SENTENCE_END.match(seen[-1:]) is not None and not _LEGAL.search(seen))


def _prose_after(lines: list[Line], end: int) -> int:
    """One past the next line that goes on in prose, at most `GAP` lines further on that are no links; 0 where there is none."""
    for i in range(end, min(end + GAP + 1, len(lines))):
        if lines[i].is_link or _LEGAL.search(lines[i].text):
            return 0
        if _is_prose(lines[i]):
            return i + 1
    return 0


def _header_start(lines: list[Line], first: int, title: str | None) -> int:
    """The line that title, time and source begin at, shortly above the main content; `first` where none does."""
    low = max(first - HEADER_LINES, 0)
    above = ((i, lines[i].text) for i in range(low, first) if not lines[i].is_link)
    return next((i for i, text in above if _HEADER.search(text) or (title and len(text) > 3 and text in title)), first)


def _credit_end(lines: list[Line], end: int) -> int:
    """One past the last line, with the short lines below it that say who wrote it."""
    most = min(end + CREDIT_LINES, len(lines))
    while end < most and len(lines[end].text) < 2 * GRAM and _CREDIT.search(lines[end].text):
        end += 1
    return end


def _prose(lines: list[Line]) -> int:
    """Characters in lines that read as sentences, not as navigation."""
    return sum(len(line.text) for line in lines if _is_prose(line))


def _is_prose(line: Line) -> bool:
    return len(line.text) >= 20 and not line.is_link and _SENTENCE_END.search(line.text) is not None


def _private_character(reference: re.Match[str]) -> str:
    """A numeric reference to a private-use character as that character, for no parser keeps it; any other as it stands."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return chr(code) if 0xE000 <= code < 0xF900 else reference[0]
