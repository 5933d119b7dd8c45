"""Pieces of the case page: the list of cases, a text that is written in place, a page of links as high as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTextBrowser,
    QWidget,
)

from qda.i18n import _
from qda.ui.parts.small import paint_ground
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, Ink, mixed, qcolor

if TYPE_CHECKING:
    from qda.analysis.segments.coverage import Coverage
    from qda.study.queries import UnitRow

Index = QModelIndex | QPersistentModelIndex
_ID, _SHARE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_BAR = 36


class CaseList(QListWidget):
    """Cases under their units, each with how much of its sources has been looked at."""

    chosen = Signal(int)  # a case

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cases")
        self.setAccessibleName(_("Cases by unit"))
        self.setItemDelegate(_CasePainter(session, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(lambda now, _before: self._on_current(now))

    def show_cases(self, units: Sequence[UnitRow], shares: Mapping[int, Coverage]) -> None:
        """Show these units and cases; what was chosen stays chosen."""
        kept = self.case_id()
        self.blockSignals(True)
        self.clear()
        for unit in units:
            head = QListWidgetItem(unit.name)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(head)
            for case in unit.cases:
                item = QListWidgetItem(case.name)
                found = shares.get(case.id)
                item.setData(_ID, case.id)
                item.setData(_SHARE, None if found is None or not found.lines else found.share)
                told = case.name if found is None else _("{case}, {share} looked at").format(
                    case=case.name, share=found.percent)  # fmt: skip
                item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
                self.addItem(item)
                if case.id == kept:
                    self.setCurrentItem(item)
        self.blockSignals(False)

    def case_id(self) -> int | None:
        """The case that is chosen."""
        found = self.currentIndex().data(_ID)
        return found if isinstance(found, int) else None

    def go_to(self, case_id: int | None) -> bool:
        """Choose a case, or the first; gives whether it is there."""
        for number in range(self.count()):
            item = self.item(number)
            if item.data(_ID) is not None and case_id in (None, item.data(_ID)):
                self.setCurrentItem(item)
                return True
        return False

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_ID) is not None:
            self.chosen.emit(item.data(_ID))


class _CasePainter(QStyledItemDelegate):
    def __init__(self, session: Session, view: QListWidget) -> None:
        super().__init__(view)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, option.fontMetrics.height() + (3 if index.data(_ID) is not None else 4) * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ink = self._session.ink
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        head = index.data(_ID) is None
        if not head:
            paint_ground(painter, option, ink)
        box = option.rect.adjusted(2 * STEP if head else 4 * STEP, 0, -2 * STEP, 0)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if head else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(qcolor(ink.soft if head else ink.ink))
        room = box.adjusted(0, 0, 0 if head else -_BAR - 2 * STEP, 0)
        side = Qt.AlignmentFlag.AlignBottom if head else Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignLeft), shown)
        share = index.data(_SHARE)
        if share is not None:
            line = QRectF(box.right() - _BAR, box.center().y() - 1.5, _BAR, 4)
            painter.fillRect(line, qcolor(ink.rule))
            line.setWidth(_BAR * share)
            painter.fillRect(line, qcolor(mixed(ink.accent, ink.paper, 0.7)))
        painter.restore()


class Writing(QPlainTextEdit):
    """Some lines of one's own, as high as they are: leaving or resting keeps them, Esc puts the old words back."""

    kept = Signal(str)

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setObjectName("writing")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._resting = QTimer(self, singleShot=True, interval=5000)
        self._resting.timeout.connect(self.keep)
        self.textChanged.connect(self._on_typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def show_words(self, words: str, *, anew: bool = False) -> None:
        """Show what is stored, unless something else is being typed here; `anew` where it is about something else."""
        typing = not anew and self.hasFocus() and self.toPlainText().strip() != self._words
        self._words = words
        if not typing and self.toPlainText() != words:
            self.setPlainText(words)
        self._resting.stop()

    def keep(self) -> None:
        """Tell what was typed, if it differs."""
        self._resting.stop()
        words = self.toPlainText().strip()
        if words != self._words:
            self._words = words
            self.kept.emit(words)

    def _on_typed(self) -> None:
        if self.hasFocus():
            self._resting.start()

    def _fit(self) -> None:
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 4 * STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer letters on a line make more lines."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the field."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the old words back."""
        if event.key() == Qt.Key.Key_Escape and self.toPlainText().strip() != self._words:
            self.setPlainText(self._words)
        else:
            super().keyPressEvent(event)


class Links(QTextBrowser):
    """HTML as high as it is; a link is told, not followed. Tab goes from link to link."""

    wanted = Signal(str)  # the address of a link
    reached = Signal(QRect)  # the link that the keyboard is on

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("links")
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._on_clicked)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def _on_clicked(self, url: QUrl) -> None:
        self.wanted.emit(url.toString())

    def _fit(self) -> None:
        self.setFixedHeight(int(self.document().size().height()) + 2 * STEP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer letters on a line make more lines."""
        super().resizeEvent(event)
        self._fit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The next link comes into view."""
        moved = super().focusNextPrevChild(forward)
        self.reached.emit(self.cursorRect())
        return moved

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the text."""
        event.ignore()


def sheet(ink: Ink) -> str:
    """The style of the case page."""
    return f"""
#casePage, #caseInner {{ background: {ink.paper}; }}
#cases {{ background: {ink.paper}; border: none; border-right: 1px solid {ink.rule}; outline: none; }}
#links {{ background: {ink.paper}; color: {ink.ink}; border: none; selection-background-color: {ink.selection};
    selection-color: {ink.ink}; }}
#writing {{
    background: {ink.paper}; color: {ink.ink}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 3px;
    selection-background-color: {ink.selection}; selection-color: {ink.ink};
}}
#writing:focus {{ border-color: {ink.accent}; }}
QLabel#soft {{ color: {ink.soft}; }}
QLabel#amber {{ color: {ink.hint}; }}
QScrollArea {{ background: {ink.paper}; border: none; }}
"""
