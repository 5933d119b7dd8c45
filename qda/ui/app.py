"""Starting the window, and taking a picture of it where there is no screen."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qda import resources, settings
from qda.errors import QdaError
from qda.i18n import N_, _, install

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QApplication

    from qda.settings import Settings
    from qda.ui.main_window import MainWindow


_SWITCH = 0.0005  # seconds


class NoDisplay(QdaError):
    """A window needs a screen; Qt would end the whole process for want of one."""

    hint = N_("Start Gerund on a desktop. All it does can also be done from the command line: gerund --help.")

    def __init__(self) -> None:
        super().__init__(_("There is no screen to open a window on."))


class QtMissing(QdaError):
    """Qt can't be loaded, mostly for want of a library of the system."""

    hint = N_("On Debian and Ubuntu: sudo apt-get install libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1.")

    def __init__(self, reason: str) -> None:
        super().__init__(_("Qt, which draws the window, can't be loaded: {reason}.").format(reason=reason))


def run(path: Path | None, *, settings_path: Path | None = None) -> int:
    """Open the window, on a project if one is given, and stay until it is closed; gives the exit code.

    Raises NoDisplay, QtMissing. Everything that can go wrong with the project is said in the window.
    """
    _need_a_display()
    application = make_application()
    window = make_window(settings_path or settings.default_path(), arriving=path is not None)
    window.faults.catch_all(log_path())
    # A worker that computes gives way to the window ten times as often as Python would let it.
    sys.setswitchinterval(_SWITCH)
    window.show()
    if path is not None:
        window.arrive(path)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal; all work is on disk
    ended = application.exec()
    _leave_clipboard()
    return ended


def _leave_clipboard() -> None:
    """Leave copied words in an object of Qt's: one made in Python outlives Python, and its end was a crash."""
    from PySide6.QtGui import QGuiApplication
    from shiboken6 import createdByPython

    clipboard = QGuiApplication.clipboard()
    held = cast("QMimeData | None", clipboard.mimeData())
    if held is not None and createdByPython(held):
        clipboard.setText(held.text())


def picture(project: Path, file: Path) -> None:
    """Save what the window would show of a project, on a copy of it: no settings are read, nothing is changed."""
    import shutil
    import tempfile

    application = make_application()
    _quieten()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / project.name
        shutil.copy(project, copy)
        window = make_window(Path(folder) / "settings.toml")
        window.resize(1440, 900)
        window.show()
        window.open(copy)
        _show_a_source(window)
        _wait_for(application, window)
        saved = window.grab().save(str(file))
        window.close()
    if not saved:
        raise QdaError(_("The picture could not be written to “{path}”.").format(path=file))


def _quieten() -> None:
    """Drop what the offscreen platform remarks of every window, and pass on all else."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    def tell(_kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        if message and not message.startswith("This plugin does not support"):
            sys.stderr.write(f"{message}\n")

    qInstallMessageHandler(tell)


def _show_a_source(window: MainWindow) -> None:
    """The first source, with a coding chosen that has a memo, so that the panels have something to show."""
    from qda.coding import queries as coding
    from qda.sources import queries
    from qda.ui.session import Selection

    rows = queries.rows(window.session.project) if window.session.is_open else []
    if rows:
        window.show_workspace("code")
        window.session.show_source(rows[0].id)
        codings = coding.of_source(window.session.project, rows[0].id)
        chosen = next((row for row in codings if row.memo), None)
        if chosen is not None:
            window.session.select(Selection("segment", chosen.segment_id, coding_id=chosen.id))


def _wait_for(application: QApplication, window: MainWindow) -> None:
    """Until the window has said and drawn everything; ten seconds at most."""
    end = time.monotonic() + 10
    quiet = time.monotonic() + 0.5  # what is put off for a moment comes within this
    while time.monotonic() < end and (window.jobs.busy or time.monotonic() < quiet):
        application.processEvents()
        time.sleep(0.01)


def make_application() -> QApplication:
    """The application, named; the one there is, if there is one. Raises QtMissing."""
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        raise QtMissing(str(error)) from error
    from qda.ui import plain_imports

    plain_imports.restore()
    there = QApplication.instance()
    application = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("gerund")
    application.setApplicationDisplayName("")  # the window's title says it
    application.setDesktopFileName("gerund")
    return application


def make_window(settings_path: Path, *, arriving: bool = False) -> MainWindow:
    """The window with the settings of a file; if they can't be read, with the usual ones, and it says so."""
    if arriving:  # nothing of what is made for the first paint is garbage, and to look for it is a twentieth of all
        gc.disable()
    from qda.ui import sweeping
    from qda.ui.main_window import MainWindow
    from qda.ui.studies.arriving import FirstPaint

    found, problem = _load(settings_path)
    install(resources.path("i18n"), found.language or None)
    window = MainWindow(found, settings_path, arriving=arriving)
    if problem is not None:
        window.settings_readable = False
        window.messages.show_error(problem)
    if arriving:
        FirstPaint(window).seen.connect(sweeping.begin)
    return window


def _load(path: Path) -> tuple[Settings, QdaError | None]:
    try:
        return settings.load(path), None
    except settings.SettingsUnreadable as error:
        return settings.Settings(), error


def log_path() -> Path:
    """Where faults are written down, without any words of a study."""
    from platformdirs import user_log_path

    return user_log_path("gerund", appauthor=False) / "faults.log"


def _need_a_display() -> None:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in names):
        raise NoDisplay
