"""German sentences of what stands in reports beside tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TEXTS = {
    "All memos, the oldest first, with what each hangs on and the words it speaks of.": (
        "Alle Memos, die ältesten zuerst, mit dem, woran jedes hängt, und den Worten, von denen es spricht."
    ),
    "What is recorded of units, cases, participants and sources, as one table for each.": (
        "Was zu Einheiten, Fällen, Teilnehmenden und Quellen festgehalten ist, in je einer Tabelle."
    ),
    "Who was asked for what, what they agreed to, and what was withdrawn.": (
        "Wer um was gefragt wurde, wozu Einwilligung besteht und was zurückgezogen wurde."
    ),
    "Context, research questions, units of analysis, cases and the data plan.": (
        "Kontext, Forschungsfragen, Analyseeinheiten, Fälle und Datenplan."
    ),
    "Distinct segments, participants, sources and cases of each code.": (
        "Segmente, Teilnehmende, Quellen und Fälle jedes Codes, jeweils einmal gezählt."
    ),
    "Each category with its properties, dimensions, gaps by case, and how categories are related.": (
        "Jede Kategorie mit ihren Eigenschaften, Dimensionen und Lücken nach Fall, und die Beziehungen der Kategorien."
    ),
    "Every coded segment under its case, with its code, source, line and speaker.": (
        "Jedes kodierte Segment unter seinem Fall, mit Code, Quelle, Zeile und Sprecher/in."
    ),
    "Every coded segment under its code, with its source, line and speaker.": (
        "Jedes kodierte Segment unter seinem Code, mit Quelle, Zeile und Sprecher/in."
    ),
    "Everything that was done, in order: when, by whom, and what was taken back.": (
        "Alles, was getan wurde, der Reihe nach: wann, von wem, und was zurückgenommen wurde."
    ),
    "For each case what it is, its sources and participants, its codes with counts and words, its memos.": (
        "Zu jedem Fall: was er ist, seine Quellen und Teilnehmenden, seine Codes mit Zahlen und Worten, seine Memos."
    ),
    "From each initial code to the focused codes, categories and themes that it is gathered under.": (
        "Von jedem initialen Code zu den fokussierten Codes, Kategorien und Themen, unter denen er gebündelt ist."
    ),
    "New codes by source in the order of collection, and what the researcher judged of categories.": (
        "Neue Codes nach Quelle in der Reihenfolge der Erhebung, und was über Kategorien geurteilt wurde."
    ),
    "Of each code how many incidents were compared with others, and how many not yet.": (
        "Zu jedem Code, wie viele Ereignisse mit anderen verglichen wurden und wie viele noch nicht."
    ),
    "The category maps as pictures with captions; for spreadsheets the relations they draw.": (
        "Die Landkarten der Kategorien als Bilder; für Tabellenprogramme die Beziehungen, die sie zeichnen."
    ),
    "The data: each source with its kind, unit, case, date, length, and how much of it is coded.": (
        "Die Daten: jede Quelle mit Art, Einheit, Fall, Datum und Länge, und wie viel davon kodiert ist."
    ),
    "The log: which gap was seen, what was planned and collected for it, and what came of it.": (
        "Das Protokoll: welche Lücke gesehen, was dafür geplant und erhoben wurde, und was daraus wurde."
    ),
    "The register: pseudonym, role, case, and how much of what each said is coded.": (
        "Das Verzeichnis: Pseudonym, Rolle, Fall, und wie viel von dem Gesagten kodiert ist."
    ),
    "Theme, category, focused code: what each means, how far it reaches, and chosen words for it.": (
        "Thema, Kategorie, fokussierter Code: was jedes bedeutet, wie weit es reicht, und ausgewählte Worte dafür."
    ),
    "What each code means, when to use it and when not, with an example.": (
        "Was jeder Code bedeutet, wann er verwendet wird und wann nicht, mit einem Beispiel."
    ),
    "What happened to the chosen codes, or to categories and themes: when, by whom and why.": (
        "Was mit den gewählten Codes oder mit Kategorien und Themen geschah: wann, durch wen und warum."
    ),
    "Which initial codes are gathered under which focused code, since when, and how it was tested.": (
        "Welche initialen Codes unter welchem fokussierten Code gebündelt sind, seit wann, und wie er geprüft wurde."
    ),
    "Initial codes are left out here.": "Initiale Codes sind hier ausgelassen.",
    "(see": "(siehe",
    "and": "und",
    "to": "bis",
}

TEXTS: Mapping[str, str] = MappingProxyType(_TEXTS)
