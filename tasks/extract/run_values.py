"""What a run of numeral characters is worth: 390多万, 数十, 两三, 四点五, 1.2M."""

from __future__ import annotations

import re
from functools import lru_cache

from kaozheng.tasks.extract.numerals import numeral_value

_DIGITS = "一二三四五六七八九"
HALVES = ("半数", "一半")
MAGNITUDES = "十百千万亿"
_ADJACENT = re.compile(rf"([{_DIGITS}十]*?十)?([{_DIGITS}两])([{_DIGITS}两])([十百千万亿]*)")
_TAIL = re.compile(r"[十百千万亿]*$")
_LONE_ZERO = re.compile(r"(?<=[十百千万亿])零(?=\d)")
# 贰6例, 壹8叁4例: formal digits among Arabic ones.
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖", "123456789")
_SUFFIXES = {"k": 10.0**3, "K": 10.0**3, "M": 10.0**6}


@lru_cache(maxsize=4096)
def run_value(run: str) -> tuple[float, float | None, str] | None:
    """(value, value_high, modifier) of a run of numeral characters, None where it is no number: 390多万, 数十, 两三, 四点五."""
    modifier, high = "exact", None
    factor = 1.0
    if run.isascii() and run.isdecimal():
        return float(run), None, modifier
    if (spelt := run.translate(_FORMAL)) != run and spelt.isdecimal() and any(map(str.isdecimal, run)):
        return float(spelt), None, modifier
    if run in HALVES:
        return 0.5, None, modifier
    if run == "对":
        return 5.0, None, modifier  # 对折 is 五折
    if run[-1] in _SUFFIXES:
        run, factor = run[:-1], _SUFFIXES[run[-1]]
    if run[0] in "数几":
        run, modifier = run[1:], "approx"
    elif run[0] == "半":
        run, factor = run[1:] or "一", 0.5 * factor
    for word in "余多几":
        if word in run:
            run, modifier = run.replace(word, ""), "more_than"
    if "来" in run:
        run, modifier = run.replace("来", ""), "approx"
    run = run.replace("俩", "两").replace("廿", "二十").replace("卅", "三十")
    if pair := _adjacent(run):
        low, high = pair
        return low, high, "approx" if modifier == "exact" else modifier
    value = _decimal(run)
    return None if value is None else (value * factor, high, modifier)


def _adjacent(run: str) -> tuple[float, float] | None:
    """两三, 七八十, 十五六万, 三五: two neighbouring digits are a range."""
    found = _ADJACENT.fullmatch(run)
    if not found:
        return None
    tens, one, two, rest = found.groups(default="")
    low, high = numeral_value(tens + one + rest), numeral_value(tens + two + rest)
    first, second = numeral_value(one), numeral_value(two)
    if low is None or high is None or first is None or second is None or second - first != (2 if one + two == "三五" else 1):
        return None
    return low, high


def _decimal(run: str) -> float | None:
    if "兆" in run:
        left, _, right = run.partition("兆")
        high, low = numeral_value(left), numeral_value(right) if right else 0.0
        return None if high is None or low is None else high * 1e12 + low
    whole, point, fraction = run.partition("点")
    if point:
        return _spoken_decimal(whole, fraction)
    if run.startswith("."):
        run = "0" + run
    if run[:1] in ("万", "亿"):
        run = "一" + run
    # 一万零十二 and 1千零1 say no digit more than 一万零一十二 and 1千1; 万万 is 亿.
    if "零" in run:
        run = _LONE_ZERO.sub("", run.replace("零十", "零一十"))
    return numeral_value(run.replace("万万", "亿"))


def _spoken_decimal(whole: str, fraction: str) -> float | None:
    """四点五, 一点二万: digits after 点, a magnitude behind them."""
    digits = fraction.rstrip(MAGNITUDES)
    left = numeral_value(whole)
    spelled = "".join(str(int(v)) for v in (numeral_value(c) for c in digits) if v is not None)
    if left is None or not spelled or len(spelled) != len(digits):
        return None
    magnitude = _decimal(fraction[len(digits) :]) if fraction[len(digits) :] else 1.0
    return None if magnitude is None else round(float(f"{left:.0f}.{spelled}") * magnitude, 6)


def scaled(first: str, value: float, second: str, high: float) -> float:
    """3至5万: the magnitude behind the second number belongs to both."""
    tail = _TAIL.search(second)
    if tail and tail.group() and first[-1] not in MAGNITUDES and value < high:
        magnitude = _decimal(tail.group())
        if magnitude and value * magnitude < high:
            return value * magnitude
    return value
