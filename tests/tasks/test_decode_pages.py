"""decode on HTML and PDF: the text layer, the title and the day that a page tells of itself."""

from __future__ import annotations

import datetime
import time

import pytest
from test_decode import decoded, reason

from kaozheng.tasks.decode.markup import visible_lines

BODY = (
    "<p>昨天上午，东村的老师带着学生去河边种树，一共种了三十棵，有柳树，也有杨树。</p>"
    "<p>村里人说，明年春天还要再种五十棵，让河两岸都绿起来，孩子们也有地方乘凉。</p>"
)


def page(body=BODY, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def text_of(markup, **known):
    return decoded(markup.encode(), media_type="text/html", **known)[0]["raw_text"]


def test_text_layer_is_the_main_content():
    nav = "<div class='nav'><a href='/'>首页</a> <a href='/a'>村务</a> <a href='/b'>图片</a></div>"
    text = text_of(page(nav + f"<div class='content'>{BODY}</div><div class='footer'><a href='/c'>联系我们</a></div>"))
    assert text.split("\n")[0].startswith("昨天上午")
    assert "五十棵" in text
    assert "首页" not in text


def test_page_that_came_as_plain_text_is_known_by_its_beginning():
    row, _ = decoded(("\ufeff <!-- x -->\n" + page()).encode())
    assert row["media_type"] == "text/html"
    assert "<p>" not in row["raw_text"]


def test_text_that_mentions_tags_stays_text():
    text = "他在黑板上写了<html>和<p>两个词。"
    assert decoded(text.encode())[0]["raw_text"] == text


NAV = (
    "<ul class='nav'>" + "".join(f"<li><a href='/{i}'>{name}</a></li>" for i, name in enumerate(["首页", "新闻", "村务", "论坛"])) + "</ul>"
)
SHARE = "<div class='bdsharebuttonbox'><a>分享到：</a><a>微信</a><a>微博</a><span>打印</span></div>"
RELATED = "<div><h3>相关新闻</h3><ul><li><a href='/1'>西桥镇修好了水泵</a></li><li><a href='/2'>老码头来了新船</a></li></ul></div>"
FOOT = "<div class='footer'><p>东村网版权所有　未经许可不得转载</p><p>联系电话：000</p></div>"
FIRST, SECOND = BODY.replace("<p>", "").split("</p>")[:2]
THIRD = "校长告诉记者，今年的树苗是北山农场送来的，比去年多了一倍，价钱却没有变。"


@pytest.mark.parametrize(
    "body, lines",
    [
        pytest.param(
            f"{NAV}<div>当前位置：<a href='/'>首页</a> &gt; 正文</div><div><h1>东村种树</h1><div><span>2021-05-06 08:00</span> "
            f"<span>来源：东村报</span></div>{SHARE}<div id='content'><p>　　{FIRST}</p><p>　　{SECOND}</p></div>"
            f"<div>责任编辑：李大山</div>{SHARE}{RELATED}</div>{FOOT}",
            ["东村种树", "2021-05-06 08:00 来源：东村报", FIRST, SECOND, "责任编辑：李大山"],
            id="news portal",
        ),
        pytest.param(
            f"<TABLE><TR><TD><A href='/'>首页</A> | <A href='/n'>新闻</A></TD></TR><TR><TD><A href='/1'>水泵修好</A><BR><A href='/2'>新船"
            f"</A><BR></TD><TD><CENTER><FONT><B>东村种树</B></FONT></CENTER><BR>2021年5月6日　东村报<BR><BR>　　{FIRST}<BR><BR>　　{SECOND}"
            f"</TD></TR></TABLE>",
            ["东村种树", "2021年5月6日　东村报", FIRST, SECOND],
            id="old page set in tables",
        ),
        pytest.param(
            f"{NAV}<h2>东村种树</h2>发布时间：2021-05-06<br/><br/>　　{FIRST}<br/>　　{SECOND}<br/>{FOOT}",
            ["东村种树", "发布时间：2021-05-06", FIRST, SECOND],
            id="no paragraph elements",
        ),
        pytest.param(
            f"{NAV}<div><h1>种树情况通报</h1><p>{FIRST}</p><table><tr><th>村名</th><th>柳树</th></tr><tr><td>东村</td><td>30</td></tr>"
            f"<tr><td><p>西桥镇</p></td><td><p>24</p></td></tr></table><p>{SECOND}</p></div>{FOOT}",
            ["种树情况通报", FIRST, "村名\t柳树", "东村\t30", "西桥镇\t24", SECOND],
            id="table of numbers",
        ),
        pytest.param(
            f"{NAV}<div>关于种树的通知</div><div>索引号：000 成文日期：2021年5月6日</div><div id='UCAP-CONTENT'><p>东村〔2021〕3号</p>"
            f"<p>各小组：</p><p>一、{FIRST}</p><p>二、{SECOND}</p><p>东村村委会</p><p>2021年5月6日</p></div>{FOOT}",
            [
                "索引号：000 成文日期：2021年5月6日",
                "东村〔2021〕3号",
                "各小组：",
                f"一、{FIRST}",
                f"二、{SECOND}",
                "东村村委会",
                "2021年5月6日",
            ],
            id="notice of an office",
        ),
        pytest.param(
            f"<header><nav><a>首页</a></nav></header><article><h1>东村种树</h1><section><p>{FIRST}</p><figure><img src='a.jpg'>"
            f"<figcaption>学生在河边。张小河 摄</figcaption></figure><p>{SECOND}</p></section></article><button>展开全文</button>"
            f"<div><a href='/1'>猜你喜欢：水泵修好了</a></div><template><p>{THIRD}</p></template>",
            ["东村种树", FIRST, "学生在河边。张小河 摄", SECOND],
            id="page for telephones",
        ),
        pytest.param(
            f"<div><div>{FIRST}</div><div>{SECOND}<span style='display: none;'>藏</span></div><div hidden>{THIRD}</div></div>"
            f"<div class='x' style=\"color:red;display:none\"><div>{THIRD}</div>里层</div><noscript>请打开脚本。</noscript>",
            [FIRST, SECOND],
            id="hidden elements",
        ),
        pytest.param(
            f"<div><p>&nbsp;&nbsp;{FIRST}</p><p>&#12288;校长说：&ldquo;今年&mdash;&mdash;比去年多&lt;一倍&gt;。&rdquo;A&amp;B</p>"
            f"<p>{SECOND}</p></div>",
            [FIRST, "校长说：“今年——比去年多<一倍>。”A&B", SECOND],
            id="entities",
        ),
        pytest.param(
            f"<div class=nav><a href=/>首页</a><a href=/n>新闻<div class=con><h1>东村种树</h1><p>{FIRST}<p><b>{SECOND}<div>责任编辑 李大山",
            ["东村种树", FIRST, SECOND, "责任编辑 李大山"],
            id="unclosed elements",
        ),
        pytest.param(
            f"{NAV}<div class='list'><h2>东村种树</h2><p>{FIRST}</p><h2>明年再种</h2><p>{SECOND}</p><h2>树苗哪里来</h2>"
            f"<ul><li>{THIRD}</li><li>柳树三十棵；</li><li>杨树十二棵。</li></ul></div>{FOOT}",
            ["东村种树", FIRST, "明年再种", SECOND, "树苗哪里来", THIRD, "柳树三十棵；", "杨树十二棵。"],
            id="several items",
        ),
    ],
)
def test_pages_of_several_builds(body, lines):
    assert text_of(page(body, "<title>东村种树</title>")).split("\n") == lines


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div style='display:none'>{BODY}", id="a hidden element without an end"),
        pytest.param(f"<div style='display:none'>{BODY}</div>", id="a page that a script shows"),
        pytest.param(f"<div class='article share'>{BODY * 10}</div>", id="an article named for sharing"),
        pytest.param(f"<div class='shareholders'>{BODY}</div>", id="a longer name"),
    ],
)
def test_what_is_hidden_or_a_bar_takes_no_article_with_it(body):
    assert FIRST in text_of(page(body))


@pytest.mark.parametrize("written", ["\ue48b", "&#xE48B;", "&#58507;"])
def test_private_use_characters_are_kept(written):
    assert "河边\ue48b种树" in text_of(page(BODY.replace("河边种树", f"河边{written}种树")))


def test_inline_elements_part_no_sentence():
    assert text_of(page("<p>村里<b>今年</b>种了<span>三十</span>棵<a href='/a'>柳树</a>。</p>")) == "村里今年种了三十棵柳树。"


def test_short_last_paragraph_is_kept():
    text = text_of(page(f"<div id='content'>{BODY}<p>大家都来！</p></div><div><a href='/c'>联系我们</a></div>"))
    assert text.endswith("\n大家都来！")


def test_title_time_and_source_above_the_content_and_credits_below_it_are_kept():
    above = "<h1>东村种树</h1><div>2021-05-06 08:00 来源：东村报</div>"
    text = text_of(
        page(f"<div><a href='/'>首页</a></div>{above}<div id='content'>{BODY}<p>（记者 甲乙）</p></div>", "<title>东村种树_东村网</title>")
    )
    lines = text.split("\n")
    assert lines[:2] == ["东村种树", "2021-05-06 08:00 来源：东村报"]
    assert lines[-1] == "（记者 甲乙）"


def test_paragraphs_of_an_old_page_set_in_a_table_stay_apart():
    cell = BODY.replace("<p>", "　　").replace("</p>", "<br><br>")
    text = text_of(page(f"<table><tr><td><a href='/'>首页</a></td></tr><tr><td>{cell}</td></tr></table>"))
    assert [line.lstrip()[:2] for line in text.split("\n")][-2:] == ["昨天", "村里"]


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>柳<rp>(</rp><rt>liǔ</rt><rp>)</rp></ruby>",
        "<ruby>柳<rt>liǔ</ruby>",
        "<RUBY>柳<RT class='a'>liǔ</RT></RUBY>",
    ],
)
def test_ruby_readings_are_no_text(ruby):
    assert "有柳树" in text_of(page(BODY.replace("柳", ruby)))


def test_all_visible_text_where_the_main_content_is_not_found():
    assert text_of("<font>今天下雨。</font><br><font>明天天晴。</font>") == "今天下雨。\n明天天晴。"


def test_a_menu_is_no_text_where_the_main_content_is_not_found():
    menu = "".join(f"<a href='/{name}'>{name}</a>" for name in ("首页", "要闻", "视频"))
    assert text_of(f"<html><body>{menu}<p>渡口停航</p><a href='/1'>昨日头条</a></body></html>") == "渡口停航\n昨日头条"
    assert text_of(f"<html><body><p>{menu}</p></body></html>") == "首页要闻视频"


def test_a_menu_opens_no_main_content():
    menu = "".join(f"<a href='/{name}'>{name}</a>" for name in ("首页", "渡口要闻", "航道视频", "登录注册"))
    assert text_of(page(menu + f"<div>{BODY}</div>")).startswith("昨天上午")


def test_scripts_styles_and_comments_are_no_text():
    markup = "<style>a{}</style><script>if (a < b) document.write('</p>')</script><!-- <p>旧文</p> --><p><b>今天</b>下雨</p>"
    assert text_of(markup) == "今天下雨"


@pytest.mark.parametrize(
    "head, body, day",
    [
        pytest.param('<meta name="PubDate" content="2021-05-06 08:00">', "", (2021, 5, 6), id="meta element"),
        pytest.param("<meta content='2021-05-06T08:00:00+08:00' property='article:published_time'/>", "", (2021, 5, 6), id="open graph"),
        pytest.param('<script type="application/ld+json">{"datePublished": "2021-05-06"}</script>', "", (2021, 5, 6), id="linked data"),
        pytest.param("", '<time datetime="2021-05-06">昨天</time>', (2021, 5, 6), id="time element"),
        pytest.param("", "<i>发布时间：2021年5月6日</i>", (2021, 5, 6), id="label"),
        pytest.param("", "<h1>种树</h1><span> 2021-05-06 08:00:12 </span>", (2021, 5, 6), id="time stamp below the headline"),
        pytest.param("", "<b>2021-05-07 08:00</b><h1>种树</h1>", None, id="a clock above the headline"),
        pytest.param("", "<i>發(fā)表時(shí)間:2021-05-06 18:20</i>", (2021, 5, 6), id="glossed label"),
        pytest.param('<meta name="date" content="0000-00-00">', "<p>2021年5月6日，东村种树。</p>", None, id="a date in the text is none"),
    ],
)
def test_day_of_publication_by_the_page(head, body, day):
    row, _ = decoded(page(body + BODY, head).encode(), media_type="text/html")
    assert row["published_on"] == (day and datetime.date(*day))


def test_the_source_knows_better_than_the_page():
    head = '<title>东村种树_东村网</title><meta name="pubdate" content="2021-05-06">'
    row, _ = decoded(page(head=head).encode(), media_type="text/html")
    assert (row["title"], row["published_on"]) == ("东村种树", datetime.date(2021, 5, 6))
    row, _ = decoded(page(head=head).encode(), media_type="text/html", title="种树", published="2021-05-07")
    assert (row["title"], row["published_on"]) == ("种树", datetime.date(2021, 5, 7))


@pytest.mark.parametrize("declaration", ['<meta charset="gb2312">', "<meta http-equiv='Content-Type' content='text/html; charset=gbk'>"])
def test_charset_by_the_page(declaration):
    row, _ = decoded(page(head=declaration).encode("gbk"), media_type="text/html")
    assert (row["charset"], row["charset_basis"]) == ("gb18030", "declared")
    assert "三十棵" in row["raw_text"]


def test_lost_characters_of_a_page_are_in_the_ledger():
    row, repairs = decoded(page().encode().replace("杨".encode(), b"\xe6\x9d"), media_type="text/html")
    assert [row["raw_text"][r["raw_start"] : r["raw_end"]] for r in repairs] == ["\ufffd"]


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 200_000 + "今天下雨。", id="nested"),
        pytest.param("<p>今。</p>" * 100_000, id="many"),
        pytest.param("<" * 500_000 + "今", id="brackets"),
        pytest.param("<meta " * 100_000 + ">今", id="meta"),
        pytest.param("<rt>" * 100_000 + "<p>今天", id="ruby"),
        pytest.param("<table><tr><td>" * 50_000 + "今", id="tables"),
        pytest.param('今<a title="' * 50_000, id="open attributes"),
        pytest.param("今<!--" * 100_000, id="open comments"),
        pytest.param("今<script>" * 100_000, id="open scripts"),
        pytest.param("今" + "\n" * 500_000, id="blank lines"),
        pytest.param("<table>" + "<tr><td>今<td>1" * 100_000, id="cells"),
        pytest.param("<div style='display:none'>今" * 100_000, id="hidden elements"),
        pytest.param("<div " + "class=" * 300_000 + ">今", id="attributes"),
        pytest.param(f"<p {' '.join(f'a{i}=1' for i in range(100_000))}>今", id="attributes of many names"),
        pytest.param("<p " + "".join(f"a{i}='<>'" for i in range(30_000)) + ">今", id="attributes with tags in them"),
        pytest.param(f'<p b="{"x" * 5000}" {" ".join(f"a{i}" for i in range(100_000))}>今', id="attributes after a long one"),
        pytest.param("今<a b='" + "c " * 2_000_000, id="an attribute without end"),
        pytest.param("<h1>今" + ">2021-05-06 " * 100_000, id="days"),
        pytest.param("<p>" + FIRST * 100_000 + "今", id="a paragraph of several megabytes"),
    ],
)
def test_hostile_pages_are_quick(markup):
    start = time.process_time()
    assert "今" in text_of(markup)
    assert time.process_time() - start < 5


def test_page_without_text():
    assert reason(b"<html><body><img src='a.png'></body></html>", media_type="text/html") == "page without text"


def pdf(*pages):
    """A PDF file with a line of Latin text a page, written by hand."""
    kids = [3 + 2 * i for i in range(len(pages))]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{' '.join(f'{k} 0 R' for k in kids)}] /Count {len(pages)} >>"]
    font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    for kid, line in zip(kids, pages, strict=True):
        drawn = f"BT /F1 12 Tf 72 700 Td ({line}) Tj ET" if line else ""
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {kid + 1} 0 R /Resources {font} >>")
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return content + f"{tail}startxref\n{len(content)}\n%%EOF\n".encode()


def test_pages_of_a_pdf_are_parted_by_a_blank_line():
    row, _ = decoded(pdf("first page", "second page"), media_type="application/pdf")
    assert row["raw_text"] == "first page\n\nsecond page"
    assert (row["charset"], row["charset_basis"], row["media_type"]) == (None, "none", "application/pdf")


def test_pdf_without_text():
    assert reason(pdf(""), media_type="application/pdf") == "PDF without a text layer"


def test_encrypted_pdf():
    key = "<" + "00" * 32 + ">"
    lock = f"<< /Filter /Standard /V 1 /R 2 /O {key} /U {key} /P -4 >>"
    locked = pdf("secret").replace(b"/Root 1 0 R >>", f"/Root 1 0 R /ID [{key} {key}] /Encrypt {lock} >>".encode())
    assert reason(locked, media_type="application/pdf") == "encrypted PDF"


ROWS = (
    "<table><tr><th rowspan=2>村名</th><th colspan='2'>树</th><th>亩</th></tr><tr><th>柳树</th><th>杨树</th><th>面积</th></tr>"
    "<tr><td>东村</td><td>30</td><td></td><td>5</td></tr><tr><td>西桥镇</td><td>24</td><td>8</td><td>&nbsp;</td></tr></table>"
)


def test_cells_of_a_table_stand_below_their_heads_whatever_is_empty_or_spans():
    text = text_of(page(BODY + ROWS + BODY))
    assert text.split("\n")[2:6] == ["村名\t树\t\t亩", "\t柳树\t杨树\t面积", "东村\t30\t\t5", "西桥镇\t24\t8\t"]


@pytest.mark.parametrize(
    "rows",
    [
        "<table><tr><td rowspan=99 colspan=99>东村</td><td>30</td></tr></td></tr></table></table><td>8",
        "<td rowspan=3>东村<td>30</table><tr><td>8",
        "<table><tr><td>东村<table><tr><td rowspan=2>30</td><td>8</td></tr></table></td></tr></table>",
    ],
)
def test_broken_tables_keep_their_text(rows):
    text = text_of(page(BODY + rows + BODY))
    assert "东村" in text.split("\n", 2)[2]
    assert "30" in text


def test_spans_take_no_more_than_they_are_worth():
    rows = "<table>" + "<tr><td rowspan=999 colspan=999>东村</td><td>30</td></tr>" * 300 + "</table>"
    begun = time.perf_counter()
    assert sum(len(line.text) for line in visible_lines(rows)) < 100_000
    assert time.perf_counter() - begun < 5
