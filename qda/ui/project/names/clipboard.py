"""Words with a name on the clipboard: within Gerund they may be cut and pasted, into another program they do not go.

What is copied by a screen is looked through by `ui.working.copying`; this is for fields that somebody writes in,
which copy by themselves. As soon as another program comes to the front, the clipboard holds no name any more, and that
is said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from qda.errors import QdaError


class ClipboardGuard(QObject):
    """Watches the clipboard while a register of names is open, or locked; `tell` is told what was taken off it."""

    def __init__(self, tell: Callable[[QdaError], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.look)

    def look(self, state: Qt.ApplicationState) -> None:
        """Somebody goes to another program: take off what holds a name."""
        from qda.export.leaving import leak_check
        from qda.flows.withholding.clearing import withheld

        if state == Qt.ApplicationState.ApplicationActive or not self._is_ours():
            return
        held = QGuiApplication.clipboard().mimeData()
        try:
            leak_check.require_clean("\n".join((held.text(), held.html())))
        except leak_check.NamesLeave as error:
            QGuiApplication.clipboard().setText(withheld())
            self._tell(error)

    @staticmethod
    def _is_ours() -> bool:
        """True where it was put there by us; what others copied is theirs."""
        from qda.export.leaving import leak_check

        is_watching = leak_check.watched() is not None or leak_check.is_locked()
        return is_watching and QGuiApplication.clipboard().ownsClipboard()
