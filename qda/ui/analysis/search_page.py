"""Searching the whole study: every place with its surroundings, to go to, to tick and to code at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.errors import QdaError
from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.analysis.choosing import ChoiceField
from qda.ui.analysis.known_codes import code_choices
from qda.ui.analysis.pieces import Empty, Picker, page_sheet
from qda.ui.analysis.queries.hit_acts import code_all, code_as_job, write_list
from qda.ui.analysis.queries.hit_rows import HitList
from qda.ui.analysis.queries.hits import Found, HitModel, Where, found_words, look
from qda.ui.finding import folded
from qda.ui.jobs import Job, Jobs
from qda.ui.parts import Link, amber, button, soft
from qda.ui.saving import ask_where
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

if TYPE_CHECKING:
    from qda.analysis.search import Hit
    from qda.flows.code_hits import Coded
    from qda.project.project import Change

_MANY = 500  # more hits than this are coded as a job


class SearchPage(QWidget):
    """A field, what it found, and beneath it what can be done with the places that are ticked."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self._round = 0
        self._places_known = False
        self._soon = QTimer(self, singleShot=True, interval=300)
        self._soon.timeout.connect(self._learn_places)
        self._code_id: int | None = None
        self._typed = ""
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Search"))
        self.model = HitModel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self._make_middle(), 1)
        column.addWidget(self._make_strip())
        self.setFocusProxy(self.field)
        self._add_actions(actions)
        self._follow()
        self._dress(session.ink)
        self._begin()

    # --- what it is made of -----------------------------------------------------------------------

    def _make_head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Search all texts"))
        self.field.setPlaceholderText(_("A word, a “phrase in quotes”, or the beginning of a word: safeguard*"))
        self.field.setClearButtonEnabled(True)
        font = self.field.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.field.setFont(font)
        self.field.returnPressed.connect(self.search)
        self.places = Picker(_("In which unit or case"))
        self.kinds = Picker(_("In which kind of source"))
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.field, 1)
        for box in (self.places, self.kinds):
            box.activated.connect(lambda _index: self._search_again())
            row.addWidget(box)
        column.addLayout(row)
        column.addLayout(self._make_counts())
        return head

    def _make_counts(self) -> QHBoxLayout:
        self.count = soft()
        self.count.setWordWrap(True)
        self.count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.stale = amber(_("The texts have changed since."))
        self.again = Link(_("Search again"), self.search)
        self.all = Link(_("Tick all"), lambda: self.model.tick_all(True))
        self.none = Link(_("Tick none"), lambda: self.model.tick_all(False))
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.count, 1)
        for part in (self.stale, self.again, self.all, self.none):
            row.addWidget(part)
        return row

    def _make_middle(self) -> QWidget:
        self.list = HitList(self._session, self.model)
        self.list.wanted.connect(self._go)
        self.nothing = QLabel()
        self.nothing.setObjectName("soft")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.nothing.setContentsMargins(6 * STEP, 3 * STEP, 6 * STEP, STEP)
        sentence = _(
            "Find words in all texts of the study, read every place in its surroundings, and code those you tick."
        )
        self.empty = Empty(sentence, _("Type a word"), self._focus_field)
        self.middle = QStackedWidget()
        for part in (self.empty, self.list, self.nothing):
            self.middle.addWidget(part)
        return self.middle

    def _make_strip(self) -> QWidget:
        self.strip = QWidget()
        self.strip.setObjectName("strip")
        self.strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.code_field = ChoiceField(
            self._session,
            _("Code for the ticked hits"),
            _("Code, or a new label"),
            lambda: code_choices(self._session.project),
            make=_("New code “{label}”"),
        )
        self.code_field.finder.taken.connect(self._on_code)
        self.code_field.finder.named.connect(lambda _label: self._on_code(None))
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
        self.save = Link(_("Save the list…"), self._ask_where_to_save)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(6 * STEP, 2 * STEP, 6 * STEP, 2 * STEP)
        row.setSpacing(2 * STEP)
        self.code_field.setMinimumWidth(176)
        self.code_field.setMaximumWidth(320)
        row.addWidget(self.code_field, 1)
        row.addWidget(self.widen)
        row.addWidget(self.code_button)
        row.addStretch(1)
        row.addWidget(self.save)
        return self.strip

    def _add_actions(self, actions: Actions) -> None:
        menu = "&Edit"
        actions.add(
            "search.tick_all", _("Tick all hits"), lambda: self.model.tick_all(True), keys="Ctrl+A", where=self.list
        )
        actions.add(
            "search.tick_none",
            _("Tick no hit"),
            lambda: self.model.tick_all(False),
            keys="Ctrl+Shift+A",
            where=self.list,
        )
        actions.add(
            "search.code",
            _("Code ticked hits…"),
            self._focus_code,
            keys="Ctrl+L",
            menu=menu,
            where=self,
            writes=True,
            hint=_("All ticked hits get a code, in one step that can be undone"),
        )
        actions.add("search.again", _("Search again"), self.search, keys="F5", where=self)

    def _follow(self) -> None:
        self.model.ticked.connect(self._on_ticked)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._stop)
        self._session.closed.connect(self._begin)
        self._session.changed.connect(self._on_changed)
        self._session.ink_changed.connect(self._dress)

    # --- the project ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another project, or none: nothing has been asked yet."""
        self._stop()
        self.field.clear()
        self.code_field.clear()
        self._code_id = None
        self.model.show(Found(""))
        self.count.clear()
        self._show_stale(False)
        self.middle.setCurrentWidget(self.empty)
        self.strip.hide()
        self._places_known = False
        self._learn_places()
        self.code_field.forget()
        self._on_ticked(0)

    def _stop(self) -> None:
        self._round += 1
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "unit", "case"):
            # An import of a hundred sources is a hundred changes.
            self._places_known = False
            if self.isVisible():
                self._soon.start()
        if change.touches("source", "text_version") and self.model.found.total:
            self._show_stale(True)
        if change.touches("code"):
            self.code_field.forget()

    def _show_stale(self, stale: bool) -> None:
        self.stale.setVisible(stale)
        self.again.setVisible(stale)

    def showEvent(self, event: QShowEvent) -> None:
        """Sources may have come meanwhile."""
        super().showEvent(event)
        self._learn_places()

    def _learn_places(self) -> None:
        if self._session.is_open and not self._places_known:
            self._places_known = True
            self._fill_places()

    def _fill_places(self) -> None:
        from qda.sources import queries
        from qda.study import queries as study

        chosen, kind = self.places.currentData(), self.kinds.currentData()
        self.places.clear()
        self.places.addItem(_("Whole study"), Where())
        for unit in study.units(self._session.project):
            self.places.addItem(unit.name, Where(unit_id=unit.id))
            for case in unit.cases:
                if case.name != unit.name:
                    self.places.addItem(f"    {case.name}", Where(case_id=case.id))
        self.kinds.clear()
        self.kinds.addItem(_("All kinds"), "")
        for each in dict.fromkeys(row.kind for row in queries.rows(self._session.project) if row.kind):
            self.kinds.addItem(_(each), each)
        self.places.setCurrentIndex(max(0, self.places.findData(chosen)))
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(kind)))

    # --- searching --------------------------------------------------------------------------------

    def ask(self, words: str) -> None:
        """Search for these words; with none, wait for them to be typed."""
        self._focus_field()
        if words.strip():
            self.field.setText(words)
            self.search()
        else:
            self.field.selectAll()

    def search(self) -> None:
        """Search for what stands in the field."""
        words = self.field.text().strip()
        if not words or not self._session.is_open:
            return
        self._stop()
        turn = self._round
        project, where = self._session.project, self._where()
        self.count.setText(_("Searching…"))
        self._show_stale(False)
        self._job = self._jobs.run(
            _("Searching for “{words}”").format(words=words),
            lambda progress: look(project, words, where, progress),
            lambda found: self._show(found) if turn == self._round else None,
            lambda error: self._show_problem(error) if turn == self._round else None,
        )

    def _search_again(self) -> None:
        if self.model.found.words:
            self.search()

    def _where(self) -> Where:
        place = self.places.currentData() or Where()
        return Where(place.unit_id, place.case_id, self.kinds.currentData() or "")

    def _show(self, found: Found) -> None:
        self._job = None
        self.model.show(found)
        if found.hits:
            self.count.setText(found_words(found))
            self.middle.setCurrentWidget(self.list)
            self.list.setCurrentIndex(self.model.first_hit())
            self.list.scrollToTop()
            if self.field.hasFocus():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.count.clear()
            self._say(found_words(found))
        self.strip.setVisible(bool(found.hits))
        self.all.setVisible(bool(found.hits))
        self.none.setVisible(bool(found.hits))

    def _show_problem(self, error: Exception) -> None:
        """What could not be found is said where the eye is; it is no failure."""
        self._job = None
        self.model.show(Found(""))
        self.count.clear()
        self._say(f"{error.sentence} {_(error.hint)}".strip() if isinstance(error, QdaError) else "")
        for part in (self.strip, self.all, self.none):
            part.hide()

    def _say(self, sentence: str) -> None:
        self.nothing.setText(sentence)
        self.nothing.setAccessibleName(sentence)
        self.middle.setCurrentWidget(self.nothing)

    def _go(self, hit: Hit) -> None:
        from qda.text import Span

        self._session.show_source(hit.source_id, Span(hit.start, hit.end))

    # --- coding -----------------------------------------------------------------------------------

    def _on_ticked(self, count: int) -> None:
        words = ngettext("Code {count} hit", "Code {count} hits", count) if count else _("Code ticked hits")
        self.code_button.setText(words.format(count=f"{count:,}"))
        self.code_button.setAccessibleName(self.code_button.text())
        writable = self._session.is_open and self._session.project.writable
        self.code_button.setEnabled(bool(count) and writable and bool(self.code_field.text().strip()))
        self.code_field.setEnabled(writable)
        some = bool(self.model.found.hits)
        self.all.setVisible(some)
        self.none.setVisible(some)

    def _on_typed(self) -> None:
        self._code_id = None
        self._typed = self.code_field.text()
        self._on_ticked(len(self.model.chosen()))

    def _on_code(self, code_id: int | None) -> None:
        self._code_id = code_id
        if code_id is not None:
            from qda.coding import codes

            name = self._session.act(codes.name_of, self._session.project, code_id)
            self.code_field.setText(name or "")
        self._on_ticked(len(self.model.chosen()))

    def _on_entered(self) -> None:
        """Code at once with what was typed; a label that was completed is seen first, for many places get it."""
        if folded(self._typed).split() == folded(self.code_field.text()).split():
            self.code_chosen()

    def code_chosen(self) -> None:
        """Give the ticked places the code of the field: one step, undone as one."""
        hits, label = self.model.chosen(), " ".join(self.code_field.text().split())
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
            self._coding_failed,
        )

    def _coding_failed(self, error: Exception) -> None:
        self._on_ticked(len(self.model.chosen()))
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        # A fault of the program is shown by whoever watches all jobs.
        if isinstance(error, QdaError):
            self._session.failed.emit(error)

    def _say_coded(self, label: str, coded: Coded | None) -> None:
        if coded is None:
            return
        said = ngettext("Coded {new} place with “{label}”", "Coded {new} places with “{label}”", coded.new)
        said = said.format(new=f"{coded.new:,}", label=label)
        if coded.known:
            known = ngettext("{count} had it already", "{count} had it already", coded.known)
            said = f"{said}; {known.format(count=f'{coded.known:,}')}"
        self._session.said.emit(f"{said}.")
        self.model.tick_all(False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- saving the list --------------------------------------------------------------------------

    def _ask_where_to_save(self) -> None:
        name = _("Places of {words}").format(words=self.model.found.words)
        path = ask_where(self, self._session, _("Save the list"), name, _("Tables (*.csv *.xlsx *.docx)"))
        if path is not None:
            self.save_list(path)

    def save_list(self, path: Path) -> None:
        """Write the places that are listed as a table: .csv, .xlsx or .docx."""
        found, project = self.model.found, self._session.project
        self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            lambda progress: write_list(project, path, found, progress),
            lambda _nothing: self._session.said.emit(_("Wrote “{name}”.").format(name=path.name)),
            self._fail,
        )

    # --- keys and looks ---------------------------------------------------------------------------

    def _focus_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_code(self) -> None:
        self.code_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.code_field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the field, Down from the field into the list."""
        if event.key() == Qt.Key.Key_Escape and not self.field.hasFocus():
            self._focus_field()
            self.field.selectAll()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.model.found.hits:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(page_sheet(ink))
        self.list.viewport().update()
