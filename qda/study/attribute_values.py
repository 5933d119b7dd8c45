"""What words mean as a number, a date or one of some choices. Pure rules; nothing is read or written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from qda.names import clean, name_key

Type = Literal["text", "number", "date", "choice"]
Mark = Literal["", ",", "."]
TYPES: tuple[Type, ...] = get_args(Type)

_FEW = 12  # more different words than these are hardly choices
_MONTHS = (
    *(("jan", "jän"), ("feb",), ("mar", "mär"), ("apr",), ("may", "mai"), ("jun",)),
    *(("jul",), ("aug",), ("sep",), ("oct", "okt"), ("nov",), ("dec", "dez")),
)
_ROUGH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)  # only the year, or the month, is known
_DAYS = (
    re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s*(?P<name>[^\W\d_]{3,})\.?,?\s*(?P<year>\d{4})"),
    re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"),
)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)*|[.,]\d+)")
_THOUSANDS = re.compile(r"\d{1,3}(?P<mark>[.,])\d{3}")  # 1,234 or 1.234: which mark it is only others can tell


def fitted(kind: str, words: str, choices: Sequence[str] = (), *, mark: Mark = "") -> str | None:
    """Words as they are stored for a type: 1234.5, 2010-07-07, the choice as it is spelt. None where they do not fit.

    `mark` is the decimal mark where it is known.
    """
    words = clean(words)
    if kind == "number":
        return number(words, mark)
    if kind == "date":
        return day(words)
    if kind == "choice":
        return next((choice for choice in choices if name_key(choice) == name_key(words)), None)
    return words


def number(words: str, mark: Mark = "") -> str | None:
    """A number as it is stored, with a point and all its decimals: 1,195.0 and 1.195,0 are 1195.0.

    3,5 is 3.5. 1,234 is no number as long as the decimal mark is not known: it could be either.
    """
    found = words.replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
    found = re.sub(r"(?<=\d)[ '’](?=\d{3}(?!\d))", "", found)
    if not _NUMBER.fullmatch(found):
        return None
    decimal = mark or _mark_in(found)
    if not decimal and _THOUSANDS.fullmatch(found.lstrip("+-")) and "," in found:
        return None
    decimal = decimal or "."
    other = "." if decimal == "," else ","
    whole, _point, part = found.partition(decimal)
    if decimal in part or other in part or not _groups(whole.lstrip("+-"), other):
        return None
    return _plain(whole.replace(other, ""), part)


def _plain(whole: str, part: str) -> str:
    text = f"{whole}.{part}" if part else whole
    told = format(Decimal(text), "f")
    return told.removeprefix("-") if Decimal(told) == 0 else told


def _groups(whole: str, mark: str) -> bool:
    """True if the marks between thousands stand where they should."""
    first, *rest = whole.split(mark)
    return all(len(group) == 3 for group in rest) and (not rest or 1 <= len(first) <= 3)


def _mark_in(words: str) -> Mark:
    """The decimal mark that a number can be seen to have; empty where it could be either, or there is none."""
    if "," in words and "." in words:
        return "," if words.rindex(",") > words.rindex(".") else "."
    for mark, other in ((",", "."), (".", ",")):
        if words.count(mark) > 1:
            return other  # type: ignore[return-value]  # one of the two marks
        if mark in words and not _THOUSANDS.fullmatch(words.lstrip("+-")):
            return mark  # type: ignore[return-value]  # one of the two marks
    return ""


def decimal_mark(values: Iterable[str]) -> Mark:
    """The decimal mark of a column: the one that most of its numbers show; empty where none of them shows one."""
    shown = [_mark_in(clean(words)) for words in values if _NUMBER.fullmatch(clean(words))]
    commas, points = shown.count(","), shown.count(".")
    if not commas and not points:
        return ""
    return "," if commas > points else "."


def day(words: str) -> str | None:
    """A date as it is stored: 2010-07-07, or 2010-07 or 2010. 5.6.2012 and 5/6/2012 are the fifth of June."""
    words = clean(words)
    words = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", words)
    if _ROUGH.fullmatch(words):
        return words
    for pattern in _DAYS:
        if found := pattern.fullmatch(words):
            parts = found.groupdict()
            month = _month(parts["name"]) if "name" in parts else int(parts["month"])
            try:
                return date(int(parts["year"]), month, int(parts["day"])).isoformat()
            except ValueError:
                return None
    return None


def _month(name: str) -> int:
    """1 to 12; 0, which no date has, for what is no month."""
    start = name.casefold()[:3]
    return next((at for at, names in enumerate(_MONTHS, start=1) if start in names), 0)


def guess(values: Iterable[str]) -> Type:
    """The type that a column of words seems to be of; blank ones say nothing."""
    held = [clean(words) for words in values if clean(words)]
    mark = decimal_mark(held) or "."
    if not held:
        return "text"
    if all(number(words, mark) is not None for words in held):
        return "number"
    if all(day(words) is not None for words in held):
        return "date"
    different = {name_key(words) for words in held}
    return "choice" if len(different) <= _FEW and 2 * len(different) <= len(held) else "text"


def sort_key(kind: str, value: str, choices: Sequence[str] = ()) -> tuple[int, float, str]:
    """What stored values are put in order by: numbers by size, choices as they are ordered, then words, no value last.

    A number or choice may be stored as words that are none, by an import of an earlier version.
    """
    if not value:
        return 2, 0.0, ""
    if kind == "number" and (size := number(value)) is not None:
        return 0, float(size), ""
    if kind == "choice" and value in choices:
        return 0, float(choices.index(value)), ""
    return 1, 0.0, value.casefold()
