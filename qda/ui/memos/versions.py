"""The versions of one memo: a list of dates, and the words as they stood then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.memos.editor import MemoEditor
from qda.ui.memos.words import moment
from qda.ui.parts import Link
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.memos.queries import VersionRow


_ROWS = 6


class Versions(QWidget):
    """Older words to look at, and to take up again."""

    done = Signal()
    taken_up = Signal(str, str)  # title and text of a version

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[VersionRow] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Versions of the memo"))
        self.list.currentRowChanged.connect(self._show_row)
        self.text = MemoEditor(session, self)
        self.text.setAccessibleName(_("The memo as it was"))
        self.text.setReadOnly(True)
        self._take_up = Link(_("Take these words up again"), self._take, self)
        line = QHBoxLayout()
        line.addWidget(Link(_("Back to writing"), self.done.emit, self))
        line.addWidget(self._take_up)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addLayout(line)
        column.addWidget(self.list)
        column.addWidget(self.text, 1)

    def show_memo(self, memo_id: int) -> None:
        """List the versions of a memo, the newest first."""
        from qda.memos import queries

        self._rows = list(reversed(queries.versions(self._session.project, memo_id)))
        self._take_up.setVisible(self._session.project.writable)
        self.list.clear()
        for row in self._rows:
            words = _("{number}: {when}").format(number=row.number, when=moment(row.created_at))
            self.list.addItem(QListWidgetItem(words))
        line = self.list.sizeHintForRow(0) if self._rows else 0
        self.list.setFixedHeight(min(_ROWS, len(self._rows)) * line + STEP)
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_row(self, place: int) -> None:
        self.text.show_words(self._rows[place].text if 0 <= place < len(self._rows) else "")

    def _take(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._rows):
            self.taken_up.emit(self._rows[place].title, self._rows[place].text)
