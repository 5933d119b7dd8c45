"""A matrix with its head, legend and notes; for codes that stand together the strongest pairs beneath it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.analysis.matrices.grid import Grid, of_matrix, of_meetings
from qda.ui.analysis.matrices.view import Legend, MatrixView
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link, amber, button, heading, soft
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where

if TYPE_CHECKING:
    from qda.analysis.queries.cooccurrence import Meetings
    from qda.analysis.queries.crosstab import Matrix
    from qda.export.tables import Table

_PAIRS = 40
_KINDS = {".docx": "Word (*.docx)", ".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)"}


class MatrixPanel(QWidget):
    """`wanted` with a query when its quotes are asked for, `again` when it is to be counted anew."""

    wanted = Signal(object)
    again = Signal()
    write_wanted = Signal(object, object)  # the path, and what makes the tables

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._tables: Callable[[], Sequence[Table]] | None = None
        self._meetings: Meetings | None = None
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        self.view = MatrixView(session)
        self.view.wanted.connect(self._on_cell)
        column.addWidget(self.view, 3)
        words = _("There is nothing yet to count here. Code a text, or choose other codes at the left.")
        self.nothing = Empty(words, _("Go to the texts"), lambda: session.workspace_wanted.emit("code"))
        self.nothing.hide()
        column.addWidget(self.nothing, 3)
        column.addWidget(self._make_pairs(), 2)
        column.addLayout(self._make_foot())
        self.setFocusProxy(self.view)

    def _make_head(self) -> QVBoxLayout:
        self.title = heading("", 1.25)
        self.stale = amber(_("The study has changed since."))
        self.again_link = Link(_("Count again (F5)"), self.again.emit)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.title, 1)
        row.addWidget(self.stale)
        row.addWidget(self.again_link)
        for ending, words in ((".docx", _("Word…")), (".xlsx", _("Excel…")), (".csv", _("CSV…"))):
            self.buttons.append(button(words, partial(self._ask_where, ending), main=ending == ".docx"))
            row.addWidget(self.buttons[-1])
        column = QVBoxLayout()
        column.setContentsMargins(4 * STEP, 4 * STEP, 4 * STEP, 2 * STEP)
        column.addLayout(row)
        return column

    def _make_pairs(self) -> QWidget:
        self.pairs = _Pairs()
        self.pairs.wanted.connect(self._on_pair)
        self.pairs.hide()
        return self.pairs

    def _make_foot(self) -> QVBoxLayout:
        self.legend = Legend(self._session)
        self.notes = soft(wrap=True)
        column = QVBoxLayout()
        column.setContentsMargins(4 * STEP, STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addWidget(self.legend)
        column.addWidget(self.notes)
        return column

    # --- what is shown ----------------------------------------------------------------------------

    def show_matrix(self, found: Matrix, percent: str | None, study: str) -> None:
        """Show a cross-table."""
        from qda.export.coding import query_tables

        self._meetings = None
        self._tables = lambda: [query_tables.matrix(found, percent, study=study)]  # type: ignore[arg-type]  # as above
        notes = query_tables.matrix_notes(found, percent)  # type: ignore[arg-type]  # as above
        self._show(
            of_matrix(found, percent, query_tables.axis_name(found.row_axis)), query_tables.matrix_title(found), notes
        )
        self.pairs.hide()

    def show_together(self, found: Meetings, study: str) -> None:
        """Show codes that stand together."""
        from qda.export.coding import query_tables
        from qda.export.tables import plain

        self._meetings = found
        codes = tuple(code for code in found.codes if found.segments[code.id])
        self._tables = lambda: [
            query_tables.together(found, codes, study=study),
            query_tables.pairs(found, study=study, number=2),
        ]
        notes = [plain(note) for note in query_tables.together_notes(found)]
        self._show(of_meetings(found, codes), _("Codes That Stand Together"), notes)
        self.pairs.show_pairs(found)
        self.pairs.setVisible(bool(found.pairs))

    def _show(self, grid: Grid, title: str, notes: Sequence[str]) -> None:
        self.title.setText(title)
        self.view.show_grid(grid)
        self.view.setAccessibleName(title)
        self.legend.show_most(grid.darkest)
        self.notes.setText(" ".join(notes))
        some = bool(grid.rows and grid.columns)
        self.nothing.setHidden(some)
        for part in (self.view, self.legend, self.notes):
            part.setVisible(some)
        for each in self.buttons:
            each.setEnabled(some)
        self.set_stale(False)

    def set_stale(self, stale: bool) -> None:
        """Say that the study has outrun what is shown."""
        self.stale.setVisible(stale)
        self.again_link.setVisible(stale)

    def clear(self) -> None:
        """Nothing is counted."""
        self.view.show_grid(None)
        self._tables = self._meetings = None
        self.pairs.hide()

    # --- acts -------------------------------------------------------------------------------------

    def _on_cell(self, row: int, column: int) -> None:
        grid = self.view.grid
        query = None if grid is None else grid.query(row, column)
        if query is not None:
            self.wanted.emit(query)

    def _on_pair(self, place: int) -> None:
        if self._meetings is not None:
            pair = self._meetings.strongest(_PAIRS)[place]
            self.wanted.emit(self._meetings.query(pair.one, pair.other))

    def _ask_where(self, ending: str) -> None:
        if self._tables is None:
            return
        path = ask_where(self, self._session, _("Write the table"), "matrix", _KINDS[ending])
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what is shown."""
        if self._tables is not None:
            self.write_wanted.emit(path, self._tables)


class _Pairs(QTableWidget):
    """The strongest pairs with what their coefficient is made of; Enter or a click reads the quotes."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("list")
        self.setAccessibleName(_("Strongest pairs of codes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        heads = (_("Code"), _("Other code"), "n12", "n1", "n2", "c")
        self.setColumnCount(len(heads))
        for column, words in enumerate(heads):
            side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
            head = QTableWidgetItem(words)
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, head)
        self.setWordWrap(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in (0, 1):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.cellClicked.connect(lambda row, _column: self.wanted.emit(row))

    def show_pairs(self, found: Meetings) -> None:
        """List the strongest."""
        from qda.export.profiles import APA

        pairs = found.strongest(_PAIRS)
        self.setRowCount(len(pairs))
        for row, pair in enumerate(pairs):
            c = APA.decimal(pair.coefficient, bounded=pair.coefficient <= 1)
            for column, text in enumerate((pair.one.name, pair.other.name, pair.n12, pair.n1, pair.n2, c)):
                item = QTableWidgetItem(str(text))
                if column > 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter reads the quotes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.wanted.emit(self.currentRow())
        else:
            super().keyPressEvent(event)
