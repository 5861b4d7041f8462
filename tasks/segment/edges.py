"""The edges of a paragraph: whether its end or its beginning is torn, and how well a torn end and a torn beginning fit together."""

from __future__ import annotations

import re

_PAIRS = ("“”", "‘’", "「」", "『』", "《》", "（）", "()", "【】")
_FAMILY = {mark: i if pair != "()" else i - 1 for i, pair in enumerate(_PAIRS) for mark in pair}
_OPENING, _CLOSING = "".join(p[0] for p in _PAIRS), "".join(p[1] for p in _PAIRS)
_MARKS = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
_ENDED = re.compile(r"[。！？!?…：:；;—][”’」』》）)】]*$")
_STARTS_INSIDE = re.compile(r"[，。、；：！？,;:!?”’」』》）)】%％]")
_LIST_MARK = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.]|[（(]?\d{1,2}[）)、.](?!\d)|[①-⑳●■◆▲★])")
_FUNCTION_END = re.compile(r"[的和与及或对把将在为被以从向是并，、,]$")
_PARTICLE_START = re.compile(r"[的了等们]")
_NUMBER_CUT = re.compile(r"\d$")
_UNIT_START = re.compile(r"[\d万亿余多个名例人元月日年%.]")
_CLAUSE = re.compile(r"[^，。、；：！？,;:!?“”]{1,12}")
_WORD_WINDOW = 8
_WRAPPED = 24
# Single characters that often open a sentence by themselves; any other single-character word at a beginning is half of a longer one.
_OPENERS = frozenset(
    "在从对为当据经由以到把将这那我他她它你您谁一每各有不随按自而但又再也如若因于是其该本与和并向还就让要能会可只多"
    "近今全新老大小省市县区乡村两三四五六七八九十百千万第"
)
_ENDERS = frozenset(
    "的和与及或对把将在为被以从向是并有到让使要会能可就也还都又再不没着了过地得个名例人支种项次位件家处套批组辆台条"
    "户年月日时分秒元里公吨米度等后前中上下内外间"
)
JOINS = 1.5
"""Evidence from which a torn end and a beginning are taken for one paragraph."""


def unmatched(text: str) -> tuple[str, str]:
    """The closing marks without an opening one and the opening marks without a closing one, in order."""
    closers: list[str] = []
    openers: list[str] = []
    for match in _MARKS.finditer(text):
        mark = match.group()
        if mark in _OPENING:
            openers.append(mark)
        elif openers and _FAMILY[openers[-1]] == _FAMILY[mark]:
            openers.pop()
        elif not any(_FAMILY[o] == _FAMILY[mark] for o in openers):
            closers.append(mark)
        else:
            while _FAMILY[openers.pop()] != _FAMILY[mark]:
                pass
    return "".join(closers), "".join(openers)


def is_unbalanced(text: str) -> bool:
    return any(unmatched(text))


def has_open_mark(text: str) -> bool:
    return bool(unmatched(text)[1])


def is_open(text: str) -> bool:
    """Whether a paragraph of prose breaks off: no final mark."""
    return not _ENDED.search(text[-12:])


def starts_inside(text: str) -> bool:
    """Whether a paragraph begins with a mark that closes something, or closes in its first sentence what it never opened."""
    return _STARTS_INSIDE.match(text) is not None or bool(unmatched(text[:120])[0])


def ends_waiting(text: str) -> bool:
    """Whether a line ends in a comma or in a word that something must follow."""
    return _FUNCTION_END.search(text) is not None


def starts_item(text: str) -> bool:
    return _LIST_MARK.match(text) is not None


def is_wrapped(left: str, right: str) -> bool:
    """Whether a line that looks like a headline is a sentence that goes on in the next line: a mark or a cut number stands at the break."""
    if _STARTS_INSIDE.match(right):
        return True
    if _NUMBER_CUT.search(left) and _UNIT_START.match(right):
        return True
    return len(left) > _WRAPPED and "，" in left and crossing_word(left, right) is not None


def fit(left: str, right: str) -> float:
    """How well `right` continues `left`, which is open. 0 tells nothing, `JOINS` and more that it does, below 0 that it hardly can."""
    if starts_item(right):
        return -2.0
    score = _marks_fit(left, right)
    if crossing_word(left, right):
        score += 2.5
    elif ending_torn(left):
        score -= 1.5
    if _PARTICLE_START.match(right):
        score += 1.0
    if _NUMBER_CUT.search(left):
        score += 1.5 if _UNIT_START.match(right) else -1.0
    return score + beginning_torn(right)


def _marks_fit(left: str, right: str) -> float:
    score = 3.0 if _STARTS_INSIDE.match(right) and right[0] not in _CLOSING else 0.0
    opened, closed = unmatched(left)[1], unmatched(right)[0]
    if closed:
        return score + (3.0 if opened and _FAMILY[opened[-1]] == _FAMILY[closed[0]] else -3.0)
    return score + (0.5 if opened else 0.0)


def crossing_word(left: str, right: str) -> str | None:
    """The dictionary word that lies across the joint once both sides are read as one.

    It must be made of what is left over on the left: 都市圈 and 住在 share no word, although 圈住 is one.
    """
    import rjieba

    head = _tail(left)
    if not head:
        return None
    at = 0
    for token in rjieba.cut(head + _clause(right), hmm=False):
        if at < len(head) < at + len(token):
            return token if rjieba.cut(head, hmm=False)[-1] == head[at:] else None
        at += len(token)
    return None


def ending_torn(left: str) -> bool:
    """Whether the last word is a single character that ends no phrase: the beginning of a word whose rest stands elsewhere."""
    import rjieba

    tokens = rjieba.cut(_tail(left), hmm=False)
    return bool(tokens) and len(tokens[-1]) == 1 and "一" <= tokens[-1] <= "鿿" and tokens[-1] not in _ENDERS


def beginning_torn(right: str) -> float:
    """What the first word says: a single character that opens no sentence is the rest of a word that stands elsewhere."""
    import rjieba

    clause = _clause(right)
    tokens = rjieba.tag(clause) if clause else []
    if not tokens or not "一" <= clause[0] <= "鿿":
        return 0.0
    word, tag = tokens[0]
    if len(word) == 1 and word not in _OPENERS and not tag.startswith(("v", "d", "p", "r", "c", "m")):
        return 1.0
    bare_noun = len(tokens) == 1 and tag.startswith("n") and len(clause) < len(right) and right[len(clause)] in "，、"
    return 1.0 if bare_noun else 0.0


def _tail(left: str) -> str:
    window = left[-_WORD_WINDOW:]
    pieces = re.split(r"[，。、；：！？,;:!?“”\s]", window)
    return pieces[-1]


def _clause(right: str) -> str:
    match = _CLAUSE.match(right)
    return match[0][:_WORD_WINDOW] if match else ""
