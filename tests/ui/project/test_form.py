"""Forms for passwords keep their fields whole in a low window: what does not fit scrolls into sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from qda.ui.parts.password_field import PasswordField
from qda.ui.project.new_page import NewPage
from qda.ui.project.passwords.lock_page import LockPage
from qda.ui.project.passwords.password_page import PasswordPage
from qda.ui.session import Session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def made(name: str, folder: Path) -> QWidget:
    if name == "change":
        page = PasswordPage(Session(), lambda: None)
        page.show_act("change")
        page.remember.offer(can_be=True, remembered=True, new=True)
        page.remember.tick.setChecked(True)
        return page
    if name == "lock":
        asking = LockPage(lambda: None)
        asking.ask(folder / "a name that is long enough for two or three lines of its own.gerund", writable=True)
        asking.remember.offer(can_be=True, remembered=False)
        asking.remember.tick.setChecked(True)
        return asking
    return NewPage(lambda: folder, lambda: None)


@pytest.mark.parametrize("name", ["change", "lock", "new"])
def test_in_a_low_window_fields_keep_their_height_and_the_last_button_can_be_reached(
    name: str, tmp_path: Path, qtbot: QtBot
) -> None:
    page = made(name, tmp_path)
    qtbot.addWidget(page)

    page.resize(460, 260)
    page.show()
    qtbot.waitExposed(page)

    fields = [field.line for field in page.findChildren(PasswordField) if field.isVisible()]
    area = page.findChild(QScrollArea)
    assert area is not None
    assert fields
    assert all(line.height() >= line.minimumHeight() for line in fields)
    assert (inner := area.widget()) is not None
    assert inner.height() >= inner.minimumSizeHint().height()
    assert area.verticalScrollBar().maximum() > 0
