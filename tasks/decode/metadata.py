"""What a source or a page says about itself in so many words: its day of publication and its title."""

from __future__ import annotations

import datetime
import html
import re

_DAY = r"((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)"
_WRITTEN_DAY = re.compile(_DAY)
_COMPACT_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_MAIL_DAY = re.compile(r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) ((?:19|20)\d\d)\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_META = re.compile(r"<meta\b([^<>]{1,1000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(name|property|itemprop|content)\s{0,4}=\s{0,4}(?:\"([^\"]{0,800})\"|'([^']{0,800})')", re.IGNORECASE)
_LINKED_DATA = re.compile(r"\"datePublished\"\s{0,4}:\s{0,4}\"([^\"]{8,40})\"")
_TIME = re.compile(r"<time\b[^>]{0,200}?\bdatetime\s{0,4}=\s{0,4}[\"']([^\"'>]{8,40})", re.IGNORECASE)
# A label as pages show it, the mirror pages' glosses among it: 發(fā)表時(shí)間.
_GLOSS = r"(?:\([^()\s]{1,7}\))?"
_LABELLED = re.compile(f"(?:[时時]{_GLOSS}[间間]|日期){_GLOSS}\\s?[：:]\\s?{_DAY}")
# An element below the headline that holds nothing but a day with its clock time.
_STAMP = re.compile(rf">\s{{0,20}}{_DAY}日?[\sT]{{1,4}}\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?\s{{0,20}}<")
_HEADLINE = re.compile(r"<h1\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,300})<", re.IGNORECASE)
_SITE = re.compile(r"\s*(?:[_|｜]|[-–—]{1,2})[^_|｜–—-]{2,20}$")
PUBLISHED_NAMES = (
    "article:published_time", "publishdate", "publish_date", "pubdate", "publish-date", "publication_date", "datepublished",
    "og:published_time", "og:release_date", "dc.date.issued", "dc.date", "dcterms.created", "firstpublishedtime", "releasedate", "date",
)  # fmt: skip


def day(written: str | None) -> datetime.date | None:
    """The day of an ISO, Chinese, compact or mail date, with or without a time; with a zone, the day as written."""
    if not written:
        return None
    if found := _WRITTEN_DAY.search(written) or _COMPACT_DAY.match(written.strip()):
        return _date(*map(int, found.groups()))
    if (mail := _MAIL_DAY.match(written.strip())) and mail[2] in _MONTHS:
        return _date(int(mail[3]), _MONTHS.index(mail[2]) + 1, int(mail[1]))
    return None


def published(markup: str) -> datetime.date | None:
    """The day of publication by a page's meta elements, linked data, time element, label or time stamp, the first that gives one."""
    meta = _meta(markup)
    for name in PUBLISHED_NAMES:
        if found := day(meta.get(name)):
            return found
    for pattern in (_LINKED_DATA, _TIME):
        if (match := pattern.search(markup)) and (found := day(match[1])):
            return found
    headline = _HEADLINE.search(markup)
    shown = _LABELLED.search(markup) or (headline and _STAMP.search(markup, headline.end()))
    return _date(*map(int, shown.groups())) if shown else None


def title(markup: str) -> str | None:
    """The page's title without the name of the site."""
    given = _meta(markup).get("og:title") or _meta(markup).get("articletitle")
    if not given and (found := _TITLE.search(markup)):
        given = _SITE.sub("", html.unescape(found[1]).strip())
    return " ".join((given or "").split()) or None


def _meta(markup: str) -> dict[str, str]:
    """The contents of the meta elements by lower-case name; of equal names the first."""
    values: dict[str, str] = {}
    for element in _META.findall(markup):
        attributes = {name.lower(): html.unescape(double or single) for name, double, single in _ATTRIBUTE.findall(element)}
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        if name and attributes.get("content"):
            values.setdefault(name.lower(), attributes["content"].strip())
    return values


def _date(year: int, month: int, of_month: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, of_month)
    except ValueError:
        return None
