"""Named mechanisms, campaigns and platforms: those in the vocabulary and new ones by their shape."""

from __future__ import annotations

from itertools import pairwise

import pytest
from growth import grows_linearly

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.initiatives import find_initiatives
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


def names(text: str, vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    article = Article("d", "a", "news", None, None, (), None, None, AlignedText.raw(text), (Sentence("s1", "body", 0, 0, len(text)),))
    found = find_initiatives(article, vocabulary)
    assert all(m.start < m.end for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return [m.name for m in found]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("出示健康码和行程码方可入园。", ["健康码", "行程码"], id="known by name"),
        pytest.param("开展“清河护岸”专项行动。", ["清河护岸"], id="quoted before its kind"),
        pytest.param("建立“红黄绿”山洪预警转移机制。", ["“红黄绿”山洪预警转移机制"], id="quoted, and a kind with a name of its own"),
        pytest.param("发起“歇脚驿站计划”。", ["歇脚驿站计划"], id="quoted with its kind"),
        pytest.param("“林河购”“林河游”等线上平台上线。", ["林河购", "林河游"], id="a row of names"),
        pytest.param("县里推出小程序“河湖卫士”。", ["河湖卫士"], id="kind before the name"),
        pytest.param("县里推行“码上问诊”。", ["码上问诊"], id="verb before the name"),
        pytest.param("健全以村为主的雨情会商研判机制。", ["雨情会商研判机制"], id="mechanism"),
        pytest.param("建立堤长制，每段有人。", ["堤长制"], id="a new head of something"),
        pytest.param("远程影像会诊平台连通各乡。", ["远程影像会诊平台"], id="platform"),
        pytest.param("对水库实行一库一策，对患者一病一方。", ["一库一策", "一病一方"], id="one each"),
        pytest.param("推行六必访六必查。", ["六必访六必查"], id="numbered pairs"),
        pytest.param("落实早预警、早转移、早安置。", ["早预警、早转移、早安置"], id="early and early"),
        pytest.param("启动防汛Ⅳ级应急响应。", ["防汛Ⅳ级应急响应"], id="response"),
        pytest.param("出台稳岗政策20条。", ["稳岗政策20条"], id="policy by its articles"),
        pytest.param("开发“秦快报”小程序。据说，“秦快报”累计推送三次。", ["秦快报", "秦快报"], id="named again"),
        pytest.param("“小红帽”小组发放“护秋通行证”两张，开通“白名单”运输。", ["小红帽", "护秋通行证", "白名单"], id="new kinds"),
        pytest.param("实行五色管理。", ["五色管理"], id="colours"),
        pytest.param("到账的“绿船贷”有三笔。", ["绿船贷"], id="a loan by its end"),
        pytest.param("关注“知风雨”客户端。", ["知风雨"], id="an application"),
        pytest.param("试点“骑手友好社区”。", ["骑手友好社区"], id="tried"),
        pytest.param("开通心理援助热线。", ["心理援助热线"], id="opened"),
        pytest.param("当月“渝欧快线”开出四列，农货卖进了“驻村书记直播间”。", ["渝欧快线", "驻村书记直播间"], id="a line and a studio"),
        pytest.param("乡里办起“田头夜校”。", ["田头夜校"], id="a school by its end"),
        pytest.param("各组按照“随采随送”要求送样。", ["随采随送"], id="a rule to work by"),
        pytest.param("机关干部到社区“双报告到”，党员“双到岗到”。", ["双报告到", "双到岗到"], id="twice"),
        pytest.param("组织党员进小区“双认到”。", ["双认到"], id="twice, short"),
        pytest.param("为新兵拟定一人两策，为患者开出“一病三方”。", ["一人两策", "一病三方"], id="one and several"),
        pytest.param("清河县推出清河码上办，方便企业。", ["清河码上办"], id="by code, without marks"),
        pytest.param("当地的“柳溪码上诉”受理600件。", ["柳溪码上诉"], id="by code"),
        pytest.param("县里开设春耕直通车，送肥下田。", ["春耕直通车"], id="a bus that is opened"),
        pytest.param("自主研发的湘速查系统比对信息，依托赣易通平台派单。", ["湘速查", "赣易通"], id="a province's system"),
        pytest.param(
            "批发市场执行粮油价格日监测制度，村里推行民情回访制度。",
            ["粮油价格日监测制度", "民情回访制度"],
            id="a system that is run",
        ),
        pytest.param("首批药店进入保运转白名单，工厂纳入“白名单”。", ["保运转白名单", "白名单"], id="a list of the allowed"),
        pytest.param(
            "交警开展夏季货车超载整治，打响冬季燃气安全百日攻坚战。", ["夏季货车超载整治", "冬季燃气安全百日攻坚战"], id="a campaign"
        ),
        pytest.param("山区完成煤改电，坡改梯增加两千亩。", ["煤改电", "坡改梯"], id="one made another"),
        pytest.param("县里启用“云书房”“云诊室”、“云菜场”。", ["云书房", "云诊室", "云菜场"], id="one verb for a row"),
        pytest.param("学校云课堂每晚直播，云招聘办了三场。", ["云课堂", "云招聘"], id="in the cloud"),
        pytest.param("市场监管局的“你送我检”进了社区。", ["你送我检"], id="you and we"),
        pytest.param("各村组建敲门宣讲队，工厂实行闭环运行。", ["敲门宣讲队", "闭环运行"], id="doors and loops"),
        pytest.param(
            "橘乡帮用工对接平台登记岗位，村民在井盖报修平台报修。", ["橘乡帮用工对接平台", "井盖报修平台"], id="a platform by its use"
        ),
        pytest.param("“清云通办”事项有三百项，镇里设立“老周调解室”。", ["清云通办", "老周调解室"], id="done and settled"),
        pytest.param("街道推进“三清一改”。", ["三清一改"], id="some and one"),
        pytest.param("落实科室责任制度。", ["科室责任制度"], id="a system of duty, whole"),
        pytest.param("5月3日市联防联控机制发布通告。根据省联防联控机制要求。", ["市联防联控机制", "省联防联控机制"], id="no day, no 根据"),
        pytest.param("市水文中心提升洪水防御Ⅲ级应急响应为Ⅱ级。", ["洪水防御Ⅲ级应急响应"], id="what changes a level"),
        pytest.param("通过“码上约”挂号，依托“线上+线下”授课。", ["码上约", "线上+线下"], id="a coined name after a weak verb"),
        pytest.param("邓秋娥说：“‘一站办结’改革以来，‘粮企通’服务专窗没断过人。”", ["一站办结", "粮企通"], id="named in speech"),
        pytest.param("坚持“一段河、一张表、一跟到底”的工作机制。", ["一段河、一张表、一跟到底"], id="a mechanism with 的"),
        pytest.param(
            "深入实施茶乡品牌打造行动，县里开展文明集市创建行动。",
            ["茶乡品牌打造行动", "文明集市创建行动"],
            id="a verb that ends a modifier",
        ),
        pytest.param("巡查采取“无人机多航线”排查方式。", ["无人机多航线"], id="a way to work"),
        pytest.param("水利部门向各地发出“一省一单”。", ["一省一单"], id="one for each province"),
        pytest.param(
            "“夜巡守护 除险保畅”整治国省道弯坡路段专项行动收官。",
            ["“夜巡守护 除险保畅”整治国省道弯坡路段专项行动"],
            id="a long name behind a quoted one",
        ),
        pytest.param("累计走访100万户暨整治乱占河道专项行动启动。", ["整治乱占河道专项行动"], id="behind 暨"),
        pytest.param("督导组分别由雨情会商机制成员带队。", ["雨情会商机制"], id="behind 由"),
        pytest.param("截至晚上9点集中整治行动结束，河西县维持防汛Ⅲ级应急响应。", ["防汛Ⅲ级应急响应"], id="what a name does not begin with"),
        pytest.param(
            "自夜市秩序集中整治行动开展以来，全县秋冬季河道集中攻坚行动同步推进。",
            ["夜市秩序集中整治行动", "秋冬季河道集中攻坚行动"],
            id="behind 自 and 全县",
        ),
        pytest.param(
            "持续巩固百日攻坚行动的成果，以“五清五改五提升”为抓手。",
            ["百日攻坚行动", "五清五改五提升"],
            id="what is enlarged, one number thrice",
        ),
        pytest.param("「护堤星网」工程收官，「访户入企」行动走访90人次。", ["护堤星网", "访户入企"], id="corner marks"),
        pytest.param(
            "形成“小事组里办、大事村里议、难事镇里管”的响应模式。", ["小事组里办、大事村里议、难事镇里管"], id="a list that is a mode"
        ),
        pytest.param("“千干进千社”启动，“百名教师访百村”收官。", ["千干进千社", "百名教师访百村"], id="a hundred to a hundred"),
        pytest.param("开展“镇镇相看、村村相学”水美乡村观摩比拼活动。", ["镇镇相看、村村相学"], id="far before its kind"),
        pytest.param(
            "坚持“四个到位”，即“人员到位、物资到位、预案到位、责任到位”。",
            ["四个到位"],
            id="spelled out",
        ),
    ],
)
def test_found(text, expected):
    found = names(text)
    assert all(found.count(name) >= expected.count(name) for name in expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("完善市场机制和长效机制。", id="generic mechanism"),
        pytest.param("用实际行动支援灾区。", id="generic action"),
        pytest.param("他计划明年退休。", id="a verb"),
        pytest.param("微信小程序可以买票。", id="generic program"),
        pytest.param("利用融媒体平台宣传。", id="media"),
        pytest.param("贯彻“四个意识”，打造“强省会”。", id="political"),
        pytest.param("他一心一意，一举一动都认真。", id="idiom"),
        pytest.param("这座“孤岛”终于通了车。", id="scare quotes"),
        pytest.param("山货搭上“致富快线”，驶入“增收快线”。", id="metaphor"),
        pytest.param("按照“人民至上”要求，按照“应修尽修”要求，按照“防住大灾”的要求。", id="slogan one works by"),
        pytest.param("按照“保安全、保民生、保供应”要求做好工作。", id="slogan in parts"),
        pytest.param("一家三口看直播，一人两岗，地铁快线通车。", id="one and several of nothing named"),
        pytest.param("利用“互联网”卖货，通过“大喇叭”喊话，采用“激光”“超声”治疗。", id="quoted means"),
        pytest.param("村长制定计划，班长制作板报，队长负责制服歹徒。", id="another word begins with the suffix"),
        pytest.param("防止“层层加码”，防范“就业风险”。", id="ends like a code and a policy"),
        pytest.param("建立现代企业制度，完善规章制度，落实各项勤务制度。", id="institutions"),
        pytest.param("推出一系列暖心服务，采取断然行动。", id="kind services and firm action"),
        pytest.param("外防输入压力很大。《防汛应急预案》印发。", id="part of another thing"),
        pytest.param("推出“堤长夜话”等专题，开设“听水说河”专栏，省里对口支援的医疗队抵达。", id="columns and helpers"),
        pytest.param(
            "先后开展2轮集中收网行动，主题是“清清河水 全民行动”，实现“植树造林九十万亩”年度任务目标。", id="rounds, themes and aims"
        ),
        pytest.param("跨过“千山万水”，走进“千家万户”，“百战百胜”。", id="thousands in idioms"),
        pytest.param("课题“《夜航》和舆论监督”结题，“粗放低效”的增长模式。", id="a title, a mode without parts"),
        pytest.param("全国已开展3次集中整治行动，此次集中、统一行动和持续深入建设行动。", id="an operation without a name"),
        pytest.param("聚焦“刷单炒信”3类违法行为，开启“云端直播”时代。", id="what is fought, what begins"),
        pytest.param("“开门红”项目集中签约，作为“生命线工程”来抓，采取“面对面”方式。", id="figures of speech"),
        pytest.param("开展“世界水日”宣传活动，搭建“护士节”服务平台。", id="days"),
        pytest.param("“七七”水灾赈济行动收到捐款，“一穷二白三靠天”的山村，负责“三区一县”供水。", id="events and districts"),
        pytest.param("“七七”抗战老兵口述历史宣讲活动，建立“村规民约”，自然保护联合行动。", id="too far, custom, nature"),
        pytest.param("白云展会旗飘扬，你说我做得不对，山路改道。", id="characters that meet by chance"),
        pytest.param("定下整改措施23条，落实整改举措46条。", id="what is put right"),
        pytest.param("利用监测系统、调度系统，上线黑客追踪平台。", id="systems without names"),
    ],
)
def test_not_found(text):
    assert names(text) == []


def test_the_longest_of_overlapping_names():
    assert names("实行重点人群分级分类管理。") == ["分级分类管理"]


def test_a_new_domain_brings_its_names(tmp_path):
    folder = tmp_path / "floods"
    folder.mkdir()
    (folder / "initiatives.tsv").write_text("# what: x\n# source: y\n# licence: z\nname\n巡堤查险\n", encoding="utf-8")
    assert names("昼夜巡堤查险。") == []
    assert names("昼夜巡堤查险。", Vocabulary((*VOCABULARY.folders, folder))) == ["巡堤查险"]


@pytest.mark.parametrize("unit", ["“", "机制", "一企一", "的", "三包", "税10条、", "“一企”"])
def test_linear_in_repeats(unit):
    assert grows_linearly(lambda n: names(unit * n))


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("自开展一打两清理以来，非法码头少了。", ["一打两清理"], id="one deed and three"),
        pytest.param("今年“一打三整治”以来，海区秩序好转。", ["一打三整治"], id="in quotation marks"),
        pytest.param("他一打三个电话。", [], id="a verb and a number"),
        pytest.param(
            "县里推动企业安全排查专项行动，实行分片负责制、任务清单制。",
            ["企业安全排查专项行动", "分片负责制", "任务清单制"],
            id="two of a list",
        ),
        pytest.param("银行开通企业快速服务通道。", ["企业快速服务通道"], id="opened"),
        pytest.param("妇女们免费接受“两癌”检查。", [], id="two diseases"),
        pytest.param("社区开展“三高”筛查。", [], id="three ills"),
    ],
)
def test_deeds_that_are_numbered_are_a_name_and_ills_are_none(text, expected):
    assert names(text) == expected
