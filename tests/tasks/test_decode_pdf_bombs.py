"""PDF files that are small and unpack to what no machine can hold are refused, at once and with the reason; others are left alone."""

from __future__ import annotations

import time
import zlib

import pytest

from kaozheng.tasks.batch import UnusableError
from kaozheng.tasks.decode.pdf_bombs import MOST_PIECES, MOST_UNPACKED, refuse_bomb


def stream(content, dictionary=b"/Filter /FlateDecode", packed=1):
    for _ in range(packed):
        content = zlib.compress(content, 9)
    return b"4 0 obj\n<</Length %d %s>>\nstream\n%s\nendstream\nendobj\n" % (len(content), dictionary, content)


PIECE = b"(ab) Tj "


@pytest.mark.parametrize(
    "content, says",
    [
        pytest.param(stream(bytes(MOST_UNPACKED + 1)), "unpacks to more than 128 MiB", id="one stream"),
        pytest.param(stream(bytes(MOST_UNPACKED // 8 + 1)) * 8, "unpacks to more than 128 MiB", id="many streams"),
        pytest.param(stream(bytes(MOST_UNPACKED + 1), b"/Filter [/FlateDecode /FlateDecode]", 2), "unpacks to", id="packed twice"),
        pytest.param(stream(bytes(MOST_UNPACKED + 1), b"/Filter/Fl"), "unpacks to", id="short name"),
        pytest.param(stream(PIECE * (MOST_PIECES + 1)), "more than 60000 pieces of text", id="pieces of text"),
        pytest.param(stream(PIECE * (MOST_PIECES + 1), b"", 0), "more than 60000 pieces of text", id="pieces, not packed"),
        pytest.param(stream(bytes(MOST_UNPACKED + (1 << 20)))[:-30], "unpacks to", id="without an end"),
    ],
)
def test_a_bomb_is_refused(content, says):
    begun = time.process_time()
    with pytest.raises(UnusableError, match=says):
        refuse_bomb(b"%PDF-1.4\n" + content)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(stream(PIECE * MOST_PIECES), id="a full page"),
        pytest.param(stream(bytes(MOST_UNPACKED + 1), b"/Type/XObject /Subtype /Image /Filter /FlateDecode"), id="a white picture"),
        pytest.param(stream(b"x" * 1000)[:60], id="cut off"),
        pytest.param(b"4 0 obj <</Filter/FlateDecode>> stream\nno zlib at all endstream", id="damaged"),
        pytest.param(b"<<" * 500_000, id="dictionaries without end"),
        pytest.param(b"<</Fl>>stream\n" * 100_000, id="streams without end"),
        pytest.param(stream(b"") * 10_000, id="many small streams"),
    ],
)
def test_what_is_no_bomb_passes_quickly(content):
    begun = time.process_time()
    refuse_bomb(content)
    assert time.process_time() - begun < 5
