"""What stands beside a date and tells whether the numbers behind it are of it; `periods` reads dates by it."""

from __future__ import annotations

import datetime
import re

AS_OF = re.compile(r"(?:截至|截止到?|截止|(?<!提前)至|(?<![不想收接来看得前])到|止)\s*(?:北京时间)?$")
AS_OF_ENDS = frozenset("至到止间 \u3000\n")
# 持续到22时: a clock alone is of its day.
DAY_OR_LONGER = re.compile("[年月日号天前今昨明晨晚]")
NAMES_DAY = re.compile("[年月日号天前今昨明]")
ONLY_AS_OF = re.compile(r"截至|截止|为止|^迄今|^至今")
UNTIL_NOW = re.compile("至今|迄今")
# 比一季度加快, 较2017年减少, 为去年全年的85%: the day compared with is not the day counted.
COMPARED = re.compile(r"(?:[比较为超]|恢复[到至]|相当于)(?:上年|去年)?$")
COMPARED_ENDS = frozenset("比较为超到至于年")
COMPARED_WITH = re.compile(r"(?:同期|全年)?(?:水平)?相比")
# 恢复到去年同期的六成: the share is of now.
SHARE_OF = re.compile(r"的?(?:近|约|超过?|逾)?[\d.一二三四五六七八九十两百]{1,6}[多余]?(?:%|个?百分点|成|倍|分之)")
# 是去年全年的1.02倍: only a share makes a comparison of 是.
IS = ("是", "占", "达到了", "达到", "约为")
EQUALS = re.compile(r"(?:恢复|接近|达|相当于|高于|低于|好于|占)[至到了]?$")
# 8月31日前完成: nothing but an end, which holds for its statement.
BEFORE_IT = re.compile(r"[之以]?前(?![后往来去述期列夕三十两一方沿线任身端台景门\d])")
DAY_NAMED = frozenset("日号月年底末时点")
# 由2012年底的26.8%降到: a vague end of a year is that of the figure.
OF_THE_FIGURE = re.compile(r"的第?(?:每?人?[均年月日天])?[近约]?\d")
STARTING_FROM = ("由", "从")
DIGIT = re.compile("[0-9]")
COMMA = ("，", "")
# 对3月17日首批划定的封控区解除管控: the day is that of the noun, not of what is told.
OF_A_NOUN = ("对", "把", "将", "被")
STATEMENT_ENDS = re.compile(r"[；;。！？\n]|，(?:截至)?(?:目前|现在|眼下|如今)")
CLAUSE_ENDS = re.compile(r"[，。；！？\n]|$")
TOGETHER = re.compile(r"[、和与及]|以及")
LONGEST_AND = 2
MOST_LISTED = 14
LISTED_NUMBER = re.compile(r"\d[\d.]*[^，。；、和及\d\n]{0,8}")
LISTED_NUMBERS = re.compile(rf"{LISTED_NUMBER.pattern}(?:(?:[、和及]|，(?=\d)){LISTED_NUMBER.pattern})+")
# 与2010年人口普查的72万人相比，增加2万人: what is told behind is of now.
BESIDE = ("与", "同", "和", "跟")
AS_COMPARED = re.compile(r"[^，。；！？\n]{0,30}(?:相比|比较|比(?=，)|不同)")
EACH = "分别"
FROM = re.compile(r"[从自]$")
UP_TO = re.compile(r"(?:到|至|直到|直至)$")
UP_TO_MARKS = ("到", "至", "到了", "至了")
SINCE = re.compile(r"(?:零[点时])?(?:起|以来)(?=[，、]|[^至到始])")
# 自2月14日承担任务以来
SINCE_DEED = re.compile(r"[^，。；！？\n\d]{1,24}?以来")
EVER_SINCE = re.compile("以来")
ONWARD = re.compile(r"(?:零点|凌晨|早上|\d{1,2}[时点])?(?:开始|起|以来|以后|后)")
# 新中国成立以来最大的水利工程: the time is that of the rank, not of what is counted later.
SUPERLATIVE = re.compile(r"[^，。；\n]{0,12}?(?:最|首|罕见)")
SINCE_YEAR = re.compile(r"[比较]$")
OPENED = re.compile(r"[(（][^()（）]*$")
OPENS = ("（", "(")
CLOSES = re.compile(r"[)）]")
ENDS_SPEECH = frozenset("。！？，…")
CLOCKS = ("hour", "minute")
OF_WHAT_IS_HELD = ("year", "season", "month")
# 今年35岁, 今年第3号台风: the year is that of the age or the rank alone.
OF_THE_NEXT_WORD = re.compile(r"(?:才|刚|已经?|将)?(?:满|过)?\d{1,3}[多余]?(?:周岁|岁)|的?第?\d{1,3}号")
# 自1月24日（除夕）起
APPOSED = re.compile(r"（[^（）\n]{1,6}）")
SEASON = re.compile("[初早盛暮晚深隆]?[春夏秋冬][天日]")
CLOSES_A_YEAR = frozenset("末底")
CLAUSE_OPENINGS = frozenset("，。；！？：、 \n")
# 其中英德站23时水位28米；太湖周边33站超警: the hour is that of the part.
PART = re.compile(r"其中[^，。；！？\n]*$")
SENTENCE_BORDER = re.compile(r"[。；！？\n]")
BEFORE = 12
OPENING = 16
WEEKS = 27
VERB = 5
OPENS_REPORT = frozenset("，：“")
FAR = 160
LONGEST_BEGUN = 12
GAP = 48
# 例 stands every few words in a notice; a feature about an epidemic has it here and there.
CASE_DENSITY = 100
MIDNIGHT = datetime.time(0, 0)
