"""What bodies do to bodies and people, the words of `vocabulary/general/body_deeds.tsv`, as patterns compiled once per vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_HAN = "\u4e00-\u9fff"
_LEVELS = "省市县区州旗"
# The last characters of bodies that 和 or 与 can join to another.
_ENDS = "馆院局厅会司团学心行队府社台"
# A giver before 向 (海工集团|向|市红十字会).
_WHOLE = "(?:集团|公司|银行|商会|协会|大学|医院|学校)"
# 与县医院、县中学合作; but 与会, 同时
_LEADS = "[与同跟向对从在到](?![会时学校场业职口])"
# The verbs whose object a body is.
_TO_WHOM = ("acts on", "goes", "sends", "told")
# 县公安局联合执法大队 is one body.
_ONE_BODY = "(?:执法|指挥|检查|调查|督[查导]|工作|惩戒|作战|救援|防控|党|会|总|国|大学|医院|实验|办)"
_OFFICE = "(?:常务)?副?(?:书记|主任|主席|秘书长)"


@dataclass(frozen=True, eq=False)
class BodyDeeds:
    """Deeds beside the names of bodies.

    `drawn`: what a tagger draws to a name that it is none of: a verb, in `sends` one behind a place, or in `office` the title behind a
    committee. `sending`: what sends people, between a body and them. `set_up`: the end of what sets up or sends out the body behind
    it. `through`: what stands before a body by way of which something is given, `onward` what
    then stands behind it, and `passes_on` what does behind one that 由 stands before. `sent_from_home`: a clause that but sends or assigns
    the people behind it. `taken`: behind a
    person what somebody else gives. `of_kin`: what makes another of whoever is named before (的妻子), `with_kin`: what stands between two
    who are family (和妻子). `of_two_fields`: in `name` two fields joined by 和, behind what sets up a body of both. `joins`: what
    stands before a body that one acts with, `acted_on` before one that is but met or gone to, `by_order` before one by whose order
    something is done, with `ordered` the rest of the clause; `approved`: behind 经 and a body that only allowed it. `led_list`: from
    the beginning of a clause on, what leads a list of bodies with whom, to whom or where something is done;
    `partner`: behind 和 and a body that one acts with. `calls_on`: the words of what is done to people or bodies.
    """

    drawn: re.Pattern[str]
    sending: re.Pattern[str]
    set_up: re.Pattern[str]
    through: tuple[str, ...]
    onward: re.Pattern[str]
    passes_on: re.Pattern[str]
    sent_from_home: re.Pattern[str]
    taken: re.Pattern[str]
    of_kin: re.Pattern[str]
    with_kin: re.Pattern[str]
    of_two_fields: re.Pattern[str]
    joins: tuple[str, ...]
    acted_on: tuple[str, ...]
    by_order: tuple[str, ...]
    ordered: re.Pattern[str]
    approved: re.Pattern[str]
    led_list: re.Pattern[str]
    partner: re.Pattern[str]
    calls_on: frozenset[str]


@built_once
def compile_body_deeds(vocabulary: Vocabulary) -> BodyDeeds:
    entries = vocabulary.entries("body_deeds")

    def words(*roles: str) -> str:
        return any_of(e["word"] for e in entries if e["role"] in roles)

    together, sends, sets_up = words("joins", "involves"), words("sends"), words("sends", "founds")

    def endings(role: str) -> tuple[str, ...]:
        return tuple(e["word"] for e in entries if e["role"] == role)

    through = endings("through")
    kin = any_of(e["word"] for e in vocabulary.entries("kin"))
    return BodyDeeds(
        drawn=re.compile(
            rf"(?:{together}|[和与及兼])(?=[{_LEVELS}镇][{_HAN}])(?!(?<![镇乡]).县)"
            rf"|(?<=..[{_ENDS}]){words('joins')}(?=[{_HAN}]{{2,5}}[{_LEVELS}镇乡]|$)"
            rf"|(?<=..[{_ENDS}])(?!联合{_ONE_BODY}){words('joins')}(?=[{_HAN}]{{3,12}}[{_ENDS}所]$)"
            rf"|(?<={_WHOLE})(?:[向给]|{any_of(word for word in through if len(word) > 1)})(?=[{_HAN}]{{3}}|$)"
            rf"|(?<={_WHOLE})经(?=[{_LEVELS}][{_HAN}]{{2}})"
            rf"|(?<=..[{_ENDS}])[和与](?=[{_HAN}]{{3,12}}[{_ENDS}校]$)(?<!文学.)(?<!数学.)(?<!科学.)"
            rf"|(?<=[一二三四五六七八九十]中)[和与](?=[{_HAN}]{{2,12}}中$)"
            rf"|(?<=..[{_ENDS}])[和与]$"
            rf"|(?P<sends>(?<=.[{_LEVELS}]){sets_up}(?!所|机构|法庭|单位|机关))"
            rf"|(?P<office>(?<=[委会]){_OFFICE}$)"
        ),
        sending=re.compile(rf"(?:先后|紧急|迅速|立即|随即|共|还|已)*{sends}"),
        through=through,
        onward=re.compile(f"[向给为]|{words('onward')}"),
        passes_on=re.compile(words("onward")),
        set_up=re.compile(f"{sets_up}了?$"),
        sent_from_home=re.compile(rf"(?:^|[，。；\n])(?:共|并|先后|已)?{words('sends', 'assigns')}$"),
        taken=re.compile(rf"[^，。；\n]{{0,4}}?{words('takes')}[了过到]?[^，。；\n的给后\d]{{0,8}}(?:送来的)?"),
        of_kin=re.compile(rf"的{kin}|{any_of(e['word'] for e in vocabulary.entries('kin') if e['alone'] == 'yes')}"),
        with_kin=re.compile(f"[、和与同及]?(?:其|[他她]的?)?{kin}"),
        of_two_fields=re.compile(f"{words('founds', 'makes up')}了?(?P<name>[{_HAN}]{{2,8}}[和与][{_HAN}]{{2,12}})"),
        joins=endings("joins") + endings("involves"),
        acted_on=tuple(word + particle for role in _TO_WHOM for word in endings(role) for particle in ("", "了")),
        by_order=endings("by order"),
        ordered=re.compile(r"(?:、[^，。；\n\d《]{2,12})?(?:《[^》\n]{2,60}》)?[^，。；\n\d]{0,16}(?=，)"),
        approved=re.compile(rf"[^，。；\n\d]{{0,16}}?{words('approved')}"),
        led_list=re.compile(
            rf"(?:(?:^|[，。；：！？\n])(?:先后|还|又|并|已|再)?(?:{_LEADS}|{words('joins', 'involves')})|{words(*_TO_WHOM)})"
            r"(?:[^，。；：！？\n\d、]{1,24}、){0,6}$"
        ),
        partner=re.compile(words("partner")),
        calls_on=frozenset(e["word"] for e in entries if e["role"] in (*_TO_WHOM, "calls on", "joins", "involves")),
    )
