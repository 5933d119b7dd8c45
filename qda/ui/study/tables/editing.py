"""Fields that open in the cells of a table: what is in a cell comes in all selected, what was typed goes back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget
from shiboken6 import isValid

from qda.ui.study.tables.choices import ChoiceField

Index = QModelIndex | QPersistentModelIndex


class Editing(QStyledItemDelegate):
    """What opens lines and choices in cells; which of the two, its heirs say."""

    def fitted(self, editor: QLineEdit) -> QLineEdit:
        """The field with its words where those of the cell stand; a choice that was made ends it."""
        editor.setStyleSheet("QLineEdit { padding: 0 5px; border-radius: 4px; }")
        if isinstance(editor, ChoiceField):
            editor.picked.connect(lambda: self._end(editor), Qt.ConnectionType.QueuedConnection)
        return editor

    def _end(self, editor: QWidget) -> None:
        if isValid(editor) and editor.isVisible():  # it may have been ended by the same key
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the words in, all of them selected."""
        assert isinstance(editor, QLineEdit)
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, ChoiceField):
            editor.show_words(words)
        editor.setText(words)
        editor.selectAll()
