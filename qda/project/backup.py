"""Rolling backups: made on opening when something changed since the last, the newest and one a day kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from qda.project.problems import BackupFailed
from qda.project.project import Project
from qda.store import engine as engines
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

    Gives the new backup, or None when nothing changed or none are wanted. Raises BackupFailed.
    """
    if newest <= 0 and days <= 0:
        return None
    with project.read() as session:
        step = int(session.execute(select(func.coalesce(func.max(AuditCommand.id), 0))).scalar_one())
    known = existing(project.path)
    if known and known[-1].step == step:
        return None
    made = make(project.path, step)
    for path in superfluous([*known, made], newest=newest, days=days):
        path.unlink(missing_ok=True)
    return made.path


def make(project: Path, step: int) -> Backup:
    """Copy the project now, whole and consistent; the name appears only when the copy is complete.

    Raises BackupFailed.
    """
    place = folder(project)
    at = datetime.now(UTC).replace(microsecond=0)
    target = place / f"{at:%Y-%m-%d %H%M%S} (step {step}).gerund"
    unfinished = target.with_suffix(".part")
    try:
        place.mkdir(exist_ok=True)
        engines.copy(project, unfinished)
        unfinished.replace(target)
    except OSError as error:
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
