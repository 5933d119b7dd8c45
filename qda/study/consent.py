"""The consent register: who was asked for which kind of data, when and how, what the answer was, who withdrew.

Asking somebody again is another row; the last asking is the one that holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _, ngettext
from qda.names import clean, name_key
from qda.project.project import Project
from qda.store import journal
from qda.store.models import Consent, Participant, Source, SourceParticipant, Speaker
from qda.study.days import recorded_day

YES, NO, UNANSWERED, AGAIN = OUTCOMES = ("yes", "no", "unanswered", "asked again")
KINDS = ("interview", "observation", "records", "quotation")
FORMS = ("oral", "written", "by proxy", "by telephone")
Answer = Literal["yes", "no", "unknown"]

_KIND_OF_SOURCE = {"interview": "interview", "field note": "observation", "case record": "records"}
_SPELT = {"not answered": UNANSWERED, **{outcome[0]: outcome for outcome in OUTCOMES}}


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One asking and what became of it; dates as 2012-05-18, 2012-05 or 2012."""

    id: int
    participant_id: int
    data_kind: str
    asked_on: str | None
    form: str
    outcome: str
    withdrawn_on: str | None

    @property
    def withdrawn(self) -> bool:
        """True if the consent was taken back."""
        return self.withdrawn_on is not None

    @property
    def open(self) -> bool:
        """True while somebody was asked and has not said yes or no."""
        return not self.withdrawn and self.outcome in ("", UNANSWERED, AGAIN)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One participant of the register; `consents` by kind of data, of each the askings in order, the last one holds."""

    id: int
    name: str
    role: str
    consents: dict[str, tuple[ConsentRow, ...]]

    def last(self, data_kind: str) -> ConsentRow | None:
        """The asking that holds for a kind of data; None where nothing was asked."""
        rows = self.consents.get(data_kind)
        return rows[-1] if rows else None

    @property
    def latest(self) -> tuple[ConsentRow, ...]:
        """The askings that hold, one for each kind that was asked for."""
        return tuple(rows[-1] for rows in self.consents.values())

    @property
    def open(self) -> bool:
        """True if some question waits for its answer."""
        return any(row.open for row in self.latest)

    @property
    def withdrawn(self) -> bool:
        """True if some consent was taken back, and not given again."""
        return any((row := self.refusal(kind)) is not None and row.withdrawn for kind in self.consents)

    def refusal(self, data_kind: str) -> ConsentRow | None:
        """The refusal or withdrawal that holds for a kind of data; None where there is none."""
        return refusal(self.consents.get(data_kind, ()))


@dataclass(frozen=True, slots=True)
class Register:
    """All participants in the order of the study, by all kinds of data: the usual ones, then the study's own."""

    kinds: tuple[str, ...]
    people: tuple[PersonRow, ...]

    @property
    def asked(self) -> tuple[PersonRow, ...]:
        """Those of whom anything is recorded."""
        return tuple(person for person in self.people if person.consents)


class WithdrawnBeforeAsked(QdaError):
    """Nobody takes back what they have not been asked for."""

    hint = N_("Correct one of the two dates.")

    def __init__(self, withdrawn: str, asked: str) -> None:
        told = _("A consent that was asked for on {asked} can't be withdrawn on {withdrawn}.")
        super().__init__(told.format(asked=asked, withdrawn=withdrawn))


class HasWithdrawn(QdaError):
    """An answer does not lift a withdrawal by mistake."""

    hint = N_("Record that you asked again first, or take the date of the withdrawal away.")

    def __init__(self, name: str, data_kind: str) -> None:
        super().__init__(_("{name} has withdrawn “{kind}”.").format(name=name, kind=data_kind))


class KindMissing(QdaError):
    """A consent is for some kind of data."""

    hint = N_("Say what was asked for: interview, observation, records, quotation.")

    def __init__(self) -> None:
        super().__init__(_("A kind of data is needed."))


# --- reading ------------------------------------------------------------------------------------------------------


def register(project: Project) -> Register:
    """Participants by kinds of data, with all askings."""
    with project.read() as session:
        rows = _rows(session)
        people = session.execute(select(Participant).order_by(Participant.position, Participant.id)).scalars()
        named = [(person.id, person.name, person.role) for person in people]
    kinds = _kinds(rows)
    held: dict[int, dict[str, list[ConsentRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        held[row.participant_id][row.data_kind].append(row)
    found = []
    for person_id, name, role in named:
        mine = held.get(person_id, {})
        consents = {kind: in_order(mine[kind]) for kind in kinds if kind in mine}
        found.append(PersonRow(person_id, name, role, consents))
    return Register(kinds, tuple(found))


def kinds(project: Project) -> tuple[str, ...]:
    """The kinds of data: the usual ones, and those that were recorded beside them."""
    with project.read() as session:
        return _kinds(_rows(session))


def allows(project: Project, participant_id: int, data_kind: str, on: str | None = None) -> Answer:
    """Whether a participant agrees to the use of a kind of data, now or as on the day `on` (2012-05-18).

    “unknown” where nobody asked, or no answer came. A month or a year counts from its first day: a withdrawal holds
    sooner rather than later. Consent to one kind says nothing of another, not even of quotation.
    """
    with project.read() as session:
        rows = [row for row in _rows(session, [participant_id]) if name_key(row.data_kind) == name_key(data_kind)]
    return answer_of(rows, recorded_day(on))


def kind_of_source(source_kind: str) -> str:
    """The kind of data that a kind of source is: a case record is records, a field note observation."""
    return _KIND_OF_SOURCE.get(source_kind, source_kind)


def answer_of(rows: Sequence[ConsentRow], on: str | None = None) -> Answer:
    """What the askings of one participant for one kind of data come to, as `allows` has it."""
    known = in_order(row for row in rows if on is None or row.asked_on is None or row.asked_on <= on)
    if refusal(known, on) is not None:
        return "no"
    return "yes" if known and known[-1].outcome == YES else "unknown"


def refusal(askings: Sequence[ConsentRow], on: str | None = None) -> ConsentRow | None:
    """Of askings in order, the refusal or withdrawal that still holds: it does until somebody says yes again."""
    for row in reversed(askings):
        if row.withdrawn_on is not None and (on is None or row.withdrawn_on <= on):
            return row
        if row.outcome in (YES, NO):
            return row if row.outcome == NO else None
    return None


def in_order(rows: Iterable[ConsentRow]) -> tuple[ConsentRow, ...]:
    """Askings with the one that holds at the end: the latest by date, or else the one recorded last."""
    known = sorted(rows, key=lambda row: row.id)
    if not known:
        return ()
    last = reduce(_later, known)
    return (*(row for row in sorted(known, key=lambda row: (row.asked_on or "", row.id)) if row is not last), last)


def _later(one: ConsentRow, other: ConsentRow) -> ConsentRow:
    """Which of two askings holds, `other` being recorded later: it does, unless its date says that it came before."""
    earlier = one.asked_on is not None and other.asked_on is not None and other.asked_on < one.asked_on
    return one if earlier else other


def against(project: Project, source_id: int) -> list[tuple[str, ConsentRow]]:
    """Who of a source has refused or withdrawn its kind of data, or quotation: names and what holds, in order."""
    with project.read() as session:
        kind = session.execute(select(Source.kind).where(Source.id == source_id)).scalar()
        if kind is None:
            return []
        in_it = select(SourceParticipant.participant_id).where(SourceParticipant.source_id == source_id)
        who = set(session.execute(in_it).scalars())
        speaking = select(Speaker.participant_id).where(Speaker.source_id == source_id)
        who |= {found for found in session.execute(speaking).scalars() if found is not None}
        rows = _rows(session, sorted(who))
        query = select(Participant.id, Participant.name).where(Participant.id.in_(who)).order_by(Participant.position)
        names = [(row[0], row[1]) for row in session.execute(query).all()]
    wanted = [each for each in (kind_of_source(kind), "quotation") if each]
    found = []
    for person_id, name in names:
        for each in wanted:
            mine = [row for row in rows if row.participant_id == person_id and name_key(row.data_kind) == each]
            if (holds := refusal(in_order(mine))) is not None:
                found.append((name, holds))
    return found


def _rows(session: Session, participant_ids: Sequence[int] | None = None) -> list[ConsentRow]:
    query = select(Consent).order_by(Consent.id)
    if participant_ids is not None:
        query = query.where(Consent.participant_id.in_(participant_ids))
    return [_row(row) for row in session.execute(query).scalars()]


def _row(row: Consent) -> ConsentRow:
    return ConsentRow(row.id, row.participant_id, row.data_kind, row.asked_on, row.form, row.outcome, row.withdrawn_on)


def _kinds(rows: Iterable[ConsentRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*KINDS, *(row.data_kind for row in rows))))


# --- writing ------------------------------------------------------------------------------------------------------


def record(
    project: Project,
    participant_id: int,
    data_kind: str,
    *,
    asked_on: str | None = None,
    form: str = "",
    outcome: str = "",
    withdrawn_on: str | None = None,
) -> int:
    """Record that somebody was asked; gives the id. Raises NotADay, WithdrawnBeforeAsked, KindMissing, NotFound."""
    with project.command("consent.record", N_("Record consent of {name}: {kind}")) as session:
        row = Consent(participant_id=participant_id, data_kind=_known_kind(session, data_kind))
        project.tell(name=_names(session, [participant_id])[participant_id], kind=row.data_kind)
        row.form, row.outcome = clean(form), outcome_of(outcome)
        _date(row, asked_on, withdrawn_on)
        session.add(row)
        session.flush()
        return row.id


def change(project: Project, consent_id: int, **what: str | None) -> None:
    """Change an asking: asked_on, form, outcome, withdrawn_on. Raises NotADay, WithdrawnBeforeAsked, HasWithdrawn."""
    unknown = what.keys() - {"asked_on", "form", "outcome", "withdrawn_on"}
    if unknown:
        raise TypeError(f"not in a consent: {sorted(unknown)}")
    with project.command("consent.change", N_("Change consent of {name}: {kind}")) as session:
        row = _one(session, consent_id)
        name = _names(session, [row.participant_id])[row.participant_id]
        project.tell(name=name, kind=row.data_kind)
        _date(row, what.get("asked_on", row.asked_on), what.get("withdrawn_on", row.withdrawn_on))
        row.form = clean(what.get("form", row.form) or "")
        outcome = outcome_of(what.get("outcome", row.outcome) or "")
        if row.withdrawn_on is not None and outcome != row.outcome:
            raise HasWithdrawn(name, row.data_kind)
        row.outcome = outcome


def withdraw(project: Project, consent_id: int, on: str) -> None:
    """Record the day on which a consent was taken back; no words take the withdrawal away.

    Raises NotADay, WithdrawnBeforeAsked.
    """
    text = N_("Withdraw consent of {name}: {kind}") if clean(on) else N_("Take back the withdrawal of {name}: {kind}")
    with project.command("consent.withdraw", text) as session:
        row = _one(session, consent_id)
        project.tell(name=_names(session, [row.participant_id])[row.participant_id], kind=row.data_kind)
        _date(row, row.asked_on, on)


def answer(project: Project, participant_ids: Sequence[int], data_kind: str, outcome: str) -> int:
    """Give what these were last asked the same outcome, in one act; gives how many changed.

    Who was not asked yet is taken to have been asked now; “asked again” after an answer is another asking.
    Raises HasWithdrawn for whom only “asked again” will do.
    """
    outcome = outcome_of(outcome)
    with project.command("consent.answer", N_("{what}: {outcome}"), outcome=outcome) as session:
        kind = _known_kind(session, data_kind)
        names = _names(session, participant_ids)
        count = ngettext("{count} participant", "{count} participants", len(names)).format(count=len(names))
        project.tell(
            what=_("{kind} of {who}").format(kind=kind, who=count if len(names) != 1 else next(iter(names.values())))
        )
        held: dict[int, list[ConsentRow]] = defaultdict(list)
        for row in _rows(session, participant_ids):
            if row.data_kind == kind:
                held[row.participant_id].append(row)
        changed = 0
        for person_id, name in names.items():
            last = in_order(held[person_id])[-1] if person_id in held else None
            if last is not None and last.withdrawn and outcome != AGAIN:
                raise HasWithdrawn(name, kind)
            if last is None or (outcome == AGAIN and not last.open):
                session.add(Consent(participant_id=person_id, data_kind=kind, outcome=outcome))
            elif last.outcome != outcome:
                session.get_one(Consent, last.id).outcome = outcome
            else:
                continue
            changed += 1
        return changed


def delete(project: Project, consent_ids: Sequence[int]) -> None:
    """Take askings off the register."""
    with project.command("consent.delete", N_("Delete {what}")) as session:
        rows = [session.get(Consent, consent_id) for consent_id in consent_ids]
        known = [row for row in rows if row is not None]
        names = _names(session, [row.participant_id for row in known])
        one = _("consent of {name}: {kind}")
        told = [one.format(name=names[row.participant_id], kind=row.data_kind) for row in known]
        count = ngettext("{count} consent", "{count} consents", len(told)).format(count=len(told))
        project.tell(what=told[0] if len(told) == 1 else count)
        journal.of(session).delete_with_dependents(Consent, [row.id for row in known])


def outcome_of(words: str) -> str:
    """An outcome as it is kept: the usual ones also by their first letter, own words as they are."""
    found = clean(words)
    key = name_key(found)
    return key if key in OUTCOMES else _SPELT.get(key, found)


def _one(session: Session, consent_id: int) -> Consent:
    row = session.get(Consent, consent_id)
    if row is None:
        raise NotFound(_("This consent is no longer there."))
    return row


def _date(row: Consent, asked: str | None, withdrawn: str | None) -> None:
    row.asked_on, row.withdrawn_on = recorded_day(asked), recorded_day(withdrawn)
    if row.asked_on and row.withdrawn_on:
        sure = min(len(row.asked_on), len(row.withdrawn_on))  # a month is not before a day in it
        if row.withdrawn_on[:sure] < row.asked_on[:sure]:
            raise WithdrawnBeforeAsked(row.withdrawn_on, row.asked_on)


def _known_kind(session: Session, words: str) -> str:
    """A kind of data as it was spelt first. Raises KindMissing."""
    if not clean(words):
        raise KindMissing
    spelt = {name_key(kind): kind for kind in reversed(_kinds(_rows(session)))}
    return spelt.get(name_key(words), clean(words))


def _names(session: Session, participant_ids: Sequence[int]) -> dict[int, str]:
    """Names by id, in the order of the ids. Raises NotFound if somebody is gone."""
    query = select(Participant.id, Participant.name).where(Participant.id.in_(participant_ids))
    found: dict[int, str] = {row[0]: row[1] for row in session.execute(query).all()}
    if len(found) < len(set(participant_ids)):
        raise NotFound(_("This participant is no longer there."))
    return {person_id: found[person_id] for person_id in participant_ids}
