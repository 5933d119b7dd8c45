"""The tags of memos: ticked on and off, typed new, renamed and removed everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP

_NAME = Qt.ItemDataRole.UserRole


class _Tags(QListWidget):
    def __init__(self, parent: TagPopup, remove: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._remove = remove

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self._remove(str(item.data(_NAME)))
        elif event.key() == Qt.Key.Key_F2 and item is not None:
            item.setText(str(item.data(_NAME)))
            self.editItem(item)
        else:
            super().keyPressEvent(event)


class TagPopup(QFrame):
    """Beneath the head of a memo. Typing narrows the list; Enter puts the tag on, or makes it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._session = session
        self._memos: list[int] = []
        self._filling = False
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Tag; Enter puts it on"))
        self.field.setAccessibleName(_("Tag"))
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(self._enter)
        self.list = _Tags(self, self.remove)
        self.list.setAccessibleName(_("Tags"))
        self.list.itemChanged.connect(self._on_changed)
        self._told = QLabel(_("Space ticks · F2 renames everywhere · Del removes everywhere"), self)
        self._told.setFont(small_font())
        self._told.setObjectName("soft")
        self._told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        for part in (self.field, self.list, self._told):
            column.addWidget(part)

    def ask(self, memo_ids: Sequence[int], at: QPoint) -> None:
        """Open for these memos, at a point of the screen."""
        self._memos = list(memo_ids)
        self.field.clear()
        self._show()
        self.resize(260, 260)
        self.move(at)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self) -> None:
        from qda.memos import queries, tags

        self._filling = True
        typed = self.field.text().strip().casefold().lstrip("#")
        mine = [row for memo_id in self._memos if (row := queries.memo(self._session.project, memo_id)) is not None]
        on = {name.casefold() for row in mine for name in row.tags}
        self.list.clear()
        for tag in tags.rows(self._session.project):
            if typed in tag.name.casefold():
                item = QListWidgetItem(f"#{tag.name}  {tag.memos}")
                item.setData(_NAME, tag.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
                ticked = tag.name.casefold() in on
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.list.addItem(item)
        self._filling = False

    def _enter(self) -> None:
        """Put on what was typed; where it begins just one tag, that one."""
        from qda.memos import tags

        typed = self.field.text().strip().lstrip("#").strip()
        names = [str(self.list.item(row).data(_NAME)) for row in range(self.list.count())]
        begun = [name for name in names if name.casefold().startswith(typed.casefold())]
        if not typed:
            self.close()
            return
        name = begun[0] if len(begun) == 1 else typed
        self._session.act(tags.add, self._session.project, self._memos, name)
        self.field.clear()
        self._show()

    def _on_changed(self, item: QListWidgetItem) -> None:
        from qda.memos import tags

        if self._filling:
            return
        project, name, text = self._session.project, str(item.data(_NAME)), item.text().strip()
        renamed = not text.startswith("#") and text != name
        if renamed:
            self._session.act(tags.rename, project, name, text)
        elif item.checkState() == Qt.CheckState.Checked:
            self._session.act(tags.add, project, self._memos, name)
        else:
            self._session.act(tags.take_off, project, self._memos, name)
        self._show()

    def remove(self, name: str) -> None:
        """Take a tag off all memos; undo brings it back."""
        from qda.memos import tags

        self._session.act(tags.remove, self._session.project, name)
        self._session.said.emit(_("Removed the tag “{tag}” from all memos.").format(tag=name))
        self._show()
