"""A field that finds anything a claim can be linked to by the first letters; a code can be opened to its segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.names import name_key
from qda.ui.claims.chain.looks import on_one_line
from qda.ui.lists.judgements import steady
from qda.ui.parts.small import soft
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, mixed

if TYPE_CHECKING:
    from qda.synthesis.targets import Found, Target

_TARGET = Qt.ItemDataRole.UserRole
_MOST = 60
_ROWS = 9


class TargetFinder(QLineEdit):
    """Enter links by the usual role, Ctrl+Enter by the other one, Tab opens a code to its segments."""

    chosen = Signal(object, str)  # Target, role

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._all: list[tuple[str, Found]] = []
        self._inside: Target | None = None
        self._quotes: list[tuple[str, Found]] = []
        self.setPlaceholderText(_("Link a category, code, memo, case, map…  (L)"))
        self.setAccessibleName(_("What the claim rests on or is about"))
        self.popup = QFrame(self.window(), Qt.WindowType.ToolTip)
        self.popup.setObjectName("finder")
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setPalette(steady(self.list.palette()))
        self.list.itemClicked.connect(lambda _item: self._take(other=False))
        self.hints = soft(_("Enter links · Ctrl+Enter the other way (rests on / about) · Tab shows a code's segments"))
        column = QVBoxLayout(self.popup)
        column.setContentsMargins(STEP, STEP, STEP, STEP)
        column.addWidget(self.list)
        column.addWidget(self.hints)
        self.popup.hide()
        self.textEdited.connect(lambda _words: self._show())
        session.closing.connect(self.shut)
        self.destroyed.connect(self.popup.deleteLater)

    # --- what there is -------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Read what there is to link."""
        super().focusInEvent(event)
        if not self._session.is_open or self.popup.isVisible():
            return
        from qda.synthesis import targets

        self._all = [(name_key(each.label), each) for each in targets.everything(self._session.project)]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing stays open."""
        super().focusOutEvent(event)
        QTimer.singleShot(0, self._shut_unless_focused)

    def _shut_unless_focused(self) -> None:
        if not self.hasFocus():
            self.shut()

    def shut(self) -> None:
        """Close the list."""
        self._inside, self._quotes = None, []
        self.popup.hide()

    def found(self) -> list[Found]:
        """What answers to what was typed: names that begin with it first."""
        words = name_key(self.text())
        among = self._quotes if self._inside is not None else self._all
        if not words and self._inside is None:
            return []
        first = [each for key, each in among if key.startswith(words)]
        rest = [each for key, each in among if not key.startswith(words) and all(w in key for w in words.split())]
        return (first + rest)[:_MOST]

    def _show(self) -> None:
        from qda.synthesis.targets import KIND_WORDS

        rows = self.found()
        self.list.clear()
        for each in rows:
            item = QListWidgetItem(f"{on_one_line(each.label)}   –  {_(KIND_WORDS[each.target.kind])}")
            item.setData(_TARGET, each.target)
            self.list.addItem(item)
        if not rows:
            self.popup.hide()
            return
        self.list.setCurrentRow(0)
        ink = self._session.ink
        self.popup.setStyleSheet(
            f"#finder {{ background: {ink.paper}; border: 1px solid {mixed(ink.faint, ink.paper, 0.5)}; "
            f"border-radius: {CORNER}px; }} QListWidget {{ background: {ink.paper}; color: {ink.ink}; }} "
            f"QLabel#soft {{ color: {ink.soft}; }}"
        )
        height = min(_ROWS, len(rows)) * (self.list.sizeHintForRow(0) + 1) + 2
        self.list.setFixedHeight(height)
        self.popup.setFixedWidth(max(self.width(), 320))
        self.popup.adjustSize()
        self.popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.popup.show()

    # --- choosing ------------------------------------------------------------------------------------

    def _current(self) -> Target | None:
        item = self.list.currentItem() if self.popup.isVisible() else None
        found: Target | None = None if item is None else item.data(_TARGET)
        return found

    def _take(self, *, other: bool) -> None:
        from qda.synthesis import claims, targets

        target = self._current()
        if target is None:
            return
        role = targets.role_for(target.kind)
        if other:
            role = next(each for each in claims.ROLES if each != role)
        self.clear()
        self.shut()
        self.chosen.emit(target, role)

    def _open_code(self) -> bool:
        """List the segments of the code at hand."""
        target = self._current()
        if target is None or target.kind != "code":
            return False
        from qda.coding import queries
        from qda.synthesis.targets import Found, Target

        rows = {row.segment_id: row for row in queries.of_codes(self._session.project, [target.id])}
        if not rows:
            self._session.said.emit(_("This code stands on no segment of its own."))
            return True
        self._inside = target
        self._quotes = [
            (name_key(row.quote), Found(Target("segment", row.segment_id), f"“{row.quote}” – {row.source}"))
            for row in rows.values()
        ]
        self.clear()
        self._show()
        return True

    def event(self, event: QEvent) -> bool:
        """Tab opens a code while the list is there."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Tab and self._open_code():  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list's keys, while the field has the keyboard."""
        key, there = event.key(), self.popup.isVisible()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and there:
            self._take(other=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and there:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
        elif key == Qt.Key.Key_Escape and (there or self.text()):
            self.clear()
            self.shut()
        else:
            super().keyPressEvent(event)
