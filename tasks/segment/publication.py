"""When a document was published, and what that rests on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaozheng.tasks.segment.credits import Dateline
from kaozheng.tasks.segment.dating import Eras, year_of

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_OF_PUBLICATION = re.compile(r"(?:发布|发表|发稿)[^\d]{0,6}$")
_OPENING_DAY = re.compile(r"[^。，]{0,4}?(?<![\d年])(\d{1,2})月(\d{1,2})日")
_URL_DATES = (
    re.compile(r"(?<!\d)(20\d\d)[-/](\d{1,2})[-/](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)(\d\d)[-/](\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)[-/](\d\d)(\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)(\d\d)(\d\d)(?!\d)"),
)


class Published(NamedTuple):
    """The day of publication, null where nothing tells it, and its basis: header, metadata, dateline, url or none."""

    on: datetime.date | None
    basis: str


@dataclass(frozen=True)
class Evidence:
    """What speaks of the day of publication. `opening` is the first paragraph, `closing` the last line, `text` the whole."""

    headers: Sequence[str]
    metadata: datetime.date | None
    datelines: Sequence[Dateline]
    opening: str
    closing: str
    uri: str
    text: str
    fetched_on: datetime.date


def published(evidence: Evidence, eras: Eras) -> Published:
    """The first that tells, in this order: the line of date and source; the source's metadata; a dateline or a closing line with its year;
    the address; a dateline whose year the text proves (`dating.year_of`), or the day on which the first paragraph opens, taken likewise.

    A dateline is the day of writing: a newspaper prints it the day after, which the text does not say, so it stands as it is.
    """
    latest = evidence.fetched_on + datetime.timedelta(days=1)
    header = _header_day(evidence.headers, latest)
    if header:
        return Published(header, "header")
    if evidence.metadata and evidence.metadata <= latest:
        return Published(evidence.metadata, "metadata")
    dated = _dated(evidence, latest)
    if dated:
        return Published(dated, "dateline")
    address = day_in_url(evidence.uri, latest)
    if address:
        return Published(address, "url")
    inferred = _inferred(evidence, latest, eras)
    return Published(inferred, "dateline" if inferred else "none")


def dateline_day(dateline: Dateline | None, published_on: datetime.date | None) -> datetime.date | None:
    """The day of a dateline: with the year that it names, else the last such day that is not after publication."""
    if dateline is None or not dateline.month or not dateline.day:
        return None
    if dateline.year:
        return _day(dateline.year, dateline.month, dateline.day)
    if published_on is None:
        return None
    days = (_day(published_on.year - back, dateline.month, dateline.day) for back in (0, 1))
    return next((d for d in days if d and d <= published_on), None)


def header_day(line: str, latest: datetime.date) -> datetime.date | None:
    """The day in a line of date and source; of several the one that is called the day of publication, else the first."""
    return _header_day([line], latest)


def day_in_url(uri: str, latest: datetime.date) -> datetime.date | None:
    """The day in an address: /2022/04/22/, /2022-04/22/, t20220422_, /20220422/. A path on this machine tells nothing."""
    if not uri.startswith(("http://", "https://")):
        return None
    for pattern in _URL_DATES:
        for match in pattern.finditer(uri):
            day = _day(*map(int, match.groups()))
            if day and day <= latest:
                return day
    return None


def _header_day(lines: Sequence[str], latest: datetime.date) -> datetime.date | None:
    found: list[datetime.date] = []
    for line in lines:
        for match in _DATE.finditer(line):
            day = _day(*map(int, match.groups()))
            if day and day <= latest:
                if _OF_PUBLICATION.search(line[: match.start()]):
                    return day
                found.append(day)
    return found[0] if found else None


def _dated(evidence: Evidence, latest: datetime.date) -> datetime.date | None:
    days = [_day(d.year, d.month, d.day) for d in evidence.datelines if d.year and d.month and d.day]
    known = [d for d in days if d and d <= latest]
    if known:
        return max(known)
    signed = _DATE.match(evidence.closing)
    day = _day(*map(int, signed.groups())) if signed and len(evidence.closing) <= 14 else None
    return day if day and day <= latest else None


def _inferred(evidence: Evidence, latest: datetime.date, eras: Eras) -> datetime.date | None:
    spoken = [(d.month, d.day) for d in evidence.datelines if d.month and d.day]
    opening = _OPENING_DAY.match(evidence.opening)
    if not spoken and opening:
        spoken = [(int(opening[1]), int(opening[2]))]
    days = []
    for month, day in set(spoken):
        year = year_of(month, day, evidence.text, latest, eras)
        if year:
            days.append(_day(year, month, day))
    return max((d for d in days if d), default=None)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
