"""What can be put on a map or joined on it, as choices to find by a few letters."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.i18n import N_, _
from qda.ui.analysis.choosing import Choice
from qda.ui.analysis.known_codes import known_codes
from qda.ui.analysis.map_reading import Map, Node, in_reading_order
from qda.ui.theme import PLAIN_CODE

if TYPE_CHECKING:
    from qda.project.project import Project

_USUAL = (N_("leads to"), N_("is a condition of"), N_("is a form of"), N_("serves"), N_("contradicts"))
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
    rest = [node for node in in_reading_order(shown.nodes) if node.id != start.id]
    return [Choice(node, node.title, _(node.kind), node.color) for node in rest]


def ways(project: Project, *, plain: bool) -> list[Choice]:
    """How two boxes can relate: what the study says often first, then what is usual; `plain` may say nothing at all."""
    from qda.coding import categories

    used = Counter(row.type for row in categories.relations(project))
    known = [kind for kind, _count in used.most_common()]
    known += [kind for kind in categories.relation_types(project) if kind not in used]
    known += [_(kind) for kind in _USUAL if _(kind) not in known]
    blank = [Choice("", _("A line without words"))] if plain else []
    return [*blank, *(Choice(kind, kind, str(used[kind]) if used[kind] else "") for kind in known)]
