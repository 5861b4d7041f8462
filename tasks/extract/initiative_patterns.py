"""What the names of initiatives look like, compiled from the vocabulary.

Known names, suffixes with their forms, and the shapes that names of measures take (一企一策, 五包五讲, 二级响应).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_HAN = r"[\u4e00-\u9fff]"
# 县长制定方案: another word begins with 制, but 机制成员 are members.
_GOES_ON = r"(?<!制(?=[定止作服造约裁]))(?<!(?<!机)制(?=成))"


class Shape(NamedTuple):
    """What a name looks like, and characters without which a text holds none that does: few texts need be searched for many shapes."""

    pattern: re.Pattern[str]
    needs: str

    def spans(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in self.pattern.finditer(text)] if self.needs in text else []


@dataclass(frozen=True)
class InitiativePatterns:
    """Compiled patterns, by what they find.

    `known`: names as they stand in the vocabulary. `shapes`: what whole names look like (一企一策); `shape_ends`: what names of
    sets of measures and of levels end in (防汛四级应急响应), each with its `cut`. `suffix`: the end of a named, verbed or opened one,
    its form in `form`. `generic`: what names nothing in a modifier. `no_name_behind`: what follows a known name that it is
    but part of (外防输入压力). `cut`: all that can't belong to the modifier of a suffix. `verb_end`: the verb that a form needs
    before it. `quoted_tail`: what follows a closing mark and makes what was quoted a name. `quoted_ends`: ends of quoted names that
    tell by themselves; `no_quoted_end`: what looks like one and is none. `quoted_of`: what follows a closing mark and 的 and makes a
    name of what was quoted (“…”的工作机制). `no_frame`: what follows a closing mark and tells that no measure was quoted. `day`: the end
    of the name of a day. `at_end`: a verb that may end a modifier (文明县城创建行动). `service`: a quoted name of a line (“山海快线”).
    `rule_behind`: what follows the name of a rule (按照“日清”要求). `direct`: a verb right before an opening mark; `weak_direct`: one
    behind which the name must have the look of one.
    """

    known: AhoCorasick
    shapes: tuple[Shape, ...]
    shape_ends: tuple[tuple[Shape, re.Pattern[str]], ...]
    suffix: re.Pattern[str]
    form: dict[str, str]
    cut: re.Pattern[str]
    verb_end: dict[str, re.Pattern[str]]
    generic: re.Pattern[str]
    no_name_behind: re.Pattern[str]
    not_names: frozenset[str]
    at_end: re.Pattern[str]
    quoted_tail: re.Pattern[str]
    quoted_of: re.Pattern[str]
    no_frame: re.Pattern[str]
    day: re.Pattern[str]
    quoted_ends: tuple[str, ...]
    no_quoted_end: re.Pattern[str]
    service: re.Pattern[str]
    rule_behind: re.Pattern[str]
    direct: re.Pattern[str]
    weak_direct: re.Pattern[str]


@built_once
def compile_initiatives(vocabulary: Vocabulary) -> InitiativePatterns:
    suffixes = vocabulary.entries("initiative_suffixes")
    verbs = vocabulary.entries("initiative_verbs")
    generic = vocabulary.entries("initiative_generic")
    form = {e["suffix"]: e["form"] for e in suffixes if e["form"] in ("named", "verbed", "opened")}
    form |= {f"{suffix}度": kind for suffix, kind in form.items() if suffix.endswith("制")}
    quoted, weak = ([e["suffix"] for e in suffixes if e["form"] == f] for f in ("quoted", "weak"))
    no_part = {e["verb"] for e in verbs} | {e["word"] for e in generic if e["kind"] == "before"}
    changed = {e["word"] for e in generic if e["kind"] == "changed"}
    cut = _cut(no_part)
    many = any_of(e["word"] for e in generic if e["kind"] == "many")
    no_end, day, event, frame = (any_of(e["word"] for e in generic if e["kind"] == kind) for kind in ("end", "day", "event", "frame"))
    opening_verb = any_of(e["verb"] for e in verbs if e["opens"])
    return InitiativePatterns(
        known=AhoCorasick(sorted({e["name"] for e in vocabulary.entries("initiatives")}), matchkind=MatchKind.LeftmostLongest),
        shapes=tuple(_shapes(vocabulary, "whole")),
        shape_ends=(
            *((shape, cut) for shape in _shapes(vocabulary, "end")),
            *((shape, _cut(no_part | changed)) for shape in _shapes(vocabulary, "level")),
        ),
        suffix=re.compile(rf"{any_of(form)}{_GOES_ON}"),
        form=form,
        cut=cut,
        verb_end={
            "verbed": re.compile(rf"(?:{any_of(e['verb'] for e in verbs if not e['frame'])})[了起]?$"),
            "opened": re.compile(rf"(?:{opening_verb})了?$"),
        },
        generic=re.compile(rf"^{many}.*|(?:{any_of(e['word'] for e in generic if e['kind'] == 'modifier')})+"),
        no_name_behind=re.compile(any_of(e["word"] for e in generic if e["kind"] == "behind")),
        not_names=frozenset(e["word"] for e in generic if e["kind"] in ("political", "figure")),
        at_end=re.compile(rf"(?:{any_of(e['verb'] for e in verbs if e['at_end'])})$"),
        quoted_tail=re.compile(
            rf"(?:等)?(?!的)(?:{_HAN}{{0,14}}?专项{_HAN}{{0,4}}?行动|{_HAN}{{0,5}}?"
            rf"(?:(?P<weak>{any_of(weak)})|{any_of(s for s in quoted if len(s) > 1)})"
            rf"|{_HAN}{{6,9}}?(?P<far>活动|行动)|{_HAN}?{any_of(s for s in quoted if len(s) == 1)}(?![点口车牌人]))"
        ),
        quoted_of=re.compile(rf"的(?:(?:工作)?(?:机制|制度|工作法)|(?P<listed>{_HAN}{{0,10}}?(?:机制|模式)))"),
        no_frame=re.compile(rf"{event}|(?:等)?(?:[0-9一二两三四五六七八九十]+[类种项个大])?{_HAN}{{0,2}}?{frame}"),
        day=re.compile(rf"(?:{day})$"),
        quoted_ends=tuple([s for s in (*quoted, *weak) if len(s) > 1] + list("制令贷码券险")),
        no_quoted_end=re.compile(f"{no_end}$"),
        service=re.compile(rf"{_HAN}{{2,6}}{any_of(e['suffix'] for e in suffixes if e['form'] == 'service')}"),
        rule_behind=re.compile(any_of(e["suffix"] for e in suffixes if e["form"] == "rule")),
        direct=re.compile(rf"(?:{any_of(e['verb'] for e in verbs if e['direct'] == 'yes')}|小程序|平台|APP|App)[了起]?$"),
        weak_direct=re.compile(rf"(?:{any_of(e['verb'] for e in verbs if e['direct'] == 'weak')})了?$"),
    )


def _shapes(vocabulary: Vocabulary, role: str) -> list[Shape]:
    entries = [e for e in vocabulary.entries("initiative_shapes") if e["role"] == role]
    return [Shape(re.compile(e["shape"].replace("~", _HAN)), e["needs"]) for e in entries]


def _cut(no_part: Iterable[str]) -> re.Pattern[str]:
    """All up to the last word or character that can't belong to a modifier."""
    particle = r"\A自(?![然主治愿贸由动])|(?<!目)的|[了着以对将把按为向与和及等从暨]|(?<![自理缘事])由|(?<![植棉])被|(?<![数证])据|在(?!线)"
    return re.compile(rf".*(?:{any_of(no_part)}[了起]?|{particle})", re.S)
