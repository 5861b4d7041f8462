"""mojibake: text decoded in the wrong charset is turned back as far as its bytes prove, and whole text is never touched."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaozheng.tasks.clean.draft import Draft
from kaozheng.tasks.clean.lost_bytes import LOST
from kaozheng.tasks.clean.mojibake import restore
from kaozheng.tasks.decode.charset import read
from kaozheng.tasks.text import AlignedText, Edit
from kaozheng.tasks.vocabulary import Vocabulary

VOCABULARY = Vocabulary.default()
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "documents"
NOTICE = "2021年8月3日0时至24时，溪口县新增确诊病例12例，其中男性7例、女性5例。密切接触者340人已在隔离点接受医学观察。"
WALK = "昨天上午，东村的老师带着学生去河边种树。大家说：“树长高了，鸟儿就会回来。”晚上他们才回家，一路上唱着歌。"
TRADITIONAL = "昨天上午，東村的老師帶著學生去河邊種樹，晚上大家纔回家，路上唱著歌，說著明年的計劃。"


def reread(raw):
    return restore(Draft(AlignedText.raw(raw), raw, VOCABULARY))


def restored(raw):
    found = reread(raw)
    return raw if found is None else found.text.string


def as_gb18030(text, errors="replace"):
    return text.encode().decode("gb18030", errors)


def as_windows(text):
    """UTF-8 as cp936 of Windows reads it: 0x80 is €, a bad pair is one `?`, whatever its second byte was."""
    content, shown, at = text.encode(), [], 0
    while at < len(content):
        pair = content[at : at + 2].decode("gbk", "ignore")
        if content[at] <= 0x80:
            shown.append("€" if content[at] == 0x80 else chr(content[at]))
            at += 1
        else:
            shown.append(pair if len(pair) == 1 and pair > "\x7f" else "?")
            at += 2
    return "".join(shown)


def partly_utf8(content):
    """Bytes as Latin-1, but as UTF-8 wherever two of them are valid there."""
    shown, at = "", 0
    while at < len(content):
        pair = content[at : at + 2].decode("utf-8", "ignore")
        two = len(pair) == 1 and pair > "\x7f"
        shown += pair if two else content[at : at + 1].decode("latin-1")
        at += 2 if two else 1
    return shown


@pytest.mark.parametrize(
    "misread, text",
    [
        pytest.param(lambda t: partly_utf8(t.encode("gbk")), NOTICE, id="gbk, some as utf-8"),
        pytest.param(lambda t: partly_utf8(t.encode("gbk")), WALK, id="gbk, more of it"),
        pytest.param(lambda t: partly_utf8(t.encode("big5")), TRADITIONAL, id="big5, some as utf-8"),
        pytest.param(lambda t: t.encode("big5").decode("latin-1"), TRADITIONAL, id="big5 as latin-1"),
        pytest.param(lambda t: t.encode("big5hkscs").decode("gb18030"), TRADITIONAL, id="big5 as gb18030"),
    ],
)
def test_two_byte_charsets_read_as_latin(misread, text):
    found = reread(misread(text))
    assert found.text.string == text
    assert not any(repair.lossy for repair in found.repairs)


def test_bytes_that_were_chosen_are_not_certain():
    found = reread(partly_utf8(WALK.encode("gbk")))
    assert max(repair.confidence for repair in found.repairs) < 1


@pytest.mark.parametrize(
    "text", ["Åse Bjørnsen går i skogen på lørdag, sænkning på ø", "Über die Straße läuft ein Mädchen, naïve Gäste", "Ελλάδα και Κύπρος"]
)
def test_western_text_is_none_of_them(text):
    assert reread(text) is None


@pytest.mark.parametrize(
    "misread",
    [
        pytest.param(as_gb18030, id="utf-8 as gb18030"),
        pytest.param(lambda t: as_gb18030(t).replace("\ufffd", "?"), id="utf-8 as gb18030, saved with question marks"),
        pytest.param(lambda t: t.encode().decode("latin-1"), id="utf-8 as latin-1"),
        pytest.param(lambda t: t.encode("gbk").decode("latin-1"), id="gbk as latin-1"),
        pytest.param(lambda t: t.encode().decode("latin-1").encode().decode("latin-1"), id="utf-8 as latin-1 twice"),
        pytest.param(lambda t: as_gb18030(t.encode().decode("latin-1")), id="utf-8 as latin-1, then as gb18030"),
    ],
)
@pytest.mark.parametrize(
    "text", [pytest.param(NOTICE, id="notice"), pytest.param(WALK, id="prose"), pytest.param(TRADITIONAL, id="traditional")]
)
def test_turned_back(text, misread):
    assert restored(misread(text)) == text


def test_cp1252_loses_five_bytes():
    """81, 8D, 8F, 90 and 9D are no characters of cp1252: what they were part of is chosen or marked, never another length."""
    after = restored(WALK.encode().decode("cp1252", "replace"))
    assert len(after) == len(WALK)
    assert sum(a not in (b, LOST) for a, b in zip(after, WALK, strict=True)) == 0
    assert after.count(LOST) <= 2


@pytest.mark.parametrize(
    "before, after",
    [
        pytest.param("婀栧崡鐪佺殑娌虫祦", "湖南省的河流", id="whole"),
        pytest.param("2021骞�5鏈�9鏃ワ紝浠栦滑鍒颁簡", "2021年5月9日，他们到了", id="parts of a date"),
        pytest.param("标题：婀栧崡鐪佺殑娌虫祦。完", "标题：湖南省的河流。完", id="beside whole text"),
        pytest.param("æ¹–å\x8d—çœ\x81çš„æ²³", "湖南省的河", id="utf-8 as cp1252 with control characters"),
        pytest.param("来源：ºþÄÏÊ¡ÈËÃñÕþ¸®，2021", "来源：湖南省人民政府，2021", id="gbk as latin-1 beside whole text"),
        pytest.param("浠栦滑锟斤拷12浜猴紝", "他们□□12人，", id="replacement characters come to light"),
    ],
)
def test_in_part(before, after):
    assert restored(before) == after


def test_windows_eats_digits():
    """Where `?` stands for a lost byte and the digit behind it, no number may look whole."""
    after = restored(as_windows("溪口县新增确诊病例12例，累计报告237例，现有疑似病例5例，出院81例。"))
    assert "新增确诊病例" + LOST + "2例" in after
    assert "报告237例，现有疑似病例5例，出院81例" in after


def as_mixed(text):
    """As `as_windows`, but what no pair begins with is a `?` too, and only ASCII is eaten with what it broke."""
    content, shown, at = text.encode(), [], 0
    while at < len(content):
        pair = content[at : at + 2].decode("gb18030", "ignore")
        two = content[at] < 0x80 or len(pair) == 1
        shown.append(chr(content[at]) if content[at] < 0x80 else pair if two else "?")
        at += 1 if content[at] < 0x80 or not (two or content[at + 1 : at + 2] < b"\x80") else 2
    return "".join(shown)


def test_digits_may_be_eaten_where_the_euro_is_a_question_mark_too():
    after = restored(as_mixed("溪口县通报。8月13日，溪口县完成采样，全县新增确诊病例320例，多名村民已出院，人人放心。"))
    assert "溪口县通报。" + 3 * LOST + "3日" in after
    assert "320例" in after


def test_the_rest_of_a_tag_is_known_by_what_ate_its_beginning():
    after = restored(as_windows("溪口县新增确诊病例十二例，都已经住院。</p>\n大家放心。</strong>镇里的学校没有停课</p>\n"))
    assert "都已经住院。\n" in after
    assert ">" not in after


def test_a_space_is_what_was_eaten_where_numbers_stand_between_spaces():
    raw = as_windows("溪口县的确诊病例已突破 100 例，其中男性 70 例，大家放心")
    found = reread(raw)
    assert "突破 100 例，其中男性 70 例" in found.text.string
    assert min(repair.confidence for repair in found.repairs if repair.after.endswith(" ")) < 0.9


@pytest.mark.parametrize("sign", "，：％－．")
def test_a_sign_between_digits_is_not_guessed(sign):
    raw = as_gb18030(f"他们家今年收了粮食，亩产12{sign}34，都是好粮食，大家很高兴")
    assert "\ufffd34" in raw
    assert f"产12{LOST}34" in restored(raw)


WHOLE = (
    NOTICE,
    WALK,
    TRADITIONAL,
    "鉴于以上情况？！是的？",
    "Café déjà vu, Ångström, naïve – “Größe” … ÀÁÂÃÄÅ 5°C ±3",
    "生僻字：婀、栧、崡、鐪。湖南省的河流很长。",
    "当(dāng)年的学(xué)校\ue123多血性?！俺",
    "，。、；：？！（）《》“”‘’—…",
    "한국어 문장과 日本語のかな",
    "",
)


@pytest.mark.parametrize("text", WHOLE)
def test_whole_text_is_left_alone(text):
    assert reread(text) is None


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda p: p.name)
def test_samples_are_left_alone(path):
    text = read(path.read_bytes(), None).text
    assert (reread(text) is None) == (path.name != "utf8-as-gb18030.txt")


@pytest.mark.parametrize(
    "raw", [as_gb18030(NOTICE), as_gb18030(WALK + "A" + NOTICE), NOTICE.encode().decode("latin-1")], ids=["gb", "letter", "latin"]
)
def test_origins_and_ledger(raw):
    """Each character has the raw span of its own bytes, and the ledger's rows, which do not overlap, make the same text."""
    found = reread(raw)
    assert found is not None
    text, repairs = found
    for at, character in enumerate(text.string):
        start, end = text.raw_span(at, at + 1)
        assert 0 < end - start <= 3
        evidence = raw[start:end]
        if "\ufffd" not in evidence:
            charset = "latin-1" if "Ã" in raw or "å" in raw else "gb18030"
            assert character.encode() in evidence.encode(charset)
    edits = [Edit(r.start, r.end, r.after) for r in repairs]
    assert AlignedText.raw(raw).edit(edits).string == text.string
    assert all(r.kind == "charset" and 0 < r.confidence <= 1 and r.lossy == (LOST in r.after) for r in repairs)


def test_a_choice_is_less_than_certain():
    found = reread(as_gb18030(NOTICE))
    assert found is not None
    chosen = [r for r in found.repairs if r.confidence < 1]
    assert {r.after for r in chosen} >= {"年", "月"}
    assert any(r.confidence == 1 for r in found.repairs)


HANZI = st.text(st.sampled_from(sorted(set(NOTICE + WALK + "0123456789 \n"))), min_size=1, max_size=60)


@settings(max_examples=100, deadline=None)
@given(HANZI)
def test_no_digit_is_gained_or_lost(text):
    after = restored(as_gb18030(text))
    assert [c for c in after if c.isascii() and c.isdigit()] == [c for c in as_gb18030(text) if c.isascii() and c.isdigit()]


@pytest.mark.parametrize("raw", ["鏈�" * 50_000, "婀栧崡" + "�" * 100_000, "é" * 200_000, "ä¸" * 100_000, "婀?" * 50_000, "锛" * 200_000])
def test_linear(raw):
    start = time.process_time()
    reread(raw)
    assert time.process_time() - start < 5


def test_gbk_read_as_big5_is_turned_back_where_no_pair_is_lost():
    found = "大家说：树长高了，鸟儿就会回来。种了三十棵柳树、五十棵松树。"
    assert "种了三十棵柳树" in restored(found.encode("gbk").decode("big5hkscs", "replace"))


@pytest.mark.parametrize(
    "raw", ["ㄅㄆㄇㄈ是注音，孩子先學ㄅㄆㄇ，後學國字。", "日本語のニュースとαβγ。", "他说ㄛ是一个﹝字母﹞，人人会写。"]
)
def test_letters_that_big5_is_shown_as_are_no_sign_by_themselves(raw):
    assert reread(raw) is None
