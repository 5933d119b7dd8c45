"""What is asked before an audit trail or a reader's edition is written: parts, claims, texts, memos."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _
from qda.ui.parts.small import TICK, Choice, Tick, paint_ground, paint_tick, soft
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

if TYPE_CHECKING:
    from qda.export.profiles import Profile
    from qda.export.reader.types import Choice as Wanted
    from qda.synthesis.claims import ClaimRow

Index = QModelIndex | QPersistentModelIndex
_TEXTS = (
    ("quoted", N_("Quoted passages with the lines around them")),
    ("whole", N_("The whole texts that are quoted from")),
    ("none", N_("No texts, only the quotes")),
)
_MEMOS = (
    ("theoretical", N_("theoretical")),
    ("code", N_("code")),
    ("case", N_("case")),
    ("methodological", N_("methodological")),
    ("reflexive", N_("reflexive")),
)
_LINES = 6  # that the list of claims shows at once


class ClaimPainter(QStyledItemDelegate):
    """A claim on one line beside a box that is seen on light and dark paper alike."""

    def __init__(self, session: Session, view: QListWidget) -> None:
        super().__init__(view)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(120, option.fontMetrics.height() + 2 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the box and what there is room for of the words."""
        ink, box = self._session.ink, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option, ink)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        tick = QRectF(box.left() + STEP, box.top() + (box.height() - TICK) / 2, TICK, TICK)
        paint_tick(painter, tick, state, qcolor(ink.accent), qcolor(ink.soft), qcolor(ink.paper))
        area = box.adjusted(TICK + 3 * STEP, 0, -STEP, 0)
        shown = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(qcolor(ink.ink))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click anywhere on a claim ticks it or not, as Space does."""
        if isinstance(event, QMouseEvent):
            if event.type() != QEvent.Type.MouseButtonRelease or event.button() != Qt.MouseButton.LeftButton:
                return False
            on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        return super().editorEvent(event, model, option, index)


class TrailChoices(QWidget):
    """The six classes, each with a sentence; and whether a folder is wanted or a .zip."""

    def __init__(self) -> None:
        super().__init__()
        from qda.export.audit.plan import CLASSES

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        self.ticks: dict[int, Tick] = {}
        for each in CLASSES:
            tick = Tick(f"{each.number}  {_(each.title)}")
            tick.setChecked(True)
            tick.setAccessibleDescription(_(each.sentence))
            self.ticks[each.number] = tick
            told = soft(_(each.sentence), wrap=True)
            told.setIndent(6 * STEP)
            column.addWidget(tick)
            column.addWidget(told)
        self.packed = Tick(_("As one .zip instead of a folder"))
        column.addSpacing(2 * STEP)
        column.addWidget(self.packed)

    def classes(self) -> tuple[int, ...]:
        """The numbers of the classes that are wanted."""
        return tuple(number for number, tick in self.ticks.items() if tick.isChecked())


class EditionChoices(QWidget):
    """Which claims, how much of the texts, which memos; and whether one page is wanted or a folder of pages."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * STEP)
        grid.setVerticalSpacing(2 * STEP)
        grid.setColumnStretch(1, 1)
        self._grid = grid
        self.claims = QListWidget()
        self.claims.setItemDelegate(ClaimPainter(session, self.claims))
        self.claims.setUniformItemSizes(True)
        self.none = soft(_("Nothing is claimed yet: the edition will hold all codes with their quotes."), wrap=True)
        self._line(_("Claims"), self.claims)
        grid.addWidget(self.none, 0, 1)
        self.all_codes = Tick(_("Codes too that none of these claims rests on"))
        grid.addWidget(self.all_codes, 1, 1)
        self.texts = Choice()
        for key, words in _TEXTS:
            self.texts.addItem(_(words), key)
        self._line(_("Texts"), self.texts)
        self.around = QSpinBox()
        self.around.setRange(0, 50)
        self.around.setValue(3)
        self.around.setMaximumWidth(self.fontMetrics().averageCharWidth() * 10)
        self._line(_("Lines around"), self.around)
        memos = QWidget()
        row = QHBoxLayout(memos)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * STEP)
        self.memos = {key: Tick(_(words)) for key, words in _MEMOS}
        for tick in self.memos.values():
            row.addWidget(tick)
        row.addStretch(1)
        self.memos["theoretical"].setChecked(True)
        self._line(_("Memos"), memos)
        self.maps = Tick(_("Maps"))
        self.maps.setChecked(True)
        self.pages = Tick(_("As a folder of pages instead of one (for large studies)"))
        for box in (self.maps, self.pages):
            grid.addWidget(box, grid.rowCount(), 1)
        self.texts.currentIndexChanged.connect(lambda _at: self.around.setEnabled(self.texts.currentData() == "quoted"))
        self.show_claims(())

    def _line(self, name: str, field: QWidget) -> None:
        row = self._grid.rowCount() if self._grid.count() else 0
        label = QLabel(name)
        label.setBuddy(field)
        field.setAccessibleName(name)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(field, row, 1)

    def show_claims(self, rows: Sequence[ClaimRow]) -> None:
        """List the claims; those that were unticked stay so."""
        off = {self.claims.item(at).data(Qt.ItemDataRole.UserRole) for at in range(self.claims.count())}
        off -= set(self._ticked())
        self.claims.clear()
        for number, row in enumerate(rows, start=1):
            item = QListWidgetItem(f"{number}. {row.text}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setToolTip(row.text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if row.id in off else Qt.CheckState.Checked)
            self.claims.addItem(item)
        self.claims.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self.all_codes.setEnabled(bool(rows))
        self.claims.setFixedHeight(min(_LINES, max(1, len(rows))) * (self.fontMetrics().height() + 2 * STEP) + STEP)

    def _ticked(self) -> list[int]:
        items = [self.claims.item(at) for at in range(self.claims.count())]
        return [
            int(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    def wanted(self, profile: Profile) -> Wanted:
        """What was chosen."""
        from qda.export.reader.types import TEXTS
        from qda.export.reader.types import Choice as Wanted

        ticked = self._ticked()
        texts = next(each for each in TEXTS if each == self.texts.currentData())
        return Wanted(
            claims=None if len(ticked) == self.claims.count() else tuple(ticked),
            all_codes=self.all_codes.isChecked(),
            texts=texts,
            around=self.around.value(),
            memos=tuple(key for key, tick in self.memos.items() if tick.isChecked()),
            maps=self.maps.isChecked(),
            profile=profile,
        )
