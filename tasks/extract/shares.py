"""Percentages, points and multiples: of what they are a share, and what grew by them."""

from __future__ import annotations

import re

from kaozheng.tasks.extract.items import Nouns, noun_phrase

_CHANGE = re.compile(
    r"(同比|环比)?(?:大幅|迅猛|明显|累计|持续|分别|平均|预计|快速|稳步|小幅|逆势|实际|普遍|总体|年均|月均|日均|均|各|约|可|将|仍|再|又|已){0,2}(增长|下降|减少|增加|上升|提高|降低|上涨|下跌|回落|加快|提升|收窄|扩大|缩短|下调|上调|上浮|下浮|翻|增|降|涨|跌|减)(?:了|达到?|超过?|近|约|逾)*$"
)
_CHANGED = re.compile(r"(?:同比|环比)?(?:增长|下降|减少|增加|上升|上涨|下跌)+$")
_COMPARED = re.compile(r"(?:比|较)[^，。；]{1,12}$|(?:同比|环比|累计|预计|年均|月均|日均|平均)$")
# 比一季度加快, 高于全省平均水平: a clause that compares what was told before it.
_COMPARES = re.compile(r"[，、\s]*((?:比|较|高于|低于|高出|低出|快于|慢于|好于|超出)[^，。；]{1,16}?)(?:了|达到?|约|近|超过)*$")
# 同比（下同）增长
_ASIDE = re.compile(r"[（(][^（()）]{1,8}[）)]")
# 覆盖率从2015年的58.3%提高到64.1%
_FROM = re.compile(r"[从由][^，。；从由]{0,14}的?$")
_OF_WHOLE = re.compile(r"(?:占|约占|占到|占了|相当于)[^，。；]{0,14}$")
_THEN = re.compile("同期|[去上前当本今]年|平时|往[年日常]|原来|以前|之前")
_UP_TO = re.compile("^(?:超过|超出|达到|完成|不足)")
_TIME = re.compile(r"^.*(?:季度|月份?|年|日|以来|目前)")
_PROPORTION = re.compile(r"(?:占比|比例|比重|份额|参与率)(?:达到?|为|约|超过?)*$")
_CLAUSES = re.compile(r"[，。；：\n]")
_PEOPLE = frozenset(("cases_confirmed", "cases_cured", "cases_deaths", "positives", "population", "other"))
_OF_ECONOMY = frozenset(("economy_value", "sales", "production"))
# A share of a length of time or of an age is none of that measure.
_NO_SHARES = frozenset(("duration", "age", "distance_area", "ordinal_round", "frequency", "supplies", "facilities"))


def read_share(
    label: str, near: str, before: str | None, after: str | None, tail: str, nouns: Nouns, last_item: str | None, category: str
) -> tuple[str | None, str | None]:
    """(measure, item) of a share; the measure is None where nothing tells it.

    `near` is the label behind any place, `last_item` what the sentence counted before it.
    """
    clauses = _CLAUSES.split(label)
    clause = clauses[-1]
    if category == "point" and last_item and (compared := _COMPARES.match(label)):
        rate = _rate_of(last_item)
        return "economy_rate", rate + compared.group(1) if rate != last_item else last_item
    if changed := _change_in(_CLAUSES.split(near)[-1], clause):
        if after and tail.startswith("的"):
            return _change(after, "", changed, nouns, last_item)  # 缩短三分之二的时间
        clause = changed.string
        previous = clauses[-2] if len(clauses) > 1 else ""
        return _change(clause[: changed.start()], previous, changed, nouns, last_item)
    if tail.startswith("的") and after and (noun := nouns.ending(after)):
        return _share_measure(nouns[noun].measure), after
    behind = (_FROM.search(clause) if "从" in clause or "由" in clause else None) or _OF_WHOLE.search(clause)
    if behind and (subject := noun_phrase(clause[: behind.start()], nouns)):
        before = subject
    if not before and clause.endswith("的"):
        whole = noun_phrase(clause[:-1], nouns)  # 最大承载量的|50%
        before = None if _THEN.search(whole) else _UP_TO.sub("", whole)
    if not before:
        if last_item and _OF_WHOLE.search(clause):
            return None, _CHANGED.sub("", last_item) or None
        return None, after
    stem = _PROPORTION.sub("", before)
    noun = nouns.ending(stem) or nouns.ending(before) or nouns.last(stem)
    return (_share_measure(nouns[noun].measure) if noun else "other" if category == "share" else None), before


def share_default(category: str, last_measure: str | None) -> str:
    """The measure of a share that nothing tells: it goes on with the measure before it, points with economic rates."""
    if category != "share" or (last_measure or "").startswith("economy"):
        return "economy_rate"
    return "other" if last_measure is None or last_measure in _NO_SHARES else last_measure


def _change_in(placeless: str, clause: str) -> re.Match[str] | None:
    """The verb of change at the end of a clause, in its part behind any place where the subject stands there."""
    changed = _CHANGE.search(placeless)
    return changed if changed and changed.start() else _CHANGE.search(clause)


def _share_measure(measure: str) -> str:
    """Shares of money and of volumes of the economy are economic rates."""
    if measure in _OF_ECONOMY:
        return "economy_rate"
    return "other" if measure in _NO_SHARES else measure


def _rate_of(item: str) -> str:
    """工业用电量增长 → 工业用电量增速: what a comparison of growth is about."""
    stem = _CHANGED.sub("", item)
    return f"{stem}增速" if stem != item else item


def _change(subject: str, previous: str, changed: re.Match[str], nouns: Nouns, last_item: str | None) -> tuple[str, str]:
    """产值同比增长: subject and verb; without a subject that of the clause before (订单，较去年同期增长), else what was counted before."""
    subject = _COMPARED.sub("", _COMPARED.sub("", _ASIDE.sub("", subject))).strip()
    noun = nouns.last(subject)
    phrase = noun_phrase(subject, nouns)
    if phrase and (not noun or noun in phrase):
        subject = phrase
    elif noun:
        subject = subject[subject.rfind(noun) :]
    subject = _TIME.sub("", subject) or noun_phrase(previous, nouns) or _CHANGED.sub("", last_item or "")
    known = nouns.last(subject)
    measure = "other" if known and nouns[known].measure in _PEOPLE else "economy_rate"
    if changed.group(2) == "翻":
        return measure, subject  # 进出口总额翻了一番
    return measure, subject + (changed.group(1) or "") + changed.group(2)
