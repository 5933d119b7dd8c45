"""Whose words leave in no report as they stand on a page: who withdrew, and who is left out for want of consent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from qda.analysis.study import quoting
from qda.flows.withholding import quoting_gate
from qda.project.project import Project
from qda.study import withdrawals


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Names of participants, in the order of the register."""

    withdrawn: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.withdrawn or self.left_out)


def kept_back(project: Project, shown: object, people: Collection[int] = ()) -> KeptBack:
    """Of whom a page holds words that an export would mask or leave out; `people` are named on it anyway.

    `shown` is any value made of texts; it is looked through as exports are (`qda.analysis.study.quoting`).
    """
    gone = {row.participant_id: row.name for row in withdrawals.rows(project)}
    out = {person: name for person, name in quoting_gate.left_out(project).items() if person not in gone}
    if not gone and not out:
        return KeptBack()
    heard = set(people) | quoting.quoted(quoting.voices(project, [*gone, *out]), shown)
    return KeptBack(
        tuple(name for person, name in gone.items() if person in heard),
        tuple(name for person, name in out.items() if person in heard),
    )
