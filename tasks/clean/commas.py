"""Commas doubled by broken pages, ，, and ,, beside Chinese."""

from __future__ import annotations

import re

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.repair import Repair

KIND = "typography"
_DOUBLED = re.compile(f"，[,，]|,[,，](?:(?<=[{IDEOGRAPHS}）”》」%％],[,，])|(?=[{IDEOGRAPHS}“《「]))")

SIGNS = (Sign("[,，]", "[,，]"),)


def undouble_commas(draft: Draft) -> list[Repair]:
    return [Repair(m.start(), m.end(), "，", KIND, 0.98) for m in _DOUBLED.finditer(draft.string)]
