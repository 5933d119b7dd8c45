"""What a matrix is to show: rows, columns, what is counted, percentages, which codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.analysis.chosen_codes import ChosenCodes
from qda.ui.analysis.pieces import Picker, Tick, section
from qda.ui.analysis.queries.choices import MEASURE_NAMES, attribute_names
from qda.ui.parts.small import soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.analysis.queries.cooccurrence import Meeting
    from qda.analysis.queries.crosstab import Axis

_DIMENSIONS = (
    ("codes", N_("codes")), ("source", N_("sources")), ("case", N_("cases")), ("unit", N_("units")),
    ("kind", N_("kinds of source")), ("perspective", N_("perspectives")), ("participant", N_("participants")),
    ("coder", N_("coders")),
)  # fmt: skip
_COUNTED = (
    ("segments", N_("segments")), ("sources", N_("sources")), ("cases", N_("cases")),
    ("participants", N_("participants")),
)  # fmt: skip
_PERCENT = (("", N_("none")), ("row", N_("of the row")), ("column", N_("of the column")))
_LEVELS = (
    ("", N_("all levels")), ("initial", N_("initial codes")), ("focused", N_("focused codes")),
    ("category", N_("categories")), ("theme", N_("themes")),
)  # fmt: skip
_TOGETHER = (("overlap", N_("overlapping")), ("line", N_("on the same line")), ("near", N_("near each other")))


class CodeLimits(QWidget):
    """Which codes: of a level, or some with all beneath them."""

    altered = Signal()

    def __init__(self, session: Session, *, level: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(section(_("Codes")))
        self.level = _picker(_("Level of the codes"), _LEVELS)
        self.level.setCurrentIndex(max(0, self.level.findData(level)))
        self.level.activated.connect(lambda _index: self.altered.emit())
        self.codes = ChosenCodes(session)
        self.codes.altered.connect(self.altered)
        self.below = Tick(_("With what lives under them"), on=True)
        self.below.clicked.connect(lambda _on: self.altered.emit())
        for part in (self.level, self.codes, self.below):
            column.addWidget(part)

    def axis(self) -> Axis:
        """The codes as rows or columns."""
        from qda.analysis.queries.crosstab import Axis

        level = self.level.currentData()
        reach = "below" if self.below.isChecked() else "alone"
        return Axis("codes", self.codes.ids(), (level,) if level else None, reach)  # type: ignore[arg-type]  # literal


class MatrixOptions(QWidget):
    """`altered` when another matrix is wanted."""

    altered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        self.rows = _picker(_("What stands in the rows"), _DIMENSIONS)
        self.columns = _picker(_("What stands in the columns"), _DIMENSIONS)
        self.columns.setCurrentIndex(self.columns.findData("case"))
        self.counted = _picker(_("What is counted"), _COUNTED)
        self.percent = _picker(_("Percentages"), _PERCENT)
        for words, picker in (
            (_("Rows"), self.rows),
            (_("Columns"), self.columns),
            (_("Count"), self.counted),
            (_("Percentages"), self.percent),
        ):
            column.addWidget(section(words))
            column.addWidget(picker)
            picker.activated.connect(lambda _index: self.altered.emit())
        self.limits = CodeLimits(session, level="focused")
        self.limits.altered.connect(self.altered)
        column.addWidget(self.limits)
        self.unused = Tick(_("Also what nothing counts for"))
        self.unused.clicked.connect(lambda _on: self.altered.emit())
        column.addWidget(self.unused)

    def follow(self) -> None:
        """Attributes and codes may be others now."""
        names = attribute_names(self._session.project) if self._session.is_open else []
        for picker in (self.rows, self.columns):
            chosen = picker.currentData()
            picker.clear()
            for key, words in _DIMENSIONS:
                picker.addItem(_(words), key)
            for name in names:
                picker.addItem(name, f"attribute:{name}")
            picker.setCurrentIndex(max(0, picker.findData(chosen)))
        self.limits.codes.follow()

    def axes(self) -> tuple[Axis, Axis]:
        """Rows and columns."""
        return self._axis(self.rows.currentData()), self._axis(self.columns.currentData())

    def _axis(self, chosen: str) -> Axis:
        from dataclasses import replace

        from qda.analysis.queries.crosstab import Axis

        dimension, _colon, name = chosen.partition(":")
        axis = self.limits.axis() if dimension == "codes" else Axis(dimension, name=name)  # type: ignore[arg-type]  # literal
        return replace(axis, used=not self.unused.isChecked())


class TogetherOptions(QWidget):
    """When codes are together, and which."""

    altered = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(section(_("Together are segments")))
        self.together = _picker(_("When segments are together"), _TOGETHER)
        self.together.activated.connect(lambda _index: self._on_together())
        column.addWidget(self.together)
        self._far = QWidget()
        line = QHBoxLayout(self._far)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(STEP)
        self.distance = QSpinBox()
        self.distance.lineEdit().setTextMargins(STEP, 0, 0, 0)
        self.distance.setRange(0, 100_000)
        self.distance.setValue(200)
        self.distance.setAccessibleName(_("How much may lie between"))
        self.distance.editingFinished.connect(self.altered)
        self.measure = _picker(_("Measured in"), tuple(MEASURE_NAMES.items()))
        self.measure.activated.connect(lambda _index: self.altered.emit())
        for part in (soft(_("within")), self.distance, self.measure):
            line.addWidget(part)
        line.addStretch(1)
        self._far.hide()
        column.addWidget(self._far)
        self.limits = CodeLimits(session, level="focused")
        self.limits.altered.connect(self.altered)
        column.addWidget(self.limits)

    def follow(self) -> None:
        """Codes may be others now."""
        self.limits.codes.follow()

    def _on_together(self) -> None:
        self._far.setVisible(self.together.currentData() == "near")
        self.altered.emit()

    def meeting(self) -> Meeting:
        """When codes are together."""
        from qda.analysis.queries.cooccurrence import Meeting

        return Meeting(self.together.currentData(), self.distance.value(), self.measure.currentData())


def _picker(name: str, items: tuple[tuple[str, str], ...]) -> Picker:
    made = Picker(name, 14)
    for key, words in items:
        made.addItem(_(words), key)
    return made
