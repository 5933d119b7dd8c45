"""The other memos on the same thing: a few lines beneath the memo that is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from qda.i18n import _
from qda.ui.memos.listed.rows import memos_mime
from qda.ui.memos.words import day
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.memos.queries import MemoRow

_ROWS = 4


class OtherMemos(QListWidget):
    """Day and title of each; hidden where there is none. They can be dragged onto a map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDragEnabled(True)
        self.setAccessibleName(_("Other memos on the same"))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_rows(self, rows: Sequence[MemoRow]) -> None:
        """List these."""
        self.clear()
        for row in rows:
            item = QListWidgetItem(f"{day(row.created_at)}  {row.shown_title}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setToolTip(row.shown_title)
            self.addItem(item)
        height = QFontMetrics(self.font()).height() + STEP
        self.setFixedHeight(min(_ROWS, len(rows)) * height + STEP)
        self.setVisible(bool(rows))

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The memos by their ids."""
        return memos_mime([item.data(Qt.ItemDataRole.UserRole) for item in items])
