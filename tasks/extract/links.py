"""Links: the place, the period and the actor that a quantity belongs to.

All three are read from what governs the number: the nearest place before it in its sentence, the date last named there, the body that acts.
Where the sentence names none, the article's own place stands in; a date is carried over only where the caller asks for it.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.gazetteer import Division, Gazetteer, compile_gazetteer
from kaozheng.tasks.extract.mentions import ActorMention, DateMention
from kaozheng.tasks.vocabulary import Vocabulary

_AS_OF = re.compile(r"(?:截至|截止到?|截止|至|到|止)\s*(?:北京时间)?$")
_ONLY_AS_OF = re.compile(r"截至|截止|迄今|为止|至今")
# 比一季度加快, 较2017年减少, 为去年全年的85%: the day compared with is not the day counted.
_COMPARED = re.compile(r"[比较为超](?:上年|去年)?$")
_SINCE = re.compile(r"[从自]$")
_ONWARD = re.compile(r"(?:零点|凌晨|早上|\d{1,2}[时点])?(?:开始|起|以来|以后|后)")
# 全国首个, 全国率先 tell a rank, not where something was counted.
_PRONOUN = re.compile(r"[全我本该]([省市区州县])(?![长委区级])|[全我](国)(?=累计|新增|共|现有|报告|各地|范围|已|有\d)")
_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
_HEAD = 240
_DAYS_OF_A_NOTICE = 8
_PAPERS = ("日报", "晚报", "晨报", "客户端", "都市报")


class Period(NamedTuple):
    """What `date_start` and `date_end` of a count are; `as_of`: a total up to the day."""

    start: datetime.date | None
    end: datetime.date | None
    as_of: bool

    @property
    def short(self) -> bool:
        """Whether it is a day or a few: what a notice reports on."""
        return self.end is not None and (self.start is None or (self.end - self.start).days < _DAYS_OF_A_NOTICE)


class Place(NamedTuple):
    """A place where a text names it, `at` its offset."""

    at: int
    end: int
    name: str


class Links:
    """The places, dates and actors of one article, for look-up by offset."""

    def __init__(self, article: Article, dates: Sequence[DateMention], actors: Sequence[ActorMention], vocabulary: Vocabulary) -> None:
        self._text = article.string
        self._published = article.published_on
        self.published = Period(None, self._published, True) if self._published else None
        self.dated = any(d.status == "resolved" for d in dates)
        self._home = _home(article, actors, vocabulary)
        self.default = self._home.default
        self._named = Counter(a.name for a in actors if a.type == "place")
        self._places = self._all_places(actors)
        self._place_starts = [p.at for p in self._places]
        self._periods = [(d.start, p) for d in dates if (p := self._period(d))]
        self._period_starts = [at for at, _ in self._periods]
        self._bodies = [a for a in actors if a.type in ("organisation", "person")]
        self._body_starts = [a.start for a in self._bodies]

    # --- places

    def places(self, low: int, high: int) -> list[Place]:
        """The places that begin in text[low:high]."""
        return self._places[bisect_left(self._place_starts, low) : bisect_left(self._place_starts, high)]

    def _all_places(self, actors: Sequence[ActorMention]) -> list[Place]:
        named = [Place(a.start, a.end, a.name) for a in actors if a.type == "place"]
        for found in _PRONOUN.finditer(self._text):
            if name := self._deictic(found.group(1) or "国"):
                named.append(Place(found.start(), found.end(), name))
        return sorted(named)

    def _deictic(self, level: str) -> str | None:
        """全省, 我市, 该县: the article's own place of that level."""
        if level == "国":
            return "中国"
        province, city = self._home.province, self._home.city
        known = None
        if level == "省" or (level == "区" and province and province.endswith("自治区")):
            known = province or self.default
        elif level == "市" and province and province.endswith("市"):
            known = province
        elif level in "市州":
            known = city or self.default
        # Else the one that the article names most, which need not be in any gazetteer.
        return known or next((name for name, _ in self._named.most_common() if name.endswith(level)), None)

    # --- periods

    def period(self, low: int, high: int) -> Period | None:
        """The period last named in text[low:high]."""
        first, last = bisect_left(self._period_starts, low), bisect_left(self._period_starts, high)
        return self._periods[last - 1][1] if last > first else None

    def _period(self, date: DateMention) -> Period | None:
        """What a date says about the numbers behind it; None where it tells no day."""
        before = self._text[max(date.start - 8, 0) : date.start]
        inside = self._text[date.start : date.end]
        if _COMPARED.search(before):
            return None
        as_of = bool(_AS_OF.search(before) or _ONLY_AS_OF.search(inside))
        if date.date_end is None and date.date_start is None:
            return Period(None, self._published, True) if as_of and date.status == "vague" and self._published else None
        if date.status == "vague":
            return Period(None, date.date_end or self._published, True) if as_of else None
        if as_of:
            return Period(None, date.date_end or date.date_start, True)
        if _SINCE.search(before) and _ONWARD.match(self._text, date.end):
            return Period(date.date_start, None, False)
        return Period(date.date_start, date.date_end, False)

    # --- actors

    def actor(self, low: int, start: int) -> str | None:
        """The body or person named last in text[low:start], who did or reported what is counted."""
        at = bisect_left(self._body_starts, start)
        if at and self._bodies[at - 1].start >= low:
            return self._bodies[at - 1].name
        return None


class _Home(NamedTuple):
    """The province and the prefecture that an article is mostly about, and the place that stands in where none is named."""

    province: str | None
    city: str | None
    default: str | None


def _home(article: Article, actors: Sequence[ActorMention], vocabulary: Vocabulary) -> _Home:
    """From the article's title and head, its outlet, and the places that it names."""
    gazetteer = compile_gazetteer(vocabulary)
    codes = [a.code for a in actors if a.type == "place" and a.code]
    title, head = _divisions(gazetteer, article.title or ""), _divisions(gazetteer, article.string[:_HEAD])
    codes += [d.code for d in (*title, *head, *_divisions(gazetteer, article.outlet or ""))]
    provinces = Counter(code[:2] + "0000" for code in codes)
    cities = Counter(code[:4] + "00" for code in codes if not code.endswith("0000") and code[:2] + "0000" not in _MUNICIPALITIES)
    province, city = _heaviest(gazetteer, provinces), _heaviest(gazetteer, cities)
    first = next(iter(title or head), None)
    if title and head and title[0].within(head[0]):
        first = head[0]
    return _Home(province, city, first.name if first else province)


def _divisions(gazetteer: Gazetteer, text: str) -> list[Division]:
    """The divisions that a text names for certain, names of newspapers passed over."""
    hits = (h for h in gazetteer.find(text) if h.sure and not text.startswith(_PAPERS, h.end))
    return [h.divisions[0] for h in hits if h.divisions[0].code]


def _heaviest(gazetteer: Gazetteer, weights: Counter[str]) -> str | None:
    return next((gazetteer.by_code[code].name for code, _ in weights.most_common() if code in gazetteer.by_code), None)
