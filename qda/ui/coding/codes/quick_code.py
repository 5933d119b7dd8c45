"""The quick-code field: a few letters at the place where one reads choose a code, or make one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.coding import matching
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.found import NEW, FoundList
from qda.ui.parts.key_hints import KeyHints
from qda.ui.parts.small import ElidedLabel, small_font
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, mixed, qcolor
from qda.ui.working import focusing

_WIDTH = 400
_ROWS = 9
_MOST = 50
_SHADOW = 4 * STEP
_FADE = (10, 8, 6, 4, 3, 2)  # alpha of the shadow's rings, inner to outer


class QuickCode(QWidget):
    """A small field that floats over the window: letters choose a code, Enter takes it, Esc gives up.

    `chosen(code, keep)` and `named(label, keep)` tell what was taken; with `keep` the field stays open for another.
    """

    chosen = Signal(int, bool)
    named = Signal(str, bool)
    cancelled = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._book = CodeBook.of(session)
        self._but: frozenset[int] = frozenset()
        self._may_make = True
        self._may_keep = True
        self._anchor = QRect()
        self._back: QWidget | None = None
        self._build()
        session.ink_changed.connect(lambda _ink: self.update())
        session.closing.connect(self.put_away)
        self.hide()

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self._heading = ElidedLabel("", self)
        self._heading.setFont(small_font())
        self._heading.setObjectName("soft")
        self.field = QLineEdit(self)
        self.field.setFrame(False)
        self.field.setStyleSheet("QLineEdit { background: transparent; border: none; padding: 2px 4px; }")
        self.field.setAccessibleName(_("Code"))
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list = FoundList(self._session, self._book, self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the field
        self.list.viewport().setAutoFillBackground(False)
        self.list.clicked.connect(lambda _index: self._take(keep=False))
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._on_row())
        self._hint = QLabel("", self)
        self._hint.setFont(small_font())
        self._hint.setObjectName("amber")
        self._hint.setWordWrap(True)
        self._keys = KeyHints(self._session, (), self)
        column = self._column = QVBoxLayout(self)
        edge = _SHADOW + 2 * STEP
        column.setContentsMargins(edge, _SHADOW + STEP + 2, edge, _SHADOW + STEP)
        column.setSpacing(STEP)
        for part in (self._heading, self.field, self.list, self._hint, self._keys):
            column.addWidget(part)

    # --- opening and closing ----------------------------------------------------------------------

    def open(
        self,
        anchor: QRect,
        *,
        heading: str = "",
        words: str = "",
        may_make: bool = True,
        may_keep: bool = True,
        but: Iterable[int] = (),
    ) -> None:
        """Open beside a rectangle of the window; `words` are typed already, `but` are codes that can't be chosen."""
        self._anchor = anchor
        self._back = self._back if self.isVisible() else focusing.keeper(QApplication.focusWidget())
        self._but, self._may_make, self._may_keep = frozenset(but), may_make, may_keep
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.field.setPlaceholderText(_("Code, or a new label") if may_make else _("Code"))
        keep = [("Ctrl+Enter", _("and another"))] if may_keep else []
        new = [("Shift+Enter", _("as new"))] if may_make else []
        self._keys.set_hints([("Enter", _("apply") if may_keep else _("choose")), *keep, *new, ("Esc", "")])
        self.field.setText(words)
        self._find()
        self.field.end(False)
        self.field.home(True)  # all is chosen, and of long words the beginning is seen
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def put_away(self) -> None:
        """Close, and give the keyboard back to where it was."""
        if self.isVisible():
            back, self._back = self._back, None
            had_focus = self.field.hasFocus()
            self.hide()
            if had_focus:
                focusing.give_back(back, Qt.FocusReason.PopupFocusReason)

    # --- finding ----------------------------------------------------------------------------------

    def label(self) -> str:
        """What is typed, without stray spaces."""
        return " ".join(self.field.text().split())

    def hint(self) -> str:
        """What is said about a new label; empty where nothing is."""
        return self._hint.text()

    def _find(self) -> None:
        label = self.label()
        # With the offer of a new code the list is short enough to be seen whole.
        few = _ROWS - 1 if self._may_make and label else _MOST
        found = self._book.find(label, limit=few, but=self._but)
        known = any(quality == matching.EXACT for _code, quality in found)
        offered = label if self._may_make and label and not known else ""
        self.list.found.show([code for code, _quality in found], offered)
        # Letters that are merely somewhere in a name are no reason to take that code for what was typed.
        sure = bool(found) and (not label or found[0][1] <= matching.WORDS_BEGIN or not offered)
        self.list.choose_row(0 if sure else self.list.found.rowCount() - 1)
        self._advise(offered)
        self._fit()

    def _advise(self, label: str) -> None:
        """A quiet word where a new label names a topic and not an action."""
        hint = None
        if label and self._book.gerund_hints and self.list.current() == NEW:
            from qda.nlp import gerunds

            hint = gerunds.check(label)
        self._hint.setText(hint.text if hint else "")

    def _fit(self) -> None:
        rows = min(_ROWS, self.list.found.rowCount())
        self.list.setVisible(rows > 0)
        height = QFontMetrics(self.list.font()).height() + 2 * STEP
        self.list.setFixedHeight(rows * height + 1)
        self._hint.setVisible(bool(self._hint.text()))
        self._column.activate()
        size = QSize(_WIDTH + 2 * _SHADOW, self._column.totalSizeHint().height())
        self.setGeometry(_beside(self._anchor, size, self._window.rect()))

    def _on_row(self) -> None:
        if self.isVisible() and bool(self._hint.text()) != (self.list.current() == NEW):
            self._advise(self.label() if self.list.current() == NEW else "")
            self._fit()

    # --- taking -----------------------------------------------------------------------------------

    def _take(self, *, keep: bool, new: bool = False) -> None:
        label, code_id = self.label(), self.list.current()
        keep = keep and self._may_keep
        if new and self._may_make and label:
            code_id = NEW
        if code_id is None:
            return
        if keep:
            self.field.clear()
        else:
            self.put_away()
        if code_id == NEW:
            self.named.emit(label, keep)
        else:
            self.chosen.emit(code_id, keep)
        if keep:
            self._find()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc and the arrows work from the field; leaving it gives up."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self.field and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                event.accept()  # whatever the window binds to them
                return True
        elif watched is self.field and isinstance(event, QFocusEvent) and _left_for_good(event) and self.isVisible():
            self._give_up()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
            self._take(keep=bool(modifiers & control), new=bool(modifiers & shift))
        elif key == Qt.Key.Key_Escape:
            self._give_up()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            last = self.list.found.rowCount() - 1
            row = self.list.currentIndex().row() + (_ROWS if key == Qt.Key.Key_PageDown else -_ROWS)
            self.list.choose_row(min(max(0, row), last))
        elif key == Qt.Key.Key_Tab:
            self._complete()
        else:
            return False
        return True

    def _complete(self) -> None:
        code_id = self.list.current()
        if code_id:
            self.field.setText(self._book.name(code_id))

    def _give_up(self) -> None:
        self.put_away()
        self.cancelled.emit()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper with the one shadow of the program."""
        ink = self._session.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paper = QRectF(self.rect()).adjusted(_SHADOW, _SHADOW, -_SHADOW, -_SHADOW)
        painter.setPen(Qt.PenStyle.NoPen)
        for ring, alpha in enumerate(_FADE, start=1):
            reach = ring * (_SHADOW - 2) / len(_FADE)
            painter.setBrush(QColor(0, 0, 0, alpha * (2 if ink.dark else 1)))
            painter.drawRoundedRect(paper.adjusted(-reach, -reach + 3, reach, reach), CORNER + reach, CORNER + reach)
        painter.setPen(QPen(qcolor(mixed(ink.faint, ink.paper, 0.5)), 1))
        painter.setBrush(qcolor(ink.paper))
        painter.drawRoundedRect(paper.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        painter.setPen(QPen(qcolor(ink.rule), 1))
        top = self._keys.geometry().top() - 1
        painter.drawLine(QPoint(int(paper.left()) + 1, top), QPoint(int(paper.right()) - 1, top))


def _left_for_good(event: QFocusEvent) -> bool:
    """False where the keyboard comes back by itself: from another program, or from the field's own menu."""
    passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
    return event.type() == QEvent.Type.FocusOut and event.reason() not in passing


def _beside(anchor: QRect, size: QSize, room: QRect) -> QRect:
    """Where a field of this size lies: under the anchor, above it if there is no room, always inside."""
    x = anchor.left() - _SHADOW - 2 * STEP
    y = anchor.bottom() + 2 - _SHADOW + STEP
    if y + size.height() > room.bottom() + _SHADOW:
        above = anchor.top() - size.height() + _SHADOW - STEP
        y = above if above >= room.top() - _SHADOW else room.bottom() + _SHADOW - size.height()
    x = min(max(room.left() - _SHADOW, x), room.right() + _SHADOW - size.width())
    return QRect(QPoint(x, y), size)
