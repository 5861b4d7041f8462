"""What tells a lost number on a page that has lost its digits, and the same words where nothing is lost."""

from __future__ import annotations

import pytest

from kaozheng.tasks.extract.bare_units import scan_bare_units
from kaozheng.tasks.extract.loss import scan_losses
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


@pytest.mark.parametrize(
    "text, units",
    [
        ("大队派出辆消防车和名指战员赶到。", ["辆", "名"]),
        ("停电的个台区涉及户，力争恢复。", ["个", "户"]),
        ("他自驾公里赶来，连续奋战多小时。", ["公里", "多小时"]),
        ("洪峰流量达每秒立方米。", ["立方米"]),
        ("转移群众人，设置安置点处。", ["人", "处"]),
        ("找到了岁的老人。", ["岁"]),
        ("西安家连锁书店，广州所新学校。", ["家"]),
        ("全省个口岸，全厂名工人。", ["个", "名"]),
        ("派名处级干部，救起名轻伤司机。", ["名", "名"]),
        ("组建个小组，个封闭小区。", ["个", "个"]),
        ("厂里每天清洗次，他来回跑了趟。", ["次", "趟"]),
        ("他向名学徒说，由名老师傅带。", ["名", "名"]),
        ("存粮吨，鲜菜吨，货款元。", ["吨", "吨", "元"]),
        ("走了个小时，运了个小时。", ["个小时", "个小时"]),
        ("三天没回过家，送到家，招呼家人们。", []),
        ("加密采样频次，走遍小区楼栋。", []),
        ("这辆消防车和每名指战员都到了。", []),
        ("两名队员到了，几个人没来。", []),
        ("人人有责，处处有人，户户相连。", []),
        ("个人和家庭，件件有回音。", []),
    ],
)
def test_bare_units(text, units):
    found = list(scan_bare_units(text, VOCABULARY))
    assert [text[q.start : q.end] for q in found] == units
    assert all(q.value is None and q.status == "lost" for q in found)


@pytest.mark.parametrize(
    "text, found",
    [
        ("动员万名青年，发放中药万袋，接种万剂次。", ["万名", "万袋", "万剂次"]),
        ("累计运粮余万吨，惠及万户。", ["余万吨", "万户"]),
        ("第天，第场发布会，第个馆。", ["天", "场", "个"]),
        ("对例病人，对处路口，对名学员。", ["例", "处", "名"]),
        ("甲县例乙县例丙县例，均为例。", ["例", "例", "例", "例"]),
        ("利润同比增长，产值环比下降。增长，占比提高。", ["", "", ""]),
        ("就业率达到西江市人社局局长说", [""]),
        ("占全年任务的。相当于去年的，", ["", ""]),
        ("岗位从个增加到个，时间由天压缩到天。", ["个", "天"]),
        ("造成人死亡人受伤，其中人伤势较重。", ["人", "人", "人"]),
        ("海拔米的村子，水位米。", ["米", "米"]),
        ("抽调名工程师，出动艘渔船。", ["名", "艘"]),
        ("快个百分点，下降个百分点。", ["个百分点", "个百分点"]),
        ("省里有个项目，共个工作日。", ["个", "个"]),
        ("满意率一直在以上。", [""]),
        ("上万名观众，千万个家庭，数万亩，几万吨，百万户。", []),
        ("千家万户，万人空巷，万家灯火，万元户，亿元以上项目。", []),
        ("比例、病例、例如、惯例、案例、条例、以此为例。", []),
        ("第一天，第二场，第三例。", []),
        ("实现增长，保持同比增长态势，由降转增。", []),
        ("出勤率达到目标，满意率达到历史最高，入学率达到全国水平。", []),
        ("对个人，对家庭，对名单，对条件，对处理。", []),
        ("组织名单，带领名师，选派名医。", []),
        ("上个月，这个小时，每个村，半个月，几个县。", []),
        ("先后次序，屋里有人，张三等人，一行人。", []),
    ],
)
def test_cues_of_a_stripped_page(text, found):
    assert [text[q.start : q.end] for q in scan_losses(text, VOCABULARY, stripped=True)] == found


@pytest.mark.parametrize(
    "text", ["动员万名青年，抽调名工程师。", "第场发布会，全省个口岸。", "同比增长，占全年任务的。", "走了个小时，对处路口。"]
)
def test_cues_of_a_stripped_page_tell_nothing_elsewhere(text):
    assert not list(scan_losses(text, VOCABULARY))
