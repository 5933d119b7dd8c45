"""The gate on the import page: whose data a file holds without consent, and what is done with it, a word each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.importing.files import FileRow
from qda.ui.study.sources.acts import parted
from qda.ui.study.sources.who import Who
from qda.ui.theme import STEP, Ink
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.flows.importing.files import Plan
    from qda.project.project import Change
    from qda.study.consent import Register
    from qda.study.consent_gate import DecisionRow

Speakers = Callable[[FileRow], Mapping[str, Who]]


class ImportConsent(QWidget):
    """Under the fields of the chosen files: why they are asked about, and the choices. Hidden where nobody is."""

    settled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._register: Register | None = None
        self._decided: list[DecisionRow] = []
        self._rows: list[FileRow] = []
        self.setAccessibleName(_("Consent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setAccessibleName(_("Who has not consented"))
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(STEP * 3)
        self.out = Link(_("Leave out"), self.leave_out)
        self.on = Link(_("Import all the same, because…"), self._ask_why)
        row.addWidget(self.out)
        row.addWidget(self.on)
        row.addStretch(1)
        column.addLayout(row)
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Why, for the journal; Enter goes on"))
        self.why.setAccessibleName(_("Why it is imported without consent"))
        self.why.returnPressed.connect(self.go_on)
        Unfinished(session, self.why, lambda: About("import.why", self.why.accessibleName()), lasting=True)
        self.why.hide()
        column.addWidget(self.why)
        self.hide()
        session.changed.connect(self._on_change)
        session.opened.connect(self.refresh)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _dress(self, ink: Ink) -> None:
        self.words.setStyleSheet(f"color: {ink.hint};")

    def _on_change(self, change: Change) -> None:
        if change.touches("consent", "consent_decision", "participant"):
            self.refresh()
            self.settled.emit()

    def refresh(self) -> None:
        """Read who has consented to what."""
        from qda.study import consent, consent_gate

        self._register = None
        if self._session.is_open:
            register = consent.register(self._session.project)
            if not consent_gate.is_silent(register):
                self._register = register
                self._decided = consent_gate.decisions(self._session.project)

    def look(self, rows: Sequence[FileRow], speakers: Speakers) -> None:
        """Note on each file who of its participants has not consented to its kind of data."""
        from qda.names import name_key
        from qda.study import consent_gate

        register = self._register
        known = {} if register is None else {name_key(person.name): person.id for person in register.people}
        for row in rows:
            if register is None:
                row.asked = ()
                continue
            names = (*parted(row.participants), *(one.name for one in speakers(row).values() if one.name))
            people = {known[name_key(name)] for name in names if name_key(name) in known}
            found = tuple(consent_gate.to_import(register, row.kind, people))
            if found and found != row.asked:
                row.because = ""
                if all(consent_gate.decided(each, self._decided) == consent_gate.LEAVE_OUT for each in found):
                    row.ticked = False
            row.asked = found

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """Show what is to be decided of these files."""
        self._rows = [row for row in rows if row.asked and not row.failed]
        told = dict.fromkeys(each.why for row in self._rows for each in row.asked)
        because = {row.because for row in self._rows if row.because}
        if because and all(row.because for row in self._rows):
            told[_("It is imported all the same: {why}").format(why="; ".join(sorted(because)))] = None
        elif self._rows and not any(row.ticked for row in self._rows):
            told[_("It is left out.")] = None
        self.words.setText(" ".join(told))
        self.out.setVisible(any(row.ticked for row in self._rows))
        self.setVisible(bool(self._rows))
        if not self._rows:
            self.why.hide()

    def leave_out(self) -> None:
        """Leave the chosen files out, and keep in the journal that they were."""
        from qda.flows.importing import import_gate

        asked = list(dict.fromkeys(each for row in self._rows for each in row.asked))
        rows = list(self._rows)

        for row in rows:
            row.ticked, row.because = False, ""
        if self._session.did(import_gate.leave_out, self._session.project, asked):
            self.settled.emit()

    def _ask_why(self) -> None:
        self.why.show()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Import the chosen files all the same; the reason is kept with them."""
        because = " ".join(self.why.text().split())
        if not because:
            return
        for row in self._rows:
            row.because, row.ticked = because, True
        self.why.clear()
        self.why.hide()
        self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets the reason go."""
        if event.key() == Qt.Key.Key_Escape and self.why.isVisible():
            self.why.clear()
            self.why.hide()
            self.on.setFocus()
        else:
            super().keyPressEvent(event)


def planned(plan: Plan, row: FileRow) -> Plan:
    """The plan of a file, with what was decided of its participants."""
    from qda.flows.importing import import_gate

    return import_gate.go_on(plan, row.asked, row.because) if row.asked and row.because else plan
