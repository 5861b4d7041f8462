"""The time that a whole article reports on, where its title or its first sentences tell one: that of the figures which name none."""

from __future__ import annotations

from collections.abc import Sequence

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.mentions import DateMention
from kaozheng.tasks.extract.period import Period, Stated

_WEEKS, _YEAR = 27, 366
"""A time that a report is of is longer than so many days and no longer than so many."""
_LEADING = 2
"""So many sentences that name a time are looked at: 8月5日，记者从发布会上获悉。上半年，全市"""


def of_title(article: Article, dates: Sequence[DateMention]) -> Period | None:
    """The one month, season or year that the title names."""
    titles = article.part_spans("title")
    if not titles:
        return None
    found = [d for d in dates if d.status == "resolved" and any(t.start <= d.start < t.end for t in titles)]
    if len(found) != 1 or found[0].date_start is None or found[0].granularity == "day":
        return None
    return Period(found[0].date_start, found[0].date_end, False)


def of_lead(article: Article, stated: Sequence[Stated]) -> Period | None:
    """The one longer time, now over, that the first sentences of the body which name a time tell; `stated` is sorted."""
    first, looked_at = 0, 0
    for sentence in article.sentences if stated else ():
        while first < len(stated) and stated[first].at < sentence.start:
            first += 1
        own = []
        while first < len(stated) and stated[first].at < sentence.end:
            own.append(stated[first])
            first += 1
        if not own or sentence.part != "body":
            continue
        periods = [s.period for s in own if s.until >= sentence.end and _is_longer(s.period)]
        if periods:
            now, end = article.reference_day, periods[0].end
            alone = all(p == periods[0] for p in periods) and not (now and end and end > now)
            return periods[0] if alone else None
        looked_at += 1
        if looked_at == _LEADING:
            break
    return None


def _is_longer(period: Period) -> bool:
    return period.start is not None and _WEEKS < (period.days or 0) <= _YEAR and not period.as_of and not period.since
