"""The words of `vocabulary/general/spelt_names.tsv` as patterns, compiled once per vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.body_deeds import BodyDeeds, compile_body_deeds
from kaozheng.tasks.vocabulary import Vocabulary, built_once

_HAN = "\u4e00-\u9fff"
_NUMBER = "(?:\\d{1,4}|[一二三四五六七八九十百两]{1,3})"
# 阿婆粉店 or “小城故事”书吧 in a list of businesses
_MEMBER = f"(?:“[^“”，。；、\n]{{2,12}}”[{_HAN}]{{0,6}}|[{_HAN}A-Za-z0-9·]{{2,14}})"


@dataclass(frozen=True, eq=False)
class Spelling:
    """What names look like that are spelt out, by what they are; the file tells what each role of its words means.

    `fields`: 和 and what stands behind it up to the last word of a body, in group 1.
    `town`: a body from the character of its town's level on. `head`: the end of a body, before the character that it shares with an office.
    `site`: a site in group 1 behind what one reaches it by. `listed`: the end of a list of businesses, in `shop` where they are shops,
    and `counted` what no such list is without.
    `road`: a road with its number. `crossing`: a site on a road, in `road` the end of the road's name.
    `thing`: what a 系统 that is no bodies' ends in. `event`: the rest of an event's name behind a place's.
    `branches`: the rest of a list of branches that places have given their names (湖滨、河东两个派出所), or of
    reservoirs.
    `funds`: a treasury, its level in group 1, before what it does with money.
    `named_thing`: a closing mark behind the name of a thing, and what it is. `its_thing`: what a body that is named has, behind its name.
    """

    fields: re.Pattern[str]
    town: re.Pattern[str]
    head: re.Pattern[str]
    site: re.Pattern[str]
    no_site: re.Pattern[str]
    kept: re.Pattern[str]
    listed: re.Pattern[str]
    counted: re.Pattern[str]
    member: re.Pattern[str]
    road: re.Pattern[str]
    crossing: re.Pattern[str]
    thing: re.Pattern[str]
    event: re.Pattern[str]
    branches: re.Pattern[str]
    named_thing: re.Pattern[str]
    its_thing: re.Pattern[str]
    funds: re.Pattern[str]
    deeds: BodyDeeds


@built_once
def compile_spelling(vocabulary: Vocabulary) -> Spelling:
    entries = vocabulary.entries("spelt_names")

    def word_of(role: str) -> str:
        return any_of(e["word"] for e in entries if e["role"] == role)

    things = {kind: [e["word"] for e in vocabulary.entries("things") if e["kind"] == kind] for kind in ("service", "undertaking", "ware")}
    road, shop = word_of("road"), word_of("shop")
    return Spelling(
        fields=re.compile(f"[和与](?<=[{_HAN}]{{2}}.)(?![省市县区州镇乡])[{_HAN}]{{2,10}}?({word_of('field')})(?![{_HAN}]?[长员])"),
        town=re.compile(
            f"[镇乡](?<![城乡村小古县集全各该本·].)(?![镇村里上街区级政党人长风土贤亲愁])[{_HAN}]{{0,5}}?{word_of('town')}(?![牌台点])"
        ),
        head=re.compile(f"{word_of('head')}(?=长(?![期效远达久江春沙]))"),
        site=re.compile(f"{word_of('reached')}([{_HAN}]{{2,6}}?{word_of('site')})"),
        no_site=re.compile(word_of("no_site")),
        kept=re.compile(word_of("kept")),
        listed=re.compile(f"(?<=、){_MEMBER}等{_NUMBER}[余多]?家[{_HAN}]{{0,6}}?(?:(?P<shop>{shop})|{word_of('business')})"),
        counted=re.compile(f"等{_NUMBER}[余多]?家"),
        member=re.compile(_MEMBER),
        road=re.compile(f"[GSXY]\\d{{1,4}}(?:线|[{_HAN}]{{0,4}}?{road})?|{road}[GSXY]?\\d{{2,4}}线?|(?<!\\d)\\d{{3}}(?:国道|省道|县道)"),
        crossing=re.compile(f"(?P<road>高速(?:公路)?|公路|国道|省道)[{_HAN}]{{1,6}}?{word_of('crossing')}(?![{_HAN}]?[额量国商产贸])"),
        thing=re.compile(f"{word_of('thing')}$"),
        branches=re.compile(
            f"(?:[、和与][{_HAN}]{{2,4}}){{0,6}}(?:{_NUMBER}个{word_of('branch')}|等(?:骨干|大型|重点|主要)?水(?:库|电站))"
        ),
        event=re.compile(f"(?:国际|半程|夏季|冬季|世界)?{word_of('event')}"),
        named_thing=re.compile(f"”{any_of(things['service'] + things['undertaking'])}"),
        its_thing=re.compile(any_of(things["ware"] + things["service"])),
        funds=re.compile(f"(?<![某各])(自治区|省|市|县|区|州)财政(?=[{_HAN}]{{0,4}}?{word_of('funds')})"),
        deeds=compile_body_deeds(vocabulary),
    )
