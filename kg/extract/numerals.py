"""Chinese and Arabic numerals: what a figure's or a date's number is worth, and how a number is written in Chinese."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "〇一二三四五六七八九"

_VALUES = {
    **{digit: value for value, digit in enumerate(DIGITS)},
    **{"零": 0, "两": 2, "俩": 2, "仨": 3, "廿": 20, "卅": 30},
    **{digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")},
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SCALED = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([百千]?)(万亿|[万亿]?)")


def number(text: str) -> Decimal | None:
    """What a numeral is worth; None when the text is not one.

    >>> str(number("53.02万亿")), str(number("三百零五")), str(number("二〇二一")), number("多")
    ('53020000000000', '305', '2021', None)
    """
    match = _SCALED.fullmatch(text)
    if match is not None:
        return _scaled(match[1], match[2], match[3])
    if not text:
        return None
    if all(character in _VALUES for character in text):
        return _digits(text)
    if "点" in text:
        return _pointed(text)
    return _spelled(text)


def _scaled(digits: str, hundred: str, scale: str) -> Decimal | None:
    if "," in digits:
        if _GROUPED.fullmatch(digits) is None:
            return None
        digits = digits.replace(",", "")
    elif _PLAIN.fullmatch(digits) is None:
        return None
    factor = _UNITS.get(hundred, 1)
    for character in scale:
        factor *= _SCALES[character]
    return _plain(Decimal(digits) * factor)


def _digits(text: str) -> Decimal | None:
    """`二〇二一` by place; `两` alone by value, `廿一` as a sum. `五六` is five or six: no number."""
    if text[0] in "廿卅":
        return Decimal(sum(_VALUES[character] for character in text))
    if len(text) == 2 and not set(text) & set("〇零"):
        return None
    return Decimal("".join(str(_VALUES[character]) for character in text))


def _pointed(text: str) -> Decimal | None:
    """`八点七`, `三点二万`: digits behind the point, a scale after them."""
    whole, _, rest = text.partition("点")
    tail = rest.rstrip("万亿")
    front = number(whole)
    if front is None or not tail or any(character not in _VALUES for character in tail):
        return None
    value = front + Decimal("0." + "".join(str(_VALUES[character]) for character in tail))
    for character in rest[len(tail) :]:
        value *= _SCALES[character]
    return _plain(value)


def _spelled(text: str) -> Decimal | None:
    """`三千零五十万`: sections of thousands under 万 and 亿. `一百八` is 180, `两万五` 25000."""
    total = section = 0
    digit: int | None = None
    last = 0  # the unit before a final bare digit
    for character in text:
        if character in _VALUES and _VALUES[character] < 10:
            value = _VALUES[character]
            if value == 0:
                last = 0
            elif digit is not None:
                return None
            digit = value or None
        elif character in _UNITS:
            last = _UNITS[character]
            section += (1 if digit is None else digit) * last
            digit = None
        elif character in _SCALES:
            last = _SCALES[character]
            total = (
                (total + section + (digit or 0)) * last
                if last == 10**8
                else total + (section + (digit or 0)) * last
            )
            section, digit = 0, None
            if total == 0:
                return None
        else:
            return None
    if digit is not None:
        section += digit * (last // 10 if last > 10 else 1)
    return Decimal(total + section)


def _plain(value: Decimal) -> Decimal:
    """The value without a tail of zeros and without an exponent."""
    return Decimal(f"{value.normalize():f}")


def chinese(value: int) -> str:
    """A number from 0 below 10**12 in Chinese, as one would say it.

    >>> chinese(12), chinese(305), chinese(10_050_000)
    ('十二', '三百零五', '一千零五万')

    Raises:
        ValueError: the number is negative or too large.
    """
    if not 0 <= value < 10**12:
        raise ValueError(f"{value}: only numbers from 0 below 10**12 are written out")
    if value == 0:
        return "零"
    parts: list[str] = []
    missing = False
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, scale)
        if section == 0:
            missing = bool(parts)
            continue
        if parts and (missing or section < 1000):
            parts.append("零")
        parts.append(_section(section) + name)
        missing = False
    spoken = "".join(parts)
    return spoken.removeprefix("一") if spoken.startswith("一十") else spoken


def _section(value: int) -> str:
    """A number from 1 to 9999."""
    parts: list[str] = []
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit == 0:
            gap = bool(parts)
            continue
        if gap:
            parts.append("零")
        parts.append(DIGITS[digit] + name)
        gap = False
    return "".join(parts)
