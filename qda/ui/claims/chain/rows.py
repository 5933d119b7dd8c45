"""The claims in their order: words, status, how much evidence, hints in amber. Moved by keys and by the mouse."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.i18n import _, ngettext
from qda.ui import theme
from qda.ui.claims.chain.looks import on_one_line, standing_words
from qda.ui.documents.mime import CODES, codes_of
from qda.ui.lists.judgements import steady
from qda.ui.lists.row_model import RowModel
from qda.ui.lists.several import Several
from qda.ui.parts.small import paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor

if TYPE_CHECKING:
    from qda.analysis.synthesis.evidence import Counts
    from qda.analysis.synthesis.evidence_flags import Standing
    from qda.synthesis.claims import ClaimRow

Index = QModelIndex | QPersistentModelIndex
CLAIMS = "application/x-gerund-claims"
"""A JSON list of claim ids."""
_LINES = 3
_BENEATH = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


def evidence_words(standing: Standing | None, base: Counts | None) -> str:
    """“34 segments, 8 of 27 sources, 4 of 9 cases”; empty while it is not known."""
    if standing is None or base is None:
        return ""
    from qda.analysis.synthesis.evidence import counts_words

    if not standing.counts.segments and not standing.contrary:
        return ""
    words = counts_words(standing.counts, base).split(", ")
    if standing.contrary:
        words.append(
            ngettext("{count} contrary", "{count} contrary", standing.contrary).format(count=standing.contrary)
        )
    return ", ".join(words)


def flag_words(standing: Standing | None) -> str:
    """The first hint, and how many more there are."""
    if standing is None or not standing.flags:
        return ""
    first, *more = standing.flags
    return first.sentence + (" " + _("(and {count} more)").format(count=len(more)) if more else "")


class ClaimsModel(RowModel["ClaimRow"]):
    """Claims as rows; `standings` come later than they do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.standings: Mapping[int, Standing] = {}
        self.base: Counts | None = None
        self.writable = True

    def tell(self, standings: Mapping[int, Standing], base: Counts | None) -> None:
        """How much each rests on now."""
        self.standings, self.base = standings, base
        self.layoutChanged.emit()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """They can be dragged, and dropped between; codes can be dropped on them."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """Claims and codes."""
        return [CLAIMS, CODES]

    def supportedDropActions(self) -> Qt.DropAction:
        """Claims move, codes are linked."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction | Qt.DropAction.LinkAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The claims that are dragged."""
        rows = [self.rows[index.row()] for index in indexes]
        data = QMimeData()
        data.setText("\n".join(row.text for row in rows))
        data.setData(CLAIMS, json.dumps([row.id for row in rows]).encode())
        return data

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and what a screen reader says."""
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        standing = self.standings.get(row.id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (row.text, standing_words(row), evidence_words(standing, self.base), flag_words(standing))
            return ". ".join(part for part in parts if part)
        if role == Qt.ItemDataRole.ToolTipRole and standing is not None and standing.flags:
            return "\n".join(flag.sentence for flag in standing.flags)
        return None


def _wrapped(metrics: QFontMetrics, words: str, width: int) -> QRect:
    """The room that words need: counts are told with what they are counted out of, and not cut off."""
    return metrics.boundingRect(QRect(0, 0, max(60, width), 10_000), _BENEATH, words)


class ClaimDelegate(QStyledItemDelegate):
    """Up to three lines of words; status and counts; a hint in amber."""

    def __init__(self, session: Session, view: ClaimsList) -> None:
        super().__init__(view)
        self._session = session
        self._view = view
        self._serif = theme.reading_font()

    def _words(self, words: str, width: int) -> QRect:
        metrics = QFontMetrics(self._serif)
        room = QRect(0, 0, max(60, width), metrics.lineSpacing() * _LINES)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self._cut(words, room.width()))

    def _cut(self, words: str, width: int) -> str:
        """As many words as three lines hold."""
        line, metrics = on_one_line(words), QFontMetrics(self._serif)
        whole = metrics.boundingRect(QRect(0, 0, width, 10_000), int(Qt.TextFlag.TextWordWrap), line)
        if whole.height() <= metrics.lineSpacing() * _LINES + STEP:
            return line
        return metrics.elidedText(line, Qt.TextElideMode.ElideRight, int(width * (_LINES - 0.3)))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words are, with one or two small lines beneath."""
        model = self._view.claims
        row = model.rows[index.row()]
        small = QFontMetrics(small_font(self._view.font()))
        standing = model.standings.get(row.id)
        width = self._view.viewport().width() - 7 * STEP
        beneath = (standing_words(row), evidence_words(standing, model.base), flag_words(standing))
        high = sum(_wrapped(small, words, width).height() for words in beneath if words)
        return QSize(100, self._words(row.text, width).height() + high + 5 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Words, standing, counts, hint."""
        model, ink = self._view.claims, self._session.ink
        if index.row() >= len(model.rows):
            return
        row = model.rows[index.row()]
        paint_ground(painter, option, ink)
        painter.setPen(qcolor(ink.rule))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        box = option.rect.adjusted(4 * STEP, 2 * STEP, -3 * STEP, -STEP)
        given_up = row.status == "given up"
        painter.setFont(self._serif)
        painter.setPen(qcolor(ink.soft if given_up else ink.ink))
        height = self._words(row.text, box.width()).height()
        words_box = QRect(box.left(), box.top(), box.width(), height + STEP)
        painter.drawText(words_box, int(Qt.TextFlag.TextWordWrap), self._cut(row.text, box.width()))
        painter.setFont(small_font(self._view.font()))
        metrics, top = painter.fontMetrics(), box.top() + height + STEP
        soft = mixed(ink.ink, ink.soft, 0.4)
        standing = model.standings.get(row.id)
        for words, colour in (
            (standing_words(row), ink.accent),
            (evidence_words(standing, model.base), soft),
            (flag_words(standing), ink.hint),
        ):
            if not words:
                continue
            painter.setPen(qcolor(colour))
            room = _wrapped(metrics, words, box.width())
            painter.drawText(QRect(box.left(), top, box.width(), room.height()), _BENEATH, words)
            top += room.height()


class ClaimsList(Several, QListView):
    """The list. Keys that are not its own are told by `pressed`."""

    at_hand = Signal()
    pressed = Signal(object)  # QKeyEvent; accepted if somebody did something with it
    moved = Signal(object, object)  # ids of claims, the claim that follows them or None
    linked = Signal(int, object)  # a claim, ids of codes
    entered_ = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.claims = ClaimsModel(self)
        self._quiet = False
        self.setModel(self.claims)
        self.setItemDelegate(ClaimDelegate(session, self))
        self.setObjectName("list")
        self.setAccessibleName(_("Claims"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMouseTracking(True)
        self.setPalette(steady(self.palette()))
        self.selectionModel().currentChanged.connect(lambda _now, _old: None if self._quiet else self.at_hand.emit())

    def show_rows(self, rows: Sequence[ClaimRow]) -> None:
        """List these; what was at hand stays so, else what stands in its place."""
        current, at, scroll = self.current(), self.currentIndex().row(), self.verticalScrollBar().value()
        self._quiet = True
        self.claims.show(rows)
        ids = [row.id for row in rows]
        if ids:
            keep = current is not None and current.id in ids
            self.setCurrentIndex(
                self.claims.index(ids.index(current.id) if keep and current else min(max(at, 0), len(ids) - 1))
            )
            self.verticalScrollBar().setValue(scroll)
        self._quiet = False
        self.at_hand.emit()

    def go_to(self, claim_id: int) -> bool:
        """Take a claim in hand; False where it is not listed."""
        for place, row in enumerate(self.claims.rows):
            if row.id == claim_id:
                self.setCurrentIndex(self.claims.index(place))
                return True
        return False

    def current(self) -> ClaimRow | None:
        """The claim at hand."""
        place = self.currentIndex().row()
        return self.claims.rows[place] if 0 <= place < len(self.claims.rows) else None

    def chosen(self) -> list[ClaimRow]:
        """The chosen claims in their order; the one at hand where none is chosen."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        current = self.current()
        return [self.claims.rows[place] for place in places] or ([current] if current is not None else [])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is at hand is what the work is about."""
        super().focusInEvent(event)
        self.entered_.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Acts first, then what any list does."""
        event.ignore()
        self.pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)

    # --- dropping ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Claims and codes are welcome."""
        if event.mimeData().hasFormat(CLAIMS) or event.mimeData().hasFormat(CODES):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Claims fall between, codes fall on one."""
        super().dragMoveEvent(event)
        on = self.indexAt(event.position().toPoint()).isValid()
        wanted = event.mimeData().hasFormat(CLAIMS) or (event.mimeData().hasFormat(CODES) and on)
        event.setAccepted(self.claims.writable and wanted)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move claims in front of what lies under the pointer's upper half; link codes to what lies under it."""
        index, data = self.indexAt(event.position().toPoint()), event.mimeData()
        if not self.claims.writable:
            return
        if data.hasFormat(CODES) and index.isValid():
            self.linked.emit(self.claims.rows[index.row()].id, codes_of(data))
        elif data.hasFormat(CLAIMS):
            ids = [int(each) for each in json.loads(bytes(data.data(CLAIMS).data()))]
            at = index.row() if index.isValid() else len(self.claims.rows)
            if index.isValid() and event.position().y() > self.visualRect(index).center().y():
                at += 1
            following = next((row.id for row in self.claims.rows[at:] if row.id not in ids), None)
            self.moved.emit(ids, following)
        event.setDropAction(Qt.DropAction.CopyAction)  # the rows are read anew: the view must not take any away
        event.accept()
