"""Full-width letters and digits to half-width, half-width punctuation beside Chinese to full-width, one for one."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from kaozheng.tasks.clean.draft import IDEOGRAPHS, PRIVATE_USE, Draft
from kaozheng.tasks.clean.signs import Sign

KIND = "width"
FULL_WIDTH_PUNCTUATION = "，：；？！（）～．＂＇"
_CHINESE = f"{IDEOGRAPHS}{PRIVATE_USE}、。，；：？！“”‘’《》〈〉「」『』【】（）—…·％"
_DECIMAL_POINT = re.compile(r"．(?<=\d．)(?=\d)")
# A mark takes the width of what it touches; between two digits it belongs to the number or the clock time.
# What stands before a mark is looked at when the mark is found: a pattern that begins with a look behind is slow to search for.
_MARK = re.compile(f"[,;:!](?:(?<=[{_CHINESE}][,;:!])(?!//)|(?= ?[{_CHINESE}])|(?<=%[,;])(?=\\d[\\d.]{{0,9}}[{_CHINESE}]))")
_BRACKETS = re.compile(f"\\((?:(?<=([{_CHINESE}])\\()|)([^()\\n]{{0,300}})\\)(?=([{_CHINESE}]?))")
_TONED = re.compile("[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ]")
_LONE_BRACKET = re.compile(f"\\((?<=[{_CHINESE}]\\()(?![^()\\n]{{0,300}}\\))|\\)(?<=[{_CHINESE}\\d%]\\))")
_HAS_CHINESE = re.compile(f"[{IDEOGRAPHS}]")
# A half-width question mark is often what is left of a broken byte pair: only at the end of a clause is it taken for a question.
_QUESTION = re.compile(
    f"\\?(?:(?<=[{IDEOGRAPHS}”’」』》）]\\?)(?=[”’」』\"']|[ \t]*$)|(?<=[吗呢吧么嘛啊]\\?)(?=[{IDEOGRAPHS}]))", re.MULTILINE
)
_FULL_STOP = re.compile(f'\\.(?<=[{IDEOGRAPHS}]\\.)(?=[ \t]*$|[”’"])', re.MULTILINE)
# What Big5 has beside its full-width marks: small ones, and a colon of vertical lines.
_SMALL = dict(zip("︰﹐﹑﹒﹔﹕﹖﹗﹙﹚﹪", "：，、.；：？！（）%", strict=True))
_TO_FULL = str.maketrans(",;:!?()", "，；：！？（）")


@cache
def signs() -> tuple[Sign, ...]:
    return Sign(_half_width()[0].pattern), Sign("[．(),;:!?]"), Sign(r"\.", '[ \t\n”’"]')


def set_widths(draft: Draft) -> str:
    """The text with each character in its usual width, of the same length."""
    pattern, usual = _half_width()
    string = _DECIMAL_POINT.sub(".", pattern.sub(lambda m: usual[m[0]], draft.string))
    for _ in range(2):  # a pair may hold a pair
        string = _BRACKETS.sub(_bracketed, string)
    string = _LONE_BRACKET.sub(lambda m: m[0].translate(_TO_FULL), string)
    string = _MARK.sub(lambda m: m[0].translate(_TO_FULL), string)
    string = _QUESTION.sub("？", string)
    return _FULL_STOP.sub("。", string)


def _bracketed(match: re.Match[str]) -> str:
    """The bracket pair at the width of its surroundings; a gloss is left to whoever mends its host."""
    before, inside, after = match.groups()
    if not (before or after or _HAS_CHINESE.search(inside)) or _TONED.search(inside):
        return match[0]
    return f"（{inside}）"


@cache
def _half_width() -> tuple[re.Pattern[str], dict[str, str]]:
    """Full-width ASCII but for Chinese punctuation, small marks, and the radicals and compatibility ideographs that PDF files write."""
    full = {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c) not in FULL_WIDTH_PUNCTUATION}
    kin = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00))}
    usual = full | _SMALL | {c: to for c, to in kin.items() if len(to) == 1 and to != c}
    return re.compile(f"[{''.join(usual)}]"), usual
