"""What a page says twice: its headline again over each picture, its first paragraphs as a summary above the text, or the whole text.

One copy of each line stays, so that no number is counted twice and no headline opens an article of its own. A line that a text may well
repeat (责任单位：某局, the refrain of a poem, a cell of a table) stays wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaozheng.tasks.clean.boilerplate import without_line
from kaozheng.tasks.clean.draft import IDEOGRAPHS, Draft, lines, table_lines
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.repair import Repair

SIGNS = (Sign("\n"),)
CONFIDENCE = 0.9
SHORTEST = 40  # characters of a line that no text repeats of itself
SHORTEST_HEADLINE = 8  # ideographs
_LABEL = re.compile(r"(?:原|完整)?标题\s?[：:]\s?")  # before the headline, said again
_AROUND = " \t\u3000-—/|_=*#"  # marks that a site puts around a headline that it repeats
_LABELLED = re.compile(r"[^，。：:]{1,12}[：:]")
_SENTENCE = re.compile("[。；;]")
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")


def remove_repeats(draft: Draft) -> list[Repair]:
    """A repair for each line that is said elsewhere: the later copy goes, but above the text the earlier one, a summary or a menu's."""
    string = draft.string
    texts = [_LABEL.sub("", line.strip(_AROUND), count=1) or line for line in filter(None, map(str.strip, string.split("\n")))]
    if len(set(texts)) == len(texts):
        return []
    found = list(lines(string))
    copies = dict(_copies(texts))
    superfluous = range(_summary(texts, copies)) or sorted(_superfluous(copies, _first_prose(texts)))
    tables = table_lines(string, found) if superfluous else ()
    return [without_line(string, found[i], CONFIDENCE) for i in superfluous if i not in tables]


def _superfluous(copies: dict[int, int], prose: int) -> set[int]:
    """All copies of a line, but above the first prose the one nearest to it stays, and those before it go."""
    gone, kept = set(copies), dict[int, int]()
    for at, of in copies.items():
        if at < prose:
            gone.add(kept.get(of, of))
            gone.discard(at)
            kept[of] = at
    return gone


def _copies(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each line that repeats an earlier one for sure, with that one: it proves so itself, or a line in the same row of copies does."""
    prose = _first_prose(texts)
    first: dict[str, int] = {}
    row: list[tuple[int, int]] = []
    for i, text in enumerate([*texts, ""]):
        of = first.setdefault(text, i)
        if row and (of == i or of != row[-1][1] + 1):
            yield from row if any(_is_repeated(texts[at], at, former, prose) for at, former in row) else ()
            row = []
        if of < i:
            row.append((i, of))


def _first_prose(texts: Sequence[str]) -> int:
    return next((i for i, text in enumerate(texts) if _SENTENCE.search(text)), 0)


def _is_repeated(text: str, at: int, former: int, prose: int) -> bool:
    """Whether a line that was said before is a copy: a long one, one right behind itself, or a headline above the first prose."""
    if len(text) >= SHORTEST:
        return _LABELLED.match(text) is None
    if len(_IDEOGRAPH.findall(text)) < SHORTEST_HEADLINE:
        return False
    return at == former + 1 or former < prose


def _summary(texts: Sequence[str], copies: dict[int, int]) -> int:
    """How many long lines at the top come again further down, with others before them there."""
    repeated = set(copies.values())
    length = next((i for i in range(len(texts)) if i not in repeated or len(texts[i]) < SHORTEST), 0)
    return length if length == len(repeated) and min(copies, default=0) > length else 0
