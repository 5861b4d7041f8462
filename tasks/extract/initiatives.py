"""Named working mechanisms, campaigns, platforms, controls and operations: known by name, or by the shape of the name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kaozheng.tasks.article import Article
from kaozheng.tasks.extract.initiative_patterns import InitiativePatterns, compile_initiatives
from kaozheng.tasks.extract.mentions import InitiativeMention
from kaozheng.tasks.text import Span
from kaozheng.tasks.vocabulary import Vocabulary

LONGEST_NAME = 24
"""A quoted name is no longer than this, in characters, and a modifier before a suffix is looked for no further."""
MODIFIER_REACH = 20
LONGEST_MODIFIER = 12
"""Nor is one that a verb must introduce, quoted or before a suffix, longer than this."""
LONGEST_TITLE = 40
_TAIL = 22
_FAR = 4
"""A quoted name is longer than this where more than a word or two stands between it and what it names."""
_LEAST = {"机制": 4, "长制": 1, "制度": 4, "整治": 4}
"""The least length of the modifier before a suffix where it is not two characters: 雨情会商机制, and no 替补机制."""

_LEAST_QUOTED = 2
_QUOTED = re.compile(rf"“([^“”《》\n。！？!?]{{2,{LONGEST_NAME}}})”")
_NESTED = re.compile(rf"‘([^‘’“”\n。！？!?]{{2,{LONGEST_NAME}}})’")
# 分工负责制、|清单制
_SYSTEM = "制"
_LEAST_BEFORE_VERB = 3
"""The least length of what a modifier holds before the verb that ends it: 文明县城创建行动, and no 深入创建行动."""
# 一事一议, 线上+线下, 码上通.
_COINED = re.compile(r"[+云码eE]|[A-Z]{2}|.[通办帮汇]$|[一二三四五六七八九两双].+[一二三四五六七八九两双]")
_ROW_LINKS = ("", "、")
_CLOSED = re.compile(r"”\s?")
_NOT_IN_NAME = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9+、]|\d[日月号时年点次轮件起个项]")
# 搭上“致富直通车”: nothing of that name runs.
_METAPHOR = re.compile("(?:搭上|坐上|乘上|登上|驶入|驶上|跑出)了?$")
_THEME = re.compile("主题[是为：]?$")
_RULE = re.compile("(?!应[\u4e00-\u9fff]尽|[内外]防)[\u4e00-\u9fff]{3,5}")
_NUMBERED = re.compile(r"([二两三四五六七八九十])个([\u4e00-\u9fff]{2})(?![\u4e00-\u9fff])")
_POLICY = re.compile(r"[\u4e00-\u9fff]{1,12}\d{1,3}条(?![\u4e00-\u9fff])")
_LISTED_POLICY = re.compile(r"条(?<=\d条)、")
_POLICY_ROW = re.compile(rf"{_POLICY.pattern}(?:、{_POLICY.pattern})+")
_NUMBER = {c: n for n, c in enumerate("二三四五六七八九十", 2)} | {"两": 2}


def find_initiatives(article: Article, vocabulary: Vocabulary) -> list[InitiativeMention]:
    """Every mention of a named initiative, in text order and without overlap; of overlapping finds the longest stays."""
    text = article.string
    if "「" in text:
        text = text.replace("「", "“").replace("」", "”")
    patterns = compile_initiatives(vocabulary)
    known = patterns.known.find_matches_as_indexes(text)
    spans = [Span(start, end) for _, start, end in known if not patterns.no_name_behind.match(text, end)]
    spans += (Span(start, end) for shape in patterns.shapes for start, end in shape.spans(text))
    for shape, cut in patterns.shape_ends:
        spans += (Span(_modifier_start(text, start, cut, patterns.at_end), end) for start, end in shape.spans(text))
    spans += _suffixed(text, patterns)
    spans += _said_again(text, list(quoted_names(text, patterns)))
    spans += _listed_policies(text)
    spans += _behind_marks(text, spans)
    named = {span: text[span.start : span.end] for span in spans} | dict(_spelled_out(text))
    return [
        InitiativeMention(span.start, span.end, named[span])
        for span in _longest(list(named))
        if named[span].strip("“”") not in patterns.not_names and not _in_title(text, span)
    ]


def _in_title(text: str, span: Span) -> bool:
    """Whether a name is part of the title of a document: 《防汛应急预案》."""
    low = max(span.start - LONGEST_TITLE, 0)
    return text.rfind("《", low, span.start) > text.rfind("》", low, span.start)


def _suffixed(text: str, patterns: InitiativePatterns) -> Iterator[Span]:
    """Names that end in a suffix: 物资保障机制 with any modifier of its own, 开展敲门行动 where a verb stands before the modifier."""
    for suffix in patterns.suffix.finditer(text):
        if text[suffix.end() : suffix.end() + 1] == "“":  # the name follows: 小程序“…”
            continue
        start = _modifier_start(text, suffix.start(), patterns.cut, patterns.at_end)
        modifier = text[start : suffix.start()]
        bare = patterns.generic.sub("", modifier.replace("的", ""))
        verb = patterns.verb_end.get(patterns.form[suffix.group()])
        if verb and (len(modifier) > LONGEST_MODIFIER or not verb.search(text, max(start - 6, 0), start)):
            continue
        if len(bare) >= _own_length(suffix.group(), modifier) and len(modifier) >= _LEAST.get(suffix.group(), 2):
            yield Span(start, suffix.end())


def _own_length(suffix: str, modifier: str) -> int:
    """How many characters of its own, none of them generic, a modifier must have: more where 的 parts it from the suffix."""
    if modifier.endswith("的"):
        return 6
    return 1 if suffix == "长制" else 2


def _modifier_start(text: str, suffix: int, cut: re.Pattern[str], at_end: re.Pattern[str]) -> int:
    """Where the modifier before a suffix begins: behind the last verb, particle or mark before it, a verb that ends it left out."""
    low = max(suffix - MODIFIER_REACH, 0)
    for m in _NOT_IN_NAME.finditer(text, low, suffix):
        low = m.end()
    head = text[low:suffix]
    joined = head.endswith("的")
    if no_part := cut.match(head[:-1] if joined else head):
        verb = at_end.search(head) if no_part.end() == len(head) else None
        earlier = cut.match(head[: verb.start()]) if verb else None
        start = earlier.end() if earlier else 0
        low += start if verb and verb.start() - start >= _LEAST_BEFORE_VERB else no_part.end()
    comma = text.rfind("、", low, suffix)
    if comma >= 0 and (suffix - comma > 3 or text[comma - 1] == _SYSTEM):
        low = comma + 1
    return low


def quoted_names(text: str, patterns: InitiativePatterns) -> Iterator[Span]:
    """Quoted names that what follows (“…”行动, “…”“…”等平台), what stands before (推出“…”) or their own end (“…计划”) tells to be names."""
    row: list[Span] = []
    introduced = False
    for quoted in _quoted(text):
        span = Span(*quoted.span(1))
        if row and text[row[-1].end + 1 : quoted.start()] not in _ROW_LINKS:
            row, introduced = [], False
        row.append(span)
        name = quoted.group(1)
        introduced = introduced or _is_introduced(text, quoted, patterns)
        tail = patterns.quoted_tail.match(text, quoted.end(), quoted.end() + _TAIL)
        themed = _THEME.search(text, max(quoted.start() - 4, 0), quoted.start())
        if themed or patterns.no_frame.match(text, quoted.end(), quoted.end() + _TAIL) or patterns.day.search(name):
            row, introduced = [], False
        elif tail and len(name) > (_FAR if tail["far"] else 2 if tail["weak"] else 0):
            yield from row
            row, introduced = [], False
        elif (
            _is_told_of(text, quoted, patterns)
            or (name[_LEAST_QUOTED:].endswith(patterns.quoted_ends) and not patterns.no_quoted_end.search(name))
            or (len(name) <= LONGEST_MODIFIER and introduced)
            or (patterns.service.fullmatch(name) and not _METAPHOR.search(text, max(quoted.start() - 3, 0), quoted.start()))
            or _is_rule(text, quoted, patterns)
        ):
            yield span


def _quoted(text: str) -> list[re.Match[str]]:
    """What stands in quotation marks and may be a name, in those within speech too, in text order."""
    found = list(_QUOTED.finditer(text))
    if "‘" in text:
        found += _NESTED.finditer(text)
        found.sort(key=re.Match[str].start)
    return found


def _said_again(text: str, named: list[Span]) -> Iterator[Span]:
    """Quoted names, and the same in quotation marks elsewhere, where nothing beside them says again what they name."""
    names = {text[span.start : span.end] for span in named}
    yield from (Span(*m.span(1)) for m in _quoted(text) if m[1] in names) if names else ()


def _behind_marks(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    """“三包一”网格化管理模式: a quoted name and what kind of thing that is, where this would be a name by itself."""
    starts = {span.start: span for span in spans}
    for span in starts.values():
        closing = _CLOSED.match(text, span.end)
        kind = starts.get(closing.end()) if closing and text[span.start - 1 : span.start] == "“" else None
        if kind:
            yield Span(span.start - 1, kind.end)


def _is_introduced(text: str, quoted: re.Match[str], patterns: InitiativePatterns) -> bool:
    """推出“…” whatever it is called; 通过“…” where what it is called has the look of a name: 互联网 and 大喇叭 have none."""
    low, opening = max(quoted.start() - 6, 0), quoted.start()
    if patterns.direct.search(text, low, opening):
        return True
    return patterns.weak_direct.search(text, low, opening) is not None and _COINED.search(quoted.group(1)) is not None


def _is_told_of(text: str, quoted: re.Match[str], patterns: InitiativePatterns) -> bool:
    """“…”的工作机制 whatever it is called; “…、…”的响应模式 where it is a list of what is done."""
    of = patterns.quoted_of.match(text, quoted.end(), quoted.end() + _TAIL)
    return of is not None and (not of["listed"] or "、" in quoted.group(1))


def _is_rule(text: str, quoted: re.Match[str], patterns: InitiativePatterns) -> bool:
    """按照“当日清”要求: a short name of a rule that one works by; what is longer is a slogan, and so is 应检尽检."""
    short = _RULE.fullmatch(quoted.group(1)) is not None
    return short and patterns.rule_behind.match(text, quoted.end()) is not None and text.endswith("按照", 0, quoted.start())


def _listed_policies(text: str) -> Iterator[Span]:
    """减税10条、稳岗8条: sets of measures that stand in a row."""
    if _LISTED_POLICY.search(text):
        for row in _POLICY_ROW.finditer(text):
            yield from (Span(*policy.span()) for policy in _POLICY.finditer(text, *row.span()))


def _spelled_out(text: str) -> Iterator[tuple[Span, str]]:
    """A quoted list that spells out a numbered name of the same article bears that name: 四个到位 for “人员到位、物资到位、…”."""
    numbered = {(_NUMBER[n], word): f"{n}个{word}" for n, word in _NUMBERED.findall(text)}
    if not numbered:
        return
    for quoted in _QUOTED.finditer(text):
        parts = quoted.group(1).split("、")
        for word in {parts[0][:2], parts[0][-2:]}:
            if (len(parts), word) in numbered and all(p.startswith(word) or p.endswith(word) for p in parts):
                yield Span(*quoted.span(1)), numbered[len(parts), word]


def _longest(spans: list[Span]) -> list[Span]:
    """Of spans that overlap the longest, the first of equals; sorted."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, s.start - s.end)):
        if kept and span.start < kept[-1].end:
            if span.end - span.start > kept[-1].end - kept[-1].start:
                kept[-1] = span
        else:
            kept.append(span)
    return kept
