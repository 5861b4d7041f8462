"""The words of `vocabulary/general/link_cues.tsv` as patterns, compiled once per vocabulary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kaozheng.tasks.extract.alternations import any_of
from kaozheng.tasks.extract.belonging import compile_holders
from kaozheng.tasks.vocabulary import Vocabulary, built_once

# 邵阳县等20个县: what stands before 等 is an example of what is counted.
_EXAMPLE = r"(?:、[^，。；、\n]{1,10}){0,4}等\s?(?:\d|[一二三四五六七八九十百数多]{1,3}[个家人名位])"

# 终南山森林康养等32个项目, 百果园公路、两河口水库等6个工程: so does the name that an example begins with.
_ITEM_OF_EXAMPLES = (
    r"[^，。；：、\n\d内里中的]{0,10}(?:、[^，。；：、\n]{1,16}){0,6}等(?:\d|[一二三四五六七八九十]{1,3}[个家项条座处])"
    r"|[两三四五六七八九十]{1,2}[个处家座条所]"
)

# 全市, 我省, 该县, 整个社区, by their first character: a search for one goes at several times the speed of one for any of some.
_NEAR_PRONOUNS = (
    r"|(?<=[该这个])(省|自治区|市|区|州|盟|县|旗|镇|乡|村|街道|社区|小区|园区|开发区|高新区|经开区|港|口岸|机场|景区)(?![长委级场容])"
)
_OWN_PRONOUNS = r"(?<=[全我本])(省|自治区|市|区|州|盟|县|旗|镇|乡|村|街道|社区)(?![长委区级场民容值域镇])"
_NO_COUNTRY = r"(国)(?![人政首率最第优先劳文重百统知唯各一]|道(?!路)|工商|总工会|妇联)"
_OPENINGS = "全我本该这整"
# 4月10日开工的项目共30个: what was begun is what is counted.
_COUNTED_NOUN = r"[^，。；\n\d]{1,10}?\d[\d.]*[万余多]{0,2}[个家座处所条项栋间台套名户](?=[，。；、])"
_JOINED_BY = frozenset("和及与")
_FORMULA = 16
_NUMERALS = "一二两三四五六七八九十百"


@dataclass(frozen=True, eq=False)
class LinkCues:
    """What words beside a place, a date or a body say of it; the file tells what each role means.

    Tuples hold words that end something or stand before what they tell of, for `str.endswith`; patterns match behind it. Sets hold the
    characters without which there is nothing to look for. `together`: what stands between bodies or places that act as one. `credited`:
    the roles of those who wrote the article. `all_provinces`: what stands before the one body that the country is summed up with.
    `bare_bodies`: words that stand for a body named before, where they open a clause, and the ends of names of such bodies.
    """

    destination: tuple[str, ...]
    example: re.Pattern[str]
    together: re.Pattern[str]
    beside: re.Pattern[str]
    beside_openings: frozenset[str]
    beside_before: tuple[str, ...]
    beside_before_ends: frozenset[str]
    ranked_in: tuple[str, ...]
    departed: re.Pattern[str]
    origin: re.Pattern[str]
    launch: re.Pattern[str]
    used: re.Pattern[str]
    awaited: tuple[str, ...]
    deed: re.Pattern[str]
    report: re.Pattern[str]
    heard: re.Pattern[str]
    learnt: re.Pattern[str]
    persons_again: re.Pattern[str]
    writer: re.Pattern[str]
    orders: re.Pattern[str]
    sending: re.Pattern[str]
    running: re.Pattern[str]
    firm: tuple[str, ...]
    site: tuple[str, ...]
    road: tuple[str, ...]
    sent_by: tuple[str, ...]
    partner: tuple[str, ...]
    sight: tuple[str, ...]
    route: tuple[str, ...]
    gathering: tuple[str, ...]
    branch: re.Pattern[str]
    nations: tuple[str, ...]
    provinces: tuple[str, ...]
    all_provinces: re.Pattern[str]
    media: tuple[str, ...]
    credited: tuple[str, ...]
    pronouns: tuple[re.Pattern[str], ...]
    founded: re.Pattern[str]
    begun_noun: re.Pattern[str]
    days_since: re.Pattern[str]
    put_off: re.Pattern[str]
    held: tuple[str, ...]
    now: frozenset[str]
    trait: re.Pattern[str]
    capacity: re.Pattern[str]
    stock: re.Pattern[str]
    first_day: re.Pattern[str]
    scene: re.Pattern[str]
    in_turn: re.Pattern[str]
    giving: re.Pattern[str]
    receiving: re.Pattern[str]
    house: re.Pattern[str]
    authority: tuple[str, ...]
    gauge: re.Pattern[str]
    gauged: tuple[str, ...]
    county_body: tuple[str, ...]
    zone: tuple[str, ...]
    ruled_zone: tuple[str, ...]
    central: frozenset[str]
    counted_bodies: tuple[tuple[str, str, str], ...]
    counted_body: re.Pattern[str]
    examples: re.Pattern[str]
    bare_bodies: Mapping[str, tuple[str, ...]]

    def sums_up(self, text: str, start: int) -> bool:
        """Whether the name that starts there is what all provinces are summed up with: 31个省（区、市）和新疆生产建设兵团."""
        return text[start - 1 : start] in _JOINED_BY and self.all_provinces.search(text, max(start - _FORMULA, 0), start) is not None


@built_once
def compile_link_cues(vocabulary: Vocabulary) -> LinkCues:
    entries = vocabulary.entries("link_cues")

    def words_of(role: str) -> tuple[str, ...]:
        return tuple(sorted((e["word"] for e in entries if e["role"] == role), key=len, reverse=True))

    def word_of(role: str) -> str:
        return any_of(words_of(role))

    bodies = {e["suffix"] for e in vocabulary.entries("organisation_suffixes") if len(e["suffix"]) > 1}
    credited = tuple(e["role"] for e in vocabulary.entries("credits") if e["use"] == "lead" and e["staff"])
    return LinkCues(
        destination=tuple(word + particle for word in words_of("destination") for particle in ("", "了", "在")),
        # 甲公司、乙公司等客户: they are told of, and do nothing.
        example=re.compile(f"{_EXAMPLE}|(?:、[^，。；、\\n]{{1,10}}){{0,6}}等{word_of('customers')}"),
        together=re.compile("[、和与及]|以及|" + any_of(e["word"] for e in vocabulary.entries("body_deeds") if e["role"] == "joins")),
        beside=re.compile(f"{_EXAMPLE}|{word_of('neighbour')}"),
        beside_openings=frozenset(("、", "等", *(word[0] for word in words_of("neighbour")))),
        beside_before=words_of("neighbour") + words_of("measured_by"),
        beside_before_ends=frozenset(word[-1] for word in words_of("neighbour") + words_of("measured_by")),
        ranked_in=words_of("ranked_in") + words_of("measured_by"),
        # 从菏泽等地调来
        departed=re.compile(f"(?:等地|等?[\\d{_NUMERALS}]{{0,2}}[省市县区])?{word_of('departed')}"),
        # 南京返乡人员2317人, 江苏（南京）返乡人员
        origin=re.compile(
            rf"(?:[（(][^（）()\n]{{1,6}}[）)]|[）)])?(?:等地|地区|方向)?{word_of('origin')}[^，。；、\n\d]{{0,4}}(?:人员|人群|旅客|乘客|员工|群众|学生|居民|车辆|人(?=\d))"
        ),
        launch=re.compile(word_of("launch")),
        used=re.compile(word_of("used")),
        awaited=words_of("awaited"),
        deed=re.compile(f"(?<!党){word_of('deed')}"),
        # 县卫健委5月7日公布
        report=re.compile(rf"(?:\d{{1,4}}[年月日]){{1,3}}{word_of('report')}(?!会)|[^，。；、\n\d]{{0,6}}?{word_of('report')}"),
        learnt=re.compile(word_of("learnt")),
        # 他还捐了款
        persons_again=re.compile(r"[他她](?<=[，。；：”\n].)(?![们人的乡日])"),
        # 江城日报全媒体记者
        writer=re.compile(rf"的?(?:[\u4e00-\u9fff]媒体)?{any_of(credited)}"),
        # 4月8日，记者从市公安局获悉; 市卫健委通报，
        heard=re.compile(f"{word_of('heard')}|{word_of('report')}(?=[，：称])"),
        orders=re.compile(f"[^，。；\\n]{{0,4}}?{word_of('orders')}"),
        sending=re.compile(word_of("sending")),
        running=re.compile(word_of("running")),
        firm=words_of("firm"),
        site=words_of("site"),
        road=words_of("road"),
        sent_by=words_of("sent_by"),
        partner=tuple(word + particle for word in words_of("partner") for particle in ("", "了")),
        sight=words_of("sight"),
        gathering=words_of("gathering"),
        route=tuple(word + particle for word in words_of("route") for particle in ("", "了")),
        branch=re.compile(any_of(e["word"] for e in vocabulary.entries("branches") if e["seat"])),
        nations=words_of("nations"),
        provinces=words_of("provinces"),
        # 31个省（区、市）和新疆生产建设兵团
        all_provinces=re.compile(rf"(?:{word_of('provinces')}|省[（(][区市自治直辖、]{{1,8}}[）)])[和及与]$"),
        media=words_of("media"),
        credited=credited,
        pronouns=_pronouns(word_of("of_country"), word_of("of_world")),
        # 二期工厂投产，总投资3亿元
        founded=re.compile(rf"，?[^，。；\n\d]{{0,16}}{word_of('founded')}，"),
        # 平台上线3个月，发放贷款1287亿元
        days_since=re.compile(
            rf"[^，。；\n\d]{{0,16}}{any_of(words_of('launch') + words_of('founded'))}[了才仅近]?"
            rf"[\d{_NUMERALS}半]{{1,3}}[多余]?(?:天|日|周|个?星期|个?月|年)[以]?来?，"
        ),
        # 去年10月投用的实验室, but not 10月投用的3间
        begun_noun=re.compile(
            rf"[^，。；！？\n的\d]{{0,6}}{any_of(words_of('founded') + words_of('born'))}的"
            rf"(?![\d{_NUMERALS}近约超](?!号))(?!{_COUNTED_NOUN})"
        ),
        # 订单排到4月底, 暂停营业至8月20日
        put_off=re.compile(rf"(?:{word_of('put_off')}[^，。；\n]{{0,6}}|[延排推拖等续])[至到]了?$"),
        # 举行2017年集中签约仪式: the year of what is held
        held=tuple(word + particle for word in words_of("held") for particle in ("", "了")),
        now=frozenset(e["word"] for e in vocabulary.entries("date_words") if e["kind"] == "at"),
        trait=re.compile(word_of("trait")),
        capacity=re.compile(f"{word_of('trait')}|{word_of('capacity')}"),
        stock=re.compile(word_of("stock")),
        first_day=re.compile(word_of("first_day")),
        scene=re.compile(word_of("scene")),
        in_turn=re.compile(word_of("in_turn")),
        giving=re.compile(f"(?P<here>{word_of('bringing')})|{word_of('giving')}"),
        # 接收社会各界捐款
        receiving=re.compile(rf"{word_of('receiving')}[^，。；\n\d]{{0,6}}$"),
        house=re.compile(word_of("house")),
        authority=words_of("authority"),
        # 寸滩站洪峰水位183.9米
        gauge=re.compile(
            rf"(?:(?<=[江河湖溪水段与和，。；、：（\n])|^)(?:[干支]流|[于在])?((?![全各该本这有共个等])[\u4e00-\u9fff]{{2,4}}?{word_of('gauge')})"
            rf"(?=[^，。；！？\n]{{0,16}}(?<![客车人]){word_of('gauged')})"
        ),
        gauged=words_of("gauged"),
        county_body=words_of("county_body"),
        zone=words_of("zone"),
        ruled_zone=words_of("ruled_zone"),
        central=frozenset(e["name"] for e in vocabulary.entries("central_bodies")),
        counted_bodies=tuple((e["written"], e["name"], e["land"]) for e in vocabulary.entries("counted_bodies")),
        # 新疆（含兵团）报告9例（乌鲁木齐市7例、兵团2例)
        counted_body=re.compile(
            rf"(?<=[、，；：（和及]){any_of(e['written'] for e in vocabulary.entries('counted_bodies'))}(?=(?:新增|报告|现有|累计)?\d)"
        ),
        examples=re.compile(_ITEM_OF_EXAMPLES),
        bare_bodies={word: ends for word, ends in compile_holders(vocabulary).items() if word in bodies},
    )


def _pronouns(of_country: str, of_world: str) -> tuple[re.Pattern[str], ...]:
    """Pronouns of places, the level in a group; 全国 and 全球 count where one of the words `of_country`, `of_world` or a digit follows."""
    behind = (
        rf"个?(?:{_OWN_PRONOUNS}{_NEAR_PRONOUNS}|(?<=[全我])(国)(?=\d|有\d|{of_country})"
        rf"|(?<=全)(?<![\u4e00-\u9fff]全){_NO_COUNTRY}|(?<=[年月日度]全){_NO_COUNTRY}|(?<=全)(球)(?=\d|{of_world}))"
    )
    return tuple(re.compile(first + behind) for first in _OPENINGS)
