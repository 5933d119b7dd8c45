"""The page of one kind of matrix: a chooser, the grid, and beside it the cell at hand with its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.grid.changing import MatrixChanging
from qda.ui.grid.evidence import PAGE
from qda.ui.grid.frame import BLANK, EMPTY, GRID, Kind
from qda.ui.grid.keys import add_actions
from qda.ui.grid.picker import LinePicker
from qda.ui.jobs import Job, Jobs
from qda.ui.session import Selection, Session

if TYPE_CHECKING:
    from qda.analysis.synthesis.matrix_cells import Cells, Ground
    from qda.progress import Progress
    from qda.project.project import Change
    from qda.synthesis.matrix_values import NewLine

_MATRICES = ("matrix", "matrix_line", "matrix_cell", "matrix_evidence", "claim", "property", "case", "unit", "code")
_WRITING = 300
"""How long to wait, in milliseconds, while somebody writes in a cell."""


class MatrixPage(MatrixChanging):
    """Matrices of one kind. The matrix is read at once; what stands under its cells is counted aside."""

    def __init__(
        self, kind: Kind, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(kind, session, jobs, parent)
        self._jobs = jobs
        self._cells: Cells | None = None
        self._ground: Ground | None = None
        self._job: Job | None = None
        self._stale = True
        self._shown = PAGE
        self._picker: LinePicker | None = None
        self._asked: tuple[int, int] | None = None  # the cell whose judgement waits for its reason
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.read)
        self._rest = QTimer(self, singleShot=True, interval=40)
        self._rest.timeout.connect(self._show_quotes)
        self._connect()
        add_actions(actions, self)

    def _connect(self) -> None:
        session, bar, grid, panel = self._session, self.bar, self.grid, self.evidence
        self.new_link.clicked.connect(self.new)
        self.export_link.clicked.connect(self.export)
        self.begin_link.clicked.connect(self.new)
        for button in (self.rows_link, self.blank_rows):
            button.clicked.connect(lambda: self.pick("row"))
        for button in (self.columns_link, self.blank_columns):
            button.clicked.connect(lambda: self.pick("column"))
        session.opened.connect(self._begin)
        session.closed.connect(self._begin)
        session.changed.connect(self._on_changed)
        bar.matrix_chosen.connect(self.show_matrix)
        bar.content_chosen.connect(lambda key: self._on(self.acts.set_content, key))
        bar.case_chosen.connect(lambda case: self._on(self.acts.set_case, case))
        bar.units_wanted.connect(lambda on: self._on(self.acts.set_second_level, on))
        grid.at_hand.connect(self._on_cell)
        grid.judged.connect(self.judge)
        grid.emptied.connect(self.empty_cell)
        grid.quotes_wanted.connect(panel.take_keyboard)
        grid.menu_wanted.connect(self._on_menu)
        grid.codes_dropped.connect(lambda axis, ids: self._on(self.acts.add_codes, axis, ids))
        grid.segments_dropped.connect(self._on_dropped)
        grid.model_.written.connect(self._on_written)
        panel.judged.connect(self.judge)
        panel.reasoned.connect(self._on_reason)
        panel.ticked.connect(self._on_ticked)
        panel.left.connect(self._back)
        panel.more.connect(self._more)

    # --- keeping up -----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Keep up while it is looked at."""
        super().showEvent(event)
        self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """A floating list does not stay behind."""
        super().hideEvent(event)
        if self._picker is not None:
            self._picker.put_away()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the grid, or to what begins one."""
        super().focusInEvent(event)
        targets = {GRID: self.grid, BLANK: self.blank_rows, EMPTY: self.begin_link}
        targets[self.stack.currentIndex()].setFocus(event.reason())

    def _begin(self) -> None:
        self._matrix, self._cells, self._ground, self._stale, self._job = None, None, None, True, None
        if self._session.is_open and self.isVisible():
            self.read()

    def _on_changed(self, change: Change) -> None:
        from qda.analysis.synthesis.matrix_ground import TABLES

        if change.touches(*TABLES):
            self._stale = True
        if self.isVisible() and (self._stale or change.touches(*_MATRICES)):
            self._later.start()

    def read(self) -> None:
        """Show everything as it is now; what stands under the cells follows when it has been counted."""
        from qda.study import queries as study
        from qda.synthesis import matrices

        self._later.stop()
        if not self._session.is_open or not self.isVisible():
            return
        if self.grid.is_written_in():
            QTimer.singleShot(_WRITING, self, self.read)
            return
        project = self._session.project
        names = matrices.names(project, [self.kind.kind])
        ids = [row.id for row in names]
        wanted = self.matrix_id if self.matrix_id in ids else (ids[0] if ids else None)
        self._matrix = matrices.matrix(project, wanted) if wanted is not None else None
        cases = [(case.id, case.name) for unit in study.units(project) for case in unit.cases]
        self.bar.setVisible(bool(names))
        self.bar.show_matrix(names, self._matrix, cases, writable=project.writable)
        self.grid.model_.writable = project.writable
        self._count()
        self._show()

    def _count(self) -> None:
        """Have the ground read aside; until then what was read before serves."""
        if not self._stale or self._job is not None or self._matrix is None:
            return
        self._stale = False
        project = self._session.project

        def work(_progress: Progress) -> Ground:
            from qda.analysis.synthesis import matrix_cells

            return matrix_cells.load(project)

        def arrived(ground: Ground) -> None:
            if self._job is job and self._session.is_open:
                self._job, self._ground = None, ground
                self.read()

        def ended() -> None:
            if self._job is job:
                self._job = None

        job = self._job = self._jobs.aside(work, arrived, ended=ended)

    def _show(self) -> None:
        from qda.analysis.synthesis import matrix_cells, matrix_quotes

        matrix = self._matrix
        if matrix is None:
            self._cells = None
            self.stack.setCurrentIndex(EMPTY)
            return
        self._cells = (
            matrix_cells.cells(self._ground, matrix) if self._ground is not None else matrix_cells.uncounted(matrix)
        )
        whole = bool(matrix.rows and matrix.columns)
        self.stack.setCurrentIndex(GRID if whole else BLANK)
        self.blank_rows.setVisible(not matrix.rows)
        self.blank_columns.setVisible(not matrix.columns)
        linked = []
        if matrix.content == "quotes":
            linked = [each for cell in matrix.cells.values() for each in cell.evidence]
        quotes = {row.segment_id: row for row in matrix_quotes.quotes(self._session.project, linked)}
        self.grid.show_cells(self._cells if whole else None, quotes)

    def show_matrix(self, matrix_id: int) -> None:
        """Show another matrix."""
        from qda.synthesis import matrices

        self._matrix = self._session.act(matrices.matrix, self._session.project, matrix_id)
        self.read()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_thing(self, kind: str, number: int) -> None:
        """Show a matrix, or the cell of one."""
        from qda.synthesis import matrix_queries

        matrix_id = number if kind == "matrix" else matrix_queries.owner(self._session.project, number)
        if matrix_id is None:
            return
        self.show_matrix(matrix_id)
        cells = self._matrix.cells.values() if self._matrix is not None else ()
        cell = next((cell for cell in cells if kind == "matrix_cell" and cell.id == number), None)
        if cell is not None:
            self.grid.go_to(cell.row_id, cell.column_id)

    # --- the cell at hand -----------------------------------------------------------------------------------------

    def _on_cell(self) -> None:
        self._shown = PAGE
        if self.evidence.pending is not None and self._asked != self.grid.lines():
            self._on_reason(self.evidence.reason.text())
        self._show_cell()
        self._rest.start()

    def _show_cell(self) -> None:
        matrix, cells = self._matrix, self._cells
        row, column = self.grid.place()
        if matrix is None or cells is None or row < 0 or not self.grid.model_.rowCount():
            self.evidence.show_cell("", None, None, (), writable=False)
            return
        cell = self.grid.model_.cell(row, column)
        title = f"{cells.rows[row].name} × {cells.columns[column].name}"
        judges = matrix.content == "judgements" and 0 not in self.grid.lines()
        scale = matrix.scale if judges else ()
        writable = self._session.project.writable
        self.evidence.show_cell(title, cell, cells.stand(row, column), scale, writable=writable)
        if self.grid.hasFocus():  # a memo hangs on the cell; on the matrix, while nothing is said in it
            at_hand = ("matrix", matrix.id) if cell is None else ("matrix_cell", cell.id)
            self._session.select(Selection(*at_hand))

    def _show_quotes(self) -> None:
        """The quotes of the cell at hand: those that are linked first, then what else stands there."""
        from qda.analysis.synthesis import matrix_quotes

        cells, (row, column) = self._cells, self.grid.place()
        if cells is None or row < 0 or not self._session.is_open or self.stack.currentIndex() != GRID:
            self.evidence.show_quotes([], [], [], more=0, empty="")
            return
        cell = self.grid.model_.cell(row, column)
        linked = list(cell.evidence) if cell is not None else []
        under = cells.segments(row, column)
        held = set(linked)
        ids = [*linked, *(each for each in under if each not in held)]
        read = matrix_quotes.quotes(self._session.project, ids[: self._shown])
        astray = held - set(under) if cells.ground is not None else set()
        self.evidence.show_quotes(
            read, linked, sorted(astray), more=max(0, len(ids) - self._shown), empty=self._why(ids)
        )

    def _why(self, ids: list[int]) -> str:
        if ids or self._cells is None:
            return ""
        if self._cells.ground is None:
            return _("Counting…")
        state = self._cells.stand(*self.grid.place()).state
        if state == "open":
            return _("Nothing stands under two free headings. Drop quotes here from a list to link them.")
        return _("Nothing is coded here with this.") if state == "none" else _("Nothing is coded here at all.")

    def _more(self) -> None:
        self._shown += 4 * PAGE
        self._show_quotes()

    def _back(self) -> None:
        self._asked = None
        self._show_cell()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- acts -----------------------------------------------------------------------------------------------------

    def new(self) -> None:
        """Make a matrix and ask for its rows."""
        made = self.acts.create(self.acts.case_at_hand())
        if made is not None:
            self.show_matrix(made)
            self.pick("row")

    def pick(self, axis: str) -> None:
        """Choose rows or columns by a few letters."""
        from qda.ui.grid.choices import choices

        matrix = self._matrix
        if matrix is None or not self._session.project.writable:
            return
        if self._picker is not None:
            self._picker.put_away()
        title = _("Rows of the matrix") if axis == "row" else _("Columns of the matrix")
        known = choices(self._session.project, matrix.case_id)
        picker = self._picker = LinePicker(self._session, self, title, known)
        picker.chosen.connect(lambda lines: self._add(axis, lines))
        picker.ended.connect(self._on_picked)
        link = self.rows_link if axis == "row" else self.columns_link
        picker.open(QRect(link.mapTo(self, QPoint(0, 0)), link.size()))

    def _add(self, axis: str, lines: list[NewLine]) -> None:
        self._on(self.acts.add, axis, lines)

    def _on_picked(self) -> None:
        self._picker = None
        self.read()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def judge(self, place: int) -> None:
        """Judge the cell at hand; a judgement that is written over asks for its reason first."""
        matrix, lines = self._matrix, self.grid.lines()
        if matrix is None or 0 in lines or not self._session.project.writable:
            return
        cell = matrix.cell(*lines)
        before = cell.judgement if cell is not None else ""
        word = matrix.scale[place] if place >= 0 else ""
        if word == before:
            self._show_cell()
            return
        if before:
            self._asked = lines
            self.evidence.ask_reason(before, word or _("no judgement"))
            self.evidence.pending = word
        else:
            self.acts.write(lines, judgement=word)

    def _on_reason(self, words: str) -> None:
        pending, lines = self.evidence.pending, self._asked or self.grid.lines()
        self.evidence.pending, self._asked = None, None
        if 0 in lines:
            return
        self.acts.write(lines, judgement=pending, reason=words)

    def empty_cell(self) -> None:
        """Take back what was judged and written in the cell at hand; its evidence stays."""
        lines = self.grid.lines()
        if self._matrix is not None and self._matrix.cell(*lines) is not None and self._session.project.writable:
            self.acts.write(lines, judgement="", text="", reason="")

    def _on_written(self, row: int, column: int, text: str) -> None:
        lines = self.grid.model_.ids(row, column)
        if 0 not in lines:
            self.acts.write(lines, text=text)

    def _on_ticked(self, segments: list[int], on: bool) -> None:
        if 0 not in self.grid.lines() and self._session.project.writable:
            self.acts.link(self.grid.lines(), segments, on)

    def _on_dropped(self, row: int, column: int, segments: list[int]) -> None:
        lines = self.grid.model_.ids(row, column)
        if 0 not in lines:
            self.acts.link(lines, segments, True)

    def duplicate(self) -> None:
        """Make the same once more, and show it."""
        made = self.acts.duplicate(self.matrix_id) if self.matrix_id is not None else None
        if made is not None:
            self.show_matrix(made)

    def _on_menu(self, way: Qt.Orientation, place: int, point: QPoint) -> None:
        axis = "column" if way == Qt.Orientation.Horizontal else "row"
        head = self.grid.model_.head(way, place)
        if head is None or not head.id or not self._session.project.writable:
            return
        menu, line = QMenu(self), head.id
        back, on = (_("Move left"), _("Move right")) if axis == "column" else (_("Move up"), _("Move down"))
        menu.addAction(_("Heading…"), lambda: self.rename_line(axis, line))
        menu.addAction(back, lambda: self.move_line(axis, -1, line))
        menu.addAction(on, lambda: self.move_line(axis, 1, line))
        menu.addAction(_("Take off"), lambda: self.remove_line(axis, line))
        menu.addSeparator()
        menu.addAction(_("Rows…"), lambda: self.pick("row"))
        menu.addAction(_("Columns…"), lambda: self.pick("column"))
        menu.popup(point)
