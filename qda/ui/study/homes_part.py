"""Units of analysis and their cases as a table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.session import Selection, Session
from qda.ui.study import acts
from qda.ui.study.contents import Contents
from qda.ui.study.outline import Key
from qda.ui.study.parts import GrowingText, soft
from qda.ui.study.tables.listing import Listing
from qda.ui.study.tables.rows import Column
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.project.project import Project

_INDENT = 20


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A unit, a case, or the line in which a new one is typed."""

    key: Key
    name: str
    unit: str = ""
    description: str = ""
    sources: int = 0
    people: int = 0

    @property
    def is_new(self) -> bool:
        """True for a line in which a new one is typed."""
        return self.key.kind.startswith("new")


class HomesPart(QWidget):
    """Units with their cases beneath them; the last line of each is for a new one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        self.list = Listing(session, self._columns(), lambda row: row.key, _("Units and cases"))
        self.list.delete_wanted.connect(self._delete)
        self.list.table.chosenChanged.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.setFocusProxy(self.list)
        column.addWidget(self.list, 1)
        self._about = soft(QLabel())
        self.note = GrowingText(
            _("Description"), _("What it is, who belongs to it, what is particular about it"), most=8
        )
        self.note.kept.connect(self._on_described)
        Unfinished(session, self.note, self._told)
        self._key: Key | None = None  # what the note is about
        column.addWidget(self._about)
        column.addWidget(self.note)
        self._contents.changed.connect(self.refresh)
        self.refresh()

    def _columns(self) -> list[Column[HomeRow]]:
        return [
            Column(
                _("Unit or case"),
                lambda row: row.name,
                26,
                write=_name,
                shown=_shown,
                indent=lambda row: _INDENT if row.key.kind in ("case", "new case") else 0,
                weight=lambda row: "offer" if row.is_new else "strong" if row.key.kind == "unit" else "words",
            ),
            Column(
                _("Unit"),
                lambda row: "" if row.is_new else row.unit,
                17,
                write=_move,
                editable=lambda row: row.key.kind == "case",
                offers=lambda: [unit.name for unit in self._contents.units],
                look="soft",
            ),
            Column(_("Sources"), lambda row: "" if row.is_new else str(row.sources), 7, look="number"),
            Column(_("Participants"), lambda row: "" if row.is_new else str(row.people), 10, look="number"),
            Column(
                _("Description"),
                lambda row: row.description,
                30,
                write=_describe,
                editable=lambda row: not row.is_new,
                shown=lambda row: " ".join(row.description.split()),
                look="soft",
            ),
        ]

    def refresh(self) -> None:
        """Show units and cases as they are now."""
        self.list.show_rows(home_rows(self._contents, self._session.is_open and self._session.project.writable))
        self._show_note()

    def _on_chosen(self) -> None:
        self._show_note()
        rows = self.list.table.chosen()
        if len(rows) == 1 and not rows[0].is_new:
            self._session.select(Selection(rows[0].key.kind, rows[0].key.id))

    def _show_note(self) -> None:
        """The description of the one row that is chosen, with room to write."""
        rows = [row for row in self.list.table.chosen() if not row.is_new]
        row = rows[0] if len(rows) == 1 else None
        if self._key is not None and (row is None or row.key != self._key):
            self.note.keep()  # what was being typed is about the row before
        self._key = None if row is None else row.key
        hint = _("Choose a unit or a case to describe it.")
        self._about.setText(_("Description of “{name}”").format(name=row.name) if row is not None else hint)
        self.note.setVisible(row is not None)
        self.note.show_words("" if row is None else row.description)
        self.note.setReadOnly(not self.list.rows.writable)

    def _told(self) -> About | None:
        key = self._key
        return About(f"{key.kind}.description", self._about.text(), (key.kind, key.id)) if key is not None else None

    def _on_described(self, words: str) -> None:
        if self._key is not None and self._session.is_open:
            self._session.act(acts.describe, self._session.project, self._key, words)

    def _delete(self, rows: list[HomeRow]) -> None:
        chosen = [row for row in rows if not row.is_new]
        keys, names = [row.key for row in chosen], [row.name for row in chosen]
        if keys and self._session.act(acts.delete, self._session.project, keys, names) is not None:
            self._session.said.emit(acts.deleted(names))


def home_rows(contents: Contents, writable: bool) -> list[HomeRow]:
    """The rows of the table. Counts are of sources and participants that belong there, each once."""
    of_case = Counter(row.case_id for row in contents.sources)
    of_unit = Counter(row.unit_id for row in contents.sources)
    found = []
    for unit in contents.units:
        within = {case.id for case in unit.cases}
        people = sum(not within.isdisjoint(person.case_ids) for person in contents.people)
        found.append(
            HomeRow(Key("unit", unit.id), unit.name, "", unit.description, of_unit[unit.id], people),
        )
        for case in unit.cases:
            people = sum(case.id in person.case_ids for person in contents.people)
            found.append(
                HomeRow(Key("case", case.id), case.name, unit.name, case.description, of_case[case.id], people)
            )
        if writable:
            found.append(HomeRow(Key("new case", unit.id), "", unit.name))
    if writable:
        found.append(HomeRow(Key("new unit"), ""))
    return found


def _describe(project: Project, row: HomeRow, words: str) -> None:
    acts.describe(project, row.key, words)


def _shown(row: HomeRow) -> str:
    if row.key.kind == "new unit":
        return _("New unit of analysis…")
    return _("New case…") if row.key.kind == "new case" else row.name


def _name(project: Project, row: HomeRow, words: str) -> None:
    if row.is_new:
        acts.create(project, row.key, words)
    else:
        acts.rename(project, row.key, words)


def _move(project: Project, row: HomeRow, unit: str) -> None:
    from qda.study import service as study

    study.move_case(project, row.key.id, study.find_unit(project, unit))
