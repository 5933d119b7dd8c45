"""The gate: who has not consented to what is about to be imported or quoted, why it is asked, and what was decided.

In a study whose consent register is empty the gate is silent. A decision holds until the consents of its participant
change; then it is asked again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project, by_count, now
from qda.store import journal
from qda.store.models import AuditChange, AuditCommand, Coder, Consent, ConsentDecision, Participant, Source
from qda.store.rows import chunks
from qda.study import consent
from qda.study.consent import NO, YES, PersonRow, Register

IMPORT, QUOTE = ACTS = ("import", "quote")
QUOTATION = "quotation"
Act = Literal["import", "quote"]
Decision = Literal["go on", "leave out"]
GO_ON: Decision = "go on"
LEAVE_OUT: Decision = "leave out"

_MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
_AGREED = {"interview": N_("to the interview"), "observation": N_("to being observed"),
           "records": N_("to the use of records"), QUOTATION: N_("to being quoted")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Objection:
    """One participant who has not consented to what is about to be done, and why that is said."""

    participant_id: int
    name: str
    data_kind: str
    act: str
    why: str
    source_id: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What was decided of an objection; `stands` until the participant's consents change."""

    id: int
    participant_id: int
    name: str
    data_kind: str
    act: str
    source_id: int | None
    source: str
    decision: str
    reason: str
    coder: str
    at: int
    stands: bool


class ReasonMissing(QdaError):
    """Going on without consent wants a reason."""

    hint = N_("Say why, in a few words: it is kept in the journal.")

    def __init__(self) -> None:
        super().__init__(_("A reason is needed to go on without consent."))


# --- rules --------------------------------------------------------------------------------------------------------


def is_silent(register: Register) -> bool:
    """True where nothing is recorded of anybody: a study that keeps its consents elsewhere is not asked."""
    return not register.asked


def kind_needed(source_kind: str, register: Register) -> str | None:
    """The kind of data that a kind of source is; None where nobody is asked for such data."""
    wanted = name_key(consent.kind_of_source(source_kind))
    return next((kind for kind in register.kinds if kind != QUOTATION and name_key(kind) == wanted), None)


def why(person: PersonRow, data_kind: str) -> str | None:
    """Why the use of a kind of data is asked about, in one sentence; None where it was agreed to."""
    rows = person.consents.get(data_kind, ())
    if consent.answer_of(rows) == "yes":
        return None
    refusal, last = person.refusal(data_kind), person.last(data_kind)
    what = _what(data_kind)
    if refusal is not None and refusal.withdrawn:
        agreed = _("{name} agreed {what}").format(name=person.name, what=what)
        return _("{sentence}.").format(
            sentence=_dated(_("{agreed} and took it back").format(agreed=agreed), refusal.withdrawn_on)
        )
    agreed = _agreed(person, data_kind)
    if refusal is not None and refusal.outcome == NO:
        told = _("{name} agreed {agreed} but not {what}.") if agreed else _("{name} did not agree {what}.")
    elif last is not None:
        told = _("{name} agreed {agreed} but has not answered whether {what}.") if agreed else _(
            "{name} has not answered whether {what}."
        )  # fmt: skip
        what = _whether(data_kind)
    elif agreed:
        told = _("{name} agreed {agreed} but was not asked whether {what}.")
        what = _whether(data_kind)
    else:
        told = _("Nothing is recorded of {name} being asked whether {what}.")
        what = _whether(data_kind)
    return told.format(name=person.name, agreed=agreed, what=what)


def _what(data_kind: str) -> str:
    known = _AGREED.get(data_kind)
    return _(known) if known is not None else _("to the use of “{kind}”").format(kind=data_kind)


def _whether(data_kind: str) -> str:
    known = {
        "interview": _("an interview may be used"),
        "observation": _("observation may be used"),
        "records": _("records may be used"),
        QUOTATION: _("they may be quoted"),
    }
    return known.get(data_kind) or _("“{kind}” may be used").format(kind=data_kind)


def _agreed(person: PersonRow, data_kind: str) -> str:
    """The first other thing that was agreed to, with its day: “to the interview on 7 July 2010”."""
    for kind, rows in person.consents.items():
        if kind != data_kind and consent.answer_of(rows) == YES:
            return _dated(_what(kind), rows[-1].asked_on)
    return ""


def _dated(words: str, day: str | None) -> str:
    if day is None:
        return words
    form = _("{words} on {day}") if day.count("-") == 2 else _("{words} in {day}")
    return form.format(words=words, day=spelt(day))


def spelt(day: str) -> str:
    """A day as it is said in a sentence: “7 July 2010”, “July 2010”, “2010”."""
    year, *rest = day.split("-")
    if not rest:
        return year
    month = _(_MONTHS[int(rest[0]) - 1])
    return " ".join([str(int(each)) for each in rest[1:]] + [month, year])


def to_import(
    register: Register, source_kind: str, participant_ids: Collection[int], source_id: int | None = None
) -> list[Objection]:
    """Who of these has not consented to the kind of data that a source is."""
    kind = None if is_silent(register) else kind_needed(source_kind, register)
    if kind is None:
        return []
    return [
        Objection(person.id, person.name, kind, IMPORT, told, source_id)
        for person in register.people
        if person.id in participant_ids and (told := why(person, kind)) is not None
    ]


def to_quote(register: Register, quoted: Mapping[int, Collection[str]]) -> list[Objection]:
    """Who must be asked about before they are quoted; `quoted` are participants with the kinds of their sources.

    Quotation has to be agreed to; who has refused or withdrawn the kind of data itself is asked about as well.
    """
    if is_silent(register):
        return []
    asked = (
        (person, _of_quoted(person, quoted[person.id], register)) for person in register.people if person.id in quoted
    )
    return [Objection(person.id, person.name, one[0], QUOTE, one[1]) for person, one in asked if one is not None]


def _of_quoted(person: PersonRow, source_kinds: Iterable[str], register: Register) -> tuple[str, str] | None:
    told = why(person, QUOTATION)
    if told is not None:
        return QUOTATION, told
    for kind in dict.fromkeys(kind_needed(each, register) for each in source_kinds):
        if kind is not None and person.refusal(kind) is not None:
            return kind, why(person, kind) or ""
    return None


def decided(objection: Objection, known: Iterable[DecisionRow]) -> Decision | None:
    """What stands of what was decided before: the newest for this participant, kind of data, act and source."""
    found: Decision | None = None
    for row in known:  # the oldest first
        same = (row.participant_id, row.act) == (objection.participant_id, objection.act)
        same = same and name_key(row.data_kind) == name_key(objection.data_kind)
        if row.stands and same and row.source_id in (None, objection.source_id):
            found = cast("Decision", row.decision)
    return found


# --- reading ------------------------------------------------------------------------------------------------------


def decisions(project: Project) -> list[DecisionRow]:
    """All that was decided, the oldest first."""
    query = (
        select(ConsentDecision, Participant.name, Source.name, Coder.name)
        .join(Participant, Participant.id == ConsentDecision.participant_id)
        .outerjoin(Source, Source.id == ConsentDecision.source_id)
        .join(Coder, Coder.id == ConsentDecision.coder_id)
        .order_by(ConsentDecision.created_at, ConsentDecision.id)
    )
    with project.read() as session:
        rows = session.execute(query).all()
        changed = _changed(session) if rows else {}
        return [
            DecisionRow(
                row.id,
                row.participant_id,
                name,
                row.data_kind,
                row.act,
                row.source_id,
                source or "",
                row.decision,
                row.reason,
                coder,
                row.created_at,
                changed.get(row.participant_id, 0) <= row.created_at,
            )
            for row, name, source, coder in rows
        ]


def are_left_out(project: Project) -> bool:
    """True if it was decided of anybody, at any time, that they are not quoted."""
    query = select(ConsentDecision.id).where(ConsentDecision.act == QUOTE, ConsentDecision.decision == LEAVE_OUT)
    with project.read() as session:
        return session.execute(query.limit(1)).first() is not None


def _changed(session: Session) -> dict[int, int]:
    """When the consents of each participant changed last, by what the journal tells; milliseconds since 1970."""
    owner = dict(session.execute(select(Consent.id, Consent.participant_id)).all())
    query = select(AuditChange.row_id, AuditChange.before, AuditChange.after, AuditCommand.at)
    query = query.join(AuditCommand, AuditCommand.id == AuditChange.command_id)
    found: dict[int, int] = {}
    for row_id, before, after, at in session.execute(query.where(AuditChange.table_name == Consent.__tablename__)):
        for image in (before, after):
            person = (json.loads(image) if image else {}).get("participant_id", owner.get(row_id))
            if person is not None:
                found[person] = max(found.get(person, 0), at)
    return found


def to_quote_now(
    project: Project, quoted: Mapping[int, Collection[str]]
) -> tuple[list[Objection], dict[int, Decision]]:
    """Who would be quoted without consent, and what was decided of them and still stands, by participant."""
    objections = to_quote(consent.register(project), quoted)
    known = decisions(project) if objections else []
    stands = {each.participant_id: found for each in objections if (found := decided(each, known)) is not None}
    return objections, stands


# --- writing ------------------------------------------------------------------------------------------------------


def decide(project: Project, objections: Sequence[Objection], decision: Decision, reason: str = "") -> list[int]:
    """Record what is done about these; gives the ids. Raises ReasonMissing for going on without one."""
    if not objections:
        return []
    if decision == GO_ON and not clean(reason):
        raise ReasonMissing
    text = (
        by_count(len(objections), N_("Use {kind} of {name} all the same"), N_("Use data of {name} all the same"))
        if decision == GO_ON
        else by_count(len(objections), N_("Leave out {kind} of {name}"), N_("Leave out data of {name}"))
    )
    names = ", ".join(dict.fromkeys(each.name for each in objections))
    kind = objections[0].data_kind
    with project.command("consent.decide", text, name=names, kind=kind, reason=clean(reason)) as session:
        return journal.of(session).insert_many(
            ConsentDecision,
            [
                {
                    "participant_id": each.participant_id,
                    "data_kind": each.data_kind,
                    "act": each.act,
                    "source_id": each.source_id,
                    "decision": decision,
                    "reason": clean(reason),
                    "coder_id": project.coder_id,
                    "created_at": now(),
                }
                for each in objections
            ],
        )


def forget(project: Project, decision_ids: Sequence[int]) -> None:
    """Take decisions back, so that it is asked again."""
    text = by_count(len(decision_ids), N_("Ask again about {name}"), N_("Ask again about {count} decisions"))
    with project.command("consent.forget", text, count=len(decision_ids)) as session:
        query = select(Participant.name).join(ConsentDecision, ConsentDecision.participant_id == Participant.id)
        names: list[str] = []
        for some in chunks(decision_ids):
            names += session.execute(query.where(ConsentDecision.id.in_(some))).scalars()
        project.tell(name=", ".join(dict.fromkeys(names)))
        journal.of(session).delete_with_dependents(ConsentDecision, list(decision_ids))
