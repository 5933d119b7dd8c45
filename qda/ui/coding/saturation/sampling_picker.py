"""A list to tick sources in, with a field that filters; Enter keeps what is ticked, Esc leaves it as it was."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.coding.saturation.cells import CellTable
from qda.ui.coding.saturation.model import Cells, Part
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.theme import STEP

Named = tuple[int, str]


class PickCells(Cells):
    """Things to tick."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts = (Part("on", _("Collected"), -6, "check"), Part("name", _("Source"), 1))
        self.ticked: set[int] = set()

    def key(self, row: Named) -> Hashable:
        """Its id."""
        return row[0]

    def words(self, row: Named, part: str) -> str:
        """Its name, or whether it is ticked."""
        return row[1] if part == "name" else (_("collected") if row[0] in self.ticked else _("not collected"))

    def checked(self, row: Named) -> bool:
        """True if ticked."""
        return row[0] in self.ticked


class SourcePicker(QFrame):
    """The list above the page, at a cell."""

    chosen = Signal(object)  # list of ids, in the order of the study
    ended = Signal()

    def __init__(self, session: Session, parent: QWidget, known: Sequence[Named], ticked: Collection[int]) -> None:
        super().__init__(parent)
        self._known = list(known)
        self._room = parent
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Collected sources"))
        self.cells = PickCells(self)
        self.cells.ticked = set(ticked)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Filter the sources"))
        self.field.setAccessibleName(_("Filter the sources"))
        self.field.textChanged.connect(lambda _words: self._list())
        self.field.installEventFilter(self)
        self.table = CellTable(session, self.cells, _("Sources"))
        self.table.horizontalHeader().hide()
        self.table.ticked.connect(self._tick)
        self.table.acted.connect(lambda _row, _part: self.give())
        keep = QPushButton(_("Link these (Enter)"), self)
        keep.setObjectName("button")
        keep.clicked.connect(self.give)
        foot = QHBoxLayout()
        foot.addWidget(keep)
        foot.addWidget(Link(_("Never mind (Esc)"), self.put_away, self))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self._list()

    def open(self, anchor: QRect) -> None:
        """Show it at a place of the parent, inside it."""
        room = self._room.rect()
        size = (min(360, room.width()), min(320, room.height()))
        left = max(0, min(anchor.left(), room.right() - size[0]))
        top = max(0, min(anchor.bottom(), room.bottom() - size[1]))
        self.setGeometry(left, top, *size)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self) -> None:
        """Those that answer to the filter, ticked ones first while there is none."""
        wanted = self.field.text().casefold().split()
        found = [row for row in self._known if all(word in row[1].casefold() for word in wanted)]
        if not wanted:
            found.sort(key=lambda row: row[0] not in self.cells.ticked)
        self.table.show_rows(found, writable=False)
        if found and not self.table.currentIndex().isValid():
            self.table.go(found[0][0], "name")

    def _tick(self, row: Named) -> None:
        self.cells.ticked ^= {row[0]}
        self.table.viewport().update()

    def give(self) -> None:
        """Keep what is ticked."""
        ids = [row[0] for row in self._known if row[0] in self.cells.ticked]
        self.put_away()
        self.chosen.emit(ids)

    def put_away(self) -> None:
        """Leave everything as it was."""
        self.ended.emit()  # first: the keyboard of what is hidden would go to whatever comes next
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, arrows go to the list."""
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if pressed in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Esc does not."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)
