"""The study as a tree of plain values: what stands where, and what may be moved where. No Qt here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qda.i18n import _

if TYPE_CHECKING:
    from qda.project.glance import GlancedSource, GlancedUnit
    from qda.sources.queries import SourceRow
    from qda.study.queries import UnitRow

NodeKind = Literal["unit", "case", "source", "homeless", "new unit", "new case"]


@dataclass(frozen=True, slots=True)
class Key:
    """What a row of the tree stands for; the id of a new case's row is that of its unit."""

    kind: NodeKind
    id: int = 0


HOMELESS = Key("homeless")
"""The group of sources that hang nowhere yet."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A row of the tree with those beneath it; `count` is its sources, at whatever depth."""

    key: Key
    name: str
    kind: str = ""  # of a source
    count: int = 0
    children: tuple[Branch, ...] = ()


def outline(units: Iterable[UnitRow | GlancedUnit], sources: Iterable[SourceRow | GlancedSource]) -> tuple[Branch, ...]:
    """Units with their cases, the sources of each case, those of the unit itself after its cases, then the homeless."""
    of_case: dict[int, list[Branch]] = defaultdict(list)
    of_unit: dict[int, list[Branch]] = defaultdict(list)
    homeless: list[Branch] = []
    for row in sources:
        leaf = Branch(Key("source", row.id), row.name, row.kind, 1)
        if row.case_id is not None:
            of_case[row.case_id].append(leaf)
        elif row.unit_id is not None:
            of_unit[row.unit_id].append(leaf)
        else:
            homeless.append(leaf)
    found = []
    for unit in units:
        cases = [_with(Key("case", case.id), case.name, of_case[case.id]) for case in unit.cases]
        found.append(_with(Key("unit", unit.id), unit.name, [*cases, *of_unit[unit.id]]))
    if homeless:
        found.append(_with(HOMELESS, _("No home yet"), homeless))
    return tuple(found)


def _with(key: Key, name: str, children: Sequence[Branch]) -> Branch:
    return Branch(key, name, count=sum(child.count for child in children), children=tuple(children))


def short_name(name: str, home: str) -> str:
    """A source's name without that of its home in front: “field note, 14 October” within “North Team”."""
    rest = name[len(home) :]
    if not home or not name.casefold().startswith(home.casefold()) or rest[:1].isalnum():
        return name
    shortened = rest.lstrip(" \t_-–—.,:;")
    return shortened if len(shortened) >= 3 else name


def may_drop(moved: Iterable[Key], target: Key | None) -> bool:
    """True if these rows can hang on, or stand among the children of, `target`; None is the top of the tree."""
    kinds = {key.kind for key in moved}
    if len(kinds) != 1:
        return False
    kind = kinds.pop()
    if kind == "source":
        return target is not None and target.kind in ("unit", "case", "homeless")
    if kind == "case":
        return target is not None and target.kind == "unit"
    return kind == "unit" and target is None


def order_after(siblings: Sequence[int], moved: Sequence[int], at: int) -> list[int]:
    """`siblings` with `moved` standing before the one that is at index `at` now; moved ones may come from elsewhere."""
    taken = set(moved)
    before = [sibling for sibling in siblings[:at] if sibling not in taken]
    behind = [sibling for sibling in siblings[at:] if sibling not in taken]
    return [*before, *moved, *behind]


def stepped(siblings: Sequence[int], moved: Sequence[int], step: int) -> list[int]:
    """`siblings` with each of `moved` one place up (-1) or down (1), as far as there is room."""
    order = list(siblings)
    taken = set(moved)
    places = [at for at, sibling in enumerate(order) if sibling in taken]
    for at in places if step < 0 else reversed(places):
        other = at + step
        if 0 <= other < len(order) and order[other] not in taken:
            order[at], order[other] = order[other], order[at]
    return order
