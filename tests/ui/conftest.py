"""A window to test the shell with, on settings of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.coding import segments
from qda.project.project import Project
from qda.settings import Settings
from qda.ui import theme
from qda.ui.main_window import MainWindow
from tests.factories import make_case, make_source, span_of


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A closed project file: one unit with a case, one interview, one coding."""
    path = tmp_path / "talk.gerund"
    with Project.create(path, title="Talking", coder="AQ") as project:
        make_case(project)
        source = make_source(project)
        segments.apply_new(project, source, span_of("She did not judge me."), "not being judged")
    return path


@pytest.fixture
def main_window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """An empty window with the usual settings; the application looks as before afterwards."""
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    window = MainWindow(Settings(coder="AQ", scheme="light"), tmp_path / "config" / "settings.toml")
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()
    # Now: a sheet that changes is worked out anew for every widget that there still is.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.read_in()
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)
