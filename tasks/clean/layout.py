"""Line ends, blanks and invisible characters in the one form that all later repairs know: \\n, the space, nothing."""

from __future__ import annotations

import re

from kaozheng.tasks.clean.draft import Draft, table_lines
from kaozheng.tasks.clean.signs import Sign
from kaozheng.tasks.text import Edit, Span

KIND = "layout"
# Not the ideographic space, which marks the beginning of a paragraph.
_BLANKS = (
    {**dict.fromkeys("\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f", " "),
     **dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n")}
)  # fmt: skip
_BLANK = re.compile(f"[{''.join(_BLANKS)}]")
_LINE = re.compile("[^\r\n]+")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_UNSEEN = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
# A pattern that begins with a set of characters is searched for several times as fast as one that begins with a choice.
_INVISIBLE = re.compile(f"[{_UNSEEN}\r](?:(?<=\r)(?=\n)|(?<!\r)[{_UNSEEN}]*)")

UNSEEN_SIGNS = (Sign(f"[{_UNSEEN}\r]"),)
BLANK_SIGNS = (Sign(_BLANK.pattern), Sign("\r"))


def plain_blanks(draft: Draft) -> str:
    """The text with all blanks as spaces and all single-character line ends as \\n, of the same length; what parts cells stays a tab."""
    string = draft.string
    plain = _LONE_RETURN.sub("\n", _BLANK.sub(lambda m: _BLANKS[m[0]], string))
    if "\t" not in string:
        return plain
    found = [Span(*line.span()) for line in _LINE.finditer(string)]
    rows = [found[i] for i in table_lines(string, found)]
    tabs = [at for row in rows for at in range(row.start, row.end) if string[at] == "\t"]
    kept = list(plain)
    for at in tabs:
        kept[at] = "\t"
    return "".join(kept) if tabs else plain


def drop_invisible(draft: Draft) -> list[Edit]:
    """The edits that take out carriage returns before \\n, control characters and zero-width ones."""
    return [Edit(m.start(), m.end(), "") for m in _INVISIBLE.finditer(draft.string)]
