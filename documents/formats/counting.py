"""A number as an automatic numbering writes it (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def written(value: int, kind: str) -> str:
    """The number as `kind` writes it: 12 is 12, 十二, 乙, ⑫ or xii. A kind or a number that cannot be is written 12."""
    if kind in ("none", "bullet"):
        return ""
    if value < 0 or value > 9999 or kind not in WAYS:
        return str(value)
    return WAYS[kind](value) or str(value)


def _thousands(value: int) -> str:
    import cn2an  # late: it takes a moment to import

    return str(cn2an.an2cn(value, "low")) if value else "〇"


def _digits(value: int) -> str:
    return "".join("〇一二三四五六七八九"[int(c)] for c in str(value))


def _counting(value: int) -> str:
    return _thousands(value) if value < 100 else _digits(value)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value else ""


def _run_of(first: str, last: int, base: int = 1) -> Callable[[int], str]:
    """Characters that follow each other in Unicode, from the one for `base` to the one for `last`."""
    return lambda value: chr(ord(first) + value - base) if base <= value <= last else ""


def _circled(value: int) -> str:
    for first, base, last in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if base <= value <= last:
            return chr(ord(first) + value - base)
    return ""


def _letters(value: int) -> str:
    """Letters from a to z, then aa, bb … as Word goes on."""
    return "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26] * ((value - 1) // 26 + 1) if 0 < value <= 780 else ""


def _roman(value: int) -> str:
    written_so_far = ""
    for worth, letters in ROMAN:
        times, value = divmod(value, worth)
        written_so_far += letters * times
    return written_so_far


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(c)) for c in str(value))


WAYS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "chineseCounting": _counting,
    "chineseCountingThousand": _thousands,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _thousands,
    "koreanCounting": _thousands,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda value: _thousands(value).translate(FORMAL),
    "ideographLegalTraditional": lambda value: _thousands(value).translate(FORMAL),
    "japaneseLegal": lambda value: _thousands(value).translate(FORMAL),
    "ideographTraditional": _one_of(STEMS),
    "ideographZodiac": _one_of(BRANCHES),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "ideographParenthesized": _run_of("㈠", 10),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ordinal": str,
}
