"""Commas that broken pages put before every mark: ，, and ,, and ，。 beside Chinese."""

from __future__ import annotations

import re

from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.repair import Repair

KIND = "typography"
_DOUBLED = re.compile(
    f"(?<=[{IDEOGRAPHS}）”》」%％\\d])[,，]{{1,2}}(?P<mark>[、。；;！？])"
    f"|，[,，]|,[,，](?:(?<=[{IDEOGRAPHS}）”》」%％],[,，])|(?=[{IDEOGRAPHS}“《「]))"
)
SIGNS = (Sign("[,，]", "[,，、。；;！？]"),)


def undouble_commas(draft: Draft) -> list[Repair]:
    found = (m for m in _DOUBLED.finditer(draft.string) if not m["mark"] or _stands_itself(draft, m))
    return [Repair(m.start(), m.end(), m["mark"] or "，", KIND, 0.95 if m["mark"] else 0.98) for m in found]


def _stands_itself(draft: Draft, found: re.Match[str]) -> bool:
    """Whether the marks stand so in the raw text: what was read anew shares raw characters with its neighbours, which a row may not."""
    raw = draft.text.raw_span(found.start(), found.end())
    return draft.raw[raw.start : raw.end] == found[0]
