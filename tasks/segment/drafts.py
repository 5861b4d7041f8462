"""Articles in the making: each head with the lines below it, captions and signatures set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kaozheng.tasks.segment.edges import is_open
from kaozheng.tasks.segment.heads import Head
from kaozheng.tasks.segment.lines import TAKEN_ON, Kind, Line, full_date

_LONGEST_HALF_CAPTION = 80
_CREDITED = re.compile(r"(?:摄|摄影|供图|报道)[）)]?(?:[（(][^（）()]{2,8}[）)])?$")  # a caption ends so


@dataclass
class Draft:
    """An article as it stands on the page. `body`: its prose and subheads in page order; a caption is one or more lines."""

    head: Head
    body: list[Line] = field(default_factory=list)
    captions: list[list[Line]] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)


def draft_articles(lines: list[Line], heads: list[Head]) -> list[Draft]:
    """One draft a head. Section labels above the first headline that return at the very end of the page are left out."""
    ends = [head.line for head in heads[1:]] + [len(lines)]
    labels = _left_out(lines, heads[0])
    drafts = []
    for head, end in zip(heads, ends, strict=True):
        own = lines[head.body : end]
        while end == len(lines) and own and own[-1].text in labels:
            own.pop()
        drafts.append(_draft(head, own))
    return drafts


def _draft(head: Head, lines: list[Line]) -> Draft:
    draft = Draft(head)
    above: Line | None = None
    for line in lines:
        if line.kind is Kind.CAPTION:
            torn = _first_half(draft.body, line)
            draft.captions.append([draft.body.pop(), line] if torn else [line])
        elif above and above.kind is Kind.CAPTION and (line.kind is Kind.CREDIT or _second_half(above, line)):
            draft.captions[-1].append(line)
        elif line.kind is Kind.CREDIT and draft.body and draft.body[-1].kind is not Kind.ROW and _is_captioned(draft, lines):
            draft.captions.append([draft.body.pop(), line])
        elif line.kind in (Kind.CLOSING, Kind.CREDIT, Kind.BYLINE, Kind.TURN):
            draft.closing.append(line)
        elif line.kind is Kind.FOLIO or (line.kind is Kind.HEADER and ("://" in line.text or not full_date(line.text))):
            draft.head.header.append(line)
        else:
            draft.body.append(line)
        above = line
    _sign_below(draft)
    return draft


def _sign_below(draft: Draft) -> None:
    """Names alone behind the last sentence sign the article."""
    if len(draft.body) > 1 and draft.body[-1].kind is Kind.NAMES and not is_open(draft.body[-2].text):
        draft.closing.append(draft.body.pop())


def _is_captioned(draft: Draft, lines: list[Line]) -> bool:
    """Whether the paragraph above a photographer's line is what the picture shows: a picture story's only one, a short one, or one that
    says so."""
    if (draft.head.picture and len(draft.body) == 1) or TAKEN_ON.search(draft.body[-1].text):
        return True
    return len(lines) > 2 and len(draft.body[-1].text) <= _LONGEST_HALF_CAPTION


def _first_half(body: list[Line], caption: Line) -> bool:
    """Whether the line above a short caption is its first half: it breaks off, and no headline would stand so far down an article."""
    if len(body) < 2 or len(caption.text) > _LONGEST_HALF_CAPTION or caption.fused:
        return False
    above = body[-1]
    return above.kind is Kind.HEADING and " " not in above.text and len(above.text) <= _LONGEST_HALF_CAPTION and is_open(above.text)


def _second_half(caption: Line, line: Line) -> bool:
    """Whether a line ends the sentence that a caption above it has begun."""
    short = line.kind in (Kind.PROSE, Kind.HEADING) and line.gap == 1 and len(line.text) <= _LONGEST_HALF_CAPTION
    return short and not caption.fused and is_open(caption.text) and not _CREDITED.search(caption.text) and not is_open(line.text)


def _left_out(lines: list[Line], head: Head) -> set[str]:
    kept = {line.start for line in (*head.header, *head.kicker, *head.subtitle, *head.bylines, *head.title)}
    return {line.text for line in lines[head.line : head.body] if line.start not in kept}
