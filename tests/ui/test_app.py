"""The program starts, says why it cannot, and can take a picture of itself."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qda.settings import Settings
from qda.ui import app

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_there_is_a_sentence_instead_of_an_abort(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(app.NoDisplay, match="There is no screen"):
        app.run(None)


def test_settings_that_cannot_be_read_are_told_of_and_left_alone(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("coder = ")

    window = app.make_window(file)
    qtbot.addWidget(window)
    window.switch_scheme()

    message = window.messages.current()
    assert message is not None
    assert "can't be read" in message.sentence
    assert file.read_text() == "coder = "


def test_settings_are_taken_from_their_file(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('coder = "Bea"\n')

    window = app.make_window(file)
    qtbot.addWidget(window)

    assert window.settings == Settings(coder="Bea")


def test_a_picture_shows_the_study_and_changes_nothing(study: Path, tmp_path: Path, qapp: QApplication) -> None:
    before = study.read_bytes()
    there = sorted(study.parent.iterdir())

    app.picture(study, tmp_path / "window.png")

    image = QImage(str(tmp_path / "window.png"))
    assert (image.width(), image.height()) == (1440, 900)
    assert study.read_bytes() == before
    assert sorted(study.parent.iterdir()) == [*there, tmp_path / "window.png"]


def test_what_is_made_before_the_first_paint_is_not_searched_for_garbage(tmp_path: Path, qtbot: QtBot) -> None:
    window = app.make_window(tmp_path / "settings.toml", arriving=True)
    qtbot.addWidget(window)
    before = gc.isenabled()

    window.show()
    qtbot.waitUntil(gc.isenabled)

    assert not before
    gc.unfreeze()  # what was set aside here would be so for all tests to come


_COPY_AND_QUIT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from qda.text import Span
from qda.ui import app
from qda.ui.documents.mime import span_mime

def copy_and_quit():
    QGuiApplication.clipboard().setMimeData(span_mime("She sat down.", Span(0, 13)))
    QGuiApplication.quit()

make = app.make_window
def made(*given, **named):
    window = make(*given, **named)
    QTimer.singleShot(0, window, copy_and_quit)
    return window
app.make_window = made
sys.exit(app.run(None, settings_path=Path(sys.argv[1])))
"""


def test_the_program_ends_well_after_a_passage_was_copied(tmp_path: Path) -> None:
    program = [sys.executable, "-c", _COPY_AND_QUIT, str(tmp_path / "settings.toml")]

    ended = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)

    assert ended.returncode == 0, ended.stderr
