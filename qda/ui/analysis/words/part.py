"""The words of the query workspace: a table and a cloud of the most frequent, and each in its context beneath."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.analysis.figures.panel import figure_pipeline
from qda.ui.analysis.figures.view import FigureView, Shown
from qda.ui.analysis.words.kwic_panel import KwicPanel
from qda.ui.analysis.words.options import WordsOptions
from qda.ui.analysis.words.table import WordModel, WordsTable
from qda.ui.jobs import Jobs, Latest
from qda.ui.parts.small import Link, amber, button, heading, soft
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where

if TYPE_CHECKING:
    from qda.analysis.segments.ground import Ground
    from qda.analysis.words.frequencies import Counting, Scope, Tally
    from qda.analysis.words.kwic import Places
    from qda.analysis.words.reading import Book
    from qda.export.figures.pen import Spot
    from qda.export.tables import Table
    from qda.nlp.pipeline import Pipeline
    from qda.progress import Progress
    from qda.project.project import Project

_PATIENCE = 120
_CLOUD = 70
_LAST = 130  # pixels for the last column, of the forms of a word, and the scroll bar
_DPI = 150
_KINDS = {".docx": "Word (*.docx)", ".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)"}


class WordsPanel(QWidget):
    """What was counted: head, table beside cloud, key words in context."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        self._moved = False  # the handle between table and cloud, by hand
        self.title = heading(_("Words"), 1.25)
        self.stale = amber(_("The study has changed since."))
        self.again_link = Link(_("Count again (F5)"))
        self.head = QHBoxLayout()
        self.head.setSpacing(2 * STEP)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.stale)
        self.head.addWidget(self.again_link)
        self.notes = soft(wrap=True)
        self.model = WordModel()
        self.table = WordsTable(session, _("Words and how often they fall"), self.model, _sizes)
        self.cloud = FigureView(session)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.cloud)
        self.area = area
        self.kwic = KwicPanel(session)
        self.above = QSplitter(Qt.Orientation.Horizontal)
        self.above.addWidget(self.table)
        self.above.addWidget(area)
        self.above.setSizes([400, 340])
        self.whole = QSplitter(Qt.Orientation.Vertical)
        self.whole.addWidget(self.above)
        self.whole.addWidget(self.kwic)
        self.whole.setSizes([380, 300])
        self.whole.setChildrenCollapsible(False)
        self.above.splitterMoved.connect(lambda _at, _number: self._on_moved())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(4 * STEP, 4 * STEP, 4 * STEP, 2 * STEP)
        inside.setSpacing(STEP)
        inside.addLayout(self.head)
        inside.addWidget(self.notes)
        column.addLayout(inside)
        column.addWidget(self.whole, 1)
        self.setFocusProxy(self.table)

    def resizeEvent(self, event: object) -> None:
        """The cloud takes the room there is."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # a resize event
        self.fit()

    def fit(self) -> None:
        """Fit the cloud to its place."""
        self.cloud.fit(self.area.viewport().width() - 2 * STEP)

    def show_any(self, *, there: bool) -> None:
        """Whether any word was counted: without one there is no cloud, and nothing to take away."""
        self.area.setVisible(there)
        for each in self.buttons:
            each.setEnabled(there)
        if there and not self._moved:
            # The table has what it needs, the cloud what is left: it can be read smaller.
            header = self.table.horizontalHeader()
            needed = sum(header.sectionSize(column) for column in range(header.count() - 1)) + _LAST
            self.above.setSizes([needed, max(1, self.above.width() - needed)])
        self.fit()

    def _on_moved(self) -> None:
        self._moved = True
        self.fit()

    def set_stale(self, stale: bool) -> None:
        """Say that the study has outrun what is shown."""
        self.stale.setVisible(stale)
        self.again_link.setVisible(stale)


def _sizes(header: QHeaderView) -> None:
    if not header.count():
        return
    metrics = header.fontMetrics()
    model = header.model()
    for column in range(header.count()):
        words = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        wide = min(170, max(metrics.horizontalAdvance(line) for line in words.split("\n")) + 26)
        header.resizeSection(column, max(wide, 92 if column == 0 else 56))
    header.setStretchLastSection(True)


class WordsPart(QObject):
    """`ground` gives what was read of the study, if it still holds; `keep` is told what was read."""

    def __init__(
        self, session: Session, jobs: Jobs, ground: Callable[[], Ground | None], keep: Callable[[Ground], None]
    ) -> None:
        super().__init__()
        self._session, self._jobs, self._ground, self._keep = session, jobs, ground, keep
        self._book: Book | None = None
        self._pipeline: Pipeline | None = None
        self.language_model = ""
        self._counting = Latest(jobs)
        self._news = 0
        self.counted = False
        self.options, self.panel = WordsOptions(session), WordsPanel(session)
        for ending, words in ((".docx", _("Word…")), (".xlsx", _("Excel…")), (".csv", _("CSV…"))):
            self.panel.buttons.append(button(words, partial(self._ask_where, ending), main=ending == ".docx"))
            self.panel.head.addWidget(self.panel.buttons[-1])
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self.refresh)
        self.options.altered.connect(self._soon.start)
        self.panel.again_link.clicked.connect(lambda _checked=False: self.refresh())
        self.panel.table.wanted.connect(self._on_row)
        self.panel.table.clicked.connect(self._on_clicked)
        self.panel.cloud.wanted.connect(self._on_cloud)
        self.panel.kwic.asked.connect(self.find)
        self.panel.kwic.write_wanted.connect(self._ask_where_kwic)
        self.panel.set_stale(False)

    def clear(self) -> None:
        """Another project, or none."""
        self.stop()
        self._book, self.counted = None, False
        self.panel.model.show(None)
        self.panel.cloud.show_figure(None)
        self.panel.notes.setText("")
        self.panel.kwic.field.clear()
        self.panel.kwic.show_places(None)
        self.panel.set_stale(False)

    def stop(self) -> None:
        """What is being counted is not wanted any more."""
        self._soon.stop()
        self._counting.stop()

    def outrun(self) -> None:
        """The study has changed."""
        self._news += 1
        self.panel.set_stale(self.counted)

    def set_language_model(self, model: str) -> None:
        """Another model finds base forms from now on; "" for whichever is installed."""
        if model != self.language_model:
            self.language_model, self._pipeline = model, None

    # --- counting ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Count, and draw the cloud; the key word is found anew in what is counted."""
        if not self._session.is_open:
            return
        from qda.analysis.words import frequencies
        from qda.export.figures.wishes import FigureWish

        scope, counting, key = self.options.scope(), self.options.counting(), self._key()
        asked = _Asked(scope, counting, *key)

        def work(project: Project, basis: _Read, progress: Progress) -> _Counted:
            tally = frequencies.tally(project, basis.book, basis.ground, scope, counting, basis.pipeline, progress)
            cloud = _cloud(tally, FigureWish("cloud", scope=scope, lemma=counting.lemma, most=_CLOUD))
            return _Counted(tally, cloud, _places(project, basis, asked, progress))

        self._run(_("Counting words"), counting.lemma, work, self._show)

    def _show(self, found: _Counted) -> None:
        from qda.export.figures import tables as figure_tables

        self.counted = True
        self.panel.model.show(found.tally)
        if found.tally.rows:
            self.panel.notes.setText(" ".join(figure_tables.word_notes(found.tally)))
        else:
            self.panel.notes.setText(_("No word is left. Choose another part of the study, or leave out fewer words."))
        self.panel.cloud.show_figure(found.cloud)
        self.panel.show_any(there=bool(found.tally.rows))
        if found.places is not None:
            self.panel.kwic.show_places(found.places)
        self.panel.set_stale(False)

    def _key(self) -> tuple[str, str]:
        return self.panel.kwic.field.text().strip(), str(self.panel.kwic.order.currentData())

    def find(self) -> None:
        """Find the key word in what is counted."""
        key, order = self._key()
        if not key or not self._session.is_open:
            return
        counting = self.options.counting()
        asked = _Asked(self.options.scope(), counting, key, order)

        def work(project: Project, basis: _Read, progress: Progress) -> Places | None:
            return _places(project, basis, asked, progress)

        self._run(_("Looking for “{words}”").format(words=key), counting.lemma, work, self.panel.kwic.show_places)

    def _find_word(self, word: str) -> None:
        self.panel.kwic.field.setText(word)
        self.find()

    def _on_row(self, number: int) -> None:
        if self.panel.model.tally is not None:
            self._find_word(self.panel.model.tally.rows[number].word)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._on_row(index.row())

    def _on_cloud(self, spot: Spot) -> None:
        self._find_word(spot.words.partition(":")[0])

    def _run(
        self,
        text: str,
        lemma: bool,
        work: Callable[[Project, _Read, Progress], Any],
        done: Callable[[Any], None],
    ) -> None:
        self.stop()
        news, model = self._news, self.language_model
        project, ground, book, pipeline = self._session.project, self._ground(), self._book, self._pipeline

        def whole(progress: Progress) -> tuple[_Read, Any]:
            basis = _read(project, ground, book, pipeline, lemma, progress, model)
            return basis, work(project, basis, progress)

        def arrived(found: tuple[_Read, Any]) -> None:
            self._book, self._pipeline = found[0].book, found[0].pipeline
            if ground is None and news == self._news:
                self._keep(found[0].ground)
            done(found[1])
            self.panel.set_stale(self.counted and (news != self._news or self.panel.stale.isVisibleTo(self.panel)))

        self._counting.run(text, whole, arrived, self._session.failed.emit)

    # --- taking it away ---------------------------------------------------------------------------

    def _ask_where(self, ending: str) -> None:
        if self.panel.model.tally is not None:
            self._choose(ending, "words", self.write)

    def _ask_where_kwic(self, ending: str) -> None:
        self._choose(ending, "kwic", self.write_kwic)

    def _choose(self, ending: str, name: str, write: Callable[[Path], None]) -> None:
        path = ask_where(self.panel, self._session, _("Write the table"), name, _KINDS[ending])
        if path is not None:
            write(path)

    def write(self, path: Path) -> None:
        """Write the words that are shown, counted in what may leave the project."""
        tally = self.panel.model.tally
        if tally is None:
            return
        scope, counting, pipeline = tally.scope, tally.counting, self._pipeline

        def tables(project: Project, progress: Progress) -> list[Table]:
            from qda.analysis.words import frequencies
            from qda.export.figures import tables as figure_tables
            from qda.study import queries

            basis = _read(project, None, None, pipeline, counting.lemma, progress)
            found = frequencies.tally(project, basis.book, basis.ground, scope, counting, basis.pipeline, progress)
            return [figure_tables.words(found, study=queries.study(project).title)]

        self._write(path, "words", tables)

    def write_kwic(self, path: Path) -> None:
        """Write the places that are listed, as they stand in what may leave the project."""
        places = self.panel.kwic.model.places
        if places is None:
            return
        scope, counting, pipeline = self.options.scope(), self.options.counting(), self._pipeline
        asked = _Asked(scope, replace(counting, lemma=bool(places.found_by)), places.key, places.order)

        def tables(project: Project, progress: Progress) -> list[Table]:
            from qda.analysis.words import kwic
            from qda.export.figures import tables as figure_tables
            from qda.study import queries

            basis = _read(project, None, None, pipeline, asked.counting.lemma, progress)
            found = _places(project, basis, asked, progress)
            assert found is not None
            rows = kwic.rows(project, found, range(len(found)))
            return [figure_tables.kwic(found, rows, study=queries.study(project).title)]

        self._write(path, "kwic", tables)

    def _write(self, path: Path, kind: str, tables: Callable[[Project, Progress], list[Table]]) -> None:
        project = self._session.project

        def work(progress: Progress) -> str:
            from qda.export import writing
            from qda.export.leaving import gate

            with gate.leaving(project, kind, progress=progress) as cleared:
                writing.write(path, tables(cleared, progress), progress=progress)
            return path.name

        self._jobs.run(
            _("Writing “{name}”").format(name=path.name),
            work,
            lambda name: self._session.said.emit(_("Wrote “{name}”.").format(name=name)),
            self._session.failed.emit,
        )


class _Read:
    """What is counted in: the coded segments, the texts in numbers, the language model if one is wanted."""

    def __init__(self, ground: Ground, book: Book, pipeline: Pipeline | None) -> None:
        self.ground, self.book, self.pipeline = ground, book, pipeline


class _Asked:
    """A key word in a scope, in an order."""

    def __init__(self, scope: Scope, counting: Counting, key: str, order: str) -> None:
        self.scope, self.counting, self.key, self.order = scope, counting, key, order


class _Counted:
    """Words, their cloud in pixels, and the places of the key word if one is asked for."""

    def __init__(self, tally: Tally, cloud: Shown | None, places: Places | None) -> None:
        self.tally, self.cloud, self.places = tally, cloud, places


def _read(
    project: Project,
    ground: Ground | None,
    book: Book | None,
    pipeline: Pipeline | None,
    lemma: bool,
    progress: Progress,
    model: str = "",
) -> _Read:
    from qda.analysis.segments import ground as grounds
    from qda.analysis.words.reading import Book

    here = ground if ground is not None else grounds.load(project, progress)
    if lemma and pipeline is None:
        progress.step(0, 0, _("Reading the language model"))
        pipeline = figure_pipeline(model)
    return _Read(here, book if book is not None else Book(), pipeline)


def _places(project: Project, basis: _Read, asked: _Asked, progress: Progress) -> Places | None:
    from qda.analysis.words import kwic

    if not asked.key:
        return None
    return kwic.find(
        project,
        basis.book,
        basis.ground,
        asked.key,
        asked.scope,
        lemma=asked.counting.lemma,
        order=asked.order,  # type: ignore[arg-type]  # one of them
        pipeline=basis.pipeline,
        progress=progress,
    )


def _cloud(tally: Tally, wish: Any) -> Shown | None:
    """The cloud without its frame: notes and counts stand beside it."""
    if not tally.rows:
        return None
    from qda.export.figures import files as figure_files
    from qda.export.figures import kinds as figure_kinds

    picture = figure_kinds.cloud_of(tally, wish)
    plate = figure_files.plate(picture, captioned=False)
    png = figure_files.painted(plate, "png", picture.title, picture.description, dpi=_DPI)
    return Shown(png, plate.width, plate.height, tuple(plate.spots), picture.title, picture.description)
