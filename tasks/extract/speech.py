"""The grammar of reported speech, compiled from the vocabulary: which words beside quotation marks make what they hold somebody's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.vocabulary import Vocabulary, built_once

# A verb of one character is taken only where no word goes on: 小说, 说明, 学问, 问题 are no speech.
_SHORT_VERB = r"(?<![小学传据听俗解演论劝游述诉访顾请询疑回应知报街通频渠轨隧])(?:{verbs})(?![明服法辞不来到题候卷世路理德具])"
# 新闻发言人, 倡议书: a noun that a verb begins.
_NO_NOUN = "(?!(?<=发言)[人稿席]|书)"
_CLAUSE = r"[^，。；：！？!?;:\n“”「」]"


@dataclass(frozen=True)
class SpeechGrammar:
    """Compiled patterns. Those named `..._before` are searched in the text up to an opening mark, the others behind a closing one.

    `label` is what follows a name (“…”专项行动), and `labels` all that may end one. What ends as a sentence takes more, `label_of`
    (“…！”的横幅), for 工作 may begin 工作人员某某说.
    `pronoun` ends where the verb begins, `pronoun_acts` begins a clause (她买了两盏，“…”).
    """

    verb_before: re.Pattern[str]
    colon_before: re.Pattern[str]
    label_before: re.Pattern[str]
    proverb_before: re.Pattern[str]
    verb: re.Pattern[str]
    told: re.Pattern[str]
    own_words: re.Pattern[str]
    label: re.Pattern[str]
    label_of: re.Pattern[str]
    labels: tuple[str, ...]
    role: re.Pattern[str]
    roles: tuple[str, ...]
    office: re.Pattern[str]
    nobody: re.Pattern[str]
    again: re.Pattern[str]
    credits: frozenset[str]
    pronoun: re.Pattern[str]
    pronoun_acts: re.Pattern[str]
    of_kin: re.Pattern[str]
    kinship: re.Pattern[str]
    kin_speaks: re.Pattern[str]


@built_once
def compile_speech(vocabulary: Vocabulary) -> SpeechGrammar:
    verbs = vocabulary.entries("speech_verbs")
    say, state, shown = (_verb_pattern([e["verb"] for e in verbs if e["strength"] == s]) for s in ("say", "state", "shown"))
    nouns = any_of(e["noun"] for e in vocabulary.entries("speech_nouns"))
    labels = vocabulary.entries("quote_labels")
    roles = tuple(e["role"] for e in vocabulary.entries("speaker_roles"))
    some_role = any_of(roles)
    subjects = vocabulary.entries("nameless_subjects")
    kin, alone = (any_of(e["word"] for e in vocabulary.entries("kin") if e["alone"] in uses) for uses in (("yes", "no"), ("yes",)))
    device = any_of(e["noun"] for e in subjects if e["kind"] == "device")
    before = any_of(e["label"] for e in labels if e["place"] == "before")
    after = any_of(e["label"] for e in labels if e["place"] == "after")
    return SpeechGrammar(
        verb_before=re.compile(
            rf"(?:(?P<say>{say})|(?P<state>{state})|(?P<shown>{shown}))(?:[了着过]|记者|大家|众人|自己|[他她我](?:们)?)?(?P<mark>[：:，,]?)\s*$"
        ),
        colon_before=re.compile(r"[：:]\s*$"),
        label_before=re.compile(rf"(?:{before})(?:是|为)?[：:]?\s*$"),
        proverb_before=re.compile(rf"(?:{any_of(e['noun'] for e in subjects if e['kind'] == 'proverb')}){_CLAUSE}{{0,6}}[：:，,]?\s*$"),
        verb=re.compile(rf"(?P<say>{say})|(?P<state>{state})"),
        told=re.compile(rf"(?:{any_of(e['verb'] for e in verbs if e['told'])})[了过着]?$"),
        own_words=re.compile(rf"(?:这|那)?(?:就)?是?(?P<whose>{_CLAUSE}{{0,40}}?)的{_CLAUSE}{{0,6}}?(?:{nouns})(?<!话(?=[题剧筒费机务]))"),
        label=re.compile(rf"(?:{_CLAUSE}{{0,4}}?)(?:{after})"),
        label_of=re.compile(rf"(?:这一|这个|这[张块条首]|为|的){_CLAUSE}{{0,4}}?(?:{after})"),
        labels=tuple(e["label"] for e in labels if e["place"] == "after"),
        role=re.compile(rf"(?P<phrase>[\u4e00-\u9fff]{{0,20}}?{some_role})$"),
        roles=roles,
        office=re.compile(rf"{some_role}$"),
        nobody=re.compile(rf"(?:{any_of(e['noun'] for e in subjects if e['kind'] != 'again')}){_CLAUSE}{{0,6}}$"),
        again=re.compile(rf"(?:这[位名个])?(?P<noun>{any_of(e['noun'] for e in subjects if e['kind'] == 'again')})(?!们)"),
        credits=frozenset(e["role"] for e in vocabulary.entries("credits") if e["staff"]),
        # 他媳妇 is another, and so is 李红4岁的儿子; 李明的手机 is nobody.
        pronoun=re.compile(rf"(?<![其])[他她](?!们|人|乡|日|的|{kin})[^，。；：“”]{{0,10}}$"),
        pronoun_acts=re.compile(rf"(?:^|(?<=[，。！？”\n]))[他她](?!们|人|乡|日|的|{kin})"),
        of_kin=re.compile(rf"(?:[0-9一二三四五六七八九十]+岁)?[多半]?的{kin}|{alone}|的?{device}"),
        kinship=re.compile(kin),
        # 丈夫担心地问。他又说: who 他 is has no name.
        kin_speaks=re.compile(rf"(?:^|(?<=[，。！？”\n])){alone}(?!的)"),
    )


def _verb_pattern(words: Sequence[str]) -> str:
    short = {w for w in words if len(w) == 1}
    long = f"(?:{any_of(set(words) - short)}){_NO_NOUN}"
    return rf"{long}|{_SHORT_VERB.format(verbs='|'.join(sorted(short)))}" if short else long
