"""The German words of literature and reporting checklists, by their English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_KINDS = {
    "Screening of the literature": "Auswahl der Literatur",
    "How many publications were found where, screened, read and included, as a picture and in tables.": (
        "Wie viele Veröffentlichungen wo gefunden, gesichtet, gelesen und aufgenommen wurden, als Bild und in Tabellen."
    ),
    "Criteria and grades": "Kriterien und Bewertungen",
    "By what literature was taken in, left out and graded, and how many have which grade.": (
        "Wonach Literatur aufgenommen, ausgeschlossen und bewertet wurde, und wie viele Titel welche Bewertung haben."
    ),
    "Included studies": "Aufgenommene Studien",
    "Each included publication with what was written of it under the headings of the summary.": (
        "Jede aufgenommene Veröffentlichung mit dem, was unter den Überschriften der Übersicht zu ihr notiert wurde."
    ),
    "The included literature as a list in APA’s format; for spreadsheets every field.": (
        "Die aufgenommene Literatur als Liste im Format der APA; für Tabellen mit allen Feldern."
    ),
    "COREQ checklist": "COREQ-Checkliste",
    "The 32 items for interviews and focus groups, filled in from the project as far as it knows.": (
        "Die 32 Punkte für Interviews und Fokusgruppen, aus dem Projekt ausgefüllt, soweit es sie kennt."
    ),
    "SRQR checklist": "SRQR-Checkliste",
    "The 21 items for reporting qualitative research, filled in from the project as far as it knows.": (
        "Die 21 Punkte für Berichte qualitativer Forschung, aus dem Projekt ausgefüllt, soweit es sie kennt."
    ),
}

_LITERATURE = {
    "Found in": "Gefunden in",
    "Found": "Gefunden",
    "Duplicates": "Dubletten",
    "Screened out": "Ausgesondert",
    "Read in full": "Im Volltext gelesen",
    "Included": "Aufgenommen",
    "not recorded": "nicht festgehalten",
    "All": "Alle",
    "A publication found twice counts as a duplicate where it was found the second time.": (
        "Eine Veröffentlichung, die zweimal gefunden wurde, zählt beim zweiten Fund als Dublette."
    ),
    "Searching the Literature": "Literatursuche",
    "Screening the Literature": "Auswahl der Literatur",
    "Duplicates taken out": "Dubletten entfernt",
    "Screened by title and abstract": "Gesichtet nach Titel und Abstract",
    "no reason given": "ohne Angabe eines Grundes",
    "other reasons": "andere Gründe",
    "Not decided yet": "Noch nicht entschieden",
    "Left out after reading": "Nach dem Lesen ausgeschlossen",
    "Step": "Schritt",
    "Publications": "Veröffentlichungen",
    "Inclusion criteria": "Einschlusskriterien",
    "Criteria for leaving out": "Ausschlusskriterien",
    "Criteria of quality": "Gütekriterien",
    "Filtering the Literature": "Kriterien der Literaturauswahl",
    "not graded": "nicht bewertet",
    "Criterion": "Kriterium",
    "Grade": "Bewertung",
    "Grades of the Included Literature": "Bewertung der aufgenommenen Literatur",
    "Study": "Studie",
    "Title": "Titel",
    "Summary of the Included Studies": "Übersicht der aufgenommenen Studien",
    "The Way of the Literature": "Der Weg der Literatur",
    "Authors": "Autor/innen",
    "Year": "Jahr",
    "Type": "Art",
    "Container": "Erschienen in",
    "Volume": "Band",
    "Issue": "Heft",
    "Pages": "Seiten",
    "Publisher": "Verlag",
    "Place of publication": "Verlagsort",
    "DOI": "DOI",
    "URL": "URL",
    "Stage": "Stand",
    "Why left out": "Ausschlussgrund",
    "Key": "Schlüssel",
    "Literature": "Literatur",
    "References": "Literaturverzeichnis",
    "article": "Zeitschriftenartikel",
    "book": "Buch",
    "chapter": "Kapitel",
    "report": "Bericht",
    "thesis": "Hochschulschrift",
    "web page": "Internetseite",
    "conference paper": "Konferenzbeitrag",
    "other": "anderes",
    "found": "gefunden",
    "duplicate": "Dublette",
    "screened out": "ausgesondert",
    "read in full": "im Volltext gelesen",
    "left out after reading": "nach dem Lesen ausgeschlossen",
    "included": "aufgenommen",
}

_CHECKLISTS = {
    "COREQ Checklist, 32 Items": "COREQ-Checkliste, 32 Punkte",
    "SRQR Checklist, 21 Items": "SRQR-Checkliste, 21 Punkte",
    "Numbers and titles of items after Tong, Sainsbury and Craig (2007); put in our own words.": (
        "Nummern und Titel der Punkte nach Tong, Sainsbury und Craig (2007); in eigenen Worten."
    ),
    "Numbers and titles of items after O’Brien, Harris, Beckman, Reed and Cook (2014); put in our own words.": (
        "Nummern und Titel der Punkte nach O’Brien, Harris, Beckman, Reed und Cook (2014); in eigenen Worten."
    ),
    "Item": "Punkt",
    "What to tell": "Was zu berichten ist",
    "From the project": "Aus dem Projekt",
    "By the researcher": "Von der Forscherin, dem Forscher",
    "{done} of {all} items are told; the others wait for the researcher.": (
        "{done} von {all} Punkten sind berichtet; die anderen sind noch zu schreiben."
    ),
    "All {all} items wait for the researcher.": "Alle {all} Punkte sind noch zu schreiben.",
    "All {all} items are told.": "Alle {all} Punkte sind berichtet.",
    "[to write]": "[zu schreiben]",
}

_COREQ = {
    "1. Research team and reflexivity": "1. Forschungsteam und Reflexivität",
    "2. Study design": "2. Studiendesign",
    "3. Analysis and findings": "3. Analyse und Ergebnisse",
    "Interviewer or facilitator": "Interviewer/in oder Moderator/in",
    "Who conducted the interviews or the groups?": "Wer hat die Interviews oder Gruppen geführt?",
    "Credentials": "Abschlüsse",
    "Which degrees do the researchers hold?": "Welche Abschlüsse haben die Forschenden?",
    "Occupation": "Tätigkeit",
    "What was their work at the time of the study?": "Was war ihre Tätigkeit zur Zeit der Studie?",
    "Gender": "Geschlecht",
    "What is the researchers’ gender?": "Welches Geschlecht haben die Forschenden?",
    "Experience and training": "Erfahrung und Ausbildung",
    "What had the researchers learnt and done before?": "Was hatten die Forschenden zuvor gelernt und getan?",
    "Relationship established": "Beziehung vor Beginn",
    "Did researcher and participants know each other before?": "Kannten sich Forschende und Teilnehmende vorher?",
    "What participants knew": "Was Teilnehmende wussten",
    "What were participants told of the researcher’s aims?": "Was erfuhren Teilnehmende von den Zielen?",
    "Interviewer’s characteristics": "Merkmale der Interviewenden",
    "Which interests and assumptions did the researcher have?": "Welche Interessen, welche Annahmen hatten sie?",
    "Methodological orientation": "Methodologische Ausrichtung",
    "On which methodology does the study stand?": "Auf welcher Methodologie beruht die Studie?",
    "Sampling": "Auswahl",
    "How were participants selected?": "Wie wurden Teilnehmende ausgewählt?",
    "Method of approach": "Art der Ansprache",
    "How were participants approached?": "Wie wurden Teilnehmende angesprochen?",
    "Sample size": "Größe der Stichprobe",
    "How many people took part?": "Wie viele Menschen nahmen teil?",
    "Non-participation": "Nichtteilnahme",
    "How many refused or dropped out, and why?": "Wie viele lehnten ab oder schieden aus, und warum?",
    "Setting of data collection": "Ort der Erhebung",
    "Where were the data collected?": "Wo wurden die Daten erhoben?",
    "Presence of others": "Anwesenheit anderer",
    "Was anybody there beside participants and researchers?": "War außer Teilnehmenden und Forschenden jemand dabei?",
    "Description of sample": "Beschreibung der Stichprobe",
    "What matters about the sample: people, dates, cases?": (
        "Was ist an der Stichprobe wichtig: Personen, Zeiten, Fälle?"
    ),
    "Interview guide": "Leitfaden",
    "Were questions and prompts given, and tried out before?": "Gab es Fragen und Hinweise, wurden sie erprobt?",
    "Repeat interviews": "Wiederholte Interviews",
    "Was anybody interviewed more than once?": "Wurde jemand mehr als einmal interviewt?",
    "Recording": "Aufzeichnung",
    "Were the data recorded in sound or picture?": "Wurden die Daten in Ton oder Bild aufgezeichnet?",
    "Field notes": "Feldnotizen",
    "Were field notes made during or after collection?": "Wurden während oder nach der Erhebung Feldnotizen gemacht?",
    "Duration": "Dauer",
    "How long did interviews or groups take?": "Wie lange dauerten Interviews oder Gruppen?",
    "Data saturation": "Datensättigung",
    "Is saturation discussed?": "Wird Sättigung erörtert?",
    "Transcripts returned": "Rückgabe der Transkripte",
    "Were transcripts given back for comment or correction?": (
        "Wurden Transkripte zur Stellungnahme oder Korrektur zurückgegeben?"
    ),
    "Number of coders": "Zahl der Kodierenden",
    "How many people coded the data?": "Wie viele Personen haben kodiert?",
    "Description of the coding tree": "Beschreibung des Kodierbaums",
    "Is the tree of codes described?": "Ist der Kodierbaum beschrieben?",
    "Derivation of themes": "Herkunft der Themen",
    "Were themes set beforehand, or drawn from the data?": "Standen Themen vorher fest, oder kamen sie aus den Daten?",
    "Software": "Software",
    "With which software were the data managed?": "Mit welcher Software wurden die Daten verwaltet?",
    "Participant checking": "Rückmeldung der Teilnehmenden",
    "Did participants comment on the findings?": "Haben Teilnehmende zu den Ergebnissen Stellung genommen?",
    "Quotations presented": "Zitate",
    "Are themes illustrated by quotations, each identified?": (
        "Werden Themen durch Zitate belegt, jedes mit Kennzeichnung?"
    ),
    "Data and findings consistent": "Übereinstimmung von Daten und Ergebnissen",
    "Do the findings follow from the data shown?": "Folgen die Ergebnisse aus den gezeigten Daten?",
    "Clarity of major themes": "Klarheit der Hauptthemen",
    "Are the major themes clearly presented?": "Sind die Hauptthemen klar dargestellt?",
    "Clarity of minor themes": "Klarheit der Nebenthemen",
    "Are diverse cases or minor themes described?": "Sind abweichende Fälle oder Nebenthemen beschrieben?",
}

_SRQR = {
    "Title and abstract": "Titel und Zusammenfassung",
    "Introduction": "Einleitung",
    "Methods": "Methoden",
    "Results": "Ergebnisse",
    "Discussion": "Diskussion",
    "Other": "Weiteres",
    "Says what is studied, and that the study is qualitative.": (
        "Sagt, was untersucht wird, und dass die Studie qualitativ ist."
    ),
    "Abstract": "Zusammenfassung",
    "Sums up background, purpose, methods, results and conclusions.": (
        "Fasst Hintergrund, Zweck, Methoden, Ergebnisse und Folgerungen zusammen."
    ),
    "Problem formulation": "Problemstellung",
    "The phenomenon, why it matters, and what is known of it.": (
        "Der Gegenstand, warum er wichtig ist, und was man darüber weiß."
    ),
    "Purpose or research question": "Zweck oder Forschungsfrage",
    "What the study is for, and what it asks.": "Wozu die Studie dient, und was sie fragt.",
    "Approach and paradigm": "Ansatz und Paradigma",
    "The approach, its theory and the paradigm, with the reason.": "Ansatz, Theorie und Paradigma, mit Begründung.",
    "Researchers and reflexivity": "Forschende und Reflexivität",
    "Who the researchers are, and how that bears on the study.": (
        "Wer die Forschenden sind, und was das für die Studie bedeutet."
    ),
    "Context": "Kontext",
    "The setting, and what about it matters.": "Das Umfeld, und was daran wichtig ist.",
    "Sampling strategy": "Auswahlstrategie",
    "How people, documents or events were chosen; when sampling ended.": (
        "Wie Personen, Dokumente oder Ereignisse gewählt wurden; wann die Auswahl endete."
    ),
    "Ethical issues": "Ethische Fragen",
    "Approval by a review board, consent, confidentiality.": "Votum einer Kommission, Einwilligung, Vertraulichkeit.",
    "Data collection methods": "Erhebungsmethoden",
    "Which data, how, from when to when, with what changes.": "Welche Daten, wie, wann, mit welchen Änderungen.",
    "Instruments and technologies": "Instrumente und Technik",
    "Guides, devices, and how they changed during the study.": (
        "Leitfäden, Geräte, und wie sie sich im Lauf der Studie änderten."
    ),
    "Units of study": "Untersuchungseinheiten",
    "How many people, documents or events, and what they are like.": (
        "Wie viele Personen, Dokumente oder Ereignisse, und wie sie sind."
    ),
    "Data processing": "Datenaufbereitung",
    "Transcribing, checking, coding, making anonymous, keeping safe.": (
        "Transkribieren, Prüfen, Kodieren, Anonymisieren, Sichern."
    ),
    "Data analysis": "Datenanalyse",
    "How inferences and themes were arrived at, and by whom.": "Wie Schlüsse und Themen gewonnen wurden, und von wem.",
    "Trustworthiness": "Vertrauenswürdigkeit",
    "What was done to make the findings credible.": "Was getan wurde, um die Ergebnisse glaubwürdig zu machen.",
    "Synthesis and interpretation": "Synthese und Deutung",
    "The main findings: themes, a model, a theory.": "Die Hauptergebnisse: Themen, ein Modell, eine Theorie.",
    "Links to empirical data": "Belege aus den Daten",
    "Quotations, field notes and the like that bear them out.": "Zitate, Feldnotizen und dergleichen, die sie belegen.",
    "Integration with prior work": "Verbindung mit früheren Arbeiten",
    "How the findings stand to earlier work; what they add.": (
        "Wie die Ergebnisse zu früheren Arbeiten stehen; was sie hinzufügen."
    ),
    "Limitations": "Grenzen",
    "How far the findings can be trusted, and where they end.": "Wie weit die Ergebnisse tragen, und wo sie enden.",
    "Conflicts of interest": "Interessenkonflikte",
    "What might have influenced the study, and how it was handled.": (
        "Was die Studie beeinflusst haben könnte, und wie damit umgegangen wurde."
    ),
    "Funding": "Finanzierung",
    "Who paid, and what part they had in the study.": "Wer bezahlt hat, und welchen Anteil er an der Studie hatte.",
}

_FACTS = {
    "The study is called “{title}”.": "Die Studie heißt „{title}“.",
    "Context: {context}.": "Kontext: {context}.",
    "Units of analysis: {n} ({names}); cases embedded in them: {cases}.": (
        "Analyseeinheiten: {n} ({names}); darin eingebettete Fälle: {cases}."
    ),
    "The project is built for grounded theory after Charmaz: initial codes {initial}, focused codes {focused}.": (
        "Das Projekt folgt der Grounded Theory nach Charmaz: initiale Codes {initial}, fokussierte Codes {focused}."
    ),
    "Theoretical sampling: {n} steps are logged, each with the gap it answers.": (
        "Theoretisches Sampling: {n} Schritte sind verzeichnet, jeder mit der Lücke, auf die er antwortet."
    ),
    "Planned: {methods}.": "Geplant: {methods}.",
    "Participants: {n}.": "Teilnehmende: {n}.",
    "Participants: {n}; by role: {roles}.": "Teilnehmende: {n}; nach Rolle: {roles}.",
    "Consent: asked {asked}, refused something {refused}, withdrew {withdrawn}, not answered yet {unanswered}.": (
        "Einwilligung: gefragt {asked}, etwas abgelehnt {refused}, widerrufen {withdrawn}, noch offen {unanswered}."
    ),
    "Forms of consent: {forms}.": "Formen der Einwilligung: {forms}.",
    "Sources: {kinds}; words in all: {words}.": "Quellen: {kinds}; Wörter insgesamt: {words}.",
    "Dates of the sources: {first} to {last}.": "Daten der Quellen: {first} bis {last}.",
    "Recorded attributes: {names}.": "Festgehaltene Attribute: {names}.",
    "Instruments: {names}; questions and dimensions in all: {items}.": (
        "Instrumente: {names}; Fragen und Dimensionen insgesamt: {items}."
    ),
    "Later versions of an instrument: {n}; every wording is kept.": (
        "Spätere Fassungen eines Instruments: {n}; jeder Wortlaut ist aufbewahrt."
    ),
    "Participants interviewed: {n}; more than once: {repeated}.": "Interviewte: {n}; mehr als einmal: {repeated}.",
    "Recorded: {n} of {all} sources.": "Aufgezeichnet: {n} von {all} Quellen.",
    "Transcripts returned to participants: {n} of {all} sources.": (
        "Transkripte an Teilnehmende zurückgegeben: {n} von {all} Quellen."
    ),
    "Steps of processing, with sources: {steps}.": "Schritte der Aufbereitung, mit Quellen: {steps}.",
    "Field notes among the sources: {n}.": "Feldnotizen unter den Quellen: {n}.",
    "Minutes, by kind of source (least–most, mean, number known): {told}.": (
        "Minuten, nach Art der Quelle (kürzeste–längste, Mittel, Zahl der bekannten): {told}."
    ),
    "Dated judgements on the saturation of categories: {n}, the last on {day}.": (
        "Datierte Urteile zur Sättigung von Kategorien: {n}, das letzte am {day}."
    ),
    "New codes fell to 5% of the base or below at {notation} (base and run after Guest et al., 2020).": (
        "Neue Codes fielen bei {notation} auf höchstens 5\u00a0% der Basis (Basis und Lauf nach Guest et al., 2020)."
    ),
    "Coders: {n}; codings by each: {coders}.": "Kodierende: {n}; Kodierungen von jeder und jedem: {coders}.",
    "Codes by level: {levels}; codes gathered under others: {gathered}. The report “Code book” describes them.": (
        "Codes nach Ebene: {levels}; unter anderen gebündelt: {gathered}. Der Bericht „Codebuch“ beschreibt sie."
    ),
    "Origin of the initial codes: {origins}.": "Herkunft der initialen Codes: {origins}.",
    "from the data": "aus den Daten",
    "others": "andere",
    "Gerund {version}; the project was begun on {day}.": "Gerund {version}; das Projekt wurde am {day} begonnen.",
    "Feedback: {kinds}; sent {sent}, answered {returned}.": (
        "Rückmeldung: {kinds}; versandt {sent}, beantwortet {returned}."
    ),
    "Coded segments: {n}. Quotations carry source and line.": (
        "Kodierte Segmente: {n}. Zitate tragen Quelle und Zeile."
    ),
    "Coded segments: {n}; with a participant’s pseudonym: {named}. Quotations carry pseudonym, source and line.": (
        "Kodierte Segmente: {n}; mit dem Pseudonym einer teilnehmenden Person: {named}. "
        "Zitate tragen Pseudonym, Quelle und Zeile."
    ),
    "Codings: {n} on {segments} segments in {sources} sources.": (
        "Kodierungen: {n} an {segments} Segmenten in {sources} Quellen."
    ),
    "Claims: {n}; passages held against them: {negative}, on {contrary} claims.": (
        "Behauptungen: {n}; dagegen gehaltene Stellen: {negative}, bei {contrary} Behauptungen."
    ),
    "Categories and themes: {names}.": "Kategorien und Themen: {names}.",
    "Passages held against claims, each with what became of it: {n}.": (
        "Gegen Behauptungen gehaltene Stellen, jede mit dem, was daraus wurde: {n}."
    ),
    "Reflexive memos, dated: {n}.": "Reflexive Memos, datiert: {n}.",
    "Memos by kind: {kinds}.": "Memos nach Art: {kinds}.",
    "Comparisons with a recorded result: {n}.": "Vergleiche mit festgehaltenem Ergebnis: {n}.",
    "Properties of categories: {n}.": "Eigenschaften von Kategorien: {n}.",
    "Audit trail: {n} dated steps since {day}.": "Prüfpfad: {n} datierte Schritte seit {day}.",
    "Patterns matched with propositions, case by case: {n}; matrices across cases and perspectives: {matrices}.": (
        "Mit Annahmen verglichene Muster, Fall für Fall: {n}; Matrizen über Fälle und Perspektiven: {matrices}."
    ),
    "Publications included in the review: {n}.": "In die Übersicht aufgenommene Veröffentlichungen: {n}.",
}

TEXTS: Mapping[str, str] = MappingProxyType(_KINDS | _LITERATURE | _CHECKLISTS | _COREQ | _SRQR | _FACTS)
"""Every text of these reports, English to German."""
