"""What counts look like on a map, on the screen and on paper: how large a box, how deep its colour, the legend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Literal

from qda.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from qda.export.profiles import Profile

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


def named(kind: str, profile: Profile | None = None) -> str:
    """What is counted: segments, sources, cases; in the language of a document, or of the window."""
    return _told(_NAMES[kind], profile)


def _told(text: str, profile: Profile | None) -> str:
    return _(text) if profile is None else profile.translated(text)


def legend(
    size_by: str,
    color_by: str,
    most: Mapping[str, int],
    base: Mapping[str, int],
    proposed: int = 0,
    profile: Profile | None = None,
) -> list[LegendRow]:
    """What is to be explained; every count with its base. `proposed` lines are told apart from relations."""

    def told(words: str, kind: str) -> str:
        values = {"most": _number(most.get(kind, 0), profile), "base": _number(base.get(kind, 0), profile)}
        return _told(words, profile).format(what=named(kind, profile), **values)

    rows: list[LegendRow] = []
    if size_by:
        rows.append(LegendRow("size", told(N_("Size: {what}, up to {most} of {base}"), size_by)))
    if color_by:
        rows.append(LegendRow("color", told(N_("Colour: {what}, up to {most} of {base}"), color_by)))
    if proposed:
        words = N_("Dotted and pale: segments that two codes share, not related yet")
        rows.append(LegendRow("proposed", _told(words, profile)))
    return rows


def _number(count: int, profile: Profile | None) -> str:
    return f"{count:,}" if profile is None else profile.integer(count)


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


def code_words(level: str, told: Sequence[tuple[str, int]], profile: Profile | None = None) -> str:
    """What stands under a code's name: “focused · 31 segments, 3 cases”; the level alone where nothing is counted."""
    said = ", ".join(counted_words(kind, count, profile) for kind, count in told)
    shown = _told(level, profile)
    return _told(N_("{level} · {count}"), profile).format(level=shown, count=said) if said else shown


_COUNTS = {
    "segments": (N_("{count} segment"), N_("{count} segments")),
    "sources": (N_("{count} source"), N_("{count} sources")),
    "cases": (N_("{count} case"), N_("{count} cases")),
}


def counted_words(kind: str, count: int, profile: Profile | None = None) -> str:
    """A count with what it counts: “31 segments”."""
    one, many = _COUNTS[kind]
    words = ngettext(one, many, count) if profile is None else profile.translated(one if count == 1 else many)
    return words.format(count=_number(count, profile))
