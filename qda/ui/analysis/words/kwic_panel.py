"""Key word in context: a field, the order, and every place in a list that jumps to the text."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.text import Span
from qda.ui.analysis.pieces import Picker
from qda.ui.analysis.words.table import EndFirst, KwicModel, WordsTable
from qda.ui.parts.small import button, soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.words.kwic import Places

_ORDERS = (("text", N_("as in the texts")), ("left", N_("by the word before")), ("right", N_("by the word after")))


class KwicPanel(QWidget):
    """`asked` when another key word or order is wanted, `write_wanted` with an ending."""

    asked = Signal()
    write_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.field = QLineEdit()
        self.field.setAccessibleName(_("Key word"))
        self.field.setPlaceholderText(_("Key word in context: a word, a phrase, a begin*; Enter finds it"))
        self.field.returnPressed.connect(self.asked)
        self.order = Picker(_("Order of the places"), 13)
        for key, words in _ORDERS:
            self.order.addItem(_(words), key)
        self.order.activated.connect(lambda _index: self.asked.emit() if self.field.text().strip() else None)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.field, 1)
        row.addWidget(self.order)
        self.buttons = [
            button(words, partial(self.write_wanted.emit, ending))
            for ending, words in ((".docx", _("Word…")), (".xlsx", _("Excel…")), (".csv", _("CSV…")))
        ]
        for each in self.buttons:
            each.setAccessibleName(_("Key words in context: {format}").format(format=each.text()))
            row.addWidget(each)
        self.model = KwicModel(session)
        self.list = WordsTable(session, _("Places of the key word"), self.model, _sizes)
        self.list.setItemDelegateForColumn(0, EndFirst(self.list))
        self.list.wanted.connect(self._open)
        self.told = soft(wrap=True)
        self.around = soft(wrap=True)
        self.around.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.around.setFixedHeight(3 * self.around.fontMetrics().lineSpacing() + STEP)
        self.list.selectionModel().currentRowChanged.connect(lambda index, _before: self._on_row(index.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(row)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addWidget(self.around)
        self.show_places(None)

    def show_places(self, places: Places | None) -> None:
        """List the places of a key word."""
        from_where = _("Choose a word in the table or type one: here it stands with what is around it.")
        self.model.show(places)
        for each in self.buttons:
            each.setEnabled(places is not None and len(places) > 0)
        self.list.setVisible(places is not None)
        self.around.setVisible(places is not None)
        self.around.setText("")
        if places is None:
            self.told.setText(from_where)
            return
        from qda.export.figures import tables as figure_tables

        self.told.setText(figure_tables.kwic_words(places))
        if len(places):
            self.list.selectRow(0)

    def _on_row(self, number: int) -> None:
        """The place at hand with more of what is around it than the columns hold."""
        if self.model.places is None or not 0 <= number < len(self.model.places):
            self.around.setText("")
            return
        row = self.model.row(number)
        place = _("{source}, line {line}").format(source=row.source, line=row.line)
        self.around.setText(f"{place}: … {row.left} {row.words} {row.right} …")

    def _open(self, number: int) -> None:
        row = self.model.row(number)
        self._session.show_source(row.source_id, Span(row.start, row.end))


def _sizes(header: QHeaderView) -> None:
    if header.count() < 6:
        return
    for column in (0, 2):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    for column, wide in ((1, 96), (3, 74), (4, 104), (5, 52)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(column, wide)
