"""Rolling backups: made on opening when something changed since the last, the newest and one a day kept.

Each is read through after it was written. A backup is a whole project; restoring makes a new file of it and leaves
the backup and the project as they are.

The backups of a project with a password have its password, and restoring one needs none: what is made has it too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from qda.i18n import _
from qda.project import files
from qda.project.problems import BackupFailed, CantRead, CantWrite, NeedsPassword, ProjectDamaged
from qda.project.project import Project
from qda.store import engine as engines
from qda.store.keys import Key
from qda.store.models import AuditCommand

_NAME = re.compile(r"(\d{4}-\d\d-\d\d) (\d{6}) \(step (\d+)\)\.gerund")


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """One backup file; `step` is the number of the last act it holds."""

    at: datetime
    step: int
    path: Path


def folder(project: Path) -> Path:
    """Where the backups of a project lie: beside it."""
    return project.with_name(f"{project.stem} backups")


def existing(project: Path) -> list[Backup]:
    """The backups of a project, oldest first."""
    place = folder(project)
    found = []
    for path in place.iterdir() if place.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match:
            at = datetime.strptime(f"{match[1]} {match[2]}", "%Y-%m-%d %H%M%S").replace(tzinfo=UTC)
            found.append(Backup(at, int(match[3]), path))
    return sorted(found)


def make_if_changed(project: Project, *, newest: int = 10, days: int = 30) -> Path | None:
    """Copy the project when it has changed since its last backup; then drop what need not be kept.

    Gives the new backup, or None when nothing changed or none are wanted. Raises as `make`.
    """
    if newest <= 0 and days <= 0:
        return None
    with project.read() as session:
        step = int(session.execute(select(func.coalesce(func.max(AuditCommand.id), 0))).scalar_one())
    known = existing(project.path)
    if known and known[-1].step == step:
        return None
    made = make(project.path, step, project.key)
    for path in superfluous([*known, made], newest=newest, days=days):
        path.unlink(missing_ok=True)
    return made.path


def make(project: Path, step: int, key: Key | None = None) -> Backup:
    """Copy the project now, whole and consistent; the name appears only when the copy is complete.

    That of a project with a password has the same. Raises BackupFailed; ProjectDamaged where the project is why.
    """
    place = folder(project)
    at = datetime.now(UTC).replace(microsecond=0)
    target = place / f"{at:%Y-%m-%d %H%M%S} (step {step}).gerund"
    unfinished = target.with_suffix(".part")
    try:
        place.mkdir(exist_ok=True)
        engines.copy(project, unfinished, key)
        if not engines.is_whole(unfinished, key):
            unfinished.unlink(missing_ok=True)
            raise OSError(_("what was written can't be read again"))
        unfinished.replace(target)
    except OSError as error:
        # A copy of what is damaged is damaged, and nobody may be told then that the study is well.
        if error.strerror is None and not engines.is_whole(project, key, in_use=True):
            raise ProjectDamaged(project) from error
        raise BackupFailed(project, error.strerror or str(error)) from error
    return Backup(at, step, target)


def superfluous(backups: list[Backup], *, newest: int, days: int) -> list[Path]:
    """Backups that are neither among the newest nor the last of one of the last days."""
    ordered = sorted(backups)
    keep = {backup.path for backup in ordered[-newest:]} if newest else set()
    since = (ordered[-1].at - timedelta(days=days)).date() if ordered else None
    last_of_day = {backup.at.date(): backup for backup in ordered}
    keep |= {backup.path for day, backup in last_of_day.items() if since is not None and day > since}
    return [backup.path for backup in ordered if backup.path not in keep]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: its size in bytes, and how many of each thing."""

    size: int
    sources: int
    codes: int
    codings: int
    memos: int


def contents(path: Path, key: Key | None = None) -> Contents:
    """Look into a backup of any format; retired codes and the root are not told apart.

    One with a password is read by the key of its open project, if that has not been changed since. Raises CantRead,
    NeedsPassword.
    """
    try:
        key = _fitting(path, key)
        held = engines.tally(path, ("source", "code", "coding", "memo"), key)
        size = path.stat().st_size
    except OSError as error:
        raise CantRead(path, error.strerror or str(error)) from error
    return Contents(
        size, held.get("source", 0), max(held.get("code", 0) - 1, 0), held.get("coding", 0), held.get("memo", 0)
    )


class Look:
    """Looks into one backup after the other, and asks for a password once for all that have the same."""

    def __init__(self, ask: Callable[[Path], str | None], key: Key | None = None) -> None:
        self._ask = ask
        self._key = key

    def into(self, path: Path) -> Contents:
        """As `contents`; raises WrongPassword, too."""
        try:
            return contents(path, self._key)
        except NeedsPassword:
            self._key = files.key_of(path, self._ask(path))
            return contents(path, self._key)


def _fitting(path: Path, key: Key | None) -> Key | None:
    if not files.is_protected(path):
        return None
    if key is None or not key.fits(path):
        raise NeedsPassword(path)
    return key


def proposed(kept: Path, project: Path) -> Path:
    """A free name beside the project for what is restored from a backup."""
    named = _NAME.fullmatch(kept.name)
    day = f"{named[1]} {named[2][:4]}" if named else kept.stem
    names = (f"{project.stem} ({day}{number})" for number in ("", *(f", {count}" for count in range(2, 1000))))
    return next(path for path in (project.with_name(f"{name}.gerund") for name in names) if not path.exists())


def restore(kept: Path, target: Path, key: Key | None = None) -> Path:
    """Make a new project of a backup; gives its path. The backup stays, and no file is ever written over.

    One with a password is examined first where its key is at hand; without, only opening what was made will tell.

    Raises ProjectMissing, NotAProject, ProjectTooNew, ProjectDamaged, ProjectExists, CantMake, CantWrite.
    """
    protected = files.is_protected(kept)
    key = key if protected and key is not None and key.fits(kept) else None
    if key is not None or not protected:
        files.version_of(kept, key)
        if not engines.is_whole(kept, key):
            raise ProjectDamaged(kept)
    target = files.real(target)
    lock = files.claim(target, "Gerund")
    unfinished = target.with_name(f"{target.name}.part")
    try:
        if protected:
            shutil.copyfile(kept, unfinished)  # a backup is closed, no log belongs to it
        else:
            engines.copy(kept, unfinished)
        unfinished.replace(target)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise CantWrite(target, error.strerror or str(error)) from error
    finally:
        lock.release()
    return target
