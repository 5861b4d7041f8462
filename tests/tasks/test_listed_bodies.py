"""Bodies in a list share the place of the first; a body named again is the one named before."""

from __future__ import annotations

import pytest
from test_actors import VOCABULARY, article

from kaozheng.tasks.extract.actors import find_actors


def found(text, type_):
    return [m.name for m in find_actors([article(text)], VOCABULARY)[0] if m.type == type_]


@pytest.mark.parametrize(
    "text, bodies",
    [
        ("永兴县公安局、司法局、投资促进局和检察院参加。", ["永兴县公安局", "永兴县司法局", "永兴县投资促进局", "永兴县检察院"]),
        ("湖南省教育厅、商务厅发文。", ["湖南省教育厅", "湖南省商务厅"]),
        ("资兴市委、市政府、人大到场。", ["资兴市委", "资兴市政府", "资兴市人大"]),
        ("宁远县卫健局、疾控中心、中医院值班。", ["宁远县卫健局", "宁远县疾控中心", "宁远县中医院"]),
        ("泉州市住建局、市场监管局、鲤城区教育局检查。", ["泉州市住建局", "泉州市市场监管局", "鲤城区教育局"]),
        ("安仁县人民法院与酃州县公安局联合行动。", ["安仁县人民法院", "酃州县公安局"]),
        ("安仁县医院、学校、企业都要准备。", ["安仁县医院"]),
        ("长沙市教育局、格局和布局都变了。", ["长沙市教育局"]),
    ],
)
def test_a_list_shares_its_place(text, bodies):
    assert found(text, "organisation") == bodies


@pytest.mark.parametrize(
    "text, bodies",
    [
        ("县纪委派出督查组检查。督查组走访了8个村。", ["县纪委", "县纪委督查组", "县纪委督查组"]),
        ("县纪委派出督查组检查。市审计局督查组到场。督查组走访。", ["县纪委", "县纪委督查组", "市审计局督查组", "市审计局督查组"]),
        ("茶陵县人民法院开庭。县法院通报。", ["茶陵县人民法院", "茶陵县人民法院"]),
        ("记者从茶陵县市场监督管理局获悉，市场监管局抽检8批次。", ["茶陵县市场监督管理局", "茶陵县市场监督管理局"]),
        ("茶陵县水利局检查。会议在教育局召开。", ["茶陵县水利局", "教育局"]),
        ("省卫健委专家组到了。", ["省卫健委专家组"]),
        ("安仁县供电公司抢修。夜里，供电公司职工还在。", ["安仁县供电公司", "安仁县供电公司"]),
        ("省水利厅调度。调研组先后到安仁县、茶陵县。", ["湖南省水利厅", "调研组"]),
        ("郝敏率领的督导组到了茶陵县，各督导组都在路上。", ["督导组"]),
    ],
)
def test_a_body_named_again(text, bodies):
    assert found(text, "organisation") == bodies
