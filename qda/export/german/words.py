"""The words of reports in German, by their English: what stands around tables, in their heads, notes and titles."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from qda.export.german.audit import AUDIT_TEXTS
from qda.export.german.claims import TEXTS as CLAIM_TEXTS
from qda.export.german.design import DESIGN_TEXTS
from qda.export.german.figures import FIGURE_TEXTS
from qda.export.german.literature import TEXTS as LITERATURE_TEXTS
from qda.export.german.matrices import MATRIX_TEXTS
from qda.export.german.member_checking import TEXTS as _MEMBER_CHECKING
from qda.export.german.queries import TEXTS as QUERY_TEXTS
from qda.export.german.quin import QUIN_TEXTS
from qda.export.german.reports import TEXTS as REPORT_TEXTS

_TABLES = {
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
_HEADS = {
    "About": "Worüber",
    "Aim": "Ziel",
    "All": "Alle",
    "Answer": "Antwort",
    "Base": "Basis",
    "Begun": "Begonnen",
    "Case": "Fall",
    "Categories": "Kategorien",
    "Category": "Kategorie",
    "Category or property": "Kategorie oder Eigenschaft",
    "Changed": "Geändert",
    "Cluster": "Bündel",
    "Clusters": "Bündel",
    "Coded so": "So kodiert",
    "Codes": "Codes",
    "Codes so far": "Codes bisher",
    "Collected": "Erhoben",
    "Command": "Befehl",
    "Compared": "Verglichen",
    "Compared with": "Verglichen mit",
    "Contents": "Inhalt",
    "Context:": "Kontext:",
    "Cumulative codes": "Codes bisher",
    "Date": "Datum",
    "Description": "Beschreibung",
    "Effect": "Wirkung",
    "First shown in": "Zuerst gezeigt in",
    "Focused codes": "Fokussierte Codes",
    "From": "Von",
    "Gap": "Lücke",
    "Gaps": "Lücken",
    "Gathered under": "Gebündelt unter",
    "High pole": "Oberer Pol",
    "In sources left out": "In ausgelassenen Quellen",
    "In what": "Worin",
    "Incident": "Ereignis",
    "Incidents": "Ereignisse",
    "Initial code": "Initialer Code",
    "Its segments": "Dessen Segmente",
    "Judgement": "Urteil",
    "Kind": "Art",
    "Kind of Source": "Art der Quelle",
    "Knowledge": "Wissen",
    "Least": "Kleinster Wert",
    "Left out": "Ausgelassen",
    "Level or dimension": "Ebene oder Dimension",
    "Lines": "Zeilen",
    "Lines coded": "Zeilen kodiert",
    "List of Figures": "Abbildungsverzeichnis",
    "List of Tables": "Tabellenverzeichnis",
    "Low pole": "Unterer Pol",
    "Marked as coded": "Als kodiert gekennzeichnet",
    "Median": "Median",
    "Member": "Mitglied",
    "Memo": "Memo",
    "Memos": "Memos",
    "Method": "Methode",
    "Most": "Größter Wert",
    "New codes": "Neue Codes",
    "New in the run": "Neu im Abschnitt",
    "Not yet": "Noch nicht",
    "Note": "Notiz",
    "Number": "Nummer",
    "On": "Zu",
    "Part": "Teil",
    "Participant": "Teilnehmende/r",
    "Passage": "Stelle",
    "Perspective": "Perspektive",
    "Place": "Stelle",
    "Planned": "Geplant",
    "Property": "Eigenschaft",
    "Question": "Frage",
    "Random orders": "Zufällige Reihenfolgen",
    "Relation": "Beziehung",
    "Report": "Bericht",
    "Research question {n}:": "Forschungsfrage {n}:",
    "Result": "Ergebnis",
    "Role": "Rolle",
    "Since": "Seit",
    "Since then": "Seither",
    "Sources in this order": "Quellen in dieser Reihenfolge",
    "Stage": "Stand",
    "Status": "Stand",
    "Tags": "Schlagwörter",
    "Taken back": "Zurückgenommen",
    "Takes part in": "Nimmt teil an",
    "Tested": "Geprüft",
    "Text": "Text",
    "Theme, category, focused code": "Thema, Kategorie, fokussierter Code",
    "Themes": "Themen",
    "Threshold": "Schwelle",
    "Title": "Titel",
    "To": "Nach",
    "Unit or case": "Einheit oder Fall",
    "Versions": "Fassungen",
    "What happened": "Was geschah",
    "When": "Wann",
    "Whole memo": "Ganzes Memo",
    "Who": "Wer",
    "Why": "Warum",
    "Words": "Wörter",
    "Written": "Geschrieben",
    "% of the base": "% der Basis",
    "base: {count}": "Basis: {count}",
    "Figure {number}": "Abbildung {number}",
}
_TITLES = {
    "Attributes of the Cases": "Merkmale der Fälle",
    "Attributes of the Participants": "Merkmale der Teilnehmenden",
    "Attributes of the Sources": "Merkmale der Quellen",
    "Attributes of the Units of Analysis": "Merkmale der Analyseeinheiten",
    "Attributes": "Merkmale",
    "Consent": "Einwilligung",
    "Audit Trail": "Protokoll der Auswertung",
    "Audit trail": "Protokoll der Auswertung",
    "Biographies of codes": "Werdegang von Codes",
    "Biography of “{name}”": "Werdegang von „{name}“",
    "Case reports": "Fallberichte",
    "Categories and Their Properties": "Kategorien und ihre Eigenschaften",
    "Categories and properties": "Kategorien und Eigenschaften",
    "Categories and themes": "Kategorien und Themen",
    "Code Book as on {day}": "Codebuch vom {day}",
    "Code book": "Codebuch",
    "Code frequencies": "Häufigkeit der Codes",
    "Coded Segments by Case": "Kodierte Segmente nach Fall",
    "Coded text: {name}": "Kodierter Text: {name}",
    "Codes and segments": "Codes und Segmente",
    "Codes: {case}": "Codes: {case}",
    "Data Plan": "Datenplan",
    "Design of the study": "Anlage der Studie",
    "Judgements of the Researcher": "Urteile der Forschenden",
    "Ledger of Comparisons": "Verzeichnis der Vergleiche",
    "Ledger of comparisons": "Verzeichnis der Vergleiche",
    "Ledger of comparisons: {name}": "Verzeichnis der Vergleiche: {name}",
    "Lineage": "Herkunft der Codes",
    "Lineage of the Codes": "Herkunft der Codes",
    "Maps": "Landkarten der Kategorien",
    "Memos: {study}": "Memos: {study}",
    "New and cumulative codes by source, {order}": "Neue Codes und Codes bisher nach Quelle, {order}",
    "Overview of the Data": "Überblick über die Daten",
    "Properties and Dimensions of “{name}” by {columns}": "Eigenschaften und Dimensionen von „{name}“ nach {columns}",
    "Properties of “{name}” by source": "Eigenschaften von „{name}“ nach Quelle",
    "Participants and Consent": "Teilnehmende und Einwilligung",
    "Register of Participants": "Verzeichnis der Teilnehmenden",
    "Relations Between Categories and Codes": "Beziehungen zwischen Kategorien und Codes",
    "Report on the study": "Bericht zur Studie",
    "Saturation": "Sättigung",
    "Segments by case": "Segmente nach Fall",
    "Segments by code": "Segmente nach Code",
    "Sources: {case}": "Quellen: {case}",
    "Study: {title}.": "Studie: {title}.",
    "Testing “{name}”": "Prüfung von „{name}“",
    "The course of the work": "Der Gang der Arbeit",
    "The data": "Die Daten",
    "Themes and Categories With Quotes": "Themen und Kategorien mit Zitaten",
    "Themes with quotes": "Themen mit Zitaten",
    "Theoretical Sampling": "Theoretisches Sampling",
    "Theoretical sampling": "Theoretisches Sampling",
    "Units of Analysis and Cases": "Analyseeinheiten und Fälle",
}
_SENTENCES = {
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
_NOTES = {
    "What this count is not: a measure of weight. How often something is coded depends on how finely the text was "
    "segmented, on who was asked what and on how much each said; one passage may matter more than a hundred.": (
        "Was diese Zahlen nicht sind: ein Maß für Gewicht. Wie oft etwas kodiert ist, hängt davon ab, wie fein der "
        "Text segmentiert wurde, wer was gefragt wurde und wie viel jede Person sagte; eine Stelle kann mehr bedeuten "
        "als hundert."
    ),
    "0 = none; – = not known.": "0 = keine; – = nicht bekannt.",
    "0: the category is found there and the property not yet. –: nothing of the category is found there. “No data”: "
    "nothing is coded there.": (
        "0: Die Kategorie findet sich dort, die Eigenschaft noch nicht. –: Nichts von der Kategorie findet sich dort. "
        "„Keine Daten“: Dort ist nichts kodiert."
    ),
    "A code is new in the source where a coding first began with it": (
        "Ein Code ist neu in der Quelle, in der eine Kodierung zuerst mit ihm begann"
    ),
    "A coding that belongs to several cases stands under each.": (
        "Eine Kodierung, die zu mehreren Fällen gehört, steht unter jedem."
    ),
    "A dash means that no value was recorded.": "Ein Strich bedeutet, dass kein Wert festgehalten ist.",
    "A row counts what lives or is gathered under it, every segment, participant and source once; *n* is what is coded "
    "in the whole study.": (
        "Eine Zeile zählt, was unter ihr steht oder gebündelt ist, jedes Segment, jede Person und jede Quelle einmal; "
        "*n* ist, was in der ganzen Studie kodiert ist."
    ),
    "*n* = {asked} of {all} participants in the study, those who were asked.": (
        "*n* = {asked} von {all} Teilnehmenden der Studie, nämlich die gefragten."
    ),
    "{kind}: asked {asked}, yes {yes}, no {no}, open {open}, withdrawn {withdrawn}.": (
        "{kind}: gefragt {asked}, ja {yes}, nein {no}, offen {open}, zurückgezogen {withdrawn}."
    ),
    "A dash means that nobody asked, or that nothing was recorded.": (
        "Ein Strich bedeutet, dass niemand fragte oder nichts festgehalten ist."
    ),
    "Asked more than once: {n}; the last asking is shown.": (
        "Mehr als einmal gefragt: {n}; gezeigt ist das letzte Mal."
    ),
    "A run stands at its last source; – = not counted.": (
        "Ein Abschnitt steht bei seiner letzten Quelle; – = nicht gezählt."
    ),
    "A unit counts what lies in it and in its cases, each once.": (
        "Eine Einheit zählt, was in ihr und in ihren Fällen liegt, jedes einmal."
    ),
    "An incident counts as compared for a code when a verdict has it beside another incident of that code.": (
        "Ein Ereignis gilt für einen Code als verglichen, wenn ein Urteil es neben ein anderes Ereignis dieses Codes "
        "stellt."
    ),
    "As the history of the study tells it, at the end of that day.": (
        "Wie die Geschichte der Studie es erzählt, am Ende dieses Tages."
    ),
    "Bars: new codes of each source; line: codes so far": "Balken: neue Codes jeder Quelle; Linie: Codes bisher",
    "Base of {base} sources, runs of {run}": "Basis von {base} Quellen, Abschnitte von {run}",
    "Counts are distinct segments of the category that are evidence for the property; *n* is the number of all its "
    "segments in a column. In brackets, the places of evidence between the low pole (0) and the high pole (100).": (
        "Gezählt sind Segmente der Kategorie, die die Eigenschaft belegen, jedes einmal; *n* ist die Zahl aller ihrer "
        "Segmente in einer Spalte. In Klammern die Lage der Belege zwischen unterem Pol (0) und oberem Pol (100)."
    ),
    "Counts are distinct; *n* is what is coded in the whole study. A category counts all that lives or is gathered "
    "under it; a property counts the segments that are evidence for it. Gaps are cases in which the category is found "
    "and the property not yet.": (
        "Jedes wird einmal gezählt; *n* ist, was in der ganzen Studie kodiert ist. Eine Kategorie zählt alles, was "
        "unter ihr steht oder gebündelt ist; eine Eigenschaft zählt die Segmente, die sie belegen. Lücken sind Fälle, "
        "in denen sich die Kategorie findet und die Eigenschaft noch nicht."
    ),
    "Each code counts the segments in this case of all that lives or is gathered under it, once; *n* is all that is "
    "coded there.": (
        "Jeder Code zählt die Segmente dieses Falls von allem, was unter ihm steht oder gebündelt ist, einmal; *n* ist "
        "alles, was dort kodiert ist."
    ),
    "First run with {threshold} or less: sources {first} to {last} ({notation})": (
        "Erster Abschnitt mit {threshold} oder weniger: Quellen {first} bis {last} ({notation})"
    ),
    "Inherited from the case or the unit.": "Vom Fall oder von der Einheit übernommen.",
    "Inherited from the unit.": "Von der Einheit übernommen.",
    "Left out: {what}": "Ausgelassen: {what}",
    "Names are pseudonyms.": "Die Namen sind Pseudonyme.",
    "New codes in the last {count} sources: {new} of {base}{share}": (
        "Neue Codes in den letzten {count} Quellen: {new} von {base}{share}"
    ),
    "No run of {count} sources has {threshold} or less": (
        "Kein Abschnitt von {count} Quellen hat {threshold} oder weniger"
    ),
    "No source is marked as coded and dated.": "Keine Quelle ist als kodiert gekennzeichnet und datiert.",
    "Segments and codes are those of the person’s own words, as far as speakers are known.": (
        "Segmente und Codes sind die der eigenen Worte der Person, soweit bekannt ist, wer spricht."
    ),
    "Segments are those of this case; a source may speak of several.": (
        "Die Segmente sind die dieses Falls; eine Quelle kann von mehreren sprechen."
    ),
    "Segments are those on which the code stood after each step.": (
        "Die Segmente sind die, auf denen der Code nach jedem Schritt stand."
    ),
    "Segments of a cluster are its own and its members’, each counted once.": (
        "Die Segmente eines Bündels sind seine eigenen und die seiner Mitglieder, jedes einmal gezählt."
    ),
    "Shaded: range of 100 random orders, dashed: their median; the line keeps the order of collection": (
        "Schattiert: Spanne von 100 zufälligen Reihenfolgen, gestrichelt: ihr Median; die Linie folgt der Erhebung"
    ),
    "The history of the study as the program kept it. Nothing can be taken out of it.": (
        "Die Geschichte der Studie, wie das Programm sie festgehalten hat. Nichts kann aus ihr entfernt werden."
    ),
    "Without evidence: {names}.": "Ohne Beleg: {names}.",
    "{count} of {all} incidents were not yet compared with another of the code.": (
        "{count} von {all} Ereignissen wurden noch nicht mit einem anderen des Codes verglichen."
    ),
    "{n} piece of evidence on a segment that belongs to the category no longer is left out.": (
        "{n} Beleg auf einem Segment, das nicht mehr zur Kategorie gehört, ist ausgelassen."
    ),
    "{n} pieces of evidence on segments that belong to the category no longer are left out.": (
        "{n} Belege auf Segmenten, die nicht mehr zur Kategorie gehören, sind ausgelassen."
    ),
    "{have} of the {need} sources that base and run take are marked as coded and dated": (
        "{have} der {need} Quellen, die Basis und Abschnitt brauchen, sind als kodiert gekennzeichnet und datiert"
    ),
    "{place}, {name}: {new} new, {total} in all": "{place}, {name}: {new} neu, {total} insgesamt",
    "{shown} of {all} properties are shown by data.": "{shown} von {all} Eigenschaften zeigen sich in den Daten.",
    "{sources} with {words} words. Lines coded leave out the interviewer’s.": (
        "{sources} mit {words} Wörtern. Kodierte Zeilen lassen die der Interviewenden aus."
    ),
    "{unit}. {segments} in {sources}, {codes}.": "{unit}. {segments} in {sources}, {codes}.",
    "{n} later run above it": "{n} späterer Abschnitt darüber",
    "{n} later runs above it": "{n} spätere Abschnitte darüber",
    "{n} memo": "{n} Memo",
    "{n} memos": "{n} Memos",
    "{n} source marked as coded": "{n} als kodiert gekennzeichnete Quelle",
    "{n} source marked as coded holds no coding": "{n} als kodiert gekennzeichnete Quelle enthält keine Kodierung",
    "{n} source not marked as coded": "{n} nicht als kodiert gekennzeichnete Quelle",
    "{n} source without a date": "{n} Quelle ohne Datum",
    "{n} sources marked as coded": "{n} als kodiert gekennzeichnete Quellen",
    "{n} sources marked as coded hold no coding": ("{n} als kodiert gekennzeichnete Quellen enthalten keine Kodierung"),
    "{n} sources not marked as coded": "{n} nicht als kodiert gekennzeichnete Quellen",
    "{n} sources without a date": "{n} Quellen ohne Datum",
}
_VALUES = {
    "advanced": "fortgeschritten",
    "boundary case": "Grenzfall",
    "case": "Fall",
    "case by case": "Fall für Fall",
    "case record": "Fallakte",
    "category, the core": "Kategorie, die Kernkategorie",
    "code": "Code",
    "collected": "erhoben",
    "contrary": "gegensätzlich",
    "diary": "Tagebuch",
    "differs": "anders",
    "document": "Dokument",
    "does not fit": "passt nicht",
    "early": "früh",
    "effect told": "Wirkung berichtet",
    "field note": "Feldnotiz",
    "finished": "fertig",
    "fits": "passt",
    "focus group": "Gruppeninterview",
    "gap": "Lücke",
    "interview": "Interview",
    "later": "später",
    "literature": "Literatur",
    "methodological": "methodisch",
    "minutes": "Protokoll",
    "no": "nein",
    "no case": "kein Fall",
    "no data": "keine Daten",
    "no evidence": "kein Beleg",
    "not compared": "nicht verglichen",
    "not gathered": "nicht gebündelt",
    "not marked as coded": "nicht als kodiert gekennzeichnet",
    "not sure": "unsicher",
    "observer": "Beobachter/in",
    "on {things}": "zu {things}",
    "order of collection": "in der Reihenfolge der Erhebung",
    "organisation": "Organisation",
    "parent": "Elternteil",
    "planned": "geplant",
    "recoded since": "seither umkodiert",
    "reflexive": "reflexiv",
    "same": "gleich",
    "social worker": "Sozialarbeiter/in",
    "taken back": "zurückgenommen",
    "taken back since": "seither zurückgenommen",
    "theme, the core": "Thema, die Kernkategorie",
    "theoretical": "theoretisch",
    "unanswered": "unbeantwortet",
    "undated": "undatiert",
    "unit by unit": "Einheit für Einheit",
    "without a date": "ohne Datum",
    "words changed since": "Wortlaut seither geändert",
    "words gone since": "Wortlaut seither entfallen",
    "yes": "ja",
    "100 random orders": "100 zufällige Reihenfolgen",
    "{count} (at {places})": "{count} (bei {places})",
    # months, and dates made of them
    "January": "Januar",
    "February": "Februar",
    "March": "März",
    "April": "April",
    "May": "Mai",
    "June": "Juni",
    "July": "Juli",
    "August": "August",
    "September": "September",
    "October": "Oktober",
    "November": "November",
    "December": "Dezember",
    "{day} {month} {year}": "{day}. {month} {year}",
    # what happens to codes
    "Made": "Angelegt",
    "First incident": "Erstes Ereignis",
    "Clustered": "Gebündelt",
    "Related": "In Beziehung gesetzt",
    "Mapped": "Auf eine Karte gelegt",
    "Coded": "Kodiert",
}

GERMAN_TEXTS: Mapping[str, str] = MappingProxyType(
    dict(AUDIT_TEXTS)
    | dict(CLAIM_TEXTS)
    | dict(FIGURE_TEXTS)
    | dict(DESIGN_TEXTS)
    | dict(LITERATURE_TEXTS)
    | dict(MATRIX_TEXTS)
    | dict(QUERY_TEXTS)
    | dict(QUIN_TEXTS)
    | dict(_MEMBER_CHECKING)
    | dict(REPORT_TEXTS)
    | _TABLES
    | _HEADS
    | _TITLES
    | _SENTENCES
    | _NOTES
    | _VALUES
)
"""Every text of a report, English to German."""
