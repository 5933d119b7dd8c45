"""How the Map workspace is put together: its head with the name and the keys, the surface, and what floats over it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.analysis.maps.legend import Legend, Proposals
from qda.ui.analysis.maps.view import MapView
from qda.ui.analysis.pieces import TitlePicker, page_sheet
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import KeyCap, button, small_font, soft
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

AROUND = 4 * STEP
"""Between what floats over a map and its edges, in pixels."""

_HINTS = 760  # pixels; with less the keys give way to the name of the map


class MapFrame(QWidget):
    """The widgets of the workspace. What they do is for the page."""

    name_wanted = Signal()  # a new map needs one
    menu_wanted = Signal()
    path_wanted = Signal()  # the map is to be taken away
    map_wanted = Signal(object)  # the id of the map that was chosen by its name

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Map"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._make_middle(), 1)
        row.addWidget(self.proposals)
        column.addLayout(row, 1)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _make_head(self) -> QWidget:
        head = self._head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(5 * STEP, 4 * STEP, 6 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        self.names = TitlePicker(self._session, _("Which map"))
        self.names.activated.connect(lambda _index: self.map_wanted.emit(self.names.currentData()))
        self.new = button(_("New map…"), self.name_wanted.emit)
        self.more = button(_("Map…"), self.menu_wanted.emit)
        self.export = button(_("Export…"), self.path_wanted.emit)
        row.addWidget(self.names, 1)
        row.addWidget(self.new)
        row.addWidget(self.more)
        row.addWidget(self.export)
        column.addLayout(row)
        row = QHBoxLayout()
        self.count = soft()
        self.count.setContentsMargins(STEP, 0, 0, 0)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self._make_hints())
        column.addLayout(row)
        return head

    def _make_hints(self) -> QWidget:
        """The keys that the surface knows."""
        self._hints = QWidget()
        hints = QHBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(STEP + 2)
        self._caps = []
        told = (
            ("N", _("node")), ("R", _("relation")), ("G", _("group")), ("A", _("arrange")), ("S", _("counts")),
            ("P", _("suggestions")), ("F", _("fit")),
        )  # fmt: skip
        for keys, words in told:
            cap = KeyCap(keys, self._session.ink)
            self._caps.append(cap)
            hints.addWidget(cap)
            label = soft(words)
            label.setContentsMargins(0, 0, 2 * STEP if keys != told[-1][0] else 0, 0)
            hints.addWidget(label)
        return self._hints

    def _make_middle(self) -> QWidget:
        self.view = MapView(self._session)
        self.empty = Empty(
            _("A map shows how categories, codes and memos relate: boxes where you put them, and lines between them."),
            _("New map…"),
            self.name_wanted.emit,
        )
        self.middle = QStackedWidget()
        self.middle.addWidget(self.view)
        self.middle.addWidget(self.empty)
        self._blank = soft(_("Press N for a first node, or drop codes, memos and cases here."))
        self._blank.setParent(self.view)
        self._blank.setFont(small_font())
        self._blank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._blank.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.legend = Legend(self._session, self.view)
        self.proposals = Proposals(self._session, self)
        return self.middle

    def _dress(self, ink: Ink) -> None:
        mine = f"#suggestions {{ background: {ink.panel}; border-left: 1px solid {ink.rule}; }}"
        self.setStyleSheet(f"{page_sheet(ink)}{mine} #suggestions #list {{ background: {ink.panel}; }}")
        for cap in self._caps:
            cap.set_ink(ink)

    def settle(self) -> None:
        """What floats over the map lies in its corners."""
        view = self.view.geometry()
        self.legend.move(AROUND, max(0, view.height() - self.legend.height() - AROUND))
        self.proposals.setFixedWidth(min(300, max(200, self.width() // 3)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hints of keys give way to the name of the map; the sentence on a blank map stays in its middle."""
        super().resizeEvent(event)
        self._hints.setVisible(self.width() >= _HINTS)
        self._blank.setGeometry(0, max(0, self.view.height() // 2 - 20), self.view.width(), 40)
        self.settle()
