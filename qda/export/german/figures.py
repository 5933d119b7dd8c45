"""German words of figures and of tables of words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FIGURE_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        # titles
        "{counted} by {rows} and {columns}": "{counted} nach {rows} und {columns}",
        "{counted} of Each Code": "{counted} je Code",
        "{counted} of Each Code by {columns}": "{counted} je Code nach {columns}",
        "Codes along “{name}”": "Codes im Verlauf von „{name}“",
        "Portrait of “{name}”": "Porträt von „{name}“",
        "Codes That Stand Together": "Gemeinsam auftretende Codes",
        "Net of Codes That Stand Together": "Netz gemeinsam auftretender Codes",
        "Likeness of {columns} by Codes ({measure})": "Ähnlichkeit nach Codes: {columns} ({measure})",
        "Likeness by Codes ({measure})": "Ähnlichkeit nach Codes ({measure})",
        "Most Frequent Words": "Häufigste Wörter",
        "Word Frequencies": "Worthäufigkeiten",
        "“{words}” in Context": "„{words}“ im Kontext",
        "Heat maps": "Heatmaps",
        "Bars of codes": "Balken der Codes",
        "Codes together": "Gemeinsam auftretende Codes",
        "Likeness of cases and sources": "Ähnlichkeit von Fällen und Quellen",
        "Texts as figures": "Texte als Abbildungen",
        "Word cloud": "Wortwolke",
        "Figures": "Abbildungen",
        # sentences of reports
        "Codes by case and by source: the darker, the more segments.": (
            "Codes nach Fall und nach Quelle: je dunkler, desto mehr Segmente."
        ),
        "How many segments, and how many cases, each code has.": (
            "Wie viele Segmente und wie viele Fälle jeder Code hat."
        ),
        "Which codes stand on overlapping segments, as a matrix and as a net.": (
            "Welche Codes auf überlappenden Segmenten stehen, als Matrix und als Netz."
        ),
        "Who is coded alike: by which codes (Jaccard) and by how often (cosine).": (
            "Wer ähnlich kodiert ist: nach den Codes (Jaccard) und nach ihrer Häufigkeit (Kosinus)."
        ),
        "For each coded text its codes along the lines, and its portrait in cells.": (
            "Zu jedem kodierten Text seine Codes entlang der Zeilen und sein Porträt in Zellen."
        ),
        "The most frequent words, those of the interviewer left out; as a table how often each falls.": (
            "Die häufigsten Wörter ohne die der Interviewenden; als Tabelle, wie oft jedes fällt."
        ),
        "The first {shown} of {texts} coded texts are shown.": (
            "Gezeigt sind die ersten {shown} von {texts} kodierten Texten."
        ),
        # heads and words in figures
        "Codes": "Codes",
        "Kinds": "Arten",
        "Perspectives": "Perspektiven",
        "Coders": "Kodierende",
        "% of the row": "% der Zeile",
        "% of the column": "% der Spalte",
        "coefficient c": "Koeffizient c",
        "likeness": "Ähnlichkeit",
        "Jaccard": "Jaccard",
        "cosine": "Kosinus",
        "Lines of the text": "Zeilen des Textes",
        "Who speaks": "Wer spricht",
        "{name} (interviewer)": "{name} (interviewend)",
        "line {first}": "Zeile {first}",
        "lines {first} to {last}": "Zeilen {first} bis {last}",
        "no code": "kein Code",
        "other codes": "andere Codes",
        "the interviewer": "Interviewende",
        "the interviewer alone": "nur Interviewende",
        "in brackets: segments of the code": "in Klammern: Segmente des Codes",
        "Word": "Wort",
        "Times": "Anzahl",
        "In 1,000 words": "Je 1.000 Wörter",
        "In 1,000 words of": "Je 1.000 Wörter von",
        "Forms": "Formen",
        "Before": "Davor",
        "After": "Danach",
        "Key word": "Schlüsselwort",
        "First line": "Erste Zeile",
        "Last line": "Letzte Zeile",
        "Lines": "Zeilen",
        "Cells": "Zellen",
        "Segments of the code": "Segmente des Codes",
        "{n} place": "{n} Stelle",
        "{n} places": "{n} Stellen",
        "{word}: {n}, in {sources} sources, {rate} in 1,000 words": (
            "{word}: {n}, in {sources} Quellen, {rate} je 1.000 Wörter"
        ),
        "segments that overlap": "Segmente, die sich überlappen",
        "segments on the same line": "Segmente auf derselben Zeile",
        "segments with no more than {n} {measure} between them": "Segmente mit höchstens {n} {measure} dazwischen",
        "characters": "Zeichen",
        "sentences": "Sätzen",
        "turns": "Redebeiträgen",
        # notes
        "N = {counts}, all that carry a code.": "N = {counts}, alle mit einem Code.",
        "N = {base} that carry a code.": "N = {base} mit einem Code.",
        "N = {words} in {sources}.": "N = {words} in {sources}.",
        "N = {segments} on {coded} of {lines} lines ({percent}).": (
            "N = {segments} auf {coded} von {lines} Zeilen ({percent})."
        ),
        "In brackets: n of each column; rows and columns may share what they count.": (
            "In Klammern: n jeder Spalte; Zeilen und Spalten können dasselbe zählen."
        ),
        "A code counts with all that lives under it.": "Ein Code zählt mit allem, was unter ihm steht.",
        "Percentages are of the total of the row.": "Prozente beziehen sich auf die Summe der Zeile.",
        "Percentages are of all that was counted in the column (n in its head).": (
            "Prozente beziehen sich auf alles in der Spalte Gezählte (n im Kopf)."
        ),
        "{n} coded segment belongs to no column.": "{n} kodiertes Segment gehört zu keiner Spalte.",
        "{n} coded segments belong to no column.": "{n} kodierte Segmente gehören zu keiner Spalte.",
        "{n} code with as many or fewer is left out.": "{n} Code mit ebenso vielen oder weniger ist ausgelassen.",
        "{n} codes with as many or fewer are left out.": "{n} Codes mit ebenso vielen oder weniger sind ausgelassen.",
        "{n} column with as many or fewer is left out.": "{n} Spalte mit ebenso vielen oder weniger ist ausgelassen.",
        "{n} columns with as many or fewer are left out.": (
            "{n} Spalten mit ebenso vielen oder weniger sind ausgelassen."
        ),
        "What belongs to several groups counts in each.": "Was zu mehreren Gruppen gehört, zählt in jeder.",
        "At the right: segments of each code.": "Rechts: Segmente jedes Codes.",
        "Each cell is {n} line": "Jede Zelle ist {n} Zeile",
        "Each cell is {n} lines": "Jede Zelle sind {n} Zeilen",
        ", read from left to right; of several codes it shows the one on most of its lines.": (
            ", von links nach rechts gelesen; von mehreren Codes zeigt sie den auf den meisten ihrer Zeilen."
        ),
        "Behind each code: the lines on which it stands, whatever else stands there.": (
            "Hinter jedem Code: die Zeilen, auf denen er steht, was dort auch sonst steht."
        ),
        "{n} further code shares one grey.": "{n} weiterer Code ist grau.",
        "{n} further codes share one grey.": "{n} weitere Codes teilen sich ein Grau.",
        "Counted are pairs of {meeting}.": "Gezählt sind Paare: {meeting}.",
        "c = n12 / (n1 + n2 − n12), after Jaccard (1901).": "c = n12 / (n1 + n2 − n12), nach Jaccard (1901).",
        "In brackets: segments of each code; a dash: one code brings the other along.": (
            "In Klammern: Segmente jedes Codes; ein Strich: Ein Code bringt den anderen mit."
        ),
        "{n} code that meets others less is left out.": "{n} Code, der seltener mit anderen auftritt, ist ausgelassen.",
        "{n} codes that meet others less are left out.": (
            "{n} Codes, die seltener mit anderen auftreten, sind ausgelassen."
        ),
        "{n} weaker pair is left out.": "{n} schwächeres Paar ist ausgelassen.",
        "{n} weaker pairs are left out.": "{n} schwächere Paare sind ausgelassen.",
        "That codes stand together is not yet a relation between what they name: read the passages.": (
            "Gemeinsames Auftreten ist noch keine Beziehung zwischen dem, was die Codes benennen: Die Stellen sind zu "
            "lesen."
        ),
        "Profiles of {n} code.": "Profile aus {n} Code.",
        "Profiles of {n} codes.": "Profile aus {n} Codes.",
        "Jaccard (1901): codes that both have by codes that either has.": (
            "Jaccard (1901): Codes, die beide haben, durch Codes, die wenigstens eines hat."
        ),
        "Cosine of the counts of each code (segments, each once).": (
            "Kosinus der Anzahlen jedes Codes (Segmente, jedes einmal)."
        ),
        "In brackets: codes of each. Order and tree by average linkage.": (
            "In Klammern: Codes von jedem. Reihenfolge und Baum nach mittlerer Verknüpfung."
        ),
        "{n} with as many or fewer segments is left out.": (
            "{n} mit ebenso vielen oder weniger Segmenten ist ausgelassen."
        ),
        "{n} with as many or fewer segments are left out.": (
            "{n} mit ebenso vielen oder weniger Segmenten sind ausgelassen."
        ),
        "Alike in codes is alike in what was coded, not in what happened.": (
            "Ähnlich nach Codes heißt ähnlich in dem, was kodiert wurde, nicht in dem, was geschah."
        ),
        "Size by frequency: from “{high}” ({most}) to “{low}” ({least}).": (
            "Größe nach Häufigkeit: von „{high}“ ({most}) bis „{low}“ ({least})."
        ),
        "The interviewer’s words are counted too.": "Die Wörter der Interviewenden sind mitgezählt.",
        "The interviewer’s words are left out.": "Die Wörter der Interviewenden sind ausgelassen.",
        "No speaker is marked as the interviewer.": "Wer interviewt, ist in keinem Text gekennzeichnet.",
        "Only words in segments with the chosen codes are counted.": (
            "Gezählt sind nur Wörter in Segmenten mit den gewählten Codes."
        ),
        "The stop list holds small words of German.": "Die Stoppliste enthält deutsche Funktions- und Füllwörter.",
        "Not listed: {words} that are on the stop list, figures, or shorter than {least} letters.": (
            "Nicht aufgeführt: {words}, die auf der Stoppliste stehen, Zahlen sind oder kürzer als {least} Buchstaben."
        ),
        "Shown are the {shown} most frequent of {all} different words.": (
            "Gezeigt sind die {shown} häufigsten von {all} verschiedenen Wörtern."
        ),
        "How often a word falls is not what it means, nor how much it matters: read the passages.": (
            "Wie oft ein Wort fällt, sagt weder, was es bedeutet, noch, wie wichtig es ist: Die Stellen sind zu lesen."
        ),
        "Forms of a word count as one, by rules for English.": (
            "Formen eines Wortes zählen als eines, nach Regeln für das Englische."
        ),
        "Forms of a word count as one, by the language model {name} and, where it met no such form, by rule.": (
            "Formen eines Wortes zählen als eines, nach dem Sprachmodell {name}, bei Formen, die es nicht traf, "
            "nach Regel."
        ),
        "{places} in {n} of {of} sources, among {words} words.": (
            "{places} in {n} von {of} Quellen, unter {words} Wörtern."
        ),
        "How many speak of something is not how much it matters to them.": (
            "Wie viele von etwas sprechen, ist nicht, wie wichtig es ihnen ist."
        ),
        "The number of segments depends on how finely the texts were cut; it is not how much something matters.": (
            "Die Zahl der Segmente hängt davon ab, wie fein die Texte zerlegt wurden; sie ist nicht, wie wichtig "
            "etwas ist."
        ),
    }
)
