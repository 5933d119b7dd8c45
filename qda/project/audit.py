"""Is the project sound? Quotes equal their offsets, the journal replays to the tables, nothing refers to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.progress import Progress, Silent
from qda.project.problems import ProjectDamaged
from qda.project.project import Project
from qda.project.texts import content_hash
from qda.store import engine as engines
from qda.store import fulltext, journal
from qda.store.models import (
    LOOSE_REFERENCES,
    AuditChange,
    AuditCommand,
    Base,
    Code,
    Coding,
    Content,
    Segment,
    Source,
    TextVersion,
)
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
    """Examine the whole project; reads only. What a damaged file no longer gives is a fault, not an error."""
    tell = progress or Silent()
    faults: list[str] = []
    counted: Counter[str] = Counter()
    parts: tuple[tuple[str, Callable[[Session], Iterable[str]]], ...] = (
        (_("Checking the file"), lambda session: engines.integrity(session.connection())),
        (_("Comparing texts with their hashes"), _wrong_contents),
        (_("Looking for texts"), _missing_contents),
        (_("Comparing quotes with their texts"), lambda session: _wrong_quotes(project, session)),
        (_("Replaying the history"), lambda session: _wrong_rows(session, counted)),
        (_("Following references"), _loose_ends),
        (_("Comparing the search index with the texts"), _wrong_index),
    )
    with project.read() as session:
        for done, (told, part) in enumerate(parts):
            tell.step(done, len(parts), told)
            try:
                faults += part(session)
            except (ProjectDamaged, DBAPIError, NoResultFound, ValueError):
                faults.append(_("{part}: the file is damaged here.").format(part=told))
                session.rollback()
        tell.step(len(parts), len(parts), _("Done"))
    return Findings(counted["segments"], counted["commands"], counted["rows"], tuple(faults))


def _wrong_contents(session: Session) -> Iterator[str]:
    for sha, kind, text, data in session.execute(select(Content.sha256, Content.kind, Content.text, Content.data)):
        kept = text.encode("utf-8") if text is not None else data or b""
        if content_hash(kind, kept) != sha:
            yield _("A stored {kind} is not what was stored ({sha}).").format(kind=kind, sha=sha[:12])


def _missing_contents(session: Session) -> Iterator[str]:
    version = TextVersion
    gone = [
        column.not_in(select(Content.sha256)) for column in (version.text_sha, version.marks_sha, version.units_sha)
    ]
    query = select(Source.name, version.number).join(version, version.source_id == Source.id).where(or_(*gone))
    for name, number in session.execute(query):
        yield _("Of version {number} of “{name}” something is missing.").format(name=name, number=number)


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


def _wrong_rows(session: Session, counted: Counter[str]) -> Iterator[str]:
    """Rows that the journal tells otherwise; counts segments, commands and rows on the way."""
    connection = session.connection()
    counted["segments"] = session.execute(select(func.count()).select_from(Segment)).scalar_one()
    counted["commands"] = session.execute(select(func.count()).select_from(AuditCommand)).scalar_one()
    told, contradictions = journal.replay(connection)
    for number in contradictions:
        yield _("Step {number} of the history contradicts the steps before it.").format(number=number)
    orphans = select(AuditChange.command_id).where(AuditChange.command_id.not_in(select(AuditCommand.id))).distinct()
    for number in session.execute(orphans).scalars():
        yield _("Step {number} is missing in the history.").format(number=number)
    for table in journalled_tables():
        held = {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        counted["rows"] += len(held)
        should = told.get(table.name, {})
        for row_id in sorted(held.keys() | should.keys()):
            if held.get(row_id) != should.get(row_id):
                yield _("Row {number} of {table} is not what the history says.").format(number=row_id, table=table.name)


def _wrong_index(session: Session) -> Iterator[str]:
    for name in fulltext.differences(session):
        yield _("The search index of “{name}” does not hold its words.").format(name=name)
    if fulltext.is_damaged(session):
        yield _("The search index is damaged.")


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
    unseen = select(Code.id).where(~Code.retired, Code.parent_id.in_(select(Code.id).where(Code.retired)))
    for (number,) in session.execute(unseen):
        yield _("Code {number} lives under a code that is retired.").format(number=number)
    unseen = select(Coding.id).where(Coding.code_id.in_(select(Code.id).where(Code.retired)))
    for (number,) in session.execute(unseen):
        yield _("Coding {number} is bound to a code that is retired.").format(number=number)


def snapshot(session: Session) -> dict[str, dict[int, Values]]:
    """All journalled tables as they are: what an undo must restore exactly."""
    connection = session.connection()
    return {
        table.name: {row["id"]: dict(row) for row in connection.execute(select(table)).mappings()}
        for table in journalled_tables()
    }
