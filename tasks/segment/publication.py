"""When a document and its articles were published, and what that rests on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaozheng.tasks.eras import Eras
from kaozheng.tasks.segment.credits import Dateline
from kaozheng.tasks.segment.dating import Dating
from kaozheng.tasks.segment.days import day, day_in_url, written_days
from kaozheng.tasks.segment.drafts import Draft
from kaozheng.tasks.segment.lines import Kind, Line

DAYS_TO_PRINT = 10
"""How many days a report at most waits for print: what a dateline may lie before a day of publication that is taken from a file's name."""
DAYS_AHEAD = 7
"""How many days a dateline may lie after the day that the page gives (a wrong clock, a page dated ahead) and still be of the same year."""

DAYS_OF_NEWS = 30
"""By how many days a bare day and weekday at the head of a page must lie after another day there to be that of a visit."""

_VISIT = re.compile(
    r"\s*(?:今天是|今日)?[：:\s]{0,2}20\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s*(?:星期|周)[一二三四五六日天]\s*(?:\d{1,2}[:：]\d\d)?\s*"
)
_STAMP = re.compile(r"\s*20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d\d(?::\d\d)?\s*")
_LABELLED = re.compile(r"[：:](?!\d)")
_OPENING_REACH = 16
_FIRST_DAY = datetime.date(2000, 1, 1)  # before, what opens with a date tells history
_OF_PUBLICATION = re.compile(r"(?:发布|发表|发稿|刊发|出版)[^\d]{0,6}$")
_YEARLESS = re.compile(r"^\D{0,12}?(?<!\d)(\d{1,2})\s?[-/月]\s?(\d{1,2})日?(?=\s|$)(?:\s+\d{1,2}[:：]\d\d)?")
_OPENING_REPORT = re.compile(r"[（(【]?[^，。；：！？]{1,16}?[日\d][讯电](?=[\s（(：:，,】])")
_OPENING_DAY = re.compile(r"[^。，]{0,4}?(?<![\d年])(\d{1,2})月(\d{1,2})日")
# The last line of a notice: its day alone, or who issued it and the day.
_SIGNED = re.compile(r"[（(]?[^，。；：！？\d]{0,30}(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})\s?[-/.年][^，。；：！？]{3,12}$")


# The properties of an article that the pages of many digital papers end with: its day, its paper, the name of its file.
_PAPER_PROPERTIES = re.compile(
    r"((?:19|20)\d\d-\d\d-\d\d)(?!\d)[^\n]{0,240}?content_\d+\.html?[^\n]{0,240}?/enpproperty|"
    r"<articleid>\d+</articleid>\s*<date>((?:19|20)\d\d-\d\d-\d\d)"
)


class Published(NamedTuple):
    """The day of publication, null where nothing tells it, and its basis: header, metadata, dateline, url or none."""

    on: datetime.date | None
    basis: str


@dataclass(frozen=True)
class Evidence:
    """What speaks of the day of publication.

    `headers`: lines of date and source, of articles and of the page; `opening`: the first paragraph; `closings`: the last line of each
    article, and what signs it below; `text`: the whole; `fetched_on`: no document is published after the day behind it (clocks differ).
    """

    headers: Sequence[str]
    metadata: datetime.date | None
    datelines: Sequence[Dateline]
    opening: str
    closings: Sequence[str]
    uri: str
    text: str
    fetched_on: datetime.date

    @property
    def latest(self) -> datetime.date:
        return self.fetched_on + datetime.timedelta(days=1)


def published(evidence: Evidence, eras: Eras) -> Published:
    """The first that tells, in this order: the line of date and source; the source's metadata; a dateline or a closing line with its year;
    the address or a file's name; a header or a dateline whose year the text proves (`dating.Dating`), or the day on which the first
    paragraph opens, taken likewise.

    A dateline is the day of writing: a newspaper prints it the day after, which the text does not say, so it stands as it is.
    """
    latest = evidence.latest
    header = _header_day(evidence.headers, latest)
    if header:
        return Published(header, "header")
    if evidence.metadata and evidence.metadata <= latest:
        return Published(evidence.metadata, "metadata")
    dated = _dated(evidence)
    if dated:
        return Published(dated, "dateline")
    address = day_in_url(evidence.uri, latest)
    if address and (evidence.uri.startswith("http") or _agrees(address, evidence.datelines)):
        return Published(address, "url")
    dating = Dating(evidence.text, latest, eras)
    header = _latest_proved(map(_yearless, evidence.headers), dating)
    if header:
        return Published(header, "header")
    inferred = _latest_proved(_spoken(evidence), dating) or _opening_day(evidence, dating)
    return Published(inferred, "dateline" if inferred else "none")


def dateline_day(dateline: Dateline | None, published_on: datetime.date | None) -> datetime.date | None:
    """The day of a dateline: with the year that it names, else the last such day that is not after publication, a few days set aside."""
    if dateline is None or not dateline.month or not dateline.day:
        return None
    if dateline.year:
        return day(dateline.year, dateline.month, dateline.day)
    if published_on is None:
        return None
    latest = published_on + datetime.timedelta(days=DAYS_AHEAD)
    days = (day(published_on.year - back, dateline.month, dateline.day) for back in (-1, 0, 1))
    return next((d for d in days if d and d <= latest), None)


def dated_headers(drafts: Sequence[Draft], body: Sequence[Line]) -> list[Line]:
    """The lines that may tell the day of publication: the page's own, the lines of date and source above articles and below
    them, and a line of a headline that tells who issued a notice and when."""
    headers = [line for draft in drafts for line in draft.head.header]
    below = [line for line in body if line.kind is Kind.HEADER and _LABELLED.search(line.text)]
    stamps = [line for line in body if line.kind is Kind.HEADER and is_stamp(line.text)]
    if len({on for line in stamps for _, on in written_days(line.text)}) == 1:
        below += stamps[:1]
    own = [line for line in headers if line.kind is Kind.FOLIO]
    heads = (line for draft in drafts for line in (*draft.head.kicker, *draft.head.title, *draft.head.subtitle))
    issued = [line for line in heads if _SIGNED.fullmatch(line.text)]
    return own + [line for line in headers if line.kind is Kind.HEADER] + below + issued


def is_stamp(line: str) -> bool:
    """Whether a line is a day and a clock time alone: where a page has but one such, it is that of its article, not of a list of others."""
    return ":" in line and _STAMP.fullmatch(line) is not None


def paper_day(raw_text: str) -> str | None:
    """The day in the properties that a digital paper puts below an article."""
    found = _PAPER_PROPERTIES.search(raw_text) if "enpproperty" in raw_text else None
    return (found[1] or found[2]) if found else None


def header_day(line: str, latest: datetime.date) -> datetime.date | None:
    """The day in a line of date and source; of several the one that is called the day of publication, else the first."""
    return _header_day([line], latest)


def _header_day(lines: Sequence[str], latest: datetime.date) -> datetime.date | None:
    found: list[datetime.date] = []
    of_visits: list[datetime.date] = []
    for line in lines:
        days = of_visits if tells_a_visit(line) else found
        for start, on in written_days(line):
            if on <= latest:
                if _OF_PUBLICATION.search(line[:start]):
                    return on
                days.append(on)
    if not of_visits or (found and (of_visits[0] - found[0]).days > DAYS_OF_NEWS):
        return found[0] if found else None
    return of_visits[0]


def tells_a_visit(line: str) -> bool:
    """Whether a line is a day and its weekday alone: on a page of a site the day on which it was called up."""
    return _VISIT.fullmatch(line) is not None


def _dated(evidence: Evidence) -> datetime.date | None:
    """The last day among the datelines that have a year; else among the closing lines and what opens like the dateline of an outlet that
    no vocabulary knows (某某体育2024年6月3日讯)."""
    days = (day(d.year, d.month, d.day) for d in evidence.datelines if d.year and d.month and d.day)
    known = [d for d in days if d and d <= evidence.latest]
    if known:
        return max(known)
    report = _OPENING_REPORT.match(evidence.opening)
    signed = [line for line in evidence.closings if _SIGNED.fullmatch(line)] + ([report[0]] if report else [])
    return max((found.on for line in signed for found in written_days(line) if found.on <= evidence.latest), default=None)


def _agrees(on: datetime.date, datelines: Sequence[Dateline]) -> bool:
    """Whether a day may be that of publication by the datelines without a year: one lies a few days before it at most."""
    spoken = [(d.month, d.day) for d in datelines if d.month and d.day]
    near = {((on - datetime.timedelta(days=back)).month, (on - datetime.timedelta(days=back)).day) for back in range(-1, DAYS_TO_PRINT + 1)}
    return not spoken or any(month_day in near for month_day in spoken)


def _yearless(line: str) -> tuple[int, int] | None:
    match = _YEARLESS.match(line)
    return (int(match[1]), int(match[2])) if match else None


def _spoken(evidence: Evidence) -> Iterator[tuple[int, int] | None]:
    spoken = [(d.month, d.day) for d in evidence.datelines if d.month and d.day]
    opening = _OPENING_DAY.match(evidence.opening)
    if not spoken and opening:
        spoken = [(int(opening[1]), int(opening[2]))]
    return iter(spoken)


def _opening_day(evidence: Evidence, dating: Dating) -> datetime.date | None:
    """The full date that the first paragraph opens with, where the text names no later day and no term contradicts it: a bulletin's day."""
    found = next(written_days(evidence.opening[:_OPENING_REACH]), None)
    if found is None or found.start > _OPENING_REACH // 2 or found.on < max(_FIRST_DAY, dating.last_named or _FIRST_DAY):
        return None
    return found.on if dating.first <= found.on <= dating.last else None


def _latest_proved(spoken: Iterable[tuple[int, int] | None], dating: Dating) -> datetime.date | None:
    """The last of the days without a year whose year the text proves."""
    days = [day(year, *month_day) for month_day in {d for d in spoken if d} if (year := dating.year_of(*month_day))]
    return max((d for d in days if d), default=None)
