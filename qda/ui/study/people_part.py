"""The participants as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.i18n import N_, _, ngettext
from qda.ui.actions import Actions
from qda.ui.session import Selection, Session
from qda.ui.study.contents import Contents
from qda.ui.study.sources import acts as source_acts
from qda.ui.study.tables.listing import NEW, Listing
from qda.ui.study.tables.rows import Column

if TYPE_CHECKING:
    from qda.project.project import Project


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A participant, or with id 0 the line in which a new one is typed."""

    id: int
    name: str = ""
    role: str = ""
    cases: str = ""
    sources: int = 0
    description: str = ""
    labels: str = ""
    consent: str = ""


class PeoplePart(QWidget):
    """Pseudonyms, roles and cases; the last line is for a new participant. Alt+Up and Alt+Down move one."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        self.list = Listing(
            session, self._columns(), lambda row: row.id, _("Participants"), by_content=True, moves=True
        )
        self.list.delete_wanted.connect(self._delete)
        self.list.move_wanted.connect(self.move_person)
        for name, words, keys, step in (
            ("participants.up", _("Move the participant up"), "Alt+Up", -1),
            ("participants.down", _("Move the participant down"), "Alt+Down", 1),
        ):
            actions.add(name, words, partial(self.move_person, step), keys=keys, where=self.list, writes=True)
        self.list.table.chosenChanged.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.setFocusProxy(self.list)
        column.addWidget(self.list)
        self._contents.changed.connect(self.refresh)
        session.changed.connect(lambda change: self.refresh() if change.touches("consent", "speaker") else None)
        self.refresh()

    def _columns(self) -> list[Column[PersonRow]]:
        contents = self._contents

        def known(row: PersonRow) -> bool:
            return row.id != NEW

        return [
            Column(
                _("Participant"),
                lambda row: row.name,
                20,
                write=_name,
                shown=lambda row: row.name if known(row) else _("New participant…"),
                weight=lambda row: "words" if known(row) else "offer",
            ),
            Column(
                _("Role"),
                lambda row: row.role,
                20,
                write=_role,
                editable=known,
                offers=lambda: sorted({person.role for person in contents.people if person.role}, key=str.casefold),
            ),
            Column(
                _("Cases"),
                lambda row: row.cases,
                20,
                write=lambda project, row, words: source_acts.set_cases(project, row.id, words),
                editable=known,
                offers=lambda: list(contents.case_names().values()),
                several=True,
            ),
            Column(_("Sources"), lambda row: str(row.sources) if known(row) else "", 7, look="number"),
            Column(_("Speaks as"), lambda row: row.labels, 12, look="soft", gives_way=2),
            Column(_("Consent"), lambda row: row.consent, 14, weight=_weight, gives_way=1),
            Column(_("Description"), lambda row: row.description, 24, write=_describe, editable=known, look="soft"),
        ]

    def refresh(self) -> None:
        """Show the participants as they are now."""
        names = self._contents.case_names()
        count = Counter(name for row in self._contents.sources for name in row.participants)
        labels, signs = _beside(self._session)
        rows = [
            PersonRow(
                person.id,
                person.name,
                person.role,
                ", ".join(name for case, name in names.items() if case in person.case_ids),
                count[person.name],
                person.description,
                labels.get(person.id, ""),
                signs.get(person.id, ""),
            )
            for person in self._contents.people
        ]
        if self._session.is_open and self._session.project.writable:
            rows.append(PersonRow(NEW))
        self.list.show_rows(rows)

    def _on_chosen(self) -> None:
        row = self.list.one()
        if row is not None:
            self._session.select(Selection("participant", row.id))

    def move_person(self, step: int) -> None:
        """Let the chosen participant change places with the one above (-1) or below (1): in lists, tables, reports."""
        from qda.study import queries
        from qda.study import service as study

        row = self.list.one()
        order = [person.id for person in queries.participants(self._session.project)] if self._session.is_open else []
        if row is None or row.id not in order:
            return
        at = order.index(row.id)
        if 0 <= at + step < len(order):
            order[at], order[at + step] = order[at + step], order[at]
            self._session.act(study.reorder_participants, self._session.project, order)

    def _delete(self, rows: list[PersonRow]) -> None:
        if self._session.did(_remove, self._session.project, rows):
            names = [f"“{person.name}”" for person in rows]
            self._session.said.emit(_("Deleted {what}.").format(what=", ".join(names[:3]) + ("…" if names[3:] else "")))


def _beside(session: Session) -> tuple[dict[int, str], dict[int, str]]:
    """As whom participants speak, and what they agreed to, by id."""
    if not session.is_open:
        return {}, {}
    from qda.sources import queries
    from qda.study import consent
    from qda.ui.study.consent.acts import sign

    labels = {person: ", ".join(found) for person, found in queries.labels(session.project).items()}
    people = consent.register(session.project).people
    return labels, {person.id: sign(person) for person in people}


def _weight(row: PersonRow) -> str:
    return "offer" if "–" in row.consent or "?" in row.consent else "words"


def _remove(project: Project, people: list[PersonRow]) -> None:
    from qda.study import service as study

    count = ngettext("{count} participant", "{count} participants", len(people)).format(count=len(people))
    what = f"“{people[0].name}”" if len(people) == 1 else count
    with project.command("participants.delete", N_("Delete {what}"), what=what):
        for person in people:
            study.delete_participant(project, person.id)


def _name(project: Project, row: PersonRow, words: str) -> None:
    from qda.study import service as study

    if row.id == NEW:
        study.create_participant(project, words)
    else:
        study.rename_participant(project, row.id, words)


def _role(project: Project, row: PersonRow, words: str) -> None:
    from qda.study import service as study

    study.describe_participant(project, row.id, role=words)


def _describe(project: Project, row: PersonRow, words: str) -> None:
    from qda.study import service as study

    study.describe_participant(project, row.id, description=words)
