"""PDF files that are small and unpack to what no machine can hold are refused, at once and with the reason; others are left alone."""

from __future__ import annotations

import base64
import random
import time
import zlib

import pytest

from kaozheng.tasks.batch import UnusableError
from kaozheng.tasks.decode.pdf_bombs import MOST_PIECES, MOST_UNPACKED, refuse_bomb
from kaozheng.tasks.decode.pdf_filters import filters_of


def stream(content, dictionary=b"/Filter /FlateDecode", packed=1):
    for _ in range(packed):
        content = zlib.compress(content, 9)
    return b"4 0 obj\n<</Length %d %s>>\nstream\n%s\nendstream\nendobj\n" % (len(content), dictionary, content)


def lzw(content):
    """Packed as ISO 32000-1, 7.4.4 says: codes of 9 to 12 bits, each a string seen before; a clear code before they run out."""
    codes, told = {}, []
    seen = b""
    for byte in [*content, None]:
        longer = seen if byte is None else seen + bytes([byte])
        if byte is not None and (len(longer) == 1 or longer in codes):
            seen = longer
            continue
        told.append((seen[0] if len(seen) == 1 else codes[seen], min(max(9, (258 + len(codes)).bit_length()), 12)))
        codes[longer] = 258 + len(codes)
        if len(codes) == 4095 - 258:
            told.append((256, 12))
            codes = {}
        seen = b"" if byte is None else bytes([byte])
    return in_bits(told)


def in_bits(codes):
    bits = "".join(f"{code:0{width}b}" for code, width in codes)
    return int(bits + "0" * (-len(bits) % 8), 2).to_bytes((len(bits) + 7) // 8)


def lzw_bomb(rounds):
    """Seven megabytes of zeros a round, each code the string before it and one zero more."""
    one = [(0, 9), *((code, min(max(9, (code + 1).bit_length()), 12)) for code in range(258, 4095)), (256, 12)]
    return in_bits(one * rounds)


def run_length(content):
    return b"".join(bytes([129]) + content[i : i + 1] for i in range(0, len(content), 128)) + b"\x80"


def ascii85(content):
    return base64.a85encode(content, wrapcol=76) + b"~>"


def plain(content, names):
    return b"4 0 obj\n<</Length %d /Filter %s>>\nstream\n%s\nendstream\nendobj\n" % (len(content), names, content)


SOME = random.Random(7).choices(b"(ab) Tj ", k=20_000)


@pytest.mark.parametrize(
    "names, packed",
    [
        pytest.param(b"/LZWDecode", lzw(bytes(SOME)), id="LZW"),
        pytest.param(b"/AHx", bytes(SOME).hex().encode() + b">", id="hex"),
        pytest.param(b"[/ASCII85Decode /FlateDecode]", ascii85(zlib.compress(bytes(SOME))), id="flate in ASCII85"),
        pytest.param(b"[/A85/LZW]", ascii85(lzw(bytes(SOME))), id="LZW in ASCII85"),
        pytest.param(b"/RunLengthDecode", b"".join(bytes([0, one]) for one in SOME) + b"\x80", id="run length"),
        pytest.param(b"/Fl#61te#44ecode", zlib.compress(bytes(SOME)), id="a name with escapes"),
    ],
)
def test_filters_are_undone(names, packed):
    for undo in filters_of(b"/Filter " + names, b""):
        packed = undo(packed, 1 << 20)
    assert packed == bytes(SOME)


PIECE = b"(ab) Tj "
ZEROS = bytes(MOST_UNPACKED + 1)


@pytest.mark.parametrize(
    "content, says",
    [
        pytest.param(stream(bytes(MOST_UNPACKED + 1)), "unpacks to more than 128 MiB", id="one stream"),
        pytest.param(stream(bytes(MOST_UNPACKED // 8 + 1)) * 8, "unpacks to more than 128 MiB", id="many streams"),
        pytest.param(stream(bytes(MOST_UNPACKED + 1), b"/Filter [/FlateDecode /FlateDecode]", 2), "unpacks to", id="packed twice"),
        pytest.param(stream(bytes(MOST_UNPACKED + 1), b"/Filter/Fl"), "unpacks to", id="short name"),
        pytest.param(plain(lzw_bomb(20), b"/LZWDecode"), "unpacks to", id="LZW"),
        pytest.param(plain(zlib.compress(run_length(ZEROS), 9), b"[/FlateDecode/RunLengthDecode]"), "unpacks to", id="runs in flate"),
        pytest.param(plain(ascii85(zlib.compress(ZEROS, 9)), b"[/ASCII85Decode /FlateDecode]"), "unpacks to", id="flate in ASCII85"),
        pytest.param(plain(zlib.compress(ZEROS, 9), b"/Fl#61teDecode"), "unpacks to", id="a name with escapes"),
        pytest.param(plain(zlib.compress(ZEROS, 9), b"9 0 R") + b"9 0 obj\n/FlateDecode\nendobj\n", "unpacks to", id="named elsewhere"),
        pytest.param(plain(zlib.compress(ZEROS, 9), b"9 0 R"), "unpacks to", id="named nowhere"),
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
        pytest.param(
            plain(b"\xff" * 5000, b"/LZWDecode") + plain(b"\x05", b"/RL") + plain(b"z~", b"/A85") + plain(b"", b"/A85"), id="torn"
        ),
    ],
)
def test_what_is_no_bomb_passes_quickly(content):
    begun = time.process_time()
    refuse_bomb(content)
    assert time.process_time() - begun < 5
