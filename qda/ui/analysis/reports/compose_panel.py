"""Composing a document: which reports, in which order, and what its first page says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.export.catalogue import DOCUMENT, ENTRIES
from qda.i18n import _
from qda.ui.analysis.pieces import Tick, paint_tick
from qda.ui.parts.small import TICK, ElidedLabel, Link, button, soft
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

if TYPE_CHECKING:
    from qda.export.compose import Plan
    from qda.export.wishes import Wish

_KEY = Qt.ItemDataRole.UserRole


class ComposePanel(QWidget):
    """The parts with ticks, to be dragged or moved with Alt+Up and Alt+Down; beside them title, author, template."""

    def __init__(self, session: Session, write: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._template: Path | None = None
        self.setAccessibleName(_("Compose a document"))
        row = QHBoxLayout(self)
        row.setContentsMargins(6 * STEP, 2 * STEP, 6 * STEP, 5 * STEP)
        row.setSpacing(6 * STEP)
        row.addLayout(self._make_parts(), 3)
        row.addLayout(self._make_looks(write), 2)
        self.setFocusProxy(self.parts)
        session.opened.connect(self._begin)

    def _make_parts(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(STEP)
        self.parts = _Parts()
        self.parts.setItemDelegate(_Ticked(self._session, self.parts))
        label = QLabel(_("Parts, in the order of the document"))
        label.setBuddy(self.parts)
        column.addWidget(label)
        column.addWidget(self.parts, 1)
        below = QHBoxLayout()
        below.setSpacing(2 * STEP)
        self.up = button(_("Up"), lambda: self.parts.move_current(-1))
        self.down = button(_("Down"), lambda: self.parts.move_current(1))
        self.up.setToolTip(_("Move the part up (Alt+Up)"))
        self.down.setToolTip(_("Move the part down (Alt+Down)"))
        below.addWidget(self.up)
        below.addWidget(self.down)
        below.addWidget(Link(_("The usual order"), self.parts.usual))
        below.addStretch(1)
        column.addLayout(below)
        return column

    def _make_looks(self, write: Callable[[], object]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2 * STEP)
        grid = QGridLayout()
        grid.setVerticalSpacing(2 * STEP)
        self.title, self.author = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText(_("the title of the study"))
        for at, (words, field) in enumerate(((_("Title"), self.title), (_("Author"), self.author))):
            label = QLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, at, 0)
            grid.addWidget(field, at, 1)
        column.addLayout(grid)
        self.contents = Tick(_("Table of contents"), on=True)
        self.lists = Tick(_("Lists of tables and figures"), on=True)
        column.addWidget(self.contents)
        column.addWidget(self.lists)
        column.addLayout(self._make_template())
        told = _(
            "Page numbers in the contents are reckoned. Word counts them itself when you press Ctrl+A and then F9 "
            "there. Parts that have nothing to say yet are left out."
        )
        column.addWidget(soft(told, wrap=True))
        self.write = button(_("Write the document…"), write, main=True)
        column.addWidget(self.write)
        column.addStretch(1)
        return column

    def _make_template(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(STEP)
        self.template_name = ElidedLabel()
        choose = button(_("Template…"), self._ask_template)
        choose.setToolTip(_("A Word file of your own whose styles, sheet, heads and feet the document takes over"))
        self.without = Link(_("Without it"), lambda: self.set_template(None))
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(choose)
        row.addWidget(self.template_name, 1)
        row.addWidget(self.without)
        column.addLayout(row)
        self.set_template(None)
        return column

    def _begin(self) -> None:
        self.parts.usual()
        self.title.clear()
        self.set_template(None)

    def _ask_template(self) -> None:
        folder = str(self._template.parent if self._template else Path.home())
        words = _("Word document or template (*.docx *.dotx)")
        path, _kind = QFileDialog.getOpenFileName(self, _("Take over styles"), folder, words)
        if path:
            self.set_template(Path(path))

    def set_template(self, path: Path | None) -> None:
        """Take over the styles of this file, or of none."""
        self._template = path
        self.template_name.setText(_("styles of the program") if path is None else path.name)
        self.without.setVisible(path is not None)

    def plan(self, wish: Wish) -> Plan:
        """What the document should hold; `wish` has the options of its tables."""
        from qda.export.compose import Plan

        return Plan(
            self.parts.chosen(),
            self.title.text().strip(),
            self.author.text().strip(),
            wish.profile,
            self.contents.isChecked(),
            self.lists.isChecked(),
            wish.caution,
            self._template,
            wish,
        )


class _Parts(QListWidget):
    """Every report, ticked or not, in an order."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Parts of the document"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSpacing(1)
        self.usual()

    def usual(self) -> None:
        """The usual parts in the usual order, the others after them."""
        self.clear()
        titles = {entry.key: (entry.title, entry.sentence) for entry in ENTRIES}
        rest = [key for key in titles if key not in DOCUMENT]
        for key in (*DOCUMENT, *rest):
            words, told = titles[key]
            item = QListWidgetItem(_(words))
            item.setData(_KEY, key)
            item.setToolTip(_(told))
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, _(told))
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if key in DOCUMENT else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.setCurrentRow(0)

    def chosen(self) -> tuple[str, ...]:
        """The keys of what is ticked, in their order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def move_current(self, step: int) -> None:
        """Move the current part up or down."""
        row = self.currentRow()
        if 0 <= row + step < self.count() and row >= 0:
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with the arrows moves the part; Space ticks it."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and Qt.Key(event.key()) in steps:
            self.move_current(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _Ticked(QStyledItemDelegate):
    """The box of a part as it is drawn everywhere, on light and dark paper alike."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The words as the style sets them, the box by our own hand."""
        super().paint(painter, option, index)
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        style = QApplication.style()
        box: QRect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, made)
        state: QStyle.StateFlag = made.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ink = self._session.ink
        painter.fillRect(box.adjusted(-2, -1, 2, 1), qcolor(ink.selection if chosen else ink.paper))
        place = QRect(0, 0, TICK, TICK)
        place.moveCenter(box.center())
        paint_tick(painter, place, Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)), ink)
