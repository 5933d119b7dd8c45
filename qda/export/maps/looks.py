"""What counts look like on a map, on the screen and on paper: how large a box, how deep its colour, the legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from qda.i18n import N_, _, ngettext

SHADES = 5
"""Squares of the legend for colours."""

_MOST_GROWN = 1.7
_NAMES = {"segments": N_("segments"), "sources": N_("sources"), "cases": N_("cases")}


@dataclass(frozen=True, slots=True)
class LegendRow:
    """One line of the legend: what it explains, and in which words."""

    role: Literal["size", "color", "proposed"]
    words: str


def grown(count: int, most: int) -> float:
    """How much wider and higher a box is for its count: its area grows evenly, from 1 to 1.7 times its sides."""
    if most <= 0:
        return 1.0
    return sqrt(1.0 + (_MOST_GROWN**2 - 1.0) * min(count, most) / most)


def depth(count: int, most: int) -> float:
    """How deep a box is coloured for its count, 0 (nothing) to 1 (the most of this map)."""
    return min(count, most) / most if most > 0 else 0.0


def named(kind: str) -> str:
    """What is counted, in the user's language: segments, sources, cases."""
    return _(_NAMES[kind])


def legend(
    size_by: str, color_by: str, most: Mapping[str, int], base: Mapping[str, int], proposed: int = 0
) -> list[LegendRow]:
    """What is to be explained; every count with its base. `proposed` lines are told apart from relations."""
    rows: list[LegendRow] = []
    if size_by:
        rows.append(LegendRow("size", _of(_("Size: {what}, up to {most} of {base}"), size_by, most, base)))
    if color_by:
        rows.append(LegendRow("color", _of(_("Colour: {what}, up to {most} of {base}"), color_by, most, base)))
    if proposed:
        rows.append(LegendRow("proposed", _("Dotted and pale: segments that two codes share, not related yet")))
    return rows


def _of(words: str, kind: str, most: Mapping[str, int], base: Mapping[str, int]) -> str:
    return words.format(what=named(kind), most=f"{most.get(kind, 0):,}", base=f"{base.get(kind, 0):,}")


def most_of(counts: Iterable[int]) -> int:
    """The largest count on a map; 0 where there is none."""
    return max(counts, default=0)


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` (0 to 1) of one "#RRGGBB" over another."""
    parts = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02X}" for over, under in parts)


def is_dark(colour: str) -> bool:
    """True if white words read better on it than dark ones (relative luminance, WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.18


def counted(size_by: str, color_by: str) -> list[str]:
    """What is counted under each code of a map: what sizes and colours tell, segments where they tell nothing."""
    return list(dict.fromkeys(kind for kind in (size_by, color_by) if kind)) or ["segments"]


def code_words(level: str, told: Sequence[tuple[str, int]]) -> str:
    """What stands under a code's name: “focused · 31 segments, 3 cases”; the level alone where nothing is counted."""
    said = ", ".join(_of_kind(kind, count) for kind, count in told)
    return _("{level} · {count}").format(level=_(level), count=said) if said else _(level)


def _of_kind(kind: str, count: int) -> str:
    number = f"{count:,}"
    match kind:
        case "segments":
            return ngettext("{count} segment", "{count} segments", count).format(count=number)
        case "sources":
            return ngettext("{count} source", "{count} sources", count).format(count=number)
        case "cases":
            return ngettext("{count} case", "{count} cases", count).format(count=number)
        case _:
            raise ValueError(f"no count: {named(kind)}")
