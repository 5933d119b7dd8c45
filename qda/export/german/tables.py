"""German words around tables and figures, and of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TEXTS = {
    # around tables and figures
    "[withheld]": "[zurückgehalten]",
    "“[withheld]” stands for words of participants who have withdrawn or are not to be quoted, as blocks do.": (
        "„[zurückgehalten]“ steht, wie Blöcke, für Worte von Teilnehmenden, die widerrufen haben oder nicht zitiert "
        "werden."
    ),
    "The words of {n} participant are withheld, who has withdrawn or is not to be quoted; what is coded in them "
    "counts.": (
        "Die Worte von {n} Person sind zurückgehalten, die widerrufen hat oder nicht zitiert wird; was darin kodiert "
        "ist, zählt."
    ),
    "The words of {n} participants are withheld, who have withdrawn or are not to be quoted; what is coded in them "
    "counts.": (
        "Die Worte von {n} Teilnehmenden sind zurückgehalten, die widerrufen haben oder nicht zitiert werden; was "
        "darin kodiert ist, zählt."
    ),
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
    "{n} participant": "{n} teilnehmende Person",
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
    "{n} further case holds no coding and is left out.": (
        "{n} weiterer Fall enthält keine Kodierung und bleibt außer Betracht."
    ),
    "{n} further cases hold no coding and are left out.": (
        "{n} weitere Fälle enthalten keine Kodierung und bleiben außer Betracht."
    ),
    "{n} further participant has no coded words of their own and is left out.": (
        "Von {n} weiteren Person ist kein eigenes Wort kodiert; sie bleibt außer Betracht."
    ),
    "{n} further participants have no coded words of their own and are left out.": (
        "Von {n} weiteren Teilnehmenden ist kein eigenes Wort kodiert; sie bleiben außer Betracht."
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

TEXTS: Mapping[str, str] = MappingProxyType(_TEXTS)
