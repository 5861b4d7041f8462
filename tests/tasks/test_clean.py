"""clean: each repair on made-up texts, what it must leave alone, and the invariants of text and ledger."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaozheng.tasks.batch import aligned_texts
from kaozheng.tasks.clean import STEPS, applied, boilerplate, clean, repaired
from kaozheng.tasks.clean.draft import Draft
from kaozheng.tasks.tables.staging import DECODED
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()


def cleaned(raw):
    return repaired("d", raw, VOCABULARY)[0].string


def ledger(raw, kind):
    return [row for row in repaired("d", raw, VOCABULARY)[1] if row["kind"] == kind]


def check_invariants(raw):
    text, rows = repaired("d", raw, VOCABULARY)
    for at, char in enumerate(text.string):
        start, end = text.raw_span(at, at + 1)
        assert 0 <= start <= end <= len(raw)
        if char == "\n" or end - start != 1:
            continue
        assert raw[start] == char or rows
    for row in rows:
        assert 0 <= row["raw_start"] <= row["raw_end"] <= len(raw)
        assert row["stage"] == "clean"
        assert 0 < row["confidence"] <= 1
        if row["before"] is None:
            assert row["n"] > 0
    if not rows:
        assert text.string == raw
    return text, rows


@pytest.mark.parametrize(
    "raw, after",
    [
        pytest.param("當(dāng)年的學(xué)校", "当年的学校", id="toned"),
        pytest.param("當(dang)年的學(xue)校", "当年的学校", id="toneless"),
        pytest.param("當(dang)(dang)年的學(xue)(xue)(xue)校", "当年的学校", id="the same gloss again"),
        pytest.param("當（dāng）年的學（xué）校", "当年的学校", id="full-width brackets"),
        pytest.param("當(dɑnɡ)年", "当年", id="letters of GBK"),
        pytest.param("當(da\u0304ng)年", "当年", id="combining tone mark"),
        pytest.param("孩子们放学(xué)，老师教(jiāo)他们学(xué)画", "孩子们放学，老师教(jiāo)他们学画", id="simplified, every occurrence"),
        pytest.param("农(nóng)民说，医(yī)院远(yuǎn)，还(hái)要走", "农民说，医院远，还要走", id="simplified, several hosts"),
        pytest.param("醫(yī)院離(lí)村遠(yuǎn)，\ue123(zhào)人", "医院离村远，\ue123人", id="private-use host"),
        pytest.param("醫(yī)院離(lí)村遠(yuǎn)，行(xíng)人", "医院离村远，行人", id="a host of several readings among others"),
        pytest.param("河西{pinyin:xī}村、东《繁体:東》村有2{练:èr}4户", "河西村、东村有24户", id="labelled, a numeral too"),
        pytest.param("村里[lǐ]的医(yī)院离(lí )村很远(yuan3 )", "村里的医院离村很远", id="square brackets, tones as digits"),
        pytest.param("村里lǐ 的医(yī)院离lí村很远(yuǎn)", "村里的医院离村很远", id="without brackets among others"),
    ],
)
def test_gloss_is_taken_out(raw, after):
    assert cleaned(raw) == after
    check_invariants(raw)


def test_host_keeps_the_raw_span_of_its_gloss():
    text, rows = repaired("d", "小當(dāng)家", VOCABULARY)
    assert text.string == "小当家"
    assert text.raw_span(1, 2) == (1, 8)
    assert [(r["before"], r["after"], r["raw_start"], r["raw_end"]) for r in rows if r["kind"] == "gloss"] == [("當(dāng)", "當", 1, 8)]


def test_wrong_reading_costs_confidence():
    rows = ledger("醫(yī)院離(lí)村遠(yuǎn)，樹(hé)高", "gloss")
    assert [row["confidence"] for row in rows[:3]] == [0.99] * 3
    assert rows[3]["confidence"] < 0.7


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("他给儿子取名牛犇(bēn)。", id="a rare character"),
        pytest.param("从重(chóng)庆坐船下来", id="an uncommon reading"),
        pytest.param("从六(lù)安坐车下来", id="a place name's reading"),
        pytest.param("北京(běijīng)和上海(shànghǎi)", id="words glossed as words"),
        pytest.param("春(chūn)眠(mián)不(bù)觉(jué)晓(xiǎo)", id="a lesson"),
        pytest.param("“远”字读作远(yuǎn)，不是近。", id="about reading"),
        pytest.param("变?yōu)学", id="a gloss without its bracket"),
        pytest.param("河西{电话：东}村，见《红楼：梦》", id="a label of something else"),
        pytest.param("他在咖啡馆Café里唱déjà vu", id="words of another language"),
    ],
)
def test_reading_that_is_meant_stays(raw):
    assert cleaned(raw) == raw


@pytest.mark.parametrize("inside", ["km", "WHO", "Smith", "the river", "5G", "he"])
def test_other_brackets_stay(inside):
    assert cleaned(f"远处(1){inside}，路程({inside})") == f"远处（1）{inside}，路程（{inside}）"


@pytest.mark.parametrize(
    "raw, after",
    [
        pytest.param("全村粮食产量增□长，规上工№业恢复", "全村粮食产量增□长，规上工业恢复", id="in a word"),
        pytest.param("工(✒)厂复(📼)工，农(⛄)民(🎹)种(☎)树，增⌒ 产(🐌)", "工厂复工，农民种树，增产", id="pictures in brackets"),
        pytest.param("工♂厂复▅工，农∩民种树，位居第→4位，产量→高", "工厂复工，农民种树，位居第4位，产量高", id="elsewhere on such a page"),
        pytest.param("就工厂复工Q : P ! w G复产作了部署", "就工厂复工复产作了部署", id="a row in a sentence"),
        pytest.param(
            "一日一报L s % 7 & i % 3；12人在岗，村里的人都来种树", "一日一报；12人在岗，村里的人都来种树", id="a row before a mark"
        ),
        pytest.param("大家都来种树。! O6 e# V* w6 K8 q! v9\n村里的人都来了", "大家都来种树。\n村里的人都来了", id="a row at the end"),
        pytest.param("共种树W ! q # 5 r 12棵，大家都来种树了", "共种树12棵，大家都来种树了", id="a number behind a row"),
    ],
)
def test_noise_is_taken_out(raw, after):
    assert cleaned(raw) == after
    assert ledger(raw, "noise")
    check_invariants(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "从河口→东村→西村，坐船去",
        "■河口新闻●链接▲村里消息",
        "评为五★级，3×4米，气温≥20℃，第№5号",
        "二○二二年，二〇二一年",
        "设A B C D E F六个区，分1 2 3 4 5 6号",
        "按 y = a + b * x + c ! 算，大家都会",
    ],
)
def test_signs_that_mean_something_stay(raw):
    assert not ledger(raw, "noise")


@pytest.mark.parametrize(
    "raw, after",
    [
        ("树有１２３棵，占９８．５％，编号ＡＢ", "树有123棵，占98.5%，编号AB"),
        ("今天,明天;后天:好!", "今天，明天；后天：好！"),
        ("共1,000棵,18:20到(含2棵),3:2", "共1,000棵，18:20到（含2棵），3:2"),
        ("增长5%,3个村", "增长5%，3个村"),
        ("见http://a.cn/b,c和plain, simple", "见http://a.cn/b,c和plain, simple"),
        ("甲(乙(丙)丁)", "甲（乙（丙）丁）"),
        ("他来吗?", "他来吗？"),
        ("他来吗?她说", "他来吗？她说"),
        ("河?边", "河?边"),
        ("河\ue48b?40棵", "河\ue48b?40棵"),
        ("种完了.", "种完了。"),
        ("种完了,,回家，,睡觉", "种完了，回家，睡觉"),
        ("种完了,。书记,、村长40人，,；都在，。", "种完了。书记、村长40人；都在。"),
        ("⼆⽉⼗⽇", "二月十日"),
    ],
)
def test_width_and_commas(raw, after):
    assert cleaned(raw) == after
    check_invariants(raw)


@pytest.mark.parametrize(
    "raw, after",
    [
        ('他说:"来了."她说:"好."', "他说：“来了。”她说：“好。”"),
        ('"清早"和"傍晚"', "“清早”和“傍晚”"),
        ('他说:"清早来,\n傍晚走。"', "他说：“清早来，\n傍晚走。”"),
        ('到了傍晚。"他走了', "到了傍晚。”他走了"),
        ('say "hello" to', 'say "hello" to'),
        ('一块5"的板', '一块5"的板'),
    ],
)
def test_quotation_marks(raw, after):
    assert cleaned(raw) == after


@pytest.mark.parametrize(
    "raw, after",
    [
        ("東村種樹，規定每戶三棵", "东村种树，规定每户三棵"),
        ("他坐著讀書，隨著學生，接著作畫", "他坐着读书，随着学生，接着作画"),
        ("著名作家的原著顯著，他著手寫著作", "著名作家的原著显著，他着手写著作"),
        ("王昇和李濛在村里种了很多树，按規定浇水，大家都说好", "王昇和李濛在村里种了很多树，按规定浇水，大家都说好"),
        ("鲁迅著，书店出版", "鲁迅著，书店出版"),
        ("陜西省的村民种树", "陕西省的村民种树"),
        ("衞生署在東鄕種樹，場面熱烈", "卫生署在东乡种树，场面热烈"),
    ],
)
def test_script(raw, after):
    assert cleaned(raw) == after


PROSE = "今年春天，东村的人在河边种了三十棵柳树，又在山上种了五十棵松树，大家都说好。"


@pytest.mark.parametrize(
    "line",
    [
        "當(dāng)前位置：首页 > 村务 > 正文",
        "河东村务网 > 即时新闻 > 村务",
        "> 首页 > 种植 > 正文",
        "村务原创 >",
        "返回",
        "1 2 3 … 下一页",
        "当前版：04版 上一版 下一版",
        "1200期 本期3400版 当前A1下一版",
        "第A06版：村里新闻",
        "首页 新闻 时政 财经 社会 科技 文化",
        "---|---|",
        "| |||",
        "转载请注明地址：http://www.example.org/a/12.html",
        "https://www.example.org/2021-08/a.html",
        "3上一篇 下一篇4",
        "3  4",
        "返回主页 | 版面导航 | 标题导航",
        "下一版»本期共4版，当前第1版 PDF",
        "第A18版：村里热线 | 上一版3 4下一版 | ![]()",
        "某网首页 · 快报首页 · 【繁体阅读】 【柳树排行】",
        "图片1",
        "柳树.jpg",
        "】 【",
        "News",
        "Sorry, your browser doesn't support Java(tm).",
        "设为书签Ctrl+D将本页面保存为书签，全面了解最新资讯",
        "欢迎关注东村新闻APP",
        "这是东村网-订户专区，进入本区前，请先登录系统...",
        "版权为东村网所有 未经同意不得复制或镜像",
        "主办：东村村务办公室 承办：东村电子信息组",
        "本篇文章161字，读完约1分钟",
        "东村社第一工作室出品",
        "画面来源：东村融媒体中心",
        "特别提醒：如果我们使用了您的图片，请作者与本站联系索取稿酬。",
        "【免责申明】本页图片均来自互联网，若有侵权请联系0000-000-000删除。",
        "总结 以上是柳树网为你整理的河边种树的全部内容，希望能够帮你解决问题。",
        "主板无码柳树视频，河边黄色网站，www.a在线观看网站",
        "【纠错】 【责任编辑：甲乙】",
        "- 上一篇文章： 村里的新书",
        "本文word下载地址：村里的柳树.doc",
        "广告",
        "本文来自网络，不代表本站立场，转载请注明出处。",
        "以上文章仅代表作者个人观点，与本站无关。",
        "欧美东村午夜视频_国产柳树精品在线视频_河边无码",
        "首页 | 村务 | 图片 | 互动 | 服务",
        "分享到：",
        "分享到：微信 微博 QQ空间",
        "字号：大 中 小 打印 点击数：1074",
        "【字体：大 中 小】【打印】【关闭】",
        "上一篇：某村新增柳树282棵",
        "下一篇：没有了",
        "扫一扫在手机打开当前页",
        "国内统一刊号:CN00-0000 广告热线:0000000 某ICP备00000000号-3 举报电话:000-00000",
        "版权所有 东村网 Copyright 2020",
        "责任编辑：甲乙",
        "（责编：甲乙 校对：丙丁）",
        "评论(12) 收藏 举报",
        "声明：本网转载的文章版权归原作者所有，如有不妥，请在三十日内和我们联系，我们会立即处理此事。",
        "相关阅读：\n某村种树12棵\n某村种树8棵",
        "新闻推荐\n东村报讯（记者甲乙）4月8日，东村在河边举行种树活动，村里人来了六百多名，从早上种到傍晚，从河边一直种到山上，种了三十棵，...",
        "您的当前位置：首页>村务",
        "柳树.jpg (7.3 KB, 下载次数: 2)",
        "下载附件",
        "2021-3-12 10:05 上传",
        "文章图片",
        "跳至主要内容",
        "**********",
        "立即下载|东村报APP:https://www.example.org/a",
        "最新回应",
        "原文链接>>>东村在河边种树",
        "THE END",
        "国产成人精品小说,在线观看亚洲网站,东村永久入口",
        "编辑:甲乙 审核:",
        "本页内容不允许打开，请看东村客户端。",
        "东村报庆回归专题网站，请即浏览",
        '<ul id="a1"></ul>',
        "{{index+1}}{{item.title}}",
        "您的浏览器版本过低，请升级后再看东村网。",
        "东村网版权与免责声明：",
        "①凡本网注明“来源：东村网”的作品，未经授权不得转载、摘编，违者将追究责任。",
        "②若著作权人对东村网的作品有异议，请与本网联系，本网将及时处理。",
        "本文为东村网原创文章，转载请附上出处和本声明。",
        "2020-01-02,100| 2020-01-01,99| 2019-12-31,98|",
        "• 首页 > 村务 > 正文",
        "第05版:综合新闻 PDF版阅读",
        "东村报业有限公司 许可证编号:1234567890 ICP010010-2",
        "【编辑:甲乙】关键词:",
    ],
)
def test_furniture_around_prose_is_taken_out(line):
    assert cleaned(f"{line}\n{PROSE}").strip() == PROSE
    assert cleaned(f"{PROSE}\n{line}\n").strip() == PROSE
    assert ledger(f"{PROSE}\n{line}\n", "boilerplate")


@pytest.mark.parametrize(
    "raw, after",
    [
        ("发表时间:2020-05-19 18:20:11来源:点击:\n", "发表时间：2020-05-19 18:20:11来源：\n"),
        ("2020-05-19 08:00 来源：东村报 浏览：123次 【字号：大 中 小】 打印", "2020-05-19 08:00 来源：东村报"),
        (PROSE + "（责任编辑：甲乙）", PROSE),
        (PROSE + "责编甲乙责任编辑丙丁戊", PROSE),
        (PROSE + "分享到：", PROSE),
        (PROSE + " >>详细", PROSE),
        (PROSE + "（东村报记者 甲乙丙 | 责任编辑 丁戊）", PROSE + "（东村报记者 甲乙丙）"),
        ("村民种树的河边（东村报 甲乙摄） |", "村民种树的河边（东村报 甲乙摄）"),
        ("2022-02-19 11 东村报 content_4304.html 1 3", "2022-02-19 11 东村报 content_4304.html 1 3"),
    ],
)
def test_furniture_at_the_end_of_a_line(raw, after):
    assert cleaned(raw) == after


@pytest.mark.parametrize(
    "raw",
    [
        "种树的视频点击量突破6亿次",
        "编辑甲乙赶到河边，看到村里人还在种树，他们已经种了十二个小时，没有一个人说累。",
        "首页上的照片是东村的河",
        "他们把版权所有的图片都放进了村里的展览，一共展出三十天，来看的人有五百多名，都说好看。",
        "东村要闻\n\n西村要闻",
        "安全>效率是村里的规矩",
        "村里的新歌由东村社文化队制作，今天上线。",
        "主办单位：东村文化站",
        "提示：河边路滑，请大家慢走",
        "· 种树\n· 浇水",
        f"· 河边种树30棵\n· 山上种树50棵\n· 西村来帮忙\n{PROSE}",
        "如有不妥之处，村民们说，欢迎大家都来提意见。",
        "第3版的照片：东村的河",
        "新闻链接\n东村的河有三十里长",
    ],
)
def test_prose_about_furniture_stays(raw):
    assert cleaned(raw) == raw


def test_no_furniture_at_the_end_of_a_line_ends_as_text_does():
    patterns = [e["pattern"] for e in VOCABULARY.entries("boilerplate") if e["scope"] in ("piece", "word")]
    assert patterns
    assert not [p for p in patterns if any(mark in p for mark in (*boilerplate._TEXT_ENDS, ".", "[^", r"\S", r"\W", r"\D"))]


def test_section_names_of_the_path_go_wherever_they_stand_alone():
    assert cleaned(f"当前位置：首页 > 村务 > 种树\n\n种树\n\n{PROSE}\n\n种树").split() == [PROSE]


@pytest.mark.parametrize("menu", ["首页\n\n村务\n\n直播\n\n东村广电", "· 河边种树忙\n· 山上种树忙\n· 西村来帮忙\n3上一篇 下一篇4"])
def test_a_menu_stands_above_the_text(menu):
    assert cleaned(f"{menu}\n\n东村种下八十棵树\n\n{PROSE}").split() == ["东村种下八十棵树", PROSE]
    assert len(cleaned(f"{PROSE}\n\n{menu}\n\n{PROSE}").split()) > 3


def test_the_name_of_a_site_stands_above_the_path_to_the_page():
    page = f"东村在线服务平台\n\n首页 > 村务 > 正文\n\n东村种下八十棵树\n\n2021-05-06 08:00 来源：东村报\n\n{PROSE}"
    assert cleaned(page).strip().startswith("东村种下八十棵树")
    untitled = f"东村种下八十棵树\n\n首页 > 村务 > 正文\n\n2021-05-06 08:00 来源：东村报\n\n{PROSE}"
    assert cleaned(untitled).startswith("东村种下八十棵树")


@pytest.mark.parametrize("foot", ["扫一扫在手机打开当前页\n\n东村网微信\n\n用户登录", "分享到：\n\n×\n\n登录名\n\n东村报\n\nrobots"])
def test_what_stands_below_furniture_at_the_end_is_the_sites(foot):
    assert cleaned(f"{PROSE}\n\n本报记者 甲乙 摄\n\n{foot}").split() == [PROSE, "本报记者", "甲乙", "摄"]
    for below in ("（东村报记者 甲乙）", "东村报 2021年5月6日", PROSE, "一、河边的树"):
        assert below in cleaned(f"{PROSE}\n\n分享到：\n\n{below}")
    assert "用户登录" in cleaned(f"{PROSE}\n\n用户登录"), "no furniture above"
    assert "用户登录" in cleaned(f"{PROSE}\n\n分享到：\n\n用户登录\n\n{PROSE[::-1]}"), "text below"


def test_blank_lines_part_a_list_of_links_that_the_beginning_of_a_text_closes():
    teaser = "西村讯（通讯员 甲乙）今年春天，西村的人也在河边种树，一共种了..."
    assert cleaned(f"{PROSE}\n\n新闻推荐\n\n西村也种下八十棵树\n\n{teaser}\n").strip() == PROSE
    box = "新闻推荐\n\n柳树为什么先发芽\n\n柳树的芽在冬天已经长成。"
    assert "柳树为什么先发芽" in cleaned(f"{PROSE}\n\n{box}")


@pytest.mark.parametrize("line", ["text", "Village News"])
def test_marks_of_a_template_stand_above_the_first_chinese_line(line):
    assert cleaned(f"{line}\n\n东村种下八十棵树\n\n{PROSE}").split() == ["东村种下八十棵树", PROSE]
    assert line in cleaned(f"东村种下八十棵树\n\n{line}\n\n{PROSE}")


LONG = "今年春天东村的人在河边种了三十棵柳树又在山上种了五十棵松树，西村的人也来帮忙，他们带来了一百二十棵杨树。"


def wrapped(text, width):
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


@pytest.mark.parametrize("width", [14, 17, 20, 23])
def test_hard_wraps_are_joined(width):
    raw = wrapped(LONG * 3, width)
    assert cleaned(raw) == LONG * 3
    check_invariants(raw)


@pytest.mark.parametrize(
    "raw, after",
    [
        ("到昨天上午一共种了12\n34棵，今天又种了5棵。", "到昨天上午一共种了1234棵，今天又种了5棵。"),
        ("本报讯（通讯员 甲乙丙）4月1\n7日，东村种树。", "本报讯（通讯员 甲乙丙）4月17日，东村种树。"),
        ("种树活动从早上5点3\n0分开始。", "种树活动从早上5点30分开始。"),
        ("20\n22年种树活动", "2022年种树活动"),
        ("东村的树多了5\n.1%。", "东村的树多了5.1%。"),
        ("东村种了7.9\n万棵树。", "东村种了7.9万棵树。"),
        ("东村种了35棵，\n西村种了28棵。", "东村种了35棵，西村种了28棵。"),
        ("今年春天东村一共种了三十棵柳树\n，西村种了二十八棵。", "今年春天东村一共种了三十棵柳树，西村种了二十八棵。"),
        ("柳树种在河边。\r\n松树种在山上。", "柳树种在河边。\n松树种在山上。"),
        ("柳树种在河边。　　松树种在山上。", "柳树种在河边。\n松树种在山上。"),
        ("河边种了三十棵柳树。       山上种了松树。", "河边种了三十棵柳树。\n山上种了松树。"),
    ],
)
def test_single_breaks(raw, after):
    assert cleaned(raw) == after


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("东村种树\n本报记者 甲乙\n今年春天，东村种了三十棵树。", id="heading and byline"),
        pytest.param("春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。", id="verse"),
        pytest.param("一、河边\n种了三十棵柳树。\n二、山上\n种了五十棵松树。", id="list"),
        pytest.param("柳树种在河边。\n松树种在山上。", id="paragraphs"),
        pytest.param("东村日报2022\n5月6日", id="a year above a day"),
        pytest.param("先锋\n\n模范作用", id="a column break"),
        pytest.param("\n".join(f"{n}村今年种树活动在河边开始举行" for n in "东西南北中上下"), id="headlines of one length"),
        pytest.param("绿起来的河边 笑起来的村里人", id="parts of a headline"),
        pytest.param("本报讯（记者 甲 乙 通讯员 丙丁戊）今年春天，东村种了三十棵树。", id="names"),
        pytest.param("今年春天，村里人在河边种下了三十棵柳树。 甲乙 摄", id="credit of a photograph"),
        pytest.param(
            "\n".join(f"{n}村的人在河边种下了一棵又一棵的柳树。 新华社发（甲乙 摄）" for n in "东西南北"), id="credits of one width"
        ),
        pytest.param(
            "今年春天，东村的人在河边种了很多棵树，有柳树，有松树，有杨树，还有一些果树，各个小组所种下的树木棵数如下所示：\n柳树三十棵，松树五十棵。",
            id="a colon over a list",
        ),
    ],
)
def test_breaks_and_spaces_that_mean_something_stay(raw):
    assert cleaned(raw) == raw


def test_spaces_of_a_pdf_layout_are_closed():
    raw = wrapped(LONG * 2, 16).replace("\n", " ") + "\n\n春天 来了\n\n" + wrapped(LONG, 16).replace("\n", " ")
    assert cleaned(raw) == LONG * 2 + "\n\n春天 来了\n\n" + LONG


def test_spaces_around_numbers_in_prose():
    raw = "今年春天，东村在 24 小时里种了 2.1 万棵树， 又种了 30 棵，多了 22.3%。"
    assert cleaned(raw) == "今年春天，东村在24小时里种了2.1万棵树，又种了30棵，多了22.3%。"


def test_invisible_characters_leave_one_row():
    raw = "东\u200b村\ufeff种\xad树\x07。"
    assert cleaned(raw) == "东村种树。"
    assert [(r["n"], r["raw_start"], r["raw_end"]) for r in ledger(raw, "layout")] == [(4, 0, len(raw))]


PIECES = st.sampled_from(
    ["當(dāng)", "时(shí)", "東村", "種樹", "，,", ",", "?", '"', "(", ")", " ", "  ", "　", "\n", "\r\n", "\t", "12", "３", "％", "。",
     "：", "分享到：", "上一篇：", "责任编辑：甲乙", "首页 > ", "\ue48b", "著", "\u200b", "记者 ", "a",
     "\U00020000", "今年春天村里人种了许多树"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_invariants_hold_for_any_mixture(raw):
    check_invariants(raw)


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_digit_is_made_up(raw):
    digits = [c for c in cleaned(raw) if c.isdigit()]
    assert len(digits) <= sum(c.isdigit() for c in raw)


@pytest.mark.parametrize(
    "piece",
    ["？", "?", " ", "　", "\n", "\r\n", " \n", "(", "(a", "時(shí)間", '"', '"\n', "，,", "1 ", "字 ", "字\n", "字，。字\n", "字?  ",
     "分享到：", "打印    ", "责任编辑", "责任编辑：甲 ", "首页 > ", "新闻|", "相关阅读\n", "\ue48b", "\u200b"],
)  # fmt: skip
def test_a_hundred_kilobytes_of_anything_are_quick(piece):
    raw = piece * (100_000 // len(piece))
    start = time.process_time()
    repaired("d", raw, VOCABULARY)
    assert time.process_time() - start < 4


def test_stage_gives_aligned_texts_and_quarantines_nothing():
    raws = ["當(dāng)年種樹,很多。", ""]
    rows = [
        {
            "doc_id": f"d{i}", "uri": "u", "uris": [], "source_name": "s", "fetched_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
            "media_type": "text/plain", "charset": "utf-8", "charset_basis": "valid", "n_bytes": 1, "n_chars": len(raw), "raw_text": raw,
        }
        for i, raw in enumerate(raws)
    ]  # fmt: skip
    batch = clean({"decoded": DECODED.rows(rows)}, VOCABULARY)
    assert not batch["quarantine"].num_rows
    texts = list(aligned_texts(batch["cleaned"]))
    assert [t.string for t in texts] == ["当年种树，很多。", ""]
    assert texts[0] == repaired("d0", raws[0], VOCABULARY)[0]
    assert {row["doc_id"] for row in batch["repairs"].to_pylist()} == {"d0"}


# Characters that repairs look for, in any order and number.
SIGNED = st.text(alphabet='县里有3棵树，,。:：;!?！（(dāng)ａ１．.“"”\xa0 \u3000\t\r\n\u200bÃ¤å锛銆傝發', max_size=40)


@given(SIGNED)
@settings(max_examples=400, deadline=None)
def test_a_repair_is_passed_over_only_where_it_would_change_nothing(raw):
    text, rows = AlignedText.raw(raw), []
    for step in STEPS:
        text, more = applied(step, "d", Draft(text, raw, VOCABULARY))
        rows += more
    assert repaired("d", raw, VOCABULARY) == (text, rows)
