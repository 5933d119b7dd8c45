"""Taking the whole study out: for other programs or as plain lines, with a report of what could not go along."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QTextBrowser

from qda.i18n import N_, _, ngettext
from qda.ui.parts.small import Choice, Page, button, small_font
from qda.ui.theme import STEP, Ink
from qda.ui.working.saving import ask_where

if TYPE_CHECKING:
    from qda.export.refi.report import Report
    from qda.progress import Progress
    from qda.project.project import Project
    from qda.ui.actions import Actions
    from qda.ui.jobs import Job, Jobs
    from qda.ui.session import Session

_KINDS = {
    ".qdpx": (
        N_("The project, for other programs (.qdpx)"),
        N_("With texts, codes, memos, cases and maps."),
        N_("Project in REFI-QDA (*.qdpx)"),
    ),
    ".qdc": (
        N_("The code book alone, for other programs (.qdc)"),
        N_("Codes, definitions, colours, levels; no texts."),
        N_("Code book in REFI-QDA (*.qdc)"),
    ),
    ".jsonl": (
        N_("Everything, as plain lines (.jsonl)"),
        N_("All that Gerund knows, the history too."),
        N_("Plain lines (*.jsonl)"),
    ),
}
_WIDE = 60  # mean characters: the fields


class ExportPage(Page):
    """Asks what and for whom, writes it as a job, and shows the report until the next. Nothing in the study changes."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, back: Callable[[], object]) -> None:
        super().__init__(
            _("Export the project"),
            _("A file for another program, or to keep."),
            back,
        )
        self._session, self._jobs = session, jobs
        self._folder: Path | None = None
        self._job: Job | None = None
        self._report: Report | None = None
        self._make_fields()
        self._make_report()
        self.setFocusProxy(self.kind)
        self._show_kind()
        session.opened.connect(self._forget)
        session.closing.connect(self._stop)
        session.closed.connect(self._forget)
        session.ink_changed.connect(lambda _ink: self._show_report())

    # --- what is asked ------------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        from qda.export.refi.positions import LAYOUTS

        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(2 * STEP)
        grid.setColumnStretch(1, _WIDE)
        grid.setColumnStretch(2, 1)
        self.kind, self.program = Choice(), Choice()
        for ending, (words, _told, _filter) in _KINDS.items():
            self.kind.addItem(_(words), ending)
        for layout in LAYOUTS:
            self.program.addItem(_(layout.words), layout.name)
        for row, (name, field) in enumerate(((_("What"), self.kind), (_("For"), self.program))):
            label = QLabel(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
            # As wide as the words where there is room; half as wide in a window that is enlarged or small.
            field.setMinimumWidth(self.fontMetrics().averageCharWidth() * _WIDE // 2)
            field.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDE)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(field, 2 * row, 1)
        self.about = QLabel()
        self.about.setObjectName("soft")
        self.about.setFont(small_font())
        self.about.setWordWrap(True)
        grid.addWidget(self.about, 1, 1, 1, 2)
        self.column.addLayout(grid)
        self.kind.currentIndexChanged.connect(lambda _index: self._show_kind())
        self.button = button(_("Write the file…"), self.ask_where)
        self.keep = button(_("Save this report…"), self.ask_report)
        line = QHBoxLayout()
        line.setSpacing(2 * STEP)
        line.addWidget(self.button)
        line.addWidget(self.keep)
        line.addStretch(1)
        self.column.addLayout(line)

    def _make_report(self) -> None:
        self.view = QTextBrowser(self)
        self.view.setAccessibleName(_("Report of the export"))
        self.view.setOpenLinks(False)
        self.view.document().setDocumentMargin(0)
        self.column.addWidget(self.view, 1)
        self._lines = 0
        self._wrote: Path | None = None

    def ending(self) -> str:
        """What is to be written, as the ending of its file."""
        return str(self.kind.currentData())

    def _show_kind(self) -> None:
        words = _(_KINDS[self.ending()][1])
        self.about.setText(words)
        self.kind.setAccessibleDescription(words)
        self.program.setEnabled(self.ending() == ".qdpx")

    # --- writing ------------------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Let the user choose a file, and write it."""
        if not self._session.is_open or self._job is not None:
            return
        ending = self.ending()
        from qda.study import queries

        name, kinds = queries.study(self._session.project).title, _(_KINDS[ending][2])
        path = ask_where(self, self._session, _("Export the project"), name, kinds, folder=self._folder)
        if path is not None:
            # The ending says what is written; a name with another one keeps it in front.
            self.write(path if path.suffix.lower() == ending else path.with_name(path.name + ending))

    def write(self, path: Path) -> None:
        """Write to a file whose ending says what; the report is shown when it is there."""
        project, program = self._session.project, str(self.program.currentData())
        self.button.setEnabled(False)
        self._job = self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            lambda progress: _write(project, path, program, progress),
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

    def _on_written(self, project: Project, path: Path, told: Report | int) -> None:
        self._folder = path.parent
        self._session.said.emit(_("Wrote “{name}”.").format(name=path.name))
        if not self._session.is_open or self._session.project is not project:
            return
        self._wrote, self._lines = path, told if isinstance(told, int) else 0
        self._report = None if isinstance(told, int) else told
        self._show_report()

    # --- the report ---------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._wrote, self._report, self._lines = None, None, 0
        self._show_report()

    def _show_report(self) -> None:
        self.keep.setVisible(self._report is not None)
        self.view.setHtml(self._html(self._session.ink))

    def showEvent(self, event: object) -> None:
        """Show how things stand."""
        self._show_report()

    def _html(self, ink: Ink) -> str:
        if self._wrote is None:
            empty = _(
                "What the file holds, and what the standard has no place for, is listed here once it is written. "
                "Choose what and for whom, then “Write the file…”."
            )
            return f'<p style="color:{ink.soft}">{escape(empty)}</p>'
        if self._report is None:
            told = ngettext(
                "Wrote {count} line to “{name}”: everything.",
                "Wrote {count} lines to “{name}”: everything.",
                self._lines,
            )
            return f"<p>{escape(told.format(count=f'{self._lines:,}', name=self._wrote.name))}</p>"
        return report_html(self._report, ink)

    def ask_report(self) -> None:
        """Let the user choose where to keep the report as text."""
        if self._report is None:
            return
        start = str(self._report.path.with_suffix("")) + " – " + _("report") + ".txt"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), start, _("Text (*.txt)"))
        if path:
            self.save_report(Path(path if Path(path).suffix else path + ".txt"))

    def save_report(self, path: Path) -> None:
        """Write the report as text."""
        if self._report is not None and self._session.act(_save, path, self._report):
            self._session.said.emit(_("Wrote “{name}”.").format(name=path.name))


def report_html(report: Report, ink: Ink) -> str:
    """A report as headed lists: what is not there in full ink, names beside it softly."""
    from qda.export.refi import report as reports

    parts = [f"<p>{escape(_('Wrote “{name}”.').format(name=report.path.name))}</p>"]
    for heading, lines in reports.sections(report):
        parts.append(f"<h4>{escape(heading)}</h4>")
        if lines is report.written:
            parts.append(f"<p>{escape(' · '.join(map(reports.told, lines)))}</p>")
            continue
        parts += [
            f'<p style="margin-top:0">{escape(f"{each.words}: {each.count:,}")} '
            f'<span style="color:{ink.soft}">{escape(reports.names(each))}</span></p>'
            for each in lines
        ]
    if report.warning:
        names = ", ".join(report.shifted)
        parts.append(
            f'<p><span style="color:{ink.hint}">{escape(report.warning)}</span> '
            f'<span style="color:{ink.soft}">{escape(names)}</span></p>'
        )
    return "".join(parts)


def _write(project: Project, path: Path, program: str, progress: Progress) -> Report | int:
    from qda.export.leaving import gate

    with gate.leaving(project, "export", exact=True, progress=progress) as cleared:
        if path.suffix.lower() == ".jsonl":
            from qda.export import plain

            return plain.write(cleared, path, progress)
        from qda.export.refi import writing
        from qda.export.refi.positions import layout

        return writing.write(cleared, path, layout(program), progress)


def _save(path: Path, report: Report) -> bool:
    from qda.export.leaving import gate
    from qda.export.leaving.files import replacing
    from qda.export.refi.report import text

    # Counts and names of what was left out: no words of a source.
    with gate.collecting(), replacing(path) as draft:
        draft.write_text(text(report), encoding="utf-8", newline="\n")
    return True
