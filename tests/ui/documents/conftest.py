from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.text import unit_starts
from qda.ui import theme
from qda.ui.documents.text_view import TextView
from tests.ui.documents.samples import MARKS, NOTE, on


@pytest.fixture
def view(qtbot: QtBot) -> TextView:
    """A view of the note with three codings, shown and focused."""
    made = TextView()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show_text(
        NOTE,
        MARKS,
        unit_starts(NOTE, "80"),
        [
            on(1, "Two of the newer workers share a desk", "sharing a desk", "#332288"),
            on(2, "newer workers", "being new", "#44AA99"),
            on(3, "No. I wanted it done.", "wanting it done"),
        ],
    )
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    made.set_ink(theme.LIGHT)
    return made
