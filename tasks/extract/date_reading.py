"""From a match of a form to what the expression says: numbers read, words looked up, look-alikes turned away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kaozheng.tasks.extract.calendar_terms import Festival, load_calendar
from kaozheng.tasks.extract.date_components import Base, Clock, Components, Part
from kaozheng.tasks.extract.numerals import DIGITS, numeral_value
from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once

MIDNIGHT = 24 * 60
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_MINUTES_OF = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}
# 每年3月, 每月25日: no day of the calendar.
_RECURRING = re.compile("每[年月周个]?$")
_SINCE = re.compile("以来|来")
_THIRDS_OF_SEASON = {"初": 1, "早": 1, "孟": 1, "仲": 2, "暮": 3, "晚": 3, "深": 3, "季": 3}
_NOTABLE_FESTIVAL = re.compile(r"前夕|前后|前|后|将至|临近|来临|到来|当天|当日|之际")


@dataclass(frozen=True)
class Lexicon:
    """Words that reading looks up: date words, parts of the day, festivals, reign titles with their first and last year."""

    words: Mapping[str, Entry]
    halves: Mapping[str, str]
    festivals: Mapping[str, Festival]
    reigns: Mapping[str, tuple[int, int]]


@built_once
def load_lexicon(vocabulary: Vocabulary) -> Lexicon:
    return Lexicon(
        words={e["word"]: e for e in vocabulary.entries("date_words")},
        halves={e["part"]: e["half"] for e in vocabulary.entries("day_parts")},
        festivals=load_calendar(vocabulary).festivals,
        reigns={e["title"]: (int(e["first"]), int(e["last"])) for e in vocabulary.entries("reign_years")},
    )


class Reader:
    """Reads the matches of one text in order. `read` gives the span and the components, None where the match is no date."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self._line = (-1, -1, False)

    def read(self, form: str, match: re.Match[str]) -> tuple[int, int, Components] | None:
        start, end = match.span()
        if form == "lost" and not match.group()[0].isdigit() and not self._in_line_without_digits(start):
            return None
        components = _READERS[form](Finding(form, match, self.text, self.lexicon))
        if components is None or _RECURRING.search(self.text, max(start - 2, 0), start):
            return None
        since = _SINCE.match(self.text, end)
        if since and (since.group() == "以来" or (form == "season" and match.group()[0] == "入")):
            return start, since.end(), components._replace(since=True)
        return start, end, components

    def _in_line_without_digits(self, offset: int) -> bool:
        """Whether the line of an offset holds no digit, as where a page lost them all. The last line seen is remembered."""
        start, end, answer = self._line
        if not start <= offset < end:
            start = self.text.rfind("\n", 0, offset) + 1
            end = self.text.find("\n", offset) + 1 or len(self.text) + 1
            answer = re.search("[0-9]", self.text[start:end]) is None
            self._line = (start, end, answer)
        return answer


class Finding:
    """A match of a form, and the parts of a date that its groups hold."""

    def __init__(self, form: str, match: re.Match[str], text: str, lexicon: Lexicon) -> None:
        self.form = form
        self.start, self.end = match.span()
        self.quote = match.group()
        self.groups: dict[str, str | None] = match.groupdict()
        self.text = text
        self.lexicon = lexicon

    def get(self, *names: str) -> str:
        """What the first of these groups that took part holds, else ''."""
        for name in names:
            if held := self.groups.get(name):
                return held
        return ""

    def year(self) -> Part | None:
        if digits := self.get("y", "ya"):
            return Part(Base.NUMBER, year_number(digits), year_number(self.get("y2", "y2a") or digits))
        if digits := self.get("yy"):
            short = int("".join(c if c.isascii() else str(DIGITS[c]) for c in digits))
            value = short + (1900 if short > 60 else 2000)
            return Part(Base.NUMBER, value, value)
        if word := self.get("yw"):
            return self.word_part(word)
        if name := self.get("yc"):
            return Part(Base.CYCLE, 0, 0, name)
        if title := self.get("yr"):
            return self.reign_year(title, self.get("yn"))
        return None

    def reign_year(self, title: str, number: str) -> Part | None:
        """康熙三年; None for a year that the reign did not see."""
        first, last = self.lexicon.reigns[title]
        year = first - 1 + (1 if number == "元" else small_number(number))
        return Part(Base.NUMBER, year, year) if first <= year <= last else None

    def month(self) -> Part | None:
        if digits := self.get("m", "ma", "mb"):
            return Part(Base.NUMBER, small_number(digits), small_number(self.get("m2") or digits))
        return self.word_part(word) if (word := self.get("mw")) else None

    def day(self) -> Part | None:
        if digits := self.get("d"):
            return Part(Base.NUMBER, small_number(digits), small_number(self.get("d2") or digits))
        return self.word_part(word) if (word := self.get("dw")) else None

    def word_part(self, word: str) -> Part:
        entry = self.lexicon.words[word]
        base = Base.NAMED if entry["kind"].startswith("named") else Base.REFERENCE
        return Part(base, int(entry["first"]), int(entry["last"]), word)

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
        return Clock(start, end, bool(self.get("ca1", "ca2", "mi1", "mi2", "mj1", "mj2", "half1", "half2")))

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


def fills_line(text: str, start: int, end: int) -> bool:
    """Whether a span is all of its line, as in a heading or a table cell: nothing there says whether it is past or to come."""
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


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
    year, month, day = f.year(), f.month(), f.day()
    if year and year.base is Base.NUMBER and not 1000 <= year.value <= year.last < 2200:
        return None
    clock = f.clock()
    return Components("calendar", year, month, day, clock) if year or month or day or clock else None


def _read_short_year(f: Finding) -> Components | None:
    """06年, 九八年; 21年 is a duration more often than a year, unless it stands alone."""
    digits = f.get("yy")
    opens_clause = f.start == 0 or not f.text[f.start - 1].isalnum()
    certain = digits[0] in "0零〇○" or (digits[0] in "9九" and opens_clause)
    return Components("calendar", f.year()) if certain or fills_line(f.text, f.start, f.end) else None


def _read_lunar(f: Finding) -> Components | None:
    month, day = f.get("m"), f.get("d")
    value = _LUNAR_MONTHS.get(month) or small_number(month)
    part = Part(Base.NUMBER, value, value)
    known = f.get("mark", "mark2", "leap") or month in _LUNAR_MONTHS or day.startswith("初")
    if known or (month, day) == ("八", "十五"):
        return Components("lunar", f.year(), part, f.day(), f.clock(), term=f.get("leap"))
    # 一月二十三 without 日 is a day of the common calendar; a bare 十 is no day at all (三月十余人).
    if not 1 <= small_number(day) <= 31 or day == "十":
        return None
    return Components("calendar", f.year(), part, f.day(), f.clock())


def _read_new_year_days(f: Finding) -> Components:
    return Components("lunar", f.year(), Part(Base.NUMBER, 1, 1), f.day(), f.clock())


def _read_festival(f: Finding) -> Components | None:
    name = f.get("t", "tq")
    needs = f.lexicon.festivals[name].needs
    supported = bool(f.get("tail", "holiday", "part", "h2") or f.year() or _NOTABLE_FESTIVAL.match(f.text, f.end))
    if needs == "term":
        supported = f.text.startswith(("节气", "时节"), f.end)
    if needs and not supported:
        return None
    return Components("festival", f.year(), clock=f.clock(), term=name, unit="holiday" if f.get("holiday") else "day")


def _read_months_of_year(f: Finding) -> Components | None:
    """Quarters by number, and the first months or quarters of a year."""
    first = small_number(f.get("n") or "一")
    last = small_number(f.get("n2") or f.get("n") or "一")
    limit = 12 if f.form == "first_months" else 4
    return Components(f.form, f.year(), number=first, number_last=last) if 1 <= first <= last <= limit else None


def _read_term(f: Finding) -> Components:
    return Components(f.form, f.year(), f.month(), term=f.get("t", "ta", "tb"))


def _read_season(f: Finding) -> Components:
    year = f.year()
    if word := f.get("sw"):
        shift = {"今": 0, "去": -1, "明": 1}[word]
        year = Part(Base.REFERENCE, shift, shift)
    return Components("season", year, term=f.get("ta", "tb", "tc", "td", "te"), number=_THIRDS_OF_SEASON.get(f.get("t3"), 0))


def _read_weeks(f: Finding) -> Components:
    shift, day = f.get("shift"), f.get("t")
    weeks = -shift.count("上") or shift.count("下")
    weekday = _weekday(day)
    unit = "weekend" if day == "末" else "weekday" if weekday else "week"
    return Components("week", clock=f.clock(), term=shift, number=weeks, number_last=weekday, unit=unit)


def _read_count(f: Finding) -> Components:
    """N units before or after some day; 几, 数 and 半 leave the number open (0)."""
    number = f.get("n", "na")
    unit = f.get("u", "ua").removeprefix("个")
    whole = f.quote.startswith(("上", "往前", "向前", "之前", "前"))
    return Components(
        f.form,
        term=f.get("t") or ("whole" if whole else f.quote[:2]),
        number=0 if number in "半几数" else small_number(number),
        unit={"日": "天", "星期": "周", "礼拜": "周"}.get(unit, unit),
    )


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


def _read_decade(f: Finding) -> Components:
    century = f.get("t")
    value = {"上": 20, "本": 21, "": 0}.get(century)
    return Components("decade", number=small_number(f.get("n")), number_last=small_number(century) if value is None else value)


def _read_plan(f: Finding) -> Components:
    return Components("plan", number=small_number(f.get("n")))


def _read_vague(f: Finding) -> Components:
    return Components("vague", term=f.lexicon.words[f.get("t")]["kind"])


def _read_clock(f: Finding) -> Components | None:
    """A clock time alone; that of every day is no date (每晚持续到12时)."""
    clause = re.split("[，。；\n]", f.text[max(f.start - 8, 0) : f.start])[-1]
    clock = f.clock()
    return Components("calendar", clock=clock) if clock and "每" not in clause else None


def _read_lost(f: Finding) -> Components:
    return Components(f.form)


_CALENDAR_FORMS = ("stamp", "compact", "date", "days", "month", "months", "year", "years", "day_word", "bare_day", "bare_days")
_READERS: dict[str, Callable[[Finding], Components | None]] = {
    **dict.fromkeys(_CALENDAR_FORMS, _read_calendar),
    **dict.fromkeys(("first_months", "first_quarters", "quarters"), _read_months_of_year),
    **dict.fromkeys(("half", "same_period", "year_part", "month_part", "landmark"), _read_term),
    **dict.fromkeys(("past_count", "coming_count", "offset"), _read_count),
    **dict.fromkeys(("weekday", "week"), _read_weeks),
    "lost": _read_lost,
    "lunar": _read_lunar,
    "new_year_days": _read_new_year_days,
    "festival": _read_festival,
    "season": _read_season,
    "nth": _read_nth,
    "decade": _read_decade,
    "short_year": _read_short_year,
    "plan": _read_plan,
    "vague": _read_vague,
    "clock": _read_clock,
}
