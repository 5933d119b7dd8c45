"""Another program's project, or a code book: looked at before it comes in, and told of in full when it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from qda.errors import QdaError
from qda.i18n import _, ngettext
from qda.ui.jobs import Job, Jobs
from qda.ui.parts.small import Link, heading
from qda.ui.session import Session
from qda.ui.study.parts import on_paper, soft
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where

if TYPE_CHECKING:
    from qda.flows.importing.bring_in import Gathered
    from qda.flows.others.codebook_tables import Proposal
    from qda.flows.refi.report import Report
    from qda.progress import Progress

_SHOWN = 200
"""So many places of one sentence are shown; the saved report has all."""


class ExchangeReport(QWidget):
    """One file at a time: read beside the work, shown with what would be lost, then brought in as one act."""

    left = Signal()  # the page is done with

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._path: Path | None = None
        self._gathered: Gathered | None = None
        self._proposal: Proposal | None = None  # a code book that is offered in place of a project
        self._waiting: list[Path] = []
        self.report: Report | None = None
        self.setAccessibleName(_("Import of a project"))
        on_paper(self)
        self._lay_out()
        session.closing.connect(self.forget)
        self._show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        self._head = heading("", 1.15)
        self._head.setWordWrap(True)
        self._told = soft(QLabel())
        self._told.setWordWrap(True)
        self.words = QTextBrowser()
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setAccessibleName(_("Report of the import"))
        self.words.setOpenLinks(False)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("How far the import is"))
        foot = QHBoxLayout()
        foot.setSpacing(STEP * 3)
        self.save = Link(_("Save the report…"), self._ask_save)
        self.back = QPushButton()
        self.back.setObjectName("plain")
        self.back.clicked.connect(self._on_back)
        self.go = QPushButton()
        self.go.setObjectName("primary")
        self.go.clicked.connect(self._on_go)
        foot.addWidget(self.save)
        foot.addWidget(self.progress)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.go)
        for part in (self._head, self._told):
            column.addWidget(part)
        column.addWidget(self.words, 1)
        column.addLayout(foot)

    # --- what is offered ---------------------------------------------------------------------------------------------

    def take(self, paths: list[Path]) -> list[Path]:
        """Look at those of the files that are projects; gives the others."""
        from qda.flows.importing.bring_in import is_project

        projects = [path for path in paths if is_project(path)]
        if projects:
            self.offer(projects)
        return [path for path in paths if path not in projects]

    def offer(self, paths: Iterable[Path]) -> None:
        """Look at projects of other programs, one after another."""
        self._waiting += [path for path in paths if path not in self._waiting]
        if self._job is None and not self._offering:
            self._next()

    def offer_book(self, path: Path) -> None:
        """Look at a table that holds a code book: what would be new, and what would change."""
        if self._job is not None:
            return
        self._path, self._gathered, self.report = path, None, None
        project = self._session.project

        def work(_progress: Progress) -> Proposal:
            from qda.flows.others import codebook_tables

            return codebook_tables.propose(project, path)

        self._run(_("Looking into “{name}”").format(name=path.name), work, self._on_proposed)

    def _on_proposed(self, proposal: object) -> None:
        from qda.flows.others.codebook_tables import Proposal

        self._proposal = proposal if isinstance(proposal, Proposal) else None

    @property
    def _offering(self) -> bool:
        return self._gathered is not None or self._proposal is not None

    def forget(self) -> None:
        """Let go of what was offered."""
        if self._job is not None:
            self._job.stop()
        self._waiting.clear()
        self._path = self._gathered = self.report = self._proposal = None
        self._show()

    @property
    def busy(self) -> bool:
        """True while a file is read or written."""
        return self._job is not None

    def _next(self) -> None:
        self._gathered = self.report = self._proposal = None
        self._path = self._waiting.pop(0) if self._waiting else None
        if self._path is None:
            self.left.emit()
            return
        path = self._path

        def work(progress: Progress) -> Gathered:
            from qda.flows.importing import bring_in

            return bring_in.read(path, progress)

        self._run(_("Looking into “{name}”").format(name=path.name), work, self._on_read)

    def _run(self, words: str, work: Callable[[Progress], object], done: Callable[[object], None]) -> None:
        self._job = self._jobs.run(words, work, done, self._on_failed, self._on_ended)
        self._job.stepped.connect(self._on_step)
        self._show()

    def _on_step(self, done: int, total: int, text: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self._told.setText(text)

    def _on_read(self, gathered: object) -> None:
        from qda.flows.refi.carried import Carried
        from qda.flows.refi.report import Report

        if isinstance(gathered, tuple) and isinstance(gathered[0], Carried) and isinstance(gathered[1], Report):
            self._gathered = gathered[0], gathered[1]

    def _on_failed(self, error: QdaError) -> None:
        self._path = self._gathered = self._proposal = None
        self._session.failed.emit(error)

    def _on_ended(self) -> None:
        self._job = None
        if not self._offering and self.report is None:
            self._next()
        self._show()

    # --- bringing it in ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Bring in what is shown, as one act."""
        if self._proposal is not None and not self.busy:
            self._take_book(self._proposal)
        if self._gathered is None or self.report is not None or self.busy:
            return
        project, (study, report) = self._session.project, self._gathered

        def work(progress: Progress) -> Report:
            from qda.flows.refi.building import build

            return build(project, study, report, progress)

        self._run(_("Importing “{name}”").format(name=report.file), work, self._on_built)

    def _take_book(self, proposal: Proposal) -> None:
        from qda.flows.others import codebook_tables

        if self._session.did(codebook_tables.apply, self._session.project, proposal):
            self._session.said.emit(next(proposal.lines()))
            self._next()
        self._show()

    def _on_built(self, report: object) -> None:
        from qda.flows.refi.report import Report

        if isinstance(report, Report):
            self.report = report
            self._session.said.emit(report.sentence())

    def _on_go(self) -> None:
        if self.report is None:
            self.start()
        elif self.report.source_ids:
            self._session.show_source(self.report.source_ids[0])
        else:
            self._session.workspace_wanted.emit("study")

    def _on_back(self) -> None:
        if self._job is not None:
            self._job.stop()
            return
        self._next()
        self._show()

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        name = self._path.name if self._path is not None else ""
        done, here = self.report is not None, self._offering
        self._head.setText(name)
        self.progress.setVisible(self.busy)
        self.words.setVisible(here and not self.busy)
        self.save.setVisible(self._gathered is not None and not self.busy)
        self.go.setVisible(here and not self.busy)
        book = _("Take over the code book") if self._proposal is not None else _("Import into this study")
        self.go.setText(self._next_step() if done else book)
        words = ngettext("Go on to {count} more file", "Go on to {count} more files", len(self._waiting))
        go_on = words.format(count=len(self._waiting)) if self._waiting else _("Back to the import")
        self.back.setText(_("Stop") if self.busy else go_on if done else _("Discard"))
        if self._proposal is not None and not self.busy:
            lines = [*self._proposal.lines()]
            self._told.setText(_("{what} It comes in as one act that can be undone.").format(what=lines[0]))
            self.words.setHtml("<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines[1 : _SHOWN * 5]) + "</ul>")
            self.go.setEnabled(len(lines) > 1)
            self.go.setFocus()
            return
        self.go.setEnabled(True)
        if self._gathered is None or self.busy:
            self._told.setText("" if self._gathered is None else self._told.text())
            return
        study, report = self._gathered[0], self.report or self._gathered[1]
        self._told.setText(report.sentence() if done else _offered(study, report))
        self.words.setHtml(_html(report))
        (self.go if not done else self.back).setFocus()

    def _next_step(self) -> str:
        there = self.report is not None and self.report.source_ids
        return _("Open the first source") if there else _("Go to the study")

    # --- saving ------------------------------------------------------------------------------------------------------

    def _ask_save(self) -> None:
        if self._path is None:
            return
        name = f"{self._path.stem} – import"
        path = ask_where(self, self._session, _("Save the report"), name, _("Text (*.txt)"))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Save the report as plain text, nothing left out."""
        if self._gathered is None:
            return
        from qda.export.leaving import gate
        from qda.export.leaving.files import replacing

        try:
            # What became of another program's file: counts and names, no words of this study's sources.
            with gate.collecting(), replacing(path) as draft:
                draft.write_text((self.report or self._gathered[1]).text(), encoding="utf-8")
        except QdaError as error:
            self._session.failed.emit(error)
        else:
            self._session.said.emit(_("Saved “{name}”.").format(name=path.name))


def _offered(study: object, report: Report) -> str:
    """What would come in, before anything is written."""
    from qda.flows.refi.carried import Carried

    assert isinstance(study, Carried)
    names = ("coders", "codes", "sources", "segments", "codings", "memos", "units", "cases", "participants")
    more = ("attributes", "relations", "maps")
    held = report.counted({name: len(getattr(study, name)) for name in (*names, *more)})
    told = _("It holds {what}.").format(what=held) if held else _("It holds nothing that can be imported.")
    by = _("Written by {program}.").format(program=report.program) if report.program else ""
    undo = _("All of it comes in as one act that can be undone.")
    return " ".join(part for part in (by, told, undo) if part)


def _html(report: Report) -> str:
    from qda.flows.refi.report import KINDS, TITLES

    parts = []
    for kind in KINDS:
        entries = report.of(kind)
        if entries:
            parts.append(f"<h4>{escape(_(TITLES[kind]))}</h4><ul>")
            parts += [f"<li>{escape(entry.sentence(_SHOWN))}</li>" for entry in entries]
            parts.append("</ul>")
    return "".join(parts) or f"<p>{escape(_('Nothing is lost, and nothing had to be mended.'))}</p>"
