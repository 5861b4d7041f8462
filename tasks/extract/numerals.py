"""The value of a numeral: Arabic, Chinese or mixed."""

from __future__ import annotations

import re

DIGITS = {c: i for i, cs in enumerate(("〇零○", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in cs}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}

_ZEROS = "〇零○"
_ARABIC = re.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


def numeral_value(text: str) -> float | None:
    """The value of a numeral that fills `text`, None where it is none.

    12, 1,000, 3.1万, 十二, 两千四百五, 一万零十二, 二〇二二 and 1亿2000万 are numerals.
    """
    total = section = 0.0
    digit: float | None = None
    spelled, last_unit, at = "", 1, 0
    while at < len(text):
        char = text[at]
        if found := _ARABIC.match(text, at):
            if digit is not None:
                return None
            digit, last_unit, at = float(found.group().replace(",", "").replace("，", "")), 1, found.end()
            continue
        at += 1
        if char in _ZEROS and digit is None:
            last_unit = 1  # a place holder: what follows counts in its own place
        elif char in DIGITS:
            if digit is not None and not spelled:
                return None
            spelled += str(DIGITS[char])
            digit = float(spelled)
        elif char in TENS:
            section += (1.0 if digit is None else digit) * TENS[char]
            digit, spelled, last_unit = None, "", TENS[char]
        elif char in MYRIADS:
            whole = section + (digit or 0.0)
            if not whole and not total:
                return None
            # 亿 takes all that stands before it, 万 what stands since the last 亿.
            total = (total + whole) * MYRIADS[char] if MYRIADS[char] == 10**8 else total + whole * MYRIADS[char]
            section, digit, spelled, last_unit = 0.0, None, "", MYRIADS[char]
        else:
            return None
    if digit is not None:
        # 两千四百五 is 2450: a last bare digit counts in the place below the last unit.
        short = len(spelled) == 1 and last_unit >= 100
        section += digit * (last_unit // 10 if short else 1)
    value = total + section
    return (value if value.is_integer() else round(value, 6)) if text else None
