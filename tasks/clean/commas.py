"""Commas that broken pages put before every mark: ，, and ,, and ，。 beside Chinese."""

from __future__ import annotations

import re

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.repair import Repair

KIND = "typography"
_DOUBLED = re.compile(
    f"，[,，]|,[,，](?:(?<=[{IDEOGRAPHS}）”》」%％],[,，])|(?=[{IDEOGRAPHS}“《「]))|(?<=[{IDEOGRAPHS}）”》」%％\\d])[,，](?P<mark>[、。；;！？])"
)
SIGNS = (Sign("[,，]", "[,，、。；;！？]"),)


def undouble_commas(draft: Draft) -> list[Repair]:
    return [Repair(m.start(), m.end(), m["mark"] or "，", KIND, 0.95 if m["mark"] else 0.98) for m in _DOUBLED.finditer(draft.string)]
