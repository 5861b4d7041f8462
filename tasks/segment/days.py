"""Days as headers, signatures and addresses write them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMERALS = "〇○零Ｏ一二三四五六七八九"
_DIGIT = {**dict.fromkeys("〇○零Ｏ", "0"), **{c: str(i) for i, c in enumerate("一二三四五六七八九", 1)}}
_WRITTEN = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:[-/.年－／]\s?(?P<month>\d{1,2})\s?[-/.月－／]\s?(?P<day>\d{1,2})(?!\d)"
    r"|(?P<short_month>[01]\d)(?P<short_day>[0-3]\d)(?!\d))"
    rf"|(?P<said_year>[一二][{_NUMERALS}]{{3}})年(?P<said_month>[一二三四五六七八九十]{{1,2}})月(?P<said_day>[一二三四五六七八九十]{{1,3}})日"
)
_URL_DAY = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_.年](\d{1,2})[-/_.月](\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)(\d\d)[-/_](\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(20\d\d)[-/_](\d\d)(\d\d)(?!\d)"),
    re.compile(r"/(\d\d)/(\d\d)(\d\d)/\d\d/[A-Z0-9]{10,20}(?:\.|$)"),
)
# Eight digits without separators may be the number of an article: they are a day as a folder, behind t (t20220422_1.html), or as a value
# that is called so, and never behind a word that announces a number.
_COMPACT_DAY = re.compile(r"(?:(?<=/t)|(?<=[/_-])|(?<=date=)|(?<=day=)|(?<=time=)|(?<=\bd=))(20\d\d)([01]\d)([0-3]\d)(?!\d)(?P<folder>/)?")
_NUMBERED = re.compile(r"(?:id|forward|content|node|post|doc|detail|article|art|page|\bp|\bc)[/_=-]$", re.IGNORECASE)
_NAME_DAY = re.compile(
    r"(?:^|(?<=[\s_\-.一-鿿（(【]))(?P<year>(?:19|20)\d\d)(?:[-_./年](?P<month>\d{1,2})[-_./月](?P<day>\d{1,2})日?"
    r"|(?P<short_month>[01]\d)(?P<short_day>[0-3]\d))(?=$|[\s_\-.）)】]|[一-鿿])"
)
# The day in the name of a file that a machine made is that of its making.
_MADE = re.compile(r"(?:dump|crawl|export|backup|scan|img|batch|run|fetch|download|抓取|导出|备份|下载|爬取|扫描|采集)", re.IGNORECASE)


class WrittenDay(NamedTuple):
    start: int
    on: datetime.date


def day(year: int, month: int, of_month: int) -> datetime.date | None:
    """The day, None where the calendar has none (30 February, 29 February of most years)."""
    try:
        return datetime.date(year, month, of_month)
    except ValueError:
        return None


def written_days(line: str) -> Iterator[WrittenDay]:
    """The days in a line that have a year: 2021-05-06, 2021/5/6, 2021.05.06, 2021年5月6日, 20210506, 二〇二一年五月六日."""
    for match in _WRITTEN.finditer(line):
        if match["said_year"]:
            year = "".join(_DIGIT[c] for c in match["said_year"])
            on = day(int(year), _spelled(match["said_month"]), _spelled(match["said_day"]))
        else:
            on = day(int(match["year"]), int(match["month"] or match["short_month"]), int(match["day"] or match["short_day"]))
        if on:
            yield WrittenDay(match.start(), on)


def day_in_url(uri: str, latest: datetime.date) -> datetime.date | None:
    """The day in an address: /2022/04/22/, /2022-04/22/, /202204/22/, /2022/0422/, t20220422_1.html, /20220422/, ?date=2022-04-22.

    Of a file on this machine only its name tells, where the day stands apart in it (2022-04-22_x.txt, 20220422.txt), its folders do not;
    a member of a larger file (archive.jsonl#id) has no name of its own. A number of an article is no day, nor is one after `latest`.
    """
    if not uri.startswith(("http://", "https://")):
        return None if "#" in uri else _day_in_name(re.split(r"[/\\]", uri)[-1], latest)
    path = uri.split("//", 1)[1].partition("/")[2]
    for pattern in _URL_DAY:
        for match in pattern.finditer("/" + path):
            year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
            if (on := day(year, int(match[2]), int(match[3]))) and on <= latest:
                return on
    for match in _COMPACT_DAY.finditer("/" + path):
        numbered = not match["folder"] and _NUMBERED.search("/" + path, max(match.start() - 9, 0), match.start())
        if (on := day(int(match[1]), int(match[2]), int(match[3]))) and on <= latest and not numbered:
            return on
    return None


def _day_in_name(name: str, latest: datetime.date) -> datetime.date | None:
    if _MADE.search(name):
        return None
    for match in _NAME_DAY.finditer(name):
        on = day(int(match["year"]), int(match["month"] or match["short_month"]), int(match["day"] or match["short_day"]))
        if on and on <= latest:
            return on
    return None


def _spelled(numeral: str) -> int:
    """A numeral up to 三十一; 0 where it is none."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int("".join(_DIGIT[c] for c in numeral)) if len(numeral) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return 10 * int(_DIGIT.get(tens, "1")) + int(_DIGIT.get(ones, "0"))
