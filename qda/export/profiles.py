"""House rules for what is printed: number formats and words, in the language of the document, not of the window."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Literal

DASH = "–"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# Twentieths of a point, as Word counts: width and height of the upright sheet.
PAPERS: Mapping[str, tuple[int, int]] = MappingProxyType({"A4": (11906, 16838), "Letter": (12240, 15840)})


@dataclass(frozen=True, slots=True)
class Profile:
    """How numbers are written and which words stand around a table; `texts` translates from English."""

    name: str
    language: str
    """BCP 47, as Word stores it."""
    decimal_mark: str = "."
    thousands_mark: str = ","
    leading_zero: bool = False
    """Keep the zero before the mark for values that cannot exceed 1 (0,49); APA drops it (.49)."""
    quotation_marks: tuple[str, str] = ("“", "”")
    paper: Literal["A4", "Letter"] = "A4"
    figure_caption_below: bool = False
    texts: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def translated(self, text: str) -> str:
        """The text in the document's language; what it does not know stays, so names and user's words pass."""
        return self.texts.get(text, text)

    def say(self, text: str, **values: object) -> str:
        """The text in the document's language, with its values."""
        return self.translated(text).format(**values)

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
        rounded = int((Decimal(100 * part) / base).quantize(Decimal(1), rounding=ROUND_HALF_UP))
        if part > 0 and rounded == 0:
            text = f"<{NO_BREAK_SPACE}1"
        elif part < base and rounded == 100:
            text = f">{NO_BREAK_SPACE}99"
        else:
            text = self.integer(rounded)
        return f"{text}{NO_BREAK_SPACE}%"


_GERMAN_TEXTS = {
    # around tables and figures
    "Table": "Tabelle",
    "Figure": "Abbildung",
    "Note.": "Anmerkung.",
    "Source:": "Quelle:",
    "Notes": "Anmerkungen",
    "(continued)": "(Fortsetzung)",
    "Row {row}, “{heading}”: a cell holds {limit} characters; the whole text is in the Word and CSV files.": (
        "Zeile {row}, „{heading}“: Eine Zelle fasst {limit} Zeichen; der ganze Text steht in der Word- und CSV-Datei."
    ),
    "not defined": "nicht definiert",
    "line\u00a0{n}": "Zeile\u00a0{n}",
    "{heading}: share of {base}": "{heading}: Anteil an {base}",
    "{heading}: share": "{heading}: Anteil",
    # columns
    "Code": "Code",
    "Path": "Pfad",
    "Level": "Ebene",
    "Segments": "Segmente",
    "Codings": "Kodierungen",
    "Sources": "Quellen",
    "Participants": "Teilnehmende",
    "Cases": "Fälle",
    "Units": "Einheiten",
    "Example quote": "Beispielzitat",
    "Definition": "Definition",
    "Include when": "Einschließen, wenn",
    "Exclude when": "Ausschließen, wenn",
    "Example": "Beispiel",
    "Origin": "Herkunft",
    "Parent": "Übergeordnet",
    "Quote": "Zitat",
    "Source": "Quelle",
    "Speaker": "Sprecher/in",
    "Case": "Fall",
    "Unit": "Einheit",
    "Line": "Zeile",
    "Time": "Zeit",
    "Coder": "Kodiert von",
    "Start": "Anfang",
    "End": "Ende",
    "{counted} by case": "{counted} nach Fall",
    "{counted} by unit": "{counted} nach Einheit",
    "{counted} by source": "{counted} nach Quelle",
    "{counted} by participant": "{counted} nach Teilnehmenden",
    # levels and origins
    "initial": "initial",
    "focused": "fokussiert",
    "category": "Kategorie",
    "theme": "Thema",
    "a priori": "a priori",
    "in vivo": "in vivo",
    # titles
    "Code Frequencies": "Häufigkeit der Codes",
    "Code Book": "Codebuch",
    "Coded Segments": "Kodierte Segmente",
    "{title} – {study}": "{title} – {study}",
    # what was counted
    "{n} segment": "{n} Segment",
    "{n} segments": "{n} Segmente",
    "{n} coding": "{n} Kodierung",
    "{n} codings": "{n} Kodierungen",
    "{n} source": "{n} Quelle",
    "{n} sources": "{n} Quellen",
    "{n} participant": "{n} Teilnehmende/r",
    "{n} participants": "{n} Teilnehmende",
    "{n} case": "{n} Fall",
    "{n} cases": "{n} Fälle",
    "{n} unit": "{n} Einheit",
    "{n} units": "{n} Einheiten",
    "{n} code": "{n} Code",
    "{n} codes": "{n} Codes",
    # notes
    "*N* = {counts}.": "*N* = {counts}.",
    "{n} further source holds no coding and is left out.": (
        "{n} weitere Quelle enthält keine Kodierung und bleibt außer Betracht."
    ),
    "{n} further sources hold no coding and are left out.": (
        "{n} weitere Quellen enthalten keine Kodierung und bleiben außer Betracht."
    ),
    "Each row counts what is coded there, every segment, source, participant and case once.": (
        "Jede Zeile zählt, was dort kodiert ist, jedes Segment, jede Quelle, jede Person und jeden Fall einmal."
    ),
    "A parent row counts distinctly what is coded to it or beneath it; it is never a sum of rows.": (
        "Eine übergeordnete Zeile zählt ohne Doppelungen, was ihr oder darunter zugeordnet ist; "
        "sie ist nie eine Summe von Zeilen."
    ),
    "Percentages have the *n* in their column head as base.": (
        "Prozentwerte beziehen sich auf das *n* im Kopf ihrer Spalte."
    ),
    "How many segments there are depends on how finely the text was segmented.": (
        "Die Zahl der Segmente hängt davon ab, wie fein der Text segmentiert wurde."
    ),
    "Under “{group}”, *n* is the number of all coded segments there.": (
        "Unter „{group}“ ist *n* die Zahl aller dort kodierten Segmente."
    ),
    "Under “{group}”, *n* is the number of all coded sources there.": (
        "Unter „{group}“ ist *n* die Zahl aller dort kodierten Quellen."
    ),
    "Under “{group}”, *n* is the number of all participants there.": (
        "Unter „{group}“ ist *n* die Zahl aller Teilnehmenden dort."
    ),
    "A segment that belongs to several columns is counted in each.": (
        "Ein Segment, das zu mehreren Spalten gehört, wird in jeder gezählt."
    ),
    "The interviewer’s words never count as a participant’s.": (
        "Äußerungen der Interviewenden zählen nie als Äußerungen von Teilnehmenden."
    ),
    "0 = none; – = not measured.": "0 = keine; – = nicht erhoben.",
    "Quotes are given as they stand in the source.": "Zitate stehen so, wie sie in der Quelle stehen.",
    "One row for each coding: a segment with several codes appears once for each.": (
        "Eine Zeile je Kodierung: Ein Segment mit mehreren Codes erscheint einmal für jeden."
    ),
    "Line numbers are those of the stored text.": "Zeilennummern beziehen sich auf den gespeicherten Text.",
}

APA = Profile(name="apa", language="en-GB")
GERMAN = Profile(
    name="german",
    language="de-DE",
    decimal_mark=",",
    thousands_mark=".",
    leading_zero=True,
    quotation_marks=("„", "“"),
    figure_caption_below=True,
    texts=MappingProxyType(_GERMAN_TEXTS),
)
PROFILES: Mapping[str, Profile] = MappingProxyType({profile.name: profile for profile in (APA, GERMAN)})
