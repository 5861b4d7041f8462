"""What stands around the titles of people and tells where they begin and end and whose they are."""

from __future__ import annotations

import re

CHAIN_TAGS = frozenset(("n", "nz", "vn", "an", "s", "f", "LOC", "ORG", "a", "b", "j", "nw"))
CHAIN_WORDS = frozenset(("、", "兼", "原", "时任", "·", "代", "驻", "专职", "暨"))
LEVEL_OFFICE = re.compile("(?:常务)?副?(省|市|县|区|州)(?:长|委书记|委副书记|长助理|领导)")
TOWN_OFFICE = re.compile("副?([镇乡村])(?:长|党委书记|党委副书记|支书|主任|领导|人大主席|人大副主席)")
ROW = re.compile(r"(?:（[^（）\n]{1,8}）)?[ \u3000]{1,4}([^\n，。；]{3,40})$", re.M)
IS = re.compile("(?:[，是系：]|——?)(?:现任|(?P<one>一[名位个]))?")
# 县医院|的一名|护士
OF = re.compile("的?(?:一[名位个])?")
CLAUSE_END = re.compile("[，。；！？（\n]")
CLAUSE_BEGINS = frozenset("，。；：！？”\n")
# 队长为李明， ends its clause; 医生为李明的孩子会诊 is for him.
HELD = re.compile("[，、。；（\n]|等|$")
# 晨江网5月2日讯（记者 张三、李四: no sentence ends between a paper and who writes for it.
TO_CREDIT = re.compile(r"[^。！？；\n]{0,40}")
# 王英、李明; 王英（队长）、李明, who is none.
BESIDE_NAME = re.compile(r"(?P<said>（[^（）\n]{1,8}）)?(?P<mark>[、和与及]|[ \u3000]{1,3})")
PART = re.compile("[\u4e00-\u9fff]{1,3}?[科队室组](?=队长|副队长|组长|副组长|科长|副科长|主任|副主任|室主任|医|护士|干部|民警|员)")
AND = frozenset("和与及")
# 宣传司 behind 国家卫健委新闻发言人、
PART_OF_BODY = re.compile("[\u4e00-\u9fff]{1,4}[司处科室股]")
# 记者采访|老人: what somebody does to whom the title is of.
MEETS = frozenset(("采访", "走访", "慰问", "看望", "会见", "陪同", "接待"))
FACULTY = re.compile("大学.+[院系]$")
LED_BY = re.compile("[会动式]由|(?<![一-鿿])[该本我][省市县区州镇乡村]")
# Who is in a body, and not of it.
GUESTS = ("患者", "病人", "旅客", "乘客", "顾客", "游客")
# How one speaks of anybody.
NO_ROLE = frozenset(("同志", "老人"))
ROLE_NOUN = re.compile("[员人长师手家者生工友兵户]$")
POINTED = re.compile("该(公司|集团|企业|局|院|校|厂|所|站|中心|社区|村|镇|街道|行|园|队)[^，。；：、\n]{0,16}$")
# 患者、90岁的曲奶奶
AGED = re.compile("[\u4e00-\u9fff]{2,4}(?=、\\d{1,3}个?[岁月]大?的?[\u4e00-\u9fff]{0,2}$)")
SHORT_BODY = ("委", "政府", "人大", "政协", "纪委", "监委", "常委")
