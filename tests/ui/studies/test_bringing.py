"""Files that are dropped go to the window, whatever lies under the mouse; other drags are for what does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.ui.main_window import MainWindow
from qda.ui.study.importing.page import ImportPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_file_that_is_dropped_on_a_field_is_offered_for_import(
    main_window: MainWindow, study: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    main_window.open(study)
    field, handle = main_window.bar.field, main_window.windowHandle()
    path, data = tmp_path / "Interview.txt", QMimeData()
    path.write_text("We talked.", encoding="utf-8")
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at = QPointF(field.mapTo(main_window, field.rect().center()))

    QApplication.sendEvent(handle, QDropEvent(at, COPY, data, LEFT, NONE))

    qtbot.waitUntil(lambda: main_window.stage.key == "import")
    page = main_window.stage.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: [row.path for row in page.rows] == [path])
    assert field.text() == ""


def test_words_that_are_dragged_are_left_to_the_widgets(main_window: MainWindow) -> None:
    data = QMimeData()
    data.setText("not being judged")

    event = QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NONE)

    assert not main_window.bringing.eventFilter(main_window, event)
