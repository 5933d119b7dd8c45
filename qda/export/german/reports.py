"""Words that stand around reports as a whole, in German: notes told once, what is empty, what a consent came to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "As in {name}.": "Wie bei {name}.",
        "There is nothing to show here yet.": "Hier gibt es noch nichts zu zeigen.",
        "as well as": "sowie",
        "On one sheet the words of so large a map cannot be read; exported by itself as .svg or .pdf they can.": (
            "Auf einem Blatt sind die Wörter einer so großen Karte nicht zu lesen; für sich als .svg oder .pdf "
            "exportiert sind sie es."
        ),
        "Coded Segments: {case}": "Kodierte Segmente: {case}",
        "Cluster and its members": "Bündel und seine Mitglieder",
        "Segments are those whose coding began with the code.": (
            "Gezählt sind die Segmente, deren Kodierung mit dem Code begann."
        ),
        "– = gathered under none.": "– = unter keinem gebündelt.",
        # consent
        "No.": "Nr.",
        "Asked": "Gefragt",
        "Form": "Form",
        "Outcome": "Ergebnis",
        "Withdrawn": "Zurückgezogen",
        "asked again": "erneut gefragt",
        "by proxy": "durch Vertretung",
        "oral": "mündlich",
        "written": "schriftlich",
        "Interview": "Interview",
        "Interviews": "Interviews",
        "Observation": "Beobachtung",
        "observation": "Beobachtung",
        "Records": "Akten",
        "records": "Akten",
        "Quotation": "Zitieren",
        "quotation": "Zitieren",
        "young person": "Jugendliche/r",
    }
)
"""English to German."""
