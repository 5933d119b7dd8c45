"""The consent register on the Study page: participants by kinds of data, and one cell of it beneath."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link
from qda.ui.session import Selection, Session
from qda.ui.study.consent.form import ConsentForm
from qda.ui.study.consent.table import FIXED, ConsentRows, ConsentTable
from qda.ui.study.contents import Contents
from qda.ui.study.parts import Chooser, Told, soft
from qda.ui.theme import STEP
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Change
    from qda.study.consent import PersonRow, Register

_FILES = ("Word (*.docx)", "Excel (*.xlsx)", "CSV (*.csv)")


class ConsentPart(QWidget):
    """Who agreed to what: typed in a table, filtered by what is open or withdrawn, written for Word."""

    people_wanted = Signal()  # there is nobody yet

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._actions = actions
        self._keeping_up = KeepingUp(self, self.refresh)
        self._own: list[str] = []  # kinds of data that were named, and nothing recorded of yet
        self._register: Register | None = None
        self.rows = ConsentRows(self)
        self.table = ConsentTable(session, self.rows, _outcomes)
        self.form = ConsentForm(session)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=150)
        self._typing.timeout.connect(self._on_words)
        self.words.textChanged.connect(lambda _words: self._typing.start())
        self.only.currentIndexChanged.connect(self._show_people)
        self.rows.written.connect(lambda column, row, words: session.act(column.write, session.project, row, words))
        self.table.answered.connect(self.answer)
        self.table.withdrawWanted.connect(lambda: self._to_form("withdrawn_on"))
        self.table.opened.connect(lambda _row: self._to_form("outcome"))
        self.table.deleteWanted.connect(self.delete)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_form())
        Contents.of(session).changed.connect(self._on_changed)
        session.changed.connect(self._on_change)
        actions.add("consent.export", _("Write the consent register as a table…"), self.ask_export, menu="&Study",
                    where=self)  # fmt: skip

    def _lay_out(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter participants"))
        self.words.setAccessibleName(_("Filter participants"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(STEP * 44)
        self.only = Chooser(_("Show"))
        for words, value in (
            (_("Everybody"), ""),
            (_("Open questions"), "open"),
            (_("Withdrawn"), "withdrawn"),
            (_("Never asked"), "never"),
        ):
            self.only.addItem(words, value)
        self._told = Told()
        head = QHBoxLayout()
        head.setSpacing(STEP * 2)
        head.addWidget(self.words)
        head.addWidget(self.only)
        head.addStretch(1)
        head.addWidget(self._told)
        self.kind = QLineEdit()
        self.kind.setAccessibleName(_("Another kind of data"))
        self.kind.setPlaceholderText(_("diary, photographs, …"))
        self.kind.setMaximumWidth(STEP * 44)
        self.kind.returnPressed.connect(self._on_kind)
        self.kind.hide()
        self.kind_link = Link(_("Another kind of data…"), self.ask_kind)
        self.export_link = Link(_("Write the table…"), self.ask_export)
        self.nameless_link = Link(_("Write it without pseudonyms…"), lambda: self.ask_export(names=False))
        self.withdrawal_link = Link(_("Withdrawal from the study…"), self.show_withdrawal)
        links = QHBoxLayout()
        links.setSpacing(STEP)
        for widget in (self.kind_link, self.kind, self.export_link, self.nameless_link, self.withdrawal_link):
            links.addWidget(widget)
        links.addStretch(1)
        keys = soft(QLabel(_("Y yes, N no, U unanswered, A asked again, W withdrawn; figures are the day of asking.")))
        keys.setWordWrap(True)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        column.addLayout(head)
        column.addLayout(links)
        column.addWidget(self.table, 1)
        column.addWidget(keys)
        column.addWidget(self.form)
        self.form.hide()
        self.empty = Empty(
            _("What somebody agreed to is recorded for each participant: which kind of data, when asked, what answer."),
            _("Add participants"), self.people_wanted.emit,
        )  # fmt: skip
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.table)

    # --- showing ------------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.touches("consent", "participant"):
            self._on_changed()

    def _on_changed(self) -> None:
        if not self._session.is_open:
            self._own = []
        self._keeping_up.outdate()

    def refresh(self) -> None:
        """Show the register as it is now."""
        self._keeping_up.caught_up()
        self._register = None
        if self._session.is_open:
            from qda.study import consent

            self._register = consent.register(self._session.project)
        known = self._register.kinds if self._register is not None else ()
        self._own = [kind for kind in self._own if kind.casefold() not in {each.casefold() for each in known}]
        self.rows.writable = self._session.is_open and self._session.project.writable
        self.kind_link.setVisible(self.rows.writable)
        self.table.show_kinds((*known, *self._own))
        self._show_people()
        self._pages.setCurrentIndex(0 if self._register is not None and self._register.people else 1)

    def _show_people(self) -> None:
        people = self._register.people if self._register is not None else ()
        wanted = self.only.currentData()
        shown = [person for person in people if _wanted(person, wanted)]
        self.rows.show(shown)
        if shown and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.rows.index(0, FIXED))
        self._tell(people)
        self._show_form()

    def _tell(self, people: tuple[PersonRow, ...]) -> None:
        shown = self.rows.rowCount()
        whole = ngettext("{count} participant", "{count} participants", len(people)).format(count=len(people))
        told = whole if shown == len(people) else _("{shown} of {rows}").format(shown=shown, rows=whole)
        unanswered, withdrawn = sum(each.open for each in people), sum(each.withdrawn for each in people)
        counts = _("{open} open, {withdrawn} withdrawn").format(open=unanswered, withdrawn=withdrawn)
        self._told.setText(f"{told}, {counts}")

    def _on_words(self) -> None:
        self.rows.filter(self.words.text())
        self._show_people()

    def _show_form(self) -> None:
        index = self.table.currentIndex()
        person, kind = self.rows.row(index), self.rows.kind(index.column())
        if person is not None and kind is not None:
            self.form.show_consent(person, kind)
        self.form.setVisible(person is not None and kind is not None)

    def _to_form(self, field: str) -> None:
        if self.form.isVisible():
            self.form.fields[field].setFocus()
            self.form.fields[field].selectAll()

    # --- changing -----------------------------------------------------------------------------------------------------

    def answer(self, outcome: str) -> None:
        """Give the chosen participants this outcome, in the column that the keyboard is on."""
        from qda.study import consent

        kind = self.rows.kind(self.table.currentIndex().column())
        ids = [person.id for person in self.table.chosen()]
        if kind is None or not ids:
            return
        changed = self._session.act(consent.answer, self._session.project, ids, kind, outcome)
        if changed is not None and len(ids) > 1:
            told = ngettext("{count} answer changed.", "{count} answers changed.", changed)
            self._session.said.emit(told.format(count=changed))

    def delete(self) -> None:
        """Take what holds of the chosen participants, in this column, off the register."""
        from qda.study import consent

        kind = self.rows.kind(self.table.currentIndex().column())
        chosen = self.table.chosen() if kind is not None else []
        ids = [last.id for person in chosen if (last := person.last(kind or "")) is not None]
        if ids:
            self._session.act(consent.delete, self._session.project, ids)

    def ask_kind(self) -> None:
        """Offer a field for the name of another kind of data."""
        self.kind.show()
        self.kind.setFocus()

    def _on_kind(self) -> None:
        words = " ".join(self.kind.text().split())
        self.kind.clear()
        self.kind.hide()
        if words:
            if words.casefold() not in {kind.casefold() for kind in self.rows.kinds}:
                self._own.append(words)
            self.refresh()
            at = next(at for at, kind in enumerate(self.rows.kinds) if kind.casefold() == words.casefold())
            self.table.setCurrentIndex(self.rows.index(max(0, self.table.currentIndex().row()), FIXED + at))
        self.table.setFocus()

    def show_withdrawal(self) -> None:
        """Show what holds the words of the participant that the keyboard is on, to mask it or keep it."""
        person = self.rows.row(self.table.currentIndex())
        if person is not None:
            self._session.select(Selection("participant", person.id))
        self._actions.get("study.withdrawal").trigger()

    # --- writing ------------------------------------------------------------------------------------------------------

    def ask_export(self, *, names: bool = True) -> None:
        """Ask for a file, and write the register as a table."""
        path = ask_where(self, self._session, _("Write the table"), _("Consent"), ";;".join(_FILES))
        if path is not None:
            self.write(path, names=names)

    def write(self, path: Path, *, names: bool = True) -> None:
        """Write the register as a table, with pseudonyms or numbers only; the ending of the name says as what."""
        project = self._session.project

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.leaving import gate
            from qda.export.study import consent_tables

            with gate.leaving(project, "consent", sources=(), progress=progress) as cleared:
                writing.write(path, [consent_tables.table(cleared, names=names)], progress=progress)

        write_aside(self._session, self._jobs, path, work)


def _outcomes() -> tuple[str, ...]:
    from qda.study.consent import OUTCOMES

    return OUTCOMES


def _wanted(person: PersonRow, only: str) -> bool:
    if only == "never":
        return not person.consents
    return not only or (person.open if only == "open" else person.withdrawn)
