"""Searching the whole study: every place with its surroundings, to go to, to tick and to code at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
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
from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.analysis.pieces import Picker, page_sheet
from qda.ui.analysis.queries.hit_rows import HitList
from qda.ui.analysis.queries.hits import Found, HitModel, Where, found_words, look
from qda.ui.analysis.search_strip import HitStrip
from qda.ui.jobs import Jobs, Latest
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link, amber, soft
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink
from qda.ui.working.keeping_up import KeepingUp

if TYPE_CHECKING:
    from qda.analysis.words.search import Hit
    from qda.project.project import Change

_PAUSE = 300  # milliseconds: an import of a hundred sources is a hundred changes


class SearchPage(QWidget):
    """A field, what it found, and beneath it what can be done with the places that are ticked."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._searching = Latest(jobs)
        self._places = KeepingUp(self, self._fill_places, _PAUSE)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Search"))
        self.model = HitModel(self)
        self.strip = HitStrip(session, jobs, self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self._make_middle(), 1)
        column.addWidget(self.strip)
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
            self.strip.focus_code,
            keys="Ctrl+L",
            menu=menu,
            where=self,
            writes=True,
            hint=_("All ticked hits get a code, in one step that can be undone"),
        )
        actions.add("search.again", _("Search again"), self.search, keys="F5", where=self)

    def _follow(self) -> None:
        self.model.ticked.connect(self._on_ticked)
        self.strip.coded.connect(self._on_coded)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._searching.stop)
        self._session.closed.connect(self._begin)
        self._session.changed.connect(self._on_changed)
        self._session.ink_changed.connect(self._dress)

    # --- the project ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another project, or none: nothing has been asked yet."""
        self._searching.stop()
        self.field.clear()
        self.strip.begin()
        self.model.show(Found(""))
        self.count.clear()
        self._show_stale(False)
        self.middle.setCurrentWidget(self.empty)
        self.strip.hide()
        self._places.renew()
        self._on_ticked(0)

    def _on_changed(self, change: Change) -> None:
        if change.touches("source", "unit", "case"):
            self._places.outdate()
        if change.touches("source", "text_version") and self.model.found.total:
            self._show_stale(True)
        if change.touches("code"):
            self.strip.code_field.forget()

    def _show_stale(self, stale: bool) -> None:
        self.stale.setVisible(stale)
        self.again.setVisible(stale)

    def _fill_places(self) -> None:
        """Sources may have come meanwhile."""
        if not self._session.is_open:
            return
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
        project, where = self._session.project, self._where()
        self.count.setText(_("Searching…"))
        self._show_stale(False)
        self._searching.run(
            _("Searching for “{words}”").format(words=words),
            lambda progress: look(project, words, where, progress),
            self._show,
            self._show_problem,
        )

    def _search_again(self) -> None:
        if self.model.found.words:
            self.search()

    def _where(self) -> Where:
        place = self.places.currentData() or Where()
        return Where(place.unit_id, place.case_id, self.kinds.currentData() or "")

    def _show(self, found: Found) -> None:
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

    def _show_problem(self, error: QdaError) -> None:
        """What could not be found is said where the eye is; it is no failure."""
        self.model.show(Found(""))
        self.count.clear()
        self._say(f"{error.sentence} {_(error.hint)}".strip())
        for part in (self.strip, self.all, self.none):
            part.hide()

    def _say(self, sentence: str) -> None:
        self.nothing.setText(sentence)
        self.nothing.setAccessibleName(sentence)
        self.middle.setCurrentWidget(self.nothing)

    def _go(self, hit: Hit) -> None:
        from qda.text import Span

        self._session.show_source(hit.source_id, Span(hit.start, hit.end))

    def _on_ticked(self, count: int) -> None:
        self.strip.show_count(count)
        some = bool(self.model.found.hits)
        self.all.setVisible(some)
        self.none.setVisible(some)

    def _on_coded(self) -> None:
        self.model.tick_all(False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- keys and looks ---------------------------------------------------------------------------

    def _focus_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
