"""Dates as researchers type them."""

from __future__ import annotations

import re
from datetime import date

from qda.errors import QdaError
from qda.i18n import N_, _

_MONTHS = (
    *(("jan", "jän"), ("feb",), ("mar", "mär"), ("apr",), ("may", "mai"), ("jun",)),
    *(("jul",), ("aug",), ("sep",), ("oct", "okt"), ("nov",), ("dec", "dez")),
)
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_ROUGH = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?")  # only the year, or the month, is known
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([^\W\d_]{3,})\.?,?\s+(\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")


class NotADate(QdaError):
    """What was typed says no day."""

    hint = N_("Write the day as 2012-05-18, 18.5.2012 or 18 May 2012.")

    def __init__(self, words: str) -> None:
        super().__init__(_("“{words}” is not a date.").format(words=words))


def iso_date(words: str) -> str | None:
    """The day as 2012-05-18; None for nothing typed. 5.6.2012 is the fifth of June. Raises NotADate.

    A month (2012-05) or a year (2012) stays as it is.
    """
    words = " ".join(words.split())
    if not words:
        return None
    if _ROUGH.fullmatch(words):
        return words
    parts = _parts(words)
    if parts is None:
        raise NotADate(words)
    try:
        return date(*parts).isoformat()
    except ValueError:
        raise NotADate(words) from None


def _parts(words: str) -> tuple[int, int, int] | None:
    if found := _ISO.fullmatch(words):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(words):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _DAY_MONTH.fullmatch(words):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_DAY.fullmatch(words):
        return int(found[3]), _month(found[1]), int(found[2])
    return None


def _month(name: str) -> int:
    """1 to 12; 0, which no date has, for what is no month."""
    start = name.casefold()[:3]
    return next((number for number, names in enumerate(_MONTHS, start=1) if start in names), 0)
