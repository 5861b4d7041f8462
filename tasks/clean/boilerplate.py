"""Page furniture: paths, share bars, counters, credits of editors, footers. Whole lines and line ends only, never inside prose.

A header line, which tells a date or a source, stays for segment to read and loses only the furniture behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from kaozheng.tasks.clean.draft import Draft, lines, table_lines
from kaozheng.tasks.repair import Repair
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary, built_once

KIND = "boilerplate"
LONGEST_LINE = 400  # a longer line is prose; only its end is looked at
LONGEST_PATH = 100  # a longer line is no path of sections
LONGEST_LINK = 60  # of a line in a list of links
MOST_LINKS = 200  # of such a list
LONGEST_TEASER = 200  # of the beginning of a text, in such a list
TAIL = 120  # characters at the end of a line in which furniture is sought
_TEXT_MARK = re.compile("[。；，]")
_TEXT_ENDS = "。！？”…"  # no furniture ends in these
_HEADER = re.compile(r"(?:19|20)\d\d\s?[-/年.]\s?\d{1,2}\s?[-/月.]\s?\d{1,2}|\d{1,2}:\d\d|来源|(?:时间|日期)[：:]")
LONGEST_HEADING = 40  # a longer line with a full stop is prose
_CRUMB = re.compile(r"[^\s>›»＞→|/：:·-]{2,10}")
_NO_SECTION = frozenset(("首页", "正文", "当前位置", "网站首页", "返回首页", "所在位置"))
_SENTENCE_ENDS = '。！？!?…”’）)】》"；;：:'
_HAN, _DIGIT = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"\d")
LONGEST_MENU, FEWEST_LINKS, LONGEST_NAME = 40, 3, 5  # lines of a menu that are looked at; lines; characters of a section's name
LONGEST_FOOT, LONGEST_BUTTON = 40, 24  # lines below the text that are looked at; characters of one that may be a site's
_SIGNS = re.compile(r"记者|通讯员|作者|[摄文图]\s?[）)]?$|图为|^[（(]|\d[^\d]*年|^[一二三四五六七八九十]、")  # it is the text's own
_BULLET = re.compile(r"[·•▪◇○]\s?\S")
_TEASER = re.compile(r"(?:\.{3}|(?<!…)…)\s?(?:[\[［【]?(?:详细|全文|更多)[\]］】]?)?$")
_HOME = re.compile("(?:网站)?首页")
_NAME = r"[\u4e00-\u9fff·]{1,5}"


@dataclass(frozen=True, slots=True)
class Furniture:
    """The patterns of boilerplate.tsv, compiled by where they may stand."""

    whole: re.Pattern[str]  # a line of pieces and words
    header_tail: re.Pattern[str]
    prose_tail: re.Pattern[str]
    site: re.Pattern[str]
    line: re.Pattern[str]
    footer: re.Pattern[str]
    notice: re.Pattern[str]
    links: re.Pattern[str]
    role: re.Pattern[str]
    credit: re.Pattern[str]  # roles and names to the end
    bare_credit: re.Pattern[str]  # the same with nothing between role and name


@built_once
def furniture(vocabulary: Vocabulary) -> Furniture:
    scopes: dict[str, list[str]] = {}
    for entry in vocabulary.entries("boilerplate"):
        scopes.setdefault(entry["scope"], []).append(entry["pattern"])
    either = {scope: "(?:" + "|".join(patterns) + ")" for scope, patterns in scopes.items()}
    piece, small = (rf"[（(\[【]?\s?{either_of}\s?[）)\]】]?" for either_of in (either["piece"], f"(?:{either['piece']}|{either['word']})"))
    # Atomic, for a row of pieces must not be tried in all ways that its spaces allow.
    gap = r"[\s|｜/·•、,，-]{0,4}"
    names = rf"{_NAME}(?:[、，,\s]{{1,2}}{_NAME}){{0,4}}"
    opening, closing = r"\s{0,2}[（(\[【]?\s{0,2}", r"\s{0,2}[）)\]】]?\s{0,2}"
    return Furniture(
        whole=re.compile(f"{gap}(?>(?:{small}{gap}){{1,40}})$"),
        header_tail=re.compile(f"(?>(?:{gap}{small}){{1,40}}){gap}$"),
        prose_tail=re.compile(f"(?>(?:{gap}{piece}){{1,40}}){gap}$"),
        site=re.compile(either["site"]),
        line=re.compile(either["line"]),
        footer=re.compile(either["footer"]),
        notice=re.compile(either["notice"]),
        links=re.compile(either["list"]),
        role=re.compile(either["role"]),
        credit=re.compile(
            f"(?:{opening}{either['role']}\\s{{0,2}}[：:丨|/]\\s{{0,2}}{names}{closing}){{1,6}}(?:{either['role']}\\s?[：:]\\s?)?$"
        ),
        bare_credit=re.compile(f"(?:{opening}(?:责编|责任编辑)\\s{{0,2}}[：:]?\\s{{0,2}}[\\u4e00-\\u9fff]{{2,3}}{closing}){{1,4}}$"),
    )


def remove_boilerplate(draft: Draft) -> list[Repair]:
    string = draft.string
    known = furniture(draft.vocabulary)
    found = list(lines(string))
    sections = _sections(string, found, known)
    menu = _menu(string, found, known)
    above = _foreign_top(string, found)
    tables = table_lines(string, found)
    repairs: list[Repair] = []
    links_end = 0
    foot: list[Span] = []  # lines below the text and below furniture there, which are the site's too
    below_furniture = told = False
    for i, line in enumerate(found):
        content = string[line.start : line.end]
        if i in tables:
            below_furniture, foot = False, []
            continue
        stripped = content.strip()
        heads_links = i >= links_end and known.links.match(stripped) is not None
        links_end = _links_end(string, found, i + 1) if heads_links else links_end
        if i < links_end or heads_links or _is_furniture(stripped, known):
            repairs.append(without_line(string, line, 0.95))
            below_furniture = told
        elif stripped in sections or i in menu or i < above:
            repairs.append(without_line(string, line, 0.9))
        elif (cut := _tail(content, known, is_last=i == len(found) - 1)) < len(content):
            rest = content[:cut].strip()
            whole = not rest or _is_furniture(rest, known)
            repairs.append(
                without_line(string, line, 0.95) if whole else Repair(line.start + cut, _tail_end(content, line, cut), "", KIND, 0.95)
            )
        elif not _may_be_a_sites(stripped):
            told, below_furniture, foot = told or "。" in stripped, False, []
        elif below_furniture:
            foot.append(line)
    if 0 < len(foot) <= LONGEST_FOOT:
        repairs += (without_line(string, line, 0.85) for line in foot)
        repairs.sort(key=lambda repair: repair.start)
    return repairs


def _may_be_a_sites(content: str) -> bool:
    """Whether a line that stands below the text, and below furniture there, is the site's: a button or a name, no signature nor day."""
    return len(content) <= LONGEST_BUTTON and not (_TEXT_MARK.search(content) or _HEADER.search(content) or _SIGNS.search(content))


def _links_end(string: str, found: list[Span], below: int) -> int:
    """The line behind the list of links whose heading stands above line `below`. Where blank lines part them, only what the beginning of
    a text closes is such a list for sure."""
    teased, spaced = below, False
    for end in range(below, min(below + MOST_LINKS, len(found))):
        content = string[found[end].start : found[end].end]
        gap = string.count("\n", found[end - 1].end, found[end].start)
        spaced |= gap > 1
        if gap > 2 or not _is_link(content):
            break
        teased = end + 1 if not spaced or _TEASER.search(content) else teased
    return teased


def _is_link(content: str) -> bool:
    """Whether a line may be a headline of a list, or the beginning of the text below it."""
    return (len(content) <= LONGEST_LINK and "。" not in content) or (
        len(content) <= LONGEST_TEASER and _TEASER.search(content) is not None
    )


def _is_furniture(content: str, known: Furniture) -> bool:
    """Whether a whole line is furniture."""
    if len(content) > LONGEST_LINE:
        return False
    if known.notice.match(content):
        return True
    if _is_prose(content):
        return False
    if known.footer.match(content):
        return True
    if _HEADER.search(content):
        return False
    return any(pattern.match(content) for pattern in (known.site, known.line, known.whole))


def _is_prose(content: str) -> bool:
    return len(content) > LONGEST_HEADING and "。" in content


def _tail(content: str, known: Furniture, *, is_last: bool) -> int:
    """Where the furniture at the end of a line begins; the line's length where there is none."""
    low = max(len(content) - TAIL, 0)
    window = content[low:]
    at = _credit_start(window, known, is_last=is_last)
    if window[at - 1 : at] in _TEXT_ENDS:  # so does an empty window
        return low + at if at < len(window) else len(content)
    header = len(content) <= LONGEST_LINE and not _is_prose(content) and _HEADER.search(content)
    tail = (known.header_tail if header else known.prose_tail).search(window, 0, at)
    if tail and (header or tail.start() == 0 or window[tail.start() - 1] in _SENTENCE_ENDS or window[tail.start()] in " \u3000["):
        at = _credit_start(window[: tail.start()], known, is_last=is_last)
    return low + at if at < len(window) else len(content)


def _tail_end(content: str, line: Span, cut: int) -> int:
    """Where the furniture behind `cut` ends: before a bracket that closes what opens before it, （某报记者 某某 | 责编 某某）."""
    opens = content.rfind("（", 0, cut) > content.rfind("）", 0, cut)
    return line.end - (opens and content[-1] == "）" and "（" not in content[cut:])


def _credit_start(window: str, known: Furniture, *, is_last: bool) -> int:
    """Where the editors' names at the end begin, behind a sentence or a space; the window's length where none do."""
    for role in known.role.finditer(window):
        start = role.start()
        while start > 0 and window[start - 1] in "（([【 \u3000":
            start -= 1
        behind = start == 0 or start < role.start() or window[start - 1] in _SENTENCE_ENDS
        if behind and (known.credit.match(window, start) or (is_last and known.bare_credit.match(window, start))):
            return start
    return len(window)


def _sections(string: str, found: list[Span], known: Furniture) -> frozenset[str]:
    """The names of the sections that the page says it belongs to."""
    names: set[str] = set()
    for line in found:
        if line.end - line.start <= LONGEST_PATH and known.site.match(content := string[line.start : line.end].strip()):
            names.update(_CRUMB.findall(content))
    return frozenset(names - _NO_SECTION)


def _menu(string: str, found: list[Span], known: Furniture) -> frozenset[int]:
    """The lines above the first prose that are a site's menu: a list of other headlines among furniture, and short names below 首页."""
    above: list[str] = []
    for line in found[:LONGEST_MENU]:
        content = string[line.start : line.end].strip()
        if "。" in content:
            break
        above.append(content)
    has_prose = len(above) < min(len(found), LONGEST_MENU)
    bulleted = [i for i, content in enumerate(above) if _BULLET.match(content)]
    listed = has_prose and len(bulleted) >= FEWEST_LINKS and any(_is_furniture(content, known) for content in above)
    menu = set(bulleted if listed else ())
    for i in (i for i, content in enumerate(above) if _HOME.fullmatch(content)):
        names = takewhile(lambda at: len(above[at]) <= LONGEST_NAME, range(i + 1, len(above)))
        menu.update(named if len(named := list(names)) >= FEWEST_LINKS else ())
    menu.update(_above_path(above, known))
    return frozenset(menu)


def _above_path(above: list[str], known: Furniture) -> range:
    """The lines above the path to a page, where its headline stands below the path, over the line of date and source."""
    path = next((i for i, content in enumerate(above) if len(content) <= LONGEST_PATH and known.site.match(content)), 0)
    header = next((i for i in range(path + 1, len(above)) if path and _HEADER.search(above[i])), path)
    titled = any(len(content) > LONGEST_NAME and not _is_furniture(content, known) for content in above[path + 1 : header])
    return range(path if titled and not any(map(_HEADER.search, above[:path])) else 0)


def _foreign_top(string: str, found: list[Span]) -> int:
    """How many lines above the first Chinese one hold no number, on a page that is Chinese: marks of a template (EN, text)."""
    for i, line in enumerate(found[:LONGEST_MENU]):
        content = string[line.start : line.end]
        if _HAN.search(content):
            return i
        if len(content) > LONGEST_LINK or not content.isascii() or _DIGIT.search(content):
            return 0
    return 0


def without_line(string: str, line: Span, confidence: float) -> Repair:
    """The repair that takes out a line and the end of it."""
    after = string.find("\n", line.end)
    return Repair(line.start, len(string) if after < 0 else after + 1, "", KIND, confidence)
