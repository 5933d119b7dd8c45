"""How the Focus workspace is put together: its head, the heap with what is near, the clusters, and the empty page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _
from qda.ui.coding.board.choice import Choice
from qda.ui.coding.board.layout import Quote
from qda.ui.coding.board.model import SORTS, Board
from qda.ui.coding.board.near import NearList
from qda.ui.coding.board.rename import NameField
from qda.ui.coding.board.view import CardsView
from qda.ui.coding.book import CodeBook
from qda.ui.parts.empty import Empty
from qda.ui.parts.key_hints import KeyHints
from qda.ui.parts.small import Choice as Picker
from qda.ui.parts.small import ElidedLabel, Link, heading, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

_NARROW = 520  # pixels; beneath that the heap lies above the clusters
LOW = 400
"""Pixels; on a lower page there is room for cards only."""

_TOOLS = 400  # pixels that filter, order and lineage need
_SORT_WORDS = {
    "count": N_("Most segments"),
    "name": N_("By name"),
    "source": N_("As in the texts"),
    "near": N_("Near together"),
}


class BoardFrame(QWidget):
    """The widgets of the workspace. What they do is for the page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._book = CodeBook.of(session)
        self._quotes: dict[int, Quote | None] = {}
        self.board = Board(session, self)
        self.choice = Choice(self)
        self.setObjectName("focusPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Focus"))
        self._build()
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def quote(self, code: int) -> Quote | None:
        """One line of data of a code: the first of its segments."""
        if code not in self._quotes:
            from qda.coding import queries

            rows = queries.of_codes(self._session.project, [code], limit=1)
            self._quotes[code] = None
            if rows:
                words = " ".join(rows[0].quote.split())
                place = _("{source}, line {line}").format(source=rows[0].source, line=rows[0].line)
                if rows[0].speaker:
                    place = f"{rows[0].speaker} · {place}"
                self._quotes[code] = Quote(f"“{words}”", place)
        return self._quotes[code]

    def _build(self) -> None:
        self.heap = CardsView(self._session, self.board, self.choice, self.quote, heap=True)
        self.clusters = CardsView(self._session, self.board, self.choice, self.quote, heap=False)
        self.near = NearList(self._session, self.board)
        self.name_field = NameField(self)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.addWidget(self._left())
        self.parts.addWidget(self.clusters)
        self.parts.setStretchFactor(0, 2)
        self.parts.setStretchFactor(1, 5)
        self.parts.setChildrenCollapsible(False)
        self.parts.setSizes([260, 640])
        self.hints = KeyHints(
            self._session,
            (
                ("Enter", _("what is this an example of?")),
                ("Space", _("data")),
                ("M", _("move")),
                ("X", _("cut")),
                ("V", _("put")),
                ("Del", _("take out")),
                ("N", _("near")),
                ("T", _("test")),
                ("L", _("lineage")),
                ("B", _("biography")),
            ),
            self,
        )
        self.work = QWidget(self)
        column = QVBoxLayout(self.work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.parts, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(5 * STEP, 0, 5 * STEP, STEP)
        foot.addWidget(self.hints)
        column.addLayout(foot)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.work)
        self.stack.addWidget(self._empty())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _head(self) -> QWidget:
        head = QWidget()
        self.title = heading(_("What is this an example of?"), 1.4)
        self.title.setWordWrap(False)
        self.title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Filter cards"))
        self.filter.setAccessibleName(_("Filter cards"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(90)
        self.filter.setMaximumWidth(220)
        self.filter.installEventFilter(self)
        self.sorts = Picker()
        self.sorts.setAccessibleName(_("Order of the cards"))
        for sort in SORTS:
            self.sorts.addItem(_(_SORT_WORDS[sort]), sort)
        self.sorts.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.sorts.setMinimumWidth(110)
        self.to_lineage = Link(_("Lineage"))
        row = QHBoxLayout(head)
        row.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 2 * STEP)
        row.setSpacing(2 * STEP)
        row.addWidget(self.title)
        row.addStretch(1)
        row.addWidget(self.filter, 10)
        row.addWidget(self.sorts)
        row.addWidget(self.to_lineage)
        return head

    def _left(self) -> QWidget:
        self.count = ElidedLabel("")
        bold = small_font()
        bold.setWeight(QFont.Weight.DemiBold)
        self.count.setFont(bold)
        self.count.setObjectName("soft")
        self.near_head = ElidedLabel("")
        self.near_head.setFont(bold)
        self.near_head.setObjectName("soft")
        left = QWidget()
        left.setObjectName("heap")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, STEP)
        column.setSpacing(0)
        for label, part, stretch in ((self.count, self.heap, 1), (self.near_head, self.near, 0)):
            row = QHBoxLayout()
            row.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, STEP)
            row.addWidget(label)
            row.addStretch(1)
            column.addLayout(row)
            column.addWidget(part, stretch)
        self.near.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        left.setMinimumWidth(170)
        return left

    def _empty(self) -> QWidget:
        self.to_texts = Link(_("Go to the texts"), lambda: self._session.workspace_wanted.emit("code"))
        words = _("Initial codes become cards here, to be gathered under focused codes. Code a text first.")
        return Empty(words, self.to_texts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the heap lies above the clusters."""
        super().resizeEvent(event)
        upright = Qt.Orientation.Vertical if self.width() < _NARROW else Qt.Orientation.Horizontal
        if self.parts.orientation() != upright:
            self.parts.setOrientation(upright)
        self.title.setVisible(self.width() > self.title.sizeHint().width() + _TOOLS)
        self.hints.setVisible(self.height() > LOW)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(
            f"#focusPage {{ background: {ink.paper}; }} #heap {{ background: {ink.panel}; }}"
            f" QLabel#soft {{ color: {ink.soft}; }}"
        )
