"""How a page of matrices is built: the bar, the grid and the quotes beside or beneath it, and what is shown instead."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.grid.bar import MatrixBar
from qda.ui.grid.evidence import EvidencePanel
from qda.ui.grid.looks import sheet
from qda.ui.grid.view import GridView
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.theme import Ink

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
        self.blank = Empty(self.kind.blank, _("Choose rows…"))
        self.blank_rows = self.blank.button
        self.blank_columns = self.blank.offer_also(_("Choose columns…"))
        empty = Empty(self.kind.empty, self.kind.new)
        self.begin_link = empty.button
        self.stack = QStackedWidget()
        for part in (self.splitter, self.blank, empty):
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)

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
