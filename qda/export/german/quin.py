"""German words of the page that names Quin’s tables and figures, and of attributes and consent, two of its tables.

Menus and commands stay as they are: the program has them in English, whatever the language of the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

QUIN_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        # the page
        "Tables and figures after Quin (2015)": "Tabellen und Abbildungen nach Quin (2015)",
        "Numbers are those of Quin’s thesis; what is shown comes from this study, by the menus and commands named.": (
            "Die Nummern sind die der Dissertation von Quin; gezeigt wird diese Studie, hergestellt mit den genannten "
            "Menüs und Befehlen, die im Programm englisch heißen."
        ),
        "In Quin": "Bei Quin",
        "What it is": "Was es ist",
        "Files": "Dateien",
        "Menu": "Menü",
        "Command": "Befehl",
        "Lacking.": "Fehlt.",
        # what each is
        "Figures year by year, side by side": "Zahlen nach Jahren, nebeneinander",
        "Searching the literature: words and databases": "Literatursuche: Suchwörter und Datenbanken",
        "Searching the literature: what each database brought": "Literatursuche: was jede Datenbank erbrachte",
        "Filtering the literature: criteria": "Auswahl der Literatur: Kriterien",
        "Filtering the literature: how the included are graded": (
            "Auswahl der Literatur: Bewertung der aufgenommenen Arbeiten"
        ),
        "Concepts of success by domain, in the literature": "Begriffe von Erfolg nach Bereich, in der Literatur",
        "Data sets, methods and aims": "Datensätze, Methoden und Ziele",
        "Forms of action, and what each is done to": "Formen des Handelns, und worauf sie sich richten",
        "One case, as each perspective has it": "Ein Fall, wie ihn jede Perspektive sieht",
        "Domains compared": "Die Bereiche im Vergleich",
        "The studies reviewed": "Die ausgewerteten Studien",
        "Who agreed to what": "Wer worin eingewilligt hat",
        "The course of the study": "Der Verlauf der Studie",
        "The study: units and cases in one context": "Die Studie: Einheiten und Fälle in einem Kontext",
        "Degrees of taking part": "Grade der Beteiligung",
        "Forms of collaboration, outside and inside": "Formen der Zusammenarbeit, nach außen und nach innen",
        "Success in layers": "Erfolg in Schichten",
        "Where forms of success meet": "Wo Formen von Erfolg sich treffen",
        "Parental agency": "Handeln der Eltern",
        "Parental transformation": "Wandel der Eltern",
        "Parental bypass": "Umgehen der Eltern",
        # what is lacking
        "Give cases or units attributes; “Referrals: 2010” and “Referrals: 2011” become rows of one column.": (
            "Fälle oder Einheiten brauchen Merkmale; „Meldungen: 2010“ und „Meldungen: 2011“ werden zu Zeilen einer "
            "Spalte."
        ),
        "Make a matrix whose rows are sets of searches and whose columns are what was searched for, and where.": (
            "Nötig ist eine Matrix, deren Zeilen Suchläufe sind und deren Spalten, wonach und wo gesucht wurde."
        ),
        "Take in literature (.ris, .bib), and say where each publication was found.": (
            "Nötig ist Literatur (.ris, .bib) mit der Angabe, wo jede Veröffentlichung gefunden wurde."
        ),
        "Put down criteria for taking in, leaving out and grading in Study › Literature.": (
            "Nötig sind Kriterien für Aufnahme, Ausschluss und Bewertung unter Study › Literature."
        ),
        "Give included publications grades in Study › Literature.": (
            "Aufgenommene Veröffentlichungen brauchen eine Bewertung unter Study › Literature."
        ),
        "Make a matrix whose rows are headings and whose columns are units; its cells are yours to write.": (
            "Nötig ist eine Matrix, deren Zeilen Überschriften und deren Spalten Einheiten sind; ihre Zellen schreiben "
            "Sie selbst."
        ),
        "Write the data plan in Study › Data plan.": "Nötig ist der Datenplan unter Study › Data plan.",
        "Make a matrix whose rows are codes, with a heading of your own as its column.": (
            "Nötig ist eine Matrix, deren Zeilen Codes sind, mit einer eigenen Überschrift als Spalte."
        ),
        "Make a perspective table in Cases › Perspectives; sources need a perspective.": (
            "Nötig ist eine Perspektiventabelle unter Cases › Perspectives; Quellen brauchen eine Perspektive."
        ),
        "Make a cross-case matrix in Cases › Across cases.": (
            "Nötig ist eine fallübergreifende Matrix unter Cases › Across cases."
        ),
        "Include publications (I) in Study › Literature, and write under the headings of the summary.": (
            "Nötig sind aufgenommene Veröffentlichungen (I) unter Study › Literature, mit Text unter den Überschriften "
            "der Zusammenfassung."
        ),
        "Record consents in Study › Consent.": "Nötig sind Einwilligungen unter Study › Consent.",
        "Give sources dates, and put down phases in Study › Timeline.": (
            "Quellen brauchen ein Datum; Phasen stehen unter Study › Timeline."
        ),
        "Draw a map in the workspace Map: boxes for codes, cases and notes, frames around them, lines between.": (
            "Nötig ist eine Karte im Arbeitsbereich Map: Kästen für Codes, Fälle und Notizen, Rahmen um sie, Linien "
            "dazwischen."
        ),
        # tables by years
        "Figures of the Sources by Year": "Zahlen der Quellen nach Jahren",
        "Figures of the Cases by Year": "Zahlen der Fälle nach Jahren",
        "Figures of the Participants by Year": "Zahlen der Teilnehmenden nach Jahren",
        "Figures of the Units of Analysis by Year": "Zahlen der Analyseeinheiten nach Jahren",
        "Figures of {name}.": "Zahlen zu: {name}.",
        # attributes
        "{n} further participant of whom nothing is recorded is left out.": (
            "{n} weitere Person, von der nichts festgehalten ist, bleibt weg."
        ),
        "{n} further participants of whom nothing is recorded are left out.": (
            "{n} weitere Teilnehmende, von denen nichts festgehalten ist, bleiben weg."
        ),
        "{n} further source of which nothing is recorded is left out.": (
            "{n} weitere Quelle, von der nichts festgehalten ist, bleibt weg."
        ),
        "{n} further sources of which nothing is recorded are left out.": (
            "{n} weitere Quellen, von denen nichts festgehalten ist, bleiben weg."
        ),
        # consent
        "No.": "Nr.",
        "Asked": "Gefragt",
        "Form": "Form",
        "Outcome": "Ergebnis",
        "Withdrawn": "Widerrufen",
        "Observation": "Beobachtung",
        "Records": "Akten",
        "Quotation": "Zitieren",
        "observation": "Beobachtung",
        "records": "Akten",
        "quotation": "Zitieren",
        "asked again": "erneut gefragt",
    }
)
