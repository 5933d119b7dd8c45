"""A copy of a study at any time and any place: one file, whole, or without the original files that came in.

It is a study of its own with the same password. Without the originals it is smaller and holds the texts alone: no
recording, no picture of a page, nothing that a file said of itself.
"""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.exc import DBAPIError

from qda.flows.withholding import renewing
from qda.i18n import _
from qda.progress import Progress, Silent
from qda.project import files
from qda.project.problems import CantWrite, ProjectDamaged
from qda.store import engine as engines
from qda.store import rewriting
from qda.store.keys import Key
from qda.store.models import AuditChange, Content, Source
from qda.store.rows import table_of


def save(
    path: Path, target: Path, key: Key | None = None, *, originals: bool = True, progress: Progress | None = None
) -> Path:
    """Copy a study, open or not, as it is now; `key` is its own where it has one. Gives the copy's path.

    Progress may raise Cancelled. Raises ProjectExists, CantMake, CantWrite, ProjectDamaged; then there is no copy.
    """
    tell = progress or Silent()
    target = files.real(target)
    lock = files.claim(target, "Gerund")
    written = target.with_name(f"{target.name}{files.UNFINISHED}")
    try:
        tell.step(0, 0, _("Making a copy"))
        engines.copy(path, written, key)
        if not originals:
            _drop_originals(written, key)
        rewriting.finish(written, key)
        if not engines.is_whole(written, key):
            raise ProjectDamaged(path)
        renewing.examine(path, written, key, tell)
        written.replace(target)
        files.flush_folder(target.parent)
    except OSError as error:
        raise CantWrite(target, error.strerror or str(error)) from error
    finally:
        renewing.drop(written)
        lock.release()
    return target


def save_of(project_path: Path, target: Path, password: str | None, *, originals: bool = True) -> Path:
    """The same of a study that is not open here. Raises what opening it raises, too."""
    path = files.real(project_path)
    key = files.key_of(path, password)
    try:
        files.version_of(path, key)
        return save(path, target, key, originals=originals)
    finally:
        if key is not None:
            key.forget()


def _drop_originals(written: Path, key: Key | None) -> None:
    engine = engines.connect(written, writable=True, key=key)
    try:
        with engine.connect() as connection:
            rewriting.keep_no_trace(connection)
            with connection.begin():
                connection.execute(update(table_of(Source)).values(original_kept=False))
                connection.execute(delete(table_of(Content)).where(Content.kind == "original"))
                _tell_history(connection)
            rewriting.compact(connection)
    except DBAPIError as error:
        raise OSError(str(error.orig)) from error
    finally:
        engine.dispose()


def _tell_history(connection: Connection) -> None:
    """In the history of the copy they were never kept: what is undone there must not look for them."""
    changes = table_of(AuditChange)
    query = select(changes.c.id, changes.c.before, changes.c.after).where(changes.c.table_name == "source")
    for row in connection.execute(query).all():
        told = {"before": _without(row.before), "after": _without(row.after)}
        if told != {"before": row.before, "after": row.after}:
            connection.execute(update(changes).where(changes.c.id == row.id).values(told))


def _without(image: str | None) -> str | None:
    held = None if image is None else json.loads(image)
    if not held or not held.get("original_kept"):
        return image
    return json.dumps({**held, "original_kept": False}, ensure_ascii=False, separators=(",", ":"))
