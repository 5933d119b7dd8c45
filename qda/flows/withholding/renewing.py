"""A whole new file in the place of a project, for what nothing takes back: erasing words, dropping names.

Whatever stops it before the new file takes its place leaves the project as it was; after that, doing it again finishes
the rest: a new backup is made and examined, and the copies go that hold what was taken out.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from qda.flows.withholding.blanking import Blanked
from qda.i18n import _
from qda.progress import Progress
from qda.project import audit, backup, erased, files, protection
from qda.project.lock import WriterLock
from qda.project.problems import CantWrite, ProjectDamaged, ProjectOpenElsewhere, ProjectOutdated
from qda.project.project import Project, now
from qda.store import engine as engines
from qda.store import journal, rewriting
from qda.store.keys import Key
from qda.store.models import AuditChange, AuditCommand
from qda.store.version import SCHEMA_VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Renewed:
    """What was done: earlier texts blanked, originals dropped, acts that can't be undone any more, and the backups.

    `deleted` copies held what was taken out and are gone, `left` could not be deleted. `overwritten` is false where a
    file system could only delete what was there. `texts` is 0 where nothing was left to take out.
    """

    texts: int = 0
    originals: int = 0
    steps: int = 0
    backup: Path | None = None
    deleted: int = 0
    left: tuple[Path, ...] = ()
    overwritten: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What is taken out: whose, how the history tells of it, and what does it in a transaction of the caller."""

    whose: str
    text: str
    make: Callable[[Connection], Blanked]


R = TypeVar("R", bound=Renewed)


@contextmanager
def alone(path: Path, password: str | None, purpose: str) -> Iterator[tuple[Path, Key | None]]:
    """A project that nobody else has open: its real path and its key, which is forgotten at the end.

    Raises ProjectOutdated, and what opening for writing raises.
    """
    real = files.real(path)
    key = files.key_of(real, password)
    lock = WriterLock(real, purpose)
    try:
        files.clear_away(real)
        if files.version_of(real, key) < SCHEMA_VERSION:
            raise ProjectOutdated(real)
        yield real, key
    finally:
        lock.release()
        if key is not None:
            key.forget()


def renew(path: Path, key: Key | None, change: Change, done: R, coder: str, progress: Progress) -> R:
    """Take something out of a project that is ours `alone`; gives `done` with what came of it.

    Progress may raise Cancelled until the new file takes the project's place. Raises CantWrite, BackupFailed,
    ProjectDamaged, ProjectOpenElsewhere.
    """
    written = path.with_name(f"{path.name}{files.UNFINISHED}")
    try:
        made, numbers = _write(path, written, key, change, coder, progress)
        overwritten = take_place(written, path) if made is not None else True
    except OSError as error:
        if "database is locked" in str(error):
            raise ProjectOpenElsewhere(path, "") from error
        raise CantWrite(path, error.strerror or str(error)) from error
    finally:
        drop(written)
    # From here on there is no way back: what is left is done whoever asks to stop.
    done = replace(done, overwritten=overwritten)
    if made is not None:
        done = replace(done, texts=len(made.texts), originals=len(made.originals), steps=len(numbers))
    if not numbers:
        return done
    kept, deleted, left = _renew_backups(path, key, numbers)
    return replace(done, backup=kept, deleted=deleted, left=left)


def _write(
    path: Path, written: Path, key: Key | None, change: Change, coder: str, progress: Progress
) -> tuple[Blanked | None, tuple[int, ...]]:
    """Write and examine the new file; gives what was changed, None where nothing was to, and the acts it touches.

    Raises OSError, ProjectDamaged.
    """
    progress.step(0, 0, _("Writing the study anew"))
    rewriting.settle(path, key)
    engines.copy(path, written, key)
    engine = engines.connect(written, writable=True, key=key)
    try:
        with engine.connect() as connection:
            rewriting.keep_no_trace(connection)
            with connection.begin():
                made = change.make(connection)
                numbers = _touched(connection, path, key)
                before = erased.steps_of(connection, change.whose)
                if not numbers and not made.originals:
                    return None, before
                _enter(connection, change, coder, numbers)
                rewriting.index_anew(connection)
            progress.step(0, 0, _("Writing the study anew"))
            rewriting.compact(connection)
    except DBAPIError as error:
        raise OSError(str(error.orig)) from error
    finally:
        engine.dispose()
    rewriting.finish(written, key)
    examine(path, written, key, progress)
    return made, tuple(sorted({*numbers, *before}))


def _touched(connection: Connection, path: Path, key: Key | None) -> tuple[int, ...]:
    """The numbers of acts of which the journal tells something else than in the file at `path`."""
    reader = engines.connect(path, writable=False, key=key)
    try:
        with reader.connect() as old:
            found = set(_differing(old, connection))
    finally:
        reader.dispose()
    return tuple(sorted(found))


def _differing(old: Connection, new: Connection) -> Iterator[int]:
    images = select(AuditChange.command_id, AuditChange.before, AuditChange.after).order_by(AuditChange.id)
    params = select(AuditCommand.id, AuditCommand.params).order_by(AuditCommand.id)
    for query in (images, params):
        streamed = query.execution_options(yield_per=2000)
        for was, now_is in zip(old.execute(streamed), new.execute(streamed), strict=True):
            if was != now_is:
                yield was[0]


def examine(path: Path, written: Path, key: Key | None, progress: Progress) -> None:
    """Raises ProjectDamaged where the new file has a fault that the old one has not."""
    if not engines.is_whole(written, key):
        raise ProjectDamaged(written)
    faults = _faults(written, key, progress)
    if faults and not faults <= _faults(path, key, progress):
        raise ProjectDamaged(written)


def _faults(path: Path, key: Key | None, progress: Progress) -> set[str]:
    reader = engines.connect(path, writable=False, key=key)
    project = Project(path, writer=None, reader=reader, lock=None)  # the key stays ours
    try:
        return set(audit.check(project, progress).faults)
    finally:
        project.close()


def take_place(written: Path, path: Path) -> bool:
    """Put the new file where the old one was, in one step, and overwrite that; false where it could only be deleted.

    Raises OSError.
    """
    _drop_log(written)
    held = path.with_name(f"{path.name}{files.PLAIN}")
    held.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # on FAT and some network drives a file has but one name
        held.hardlink_to(path)
    written.replace(path)
    files.flush_folder(path.parent)
    if not held.exists():
        return False
    files.overwrite(held)
    held.unlink()
    return True


def _drop_log(path: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def drop(written: Path) -> None:
    """Take away what was not finished, and overwrite it."""
    with contextlib.suppress(OSError):
        if written.exists():
            files.overwrite(written)
            written.unlink()
        _drop_log(written)


def _renew_backups(path: Path, key: Key | None, numbers: Sequence[int]) -> tuple[Path, int, tuple[Path, ...]]:
    """A new backup, examined; then those go that hold what was taken out: all since the first act that brought it.

    Gives the new one, how many are gone, and those that could not be deleted. Raises BackupFailed; then all are there.
    """
    held = [copy for copy in protection.copies_beside(path) if _holds(copy, path, min(numbers))]
    latest = erased.latest(path, key)
    kept = next((each.path for each in backup.existing(path) if each.step >= latest), None)
    made = kept or backup.make(path, latest, key).path
    rewriting.finish(path, key)  # the copy was made beside an empty log
    deleted, left = 0, []
    for copy in held:
        if copy == made or _is_clean(copy, path, latest):
            continue
        try:
            files.overwrite(copy)
            copy.unlink()
            deleted += 1
        except OSError:
            left.append(copy)
    return made, deleted, tuple(left)


def _holds(copy: Path, path: Path, first: int) -> bool:
    """True if a copy was made after the words came in; one whose name does not say when may hold them."""
    made = {each.path: each for each in backup.existing(path)}
    return copy not in made or made[copy].step >= first


def _is_clean(copy: Path, path: Path, latest: int) -> bool:
    """True for a backup that was made after the words were erased."""
    return any(each.path == copy and each.step >= latest for each in backup.existing(path))


def _enter(connection: Connection, change: Change, coder: str, numbers: Sequence[int]) -> None:
    """Tell the history what was erased, of whom, in which acts; it is nobody's act, so that nobody can undo it."""
    params = {"name": change.whose, "coder": coder, "steps": erased.runs(numbers)}
    entry = {
        "key": erased.KEY,
        "text": change.text,
        "params": json.dumps(params, ensure_ascii=False),
        "coder_id": None,
        "at": now(),
        "schema_version": SCHEMA_VERSION,
        "group_id": None,
        "reverts_id": None,
    }
    journal.record(connection, entry, {})
