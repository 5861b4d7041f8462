"""The lines of a headline: which are the kicker over it (引题), the title, often in two lines, and the subtitle below it (副题)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from kaozheng.tasks.segment.edges import ends_waiting
from kaozheng.tasks.segment.lines import Line

_DASHED = re.compile(r"\s?[—–\-]{1,3}")
_SERIES = re.compile(
    r"[一二三四五六七八九十](?:谈|论|评|问|说)|再(?:谈|论)|[（(][^（）()]{0,8}第\s?[\d一二三四五六七八九十百]{1,4}\s?号[）)]$|[（(][一二三四五六七八九十]{1,2}[）)]$|[（(][上中下][）)]$|之[一二三四五六七八九十]{1,2}$"
)
_PICTURED = re.compile(r"[一-鿿]{2,6}现场(?:图片?|照片)?")
_ASKS = re.compile(r"[！？!?][”’」』]?$")
_GENRE = re.compile(
    r"(?:手记|见闻|侧记|纪实|纪事|观察|调查|追踪|专访|速写|特写|聚焦|访谈|综述|之后|系列报道)(?:[①-⑩]|之[一二三四五六七八九十])?$"
)
_LEADS_ON = re.compile(r"(?:[—–\-：:]|强调|指出|要求|提出)$")
_COLUMN = re.compile("【[^【】]*】")  # the name of a column over the headline
_SHORTEST_TITLE = 5
_NO_SUBJECT = re.compile(r"强调|要求|指出|[让自将为据]|预计|累计|达产后|其中|最高|最低|涉及|惠及|覆盖|确保")
_MUCH_LONGER = 1.5
_SPEAKER = re.compile(r"[一-鿿]{2,8}[：:]")
_OF_A_SITE = re.compile(r"[|｜_]|[A-Za-z]{3}|[：:]$|-{2}")  # what stands beside a headline where a page gives it with the name of the site
_LETTER = re.compile(r"\w")
_INNER_MARK = re.compile(r"\s+|[，、：；]")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[届次轮]")
_LONGEST_HALF = 16
_LONGEST_QUESTION = 20


def letters(text: str) -> str:
    return "".join(_LETTER.findall(text))


def is_subtitle(text: str) -> bool:
    """Whether a line is a subtitle by its dash or by its number, in a series or of a notice, or names what a picture shows (会议现场)."""
    return _DASHED.match(text) is not None or _PICTURED.fullmatch(text) is not None or _SERIES.match(text) is not None


def calls_for_more(text: str) -> bool:
    """Whether a line of a headline is not its last: it asks, exclaims, or leads on with a dash. A quotation is rather speech."""
    if text.startswith(("“", "「", "‘")) or len(letters(text)) > _LONGEST_QUESTION:
        return False
    return _ASKS.search(text) is not None or _LEADS_ON.search(text) is not None


def title_among(lines: Sequence[Line], given: str | None) -> list[Line]:
    """The lines that are what the source calls the document."""
    known = letters(given or "")
    return [line for line in lines if known and _same_title(letters(line.text), known)]


def arrange(block: Sequence[Line], given: str | None) -> tuple[list[Line], list[Line], list[Line]]:
    """Kicker, title and subtitle of a headline block; each may be several lines."""
    block = _without_echoes(block)
    known = title_among(block, given)
    if known:
        at = block.index(known[0])
        return list(block[:at]), [known[0]], list(block[at + 1 :])
    end = next((i for i, line in enumerate(block) if i and is_subtitle(line.text)), len(block))
    start, stop = _title_of(block[:end], dashed=end < len(block))
    return list(block[:start]), list(block[start:stop]), list(block[stop:])


def _without_echoes(block: Sequence[Line]) -> list[Line]:
    """The lines of a block, without those that say another one again: a part of it, or it with the name of the site (某市丰收｜某网)."""
    said = [letters(line.text) for line in block]
    echoes: set[int] = set()
    for i, j in combinations(range(len(block)), 2):
        short, long = sorted((i, j), key=lambda at: len(said[at]))
        if len(said[short]) >= _SHORTEST_TITLE and said[short] in said[long] and not echoes & {i, j}:
            rest = block[long].text.replace(block[short].text, "")
            among = len(rest.split()) > 1 and block[short].text in block[long].text.split()  # of the headlines that a page lists
            echoes.add(long if said[short] == said[long] or among or _OF_A_SITE.search(rest) else short)
    return [line for at, line in enumerate(block) if at not in echoes]


def are_halves(upper: Line, lower: Line) -> bool:
    """Whether two lines are one headline set in two: cut to one measure, or the upper breaks off."""
    a, b = _width(upper.text), _width(lower.text)
    if max(a, b) > _LONGEST_HALF or _COLUMN.fullmatch(upper.text) or any(mark.search(upper.text) for mark in (_ASKS, _GENRE, _LEADS_ON)):
        return False
    if _SPEAKER.match(lower.text) or _NO_SUBJECT.match(lower.text):
        return False
    if _ORDINAL.match(lower.text) or ends_waiting(upper.text):
        return True
    slack = 3 if lower.gap == 1 < upper.gap else 1
    if abs(a - b) <= slack and _form(upper.text) == _form(lower.text):
        return True
    return _lacks_verb(upper.text) and _starts_with_verb(lower.text)


def _title_of(lines: Sequence[Line], *, dashed: bool) -> tuple[int, int]:
    """Where the title begins and ends among lines that no dash tells apart; `dashed`: a subtitle with a dash stands below them."""
    if len(lines) < 2:
        return 0, len(lines)
    for i, (upper, lower) in enumerate(pairwise(lines)):
        if are_halves(upper, lower):
            return i, i + 2
    if not dashed and _details(lines[-2].text, lines[-1].text):
        return len(lines) - 2, len(lines) - 1
    return len(lines) - 1, len(lines)


def _details(title: str, below: str) -> bool:
    """Whether the lower line tells the particulars of the upper: it answers, names who says so, gives the figures, or has no subject.

    Headlines are set in large type: of two lines the much longer one is not the headline.
    """
    if _ASKS.search(title) or (_SPEAKER.match(below) and not _SPEAKER.match(title) and not _lacks_verb(title)):
        return True
    if _GENRE.search(title) or _SERIES.search(title) or _LEADS_ON.search(title) or len(letters(title)) < _SHORTEST_TITLE:
        return False
    if _NO_SUBJECT.match(below):
        return True
    return not _lacks_verb(title) and _width(below) >= _MUCH_LONGER * _width(title)


def _form(text: str) -> list[str]:
    """The marks and spaces inside a line."""
    return _INNER_MARK.findall(text.strip())


def _width(text: str) -> float:
    """In full-width characters, marks and spaces aside."""
    return sum(0.5 if character.isascii() else 1 for character in letters(text))


def _lacks_verb(text: str) -> bool:
    """Whether a line is a noun phrase: it says what, not who does what."""
    import rjieba

    if not 4 <= len(text) <= _LONGEST_HALF:
        return False
    tags = [tag for _, tag in rjieba.tag(text)]
    verbs = [tag.startswith(("v", "d", "p")) and tag != "vn" for tag in tags]
    return not any(verbs) or ("uj" in tags and tags[-1].startswith("n") and not verbs[0])


def _starts_with_verb(text: str) -> bool:
    import rjieba

    first = next(iter(rjieba.tag(text)), ("", ""))
    return len(first[0]) > 1 and first[1] == "v"


def _same_title(found: str, known: str) -> bool:
    """The source's title may hold the name of the site as well."""
    return found == known or (len(found) >= 6 and found in known)
