"""The field at the upper right (Ctrl+K): type to find an action, a source, a code, a memo, or words in the texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui import icons
from qda.ui.parts.small import key_width, native, paint_key, small_font
from qda.ui.theme import STEP, Ink, lifted, qcolor
from qda.ui.working import focusing
from qda.ui.working.finding import Entry

if TYPE_CHECKING:
    from qda.ui.session import Session
    from qda.ui.window.palette_entries import Entries

Index = QModelIndex | QPersistentModelIndex

_ENTRY = Qt.ItemDataRole.UserRole
_MOST_ROWS = 15  # more are reached by scrolling
_PAUSE = 150  # milliseconds without a key before texts are searched


class Field(QLineEdit):
    """Where one types; the key that leads here is drawn in it until it has the focus."""

    def __init__(self, keys: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.ink: Ink | None = None
        self.setPlaceholderText(_("Search or do anything"))
        self.setAccessibleName(_("Search or do anything"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the key cap at its right end."""
        super().paintEvent(event)
        keys = native(self._keys())
        if self.hasFocus() or self.text() or self.ink is None or not keys:
            return
        painter = QPainter(self)
        painter.setFont(small_font())
        needed = key_width(keys, painter.fontMetrics()) + self.fontMetrics().horizontalAdvance(self.placeholderText())
        if needed + 6 * STEP < self.width():
            paint_key(painter, QPoint(self.width() - 2 * STEP, self.height() // 2), keys, self.ink)


class _Rows(QAbstractListModel):
    """Headings (plain texts) and entries, in the order they are shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[str | Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these, with a heading wherever a new part begins."""
        self.beginResetModel()
        self.rows = []
        part = None
        for entry in entries:
            if entry.part != part:
                part = entry.part
                self.rows.append(part)
            self.rows.append(entry)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ENTRY:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else _spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _spoken(entry: Entry) -> str:
    return ", ".join(part for part in (entry.text, entry.detail, native(entry.keys)) if part)


class _Painter(QStyledItemDelegate):
    """Draws headings small, and entries with their sign at the left and their place or key at the right."""

    def __init__(self, ink: Ink, parent: QObject) -> None:
        super().__init__(parent)
        self.ink = ink

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = option.fontMetrics
        return QSize(10, metrics.height() + (3 * STEP if isinstance(index.data(_ENTRY), Entry) else 2 * STEP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(_ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Entry):
            self._paint_entry(painter, option, row)
        else:
            self._paint_heading(painter, option.rect, str(row))
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        font = small_font()
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(qcolor(self.ink.soft))
        painter.drawText(
            rect.adjusted(3 * STEP, 0, -3 * STEP, -2),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom),
            text,
        )

    def _paint_entry(self, painter: QPainter, option: QStyleOptionViewItem, entry: Entry) -> None:
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(self.ink.selection))
            painter.drawRoundedRect(rect.adjusted(STEP, 0, -STEP, 0), 4, 4)
        self._paint_sign(painter, rect, entry)
        inner = rect.adjusted(9 * STEP, 0, -3 * STEP, 0)
        right = self._paint_right(painter, inner, entry)
        painter.setFont(option.font)
        painter.setPen(qcolor(self.ink.ink))
        words = inner.adjusted(0, 0, -right, 0)
        shown = option.fontMetrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _paint_sign(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        middle = rect.center().y()
        if entry.color:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(lifted(entry.color, self.ink)))
            painter.drawRoundedRect(QRect(rect.left() + 4 * STEP, middle - 4, 9, 9), 2, 2)
        elif entry.icon:
            ratio = painter.device().devicePixelRatioF()
            drawn = icons.pixmap(entry.icon, self.ink.soft, icons.SIZE, ratio)
            painter.drawPixmap(rect.left() + 3 * STEP, middle - icons.SIZE // 2, drawn)

    def _paint_right(self, painter: QPainter, rect: QRect, entry: Entry) -> int:
        """Draw the key or the place at the right; gives the width that it takes."""
        painter.setFont(small_font())
        metrics = painter.fontMetrics()
        if entry.keys:
            return paint_key(painter, QPoint(rect.right(), rect.center().y()), native(entry.keys), self.ink) + 2 * STEP
        if not entry.detail:
            return 0
        shown = metrics.elidedText(entry.detail, Qt.TextElideMode.ElideMiddle, rect.width() * 2 // 5)
        painter.setPen(qcolor(self.ink.soft))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)
        return metrics.horizontalAdvance(shown) + 3 * STEP


class Palette(QFrame):
    """The list under the field. The field keeps the focus; arrows move in the list, Enter does, Esc goes back."""

    chosen = Signal(object)  # Entry, after the list is gone and the focus is where it was

    def __init__(self, field: Field, entries: Entries, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._field = field
        self._entries = entries
        self._before: QWidget | None = None
        self._found: list[Entry] = []
        self.setObjectName("paletteList")
        self.setAccessibleName(_("What was found"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, STEP, 1, STEP)
        self.list = QListView()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("What was found"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows = _Rows(self)
        self.list.setModel(self._rows)
        self._painter = _Painter(session.ink, self.list)
        self.list.setItemDelegate(self._painter)
        self.list.clicked.connect(self._on_clicked)
        column.addWidget(self.list)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._search)
        field.installEventFilter(self)
        field.textEdited.connect(lambda _text: self.refresh())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_moved)
        self.hide()

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self._painter.ink = ink
        self._field.ink = ink
        self._field.update()

    def start(self, words: str = "") -> None:
        """Go to the field; once more goes back."""
        if self._field.hasFocus() and not words:
            self.leave()
            return
        if words:
            self._field.setText(words)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def leave(self) -> None:
        """Empty the field and put the focus back where it was."""
        self._field.clear()
        before, self._before = self._before, None
        self.hide()
        if not focusing.give_back(before):
            self._field.clearFocus()

    def refresh(self) -> None:
        """Show what answers the words in the field; places in texts come a moment later."""
        query = self._field.text().strip()
        self._found = self._entries.answering(query)
        self._show([*self._found, *self._entries.last_resort(query)])
        self._pause.start() if len(query) > 1 else self._pause.stop()

    def _search(self) -> None:
        query = self._field.text().strip()
        self._entries.search(query, lambda hits: self._on_hits(query, hits))

    def _on_hits(self, query: str, hits: list[Entry]) -> None:
        if query == self._field.text().strip() and self._field.hasFocus():
            row = self.list.currentIndex().row()
            self._show([*self._found, *hits, *self._entries.last_resort(query)])
            if self._found and row > 0:
                self.list.setCurrentIndex(self._rows.index(row))  # what comes later must not move the choice

    def _show(self, entries: Sequence[Entry]) -> None:
        self._rows.show(entries)
        first = next((i for i, row in enumerate(self._rows.rows) if isinstance(row, Entry)), None)
        if first is None:
            self.hide()
            return
        self.list.setCurrentIndex(self._rows.index(first))
        self.list.scrollToTop()
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Under the field, as wide as the words need, and never beyond the window."""
        window = self._window
        width = min(max(self._field.width(), self.fontMetrics().averageCharWidth() * 70), window.width() - 4 * STEP)
        shown = self._rows.rows[:_MOST_ROWS]
        height = sum(self.list.sizeHintForRow(row) for row in range(len(shown))) + 2 * STEP + 2
        corner = self._field.mapTo(window, QPoint(self._field.width(), self._field.height() + STEP))
        room = window.height() - corner.y() - 2 * STEP
        self.setGeometry(max(2 * STEP, corner.x() - width), corner.y(), width, min(height, room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field that move in the list; coming to the field and leaving it."""
        if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._on_focus(event.reason())
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._keeps(event)
        return False

    def _keeps(self, event: QKeyEvent) -> bool:
        """Enter and Esc are the list's while it is open, whatever they mean elsewhere."""
        mine = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if mine:
            event.accept()
        return mine

    def _on_focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        # None comes from another window, which is nowhere to go back to.
        if now is self._field and before is not None:
            self._before = focusing.keeper(before)

    def _on_focus(self, reason: Qt.FocusReason) -> None:
        self._entries.forget_stale()
        # The focus also passes through here when a page is left, and then nothing was asked.
        if reason in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ShortcutFocusReason) or self._field.text():
            self.refresh()

    def _on_key(self, event: QKeyEvent) -> bool:
        step = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif step is not None and self.isVisible():
            self._move(step)
        elif step is not None:
            self.refresh()
        else:
            return False
        return True

    def _move(self, step: int) -> None:
        """To the next entry, past headings; single steps go round."""
        places = [i for i, row in enumerate(self._rows.rows) if isinstance(row, Entry)]
        if not places:
            return
        now = self.list.currentIndex().row()
        at = places.index(now) if now in places else -1
        wanted = (at + step) % len(places) if abs(step) == 1 else max(0, min(len(places) - 1, at + step))
        index = self._rows.index(places[wanted])
        self.list.setCurrentIndex(index)
        self.list.scrollTo(self._rows.index(0) if wanted == 0 else index)

    def _on_clicked(self, index: QModelIndex) -> None:
        if isinstance(index.data(_ENTRY), Entry):
            self._choose()

    def current(self) -> Entry | None:
        """The entry that Enter would do."""
        row = self.list.currentIndex().data(_ENTRY)
        return row if isinstance(row, Entry) else None

    def _choose(self) -> None:
        entry = self.current()
        if entry is None:
            return
        self.leave()
        self.chosen.emit(entry)
        entry.act()
