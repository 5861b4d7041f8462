"""The visible text of markup by a single pass over its tags, whatever state it is in: no tree, no recursion, linear time."""

from __future__ import annotations

import html
import re

MOST_TAGS = 60_000  # what trafilatura takes three seconds for
MOST_DEPTH = 200
HIDDEN = frozenset(("script", "style", "title", "noscript", "select", "svg"))
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "o",
     "q", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
# Elements without an end, and those whose end tag is often left out.
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "li", "link", "meta", "p", "param", "source", "td", "tr", "track", "wbr")
)
_OPENED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_TAG = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_RUBY_TEXT = re.compile(r"</?(?:ruby|rb)\b[^<>]{0,200}>|<(rt|rp|rtc)\b[^<>]{0,200}>[^<]{0,64}(?:</\1\s{0,4}>)?", re.IGNORECASE)
_PAGE = re.compile(
    r"\ufeff?(?:\s{0,64}<(?:!--[^<>]{0,500}--|\?xml[^<>]{0,200})>){0,8}\s{0,64}<(?:!doctype\s{1,4}html|html|head|body)\b", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_WRAPPED = re.compile(r"(?<=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])[\r\n]\s*(?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])")


def is_page(text: str) -> bool:
    """Whether a text that came as plain text is an HTML page all the same."""
    return _PAGE.match(text) is not None


def without_ruby(markup: str) -> str:
    """The markup without the readings that ruby sets above characters."""
    return _RUBY_TEXT.sub("", markup)


def is_hostile(markup: str) -> bool:
    """Whether a tree builder may choke on it: too many tags, or nested too deep."""
    if markup.count("<") > MOST_TAGS:
        return True
    depth = deepest = 0
    for tag in _OPENED.finditer(markup):
        closing, name = tag.groups()
        if name.lower() not in VOID:
            depth = max(depth + (-1 if closing else 1), 0)
            deepest = max(deepest, depth)
    return deepest > MOST_DEPTH


def plain_text(markup: str) -> str:
    """The text between the tags, a line a block, without scripts, styles and comments."""
    pieces: list[str] = []
    hidden: str | None = None
    for i, part in enumerate(markup.split("<")):
        if hidden is not None:
            hidden, text = _still_hidden(hidden, part)
        else:
            hidden, text = _after_tag(part) if i else (None, part)
        pieces.append(text)
    lines = (_SPACE.sub(" ", line).strip() for line in html.unescape("".join(pieces)).split("\v"))
    return "\n".join(line for line in lines if line)


def _still_hidden(hidden: str, part: str) -> tuple[str | None, str]:
    if hidden == "!--":
        _, end, text = part.partition("-->")
        return (None, text) if end else (hidden, "")
    tag = _TAG.match(part)
    if tag and tag[1] and tag[2].lower() == hidden:
        return None, "\v" + part.partition(">")[2]
    return hidden, ""


def _after_tag(part: str) -> tuple[str | None, str]:
    """What the tag at the head of `part` hides, and the text behind it; \\v stands for the edge of a block."""
    if part.startswith("!--"):
        _, end, text = part[3:].partition("-->")
        return (None, text) if end else ("!--", "")
    tag = _TAG.match(part)
    if not tag:
        return None, part.partition(">")[2] if part.startswith(("!", "?", "/")) else "<" + part
    name = tag[2].lower()
    if name in HIDDEN and not tag[1] and not part.partition(">")[0].endswith("/"):
        return name, ""
    text = _WRAPPED.sub("", part.partition(">")[2])
    return None, text if name in INLINE else "\v" + text
