"""The codes that a category is made of: focused codes with the initial codes gathered under each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLabel, QListView, QStyleOptionViewItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.rows import CODE_ROLE, CodeDelegate, Index, selection_palette
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.theme import STEP

_DEPTH = Qt.ItemDataRole.UserRole + 7


def members_of(groups: Mapping[int, tuple[int, ...]], code_id: int) -> list[tuple[int, int]]:
    """All codes that are gathered under one, each with its depth, beneath what it is gathered under."""
    below: dict[int, list[int]] = defaultdict(list)
    for member, above in groups.items():
        for group in above:
            below[group].append(member)
    found: list[tuple[int, int]] = []

    def put(code: int, depth: int, path: frozenset[int]) -> None:
        for member in below[code]:
            if member not in path:
                found.append((member, depth))
                put(member, depth + 1, path | {member})

    put(code_id, 0, frozenset((code_id,)))
    return found


class _Model(QAbstractListModel):
    def __init__(self, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self.rows: list[tuple[int, int]] = []

    def show(self, rows: list[tuple[int, int]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        code_id, depth = self.rows[index.row()]
        if role == CODE_ROLE:
            return code_id
        if role == _DEPTH:
            return depth
        if role == Qt.ItemDataRole.DisplayRole:
            return self._book.name(code_id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._book.name(code_id)} ({_(self._book.level(code_id))})"
        return None


class _Delegate(CodeDelegate):
    """The same as everywhere, further in for each level."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one code."""
        self.inset = (4 + 5 * int(index.data(_DEPTH) or 0)) * STEP
        super().paint(painter, option, index)


class _List(QListView):
    wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the code."""
        code = self.currentIndex().data(CODE_ROLE)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and code:
            self.wanted.emit(int(code))
        else:
            super().keyPressEvent(event)


class CodesPart(QWidget):
    """What lies beneath a category. Going to a code shows it in the panel; Enter lists its segments."""

    wanted = Signal(int)

    def __init__(self, session: Session, book: CodeBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _List()
        self._model = _Model(book, self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(session, book, self.list))
        self.list.setObjectName("list")
        self.list.setAccessibleName(_("Codes gathered in the category"))
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setPalette(selection_palette(self.list.palette()))
        self.list.wanted.connect(self.wanted)
        self.list.doubleClicked.connect(lambda index: self.wanted.emit(int(index.data(CODE_ROLE))))
        self.empty = QLabel(_("No codes are gathered here yet. Gather focused codes on the Focus board."))
        self.empty.setObjectName("soft")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 0)
        self.to_board = Link(_("Go to the board"), lambda: session.workspace_wanted.emit("focus"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty)
        column.addWidget(self.to_board)
        column.addStretch(0)
        self.setFocusProxy(self.list)

    def show_codes(self, rows: list[tuple[int, int]]) -> None:
        """List these, each with its depth."""
        if rows != self._model.rows:
            self._model.show(rows)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.to_board.setVisible(not rows)

    def repaint_all(self) -> None:
        """A name, a colour or a count is another."""
        self.list.viewport().update()
