"""decode on PDF: the reading order of pages set in columns, and the lines, spaces and paragraphs of their text."""

from __future__ import annotations

import math
import random
import time

import pytest
from pdf_pages import Paper, flowed, wrapped
from test_decode import decoded, reason

LEFT, RIGHT = 40, 555
PLACES = ["东村", "西桥镇", "河边的学校", "村里的图书馆", "北山农场", "老码头"]
DEEDS = ["种下了三十棵柳树", "修好了12台水泵", "送来1.5万册课本", "清点了240箱药品", "请来了两位木匠"]


def text_of(paper):
    return decoded(paper.pdf(), media_type="application/pdf")[0]["raw_text"]


def prose(seed, n=6):
    """Paragraphs of one to four sentences, no two alike."""
    dice = random.Random(seed)

    def sentence():
        says = dice.choice(
            ["，大家都高兴。", f"，校长说：“今年比去年多{dice.randint(2, 99)}%。”", "。", f"，前后用了{dice.randint(2, 40)}天。"]
        )
        return f"{dice.choice(PLACES)}{dice.choice(['昨天', '5月6日', '近日'])}{dice.choice(DEEDS)}{says}"

    return ["".join(sentence() for _ in range(dice.randint(1, 4))) for _ in range(n)]


def columns(n, top, gutter=15, size=10):
    """Places of equal columns, each a whole number of characters wide."""
    width = ((RIGHT - LEFT - gutter * (n - 1)) / n) // size * size
    return [(LEFT + i * (width + gutter), top, width, 800) for i in range(n)]


def balanced(paragraphs, places):
    """The places made as deep as the paragraphs need to fill all of them."""
    rows = math.ceil(sum(len(wrapped(p, places[0][2])) for p in paragraphs) / len(places))
    return [(x, top, width, top + 15 * rows) for x, top, width, _ in places]


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("gutter", [9, 20])
def test_columns_are_read_from_left_to_right(n, gutter):
    paper, paragraphs = Paper(), prose(n, 24)
    paper.centred(LEFT, 60, "河边的村子今年种下许多柳树", 26, RIGHT - LEFT)
    flowed(paper, paragraphs, balanced(paragraphs, columns(n, 80, gutter)))
    assert text_of(paper) == "河边的村子今年种下许多柳树\n\n" + "\n".join(paragraphs)


def test_two_articles_one_above_the_other():
    paper, upper, lower = Paper(), prose(1, 12), prose(2, 12)
    paper.draw(LEFT, 60, "柳树种到河边", 22)
    paper.centred(LEFT, 80, "本报记者　张小河", 10, RIGHT - LEFT)
    flowed(paper, upper, balanced(upper, columns(3, 90)))
    paper.draw(LEFT, 420, "水泵修好了", 22)
    flowed(paper, lower, balanced(lower, columns(4, 430)))
    body = ["\n".join(upper), "\n".join(lower)]
    assert text_of(paper).split("\n\n") == ["柳树种到河边", "本报记者 张小河", body[0], "水泵修好了", body[1]]


def test_two_articles_side_by_side_below_a_third():
    paper, above, left, right = Paper(), prose(1, 12), prose(2, 8), prose(3, 8)
    places = balanced(above, columns(4, 80))
    paper.centred(LEFT, 60, "四个村子一起修河堤", 28, RIGHT - LEFT)
    flowed(paper, above, places)
    paper.draw(LEFT, 420, "学校添了课本", 18)
    paper.draw(places[2][0], 420, "码头来了新船", 18)
    flowed(paper, left, balanced(left, columns(4, 430)[:2]))
    flowed(paper, right, balanced(right, columns(4, 430)[2:]))
    assert text_of(paper).split("\n\n") == [
        "四个村子一起修河堤", "\n".join(above), "学校添了课本", "\n".join(left), "码头来了新船", "\n".join(right),
    ]  # fmt: skip


def test_a_column_beside_a_headline_is_an_article_of_its_own():
    paper, narrow, wide = Paper(), prose(1, 6), prose(2, 16)
    places = columns(4, 90)
    paper.draw(places[0][0], 60, "村里的事", 14)
    flowed(paper, narrow, [places[0]])
    paper.draw(places[1][0], 70, "大桥今天通车人人称好", 30)
    flowed(paper, wide, balanced(wide, places[1:]))
    assert text_of(paper).split("\n\n") == ["村里的事", "\n".join(narrow), "大桥今天通车人人称好", "\n".join(wide)]


def test_caption_below_a_photo_over_two_columns():
    paper, first, rest = Paper(), prose(1, 12), prose(2, 8)
    places = columns(3, 80)
    paper.centred(LEFT, 60, "河边的村子今年种下许多柳树", 26, RIGHT - LEFT)
    flowed(paper, first, [places[0]])
    paper.draw(places[1][0], 400, "图为学生在河边种树。 张小河 摄", 8)
    flowed(paper, rest, balanced(rest, columns(3, 420)[1:]))
    assert text_of(paper).split("\n\n")[1:] == ["\n".join(first), "图为学生在河边种树。 张小河 摄", "\n".join(rest)]


def test_columns_whose_lines_do_not_stand_level():
    paper, paragraphs = Paper(), prose(5, 24)
    level = balanced(paragraphs, columns(3, 80))
    flowed(paper, paragraphs, [(x, top + i, width, bottom + i) for (x, top, width, bottom), i in zip(level, (0, 4, 7.5), strict=True)])
    assert text_of(paper) == "\n".join(paragraphs)


def test_a_paragraph_goes_on_over_the_end_of_the_page():
    paper, paragraphs = Paper(), prose(6, 60)
    for number, page in enumerate(_pages(paragraphs, 40)):
        if number:
            paper.next_page()
        for at, (shift, line) in enumerate(page):
            paper.draw(LEFT + shift, 80 + 15 * at, line)
        paper.draw(LEFT, 40, "东村周报", 9)
        paper.draw(RIGHT - 60, 40, f"第{number + 1}版", 9)
        paper.centred(LEFT, 815, f"- {number + 1} -", 9, RIGHT - LEFT)
    assert text_of(paper) == "\n".join(paragraphs)


def _pages(paragraphs, rows):
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, 400)]
    return [lines[i : i + rows] for i in range(0, len(lines), rows)]


def test_a_running_head_with_the_day_stays_once():
    paper = Paper()
    for number in range(3):
        if number:
            paper.next_page()
        paper.draw(LEFT, 40, f"东村周报　2021年5月6日　第{number + 1}版", 9)
        flowed(paper, prose(number, 3), columns(1, 80))
    text = text_of(paper)
    assert text.count("东村周报") == 1
    assert text.startswith("东村周报 2021年5月6日 第1版\n\n")


@pytest.mark.parametrize("number", ["7", "- 7 -", "第7页", "第 7 页 共 12 页", "7 / 12", "·7·", "Page 7 of 12"])
def test_page_number_of_a_single_page(number):
    paper, paragraphs = Paper(), prose(1, 3)
    flowed(paper, paragraphs, columns(1, 80))
    paper.centred(LEFT, 815, number, 9, RIGHT - LEFT)
    assert text_of(paper) == "\n".join(paragraphs)


def test_a_number_that_ends_the_text_is_no_page_number():
    paper = Paper()
    flowed(paper, ["昨天一共种下柳树三十棵。", "今年一共240棵"], columns(1, 80))
    assert text_of(paper) == "昨天一共种下柳树三十棵。\n今年一共240棵"


@pytest.mark.parametrize(
    "drawn, read",
    [
        pytest.param([(40, "记者　韦　韬")], "记者 韦 韬", id="names set apart"),
        pytest.param([(40, "张小河"), (90, "李大山")], "张小河 李大山", id="names apart without a blank"),
        pytest.param([(40, "昨 天 下 雨 了")], "昨天下雨了", id="blanks between all characters"),
        pytest.param([(40, "昨天种了"), (82.5, "12.5"), (104, "万棵")], "昨天种了12.5万棵", id="a little space around a number"),
        pytest.param([(40, "记者 张小河")], "记者 张小河", id="a blank typed once"),
        pytest.param([(40, "old willow trees")], "old willow trees", id="words"),
        pytest.param([(40, "昨天"), (40.4, "昨天"), (60, "下雨")], "昨天下雨", id="bold by drawing twice"),
        pytest.param([(40, "共11万棵，ill 22")], "共11万棵，ill 22", id="equal characters beside each other"),
        pytest.param([(40, "河边\ue48b种树")], "河边\ue48b种树", id="private use"),
        pytest.param([(-200, "页外"), (40, "昨天下雨")], "昨天下雨", id="off the page"),
    ],
)
def test_spaces_and_characters_of_a_line(drawn, read):
    paper = Paper()
    for x, text in drawn:
        paper.draw(x, 100, text)
    assert text_of(paper) == read


@pytest.mark.parametrize("spread", [2, 8, 20])
def test_a_headline_spread_out_has_no_spaces(spread):
    paper = Paper()
    paper.draw(40, 100, "河边种下柳树", 24, spread=spread)
    assert text_of(paper) == "河边种下柳树"


def test_characters_drawn_one_by_one_in_any_order():
    paper, text = Paper(), "thirtywillowtrees"
    places = [(i, row) for i in range(len(text)) for row in range(2)]
    random.Random(1).shuffle(places)
    for i, row in places:
        paper.draw(40 + 6 * i, 100 + 20 * row, text[i], font="Courier")
    assert text_of(paper) == text + " " + text


def test_words_of_latin_text_are_joined_over_the_end_of_a_line():
    paper = Paper()
    for at, line in enumerate(["The village planted thirty wil-", "low trees by the river in 2021,", "240 more than the year before."]):
        paper.draw(40, 100 + 14 * at, line, font="Times-Roman")
    assert text_of(paper) == "The village planted thirty willow trees by the river in 2021, 240 more than the year before."


def test_lines_that_end_early_end_a_paragraph():
    paper = Paper()
    for at, line in enumerate(["东村种下三十棵", "西桥镇十棵", "老码头种下二十棵，北山农", "场种下五棵，还有河边的学", "校也种下两棵"]):
        paper.draw(40, 100 + 15 * at, line)
    assert text_of(paper) == "东村种下三十棵\n西桥镇十棵\n老码头种下二十棵，北山农场种下五棵，还有河边的学校也种下两棵"


def test_rows_of_a_table_are_read_across():
    paper = Paper()
    rows = [["村名", "柳树", "杨树"], ["东村", "30", "12"], ["西桥", "24", "8"], ["北山", "7", "115"]]
    for at, row in enumerate(rows):
        for i, cell in enumerate(row):
            paper.draw(60 + 90 * i, 100 + 16 * at, cell)
    assert text_of(paper) == "\n".join(" ".join(row) for row in rows)


def test_a_large_first_character_stands_before_its_paragraph():
    paper = Paper()
    paper.draw(40, 118, "T", 24, font="Helvetica")
    for at, (x, line) in enumerate([(66, "恤昨天上午老师带着学生"), (66, "去河边种了三十棵柳"), (40, "树，晚上大家才回家。")]):
        paper.draw(x, 104 + 15 * at, line)
    assert text_of(paper).replace("\n", "") == "T恤昨天上午老师带着学生去河边种了三十棵柳树，晚上大家才回家。"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_was_scanned_turned(turn):
    paper = Paper(842, 842)
    paper.canvas.translate(421, 421)
    paper.canvas.rotate(turn)
    paper.canvas.translate(-421, -421)
    rows = [f"willow {i} by the river" for i in range(10, 26)]
    for i, row in enumerate(rows):
        paper.draw(100 + 200 * (i // 8), 100 + 14 * (i % 8), row, font="Helvetica")
    assert text_of(paper).split() == " ".join(rows).split()


def test_a_watermark_across_the_page_is_no_text():
    paper, paragraphs = Paper(), prose(3, 6)
    flowed(paper, paragraphs, columns(1, 80))
    paper.canvas.translate(100, 300)
    paper.canvas.rotate(45)
    paper.draw(0, 842, "内部资料", 40)
    assert text_of(paper) == "\n".join(paragraphs)


def test_empty_pages_are_passed_over():
    paper = Paper()
    paper.next_page()
    paper.draw(40, 100, "昨天下雨。")
    paper.next_page()
    paper.next_page()
    assert text_of(paper) == "昨天下雨。"


def test_pictures_alone():
    paper = Paper()
    paper.canvas.rect(40, 40, 300, 300, fill=1)
    assert reason(paper.pdf(), media_type="application/pdf") == "PDF without a text layer"


def test_encrypted_with_a_password():
    paper = Paper(encrypt="willow")
    paper.draw(40, 100, "昨天下雨。")
    assert reason(paper.pdf(), media_type="application/pdf") == "encrypted PDF"


@pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
def test_a_file_cut_short_gives_text_or_a_reason(share):
    paper = Paper()
    flowed(paper, prose(1, 20), columns(2, 80))
    whole = paper.pdf()
    content = whole[: int(len(whole) * share)]
    assert reason(content, media_type="application/pdf").startswith(("broken PDF", "PDF without a text layer"))


def test_more_pages_than_are_read(monkeypatch):
    monkeypatch.setattr("kaozheng.tasks.decode.pdf.MOST_PAGES", 2)
    paper = Paper()
    for number in range(3):
        paper.draw(40, 100, f"昨天下雨{number}")
        paper.next_page()
    assert reason(paper.pdf(), media_type="application/pdf") == "PDF with 3 pages, more than 2"


def test_more_characters_than_are_read(monkeypatch):
    monkeypatch.setattr("kaozheng.tasks.decode.pdf.MOST_CHARACTERS", 100)
    paper = Paper()
    flowed(paper, prose(1, 20), columns(2, 80))
    assert reason(paper.pdf(), media_type="application/pdf") == "PDF with more than 100 characters of text"


def test_characters_strewn_over_the_page_are_read_quickly():
    paper, dice = Paper(), random.Random(1)
    for _ in range(8000):
        paper.draw(dice.random() * 580, dice.random() * 830, dice.choice("abcdefgh"), dice.choice([3, 8, 20]), font="Helvetica")
    content = paper.pdf()
    start = time.process_time()
    assert decoded(content, media_type="application/pdf")
    assert time.process_time() - start < 5
