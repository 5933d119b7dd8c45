"""Withdrawals: a participant takes part no longer, and their words leave the project masked, but for what is kept.

What holds their words is found by `qda.analysis.study.withdrawn`; here is only what was decided, each a reversible act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.names import clean
from qda.project.project import Project, now
from qda.store import journal
from qda.store.models import LOOSE_TARGETS, Base, Participant, SourceParticipant, Speaker, Withdrawal, WithdrawalItem
from qda.study.days import recorded_day

MASK, KEEP = DECISIONS = ("mask", "keep")
Decision = Literal["mask", "keep"]
Item = tuple[str, int]
"""The name of a table, and the id of a row in it."""


@dataclass(frozen=True, slots=True)
class WithdrawalRow:
    """One participant who has withdrawn; `decided` holds what was said of single things, with the note on each."""

    id: int
    participant_id: int
    name: str
    withdrawn_on: str | None
    reason: str
    created_at: int
    decided: Mapping[Item, tuple[str, str]] = field(default_factory=dict)

    def decision(self, target: str, target_id: int) -> str:
        """“mask”, “keep”, or nothing where the usual holds."""
        return self.decided.get((target, target_id), ("", ""))[0]


class AlreadyWithdrawn(QdaError):
    """Nobody withdraws twice."""

    hint = N_("Change the date or the reason of the withdrawal, or take it back first.")

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} has withdrawn already.").format(name=name))


class NotWithdrawn(QdaError):
    """There is nothing to mask or to keep of somebody who takes part."""

    hint = N_("Record the withdrawal first.")

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} has not withdrawn.").format(name=name))


class CantDecide(QdaError):
    """Something that can't be masked or kept by itself."""

    hint = N_("Decide on a source, a segment, a memo or another thing of the list.")

    def __init__(self, what: str) -> None:
        super().__init__(_("A withdrawal decides nothing on “{what}”.").format(what=what))


# --- reading ------------------------------------------------------------------------------------------------------


def rows(project: Project) -> list[WithdrawalRow]:
    """All withdrawals, the oldest first."""
    with project.read() as session:
        return read(session)


def of(project: Project, participant_id: int) -> WithdrawalRow | None:
    """The withdrawal of a participant; None while they take part."""
    return next((row for row in rows(project) if row.participant_id == participant_id), None)


def in_source(project: Project, source_id: int) -> list[str]:
    """Names of those who take part in a source, or speak in it, and have withdrawn."""
    with project.read() as session:
        there = select(SourceParticipant.participant_id).where(SourceParticipant.source_id == source_id)
        speaking = select(Speaker.participant_id).where(Speaker.source_id == source_id)
        query = select(Participant.name).join(Withdrawal, Withdrawal.participant_id == Participant.id)
        query = query.where(or_(Participant.id.in_(there), Participant.id.in_(speaking)))
        return list(session.execute(query.order_by(Participant.position)).scalars())


def read(session: Session) -> list[WithdrawalRow]:
    """All withdrawals within a session, the oldest first."""
    query = select(Withdrawal, Participant.name).join(Participant, Participant.id == Withdrawal.participant_id)
    found = session.execute(query.order_by(Withdrawal.id)).all()
    if not found:
        return []
    items: dict[int, dict[Item, tuple[str, str]]] = {}
    for item in session.execute(select(WithdrawalItem).order_by(WithdrawalItem.id)).scalars():
        items.setdefault(item.withdrawal_id, {})[item.target, item.target_id] = (item.decision, item.note)
    return [
        WithdrawalRow(
            row.id, row.participant_id, name, row.withdrawn_on, row.reason, row.created_at, items.get(row.id, {})
        )
        for row, name in found
    ]


# --- writing ------------------------------------------------------------------------------------------------------


def withdraw(project: Project, participant_id: int, *, on: str | None = None, reason: str = "") -> int:
    """Record that a participant has withdrawn; gives the id. Raises AlreadyWithdrawn, NotADay, NotFound."""
    with project.command("withdrawals.withdraw", N_("Withdrawal of {name}")) as session:
        name = _name(session, participant_id)
        project.tell(name=name)
        if _held(session, participant_id) is not None:
            raise AlreadyWithdrawn(name)
        row = Withdrawal(
            participant_id=participant_id,
            withdrawn_on=recorded_day(on),
            reason=clean(reason),
            coder_id=project.coder_id,
            created_at=now(),
        )
        session.add(row)
        session.flush()
        return row.id


def change(project: Project, participant_id: int, *, on: str | None = None, reason: str | None = None) -> None:
    """Correct the date (“” takes it away) or the reason of a withdrawal. Raises NotWithdrawn, NotADay."""
    with project.command("withdrawals.change", N_("Change the withdrawal of {name}")) as session:
        row = _one(session, participant_id)
        project.tell(name=_name(session, participant_id))
        row.withdrawn_on = row.withdrawn_on if on is None else recorded_day(on)
        row.reason = row.reason if reason is None else clean(reason)


def decide(
    project: Project, participant_id: int, items: Sequence[Item], decision: Decision, *, note: str | None = None
) -> int:
    """Mask or keep these things, in one act; gives how many were decided anew. Raises NotWithdrawn, CantDecide."""
    text = N_("Keep {what} of {name}") if decision == KEEP else N_("Mask {what} of {name}")
    with project.command("withdrawals.decide", text, decision=decision) as session:
        withdrawal = _one(session, participant_id)
        count = ngettext("{count} thing", "{count} things", len(items)).format(count=len(items))
        project.tell(what=count, name=_name(session, participant_id))
        held = {
            (item.target, item.target_id): item
            for item in session.execute(
                select(WithdrawalItem).where(WithdrawalItem.withdrawal_id == withdrawal.id)
            ).scalars()
        }
        changed = 0
        for target, target_id in dict.fromkeys(items):
            item = held.get((target, target_id))
            if item is None:
                _refuse_what_is_not_there(session, target, target_id)
                item = WithdrawalItem(
                    withdrawal_id=withdrawal.id, target=target, target_id=target_id, decision=decision
                )
                session.add(item)
            elif item.decision == decision and note in (None, item.note):
                continue
            item.decision = decision
            item.note = clean(note) if note is not None else item.note or ""
            changed += 1
        return changed


def take_back(project: Project, participant_id: int) -> None:
    """The participant takes part again: nothing of theirs is masked any more. Raises NotWithdrawn."""
    with project.command("withdrawals.take_back", N_("Take back the withdrawal of {name}")) as session:
        row = _one(session, participant_id)
        project.tell(name=_name(session, participant_id))
        journal.of(session).delete_with_dependents(Withdrawal, [row.id])


def _held(session: Session, participant_id: int) -> Withdrawal | None:
    return session.execute(select(Withdrawal).where(Withdrawal.participant_id == participant_id)).scalar_one_or_none()


def _one(session: Session, participant_id: int) -> Withdrawal:
    row = _held(session, participant_id)
    if row is None:
        raise NotWithdrawn(_name(session, participant_id))
    return row


def _name(session: Session, participant_id: int) -> str:
    return session.get_one(Participant, participant_id).name


def _refuse_what_is_not_there(session: Session, target: str, target_id: int) -> None:
    if target not in LOOSE_TARGETS:
        raise CantDecide(target)
    table = Base.metadata.tables[target]
    session.execute(select(table.c.id).where(table.c.id == target_id)).scalar_one()
