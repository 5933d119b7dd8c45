"""Codes that answer to a few letters, as a flat list: for the filter of the tree and for the quick-code field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem, QWidget

from qda.i18n import _
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.rows import CODE_ROLE, PATH_ROLE, SQUARE, CodeDelegate
from qda.ui.coding.codes.tree import dragged, spoken
from qda.ui.documents.mime import CODES
from qda.ui.parts.small import paint_ground
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

NEW = 0
"""Stands for the code that would be made; no code has this id."""

_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled

Index = QModelIndex | QPersistentModelIndex


class FoundCodes(QAbstractListModel):
    """A list of codes, best first; at its end perhaps the code that would be new."""

    def __init__(self, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._book = book
        self._ids: list[int] = []
        self._label = ""
        book.altered.connect(self._repaint)
        book.counted.connect(self._repaint)

    def show(self, ids: Sequence[int], label: str = "") -> None:
        """Show these codes, and after them a new one of this label if there is one."""
        self.beginResetModel()
        self._ids = [*ids, NEW] if label else list(ids)
        self._label = label
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many were found."""
        return 0 if parent.isValid() else len(self._ids)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Codes can be chosen and dragged away."""
        return _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The id, the name, the path above it, and what a screen reader says."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        code_id = self._ids[index.row()]
        if role == CODE_ROLE:
            return code_id
        if role == PATH_ROLE:
            return self._book.path_above(code_id) if code_id != NEW else ""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._book.name(code_id) if code_id != NEW else new_code_words(self._label)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._book, code_id) if code_id != NEW else new_code_words(self._label)
        return None

    def mimeTypes(self) -> list[str]:
        """Codes."""
        return [CODES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The codes that are dragged."""
        return dragged([self._ids[index.row()] for index in indexes], self._book)

    def _repaint(self, ids: frozenset[int]) -> None:
        for row, code_id in enumerate(self._ids):
            if code_id in ids:
                self.dataChanged.emit(self.index(row), self.index(row))


class FoundDelegate(CodeDelegate):
    """Paints codes, and the one that would be new with a dashed square."""

    inset = 3 * STEP

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A code as everywhere; the new one in the same place."""
        if index.data(CODE_ROLE) != NEW:
            super().paint(painter, option, index)
            return
        ink = self._session.ink
        paint_ground(painter, option, ink)
        box = option.rect.adjusted(self.inset, 0, -3 * STEP, 0)
        painter.setPen(QPen(qcolor(ink.soft), 1, Qt.PenStyle.DotLine))
        painter.drawRect(QRect(box.left(), box.center().y() - SQUARE // 2, SQUARE - 1, SQUARE - 1))
        box.setLeft(box.left() + SQUARE + 2 * STEP)
        painter.setFont(option.font)
        painter.setPen(qcolor(ink.ink))
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class FoundList(QListView):
    """The list of what was found."""

    def __init__(self, session: Session, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self.found = FoundCodes(book, self)
        self.setModel(self.found)
        self.setItemDelegate(FoundDelegate(session, book, self))
        self.setAccessibleName(_("Codes found"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)

    def current(self) -> int | None:
        """The code that is chosen; NEW for the new one, None if there is none."""
        found = self.currentIndex().data(CODE_ROLE)
        return None if found is None else int(found)

    def choose_row(self, row: int) -> None:
        """Choose by place; a row that is not there chooses nothing."""
        self.setCurrentIndex(self.found.index(row))

    def step(self, rows: int) -> None:
        """So many rows up or down, and round at the ends."""
        count = self.found.rowCount()
        if count:
            self.choose_row((self.currentIndex().row() + rows) % count)


def new_code_words(label: str) -> str:
    """How a code that would be made is offered."""
    return _("New code “{label}”").format(label=label)
