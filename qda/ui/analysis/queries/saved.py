"""The queries that were saved: to ask again, rename, duplicate and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.analysis.pieces import section
from qda.ui.parts.small import Link, soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.queries.query import Query

_ID = Qt.ItemDataRole.UserRole
_QUERY = Qt.ItemDataRole.UserRole + 1
_ROWS = 6


class _List(QListWidget):
    wanted = Signal()
    renamed = Signal()
    deleted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks, F2 renames, Del deletes."""
        keys = {
            Qt.Key.Key_Return: self.wanted,
            Qt.Key.Key_Enter: self.wanted,
            Qt.Key.Key_F2: self.renamed,
            Qt.Key.Key_Delete: self.deleted,
        }
        signal = keys.get(Qt.Key(event.key()))
        if signal is not None and self.selectedItems():
            signal.emit()
        else:
            super().keyPressEvent(event)


class SavedQueries(QWidget):
    """A field to save what is asked under a name, and the list of those that were."""

    wanted = Signal(str)  # the JSON form of a query

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._renaming: int | None = None
        self._query: Query | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * STEP, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(section(_("Saved queries")))
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name; Enter saves what is asked"))
        self.name.setAccessibleName(_("Name of the query"))
        self.name.returnPressed.connect(self.save)
        column.addWidget(self.name)
        self.list = _List()
        self.list.setObjectName("list")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(_("Saved queries"))
        self.list.itemClicked.connect(lambda _item: self.open())
        self.list.wanted.connect(self.open)
        self.list.renamed.connect(self.rename)
        self.list.deleted.connect(self.delete)
        column.addWidget(self.list)
        self.empty = soft(
            _("None yet. A query that is saved can be asked again, here and on the command line."), wrap=True
        )
        column.addWidget(self.empty)
        line = QHBoxLayout()
        line.setSpacing(STEP)
        self.links = [
            Link(_("Rename"), self.rename),
            Link(_("Duplicate"), self.duplicate),
            Link(_("Delete"), self.delete),
        ]
        for link in self.links:
            line.addWidget(link)
        line.addStretch(1)
        column.addLayout(line)

    def follow(self) -> None:
        """Read the list anew."""
        from qda.coding import saved_queries

        current = self._current()
        self.list.clear()
        rows = saved_queries.rows(self._session.project) if self._session.is_open else []
        for row in rows:
            item = QListWidgetItem(row.name)
            item.setData(_ID, row.id)
            item.setData(_QUERY, row.query)
            self.list.addItem(item)
            if row.id == current:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(min(_ROWS, max(1, len(rows))) * (self.list.fontMetrics().height() + 2 * STEP) + STEP)
        self.empty.setVisible(not rows)
        writable = self._session.is_open and self._session.project.writable
        self.name.setEnabled(writable)
        for link in self.links:
            link.setVisible(bool(rows) and writable)

    def show_query(self, query: Query | None) -> None:
        """What would be saved."""
        self._query = query

    def _current(self) -> int | None:
        rows = self.list.selectedItems()
        return int(rows[0].data(_ID)) if rows else None

    def open(self) -> None:
        """Ask the chosen one."""
        for item in self.list.selectedItems():
            self.wanted.emit(item.data(_QUERY))

    def save(self) -> None:
        """Keep what is asked under the name, or give the chosen one that name."""
        from qda.analysis.queries import asking
        from qda.analysis.queries.query import to_json
        from qda.coding import saved_queries

        project, words = self._session.project, self.name.text()
        if self._renaming is not None:
            self._session.act(saved_queries.rename, project, self._renaming, words)
            self._end()
            return
        if self._query is None:
            self._session.said.emit(_("Say first what is to be asked."))
            return
        query = self._query

        def kept() -> int:
            return saved_queries.save(project, words, to_json(asking.bound(project, query)))

        if self._session.act(kept) is not None:
            self._session.said.emit(_("Saved the query “{name}”.").format(name=words.strip()))
            self._end()

    def _end(self) -> None:
        self._renaming = None
        self.name.clear()
        self.name.setPlaceholderText(_("Name; Enter saves what is asked"))

    def rename(self) -> None:
        """Type another name for the chosen one."""
        for item in self.list.selectedItems() if self._session.project.writable else ():
            self._renaming = int(item.data(_ID))
            self.name.setText(item.text())
            self.name.setPlaceholderText(_("Another name; Enter keeps it"))
            self.name.selectAll()
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def duplicate(self) -> None:
        """The chosen one once more."""
        from qda.coding import saved_queries

        current = self._current()
        if current is not None:
            self._session.act(saved_queries.duplicate, self._session.project, current)

    def delete(self) -> None:
        """Delete the chosen one; it can be undone."""
        from qda.coding import saved_queries

        for item in self.list.selectedItems() if self._session.project.writable else ():
            name = item.text()
            self._session.act(saved_queries.delete, self._session.project, [int(item.data(_ID))])
            self._session.said.emit(_("Deleted the query “{name}”.").format(name=name))
