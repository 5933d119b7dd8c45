"""Choosing one of many by a few letters: the list of what answers, a field with it beneath, and a floating panel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

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
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
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
from qda.ui.parts.small import soft
from qda.ui.session import Session
from qda.ui.theme import STEP, lifted, qcolor
from qda.ui.working import focusing
from qda.ui.working.finding import folded, score

Index = QModelIndex | QPersistentModelIndex

_CHOICE = Qt.ItemDataRole.UserRole
_ROWS = 8
_WIDE = 340  # pixels: a floating question
_SQUARE = 9
_IN_DETAIL = 3  # words of the detail count less than those of the name


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what it stands for, its words, something fainter beside them, its colour ("" for none)."""

    value: Any
    text: str
    detail: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class New:
    """Stands for what would be made under this name."""

    label: str


def answering(query: str, choices: Sequence[Choice], limit: int = 60) -> list[Choice]:
    """The choices that hold every word of the query, best first; with nothing typed the first ones."""
    wanted = folded(query).split()
    if not wanted:
        return list(choices[:limit])
    found: list[tuple[int, int, int, Choice]] = []
    for place, choice in enumerate(choices):
        rank = score(wanted, folded(choice.text))
        if rank is None and choice.detail:
            rank = score(wanted, folded(f"{choice.text} {choice.detail}"))
            rank = None if rank is None else rank + _IN_DETAIL
        if rank is not None:
            found.append((rank, len(choice.text), place, choice))
    return [choice for *_order, choice in sorted(found, key=lambda each: each[:3])[:limit]]


class ChoiceModel(QAbstractListModel):
    """What answers to the letters typed so far."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: list[Choice] = []

    def show(self, choices: list[Choice]) -> None:
        """Show these."""
        self.beginResetModel()
        self._shown = choices
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words, and the choice itself."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        choice = self._shown[index.row()]
        if role == _CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{choice.text}, {choice.detail}" if choice.detail else choice.text
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a choice: its colour, its words, what is fainter at the right."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(80, option.fontMetrics.height() + 2 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one."""
        choice, ink = index.data(_CHOICE), self._session.ink
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(1, 0, -1, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(ink.selection))
            painter.drawRoundedRect(box, 4, 4)
        box.adjust(2 * STEP, 0, -2 * STEP, 0)
        box.setLeft(box.left() + self._paint_square(painter, choice, box))
        painter.setFont(option.font)
        if choice.detail:
            painter.setPen(qcolor(ink.soft))
            room = box.width() - min(option.fontMetrics.horizontalAdvance(choice.text), box.width() * 2 // 3)
            detail = option.fontMetrics.elidedText(choice.detail, Qt.TextElideMode.ElideMiddle, room - 3 * STEP)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), detail)
            box.setRight(box.right() - option.fontMetrics.horizontalAdvance(detail) - 2 * STEP)
        painter.setPen(qcolor(ink.ink))
        words = option.fontMetrics.elidedText(choice.text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def _paint_square(self, painter: QPainter, choice: Choice, box: QRect) -> int:
        """The square of a code, dashed for one that is not there yet; gives the room it takes."""
        ink = self._session.ink
        new = isinstance(choice.value, New)
        if not choice.color and not new:
            return 0
        square = QRect(box.left(), box.center().y() - _SQUARE // 2, _SQUARE, _SQUARE)
        painter.setPen(QPen(qcolor(ink.soft), 1, Qt.PenStyle.DotLine) if new else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(Qt.BrushStyle.NoBrush if new else qcolor(lifted(choice.color, ink)))
        painter.drawRoundedRect(square, 2, 2)
        return _SQUARE + 2 * STEP


class ChoiceList(QListView):
    """The list of what answers; the keyboard stays in the field."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices = ChoiceModel(self)
        self.setModel(self.choices)
        self.setItemDelegate(_Delegate(session, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.entered.connect(self.setCurrentIndex)
        self.setAccessibleName(_("Found"))

    def chosen(self) -> Choice | None:
        """The choice at hand."""
        found = self.currentIndex().data(_CHOICE)
        return found if isinstance(found, Choice) else None

    def height_for_rows(self) -> int:
        """The height of all rows, of eight at most."""
        rows = min(_ROWS, self.choices.rowCount())
        return rows * (self.fontMetrics().height() + 2 * STEP) + 2


class Finder(QObject):
    """Makes a field and a list work together: letters find, arrows choose, Enter takes, Esc gives up.

    `make` words how what is not there yet is offered, "New code “{label}”"; empty: only what is there can be taken.
    """

    taken = Signal(object)  # the value of a choice
    named = Signal(str)  # what was typed is wanted as something new
    entered = Signal()  # after taken or named, when it was by Enter
    given_up = Signal()
    found = Signal()  # the list is another

    def __init__(self, field: QLineEdit, rows: ChoiceList, *, make: str = "") -> None:
        super().__init__(field)
        self._field = field
        self._rows = rows
        self._all: Sequence[Choice] = ()
        self.make = make
        field.textEdited.connect(lambda _text: self.find())
        field.installEventFilter(self)
        rows.clicked.connect(lambda _index: self.take())

    def know(self, choices: Sequence[Choice]) -> None:
        """What can be chosen from now on."""
        self._all = choices

    def label(self) -> str:
        """What is typed, without stray spaces."""
        return " ".join(self._field.text().split())

    def find(self) -> None:
        """Show what answers to what is typed."""
        label = self.label()
        shown = answering(label, self._all)
        known = any(folded(choice.text) == folded(label) for choice in shown)
        if self.make and label and not known:
            shown.append(Choice(New(label), self.make.format(label=label)))
        self._rows.choices.show(shown)
        self._rows.setCurrentIndex(self._rows.choices.index(0))
        self.found.emit()

    def take(self) -> bool:
        """Take what is chosen; False where nothing is."""
        choice = self._rows.chosen()
        if choice is None:
            return False
        if isinstance(choice.value, New):
            self.named.emit(choice.value.label)
        else:
            self.taken.emit(choice.value)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter and Esc work from the field."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        here = self._rows.isVisible()
        if event.type() == QEvent.Type.ShortcutOverride and here and event.key() in _OURS:
            event.accept()  # whatever the window binds to them
            return True
        return event.type() == QEvent.Type.KeyPress and self._key(event.key(), here)

    def _key(self, key: int, here: bool) -> bool:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            took = here and self.take()
            if took:
                self.entered.emit()
            return took
        if key == Qt.Key.Key_Escape and here:
            self.given_up.emit()
            return True
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if here:
                self._step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.find()
            return True
        return False

    def _step(self, rows: int) -> None:
        count = self._rows.choices.rowCount()
        if count:
            index = self._rows.choices.index((self._rows.currentIndex().row() + rows) % count)
            self._rows.setCurrentIndex(index)


_OURS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class ChoiceField(QLineEdit):
    """A field that shows what answers beneath it while one types; `ask` gives the choices when they are wanted."""

    def __init__(
        self, session: Session, name: str, hint: str, ask: Callable[[], Sequence[Choice]], *, make: str = ""
    ) -> None:
        super().__init__()
        self._ask = ask
        self._known = False
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self._frame = QFrame(self)
        self._frame.setObjectName("floating")
        self._frame.hide()
        self.rows = ChoiceList(session, self._frame)
        column = QVBoxLayout(self._frame)
        column.setContentsMargins(STEP, STEP, STEP, STEP)
        column.addWidget(self.rows)
        self.finder = Finder(self, self.rows, make=make)
        self.finder.found.connect(self._open)
        self.finder.given_up.connect(self.close_list)
        self.finder.taken.connect(lambda _value: self.close_list())
        self.finder.named.connect(lambda _label: self.close_list())

    def forget(self) -> None:
        """What can be chosen is different now; it is asked for when the field is used again."""
        self._known = False
        if self.hasFocus():
            self._learn()

    def _learn(self) -> None:
        if not self._known:
            self._known = True
            self.finder.know(self._ask())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask for the choices if they are not known."""
        self._learn()
        super().focusInEvent(event)

    def close_list(self) -> None:
        """Put the list away."""
        self._frame.hide()

    def _open(self) -> None:
        """Show the list under the field, above it where there is no room; on the page, so that it wears its style."""
        if not self.hasFocus() or not self.rows.choices.rowCount():
            self._frame.hide()
            return
        page = self._page()
        if self._frame.parentWidget() is not page:
            self._frame.setParent(page)
        size = QSize(max(self.width(), 280), self.rows.height_for_rows() + 2 * STEP + 2)
        top = self.mapTo(page, QPoint(0, self.height() + 2))
        if top.y() + size.height() > page.height():
            top = self.mapTo(page, QPoint(0, -size.height() - 2))
        top.setX(max(0, min(top.x(), page.width() - size.width())))
        self._frame.setGeometry(QRect(top, size))
        self._frame.show()
        self._frame.raise_()

    def _page(self) -> QWidget:
        widget: QWidget = self
        while (above := widget.parentWidget()) is not None and widget.objectName() != "page":
            widget = above
        return widget

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field closes the list."""
        super().focusOutEvent(event)
        self.close_list()


class Chooser(QFrame):
    """A floating panel with a field: opens beside a place, goes when something is taken or the keyboard leaves."""

    taken = Signal(object)
    named = Signal(str)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("floating")
        self._page = page
        self._back: QWidget | None = None
        self._heading = soft(wrap=True)
        self.field = QLineEdit()
        self.rows = ChoiceList(session, self)
        self.finder = Finder(self.field, self.rows)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, STEP)
        column.setSpacing(STEP)
        self.nothing = soft()
        self.nothing.setText(_("Nothing here is called so. Esc gives up."))
        for part in (self._heading, self.field, self.rows, self.nothing):
            column.addWidget(part)
        self.field.installEventFilter(self)
        self.finder.found.connect(self._fit)
        self.finder.given_up.connect(self.put_away)
        self.finder.taken.connect(self._on_taken)
        self.finder.named.connect(self._on_named)
        self._at = QPoint()
        self.hide()

    def open(self, at: QPoint, heading: str, hint: str, choices: Sequence[Choice], *, make: str = "") -> None:
        """Open with its upper left corner at a place of the page, or as near as there is room."""
        self._at = at
        self._back = self._back if self.isVisible() else focusing.keeper(QApplication.focusWidget())
        self._heading.setText(heading)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(heading)
        self.field.clear()
        self.finder.make = make
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.finder.know(choices)
        self.finder.find()

    def put_away(self) -> None:
        """Close, and give the keyboard back."""
        if self.isVisible():
            back, self._back = self._back, None
            self.hide()
            focusing.give_back(back, Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field closes the panel; so does Esc, whether or not there is anything to choose."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # as an override too: not what the window binds to it
            if event.type() == QEvent.Type.KeyPress:
                self.put_away()
            return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        some = self.rows.choices.rowCount() > 0
        self.rows.setVisible(some)
        self.nothing.setVisible(not some and bool(self.finder.label()))
        self.rows.setFixedHeight(self.rows.height_for_rows())
        size = QSize(_WIDE, self._column.totalHeightForWidth(_WIDE))  # the heading may need two lines
        room = self._page.rect().adjusted(2 * STEP, 2 * STEP, -2 * STEP, -2 * STEP)
        x = max(room.left(), min(self._at.x(), room.right() - size.width()))
        y = max(room.top(), min(self._at.y(), room.bottom() - size.height()))
        self.setGeometry(QRect(QPoint(x, y), size))

    def _on_taken(self, value: object) -> None:
        self.put_away()
        self.taken.emit(value)

    def _on_named(self, label: str) -> None:
        self.put_away()
        self.named.emit(label)
