"""German words in the boxes and in the legends of category maps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "(gone)": "(nicht mehr da)",
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
