"""The start of the program on a study: painted as it was left first, then what is needed for work comes in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.studies import places

if TYPE_CHECKING:
    from qda.project.glance import Glance
    from qda.ui.main_window import MainWindow

_AT_LEAST = 1000  # milliseconds; a window that starts as an icon is not painted


class Arriving(QObject):
    """Shows a study at a glance, and has it opened once that has been painted."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.session.glanced.connect(self._on_glanced)

    def begin(self, path: Path) -> None:
        """Paint a study as it was left, and open it behind that."""
        from qda.project import glance

        window = self._window
        if glance.has_password(path):  # nothing of it can be seen yet
            window.leave()
            window.locking.ask(path, writable=True)
            return
        place = window.state.place
        found = glance.read(
            path, lambda guid: places.source_at(place(guid)), lambda guid: places.seen_from(place(guid))
        )
        window.session.show_glance(found)
        FirstPaint(window).seen.connect(lambda: window.opening.arrive(path))

    def _on_glanced(self, glance: Glance | None) -> None:
        window = self._window
        if glance is None:
            window.leave()
            return
        window.make_tree()
        window.name(glance.title)
        window.line.say(_("Opening the study…"))
        window.panels.show_sides(True)
        places.glance(window, window.state.place(glance.guid))


class FirstPaint(QObject):
    """Tells once, as soon as a window has been painted, or in vain waited for a second."""

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._soon = QTimer(self, singleShot=True, interval=_AT_LEAST)
        self._soon.timeout.connect(self._tell)
        self._soon.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the paint, which is done when the events behind it have their turn."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._soon.start(0)
        return False

    def _tell(self) -> None:
        self._window.removeEventFilter(self)
        self.seen.emit()
        self.deleteLater()
