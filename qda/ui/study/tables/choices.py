"""A line to type in that offers what has been used before; several words are parted by commas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

Offered = Callable[[], Sequence[str]]


class ListCompleter(QCompleter):
    """Completes what stands behind the last comma."""

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field

    def splitPath(self, path: str) -> list[str]:
        """The name that is being typed."""
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """The names before it, and the chosen one."""
        before = self._field.text().rpartition(",")[0].strip()
        chosen = super().pathFromIndex(index)
        return f"{before}, {chosen}" if before else chosen


class ChoiceField(QLineEdit):
    """Free words with offers: Down or a click in the blank field shows them all, typing those that fit."""

    chosen = Signal(str)  # Enter, leaving, or a click on an offer; only when the words changed
    picked = Signal()  # an offer was taken, or Enter came while offers were shown: there is nothing left to type

    def __init__(self, name: str, offers: Offered, *, several: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers = offers
        self._words = ""
        self._list = QStringListModel(self)
        self._completer = ListCompleter(self) if several else QCompleter(self)
        self._completer.setModel(self._list)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(12)
        self._popup = QListView()
        self._completer.setPopup(self._popup)  # which owns it from now on
        self.setCompleter(self._completer)
        self.setAccessibleName(name)
        self.editingFinished.connect(self._keep)
        self.textEdited.connect(self._refresh)
        if not several:
            self._completer.activated.connect(self._on_chosen)

    def show_words(self, words: str, hint: str = "") -> None:
        """Show what is stored, unless something else is being typed; `hint` shows in a blank field."""
        typing = self.hasFocus() and self.text() != self._words
        self._words = words
        self.setPlaceholderText(hint)
        if not typing and self.text() != words:
            self.setText(words)
            self.setCursorPosition(0)

    def offer_all(self) -> None:
        """Show every offer."""
        self._refresh()
        self._completer.setCompletionPrefix("")
        if self._list.rowCount():
            self._completer.complete()

    def _refresh(self) -> None:
        self._list.setStringList(list(dict.fromkeys(offer for offer in self._offers() if offer)))

    def _on_chosen(self, words: str) -> None:
        self.setText(words)  # the completer would do so after this signal only
        self._popup.hide()
        self._keep()
        self.picked.emit()

    def _keep(self) -> None:
        words = " ".join(self.text().split()).strip(" ,")
        if words != self._words:
            self._words = words
            self.chosen.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down shows the offers, Esc puts the old words back."""
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self.offer_all()
        elif event.key() == Qt.Key.Key_Escape and self.text() != self._words:
            self.setText(self._words)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._popup.isVisible():
            # The list of offers passes the key on; nobody else hears of it.
            super().keyPressEvent(event)
            self._popup.hide()
            self.picked.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click in the blank field shows the offers."""
        super().mousePressEvent(event)
        if not self.text():
            self.offer_all()
