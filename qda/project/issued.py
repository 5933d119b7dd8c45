"""The register of files that left the project: what, when, by whom, and the sources whose words they hold.

It is no part of the history: what has left can't be undone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert, select

from qda.i18n import _
from qda.project import files
from qda.project.lock import WriterLock
from qda.project.project import Project, now
from qda.store import engine as engines
from qda.store.models import Issued, Source, new_guid


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """A file that left; `at` in milliseconds UTC, `sources` the ids of those whose words it may hold."""

    id: int
    at: int
    coder: str
    kind: str
    title: str
    file_name: str
    folder: str
    sha256: str
    sources: frozenset[int]


@dataclass(frozen=True, slots=True)
class Leaving:
    """A file that has just been written."""

    kind: str
    title: str
    path: Path
    sha256: str
    sources: tuple[int, ...]


def leaving(path: Path, kind: str, title: str, sources: Sequence[int]) -> Leaving:
    """What is to be entered of a file as it lies there. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return Leaving(kind, title, path, digest.hexdigest(), tuple(sorted(sources)))


def all_sources(project: Project) -> list[int]:
    """The ids of all sources: what a file may hold of which no more is known."""
    with project.read() as session:
        return list(session.execute(select(Source.id).order_by(Source.id)).scalars())


def rows(project: Project) -> list[IssuedRow]:
    """All files that left, the newest first."""
    with project.read() as session:
        return [
            IssuedRow(
                row.id,
                row.at,
                row.coder,
                row.kind,
                row.title,
                row.file_name,
                row.folder,
                row.sha256,
                frozenset(json.loads(row.sources)),
            )
            for row in session.execute(select(Issued).order_by(Issued.id.desc())).scalars()
        ]


def enter(project: Project, left: Sequence[Leaving]) -> None:
    """Enter files in the register; a project that is open for reading is opened for writing for that moment.

    Raises ProjectReadOnly, ProjectOpenElsewhere, and what a full disk brings.
    """
    values = [
        {
            "guid": new_guid(),
            "at": now(),
            "coder": project.coder_name,
            "kind": each.kind,
            "title": each.title,
            "file_name": each.path.name,
            "folder": str(each.path.parent.absolute()),
            "sha256": each.sha256,
            "sources": json.dumps(each.sources),
        }
        for each in left
    ]
    if project.writable:
        with project.unjournalled() as connection:
            _insert(connection, values)
        return
    lock = WriterLock(project.path, _("the register of files that left"))
    try:
        writer = engines.connect(project.path, writable=True, key=project.key)
        files.raise_user_errors(writer, project.path, writable=True)
        try:
            with writer.begin() as connection:
                _insert(connection, values)
        finally:
            writer.dispose()
    finally:
        lock.release()


def _insert(connection: Connection, values: list[dict[str, object]]) -> None:
    connection.execute(insert(Issued), values)
