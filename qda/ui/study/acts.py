"""What is done to rows of the study tree, in the services' words. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qda.i18n import N_, _, ngettext
from qda.ui.study.outline import Key, order_after, stepped

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.queries import UnitRow


def rename(project: Project, key: Key, name: str) -> None:
    """Give a unit, case or source another name. Raises NameTaken, SourceNameTaken."""
    from qda.sources import service as sources
    from qda.study import service as study

    if key.kind == "unit":
        study.rename_unit(project, key.id, name)
    elif key.kind == "case":
        study.rename_case(project, key.id, name)
    elif key.kind == "source":
        sources.rename(project, key.id, name)


def describe(project: Project, key: Key, words: str) -> None:
    """Say what a unit or a case is."""
    from qda.study import service as study

    if key.kind == "unit":
        study.describe_unit(project, key.id, words)
    elif key.kind == "case":
        study.describe_case(project, key.id, words)


def create(project: Project, new: Key, name: str) -> Key:
    """Make what a new row stands for. Raises NameTaken."""
    from qda.study import service as study

    if new.kind == "new unit":
        return Key("unit", study.create_unit(project, name))
    return Key("case", study.create_case(project, new.id, name))


def delete(project: Project, keys: Sequence[Key], names: Sequence[str]) -> int:
    """Delete sources, cases and units in one act; gives how many. Raises UnitNotEmpty; then nothing is deleted."""
    from qda.sources import service as sources
    from qda.study import service as study

    removers = {"source": sources.delete, "case": study.delete_case, "unit": study.delete_unit}
    with project.command("study.delete", N_("Delete {what}"), what=_what(names)):
        for kind, remove in removers.items():  # a unit goes only after its cases
            for key in keys:
                if key.kind == kind:
                    remove(project, key.id)
    return len(keys)


def _what(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"“{names[0]}”"
    return ngettext("{count} item", "{count} items", len(names)).format(count=len(names))


def deleted(names: Sequence[str]) -> str:
    """What is said when these are gone."""
    if len(names) == 1:
        return _("Deleted “{name}”.").format(name=names[0])
    return ngettext("Deleted {count} item.", "Deleted {count} items.", len(names)).format(count=len(names))


def hang(project: Project, source_ids: Sequence[int], home: Key) -> None:
    """Give sources a home: a case, a unit, or none."""
    from qda.sources import service as sources

    sources.move(
        project,
        source_ids,
        unit_id=home.id if home.kind == "unit" else None,
        case_id=home.id if home.kind == "case" else None,
    )


def place_sources(
    project: Project, moved: Sequence[int], names: Sequence[str], home: Key, siblings: Sequence[int], at: int | None
) -> None:
    """Hang sources on a home; with `at` before the sibling of that index."""
    from qda.sources import service as sources

    with project.command("study.place", N_("Move {what}"), what=_what(names)):
        hang(project, moved, home)
        if at is not None:
            sources.reorder(project, order_after(siblings, moved, at))


def place_cases(
    project: Project,
    moved: Sequence[int],
    names: Sequence[str],
    unit_id: int,
    units: Sequence[UnitRow],
    at: int | None,
) -> None:
    """Put cases under a unit; with `at` before the case of that index, else behind the others."""
    from qda.study import service as study

    order: list[int] = []
    for unit in units:
        siblings = [case.id for case in unit.cases]
        if unit.id == unit_id:
            order += order_after(siblings, moved, len(siblings) if at is None else at)
        else:
            order += [case for case in siblings if case not in moved]
    home = {case.id: case.unit_id for unit in units for case in unit.cases}
    with project.command("study.place", N_("Move {what}"), what=_what(names)):
        for case_id in moved:
            if home[case_id] != unit_id:
                study.move_case(project, case_id, unit_id)
        study.reorder_cases(project, order)


def place_units(project: Project, moved: Sequence[int], units: Sequence[UnitRow], at: int) -> None:
    """Put units before the one of that index."""
    from qda.study import service as study

    study.reorder_units(project, order_after([unit.id for unit in units], moved, at))


def step(project: Project, keys: Sequence[Key], siblings: Sequence[Key], units: Sequence[UnitRow], way: int) -> None:
    """Move rows of one kind a place up (-1) or down (1) among their siblings."""
    from qda.sources import service as sources
    from qda.study import service as study

    kind = keys[0].kind
    of_kind = [key.id for key in siblings if key.kind == kind]
    order = stepped(of_kind, [key.id for key in keys], way)
    if kind == "source":
        sources.reorder(project, order)
    elif kind == "unit":
        study.reorder_units(project, order)
    elif kind == "case":
        ahead = iter(order)
        taken = set(order)
        every = [case.id for unit in units for case in unit.cases]
        study.reorder_cases(project, [next(ahead) if case in taken else case for case in every])
