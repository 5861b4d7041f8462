"""The pieces that patterns of date expressions are made of: years, months, parts of the day, clock times, words with their guards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kaozheng.tasks.vocabulary import Entry, Vocabulary, built_once

TO_NINE = "一二三四五六七八九"
CN = f"〇零○{TO_NINE}"
_STEMS, _BRANCHES, _ANIMALS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪"
TO = r" ?(?:起?至|起?一?直?到|——?|–|-|~|～|－) ?"
NOT_IN_NUMBER = rf"(?<![\d.{TO_NINE}零〇十百千万亿第])"
MONTH_NUMBER = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{TO_NINE}])"
DAY_NUMBER = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|[二廿]十?[{TO_NINE}]|二十|十[{TO_NINE}]?|[{TO_NINE}])"
HOUR = rf"(?:[01]?\d|2[0-4]|二?十[{TO_NINE}]?|[零{TO_NINE}两])"
MINUTE = rf"(?:[0-5]?\d|[二三四五]?十[{TO_NINE}]?|零?[{TO_NINE}])"
WEEKDAY = r"(?:周|星期|礼拜)"
LUNAR_MARK = "农历|阴历"
VAGUE_KINDS = ("at", "until", "after", "named", "unknown")
ARABIC = "0123456789"
NUMERALS = f"{ARABIC}{CN}十两"
BEHIND_NUMERALS = (
    r"(?:[年月日号时点世天周星礼季千版:：/·•・．、至直到—–~～－-]|学年|个[多月周星礼季小]|[多余][天日年月个周星礼]|"
    r"\.\d\d?(?![\d%‰万亿千百元个名人次吨米公里倍度级分平]))"
)
"""What stands behind a numeral and is no numeral itself that makes it a date. A decimal has more digits, or its unit."""
# A year of three digits is a duration unless a month follows or it is called a year: 公元789年, 在789年.
_EARLY_YEAR = (
    rf"(?:\d{{3}}|[{TO_NINE}][{CN}]{{2}})(?= ?年{MONTH_NUMBER} ?月)|"
    rf"(?<=公元)[1-9]\d\d|(?<=[在于])[1-9]\d\d(?= ?年(?:[，。；、初底末春夏秋冬]|$))"
)
# 两年前的冬天, 三年前的8月: with what stands behind it one expression; alone it is a day's distance (两年前).
_AGO = (
    rf"(?P<yo>\d{{1,2}}|[{TO_NINE}]?十[{TO_NINE}]?|[{TO_NINE}两]) ?年[之以]?前"
    rf"(?=的(?:那个)?(?:[春夏秋冬][天季日]|[初早孟仲盛暮晚深隆金][春夏秋冬]|春节|除夕|国庆|中秋|{MONTH_NUMBER} ?月))"
)
_NO_DECADE = "(?!代(?![表理言替购码办课管写销驾收]))"
EDITION = "版(?![权图面税块式画本])"


@dataclass(frozen=True)
class Pieces:
    """The patterns that forms are made of, and the openings of those that open one."""

    year: str
    year_openings: tuple[str, ...]
    month: str
    month_openings: tuple[str, ...]
    part: str
    clock: str
    time: str
    """What may follow a day: 当天, a part of the day, a clock time."""

    @property
    def maybe_year(self) -> str:
        return f"(?:{self.year}(?:的(?:那个)?|份)? ?)?"


@built_once
def load_pieces(vocabulary: Vocabulary) -> Pieces:
    words, parts = vocabulary.entries("date_words"), vocabulary.entries("day_parts")
    year_words = [w for w in words if w["kind"] in ("year", "named_year", "story_year", "told_year")]
    month_words = [w for w in words if w["kind"] in ("month", "named_month")]
    reigns = vocabulary.entries("reign_years")
    part = word_pattern(p for p in parts if len(p["part"]) > 1)
    short_part = word_pattern(p for p in parts if len(p["part"]) == 1)
    clock = _clock(part)
    return Pieces(
        year=(
            rf"(?:(?=[{NUMERALS}])(?<![\d.{CN}])(?:(?P<y>\d{{4}}|[一二][{CN}]{{3}}|两千(?:零?[{TO_NINE}]|[一二]?十[{TO_NINE}]?)?|{_EARLY_YEAR})|"
            rf"(?P<yy>\d{{2}}|[{CN}]{{2}})(?= ?年{MONTH_NUMBER} ?月)) ?年{_NO_DECADE}|"
            rf"(?=[{NUMERALS}])(?<![\d.{CN}十百千近]){_AGO}|"
            rf"(?P<yw>{word_pattern(year_words)})|"
            rf"(?=[{_STEMS}{_ANIMALS}])(?:(?P<yc>[{_STEMS}][{_BRANCHES}])[{_ANIMALS}]?|(?P<yca>[{_ANIMALS}]))年|"
            rf"(?P<yr>{word_pattern(reigns)})(?P<yn>元|\d\d?|[{TO_NINE}]?十?[{TO_NINE}十])年)"
        ),
        year_openings=(*NUMERALS, *pairs(_STEMS, _BRANCHES), *pairs(_ANIMALS, "年"), *openings_of(year_words), *openings_of(reigns)),
        month=(
            rf"(?:{NOT_IN_NUMBER}(?P<m>{MONTH_NUMBER}) ?月份?(?![龄内]|(?<=[{TO_NINE}十]月)[街花令嫂余革怀瓜兰])|"
            rf"(?P<mw>{word_pattern(month_words)})份?)"
        ),
        month_openings=(*NUMERALS, *openings_of(month_words)),
        part=part,
        clock=clock,
        time=f"(?:的?(?:当天|当日))?(?:的?(?P<part>{part}|{short_part}))?(?:的? ?{clock})?",
    )


def _clock(part: str) -> str:
    """One clock time or two: 12时, 3时30分许, 18:20:11, 0—24时, 9时至下午5时."""

    def point(n: int) -> str:
        return (
            rf"(?P<h{n}>{HOUR})(?:[:：](?P<ca{n}>[0-5]\d)(?:[:：][0-5]\d)?(?!\d)|"
            rf"(?:时(?![间辰代期候刻速段长限空尚机装常事有隔])|点钟?(?!建议|意见|要求|希望|体会|共识|[对位燃名击评赞亮心滴缀子]))"
            rf"(?:(?P<half{n}>半|整|一刻|三刻)|(?P<mi{n}>{MINUTE})分(?![之钟])|(?<=点)(?P<mj{n}>[0-5]\d|[二三四五]?十[{TO_NINE}]?)(?![\d人例名个%.万]))?)"
        )

    return rf"(?:(?:{point(1)}|(?P<h0>\d\d?)){TO}(?P<part2>{part})?)?{point(2)}(?:许|左右|前后)?"


def word_pattern(entries: Iterable[Entry], column: str = "") -> str:
    """An alternation of words, the longest first, that shares first characters; guards come from columns not_after and not_before."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: -len(e[column or next(iter(e))])):
        word = entry[column or next(iter(entry))]
        after, before = entry.get("not_after", ""), entry.get("not_before", "")
        guard = (f"(?<![{re.escape(after)}]{re.escape(word)})" if after else "") + (f"(?![{re.escape(before)}])" if before else "")
        by_first[word[0]].append(re.escape(word[1:]) + guard)
    return "(?:" + "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in by_first.items()) + ")"


def openings_of(words: Iterable[Entry]) -> tuple[str, ...]:
    """The openings of words, which stand in the first column."""
    return tuple(dict.fromkeys(next(iter(entry.values()))[:2] for entry in words))


def pairs(first: str, second: str) -> tuple[str, ...]:
    """Each character of the one before each of the other."""
    return tuple(a + b for a in first for b in second)
