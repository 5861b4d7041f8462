"""The forms of Chinese date expressions as a table of patterns, compiled into one scanner.

A form is a name and a regular expression. Forms stand in order of precedence: at one place the first that matches wins, and is then
matched again by itself, for its groups. Most forms may begin with a year, and most places that look like a beginning hold none: so where
a year stands all forms are tried, elsewhere only those that can begin with the character there. Quantifiers are bounded, so a scan is
linear in the length of the text.

Group names, the same in every form: y year (yy two digits, yw a word, yc a name of the cycle, yr and yn a reign and its year), m month
(mw a word), d day (dw a word), the number with 2 that ends a range, part of day, h hour, mi minute (with 0 or 1 where a range opens, 2
where it ends), t term, n and u number and unit. A letter behind a name (ya, ta) marks the same thing in another branch.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once

_TO_NINE = "一二三四五六七八九"
_CN = f"〇零○{_TO_NINE}"
_STEMS, _BRANCHES, _ANIMALS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪"
TO = r" ?(?:至|一?直?到|——?|–|-|~|～|－) ?"
NOT_IN_NUMBER = rf"(?<![\d.{_TO_NINE}零〇十百千万亿第])"
MONTH_NUMBER = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_TO_NINE}])"
DAY_NUMBER = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]十?[{_TO_NINE}]|二十|十[{_TO_NINE}]?|[{_TO_NINE}])"
HOUR = rf"(?:[01]?\d|2[0-4]|二?十[{_TO_NINE}]?|[零{_TO_NINE}两])"
MINUTE = rf"(?:[0-5]?\d|[二三四五]?十[{_TO_NINE}]?|零?[{_TO_NINE}])"
WEEKDAY = r"(?:周|星期|礼拜)"
LUNAR_MARK = "农历|阴历"
VAGUE_KINDS = ("at", "until", "after", "named", "unknown")
_NUMERALS = f"0123456789{_CN}十两"
_BEHIND_NUMERALS = "年月日号时点世个天周星礼季千多余五:：/.、至直到—–~～－-"
_APPOSED_WEEKDAY = rf"(?: ?[（(，,]? ?{WEEKDAY}[{_TO_NINE[:6]}日天][）)]?)?"
_GROUP_NAME = re.compile(r"[(][?]P<[a-z0-9]+>")


Form = tuple[str, str, str]
"""The name of a form, the characters with which it can begin, its pattern."""


@dataclass(frozen=True)
class Scanner:
    """All forms over a text in one pass.

    `starts` finds where one may begin; `dated` has all forms, for where a year stands; `plain` has by character those without a year.
    """

    starts: re.Pattern[str]
    dated_first: frozenset[str]
    dated: re.Pattern[str]
    plain: dict[str, re.Pattern[str]]
    forms: dict[str, re.Pattern[str]]

    def scan(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Form name and match, in order and without overlap."""
        end = 0
        for opening in self.starts.finditer(text):
            start = opening.start()
            if start < end:
                continue
            first = text[start]
            found = self.dated.match(text, start) if first in self.dated_first else None
            if found is None and (forms := self.plain.get(first)):
                found = forms.match(text, start)
            if found is None:
                continue
            name = found.lastgroup
            assert name is not None
            match = self.forms[name].match(text, start)
            assert match is not None
            end = match.end()
            yield name, match


@built_once
def compile_scanner(vocabulary: Vocabulary) -> Scanner:
    """The scanner for a vocabulary's date words, parts of day, festivals and landmarks."""
    pieces = _pieces(vocabulary)
    table = form_table(pieces, vocabulary)
    without_year = form_table(replace(pieces, year="(?!)", year_first=""), vocabulary)
    triggers = frozenset("".join(first for _, first, _ in table))
    # No expression begins in the middle of a numeral, and behind one stands what makes it a date, if the numeral is no name (五一).
    named = [f"(?<={name[0]}){name[1:]}" for e in vocabulary.entries("festivals") if (name := e["name"])[0] in _NUMERALS]
    starts = (
        f"[{re.escape(''.join(sorted(triggers)))}](?<![{_NUMERALS}][{_NUMERALS}])"
        f"(?:(?<![{_NUMERALS}])|(?=[{_NUMERALS}]{{0,8}}? ?[{_BEHIND_NUMERALS}])|(?=[0-9]{{7}})|(?={'|'.join(named)}))"
    )
    dated_first = pieces.year_first + "农阴"
    dated = f"(?=(?:{LUNAR_MARK})?{_GROUP_NAME.sub('(?:', pieces.year)})(?:{_joined(table)})"
    plain = _by_character(without_year)
    forms = {name: re.compile(pattern) for name, _, pattern in table}
    return Scanner(re.compile(starts), frozenset(dated_first), re.compile(dated), plain, forms)


def _by_character(table: Sequence[Form]) -> dict[str, re.Pattern[str]]:
    """For each character with which a form can begin, that form alone; where several can, all of the table: it is the cheaper to build."""
    forms: dict[str, list[Form]] = defaultdict(list)
    for form in table:
        for character in set(form[1]):
            forms[character].append(form)
    everything = re.compile(_joined([form for form in table if form[1]]))
    return {c: everything if len(able) > 1 else re.compile(_joined(able)) for c, able in forms.items()}


def _joined(table: Iterable[Form]) -> str:
    """The forms as one alternation, each a group of its name without groups inside."""
    return "|".join(f"(?P<{name}>(?=[{re.escape(first)}]){_GROUP_NAME.sub('(?:', pattern)})" for name, first, pattern in table)


@dataclass(frozen=True)
class Pieces:
    """The patterns that forms are made of. `year_first` and the like are the characters with which a piece can begin."""

    year: str
    year_first: str
    month: str
    month_first: str
    part: str
    clock: str
    time: str
    """What may follow a day: 当天, a part of the day, a clock time."""

    @property
    def maybe_year(self) -> str:
        return f"(?:{self.year}(?:的|份)? ?)?"


def form_table(pieces: Pieces, vocabulary: Vocabulary) -> list[Form]:
    """Every form in order of precedence."""
    return [
        *_lost_and_numeric_forms(pieces),
        *_lunar_and_festival_forms(pieces, vocabulary),
        *_year_part_forms(pieces),
        *_month_and_day_forms(pieces, vocabulary),
        *_counted_forms(pieces, vocabulary),
    ]


def _pieces(vocabulary: Vocabulary) -> Pieces:
    words, parts = vocabulary.entries("date_words"), vocabulary.entries("day_parts")
    year_words = [w for w in words if w["kind"] in ("year", "named_year")]
    month_words = [w for w in words if w["kind"] in ("month", "named_month")]
    reigns = vocabulary.entries("reign_years")
    part = word_pattern(p for p in parts if len(p["part"]) > 1)
    short_part = word_pattern(p for p in parts if len(p["part"]) == 1)
    clock = _clock(part)
    return Pieces(
        year=(
            rf"(?:(?=[{_NUMERALS}])(?<![\d.{_CN}])(?:(?P<y>\d{{4}}|[一二][{_CN}]{{3}}|两千(?:零?[{_TO_NINE}]|[一二]?十[{_TO_NINE}]?)?)|"
            rf"(?P<yy>\d{{2}}|[{_CN}]{{2}})(?= ?年{MONTH_NUMBER} ?月)) ?年|"
            rf"(?=[{_first(year_words)}])(?P<yw>{word_pattern(year_words)})|"
            rf"(?=[{_STEMS}{_ANIMALS}])(?P<yc>[{_STEMS}][{_BRANCHES}]|[{_ANIMALS}])年|"
            rf"(?=[{_first(reigns)}])(?P<yr>{word_pattern(reigns)})(?P<yn>元|\d\d?|[{_TO_NINE}]?十?[{_TO_NINE}十])年)"
        ),
        year_first=_NUMERALS + _STEMS + _ANIMALS + _first(year_words) + _first(reigns),
        month=(
            rf"(?:{NOT_IN_NUMBER}(?P<m>{MONTH_NUMBER}) ?月份?(?![龄内]|(?<=[{_TO_NINE}十]月)[街花令嫂余革])|"
            rf"(?P<mw>{word_pattern(month_words)})份?)"
        ),
        month_first=_NUMERALS + _first(month_words),
        part=part,
        clock=clock,
        time=f"(?:的?(?:当天|当日))?(?:的?(?P<part>{part}|{short_part}))?(?:的? ?{clock})?",
    )


def _lost_and_numeric_forms(p: Pieces) -> list[Form]:
    """Dates without their digits, and dates that are digits alone."""
    return [
        ("lost", "年月日0123456789", _lost(p.part)),
        (
            "stamp",
            "0123456789",
            rf"(?<![\d.])(?P<y>\d{{4}})(?:-(?P<m>\d\d?)-|/(?P<ma>\d\d?)/|\.(?P<mb>\d\d?)\.)(?P<d>\d\d?)(?![\d.])[T ]?{p.time}",
        ),
        ("compact", "12", r"(?<![\w.])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w.])"),
    ]


def _lunar_and_festival_forms(p: Pieces, vocabulary: Vocabulary) -> list[Form]:
    festivals = vocabulary.entries("festivals")
    quoted = [f for f in festivals if f["needs"] != "term"]
    plain = [f for f in festivals if f["needs"] != "quoted"]
    return [
        (
            "lunar",
            p.year_first + f"农阴闰正腊冬{_TO_NINE}十",
            rf"(?P<mark>{LUNAR_MARK})?{p.maybe_year}(?P<mark2>农历|阴历)?(?P<leap>闰)?{NOT_IN_NUMBER}(?P<m>十[一二]|[正腊冬{_TO_NINE}十])月"
            rf"(?:(?P<d>初[{_TO_NINE}十]|[一二三]?十[{_TO_NINE}]?|廿[{_TO_NINE}]?)(?![日号多余几个{_TO_NINE}十])|(?<=[正腊]月)){p.time}",
        ),
        ("new_year_days", p.year_first + "大", rf"{p.maybe_year}大年初(?P<d>[{_TO_NINE}十]){p.time}"),
        (
            "festival",
            p.year_first + '“"' + _first(festivals, "name"),
            rf"{p.maybe_year}(?:[“\"](?P<tq>{word_pattern(quoted, 'name')})[”\"]|(?P<t>{word_pattern(plain, 'name')}))"
            rf"(?P<tail>佳节|节)?(?P<holiday>假期期间|假日期间|期间|假期|假日|小长假|长假|黄金周)?{p.time}",
        ),
    ]


def _year_part_forms(p: Pieces) -> list[Form]:
    """Parts of a year longer than a month, and ranges of years."""
    year = p.maybe_year
    return [
        ("first_months", p.year_first + "前", rf"{year}(?<!提)前(?P<n>\d\d?|十[一]?|[{_TO_NINE}两])(?:个月|月份?)(?![来龄])"),
        ("first_quarters", p.year_first + "前", rf"{year}(?<!提)前(?P<n>[1-4一二三四两])个?季度"),
        (
            "quarters",
            p.year_first + "第首1234一二三四",
            rf"{year}(?:第?(?P<n>[1-4一二三四])|首)(?:(?:{TO}|、)第?(?P<n2>[1-4一二三四]))?个?季度",
        ),
        ("half", p.year_first + "上下", rf"{year}(?P<t>(?<!以)上|下)半年"),
        ("same_period", p.year_first, f"{p.year}的?同期"),
        ("season", p.year_first + "这整今去明初早孟仲盛暮晚深隆金入春夏秋冬", _season(p.year)),
        (
            "year_part",
            p.year_first + "年岁",
            rf"(?:{p.year}(?:年?(?P<t>[初底末])|(?P<ta>年中|岁末))|(?<![\d{_CN}十百千同当])(?P<tb>年初|年底|年末|岁末))(?![{_TO_NINE}十级])",
        ),
        (
            "years",
            "0123456789",
            rf"(?:(?<![\d.])(?P<y>\d{{4}}) ?年?度?{TO}(?P<y2>\d{{4}}) ?年|(?<=从)(?P<ya>\d{{4}}){TO}(?P<y2a>\d{{4}})(?!\d))",
        ),
        (
            "decade",
            _NUMERALS + "上本",
            rf"(?:(?P<t>上|本|\d\d|[{_TO_NINE}]?十[{_TO_NINE}]?)世纪)?{NOT_IN_NUMBER}(?P<n>[1-9]0|[{_TO_NINE}]十)年代(?!表)(?:初期|中期|末期|初|末)?",
        ),
    ]


def _month_and_day_forms(p: Pieces, vocabulary: Vocabulary) -> list[Form]:
    year, month = p.maybe_year, p.month
    first = p.year_first + p.month_first
    day_words = [w for w in vocabulary.entries("date_words") if w["kind"] in ("day", "named_day")]
    shift = r"(?P<shift>上上上|上上|上|下下|下|本|这|今)一?个?"
    return [
        (
            "nth",
            first,
            rf"{year}{month}?的?(?:第(?P<n>\d{{1,3}}|[{_TO_NINE}十]{{1,3}})|最后一|倒数第(?P<na>\d{{1,3}}|[{_TO_NINE}]))"
            rf"个?(?:{WEEKDAY}(?P<t>[{_TO_NINE[:6]}日天])|(?P<u>[天日周])(?!时))",
        ),
        (
            "months",
            first,
            rf"{year}{NOT_IN_NUMBER}(?P<m>{MONTH_NUMBER})月?份?(?:{TO}|、)(?P<m2>{MONTH_NUMBER}) ?月"
            rf"(?:份|(?!\d)(?!{DAY_NUMBER}[日号]|[上中下]旬|[初底末]))",
        ),
        (
            "month_part",
            first + "月上中下",
            rf"(?:{year}{month}的?(?:月(?=[初底末]))?(?P<t>上旬|中旬|下旬|上半月|下半月|[初底末])(?![{_TO_NINE}十])"
            rf"|(?<![\d.{_TO_NINE}十个年])(?:(?P<ta>月[初底末])|(?P<tb>[上中下]旬)))",
        ),
        ("days", first, rf"{year}{month}(?P<d>{DAY_NUMBER}) ?(?:[日号]?{TO}|、)(?P<d2>{DAY_NUMBER}) ?[日号]{p.time}"),
        ("date", first, rf"{year}{month}的? ?(?P<d>{DAY_NUMBER}) ?[日号]{_APPOSED_WEEKDAY}{p.time}"),
        ("month", first, rf"{year}{month}(?!(?<=一月)[一两次度])"),
        (
            "day_word",
            p.year_first + _first(day_words),
            rf"{year}(?P<dw>{word_pattern(day_words)})(?:的? ?(?P<part>{p.part}))?(?:的? ?{p.clock})?",
        ),
        ("year", p.year_first, rf"{p.year}(?:度|全年)?(?!历史|文明)"),
        (
            "short_year",
            _NUMERALS,
            rf"(?<![\d.{_CN}])(?P<yy>[0零〇○][\d{_CN}] ?(?=年)|(?:\d{{2}}|[{_CN}]{{2}})(?=年(?![来内后前间以历多余的级])))年",
        ),
        ("bare_days", "0123456789", rf"{_BARE_BEFORE}(?P<d>\d\d?) ?(?:[日号]?{TO}|、)(?P<d2>\d\d?) ?日{_BARE_AFTER}{p.time}"),
        (
            "bare_day",
            _NUMERALS,
            rf"{_BARE_BEFORE}(?P<d>3[01]|[12]\d|0?[1-9]|二?十[{_TO_NINE}]) ?(?:日{_BARE_AFTER}|号{_NUMBERED}){_APPOSED_WEEKDAY}{p.time}",
        ),
        (
            "weekday",
            "上下本这今周星礼",
            rf"(?:(?<![以加晚]){shift}|(?<![每隔一两几单双首环四圆逢姓老小])){WEEKDAY}(?P<t>[{_TO_NINE[:6]}日天])"
            rf"(?![次个名年岁游均刊报记围边期]){p.time}",
        ),
        ("week", "上下本这今", rf"(?<![以加晚]){shift}{WEEKDAY}(?P<t>末)?(?![边围期转长岁])"),
    ]


def _counted_forms(p: Pieces, vocabulary: Vocabulary) -> list[Form]:
    """Spans counted from a day, periods called by name, vague words, and clock times alone."""
    unit = r"个月|[天日年]|个?(?:周|星期|礼拜)"
    number = rf"\d{{1,3}}|[{_TO_NINE}]?十[{_TO_NINE}]?|[{_TO_NINE}两半几数]"
    count = rf" ?(?P<n>{number}) ?[多余]?(?P<u>{unit})"
    landmarks = vocabulary.entries("date_landmarks")
    vague = [w for w in vocabulary.entries("date_words") if w["kind"] in VAGUE_KINDS]
    return [
        (
            "past_count",
            "过最近上往向之前在",
            rf"(?:过去的?|(?:(?<!\w)|(?<=在))(?:最近|近|上|往前|向前|之前|前)){count}(?:以?来|间|里|中)?"
            rf"|(?<!临)近(?P<na>{number}) ?[多余]?(?P<ua>{unit})以?来",
        ),
        ("coming_count", "未今接将往向之后下", rf"(?:未来的?|今后|接下来的?|(?<!\w)(?:将来|往后|向后|之后|后面|后|下)){count}"),
        ("offset", _NUMERALS + "半几数", rf"(?:(?<!\w)|(?<=[在日号天节的])){count}(?P<t>之前|之后|以前|以后|前|后)"),
        ("plan", '“"十六七八九', rf"[“\"]?(?P<n>十[{_TO_NINE}]|[六七八九])五[”\"]?(?:规划)?(?:期间|时期|(?=以来))"),
        ("landmark", _first(landmarks, "name"), rf"(?P<t>{word_pattern(landmarks, 'name')})(?=以来)"),
        ("vague", _first(vague), rf"(?P<t>{word_pattern(vague)})"),
        (
            "clock",
            _NUMERALS + _first(vocabulary.entries("day_parts")),
            rf"{NOT_IN_NUMBER}(?:(?P<part>{p.part}|[晚早])(?={HOUR}[时点:：])|"
            rf"(?<![每近约:：])(?=\d\d?时|[012]\d:|\d\d?点(?:钟|半|整|许|左右|\d\d?分))){p.clock}",
        ),
    ]


_BARE_BEFORE = rf"(?<!为期)(?<![少多]于)(?<!超过|达到)(?<![月\d.{_TO_NINE}零〇十百千万亿第每近约满达仅共逾超余多隔续时少足去后/-])"
_BARE_AFTER = r"(?![内游龄来均产志记常后用销报耗以]|之内)"
# A bare 27号 is a day only where nothing is numbered by it: 27号楼, 5号线.
_NUMBERED = r"(?=[上下晚早凌中夜之起至到开前后，。、；！？\s]|$)"


def _clock(part: str) -> str:
    """One clock time or two: 12时, 3时30分许, 18:20:11, 0—24时, 9时至下午5时."""

    def point(n: int) -> str:
        return (
            rf"(?P<h{n}>{HOUR})(?:[:：](?P<ca{n}>[0-5]\d)(?:[:：][0-5]\d)?(?!\d)|"
            rf"(?:时(?![间代期候刻速段长限空尚机装常事有隔])|点钟?(?!建议|意见|要求|希望|体会|共识|[对位燃名击评赞亮心滴缀子]))"
            rf"(?:(?P<half{n}>半|整|一刻|三刻)|(?P<mi{n}>{MINUTE})分(?![之钟])|(?<=点)(?P<mj{n}>[0-5]\d|[二三四五]?十[{_TO_NINE}]?)(?![\d人例名个%.万]))?)"
        )

    return rf"(?:(?:{point(1)}|(?P<h0>\d\d?)){TO}(?P<part2>{part})?)?{point(2)}(?:许|左右|前后)?"


def _lost(part: str) -> str:
    """Dates whose digits are gone: 自月日, 年月日版, 月日下午, 3月日; a line without any digit may hold 月的 and 日 alone too."""
    opening = r"(?:(?<![\w])|(?<=[自从到至于在截止即]))"
    closing = r"(?![均照益期记志])"
    whole = rf"年月(?:日|(?=[的，。以至底初])){closing}(?:时(?!间))?"
    single = rf"(?:{opening}月(?=的|份[，的]|以来)|{opening}日(?=[，上下凌晚零]|起))"
    return (
        rf"(?:(?<![出同某各生\d])(?:{whole})|{opening}月日{closing}(?:至月?日)?(?:时(?!间))?|{single}|"
        rf"(?<!\d)\d\d?月日{closing})(?:{part})?"
    )


def _season(year: str) -> str:
    """春天, 初夏, 今秋, 2020年冬, 这个春天, 入冬以来; a bare 春季 is more often a kind (春季学期) than a time."""
    return (
        rf"(?:(?:{year}(?:的)?|这个|整个)(?P<ta>[春夏秋冬])[天季日]?(?![节运耕播分至种收招训茶粮])"
        rf"|(?P<sw>[今去明])(?P<tb>[春夏秋冬])(?!节)"
        rf"|(?P<t3>[初早孟仲盛暮晚深隆金])(?P<tc>[春夏秋冬])(?:季|日|时节)?(?![节运耕播分至])"
        rf"|入(?P<td>[春夏秋冬])(?=以?来)"
        rf"|(?P<te>[春夏秋冬])[天日](?!里的))"
    )


def word_pattern(entries: Iterable[Entry], column: str = "") -> str:
    """An alternation of words, the longest first, that shares first characters; guards come from columns not_after and not_before."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: -len(e[column or next(iter(e))])):
        word = entry[column or next(iter(entry))]
        after, before = entry.get("not_after", ""), entry.get("not_before", "")
        guard = (f"(?<![{re.escape(after)}]{re.escape(word)})" if after else "") + (f"(?![{re.escape(before)}])" if before else "")
        by_first[word[0]].append(re.escape(word[1:]) + guard)
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items()) + ")"


def _first(entries: Iterable[Entry], column: str = "") -> str:
    """The characters with which the words begin."""
    return "".join(dict.fromkeys(entry[column or next(iter(entry))][0] for entry in entries))
