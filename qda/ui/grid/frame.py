"""How a page of matrices is built: the bar, the grid and the quotes beside or beneath it, and what is shown instead."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.grid.bar import MatrixBar
from qda.ui.grid.evidence import EvidencePanel
from qda.ui.grid.looks import sheet
from qda.ui.grid.view import GridView
from qda.ui.parts import Link
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

GRID, BLANK, EMPTY = range(3)
"""What the page shows: the grid, what a matrix still lacks, or how to begin one."""
_NARROW = 940  # pixels
_SMALL = 600
_LINES = 42  # of the window's font, on a small screen


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page is for: its kind of matrix, its id in the list of actions, its words."""

    kind: str
    action: str
    title: str
    empty: str
    blank: str
    new: str
    alarms: bool = False


class MatrixFrame(QWidget):
    """The widgets of the page; what they do is the page's."""

    def __init__(self, kind: Kind, session: Session, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._session = session
        self._small, self._low = False, 0
        self.setObjectName("matrixPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(kind.title)
        self._build()
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _build(self) -> None:
        self.bar = MatrixBar()
        self.new_link = Link(_("New"))
        self.rows_link = Link(_("Rows…"))
        self.columns_link = Link(_("Columns…"))
        self.export_link = Link(_("Export…"))
        self.bar.add_links([self.new_link, self.rows_link, self.columns_link, self.export_link])
        self.grid = GridView(self._session, self)
        self.grid.model_.alarms = self.kind.alarms
        self.evidence = EvidencePanel(self._session)
        self.evidence.setMinimumWidth(250)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(self.evidence)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.setSizes([700, 300])
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.blank_rows, self.blank_columns = self._button(_("Choose rows…")), self._button(_("Choose columns…"))
        self.begin_button = self._button(self.kind.new)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.blank_words = QLabel(self.kind.blank)
        self.stack.addWidget(_page(self.blank_words, self.blank_rows, self.blank_columns))
        self.stack.addWidget(_page(QLabel(self.kind.empty), self.begin_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName("button")
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room at the side, the quotes lie beneath."""
        super().resizeEvent(event)
        self._be_small(self.width() < _SMALL)
        self.bar.content.setMinimumWidth(96 if self._small else 128)
        way = Qt.Orientation.Vertical if self.width() < _NARROW else Qt.Orientation.Horizontal
        if way != self.splitter.orientation():
            beneath = way == Qt.Orientation.Vertical
            self.splitter.setOrientation(way)
            self.evidence.lie(beneath and not self._small)
            room = self.stack.height() if beneath else self.stack.width()
            self.splitter.setSizes([round(room * 0.62), round(room * 0.38)] if beneath else [room - 320, 320])

    def _be_small(self, small: bool) -> None:
        """On a small screen the judgement lies above its quotes, and what is too low scrolls."""
        if small == self._small:
            return
        self._small = small
        self.evidence.lie(not small)
        if small:
            self._low = self.minimumHeight()
        self.setMinimumHeight(_LINES * self.fontMetrics().height() if small else self._low)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))
        for view in (self.grid, self.grid.rows, self.grid.columns, self.evidence.list):
            view.viewport().update()


def _page(words: QLabel, *buttons: QPushButton) -> QWidget:
    """A sentence and what to do next, in the middle."""
    words.setObjectName("soft")
    words.setWordWrap(True)
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(12 * STEP, 8 * STEP, 12 * STEP, 8 * STEP)
    column.setSpacing(3 * STEP)
    column.addStretch(2)
    column.addWidget(words)
    row = QHBoxLayout()
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(3)
    return page
