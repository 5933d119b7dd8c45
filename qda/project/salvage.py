"""Saving what a damaged project still gives into a new one, with a list of what it does not.

Tables are read around what can't be read. Texts are known by their hashes. The journal is kept up to its first gap, and
what it tells of rows that are lost is written again; what then differs is entered as one more act, so that the new
project is sound in itself. The damaged file is not touched.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.progress import Progress, Silent
from qda.project import audit, files
from qda.project.problems import CantRead, CantWrite, NeedsPassword, ProjectDamaged, WrongPassword
from qda.project.project import Project
from qda.project.salvage_rows import Lost, Work
from qda.store import engine as engines
from qda.store import recover, rewriting
from qda.store.keys import Key

__all__ = ["BeyondSalvage", "Lost", "Salvaged", "proposed", "salvage", "summary", "told"]


class BeyondSalvage(QdaError):
    """Not even the list of its tables is left, nor that of the study."""

    hint = N_("Open a backup: they lie beside the project, and on the start page.")

    def __init__(self, path: Path) -> None:
        super().__init__(_("Nothing of “{name}” can be read any more.").format(name=path.name))


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The new project: rows saved by table, acts of the history that were kept, and everything that is lost."""

    path: Path
    saved: dict[str, int]
    steps: int
    steps_lost: int
    lost: tuple[Lost, ...]


def proposed(path: Path) -> Path:
    """A free name beside a damaged project for what is saved of it."""
    names = (f"{path.stem} (salvaged{number})" for number in ("", *(f" {count}" for count in range(2, 1000))))
    return next(each for each in (path.with_name(f"{name}.gerund") for name in names) if not each.exists())


def salvage(path: Path, target: Path, *, password: str | None = None, progress: Progress | None = None) -> Salvaged:
    """Save what can be read of a damaged project into a new one. Progress may raise Cancelled.

    Raises BeyondSalvage, ProjectMissing, CantRead, NeedsPassword, WrongPassword, ProjectExists, CantMake, CantWrite.
    """
    tell = progress or Silent()
    path, target = files.real(path), files.real(target)
    key = _key(path, password)
    lock = files.claim(target, "Gerund")
    written = target.with_name(f"{target.name}{files.UNFINISHED}")
    new = files.new_key(password) if key is not None else None
    try:
        made = _salvaged(path, target, written, (key, new), tell)
        written.replace(target)
        files.flush_folder(target.parent)
    except OSError as error:
        raise CantWrite(target, error.strerror or str(error)) from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            written.with_name(written.name + ending).unlink(missing_ok=True)
        lock.release()
        for each in (key, new):
            if each is not None:
                each.forget()
    return made


def _key(path: Path, password: str | None) -> Key | None:
    files.require_file(path)
    try:
        return _key_that_fits(path, password)
    except OSError as error:
        raise CantRead(path, error.strerror or str(error)) from error


def _key_that_fits(path: Path, password: str | None) -> Key | None:
    # A plain file whose first page is lost looks like noise, and a password fits nothing in it.
    if password is None and files.usual_password is None and _has_plain_pages(path):
        return None
    password = files.usual_password if password is None else password
    if not files.is_protected(path):
        return None
    if password is None:
        raise NeedsPassword(path)
    return Key.of(path, password)


def _has_plain_pages(path: Path) -> bool:
    """True if any page looks like one of a database without a password: noise has no long rows of noughts."""
    with path.open("rb") as file:
        return any(bytes(64) in part for part in iter(lambda: file.read(1 << 20), b""))


def _salvaged(
    path: Path, target: Path, written: Path, key_pair: tuple[Key | None, Key | None], tell: Progress
) -> Salvaged:
    key, new = key_pair
    # What is copied lies beside the new file, on the disk that its owner chose for it.
    with tempfile.TemporaryDirectory(prefix=".gerund-", dir=target.parent) as made:
        folder = Path(made)
        tell.step(0, 0, _("Reading what is left"))
        reader = _reader(path, folder, key)
        try:
            work = Work(reader, path, tell)
            work.read()
            if work.is_empty():
                raise BeyondSalvage(path)
        finally:
            reader.close()
    work.mend()
    tell.step(0, 0, _("Writing the new study"))
    written.unlink(missing_ok=True)
    files.make_file(written, new)
    engine = engines.connect(written, writable=True, key=new)
    files.raise_user_errors(engine, target, writable=True)
    try:
        with engine.connect() as connection, connection.begin():
            work.write(connection)
    finally:
        engine.dispose()
    rewriting.finish(written, new)
    _require_sound(written, new, tell)
    return Salvaged(target, work.saved(), work.kept, work.cut, tuple(work.lost))


def _reader(path: Path, folder: Path, key: Key | None) -> recover.Reader:
    """The copy as it lies; else filled up; else with the head of a new file. Raises BeyondSalvage."""
    fresh = folder / "fresh.gerund"
    files.make_file(fresh, None if key is None else key)
    for attempt in (None, "fill", "graft"):
        copy = recover.copied(path, folder)
        if attempt is not None and key is None:
            recover.make_readable(copy, fresh if attempt == "graft" else None)
        try:
            return recover.Reader(copy, key)
        except (recover.Unreadable, OSError):
            for ending in ("-wal", "-shm"):
                copy.with_name(copy.name + ending).unlink(missing_ok=True)
    # Where the first page is damaged, no password fits any more, and nobody can tell that from a wrong one.
    raise BeyondSalvage(path) if key is None else WrongPassword(path)


def _require_sound(written: Path, key: Key | None, tell: Progress) -> None:
    reader = engines.connect(written, writable=False, key=key)
    project = Project(written, writer=None, reader=reader, lock=None)
    try:
        if not audit.check(project, tell).sound:
            raise ProjectDamaged(written)
    finally:
        project.close()


def told(lost: Lost) -> str:
    """“source “Interview 3”: its text is lost”"""
    return f"{lost.table} “{lost.name}”: {lost.reason}" if lost.name else f"{lost.table}: {lost.reason}"


def summary(made: Salvaged) -> str:
    """What was saved, in a sentence."""
    one, many = "{count} thing could not be saved.", "{count} things could not be saved."
    return ngettext(one, many, len(made.lost)).format(count=len(made.lost))
