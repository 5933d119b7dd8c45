"""German words of matrices: perspective tables, cross-case and triangulation matrices."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

MATRIX_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        # the list of reports
        "Perspectives compared": "Perspektiven im Vergleich",
        "Each perspective table: one case, topic by topic, as each perspective has it, and how it was judged.": (
            "Jede Perspektiventabelle: ein Fall, Thema für Thema, wie jede Perspektive es sieht und wie es beurteilt "
            "wurde."
        ),
        "Cross-case matrices": "Fallübergreifende Matrizen",
        "Cases and units side by side: counts, quotes or written summaries by codes, categories or properties.": (
            "Fälle und Einheiten nebeneinander: Anzahlen, Zitate oder geschriebene Zusammenfassungen nach Codes, "
            "Kategorien oder Eigenschaften."
        ),
        "Triangulation": "Triangulation",
        "Claims and categories by kind of source, method or perspective, and what rests on too little.": (
            "Aussagen und Kategorien nach Art der Quelle, Methode oder Perspektive, und was auf zu wenig beruht."
        ),
        "Matrix": "Matrix",
        # heads
        "Topic": "Thema",
        "Claim": "Aussage",
        "Kind of source": "Art der Quelle",
        "All cases": "Alle Fälle",
        "Rests on": "Beruht auf",
        # judgements
        "positive": "positiv",
        "negative": "negativ",
        "mixed": "gemischt",
        "not mentioned": "nicht erwähnt",
        "convergent": "übereinstimmend",
        "complementary": "ergänzend",
        "dissonant": "widersprechend",
        "silent": "schweigt",
        # what a row rests on
        "nothing yet": "noch nichts",
        "one source": "eine Quelle",
        "one voice": "eine Stimme",
        "and {n} more": "und {n} weitere",
        # perspectives that are often met
        "social worker": "Sozialarbeit",
        "organisation": "Organisation",
        "observer": "Beobachtung",
        # notes
        "Only the material of {case}.": "Nur das Material zu {case}.",
        "The researcher’s judgements, on the scale: {scale}.": "Urteile der Forschenden auf der Skala: {scale}.",
        "*n* is the number of coded segments of a column.": "*n* ist die Zahl der kodierten Segmente einer Spalte.",
        "A dash means that nothing is coded there.": "Ein Strich bedeutet, dass dort nichts kodiert ist.",
        "No passage is linked as evidence yet.": "Noch ist keine Stelle als Beleg verknüpft.",
        "{rows} rows by {columns} columns.": "{rows} Zeilen mal {columns} Spalten.",
        "Counts are distinct segments, and each base *n* all coded segments of its column; those of a unit are "
        "counted anew, and are not the sum of its cases.": (
            "Gezählt sind verschiedene Segmente, die Basis *n* sind alle kodierten Segmente der Spalte; die einer "
            "Einheit sind neu gezählt und nicht die Summe ihrer Fälle."
        ),
        "Words are quoted exactly from the sources; in brackets, who speaks and where.": (
            "Wörtlich aus den Quellen zitiert; in Klammern, wer spricht und wo."
        ),
        "“Rests on” counts the sources under a row; one voice: all of it is said by one person, or by a source in "
        "which nobody is named.": (
            "„Beruht auf“ zählt die Quellen zu einer Zeile; eine Stimme: Alles sagt eine Person, oder eine Quelle, in "
            "der niemand genannt ist."
        ),
    }
)
