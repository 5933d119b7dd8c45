"""German words of the reports on the design of a study: timeline, data plan, cases, patterns."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DESIGN_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        # the list of reports
        "Timeline": "Zeitlicher Verlauf",
        "When what was collected, coded, written and asked, under the phases of the study: a picture and a table.": (
            "Wann was erhoben, kodiert, geschrieben und gefragt wurde, unter den Phasen der Studie: Bild und Tabelle."
        ),
        "Patterns by case": "Muster nach Fall",
        "Propositions and their rivals, with what was expected, what each case shows, and whether it matches.": (
            "Annahmen und ihre Konkurrenten: was erwartet war, was jeder Fall zeigt und ob es übereinstimmt."
        ),
        # timeline
        "Timeline of Data Collection and Analysis": "Zeitlicher Verlauf von Datenerhebung und Auswertung",
        "Phases": "Phasen",
        "Data": "Daten",
        "Analysis": "Auswertung",
        "Participants and instruments": "Teilnehmende und Instrumente",
        "Coding": "Kodieren",
        "Memos": "Memos",
        "Codes gathered": "Gebündelte Codes",
        "Codes raised": "Aufgewertete Codes",
        "Theoretical sampling": "Theoretisches Sampling",
        "Judged saturated or not": "Urteile zur Sättigung",
        "Maps": "Karten",
        "Versions of instruments": "Fassungen der Instrumente",
        "Asked for consent": "Um Einwilligung gebeten",
        "Consent withdrawn": "Einwilligung widerrufen",
        "Feedback": "Rückmeldungen",
        "source": "Quelle",
        **dict(
            zip(
                ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
                ("Jan.", "Febr.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
                strict=True,
            )
        ),
        "{n} month": "{n} Monat",
        "{n} months": "{n} Monate",
        "A mark is a day, a longer one a month or a year of which no more is known; bars of coding are as high as what "
        "was coded in the month.": (
            "Ein Strich ist ein Tag, ein längerer ein Monat oder ein Jahr, von dem nicht mehr bekannt ist; die Balken "
            "des Kodierens sind so hoch wie das, was in dem Monat kodiert wurde."
        ),
        "Shaded: {months} without data.": "Grau hinterlegt: {months} ohne Daten.",
        "Left out of the axis, as nothing is dated there: {first} to {last}.": (
            "Auf der Achse ausgelassen, da dort nichts datiert ist: {first} bis {last}."
        ),
        "Without a date: {sources} ({names}).": "Ohne Datum: {sources} ({names}).",
        "{what}: {n}, {first} to {last}": "{what}: {n}, {first} bis {last}",
        "What": "Was",
        "From": "Von",
        "Until": "Bis",
        "How many": "Anzahl",
        "goes on": "dauert an",
        "Counted are sources, codings, memos, acts or askings, as the row says; a month or a year is given where no "
        "day is known.": (
            "Gezählt sind Quellen, Kodierungen, Memos, Handlungen oder Anfragen, wie die Zeile sagt; wo kein Tag "
            "bekannt ist, steht ein Monat oder ein Jahr."
        ),
        "Months without data: {months}.": "Monate ohne Daten: {months}.",
        "Sources without a date: {names}.": "Quellen ohne Datum: {names}.",
        # data plan
        "Counted": "Gezählt",
        "{n} minute": "{n} Minute",
        "{n} minutes": "{n} Minuten",
        "{n} word": "{n} Wort",
        "{n} words": "{n} Wörter",
        "Counted are the sources of each data set as they lie in the project; minutes as far as they are recorded.": (
            "Gezählt sind die Quellen jedes Datensatzes, wie sie im Projekt liegen; Minuten, soweit sie vermerkt sind."
        ),
        # cases
        "Summary": "Zusammenfassung",
        "Minutes": "Minuten",
        "(from {unit})": "(von {unit})",
        "agreed": "hat zugestimmt",
        "refused": "hat abgelehnt",
        "withdrew": "hat widerrufen",
        "asked, no answer yet": "gefragt, noch ohne Antwort",
        "not asked": "nicht gefragt",
        "Claims and propositions": "Aussagen und Annahmen",
        "Matrices": "Matrizen",
        "Passages in other sources": "Stellen in anderen Quellen",
        "about": "betrifft",
        "rests on": "stützt sich darauf",
        # patterns
        "Patterns by Case: {claim}": "Muster nach Fall: {claim}",
        "Proposition": "Annahme",
        "Rival explanation": "Konkurrierende Erklärung",
        "{kind}. Expected:": "{kind}. Erwartet:",
        "nothing was written down.": "nichts aufgeschrieben.",
        "(Entered {day}.)": "(Eingetragen am {day}.)",
        "(Entered {day}, in its present words since {other}.)": (
            "(Eingetragen am {day}, im jetzigen Wortlaut seit {other}.)"
        ),
        "Observed pattern": "Beobachtetes Muster",
        "Match": "Übereinstimmung",
        "Replication": "Replikation",
        "Reason": "Begründung",
        "Expectation": "Erwartung",
        "match": "stimmt überein",
        "partial": "teilweise",
        "no match": "stimmt nicht überein",
        "no data": "keine Daten",
        "literal": "literal",
        "theoretical": "theoretisch",
        "none": "keine",
        "entered after {segments} of this case had been coded": (
            "eingetragen, nachdem {segments} dieses Falls kodiert waren"
        ),
        "reworded after {segments} of this case had been coded": (
            "umformuliert, nachdem {segments} dieses Falls kodiert waren"
        ),
        "*n* = {judged} of {cases} cases judged: match {match}, partial {partial}, no match {no_match}, no data "
        "{no_data}; literal replication {literal}, theoretical {theoretical}.": (
            "*n* = {judged} von {cases} Fällen beurteilt: stimmt überein {match}, teilweise {partial}, stimmt nicht "
            "überein {no_match}, keine Daten {no_data}; literale Replikation {literal}, theoretische {theoretical}."
        ),
    }
)
"""English to German."""
