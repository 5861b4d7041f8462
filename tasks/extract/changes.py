"""How a text says that a figure changed: onto which other one, by how much, at what rate, and how much later."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_COMPARED_WITH = "(?:比(?![重例率值])|较)[^，。；]{1,12}"


@dataclass(frozen=True, slots=True)
class Changes:
    """Patterns of the verbs of a change. Those called `ends_…` look at the end of what stands before a figure.

    `onto`, `ends_onto`: from the figure before to the next (提高到), which one of `openings` begins; `grown_onto`: the same with a
    time behind it (增长至2021年的); `ends_by`: how much more or less than
    another (比去年增加, 净增, 减少), which one of `by_ends` ends; `ends_less`: how many fewer; `ends_compared`: with what it is compared
    and the verb; `compared`: a clause that only compares what was counted with what it was; `ends_later`: how much longer, shorter,
    earlier or later;
    `ends_rate`: with whom it is compared and the verb (同比|大幅|增长); `rate_ending`: such verbs at the end of a name (用电量|同比增长);
    `respectively`: names, with what each is compared, and the verb of all (产量、销量同比分别增长); `each_rate`: the same of what was
    counted before, with what it is compared on either side of 分别; `each_did`: names and what each of them brought about
    (制造业、纺织业分别实现|产值).
    """

    openings: frozenset[str]
    onto: re.Pattern[str]
    ends_onto: re.Pattern[str]
    grown_onto: re.Pattern[str]
    ends_by: re.Pattern[str]
    by_ends: frozenset[str]
    ends_less: re.Pattern[str]
    ends_compared: re.Pattern[str]
    compared: re.Pattern[str]
    ends_later: re.Pattern[str]
    ends_rate: re.Pattern[str]
    rate_ending: re.Pattern[str]
    respectively: re.Pattern[str]
    each_rate: re.Pattern[str]
    each_did: re.Pattern[str]
    rates: frozenset[str]


@built_once
def compile_changes(vocabulary: Vocabulary) -> Changes:
    words: dict[str, list[str]] = {}
    for entry in vocabulary.entries("change_words"):
        for use in entry["uses"].split():
            words.setdefault(use, []).append(entry["word"])
    onto, by, less, more, rate, time, manner = (any_of(words[use]) for use in ("onto", "by", "less", "more", "rate", "time", "manner"))
    onto = f"{onto}[到至为成]"
    return Changes(
        openings=frozenset(word[0] for word in words["onto"]),
        onto=re.compile(f"{onto}了?[约近仅]?"),
        ends_onto=re.compile(f"{onto}$"),
        grown_onto=re.compile(f"{onto}了?(?:[^，。；、]{{1,8}}的)?$"),
        by_ends=frozenset(("了", *(word[-1] for word in words["by"] + words["less"] + words["more"]))),
        ends_by=re.compile(f"(?:(?:{_COMPARED_WITH}|同比|环比|净){by}|{less}|{more})了?$"),
        ends_less=re.compile(f"({less})了?$"),
        ends_compared=re.compile(f"{_COMPARED_WITH}{by}了?$"),
        compared=re.compile(rf"[，、\s]*(?:{_COMPARED_WITH}|(?:同比|环比)?{by}了?|{onto})$"),
        ends_later=re.compile(f"{time}了?$"),
        ends_rate=re.compile(f"(同比|环比)?{manner}{{0,2}}({rate})(?:了|达到?|超过?|近|约|逾)*$"),
        rate_ending=re.compile(f"(?:同比|环比)?{rate}+$"),
        respectively=re.compile(
            rf"(?:^|(?<=[，。；：:,（(]))([^，。；：:,（(]{{2,80}}?)((?:同比|环比)?)分别(?:同比|环比|[比较][^，。；、]{{2,12}})?((?:为|是|达到?|有|新增|报告|完成|实现|{rate})?)\s*$"
        ),
        each_rate=re.compile(rf"\s*[，,]\s*(同比|环比|[比较][^，。；、\d]{{1,8}})?(?:分别)?(同比|环比)?({rate})(?:了|约)?"),
        each_did=re.compile(r"(?:^|(?<=[，。；：:,（(]))([^，。；：:,（(]{2,80}?)分别(?:完成|实现|达到?|有)([^，。；：、\d]{2,10})$"),
        rates=frozenset(words["rate"]),
    )
