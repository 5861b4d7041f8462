"""The page's own lines: the paper's name, the day, the number and the name of the page (东村日报 2021年5月6日 星期四 第3版 要闻).

Such a line is nothing but these pieces, and the desk's names. One piece by itself proves little, for a date stands below headlines too
and 要闻 heads web pages; so the pieces of neighbouring lines are taken together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.segment.credits import alternatives, compile_credits
from kaozheng.tasks.vocabulary import Vocabulary, built_once

LONGEST_FOLIO = 120
MOST_UNKNOWN = 2
UNKNOWN = "unknown"
_HAN = "一-鿿"
_DATE = (
    r"(?:19|20)\d\d\s?(?:年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}(?!\d))"
    r"|[一二][〇○零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_WEEKDAY = rf"(?:星期|周)[一二三四五六日天](?![{_HAN}])"
_LUNAR = (
    r"(?:农历|夏历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?"
    r"[正一二三四五六七八九十冬腊]{1,2}月[初十廿卅一二三][一二三四五六七八九十]"
)
_EDITION = (
    r"第\s?[A-Z]?\d{1,3}\s?版(?:面)?|第[一二三四五六七八九十]{1,3}版|[A-Z]?\d{1,2}\s?版|[A-Z]\d{2}(?![A-Za-z\d])|[A-Z]\d(?=[：:])"
    r"|总?第\d{2,6}[期号]|今日[一二三四五六七八九十\d]{1,3}版"
)
_LATIN = r"[A-Z]{2,16}(?:\s[A-Z]{2,16}){0,4}(?![A-Za-z\d])"  # the paper's name in letters
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?!\d)"
_NUMBER = r"\d{1,2}(?!\d)"
_SENTENCE = re.compile(r"[。；！？]|，\S")
_TOKEN = re.compile(r"[^\s·|｜]{1,16}(?![^\s·|｜])")
_HAN_NAME = re.compile(rf"[{_HAN}]{{3,10}}")
_BLANK = r"[\s·•|｜>/／:：,，。、()（）【】\[\]■●□◆★—–\-]+"


@dataclass(frozen=True)
class FolioReader:
    """What a vocabulary knows of such lines. All methods take one line without line breaks."""

    _piece: re.Pattern[str]
    _labels: dict[str, str]
    _label_marks: re.Pattern[str]

    def pieces(self, line: str) -> frozenset[str]:
        """The names of the pieces that a line is made of (see `compile_folio_reader`); empty where it is no such line.

        Beside a day and a weekday or the number of the page, a line may hold pieces that no vocabulary knows (`UNKNOWN`).
        """
        known, unknown = self._read(line)
        return frozenset(known) | ({UNKNOWN} if unknown else frozenset())

    def outlet(self, line: str) -> str | None:
        """The paper that a line of such pieces names: one that is known, else what the line begins with (某县新闻 2021年5月6日 3版)."""
        known, unknown = self._read(line)
        first = next(iter(unknown), "")
        return known.get("outlet") or (first if line.startswith(first) and _HAN_NAME.fullmatch(first) else None)

    def _read(self, line: str) -> tuple[dict[str, str], list[str]]:
        """The pieces of a line by name, and those that are not known; neither where the line is none of a page's own."""
        known: dict[str, str] = {}
        unknown: list[str] = []
        if len(line) > LONGEST_FOLIO or _SENTENCE.search(line):
            return known, unknown
        at = 0
        while at < len(line):
            piece = self._piece.match(line, at)
            if piece and piece[0]:
                known.setdefault(piece.lastgroup or "", piece[0])
            else:
                piece = _TOKEN.match(line, at)
                unknown.append(piece[0] if piece else line[at])
            at = piece.end() if piece else at + 1
        known.pop("blank", None)
        proved = "date" in known and not known.keys().isdisjoint(("weekday", "edition"))
        return (known, unknown) if not unknown or (proved and len(unknown) <= min(len(known), MOST_UNKNOWN)) else ({}, [])

    def label(self, line: str) -> str | None:
        """`column` or `picture` where the line is the label of a column of briefs or of a picture story, in marks or bare."""
        return self._labels.get(self._label_marks.sub("", line)) if len(line) <= 16 else None

    def folios(self, lines: Sequence[str]) -> set[int]:
        """The indices of the lines that are a page's own: each run of lines made of such pieces, where the run as a whole is one."""
        found: set[int] = set()
        run: list[int] = []
        pieces: set[str] = set()
        for index, line in enumerate([*lines, ""]):
            own = self.pieces(line)
            if own and own != {"desk"}:
                run.append(index)
                pieces |= own
                continue
            if _is_folio(pieces):
                found.update(run)
            run, pieces = [], set()
        return found


def _is_folio(pieces: set[str]) -> bool:
    if "edition" in pieces:
        return True
    if "clock" in pieces:
        return False  # a line of date and source: paper has no minutes
    if "weekday" in pieces or "number" in pieces:
        return bool(pieces & {"outlet", "section"})
    return {"outlet", "section"} <= pieces


@built_once
def compile_folio_reader(vocabulary: Vocabulary) -> FolioReader:
    labels = vocabulary.entries("header_labels")
    contacts = alternatives([e["label"] for e in labels if e["field"] == "contact"])
    sections = alternatives([e["label"] for e in labels if e["field"] in ("section", "column", "picture")])
    credits = compile_credits(vocabulary)
    named = {
        "date": _DATE, "weekday": _WEEKDAY, "lunar": _LUNAR, "edition": _EDITION,
        "section": rf"(?:{sections})(?:版|周刊)?(?=总?第\d|[^{_HAN}]|$)", "desk": credits.desk.pattern,
        "outlet": rf"(?:{credits.outlet.pattern})(?![{_HAN}])", "clock": _CLOCK, "number": _NUMBER, "latin": _LATIN,
        "contact": rf"(?:{contacts})[：:\s]{{0,2}}[\w.@/:-]{{3,40}}", "blank": _BLANK,
    }  # fmt: skip
    return FolioReader(
        re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in named.items())),
        {e["label"]: e["field"] for e in labels if e["field"] in ("column", "picture")},
        re.compile(r"^[\s■●□◆★▲◎【\[（(]+|[\s】\]）):：]+$"),
    )
