"""The literature on the Study page: taken in, screened by keys, graded, cited, and opened as a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.lists import editing
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.literature.criteria import LiteratureCriteria
from qda.ui.study.literature.form import LiteratureForm
from qda.ui.study.literature.table import FOUND_IN, STAGE, STAGE_KEYS, LiteratureRows, LiteratureTable
from qda.ui.study.parts import Chooser, Told, go_to, scrolling, soft
from qda.ui.study.tables.rows import Column
from qda.ui.theme import STEP
from qda.ui.working import jumps
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.flows.literature.importing import Outcome
    from qda.progress import Progress
    from qda.project.project import Change
    from qda.study.literature import CriterionRow, LiteratureRow

_ENDINGS = (".ris", ".bib")
_TABLES = ("literature", "literature_criterion", "literature_judgement", "source")
_FEW = 5  # sentences about a file that are shown at once


class LiteraturePart(QWidget):
    """Publications in a table, one of them beneath it, and the criteria on a page of their own."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._keeping_up = KeepingUp(self, self.refresh)
        self._all: list[LiteratureRow] = []
        self._criteria: list[CriterionRow] = []
        self.setAcceptDrops(True)
        self.rows = LiteratureRows(self)
        self.table = LiteratureTable(session, self.rows)
        self.form = LiteratureForm(session)
        self.criteria = LiteratureCriteria(session)
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=150)
        self._typing.timeout.connect(self._on_words)
        self.words.textChanged.connect(lambda _words: self._typing.start())
        self.only.currentIndexChanged.connect(lambda _at: self._show_rows())
        self.rows.written.connect(self._on_written)
        self.table.staged.connect(self.stage)
        self.table.graded.connect(self.grade)
        self.table.deleteWanted.connect(self.delete)
        self.table.opened.connect(lambda _row: self._to_form())
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._show_form())
        self.criteria.left.connect(self.show_table)
        self.form.attach_wanted.connect(self.ask_text)
        session.changed.connect(self._on_change)
        session.opened.connect(self._on_other)
        session.closed.connect(self._on_other)
        actions.add("literature.import", _("Take in literature (.ris, .bib)…"), self.ask_import, menu="&Study",
                    where=self)  # fmt: skip
        actions.add("literature.export", _("Write literature for a reference manager…"), self.ask_export, menu="&Study",
                    where=self)  # fmt: skip
        actions.add("literature.matrix", _("Make a matrix of the included literature"), self.make_matrix,
                    menu="&Study", where=self)  # fmt: skip
        actions.add("literature.add", _("Add a publication"), self.add, menu="&Study", where=self)
        actions.add("literature.criteria", _("Criteria of the literature"), self.show_criteria, menu="&Study",
                    where=self)  # fmt: skip

    def _lay_out(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter literature"))
        self.words.setAccessibleName(_("Filter literature"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(STEP * 44)
        self.only = Chooser(_("Stage"))
        self.only.addItem(_("Every stage"), "")
        for stage in STAGE_KEYS.values():
            self.only.addItem(_(stage), stage)
        self._told = Told()
        head = QHBoxLayout()
        head.setSpacing(STEP * 2)
        for widget in (self.words, self.only):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._told)
        self.import_link = Link(_("Take in .ris or .bib…"), self.ask_import)
        self.add_link = Link(_("Add one"), self.add)
        self.criteria_link = Link(_("Criteria…"), self.show_criteria)
        self.export_link = Link(_("Write .ris or .bib…"), self.ask_export)
        self.matrix_link = Link(_("Make a matrix of the included"), self.make_matrix)
        links = QHBoxLayout()
        links.setSpacing(STEP * 2)
        for link in (self.import_link, self.add_link, self.criteria_link, self.export_link, self.matrix_link):
            links.addWidget(link)
        links.addStretch(1)
        self._keys = soft(QLabel())
        self._keys.setWordWrap(True)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        for line in (head, links):
            column.addLayout(line)
        column.addWidget(self.table, 1)
        column.addWidget(self._keys)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(upper)
        self._under = scrolling(self.form)
        self._under.setMinimumHeight(STEP * 30)
        self._split.addWidget(self._under)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self.empty = Empty(
            _("What is known already: publications that were found, screened and read. Drop a .ris or .bib file here."),
            _("Take in literature…"), self.ask_import,
        )  # fmt: skip
        self.empty.offer_also(_("Add one by hand"), self.add)
        self._pages = QStackedWidget()
        for page in (self._split, self.empty, self.criteria):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.table)

    # --- showing ------------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._keeping_up.outdate()

    def _on_other(self) -> None:
        """Another study begins with its publications, not with criteria."""
        self._pages.setCurrentWidget(self.empty)
        self.only.setCurrentIndex(0)
        self.words.clear()
        self._keeping_up.outdate()

    def refresh(self) -> None:
        """Show the literature as it is now."""
        self._keeping_up.caught_up()
        self._all, self._criteria = [], []
        if self._session.is_open:
            from qda.study import literature

            self._all = literature.rows(self._session.project)
            self._criteria = literature.criteria(self._session.project)
        self.rows.writable = self._session.is_open and self._session.project.writable
        graded = [row for row in self._criteria if row.kind == "grade"]
        excluding = [row.name for row in self._criteria if row.kind == "exclusion"]
        if tuple(graded) != self.rows.graded:
            self.rows.set_criteria(graded, excluding)
            self.table.fit()
        self.rows.set_criteria(graded, excluding)
        self.form.show_headings([row for row in self._criteria if row.kind == "summary"])
        self.criteria.show_criteria(self._criteria)
        for link in (self.import_link, self.add_link):
            link.setVisible(self.rows.writable)
        included = any(row.stage == "included" for row in self._all)
        headed = any(row.kind in ("summary", "grade") for row in self._criteria)
        self.matrix_link.setVisible(self.rows.writable and included and headed)
        self._tell_keys(excluding)
        self._show_rows()
        if self._pages.currentWidget() is not self.criteria:
            self._pages.setCurrentWidget(self._split if self._all else self.empty)

    def _tell_keys(self, excluding: list[str]) -> None:
        keys = _("Under Stage: F found, D duplicate, S screened out, R read in full, L left out, I included.")
        by = "; ".join(f"{at} {name}" for at, name in enumerate(excluding[:9], start=1))
        self._keys.setText(f"{keys} {_('Left out by: {criteria}.').format(criteria=by)}" if by else keys)

    def _show_rows(self) -> None:
        wanted = self.only.currentData()
        at = self.table.currentIndex()
        self.rows.show([row for row in self._all if not wanted or row.stage == wanted])
        count = self.rows.rowCount()
        if count and not self.table.currentIndex().isValid():
            # What was decided may have left this list; the next in it has taken its place.
            column = at.column() if at.isValid() else STAGE
            self.table.setCurrentIndex(self.rows.index(min(max(0, at.row()), count - 1), column))
        self._tell()
        self._show_form()

    def _tell(self) -> None:
        count = len(self._all)
        whole = ngettext("{count} publication", "{count} publications", count).format(count=count)
        waiting = sum(row.stage == "found" for row in self._all)
        included = sum(row.stage == "included" for row in self._all)
        told = _("{all}, {waiting} to screen, {included} included")
        self._told.setText(told.format(all=whole, waiting=waiting, included=included))

    def _on_words(self) -> None:
        self.rows.filter(self.words.text())
        self._show_rows()

    def _show_form(self) -> None:
        row = self.rows.row(self.table.currentIndex())
        self._under.setVisible(row is not None)
        if row is not None:
            notes = next((each.id for each in self._criteria if each.kind == "notes"), None)
            self.form.show_publication(row, notes)

    def _to_form(self) -> None:
        """Give the form the better half of the page, and its first field the keyboard."""
        above, beneath = self._split.sizes()
        if beneath < above:
            self._split.setSizes([(above + beneath) * 2 // 5, (above + beneath) * 3 // 5])
        go_to(self.form.authors)
        QTimer.singleShot(0, self, lambda: go_to(self.form.authors))  # there is more room when it has been laid out

    def show_table(self) -> None:
        """Turn to the publications."""
        self._pages.setCurrentWidget(self._split if self._all else self.empty)
        self.table.setFocus()

    def show_criteria(self) -> None:
        """Turn to the criteria."""
        self._pages.setCurrentWidget(self.criteria)
        self.criteria.setFocus()

    # --- changing -----------------------------------------------------------------------------------------------------

    def _ids(self) -> list[int]:
        return [row.id for row in self.table.chosen()]

    def _on_written(self, column: Column[LiteratureRow], row: LiteratureRow, words: str) -> None:
        """Where something was found is said of all that are chosen: whole searches come in together."""
        from qda.study import literature

        ids = self._ids()
        if column is self.rows.columns[FOUND_IN] and row.id in ids:
            self._session.act(literature.set_found_in, self._session.project, ids, words)
        elif column.write is not None:
            self._session.act(column.write, self._session.project, row, words)

    def stage(self, stage: str, reason: str = "") -> None:
        """Say of the chosen publications how far screening has come."""
        from qda.study import literature

        if ids := self._ids():
            self._session.act(literature.set_stage, self._session.project, ids, stage, reason)

    def grade(self, criterion: int, value: str) -> None:
        """Grade the chosen publications by a criterion."""
        from qda.study import literature

        if ids := self._ids():
            self._session.act(literature.judge, self._session.project, ids, criterion, value)

    def delete(self) -> None:
        """Delete the chosen publications."""
        from qda.study import literature

        ids = self._ids()
        if not ids:
            return
        if self._session.did(literature.delete, self._session.project, ids):
            told = ngettext("Deleted {count} publication.", "Deleted {count} publications.", len(ids))
            self._session.said.emit(told.format(count=len(ids)))

    def add(self) -> None:
        """Add a publication, and begin with its title."""
        from qda.study import literature
        from qda.study.references import Reference

        # What is filtered away could not be written in: its title would be typed into another row.
        self.words.clear()
        self._on_words()  # now, not when typing has paused
        self.only.setCurrentIndex(0)
        made = self._session.act(literature.add, self._session.project, Reference(_("New publication"), "article"))
        if made is not None:
            self.show_table()
            self.table.choose(made, 1)
            editing.begin(self.table, self.table.currentIndex())

    def make_matrix(self) -> None:
        """Make a matrix of the included publications by the headings of the summary, and turn to it."""
        from qda.flows.literature import matrix

        made = self._session.act(matrix.make, self._session.project)
        if made is not None:
            jumps.jump(self._session, "matrix", made)
            self._session.told.emit(
                _("The matrix of the included literature is among those under Across cases."),
                _("Its cells can be rewritten and linked to segments; the table of literature stays as it is."),
            )

    # --- files --------------------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for files, and take them in."""
        start = self._session.path()
        folder = str(start.parent if start else Path.home())
        kinds = _("References (*.ris *.bib);;All files (*)")
        found, _kind = QFileDialog.getOpenFileNames(self, _("Take in literature"), folder, kinds)
        self.take_in([Path(each) for each in found])

    def take_in(self, paths: list[Path]) -> None:
        """Take files in, off the main thread; each is one act."""
        project = self._session.project if self._session.is_open else None
        if not paths or project is None:
            return

        def work(progress: Progress) -> list[Outcome]:
            from qda.flows.literature import importing

            made = []
            for at, path in enumerate(paths):
                progress.step(at, len(paths), path.name)
                made.append(importing.bring_in(project, path))
            return made

        self._jobs.run(_("Taking in literature"), work, self._on_taken, self._session.failed.emit)

    def _on_taken(self, outcomes: list[Outcome]) -> None:
        notes = [note for outcome in outcomes for note in outcome.notes]
        more = _("… and {count} more.").format(count=len(notes) - _FEW) if len(notes) > _FEW else ""
        sentence = " ".join(outcome.sentence for outcome in outcomes)
        self._session.told.emit(sentence, " ".join((*notes[:_FEW], more)).strip())

    def ask_export(self) -> None:
        """Ask for a file, and write the publications that are shown."""
        kinds = "RIS (*.ris);;BibTeX (*.bib)"
        path = ask_where(self, self._session, _("Write literature"), _("Literature"), kinds)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the publications that are shown, by the name's ending."""
        project, rows = self._session.project, self.rows.rows()

        def work(progress: Progress) -> int:
            from qda.export.leaving import gate
            from qda.export.study import references

            with gate.leaving(project, "literature", sources=(), progress=progress):
                return references.write(path, rows)

        def told(count: int) -> str:
            return _("Wrote {count} references to “{name}”.").format(count=count, name=path.name)

        write_aside(self._session, self._jobs, path, work, told)

    def ask_text(self) -> None:
        """Ask for a file that is the text of the publication, and take it in as a source."""
        row = self.rows.row(self.table.currentIndex())
        found, _kind = QFileDialog.getOpenFileName(self, _("The text of this publication"))
        if row is not None and found:
            self.attach(row, Path(found))

    def attach(self, row: LiteratureRow, path: Path) -> None:
        """Take in a file as the text of a publication, in one step to take back."""
        project = self._session.project

        def work(progress: Progress) -> str:
            from qda.flows.importing.files import Plan, import_files
            from qda.study import literature

            with project.group():
                (outcome,) = import_files(project, [Plan(path, name=row.short, kind="literature")], progress)
                if outcome.source_ids:
                    literature.link(project, row.id, outcome.source_ids[0])
            return f"{outcome.problem} {outcome.hint}".strip()

        def done(problem: str) -> None:
            self._session.told.emit(problem or _("Its text is a source of the study now."), "")

        self._jobs.run(_("Importing “{name}”").format(name=path.name), work, done, self._session.failed.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """References may be dropped here; other files go to the import."""
        if self.rows.writable and _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        self.take_in(_dropped(event))
        event.acceptProposedAction()


def _dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths if paths and all(path.suffix.lower() in _ENDINGS for path in paths) else []
