"""The file of a project: making it, knowing it, reading it where it can't be written, and what a disk can do to it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qda.i18n import _
from qda.project.lock import WriterLock
from qda.project.problems import (
    CantMake,
    CantRead,
    CantWrite,
    NotAProject,
    ProjectDamaged,
    ProjectExists,
    ProjectIsFolder,
    ProjectMissing,
    ProjectOpenElsewhere,
    ProjectReadOnly,
    ProjectTooNew,
    ProjectUnfinished,
)
from qda.store import engine as engines
from qda.store import migrate
from qda.store.models import Study
from qda.store.version import SCHEMA_VERSION

# What SQLite says, which is the same in every language.
_DISK_REFUSES = ("disk is full", "disk I/O error", "unable to open database file")
_DAMAGE = ("malformed", "not a database", "corrupt")


def real(path: Path) -> Path:
    """The file itself, where the path is a link to it. Raises CantRead."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # links that lead in a circle
        raise CantRead(path, _("its links lead nowhere")) from error


def claim(path: Path, purpose: str) -> WriterLock:
    """The lock of a file that is to be made. Raises ProjectExists, CantMake, ProjectOpenElsewhere."""
    try:
        if path.exists():
            raise ProjectExists(path)
        if not path.parent.is_dir():
            raise CantMake(path, _("there is no folder “{folder}”").format(folder=path.parent))
        return WriterLock(path, purpose)
    except OSError as error:
        raise CantMake(path, error.strerror or str(error)) from error
    except ProjectReadOnly as error:
        cause = error.__cause__
        reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else _("nothing can be written there")
        raise CantMake(path, reason) from error


def make_file(path: Path) -> None:
    """A new file with all tables and nothing in them. Raises ProjectExists, CantMake, CantWrite."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError as error:
        raise ProjectExists(path) from error
    except OSError as error:
        raise CantMake(path, error.strerror or str(error)) from error
    writer = engines.connect(path, writable=True)
    raise_user_errors(writer, path, writable=True)
    try:
        with writer.connect() as connection:
            engines.initialise(connection)
            with connection.begin():
                migrate.create_all(connection)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise CantWrite(path, error.strerror or str(error)) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        writer.dispose()


def upgrade(path: Path) -> None:
    """Copy an older file beside itself and bring it up to date. Raises CantWrite, ProjectDamaged."""
    try:
        migrate.upgrade(path)
    except OSError as error:
        raise CantWrite(path, error.strerror or str(error)) from error
    except DBAPIError as error:
        raise ProjectDamaged(path) from error


def version_of(path: Path) -> int:
    """The schema version of a project file, from its header. Raises what is wrong with it."""
    try:
        if path.is_dir():
            raise ProjectIsFolder(path)
        if not path.is_file():
            raise ProjectMissing(path)
        application, version = engines.header(path)
    except OSError as error:
        raise CantRead(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise NotAProject(path) from error
    if application != engines.APPLICATION_ID:
        raise NotAProject(path)
    if version > SCHEMA_VERSION:
        raise ProjectTooNew(path, version, SCHEMA_VERSION)
    return version


def reader(path: Path, *, writable: bool) -> Engine:
    """An engine for reading, tried out.

    SQLite reads a WAL database only where it can place shared memory. Where it can't, and no log holds anything yet,
    nobody can be writing either, and the file is read as it lies; with a log that would leave out the last work.
    """
    closed = not engines.has_log(path)
    frozen = not writable and closed and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    reader = engines.connect(path, writable=False, immutable=frozen)
    raise_user_errors(reader, path, writable=False)
    try:
        _try_out(reader, path)
    except CantRead as error:
        reader.dispose()
        if writable or frozen:
            raise
        if not closed:
            raise ProjectUnfinished(path) from error
        return _reader_as_it_lies(path)
    return reader


def _reader_as_it_lies(path: Path) -> Engine:
    reader = engines.connect(path, writable=False, immutable=True)
    raise_user_errors(reader, path, writable=False)
    _try_out(reader, path)
    return reader


def _try_out(reader: Engine, path: Path) -> None:
    try:
        with Session(reader) as session:
            session.get(Study, 1)
    except DBAPIError as error:
        reader.dispose()
        raise ProjectDamaged(path) from error


def raise_user_errors(engine: Engine, path: Path, *, writable: bool) -> None:
    """Turn what a disk can do to us into a sentence: full, read-only, taken away, damaged."""

    @event.listens_for(engine, "handle_error")
    def _translate(context: Any) -> None:
        original = context.original_exception
        reason = str(original)
        if any(sign in reason for sign in _DISK_REFUSES):
            raise (CantWrite if writable else CantRead)(path, reason) from original
        if "readonly database" in reason and writable:
            raise ProjectReadOnly(path) from original
        if "database is locked" in reason:
            raise ProjectOpenElsewhere(path, "") from original
        if any(sign in reason for sign in _DAMAGE):
            raise ProjectDamaged(path) from original
