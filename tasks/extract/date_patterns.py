"""The forms of Chinese date expressions as a table of patterns, of which `date_scanner` makes one pass.

A form is a name and a regular expression. Forms stand in order of precedence: at one place the first that matches wins, and is then
matched again by itself, for its groups. Quantifiers are bounded, so a scan is linear in the length of the text.

Group names, the same in every form: y year (yy two digits, yw a word, yc a name of the cycle, yr and yn a reign and its year, yo years
ago), m month (mw a word), d day (dw a word), the number with 2 that ends a range, part of day, h hour, mi minute (with 0 or 1 where a
range opens, 2 where it ends), t term, n and u number and unit. A letter behind a name (ya, ta) marks the same thing in another branch.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kaozheng.tasks.extract.date_pieces import (
    ARABIC,
    CN,
    DAY_NUMBER,
    EDITION,
    HOUR,
    LUNAR_MARK,
    MONTH_NUMBER,
    NOT_IN_NUMBER,
    NUMERALS,
    TO,
    TO_NINE,
    VAGUE_KINDS,
    WEEKDAY,
    Pieces,
    openings_of,
    pairs,
    word_pattern,
)
from kaozheng.tasks.vocabulary import Vocabulary

# 五六月: two months with nothing between them.
_NEXT_MONTH = "(?:" + "|".join(f"(?<!十{a})(?<={a})(?={b}月)" for a, b in pairwise(f"{TO_NINE}十")) + ")"
_CENTURY = rf"(?:(?P<t>上|本|\d\d|[{TO_NINE}]?十[{TO_NINE}]?)世纪)"
_YEAR_MONTH = r"(?P<y{0}>(?:19|20)\d\d)\.(?P<m{0}>0[1-9]|1[0-2])"
# What a time may run on to: 22点至次日6点.
_NEXT_DAY = r"(?:次日|翌日|明天|明日|明晨|明早|第二天|\d\d?[月日])"
_COUNT_OPENINGS = f"{NUMERALS}半几数 "
# 国庆7天, 春节三天假期
_DAYS_OFF = "[3578三五七八]天(?:小?长假|假期)?(?![之以]?[前后内来])"
_HOLIDAY = rf"“?(?:假期|假日|小长假|长假|黄金周)”?(?:假期)?(?:期间)?|期间|{_DAYS_OFF}"
# 春节假期前四天, 国庆黄金周首日, 五一第二天
_COUNTED_DAYS = rf"1\d|[2-9]|十[{TO_NINE}]?|[二三四五六七八九两]"
_DAY_OF_HOLIDAY = rf"(?:(?P<un>首)[日天]|第(?P<na>\d|[{TO_NINE}十])[天日]|最后(?P<nb>一)[天日])"
_SEASONS = "春夏秋冬"
_APPOSED_WEEKDAY = rf"(?: ?[（(，,]? ?{WEEKDAY}[{TO_NINE[:6]}日天][）)]?)?"
_SEASON_OPENINGS = ("这个", "整个", *pairs("今去明初早孟仲盛暮晚深隆金入", _SEASONS), *pairs(_SEASONS, "天日"))
_SHIFTED_WEEK = pairs("上下本这今", "上下一个周星礼")
_BARE_BEFORE = rf"(?<!为期)(?<![少多]于)(?<!超过|达到)(?<![月\d.{TO_NINE}零〇十百千万亿第每近约满达仅共逾超余多隔续时少足去后/-])"
_BARE_AFTER = r"(?![内游龄来均产志记常后用销报耗以]|之内)"
# A bare 27号 is a day only where nothing is numbered by it: 27号楼, 5号线.
# 六日上午, 截至八日: a spelt day alone may be as well so many days.
_SPELT_DAY = rf"(?P<da>三十一|[二三]?十|[{TO_NINE}])"
_NUMBERED = r"(?=[上下晚早凌中夜之起至到开前后，。、；！？\s]|$)"


class Form(NamedTuple):
    """A form of date expressions: its name, with what it can begin, its pattern, and with what else it goes on behind a year.

    An opening is a character, or two where the second tells as much as the first: most characters that begin a word of time begin many
    others.
    """

    name: str
    openings: tuple[str, ...]
    pattern: str
    behind_year: tuple[str, ...] = ()


def form_table(pieces: Pieces, vocabulary: Vocabulary) -> list[Form]:
    """Every form in order of precedence."""
    return [
        *_lost_and_numeric_forms(pieces),
        *_lunar_and_festival_forms(pieces, vocabulary),
        *_year_part_forms(pieces, vocabulary),
        *_month_and_day_forms(pieces, vocabulary),
        *_counted_forms(pieces, vocabulary),
    ]


def _lost_and_numeric_forms(p: Pieces) -> list[Form]:
    """Dates without their digits, and dates that are digits alone."""
    return [
        Form("lost", (*ARABIC, "年月", "月日", *pairs("月", "的份以"), *pairs("日", "，上下凌晚零起时")), _lost(p.part)),
        Form(
            "stamp",
            (*ARABIC,),
            rf"(?<![\d.])(?P<y>\d{{4}})(?:-(?P<m>\d\d?)-|/(?P<ma>\d\d?)/|\.(?P<mb>\d\d?)\.)(?P<d>\d\d?)(?![\d.])[T ]?{p.time}",
        ),
        Form("stamp_spaced", (*ARABIC,), rf"(?<![\d.])(?P<y>(?:19|20)\d\d) (?P<m>0[1-9]|1[0-2]) (?P<d>[0-3]\d)(?! ?[\d.]){p.time}"),
        Form(
            "day_first",
            (*ARABIC,),
            r"(?<![\d./])(?P<d>\d\d?)(?:-(?P<m>\d\d?)-|/(?P<ma>\d\d?)/|\.(?P<mb>\d\d?)\.)(?P<y>(?:19|20)\d\d)(?![\d.])",
        ),
        Form(
            "short_stamp",
            (*ARABIC,),
            r"(?<![\dA-Za-z.:/-])(?:(?P<d>\d\d)/(?P<m>\d\d)/(?P<yy>\d\d)|(?P<da>0?\d)-(?P<ma>\d\d?)-(?P<yya>\d\d)|(?P<yyc>\d\d)-(?P<mc>\d\d?)-(?P<dc>\d\d?)|"
            r"(?<![^\n])(?P<yyb>\d\d)\.(?P<mb>\d\d?)\.(?P<db>\d\d?)(?![^\n]))(?![\dA-Za-z./-])",
        ),
        Form(
            "year_month",
            ("1", "2"),
            rf"(?<![\d.])(?:{_YEAR_MONTH.format('')}(?=[)）—–-])|(?:(?<=[—–（(-])|(?<![^\n])){_YEAR_MONTH.format('a')})(?![\d.%万亿元])",
        ),
        # Alone on its line: with a leading zero, or an improper fraction.
        Form(
            "line_stamp",
            (*ARABIC,),
            r"(?<![^\n])(?:(?P<m>0[1-9]|1[0-2])[-/.](?P<d>0[1-9]|[12]\d|3[01])|(?P<ma>1[0-2]|[2-9])/(?P<da>[1-9]))(?![^\n])",
        ),
        Form("compact", ("1", "2"), r"(?<![\w.])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w.])"),
    ]


def _lunar_and_festival_forms(p: Pieces, vocabulary: Vocabulary) -> list[Form]:
    festivals = vocabulary.entries("festivals")
    quoted = [f for f in festivals if f["needs"] != "term"]
    plain = [f for f in festivals if f["needs"] != "quoted"]
    return [
        Form(
            "lunar",
            (*p.year_openings, "农历", "阴历", "闰", *pairs(f"正腊冬{TO_NINE}十", "月"), "十一", "十二"),
            rf"(?P<mark>{LUNAR_MARK})?{p.maybe_year}(?P<mark2>农历|阴历)?(?P<leap>闰)?{NOT_IN_NUMBER}(?P<m>十[一二]|[正腊冬{TO_NINE}十])月"
            rf"(?:(?P<d>初[{TO_NINE}十]|[一二三]?十[{TO_NINE}]?|廿[{TO_NINE}]?)(?![日号多余几个{TO_NINE}十])|(?<=[正腊]月)){p.time}",
        ),
        Form(
            "new_year_days",
            (*p.year_openings, "大年", "春节", *pairs("初", f"{TO_NINE}十")),
            rf"(?:{p.maybe_year}(?:大年|春节)初(?P<d>[{TO_NINE}十])|"
            rf"(?:(?<=[年月节]初[{TO_NINE}][至到、—-])|(?<=除夕[至到—-]))初(?P<da>[{TO_NINE}十])|"
            rf"(?<![\d当年月起最之])初(?P<db>[四五六七八九十](?![{TO_NINE}十年级中个名家人期步条元万千百点例次天岁]))){p.time}",
        ),
        Form(
            "festival",
            (*p.year_openings, *openings_of(festivals), *pairs('“"', "".join(f["name"][0] for f in quoted))),
            rf"{p.maybe_year}(?:[“\"](?P<tq>{word_pattern(quoted, 'name')})[”\"]|(?P<t>{word_pattern(plain, 'name')}))"
            rf"(?P<tail>佳节|(?:国际)?(?:妇女|劳动|青年|儿童|护士|建党|建军)?节(?!气))?(?:(?P<holiday>{_HOLIDAY})(?:的?(?:[前首头](?P<n>{_COUNTED_DAYS})[天日]|{_DAY_OF_HOLIDAY}))?|"
            rf"{_DAY_OF_HOLIDAY.replace('<n', '<u').replace('<un', '<uc')})?{p.time}",
        ),
        _dotted_form(p, vocabulary),
    ]


def _dotted_form(p: Pieces, vocabulary: Vocabulary) -> Form:
    """“7·20”, “5·12”汶川, 9·3阅兵; without quotation marks, or with a full stop for the dot, beside a word that tells it from a decimal."""
    events = word_pattern(vocabulary.entries("dotted_days"))
    day = r"(?P<m{0}>1[0-2]|[1-9]){1}(?P<d{0}>3[01]|[12]\d|[1-9])"
    return Form(
        "dotted",
        (*p.year_openings, *pairs('“"', ARABIC), *ARABIC),
        rf"{p.maybe_year}(?:[“\"]{day.format('', '[·•・．]')}[”\"](?=(?:\w{{0,6}}?(?P<t>{events}))?)(?:期间|当天)?|"
        rf"(?<![\d.])[“\"]?{day.format('a', '[·•・．.]')}[”\"]?(?=(?P<ta>{events})))",
    )


def _year_part_forms(p: Pieces, vocabulary: Vocabulary) -> list[Form]:
    """Parts of a year longer than a month, and ranges of years."""
    year = p.maybe_year
    return [
        Form(
            "first_months",
            (*p.year_openings, *pairs("前", NUMERALS)),
            rf"{year}(?<!提)前(?P<n>\d\d?|十[一]?|[{TO_NINE}两])(?:个月|月份?)(?![来龄])",
        ),
        Form(
            "first_quarters",
            (*p.year_openings, *pairs("前首", NUMERALS)),
            rf"{year}(?:(?<!提)前(?P<n>[1-4一二三四两])个?季度|首(?P<na>[1-4一二三四两])个?季度?)",
        ),
        Form(
            "quarters",
            (*p.year_openings, *"1234一二三四", *pairs("第", "1234一二三四"), *pairs("首", "个季")),
            rf"{year}(?:第?(?P<n>[1-4一二三四])|首)(?:(?:{TO}|、)第?(?P<n2>[1-4一二三四]))?个?季度",
        ),
        Form("quarter_of_year", p.year_openings, rf"{p.year}(?:第(?P<n>[1-4一二三四])|首)季(?!度)"),
        Form("half", (*p.year_openings, "上半", "下半"), rf"{year}(?P<t>(?<!以)上|下)半年"),
        Form("same_period", p.year_openings, f"{p.year}的?同期"),
        Form("season", (*p.year_openings, *_SEASON_OPENINGS), _season(p.year, word_pattern(vocabulary.entries("season_figures")))),
        Form(
            "year_part",
            (*p.year_openings, *pairs("年", "初底末"), "岁末"),
            rf"(?:{p.year}(?:年?(?P<t>[初底末])|(?P<ta>年中|岁末))|(?<![\d{CN}十百千同当])(?P<tb>年初|年底|年末|岁末))(?![{TO_NINE}十级])",
        ),
        Form(
            "years",
            (*ARABIC,),
            rf"(?:(?<![\d.])(?P<y>\d{{4}}) ?年?度?{TO}(?P<y2>\d{{4}}) ?年度?(?![初底末])|(?<=从)(?P<ya>\d{{4}}){TO}(?P<y2a>\d{{4}})(?!\d)|"
            rf"(?<=[（(])(?P<yb>(?:19|20)\d\d){TO}(?P<y2b>(?:19|20)\d\d)(?=[)）]))",
        ),
        Form("school_year", ("1", "2"), rf"(?<![\d.])(?P<y>(?:19|20)\d\d)(?:{TO}(?P<y2>(?:19|20)\d\d))?学年度?"),
        Form(
            "decade",
            (*NUMERALS, "上世", "本世"),
            rf"(?:{_CENTURY}?{NOT_IN_NUMBER}(?P<na>[{TO_NINE}](?=[{TO_NINE}]十))?(?P<n>[1-9]0|[{TO_NINE}]十)|(?<![\d.])(?P<y>(?:1[5-9]|20)[0-9]0))年代(?!表)(?:初期|中期|末期|初|末)?",
        ),
        Form(
            "century",
            (*NUMERALS, "上世", "本世"),
            rf"(?<!\d){_CENTURY}(?:(?P<na>初叶|初期|初|中叶|中期|末叶|末期|末|上半叶|前半叶|下半叶|后半叶)|(?=以来))",
        ),
    ]


def _month_and_day_forms(p: Pieces, vocabulary: Vocabulary) -> list[Form]:
    year, month = p.maybe_year, p.month
    openings = (*p.year_openings, *p.month_openings)
    words = vocabulary.entries("date_words")
    day_words, story_days = [w for w in words if w["kind"] in ("day", "named_day")], [w for w in words if w["kind"] == "story_day"]
    shift = r"(?P<shift>上上上|上上|上|下下|下|本|这|今)一?个?"
    return [
        Form(
            "nth",
            openings,
            rf"{year}{month}?的?(?:第(?P<n>\d{{1,3}}|[{TO_NINE}十]{{1,3}})|最后一|倒数第(?P<na>\d{{1,3}}|[{TO_NINE}]))"
            rf"个?(?:{WEEKDAY}(?P<t>[{TO_NINE[:6]}日天])|(?P<u>[天日周])(?!时))",
            ("第", "最后", "倒数"),
        ),
        Form(
            "months",
            openings,
            rf"{year}{NOT_IN_NUMBER}(?P<m>{MONTH_NUMBER})(?:月?份?{TO}|、|{_NEXT_MONTH})(?P<m2>{MONTH_NUMBER}) ?月"
            rf"(?:份|(?!\d)(?!{DAY_NUMBER}[日号]|[上中下]旬|[初底末]))",
        ),
        Form(
            "month_part",
            (*openings, *pairs("月", "初底末"), *pairs("上中下", "旬")),
            rf"(?:{year}{month}的?(?:月(?=[初底末]))?(?P<t>上中旬|中下旬|上旬|中旬|下旬|上半月|下半月|[初底末](?![{TO_NINE}十]))"
            rf"|(?<![\d.{TO_NINE}十个年])(?:(?P<ta>月[初底末])|(?P<tb>[上中下]旬)))",
        ),
        Form("days", openings, rf"{year}{month}(?P<d>{DAY_NUMBER}) ?(?:[日号]?{TO}|、)(?P<d2>{DAY_NUMBER}) ?[日号]{p.time}"),
        Form(
            "date",
            openings,
            rf"{year}{month}(?:的? ?(?P<d>{DAY_NUMBER}) ?[日号]{_APPOSED_WEEKDAY}{p.time}|"
            rf"(?P<da>3[01]|[12]\d|0?[1-9])(?:(?![^，。；）)])|(?={TO}{MONTH_NUMBER}月{DAY_NUMBER}[日号])))",
        ),
        Form("month", openings, rf"{year}{month}(?!(?<=一月)[一两次度])(?!(?<=[{TO_NINE}]月)[{TO_NINE}](?:[”节]|庙会))"),
        Form(
            "day_word",
            (*p.year_openings, *openings_of([*day_words, *story_days])),
            rf"{year}(?P<dw>{word_pattern(day_words)}|(?<!\w){word_pattern(story_days)})(?:的? ?(?P<part>{p.part}))?(?:的? ?{p.clock})?",
        ),
        Form("year", p.year_openings, rf"{p.year}(?:度|全年|{EDITION})?(?!历史|文明)"),
        Form(
            "short_year",
            (*NUMERALS,),
            rf"(?<![\d.{CN}])(?P<yy>[0零〇○][\d{CN}] ?(?=年)|(?:\d{{2}}|[{CN}]{{2}})(?=年(?![来内后前间以历多余的级])))年(?:{EDITION})?",
        ),
        Form("edition", ("1", "2", "一", "二"), rf"(?<![\d.{CN}])(?P<y>(?:19|20)\d\d|[一二][{CN}]{{3}}){EDITION}"),
        Form("bare_days", (*ARABIC,), rf"{_BARE_BEFORE}(?P<d>\d\d?) ?(?:[日号]?{TO}|、)(?P<d2>\d\d?) ?日{_BARE_AFTER}{p.time}"),
        Form(
            "bare_day",
            (*ARABIC, "二", "十", "三十", *pairs(TO_NINE, "日")),
            rf"{_BARE_BEFORE}(?:(?P<d>3[01]|[12]\d|0?[1-9]|二?十[{TO_NINE}]) ?(?:日{_BARE_AFTER}|号{_NUMBERED})"
            rf"|(?<![周期拜有这那])(?:{_SPELT_DAY}日(?={p.part}|{HOUR}时)|(?:(?<=截至)|(?<=截止)|(?<![^\n。]))"
            rf"{_SPELT_DAY.replace('da', 'db')}日(?=，))){_APPOSED_WEEKDAY}{p.time}",
        ),
        Form(
            "weekday",
            (*_SHIFTED_WEEK, *pairs("周", f"{TO_NINE[:6]}日天"), "星期", "礼拜"),
            rf"(?:(?<![以加晚]){shift}|(?<![每隔一两几单双首环四圆逢姓老小])(?<!每周[{TO_NINE[:6]}日天][、和及])){WEEKDAY}(?P<t>[{TO_NINE[:6]}日天])"
            rf"(?![次个名年岁游均刊报记围边期]){p.time}",
        ),
        Form("week", _SHIFTED_WEEK, rf"(?<![以加晚]){shift}{WEEKDAY}(?P<t>末)?(?![边围期转长岁])"),
    ]


def _counted_forms(p: Pieces, vocabulary: Vocabulary) -> list[Form]:
    """Spans counted from a day, periods called by name, vague words, and clock times alone."""
    unit = r"个多?月|[天日年]|个?(?:周|星期|礼拜)"
    number = rf"\d{{1,3}}|[{TO_NINE}]?十[{TO_NINE}]?|[{TO_NINE}两半几数]"
    count = rf" ?(?P<n>{number}) ?[多余]?(?P<u>{unit})"
    hours = rf" ?(?P<nb>\d{{1,3}}|[{TO_NINE}]?十[{TO_NINE}]?|[{TO_NINE}两]) ?(?P<ub>个?小时|分钟)"
    landmarks, parts = vocabulary.entries("date_landmarks"), vocabulary.entries("day_parts")
    vague = [w for w in vocabulary.entries("date_words") if w["kind"] in VAGUE_KINDS]
    return [
        Form(
            "past_count",
            ("过去", "最近", "近", "往前", "向前", "之前", "上个", *pairs("上前", _COUNT_OPENINGS)),
            rf"(?:过去的?|(?:(?<!\w)|(?<=在))(?:最近|近|上|往前|向前|之前|前)){count}(?:以?来|间|里|中)?"
            rf"|(?<!临)近(?P<na>{number}) ?[多余]?(?P<ua>{unit})以?来"
            rf"|(?:(?<![把将由从])过去的?|最近|(?<!\w)之前){hours}|(?<!以)上一?个(?P<uc>小时)",
        ),
        Form(
            "inner_days",
            pairs("前", NUMERALS),
            rf"(?<=[\u4e00-\u9fff])(?<![提目之以从日期节天号病诊测术会])前(?P<n>{_COUNTED_DAYS}) ?(?P<u>天)(?=[累共接实发销全游])",
        ),
        Form(
            "coming_count",
            ("未来", "今后", "接下", "将来", "往后", "向后", "之后", "后面", *pairs("后下", _COUNT_OPENINGS)),
            rf"(?:未来的?|今后|接下来的?|(?<!\w)(?:将来|往后|向后|之后|后面|后|下)){count}|(?:未来的?|接下来的?|(?<!\w)之后){hours}",
        ),
        Form(
            "offset",
            (*NUMERALS, *"半几数"),
            rf"(?:(?<!\w)|(?<=[在日号天节的])){count}(?P<t>之前|之后|以前|以后|前|后)(?P<today>的(?:今天|今日))?",
        ),
        Form("nth_offset", pairs("前后", "的第"), rf"(?<=[日号天节])(?P<t>前|后)的?第(?P<n>{number})(?P<u>天)"),
        Form(
            "plan",
            (*pairs('“"十', f"十六七八九{TO_NINE}"), *pairs("六七八九", "五")),
            rf"[“\"]?(?P<n>十[{TO_NINE}]|[六七八九])五[”\"]?(?:规划)?(?:期间|时期|末|(?=以来))",
        ),
        Form("landmark", openings_of(landmarks), rf"(?P<t>{word_pattern(landmarks, 'name')})(?=以来)"),
        Form("vague", openings_of(vague), rf"(?P<t>{word_pattern(vague)})"),
        Form(
            "clock",
            (*NUMERALS, *openings_of(parts), *pairs("晚早", NUMERALS + "零")),
            rf"{NOT_IN_NUMBER}(?:(?P<part>{p.part}|[晚早](?!一点(?![钟半整许左])))(?={HOUR}[时点:：])|"
            rf"(?<![每近约分比以:：])(?=\d\d?时|[012]\d:|\d\d?点(?:钟|半|整|许|左右|\d\d?分)|{HOUR}(?:点|:\d\d){TO}(?:{_NEXT_DAY}|凌晨))){p.clock}",
        ),
    ]


def _lost(part: str) -> str:
    """Dates whose digits are gone: 自月日, 年月日版, 月日下午, 3月日; a line without any digit may hold 月的 and 日 alone too.

    月日以来 is one behind any word: 核心提示月日以来.
    """
    opening = r"(?:(?<![\w])|(?<=[自从到至于在截止即]))"
    closing = r"(?![均照益期记志])"
    whole = rf"年月(?:日|(?=[的，。以至底初])){closing}(?:时(?!间))?"
    hour = r"(?<=[自从到至于在截止即前争，。；（])日时(?![间候常代节刻])(?:[前起许]|以前)?"
    # Whatever stands before it: 核心提示月日以来.
    sure = "月日(?=以来|[上下]午|凌晨|零时|至月)"
    single = rf"(?:{opening}月(?=的|份[，的]|以来)|{hour}|{opening}日(?=[，上下凌晚零]|起))"
    return (
        rf"(?:(?<![出同某各生\d])(?:{whole})|(?:{opening}月日{closing}|{sure})(?:至月?日)?(?:时(?!间))?|{single}|"
        rf"(?<!\d)\d\d?月日{closing})(?:{part})?"
    )


def _season(year: str, figure: str) -> str:
    """春天, 初夏, 今秋, 2020年冬, 这个春天, 入冬以来; a bare 春季 is more often a kind (春季学期) than a time; no `figure` follows."""
    third = r"(?P<t3{0}>[初早孟仲盛暮晚深隆金])(?P<tc{0}>[春夏秋冬])(?!季风)(?:季|日|时节)?(?![节运耕播分至])"
    return (
        rf"(?:(?:{year}(?:的(?:那个)?)?|这个|整个)(?:(?P<ta>[春夏秋冬])(?!季风)[天季日]?(?![节运耕播分种收招训茶粮]|至(?!\d\d|今|次年|翌年))|{third.format('y')})"
        rf"|(?P<sw>[今去明])(?P<tb>[春夏秋冬])(?!节)"
        rf"|{third.format('')}"
        rf"|入(?P<td>[春夏秋冬])(?=以?来)"
        rf"|(?P<te>[春夏秋冬])[天日](?!里的|{figure}))"
    )
