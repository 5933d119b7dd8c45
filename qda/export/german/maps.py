"""German words in the boxes and in the legends of category maps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "(gone)": "(nicht mehr da)",
        # the kinds of relation that are offered; own ones stay as they were written
        "leads to": "führt zu",
        "is a condition of": "ist Bedingung für",
        "is a form of": "ist eine Form von",
        "is a property of": "ist eine Eigenschaft von",
        "is part of": "ist Teil von",
        "serves": "dient",
        "contradicts": "widerspricht",
        "“{one}” {kind} “{other}”": "„{one}“ {kind} „{other}“",
        "“{words}”, {source}": "„{words}“, {source}",
        "Untitled memo": "Memo ohne Titel",
        "Legend": "Legende",
        "{level} · {count}": "{level} · {count}",
        "segments": "Segmente",
        "sources": "Quellen",
        "cases": "Fälle",
        "{count} segment": "{count} Segment",
        "{count} segments": "{count} Segmente",
        "{count} source": "{count} Quelle",
        "{count} sources": "{count} Quellen",
        "{count} case": "{count} Fall",
        "{count} cases": "{count} Fälle",
        "{n} node": "{n} Knoten",
        "{n} nodes": "{n} Knoten",
        "{n} relation": "{n} Beziehung",
        "{n} relations": "{n} Beziehungen",
        "memo, {day}": "Memo, {day}",
        "Size: {what}, up to {most} of {base}": "Größe: {what}, bis {most} von {base}",
        "Colour: {what}, up to {most} of {base}": "Farbe: {what}, bis {most} von {base}",
        "Dotted and pale: segments that two codes share, not related yet": (
            "Gepunktet und blass: Segmente, die zwei Codes teilen, noch ohne Beziehung"
        ),
    }
)
