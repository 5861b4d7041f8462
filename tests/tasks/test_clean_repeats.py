"""clean: what a page says twice, and what a text may well repeat."""

from __future__ import annotations

import pytest
from growth import grows_linearly

from kaozheng.tasks.clean import repaired
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
FIRST = "8月3日，松河镇组织民兵和干部在河堤上巡查，全镇已备沙袋2万只，转移低洼处住户36户，没有人员伤亡。"
SECOND = "镇长说，夜里雨小了，值守的人却不敢睡，两个小时看一次水位，水位每涨一寸都要写进本子里，也要告诉上游。"
LABELLED = "责任单位：镇农业服务中心、镇水利站、镇民政所、镇财政所、镇派出所、镇卫生院、镇中心小学和各村村民委员会"
DAY = "2021-08-04"
SHORT = "何平代表松河镇领奖后说话。"
HEADLINE = "松河镇民兵夜巡河堤护一方平安"


def cleaned(raw):
    return repaired("d", raw, VOCABULARY)[0].string


@pytest.mark.parametrize(
    "raw, after",
    [
        pytest.param([FIRST, FIRST], [FIRST], id="one paragraph twice"),
        pytest.param([FIRST, SECOND, FIRST, SECOND], [FIRST, SECOND], id="the text twice"),
        pytest.param(["记者 何平", FIRST, "记者 何平", FIRST], ["记者 何平", FIRST], id="a short line in the row"),
        pytest.param([FIRST, HEADLINE, DAY, FIRST, SECOND], [HEADLINE, DAY, FIRST, SECOND], id="a summary above the text"),
        pytest.param([HEADLINE, HEADLINE, FIRST], [HEADLINE, FIRST], id="a headline twice"),
        pytest.param([HEADLINE, DAY, f"原标题：{HEADLINE}", FIRST], [DAY, f"原标题：{HEADLINE}", FIRST], id="as the source called it"),
        pytest.param([HEADLINE, HEADLINE, DAY, HEADLINE, FIRST, HEADLINE], [DAY, HEADLINE, FIRST], id="a headline four times"),
        pytest.param(
            [HEADLINE, "堤外又来了三支抢险队", DAY, HEADLINE, FIRST],
            ["堤外又来了三支抢险队", DAY, HEADLINE, FIRST],
            id="a list of headlines above",
        ),
        pytest.param([HEADLINE, FIRST, HEADLINE, SECOND, HEADLINE], [HEADLINE, FIRST, SECOND], id="a headline over each picture"),
        pytest.param(
            [FIRST, "何平代表松河镇领奖后说话。", "何平代表松河镇领奖后说话。"],
            [FIRST, "何平代表松河镇领奖后说话。"],
            id="right behind itself",
        ),
    ],
)
def test_what_is_said_twice_is_kept_once(raw, after):
    assert cleaned("\n\n".join(raw)).split() == "\n".join(after).split()


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param([FIRST, LABELLED, SECOND, LABELLED], id="a labelled line"),
        pytest.param([FIRST, "加油，松河！", SECOND, "加油，松河！"], id="a refrain"),
        pytest.param(["河水一寸一寸涨上来", "我们一步不退", "河水一寸一寸涨上来", "我们一步不退"], id="verse"),
        pytest.param(["村名", "已完工", "甲村", "已完工"], id="cells"),
        pytest.param([FIRST, SECOND, "一、加固河堤及沿线的涵闸", FIRST[:30], "一、加固河堤及沿线的涵闸"], id="a subhead further down"),
    ],
)
def test_what_a_text_repeats_of_itself_stays(raw):
    assert cleaned("\n\n".join(raw)).split() == "\n".join(raw).split()


def test_a_copy_leaves_a_row_with_its_text():
    rows = [row for row in repaired("d", f"{FIRST}\n{FIRST}\n", VOCABULARY)[1] if row["kind"] == "boilerplate"]
    assert [(row["raw_start"], row["before"].strip(), row["lossy"]) for row in rows] == [(len(FIRST) + 1, FIRST, False)]


@pytest.mark.parametrize("end", ["。（松河电视台）", "。”（何平）", "！(文字记者何平、摄影记者陆田)"])
def test_a_credit_in_brackets_ends_its_paragraph(end):
    raw = f"{FIRST[:-1]}{end}\n{SECOND}\n"
    assert len(cleaned(raw).strip().split("\n")) == 2


def test_copies_cost_time_in_proportion():
    assert grows_linearly(lambda n: cleaned(f"{FIRST}\n{HEADLINE}\n" * (n // 60)))
