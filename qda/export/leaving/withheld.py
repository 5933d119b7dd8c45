"""Whose words a report withholds, said where their material is counted or told although nothing of theirs is quoted."""

from __future__ import annotations

from collections.abc import Iterable

from qda.export.profiles import Profile
from qda.flows.withholding import quoting_gate
from qda.i18n import N_
from qda.project.project import Project
from qda.study import withdrawals

_ONE = N_(
    "The words of {n} participant are withheld, who has withdrawn or is not to be quoted; what is coded in them counts."
)
_MANY = N_(
    "The words of {n} participants are withheld, who have withdrawn or are not to be quoted; what is coded in them "
    "counts."
)


def people(project: Project) -> frozenset[int]:
    """Those who have withdrawn, and those of whom it is decided that they are not quoted."""
    return frozenset(row.participant_id for row in withdrawals.rows(project)) | quoting_gate.left_out(project).keys()


def note(left_out: frozenset[int], among: Iterable[int], profile: Profile) -> str:
    """How many of these participants are withheld; empty where none is."""
    count = len(left_out & set(among))
    return profile.number_of(count, _ONE, _MANY) if count else ""
