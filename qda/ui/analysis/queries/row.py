"""One condition of a query: how it is joined, in what relation, what it is about, and its value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSpinBox, QToolButton, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import icons
from qda.ui.analysis.choosing import Choice, ChoiceField
from qda.ui.analysis.pieces import Picker
from qda.ui.analysis.queries.choices import (
    FIELD_NAMES,
    FIRST_JOINS,
    HINTS,
    JOINS,
    MEASURE_NAMES,
    REACH_NAMES,
    RELATION_NAMES,
    attribute_names,
    choices,
    code_path,
)
from qda.ui.parts.small import soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.queries.rows import Row

_MEASURED = ("near", "followed")
_BARE = ("coded", "uncoded")


class ConditionRow(QWidget):
    """Pickers and a field that completes; `altered` when it asks something else, `asked` on Enter."""

    altered = Signal()
    asked = Signal()
    removed = Signal()

    def __init__(self, session: Session, row: Row, *, first: bool) -> None:
        super().__init__()
        self._session = session
        self._row = row
        self._first = first
        self._filling = True
        self.setObjectName("condition")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, 2 * STEP, STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(self._make_head())
        column.addLayout(self._make_far())
        column.addLayout(self._make_value())
        self._fill()
        self._connect()
        self._filling = False

    # --- what it is made of -----------------------------------------------------------------------

    def _make_head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(STEP)
        self.join = Picker(_("How it is joined to what stands above"), 6)
        for key, words in (FIRST_JOINS if self._first else JOINS).items():
            self.join.addItem(_(words), key)
        self.relation = Picker(_("In which relation"), 14)
        for name, words in RELATION_NAMES.items():
            self.relation.addItem(_(words), name)
        self.relation.setVisible(not self._first)
        off = QToolButton()
        off.setAutoRaise(True)
        off.setIcon(icons.icon("close", self._session.ink.soft))
        off.setAccessibleName(_("Take this condition away"))
        off.setToolTip(off.accessibleName())
        off.clicked.connect(lambda _checked=False: self.removed.emit())
        line.addWidget(self.join)
        line.addWidget(self.relation, 1)
        if self._first:
            line.addStretch(1)
        line.addWidget(off)
        return line

    def _make_far(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(STEP)
        self._within = soft(_("within"))
        self.distance = QSpinBox()
        self.distance.lineEdit().setTextMargins(STEP, 0, 0, 0)
        self.distance.setRange(0, 100_000)
        self.distance.setAccessibleName(_("How much may lie between"))
        self.measure = Picker(_("Measured in"), 9)
        for name, words in MEASURE_NAMES.items():
            self.measure.addItem(_(words), name)
        for part in (self._within, self.distance, self.measure):
            line.addWidget(part)
        line.addStretch(1)
        return line

    def _make_value(self) -> QGridLayout:
        self._lines = lines = QGridLayout()
        lines.setSpacing(STEP)
        lines.setColumnStretch(1, 1)
        self.field = Picker(_("What the condition is about"), 9)
        for name, words in FIELD_NAMES.items():
            self.field.addItem(_(words), name)
        self.name = Picker(_("Which attribute"), 8)
        self.value = ChoiceField(self._session, _("Value"), "", self._choices)
        self.reach = Picker(_("What the code brings along"), 16)
        for reach, words in REACH_NAMES.items():
            self.reach.addItem(_(words), reach)
        lines.addWidget(self.field, 0, 0)
        lines.addWidget(self.name, 0, 1)
        lines.addWidget(self.value, 0, 1)
        lines.addWidget(self.reach, 1, 0, 1, 2)
        return lines

    def _place_value(self) -> None:
        """Beside what it is about; beneath an attribute’s name, where a date and a sign have room."""
        beneath = self._row.field == "attribute" and self._row.inner is None
        self._lines.removeWidget(self.value)
        self._lines.addWidget(self.value, *((1, 0, 1, 2) if beneath else (0, 1, 1, 1)))

    def _connect(self) -> None:
        for picker in (self.join, self.relation, self.measure, self.reach, self.name):
            picker.activated.connect(lambda _index: self._on_picked())
        self.field.activated.connect(lambda _index: self._on_field())
        self.distance.valueChanged.connect(lambda _number: self._on_picked())
        self.value.finder.taken.connect(self._on_taken)
        self.value.textEdited.connect(self._on_typed)
        self.value.returnPressed.connect(self.asked)

    # --- filling and reading ------------------------------------------------------------------------

    def row(self) -> Row:
        """What it asks."""
        return self._row

    def _choices(self) -> list[Choice]:
        if not self._session.is_open:
            return []
        return choices(self._session.project, self._row.field, self._row.name)

    def _fill(self) -> None:
        row = self._row
        self.join.setCurrentIndex(max(0, self.join.findData(f"{row.join} not" if row.negated else row.join)))
        self.relation.setCurrentIndex(self.relation.findData(row.relation or ""))
        self.distance.setValue(row.distance)
        self.measure.setCurrentIndex(self.measure.findData(row.measure))
        self.field.setCurrentIndex(self.field.findData(row.field))
        self.reach.setCurrentIndex(self.reach.findData(row.reach))
        self.value.setText(row.value.rpartition(" > ")[2] if row.field == "code" else row.value)
        self.value.setToolTip(row.value)
        self._fit()
        self.value.setCursorPosition(0)

    def _fit(self) -> None:
        """Show what this condition needs."""
        from qda.analysis.queries.text import written

        row = self._row
        measured = row.relation in _MEASURED
        for part in (self._within, self.distance, self.measure):
            part.setVisible(measured)
        inner = row.inner is not None
        self.field.setVisible(not inner)
        self.value.setVisible(inner or row.field not in _BARE)
        self.value.setReadOnly(inner)
        if row.inner is not None:
            self.value.setText(f"({written(row.inner)})")
        self.reach.setVisible(row.field == "code" and not inner)
        self.name.setVisible(row.field == "attribute" and not inner)
        self._place_value()
        if row.field == "attribute" and self._session.is_open:
            self._fill_names()
        self.value.setPlaceholderText(_(HINTS.get(row.field, "")) or _("Type to choose"))
        self.value.setAccessibleName(_(FIELD_NAMES[row.field]))

    def _fill_names(self) -> None:
        known = attribute_names(self._session.project)
        self.name.clear()
        for each in known:
            self.name.addItem(each, each)
        if self._row.name not in known and known:
            self._row = replace(self._row, name=known[0])
        self.name.setCurrentIndex(max(0, self.name.findData(self._row.name)))

    def _on_picked(self) -> None:
        if self._filling:
            return
        join, _space, negated = self.join.currentData().partition(" ")
        name = self.name.currentData() or ""
        if name != self._row.name:
            self.value.forget()
        self._row = replace(
            self._row,
            join=join,
            negated=bool(negated),
            relation=self.relation.currentData() or None,
            distance=self.distance.value(),
            measure=self.measure.currentData(),
            reach=self.reach.currentData(),
            name=name if self._row.field == "attribute" else "",
        )
        self._fit()
        self.altered.emit()

    def _on_field(self) -> None:
        self._row = replace(self._row, field=self.field.currentData(), value="", ref=None, name="")
        self.value.clear()
        self.value.forget()
        self._fit()
        self.altered.emit()
        if self.value.isVisibleTo(self):
            self.value.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken(self, value: object) -> None:
        if self._row.inner is not None:  # what stands in brackets is only shown
            return
        if self._row.field == "code":
            name, path = code_path(self._session.project, cast("int", value))
            self._row = replace(self._row, value=path, ref=cast("int", value))
            self.value.setText(name)
            self.value.setToolTip(path)
            self.value.setCursorPosition(0)
        else:
            self._row = replace(self._row, value=str(value))
            self.value.setText(str(value))
        self.altered.emit()

    def _on_typed(self, words: str) -> None:
        self._row = replace(self._row, value=words.strip(), ref=None)
        self.altered.emit()
