"""Files that are brought to the window, from a chooser or by hand: a study is opened, others are offered for import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from qda.i18n import _
from qda.ui.problems import Offer
from qda.ui.studies.opening import SUFFIX

if TYPE_CHECKING:
    from qda.text import UnitKind
    from qda.ui.main_window import MainWindow
    from qda.ui.study.importing.page import ImportPage


class Bringing(QObject):
    """Asks for files, and takes those that are dropped wherever in the window: no field gets their addresses."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def ask_files(self) -> None:
        """Ask for files, and offer them for import."""
        names = "*.txt *.md *.markdown *.docx *.odt *.rtf *.pdf *.html *.htm *.srt *.vtt *.csv *.xlsx"
        projects = "*.qdpx *.qde *.qdc *.qda *.sqlite3 *.rqda"
        wanted = f"{_('Texts')} ({names});;{_('Projects of other programs')} ({projects});;{_('All files')} (*)"
        found, _chosen = QFileDialog.getOpenFileNames(self._window, _("Import sources"), "", wanted)
        if found:
            self.offer([Path(name) for name in found])

    def ask_folder(self) -> None:
        """Ask for a folder, and offer the files in it for import."""
        found = QFileDialog.getExistingDirectory(self._window, _("Import a folder"))
        if found:
            self.offer([Path(found)])

    def ask_book(self) -> None:
        """Ask for a table with a code book, and show what it would do to the codes."""
        wanted = f"{_('Tables')} (*.csv *.tsv *.xlsx *.docx);;{_('All files')} (*)"
        found, _chosen = QFileDialog.getOpenFileName(self._window, _("Import a code book"), "", wanted)
        if found:
            cast("ImportPage", self._window.show_page("import")).offer_book(Path(found))

    def offer(self, paths: list[Path]) -> None:
        """Show the preview of an import, where a study is open that can be written."""
        window = self._window
        if not window.session.is_open:
            begin = (Offer(_("New study…"), window.opening.ask_new), Offer(_("Open…"), window.opening.ask_open))
            window.messages.tell(_("Sources are imported into a study; open one first."), "", begin)
            return
        page = cast("ImportPage", window.show_page("import"))
        units = cast("UnitKind", window.settings.line_units)  # the settings take no other word
        page.set_defaults(line_units=units, keep_originals=window.settings.keep_originals)
        page.offer(paths)

    def take(self, event: QDropEvent) -> bool:
        """Take the files of a drop; False if there are none."""
        paths = files_of(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        studies = [path for path in paths if path.suffix == SUFFIX]
        # The other program waits until the drop is done: work begins after it.
        act = (lambda: self._window.open(studies[0])) if studies else (lambda: self.offer(paths))
        QTimer.singleShot(0, self, act)
        return True

    def watch(self) -> None:
        """Begin to look at what is dragged over the window, before any widget in it does; once it is shown."""
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files are for the window wherever they are dropped; other drags are for who lies beneath."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent) and files_of(event.mimeData()):
            event.acceptProposedAction()
            return True
        return isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and self.take(event)


def files_of(data: QMimeData) -> list[Path]:
    """The files on this machine that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
