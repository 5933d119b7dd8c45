"""German words of the audit trail and the reader's edition."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_FRONT = {
    "Audit trail: {study}": "Audit Trail: {study}",
    "This is the audit trail of a qualitative study, in the six classes of Halpern (1983; in Lincoln and Guba 1985, "
    "pp. 319–320). An auditor compares raw data with what is claimed, and asks whether one follows from the other. "
    "Everything opens without Gerund: pages in a browser, tables in any spreadsheet, documents in Word.": (
        "Dies ist der Audit Trail einer qualitativen Studie in den sechs Klassen von Halpern (1983; in Lincoln und "
        "Guba 1985, S. 319–320). Wer prüft, vergleicht die Rohdaten mit dem, was behauptet wird, und fragt, ob das "
        "eine aus dem anderen folgt. Alles öffnet sich ohne Gerund: Seiten im Browser, Tabellen in jeder "
        "Tabellenkalkulation, Dokumente in Word."
    ),
    "Open the pages of the chain of evidence and choose a claim.": (
        "Öffnen Sie die Seiten der Belegkette und wählen Sie eine Aussage."
    ),
    "Follow what it rests on: a category, its focused codes, their initial codes. Each name is a link.": (
        "Folgen Sie dem, worauf sie beruht: einer Kategorie, ihren fokussierten Codes, deren initialen Codes. Jeder "
        "Name ist ein Verweis."
    ),
    "Under a code stand its quotes, each with speaker, source and line; the link at a quote leads to that line.": (
        "Unter einem Code stehen seine Zitate, jedes mit Sprecher, Quelle und Zeile; der Verweis am Zitat führt zu "
        "dieser Zeile."
    ),
    "Beside the line stand the names of its codes: they lead back up, to the claim.": (
        "Neben der Zeile stehen die Namen ihrer Codes: Sie führen zurück hinauf bis zur Aussage."
    ),
    "Compare the line with the numbered text among the raw data; the import record names the file it came from.": (
        "Vergleichen Sie die Zeile mit dem nummerierten Text unter den Rohdaten; das Importprotokoll nennt die Datei, "
        "aus der er stammt."
    ),
    "When and by whom a code was made or changed, and what was taken back, is in the event log.": (
        "Wann und von wem ein Code angelegt oder geändert und was zurückgenommen wurde, steht im Ereignisprotokoll."
    ),
    "{n} participant has withdrawn. Their words are blocks, or read “[withheld]”, wherever they stood.": (
        "{n} Person hat ihre Teilnahme zurückgezogen. Ihre Worte sind Blöcke oder als zurückgehalten bezeichnet, wo "
        "immer sie standen."
    ),
    "{n} participants have withdrawn. Their words are blocks, or read “[withheld]”, wherever they stood.": (
        "{n} Personen haben ihre Teilnahme zurückgezogen. Ihre Worte sind Blöcke oder als zurückgehalten bezeichnet, "
        "wo immer sie standen."
    ),
    "Written by Gerund {version} on {day}.": "Geschrieben von Gerund {version} am {day}.",
    "{file} lists every file with its size and SHA-256. Its own SHA-256 is {digest}.": (
        "{file} nennt jede Datei mit Größe und SHA-256. Ihre eigene SHA-256 ist {digest}."
    ),
    "and {n} more page": "und {n} weitere Seite",
    "and {n} more pages": "und {n} weitere Seiten",
    "{sources} with {words}; coded segments in {n} of them": "{sources} mit {words}; kodierte Segmente in {n} davon",
    "{units}, {cases}; coded segments in {n} of these cases": (
        "{units}, {cases}; kodierte Segmente in {n} dieser Fälle"
    ),
    "{segments} with {codings}": "{segments} mit {codings}",
    "{n} claim, proposition or rival": "{n} Aussage, Annahme oder Gegenerklärung",
    "{n} claims, propositions and rivals": "{n} Aussagen, Annahmen und Gegenerklärungen",
    "{n} unit of analysis": "{n} Analyseeinheit",
    "{n} units of analysis": "{n} Analyseeinheiten",
    "{n} file": "{n} Datei",
    "{n} files": "{n} Dateien",
    "Nothing: nobody has withdrawn, and nobody is left out for want of consent.": (
        "Nichts: Niemand hat die Teilnahme zurückgezogen, und niemand ist mangels Einwilligung ausgelassen."
    ),
    "What there is": "Was vorliegt",
    "What is withheld": "Was zurückgehalten wird",
    "How to follow a claim down to its words": "Wie man einer Aussage bis zu den Worten folgt",
    "What it tells": "Was es sagt",
    "Files": "Dateien",
    "Whether all is as it was written": "Ob alles ist, wie es geschrieben wurde",
}
_CLASSES = {
    "Raw data": "Rohdaten",
    "What everything rests on. Ask: are the sources there, whole, and what was done to them?": (
        "Worauf alles beruht. Zu fragen: Sind die Quellen da und ganz, und was wurde mit ihnen gemacht?"
    ),
    "Data reduction and analysis products": "Datenreduktion und Ergebnisse der Analyse",
    "What was made of the data. Ask: do the codes say what the words say, and how did they come about?": (
        "Was aus den Daten gemacht wurde. Zu fragen: Sagen die Codes, was die Worte sagen, und wie kam es zu ihnen?"
    ),
    "Reconstruction and synthesis": "Rekonstruktion und Synthese",
    "What it all comes to. Ask: does each claim follow from what stands beneath it?": (
        "Worauf es hinausläuft. Zu fragen: Folgt jede Aussage aus dem, was unter ihr steht?"
    ),
    "Process notes": "Notizen zum Vorgehen",
    "How it was done. Ask: were the steps sound, and were choices made for reasons?": (
        "Wie es gemacht wurde. Zu fragen: Waren die Schritte schlüssig, und gab es für Entscheidungen Gründe?"
    ),
    "Intentions and dispositions": "Absichten und Voreinstellungen",
    "What was meant and expected beforehand. Ask: did expectations come before the data, and was that minded?": (
        "Was vorher gemeint und erwartet war. Zu fragen: Kamen Erwartungen vor den Daten, und wurde das bedacht?"
    ),
    "Instrument development": "Entwicklung der Instrumente",
    "With what data were collected. Ask: how did guides and frameworks change, and why?": (
        "Womit die Daten erhoben wurden. Zu fragen: Wie änderten sich Leitfäden und Beobachtungsraster, und warum?"
    ),
}
_PARTS = {
    "Import record": "Importprotokoll",
    "Import Record": "Importprotokoll",
    "Each source with the file it came from, hashes, and its text here.": (
        "Jede Quelle mit der Datei, aus der sie stammt, Prüfsummen und ihrem Text hier."
    ),
    "Kind, home, date, length, and how much of each is coded.": "Art, Ort, Datum, Länge und wie viel kodiert ist.",
    "Processing record": "Bearbeitungsprotokoll",
    "Processing Record": "Bearbeitungsprotokoll",
    "Who transcribed, checked and anonymised what, and when.": "Wer was wann transkribiert, geprüft, anonymisiert hat.",
    "Texts": "Texte",
    "The texts that were coded, with the line numbers that are cited.": (
        "Die Texte, die kodiert wurden, mit den Zeilennummern, die zitiert werden."
    ),
    "Pseudonyms, roles, cases, and how much of each is coded.": "Pseudonyme, Rollen, Fälle und wie viel kodiert ist.",
    "What is recorded of units, cases, participants and sources.": (
        "Was über Einheiten, Fälle, Teilnehmende und Quellen festgehalten ist."
    ),
    "What each code means, with an example.": "Was jeder Code bedeutet, mit einem Beispiel.",
    "Code book as it was": "Codebuch, wie es war",
    "The code book at the end of several days of the work.": "Das Codebuch am Ende mehrerer Arbeitstage.",
    "Segments with their codes": "Segmente mit ihren Codes",
    "Every coding with its words and place.": "Jede Kodierung mit ihren Worten und ihrer Stelle.",
    "Distinct segments, participants, sources and cases.": "Verschiedene Segmente, Teilnehmende, Quellen und Fälle.",
    "From each initial code up to what it is gathered under.": "Von jedem initialen Code zu dem, worunter er steht.",
    "What is gathered under which focused code, since when, how tested.": (
        "Was unter welchem fokussierten Code gebündelt ist, seit wann, wie geprüft."
    ),
    "Theoretical, code, case and initial memos, by date.": "Theorie-, Code-, Fall- und erste Memos nach Datum.",
    "Chain of evidence, to walk": "Belegkette zum Begehen",
    "Pages that lead from each claim through codes to the line of a text, and back.": (
        "Seiten, die von jeder Aussage über Codes zur Zeile eines Textes führen und zurück."
    ),
    "What each rests on, how much that is, where it is thin.": "Worauf jede beruht, wie viel das ist, wo es dünn ist.",
    "Every step from a claim down to the words.": "Jeder Schritt von einer Aussage bis zu den Worten.",
    "What was held against claims, and what came of it.": "Was Aussagen entgegengehalten wurde und was daraus wurde.",
    "Properties, dimensions, gaps and relations.": "Eigenschaften, Dimensionen, Lücken und Beziehungen.",
    "Theme, category, focused code, with chosen words.": "Thema, Kategorie, fokussierter Code mit gewählten Worten.",
    "The category maps as pictures.": "Die Kategorienkarten als Bilder.",
    "Topics by perspectives, each cell judged.": "Themen nach Perspektiven, jede Zelle beurteilt.",
    "Cases and units side by side.": "Fälle und Einheiten nebeneinander.",
    "Claims by kind of source, method or perspective.": "Aussagen nach Quellenart, Methode oder Perspektive.",
    "What was expected, what each case shows, what matches.": "Was erwartet war, was jeder Fall zeigt, was passt.",
    "Each case with its sources, codes, words and memos.": "Jeder Fall mit Quellen, Codes, Worten und Memos.",
    "The publications that were taken in.": "Die aufgenommenen Publikationen.",
    "What was written of each included publication.": "Was zu jeder eingeschlossenen Publikation geschrieben wurde.",
    "Files that left the project": "Ausgegebene Dateien",
    "Files That Left the Project": "Ausgegebene Dateien",
    "Reports and exports with their dates and hashes.": "Berichte und Exporte mit Datum und Prüfsumme.",
    "Event log": "Ereignisprotokoll",
    "Everything that was done, in order: when, by whom, what was taken back.": (
        "Alles, was getan wurde, der Reihe nach: wann, von wem, was zurückgenommen wurde."
    ),
    "Decision log": "Entscheidungsprotokoll",
    "Decision Log": "Entscheidungsprotokoll",
    "Decisions on consent, comparison, saturation, negative cases.": (
        "Entscheidungen zu Einwilligung, Vergleich, Sättigung und Gegenbeispielen."
    ),
    "Methodological memos": "Methodische Memos",
    "How the work was done, by date.": "Wie gearbeitet wurde, nach Datum.",
    "Which gap led to which data, and what came of it.": "Welche Lücke zu welchen Daten führte und was daraus wurde.",
    "New codes by source, and what was judged of categories.": "Neue Codes je Quelle und Urteile über Kategorien.",
    "How many incidents of each code were compared.": "Wie viele Vorkommnisse jedes Codes verglichen wurden.",
    "When what was collected, coded, written and asked.": "Wann was erhoben, kodiert, geschrieben und gefragt wurde.",
    "Who was asked for what, and what they agreed to.": "Wer worum gebeten wurde und worin eingewilligt wurde.",
    "What was sent to whom, and what came back.": "Was wem geschickt wurde und was zurückkam.",
    "What was found, screened and included.": "Was gefunden, gesichtet und eingeschlossen wurde.",
    "As far as the project knows it.": "Soweit das Projekt es weiß.",
    "Context, research questions, units, cases and data plan.": "Kontext, Fragen, Einheiten, Fälle und Datenplan.",
    "Propositions": "Annahmen",
    "What was expected, and when it was put down.": "Was erwartet war und wann es festgehalten wurde.",
    "Reflexive memos": "Reflexive Memos",
    "The researcher’s diary, by date.": "Das Forschungstagebuch nach Datum.",
    "Instruments": "Instrumente",
    "Every version with its date, wording and sources.": "Jede Fassung mit Datum, Wortlaut und Quellen.",
    "Guides by interviews: where each question is asked.": "Leitfäden nach Interviews: wo jede Frage gestellt wird.",
}
_TABLES = {
    "Imported from": "Importiert aus",
    "SHA-256 of the file": "SHA-256 der Datei",
    "Encoding": "Kodierung der Zeichen",
    "Imported": "Importiert",
    "Version of the text": "Fassung des Textes",
    "Why this version": "Warum diese Fassung",
    "Hash of the text": "Prüfsumme des Textes",
    "Characters": "Zeichen",
    "Lines by": "Zeilen nach",
    "Instrument": "Instrument",
    "File in this folder": "Datei in diesem Ordner",
    "The hash of a file is that of its bytes as they were imported; a text counts its characters, not bytes.": (
        "Die Prüfsumme einer Datei ist die ihrer Bytes beim Import; ein Text zählt seine Zeichen, nicht Bytes."
    ),
    "By whom": "Von wem",
    "File": "Datei",
    "Sources are those whose words the file may hold.": "Quellen sind die, deren Worte die Datei enthalten kann.",
    "Kind of decision": "Art der Entscheidung",
    "Decision": "Entscheidung",
    "Consent, withdrawal, comparison, test of a code, saturation, negative case, pattern and sampling.": (
        "Einwilligung, Widerruf, Vergleich, Prüfung eines Codes, Sättigung, Gegenbeispiel, Muster und Sampling."
    ),
    "sampling": "Sampling",
    "consent": "Einwilligung",
    "withdrawal": "Widerruf",
    "withdrew on {day}": "hat am {day} widerrufen",
    "comparison": "Vergleich",
    "test of a code": "Prüfung eines Codes",
    "saturation": "Sättigung",
    "negative case": "Gegenbeispiel",
    "pattern": "Muster",
    "Put down": "Festgehalten",
    "Expected pattern": "Erwartetes Muster",
    "Expectation entered": "Erwartung eingetragen",
    "In these words since": "In diesen Worten seit",
    "Times are those at which it was typed, as the history keeps them.": (
        "Die Zeiten sind die der Eingabe, wie der Verlauf sie festhält."
    ),
    "Propositions and When They Were Entered": "Annahmen und wann sie eingetragen wurden",
    "Version": "Fassung",
    "Questions": "Fragen",
    "Used for": "Verwendet für",
    "Wording": "Wortlaut",
    "Instruments and Their Versions": "Instrumente und ihre Fassungen",
}
_EDITION = {
    "Reader’s edition": "Leseausgabe",
    "Research questions": "Forschungsfragen",
    "How to read this": "Wie dies zu lesen ist",
    "Each claim names what it rests on. Follow a name down: from the claim to a category, to its focused and initial "
    "codes, to the words of a quote, and from the quote to its line in the text. Beside each line, beneath each code "
    "and under each quote stand the names that lead back up.": (
        "Jede Aussage nennt, worauf sie beruht. Folgen Sie einem Namen hinab: von der Aussage zu einer Kategorie, zu "
        "ihren fokussierten und initialen Codes, zu den Worten eines Zitats und vom Zitat zu seiner Zeile im Text. "
        "Neben jeder Zeile, unter jedem Code und unter jedem Zitat stehen die Namen, die zurück hinaufführen."
    ),
    "To find a word use your program’s own search (Ctrl+F): nothing here is loaded later or hidden in a script. A "
    "click on a heading with a small triangle folds it.": (
        "Um ein Wort zu finden, nehmen Sie die Suche Ihres Programms (Strg+F): Nichts wird hier nachgeladen oder von "
        "einem Skript verborgen. Ein Klick auf eine Überschrift mit kleinem Dreieck klappt sie zu."
    ),
    "Made with Gerund {version} on {day}. Counts are distinct: each source, case and person once.": (
        "Erstellt mit Gerund {version} am {day}. Gezählt wird jede Quelle, jeder Fall und jede Person einmal."
    ),
    "It holds {parts}.": "Enthalten: {parts}.",
    "passages of {n} of {of} sources": "Stellen aus {n} von {of} Quellen",
    "{n} claim": "{n} Aussage",
    "{n} claims": "{n} Aussagen",
    "{n} quote": "{n} Zitat",
    "{n} quotes": "{n} Zitate",
    "{n} participant has withdrawn; their words are blocks, or read “[withheld]”.": (
        "{n} Person hat ihre Teilnahme zurückgezogen; ihre Worte sind Blöcke oder als zurückgehalten bezeichnet."
    ),
    "{n} participants have withdrawn; their words are blocks, or read “[withheld]”.": (
        "{n} Personen haben ihre Teilnahme zurückgezogen; ihre Worte sind Blöcke oder als zurückgehalten bezeichnet."
    ),
    "Register of codes": "Register der Codes",
    "Skip to the text": "Zum Text springen",
    "Claims": "Aussagen",
    "Claim {n}": "Aussage {n}",
    "against claim {n}": "gegen Aussage {n}",
    "What it rests on": "Worauf sie beruht",
    "Initial codes": "Initiale Codes",
    "Gathers": "Bündelt",
    "On it": "Darauf",
    "anonymised": "anonymisiert",
    "first coded as": "zuerst kodiert als",
    "also": "auch",
    "Line {first} is not shown.": "Zeile {first} ist nicht gezeigt.",
    "Lines {first} to {last} are not shown.": "Zeilen {first} bis {last} sind nicht gezeigt.",
}

AUDIT_TEXTS: Mapping[str, str] = MappingProxyType(_FRONT | _CLASSES | _PARTS | _TABLES | _EDITION)
"""English to German."""
