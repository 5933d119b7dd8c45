"""Erasing for good the words of somebody who has withdrawn: the one act that nothing takes back.

A whole new file is written beside the project: what the withdrawal masks is blanked in it wherever it was kept, in
texts and originals, quotes, memos, drafts and the images of the journal; the search index is made anew, and no free
page holds what was there. It is examined, then takes the project's place in one step, and what was there is
overwritten. Whatever stops it before that step leaves the project as it was; after it, erasing again finishes the rest:
a new backup is made and examined, and those that hold the words go.

What a researcher decided to keep of a withdrawal is not erased. What left before can't be reached: it is listed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from qda.analysis.study import withdrawn_list
from qda.analysis.study.withdrawn import Masks, masks_of
from qda.flows.withholding import renewing
from qda.flows.withholding.blanking import Blanked, blank
from qda.i18n import N_, _
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project import erased, files
from qda.project.issued import IssuedRow
from qda.project.lock import WriterLock
from qda.project.problems import CantWrite, ProjectOpenElsewhere, ProjectOutdated
from qda.project.project import Project
from qda.store import engine as engines
from qda.store import rewriting
from qda.store.keys import Key
from qda.store.version import SCHEMA_VERSION
from qda.study import service as study
from qda.study import withdrawals
from qda.study.withdrawals import NotWithdrawn


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: texts blanked, originals dropped, acts that can't be undone any more, backups.

    `deleted` copies held the words and are gone, `left` could not be deleted; `earlier` are files that left before.
    `overwritten` is false where a file system could only delete. `texts` is 0 where nothing was left to erase.
    """

    name: str
    texts: int = 0
    originals: int = 0
    steps: int = 0
    backup: Path | None = None
    deleted: int = 0
    left: tuple[Path, ...] = ()
    earlier: tuple[IssuedRow, ...] = ()
    overwritten: bool = True


def erase(
    path: Path,
    participant: str,
    *,
    password: str | None = None,
    coder: str = "",
    purpose: str = "Gerund",
    progress: Progress | None = None,
) -> Erased:
    """Erase for good what the withdrawal of a participant masks, in a project that nobody has open.

    Progress may raise Cancelled until the new file takes the project's place. Raises NotWithdrawn, NotFound, CantWrite,
    BackupFailed, ProjectDamaged, and what opening for writing raises.
    """
    tell = progress or Silent()
    real = files.real(path)
    key = files.key_of(real, password)
    lock = WriterLock(real, purpose)
    try:
        files.clear_away(real)
        if files.version_of(real, key) < SCHEMA_VERSION:
            raise ProjectOutdated(real)
        name, earlier = _asked(real, participant, password)
        written = real.with_name(f"{real.name}{files.UNFINISHED}")
        try:
            made, numbers = _write(real, written, key, name, coder, tell)
            overwritten = renewing.take_place(written, real) if made is not None else True
        except OSError as error:
            if "database is locked" in str(error):
                raise ProjectOpenElsewhere(real, "") from error
            raise CantWrite(real, error.strerror or str(error)) from error
        finally:
            renewing.drop(written)
        tell = Silent()  # from here on there is no way back: what is left is done whoever asks to stop
        done = Erased(name, earlier=earlier, overwritten=overwritten)
        if made is not None:
            done = replace(done, texts=len(made.texts), originals=len(made.originals), steps=len(numbers))
        if not numbers:
            return done
        kept = renewing.renew_backups(real, key, numbers)
        return replace(done, backup=kept.backup, deleted=kept.deleted, left=kept.left)
    finally:
        lock.release()
        if key is not None:
            key.forget()


def _asked(path: Path, participant: str, password: str | None) -> tuple[str, tuple[IssuedRow, ...]]:
    """Whose words they are, and what left before. Raises NotFound, NotWithdrawn."""
    with Project.open(path, writable=False, password=password) as project:
        person = study.find_participant(project, participant)
        held = withdrawn_list.held(project, person)
        if held.withdrawal is None:
            raise NotWithdrawn(held.name)
        return held.name, held.earlier


# --- the new file -----------------------------------------------------------------------------------------------


def _write(
    path: Path, written: Path, key: Key | None, name: str, coder: str, progress: Progress
) -> tuple[Blanked | None, tuple[int, ...]]:
    """Write and examine the new file; gives what was blanked, None where nothing is left to, and the acts it touches.

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
                masks = _masks(connection, path, name)
                made = blank(connection, masks, progress)
                numbers = renewing.touched(connection, path, key)
                before = erased.steps_of(connection, name)
                if not numbers:
                    return None, before
                renewing.enter(connection, N_("Words of {name} erased"), name, coder, numbers)
                rewriting.index_anew(connection)
            progress.step(0, 0, _("Writing the study anew"))
            rewriting.compact(connection)
    except DBAPIError as error:
        raise OSError(str(error.orig)) from error
    finally:
        engine.dispose()
    rewriting.finish(written, key)
    renewing.examine(path, written, key, progress)
    return made, tuple(sorted({*numbers, *before}))


def _masks(connection: Connection, path: Path, name: str) -> Masks:
    """What this one withdrawal masks; others wait for their own day."""
    from sqlalchemy.orm import Session

    from qda.project.texts import Texts

    with Session(connection, join_transaction_mode="rollback_only") as session:
        row = next(each for each in withdrawals.read(session) if name_key(each.name) == name_key(name))
        return masks_of(session, Texts(), [row])
