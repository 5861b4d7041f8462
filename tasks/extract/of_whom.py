"""Whose number it is: of the people told last, or of those that the words before say it is among."""

from __future__ import annotations

from kaozheng.tasks.extract.borders import CLAUSE_BORDER
from kaozheng.tasks.extract.case_words import CaseWords
from kaozheng.tasks.extract.measures import FLOWS, PEOPLE
from kaozheng.tasks.extract.nouns import Nouns
from kaozheng.tasks.extract.period_reading import OF_CASES
from kaozheng.tasks.extract.readings import Reading, own_label, statement
from kaozheng.tasks.extract.surroundings import Words

_ARE = ("为", "系", "均为", "分别为")
_NAMED = "确诊"


class OfWhom:
    """Tells what a number of cases without a noun of its own, or with one that only narrows, is a number of."""

    def __init__(self, nouns: Nouns, cases: CaseWords) -> None:
        self._nouns = nouns
        self._cases = cases

    def among(self, words: Words) -> str | None:
        """新增重型病例中，江津区1例: the measure of those among whom a number without a noun is."""
        if words.category != "case" or not words.label.among:
            return None
        noun = self._nouns.last(statement(own_label(words)))
        return self._nouns[noun].measure if noun and self._nouns[noun].measure in OF_CASES else None

    def are_of(self, last: Reading, words: Words, measure: str | None, item: str | None) -> bool:
        """Whether a number with that measure and item of its own is of those told last, whatever its noun names."""
        if words.part and last.category in PEOPLE and words.category in PEOPLE and self._only_narrows(measure, item):
            return True
        if not last.category == words.category == "case":
            return False
        return (
            self._is_of_severe(words, last)
            or self._is_of_another_sort(last, measure, item)
            or (last.measure in FLOWS and _are_those(last, words, item))
        )

    def _only_narrows(self, measure: str | None, item: str | None) -> bool:
        """Whether a part has no noun of its own but words that narrow what it is a part of: 其中重症10例."""
        if measure is None:
            return True
        return measure == "cases_confirmed" and bool(item and self._cases.narrowing.search(item) and _NAMED not in item)

    def _is_of_severe(self, words: Words, last: Reading) -> bool:
        """新增重症病例8例（其中5例早已确诊）: whether brackets tell of the gravely ill."""
        return words.part and words.depth > 0 and last.measure == "other" and self._cases.is_severe(last.item)

    def _is_of_another_sort(self, last: Reading, measure: str | None, item: str | None) -> bool:
        """新增无症状感染者12例，其中境外输入5例，|本土病例7例."""
        if measure != "cases_confirmed" or last.measure == measure or last.measure not in OF_CASES or not item or not last.item:
            return False
        return _NAMED not in item and all(self._cases.sort.search(sort) for sort in (item, last.item))


def _are_those(last: Reading, words: Words, item: str | None) -> bool:
    """死亡病例3例|为甲市确诊病例2例、乙市确诊病例1例: whether those told last are said to be these."""
    said = words.label.text.lstrip("，, ")
    if CLAUSE_BORDER.search(said):
        return False
    return said.startswith(_ARE) or (words.label.continues and item is not None and item == last.item)
