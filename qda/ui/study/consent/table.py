"""Participants by kinds of data: a letter answers, figures date, what was withdrawn is marked in words and colour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from qda.i18n import _
from qda.ui.session import Session
from qda.ui.study.consent import acts as consent_acts
from qda.ui.study.tables.rows import Column, Index, Rows
from qda.ui.study.tables.view import Table, TablePainter
from qda.ui.theme import qcolor

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.consent import PersonRow

FIXED = 2  # columns before the kinds of data: name and role
_WITHDRAWN = "withdrawn"


class ConsentRows(Rows["PersonRow"]):
    """The register; its columns are the kinds of data."""

    def __init__(self, parent: QObject) -> None:
        self.kinds: tuple[str, ...] = ()
        super().__init__(_columns(()), lambda row: row.id, parent)

    def set_kinds(self, kinds: Sequence[str]) -> None:
        """Have one column for each of these."""
        self.beginResetModel()
        self.kinds = tuple(kinds)
        self.columns = tuple(_columns(kinds))
        self._order = None
        self.endResetModel()

    def kind(self, column: int) -> str | None:
        """The kind of data of a column; None over name and role."""
        return self.kinds[column - FIXED] if FIXED <= column < FIXED + len(self.kinds) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As in every table; a cell can be heard, and pointed at, with all that is known."""
        row, kind = self.row(index), self.kind(index.column())
        if row is None or kind is None or role != Qt.ItemDataRole.AccessibleTextRole:
            return super().data(index, role)
        return f"{row.name}, {kind}: {consent_acts.whole(row, kind)}"

    def _has(self, row: PersonRow, wanted: Sequence[str]) -> bool:
        told = (f"{kind} {consent_acts.whole(row, kind)}" for kind in row.consents)
        here = " ".join((row.name, row.role, *told)).casefold()
        return all(word in here for word in wanted)


def _columns(kinds: Sequence[str]) -> list[Column[PersonRow]]:
    return [
        Column(_("Participant"), lambda row: row.name, 14, look="strong"),
        Column(_("Role"), lambda row: row.role, 22, look="soft", gives_way=1),
        *(_column(kind) for kind in kinds),
    ]


def _column(kind: str) -> Column[PersonRow]:
    def asked(row: PersonRow) -> str:
        last = row.last(kind)
        return (last.asked_on or "") if last is not None else ""

    def look(row: PersonRow) -> str:
        last, refusal = row.last(kind), row.refusal(kind)
        if refusal is not None and refusal.withdrawn:
            return _WITHDRAWN
        return "offer" if last is not None and last.open else "words"

    def told(row: PersonRow) -> str:
        return consent_acts.short(row, kind)

    def write(project: Project, row: PersonRow, words: str) -> None:
        consent_acts.keep(project, row, kind, "asked_on", words)

    title = kind[:1].upper() + kind[1:]
    return Column(title, asked, 15, write=write, shown=told, weight=look, key=lambda row: (told(row) == "", told(row)))


class ConsentPainter(TablePainter):
    """Paints what was withdrawn in another ink; the word is kept where the day has no room."""

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, words: str, look: str, short: str | None
    ) -> None:
        if option.fontMetrics.horizontalAdvance(words) > area.width() and words[-1:].isdecimal():
            words = words.rpartition(" ")[0]  # the field under the table has the day
        if look != _WITHDRAWN:
            super()._paint_words(painter, option, area, words, look, short)
            return
        words = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(option.font)
        painter.setPen(qcolor(self._session.ink.hint))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)


class ConsentTable(Table):
    """In a cell Y, N, U and A say the outcome, figures the day of asking, W goes to the withdrawal."""

    answered = Signal(str)  # an outcome for the chosen participants, in the current column
    withdrawWanted = Signal()  # noqa: N815 - Qt's way of naming signals
    deleteWanted = Signal()  # noqa: N815

    def __init__(self, session: Session, rows: ConsentRows, outcomes: Callable[[], Sequence[str]]) -> None:
        super().__init__(session, rows, _("Consent"))
        self._consents = rows
        self._outcomes = outcomes
        self._painter = ConsentPainter(session, rows, self)
        self.setItemDelegate(self._painter)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Have a column for each of these kinds of data."""
        if tuple(kinds) != self._consents.kinds:
            self._consents.set_kinds(kinds)
            self.horizontalHeader().setSortIndicatorShown(False)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What the keyboard is on stays in sight when the field under the table takes room."""
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter answers; what is neither a letter nor a figure is the table's."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the key that ends a field comes on to the table, where it means something else
        index, letter = self.currentIndex(), event.text().casefold()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if not plain or self._consents.kind(index.column()) is None or not self._consents.can_write(index):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleteWanted.emit()
        elif not letter.isalpha():
            super().keyPressEvent(event)
        elif letter == "w":
            self.withdrawWanted.emit()
        else:
            found = next((outcome for outcome in self._outcomes() if outcome.startswith(letter)), "")
            if found:
                self.answered.emit(found)
