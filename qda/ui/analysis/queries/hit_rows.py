"""The list of places that were found: each on a line with its surroundings, what was searched for in the middle."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qda.i18n import _
from qda.ui import icons
from qda.ui.analysis.pieces import TICK, paint_tick
from qda.ui.analysis.queries.hits import GROUP, HIT, Group, HitModel, in_paragraph
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink, mixed, qcolor, reading_font

TICK_ROOM = 46
"""The width at the left that a tick takes, in pixels."""

Index = QModelIndex | QPersistentModelIndex

_PAD = 3  # of the mark behind the words
_MIDDLE = 0.44  # where what was searched for begins, as a share of the width


class HitDelegate(QStyledItemDelegate):
    """Paints a source or a place."""

    def __init__(self, session: Session, view: QListView) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self.refont()

    def refont(self) -> None:
        """Take the fonts anew."""
        self._serif = reading_font()
        self._bold = QFont(self._serif)
        self._bold.setWeight(QFont.Weight.Bold)
        self._small = small_font(self._view.font())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line each."""
        return QSize(200, QFontMetrics(self._serif).height() + 2 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        ink = self._session.ink
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, ink)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        box = QRect(option.rect.left() + 6 * STEP, option.rect.center().y() - TICK // 2 + 1, TICK, TICK)
        paint_tick(painter, box, state, ink)
        room = option.rect.adjusted(TICK_ROOM, 0, -6 * STEP, 0)
        group = index.data(GROUP)
        if group is not None:
            self._paint_group(painter, room, group, ink)
        else:
            self._paint_hit(painter, room, index, ink)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, ink: Ink) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, qcolor(ink.selection))
            if self._view.hasFocus():
                painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), ink.accent)

    def _paint_group(self, painter: QPainter, room: QRect, group: Group, ink: Ink) -> None:
        painter.setPen(QPen(qcolor(ink.rule), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        ratio = painter.device().devicePixelRatioF()
        icon = icons.pixmap(icons.for_kind(group.kind), ink.soft, icons.SIZE, ratio)
        painter.drawPixmap(QPoint(room.left(), room.center().y() - icons.SIZE // 2 + 1), icon)
        room = room.adjusted(icons.SIZE + 2 * STEP, 0, 0, 0)
        painter.setFont(self._small)
        painter.setPen(qcolor(ink.soft))
        count = f"{group.total:,}"
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), count)
        room.setRight(room.right() - painter.fontMetrics().horizontalAdvance(count) - 3 * STEP)
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(qcolor(ink.ink))
        used = _write(painter, room, group.name)
        painter.setFont(self._small)
        painter.setPen(qcolor(ink.soft))
        _write(painter, room.adjusted(used + 3 * STEP, 0, 0, 0), group.place)

    def _paint_hit(self, painter: QPainter, room: QRect, index: Index, ink: Ink) -> None:
        hit = index.data(HIT)
        painter.setFont(self._small)
        painter.setPen(qcolor(ink.faint))
        number = QRect(room.left(), room.top(), painter.fontMetrics().horizontalAdvance("00000"), room.height())
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(hit.line))
        room = room.adjusted(number.width() + 3 * STEP, 0, 0, 0)
        before, after = in_paragraph(hit)
        backwards = not hit.quote.isascii() and _right_to_left(hit.quote)
        left, right = (after, before) if backwards else (before, after)
        self._paint_context(painter, room, (left, " ".join(hit.quote.split()), right), ink)

    def _paint_context(self, painter: QPainter, room: QRect, words: tuple[str, str, str], ink: Ink) -> None:
        left, quote, right = words
        bold, plain = QFontMetrics(self._bold), QFontMetrics(self._serif)
        quote = bold.elidedText(quote, Qt.TextElideMode.ElideRight, room.width() // 2)
        width = bold.horizontalAdvance(quote)
        start = room.left() + int(room.width() * _MIDDLE) - min(width, room.width() // 4) // 2
        here = QRect(start, room.top(), width, room.height())
        mark = QRectF(here.adjusted(-_PAD, 4, _PAD, -3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(mixed(ink.accent, ink.paper, 0.18)))
        painter.drawRoundedRect(mark, 3, 3)
        painter.setFont(self._bold)
        painter.setPen(qcolor(ink.ink))
        painter.drawText(here, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), quote)
        painter.setFont(self._serif)
        painter.setPen(qcolor(ink.soft))
        space = plain.horizontalAdvance(" ")
        gap = _PAD + (space if left[-1:].isspace() else 0)
        before = QRect(room.left(), room.top(), start - room.left() - gap, room.height())
        shown = plain.elidedText(left.strip(), Qt.TextElideMode.ElideLeft, before.width())
        painter.drawText(before, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)
        gap = _PAD + (space if right[:1].isspace() else 0)
        after = QRect(here.right() + 1 + gap, room.top(), room.right() - here.right() - gap, room.height())
        shown = plain.elidedText(right.strip(), Qt.TextElideMode.ElideRight, after.width())
        painter.drawText(after, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def _right_to_left(words: str) -> bool:
    from unicodedata import bidirectional

    kinds = (bidirectional(sign) for sign in words)
    return next((kind in ("R", "AL") for kind in kinds if kind in ("L", "R", "AL")), False)


def _write(painter: QPainter, room: QRect, words: str) -> int:
    """Words on one line as far as there is room; gives the width they took."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
    return painter.fontMetrics().horizontalAdvance(shown)


class HitList(QListView):
    """The list: Space ticks, Enter or a click goes to the place."""

    wanted = Signal(object)  # the Hit to go to

    def __init__(self, session: Session, model: HitModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hits = model
        self.setModel(model)
        self._delegate = HitDelegate(session, self)
        self.setItemDelegate(self._delegate)
        self.setObjectName("list")
        self.setAccessibleName(_("Places found"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks and goes on to nothing else; Enter goes to the place."""
        if event.key() == Qt.Key.Key_Space:
            self._hits.toggle(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box ticks, beside it goes to the place."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if event.position().x() < TICK_ROOM or index.data(GROUP) is not None:
            self._hits.toggle(index)
        else:
            self._go(index)

    def _go(self, index: Index) -> None:
        """To the place; from a source to its first one."""
        group = index.data(GROUP)
        hit = index.data(HIT) if group is None else self._hits.found.hits[group.first]
        if hit is not None:
            self.wanted.emit(hit)
