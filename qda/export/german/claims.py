"""German words of the reports on claims, their chain of evidence and their negative cases."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        # titles and heads
        "Claims and Their Evidence": "Aussagen und ihre Belege",
        "Claims and their evidence": "Aussagen und ihre Belege",
        "Chain of evidence": "Belegkette",
        "Chain of Evidence": "Belegkette",
        "Chain": "Kette",
        "Negative Cases": "Gegenbeispiele",
        "Negative cases": "Gegenbeispiele",
        "Each claim with what it rests on, in how many segments, sources and cases, and what speaks against it.": (
            "Jede Aussage mit dem, worauf sie beruht, in wie vielen Segmenten, Quellen und Fällen, und was gegen sie "
            "spricht."
        ),
        "From each claim through categories and codes down to the words, with speaker, source and line.": (
            "Von jeder Aussage über Kategorien und Codes bis zum Wortlaut, mit Sprecher/in, Quelle und Zeile."
        ),
        "The passages that were held against claims, how they were judged, and what came of them.": (
            "Die Stellen, die Aussagen entgegengehalten wurden, wie sie beurteilt wurden und was daraus wurde."
        ),
        "Claim": "Aussage",
        "Status": "Stand",
        "Rests on": "Beruht auf",
        "Contrary": "Dagegen",
        "To mind": "Zu beachten",
        "Passage": "Stelle",
        "Judged": "Urteil",
        "What came of it": "Was daraus wurde",
        "What speaks against it": "Was dagegen spricht",
        # words
        "proposition": "Annahme",
        "rival explanation": "Gegenerklärung",
        "claim": "Aussage",
        "open": "offen",
        "holds": "hält",
        "qualified": "eingeschränkt",
        "given up": "aufgegeben",
        "contrary": "widerspricht",
        "not contrary": "widerspricht nicht",
        "not sure": "unsicher",
        "claim qualified": "Aussage eingeschränkt",
        "explained": "erklärt",
        "claim given up": "Aussage aufgegeben",
        "kept as negative case": "als Gegenbeispiel behalten",
        "initial code": "initialer Code",
        "focused code": "fokussierter Code",
        "began as this initial code": "begann als dieser initiale Code",
        "property": "Eigenschaft",
        "relation": "Beziehung",
        "segment": "Segment",
        "memo": "Memo",
        "unit": "Einheit",
        "case": "Fall",
        "participant": "Teilnehmende/r",
        "source": "Quelle",
        "map": "Karte",
        "matrix": "Matrix",
        "cell of a matrix": "Zelle einer Matrix",
        "observed pattern": "beobachtetes Muster",
        "literature": "Literatur",
        "{kind} “{name}”": "{kind} „{name}“",
        "about this {kind}": "darüber: {kind}",
        "{count} segments": "{count} Segmente",
        "{count} of {of} sources": "{count} von {of} Quellen",
        "{count} of {of} cases": "{count} von {of} Fällen",
        "{count} of {of} participants": "{count} von {of} Teilnehmenden",
        "{count} segment": "{count} Segment",
        "{count} source": "{count} Quelle",
        "{count} sources": "{count} Quellen",
        "and {segments} more": "und {segments} mehr",
        "Expected: {pattern}": "Erwartet: {pattern}",
        "Counts are distinct: every segment, source, case and participant once for each claim. Contrary are passages "
        "that were held against the claim and judged contrary. *n* is what is coded in the whole study.": (
            "Gezählt wird jedes Segment, jede Quelle, jeder Fall und jede/r Teilnehmende je Aussage einmal. Dagegen "
            "sind Stellen, die der Aussage entgegengehalten und als widersprechend beurteilt wurden. *n* ist, was in "
            "der ganzen Studie kodiert ist."
        ),
        "Counts are distinct, and out of what is coded in the whole study.": (
            "Gezählt wird ohne Doppelungen, bezogen auf das, was in der ganzen Studie kodiert ist."
        ),
        "Passages looked at: {looked}, for claims: {claims}; judged contrary: {contrary}.": (
            "Angesehene Stellen: {looked}, zu Aussagen: {claims}; als widersprechend beurteilt: {contrary}."
        ),
        # what is to be minded
        "It rests on nothing yet: link a category, a code or a segment.": "Sie beruht noch auf nichts.",
        "Nothing that it rests on leads to words in a text.": (
            "Nichts, worauf sie beruht, führt zu Worten in einem Text."
        ),
        "What a link led to is no longer there.": "Wohin eine Verknüpfung führte, gibt es nicht mehr.",
        "“{code}” is no longer a code of its own: it became “{now}”.": (
            "„{code}“ ist kein eigener Code mehr: er wurde „{now}“."
        ),
        "“{code}” is retired.": "„{code}“ ist aufgegeben.",
        "No segment leads to the category “{code}”.": "Zur Kategorie „{code}“ führt kein Segment.",
        "The code “{code}” is empty.": "Der Code „{code}“ ist leer.",
        "{count} segment lost its words when its text was corrected.": (
            "{count} Segment verlor seine Worte, als sein Text berichtigt wurde."
        ),
        "{count} segments lost their words when their texts were corrected.": (
            "{count} Segmente verloren ihre Worte, als ihre Texte berichtigt wurden."
        ),
        "All of it comes from one source, {name}.": "Alles stammt aus einer Quelle, {name}.",
        "Only one voice is heard, {name}.": "Nur eine Stimme ist zu hören, {name}.",
        "It was seen in one case only, {name}.": "Nur in einem Fall gesehen, {name}.",
        "All of it has one perspective: {name}.": "Alles hat eine Perspektive: {name}.",
        "All of it comes from one kind of source: {name}.": "Alles stammt aus einer Art von Quelle: {name}.",
        "{count} of its {all} sources is not marked as coded to the end.": (
            "{count} von {all} Quellen ist nicht als fertig kodiert gekennzeichnet."
        ),
        "{count} of its {all} sources are not marked as coded to the end.": (
            "{count} von {all} Quellen sind nicht als fertig kodiert gekennzeichnet."
        ),
        "{count} segment holds words of {names}, who has withdrawn.": (
            "{count} Segment enthält Worte von {names}; die Einwilligung wurde widerrufen."
        ),
        "{count} segments hold words of {names}, who has withdrawn.": (
            "{count} Segmente enthalten Worte von {names}; die Einwilligung wurde widerrufen."
        ),
        "{count} negative case is still open.": "{count} Gegenbeispiel ist noch offen.",
        "{count} negative cases are still open.": "{count} Gegenbeispiele sind noch offen.",
        "A negative case led to giving it up, but it still stands.": (
            "Ein Gegenbeispiel führte dazu, sie aufzugeben, doch sie steht noch."
        ),
        "A negative case qualified it, but it stands as it was.": (
            "Ein Gegenbeispiel schränkte sie ein, doch sie steht wie zuvor."
        ),
    }
)
