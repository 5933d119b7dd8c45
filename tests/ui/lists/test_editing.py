"""A field in a cell is opened by an act once, however often the act comes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from qda.ui.lists import editing


class _Fixed(QStringListModel):
    """Whose second row can't be written in."""

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:  # type: ignore[override]  # nor a persistent one
        return super().flags(index) & ~(Qt.ItemFlag.ItemIsEditable if index.row() == 1 else Qt.ItemFlag.NoItemFlags)


@pytest.fixture
def view(qtbot: QtBot) -> QListView:
    made = QListView()
    qtbot.addWidget(made)
    made.setModel(_Fixed(["one", "two"], made))
    made.show()
    return made


def test_a_field_that_is_open_stays_as_it_is_when_it_is_asked_for_again(view: QListView) -> None:
    first = view.model().index(0, 0)
    opened = editing.begin(view, first)
    fields = view.findChildren(QLineEdit)
    fields[0].setText("half a word")

    again = editing.begin(view, first)

    assert opened
    assert not again
    assert [field.text() for field in view.findChildren(QLineEdit)] == ["half a word"]


@pytest.mark.parametrize("row", [1, 2], ids=["fixed", "gone"])
def test_what_cannot_be_written_in_is_left_alone(view: QListView, row: int) -> None:
    assert not editing.begin(view, view.model().index(row, 0))

    assert view.findChildren(QLineEdit) == []
