"""The evidence for a dimension: its quotes with their neighbours, and the line on which each is placed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.coding.categories.line import DimensionLine
from qda.ui.coding.categories.quotes import Quoted, QuoteList, neighbours
from qda.ui.parts.small import ElidedLabel, Link, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.coding.grid import GridRow
    from qda.coding.properties import EvidenceRow

_REST = 450  # milliseconds without a key: then a place is written down
_STEP, _FINE = 0.05, 0.01


class EvidencePart(QWidget):
    """Quotes and line of one row of the grid, or of one of its cells."""

    placed = Signal(int, object)  # a piece of evidence, its place from 0 to 1 or None
    removed = Signal(object)  # ids
    pick_wanted = Signal()
    dropped = Signal(object, object)  # ids of segments, the place or None

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: GridRow | None = None
        self._rows: list[EvidenceRow] = []
        self._places: dict[int, float | None] = {}
        self._astray: frozenset[int] = frozenset()
        self._pending: int | None = None
        self._digits = ""
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.settle)
        self._build()
        self.line.chosen.connect(self.list.go_to)
        self.line.moved.connect(self._on_moved)
        self.line.placed.connect(self._on_placed)
        self.line.dropped.connect(self.dropped.emit)
        self.list.at_hand.connect(self._on_at_hand)
        self.list.opened.connect(self.open)
        self.list.pressed.connect(self._on_key)
        session.closing.connect(self.settle)
        self.setFocusProxy(self.list)

    def _build(self) -> None:
        self.title = ElidedLabel("")
        self.title.setFont(small_font())
        self.title.setObjectName("soft")
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.pick = Link(_("Choose segments… (E)"), self.pick_wanted.emit)
        head = QHBoxLayout()
        head.setContentsMargins(4 * STEP, 0, 3 * STEP, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.pick)
        self.line = DimensionLine(self._session)
        self.list = QuoteList(self._session, _("Evidence"), self._around, self)
        self.empty = QLabel("")
        self.empty.setObjectName("soft")
        self.empty.setWordWrap(True)
        self.empty.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.empty, 1)

    def _around(self, segment_id: int) -> tuple[str, str]:
        return neighbours(self._session, segment_id)

    # --- what is shown ----------------------------------------------------------------------------

    def show_evidence(
        self, row: GridRow | None, rows: Sequence[EvidenceRow], *, title: str, empty: str, astray: frozenset[int]
    ) -> None:
        """Show these pieces; `astray` belong to the category no longer."""
        if row is None or self._row is None or row.property_id != self._row.property_id:
            self.settle()
        self._row, self._rows, self._astray = row, list(rows), astray
        known = {each.id: each.place for each in rows}
        # What is being placed by keys is not written down yet.
        waiting = {self._pending: self._places[self._pending]} if self._pending in known else {}
        self._places = {**known, **waiting}
        self.title.setText(title)
        self.empty.setText(empty)
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.line.setVisible(row is not None and row.dimension_id is not None)
        writable = self._session.is_open and self._session.project.writable
        self.line.writable = writable
        self.pick.setVisible(writable and row is not None)
        self._show_rows()

    def _show_rows(self) -> None:
        self.list.show_rows([self._quoted(row) for row in self._rows])

    def _quoted(self, row: EvidenceRow) -> Quoted:
        told, amber = self._told(row)
        return Quoted(
            row.id, row.segment_id, row.source_id, row.source, row.start, row.end, row.quote, row.speaker, row.line,
            told, amber,
        )  # fmt: skip

    def _told(self, row: EvidenceRow) -> tuple[str, bool]:
        if row.id in self._astray:
            return _("no longer in this category"), True
        if row.dimension_id is None:
            return "", False
        place = self._places.get(row.id)
        return (_("not placed"), True) if place is None else (_("at {at}").format(at=round(100 * place)), False)

    def forget(self) -> None:
        """Texts may be others."""
        self.list.painter_.forget()

    # --- placing ----------------------------------------------------------------------------------

    def _on_at_hand(self) -> None:
        current = self.list.current()
        if self._pending is not None and (current is None or current.id != self._pending):
            self.settle()
        self._digits = ""
        self._show_line()
        if current is not None and self.list.hasFocus():
            self._session.select(Selection("segment", current.segment_id))

    def _show_line(self) -> None:
        current = self.list.current()
        if self._row is not None:
            places = {number: place for number, place in self._places.items() if place is not None}
            poles = (self._row.low, self._row.high)
            self.line.show_line(poles, places, current.id if current is not None else None)

    def _on_key(self, event: QKeyEvent) -> None:
        """Arrows and digits place, Backspace leaves open, Del takes off."""
        if not self._session.project.writable or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return
        key, current = event.key(), self.list.current()
        if current is None:
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        on_line = self._row is not None and self._row.dimension_id is not None
        if key == Qt.Key.Key_Delete:
            self.remove()
        elif key == Qt.Key.Key_Backspace and on_line:
            self._set(current.id, None)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and on_line:
            step = _FINE if fine else _STEP
            at = self._places.get(current.id)
            start = 0.5 if at is None else at + (step if key == Qt.Key.Key_Right else -step)
            self._set(current.id, start)
        elif event.text().isdecimal() and event.text().isascii() and on_line:
            self._type(current.id, event.text())
        else:
            return
        event.accept()

    def _type(self, number: int, digit: str) -> None:
        """Digits one after the other make a number up to 100."""
        typed = self._digits + digit if self._rest.isActive() else digit
        self._digits = typed if int(typed) <= 100 else digit
        self._set(number, int(self._digits) / 100)

    def _set(self, number: int, place: float | None) -> None:
        self._places[number] = None if place is None else round(min(1.0, max(0.0, place)), 2)
        self._pending = number
        self._rest.start()
        for at, row in enumerate(self._rows):
            if row.id == number:
                self.list.quotes.rows[at] = self._quoted(row)
                index = self.list.quotes.index(at)
                self.list.quotes.dataChanged.emit(index, index)
        self._show_line()

    def _on_moved(self, number: int, place: float) -> None:
        self._set(number, place)
        self._rest.stop()  # it is written down when it is let go

    def _on_placed(self, number: int, place: float) -> None:
        self._set(number, place)
        self.settle()

    def settle(self) -> None:
        """Write down the place that was set by keys."""
        self._rest.stop()
        number, self._pending = self._pending, None
        if number is not None and self._session.is_open:
            self.placed.emit(number, self._places.get(number))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is left open."""
        super().hideEvent(event)
        self.settle()

    # --- acts -------------------------------------------------------------------------------------

    def remove(self) -> None:
        """Take the chosen pieces off."""
        if self._session.project.writable and (ids := [row.id for row in self.list.chosen()]):
            self._rest.stop()
            self._pending = None
            self.removed.emit(ids)

    def open(self) -> None:
        """Show the quote at hand where it stands."""
        if (row := self.list.current()) is not None:
            self._session.workspace_wanted.emit("code")
            self._session.show_source(row.source_id, Span(row.start, row.end))
