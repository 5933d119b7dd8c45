"""Saying that a passage speaks of other cases: a small field over the window, with the cases to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.text import Span, excerpt, trim
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.parts import sheet, soft
from qda.ui.study.tables.cards import Card, Cards, CardView
from qda.ui.theme import CORNER, STEP, Ink, mixed, qcolor
from qda.ui.working import focusing

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.ui.jobs import Jobs

_WIDTH, _HEIGHT = 400, 340


class PassageField(QWidget):
    """Letters narrow the cases, Enter assigns the passage to the one at hand and to those ticked, Esc gives up."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._contents = Contents.of(session)
        self._source_id = 0
        self._span = Span(0, 1)
        self._before: QWidget | None = None
        self._ticked: set[int] = set()
        self._had: set[int] = set()
        self._shown: list[int] = []
        self.hide()
        self.setAccessibleName(_("Assign passage to case"))
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 3, STEP * 3, STEP * 3, STEP * 2)
        column.setSpacing(STEP)
        self._words = soft(QLabel())
        self._words.setFont(small_font())
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Which case does it speak of?"))
        self.field.setAccessibleName(_("Which case does it speak of?"))
        self.cards = Cards(self)
        self.view = CardView(session, self.cards, _("Cases"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setSelectionMode(CardView.SelectionMode.SingleSelection)
        self.view.clicked.connect(lambda index: self._take(index.row()))
        hint = soft(QLabel(_("Enter assigns · Ctrl+Space ticks several · Esc gives up")))
        hint.setFont(small_font())
        for part in (self._words, self.field, self.view, hint):
            column.addWidget(part)
        self.field.textEdited.connect(lambda _words: self._show())
        self.field.installEventFilter(self)
        self.cards.toggled.connect(self._on_toggled)
        session.ink_changed.connect(self._dress)
        session.closing.connect(self.give_up)
        self._dress(session.ink)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))

    # --- asking -----------------------------------------------------------------------------------------

    def ask(self, source_id: int, span: Span, words: str, cases: set[int]) -> None:
        """Ask for the cases of a passage; `cases` are those it is assigned to now."""
        self._source_id, self._span = source_id, span
        self._had, self._ticked = set(cases), set(cases)
        self._words.setText(f"“{excerpt(words, 110)}”")
        self.field.clear()
        self._show()
        box = self._window.rect()
        self.resize(min(_WIDTH, box.width() - 2 * STEP), min(_HEIGHT, box.height() - 2 * STEP))
        top = min(box.height() // 6, box.height() - self.height() - STEP)
        self.move(QPoint((box.width() - self.width()) // 2, top))
        self._before = focusing.keeper(self._window.focusWidget())
        self.show()
        self.raise_()
        self.field.setFocus()

    def give_up(self) -> None:
        """Close, and give the focus back."""
        if self.isVisible():
            self.hide()
            focusing.give_back(self._before)

    def _show(self) -> None:
        wanted = self.field.text().casefold().split()
        units = {unit.id: unit.name for unit in self._contents.units}
        cases = [case for unit in self._contents.units for case in unit.cases]
        found = [case for case in cases if all(word in case.name.casefold() for word in wanted)]
        self._shown = [case.id for case in found]
        self.cards.show([Card(case.name, units[case.unit_id], ticked=case.id in self._ticked) for case in found])
        if found:
            self.view.setCurrentIndex(self.cards.index(0))

    def _on_toggled(self, rows: list[int]) -> None:
        at = self.view.currentIndex()
        for row in rows:
            self._ticked ^= {self._shown[row]}
        self._show()
        self.view.setCurrentIndex(at)

    def _take(self, row: int) -> None:
        """Assign to what is ticked; where nothing was changed by ticking, to the case at hand too."""
        from qda.sources import service

        if self._ticked == self._had and 0 <= row < len(self._shown):
            self._ticked.add(self._shown[row])
        cases = sorted(self._ticked)
        self._session.act(service.assign_passage, self._session.project, self._source_id, self._span, cases)
        names = [name for case, name in self._contents.case_names().items() if case in self._ticked]
        if names:
            self._session.said.emit(_("The passage is assigned to {cases}.").format(cases=", ".join(names)))
        else:
            self._session.said.emit(_("The passage is assigned to no other case."))
        self.give_up()

    # --- keys -------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: object) -> bool:
        """Keys that move in the list, while the field has the focus."""
        if watched is not self.field or not isinstance(event, QKeyEvent) or event.type() != QKeyEvent.Type.KeyPress:
            return False
        key, row = event.key(), self.view.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(row)
        elif key == Qt.Key.Key_Escape:
            self.give_up()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.view.setCurrentIndex(self.cards.index(max(0, min(len(self._shown) - 1, row + step))))
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier and row >= 0:
            self._on_toggled([row])
        else:
            return False
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with a frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._session.ink
        painter.setPen(QPen(qcolor(mixed(ink.faint, ink.paper, 0.6)), 1))
        painter.setBrush(qcolor(ink.paper))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), CORNER, CORNER)


class PassageAct(QObject):
    """The act itself: looks up what is selected in the text, and asks."""

    def __init__(self, session: Session, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._window = window
        self.field: PassageField | None = None

    def ask(self) -> None:
        """Ask for the cases of the words that are selected; without words or cases, say what is needed."""
        span, source_id = self._session.selection.span, self._session.source_id
        if span is None or source_id is None:
            self._session.told.emit(_("Select the passage in the text first."), "")
            return
        if not Contents.of(self._session).case_names():
            self._session.told.emit(_("There is no case yet to which a passage could be assigned."), "")
            return
        project = self._session.project

        def read(_progress: Progress) -> tuple[int, Span, str, set[int]]:
            from qda.sources import queries

            text = queries.opened(project, source_id)
            words = trim(text.text, span) or span
            cases = {case for start, end, case in text.passages if (start, end) == (words.start, words.end)}
            return source_id, words, words.of(text.text), cases

        self._jobs.run(_("Reading the passage"), read, self._on_read)

    def _on_read(self, told: tuple[int, Span, str, set[int]]) -> None:
        if not self._session.is_open:
            return
        if self.field is None:
            self.field = PassageField(self._session, self._window.window())
        self.field.ask(*told)
