"""Opening, beginning and closing studies: with the backup, unfinished memos, and the ways out of trouble."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from qda.errors import QdaError
from qda.i18n import _, ngettext
from qda.ui.problems import MessageBar, Offer
from qda.ui.studies import cut_off

if TYPE_CHECKING:
    from qda.memos.drafts import Draft
    from qda.progress import Progress
    from qda.project.audit import Findings
    from qda.project.project import Project
    from qda.settings import Settings
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session
    from qda.ui.studies import salvaging

SUFFIX = ".gerund"


class Opening(QObject):
    """What the Project menu does. Errors go to the message bar with the ways out that there are."""

    opened = Signal(object)  # Project, before the session begins with it
    password_wanted = Signal(object, bool)  # Path of a study that has one, to write or only to read
    saving_asked = Signal(object, object, str)  # Path of a damaged study, who takes its password, what was wrong
    refused = Signal(object, object)  # Path, and the QdaError that says why what was typed does not open it

    def __init__(
        self, window: QWidget, session: Session, jobs: Jobs, messages: MessageBar, settings: Callable[[], Settings]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._jobs = jobs
        self._messages = messages
        self._settings = settings
        self._arriving: Path | None = None
        messages.ways_out = self._ways_out_of_damage

    # --- asking for a place -------------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Ask where a new study shall lie, and begin it."""
        place = str(self.folder() / f"{_('New study')}{SUFFIX}")
        # An existing file is refused with a sentence, so nobody is asked whether to overwrite it.
        found, _chosen = QFileDialog.getSaveFileName(
            self._window,
            _("Where shall the study lie?"),
            place,
            _filter(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if found:
            self.new(Path(found))

    def ask_open(self) -> None:
        """Ask for a study and open it."""
        found, _chosen = QFileDialog.getOpenFileName(self._window, _("Open a study"), str(self.folder()), _filter())
        if found:
            self.open(Path(found))

    def ask_sample(self) -> None:
        """Ask for a folder, and build the sample study there."""
        found = QFileDialog.getExistingDirectory(self._window, _("A folder for the sample study"), str(self.folder()))
        if found:
            self.sample(Path(found))

    def folder(self) -> Path:
        """Where one is likely to want the next study."""
        path = self._session.path()
        return path.parent if path is not None else Path.home()

    # --- doing it -----------------------------------------------------------------------------------------

    def new(self, path: Path) -> None:
        """Begin an empty study in a file; `.gerund` is added where it is missing."""
        from qda.project.project import Project

        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._try(path, lambda: Project.create(path, title=path.stem, coder=self._settings().coder))

    def new_protected(self, path: Path, title: str, password: str) -> None:
        """Begin an empty study that is encrypted from the first, off the main thread: a key takes its time."""
        coder = self._settings().coder

        def work(_progress: Progress) -> Project:
            from qda.project.project import Project

            return Project.create(path, title=title, coder=coder, password=password)

        self._aside(path, work, writable=True, instead=True)

    def open(self, path: Path, *, writable: bool = True) -> None:
        """Open a study; one that is open here already stays as it is."""
        from qda.project.project import Project

        if self._arriving == path.resolve():
            return
        if self._session.path() == path.resolve() and self._session.project.writable is writable:
            return
        if self._session.path() == path.resolve():
            self.close()
        coder = self._settings().coder
        self._try(path, lambda: Project.open(path, coder=coder, writable=writable), writable=writable)

    def arrive(self, path: Path) -> None:
        """Open a study off the main thread: what is needed for it comes in while one reads what is painted already."""
        self._arrive(path, None, writable=True)

    def unlock(self, path: Path, password: str | None, *, writable: bool = True) -> None:
        """Open a study with its password, off the main thread: to make the key of it takes its time."""
        self._arrive(path, password, writable=writable)

    def _arrive(self, path: Path, password: str | None, *, writable: bool) -> None:
        coder = self._settings().coder

        def work(progress: Progress) -> Project:
            from qda.ui.studies import loading

            return loading.load(path, coder, progress, password=password, writable=writable)

        self._aside(path, work, writable=writable, instead=password is not None)

    def _aside(self, path: Path, work: Callable[[Progress], Project], *, writable: bool, instead: bool) -> None:
        """Have a study opened off the main thread, and take it; `instead` of one that is open by then."""
        self._arriving = path.resolve()

        def done(project: Project) -> None:
            self._arriving = None
            # The window is closed, or another study was opened meanwhile; to unlock one is to leave another.
            if job.stopped or (self._session.is_open and not instead):
                project.close()
            else:
                self._take(project)

        def gave_up(_error: Exception) -> None:
            self._arriving = None
            if not self._session.is_open:
                self._session.show_glance(None)

        def failed(error: QdaError) -> None:
            gave_up(error)
            self._say(error, path, writable=writable)

        job = self._jobs.aside(work, done, failed, at_once=True)
        job.broke.connect(gave_up)

    def sample(self, folder: Path) -> None:
        """Build the sample study in a folder, off the main thread, and open it."""
        path = _free(folder / f"Bluechester{SUFFIX}")

        def work(progress: Progress) -> Path:
            from qda.flows.bluechester import sample

            # Under another name until it is whole: half a sample teaches nothing.
            unfinished = path.with_name(f"{path.stem} {_('(unfinished)')}{SUFFIX}")
            unfinished.unlink(missing_ok=True)
            try:
                sample.build(unfinished, progress)
                unfinished.rename(path)
            finally:
                unfinished.unlink(missing_ok=True)
            return path

        self._jobs.run(_("Building the sample study"), work, self.open)

    def close(self) -> None:
        """Close the study; what is being written is kept."""
        if self._session.is_open:
            self._jobs.stop_all()
            self._session.end()

    def _try(self, path: Path, attempt: Callable[[], Project], *, writable: bool = True) -> None:
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            project = attempt()
        except QdaError as error:
            self._say(error, path, writable=writable)
            return
        finally:
            QApplication.restoreOverrideCursor()
        self._take(project)

    def _say(self, error: QdaError, path: Path, *, writable: bool) -> None:
        from qda.project.problems import NeedsPassword, WrongPassword

        if isinstance(error, NeedsPassword):
            self.password_wanted.emit(path, writable)
            return
        if isinstance(error, WrongPassword):
            self.refused.emit(path, error)
            return
        self._messages.show_error(error, self._ways_out(error, path))
        self.refused.emit(path, error)

    def _take(self, project: Project) -> None:
        self._jobs.stop_all()
        self.opened.emit(project)
        self._session.begin(project)
        if not project.writable:
            return
        self._back_up(project)
        try:
            cut_off.keep(self._session, self._messages, self._window)
            self._offer_drafts(project)
        except QdaError as error:  # a page may be damaged where nobody has looked yet
            self._messages.show_error(error)

    def _ways_out(self, error: QdaError, path: Path) -> tuple[Offer, ...]:
        from qda.project import backup
        from qda.project.problems import (
            NotAProject,
            ProjectDamaged,
            ProjectExists,
            ProjectOpenElsewhere,
            ProjectReadOnly,
        )
        from qda.ui.studies import salvaging

        if isinstance(error, ProjectExists):
            return (Offer(_("Open it"), lambda: self.open(path)),)
        if isinstance(error, ProjectOpenElsewhere | ProjectReadOnly) and path.is_file():
            return (Offer(_("Open for reading"), lambda: self.open(path, writable=False)),)
        # A project that has lost its head is taken for something else.
        if isinstance(error, ProjectDamaged) or (isinstance(error, NotAProject) and path.suffix == SUFFIX):
            saving = salvaging.offer(path, self._salvaging())
            if kept := backup.existing(path):
                newest = kept[-1].path
                looking = Offer(_("Open the newest backup for reading"), lambda: self.open(newest, writable=False))
                return (looking, saving)
            return (saving,)
        return ()

    def _ways_out_of_damage(self, error: QdaError) -> tuple[Offer, ...]:
        """The same where a page of the study that is open turns out to be damaged; it is closed for either."""
        from qda.project import backup
        from qda.project.problems import ProjectDamaged
        from qda.ui.studies import salvaging

        path = self._session.path()
        if path is None or not isinstance(error, ProjectDamaged):
            return ()

        def save() -> None:
            self.close()
            salvaging.offer(path, self._salvaging()).act()

        saving = Offer(_("Save what can be saved"), save)
        if kept := backup.existing(path):
            newest = kept[-1].path
            looking = Offer(_("Open the newest backup for reading"), lambda: self.open(newest, writable=False))
            return (looking, saving)
        return (saving,)

    def _salvaging(self) -> salvaging.Desk:
        from qda.ui.studies import salvaging

        def show(path: Path, password: str | None) -> None:
            self._arrive(path, password, writable=True)

        return salvaging.Desk(self._jobs, self._messages, show, self.saving_asked.emit)

    # --- backups --------------------------------------------------------------------------------------------

    def _back_up(self, project: Project, tell: Callable[[Path | None], None] | None = None) -> None:
        from qda.project import backup

        settings = self._settings()

        def work(_progress: Progress) -> Path | None:
            return backup.make_if_changed(project, newest=settings.backups, days=settings.backup_days)

        self._jobs.run(_("Making a backup"), work, tell)

    def back_up(self) -> None:
        """Make a backup now and say so."""

        def tell(made: Path | None) -> None:
            said = _("Nothing has changed since the last backup.") if made is None else _("Backup made.")
            self._session.said.emit(said)

        self._back_up(self._session.project, tell)

    def check(self) -> None:
        """Check that quotes, history and file are sound, off the main thread, and tell the outcome."""
        project = self._session.project

        def work(progress: Progress) -> Findings:
            from qda.project import audit

            return audit.check(project, progress)

        self._jobs.run(_("Checking the study"), work, self._tell_findings)

    def _tell_findings(self, found: Findings) -> None:
        if found.sound:
            self._messages.tell(
                _("The study is sound: {segments} segments hold their words, {commands} steps replay to {rows} rows.")
                .format(segments=found.segments, commands=found.commands, rows=found.rows)
            )  # fmt: skip
            return
        few = " ".join(found.faults[:3])
        count = ngettext("{count} fault was found.", "{count} faults were found.", len(found.faults))
        hint = _("Keep the newest backup, and report this.")
        self._messages.show_error(QdaError(f"{count.format(count=len(found.faults))} {few}", hint=hint))

    # --- unfinished memos -----------------------------------------------------------------------------------

    def _offer_drafts(self, project: Project) -> None:
        from qda.memos import drafts

        left = drafts.left(project)
        if not left:
            return
        sentence = ngettext(
            "A memo was being written when the program stopped.",
            "{count} memos were being written when the program stopped.",
            len(left),
        ).format(count=len(left))
        self._messages.tell(
            sentence,
            _first_words(left[-1]),
            (
                Offer(_("Keep what was written"), lambda: self._settle(project, left)),
                Offer(_("Discard"), lambda: self._discard(project, left)),
            ),
        )

    def _settle(self, project: Project, left: list[Draft]) -> None:
        from qda.memos import drafts

        for draft in left:
            self._session.act(drafts.settle, project, draft)

    def _discard(self, project: Project, left: list[Draft]) -> None:
        from qda.memos import drafts

        for draft in left:
            self._session.act(drafts.discard, project, draft.slot)


def _first_words(draft: Draft) -> str:
    from qda.text import excerpt

    words = " ".join((draft.title or draft.text).split())
    return f"“{excerpt(words, 60)}”" if words else ""


def _filter() -> str:
    return _("Studies") + f" (*{SUFFIX})"


def _free(path: Path) -> Path:
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return candidate
