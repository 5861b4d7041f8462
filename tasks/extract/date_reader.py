"""What stands in a text where the scanner found a form: an expression with its components, or no date at all.

What a quote says is remembered; whether it is a date where it stands is asked each time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from kaozheng.tasks.extract.date_components import Components, Expression
from kaozheng.tasks.extract.date_pieces import TO
from kaozheng.tasks.extract.date_reading import READERS, Finding, Lexicon

_CONNECTOR = re.compile(TO)
# 每年3月, 每月25日: no day of the calendar.
_RECURRING = ("每", "每年", "每月", "每周", "每个")
_DIGIT = re.compile("[0-9]")
# 9时至11时和16时至19时为易拥堵时段: the hours of every day.
_DAILY_HOURS = re.compile(r"(?:[、和及]\d\d?时?[-至到—]\d\d?时)?(?:[是为][^，。；！？\n]{0,14}?|[^，。；！？\n\d]{0,6}?)时段")
_YEAR_OF_CENTURY = re.compile(r"(?<!\d)(?:19)?(\d\d)(?=年)")
_NEAR_YEAR = 60
_NOTABLE_FESTIVAL = ("前", "后", "将至", "临近", "来临", "到来", "之际")
# 今年来，全市; 初六返程高峰
_YEARS_ON = ("今年", "去年")
_CAME = ("来，", "来,", "来全", "来共", "来累计")
_NEW_YEAR = ("春节", "大年", "正月", "除夕", "新春")
_QUOTATION_MARKS = '“”"'
LOOKS_AHEAD = {"dotted": 10}
"""The forms whose reading looks at what follows, and how far."""
READINGS_KEPT = 20_000
"""How many readings are remembered before all are forgotten."""


class Reader:
    """Reads what the scanner found in one text, in order; `forms` are the scanner's."""

    def __init__(self, text: str, lexicon: Lexicon, forms: Mapping[str, re.Pattern[str]]) -> None:
        self.text = text
        self.lexicon = lexicon
        self.forms = forms
        self._line = (-1, -1, False)
        self._recurring_end = -1

    def read(self, form: str, start: int, end: int) -> Expression | None:
        """The expression of a form that stands there, None where it is no date."""
        text = self.text
        quote = text[start:end]
        says = text[start : end + LOOKS_AHEAD[form]] if form in LOOKS_AHEAD else quote
        readings, key = self.lexicon.readings, (form, says)
        components = readings[key] if key in readings else self._first_reading(form, says, start)
        if components is None or self._recurs(start, end):
            return None
        if (stands := _SURROUNDINGS.get(form)) and not stands(self, quote, components, start, end):
            return None
        if text.startswith("以来", end):
            return Expression(start, end + 2, replace(components, since=True))
        if quote in _YEARS_ON and text.startswith(_CAME, end):
            return Expression(start, end + 1, replace(components, since=True))
        if form == "season" and quote[0] == "入":
            return Expression(start, end + 1, replace(components, since=True))
        return Expression(start, end, components)

    def _first_reading(self, form: str, says: str, start: int) -> Components | None:
        match = self.forms[form].match(self.text, start)
        assert match is not None
        readings = self.lexicon.readings
        if len(readings) >= READINGS_KEPT:
            readings.clear()
        components = readings[form, says] = READERS[form](Finding(form, match, self.lexicon))
        return components

    def _recurs(self, start: int, end: int) -> bool:
        """Whether each of a kind is meant (每年3月), or what runs on from such a one (每晚22时至次日6时): that is no date."""
        text = self.text
        runs_on = self._recurring_end >= 0 and _CONNECTOR.fullmatch(text, self._recurring_end, start) is not None
        if runs_on or text.endswith(_RECURRING, max(start - 2, 0), start):
            self._recurring_end = end
            return True
        return False

    # Whether a quote that can mean something else is a date where it stands.

    def short_year_stands(self, quote: str, _components: Components, start: int, end: int) -> bool:
        """06年, 九八年; 21年 is a duration more often than a year, unless it stands alone."""
        opens_clause = start == 0 or not self.text[start - 1].isalnum()
        if quote[0] in "0零〇○" or (quote[0] in "9九" and opens_clause) or fills_line(self.text, start, end):
            return True
        return opens_clause and quote[:2].isdigit() and self._goes_on_in_century(quote[:2], start)

    def _goes_on_in_century(self, short: str, start: int) -> bool:
        """Whether a year of the same century was named shortly before: 1959年并县；74年建校."""
        near = max(start - _NEAR_YEAR, 0)
        if self.text.find("19", near, start) < 0:
            return False
        before = _YEAR_OF_CENTURY.findall(self.text, near, start)
        return bool(before) and before[-1] < short

    def lunar_day_stands(self, quote: str, _components: Components, _start: int, _end: int) -> bool:
        """初六 without its month is of the first one in a text that speaks of it."""
        return quote[0] != "初" or any(word in self.text for word in _NEW_YEAR)

    def festival_stands(self, quote: str, components: Components, _start: int, end: int) -> bool:
        name = components.term
        needs = self.lexicon.festivals[name].needs
        if needs == "term":
            return self.text.startswith(("节气", "时节"), end)
        return not needs or quote.strip(_QUOTATION_MARKS) != name or self.text.startswith(_NOTABLE_FESTIVAL, end)

    def clock_stands(self, _quote: str, _components: Components, start: int, end: int) -> bool:
        """The clock time of every day is no date (每晚持续到12时)."""
        if _DAILY_HOURS.match(self.text, end):
            self._recurring_end = end
            return False
        opening = max(start - 8, 0)
        at = self.text.rfind("每", opening, start)
        if at < 0 or any(mark in self.text[at:start] for mark in "，。；\n"):
            return True
        self._recurring_end = end
        return False

    def loss_stands(self, quote: str, _components: Components, start: int, _end: int) -> bool:
        """月日 and the like are lost dates in a line without any digit; 3月日 is one anywhere."""
        return quote[0].isdigit() or self._in_line_without_digits(start)

    def _in_line_without_digits(self, offset: int) -> bool:
        """Whether the line of an offset holds no digit, as where a page lost them all. The last line seen is remembered."""
        start, end, answer = self._line
        if not start <= offset < end:
            start = self.text.rfind("\n", 0, offset) + 1
            end = self.text.find("\n", offset) + 1 or len(self.text) + 1
            answer = _DIGIT.search(self.text, start, end) is None
            self._line = (start, end, answer)
        return answer


def fills_line(text: str, start: int, end: int) -> bool:
    """Whether a span is all of its line, as in a heading or a table cell: nothing there says whether it is past or to come."""
    return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")


_SURROUNDINGS: dict[str, Callable[[Reader, str, Components, int, int], bool]] = {
    "short_year": Reader.short_year_stands,
    "festival": Reader.festival_stands,
    "new_year_days": Reader.lunar_day_stands,
    "clock": Reader.clock_stands,
    "lost": Reader.loss_stands,
}
