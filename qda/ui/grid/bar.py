"""Above the grid: which matrix, what its cells show, which case it is about, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import Choice, Link, Tick
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.synthesis.matrix_values import MatrixName, MatrixRow

_CHOOSER, _FIELD = range(2)


class MatrixBar(QWidget):
    """Signals say what is wanted; the page does it."""

    matrix_chosen = Signal(int)
    content_chosen = Signal(str)
    case_chosen = Signal(object)  # id or None
    units_wanted = Signal(bool)
    typed = Signal(str, str)  # what was asked, and the words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self._typing = ""
        self.chooser = Choice()
        self.chooser.setAccessibleName(_("Matrix"))
        self.chooser.setMinimumWidth(110)
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self.place = QStackedWidget()
        self.place.addWidget(self.chooser)
        self.place.addWidget(self.field)
        self.place.setMaximumHeight(self.chooser.sizeHint().height() + 2)
        self.case_label, self.case = QLabel(_("Case")), Choice()
        self.case.setAccessibleName(_("Case that the matrix is about"))
        self.content = Choice()
        self.content.setAccessibleName(_("What cells show"))
        self.content.setMinimumWidth(96)
        self.units = Tick(_("Units above cases"))
        self.menu_button = QToolButton()
        self.menu_button.setText(_("More…"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setAutoRaise(True)
        self.menu_button.setAccessibleName(_("What can be done with the matrix"))
        self.menu = QMenu(self.menu_button)
        self.menu_button.setMenu(self.menu)
        self.links: list[Link] = []
        self._lower = QHBoxLayout()
        self._lower.setSpacing(STEP * 2)
        upper = QHBoxLayout()
        upper.setSpacing(STEP * 2)
        upper.addWidget(self.place, 1)
        upper.addWidget(self.case_label)
        upper.addWidget(self.case)
        upper.addWidget(self.content)
        upper.addWidget(self.units)
        upper.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 6, STEP * 2, STEP * 4, STEP)
        column.setSpacing(STEP)
        column.addLayout(upper)
        column.addLayout(self._lower)
        self.chooser.activated.connect(self._on_matrix)
        self.case.activated.connect(lambda at: self.case_chosen.emit(self.case.itemData(at)))
        self.content.activated.connect(lambda at: self.content_chosen.emit(self.content.itemData(at)))
        self.units.toggled.connect(self._on_units)

    def add_links(self, links: Sequence[Link]) -> None:
        """Put words to click under the choosers."""
        for link in links:
            self._lower.addWidget(link)
            self.links.append(link)
        self._lower.addWidget(self.menu_button)
        self._lower.addStretch(1)

    # --- what is shown --------------------------------------------------------------------------------------------

    def show_matrix(
        self, names: Sequence[MatrixName], matrix: MatrixRow | None, cases: Sequence[tuple[int, str]], *, writable: bool
    ) -> None:
        """Show which there are, and what the chosen one is."""
        from qda.synthesis.matrix_values import CONTENT_WORDS

        self._filling = True
        self.chooser.clear()
        for row in names:
            self.chooser.addItem(row.name, row.id)
        self.case.clear()
        self.case.addItem(_("All cases"), None)
        for case_id, name in cases:
            self.case.addItem(name, case_id)
        if not self.content.count():
            for key, word in CONTENT_WORDS.items():
                self.content.addItem(_(word), key)
        if matrix is not None:
            self.chooser.setCurrentIndex(max(0, self.chooser.findData(matrix.id)))
            self.case.setCurrentIndex(max(0, self.case.findData(matrix.case_id)))
            self.content.setCurrentIndex(max(0, self.content.findData(matrix.content)))
            self.units.setChecked(matrix.second_level)
            has_cases = any(line.target == "case" for line in (*matrix.rows, *matrix.columns))
            self.units.setVisible(has_cases)
            self.case.setVisible(not has_cases)
            self.case_label.setVisible(not has_cases)
        for widget in (self.case, self.content, self.units, *self.links):
            widget.setEnabled(writable)
        self._filling = False

    def _on_matrix(self, at: int) -> None:
        if not self._filling:
            self.matrix_chosen.emit(int(self.chooser.itemData(at)))

    def _on_units(self, on: bool) -> None:
        if not self._filling:
            self.units_wanted.emit(on)

    # --- typing in place ------------------------------------------------------------------------------------------

    def ask(self, what: str, words: str, told: str) -> None:
        """Have something typed where the chooser is; `typed` says what came of it."""
        self._typing = what
        self.field.setAccessibleName(told)
        self.field.setPlaceholderText(told)
        self.field.setToolTip(told)
        self.field.setText(words)
        self.field.selectAll()
        self.place.setCurrentIndex(_FIELD)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps what was typed, Esc or another place of the keyboard lets it be."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                typing, words = self._typing, self.field.text()
                self._end()
                self.typed.emit(typing, words)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._end()
                return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut:
            self._typing = ""
            self.place.setCurrentIndex(_CHOOSER)
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        self._typing = ""
        self.place.setCurrentIndex(_CHOOSER)
        self.chooser.setFocus(Qt.FocusReason.OtherFocusReason)
