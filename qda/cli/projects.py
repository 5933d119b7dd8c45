"""Projects as commands need them: read, written with a backup before, or made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from qda.cli import password
from qda.cli.output import complain
from qda.i18n import _

if TYPE_CHECKING:
    from qda import settings
    from qda.project.project import Project


def user_settings() -> settings.Settings:
    """The user's settings; the usual ones, and a word about it, when the file can't be read."""
    from qda import settings

    try:
        return settings.load(settings.default_path())
    except settings.SettingsUnreadable as error:
        complain(error)
        return settings.Settings()


@contextmanager
def reading(path: Path, *, exact: bool = False, judged: bool = False, whole: bool = False) -> Iterator[Project]:
    """A project for reading, in which nothing is that may not leave; `exact`, `judged` as for `clearing.cleared`.

    `whole` is for deciding what may leave: then nothing is masked.
    """
    from qda.export.leaving import gate
    from qda.flows.withholding import clearing
    from qda.project.project import Project

    with (
        Project.open(path, writable=False, password=password.of(path)) as project,
        nullcontext(project) if whole else clearing.cleared(project, exact=exact, judged=judged) as cleared,
    ):
        gate.write_from(cleared)
        yield cleared


@contextmanager
def gate(command: str, path: Path | None) -> Iterator[None]:
    """A command's files leave through the gate, and are entered in the register of what left, if there is a project."""
    from qda.export.leaving import gate
    from qda.project.project import Project

    with gate.collecting() as written:
        yield
    if written and path is not None:
        gate.tell_trouble(complain)
        with Project.open(path, writable=False, password=password.of(path)) as project:
            gate.register(project, written, command)


@contextmanager
def writing(path: Path) -> Iterator[Project]:
    """A project for writing, with a backup made when it changed since the last."""
    from qda.project import backup
    from qda.project.problems import BackupFailed
    from qda.project.project import Project

    chosen = user_settings()
    given, purpose = password.of(path), _("the command line")
    with Project.open(path, coder=chosen.coder, purpose=purpose, password=given) as project:
        try:
            backup.make_if_changed(project, newest=chosen.backups, days=chosen.backup_days)
        except BackupFailed as error:
            complain(error)
        yield project


def is_there(path: Path) -> bool:
    """True if the path leads to anything."""
    try:
        return path.exists()
    except OSError:  # a name too long, a folder that is closed to us: making it will say so
        return False


@contextmanager
def making(path: Path) -> Iterator[Project]:
    """A new project, which is taken away again when nothing came into it."""
    from qda.project import history
    from qda.project.project import Project

    purpose, given = _("the command line"), password.for_new()
    with Project.create(path, coder=user_settings().coder, purpose=purpose, password=given) as project:
        try:
            yield project
        finally:
            empty = history.next_undo(project) is None
    if empty:
        path.unlink()
