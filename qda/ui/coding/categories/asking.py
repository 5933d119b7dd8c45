"""A small field that floats over the window and asks for one of several things, or for words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _
from qda.ui.coding import matching
from qda.ui.parts.small import ElidedLabel, small_font
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, mixed
from qda.ui.working import focusing
from qda.ui.working.unfinished import About, Unfinished

_WIDTH, _ROWS, _MOST = 420, 9, 300


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose; `told` follows its words."""

    value: object
    words: str
    told: str = ""


class Asking(QFrame):
    """Letters choose among what is offered, Enter takes it, Esc gives up.

    Where words of one's own may be given, Enter takes them if nothing offered is called so.
    """

    ended = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._offers: list[Offer] = []
        self._on_value: Callable[[object], object] | None = None
        self._on_words: Callable[[str], object] | None = None
        self._back: QWidget | None = None
        self.setObjectName("asking")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.heading = ElidedLabel("")
        self.heading.setFont(small_font())
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._find)
        Unfinished(session, self.field, self._about)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard stays in the field
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.hint = QLabel("")
        self.hint.setFont(small_font())
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        for part in (self.heading, self.field, self.list, self.hint):
            column.addWidget(part)
        session.closing.connect(self.put_away)
        self.hide()

    def _about(self) -> About | None:
        """What is typed to find something among offers is nothing to keep."""
        return About("asking", self.heading.text()) if self._on_words is not None else None

    def ask(
        self,
        anchor: QRect,
        heading: str,
        offers: Sequence[Offer] = (),
        *,
        on_value: Callable[[object], object] | None = None,
        on_words: Callable[[str], object] | None = None,
        words: str = "",
        hint: str = "",
    ) -> None:
        """Open beside a rectangle of the window; `words` are typed already, `hint` stands beneath."""
        self._back = self._back if self.isVisible() else focusing.keeper(QApplication.focusWidget())
        self._offers, self._on_value, self._on_words = list(offers), on_value, on_words
        self.heading.setText(heading)
        self.field.setAccessibleName(heading)
        self.list.setAccessibleName(heading)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self._dress()
        self.field.setText(words)
        self._find()
        self.field.selectAll()
        self._fit(anchor)
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

    def shown(self) -> list[str]:
        """What is offered now."""
        return [self.list.item(place).text() for place in range(self.list.count())]

    def _find(self) -> None:
        typed = " ".join(self.field.text().split())
        names = [(place, matching.fold(offer.words)) for place, offer in enumerate(self._offers)]
        found = matching.find(typed, names, lambda place: (place,), _MOST)
        self.list.clear()
        for place, _quality in found:
            offer = self._offers[place]
            item = QListWidgetItem(f"{offer.words}   {offer.told}".rstrip())
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.list.addItem(item)
        if not found and self._offers and self._on_words is None:
            nothing = QListWidgetItem(_("Nothing here is called so. Esc gives up."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)  # a sentence, not an offer
            self.list.addItem(nothing)
        # Letters that are merely somewhere in a name are no reason to take it for what was typed.
        if found and (self._on_words is None or found[0][1] <= matching.BEGINS):
            self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._offers))

    def _fit(self, anchor: QRect) -> None:
        height = self.list.fontMetrics().height() + 2 * STEP
        self.list.setFixedHeight(min(_ROWS, max(1, len(self._offers))) * height + STEP)
        self.resize(_WIDTH, self.sizeHint().height())
        size, room = self.sizeHint(), self._window.rect()
        width = min(_WIDTH, room.width())
        y = anchor.bottom() + STEP
        if y + size.height() > room.bottom():
            y = max(0, min(anchor.top(), room.bottom()) - size.height() - STEP)
        x = min(max(0, anchor.left()), max(0, room.width() - width))
        self.setGeometry(QRect(QPoint(x, y), size).adjusted(0, 0, width - size.width(), 0))

    def _take(self, *, own: bool = False) -> None:
        words, place = " ".join(self.field.text().split()), self.list.currentIndex().data(Qt.ItemDataRole.UserRole)
        on_value, on_words = self._on_value, self._on_words
        if place is not None and on_value is not None and not own:
            value = self._offers[int(place)].value
            self.put_away()
            on_value(value)
        elif on_words is not None and (words or on_value is None):
            self.put_away()
            on_words(words)
        else:
            return
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Esc and the arrows work from the field; leaving it gives up."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # letters are letters here, whatever the window binds to them
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
        if watched is self.field and isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            passing = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
            if event.reason() not in passing and self.isVisible():
                self.put_away()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(own=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape:
            self.put_away()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            row = self.list.currentRow() + (1 if key == Qt.Key.Key_Down else -1)
            self.list.setCurrentRow(min(max(0, row), self.list.count() - 1))
        else:
            return False
        return True

    def _dress(self) -> None:
        ink = self._session.ink
        self.setStyleSheet(f"""
#asking {{ background: {ink.paper}; border: 1px solid {mixed(ink.faint, ink.paper, 0.6)}; border-radius: {CORNER}px; }}
#asking QLabel {{ color: {ink.soft}; background: transparent; }}
#asking QLineEdit {{ background: transparent; border: none; padding: 2px 0; color: {ink.ink}; }}
#asking QListWidget {{ background: transparent; border: none; outline: none; color: {ink.ink}; }}
#asking QListWidget::item {{ padding: 2px 4px; border-radius: 4px; }}
#asking QListWidget::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}
""")


def anchor_of(widget: QWidget, box: QRect | None = None) -> QRect:
    """A rectangle of a widget, or all of it, in its window."""
    inside = widget.rect() if box is None else box
    return QRect(widget.mapTo(widget.window(), inside.topLeft()), inside.size())


def middle_of(window: QWidget) -> QRect:
    """Where to ask when nothing on the screen is asked about: in the upper middle."""
    return QRect(max(0, (window.width() - _WIDTH) // 2), window.height() // 5, _WIDTH, 1)


def split_poles(words: str) -> tuple[str, str] | None:
    """“closed – open” as two poles; a dash between spaces, an arrow or a slash stands between them."""
    for sign in ("–", "—", " - ", "->", "→", "/", "|"):
        low, found, high = words.partition(sign)
        if found and low.strip() and high.strip():
            return low.strip(), high.strip()
    return None


def split_property(words: str) -> tuple[str, tuple[str, str] | None]:
    """“permeability: closed – open” as a name and poles; poles are None where none are given."""
    name, colon, rest = words.partition(":")
    poles = split_poles(rest) if colon else None
    return (name.strip(), poles) if poles is not None else (words.strip(), None)


POLES_HINT = N_("Two poles with a dash between: closed – open")
PROPERTY_HINT = N_("A name; after a colon the poles of its dimension: permeability: closed – open")
