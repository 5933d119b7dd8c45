"""The rows of the study tree: folded at their chevrons, chosen, dragged, with a mark where the keyboard is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTreeView, QWidget

from qda.i18n import _
from qda.ui import icons
from qda.ui.lists.several import Several
from qda.ui.parts.small import paint_wash
from qda.ui.session import Session
from qda.ui.study.tree.model import Node, StudyModel
from qda.ui.study.tree.painter import SHIFT
from qda.ui.theme import qcolor

_INDENT = 14
_CHEVRON = 10


class TreeView(Several, QTreeView):
    """The rows. What is done to them is told; the panel does it."""

    menuWanted = Signal(QPoint)  # noqa: N815 - Qt's way of naming signals

    def __init__(self, session: Session, model: StudyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self.setModel(model)
        self.setHeaderHidden(True)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setIndentation(_INDENT)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # F2 is an action, and can be changed
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(600)
        self.viewport().setBackgroundRole(self.backgroundRole())
        self.setAccessibleName(_("Study"))

    def chosen(self) -> list[Node]:
        """The selected rows, from the top."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=lambda index: self.visualRect(index).top())
        return [node for node in map(self._model.node, rows) if node is not None]

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row, and where the keyboard is."""
        super().drawRow(painter, option, index)
        if self.hasFocus() and index == self.currentIndex():
            painter.fillRect(QRect(0, option.rect.top(), 3, option.rect.height()), qcolor(self._session.ink.accent))

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw what stands left of a name: its ground, and the chevron."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        if self.selectionModel().isSelected(index):
            option.state |= option.state.State_Selected
        elif self._is_under_mouse(rect):
            option.state |= option.state.State_MouseOver
        paint_wash(painter, rect, option, self._session.ink)
        if self._model.rowCount(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            picture = icons.pixmap(name, self._session.ink.faint, _CHEVRON, self.devicePixelRatioF())
            painter.drawPixmap(rect.right() + SHIFT - _INDENT + 2, rect.center().y() - _CHEVRON // 2 + 1, picture)

    def _is_under_mouse(self, row: QRect) -> bool:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.viewport().underMouse() and row.top() <= at.y() <= row.bottom()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold and unfold at the chevron, which stands a little right of where Qt believes it to be."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        left = self.visualRect(index).left()
        if self._model.rowCount(index) and index.isValid() and left - _INDENT < at.x() < left + SHIFT - 2:
            self.setExpanded(index, not self.isExpanded(index))
        elif index.isValid() and at.x() < left:
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fold and unfold."""
        node = self._model.node(self.indexAt(event.position().toPoint()))
        if node is None or node.key.kind != "source":  # the first click has opened a source already
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter folds and unfolds what is no source; Qt opens sources."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        node = self._model.node(self.currentIndex())
        if enter and node is not None and node.children and self.state() != self.State.EditingState:
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the row that the keyboard is on when it was asked for by key."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        at = self.visualRect(self.currentIndex()).bottomLeft() if keyboard else event.pos()
        self.menuWanted.emit(self.viewport().mapToGlobal(at))
