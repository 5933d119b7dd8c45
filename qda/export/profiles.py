"""House rules for what is printed: number formats and words, in the language of the document, not of the window."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Literal

from qda import percent
from qda.export.german.words import GERMAN_TEXTS

DASH = "–"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# Twentieths of a point, as Word counts: width and height of the upright sheet.
PAPERS: Mapping[str, tuple[int, int]] = MappingProxyType({"A4": (11906, 16838), "Letter": (12240, 15840)})


MARGIN = 1440


@dataclass(frozen=True, slots=True)
class Sheet:
    """An upright sheet with its margins, in twentieths of a point; on its side the margins stay where they are."""

    width: int
    height: int
    top: int = MARGIN
    right: int = MARGIN
    bottom: int = MARGIN
    left: int = MARGIN
    header: int = 708
    footer: int = 708
    gutter: int = 0

    def across(self, *, landscape: bool) -> int:
        """The width between the margins."""
        return (self.height if landscape else self.width) - self.left - self.right - self.gutter

    def down(self, *, landscape: bool) -> int:
        """The height between the margins."""
        return (self.width if landscape else self.height) - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Profile:
    """How numbers are written and which words stand around a table; `texts` translates from English."""

    name: str
    language: str
    """BCP 47, as Word stores it."""
    decimal_mark: str = "."
    thousands_mark: str = ","
    percent_gap: str = ""
    """What stands before the percent sign: nothing in APA (58%), a space that does not break in German (58 %)."""
    leading_zero: bool = False
    """Keep the zero before the mark for values that cannot exceed 1 (0,49); APA drops it (.49)."""
    quotation_marks: tuple[str, str] = ("“", "”")
    inner_marks: tuple[str, str] = ("‘", "’")
    """Around words that are quoted within a quotation."""
    day_order: Literal["iso", "german"] = "iso"
    """A day as 2013-01-31, which sorts, or as 31.01.2013."""
    paper: Literal["A4", "Letter"] = "A4"
    figure_caption_below: bool = False
    own_source: str = ""
    """What a table or figure names as its source that was made here; German theses want the line, APA has none."""
    texts: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    own_sheet: Sheet | None = None
    """That of a template; else the paper's."""
    stretch: float = 1.0
    """How much wider than Times the letters of a template are."""

    @property
    def sheet(self) -> Sheet:
        """What is printed on."""
        return self.own_sheet or Sheet(*PAPERS[self.paper])

    def translated(self, text: str) -> str:
        """The text in the document's language; what it does not know stays, so names and user's words pass."""
        return self.texts.get(text, text)

    def say(self, text: str, **values: object) -> str:
        """The text in the document's language, with its values."""
        return self.translated(text).format(**values)

    def title(self, text: str, **values: object) -> str:
        """The same as a title: in English with capitals as APA has them, whatever is put into it as it is."""
        told = self.translated(text)
        return (capitalised(told) if self.language.startswith("en") else told).format(**values)

    def date(self, iso: str) -> str:
        """A day, a month or a year (“2013-01-31”, “2013-01”), also with its time; what is no date stays as it is."""
        found = _DATE.fullmatch(iso)
        if found is None or self.day_order == "iso":
            return iso
        day = ".".join(part for part in (found["day"], found["month"], found["year"]) if part)
        return f"{day}{found['time'] or ''}"

    def dates_in(self, text: str) -> str:
        """Words in which days are written as this document has them; months and years stay, for they may be numbers."""
        return text if self.day_order == "iso" else _DAY.sub(lambda found: self.date(found[0]), text)

    def number_of(self, count: int, one: str, many: str) -> str:
        """A count with its noun: 1 source, 24 sources."""
        return self.say(one if count == 1 else many, n=self.integer(count))

    def integer(self, value: int) -> str:
        """A whole number with marks at the thousands and a true minus sign."""
        return f"{value:,}".replace(",", self.thousands_mark).replace("-", MINUS)

    def decimal(self, value: float, places: int = 2, *, bounded: bool = False) -> str:
        """A number with fixed places; `bounded`: it cannot exceed 1. Not a number reads “not defined”."""
        if not math.isfinite(value):
            return self.say("not defined")
        rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        whole, _point, fraction = f"{abs(rounded):f}".partition(".")
        whole = self.integer(int(whole))
        if bounded and whole == "0" and fraction and not self.leading_zero:
            whole = ""
        sign = MINUS if rounded < 0 else ""
        return f"{sign}{whole}{self.decimal_mark if fraction else ''}{fraction}"

    def percent(self, part: int, base: int) -> str:
        """Whole percent, rounded half up; what is not nothing and not all never reads as 0 or 100. Base 0: a dash."""
        if base <= 0:
            return DASH
        return percent.told(part, base, self.percent_gap)


_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d)(?P<time> \d\d:\d\d(?: [+-]\d{4})?)?)?"
)
_DAY = re.compile(r"(?<![\w-])\d{4}-(?:0[1-9]|1[0-2])-[0-3]\d(?![\w-])")
_SMALL = frozenset({*("a", "an", "and", "as", "at", "but", "by", "for", "if", "in", "nor", "of", "off"), *("on", "or")})
_SMALL |= {"per", "so", "the", "to", "up", "via", "yet"}
_WORD = re.compile(r"(?<![\w{’'])([^\W\d_])([\w’']*)(?![\w}])")


def capitalised(text: str) -> str:
    """A title after APA 7: capitals for all words but the small ones; the first, and one after a colon, has one too.

    What stands in braces is left alone.
    """

    def cased(found: re.Match[str]) -> str:
        begins = not text[: found.start()].rstrip("“„ ") or text[: found.start()].rstrip("“ ").endswith((":", "–"))
        return found[0] if not begins and found[0] in _SMALL else found[1].upper() + found[2]

    return _WORD.sub(cased, text)


APA = Profile(name="apa", language="en-GB")
GERMAN = Profile(
    name="german",
    language="de-DE",
    decimal_mark=",",
    thousands_mark=".",
    percent_gap=NO_BREAK_SPACE,
    leading_zero=True,
    quotation_marks=("„", "“"),
    inner_marks=("‚", "‘"),
    day_order="german",
    figure_caption_below=True,
    own_source="eigene Darstellung",
    texts=GERMAN_TEXTS,
)
PROFILES: Mapping[str, Profile] = MappingProxyType({profile.name: profile for profile in (APA, GERMAN)})
