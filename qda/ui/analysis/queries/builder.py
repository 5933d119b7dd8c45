"""A query as rows that are built by hand, and the sentence that they make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.analysis.pieces import section
from qda.ui.analysis.queries.row import ConditionRow
from qda.ui.parts.small import Link, button, soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.queries.query import Query
    from qda.analysis.queries.rows import Row


_NOTHING_YET = N_("Choose a code above, or another condition; then the segments can be shown.")


class QueryBuilder(QWidget):
    """`altered` when something else is asked, `asked` when the answer is wanted."""

    altered = Signal()
    asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[ConditionRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(section(_("Segments")))
        self._column = QVBoxLayout()
        self._column.setSpacing(STEP)
        column.addLayout(self._column)
        line = QHBoxLayout()
        self.add_link = Link(_("Add a condition"), self.add)
        self.clear_link = Link(_("Begin anew"), self.begin)
        line.addWidget(self.add_link)
        line.addStretch(1)
        line.addWidget(self.clear_link)
        column.addLayout(line)
        self.sentence = soft(wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.sentence)
        self.ask = button(_("Show the segments"), self.asked.emit, main=True)
        column.addWidget(self.ask)
        self.begin()

    def begin(self) -> None:
        """One empty condition."""
        from qda.analysis.queries.rows import Row

        self._set([Row()])
        self.altered.emit()

    def show_query(self, query: Query) -> None:
        """Take a query apart into rows."""
        from qda.analysis.queries.rows import rows_of

        self._set(rows_of(query))
        self.altered.emit()

    def add(self) -> None:
        """One more condition, and the keyboard into it."""
        from qda.analysis.queries.rows import Row

        self._set([*self.values(), Row()])
        self.altered.emit()
        self.rows[-1].value.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> list[Row]:
        """The rows as they are filled in."""
        return [each.row() for each in self.rows]

    def query(self) -> Query | None:
        """What is asked; None where nothing is."""
        from qda.analysis.queries.rows import query_of

        return query_of(self.values())

    def focus_first(self) -> None:
        """Put the keyboard into the first value."""
        self.rows[0].value.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Names may be others now."""
        for row in self.rows:
            row.value.forget()

    def _set(self, rows: Sequence[Row]) -> None:
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = []
        for place, row in enumerate(rows):
            made = ConditionRow(self._session, row, first=place == 0)
            made.altered.connect(self._on_altered)
            made.asked.connect(self.asked)
            made.removed.connect(lambda _made=made: self._remove(_made))
            self._column.addWidget(made)
            self.rows.append(made)
        self._on_altered()

    def _remove(self, gone: ConditionRow) -> None:
        from qda.analysis.queries.rows import Row

        left = [row.row() for row in self.rows if row is not gone]
        self._set(left or [Row()])
        self.altered.emit()
        self.rows[-1].value.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_altered(self) -> None:
        from qda.analysis.queries import telling

        query = self.query()
        self.sentence.setText(_(_NOTHING_YET) if query is None else telling.sentence(query))
        self.sentence.setAccessibleName(self.sentence.text())
        self.ask.setEnabled(query is not None)
        self.ask.setToolTip(_(_NOTHING_YET) if query is None else "")
        self.altered.emit()
