"""Is the project sound? Quotes equal their offsets, the journal replays to the tables, nothing refers to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store import engine as engines
from qda.store import journal
from qda.store.models import LOOSE_REFERENCES, AuditCommand, Base, Paragraph, Segment, Source, TextVersion
from qda.store.rows import Values, journalled_tables


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check looked at, and every fault as a sentence."""

    segments: int
    commands: int
    rows: int
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """True if nothing is wrong."""
        return not self.faults


def check(project: Project, progress: Progress | None = None) -> Findings:
    """Examine the whole project; reads only."""
    tell = progress or Silent()
    faults: list[str] = []
    with project.read() as session:
        connection = session.connection()
        tell.step(0, 4, _("Checking the file"))
        faults += engines.integrity(connection)
        tell.step(1, 4, _("Comparing quotes with their texts"))
        faults += _wrong_quotes(project, session)
        tell.step(2, 4, _("Replaying the history"))
        rows, wrong = _compare_replay(session)
        faults += wrong
        tell.step(3, 4, _("Following references"))
        faults += _loose_ends(session)
        segments = session.execute(select(func.count()).select_from(Segment)).scalar_one()
        commands = session.execute(select(func.count()).select_from(AuditCommand)).scalar_one()
    tell.step(4, 4, _("Done"))
    return Findings(segments, commands, rows, tuple(faults))


def _wrong_quotes(project: Project, session: Session) -> Iterator[str]:
    query = (
        select(Segment.id, Segment.start, Segment.end, Segment.quote, TextVersion.text_sha, Source.name)
        .join(TextVersion, TextVersion.id == Segment.version_id)
        .join(Source, Source.id == Segment.source_id)
        .order_by(Segment.version_id)
    )
    for number, start, end, quote, sha, name in session.execute(query):
        if project.texts.text(session, sha)[start:end] != quote:
            yield _("Segment {number} of “{name}” does not hold the words at its place.").format(
                number=number, name=name
            )


def _compare_replay(session: Session) -> tuple[int, list[str]]:
    connection = session.connection()
    told = journal.replay(connection)
    rows, faults = 0, list[str]()
    for table in journalled_tables():
        held = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        rows += len(held)
        should = told.get(table.name, {})
        told_otherwise = _("Row {number} of {table} is not what the history says.")
        faults += [
            told_otherwise.format(number=row_id, table=table.name)
            for row_id in sorted(held.keys() | should.keys())
            if held.get(row_id) != should.get(row_id)
        ]
    return rows, faults


def _loose_ends(session: Session) -> Iterator[str]:
    connection = session.connection()
    for child_name, kind, column in LOOSE_REFERENCES:
        child = Base.metadata.tables[child_name]
        for (target_name,) in connection.execute(select(child.c[kind]).distinct()).all():
            target = Base.metadata.tables.get(target_name)
            if target is None:
                continue  # a note on a map refers to nothing
            query = select(child.c.id).where(child.c[kind] == target_name, child.c[column].not_in(select(target.c.id)))
            for (number,) in connection.execute(query):
                yield _("{table} {number} refers to a missing {target}.").format(
                    table=child_name, number=number, target=target_name
                )
    current = select(TextVersion.id)
    for (name,) in session.execute(select(Source.name).where(Source.version_id.not_in(current))):
        yield _("“{name}” has no text.").format(name=name)
    unindexed = select(Source.name).where(Source.id.not_in(select(Paragraph.source_id)))
    for (name,) in session.execute(unindexed):
        yield _("“{name}” is not in the search index.").format(name=name)


def snapshot(session: Session) -> dict[str, dict[int, Values]]:
    """All journalled tables as they are: what an undo must restore exactly."""
    connection = session.connection()
    return {
        table.name: {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        for table in journalled_tables()
    }
