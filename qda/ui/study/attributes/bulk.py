"""Several cells of one attribute at once: how many are chosen, and a field whose words go into all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import Link
from qda.ui.study.attributes import editors as attribute_editors
from qda.ui.study.attributes.grid import AttributeGrid, used
from qda.ui.study.attributes.model import AttributeModel, origin
from qda.ui.study.parts import Told
from qda.ui.theme import STEP


class AttributeBulk(QWidget):
    """What the chosen cells are; with more than one, a line to give them all one value."""

    def __init__(self, model: AttributeModel, grid: AttributeGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._grid = grid
        self._column = -1
        self.field: QLineEdit | None = None
        self.told = Told()
        self.set_link = Link(_("Set"), self._set)
        self.fill_link = Link(_("Fill down"), grid.fill_down)
        self.clear_link = Link(_("Clear"), grid.clear)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, STEP)
        self._line.setSpacing(STEP * 2)
        self._line.addWidget(self.told)
        for link in (self.set_link, self.fill_link, self.clear_link):
            self._line.addWidget(link)
        self._line.addStretch(1)
        self.setMinimumHeight(self.fontMetrics().height() + STEP * 4)
        grid.chosenChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Tell what is chosen now."""
        index = self._grid.currentIndex()
        count = sum(each.column() == index.column() for each in self._grid.chosen())
        attribute = self._model.attribute(index.column()) if index.isValid() else None
        several = attribute is not None and count > 1 and self._model.writable
        if self._column != index.column() or not several:
            self._drop()
        self._column = index.column()
        if several and self.field is None and attribute is not None:
            self.field = attribute_editors.field(attribute, partial(used, self._model, index.column()), self)
            self.field.setPlaceholderText(_("one value for all of them"))
            self.field.setMaximumWidth(STEP * 60)
            self.field.returnPressed.connect(self._set)
            self._line.insertWidget(1, self.field)
        for widget in (self.set_link, self.fill_link, self.clear_link):
            widget.setVisible(several)
        if attribute is None and self._model.table is not None and not self._model.table.rows:
            self.told.setText(_("There is nothing here yet that could have attributes; choose above whose to see."))
        elif attribute is None:
            self.told.setText(_("Typing edits a cell; Ctrl+C and Ctrl+V exchange cells with a spreadsheet."))
        elif several:
            told = ngettext("“{name}” in {count} row:", "“{name}” in {count} rows:", count)
            self.told.setText(told.format(name=attribute.name, count=count))
        else:
            row, value = self._model.row(index.row()), self._model.value(index)
            where = origin(value) or (_("its own value") if value is not None else _("no value"))
            name = "" if row is None else row.name
            told = _("“{attribute}” of “{name}”: {where}")
            self.told.setText(told.format(attribute=attribute.name, name=name, where=where))

    def _drop(self) -> None:
        if self.field is not None:
            self._line.removeWidget(self.field)
            self.field.hide()
            self.field.deleteLater()
            self.field = None

    def _set(self) -> None:
        if self.field is not None and self.field.text().strip():
            self._grid.set_chosen(self.field.text())
