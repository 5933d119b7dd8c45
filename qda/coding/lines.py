"""Line by line: passing lines over. What is coded follows from the segments; only passing is remembered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, select

from qda.i18n import N_
from qda.project.project import Project, by_count
from qda.store import journal
from qda.store.models import PassedLine, Source


def pass_over(project: Project, source_id: int, starts: Sequence[int]) -> None:
    """Remember that the coder looked at these line units (by their starts) and coded nothing."""
    text = by_count(len(starts), N_("Pass over a line"), N_("Pass over {count} lines"))
    with project.command("lines.pass", text, count=len(starts)) as session:
        version_id = session.execute(select(Source.version_id).where(Source.id == source_id)).scalar_one()
        mine = and_(PassedLine.version_id == version_id, PassedLine.coder_id == project.coder_id)
        known = set(session.execute(select(PassedLine.start).where(mine)).scalars())
        rows = [
            {"source_id": source_id, "version_id": version_id, "start": start, "coder_id": project.coder_id}
            for start in dict.fromkeys(starts)
            if start not in known
        ]
        journal.of(session).insert_many(PassedLine, rows)


def take_up(project: Project, source_id: int, starts: Sequence[int]) -> None:
    """Forget that these line units were passed over."""
    text = by_count(len(starts), N_("Take up a line again"), N_("Take up {count} lines again"))
    with project.command("lines.take_up", text, count=len(starts)) as session:
        version_id = session.execute(select(Source.version_id).where(Source.id == source_id)).scalar_one()
        mine = and_(PassedLine.version_id == version_id, PassedLine.coder_id == project.coder_id)
        journal.of(session).delete_where(PassedLine, and_(mine, PassedLine.start.in_(starts)))


def passed(project: Project, source_id: int) -> set[int]:
    """Starts of the line units of a source's current text that its coder passed over."""
    query = (
        select(PassedLine.start)
        .join(Source, Source.version_id == PassedLine.version_id)
        .where(Source.id == source_id, PassedLine.coder_id == project.coder_id)
    )
    with project.read() as session:
        return set(session.execute(query).scalars())
