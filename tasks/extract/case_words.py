"""Words of cases: who they are, how ill, who is still treated, and of whom there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.vocabulary import Vocabulary, built_once


@dataclass(frozen=True, slots=True)
class CaseWords:
    """Patterns of the words of cases.

    `severe`: how ill; `mild`: those of them that are not gravely ill; `sort`: whence they come or how they were found; `narrowing`: either
    of these; `in_care`: what an item of those still treated begins with; `released`: of those no longer watched; `among`: 病例中 of a
    whole whose parts follow, or 中 behind the number of the whole; `disease`: what a text about one has in it; `patients` are the words
    themselves, `absent`, `zero` and `presence` alternatives of a pattern.
    """

    severe: re.Pattern[str]
    mild: re.Pattern[str]
    sort: re.Pattern[str]
    narrowing: re.Pattern[str]
    in_care: re.Pattern[str]
    released: re.Pattern[str]
    among: re.Pattern[str]
    disease: re.Pattern[str]
    patients: tuple[str, ...]
    absent: str
    zero: str
    presence: str

    def is_severe(self, item: str | None) -> bool:
        return item is not None and self.severe.search(item) is not None


@built_once
def compile_case_words(vocabulary: Vocabulary) -> CaseWords:
    words: dict[str, list[str]] = defaultdict(list)
    for entry in vocabulary.entries("case_words"):
        words[entry["kind"]].append(entry["word"])
    return CaseWords(
        re.compile(any_of(words["severe"])),
        re.compile(any_of(words["mild"])),
        re.compile(any_of(words["sort"])),
        re.compile(any_of(words["severe"] + words["sort"])),
        re.compile(f"{any_of(words['in_care'])}{{1,2}}"),
        re.compile(any_of(words["released"])),
        re.compile(f"{any_of(words['patients'])}中|^中[，,、有]"),
        re.compile(any_of(words["patients"] + words["disease"])),
        tuple(words["patients"]),
        any_of(words["absent"]),
        any_of(words["zero"]),
        any_of(words["presence"]),
    )
