"""Erasing for good the words of somebody who has withdrawn: the one act that nothing takes back.

A whole new file is written beside the project: what the withdrawal masks is blanked in it wherever it was kept, in
texts and originals, quotes, memos, drafts and the images of the journal; the search index is made anew, and no free
page holds what was there. It is examined, then takes the project's place in one step, and what was there is
overwritten. Whatever stops it before that step leaves the project as it was; after it, erasing again finishes the rest:
a new backup is made and examined, and those that hold the words go.

What a researcher decided to keep of a withdrawal is not erased. What left before can't be reached: it is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from qda.analysis.study import withdrawn_list
from qda.analysis.study.withdrawn import Masks, masks_of
from qda.flows.withholding import renewing
from qda.flows.withholding.blanking import blank
from qda.i18n import N_
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.issued import IssuedRow
from qda.project.project import Project
from qda.study import service as study
from qda.study import withdrawals
from qda.study.withdrawals import NotWithdrawn


@dataclass(frozen=True, slots=True)
class Erased(renewing.Renewed):
    """What was done, of whom; `earlier` are files that left before."""

    name: str
    earlier: tuple[IssuedRow, ...] = ()


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
    with renewing.alone(path, password, purpose) as (real, key):
        done = _asked(real, participant, password)
        text = N_("Words of {name} erased")
        change = renewing.Change(done.name, text, lambda new: blank(new, _masks(new, done.name), tell))
        return renewing.renew(real, key, change, done, coder, tell)


def _asked(path: Path, participant: str, password: str | None) -> Erased:
    """Whose words they are, and what left before. Raises NotFound, NotWithdrawn."""
    with Project.open(path, writable=False, password=password) as project:
        person = study.find_participant(project, participant)
        held = withdrawn_list.held(project, person)
        if held.withdrawal is None:
            raise NotWithdrawn(held.name)
        return Erased(held.name, held.earlier)


def _masks(connection: Connection, name: str) -> Masks:
    """What this one withdrawal masks; others wait for their own day."""
    from sqlalchemy.orm import Session

    from qda.project.texts import Texts

    with Session(connection, join_transaction_mode="rollback_only") as session:
        row = next(each for each in withdrawals.read(session) if name_key(each.name) == name_key(name))
        return masks_of(session, Texts(), [row])
