"""The gate before files come in: who of their participants has not consented to such data, and what is done then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from qda.errors import QdaError
from qda.flows.importing.files import Plan
from qda.i18n import N_, ngettext
from qda.names import name_key
from qda.project.project import Project
from qda.study import consent, consent_gate
from qda.study.consent_gate import LEAVE_OUT, Objection, ReasonMissing


class ImportedWithoutConsent(QdaError):
    """A file holds data that somebody has not consented to, and nothing was said on it."""

    hint = N_(
        "Say what is done: --consent leave-out imports the other files, --consent go-on --because “why” imports all. "
        "Consents are on the Study page."
    )

    def __init__(self, asked: Sequence[Objection]) -> None:
        more = ngettext("{count} other has not consented either.", "{count} others have not consented either.",
                        len(asked) - 1).format(count=len(asked) - 1)  # fmt: skip
        super().__init__(asked[0].why if len(asked) == 1 else f"{asked[0].why} {more}")
        self.asked = tuple(asked)


def objections(project: Project, plans: Iterable[Plan]) -> list[tuple[Plan, list[Objection]]]:
    """Each plan with those of its participants who have not consented to its kind of data."""
    register = consent.register(project)
    known = {name_key(person.name): person.id for person in register.people}
    found = []
    for plan in plans:
        names = (*plan.participants, *(name for name in plan.speakers.values() if name))
        people = {known[name_key(name)] for name in names if name_key(name) in known}
        found.append((plan, consent_gate.to_import(register, plan.kind, people)))
    return found


def go_on(plan: Plan, asked: Sequence[Objection], because: str) -> Plan:
    """The plan that comes in all the same: the decision is recorded with its source. Raises ReasonMissing."""
    if not because.strip():
        raise ReasonMissing
    return replace(plan, decided=tuple(asked), because=because)


def leave_out(project: Project, asked: Sequence[Objection], because: str = "") -> None:
    """Record that data of these are left out; what is known so already is not recorded twice."""
    known = consent_gate.decisions(project)
    new = [each for each in asked if consent_gate.decided(each, known) != LEAVE_OUT]
    consent_gate.decide(project, new, LEAVE_OUT, because)
