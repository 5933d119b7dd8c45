"""What can be done with the places that a search found: a code for those that are ticked, and the list as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.analysis.choosing import ChoiceField
from qda.ui.analysis.known_codes import code_choices
from qda.ui.analysis.pieces import Picker
from qda.ui.analysis.queries.hit_acts import code_all, code_as_job, write_list
from qda.ui.analysis.queries.hits import HitModel
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link, button
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.finding import folded
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.flows.code_hits import Coded

_MANY = 500  # more hits than this are coded as a job


class HitStrip(QWidget):
    """A code for the ticked places, how much around each gets it, and a way to take the list along."""

    coded = Signal()  # the ticked places have the code

    def __init__(self, session: Session, jobs: Jobs, model: HitModel) -> None:
        super().__init__()
        self._session, self._jobs, self._model = session, jobs, model
        self._code_id: int | None = None
        self._typed = ""
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.code_field = ChoiceField(
            session,
            _("Code for the ticked hits"),
            _("Code, or a new label"),
            lambda: code_choices(session.project),
            make=_("New code “{label}”"),
        )
        self.code_field.finder.taken.connect(self.choose)
        self.code_field.finder.named.connect(lambda _label: self.choose(None))
        self.code_field.finder.entered.connect(self._on_entered)
        self.code_field.textEdited.connect(self._on_typed)
        self.code_field.returnPressed.connect(self.code_chosen)
        self.widen = Picker(_("How much is coded around each hit"))
        for words, value in (
            (_("the words"), "words"),
            (_("the sentence"), "sentence"),
            (_("the paragraph"), "paragraph"),
        ):
            self.widen.addItem(words, value)
        self.code_button = button(_("Code"), self.code_chosen, main=True)
        self.save = Link(_("Save the list…"), self.ask_where)
        row = QHBoxLayout(self)
        row.setContentsMargins(6 * STEP, 2 * STEP, 6 * STEP, 2 * STEP)
        row.setSpacing(2 * STEP)
        self.code_field.setMinimumWidth(176)
        self.code_field.setMaximumWidth(320)
        row.addWidget(self.code_field, 1)
        row.addWidget(self.widen)
        row.addWidget(self.code_button)
        row.addStretch(1)
        row.addWidget(self.save)

    def begin(self) -> None:
        """Another project, or none."""
        self.code_field.clear()
        self.code_field.forget()
        self._code_id = None

    def focus_code(self) -> None:
        """Name the code."""
        self.code_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.code_field.selectAll()

    # --- coding -----------------------------------------------------------------------------------

    def show_count(self, count: int) -> None:
        """How many places are ticked."""
        words = ngettext("Code {count} hit", "Code {count} hits", count) if count else _("Code ticked hits")
        self.code_button.setText(words.format(count=f"{count:,}"))
        self.code_button.setAccessibleName(self.code_button.text())
        writable = self._session.is_open and self._session.project.writable
        self.code_button.setEnabled(bool(count) and writable and bool(self.code_field.text().strip()))
        self.code_field.setEnabled(writable)

    def _on_typed(self) -> None:
        self._code_id = None
        self._typed = self.code_field.text()
        self.show_count(len(self._model.chosen()))

    def choose(self, code_id: int | None) -> None:
        """This code, or a new one of the label that is typed."""
        self._code_id = code_id
        if code_id is not None:
            from qda.coding import codes

            name = self._session.act(codes.name_of, self._session.project, code_id)
            self.code_field.setText(name or "")
        self.show_count(len(self._model.chosen()))

    def _on_entered(self) -> None:
        """Code at once with what was typed; a label that was completed is seen first, for many places get it."""
        if folded(self._typed).split() == folded(self.code_field.text()).split():
            self.code_chosen()

    def code_chosen(self) -> None:
        """Give the ticked places the code of the field: one step, undone as one."""
        hits, label = self._model.chosen(), " ".join(self.code_field.text().split())
        if not hits or not label or not self.code_button.isEnabled():
            return
        project, widen, code_id = self._session.project, str(self.widen.currentData()), self._code_id
        if len(hits) <= _MANY:
            coded = self._session.act(code_all, project, hits, label, code_id, widen)
            self._say_coded(label, coded)
            return
        self.code_button.setEnabled(False)
        self._jobs.run(
            _("Coding {count} hits").format(count=f"{len(hits):,}"),
            lambda progress: code_as_job(project, hits, label, code_id, widen, progress),
            lambda coded: self._say_coded(label, coded),
            self._session.failed.emit,
            lambda: self.show_count(len(self._model.chosen())),
        )

    def _say_coded(self, label: str, coded: Coded | None) -> None:
        if coded is None:
            return
        said = ngettext("Coded {new} place with “{label}”", "Coded {new} places with “{label}”", coded.new)
        said = said.format(new=f"{coded.new:,}", label=label)
        if coded.known:
            known = ngettext("{count} had it already", "{count} had it already", coded.known)
            said = f"{said}; {known.format(count=f'{coded.known:,}')}"
        self._session.said.emit(f"{said}.")
        self.coded.emit()

    # --- saving the list --------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for a file, and write the list."""
        name = _("Places of {words}").format(words=self._model.found.words)
        path = ask_where(self, self._session, _("Save the list"), name, _("Tables (*.csv *.xlsx *.docx)"))
        if path is not None:
            self.save_list(path)

    def save_list(self, path: Path) -> None:
        """Write the places that are listed as a table: .csv, .xlsx or .docx."""
        found, project = self._model.found, self._session.project
        write_aside(self._session, self._jobs, path, lambda progress: write_list(project, path, found, progress))
