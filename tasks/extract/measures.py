"""What a quantity measures, and whether it is a total, new, in force, planned or a rate.

The counted noun decides first, then words around it, then the quantity before it in a list; the vocabulary holds all three.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.extract.borders import CLAUSE_BORDER
from kaozheng.tasks.extract.quantities import Quantity
from kaozheng.tasks.extract.word_sets import WordSet
from kaozheng.tasks.vocabulary import Vocabulary, built_once

CASES = frozenset(("cases_confirmed", "cases_asymptomatic", "cases_cured", "cases_deaths", "cases_suspected"))
PEOPLE = frozenset(("case", "person"))
"""Categories of units that people are counted in."""
OF_WHOLES = frozenset(("share", "point", "multiple"))
"""Categories of units that tell how much of something else."""
FLOWS = frozenset(("cases_cured", "cases_deaths"))
# Goods and money take their measure from the verb (捐赠口罩, 销售车辆), people and places from the noun.
_BY_VERB = frozenset(("supplies", "facilities", "economy_value", "sales", "production", "population", "staff"))
_NO_ASPECT = frozenset(("duration", "age", "ordinal_round"))
# A length or an area has none, but work done or planned has: 造林1.2万亩.
_OF_WORK = frozenset(("cumulative", "target", "incremental"))
_NEAR = 14
_ADVERBS = ("", "再", "共", "累计", "全年", "年内")
_NEW = "新"
# A few people named together are the size of a group, no stock.
_GROUP = 20
_ROLES = frozenset(("staff", "volunteers", "party_members", "population"))
DEEDS = frozenset((
    "staff", "volunteers", "party_members", "teams", "donations", "tests", "facilities", "households", "enterprises", "supplies",
    "population", "beds", "ordinal_round", "zones", "other", "projects", "distance_area",
))  # fmt: skip
"""Measures whose aspect a deed before the number may tell."""
DOERS = frozenset(
    ("enterprises", "projects", "staff", "party_members", "volunteers", "other", "households", "population", "facilities", "teams")
)
"""Those whose aspect a deed of the counted tells behind them: 127家企业复工, 20个贫困县脱贫."""
_FOUND = CASES | {"positives", "quarantined"}
_COUNTABLE = frozenset(("classifier", "round", "division", "person", "household", "case", "visits", "supplied", "money", "weight"))
# 共有采样点88个 is a stock, 共有确诊病例88例 a total.
TOTAL = "total"
_DEFAULTS = {
    "case": "cases_confirmed", "person": "population", "household": "households", "times": "frequency", "money": "economy_value",
    "share": "other", "point": "economy_rate", "multiple": "economy_rate", "visits": "other", "weight": "other", "volume": "other",
}  # fmt: skip


# 名单上有12家, 每天5万管, 举办64场: what is commonly counted so.
_BY_UNIT = {"家": "enterprises", "管": "tests", "管/天": "tests", "场": "frequency", "班次": "frequency"}
_WILL = "将"
# 企业将|提供岗位3700个
_TO_COME = re.compile("将(?:[再共新又]|陆续|继续|集中|免费|全部|统一|同步|逐步)?$")


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that tell a measure, by position and category of unit, and words that tell an aspect."""

    measure: dict[tuple[str, str], WordSet]
    meaning: dict[tuple[str, str, str], str]
    aspect_words: dict[str, WordSet]
    aspects: dict[tuple[str, str], str]
    defaults: dict[str, str]


@built_once
def compile_cues(vocabulary: Vocabulary) -> Cues:
    words: dict[tuple[str, str], list[str]] = {}
    meaning = {}
    for e in vocabulary.entries("count_contexts"):
        for category in e["categories"].split():
            words.setdefault((e["position"], category), []).append(e["word"])
            meaning[e["position"], category, e["word"]] = e["measure"]
    aspects = vocabulary.entries("count_aspects")
    return Cues(
        {key: WordSet(found) for key, found in words.items()},
        meaning,
        {scope: WordSet(e["word"] for e in aspects if e["scope"] == scope) for scope in {e["scope"] for e in aspects}},
        {(e["scope"], e["word"]): e["aspect"] for e in aspects},
        {e["measure"]: e["aspect"] for e in vocabulary.entries("measure_aspects")},
    )


def category_of(quantity: Quantity) -> str:
    return quantity.unit.category if quantity.unit else "supplied"


def unit_measure(quantity: Quantity) -> str | None:
    """What the unit or the kind of quantity alone says is measured."""
    if quantity.kind == "ordinal":
        return "ordinal_round"
    return (quantity.unit.measure or None) if quantity.unit else None


def telling_word(cues: Cues, position: str, category: str, text: str) -> str | None:
    """The word in `text` that says what is measured: the last such word before a number, the first behind it."""
    words = cues.measure.get((position, category))
    if words is None:
        return None
    if position == "after":
        return words.first(text)
    found = words.all(text)
    return found[-1][0] if found else None


def word_measure(cues: Cues, position: str, category: str, text: str) -> str | None:
    """What a word in `text` says is measured; None where none does, or one that only looks as if it did (隔离点)."""
    word = telling_word(cues, position, category, text)
    return cues.meaning[position, category, word] or None if word else None


def weighed(noun: str | None, verb: str | None, category: str) -> str | None:
    """The measure by noun and by verb: for goods and money the verb outweighs the noun."""
    if noun == "staff" and category == "visits":
        return noun  # 检测人员7600人次
    if noun and verb and category not in ("person", "case") and noun in _BY_VERB:
        return verb
    return noun or verb


def default_measure(category: str, unit: str | None = None) -> str:
    """The measure where nothing else tells it, by the unit or by what kind of unit it is."""
    return _BY_UNIT.get(unit or "") or _DEFAULTS.get(category, "other")


def worded_aspect(cues: Cues, measure: str, before: str, after: str) -> str | None:
    """The aspect that words tell: the first behind the number, else the last before it; a plan outweighs a rate (计划日产)."""
    if after and (aspect := _word_aspect(cues, "after", after)):
        return aspect
    if measure in CASES and (aspect := _word_aspect(cues, "cases", before[-_NEAR:])):
        return aspect
    aspect, last_end = None, -1
    for word, start, end in cues.aspect_words["label"].all(before):
        told = cues.aspects["label", word]
        if ("clause", word) in cues.aspects and CLAUSE_BORDER.search(before, end):
            continue  # 实现既定目标，建成学校3所
        # 人均|新收99件 is a rate, 计划|新增99个 a plan
        planned = aspect == "target" and (told == "rate" or (told != "target" and before[last_end:start] in _ADVERBS and word[0] == _NEW))
        if told and not planned and not (aspect == "rate" and start == last_end and told != "target"):
            aspect = told
        last_end = end
    return aspect


def total_aspect(cues: Cues, measure: str) -> str:
    """What 共有 tells: a total where the measure is one, else a stock."""
    return "current" if measure == "households" or cues.defaults.get(measure) in ("current", "none") else "cumulative"


def is_countable(measure: str, category: str) -> bool:
    """Whether what is measured can be counted one by one; of what has no measure of its own the unit tells it."""
    return measure != "other" or category in _COUNTABLE


def deed_aspect(cues: Cues, before: str) -> str | None:
    """The aspect that a deed close before the number tells: who is sent and what is given is a total, unless that is to come."""
    word = cues.aspect_words["verb"].first(before)
    told = cues.aspects["verb", word] if word else None
    if word and told and _WILL in before:
        will, _, behind = before.partition(word)
        # 将|筹措来的|45箱消毒液捐给乡里: 将 marks what is given.
        return "target" if "的" not in behind and _TO_COME.search(will) else told
    return told or None


def done_aspect(cues: Cues, behind: str) -> str | None:
    """The aspect that a deed close `behind` the counted tells: 127家企业复工."""
    return _word_aspect(cues, "done", behind) if behind else None


def found_aspect(cues: Cues, measure: str, before: str) -> str | None:
    """The aspect of cases by words that tell it of nothing else and only where nothing else tells it: 发现3例."""
    return _word_aspect(cues, "found", before[-_NEAR:]) if measure in _FOUND and before else None


def _word_aspect(cues: Cues, scope: str, text: str) -> str | None:
    word = cues.aspect_words[scope].first(text)
    return cues.aspects[scope, word] or None if word else None


def aspect_of(cues: Cues, quantity: Quantity, category: str, measure: str, worded: str | None, inherited: str | None, usual: str) -> str:
    """The aspect of a quantity from its words, from what it continues, or the `usual` one of its noun, else of its measure."""
    if category in OF_WHOLES:
        return "target" if worded == "target" and measure != "economy_rate" else "rate"
    if measure == "distance_area":
        return next((told for told in (worded, inherited) if told in _OF_WORK), "none")
    if measure in _NO_ASPECT:
        if measure == "ordinal_round" and quantity.kind == "plain" and worded == "cumulative":
            return "cumulative"
        return "rate" if measure == "duration" and worded == "rate" else "none"
    if measure in FLOWS or measure == "donations":
        worded, inherited = (None if told == "current" else told for told in (worded, inherited))
    small = quantity.value is not None and quantity.value < _GROUP and category == "person" and quantity.modifier == "exact"
    if small and not worded and not inherited and measure in _ROLES:
        return "none"
    if category == "visits" and (usual or cues.defaults.get(measure)) in ("current", "none"):
        usual = "cumulative"  # visits add up, whoever makes them
    if inherited == "current" and usual == "cumulative":
        inherited = None  # 户籍人口66万人，其中出生人口6200人
    return worded or inherited or usual or cues.defaults.get(measure, "none")
