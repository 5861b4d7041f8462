"""decode: from bytes to raw text, its charset and the day of publication; what is no text is given up with a reason."""

from __future__ import annotations

import datetime
import time

import pytest

from kaozheng.tasks.decode import decode
from kaozheng.tasks.tables.staging import FETCHED
from kaozheng.tasks.vocabulary import Vocabulary

PLAIN = "昨天上午，东村的老师带着学生去河边种了三十棵树，晚上大家才回家。" * 4
SENTENCES = PLAIN + "今年的粮食比去年多收了两成。2021年8月3日，新修的公路通车，从县城到山里只要40分钟。"
WIDE_AREAS = "村里的老人叫他\ue5e5，也有人写成㐂或者𠀀，谁也说不清。"  # private use and four bytes
TRADITIONAL = "昨天上午，東村的老師帶著學生去河邊種了三十棵樹，晚上大家纔回家。" * 4
JAPANESE = "きのうの朝、村の先生は学生と川へ行きました。"


def fetched(content, **known):
    row = {
        "doc_id": "d", "uri": "file:///a.txt", "uris": [], "source_name": "a.txt",
        "fetched_at": datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
        "media_type": "text/plain", "charset_declared": None, "n_bytes": len(content or b""), "title": None, "published": None,
        "content": content, "reason": None,
    }  # fmt: skip
    return {"fetched": FETCHED.rows([row | known])}


def decoded(content, **known):
    batch = decode(fetched(content, **known), Vocabulary.default())
    assert not batch["quarantine"].to_pylist()
    return batch["decoded"].to_pylist()[0], batch["repairs"].to_pylist()


def reason(content, **known):
    batch = decode(fetched(content, **known), Vocabulary.default())
    assert not batch["decoded"].num_rows
    (row,) = batch["quarantine"].to_pylist()
    assert not row["fault"]
    return row["reason"]


@pytest.mark.parametrize(
    "content, declared, charset, basis",
    [
        pytest.param(PLAIN.encode(), None, "utf-8", "valid", id="utf-8"),
        pytest.param(PLAIN.encode("utf-8-sig"), None, "utf-8-sig", "bom", id="utf-8 with a mark"),
        pytest.param(PLAIN.encode("utf-16"), None, "utf-16", "bom", id="utf-16 with a mark"),
        pytest.param(PLAIN.encode("utf-16-le"), None, "utf-16-le", "detected", id="utf-16 little-endian without a mark"),
        pytest.param(PLAIN.encode("utf-16-be"), None, "utf-16-be", "detected", id="utf-16 big-endian without a mark"),
        pytest.param(PLAIN.encode("gbk"), None, "gb18030", "detected", id="gbk"),
        pytest.param(TRADITIONAL.encode("gbk"), None, "gb18030", "detected", id="gbk in traditional script"),
        pytest.param(TRADITIONAL.encode("big5"), None, "big5hkscs", "detected", id="big5"),
        pytest.param(PLAIN.encode("gbk"), "GB2312", "gb18030", "declared", id="gbk as declared"),
        pytest.param(PLAIN.encode("gbk"), "utf-8", "gb18030", "detected", id="gbk declared as utf-8"),
        pytest.param(PLAIN.encode("gbk"), "big5", "gb18030", "detected", id="gbk declared as big5"),
        pytest.param(PLAIN.encode(), "gb2312", "utf-8", "valid", id="utf-8 declared as gb2312"),
        pytest.param(PLAIN.encode("gbk"), "base64", "gb18030", "detected", id="a codec that is no charset"),
        pytest.param(PLAIN.encode("gbk"), "no-such-charset", "gb18030", "detected", id="an unknown charset"),
        pytest.param(JAPANESE.encode("shift_jis"), "shift_jis", "shift_jis", "declared", id="shift_jis as declared"),
        pytest.param("中文".encode("gbk"), None, "gb18030", "detected", id="two characters of gbk"),
        pytest.param(WIDE_AREAS.encode("gb18030"), None, "gb18030", "detected", id="private-use and four-byte areas"),
        pytest.param(TRADITIONAL[:10].encode("big5hkscs"), None, "big5hkscs", "detected", id="ten characters of big5"),
        pytest.param("嘅嘢喺呢度，佢哋都知".encode("big5hkscs"), None, "big5hkscs", "detected", id="ten characters of big5-hkscs"),
        pytest.param(b"\xfe\xff" + PLAIN.encode("utf-16-be"), None, "utf-16", "bom", id="utf-16 big-endian with a mark"),
        pytest.param(b"plain words", None, "utf-8", "valid", id="ascii"),
    ],
)
def test_charset_and_text(content, declared, charset, basis):
    row, repairs = decoded(content, charset_declared=declared)
    assert (row["charset"], row["charset_basis"], row["charset_declared"]) == (charset, basis, declared)
    assert row["raw_text"] == content.decode(charset, errors="replace")
    assert row["n_chars"] == len(row["raw_text"])
    assert not repairs


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("cut", [0, 1], ids=["whole", "cut"])
def test_any_ten_characters_are_enough(charset, cut):
    for start in range(len(SENTENCES) - 10):
        written = SENTENCES[start : start + 10]
        text = decoded(written.encode(charset)[: -cut or None])[0]["raw_text"]
        assert text.startswith(written[:-1])
        assert cut or text == written


@pytest.mark.parametrize("declared", ["gb2312", "big5", "utf-8", "iso-8859-1", "windows-1252", "shift_jis", "euc-kr", "utf-16"])
def test_a_wrong_declaration_does_no_harm(declared):
    for start in range(0, len(SENTENCES) - 10, 3):
        written = SENTENCES[start : start + 10]
        row, _ = decoded(written.encode("gbk"), charset_declared=declared)
        assert (row["raw_text"], row["charset_declared"]) == (written, declared)


def test_line_ends_are_left_alone():
    assert decoded("一\r\n二\r三\n".encode())[0]["raw_text"] == "一\r\n二\r三\n"


@pytest.mark.parametrize(
    "content, charset, places",
    [
        pytest.param(PLAIN.encode()[:-1], "utf-8", [len(PLAIN) - 1], id="utf-8 cut in its last character"),
        pytest.param("中文".encode()[:-1], "utf-8", [1], id="two characters, cut"),
        pytest.param(PLAIN.encode("gbk")[:-1], "gb18030", [len(PLAIN) - 1], id="gbk cut in its last character"),
        pytest.param(TRADITIONAL.encode("big5")[:-1], "big5hkscs", [len(TRADITIONAL) - 1], id="big5 cut in its last character"),
        pytest.param(WIDE_AREAS[:18].encode("gb18030")[:-1], "gb18030", [17], id="gb18030 cut in its last character"),
        pytest.param(PLAIN.encode("utf-16-le")[:-1], "utf-16-le", [len(PLAIN) - 1], id="utf-16 without a mark, cut in its last character"),
        pytest.param(PLAIN.encode("utf-16")[:-1], "utf-16", [len(PLAIN) - 1], id="utf-16 with a mark, cut in its last character"),
        pytest.param(PLAIN[:9].encode() + b"\xff" + PLAIN[9:].encode(), "utf-8", [9], id="a bad byte in the middle"),
    ],
)
def test_lost_bytes_are_in_the_ledger(content, charset, places):
    row, repairs = decoded(content)
    assert row["charset"] == charset
    assert row["raw_text"] == content.decode(charset, errors="replace")
    assert [(r["raw_start"], r["raw_end"]) for r in repairs] == [(at, at + 1) for at in places]
    for repair in repairs:
        assert row["raw_text"][repair["raw_start"]] == repair["after"] == "\ufffd"
        assert bytes.fromhex(repair["before"]) in content
        assert (repair["stage"], repair["kind"], repair["lossy"]) == ("decode", "charset", True)


@pytest.mark.parametrize(
    "content, word",
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b" \r\n\t ", "empty", id="white space"),
        pytest.param(b"\xef\xbb\xbf\n", "empty", id="a byte order mark alone"),
        pytest.param("　\n".encode("gbk"), "empty", id="an ideographic space"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(64), "PNG", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(64), "JPEG", id="jpeg"),
        pytest.param(b"\x1f\x8b\x08" + bytes(64), "gzip", id="gzip"),
        pytest.param(b"PK\x03\x04" + bytes(26) + b"word/document.xml", "Word", id="docx"),
        pytest.param(b"PK\x03\x04" + bytes(26) + b"a.txt", "ZIP", id="zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "Office", id="doc"),
        pytest.param(PLAIN.encode() + bytes(200), "NUL", id="a tail of zero bytes"),
        pytest.param(bytes(range(1, 32)) * 40, "control", id="control characters"),
        pytest.param(bytes((i * i * 7 + i * 31) % 256 for i in range(4096)), "", id="noise"),
        pytest.param(b"%PDF-1.7\nnot really", "PDF", id="broken pdf"),
    ],
)
def test_what_is_no_text_is_given_up(content, word):
    assert word in reason(content)


def test_a_stray_zero_byte_makes_no_text_binary():
    document, _ = decoded((PLAIN[:40] + "\0" + PLAIN[40:]).encode())
    assert "\0" in document["raw_text"]


def test_reason_of_fetch_is_kept():
    assert reason(None, reason="larger than 16 MiB") == "larger than 16 MiB"


@pytest.mark.parametrize(
    "published, day",
    [
        ("2020-03-17", (2020, 3, 17)),
        ("2020-03-17T23:39:55-08:00", (2020, 3, 17)),
        ("2020-03-17 00:10:00+08:00", (2020, 3, 17)),
        ("2020年3月7日 08:00", (2020, 3, 7)),
        ("2020/3/7", (2020, 3, 7)),
        ("20200307", (2020, 3, 7)),
        ("Sat, 07 Mar 2020 08:00:00 GMT", (2020, 3, 7)),
        ("2020-13-45", None),
        ("昨天", None),
        (None, None),
    ],
)
def test_day_of_publication(published, day):
    assert decoded(PLAIN.encode(), published=published)[0]["published_on"] == (day and datetime.date(*day))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xb0\xa1\xa3\xac" * 500_000, id="gbk"),
        pytest.param(b"?" * 2_000_000, id="question marks"),
        pytest.param(b"\xe4\xb8\xad" * 100_000 + bytes(i * 37 % 251 + 4 for i in range(1_000_000)), id="noise behind text"),
    ],
)
def test_two_megabytes_are_quick(content):
    start = time.process_time()
    decode(fetched(content), Vocabulary.default())
    assert time.process_time() - start < 10
