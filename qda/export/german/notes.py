"""German notes under tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_TEXTS = {
    "What this count is not: a measure of weight. How often something is coded depends on how finely the text was "
    "segmented, on who was asked what and on how much each said; one passage may matter more than a hundred.": (
        "Was diese Zahlen nicht sind: ein Maß für Gewicht. Wie oft etwas kodiert ist, hängt davon ab, wie fein der "
        "Text segmentiert wurde, wer was gefragt wurde und wie viel jede Person sagte; eine Stelle kann mehr bedeuten "
        "als hundert."
    ),
    "0 = none; – = not known.": "0 = keine; – = nicht bekannt.",
    "0: the category is found there and the property not yet.": (
        "0: Die Kategorie findet sich dort, die Eigenschaft noch nicht."
    ),
    "–: nothing of the category is found there.": "–: Nichts von der Kategorie findet sich dort.",
    "“No data”: nothing is coded there.": "„Keine Daten“: Dort ist nichts kodiert.",
    "{n} category has no table by case, for nothing is evidence for its properties yet.": (
        "{n} Kategorie hat keine Tabelle nach Fällen, weil noch nichts ihre Eigenschaften belegt."
    ),
    "{n} categories have no table by case, for nothing is evidence for their properties yet.": (
        "{n} Kategorien haben keine Tabelle nach Fällen, weil noch nichts ihre Eigenschaften belegt."
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
    "*N* = {n}. Names are pseudonyms.": "*N* = {n}. Die Namen sind Pseudonyme.",
    "Segments and codes are those of the person’s own words.": (
        "Segmente und Codes sind die der eigenen Worte der Person."
    ),
    "– = no source marks which words are theirs.": (
        "– = in keiner Quelle ist vermerkt, welche Worte von der Person sind."
    ),
    "Segments are those of this case; a source may speak of several.": (
        "Die Segmente sind die dieses Falls; eine Quelle kann von mehreren sprechen."
    ),
    "Segments are those on which the code stood after each step.": (
        "Die Segmente sind die, auf denen der Code nach jedem Schritt stand."
    ),
    "Segments of a code are its own and those of all that is gathered under it, each counted once.": (
        "Die Segmente eines Codes sind seine eigenen und die von allem, was unter ihm gebündelt ist, jedes einmal "
        "gezählt."
    ),
    "{n} of {all} codings": "{n} von {all} Kodierungen",
    "{codings}, in {sources}.": "{codings}, in {sources}.",
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

TEXTS: Mapping[str, str] = MappingProxyType(_TEXTS)
