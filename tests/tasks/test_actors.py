"""People, organisations and groups: names, canonical names, roles and affiliations."""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from pathlib import Path

import pytest
from growth import grows_linearly

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.tagger import DictionaryTagger
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
SHARED = Path(__file__).resolve().parents[3] / "shared"


def article(text, outlet=None, title=None, article_id="a"):
    spans = [m.span() for m in re.finditer(r"[^。\n]+。?", text)] or [(0, len(text))]
    sentences = tuple(Sentence(f"{article_id}-s{i}", "body", i, *span) for i, span in enumerate(spans))
    return Article("d", article_id, "news", title, outlet, (), None, datetime.date(2022, 5, 7), AlignedText.raw(text), sentences)


def actors(text, type_, **header):
    return [m for m in find_actors([article(text, **header)], VOCABULARY)[0] if m.type == type_]


@pytest.mark.parametrize(
    "text, people",
    [
        ("浙江省委书记赵明远主持会议。", [("赵明远", "省委书记", "浙江省委")]),
        ("湘潭市委副书记、市长钱立新说。", [("钱立新", "市委副书记、市长", "湘潭市委")]),
        ("衡阳市卫健委副主任周文浩介绍情况。", [("周文浩", "副主任", "衡阳市卫健委")]),
        ("四川大学华西医院呼吸科主任刘国栋教授到场。", [("刘国栋", "呼吸科主任、教授", "四川大学华西医院")]),
        ("攸县副县长孙立新到场。", [("孙立新", "副县长", "攸县")]),
        ("晋江市陈埭镇四境村党支部书记丁海波介绍。", [("丁海波", "党支部书记", "晋江市陈埭镇四境村")]),
        ("网约车司机李志强报名。", [("李志强", "网约车司机", None)]),
        ("80岁的马奶奶出院了。", [("马奶奶", None, None)]),
        ("患者陈某某已出院。", [("陈某某", "患者", None)]),
        ("厂长助理说完，员工曾高飞感叹变化大。", [("曾高飞", "员工", None)]),
        ("指挥长戎安国强调纪律。", [("戎安国", "指挥长", None)]),
        ("馆长计予安高兴地说，人多了。", [("计予安", "馆长", None)]),
        ("值班员时常说起此事，局长高度重视并要求整改。", []),
        ("家长通过苗苗通小程序预约。", []),
        ("书记李明杯子里只有水。", [("李明", "书记", None)]),
        ("最远的走了余公里。", []),
        ("主教练哈里木·马木提说，前锋买买提江·图尔荪进球。", [("哈里木·马木提", "主教练", None), ("买买提江·图尔荪", "前锋", None)]),
        ("7岁的次仁顿珠拉着班主任白玛拉姆的手。", [("次仁顿珠", None, None), ("白玛拉姆", "班主任", None)]),
        ("任命张 磊为局长。", [("张磊", None, None)]),
        ("副教授郎咏各管一摊。郎教授打趣道，人多。", [("郎咏", "副教授", None), ("郎咏", "副教授", None)]),
        ("副教授郎咏、教授郎平到场。郎教授打趣道，人多。", [("郎咏", "副教授", None), ("郎平", "教授", None), ("郎教授", None, None)]),
        ("指导教师林海丰到场。林老师说，不难。", [("林海丰", "指导教师", None), ("林海丰", "指导教师", None)]),
        ("总经理单志远签字。单总说，不难。顾总没来。", [("单志远", "总经理", None), ("单志远", "总经理", None)]),
        ("科长吾买尔江·艾力带队。吾买尔江说，快。", [("吾买尔江·艾力", "科长", None)] * 2),
        ("小将吐逊江破门，宝力道到场。", [("吐逊江", "小将", None), ("宝力道", None, None)]),
        ("保安老周起身。老周的担心有道理。", [("老周", "保安", None)] * 2),
        ("医疗队由骨科主任医师赵立新任队长。", [("赵立新", "骨科主任医师", None)]),
        ("新乡学院退休教师 侯桂芝 5000元", [("侯桂芝", "退休教师", "新乡学院")]),
        ("曾大勇（男） 宜宾市应急管理局科长", [("曾大勇", "科长", "宜宾市应急管理局")]),
        ("宜宾市公安局民警孙小峰、李大力到场。", [("孙小峰", "民警", "宜宾市公安局"), ("李大力", "民警", "宜宾市公安局")]),
        ("菏泽市立医院党委书记程广义、院长曹小磊到场。", [("程广义", "党委书记", "菏泽市立医院"), ("曹小磊", "院长", "菏泽市立医院")]),
        ("圣湖食品有限公司开工，公司董事长关玉峰到场。", [("关玉峰", "公司董事长", "圣湖食品有限公司")]),
        ("一支“红马甲”送药队来了，队长李占元开车。", [("李占元", "队长", "“红马甲”送药队")]),
        ("嘉善县公安局长李明来了。", [("李明", "局长", "嘉善县公安局")]),
        ("省水利厅党组成员、总工程师卓建新到场。", [("卓建新", "省水利厅党组成员、总工程师", "省水利厅")]),
        ("队长为李占元。", [("李占元", "队长", None)]),
        ("东岸建设有限公司总经理易梅代表公司捐款。", [("易梅", "总经理", "东岸建设有限公司")]),
        ("四级调研员李占元到场。", [("李占元", "四级调研员", None)]),
        ("鄂托克旗乌兰镇巴音柴达木嘎查党支部书记敖其尔说。", [("敖其尔", "党支部书记", "鄂托克旗乌兰镇巴音柴达木嘎查")]),
        ("成立由县长任组长的小组，镇长担任组长。院长郭一鸣任队长的小组出发。", [("郭一鸣", "院长", None)]),
        ("县里开发的“秦快报”小程序上线，“秦快报”推送三次。", []),
        ("企业使用“余万通”平台办事，“安心付”很快。", []),
        ("大数据秦智追平台上线。", []),
        ("村支书曹大勇没睡。老曹说，值了。老板笑了。", [("曹大勇", "村支书", None)] * 2),
        ("村民曹大勇、曹小满没睡。老曹说，值了。", [("曹大勇", "村民", None), ("曹小满", "村民", None)]),
        ("68岁的刘爹爹接种完了。", [("刘爹爹", None, None)]),
        ("总经理铁保国感慨，桥好了。", [("铁保国", "总经理", None)]),
        ("吉首籍企业家田文海捐款。", [("田文海", "企业家", None)]),
        (
            "衡阳市领导孙志远、米禾、方向亮、段文涛及客商到场。市委书记孙志远讲话。",
            [
                ("孙志远", "市委书记", "衡阳市委"),
                ("米禾", "市领导", "衡阳市"),
                ("方向亮", "市领导", "衡阳市"),
                ("段文涛", "市领导", "衡阳市"),
                ("孙志远", "市委书记", "衡阳市委"),
            ],
        ),
        ("站长宋小海带领孙大力、段文涛2名队员上楼。", [("宋小海", "站长", None), ("孙大力", "队员", None), ("段文涛", "队员", None)]),
        ("圣湖食品有限公司的负责人关玉峰捐款。", [("关玉峰", "负责人", "圣湖食品有限公司")]),
        ("宜宾市中医院的护士段小梅送患者出院，宜宾市中医院的患者刘某走了。", [("段小梅", "护士", "宜宾市中医院"), ("刘某", "患者", None)]),
        ("临江纪念馆讲解员段文涛到场。", [("段文涛", "讲解员", "临江纪念馆")]),
        ("区委常委、副区长白玉强，副区长段文涛到场。", [("白玉强", "区委常委、副区长", "区委"), ("段文涛", "副区长", None)]),
        (
            "宜宾市中医院：段文涛（队长）、米小禾、孙晓\n",
            [("段文涛", "队长", "宜宾市中医院"), ("米小禾", None, "宜宾市中医院"), ("孙晓", None, "宜宾市中医院")],
        ),
        ("村党支部书记段文涛和治调主任米小禾到场。", [("段文涛", "村党支部书记", None), ("米小禾", "治调主任", None)]),
        (
            "80岁老人段文涛走了，我省著名歌唱家米小禾说，旁边渔民孙晓波喊。",
            [("段文涛", None, None), ("米小禾", "著名歌唱家", None), ("孙晓波", "渔民", None)],
        ),
        ("车间主任计青柱，专程到场，局长应急忙，主任时间紧。", [("计青柱", "车间主任", None)]),
        ("中山一院派人，护士段文涛、二院护士米小禾到了武汉医院。", [("段文涛", "护士", "中山一院"), ("米小禾", "二院护士", None)]),
        (
            "搜救队队长彭海波、市第二医院骨科主任医师田国平到场。",
            [("彭海波", "搜救队队长", None), ("田国平", "市第二医院骨科主任医师", "市第二医院")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_people(text, people):
    assert [(m.name, m.role, m.affiliation) for m in actors(text, "person")] == people


def test_bylines():
    people = actors("衡阳晚报记者 韦 韬 李明 通讯员 欧阳倩", "person")
    assert [(m.name, m.role, m.affiliation) for m in people] == [
        ("韦韬", "记者", "衡阳晚报"),
        ("李明", "记者", "衡阳晚报"),
        ("欧阳倩", "通讯员", None),
    ]


@pytest.mark.parametrize(
    "text, people",
    [
        ("湘江日报记者祁连山母小白摄渔民转产。", [("祁连山", "记者"), ("母小白", "记者")]),
        ("湘江日报记者黄河欧阳修远摄园区。", [("黄河", "记者"), ("欧阳修远", "记者")]),
        ("记者徐行通讯员袁灵芝摄园区。", [("徐行", "记者"), ("袁灵芝", "通讯员")]),
        ("渔民登记。曾巧巧摄", [("曾巧巧", "摄影")]),
        ("主任贺兰征说，要抓紧。", [("贺兰征", "主任")]),
        ("渔民登记。\n段文涛摄（资料图片）\n渔民上岸。", [("段文涛", "摄影")]),
        ("渔民登记。  （段 高）", [("段高", None)]),
        ("渔民登记。（江苏）", []),
        ("记者在现场拍摄了照片。", []),
    ],
)
def test_names_that_a_page_without_commas_runs_together(text, people):
    assert [(m.name, m.role) for m in actors(text, "person")] == people


@pytest.mark.parametrize(
    "text, people",
    [
        ("记者 亓文澜 通讯员 桑小宁", ["亓文澜", "桑小宁"]),
        ("编辑 火佳音 校对 曾念慈", ["火佳音", "曾念慈"]),
        ("责编 纸云舟 校对 海一舟", ["纸云舟", "海一舟"]),
        ("编辑：砚北辰 校对：曾念慈", ["砚北辰", "曾念慈"]),
        ("市水利局局长官晓棠介绍，水位回落。", ["官晓棠"]),
        ("县医院院长火云舟说，床位够用。", ["火云舟"]),
        ("社区书记冒小梅跑了五家店，科长虎大勇说，主任于占海来了。", ["冒小梅", "虎大勇", "于占海"]),
        ("局长随后介绍，主任接受采访说，院长正式介绍，书记在会上说。", []),
        ("记者 现场 摄影", []),
        ("编辑 现场 图片", []),
    ],
)
def test_whoever_stands_in_a_sure_frame_has_a_name(text, people):
    assert [m.name for m in actors(text, "person")] == people


@pytest.mark.parametrize(
    "text, people",
    [
        ("县城交警周末夜查酒驾，民警周日夜巡。", []),
        ("苗寨边民护边队队长周大年来了。", ["周大年"]),
        ("开行“渝欧快线”班列，“赣粤快线”也开了。", []),
        ("记者周末报道，周一夫没来。", ["周一夫"]),
        ("北岭社区党总支书记孙小梅介绍，楼里有42户。", ["孙小梅"]),
        ("养护工连轴转26小时，工人连小军也在。", ["连小军"]),
        ("村里卖黄豆芽、马兰头、金银花等时令蔬菜，还有王守信、李大勇等人。", ["王守信", "李大勇"]),
        ("从永靖、康乐、和政、广河抽调医生，统筹从三明、宁德派车。", []),
        ("康乐县委书记康乐来了，村民冒着小雨赶路。", ["康乐"]),
        ("莫让水库满溢，木气在墙上结霜，洪水退了。", []),
        ("广播台记者孙小梅报道，县长向李明说明情况，主任请张敏介绍。", ["孙小梅", "李明", "张敏"]),
        ("网上商城小红书捐款，蚂蚁集团携手小红书，与小红书合作。", []),
        ("陈报融媒记者苗小满到场，高善报记者也在。", ["苗小满"]),
        ("白铁实业捐了口罩，企业家丁家旺木业经理宋大江也捐了。", ["宋大江"]),
        ("记者才发现，门开了。记者 米小禾，通讯员段文涛报道。", ["米小禾", "段文涛"]),
        ("魏良铁了心要走，魏良说，值。孙晓说，累，孙晓娜说，不累。", ["魏良", "魏良", "孙晓", "孙晓娜"]),
        ("柳店籍乡亲捐款，毛家的案子已宣判，毛家已上诉，村民毛家说，不服。", ["毛家"]),
        ("黄石爱心人士向黄石镇捐款，书记周源说，周源镇变了。", ["周源"]),
    ],
)
def test_what_only_looks_like_a_name(text, people):
    assert [m.name for m in actors(text, "person")] == people


@pytest.mark.parametrize(
    "text, places",
    [
        ("西安汉中安康等地启动应急。", ["西安市", "汉中市", "安康市"]),
        ("从西安汉中安康抽调医生。", ["西安市", "汉中市", "安康市"]),
        ("驰援沈阳抚顺鞍山丹东。", ["沈阳市", "抚顺市", "鞍山市", "丹东市"]),
        ("长沙市岳麓区先行。", ["长沙市岳麓区"]),
    ],
)
def test_known_cities_that_a_page_without_commas_runs_together(text, places):
    assert [m.name for m in actors(text, "place")] == places


@pytest.mark.parametrize(
    "text, names",
    [
        ("药师祝云开来了。祝云开笑着说。", ["祝云开", "祝云开"]),
        ("祝云说他走了。祝云也走了。", ["祝云", "祝云"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_name_is_whole_where_one_character_always_follows(text, names):
    assert [m.name for m in actors(text, "person")] == names


def test_a_photographer_stands_before_the_word():
    assert [(m.name, m.role) for m in actors("志愿者在登记。 王志刚 摄", "person")] == [("王志刚", "摄影")]


def test_a_byline_within_a_credit_is_one_name():
    text = "水库加固完工。（通讯员 桑小宁）"
    whole, at = article(text), text.index("桑小宁")
    byline = Sentence("a-by", "byline", 0, at, at + 3)
    found = find_actors([dataclasses.replace(whole, sentences=(*whole.sentences, byline))], VOCABULARY)[0]
    assert [(a.name, a.role) for a in found if a.type == "person"] == [("桑小宁", "通讯员")]


def test_roles_are_repeated_through_the_document():
    first, second = article("攸县县长孙立新到场。", article_id="a1"), article("孙立新强调了纪律。", article_id="a2")
    found = find_actors([first, second], VOCABULARY)
    assert [(m.name, m.role, m.affiliation) for ms in found for m in ms if m.type == "person"] == [("孙立新", "县长", "攸县")] * 2


@pytest.mark.parametrize(
    "text, outlet, names",
    [
        ("省委、省政府作出部署。", "湖南日报", ["湖南省委", "湖南省政府"]),
        ("省委、省政府作出部署。", "福建日报", ["福建省委", "福建省政府"]),
        ("株洲市委、市政府作出部署。", "湖南日报", ["株洲市委", "株洲市政府"]),
        ("省教育厅和省卫健委发出通知。", "四川日报", ["四川省教育厅", "四川省卫健委"]),
        ("省防汛抗旱指挥部发出通知。", "江西日报", ["江西省防汛抗旱指挥部"]),
        ("重庆市召开会议，市教委和市公安局参加。", None, ["重庆市教委", "重庆市公安局"]),
        ("怀化市生态环境局洪江分局做了监测。", None, ["怀化市生态环境局洪江分局"]),
        ("省人大调研组到了永州。调研组听取汇报。", "湖南日报", ["湖南省人大调研组"] * 2),
        ("中石油衡阳分公司恢复营业。衡阳分公司有30个站点。", None, ["中国石油衡阳分公司"] * 2),
        ("党中央、国务院作出部署。", None, ["党中央", "国务院"]),
        ("有关部门、该院和省属单位参加。", None, []),
        ("圣湖生物科技股份有限公司开工。圣湖生物日产三吨。", None, ["圣湖生物科技股份有限公司"] * 2),
        ("三一重工、山丘智能等龙头企业开工，铁建重工、楚天科技的车间里灯火通明。", None, ["三一重工", "山丘智能", "铁建重工", "楚天科技"]),
        ("人工智能改变生物医药，他学的是电子科技。", None, []),
        ("铁桥队客场挑战长风队，6月2日，铁桥队与河洛队战成平局。", None, ["铁桥队", "长风队", "铁桥队", "河洛队"]),
        ("公安交管部门联动，有关部门配合。", None, ["公安交管部门"]),
        ("晋江市工业和信息化局派人到厂。", None, ["晋江市工业和信息化局"]),
        ("麦盖提县队力克莎车县队。", None, ["麦盖提县队", "莎车县队"]),
        ("沙市区市场监督管理局说，区市场监管局将行动。", None, ["沙市区市场监督管理局"] * 2),
        ("G205国道泾县榔桥镇段发生事故，接警后不到二十分钟就有人来了，县应急管理局赶到。", None, ["泾县应急管理局"]),
        ("榆关县疾控中心提醒。疾控中心派出小分队，县林业局也到了。", None, ["榆关县疾控中心", "榆关县疾控中心", "榆关县林业局"]),
        ("新泉镇疫情防控转运隔离组连夜出动，转运隔离组共有8人。", None, ["新泉镇疫情防控转运隔离组"] * 2),
        ("宜宾市通报，市委书记到会，市民政局也到了。", None, ["宜宾市委", "宜宾市民政局"]),
        ("雷山县开会，县教育局联合县妇联办了班。", None, ["雷山县教育局", "雷山县妇联"]),
        ("宜宾市通报，市经济合作和新兴产业局到场。", None, ["宜宾市经济合作和新兴产业局"]),
        ("计算机与信息工程学院获奖。", None, ["计算机与信息工程学院"]),
        ("“红马甲”送药队到了。", None, ["“红马甲”送药队"]),
        ("闽侯县白沙镇修渠，镇农技站派人。", None, ["闽侯县白沙镇农技站"]),
        ("嘉善县动员，团县委到场。", None, ["共青团嘉善县委"]),
        ("圣湖重型机械股份有限公司（以下简称“圣机”）开工。圣机投产。", None, ["圣湖重型机械股份有限公司"] * 3),
        ("圣湖起重集团有限公司捐款。圣湖起重集团派车。", None, ["圣湖起重集团有限公司"] * 2),
        ("西乌珠穆沁旗开会，旗委、旗文旅局到场。", None, ["西乌珠穆沁旗委", "西乌珠穆沁旗文旅局"]),
        ("喀什地区开会，地区文旅局到场。", None, ["喀什地区文旅局"]),
        ("荆州市开会，荆州很忙。洪湖市有人捐米。当天，市慈善总会收到捐款。", None, ["荆州市慈善总会"]),
        ("荆州市有县。洪湖市在江边，洪湖很大。洪湖市有人捐米。当天，市慈善总会收到捐款。", None, ["洪湖市慈善总会"]),
        ("绍兴市上虞区。开发区管委会派人，区统计局发布数据。", None, ["开发区管委会", "上虞区统计局"]),
        ("湖南省开会，省道路运输局到场。", None, ["湖南省道路运输局"]),
        ("绍兴市上虞区。区红十字会收到捐款。", None, ["上虞区红十字会"]),
        ("永州报讯（记者 易小川）桥通了。", None, ["永州报"]),
        ("湖南中锂新材等3家企业开工。", None, ["湖南中锂新材"]),
        ("一家生物科技公司出口试剂。", None, []),
        ("国省道卡口有人值守。", None, []),
        ("菏泽市中医院医疗队进驻。各地派出6支医疗队。", None, ["菏泽市中医院医疗队", "医疗队"]),
        ("永州市新冠肺炎疫情防控应急指挥部发布通告。", None, ["永州市新冠肺炎疫情防控应急指挥部"]),
        ("菏泽市开会。喀什地区、喀什地区的人来了。市中医院到场。", None, ["菏泽市中医院"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_organisations(text, outlet, names):
    assert [m.name for m in actors(text, "organisation", outlet=outlet)] == names


@pytest.mark.parametrize(
    "text, outlet, alias, basis",
    [
        ("怀化市委作出部署。", None, "怀化市委", "written"),
        ("市委作出部署。", "怀化日报", "市委", "home"),
        ("恩施作出部署。", None, "恩施", "gazetteer"),
        ("省人大调研组到了永州。调研组听取汇报。", "湖南日报", "调研组", "document"),
        ("圣湖生物科技股份有限公司开工。圣湖生物日产三吨。", None, "圣湖生物", "document"),
        ("中石油有30个站点。", None, "中石油", "vocabulary"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_canonical_name_says_what_it_rests_on(text, outlet, alias, basis):
    found = find_actors([article(text, outlet=outlet)], VOCABULARY)[0]
    assert [m.basis for m in found if text[m.start : m.end] == alias and text[m.end : m.end + 2] != "科技"][-1:] == [basis]


@pytest.mark.parametrize(
    "text, names",
    [
        ("20名医护人员和50余名志愿者到岗。", ["医护人员", "志愿者"]),
        ("党员医护人员带头。", ["党员医护人员"]),
        ("省里派出的13人专家组连夜抵达。", ["专家组"]),
        ("派出驻企特派员20名、助企联络员30名。", ["驻企特派员", "助企联络员"]),
        ("外地援沪医护人员回家了。", ["外地援沪医护人员"]),
        ("志愿者来了，志愿者走了。志愿者又来了。", ["志愿者", "志愿者"]),
        ("湖南人民感谢你们。", ["湖南人民"]),
        ("志愿者协会有党员徽章。", []),
        ("患者、居民和群众很多。", []),
        ("护士胡小佩下班了。", []),
        ("货检员、调车员和搬运工人都在岗。", ["货检员", "调车员", "搬运工人"]),
        ("他是党员，被追认为共产党员。一个党员就是一面旗。", []),
        ("宜宾市翠屏区西街街道云龙社区全体党员到了。", ["全体党员"]),
        ("指导教师为林海丰。", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_groups(text, names):
    assert [m.name for m in actors(text, "group")] == names


@pytest.mark.parametrize("verb", ["派出", "增派", "出动", "调派"])
def test_a_crew_is_of_the_body_that_sends_it(verb):
    assert [m.affiliation for m in actors(f"永州市人武部先后{verb}30名民兵。", "group")] == ["永州市人武部"]


@pytest.mark.parametrize(
    "text, names",
    [
        ("医疗队在大云收费站设卡，又到民族团结广场。", ["大云收费站", "民族团结广场"]),
        ("通过“黔山云岭”平台卖货。", []),
        ("洪山区关山街道社区干部来了。", ["洪山区关山街道"]),
        ("君山岛“守护碧水”生态文化公园开放。", ["君山岛“守护碧水”生态文化公园"]),
        ("平凉市通报，当前平凉疫情总体可控。", ["平凉市", "平凉市"]),
        ("在洛阳伊滨区的车间里，人很多。", ["洛阳伊滨区"]),
        ("记者在贵安新区看到，人很多。", ["贵安新区"]),
        ("在赣州市，在湘鄂两地。", ["赣州市", "湖南省", "湖北省"]),
        ("正安县瑞溪镇三把车村有路。", ["正安县瑞溪镇三把车村"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_places(text, names):
    assert [m.name for m in actors(text, "place")] == names


@pytest.mark.parametrize("town", ["淄博", "日照", "南充"])
def test_the_place_of_a_dateline_is_no_body(town):
    text = f"本报{town}讯（记者 王小宁 何苗）昨日，疫苗开打。"
    assert not actors(text, "organisation")
    assert [place.name for place in actors(text, "place")] == [f"{town}市"]


def test_a_group_belongs_to_the_organisation_before_it():
    assert [(m.name, m.affiliation) for m in actors("株洲市住建局20名党员干部下沉社区。", "group")] == [("党员干部", "株洲市住建局")]


def test_a_team_holds_its_head():
    found = find_actors([article("王明院士团队参加会诊。")], VOCABULARY)[0]
    assert [(m.type, m.name) for m in found] == [("person", "王明"), ("group", "王明院士团队")]


def test_nothing_in_titles_of_works():
    assert find_actors([article("《湖南省委关于王明的决定》已印发。")], VOCABULARY) == [[]]


def test_mentions_are_sorted_and_inside_the_text():
    text = "怀化市委书记李明和志愿者到了长沙市岳麓区，湖南日报记者 王芳 采访。"
    found = find_actors([article(text)], VOCABULARY)[0]
    assert found == sorted(found)
    assert all(0 <= m.start < m.end <= len(text) and m.name for m in found)


def test_without_the_model_rules_still_find():
    text = "湖南日报记者 王芳 报道：怀化市委、市政府要求，党员干部到鹤城区红星街道值守。"
    found = {(m.type, m.name) for m in find_actors([article(text)], VOCABULARY, DictionaryTagger())[0]}
    assert found >= {
        ("person", "王芳"),
        ("organisation", "怀化市委"),
        ("group", "党员干部"),
        ("place", "鹤城区红星街道"),
    }


@pytest.mark.parametrize("text", ["省" * 5000, "省委副书记、" * 1000, "记者 张" * 1200, "《" * 5000, "长沙市" * 1500], ids=lambda t: t[:6])
def test_repetition_does_no_harm(text):
    find_actors([article(text)], VOCABULARY, DictionaryTagger())


def test_time_grows_with_the_number_of_names():
    """Firms, teams and people that a document names over and over cost in proportion, not in the square."""

    def page(size):
        names = "".join(f"{chr(0x5317 + n % 900)}{chr(0x5C71 + n // 900)}海源生物科技有限公司开工，" for n in range(size))
        return names + "".join(f"局长王{chr(0x4E8E + n % 700)}{chr(0x6797 + n // 700)}说，铁桥队与河洛队到场。" for n in range(size))

    assert grows_linearly(lambda size: find_actors([article(page(size))], VOCABULARY, DictionaryTagger()), short=100)


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the gold annotations lie in ../shared, which is not here")
def test_most_gold_names_are_known_shapes():
    """Each canonical person of the gold is found in a sentence of our own about them: the surnames and shapes suffice."""
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "gold").glob("0*.json"))]
    names = sorted(
        {a["name"] for g in gold for a in g["actors"] if a["type"] == "person" and not a.get("optional") and len(a["name"]) == 3}
    )
    found = [bool(actors(f"市长{name}说，要做好工作。", "person")) for name in names]
    assert sum(found) >= 0.9 * len(names)
