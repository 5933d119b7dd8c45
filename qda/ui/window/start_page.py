"""What one sees first: begin a study, open one, go on with one of the last, or look at the sample."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

import qda
from qda.i18n import _
from qda.ui.parts.small import heading, native, paint_key, small_font
from qda.ui.theme import CORNER, STEP, Ink, qcolor
from qda.ui.window.state import Recent

_PATH = Qt.ItemDataRole.UserRole


class _KeyButton(QPushButton):
    """A button with the key that does the same."""

    def __init__(self, action: QAction, ink: Ink) -> None:
        super().__init__(action.text().replace("&", ""))
        self.setObjectName("button")
        self.ink = ink
        self._action = action
        self.setAccessibleDescription(action.statusTip())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)

    def _keys(self) -> str:
        return native(self._action.shortcut().toString())

    def sizeHint(self) -> QSize:
        """The words, the key and some air."""
        return QSize(300, self.fontMetrics().height() + 5 * STEP)

    def paintEvent(self, event: object) -> None:
        """Words at the left, the key at the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self.ink.accent if self.hasFocus() else self.ink.faint if self.underMouse() else self.ink.rule
        painter.setPen(qcolor(edge))
        painter.setBrush(qcolor(self.ink.paper))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), CORNER, CORNER)
        painter.setPen(qcolor(self.ink.ink))
        painter.drawText(self.rect().adjusted(4 * STEP, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._keys():
            painter.setFont(small_font())
            paint_key(painter, QPoint(self.width() - 3 * STEP, self.height() // 2), self._keys(), self.ink)


class _RecentPainter(QStyledItemDelegate):
    """A title, and beneath it where the file lies."""

    ink: Ink

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(10, option.fontMetrics.height() * 2 + 3 * STEP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        marked = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        if option.state & marked == marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(self.ink.selection))
            painter.drawRoundedRect(rect, CORNER, CORNER)
        inner = rect.adjusted(3 * STEP, STEP, -3 * STEP, -STEP)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        painter.setPen(qcolor(self.ink.ink))
        title = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), title)
        painter.setFont(small_font())
        painter.setPen(qcolor(self.ink.soft))
        lower = upper.translated(0, inner.height() // 2)
        path = painter.fontMetrics().elidedText(
            str(index.data(_PATH).parent), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), path)
        painter.restore()


class _RecentList(QListWidget):
    """The last studies; Enter or a click opens one, Delete takes it off the list, B shows its backups."""

    opened = Signal(object)  # Path
    forgotten = Signal(object)  # Path
    backups_wanted = Signal(object)  # Path

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Delete and B."""
        item = self.currentItem()
        if self.currentRow() >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(item.data(_PATH))
        elif self.currentRow() >= 0 and event.key() == Qt.Key.Key_Delete:
            self.forgotten.emit(item.data(_PATH))
        elif self.currentRow() >= 0 and event.key() == Qt.Key.Key_B and not event.modifiers():
            self.backups_wanted.emit(item.data(_PATH))
        else:
            super().keyPressEvent(event)


class StartPage(QWidget):
    """Shown while no study is open."""

    open_wanted = Signal(object)  # Path
    forget_wanted = Signal(object)  # Path
    backups_wanted = Signal(object)  # Path

    def __init__(self, actions: Sequence[QAction], ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shellPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Start"))
        self._buttons = [_KeyButton(action, ink) for action in actions]
        self._empty = _soft(_("Studies you have worked on will be listed here."))
        self.studies = self._make_list(ink)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(6 * STEP, 6 * STEP, 6 * STEP, 4 * STEP)
        outer.addStretch(1)
        outer.addLayout(self._column(), 8)
        outer.addStretch(1)

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3 * STEP)
        column.addStretch(1)
        column.addWidget(heading(_("Gerund"), 2.6))
        column.addWidget(_soft(_("Qualitative data analysis after grounded theory: line by line, in your own words.")))
        column.addSpacing(4 * STEP)
        halves = QHBoxLayout()
        halves.setSpacing(10 * STEP)
        left = QVBoxLayout()
        left.setSpacing(2 * STEP)
        for button in self._buttons:
            left.addWidget(button)
        left.addSpacing(STEP)
        left.addWidget(_soft(_("Or drop a study (a file that ends in .gerund) on this window.")))
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(STEP)
        right.addWidget(heading(_("Lately"), 1.15))
        right.addWidget(self._empty)
        self._keys = _soft(_("Enter opens a study, Del takes it off this list, B shows its backups."))
        right.addWidget(self._keys)
        right.addWidget(self.studies, 100)
        right.addStretch(1)
        halves.addLayout(left, 4)
        halves.addLayout(right, 6)
        column.addLayout(halves, 6)
        column.addStretch(1)
        column.addWidget(_soft(_("Gerund {version} · MIT licence · Qt under the LGPL").format(version=qda.__version__)))
        return column

    def _make_list(self, ink: Ink) -> _RecentList:
        made = _RecentList()
        made.setAccessibleName(_("Studies you worked on lately"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._painter = _RecentPainter(made)
        self._painter.ink = ink
        made.setItemDelegate(self._painter)
        made.itemClicked.connect(lambda item: self.open_wanted.emit(item.data(_PATH)))
        made.opened.connect(self.open_wanted.emit)
        made.forgotten.connect(self.forget_wanted.emit)
        made.backups_wanted.connect(self.backups_wanted.emit)
        return made

    def show_recent(self, recent: Sequence[Recent]) -> None:
        """List the last studies."""
        self.studies.clear()
        for each in recent:
            item = QListWidgetItem(each.title)
            item.setData(_PATH, each.path)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.title}, {each.path}")
            item.setToolTip(str(each.path))
            self.studies.addItem(item)
        self._empty.setVisible(not recent)
        self.studies.setVisible(bool(recent))
        self._keys.setVisible(bool(recent))
        if recent:
            self.studies.setCurrentRow(0)

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self._painter.ink = ink
        for button in self._buttons:
            button.ink = ink

    def begin(self) -> None:
        """Put the focus where most people go on: on the last study, else on the first button."""
        (self.studies if self.studies.count() else self._buttons[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def paths(self) -> list[Path]:
        """What is listed."""
        return [self.studies.item(row).data(_PATH) for row in range(self.studies.count())]


def _soft(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("soft")
    label.setWordWrap(True)
    return label
