"""The codes of the study to choose from: read lightly, without their counts, when they are first looked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda.ui.analysis.choosing import Choice
from qda.ui.theme import PLAIN_CODE

if TYPE_CHECKING:
    from qda.project.project import Project


@dataclass(frozen=True, slots=True)
class KnownCode:
    """A living code: `above` is its path without itself, `color` its own or inherited, "" for none."""

    id: int
    name: str
    level: str
    above: str
    color: str


def known_codes(project: Project) -> list[KnownCode]:
    """All living codes, depth first."""
    from qda.coding import lookups, tree
    from qda.coding.codes import ROOT

    rows = {row.id: row for row in lookups.living(project)}
    paths = tree.paths({row.id: (row.parent_id, row.name) for row in rows.values()}, " › ")
    order = tree.in_order(((row.id, row.parent_id, row.position) for row in rows.values()), ROOT)
    found: dict[int, KnownCode] = {}
    for place in order:
        row = rows[place.id]
        above = found.get(row.parent_id)  # which comes first, with the colour that it has or inherits
        color = row.color or (above.color if above is not None else "")
        found[row.id] = KnownCode(row.id, row.name, row.level, paths.get(row.parent_id, ""), color)
    return list(found.values())


def code_choices(project: Project) -> list[Choice]:
    """All living codes, each with the codes above it as its detail."""
    return [Choice(code.id, code.name, code.above, code.color or PLAIN_CODE) for code in known_codes(project)]
