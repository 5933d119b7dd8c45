"""The audit trail for an auditor, the reader's edition for readers: chosen, written as a job, opened from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _, ngettext
from qda.ui.parts.small import Choice, Link, Page, soft
from qda.ui.project.audit.choices import EditionChoices, TrailChoices
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where, beside_study, file_name

if TYPE_CHECKING:
    from qda.export.audit import folder as audit_folder
    from qda.export.profiles import Profile
    from qda.export.reader import edition as reader_edition
    from qda.export.reader.types import Choice as Wanted
    from qda.progress import Progress
    from qda.project.project import Project
    from qda.ui.actions import Actions
    from qda.ui.jobs import Job, Jobs
    from qda.ui.session import Session

_KINDS = (
    (N_("Audit trail, for an auditor"),
     N_("A folder in the six classes of Halpern that opens without Gerund: documents, tables, texts and a first page "
        "that tells how to follow a claim.")),
    (N_("Reader’s edition, for readers"),
     N_("Pages without a script: each claim leads through categories and codes to the words and their line in the "
        "text, and back.")),
)  # fmt: skip
_LANGUAGES = (("apa", N_("English")), ("german", N_("German")))
_WIDE = 60  # mean characters: the fields
_HTML = N_("One page (*.html)")
_ZIP = N_("Zip archive (*.zip)")


class AuditPage(Page):
    """Asks what goes in and where to, writes it, and says what became of it. Nothing in the study changes."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, back: Callable[[], object]) -> None:
        super().__init__(_("Audit trail and reader’s edition"), "", back)
        self._session, self._jobs = session, jobs
        self._folder: Path | None = None
        self._first: Path | None = None
        self._job: Job | None = None
        self._make_head()
        self._make_choices()
        self._make_foot()
        self.setFocusProxy(self.kind)
        self._show_kind()
        self._forget()
        session.opened.connect(self._forget)
        session.closing.connect(self._stop)
        session.closed.connect(self._forget)
        session.ink_changed.connect(lambda _ink: self.edition.claims.viewport().update())

    # --- what is asked ------------------------------------------------------------------------------------

    def _make_head(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(2, 1)
        self.kind, self.language = Choice(), Choice()
        for words, _told in _KINDS:
            self.kind.addItem(_(words))
        for key, words in _LANGUAGES:
            self.language.addItem(_(words), key)
        for row, (name, field) in enumerate(((_("What"), self.kind), (_("In"), self.language))):
            label = QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
            field.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDE // 2)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self.about = soft(wrap=True)
        self.column.addLayout(grid)
        self.column.addWidget(self.about)
        self.kind.currentIndexChanged.connect(lambda _at: self._show_kind())

    def _make_choices(self) -> None:
        self.trail, self.edition = TrailChoices(), EditionChoices(self._session)
        self.stack = QStackedWidget()
        for part in (self.trail, self.edition):
            held = QWidget()
            column = QVBoxLayout(held)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(part)
            column.addStretch(1)
            self.stack.addWidget(held)
        self.stack.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDE * 2)
        area = QScrollArea()
        area.setWidget(self.stack)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.stack.setObjectName("shellPaper")
        self.column.addWidget(area, 1)

    def _make_foot(self) -> None:
        self.button = QPushButton(_("Write…"))
        self.button.setObjectName("button")
        self.button.clicked.connect(lambda _checked=False: self.ask_where())
        self.told = soft(wrap=True)
        self.told.setAccessibleName(_("What was written"))
        self.open = Link(_("Open it"), self._open_first)
        self.show_folder = Link(_("Open the folder"), self._open_folder)
        line = QHBoxLayout()
        line.setSpacing(4 * STEP)
        line.addWidget(self.button)
        line.addWidget(self.told, 1)
        line.addWidget(self.open)
        line.addWidget(self.show_folder)
        self.column.addLayout(line)

    def _show_kind(self) -> None:
        words = _(_KINDS[self.kind.currentIndex()][1])
        self.about.setText(words)
        self.kind.setAccessibleDescription(words)
        self.stack.setCurrentIndex(self.kind.currentIndex())

    def showEvent(self, event: object) -> None:
        """List the claims as they are."""
        self._show_claims()

    def _show_claims(self) -> None:
        from qda.synthesis import claims

        self.edition.show_claims(claims.rows(self._session.project) if self._session.is_open else ())

    def _profile(self) -> Profile:
        from qda.export.profiles import PROFILES

        return PROFILES[str(self.language.currentData())]

    # --- where to -----------------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Let the user choose a file, or a folder in which a new one is made; and write."""
        if not self._session.is_open or self._job is not None:
            return
        edition = self.kind.currentIndex() == 1
        one = not self.edition.pages.isChecked() if edition else self.trail.packed.isChecked()
        if not one:
            where = QFileDialog.getExistingDirectory(
                self, _("In which folder?"), str(self._folder or beside_study(self._session))
            )
            if where:
                self.write(self._fresh(Path(where)))
            return
        ending, kinds = (".html", _(_HTML)) if edition else (".zip", _(_ZIP))
        path = ask_where(self, self._session, _("Write…"), self._usual_name(), kinds, folder=self._folder)
        if path is not None:
            self.write(path if path.suffix.lower() == ending else path.with_name(path.name + ending))

    def _usual_name(self) -> str:
        """“Bluechester – audit trail 2026-11-22”, of signs that every system takes."""
        from qda.study import queries

        title = queries.study(self._session.project).title[:60]
        what = _("audit trail") if self.kind.currentIndex() == 0 else _("reader’s edition")
        return file_name(f"{title} – {what} {date.today().isoformat()}")

    def _fresh(self, folder: Path) -> Path:
        from qda.names import free_name, name_key

        taken = {name_key(each.name) for each in folder.iterdir()} if folder.is_dir() else set()
        return folder / free_name(self._usual_name(), taken)

    # --- writing ------------------------------------------------------------------------------------------

    def write(self, path: Path) -> None:
        """Write what is chosen to a file or a new folder; what became of it is shown when it is there."""
        project, profile = self._session.project, self._profile()
        self.button.setEnabled(False)
        work: Callable[[Progress], str]
        if self.kind.currentIndex() == 0:
            classes = self.trail.classes()
            work = lambda progress: told_of_trail(_write_trail(project, path, classes, profile, progress))  # noqa: E731
        else:
            wanted = self.edition.wanted(profile)
            work = lambda progress: told_of_edition(_write_edition(project, path, wanted, progress))  # noqa: E731
        self._job = self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            work,
            lambda told: self._on_written(project, path, told),
            self._session.failed.emit,
            self._on_ended,
        )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _on_ended(self) -> None:
        self._job = None
        self.button.setEnabled(True)

    def _on_written(self, project: Project, path: Path, told: str) -> None:
        self._folder = path.parent
        self._session.said.emit(_("Wrote “{name}”.").format(name=path.name))
        if self._session.is_open and self._session.project is project:
            self._first = path / "index.html" if path.is_dir() else path
            self._show_result(told)

    def _forget(self) -> None:
        self._first = None
        self._show_result("")
        if self.isVisible():
            self._show_claims()

    def _show_result(self, told: str) -> None:
        waiting = _("It is written as it may leave: who has withdrawn, or has not consented, is not quoted in it.")
        self.told.setText(told or waiting)
        for link in (self.open, self.show_folder):
            link.setVisible(bool(told))

    def _open_first(self) -> None:
        if self._first is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._first)))

    def _open_folder(self) -> None:
        if self._first is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._first.parent)))


def _write_trail(
    project: Project, path: Path, classes: tuple[int, ...], profile: Profile, progress: Progress
) -> audit_folder.Written:
    from qda.export.audit import folder as audit_folder
    from qda.export.leaving import gate

    with gate.leaving(project, "audit trail", path.stem, progress=progress) as cleared:
        return audit_folder.write(path, cleared, classes, profile=profile, progress=progress)


def _write_edition(project: Project, path: Path, wanted: Wanted, progress: Progress) -> reader_edition.Written:
    from qda.export.leaving import gate
    from qda.export.reader import edition as reader_edition

    with gate.leaving(project, "edition", path.stem, progress=progress) as cleared:
        return reader_edition.write(path, cleared, wanted, progress)


def told_of_trail(found: audit_folder.Written) -> str:
    """What became of an audit trail, in one or two sentences."""
    words = ngettext("Wrote {count} file, {size} MB.", "Wrote {count} files, {size} MB.", found.files)
    told = [words.format(count=found.files, size=f"{found.size / 1e6:.1f}")]
    if found.empty:
        told.append(_("Nothing yet: {parts}.").format(parts=", ".join(_(each) for each in found.empty)))
    if found.withheld:
        told.append(_("Left out without consent: {names}.").format(names=", ".join(found.withheld)))
    return " ".join(told)


def told_of_edition(found: reader_edition.Written) -> str:
    """What became of a reader's edition, and what to mind before it is given away."""
    words = _("{claims} claims, {codes} codes, {quotes} quotes, {texts} texts.")
    told = [words.format(claims=found.claims, codes=found.codes, quotes=found.quotes, texts=found.texts)]
    if found.not_anonymised:
        words = ngettext("{count} of its texts is not recorded as anonymised.",
                         "{count} of its texts are not recorded as anonymised.", found.not_anonymised)  # fmt: skip
        told.append(words.format(count=found.not_anonymised))
    if found.withheld:
        told.append(_("Left out without consent: {names}.").format(names=", ".join(found.withheld)))
    return " ".join(told)
