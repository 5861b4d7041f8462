"""Headlines that nobody signs, looked for in each stretch between the heads that are sure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from kaozheng.tasks.segment.edges import crossing_word, ends_waiting, is_open, is_wrapped, starts_item
from kaozheng.tasks.segment.heads import Head, block_above, unsigned_head
from kaozheng.tasks.segment.lines import Kind, Line
from kaozheng.tasks.segment.unsigned import HeadlineModel, Surroundings

ON_A_PAGE = 0.4
"""Log odds from which a headline is taken for one on a page that shows itself as such."""
AMONG_TORN_LINES = 1.6
"""The same where the page has lines that a layout broke and nothing has joined again: any of them looks like a headline."""
ANYWHERE = 4.0
"""The same where nothing else says that the document holds several articles; and then two such headlines must be there."""
_LEAST_ANYWHERE = 2
_FIRST, _LAST = 3, 3  # paragraphs of an article that are compared with what stands below
_BELOW = 3
_NEARBY = 3
_MOST_EARLIER = 4
_MOST_RESTS, _FARTHEST_REST = 8, 30  # paragraphs below that may go on with a line, and lines down to the last of them
_ENDED = 2.0  # log odds against a subhead of an article that stands further up and does not break off
_LONGEST_LINE = 32
_TORN_SHARE = 0.06
_CUT_FOR_SURE = 3
_BLANK_SHARE = 0.2
_CLOSES = (Kind.CLOSING, Kind.TURN, Kind.FOLIO, Kind.LABEL, Kind.BYLINE)


@dataclass
class _Above:
    """The article that stands above a line, as far as it is compared: its headline, its first and last paragraphs, its subheads."""

    title: list[str]
    reported: bool
    first: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)

    def add(self, line: Line) -> None:
        if len(self.first) < _FIRST:
            self.first.append(line.text)
        else:
            self.last = [*self.last[1 - _LAST :], line.text]

    def add_subheads(self, block: Sequence[Line]) -> None:
        self.subheads = [*self.subheads, *(line.text for line in block)][-_NEARBY:]

    @property
    def paragraphs(self) -> list[str]:
        return self.title + self.first + self.last

    @property
    def is_open(self) -> bool:
        end = self.last or self.first
        return bool(end) and is_open(end[-1])


@dataclass(frozen=True)
class _Layout:
    """How a page is set. `torn`: broken lines stand in it unjoined; `spaced`: blank lines part paragraphs, not articles alone."""

    torn: bool
    spaced: bool


def with_unsigned_heads(lines: Sequence[Line], heads: Sequence[Head], given_title: str | None, model: HeadlineModel) -> list[Head]:
    """The heads, and those that nobody signs between them, in page order."""
    page = is_page(lines, heads, given_title)
    if not page and given_title:
        return list(heads)
    if not any(a.kind is Kind.HEADING and b.kind is Kind.PROSE for a, b in pairwise(lines)):
        return list(heads)  # no line can be one
    layout = _layout(lines)
    least = ANYWHERE if not page else AMONG_TORN_LINES if layout.torn else ON_A_PAGE
    rests = [i for i, line in enumerate(lines) if line.kind is Kind.PROSE and model.language.midway(line.text) > 0]
    found = list(_unsigned(lines, heads, model, layout, rests, least))
    if not page and len(found) < _LEAST_ANYWHERE:
        return list(heads)
    return sorted([*heads, *found], key=lambda head: head.line)


def _layout(lines: Sequence[Line]) -> _Layout:
    prose = [line for line in lines if line.kind is Kind.PROSE]
    short = [(a, b) for a, b in pairwise(lines) if b.kind is Kind.PROSE and len(a.text) <= _LONGEST_LINE and is_open(a.text)]
    commas = sum("，" in a.text for a, _ in short)
    cut = sum(_is_cut(a, b) for a, b in short)
    torn = cut >= _CUT_FOR_SURE or (cut > 0 and commas > _TORN_SHARE * len(lines))
    return _Layout(torn, sum(line.gap > 1 for line in prose) > _BLANK_SHARE * len(prose))


def _is_cut(upper: Line, lower: Line) -> bool:
    """Whether a word or a number goes on in the next line."""
    return upper.kind in (Kind.HEADING, Kind.PROSE) and (
        is_wrapped(upper.text, lower.text) or ends_waiting(upper.text) or crossing_word(upper.text, lower.text) is not None
    )


def is_page(lines: Sequence[Line], heads: Sequence[Head], given_title: str | None) -> bool:
    """Whether a document shows that it holds several articles: more than one is signed, or the page's own lines stand in it.

    A document that its source gives a title is a page only if several heads below the first say so.
    """
    if given_title:
        return len(heads) > 2
    if len(heads) > 2 or (len(heads) == 2 and _is_signed(lines, heads[0])):
        return True
    last = max((i for i, line in enumerate(lines) if line.kind is Kind.PROSE), default=0)
    if any(line.kind is Kind.CLOSING for line in lines[:last]):
        return True
    return any(line.kind in (Kind.FOLIO, Kind.LABEL, Kind.TURN) for line in lines)


def _is_signed(lines: Sequence[Line], head: Head) -> bool:
    return bool(head.bylines) or _is_report(lines, head)


def _is_report(lines: Sequence[Line], head: Head) -> bool:
    return head.body < len(lines) and lines[head.body].kind is Kind.DATELINE


def _unsigned(
    lines: Sequence[Line], heads: Sequence[Head], model: HeadlineModel, layout: _Layout, rests: Sequence[int], least: float
) -> Iterator[Head]:
    earlier: list[_Above] = []
    ends = [head.line for head in heads[1:]] + [len(lines)]
    for head, end in zip(heads, ends, strict=True):
        above = _Above([line.text for line in (*head.kicker, *head.title, *head.subtitle)], _is_report(lines, head))
        candidates = {at - len(block): (at, block) for at, block in _candidates(lines, head.body, end, layout)}
        following = sorted(candidates)
        at = head.body
        while at < end:
            if at not in candidates:
                if lines[at].kind in (Kind.PROSE, Kind.DATELINE):
                    above.add(lines[at])
                at += 1
                continue
            body, block = candidates[at]
            after = bisect_right(following, at)
            nearby = [candidates[start][1][-1].text for start in following[after : after + _NEARBY - 1]]
            below = [line.text for line in islice(_prose(lines, body, end), _BELOW)]
            first_rest = bisect_right(rests, body)
            further = [lines[i].text for i in rests[first_rest : first_rest + _MOST_RESTS] if i <= body + _FARTHEST_REST]
            odds = _odds(lines, at, block, below, nearby, further, [above, *earlier], model, layout)
            if above.first and all(one >= least for one in odds):
                found = unsigned_head(lines, at, body, block)
                yield found
                earlier = [*earlier, above][-_MOST_EARLIER:]
                above = _Above([line.text for line in block], reported=False)
            else:
                above.add_subheads(block)
            at = body
        earlier = [*earlier, above][-_MOST_EARLIER:]


def _candidates(lines: Sequence[Line], floor: int, end: int, layout: _Layout) -> Iterator[tuple[int, list[Line]]]:
    """Short lines over a paragraph, each with the index of that paragraph."""
    for at in range(floor + 1, end):
        if lines[at].kind is not Kind.PROSE or lines[at - 1].kind is not Kind.HEADING:
            continue
        block = block_above(lines, at, floor)
        if not block or _is_sentence(block[-1], lines[at]) or starts_item(block[0].text):
            continue
        if not layout.torn or ("，" not in block[-1].text and lines[at].gap >= (2 if layout.spaced else 1)):
            yield at, block


def _is_sentence(last: Line, below: Line) -> bool:
    """Whether a short line is rather the beginning of a paragraph that the page broke, by its length or by what is cut in two there."""
    if (len(last.text) > _LONGEST_LINE and "，" in last.text) or ends_waiting(last.text):
        return True
    return is_wrapped(last.text, below.text)


def _prose(lines: Sequence[Line], at: int, end: int) -> Iterator[Line]:
    """The paragraphs from `at` to the next short line."""
    for line in islice(lines, at, end):
        if line.kind is not Kind.PROSE:
            return
        yield line


def _odds(
    lines: Sequence[Line],
    at: int,
    block: Sequence[Line],
    below: Sequence[str],
    nearby: Sequence[str],
    rests: Sequence[str],
    articles: Sequence[_Above],
    model: HeadlineModel,
    layout: _Layout,
) -> Iterator[float]:
    """The log odds against each of the articles that the line may be a subhead of: the one above, which comes first, and those before."""
    over = lines[at - 1]
    for number, article in enumerate(articles):
        around = Surroundings(
            headline=[line.text for line in block],
            above=article.paragraphs,
            below=below,
            subheads=article.subheads,
            others=nearby,
            rests=rests,
            end_above=over.text if over.kind is Kind.PROSE and is_open(over.text) else "",
            closed_above=over.kind in _CLOSES,
            set_apart=block[0].gap > 1 and not layout.spaced,
            reported_above=article.reported,
        )
        yield model.evidence(around) + (_ENDED if number and not article.is_open else 0.0)
