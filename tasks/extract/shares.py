"""Percentages, points and multiples: of what they are a share, and what grew by them."""

from __future__ import annotations

import re

from kaozheng.tasks.extract.items import Nouns

_CHANGE = re.compile(
    r"(同比|环比)?(?:大幅|迅猛|明显|累计|持续|分别|平均|预计|快速|稳步|小幅|逆势|实际|普遍|总体|均|各|约|可|将|仍|再|又|已){0,2}(增长|下降|减少|增加|上升|提高|降低|上涨|下跌|回落|加快|提升|收窄|扩大|缩短|翻)(?:了|达到?|超过?|近|约|逾)*$"
)
_COMPARED = re.compile(r"(?:比|较)[^，。；]{1,12}$|(?:同比|环比|累计|预计)$")
_TIME = re.compile(r"^.*(?:季度|月份?|年|日|以来|目前)")
_PROPORTION = re.compile(r"(?:占比|比例|比重|份额|参与率)(?:达到?|为|约|超过?)*$")
_PEOPLE = frozenset(("cases_confirmed", "cases_cured", "cases_deaths", "positives", "population", "other"))


def read_share(
    label: str, before: str | None, after: str | None, tail: str, nouns: Nouns, last_item: str | None
) -> tuple[str | None, str | None]:
    """(measure, item) of a share; the measure is None where nothing tells it. `last_item` is what the sentence counted before it."""
    clause = re.split(r"[，。；：\n]", label)[-1]
    if changed := _CHANGE.search(clause):
        return _change(clause[: changed.start()], changed, nouns, last_item)
    if tail.startswith("的") and after and (noun := nouns.ending(after)):
        return nouns[noun].measure, after
    if not before:
        return None, after
    stem = _PROPORTION.sub("", before)
    noun = nouns.ending(before) or nouns.ending(stem) or nouns.last(stem)
    return (nouns[noun].measure if noun else None), before


def share_default(category: str, last_measure: str | None) -> str:
    """The measure of a share that nothing tells: it goes on with the measure before it, points with economic rates."""
    if category != "share" or (last_measure or "").startswith("economy"):
        return "economy_rate"
    return last_measure or "other"


def _change(subject: str, changed: re.Match[str], nouns: Nouns, last_item: str | None) -> tuple[str, str]:
    """产值同比增长: subject and verb; without a subject, what was counted before."""
    subject = _COMPARED.sub("", _COMPARED.sub("", subject)).strip()
    noun = nouns.last(subject)
    if noun:
        subject = subject[subject.rfind(noun) :]
    subject = _TIME.sub("", subject) or last_item or ""
    known = nouns.last(subject)
    measure = "other" if known and nouns[known].measure in _PEOPLE else "economy_rate"
    return measure, subject + (changed.group(1) or "") + changed.group(2)
