"""The words of queries, matrices and codes that stand together, in German."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "Total": "Gesamt",
        "{rows} in rows, {columns} in columns; counted: {counted}.": (
            "{rows} in Zeilen, {columns} in Spalten; gezählt: {counted}."
        ),
        "Each cell counts everything once; rows and columns may share what they count and do not add up to N.": (
            "Jede Zelle zählt jedes einmal; Zeilen und Spalten können dasselbe zählen und ergeben zusammen nicht N."
        ),
        "{n} coded segment belongs to no column and is in no cell.": (
            "{n} kodiertes Segment gehört zu keiner Spalte und steht in keiner Zelle."
        ),
        "{n} coded segments belong to no column and are in no cell.": (
            "{n} kodierte Segmente gehören zu keiner Spalte und stehen in keiner Zelle."
        ),
        "segments with no more than {far} between them": "Segmente mit höchstens {far} zwischen ihnen",
        "Pairs of segments": "Paare von Segmenten",
        "Strongest Pairs of Codes": "Stärkste Paare von Codes",
        "Other code": "Anderer Code",
        "N = {base} that carry a code. Counted are pairs of {meeting}; a segment with both codes is one pair.": (
            "N = {base}, die einen Code tragen. Gezählt sind Paare ({meeting}); ein Segment mit beiden Codes ist ein "
            "Paar."
        ),
        "c = n12 / (n1 + n2 − n12), the similarity of Jaccard (1901) carried over to codes; where segments overlap "
        "several of the other code it can pass 1.": (
            "c = n12 / (n1 + n2 − n12), die Ähnlichkeit nach Jaccard (1901), auf Codes übertragen; wo Segmente mehrere "
            "des anderen Codes überschneiden, kann sie über 1 liegen."
        ),
        "Segments That Answer a Query": "Segmente, die auf eine Abfrage antworten",
        "{n} of {base} segments": "{n} von {base} Segmenten",
        "{n} of {base} segments and stretches without a code": "{n} von {base} Segmenten und Abschnitten ohne Code",
        "{n} of {base} sources": "{n} von {base} Quellen",
        "{n} of {base} cases": "{n} von {base} Fällen",
        "{n} of {base} participants": "{n} von {base} Teilnehmenden",
    }
)
"""English to German."""
