"""The columns of the comparison side by side: two to four, one of them at work, an incident at hand in each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter

from qda.ui.coding.compare.column import Column
from qda.ui.coding.compare.content import Content, Place, Reader
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.coding.incidents import Incident

MOST = 4
LEAST = 2


class Columns(QSplitter):
    """The columns from left to right. `altered`: one holds something else; `at_hand`: another incident is."""

    altered = Signal()
    at_hand = Signal()
    open_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._session = session
        self._reading = False
        self._last: Column | None = None
        self.all: list[Column] = []
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    def make(self, content: Content) -> Column:
        """A column more, at the right."""
        column = Column(self._session, self)
        column.content = content
        column.altered.connect(self.altered)
        column.removed.connect(partial(self.remove, column))
        column.list.aside.connect(partial(self._go_aside, column))
        column.list.at_hand.connect(partial(self._on_at_hand, column))
        column.list.open_wanted.connect(self.open_wanted)
        column.context.setVisible(any(not other.context.isHidden() for other in self.all))
        self.all.append(column)
        self.addWidget(column)
        self.setSizes([1000] * len(self.all))
        return column

    def clear(self) -> None:
        """Take all away."""
        for column in list(self.all):
            self._drop(column)

    def _drop(self, column: Column) -> None:
        self.all.remove(column)
        column.hide()
        column.setParent(None)
        column.deleteLater()

    def add(self) -> None:
        """Show one more, with the code of the last one."""
        if self.all and len(self.all) < MOST:
            column = self.make(Content(self.all[-1].content.code_id))
            column.show()
            self.altered.emit()
            column.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove(self, column: Column | None = None) -> None:
        """Take a column away, or the one at work; two stay."""
        gone = column or self.at_work()
        if gone is not None and len(self.all) > LEAST:
            self._drop(gone)
            self.altered.emit()
            self.focus()

    def read(self, reader: Reader, offered: Mapping[Place, str], *, uncompared: bool) -> None:
        """Show everything as it is now."""
        self._reading = True  # what is at hand moves while the columns are filled
        for column in self.all:
            column.offer(offered)
            column.read(reader, uncompared=uncompared)
            column.remove.setVisible(len(self.all) > LEAST)
        self._reading = False
        self._part_twins()

    def _part_twins(self) -> None:
        """Where two columns have the same incident at hand, the later one goes on to the next."""
        taken: set[int] = set()
        for column in self.all:
            row = column.list.current()
            if row is not None and row.segment_id in taken:
                column.list.next(lambda other: other.segment_id not in taken)
                row = column.list.current()
            if row is not None:
                taken.add(row.segment_id)

    def code_ids(self) -> list[int]:
        """The codes of the columns, each once."""
        return list(dict.fromkeys(c.content.code_id for c in self.all if c.content.code_id is not None))

    def code_id(self) -> int | None:
        """The code that all columns hold; None where they differ."""
        held = {column.content.code_id for column in self.all}
        return held.pop() if len(held) == 1 else None

    def incidents(self) -> list[Incident]:
        """The incidents at hand, from left to right."""
        return [row for column in self.all if (row := column.list.current()) is not None]

    def ready(self) -> bool:
        """True if there are two different incidents to judge."""
        return len({row.segment_id for row in self.incidents()}) > 1

    # --- the column at work -----------------------------------------------------------------------

    def at_work(self) -> Column | None:
        """The column that has the keyboard or had it last."""
        if self._last not in self.all:
            self._last = self.all[0] if self.all else None
        return self._last

    def current(self) -> Incident | None:
        """The incident at hand in the column at work."""
        column = self.at_work()
        return None if column is None else column.list.current()

    def focus(self) -> None:
        """Give the keyboard to the column at work."""
        if (column := self.at_work()) is not None:
            column.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_aside(self, column: Column, step: int) -> None:
        place = self.all.index(column) + step
        if 0 <= place < len(self.all):
            self.all[place].list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_at_hand(self, column: Column) -> None:
        if column.list.hasFocus():
            self._last = column
        if not self._reading and column in self.all:
            column.show_context()
            self.at_hand.emit()

    def next(self) -> bool:
        """Take the next incident in hand that was not compared yet; False if there is none."""
        column = self.at_work()
        if column is None:
            return False
        others = {row.segment_id for each in self.all if each is not column and (row := each.list.current())}
        passed = others.union(column.list.incidents.latest)
        return column.list.next(lambda row: row.segment_id not in passed)

    def switch_context(self) -> None:
        """Show the incidents at hand in their surroundings, or no longer."""
        wanted = all(column.context.isHidden() for column in self.all)
        for column in self.all:
            column.context.setVisible(wanted)
            column.show_context()
            column.list.scrollTo(column.list.currentIndex())

    def take(self, segment_ids: list[int]) -> None:
        """Take these segments in hand; those that no column lists get one for themselves."""
        free, missing = list(self.all), []
        for segment_id in segment_ids:
            column = next((each for each in free if each.list.incidents.place_of(segment_id) is not None), None)
            if column is None:
                missing.append(segment_id)
                continue
            free.remove(column)
            column.list.go(column.list.incidents.place_of(segment_id) or 0)
        for segment_id in missing:
            content = Content(segment_ids=(segment_id,))
            if free:
                free.pop(0).content = content
            elif len(self.all) < MOST:
                self.make(content).show()
        if missing:
            self.altered.emit()

    def repaint_all(self) -> None:
        """Other ink."""
        for column in self.all:
            column.list.viewport().update()
            column.show_context()
