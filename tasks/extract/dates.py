"""Dates: every calendar and deictic expression of an article, with the days it means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kaozheng.tasks.article import Article
from kaozheng.tasks.eras import compile_eras
from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.borders import opened_before
from kaozheng.tasks.extract.calendar_terms import DAY, load_calendar
from kaozheng.tasks.extract.date_components import Base, Components, Expression
from kaozheng.tasks.extract.date_context import Carried, Context, NamedTime, Resolved, Stretch, join
from kaozheng.tasks.extract.date_counting import COUNTING
from kaozheng.tasks.extract.date_inference import HALF_YEAR
from kaozheng.tasks.extract.date_pieces import TO
from kaozheng.tasks.extract.date_reader import Reader, fills_line
from kaozheng.tasks.extract.date_reading import load_lexicon
from kaozheng.tasks.extract.date_resolution import resolve
from kaozheng.tasks.extract.date_scanner import compile_scanner
from kaozheng.tasks.extract.link_cues import compile_link_cues
from kaozheng.tasks.extract.mentions import ActorMention, DateMention
from kaozheng.tasks.extract.writing_year import DATELINE, OwnTime, PastCues
from kaozheng.tasks.vocabulary import Vocabulary, built_once

CLAUSE = 24
"""How many characters to either side are looked at for words that tell the tense."""
_LATE = 10 * DAY
"""How many days after it was written a text is put up at most, where it tells both 昨天 and its day."""
_CONNECTOR = re.compile(TO)
_AS_OF = ("截至", "截止", "截止到", "截至到")
# 记到了今天: as good as ever since.
_UNTIL_TODAY = ("到", "到了", "至")
_SINCE = re.compile("[^，。；！？\n]{0,26}?以来")
_CLAUSE_END = re.compile("[，。；！？!?;\n]")
_SENTENCE_ENDS = "。！？"
_BETWEEN = ("之间", "间，", "间的")
_UP_TO_NOW = ("至今", "迄今", "到目前", "至目前")
# 当天受理、当天办结: spread over a list it is "the same day" of each, not a day of the calendar.
_SAME_DAY_EACH = re.compile(r"当[天日][^，。；、\n]{1,6}、当[天日]")

# Streets, schools and firms are called after these: 五一路, 立春幼儿园.
_NAME_GIVERS = frozenset(("festival", "season"))


def find_dates(article: Article, vocabulary: Vocabulary, actors: Sequence[ActorMention] = ()) -> list[DateMention]:
    """The dates of an article, sorted by start, without overlap. X至Y is one range; two dates parted by words are two.

    What stands in the name of one of the `actors` (记者葛小满, 五一路街道) is no date, nor does anything lean on it.
    """
    expressions: Iterable[Expression] = _expressions(article.string, vocabulary, actors)
    context = Context(article.reference_day, load_calendar(vocabulary))
    tense, past = _Tense(article.string, _future_cues(vocabulary)), _past_cues(vocabulary)
    if context.reference is None:
        expressions = list(expressions)
        held = compile_link_cues(vocabulary).held
        own = OwnTime(article.string, expressions, tense.is_future, past, held, compile_eras(vocabulary))
        context.written, context.year_of = own.year, own.year_of
    walk = _Walk(article.string, context, tense, past)
    for expression in expressions:
        walk.take(expression)
    return walk.found


class _Walk:
    """The expressions of a text resolved one after the other, each in the context that those before it leave."""

    def __init__(self, text: str, context: Context, tense: _Tense, past: PastCues) -> None:
        self.text = text
        self.context = context
        self.tense = tense
        self.past = past
        self.found: list[DateMention] = []
        self._tells_since = "以来" in text
        self._last: Resolved | None = None
        self._told: list[Components] = []
        self._at = 0
        self._future = -1

    def take(self, expression: Expression) -> None:
        """Resolve one expression; it joins the one before where the two are a range, or a date and a count from it."""
        start, end, components = expression
        context, before = self.context, self._last
        self._move_to(start, end)
        end_before = self.found[-1].end if before else -9
        ranged = before is not None and _ranges(self.text, end_before, start, end)
        counted = before is not None and not ranged and before.start is not None and _counts_on(self.text, end_before, expression)
        if not counted and components.form == "offset" and self.text[start - 1 : start].isalnum() and self.text[start - 1] != "在":
            return
        context.aside = components.month is not None and components.month.base is Base.REFERENCE and opened_before(self.text, start) >= 0
        context.floor = before.start if before and ranged else None
        context.counted_from = before.start if before and counted else None
        found = resolve(components, context)
        if found is None:
            return
        if components.clock and components.clock.half:
            context.clock, context.clock_paragraph = components.clock, context.paragraph
        joined = join(before, found) if before and ranged else found if counted else None
        meant = joined or found
        if joined:
            start = self.found.pop().start
            self._told.pop()
        self._told_again(start, end, meant)
        self._keep(start, end, meant)
        self._told.append(components)
        if meant.granularity == "range" and components.form not in COUNTING:
            context.stretch = Stretch(meant.start, meant.end, context.paragraph)
        # What is a range or a count already is not joined again.
        self._last = None if joined else found

    def _told_again(self, start: int, end: int, found: Resolved) -> None:
        """昨天（2月19日） on a page that was put up on the 21st: the day before is the 19th here, and today the 20th; so of a 本周."""
        if not self.found or start != self.found[-1].end + 1 or self.text[start - 1] != "（" or not self.text.startswith("）", end):
            return
        last, told = self.found[-1], self._told[-1]
        if found.start is None or found.end is None or found.carries is None or last.date_start == found.start:
            return
        if last.date_start and abs(last.date_start - found.start) > _LATE:
            return
        if told.form in ("week", "nth") and found.granularity == last.granularity == "range":
            self.found[-1] = last._replace(date_start=found.start, date_end=found.end)
        elif found.start == found.end and told.day and told.day.base is Base.REFERENCE and told.day.value == told.day.last:
            self.found[-1] = last._replace(date_start=found.start, date_end=found.start)
            self.context.reference = found.start - told.day.value * DAY

    def _keep(self, start: int, end: int, found: Resolved) -> None:
        """A mention; what it names is carried on, and the day of a dateline (4月21日讯) is what 今天 means from there."""
        self.found.append(
            DateMention(
                start, end, found.start, found.end, found.granularity, found.basis, found.status, found.time_start, found.time_end
            )
        )  # fmt: skip
        if found.granularity == "range":
            self._remember_plan(found)
        if not self._looks_back(start, end, found):
            self.context.remember(self._as_year(start, end, found))
        if found.granularity == "day" and found.start and DATELINE.match(self.text, end):
            self.context.reference = found.start

    def _remember_plan(self, found: Resolved) -> None:
        """A range of days or months that goes on: 检查时间为6月至10月 in a text of June."""
        reference = self.context.reference
        if reference and found.start and found.end and found.end > reference and found.end - found.start < HALF_YEAR:
            self.context.planned = NamedTime(found.end, self.context.paragraph, self.context.sentence, found.basis)

    def _looks_back(self, start: int, end: int, found: Resolved) -> bool:
        """Whether nothing leans on an expression, as what is told goes on at another time: 记到了今天, 为2016年7月以来最高."""
        if self.text.startswith("今天", start):
            return self.text.endswith(_UNTIL_TODAY, 0, start)
        now = self.context.reference or (self.context.day.value if self.context.day else None)
        if found.start and self.text.startswith(_UP_TO_NOW, end):
            return now is None or now - found.start >= HALF_YEAR
        if not self._tells_since or found.start is None or (now and now - found.start < HALF_YEAR):
            return False
        if now is None and (found.carries is None or found.carries.level != "year"):
            return False
        return _SINCE.match(self.text, max(start, end - len("以来"))) is not None

    def _as_year(self, start: int, end: int, found: Resolved) -> Resolved:
        """An expression; as no more than its year where that is looked back to (1985年6月15日出生): no bare day is of it."""
        reference = self.context.reference
        if found.basis != "explicit" or found.carries is None or found.carries.level == "year":
            return found
        if (reference and reference - found.carries.value < HALF_YEAR) or not self.past.look_back_to(self.text, start, end):
            return found
        return replace(found, carries=Carried("year", found.carries.value.replace(month=1, day=1)))

    def _move_to(self, start: int, end: int) -> None:
        """The context at an expression: paragraph and sentence counts, and what its clause says of it."""
        text, context = self.text, self.context
        lines = text.count("\n", self._at, start)
        context.paragraph += lines
        context.sentence += lines + sum([text.count(mark, self._at, start) for mark in _SENTENCE_ENDS])
        self._at = max(self._at, start)
        context.future = self.tense.is_future(start, end)
        if context.future:
            self._future = context.sentence
        elif self._future == context.sentence and text.endswith(_UNTIL_TODAY, 0, start):
            # 到今年4月底要完成首剂，到6月底完成半数
            context.future = True
        context.alone = fills_line(text, start, end)
        context.compared = start > 0 and text[start - 1] in "较比与同跟"
        context.up_to = text.endswith(_AS_OF, 0, start)


def _expressions(text: str, vocabulary: Vocabulary, actors: Sequence[ActorMention]) -> Iterator[Expression]:
    scanner = compile_scanner(vocabulary)
    reader = Reader(text, load_lexicon(vocabulary), scanner.forms)
    names = [a for a in actors if a.type != "group"]
    passed = 0
    spread_until = -1
    for form, start, end in scanner.scan(text):
        while passed < len(names) and names[passed].end <= start:
            passed += 1
        if passed < len(names) and names[passed].start < end and _in_name(form, start, end, names[passed]):
            continue
        if text[start] == "当":
            if found := _SAME_DAY_EACH.match(text, start):
                spread_until = found.end()
            if start < spread_until:
                continue
        if read := reader.read(form, start, end):
            yield read


def _in_name(form: str, start: int, end: int, name: ActorMention) -> bool:
    """Whether what overlaps a name is but a part of it: anything in a person's, in others festivals and seasons.

    A solar term that is all of what was taken for a name (小满来了) is someone's only where an office or a body is told with it.
    """
    if name.type == "person":
        return end - start < name.end - name.start or bool(name.role or name.affiliation)
    return form in _NAME_GIVERS and name.start <= start and end <= name.end and end - start < name.end - name.start


def _ranges(text: str, end: int, start: int, closed: int) -> bool:
    """Whether 至, 到 or a dash and nothing else stands between two expressions, or the second is 至今; so do 和 and 与 before 之间."""
    if end == start:
        return text.startswith(_UP_TO_NOW, start)
    if start == end + 1 and text[end] in "和与":
        return text.startswith(_BETWEEN, closed)
    return start - end <= 5 and _CONNECTOR.fullmatch(text, end, start) is not None


def _counts_on(text: str, end: int, expression: Expression) -> bool:
    """Whether an expression counts from the date right before it: 2月13日的3天后, 中秋节前一天."""
    start, _, components = expression
    counts = components.form == "offset" or (components.day is not None and components.day.base is Base.NAMED and components.day.value != 0)
    return counts and (end == start or (end + 1 == start and text[end] == "的"))


@built_once
def _future_cues(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(entry["cue"]) for entry in vocabulary.entries("future_cues")))


@built_once
def _past_cues(vocabulary: Vocabulary) -> PastCues:
    cues = [entry["cue"] for entry in vocabulary.entries("past_cues")]
    compared = compile_link_cues(vocabulary).beside_before
    return PastCues((*(cue + "于" for cue in cues), *compared), re.compile(r"[^，。；！？\n\d]{0,20}?" + any_of(cues)))


class _Tense:
    """Which expressions stand in a clause that speaks of the future."""

    def __init__(self, text: str, cues: re.Pattern[str]) -> None:
        self.text = text
        self.spans = [found.span() for found in cues.finditer(text)]
        self.starts = [start for start, _ in self.spans]

    def is_future(self, start: int, end: int) -> bool:
        """Whether a cue stands near an expression with no border of a clause between."""
        if not self.spans:
            return False
        for cue_start, cue_end in self.spans[bisect_left(self.starts, start - CLAUSE) : bisect_left(self.starts, end + CLAUSE)]:
            low, high = (cue_end, start) if cue_end <= start else (end, cue_start)
            if not _CLAUSE_END.search(self.text, low, high):
                return True
        return False
