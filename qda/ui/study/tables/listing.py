"""A table with what goes around it: writing through, deleting, a menu."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.lists import editing
from qda.ui.session import Session
from qda.ui.study.tables.rows import Column, Rows
from qda.ui.study.tables.view import Table

NEW = 0
"""The key of the last line where the next thing is named in it; nothing else has it."""


class Listing(QWidget):
    """Rows that are written in place by commands; Del and the menu ask for deleting."""

    delete_wanted = Signal(object)  # rows
    move_wanted = Signal(int)  # the one that is chosen, up (-1) or down (1); where the table has an order of its own

    def __init__(
        self,
        session: Session,
        columns: Sequence[Column[Any]],
        key: Callable[[Any], Hashable],
        name: str,
        *,
        wrap: bool = False,
        by_content: bool = False,
        moves: bool = False,
    ) -> None:
        super().__init__()
        self._session = session
        self._key = key
        self._moves = moves
        self.rows: Rows[Any] = Rows(columns, key, self)
        self.table = Table(session, self.rows, name, wrap=wrap, by_content=by_content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.rows.written.connect(self._on_written)
        self.table.menuWanted.connect(self._show_menu)
        self.setFocusProxy(self.table)

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.rows.writable = self._session.is_open and self._session.project.writable
        self.rows.show(rows)

    def chosen(self) -> list[Any]:
        """The rows that are chosen, in order; the line for the next is none."""
        return [row for row in self.table.chosen() if self._key(row) != NEW]

    def one(self) -> Any | None:
        """The one row that is chosen."""
        rows = self.chosen()
        return rows[0] if len(rows) == 1 else None

    def _on_written(self, column: Column[Any], row: Any, words: str) -> None:
        if column.write is not None:
            self._session.act(column.write, self._session.project, row, words)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        index = self.table.currentIndex()
        edit = menu.addAction(_("Edit"), lambda: editing.begin(self.table, index))
        edit.setEnabled(self.rows.can_write(index))
        if self._moves:
            for words, step in ((_("Move up (Alt+Up)"), -1), (_("Move down (Alt+Down)"), 1)):
                may_move = self.rows.writable and self.one() is not None
                menu.addAction(words, partial(self.move_wanted.emit, step)).setEnabled(may_move)
        menu.addAction(_("Delete"), self._ask_delete).setEnabled(self.rows.writable)
        menu.popup(at)

    def _ask_delete(self) -> None:
        rows = self.chosen()
        if rows and self.rows.writable:
            self.delete_wanted.emit(rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del asks for deleting."""
        if event.key() == Qt.Key.Key_Delete:
            self._ask_delete()
        else:
            super().keyPressEvent(event)
