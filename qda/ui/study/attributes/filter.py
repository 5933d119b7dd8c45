"""Showing only what has a value: an attribute is chosen, then one of the values that there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qda.i18n import _
from qda.ui.study.parts import Chooser
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.study.attribute_view import AttributeTable, ObjectRow
    from qda.study.attributes import AttributeRow

_ANY = 0
_NONE = ""  # the value of those that have none


class AttributeFilter(QWidget):
    """Two choosers; nothing chosen is everything. Out of sight while there are no attributes."""

    changed = Signal()

    def __init__(self, load: Callable[[], AttributeTable | None] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._load = load  # reads the rows too, when `show_table` was given attributes alone
        self._table: AttributeTable | None = None
        self.attribute = Chooser(_("Filter by attribute"))
        self.value = Chooser(_("Value to filter by"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        line.addWidget(self.attribute)
        line.addWidget(self.value)
        self.attribute.currentIndexChanged.connect(self._on_attribute)
        self.value.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.show_table(None)

    def show_table(self, table: AttributeTable | None) -> None:
        """Offer the attributes and values of a table; what was chosen stays chosen where it is still there."""
        chosen, value = self.attribute.currentData(), self.value.currentData()
        self._table = table
        self.attribute.blockSignals(True)
        self.attribute.clear()
        self.attribute.addItem(_("Any attribute"), _ANY)
        for row in () if table is None else table.attributes:
            self.attribute.addItem(row.name, row.id)
        self.attribute.setCurrentIndex(max(0, self.attribute.findData(chosen)))
        self.attribute.blockSignals(False)
        self._offer_values(value)
        self.setVisible(table is not None and bool(table.attributes))

    def _on_attribute(self) -> None:
        if self._load is not None and self._chosen() is not None:
            self._table = self._load()
        self._offer_values(None)
        self.changed.emit()

    def _offer_values(self, value: object) -> None:
        self.value.blockSignals(True)
        self.value.clear()
        self.value.addItem(_("any value"), None)
        if self._table is not None and (attribute := self._chosen()) is not None:
            for words in values(self._table, attribute):
                self.value.addItem(words or _("(no value)"), words)
        self.value.setCurrentIndex(max(0, self.value.findData(value) if value is not None else 0))
        self.value.blockSignals(False)
        self.value.setVisible(self._chosen() is not None)

    def _chosen(self) -> AttributeRow | None:
        known = () if self._table is None else self._table.attributes
        return next((row for row in known if row.id == self.attribute.currentData()), None)

    @property
    def in_use(self) -> bool:
        """True if an attribute is chosen."""
        return self._chosen() is not None

    def show_only(self, attribute_id: int, words: str) -> None:
        """Choose an attribute and a value."""
        self.attribute.show_choice(attribute_id)
        self.value.show_choice(words)

    def wants(self, row: ObjectRow) -> bool:
        """True if the row has what was chosen."""
        attribute, value = self.attribute.currentData(), self.value.currentData()
        return not attribute or value is None or row.words(attribute) == value

    def ids(self) -> frozenset[int] | None:
        """What has the chosen value; None where nothing is chosen."""
        if self._table is None or not self.attribute.currentData() or self.value.currentData() is None:
            return None
        return frozenset(row.id for row in self._table.rows if self.wants(row))


def values(table: AttributeTable, attribute: AttributeRow) -> list[str]:
    """The values that there are of an attribute, in their order, and nothing where something has none."""
    from qda.study.attribute_values import sort_key

    found = {row.words(attribute.id) for row in table.rows}
    return sorted(found, key=lambda words: sort_key(attribute.type, words, attribute.choices))
