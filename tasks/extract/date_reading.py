"""From a match of a form to what the expression says: numbers read, words looked up, look-alikes turned away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from kaozheng.tasks.extract.calendar_terms import Festival, load_calendar
from kaozheng.tasks.extract.date_components import YEARS_AGO, Base, Clock, Components, Part
from kaozheng.tasks.extract.numerals import DIGITS, numeral_value
from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once

MIDNIGHT = 24 * 60
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_MINUTES_OF = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}
_BASES = {"named": Base.NAMED, "story": Base.STORY, "told": Base.TOLD}
NO_YEAR = Part(Base.NUMBER, 0, 0)
"""A year that there was not: no day is in it."""
_CENTURY_PARTS = {"初": (0, 9), "中": (40, 59), "末": (90, 99), "上": (0, 49), "前": (0, 49), "下": (50, 99), "后": (50, 99)}
_THIRDS_OF_SEASON = {"初": 1, "早": 1, "孟": 1, "仲": 2, "暮": 3, "晚": 3, "深": 3, "盛": 3, "季": 3}


@dataclass(frozen=True)
class Lexicon:
    """Words that reading looks up: date words, parts of the day, festivals, reign titles with their first and last year, and the years of
    events by their day and a word (5·12, 汶川).

    `readings` remembers what a form and a quote say: nothing else goes into it.
    """

    words: Mapping[str, Entry]
    halves: Mapping[str, str]
    festivals: Mapping[str, Festival]
    reigns: Mapping[str, tuple[int, int]]
    events: Mapping[tuple[str, str], int]
    readings: dict[tuple[str, str], Components | None]


@built_once
def load_lexicon(vocabulary: Vocabulary) -> Lexicon:
    return Lexicon(
        words={e["word"]: e for e in vocabulary.entries("date_words")},
        halves={e["part"]: e["half"] for e in vocabulary.entries("day_parts")},
        festivals=load_calendar(vocabulary).festivals,
        reigns={e["title"]: (int(e["first"]), int(e["last"])) for e in vocabulary.entries("reign_years")},
        events={(e["day"], e["word"]): int(e["year"]) for e in vocabulary.entries("dotted_days") if e["year"]},
        readings={},
    )


class Finding:
    """A match of a form, and the parts of a date that its groups hold."""

    def __init__(self, form: str, match: re.Match[str], lexicon: Lexicon) -> None:
        self.form = form
        self.quote = match.group()
        self.groups: dict[str, str | None] = match.groupdict()
        self.lexicon = lexicon

    def get(self, *names: str) -> str:
        """What the first of these groups that took part holds, else ''."""
        for name in names:
            if held := self.groups.get(name):
                return held
        return ""

    def year(self) -> Part | None:
        if digits := self.get("y", "ya", "yb"):
            first, last = year_number(digits), year_number(self.get("y2", "y2a", "y2b") or digits)
            return Part(Base.NUMBER, first, last) if 100 <= first <= last < 2200 and digits[0] != "0" else NO_YEAR
        if digits := self.get("yy", "yya", "yyb", "yyc"):
            short = int("".join(c if c.isascii() else str(DIGITS[c]) for c in digits))
            value = short + (1900 if short > 60 else 2000)
            return Part(Base.NUMBER, value, value)
        if word := self.get("yw"):
            return self.word_part(word)
        if count := self.get("yo"):
            return Part(Base.REFERENCE, -small_number(count), -small_number(count), YEARS_AGO)
        if name := self.get("yc", "yca"):
            return Part(Base.CYCLE, 0, 0, name)
        if title := self.get("yr"):
            return self.reign_year(title, self.get("yn"))
        return None

    def reign_year(self, title: str, number: str) -> Part:
        """康熙三年; a year that the reign did not see is none."""
        first, last = self.lexicon.reigns[title]
        year = first - 1 + (1 if number == "元" else small_number(number))
        return Part(Base.NUMBER, year, year) if first <= year <= last else NO_YEAR

    def month(self) -> Part | None:
        if digits := self.get("m", "ma", "mb", "mc"):
            return Part(Base.NUMBER, small_number(digits), small_number(self.get("m2") or digits))
        return self.word_part(word) if (word := self.get("mw")) else None

    def day(self) -> Part | None:
        if digits := self.get("d", "da", "db", "dc"):
            return Part(Base.NUMBER, small_number(digits), small_number(self.get("d2") or digits))
        return self.word_part(word) if (word := self.get("dw")) else None

    def word_part(self, word: str) -> Part:
        entry = self.lexicon.words[word]
        return Part(_BASES.get(entry["kind"].split("_")[0], Base.REFERENCE), int(entry["first"]), int(entry["last"]), word)

    def clock(self) -> Clock | None:
        if not self.get("h2"):
            return None
        part = self.get("part")
        if not part and (word := self.get("dw")):
            part = self.lexicon.words[word]["part"]
        end = self._minutes("2", self.get("part2") or part)
        start = end
        if self.get("h1"):
            start = self._minutes("1", part)
        elif hour := self.get("h0"):
            start = self._hour(hour, part) * 60
        if end > MIDNIGHT or start > MIDNIGHT:
            return None
        half = self.lexicon.halves.get(self.get("part2") or part, "")
        return Clock(start, end, bool(self.get("ca1", "ca2", "mi1", "mi2", "mj1", "mj2", "half1", "half2")), half)

    def _minutes(self, n: str, part: str) -> int:
        hour = self._hour(self.get(f"h{n}"), part)
        if half := self.get(f"half{n}"):
            return hour * 60 + _MINUTES_OF[half]
        minute = self.get(f"ca{n}", f"mi{n}", f"mj{n}")
        return hour * 60 + (small_number(minute) if minute else 0)

    def _hour(self, digits: str, part: str) -> int:
        """The hour of the 24-hour clock; 24 is the end of the day."""
        hour, half = small_number(digits), self.lexicon.halves.get(part, "")
        if half == "am":
            return 0 if hour == 12 else hour
        if half == "noon":
            return hour + 12 if hour < 4 else hour
        # 下午12时 is noon, 晚上12时 the end of the day.
        if half == "afternoon":
            return hour + 12 if hour < 12 else hour
        if half == "evening":
            return 24 if hour == 12 else hour + 12 if hour < 12 else hour
        if half == "night":
            return 24 if hour == 12 else hour + 12 if 6 <= hour < 12 else hour
        return hour


def year_number(digits: str) -> int:
    """2022, 二〇二二, 两千零四."""
    if digits.isascii():
        return int(digits)
    if digits[0] == "两":
        return int(numeral_value(digits) or 0)
    return int("".join(str(DIGITS[c]) for c in digits))


def small_number(digits: str) -> int:
    """17, 十七, 廿七, 初三, 两; 0 where the numeral has no value."""
    if digits.isascii():
        return int(digits)
    digits = digits.removeprefix("初").replace("廿十", "二十").replace("廿", "二十")
    return int(numeral_value(digits) or 0)


# --- one reader a form, or for forms alike


def _read_calendar(f: Finding) -> Components | None:
    year, month, day, clock = f.year(), f.month(), f.day(), f.clock()
    if year is NO_YEAR:
        return None
    return Components("calendar", year, month, day, clock) if year or month or day or clock else None


def _read_stamp(f: Finding) -> Components | None:
    """Digits alone are a date only where there is such a day.

    13.5.2015 and 3/7/2017 name the day first, as everywhere but in America; 5/13/2015 can only name the month first.
    """
    year, month, day = f.year(), f.month(), f.day()
    if f.form == "day_first" and month and day and month.value > 12:
        month, day = day, month
    if f.form == "line_stamp" and f.get("ma") and month and day and month.value <= day.value:
        return None  # 3/4 is a fraction, or a page of some
    found = Components("calendar", year, month, day, f.clock())
    try:
        date(year.value if year else 2000, month.value if month else 1, day.value if day else 1)
    except ValueError:
        return None
    return found


def _read_dotted(f: Finding) -> Components:
    """“7·20”; the year that an event is known by goes before the nearest one."""
    year, month, day = f.year(), f.month(), f.day()
    assert month is not None
    assert day is not None
    known = f.lexicon.events.get((f"{month.value}·{day.value}", f.get("t", "ta")))
    return Components("dotted", year or (Part(Base.NUMBER, known, known) if known else None), month, day)


def _read_lunar(f: Finding) -> Components | None:
    month, day = f.get("m"), f.get("d")
    value = _LUNAR_MONTHS.get(month) or small_number(month)
    part = Part(Base.NUMBER, value, value)
    known = f.get("mark", "mark2", "leap") or month in _LUNAR_MONTHS or day.startswith("初")
    # 八月十五 is the festival, but beside a year that is spelled out as well (二〇〇四年八月十五) all is of the common calendar.
    if known or ((month, day) == ("八", "十五") and (not f.get("y") or f.get("y").isascii())):
        return Components("lunar", f.year(), part, f.day(), f.clock(), term=f.get("leap"))
    # 一月二十三 without 日 is a day of the common calendar; a bare 十 is no day at all (三月十余人).
    if not 1 <= small_number(day) <= 31 or day == "十":
        return None
    return Components("calendar", f.year(), part, f.day(), f.clock())


def _read_new_year_days(f: Finding) -> Components:
    return Components("lunar", f.year(), Part(Base.NUMBER, 1, 1), f.day(), f.clock())


def _read_festival(f: Finding) -> Components:
    """A festival, its holiday, or the days of it that are counted: 1 to 4 for 假期前四天, 5 to 5 for 第五天, -1 for the last."""
    first, last = 0, 0
    if days := f.get("n"):
        first, last = 1, small_number(days)
    elif day := f.get("na", "ua"):
        first = last = small_number(day)
    elif f.get("nb", "ub"):
        first = last = -1
    elif f.get("un", "uc"):
        first = last = 1
    unit = "holiday" if f.get("holiday") or first else "day"
    return Components("festival", f.year(), clock=f.clock(), term=f.get("t", "tq"), number=first, number_last=last, unit=unit)


def _read_school_year(f: Finding) -> Components:
    year = f.year()
    assert year is not None
    return Components("school_year", year)


def _read_months_of_year(f: Finding) -> Components | None:
    """Quarters by number, and the first months or quarters of a year."""
    first = small_number(f.get("n", "na") or "一")
    last = small_number(f.get("n2", "n", "na") or "一")
    limit = 12 if f.form == "first_months" else 4
    form = "quarters" if f.form == "quarter_of_year" else f.form
    return Components(form, f.year(), number=first, number_last=last) if 1 <= first <= last <= limit else None


def _read_term(f: Finding) -> Components:
    return Components(f.form, f.year(), f.month(), term=f.get("t", "ta", "tb"))


def _read_season(f: Finding) -> Components:
    year = f.year()
    if word := f.get("sw"):
        shift = {"今": 0, "去": -1, "明": 1}[word]
        year = Part(Base.REFERENCE, shift, shift)
    return Components("season", year, term=f.get("ta", "tb", "tc", "tcy", "td", "te"), number=_THIRDS_OF_SEASON.get(f.get("t3", "t3y"), 0))


def _read_weeks(f: Finding) -> Components:
    shift, day = f.get("shift"), f.get("t")
    weeks = -shift.count("上") or shift.count("下")
    weekday = _weekday(day)
    unit = "weekend" if day == "末" else "weekday" if weekday else "week"
    return Components("week", clock=f.clock(), term=shift, number=weeks, number_last=weekday, unit=unit)


def _read_count(f: Finding) -> Components:
    """N units before or after some day; 几, 数 and 半 leave the number open (0). 百年前的今天 is an anniversary, to the day."""
    number = f.get("n", "na", "nb") or "一"
    unit = f.get("u", "ua", "ub", "uc").removeprefix("个").removeprefix("多")
    whole = f.quote.startswith(("上", "往前", "向前", "之前", "前"))
    return Components(
        f.form,
        term=f.get("t") or ("whole" if whole else f.quote[:2]),
        number=0 if number in "半几数" else small_number(number),
        unit="周年" if unit == "年" and f.get("today") else {"日": "天", "星期": "周", "礼拜": "周"}.get(unit, unit),
    )


def _read_nth_offset(f: Finding) -> Components:
    """3月17日后的第三天."""
    return Components("offset", term=f.get("t"), number=small_number(f.get("n")), unit="天")


def _read_nth(f: Finding) -> Components | None:
    """The nth day, week or weekday of a month or year; counted from the end where `number` is negative."""
    year, month = f.year(), f.month()
    count = small_number(f.get("n")) if f.get("n") else -small_number(f.get("na") or "一")
    weekday = _weekday(f.get("t"))
    unit = "weekday" if weekday else "周" if f.get("u") == "周" else "天"
    return Components("nth", year, month, number=count, number_last=weekday, unit=unit) if count and (year or month) else None


def _weekday(name: str) -> int:
    """1 for Monday to 7 for Sunday; 0 for none."""
    return 7 if name in ("日", "天") else small_number(name) if name and name != "末" else 0


def _century(name: str) -> int:
    """上世纪, 本世纪 or the number of one; 0 where none is named."""
    return {"上": 20, "本": 21, "": 0}.get(name) or small_number(name) if name else 0


def _period(first: int, last: int, *, told: bool = True, vague: bool = False) -> Components:
    """From one year to another; `told` where the words leave no choice of a century, `vague` where the borders are open."""
    return Components("period", number=first, number_last=last, term="told" if told else "", unit="vague" if vague else "")


def _read_decade(f: Finding) -> Components:
    """上世纪90年代, 1990年代, 五六十年代; without a century the nearest."""
    if digits := f.get("y"):
        return _period(int(digits), int(digits) + 9)
    last = small_number(f.get("n"))
    first = small_number(f.get("na")) * 10 if f.get("na") else last
    century = _century(f.get("t"))
    opening = ((century or (20 if first >= 30 else 21)) - 1) * 100
    return _period(opening + first, opening + last + 9, told=bool(century))


def _read_century(f: Finding) -> Components | None:
    century = _century(f.get("t"))
    first, last = _CENTURY_PARTS.get(f.get("na")[:1], (0, 99))
    opening = (century - 1) * 100
    return _period(opening + first, opening + last, vague=True) if 1 < century < 23 else None


def _read_plan(f: Finding) -> Components:
    """The five-year plans: the fourteenth runs from 2021 to 2025."""
    first = 2021 + 5 * (small_number(f.get("n")) - 14)
    return _period(first + 4, first + 4, vague=True) if f.quote.endswith("末") else _period(first, first + 4)


def _read_vague(f: Finding) -> Components:
    return Components("vague", term=f.lexicon.words[f.get("t")]["kind"])


def _read_clock(f: Finding) -> Components | None:
    clock = f.clock()
    return Components("calendar", clock=clock) if clock else None


def _read_lost(f: Finding) -> Components:
    return Components(f.form)


_CALENDAR_FORMS = ("edition", "date", "days", "month", "months", "year", "years", "day_word", "bare_day", "bare_days")
READERS: dict[str, Callable[[Finding], Components | None]] = {
    **dict.fromkeys(_CALENDAR_FORMS, _read_calendar),
    **dict.fromkeys(("first_months", "first_quarters", "quarters", "quarter_of_year"), _read_months_of_year),
    **dict.fromkeys(("half", "same_period", "year_part", "month_part", "landmark"), _read_term),
    **dict.fromkeys(("past_count", "coming_count", "inner_days", "offset"), _read_count),
    **dict.fromkeys(("weekday", "week"), _read_weeks),
    "lost": _read_lost,
    "lunar": _read_lunar,
    "new_year_days": _read_new_year_days,
    "festival": _read_festival,
    "season": _read_season,
    "school_year": _read_school_year,
    "nth": _read_nth,
    "decade": _read_decade,
    "short_year": _read_calendar,
    **dict.fromkeys(("stamp", "stamp_spaced", "compact", "day_first", "short_stamp", "year_month", "line_stamp"), _read_stamp),
    "dotted": _read_dotted,
    "century": _read_century,
    "nth_offset": _read_nth_offset,
    "plan": _read_plan,
    "vague": _read_vague,
    "clock": _read_clock,
}
