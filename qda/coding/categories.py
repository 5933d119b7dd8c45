"""Categories: raising focused codes and lowering them again, and which of them the study turns on.

What a category has is in `properties` and `relations`; both are given on from here, since a category is asked for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select, true

from qda.coding import codes, focused
from qda.coding.properties import PropertyRow, add_property, properties
from qda.coding.relations import (
    RelationKnown,
    RelationRow,
    add_relation_type,
    relate,
    relation_types,
    relations,
    unrelate,
)
from qda.errors import QdaError
from qda.i18n import N_, _
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, CoreCategory

__all__ = [
    "RAISED",
    "NotRaised",
    "PropertyRow",
    "RelationKnown",
    "RelationRow",
    "add_property",
    "add_relation_type",
    "core",
    "families",
    "gather_under",
    "lower",
    "properties",
    "raise_to",
    "relate",
    "relation_types",
    "relations",
    "set_core",
    "unrelate",
]

RAISED = ("category", "theme")
"""The levels that this is about, from low to high."""


class NotRaised(QdaError):
    """What is to be the core category is no category yet."""

    hint = N_("Raise it first: the core category is a category or a theme.")

    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” is no category yet.").format(name=name))


_TEXTS = {"category": N_("Raise {what} to category"), "theme": N_("Raise {what} to theme")}
_LOWERED = {"category": N_("Lower {what} to category"), "focused": N_("Lower {what} to focused code")}


def raise_to(project: Project, code_ids: Sequence[int], level: str, *, under: int | None = None) -> None:
    """Make codes categories or themes, and gather them under a theme if one is given, as one act.

    What was gathered under them stays so: lineage is kept. Raises NotFound, CodeNameTaken.
    """
    with project.command("categories.raise", _TEXTS[level], what=_what(project, code_ids)):
        codes.set_level(project, code_ids, level)
        if under is not None:
            focused.cluster(project, code_ids, under)


def lower(project: Project, code_ids: Sequence[int], level: str) -> None:
    """Take categories back to focused codes, or themes to categories; what they have is kept. Raises NotFound."""
    with project.command("categories.lower", _LOWERED[level], what=_what(project, code_ids)):
        codes.set_level(project, code_ids, level)


def gather_under(project: Project, code_ids: Sequence[int], theme: int | str) -> int:
    """Gather categories under a theme, or under a new one of this name, as one act; gives the theme's id.

    Raises NotFound, CodeNameTaken, CodeNameMissing.
    """
    name = theme if isinstance(theme, str) else codes.name_of(project, theme)
    text = N_("Gather {what} under the theme “{name}”")
    with project.command("categories.gather", text, what=_what(project, code_ids), name=name.strip()):
        made = codes.create(project, theme, level="theme") if isinstance(theme, str) else theme
        focused.cluster(project, code_ids, made)
        return made


def core(project: Project) -> int | None:
    """The category or theme that the study turns on; None while there is none.

    One that was lowered is none; raised again it is the core again, as it keeps all that it had.
    """
    query = select(CoreCategory.code_id).join(Code, Code.id == CoreCategory.code_id)
    with project.read() as session:
        return session.execute(query.where(~Code.retired, Code.level.in_(RAISED))).scalar()


def set_core(project: Project, code_id: int | None) -> None:
    """Let a category or theme be the one that the study turns on, instead of any other; None for no one.

    Raises NotFound, NotRaised.
    """
    before = core(project)
    about = before if code_id is None else code_id
    if code_id == before or about is None:
        return
    name = codes.name_of(project, about)
    text = N_("“{name}” is the core category no longer") if code_id is None else N_("Make “{name}” the core category")
    with project.command("categories.core", text, name=name) as session:
        log = journal.of(session)
        log.delete_where(CoreCategory, true())
        if code_id is not None:
            if session.get_one(Code, code_id).level not in RAISED:
                raise NotRaised(name)
            log.insert(CoreCategory, {"code_id": code_id, "created_at": now()})


def families(project: Project, *, levels: Sequence[str] = RAISED) -> dict[int, frozenset[int]]:
    """Each code of these levels with all codes that live under it or are gathered under it, itself among them."""
    found = focused.clusters(project)
    below: dict[int, set[int]] = defaultdict(set)
    for code, parent in found.parents.items():
        if parent is not None and code in found.levels:
            below[parent].add(code)
    for member, groups in found.groups.items():
        for group in groups:
            below[group].add(member)
    return {code: _all_below(below, code) for code, level in found.levels.items() if level in levels}


def _all_below(below: dict[int, set[int]], code: int) -> frozenset[int]:
    found, ahead = {code}, [code]
    while ahead:
        new = below[ahead.pop()] - found
        found |= new
        ahead += new
    return frozenset(found)


def _what(project: Project, code_ids: Sequence[int]) -> str:
    if len(code_ids) == 1:
        return f"“{codes.name_of(project, code_ids[0])}”"
    return _("{count} codes").format(count=len(code_ids))
