"""Focused coding: gathering codes under a focused code, with the day it was done. The tree is another matter."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select

from qda.coding import codes, tree
from qda.i18n import N_
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import Code, Membership


def cluster(project: Project, code_ids: Sequence[int], into: int, *, settle: bool = True) -> None:
    """Gather codes under a focused code or category; a code may be gathered under several.

    With `settle`, codes that live at the root also move to live under it; others stay where they are.
    """
    name = codes.name_of(project, into)
    with project.command(
        "codes.cluster", N_("Gather {count} codes under “{name}”"), count=len(code_ids), name=name
    ) as s:
        here = set(s.execute(select(Membership.member_id).where(Membership.group_id == into)).scalars())
        new = [code_id for code_id in dict.fromkeys(code_ids) if code_id not in here and code_id != into]
        rows = [{"member_id": code_id, "group_id": into, "since": now()} for code_id in new]
        journal.of(s).insert_many(Membership, rows)
        if settle:
            parents = {row.id: row.parent_id for row in s.execute(select(Code.id, Code.parent_id))}
            loose = [c for c in new if parents[c] == codes.ROOT and not tree.would_loop(parents, c, into)]
            if loose:
                codes.move(project, loose, into)


def scatter(project: Project, code_ids: Sequence[int], group_id: int) -> None:
    """Take codes out of a cluster; those that live under it go back to the root."""
    name = codes.name_of(project, group_id)
    text = N_("Take {count} codes out of “{name}”")
    with project.command("codes.scatter", text, count=len(code_ids), name=name) as session:
        gone = and_(Membership.group_id == group_id, Membership.member_id.in_(code_ids))
        journal.of(session).delete_where(Membership, gone)
        here = select(Code.id).where(Code.id.in_(code_ids), Code.parent_id == group_id)
        below = list(session.execute(here).scalars())
        if below:
            codes.move(project, below, codes.ROOT)


def gathered(project: Project) -> list[tuple[int, int, int]]:
    """All memberships: member, group, since (milliseconds UTC)."""
    with project.read() as session:
        query = select(Membership.member_id, Membership.group_id, Membership.since).order_by(Membership.id)
        return [(member, group, since) for member, group, since in session.execute(query)]
