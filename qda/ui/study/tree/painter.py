"""How a row of the study tree looks: icon, name, count, and the bar that shows how much has been looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import N_, _
from qda.ui import icons
from qda.ui.parts.small import paint_wash
from qda.ui.session import Session
from qda.ui.study.bars import Bars, paint_bar
from qda.ui.study.fitting import fitted, shared
from qda.ui.study.outline import NodeKind, short_name
from qda.ui.study.tree.model import Node, StudyModel
from qda.ui.theme import qcolor

MARGIN = 12  # what the head and the rows keep free at the right
SHIFT = 8  # what the rows stand further to the right than Qt puts them, so that they stand under the head
BAR_WIDTH, BAR_HEIGHT = 28, 4
ICON = 14
_GAP = 6
_HINTS: dict[NodeKind, str] = {"new unit": N_("Name of the unit"), "new case": N_("Name of the case")}


class TreePainter(QStyledItemDelegate):
    """Paints the rows, and opens the field in which they are renamed."""

    def __init__(self, session: Session, model: StudyModel, bars: Bars, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._bars = bars
        self._revision = -1
        self._shared: dict[int, dict[str, int]] = {}  # by what the rows hang on

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A line of text with some air."""
        return QSize(120, max(24, option.fontMetrics.height() + 8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row but for what stands left of it."""
        node = self._model.node(index)
        if node is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_wash(painter, option.rect, option, self._session.ink)
        area = option.rect.adjusted(SHIFT, 0, -MARGIN, 0)
        if node.key.kind == "source":
            area.setRight(area.right() - self._paint_bar(painter, area, node) - _GAP)
            self._paint_icon(painter, area, node)
        else:
            area.setRight(area.right() - self._paint_count(painter, area, option, node) - _GAP)
        self._paint_name(painter, area, option.font, node)
        painter.restore()

    def _paint_name(self, painter: QPainter, area: QRect, font: QFont, node: Node) -> None:
        ink = self._session.ink
        shown = QFont(font)
        shown.setItalic(node.key.kind == "homeless")
        painter.setFont(shown)
        painter.setPen(qcolor(ink.soft if node.key.kind == "homeless" else ink.ink))
        metrics = QFontMetrics(shown)
        name = node.name
        if metrics.horizontalAdvance(name) > area.width():
            # Names in one case often begin alike, and what tells them apart stands at the end.
            home = "" if node.parent is None else node.parent.name
            name = short_name(name, home)
            name = fitted(name, area.width(), metrics.horizontalAdvance, self._begins(node).get(name, 0))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _begins(self, node: Node) -> dict[str, int]:
        """How much of their names the rows beside this one share; kept until the tree is shown anew."""
        if node.parent is None:
            return {}
        if self._revision != self._model.revision:
            self._shared.clear()
            self._revision = self._model.revision
        key = node.parent.serial
        if key not in self._shared:
            home = node.parent.name
            self._shared[key] = shared(short_name(each.name, home) for each in node.parent.children)
        return self._shared[key]

    def _paint_count(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem, node: Node) -> int:
        small, ink = QFont(option.font), self._session.ink
        small.setPointSizeF(option.font.pointSizeF() * 0.9)
        painter.setFont(small)
        painter.setPen(qcolor(ink.soft if option.state & QStyle.StateFlag.State_Selected else ink.faint))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(node.count))
        return QFontMetrics(small).horizontalAdvance(str(node.count))

    def _paint_icon(self, painter: QPainter, area: QRect, node: Node) -> None:
        # A source has nothing beneath it: its icon stands where others have their chevron.
        ratio = painter.device().devicePixelRatioF()
        picture = icons.pixmap(icons.for_kind(node.kind), self._session.ink.soft, ICON, ratio)
        painter.drawPixmap(area.left() - ICON - 3, area.center().y() - ICON // 2 + 1, picture)

    def _paint_bar(self, painter: QPainter, area: QRect, node: Node) -> int:
        found = self._bars.of_source(node.key.id)
        ink = self._session.ink
        box = QRectF(area.right() - BAR_WIDTH + 1, area.center().y() - BAR_HEIGHT / 2 + 1, BAR_WIDTH, BAR_HEIGHT)
        paint_bar(painter, box, ink, *((found.coded, found.passed, found.lines) if found else (0, 0, 0)))
        return BAR_WIDTH

    # --- renaming -----------------------------------------------------------------------------------------------

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """The field for the name."""
        editor = QLineEdit(parent)
        node = self._model.node(index)
        if node is not None and node.key.kind in _HINTS:
            editor.setPlaceholderText(_(_HINTS[node.key.kind]))
        editor.setAccessibleName(_("Name"))
        editor.setStyleSheet("QLineEdit { padding: 0 4px; border-radius: 4px; }")
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Over the name, and no further."""
        editor.setGeometry(option.rect.adjusted(SHIFT - 5, 0, -MARGIN // 2, 0))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Leaving the field keeps what was typed; leaving it blank is Esc."""
        if event.type() == QEvent.Type.FocusOut and isinstance(editor, QLineEdit) and not editor.text().strip():
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            return False
        return super().eventFilter(editor, event)
