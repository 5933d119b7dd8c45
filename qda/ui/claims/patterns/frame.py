"""How the page of patterns is put together; what its parts do is for the page."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.claims.lines import Lines
from qda.ui.claims.patterns.segments import CaseSegments
from qda.ui.claims.patterns.table import CaseRows, CaseTable
from qda.ui.parts.small import Link, heading
from qda.ui.parts.turning import Turning
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, Ink

_NARROW = 600  # pixels


class Propositions(QListWidget):
    """Propositions and rivals in full; each as high as its words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("propositions")
        self.setAccessibleName(_("Propositions and rivals"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)

    def size_of(self, words: str) -> QSize:
        """As high as the words in the list's width; the list's own guess leaves the last line out."""
        room = QRect(0, 0, max(80, self.viewport().width() - 5 * STEP), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return QSize(80, self.fontMetrics().boundingRect(room, flags, words).height() + 5 * STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        for item in map(self.item, range(self.count())):
            item.setSizeHint(self.size_of(item.text()))


class PatternsFrame(QWidget):
    """Propositions at the left, the cases of the chosen one at the right, the segments that show it beneath."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("patternsPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Patterns"))
        split = Turning(self, _NARROW, (230, 600), (220, 620), lines=54)
        split.addWidget(self._side())
        split.addWidget(self._right())
        split.begin()
        split.setStretchFactor(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(STEP * 4, 0, STEP * 4, 0)
        outer.addWidget(split)
        self.setFocusProxy(self.list)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _side(self) -> QWidget:
        side = QWidget()
        self.list = Propositions()
        self.new = QLineEdit()
        self.new.setPlaceholderText(_("New proposition"))
        self.new.setAccessibleName(_("New proposition"))
        self.rival_link = Link(_("Add as a rival to the chosen one"))
        self.gap = QWidget()  # the field stands above while there is nothing to list
        left = QVBoxLayout(side)
        left.setContentsMargins(0, STEP, 0, STEP * 2)
        left.addWidget(self.list, 1)
        left.addWidget(self.new)
        left.addWidget(self.rival_link)
        left.addWidget(self.gap, 1)
        return side

    def _right(self) -> QWidget:
        self.head = heading("", 1.15)
        self.expected = Lines(_("Expected pattern"), _("What ought to be seen in a case if it holds"), least=2)
        self.stamped, self.verdict = _soft(), _soft()
        self.export_link = Link(_("Write the patterns…"))
        self.rows = CaseRows(self)
        self.table = CaseTable(self._session, self.rows)
        self.segments = CaseSegments()
        self.evidence = self.segments.list
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(STEP * 3, STEP, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.head)
        column.addWidget(self.expected)
        line = QHBoxLayout()
        line.addWidget(self.stamped, 1)
        line.addWidget(self.export_link)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addWidget(self.verdict)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(self.segments)
        split.setSizes([460, 170])
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        return split

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(_sheet(ink))


def _soft() -> QLabel:
    label = QLabel()
    label.setObjectName("soft")
    label.setWordWrap(True)
    return label


def _sheet(ink: Ink) -> str:
    return f"""
#patternsPage {{ background: {ink.paper}; }}
QLabel#soft {{ color: {ink.soft}; }}
QLabel#amber {{ color: {ink.hint}; }}
#propositions, #evidence, #patterns {{ background: {ink.paper}; color: {ink.ink}; border: none; outline: none; }}
#propositions {{ border-right: 1px solid {ink.rule}; }}
#propositions::item, #evidence::item {{ padding: 6px; border-bottom: 1px solid {ink.rule}; }}
#propositions::item:selected, #evidence::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}
#propositions:focus, #evidence:focus {{ border: 1px solid {ink.accent}; }}
QHeaderView {{ background: {ink.paper}; border: none; }}
QHeaderView::section {{
    background: {ink.paper}; color: {ink.soft}; border: none; border-bottom: 1px solid {ink.faint};
    padding: 4px 8px; font-weight: 600;
}}
#evidence::indicator {{ width: 13px; height: 13px; border: 1px solid {ink.soft}; border-radius: 3px; }}
#evidence::indicator:checked {{ background: {ink.accent}; border-color: {ink.accent}; }}
QLineEdit, QPlainTextEdit {{
    background: {ink.paper}; color: {ink.ink}; border: 1px solid {ink.rule}; border-radius: {CORNER}px;
    padding: 4px 8px;
}}
QLineEdit:focus, QPlainTextEdit:focus {{ border-color: {ink.accent}; }}
"""
