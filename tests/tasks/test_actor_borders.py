"""Where names begin and end beside verbs and titles, and which body a short name means: with the model and by rules alone."""

from __future__ import annotations

import pytest
from test_actors import VOCABULARY, article

from kaozheng.tasks.extract.actors import find_actors
from kaozheng.tasks.extract.tagger import DictionaryTagger


@pytest.fixture(params=["model", "rules"])
def tagger(request):
    return DictionaryTagger() if request.param == "rules" else None


def found(text, type_, tagger):
    return [m for m in find_actors([article(text)], VOCABULARY, tagger)[0] if m.type == type_]


@pytest.mark.parametrize(
    "text, people",
    [
        ("郑涛担任组长，党员孙海担任网格员。", ["郑涛", "孙海"]),
        ("郑涛出任局长，孙立接任队长，李敏调任处长。", ["郑涛", "孙立", "李敏"]),
        ("医疗队由外科主任医师孙立新任队长。", ["孙立新"]),
        ("“来得及。”社区书记郑锋如是说。", ["郑锋"]),
        ("在记者招待会上，他松一松领带。", []),
        ("郝露正在查房。郝露正在写病历。", ["郝露", "郝露"]),
    ],
)
def test_a_name_ends_before_the_verb(text, people, tagger):
    assert [m.name for m in found(text, "person", tagger)] == people


def test_a_name_that_is_longer_elsewhere_is_cut_before_an_adverb():
    text = "郝露正在查房。医生郝露正、李大海到场。"
    assert [m.name for m in found(text, "person", None)] == ["郝露", "郝露正", "李大海"]


@pytest.mark.parametrize(
    "text, bodies",
    [
        ("玉林市第三人民医院开诊。玉林市人民医院派出12人。", ["玉林市第三人民医院", "玉林市人民医院"]),
        ("玉林市第三人民医院开诊。玉林市三医院派出12人。", ["玉林市第三人民医院", "玉林市三医院"]),
    ],
)
def test_a_short_name_leaves_no_number_out(text, bodies):
    assert [m.name for m in found(text, "organisation", None)] == bodies


@pytest.mark.parametrize(
    "text, bodies",
    [
        ("宜宾市抗旱工作指挥部办公室负责人表示，水够用。", ["宜宾市抗旱工作指挥部办公室"]),
        ("县防汛抗旱指挥部办公室主任李红说。", ["县防汛抗旱指挥部办公室"]),
        ("市第二医院办公室主任李红说。", ["市第二医院"]),
    ],
)
def test_the_office_of_a_headquarters_is_a_body(text, bodies):
    assert [m.name for m in found(text, "organisation", None)] == bodies


@pytest.mark.parametrize(
    "text, places",
    [
        ("柳太公路十八里检查站有人值守。", ["柳太公路十八里检查站"]),
        ("京港澳高速公路岳阳北出入口恢复通行。", ["京港澳高速公路岳阳北出入口"]),
        ("G60沪昆高速邵东服务区有人值守。", ["G60沪昆高速邵东服务区"]),
        ("107国道羊楼司检查站有人值守。", ["107国道羊楼司检查站"]),
        ("全市高速公路收费站有人，乡村公路和县城出口在修。", []),
        ("从柳太公路到怀化出口的车不多。", ["柳太公路", "怀化市"]),
    ],
)
def test_a_site_on_a_road_is_one_place_with_it(text, places):
    assert [m.name for m in found(text, "place", None)] == places


def test_a_lowland_and_what_is_newly_built_are_no_division(tagger):
    text = "年内新建泵站三座，平原地区多雨。德州市平原县、南昌市新建区开工。"
    assert [m.name for m in found(text, "place", tagger)] == ["德州市平原县", "南昌市新建区"]


@pytest.mark.parametrize(
    "text, people, bodies",
    [
        ("任命乔丽华为平定县人民法院审判员。", ["乔丽华"], ["平定县人民法院"]),
        ("任命李明为镇长，乔丽华为昔阳县农业农村局局长。", ["李明", "乔丽华"], ["昔阳县农业农村局"]),
        ("县领导与华为平定县研究院院长座谈。", [], ["华为平定县研究院"]),
    ],
)
def test_somebody_appointed_is_not_of_a_firm(text, people, bodies):
    actors = find_actors([article(text)], VOCABULARY)[0]
    assert [[m.name for m in actors if m.type == type_] for type_ in ("person", "organisation")] == [people, bodies]


def test_who_guards_the_border_is_an_occupation(tagger):
    people = found("塔城地区裕民县护边员李大海守着五号卡点。", "person", tagger)
    assert [(m.name, m.role) for m in people] == [("李大海", "护边员")]
    assert [m.name for m in found("园区的驻企联络员上门。", "group", tagger)] == ["驻企联络员"]


@pytest.mark.parametrize(
    "text, bodies",
    [
        ("攸县农商银行联合渌田镇人民政府举办培训。", ["攸县农商银行", "渌田镇人民政府"]),
        ("县公安局县城花鼓剧院门前人多，县城管局通报。", ["县公安局", "县城管局"]),
        ("我市新河镇卫生院开诊，我县防汛抗旱指挥部值守。", ["新河镇卫生院", "县防汛抗旱指挥部"]),
        ("2023 年市场监管部门抽检，5 月县教育局发文。", ["市场监管部门", "县教育局"]),
        ("中央环保督察启动，中央生态环保督察组进驻，中央芭蕾舞团演出。", ["中央生态环保督察组", "中央芭蕾舞团"]),
        ("湘阴县公安机关出警，湘阴县政法机关开会。", ["湘阴县公安机关", "湘阴县政法机关"]),
        ("一栋六层高的建筑起火。", []),
        (
            "县领导贺海平、曾立刚及株洲星源集团、远山食品等10家企业负责人出席。",
            ["株洲星源集团", "远山食品"],
        ),
    ],
)
def test_a_body_ends_before_what_is_none_of_it(text, bodies):
    assert [m.name for m in found(text, "organisation", None)] == bodies


@pytest.mark.parametrize(
    "text, places",
    [
        ("新田县各地水库蓄水，我县水库蓄水。", ["新田县"]),
        ("聊城市张秋镇赵周李新村有路。", ["聊城市张秋镇赵周李新村"]),
        ("有青石镇、四方岗镇、刻木岭乡、佘家桥镇。", ["青石镇", "四方岗镇", "刻木岭乡", "佘家桥镇"]),
        ("调派河东、湖南、城北三个派出所警力。", []),
        ("欧洲杯开赛，欧洲多国有雨。", ["欧洲"]),
        ("祁东乡贤捐款，祁东乡音传情。", ["祁东县", "祁东县"]),
        ("衡阳水库蓄水，市委书记到场。", ["衡阳水库"]),
        ("岳阳江豚繁育基地开放。", ["岳阳江豚繁育基地"]),
    ],
)
def test_a_place_is_whole_and_where_it_is(text, places):
    assert [m.name for m in found(text, "place", None)] == places


def test_a_reservoir_does_not_tell_where_a_document_is_at_home():
    assert [m.name for m in found("衡阳水库蓄水，市委书记到场。", "organisation", None)] == ["市委"]


@pytest.mark.parametrize(
    "text, crews",
    [
        ("安溪籍企业家捐款，永春籍医疗专家回乡，湘籍企业家座谈。", ["安溪籍企业家", "永春籍医疗专家", "湘籍企业家"]),
        ("五名药师和三位护士长参加，各位客商考察。", ["药师", "护士长", "客商"]),
        ("骨科专家坐诊，对口支援专家查房。", ["骨科专家", "对口支援专家"]),
        ("挂一个专家号要等，“百名医生下基层”行动启动。", []),
    ],
)
def test_a_crew_is_whole(text, crews):
    assert [m.name for m in found(text, "group", None)] == crews


@pytest.mark.parametrize(
    "text, type_, names",
    [
        ("水利部指导长江水利委员会调度水库，水利部门值守。", "organisation", ["水利部", "长江水利委员会", "水利部门"]),
        ("市水利局指导组到场。", "organisation", ["市水利局指导组"]),
        ("县公安局鼓楼派出所到场。", "organisation", ["县公安局鼓楼派出所"]),
        ("长沙警方通报，常德市中院宣判。", "organisation", ["长沙警方", "常德市中院"]),
        ("青石镇爱心企业湖南省远航科技有限公司捐款。", "organisation", ["湖南省远航科技有限公司"]),
        ("国家税务总局湖南省税务局通报。", "organisation", ["国家税务总局湖南省税务局"]),
        ("8市（自治州）受灾，江南、华南有雨。", "place", []),
        ("富民路交叉口附近一小区起火。", "place", ["富民路"]),
        ("调度东江、丹江口等水库拦洪。", "place", []),
        ("京沪高速、沪渝高速、沪昆高速通车。", "place", ["京沪高速", "沪渝高速", "沪昆高速"]),
    ],
)
def test_a_body_or_a_place_is_one(text, type_, names):
    assert [m.name for m in found(text, type_, None)] == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("村民古丽别克·买买提江赶着羊群转场。", ["古丽别克·买买提江"]),
        ("牧民巴合提别克·木拉提说，草场好多了。", ["巴合提别克·木拉提"]),
        ("护林员塔依尔别克·阿不都拉在巡山。", ["塔依尔别克·阿不都拉"]),
        ("党员干部别克·努尔兰捐款500元。", ["别克·努尔兰"]),
        ("这是乌兹别克斯坦的商人，他开一辆别克轿车。", []),
    ],
)
def test_a_name_of_several_parts_is_whole_to_the_left(text, names, tagger):
    assert [m.name for m in found(text, "person", tagger)] == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("嫌疑人角某、多某对在草场盗窃的事实供认不讳。", ["角某", "多某"]),
        ("多某、才某借走3匹马。", ["多某", "才某"]),
        ("法院判处被告人冶某某和仓某有期徒刑。", ["冶某某", "仓某"]),
        ("牧民曲某报警。", ["曲某"]),
        ("民警在某小区、某村走访，记者从某公司了解到有某种情况。", []),
        ("该公司与某县、某乡签约。", []),
    ],
)
def test_people_whose_names_are_kept_back(text, names, tagger):
    assert [m.name for m in found(text, "person", tagger)] == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("该局在徐兰、徐蚌、京九等方向增开列车。", []),
        ("该局在胶济、石济、日兰方向加开列车。", []),
        ("东坪、金紫、田坪等3个乡镇开展检查。", []),
        ("高背浦、金紫等码头停满了船。", []),
        ("李文军、王海波等村民到场。", ["李文军", "王海波"]),
        ("张建国、刘志强等3名村干部和赵新民等乡镇干部在场。", ["张建国", "刘志强", "赵新民"]),
    ],
)
def test_places_of_a_list_are_nobody(text, names):
    assert [m.name for m in found(text, "person", None)] == names


@pytest.mark.parametrize(
    "text, body",
    [
        ("浙江省义乌市商务局到市场检查。据悉，义乌市有商户94家，都按照规定在上午开业。今年以来，市商务局查获货物800公斤。", "义乌市商务局"),
        ("江苏省昆山市水务局修管道。苏州市派出专家。施工人员连续干了三天三夜，街道两旁居民纷纷点赞。市水务局出动工人。", "苏州市水务局"),
        ("江苏省昆山市水务局、太仓市水务局修管道。施工人员连续干了三天三夜，街道两旁居民纷纷点赞。市水务局出动工人。", "苏州市水务局"),
        ("长沙县安沙镇下雨。施工人员连续干了三天三夜，街道两旁居民纷纷点赞。市水务局出动工人。", "长沙市水务局"),
    ],
)
def test_a_city_of_a_county_is_meant_where_nothing_above_it_is_named(text, body):
    assert found(text, "organisation", None)[-1].name == body
