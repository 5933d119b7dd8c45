"""The coding view for screen readers: its text by QAccessibleTextInterface, its codings in words.

Offsets here are UTF-16 units, as Qt's accessibility counts. Traps of PySide, found with a real AT-SPI client:

- "no such interface" must be `VoidPtr(0)`: None or 0 crashes as soon as a client asks;
- the text interface must be an object of its own: one class that inherits both crashes;
- `selection()` and `attributes()` can't be overridden (they answer through int pointers), and what C++ then answers is
  memory nobody wrote. So we own to no selection there; events, the description and announcements tell what is selected
  and what is coded.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import shiboken6
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
)
from PySide6.QtWidgets import QAccessibleWidget

from qda.i18n import _, ngettext
from qda.text import Span
from qda.ui.documents.coded_text import CodedText, Highlight
from qda.ui.offsets import Offsets
from qda.ui.parts import accessible

if TYPE_CHECKING:
    from qda.ui.documents.selecting import Selecting

_LONGEST = 200  # code points of a selection that are read out


def line_in_words(text: CodedText, offset: int) -> str:
    """What lies on the line unit at a place, to be read out: "Line 17, 2 codes: venting; being outside"."""
    index = text.unit_index(offset)
    unit = None if index is None else text.unit(index)
    lying = text.overlapping(unit.start, unit.end) if unit else text.at(offset)
    codes = ngettext("{count} code: {names}", "{count} codes: {names}", len(lying)) if lying else _("no codes")
    said = codes.format(count=len(lying), names="; ".join(item.label for item in lying))
    return said if index is None else _("Line {number}, {codes}").format(number=index + 1, codes=said)


def coding_in_words(text: CodedText, highlight: Highlight) -> str:
    """A coding, to be read out: "venting, lines 18 to 19: says to the desk …"."""
    first, last = text.lines(highlight.span)
    words = _shortened(text, highlight.span)
    one, many = _("{code}, line {first}: {words}"), _("{code}, lines {first} to {last}: {words}")
    return (one if first == last else many).format(code=highlight.label, first=first, last=last, words=words)


def _shortened(text: CodedText, span: Span) -> str:
    words = span.of(text.text)
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


class _Words(QAccessibleTextInterface):
    """The text itself, its caret, and where its characters stand on the screen."""

    def __init__(self, view: Selecting) -> None:
        super().__init__()
        self._view = view

    def offsets(self) -> Offsets:
        return self._view.offsets()

    def characterCount(self) -> int:
        return self.offsets().to_qt(len(self._view.coded_text()))

    def text(self, start: int, end: int) -> str:
        offsets = self.offsets()
        return self._view.coded_text().text[offsets.to_text(start) : offsets.to_text(end)]

    def cursorPosition(self) -> int:
        return self.offsets().to_qt(self._view.caret())

    def setCursorPosition(self, position: int) -> None:
        self._view.set_caret(self.offsets().to_text(position))

    def selectionCount(self) -> int:
        return 0  # see above

    def addSelection(self, start: int, end: int) -> None:
        self.setSelection(0, start, end)

    def setSelection(self, index: int, start: int, end: int) -> None:
        low, high = sorted((self.offsets().to_text(start), self.offsets().to_text(end)))
        if low < high:
            self._view.select(Span(low, high))

    def removeSelection(self, index: int) -> None:
        self._view.set_caret(self._view.caret())

    def characterRect(self, offset: int) -> QRect:
        at = self.offsets().to_text(offset)
        boxes = self._view.boxes_of(Span(at, at + 1)) or [self._view.rect_at(at)]
        return QRect(self._view.viewport().mapToGlobal(boxes[0].topLeft()), boxes[0].size())

    def offsetAtPoint(self, point: QPoint) -> int:
        return self.offsets().to_qt(self._view.offset_at(self._view.viewport().mapFromGlobal(point)))

    def scrollToSubstring(self, start: int, end: int) -> None:
        self._view.reveal(self.offsets().to_text(end))
        self._view.reveal(self.offsets().to_text(start))


class _Accessible(QAccessibleWidget):
    """A coding view as a read-only text that says what is coded where the caret stands."""

    def __init__(self, view: Selecting) -> None:
        super().__init__(view, QAccessible.Role.EditableText)
        self._view = view
        self.words = _Words(view)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        wanted = kind == QAccessible.InterfaceType.TextInterface
        address = shiboken6.getCppPointer(self.words)[0] if wanted else 0
        return shiboken6.VoidPtr(address)  # type: ignore[return-value]  # Qt wants the pointer, whatever its hint says

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Description:
            return described(self._view)
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName() or _("Text")
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = state.focusable = 1
        return state


def described(view: Selecting) -> str:
    """Where the caret stands, what is coded there and what is selected, in words."""
    text, selected = view.coded_text(), view.selection()
    if not text.text:
        return view.sentence()
    said = line_in_words(text, view.caret() if selected is None else selected.start)
    if selected is not None:
        said = _("{line}. Selected: {words}").format(line=said, words=_shortened(text, selected))
    return said


_said: WeakKeyDictionary[Hashable, frozenset[int]] = WeakKeyDictionary()


def install(kind: type[Selecting]) -> None:
    """Let Qt find the accessible side of coding views of this kind."""
    accessible.install(kind, _Accessible)


def text_changed(view: Selecting) -> None:
    """Another text is shown."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.VisibleDataChanged))


def caret_moved(view: Selecting) -> None:
    """Tell where the caret is, and what is coded there when that has changed."""
    if not QAccessible.isActive():
        return
    text = view.coded_text()
    QAccessible.updateAccessibility(QAccessibleTextCursorEvent(view, view.offsets().to_qt(view.caret())))
    lying = frozenset(item.id for item in text.at(view.caret()))
    if lying != _said.get(view, frozenset()):
        _said[view] = lying
        announce(view, line_in_words(text, view.caret()))


def selection_changed(view: Selecting) -> None:
    """Tell what is selected now."""
    if QAccessible.isActive():
        offsets, selected = view.offsets(), view.selection()
        start, end = (selected.start, selected.end) if selected else (view.caret(), view.caret())
        event = QAccessibleTextSelectionEvent(view, offsets.to_qt(start), offsets.to_qt(end))
        QAccessible.updateAccessibility(event)


def announce(view: Selecting, words: str) -> None:
    """Have a sentence read out."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, words))


def announce_coding(view: Selecting, highlight: Highlight) -> None:
    """Have a coding read out that was gone to by key."""
    announce(view, coding_in_words(view.coded_text(), highlight))
