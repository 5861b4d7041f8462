"""Names that a list, a conjunction, a number, a keeper or a title spells out, and whose people a crew is."""

from __future__ import annotations

import pytest
from growth import grows_linearly
from test_actors import actors, article

from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.tagger import DictionaryTagger
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


def names(text, type_):
    return [m.name for m in actors(text, type_)]


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "“灯下时光”书吧、老渡口豆腐坊、阿嬷粉店等14家商户让利。", ["“灯下时光”书吧", "老渡口豆腐坊", "阿嬷粉店"], id="shops in a list"
        ),
        pytest.param("“好味道”、七婶面馆、海记小馆等9家餐馆让座。", ["好味道", "七婶面馆", "海记小馆"], id="a shop known by its marks"),
        pytest.param("机械、电子等32家企业复工。", [], id="trades in a list"),
        pytest.param("老冯家庭农场雇了人。", ["老冯家庭农场"], id="a business by its keeper"),
        pytest.param("由杭州丰味多湖滨店配送。", ["杭州丰味多湖滨店"], id="a shop of a chain"),
        pytest.param("杭州首店开业，杭州网店打折。", [], id="any shop"),
        pytest.param("县里组建仓储和转运保障专班。", ["仓储和转运保障专班"], id="two fields of a working body"),
        pytest.param("陕西省渭南市通报，全省税务系统完成，全市检察系统跟进。", ["陕西省税务系统", "渭南市检察系统"], id="of one business"),
        pytest.param("全市预警系统升级，全省操作系统换新。", [], id="things called systems"),
        pytest.param("西咸图书馆与关中研究院办展。", ["西咸图书馆", "关中研究院"], id="two bodies"),
        pytest.param("启明智能制造车间投产，员工到岗。", [], id="what a workshop is like"),
        pytest.param("河口市环卫中心职工陈平上岗。", ["河口市环卫中心"], id="a body behind a full place"),
        pytest.param("泸县融媒体中心供图。", ["泸县融媒体中心"], id="a last word in two words"),
        pytest.param("请县残联代为转交。", ["县残联"], id="a body that the tagger cuts"),
        pytest.param("泸县医院护理部护士负责登记。", ["泸县医院护理部"], id="a unit with its crew"),
        pytest.param("国家羽毛球队主教练郑岚说，还要练。", ["国家羽毛球队"], id="a national team"),
        pytest.param("铁桥村队对阵石岭村队，石岭村队先进球。", ["铁桥村队", "石岭村队", "石岭村队"], id="teams that meet"),
        pytest.param("乡镇党委和小城镇政府要担责。", [], id="any town's bodies"),
        pytest.param("“云帆”实验室设备运抵。", [], id="whose things they are"),
    ],
)
def test_organisations(text, expected):
    assert names(text, "organisation") == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("107国道恢复通行，省道S225线封闭，G60沪昆高速缓行。", ["107国道", "省道S225线", "G60沪昆高速"], id="numbered roads"),
        pytest.param("实现高速发展，一条高速公路在建。", [], id="no road's name"),
        pytest.param("一行来到岳麓书院、云桥码头、古窑观景台。", ["岳麓书院", "云桥码头", "古窑观景台"], id="sites in a list"),
        pytest.param("她赶到东渡街道塘坊社区文体中心。", ["东渡街道塘坊社区文体中心"], id="a street no list holds"),
        pytest.param("石登乡党委书记泽仁带队。", ["石登乡"], id="a town before its head"),
        pytest.param("广州南站加开列车。", ["广州南站"], id="a station"),
        pytest.param("湖北三省消防队伍驰援。", ["湖北省"], id="of several provinces"),
        pytest.param("长沙马拉松开跑，“江夏讲堂”开讲。", [], id="inside the name of an event"),
        pytest.param("泸县境内一高速公路桥梁垮塌。", ["泸县"], id="within a county"),
        pytest.param("陕西自贸试验区西安区域启动改革。", ["陕西自贸试验区"], id="区域 is no district"),
    ],
)
def test_places(text, expected):
    assert names(text, "place") == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("村民付立成正在采摘。", [("付立成", "村民", None)], id="behind an occupation"),
        pytest.param("居民高声叫好，学生成长快。", [], id="words behind an occupation"),
        pytest.param("主帅米尔科维奇说，不急。", [("米尔科维奇", "主帅", None)], id="transliterated"),
        pytest.param("教练郑珊则说，孩子还小。", [("郑珊", "教练", None)], id="without the adverb"),
        pytest.param("落实田长制、林长制。", [], id="a mechanism"),
        pytest.param("泸县林业局在开会。该局包保责任人唐清到了。", [("唐清", "包保责任人", "泸县林业局")], id="of the body pointed at"),
        pytest.param("病人、82岁的柳奶奶下床了。", [("柳奶奶", "病人", None)], id="a role and an age"),
        pytest.param("泸县医院医疗队吴敏、李珊到了。", [(n, None, "泸县医院医疗队") for n in ("吴敏", "李珊")], id="of one team"),
    ],
)
def test_people(text, expected):
    assert [(m.name, m.role, m.affiliation) for m in actors(text, "person")] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("泸县医院派出20名护士支援。", [("护士", None, "泸县医院")], id="who are sent"),
        pytest.param("江北制药大多数工作人员到岗。", [("工作人员", None, "江北制药")], id="most of them"),
        pytest.param("海岳食品有限公司生产车间，60多名员工在忙。", [("员工", None, "海岳食品有限公司")], id="in the workshop"),
        pytest.param("湖北省委、省政府领导到场。", [("湖北省委、省政府领导", None, None)], id="leaders of two bodies"),
        pytest.param("增派干部、志愿者。抓好干部作风。", [("干部", None, None), ("志愿者", None, None)], id="cadres"),
        pytest.param("对确诊师生逐一回访。", [], id="patients"),
        pytest.param("推行“一村一辅警”机制。", [], id="inside a mechanism"),
        pytest.param("党员担任志愿引导员，秩序井然。", [("党员", "志愿引导员", None)], id="what they serve as"),
    ],
)
def test_crews(text, expected):
    assert [(m.name, m.role, m.affiliation) for m in actors(text, "group")] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("海工集团向洛阳市红十字会捐款。", ["海工集团", "洛阳市红十字会"]),
        ("东岸（集团）有限公司向市慈善总会捐款。", ["东岸（集团）有限公司", "市慈善总会"]),
        ("圣湖（宁波）食品有限公司和远山（苏州）纺织有限公司捐款。", ["圣湖（宁波）食品有限公司", "远山（苏州）纺织有限公司"]),
        ("洛阳市委市政府开会。", ["洛阳市委", "洛阳市政府"]),
        ("宁夏回族自治区对口支援湖北襄阳医疗队到了。", ["宁夏回族自治区对口支援湖北襄阳医疗队"]),
        ("国务院联防联控机制综合组甘肃工作组到了。", ["国务院联防联控机制综合组甘肃工作组"]),
        ("河南省开会，省财政下达资金，省财政厅发文，财政支持有力。", ["河南省财政", "河南省财政厅"]),
        ("湘西州开会，州卫健委通报，州委部署。", ["湘西州卫健委", "湘西州委"]),
        ("河北省开会。湖南省来人。省教育厅通报。河北省有雨，河北省有风。", ["河北省教育厅"]),
        ("西青区首批援沪医疗队到了，县委办主任李明也到了。", ["西青区首批援沪医疗队", "县委办"]),
        ("洛阳市开会，县药监局联合市检验检测中心抽检。", ["县药监局", "洛阳市检验检测中心"]),
        ("湖南省开会，全省公安机关出动，各级公安机关也出动。", ["湖南省公安机关"]),
        ("其中市卫健委派人，其中州工商联捐款。", ["市卫健委", "州工商联"]),
        ("整个医疗队出发，派出工作组指导，规上建筑企业开工，限上建筑企业也开了。", []),
        ("中央台播出，中央社报道，中国网转载。", ["中央台", "中央社", "中国网"]),
    ],
)
def test_where_one_body_ends_and_another_begins(text, expected):
    assert names(text, "organisation") == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("新坪镇和县水利局到场。和县有雨。", ["新坪镇", "和县"]),
        ("湘西州多县有雨，洛阳市多地有雾。", ["湘西土家族苗族自治州", "洛阳市"]),
        ("强县富民的路子，富民强县的产业，富民县有雨。", ["富民县"]),
        ("山西南部、山西中部有雨，南部县没有。", ["山西省", "山西省", "南部县"]),
        ("临江坪收费站关闭，临江市有雨。", ["临江坪收费站", "临江市"]),
        ("列车到本溪站出站，车从黄山西高速口下来。", ["本溪站", "黄山西高速口"]),
        ("鄂托克旗乌兰镇巴音柴达木嘎查的路通了。", ["鄂托克旗乌兰镇巴音柴达木嘎查"]),
        ("从大坪村通往河口村的路断了。", ["大坪村", "河口村"]),
        ("绿水青山就是金山银山，改造城中村，打造美丽乡村。", []),
    ],
)
def test_what_only_begins_like_a_place(text, expected):
    assert names(text, "place") == expected


def test_a_trade_name_does_not_tell_where_a_document_is_at_home():
    assert names("比亚迪、宁德时代负责人到会，省工信厅参加。", "organisation")[-1] == "省工信厅"


def test_a_keeper_is_nobody_beside_his_business():
    assert names("老冯家庭农场雇了人。", "person") == []


def test_time_grows_with_the_length():
    text = "“灯下时光”书吧、老渡口豆腐坊、阿嬷粉店等14家商户让利，107国道通车，石登乡党委开会，老冯家庭农场招工，全省税务系统行动。"
    assert grows_linearly(lambda length: find_actors([article(text * (length // len(text)))], VOCABULARY, DictionaryTagger()))
