"""The consent register as a table: who was asked for what, when, with what outcome, and who withdrew."""

from __future__ import annotations

from collections.abc import Sequence

from qda.errors import QdaError
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Dash, Date, Row, Run, Table, Text, rich
from qda.i18n import N_, _
from qda.names import name_key
from qda.project.project import Project
from qda.study import consent
from qda.study import queries as study
from qda.study.consent import NO, YES, PersonRow, Register


class NoConsents(QdaError):
    """There is nothing to write a table of."""

    hint = N_("Record who was asked for what on the Study page, under Consent.")

    def __init__(self) -> None:
        super().__init__(_("No consents are recorded."))


def table(
    project: Project, *, names: bool = True, kinds: Sequence[str] = (), profile: Profile = APA, number: int = 1
) -> Table:
    """One row for each participant who was asked, by kinds of data; without `names` by number only. Raises NoConsents.

    `kinds` says which kinds of data; all that were asked for when it is empty.
    """
    register = consent.register(project)
    wanted = {name_key(kind) for kind in kinds}
    shown = [
        kind
        for kind in register.kinds
        if any(kind in person.consents for person in register.people) and (not wanted or name_key(kind) in wanted)
    ]
    people = [person for person in register.asked if any(kind in person.consents for kind in shown)]
    if not people:
        raise NoConsents
    rows = tuple(_row(at, person, shown, profile, names=names) for at, person in enumerate(people, start=1))
    name = study.study(project).title
    title = profile.say("Participants and Consent")
    return Table(
        f"{title} – {name}" if name else title,
        tuple(_columns(shown, profile, names=names)),
        rows,
        number,
        notes=_notes(register, people, shown, profile),
    )


def _columns(kinds: Sequence[str], profile: Profile, *, names: bool) -> list[Column]:
    say = profile.say
    found = [Column(say("No."), "stub")]
    if names:
        found.append(Column(say("Participant")))
    found.append(Column(say("Role")))
    for kind in kinds:
        group = say(kind[:1].upper() + kind[1:])
        found += [
            Column(say("Asked"), group=group),
            Column(say("Form"), group=group, sheet_only=True),
            Column(say("Outcome"), group=group),
        ]
    return [*found, Column(say("Withdrawn"))]


def _row(at: int, person: PersonRow, kinds: Sequence[str], profile: Profile, *, names: bool) -> Row:
    cells: list[Cell] = [str(at)]
    if names:
        cells.append(person.name)
    cells.append(person.role or Dash())
    for kind in kinds:
        row = person.last(kind)
        if row is None:
            cells += [Dash(), Dash(), Dash()]
        else:
            outcome = profile.say(row.outcome) if row.outcome else profile.say("unanswered")
            asked = Date(row.asked_on) if row.asked_on else profile.say("undated")
            cells += [asked, row.form or Dash(), outcome]
    withdrawn = [(kind, row) for kind in kinds if (row := person.refusal(kind)) is not None and row.withdrawn]
    told = "; ".join(f"{profile.say(kind)} {profile.date(row.withdrawn_on or '')}" for kind, row in withdrawn)
    return Row((*cells, told or Dash()))


def _notes(register: Register, people: Sequence[PersonRow], kinds: Sequence[str], profile: Profile) -> tuple[Text, ...]:
    """What the table rests on: how many of all, and for each kind how many were asked and what they said."""
    told = rich(
        profile.translated("*n* = {asked} of {all} participants in the study, those who were asked."),
        asked=len(people),
        all=len(register.people),
    )
    notes = [told, *(_basis(people, kind, profile) for kind in kinds)]
    again = sum(any(len(person.consents.get(kind, ())) > 1 for kind in kinds) for person in people)
    if again:
        notes.append(rich(profile.translated("Asked more than once: {n}; the last asking is shown."), n=again))
    notes.append(rich(profile.translated("A dash means that nobody asked, or that nothing was recorded.")))
    space: Text = (Run(" "),)
    return (sum((space + note for note in notes[1:]), notes[0]),)


def _basis(people: Sequence[PersonRow], kind: str, profile: Profile) -> Text:
    """Each is counted once: who has withdrawn as such, also while they are being asked again."""
    asked = [(row, person.refusal(kind)) for person in people if (row := person.last(kind)) is not None]
    left = [row for row, refusal in asked if refusal is None or not refusal.withdrawn]
    return rich(
        profile.translated("{kind}: asked {asked}, yes {yes}, no {no}, open {open}, withdrawn {withdrawn}."),
        kind=profile.say(kind[:1].upper() + kind[1:]),
        asked=len(asked),
        yes=sum(row.outcome == YES for row in left),
        no=sum(row.outcome == NO for row in left),
        open=sum(row.open for row in left),
        withdrawn=len(asked) - len(left),
    )


def listed(project: Project) -> list[dict[str, object]]:
    """The same for programs: each participant with all askings by kind of data, and what they allow today."""
    return [
        {
            "id": person.id,
            "name": person.name,
            "role": person.role,
            "consents": [
                {
                    "kind": row.data_kind,
                    "asked_on": row.asked_on,
                    "form": row.form,
                    "outcome": row.outcome,
                    "withdrawn_on": row.withdrawn_on,
                }
                for rows in person.consents.values()
                for row in rows
            ],
            "allows": {kind: consent.answer_of(rows) for kind, rows in person.consents.items()},
        }
        for person in consent.register(project).people
    ]
