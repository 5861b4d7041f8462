"""What the names of initiatives look like, compiled from the vocabulary.

Known names, suffixes with their forms, and the shapes that names of measures take (一企一策, 五包五讲, 二级响应).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.vocabulary import Vocabulary, built_once

_HAN = r"[\u4e00-\u9fff]"
_NUMERAL = "一二三四五六七八九十"

SHAPES = re.compile(
    "|".join(
        (
            # 一企一策, 一人一档一策: these ends make any 一…一… a name
            rf"一{_HAN}{{1,3}}?一(?:策|档案|档|册|台账|方案|专员|专班|清单|预案|码)(?:一(?:策|档|码|卡|团队|方案))?",
            # 一日一会诊, 一案一评: others only for those that measures are for
            r"一[企人户院县市区村镇校店厂园家案项病例患库河湖品楼岗事线行船车街巷栋周]一"
            r"(?:方|案|卡|表|专人|评|校|团队|会诊|调度|通报|图|账|证|链|员|指南|导师)",
            r"一[日病重]{1,2}[例症]?一(?:会诊|调度|通报|团队|方案)",
            # 五包五讲五到户, 三包三保
            rf"(?P<n>[三四五六七八九])[包查访帮联保送访进必严不防管问定促][{'讲查访帮联保送进必严不防管问定促到清稳'}{_NUMERAL}]?(?P=n){_HAN}{{1,2}}(?:(?P=n){_HAN}{{1,3}}?(?=[”、，。；\n]|工作|机制|体系|制度|要求|模式))?",
            # 一验证二测温三登记四消毒
            rf"一{_HAN}{{1,4}}[、，]?二{_HAN}{{1,4}}[、，]?三{_HAN}{{1,4}}(?:[、，]?四{_HAN}{{1,3}})?(?:[、，]?五{_HAN}{{1,3}})?",
            # 早发现、早隔离、早治疗
            rf"早{_HAN}{{2}}(?:、早{_HAN}{{2}}){{1,4}}",
            # 分区分级精准化管控, 网格化管理
            rf"(?:分区|分级|分类|分层|分时|闭环|封闭式?|网格化|精细化|全周期|扁平化){_HAN}{{0,6}}?(?:管理|管控)",
            # 大数据网格化流调排查, “梳篦子”式大排查
            rf"(?:大数据)?网格化{_HAN}{{0,4}}排查|“?(?:地毯|拉网|梳篦子?|兜底|过筛){_HAN}{{0,2}}”?式{_HAN}{{0,2}}排查|“{_HAN}{{2,4}}”式{_HAN}{{0,2}}排查",
            # 智慧城管平台
            rf"智慧{_HAN}{{1,6}}?平台",
            # 支持复工复产9条
            rf"(?<=[、，。\n”])(?:支持|保障|稳|促|惠|纾困|助企){_HAN}{{1,9}}\d{{1,3}}条",
        )
    )
)

SHAPE_ENDS = re.compile(r"[一二三四ⅠⅡⅢⅣI]{1,3}级(?:应急)?响应|(?:政策|措施|意见|举措)\d{1,3}条")
"""What names of responses (防汛四级应急响应) and of sets of measures (惠企政策20条) end in."""


@dataclass(frozen=True)
class InitiativePatterns:
    """Compiled patterns, by what they find.

    `known`: names as they stand in the vocabulary. `suffix`: the end of a named, verbed or opened one, its form in `form`.
    `cut`: all that can't belong to the modifier of a suffix. `verb_end`: the verb that a form needs before it. `quoted_tail`: what follows
    a closing mark and makes what was quoted a name. `quoted_end`: the end of a quoted name that tells by itself. `direct`: a verb right
    before an opening mark.
    """

    known: AhoCorasick
    suffix: re.Pattern[str]
    form: dict[str, str]
    cut: re.Pattern[str]
    verb_end: dict[str, re.Pattern[str]]
    generic: re.Pattern[str]
    political: frozenset[str]
    quoted_tail: re.Pattern[str]
    quoted_end: re.Pattern[str]
    direct: re.Pattern[str]


@built_once
def compile_initiatives(vocabulary: Vocabulary) -> InitiativePatterns:
    suffixes = vocabulary.entries("initiative_suffixes")
    verbs = vocabulary.entries("initiative_verbs")
    generic = vocabulary.entries("initiative_generic")
    form = {e["suffix"]: e["form"] for e in suffixes if e["form"] in ("named", "verbed", "opened")}
    quoted, weak = ([e["suffix"] for e in suffixes if e["form"] == f] for f in ("quoted", "weak"))
    every_verb = _either(e["verb"] for e in verbs)
    opening_verb = _either(e["verb"] for e in verbs if e["opens"])
    return InitiativePatterns(
        known=AhoCorasick(sorted({e["name"] for e in vocabulary.entries("initiatives")}), matchkind=MatchKind.LeftmostLongest),
        suffix=re.compile(_either(form)),
        form=form,
        cut=re.compile(rf".*(?:(?:{every_verb})起?|(?<!目)的|[了着以对将把按为向与和及等从]|在(?!线))", re.S),
        verb_end={
            "verbed": re.compile(rf"(?:{every_verb})[了起]?$"),
            "opened": re.compile(rf"(?:{opening_verb})了?$"),
        },
        generic=re.compile(rf"(?:{_either(e['word'] for e in generic if e['kind'] == 'modifier')})+"),
        political=frozenset(e["word"] for e in generic if e["kind"] == "political"),
        quoted_tail=re.compile(rf"(?:等)?(?!的){_HAN}{{0,5}}?(?:(?P<weak>{_either(weak)})|{_either(quoted)})"),
        quoted_end=re.compile(rf"..+(?:{_either(s for s in (*quoted, *weak) if len(s) > 1)}|制|令)$"),
        direct=re.compile(rf"(?:{_either(e['verb'] for e in verbs if e['direct'])}|小程序|平台|APP|App)了?$"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=lambda w: (-len(w), w))))
