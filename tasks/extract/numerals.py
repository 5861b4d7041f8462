"""The value of a numeral: Arabic, Chinese or mixed."""

from __future__ import annotations

import re

DIGITS = {c: i for i, cs in enumerate(("〇零○", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_ARABIC = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def numeral_value(text: str) -> float | None:
    """The value of a numeral that fills `text`, None where it is none: 12, 1,000, 3.1万, 十二, 两千四百五, 二〇二二, 1亿2000万."""
    total, section, digit, last_unit = 0.0, 0.0, None, 1
    spelled = ""
    at = 0
    if not text:
        return None
    while at < len(text):
        char = text[at]
        if found := _ARABIC.match(text, at):
            if digit is not None:
                return None
            digit = float(re.sub("[,，]", "", found.group()))
            at = found.end()
            last_unit = 1
            continue
        if char in DIGITS:
            if char in "〇零○" and digit is None:
                spelled += "0"
                last_unit = 1
            elif digit is not None and not spelled:
                return None
            else:
                spelled += str(DIGITS[char])
            digit = float(spelled)
        elif char in TENS:
            section += (1.0 if digit is None else digit) * TENS[char]
            digit, spelled, last_unit = None, "", TENS[char]
        elif char in MYRIADS:
            whole = section + (digit or 0.0)
            if not whole and not total:
                return None
            total = (total + whole) * MYRIADS[char] if MYRIADS[char] == 10**8 else total + whole * MYRIADS[char]
            section, digit, spelled, last_unit = 0.0, None, "", MYRIADS[char]
        else:
            return None
        at += 1
    if digit is not None:
        # 两千四百五 is 2450: a last bare digit counts in the place below the last unit.
        short = len(spelled) == 1 and last_unit >= 100 and not text[-1].isascii()
        section += digit * (last_unit // 10 if short else 1)
    return round(total + section, 6)
