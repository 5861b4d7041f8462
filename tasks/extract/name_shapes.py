"""What names of people look like: Han names by surname, others by the parts and characters that transliterate them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.vocabulary import Vocabulary, built_once
from kaozheng.tasks.word_model import word_model

_HAN = r"\u4e00-\u9fff"
_NICKNAME = re.compile(rf"(?:[小老阿]?[{_HAN}][某]{{1,2}}|[小老阿][{_HAN}]|([{_HAN}])\1)$")
_FOREIGN = re.compile(rf"[{_HAN}A-Za-z]{{1,12}}(?:[·•][{_HAN}A-Za-z]{{1,12}})+$")
_NO_AUTHOR = re.compile("[工创合写]作者$")
_NO_CREDIT = "(?<=[工创合写])作者|摄影(?:[师家展棚机]|作品|协会)"
_CREDIT_GAP = r"[ \u3000\t]{0,3}"
AFTER_NAME = re.compile(
    r"(?=$|[，。、；：！？\s）)“”《介说表示告指强认带参主出在从为率和等及与的因将向]|[则也还又][说表认称指]|正在|已经"
    "|立即|立刻|随即|马上|迅速|当即|赶[到赴])"
)
_LONGEST_FOREIGN = 12
_LONGEST_RUN = 12
# Of three characters most names are, of four those with a double surname.
_BY_LENGTH = {2: 1.0, 3: 0.0, 4: 0.5}
# A part of so many characters is a name by itself wherever it stands: 宝力道, 吐逊江.
LONG_ELEMENT = 3
# The last characters of titles that people from abroad are named with.
_BEFORE_FOREIGN = "记帅练长统相使席事人员生商友理师手问臣卿"
_LEAST_FOREIGN = 3
_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class NameShapes:
    """What a Chinese name looks like, and the words that introduce names in bylines."""

    surnames: frozenset[str]
    common: frozenset[str]
    nicknames: re.Pattern[str]
    credits: dict[str, bool]
    roles: tuple[str, ...]
    credit_run: re.Pattern[str]
    between: re.Pattern[str]
    photo_run: re.Pattern[str]
    photo_alone: re.Pattern[str]
    signed: re.Pattern[str]
    after_title: re.Pattern[str]
    addressed: re.Pattern[str]
    address: re.Pattern[str]
    one_name: re.Pattern[str]
    speech: re.Pattern[str]
    appointments: frozenset[str]
    words: Mapping[str, float]
    units: frozenset[str]
    elements: re.Pattern[str]
    parts: AhoCorasick
    dotted: re.Pattern[str]
    transliterated: re.Pattern[str]
    sounds: re.Pattern[str]
    set_apart: re.Pattern[str]
    listed: re.Pattern[str]
    thing_behind: re.Pattern[str]

    def plausible(self, word: str) -> bool:
        """Whether a word that the tagger calls a person can be one."""
        word = self.joined(word)
        if _FOREIGN.match(word) or _NICKNAME.match(word):
            return True
        if 2 <= len(word) <= 4 and self.surname(word) is not None:
            return True
        return self.elements.fullmatch(word) is not None

    def joined(self, word: str) -> str:
        """A name without the space that sets its two characters apart in print."""
        return _SPACE.sub("", word)

    def parted(self, run: str) -> list[str]:
        """The names that a run without commas is made of, the likeliest by length (祁连山|母小白); empty where it is none of names."""
        best: dict[int, tuple[float, list[str]]] = {0: (0.0, [])}
        for end in range(2, len(run) + 1):
            for size, cost in _BY_LENGTH.items():
                word = run[max(end - size, 0) : end]
                known = self.surname(word) if end - size in best else None
                if known and (size < 4 or len(known) == 2):
                    halved = run[end - 1 : end + 1] in self.surnames
                    total = best[end - size][0] + cost + (known not in self.common) + 2 * halved
                    if end not in best or total < best[end][0]:
                        best[end] = total, [*best[end - size][1], word]
        return best.get(len(run), (0.0, []))[1]

    def credit_at_end(self, before: str) -> str | None:
        """The word of a credit that a text ends in."""
        if not before.endswith(self.roles) or _NO_AUTHOR.search(before):
            return None
        return next(role for role in self.roles if before.endswith(role))

    def surname(self, word: str) -> str | None:
        if word[:2] in self.surnames and len(word) > 2:
            return word[:2]
        return word[0] if word[0] in self.surnames and len(word) <= 3 else None


@built_once
def compile_shapes(vocabulary: Vocabulary) -> NameShapes:
    surnames = {e["surname"]: e["common"] == "yes" for e in vocabulary.entries("surnames")}
    credits = {e["role"]: e["staff"] == "yes" for e in vocabulary.entries("credits") if e["staff"]}
    surname = any_of(surnames)
    common = "[" + "".join(s for s, usual in surnames.items() if len(s) == 1 and usual) + "]"
    roles = any_of(r for r in credits if len(r) > 1)
    element = any_of(e["element"] for e in vocabulary.entries("name_elements"))
    foreign = "".join(e["character"] for e in vocabulary.entries("transliteration"))
    # 别 of 别克 and 不 of 阿不都 transliterate but in these parts: 古丽别克·买买提江.
    part = any_of(e["element"] for e in vocabulary.entries("name_elements") if set(e["element"]) - set(foreign))
    sound = rf"(?:{part}|[{foreign}]){{1,{_LONGEST_FOREIGN}}}"
    one = rf"(?:{element}{{1,3}}|{surname}(?:[{_HAN}]{{1,2}}|[ \u3000]{{1,2}}[{_HAN}]))"
    listed = rf"{_CREDIT_GAP}[、,，]?{_CREDIT_GAP}(?!{roles}){one}(?=$|[\s、,，）)/／。；;]|{roles})"
    # 工作者 is no 作者, 摄影师 no 摄影.
    role = rf"(?!{_NO_CREDIT})(?P<role>{roles})"
    run = rf"{role}(?:[/／]?(?:{roles}))?[：:/／]?(?P<names>(?:{listed}){{1,6}})"
    kin = any_of(e["word"] for e in vocabulary.entries("forms_of_address"))
    return NameShapes(
        frozenset(surnames),
        frozenset(s for s, usual in surnames.items() if usual),
        re.compile(f"[老小]{common}"),
        credits,
        tuple(sorted((r for r in credits if len(r) > 1), key=len, reverse=True)),
        re.compile(run),
        re.compile(
            rf"(?P<role>{roles})[：:/／ \u3000]{{1,3}}(?P<name>(?!{roles})[{_HAN}]{{2,3}})"
            rf"(?=[ \u3000]{{1,3}}(?:{roles}|{one}(?:[\s）)]|\Z)))"
        ),
        re.compile(rf"(?P<role>{roles})(?P<names>(?:(?!{roles})[{_HAN}]){{4,{_LONGEST_RUN}}}?)摄(?![氏影像取制录入])"),
        re.compile(rf"(?<=[。！？])(?P<name>{surname}[{_HAN}]{{1,2}})摄\Z"),
        re.compile(rf"[。！？”]\s{{0,40}}（(?P<names>{one}(?:[ \u3000、]{{1,3}}{one}){{0,3}})）\Z"),
        re.compile(rf"{common}[{_HAN}]{{1,2}}?{AFTER_NAME.pattern}"),
        re.compile(rf"{common}{kin}"),
        re.compile(kin),
        re.compile(one),
        re.compile(any_of(e["verb"] for e in vocabulary.entries("speech_verbs"))),
        frozenset(e["verb"] for e in vocabulary.entries("appointment_verbs")),
        word_model(vocabulary).words,
        frozenset(e["unit"] for e in vocabulary.entries("units")),
        re.compile(rf"{element}{{1,3}}[{foreign}]?"),
        AhoCorasick(sorted({e["element"] for e in vocabulary.entries("name_elements")}), matchkind=MatchKind.LeftmostLongest),
        re.compile(rf"{sound}(?:[·•]{sound})+"),
        re.compile(rf"[{foreign}](?<=[{_BEFORE_FOREIGN}].)[{foreign}]{{{_LEAST_FOREIGN - 1},{_LONGEST_FOREIGN - 1}}}{AFTER_NAME.pattern}"),
        re.compile(f"[{foreign}]{{2,5}}"),
        re.compile(rf"[ \u3000](?P<name>{surname}[{_HAN}]{{1,2}})(?=[ \u3000]{{1,2}}[\d（]|[ \u3000]{{0,2}}(?:\n|$))"),
        re.compile(rf"(?:\A|\n)(?P<name>{one})(?:（[^（）\n]{{1,8}}）)?[ \u3000]{{1,4}}(?P<rest>[{_HAN}（）“”·、]{{3,40}})(?=\n|\Z)"),
        # 苗苗通小程序, 霞客杯
        re.compile(rf"{any_of(e['word'] for e in vocabulary.entries('things') if e['kind'] == 'service')}|杯(?![{_HAN}])"),
    )
