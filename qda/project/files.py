"""The file of a project: making it, knowing it, reading it where it can't be written, and what a disk can do to it."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.i18n import _
from qda.project.lock import WriterLock
from qda.project.problems import (
    CantMake,
    CantRead,
    CantWrite,
    CipherMissing,
    EmptyPassword,
    ForeignParts,
    NeedsPassword,
    NotAProject,
    ProjectDamaged,
    ProjectExists,
    ProjectIsFolder,
    ProjectMissing,
    ProjectOpenElsewhere,
    ProjectReadOnly,
    ProjectTooNew,
    ProjectUnfinished,
    WrongPassword,
)
from qda.store import engine as engines
from qda.store import keys, migrate
from qda.store.keys import Key
from qda.store.models import Study
from qda.store.version import SCHEMA_VERSION

# What SQLite says, which is the same in every language.
_DISK_REFUSES = ("disk is full", "disk I/O error", "unable to open database file")
_CHUNK = 1 << 20
_DAMAGE = ("malformed", "not a database", "corrupt")

UNFINISHED = ".part"
PLAIN = ".plain"
"""Endings of what a change of the password, or a backup restored, may leave behind when it is killed."""

usual_password: str | None = None
"""What is taken where no password is given; None but in tests, which so run with the other driver as well."""


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


def new_key(password: str | None) -> Key | None:
    """The key of a file that is to be made; None without a password. Raises EmptyPassword, CipherMissing."""
    password = usual_password if password is None else password
    if password is None:
        return None
    if not password:
        raise EmptyPassword
    if not keys.can_encrypt():
        raise CipherMissing
    return Key.new(password)


def is_protected(path: Path) -> bool:
    """True if a file that is there is, by its looks, a project with a password; False if it can't be read.

    Not for one that is open here: closing a second handle would drop SQLite's locks on it.
    """
    try:
        return keys.seems_encrypted(path)
    except OSError:
        return False


def key_of(path: Path, password: str | None) -> Key | None:
    """The key that opens a file, None for a plain one, for which any password will do.

    Raises ProjectIsFolder, ProjectMissing, CantRead, NotAProject, NeedsPassword, WrongPassword, CipherMissing.
    """
    require_file(path)
    try:
        if not keys.seems_encrypted(path):
            return None
        password = usual_password if password is None else password
        if password is None:
            raise NeedsPassword(path)
        if not keys.can_encrypt():
            raise CipherMissing
        key = Key.of(path, password)
        engines.header(path, key)
    except OSError as error:
        raise CantRead(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise WrongPassword(path) from error
    return key


def require_file(path: Path) -> None:
    """Raises ProjectIsFolder, ProjectMissing, CantRead."""
    try:
        if path.is_dir():
            raise ProjectIsFolder(path)
        if not path.is_file():
            raise ProjectMissing(path)
    except OSError as error:
        raise CantRead(path, error.strerror or str(error)) from error


def make_file(path: Path, key: Key | None = None) -> None:
    """A new file with all tables and nothing in them. Raises ProjectExists, CantMake, CantWrite."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError as error:
        raise ProjectExists(path) from error
    except OSError as error:
        raise CantMake(path, error.strerror or str(error)) from error
    writer = engines.connect(path, writable=True, key=key)
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


def upgrade(path: Path, key: Key | None = None) -> None:
    """Copy an older file beside itself and bring it up to date. Raises CantWrite, ProjectDamaged, ForeignParts."""
    try:
        _require_own_file(path, key)
        migrate.upgrade(path, key)
    except OSError as error:
        raise CantWrite(path, error.strerror or str(error)) from error
    except DBAPIError as error:
        raise ProjectDamaged(path) from error


def clear_away(path: Path) -> None:
    """Take away what a killed change of the password left of a project or its copies; whoever calls holds its lock."""
    with contextlib.suppress(OSError):  # where nothing can be read or written, nothing was left by us
        kept = path.with_name(f"{path.stem} backups")
        copies = [each for each in path.parent.iterdir() if each.name.startswith(f"{path.stem} (format ")]
        for left in (*copies, *(kept.iterdir() if kept.is_dir() else ())):
            if left.name.endswith((f"{path.suffix}{UNFINISHED}", f"{path.suffix}{PLAIN}")):
                _clear(left, left.with_suffix(""))
    for ending in (UNFINISHED, PLAIN):
        _clear(path.with_name(path.name + ending), path)


def _clear(left: Path, project: Path) -> None:
    with contextlib.suppress(OSError):
        # A second name of the project itself must not be overwritten: its first is not taken yet.
        if not (project.exists() and left.samefile(project)):
            overwrite(left)
        left.unlink()


def overwrite(path: Path) -> None:
    """Write noughts over a file, through to the disk; whether a solid-state disk keeps a copy nobody can say."""
    with path.open("rb+") as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(bytes(min(left, _CHUNK)))
        file.flush()
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the disk know a new name, where the system lets a folder be flushed."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def version_of(path: Path, key: Key | None = None) -> int:
    """The schema version of a project file, from its header. Raises what is wrong with it."""
    require_file(path)
    try:
        application, version = engines.header(path, key)
    except OSError as error:
        raise CantRead(path, error.strerror or str(error)) from error
    except ValueError as error:
        raise NotAProject(path) from error
    if application != engines.APPLICATION_ID:
        raise NotAProject(path)
    if version > SCHEMA_VERSION:
        raise ProjectTooNew(path, version, SCHEMA_VERSION)
    return version


def reader(path: Path, *, writable: bool, key: Key | None = None) -> Engine:
    """An engine for reading, tried out.

    SQLite reads a WAL database only where it can place shared memory. Where it can't, and no log holds anything yet,
    nobody can be writing either, and the file is read as it lies; with a log that would leave out the last work.
    """
    beside = _beside(path)
    try:
        return _reader(path, writable=writable, key=key)
    except QdaError:
        _take_away(_beside(path) - beside)
        raise


def _beside(path: Path) -> set[Path]:
    return {each for each in (path.with_name(path.name + ending) for ending in ("-wal", "-shm")) if each.exists()}


def _take_away(made: set[Path]) -> None:
    """An empty log that SQLite has begun beside a file and does not tidy away, as the file is damaged."""
    if not any(each.name.endswith("-wal") and each.stat().st_size for each in made):
        for each in made:
            with contextlib.suppress(OSError):
                each.unlink()


def _reader(path: Path, *, writable: bool, key: Key | None) -> Engine:
    closed = not engines.has_log(path)
    frozen = not writable and closed and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    reader = engines.connect(path, writable=False, immutable=frozen, key=key)
    raise_user_errors(reader, path, writable=False)
    try:
        _try_out(reader, path)
    except CantRead as error:
        reader.dispose()
        if writable or frozen:
            raise
        if not closed:
            raise ProjectUnfinished(path) from error
        return _reader_as_it_lies(path, key)
    return reader


def _reader_as_it_lies(path: Path, key: Key | None) -> Engine:
    reader = engines.connect(path, writable=False, immutable=True, key=key)
    raise_user_errors(reader, path, writable=False)
    _try_out(reader, path)
    return reader


def _try_out(reader: Engine, path: Path) -> None:
    try:
        with Session(reader) as session:
            _require_own(session.connection(), path)
            session.get(Study, 1)
    except DBAPIError as error:
        reader.dispose()
        raise ProjectDamaged(path) from error
    except ForeignParts:
        reader.dispose()
        raise


def _require_own(connection: Connection, path: Path) -> None:
    """Raises ForeignParts."""
    foreign = engines.foreign_parts(connection)
    if foreign:
        raise ForeignParts(path, foreign[0])


def _require_own_file(path: Path, key: Key | None) -> None:
    """The same of a file that nobody has open. Raises ForeignParts."""
    reader = engines.connect(path, writable=False, key=key)
    try:
        with reader.connect() as connection:
            _require_own(connection, path)
    finally:
        reader.dispose()


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
