"""What can be put on a map or joined on it, as choices to find by a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.i18n import N_, _
from qda.ui.analysis.choosing import Choice
from qda.ui.analysis.known_codes import known_codes
from qda.ui.analysis.maps.align import WAYS
from qda.ui.analysis.maps.reading import Map, Node, in_reading_order
from qda.ui.theme import CODE_COLOURS, PLAIN_CODE

if TYPE_CHECKING:
    from qda.project.project import Project

_HUES = (
    N_("Indigo"), N_("Cyan"), N_("Teal"), N_("Green"), N_("Olive"), N_("Sand"), N_("Rose"), N_("Wine"), N_("Purple"),
    N_("Periwinkle"), N_("Sage"), N_("Brown"),
)  # fmt: skip
_LEVELS = ("theme", "category", "focused", "initial")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of the study that a box can stand for."""

    target: str
    id: int


@dataclass(frozen=True, slots=True)
class Label:
    """Words of the user's own."""

    text: str


def things(project: Project, shown: Map) -> list[Choice]:
    """Codes, categories first, then memos and cases; what stands on the map already is left out."""
    from qda.memos import queries as memos
    from qda.study import queries as study

    there = {(node.target, node.target_id) for node in shown.nodes}
    codes = sorted(known_codes(project), key=lambda code: _LEVELS.index(code.level))
    found = [
        Choice(Thing("code", code.id), code.name, _(code.level), code.color or PLAIN_CODE)
        for code in codes
        if ("code", code.id) not in there
    ]
    found += [
        Choice(Thing("memo", memo.id), memo.shown_title, _("memo"))
        for memo in memos.memos(project)
        if ("memo", memo.id) not in there
    ]
    found += [
        Choice(Thing("case", case.id), case.name, _("case"))
        for unit in study.units(project)
        for case in unit.cases
        if ("case", case.id) not in there
    ]
    return found


def others(shown: Map, start: Node) -> list[Choice]:
    """The other boxes of a map, as one reads them."""
    return [choice for choice in boxes(shown) if choice.value.id != start.id]


def boxes(shown: Map) -> list[Choice]:
    """All boxes of a map, as one reads them."""
    return [Choice(node, node.title, _(node.kind), node.color) for node in in_reading_order(shown.nodes)]


def colors() -> list[Choice]:
    """The hues that stay apart for every eye; their own colour again first."""
    own = [Choice("", _("Its own colour"))]
    return own + [Choice(color, _(name), "", color) for color, name in zip(CODE_COLOURS, _HUES, strict=True)]


def alignments() -> list[Choice]:
    """How boxes can be aligned."""
    return [Choice(way, _(words)) for way, words in WAYS.items()]


def manners() -> list[Choice]:
    """How a map can be arranged, and which boxes: what the hand placed stays, or everything moves."""
    kinds = (("down", N_("Layers, downwards")), ("right", N_("Layers, to the right")), ("force", N_("By forces")))
    whose = ((False, N_("all but hand-placed")), (True, N_("all")))
    return [Choice((manner, everything), _(words), _(which)) for everything, which in whose for manner, words in kinds]


def tellings(shown: Map) -> list[Choice]:
    """What sizes and colours of boxes can tell; what they tell now is marked."""
    from qda.coding.maps import COUNTS
    from qda.export.maps.looks import named

    found = []
    for role, words, now in (
        ("size", N_("Size by {what}"), shown.size_by),
        ("color", N_("Colour by {what}"), shown.color_by),
    ):
        kinds = [*COUNTS, ""] if now else list(COUNTS)
        found += [
            Choice(
                (role, kind),
                _(words).format(what=named(kind) if kind else _("nothing")),
                _("now") if kind and kind == now else "",
            )
            for kind in kinds
        ]
    return found


def ways(project: Project, *, plain: bool) -> list[Choice]:
    """How two boxes can relate: what the study says often first, then what is usual; `plain` may say nothing at all."""
    from qda.coding import relations

    offered = relations.offered(project)
    blank = [Choice("", _("A line without words"))] if plain else []
    return [*blank, *(Choice(row.name, row.name, str(row.used) if row.used else "") for row in offered)]
