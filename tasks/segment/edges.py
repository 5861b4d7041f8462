"""The edges of a paragraph: what its marks and words tell of whether its end or its beginning is torn."""

from __future__ import annotations

import re

_PAIRS = ("“”", "‘’", "「」", "『』", "《》", "（）", "()", "【】")
_FAMILY = {mark: i if pair != "()" else i - 1 for i, pair in enumerate(_PAIRS) for mark in pair}
_OPENING, _CLOSING = "".join(p[0] for p in _PAIRS), "".join(p[1] for p in _PAIRS)
_MARKS = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
_ENDED = re.compile(r"[。！？!?…：:；;—][”’」』》）)】\]]*$")
# Behind the last sentence, who wrote or said it: 。（记者 某某）, 。（《某报》）.
_SIGNED_END = re.compile(r"[。！？!?…][”’」』》）)】\]]{0,2}\s?[（(][^（）()。]{1,40}[）)]$")
_STARTS_INSIDE = re.compile(r"[，。、；：！？,;:!?”’」』》）)】%％∶·]")
_LIST_MARK = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.]|[（(]?\d{1,2}[）)、.](?!\d)|[①-⑳●■◆▲★])")
_FUNCTION_END = re.compile(r"[的和与及或对把将在为被以从向是并，、,]$")
_NUMBER_CUT = re.compile(r"\d$")
_UNIT_START = re.compile(r"[\d万亿余多个名例人元月日年%.]")
_CLAUSE = re.compile(r"[^，。、；：！？,;:!?“”]{1,12}")
_WORD_WINDOW = 8
_WRAPPED = 24


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
    """Whether a paragraph of prose breaks off: no final mark, nor a signature behind one."""
    return not _ENDED.search(text[-12:]) and not (text.endswith(("）", ")")) and _SIGNED_END.search(text[-48:]))


def ends_waiting(text: str) -> bool:
    """Whether a line ends in a comma or in a word that something must follow."""
    return _FUNCTION_END.search(text) is not None


def starts_inside_sentence(text: str) -> bool:
    """Whether a text begins with a mark that parts clauses or ends a sentence."""
    return text[:1] not in _CLOSING and _STARTS_INSIDE.match(text) is not None


def closes(opening: str, closing: str) -> bool:
    """Whether the two marks are one pair; a full-width bracket closes a half-width one."""
    return _FAMILY[opening] == _FAMILY[closing]


def starts_item(text: str) -> bool:
    return _LIST_MARK.match(text) is not None


def is_wrapped(left: str, right: str) -> bool:
    """Whether a line that looks like a headline is a sentence that goes on in the next line: a mark or a cut number stands at the break."""
    if _STARTS_INSIDE.match(right):
        return True
    if _NUMBER_CUT.search(left) and _UNIT_START.match(right):
        return True
    return len(left) > _WRAPPED and "，" in left and crossing_word(left, right) is not None


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


def _tail(left: str) -> str:
    window = left[-_WORD_WINDOW:]
    pieces = re.split(r"[，。、；：！？,;:!?“”\s]", window)
    return pieces[-1]


def _clause(right: str) -> str:
    match = _CLAUSE.match(right)
    return match[0][:_WORD_WINDOW] if match else ""
