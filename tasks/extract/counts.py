"""Counts: numbers that count or measure something, with item, measure, aspect, place, period, actor and state of the digits.

One scan finds the quantities of an article. Then each sentence is read from left to right (`tasks.extract.reading`): a quantity takes its
meaning from its own noun and words, else from the quantity that it continues (新增确诊病例30例，其中合肥3例、淮北1例).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.bare_units import scan_bare_units
from kaozheng.tasks.extract.links import Links
from kaozheng.tasks.extract.loss import has_lone_point, may_be_damaged, partly_lost, scan_losses, scan_zeros, without_digits
from kaozheng.tasks.extract.mentions import ActorMention, CountMention, DateMention, QuoteMention
from kaozheng.tasks.extract.quantities import Quantity, masked, scan_firsts, scan_quantities
from kaozheng.tasks.extract.reading import Reader
from kaozheng.tasks.extract.told_tables import Told, told_tables
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

# 湘潭市第一批支援湖北医疗队: a rank, though it stands in a name.
_NUMBERED = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批轮]")
# 《稳增长二十条措施》: what a document is called counts nothing.
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
# What is left of a day is no word.
_DAY_LEFT = "月日"
_SPAN = attrgetter("start", "end")
_ARABIC = re.compile(r"[0-9]+")
_TABLE = re.compile(r"(?<![一-鿿])附?[表图]\s?\d+(?:[-—－.]\d+)?")
# A cell of a number alone, with its sign; what has a word behind it that no reader knows for a unit (12 一周内) counts nothing.
_FIGURE = re.compile(r"[-+−－]?[\d,，]+(?:\.\d+)?")
_GROUPED = re.compile("[,，]")
_LONG_NUMBER = 3
_LOSSES_THAT_TELL = 2
_NONE_BEFORE = re.compile(r"(?:未|无|没有|零)(?:发生|出现|发现|报告|有|新增)?$")


def find_counts(
    article: Article, dates: Sequence[DateMention], actors: Sequence[ActorMention], vocabulary: Vocabulary
) -> list[CountMention]:
    """The counts of an article, sorted by start, one a number; those of tables are read as sentences that tell them."""
    if told := told_tables(article, dates, actors, vocabulary):
        return told.back(_find(told.article, told.dates, told.actors, vocabulary, told))
    return _find(article, dates, actors, vocabulary)


def _find(
    article: Article, dates: Sequence[DateMention], actors: Sequence[ActorMention], vocabulary: Vocabulary, told: Told | None = None
) -> list[CountMention]:
    quantities = _quantities(article, dates, actors, vocabulary, told)
    if not quantities:
        return []
    by_sentence = list(_by_sentence(article, quantities))
    counted = [article.sentences[number] for number, _ in by_sentence]
    reader = Reader(article, Links(article, dates, actors, counted, vocabulary, told.home if told else None), vocabulary)
    return [count for number, mine in by_sentence for count in reader.read(number, mine)]


def told_by_speakers(counts: Sequence[CountMention], quotes: Sequence[QuoteMention]) -> list[CountMention]:
    """The counts, those in somebody's words with the speaker as actor where the words name nobody who does it; both sorted by start."""
    spoken = [quote for quote in quotes if quote.speaker]
    if not spoken:
        return list(counts)
    starts = [quote.start for quote in spoken]
    return [_told(count, spoken[at]) if (at := bisect_right(starts, count.start) - 1) >= 0 else count for count in counts]


def _told(count: CountMention, quote: QuoteMention) -> CountMention:
    inside = count.end <= quote.end and count.actor is None and count.measure != "age"
    return count._replace(actor=quote.speaker) if inside else count


def _by_sentence(article: Article, quantities: Sequence[Quantity]) -> Iterator[tuple[int, Sequence[Quantity]]]:
    """The sentences that hold quantities, by number, each with its own: those up to where the next sentence begins."""
    begins = [sentence.start for sentence in article.sentences]
    starts = [quantity.number_start for quantity in quantities]
    at = 0
    while at < len(quantities):
        number = max(bisect_right(begins, starts[at]) - 1, 0)
        stop = bisect_left(starts, begins[number + 1], at + 1) if number + 1 < len(begins) else len(starts)
        yield number, quantities[at:stop]
        at = stop


def _quantities(
    article: Article, dates: Sequence[DateMention], actors: Sequence[ActorMention], vocabulary: Vocabulary, told: Told | None
) -> list[Quantity]:
    """The quantities in order and without overlap: numbers first, then what is lost or zero between them."""
    text = article.string
    in_dates = list(map(_SPAN, dates))
    # A number at the start of a body's name may count what is named (14个专家组), in a place's or a person's it is part of it (万安县).
    ranks = [found.span() for found in _NUMBERED.finditer(text)]
    # The last character of a place tells what a number behind it is: 周洋村5组.
    in_names = [
        (a.start + (a.type not in ("place", "person")), a.end - (a.type == "place"))
        for a in actors
        if a.end - a.start > 2 and not (ranks and any(a.start <= low and high <= a.end for low, high in ranks))
    ]
    titles = [m.span() for m in _TITLE.finditer(text)] if "《" in text else []
    if told:
        in_names += [*told.labels, *(found.span() for found in _TABLE.finditer(text))]
    found = [_none(text, q) for q in scan_quantities(text, in_dates + in_names + titles, vocabulary)]
    if told:
        found += _without_units(text, told, found)
    found += scan_firsts(text, vocabulary)
    found += scan_zeros(text, vocabulary)
    undated = masked(text, in_dates)
    losses = list(scan_losses(undated, vocabulary))
    if _lost_its_digits(article, dates, losses):
        found = [without_digits(text, quantity) for quantity in found]
        losses += scan_losses(undated, vocabulary, stripped=True)
        losses += scan_bare_units(undated, vocabulary)
    elif losses:
        found = _beside_losses(article, found, losses)
    found += losses
    damaged = may_be_damaged(text)
    apart: list[Quantity] = []
    end = 0
    for quantity in sorted(found, key=_order):
        if quantity.start >= end:
            apart.append(partly_lost(text, quantity) if damaged else quantity)
            end = quantity.end
    return apart


def _without_units(text: str, told: Told, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The numbers of tables that no unit is told of."""
    read = {quantity.number_start for quantity in found}
    for at, (cell, _) in told.cells.items():
        number = Span(at, at + cell.number.end - cell.number.start)
        if at not in read and _FIGURE.fullmatch(text, *number):
            value = float(_GROUPED.sub("", text[number.start : number.end]).replace("−", "-").replace("－", "-"))
            yield Quantity(*number, *number, value, None, "exact", None, "supplied")


def _lost_its_digits(article: Article, dates: Sequence[DateMention], losses: Sequence[Quantity]) -> bool:
    """Whether the body shows losses and holds no number, or shows them clearly and holds none of three digits: some pages lose 2020年 and
    1566.5万 and keep 10日."""
    text = article.string
    point = has_lone_point(text)
    if not (losses or point or _DAY_LEFT in text or any(d.status == "lost" for d in dates)):
        return False
    numbers = (m.span() for s in article.part_spans("body") for m in _ARABIC.finditer(text, s.start, s.end))
    longest = max((end - start for start, end in numbers), default=0)
    return longest == 0 or (longest < _LONG_NUMBER and (point or len(losses) >= _LOSSES_THAT_TELL))


def _beside_losses(article: Article, found: Sequence[Quantity], losses: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, those of sentences that lost a number as on a page without digits: 封控区个，涉及约万人."""
    lossy = {article.sentence_at(loss.start).sentence_id for loss in losses}
    return [
        without_digits(article.string, quantity) if article.sentence_at(quantity.start).sentence_id in lossy else quantity
        for quantity in found
    ]


def _order(quantity: Quantity) -> tuple[int, bool, int]:
    return quantity.start, quantity.kind == "lost", -quantity.end


def _none(text: str, quantity: Quantity) -> Quantity:
    """未发生一例 is a count of 0."""
    if quantity.value == 1 and (before := _NONE_BEFORE.search(text, max(quantity.start - 5, 0), quantity.start)):
        return replace(quantity, start=before.start(), value=0.0)
    return quantity
