"""The backups of a study: when each was made and what it holds; open one to look, or make a new study of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QDateTime, QLocale, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem

from qda.i18n import _, ngettext
from qda.ui.parts.small import Link, Page, Tick, button
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.backup import Backup, Contents
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session

_BACKUP = Qt.ItemDataRole.UserRole


def moment(made: Backup) -> str:
    """When a backup was made, here."""
    at = QDateTime.fromSecsSinceEpoch(int(made.at.timestamp()))
    return QLocale().toString(at, "dddd, d MMMM yyyy, HH:mm")


def _line(made: Backup) -> str:
    return _("{moment}, after step {step}").format(moment=moment(made), step=made.step)


def told(held: Contents) -> str:
    """What a backup holds, in one line."""
    parts = (
        ngettext("{count} source", "{count} sources", held.sources).format(count=held.sources),
        ngettext("{count} code", "{count} codes", held.codes).format(count=held.codes),
        ngettext("{count} coding", "{count} codings", held.codings).format(count=held.codings),
        ngettext("{count} memo", "{count} memos", held.memos).format(count=held.memos),
        QLocale().formattedDataSize(held.size),
    )
    return " · ".join(parts)


class _Kept(QListWidget):
    """Enter opens a backup for reading, R makes a study of it."""

    look = Signal()
    restore = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and R."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.look.emit()
        elif plain and event.key() == Qt.Key.Key_R:
            self.restore.emit()
        else:
            super().keyPressEvent(event)


class BackupsPage(Page):
    """Lists the backups of the study that is open, or of one that is not; the newest first."""

    look_wanted = Signal(object)  # Path
    open_wanted = Signal(object)  # Path

    def __init__(self, session: Session, jobs: Jobs, back_up: Callable[[], object], back: Callable[[], object]) -> None:
        sentence = _("Each is a whole study. Restoring makes a new file of one and leaves all others as they are.")
        super().__init__(_("Backups"), sentence, back)
        self._session = session
        self._jobs = jobs
        self._of: Path | None = None
        self.list = _Kept()
        self.list.setObjectName("kept")
        self.list.setAccessibleName(_("Backups, newest first"))
        self.list.look.connect(self.look)
        self.list.itemDoubleClicked.connect(self.look)
        self.list.restore.connect(self.ask_restore)
        self.list.currentItemChanged.connect(lambda _now, _before: self._grey())
        self.empty = QLabel()
        self.empty.setObjectName("soft")
        self.empty.setWordWrap(True)
        self.column.addWidget(self.empty)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self._row())
        self.column.addLayout(self._own_row(back_up))
        self.setFocusProxy(self.list)
        session.opened.connect(self._soon)
        session.closed.connect(self._soon)
        session.said.connect(lambda _words: self._soon())  # a backup made now says so

    def _row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        self.looking = button(_("Open for reading (Enter)"), self.look)
        self.restoring = button(_("Restore as a new study… (R)"), self.ask_restore)
        for part in (self.looking, self.restoring):
            row.addWidget(part)
        row.addStretch(1)
        self.folder = Link(_("Show the folder"), self.show_folder, self)
        row.addWidget(self.folder)
        return row

    def _own_row(self, back_up: Callable[[], object]) -> QHBoxLayout:
        """What can be made of the study that is open."""
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        self.making = button(_("Back up now"), back_up)
        self.copying = button(_("Save a copy elsewhere…"), self.ask_copy)
        self.bare = Tick(_("without original files"))
        self.bare.setToolTip(_("The texts alone: no recording, no scan, nothing that a file says of itself"))
        for part in (self.making, self.copying, self.bare):
            row.addWidget(part)
        row.addStretch(1)
        return row

    # --- what is shown --------------------------------------------------------------------------------------

    def show_of(self, study: Path | None) -> None:
        """List the backups of a study that need not be open; None for the one that is."""
        self._of = study
        self.reload()

    def showEvent(self, event: object) -> None:
        """Look anew: others may have been made meanwhile."""
        self.reload()

    def _soon(self) -> None:
        if self._session.is_open:
            self._of = None
        if self.isVisible():
            self.reload()

    def study(self) -> Path | None:
        """Whose backups these are."""
        return self._of or self._session.path()

    def reload(self) -> None:
        """Read the folder anew and keep the choice."""
        from qda.project import backup

        study, chosen = self.study(), self.current()
        found = sorted(backup.existing(study), reverse=True) if study is not None else []
        self.list.clear()
        for made in found:
            item = QListWidgetItem(_line(made))
            item.setData(_BACKUP, made)
            self.list.addItem(item)
            if chosen is not None and made.path == chosen.path:
                self.list.setCurrentItem(item)
        if found and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        name = study.stem if study is not None else ""
        self.head.setText(_("Backups of “{name}”").format(name=name) if name else _("Backups"))
        self.empty.setText(
            _("There is no backup of this study yet. One is made when a study that has changed is opened.")
            if name else _("Open a study first, or choose one on the start page and press B.")
        )  # fmt: skip
        self.empty.setVisible(not found)
        self.list.setVisible(bool(found))
        self._grey()
        self._look_into([made.path for made in found])

    def _grey(self) -> None:
        chosen = self.current() is not None
        self.looking.setEnabled(chosen)
        self.restoring.setEnabled(chosen)
        own = self._session.is_open and self.study() == self._session.path()
        for part in (self.making, self.copying, self.bare):
            part.setVisible(own)
        self.folder.setVisible(self.list.count() > 0)

    def _look_into(self, paths: list[Path]) -> None:
        key = self._session.project.key if self._session.is_open else None

        def work(_progress: Progress) -> dict[Path, str]:
            from qda.errors import QdaError
            from qda.project import backup

            held: dict[Path, str] = {}
            for path in paths:
                try:
                    held[path] = told(backup.contents(path, key))
                except QdaError as error:
                    held[path] = error.sentence
            return held

        if paths:
            self._jobs.aside(work, self._tell)

    def _tell(self, held: dict[Path, str]) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            made: Backup = item.data(_BACKUP)
            if made.path in held:
                item.setText(f"{_line(made)}\n{held[made.path]}")

    # --- what can be done -----------------------------------------------------------------------------------

    def current(self) -> Backup | None:
        """The chosen backup."""
        chosen = self.list.selectedItems()
        return cast("Backup", chosen[0].data(_BACKUP)) if chosen else None

    def look(self) -> None:
        """Open the chosen backup for reading."""
        chosen = self.current()
        if chosen is not None:
            self.look_wanted.emit(chosen.path)

    def ask_restore(self) -> None:
        """Ask under what name the chosen backup shall be a study of its own."""
        from qda.project import backup

        chosen, study = self.current(), self.study()
        if chosen is None or study is None:
            return
        proposed = str(backup.proposed(chosen.path, study))
        found, _kind = QFileDialog.getSaveFileName(self, _("Restore as a new study"), proposed, "Gerund (*.gerund)")
        if found:
            self.restore(chosen, Path(found))

    def restore(self, chosen: Backup, target: Path) -> None:
        """Make a study of a backup and open it."""

        key = self._session.project.key if self._session.is_open else None

        def work(_progress: Progress) -> Path:
            from qda.project import backup

            return backup.restore(chosen.path, target, key)

        def done(path: Path) -> None:
            self.open_wanted.emit(path)
            words = _("Restored as “{name}”, as it stood on {moment}.")
            self._session.said.emit(words.format(name=path.stem, moment=moment(chosen)))

        self._jobs.run(_("Restoring the backup"), work, done, self._session.failed.emit)

    def ask_copy(self) -> None:
        """Ask where a copy of the open study shall lie."""
        path = self._session.path()
        if path is None:
            return
        proposed = path.with_name(_("{name} copy").format(name=path.stem) + path.suffix)
        found, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy elsewhere"), str(proposed), "Gerund (*.gerund)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if found:
            self.copy_to(Path(found))

    def copy_to(self, target: Path) -> None:
        """Copy the open study as it is now; nothing is ever written over."""
        from qda.export.leaving import leak_check

        project, originals = self._session.project, not self.bare.isChecked()
        target = target if target.suffix == project.path.suffix else target.with_name(target.name + project.path.suffix)

        def work(progress: Progress) -> Path:
            from qda.flows import copies

            return copies.save(project.path, target, project.key, originals=originals, progress=progress)

        def done(made: Path) -> None:
            words = _("Copied to “{name}”, with the same password.") if project.protected else _("Copied to “{name}”.")
            self._session.said.emit(words.format(name=made.name))
            if leak_check.watched() is not None or leak_check.is_locked():
                hint = _("It is the study itself: put pseudonyms in before you give it to anybody.")
                self._session.told.emit(_("The copy holds every name that the study holds."), hint)

        self._jobs.run(_("Making a copy"), work, done, self._session.failed.emit)

    def show_folder(self) -> None:
        """Show the backups in the system's file manager."""
        from qda.project import backup

        study = self.study()
        if study is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(backup.folder(study))))
