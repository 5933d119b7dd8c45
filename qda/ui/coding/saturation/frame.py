"""How the page of saturation is put together: curve and sources, a category, the log beneath."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from qda.analysis.coding.saturation import ORDER_WORDS, ORDERS
from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.coding.rooms import Scrolled, Wrapping
from qda.ui.coding.saturation.category import CategorySide
from qda.ui.coding.saturation.cells import CellTable, sheet
from qda.ui.coding.saturation.curve import CurveView
from qda.ui.coding.saturation.sampling_log import SamplingLog
from qda.ui.coding.saturation.sources import SourceCells
from qda.ui.parts.small import Choice, ElidedLabel, Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

_NARROW = 560  # pixels; in less, two tables side by side have no room for words


class SaturationFrame(QWidget):
    """Curve and sources at the left, a category at the right, the log beneath; what they do is for the page to say."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self.setObjectName("saturationPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("What is still new"))
        self.setStyleSheet(sheet(session.ink))
        self._build()
        session.ink_changed.connect(self._dress)

    def _build(self) -> None:
        """From the outside in: what gets another parent is dressed anew with all that it holds."""
        work = QWidget(self)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(Scrolled(work))
        whole = QSplitter(Qt.Orientation.Vertical, work)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head(work))
        column.addWidget(whole, 1)
        top = self._top = QSplitter(Qt.Orientation.Horizontal, whole)
        top.addWidget(self._curve_side(top))
        self.side = CategorySide(self._session, top)
        top.addWidget(self.side)
        top.setChildrenCollapsible(False)
        top.setSizes([540, 460])
        self.log = SamplingLog(self._session, self._actions, whole)
        whole.addWidget(top)
        whole.addWidget(self.log)
        whole.setChildrenCollapsible(False)
        whole.setStretchFactor(0, 3)
        whole.setStretchFactor(1, 1)
        whole.setSizes([470, 190])

    def _head(self, work: QWidget) -> QWidget:
        head = QWidget(work)
        row: list[QWidget] = []
        self.orders = self._choice(row, _("Order"), [(_(ORDER_WORDS[key]), key) for key in ORDERS])
        self.bases = self._choice(row, _("Base"), [(str(count), count) for count in (4, 5, 6)])
        self.runs = self._choice(row, _("Run"), [(str(count), count) for count in (2, 3)])
        thresholds = [(f"{share}\u00a0%", share) for share in range(6)]
        self.thresholds = self._choice(row, _("Threshold"), thresholds)
        self.thresholds.setCurrentIndex(5)
        self.choices = (self.orders, self.bases, self.runs, self.thresholds)
        self.save_link = Link(_("Save the curve…"), parent=head)
        self.save_link.setFont(small_font())
        row.append(self.save_link)
        self.told = QLabel("", head)
        self.told.setObjectName("soft")
        self.told.setWordWrap(True)
        column = QVBoxLayout(head)
        column.setContentsMargins(5 * STEP, STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addWidget(Wrapping(row, gap=2 * STEP, last_right=True))
        column.addWidget(self.told)
        return head

    def _choice(self, row: list[QWidget], name: str, values: Sequence[tuple[str, object]]) -> QComboBox:
        pair = QWidget(self)
        label, made = QLabel(name, pair), Choice(pair)
        label.setObjectName("soft")
        label.setFont(small_font())
        label.setBuddy(made)
        made.setFont(small_font())
        made.setAccessibleName(name)
        for words, value in values:
            made.addItem(words, value)
        beside = QHBoxLayout(pair)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(2 * STEP)
        beside.addWidget(label)
        beside.addWidget(made)
        row.append(pair)
        return made

    def _curve_side(self, top: QWidget) -> QWidget:
        side = self._left = QWidget(top)
        parts = QSplitter(Qt.Orientation.Vertical, side)
        upper = QWidget(parts)
        self.view = CurveView(self._session, upper)
        self.readout = ElidedLabel("", upper)
        self.readout.setObjectName("soft")
        self.readout.setFont(small_font())
        self.readout.setMinimumHeight(self.readout.fontMetrics().height())
        self.cells = SourceCells(side)
        self.table = CellTable(self._session, self.cells, _("Sources in this order"))
        line = QHBoxLayout()
        line.setContentsMargins(3 * STEP, 0, 2 * STEP, STEP)
        line.addWidget(self.readout, 1)
        self.to_import = Link(_("Import sources…"), lambda: self._actions.get("project.import").trigger(), upper)
        line.addWidget(self.to_import)
        line.addStretch(0)
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addWidget(self.view, 1)
        above.addLayout(line)
        parts.addWidget(upper)
        parts.addWidget(self.table)
        parts.setChildrenCollapsible(False)
        parts.setSizes([230, 200])
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the category stands under the curve, and each has room to be read."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._top.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
        for part, high in ((self._left, 340), (self.side, 320), (self.log, 200)):
            part.setMinimumHeight(high if narrow else 0)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))
