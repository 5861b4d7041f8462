"""Direct speech and who says it. A text's actors are written beside it: p:name, o:name=canonical, g:name."""

from __future__ import annotations

import re

import pytest
from growth import grows_linearly

from kaozheng.tasks.article import Article, Sentence
from kaozheng.tasks.extract.counts import find_counts, told_by_speakers
from kaozheng.tasks.extract.mentions import ActorMention
from kaozheng.tasks.extract.quotes import find_quotes
from kaozheng.tasks.text import AlignedText
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
TYPES = {"p": "person", "o": "organisation", "g": "group"}


def article(text: str, part: str = "body") -> Article:
    sentences = (Sentence("s1", part, 0, 0, len(text)),)
    return Article("d", "a", "news", None, None, (), None, None, AlignedText.raw(text), sentences)


def mentions(text: str, actors: str) -> list[ActorMention]:
    found = []
    for told in actors.split():
        kind, name = told.split(":")
        written, _, canonical = name.partition("=")
        found += [ActorMention(m.start(), m.end(), TYPES[kind], canonical or written) for m in re.finditer(written, text)]
    return sorted(found)


def quotes(text: str, actors: str = "", part: str = "body") -> list[tuple[str, str | None]]:
    return [(text[q.start : q.end], q.speaker) for q in find_quotes(article(text, part), mentions(text, actors), VOCABULARY)]


@pytest.mark.parametrize(
    "text, actors, expected",
    [
        pytest.param("周砚舟介绍：“库区水位已回落。”", "p:周砚舟", [("库区水位已回落。", "周砚舟")], id="before"),
        pytest.param("“库区水位已回落。”周砚舟说。", "p:周砚舟", [("库区水位已回落。", "周砚舟")], id="after"),
        pytest.param("“我家停水了，快来！”周砚舟的手机响起，他出了门。", "p:周砚舟", [("我家停水了，快来！", None)], id="telephone"),
        pytest.param(
            "“水还在涨，”县水利局局长周砚舟说，“今晚最要紧。”",
            "p:周砚舟 o:县水利局=林河县水利局",
            [("水还在涨，", "周砚舟"), ("今晚最要紧。", "周砚舟")],
            id="in the middle",
        ),
        pytest.param("许北辰：“防守很好，我很满意。”", "p:许北辰", [("防守很好，我很满意。", "许北辰")], id="colon alone"),
        pytest.param("“先救人！”这是邓秋娥的承诺。", "p:邓秋娥", [("先救人！", "邓秋娥")], id="whose words"),
        pytest.param(
            "“村里人都走完了吗？”天没亮，邓秋娥就上了堤。", "p:邓秋娥", [("村里人都走完了吗？", "邓秋娥")], id="goes on as subject"
        ),
        pytest.param("邓秋娥上了堤。她打趣道：“这把老骨头还行。”", "p:邓秋娥", [("这把老骨头还行。", "邓秋娥")], id="pronoun"),
        pytest.param("周砚舟上了堤。队员们笑了。“那就上！”他接着说。", "p:周砚舟", [("那就上！", "周砚舟")], id="pronoun after"),
        pytest.param("记者问：“还来得及吗？”", "", [("还来得及吗？", "记者")], id="role"),
        pytest.param(
            "“订单排到了年底。”林河纺织负责人表示。",
            "o:林河纺织=林河纺织有限公司",
            [("订单排到了年底。", "林河纺织有限公司负责人")],
            id="role of a body",
        ),
        pytest.param("“堤要守住。”调研组指出，险段有三处。", "o:调研组=省水利厅调研组", [("堤要守住。", "省水利厅调研组")], id="body"),
        pytest.param("有村民感叹：“路通了，心也亮了。”", "g:村民", [("路通了，心也亮了。", None)], id="nameless"),
        pytest.param("医生对罗小满说：“按时吃药。”", "p:罗小满", [("按时吃药。", None)], id="whom one speaks to says nothing"),
        pytest.param("会议强调：“要把转移放在第一位。”", "p:周砚舟", [("要把转移放在第一位。", None)], id="a meeting is nobody"),
        pytest.param(
            "“我先上！”“我会水！”队员罗小满喊道。", "p:罗小满", [("我先上！", "罗小满"), ("我会水！", "罗小满")], id="side by side"
        ),
        pytest.param(
            "县政府召开会议，要求“巡堤查险不留死角”，“人员转移不落一户”。",
            "o:县政府=林河县政府",
            [("巡堤查险不留死角", "林河县政府"), ("人员转移不落一户", "林河县政府")],
            id="one verb for two",
        ),
        pytest.param("“大家把‘家’搬上了堤。”罗小满说。", "p:罗小满", [("大家把‘家’搬上了堤。", "罗小满")], id="marks within"),
        pytest.param("罗小满指着新堤，“这回稳了。”", "p:罗小满", [("这回稳了。", "罗小满")], id="a deed runs up to the mark"),
        pytest.param(
            "罗小满收到短信。“再晚就来不及了。”", "p:罗小满", [("再晚就来不及了。", "罗小满")], id="the sentence before is about one"
        ),
        pytest.param("「水退了！」罗小满高喊。", "p:罗小满", [("水退了！", "罗小满")], id="corner marks"),
        pytest.param(
            "罗小满说：“第一天去了三个村。\n\n第二天去了四个。”",
            "p:罗小满",
            [("第一天去了三个村。\n\n第二天去了四个。", "罗小满")],
            id="two paragraphs",
        ),
    ],
)
def test_speech_and_its_speaker(text, actors, expected):
    assert quotes(text, actors) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("全县开展“清河护岸”行动。", id="name"),
        pytest.param("落实“一库一策”要求。", id="name before a noun"),
        pytest.param("打出“奋战百日、决胜全年！”的横幅。", id="slogan"),
        pytest.param("主题是“守护好一库清水，建设好一方家园”。", id="theme"),
        pytest.param("做到“堤不垮、库不溃、人不亡”。", id="list of aims"),
        pytest.param("“千山鸟语迎新客，万户灯花贺丰年。”", id="verse"),
        pytest.param("俗话说：“远亲不如近邻。”", id="proverb"),
        pytest.param("这座“孤岛”终于通了车。", id="scare quotes"),
        pytest.param("“一网通办”平台负责人邓秋娥介绍，办件提速。", id="name before a title"),
        pytest.param("工人们都说这是“硬骨头”的工程。", id="nickname after a verb of speech"),
        pytest.param("几位负责人向记者表示“惶恐”。", id="a mood"),
        pytest.param("村民们直呼“松口气”。", id="a sigh"),
        pytest.param("启动“我为乡亲办实事暨送教下乡巡回服务行动”。", id="a campaign in the first person"),
        pytest.param("“堤长请听我说”“我有问题问堤长”，成了网上最热的话题。", id="names of columns are no topic of words"),
    ],
)
def test_what_is_no_speech(text):
    assert quotes(text, "p:邓秋娥") == []


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param("“我们对得起这身衣服。?县医院护士邓秋娥三天没回家。", "我们对得起这身衣服。?", id="up to the damage"),
        pytest.param("罗小满说：“到了三个村，忙到深夜。\n第二天，他又出发了。", "到了三个村，忙到深夜。", id="up to the paragraph's end"),
        pytest.param("罗小满说：“到了三个村。他们管这叫“夜巡”。", "到了三个村。", id="up to the next mark"),
    ],
)
def test_a_lost_closing_mark(text, expected):
    assert [q for q, _ in quotes(text, "p:罗小满 p:邓秋娥")] == [expected]


def test_a_headline_speaks_only_with_a_verb_or_a_colon():
    assert quotes("“守住大堤！”", part="title") == []
    assert quotes("周砚舟：“守住大堤！”", "p:周砚舟", part="title") == [("守住大堤！", "周砚舟")]


@pytest.mark.parametrize("unit", ["“", "”", "“我", "说：“", "“我们说。", "“我”", "某：我。\n", "[某]"])
def test_linear_in_unmatched_marks(unit):
    def find(n: int) -> object:
        return find_quotes(article(unit * n), [ActorMention(i, i + 1, "person", "某") for i in range(0, len(unit) * n, 9)], VOCABULARY)

    assert grows_linearly(find)


@pytest.mark.parametrize(
    "text, actors, expected",
    [
        pytest.param(
            "“路几时通？”“年底前。”面对记者提问，罗平答道。",
            "p:罗平",
            [("路几时通？", None), ("年底前。", "罗平")],
            id="a question is not his who answers it",
        ),
        pytest.param(
            "陈有才在剥花椒。他媳妇在一旁补充：“学费不愁了。”",
            "p:陈有才",
            [("学费不愁了。", None)],
            id="his wife is another",
        ),
        pytest.param("陈有才在剥花椒。他笑着补充：“学费不愁了。”", "p:陈有才", [("学费不愁了。", "陈有才")], id="he is he"),
        pytest.param(
            "李梅说：“谢谢医生。我不知道怎么称呼他，但我记住了他的",
            "p:李梅",
            [("谢谢医生。我不知道怎么称呼他，但我记住了他的", "李梅")],
            id="speech that breaks off with its paragraph",
        ),
        pytest.param(
            "李梅说：“谢谢各位医生。说完转身走进人群，众人目送她远去",
            "p:李梅",
            [("谢谢各位医生。", "李梅")],
            id="what is told behind a lost mark",
        ),
    ],
)
def test_who_is_meant_and_where_it_ends(text, actors, expected):
    assert quotes(text, actors) == expected


@pytest.mark.parametrize("role, speaker", [("记者", None), ("村民", "周砚舟")])
def test_who_reports_is_not_who_speaks(role, speaker):
    text = "周砚舟到了堤上。他笑着说：“水退了，大家放心。”"
    actor = ActorMention(0, 3, "person", "周砚舟", role)
    assert [q.speaker for q in find_quotes(article(text), [actor], VOCABULARY)] == [speaker]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("“宁可一夜不合眼，不让一户少口粮。”镇供销社社长周砚舟扛起米袋就走。", ["周砚舟"]),
        ("“脚下泥巴有多深，心里牵挂有多重。”驻村队长周砚舟一边填表一边念叨。", ["周砚舟"]),
        ("“千山鸟语迎新客，万户灯花贺丰年。”门上贴着站长周砚舟写的春联。", []),
        ("“千山鸟语迎新客，万户灯花贺丰年。”站前，站长周砚舟在扫雪。", []),
        ("“清河护岸行动”站长周砚舟扛起沙袋。", []),
    ],
)
def test_even_lines_before_a_titled_person(text, expected):
    role = "社长" if "社长" in text else "驻村队长" if "队长" in text else "站长"
    at = text.index("周砚舟")
    actor = ActorMention(at, at + 3, "person", "周砚舟", role)
    assert [q.speaker for q in find_quotes(article(text), [actor], VOCABULARY)] == expected


@pytest.mark.parametrize(
    "text, actors, expected",
    [
        pytest.param(
            "“家里几口人？”“药够吗？”志愿者罗平、李梅、周砚舟在询问。", "p:罗平 p:李梅 p:周砚舟", [None, None], id="three in a row"
        ),
        pytest.param("“水退了就种。”罗平和李梅说。", "p:罗平 p:李梅", [None], id="two joined"),
        pytest.param("“我想上堤看看。”我对正在巡堤的周砚舟说。", "p:周砚舟", [None], id="whom I speak to"),
        pytest.param("罗平对正在巡堤的周砚舟说：“换我来。”", "p:罗平 p:周砚舟", ["罗平"], id="who speaks to another"),
        pytest.param("罗平告诉李梅：“我先走了。”李梅问罗平：“几时回来？”", "p:罗平 p:李梅", ["罗平", "李梅"], id="whom one tells and asks"),
        pytest.param("“他是好样的。”提起罗平，邻居们都这样说。", "p:罗平", [None], id="whom many speak of"),
        pytest.param("罗平讲了三句话，有一句被队员们记到今天：“先转移老人。”", "p:罗平", ["罗平"], id="what many keep in mind"),
        pytest.param("罗平走上堤，对队员们说：“换班了。”", "p:罗平", ["罗平"], id="who speaks to many"),
        pytest.param("“我们一起去。”罗平和妻子李梅说。", "p:罗平 p:李梅", [None], id="man and wife"),
        pytest.param("“这条路修了三年，”罗平指着山外，“总算通了。”", "p:罗平", ["罗平", "罗平"], id="a deed in the middle"),
        pytest.param("“孩子，吃饱了再走。”李梅握着罗平的手说。", "p:李梅 p:罗平", ["李梅"], id="whose hand is held"),
        pytest.param("“我们连夜赶来。”林河县医院的一名队员告诉记者。", "o:林河县医院", [None], id="one of a body"),
        pytest.param("“我们连夜赶来。”林河县医院告诉记者。", "o:林河县医院", ["林河县医院"], id="a body"),
        pytest.param("“妈妈几时回家？”护士长李梅5岁的女儿问。", "p:李梅", [None], id="her daughter"),
        pytest.param("“哪能回来种地？”李梅的父亲最先投了反对票。", "p:李梅", [None], id="her father votes"),
        pytest.param("“妈妈几时回家？”李梅的女儿罗小满问。", "p:李梅 p:罗小满", ["罗小满"], id="her daughter by name"),
        pytest.param(
            "八旬老人陶桂英腿脚不便，罗平天天上门。老人拉着他的手说：“你比亲孙子还亲。”", "p:陶桂英 p:罗平", ["陶桂英"], id="she again"
        ),
        pytest.param("八旬老人陶桂英腿脚不便。老人们都说：“他比亲孙子还亲。”", "p:陶桂英", [None], id="all the old"),
        pytest.param("周砚舟锁上门，给留守的5名队员鞠了一躬：“等我们回来。”", "p:周砚舟 g:队员", ["周砚舟"], id="several bowed to"),
        pytest.param("“谢谢素不相识的你。”\n5月3日，周砚舟在巡堤日记里这样写道。\n水退了。", "p:周砚舟", ["周砚舟"], id="told below"),
        pytest.param("“谢谢素不相识的你。”\n5月3日，周砚舟上了堤。\n水退了。", "p:周砚舟", [None], id="a new paragraph"),
        pytest.param(
            "“水退得慢。”周砚舟说，堤上还有人。险段不多，人手也够，“夜里有两班人，我们不怕。”",
            "p:周砚舟",
            ["周砚舟", "周砚舟"],
            id="who spoke above",
        ),
        pytest.param(
            "“水退得慢。”周砚舟说。罗平还在堤上。全县险段不多。“夜里有两班人，我们不怕。”",
            "p:周砚舟 p:罗平",
            ["周砚舟", None],
            id="another is named since",
        ),
        pytest.param(
            "周砚舟从堤上下来。网友“河边人”问：“几时能回家？”", "p:周砚舟 p:河边人=某", [None], id="a pen name is not who was named before"
        ),
        pytest.param("“站长，我去。”29岁的队员罗平回应道。", "p:罗平", ["罗平"], id="who is told of before he answers"),
        pytest.param("“先救人！”这是新来的罗平的回应。", "p:罗平", ["罗平"], id="whose answer"),
        pytest.param("罗平报了名。丈夫担心地问她几时回。他又说：“我送你。”", "p:罗平", [None], id="he is her husband"),
        pytest.param("罗平带着女儿看灯。散场后，她又买了两盏，“带回去挂门口。”", "p:罗平", ["罗平"], id="she goes on"),
        pytest.param("罗平在看灯。散场后，她的邻居又买了两盏，“带回去挂门口。”", "p:罗平", [None], id="her neighbour goes on"),
        pytest.param("“水退了就好。”人称“堤长”的罗平说。", "p:罗平", ["罗平"], id="a nickname stands between"),
        pytest.param(
            "“水退了就好。”在罗平看来，让“小芳”代表全村，讲述起来最合适。", "p:罗平 p:小芳", ["罗平"], id="a nickname is not who speaks"
        ),
        pytest.param("周砚舟一边走，一边和值守的志愿者打着招呼：“换班了。”", "p:周砚舟 g:志愿者", ["周砚舟"], id="whom one greets"),
        pytest.param("“水漫过门槛了。”一名老人看到救援人员后激动地说。", "g:救援人员", [None], id="whom one sees"),
        pytest.param("“我们连夜赶来。”救援人员说。", "g:救援人员", [None], id="a crew is no one speaker"),
        pytest.param("县水利局负责人向记者表示：“险段有三处。”", "o:县水利局", ["县水利局负责人"], id="who tells a reporter"),
        pytest.param(
            "县水利局负责人对险段作了说明，他对记者说：“有三处。”", "p:罗平 o:县水利局", [None], id="nobody known speaks to a reporter"
        ),
        pytest.param(
            "林河纺织相关负责人表示，支援下游是本分，“这批帐篷今晚就发车。”", "o:林河纺织", ["林河纺织相关负责人"], id="a role goes on"
        ),
        pytest.param("“险段多、人手少”，县水利局新闻发言人罗平这样形容。", "p:罗平 o:县水利局", [], id="a spokesman is no speaking"),
        pytest.param(
            "“水退得慢。”周砚舟说。\n全县险段不多。“夜里有两班人，我们不怕。”", "p:周砚舟", ["周砚舟", None], id="a paragraph between"
        ),
    ],
)
def test_who_speaks_among_several(text, actors, expected):
    assert [speaker for _, speaker in quotes(text, actors)] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        pytest.param(
            "“我在这，快来”“慢点，踩稳”“来，抓住我的手，一起上船”……堤上喊声不断。",
            ["我在这，快来", "慢点，踩稳", "来，抓住我的手，一起上船"],
            id="in one breath",
        ),
        pytest.param("“有人吗？我们来了”，门开了。", ["有人吗？我们来了"], id="a question inside"),
        pytest.param("打击“神医”“神药”广告。", [], id="a row of names"),
    ],
)
def test_speech_that_does_not_end_as_a_sentence(text, expected):
    assert [said for said, _ in quotes(text)] == expected


@pytest.mark.parametrize(
    "text, actors, expected",
    [
        pytest.param(
            "罗平做客县电台。\n主持人：您好，今年水情怎样？\n罗平：比往年急。“夜巡”一天没断。",
            "p:罗平",
            [("您好，今年水情怎样？", "主持人"), ("比往年急。“夜巡”一天没断。", "罗平")],
            id="a broadcast",
        ),
        pytest.param(
            "[主持人]欢迎收看。\n[罗平]大家好，谢谢。", "p:罗平", [("欢迎收看。", "主持人"), ("大家好，谢谢。", "罗平")], id="in brackets"
        ),
        pytest.param("问：几时退水？\n答：下周三前后。", "", [("几时退水？", None), ("下周三前后。", None)], id="question and answer"),
        pytest.param(
            "县水利局局长罗平：堤是咱自己修的。\n村民李梅：水大。\n罗平：不怕。",
            "p:罗平 p:李梅",
            [("堤是咱自己修的。", "罗平"), ("水大。", "李梅"), ("不怕。", "罗平")],
            id="nobody asks",
        ),
        pytest.param("林河晚报记者：水情怎样？\n罗平：堤是咱自己修的。", "p:罗平", [], id="one answer in a report"),
        pytest.param(
            "主持人 罗平 ：\n各位好，今天请来李梅。\n李：谢谢您。\n解说：\n水退了。\n李：还没退完。",
            "p:罗平 p:李梅",
            [("各位好，今天请来李梅。", "罗平"), ("谢谢您。", "李梅"), ("还没退完。", "李梅")],
            id="a label by itself, a surname",
        ),
        pytest.param("罗平：男，林河县人，从事水利三十年。\n李梅：我省劳模。", "p:罗平 p:李梅", [], id="a list of people"),
        pytest.param("主持人：罗平\n记者：李梅 摄影：周砚舟", "p:罗平 p:李梅 p:周砚舟", [], id="credits"),
        pytest.param("时间：下周三。\n地点：县水利局。请您准时到场。", "o:县水利局", [], id="a notice"),
        pytest.param("罗平：“堤守住了，您放心。”", "p:罗平", [("堤守住了，您放心。", "罗平")], id="with marks after all"),
    ],
)
def test_turns_of_a_transcript(text, actors, expected):
    assert quotes(text, actors) == expected


def test_a_headline_is_no_turn():
    assert quotes("罗平：我在堤上过年。", "p:罗平", part="title") == []


def test_what_is_declared_in_a_word_is_no_speech():
    assert quotes("五月三日，林河县医院宣布“休舱”。", "o:林河县医院") == []
    assert quotes("林河县医院宣布：“今日全部休舱。”", "o:林河县医院") == [("今日全部休舱。", "林河县医院")]


@pytest.mark.parametrize(
    "text, actors, actor",
    [
        ("“今年收了9头牛，很高兴。”周砚舟说。", "p:周砚舟", "周砚舟"),
        ("“今年林河县水利局修了9座桥，很高兴。”周砚舟说。", "p:周砚舟 o:林河县水利局", "林河县水利局"),
        ("“今年收了9头牛，很高兴。”一位村民说。", "", None),
    ],
    ids=["speaker", "who acts", "nameless"],
)
def test_what_somebody_says_is_told_by_him(text, actors, actor):
    read, named = article(text), mentions(text, actors)
    (count,) = told_by_speakers(find_counts(read, [], named, VOCABULARY), find_quotes(read, named, VOCABULARY))
    assert count.actor == actor
