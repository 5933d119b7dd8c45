"""Opening the field of a cell by an act of the menu, which may come while a field is open already."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView


def begin(view: QAbstractItemView, index: QModelIndex | QPersistentModelIndex) -> bool:
    """Open the field of a cell; False where nothing can be written, or a field is open, which stays as it is."""
    if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEditable:
        return False
    if view.state() == QAbstractItemView.State.EditingState:
        return False
    view.edit(index)
    return True
