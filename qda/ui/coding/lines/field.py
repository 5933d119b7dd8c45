"""The field of the line that is worked on, and the quiet sentence under it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import native, small_font
from qda.ui.theme import STEP, Ink

if TYPE_CHECKING:
    from qda.nlp.gerunds import Hint

_WIDEST = 90 * STEP
Act = Callable[[], object]


class LineField(QLineEdit):
    """One label. `act_of` says what a key does here before the field or the window take it; None leaves it to them."""

    left = Signal()  # the keyboard goes elsewhere

    def __init__(self, act_of: Callable[[QKeyEvent], Act | None], parent: QWidget) -> None:
        super().__init__(parent)
        self._act_of = act_of
        self.setPlaceholderText(_("What is happening here?"))
        self.setMaxLength(400)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that have a meaning here; leave undo to the window while nothing is typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._act_of(event) is not None:
                event.accept()
                return True
            if self._is_windows(event):
                event.ignore()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            # Here and not in keyPressEvent: Tab never comes that far.
            act = self._act_of(event)
            if act is not None:
                act()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so before the next has the keyboard."""
        self.left.emit()
        super().focusOutEvent(event)

    def _is_windows(self, event: QKeyEvent) -> bool:
        """True for undo and redo where the field has nothing to take back."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()


class Note(QLabel):
    """A sentence under the field: soft for what is so, amber for a hint with examples to click."""

    chosen = Signal(str)  # an example

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ink: Ink | None = None
        self._hint: tuple[str, Hint] | None = None
        self._words = ""
        self._room = 0
        self.examples: tuple[str, ...] = ()
        self.setFont(small_font())
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.linkActivated.connect(lambda number: self.chosen.emit(self.examples[int(number)]))

    def set_ink(self, ink: Ink) -> None:
        """Write in these colours from now on."""
        self._ink = ink
        self._write()

    def words(self) -> str:
        """What it says, without its dress."""
        if self._hint is None:
            return self._words
        lead, hint = self._hint
        return f"{lead} {hint.text}".strip()

    @property
    def hints(self) -> bool:
        """True while it shows a hint."""
        return self._hint is not None

    def fit(self, width: int) -> None:
        """Have so many pixels for a line: the keys of the examples are left out where a hint only fits without."""
        if width != self._room:
            self._room = width
            if self.hints:
                self._write()

    def say(self, words: str) -> None:
        """A sentence about what is so; empty for none."""
        self._words, self._hint, self.examples = words, None, ()
        self._write()

    def show_hint(self, hint: Hint, lead: str = "") -> None:
        """A hint; `lead` says which label it is about if that is not the one in the field."""
        self._hint, self.examples = (lead, hint), hint.examples
        self._write()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.words()))

    def _write(self) -> None:
        self.setAccessibleName(self.words())
        if self._ink is None:
            return
        if self._hint is None:
            self.setText(f'<span style="color:{self._ink.soft}">{escape(self._words)}</span>')
            return
        colour = self._ink.hint
        lead, hint = self._hint
        links = ", ".join(
            f'<a href="{number}" style="color:{colour}">{escape(example)}</a>'
            for number, example in enumerate(hint.examples)
        )
        count = len(hint.examples)
        keys = native("Alt+1") if count == 1 else _("{first}…{last}").format(first=native("Alt+1"), last=count)
        said = _("{sentence} e.g. {examples}").format(sentence=escape(hint.sentence), examples=links)
        keyed = f' <span style="color:{self._ink.soft}">({escape(keys)})</span>' if count else ""
        if self._fits(self.words()) and not self._fits(f"{self.words()} ({keys})"):
            keyed = ""
        self.setText(f'<span style="color:{colour}">{escape(lead)} {said}</span>{keyed}')

    def _fits(self, words: str) -> bool:
        return self.fontMetrics().horizontalAdvance(words) <= self._room


class LineEditor(QWidget):
    """The field and the note under it, as wide as the column of labels. The note always has one line of room."""

    resized = Signal()

    def __init__(self, act_of: Callable[[QKeyEvent], Act | None], parent: QWidget) -> None:
        super().__init__(parent)
        self.field = LineField(act_of, self)
        self.note = Note(self)
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, STEP, 0)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(self.note)
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.field.setMaximumWidth(_WIDEST)

    def field_height(self) -> int:
        """The pixels of the field."""
        return self.field.sizeHint().height()

    def height_for(self, width: int) -> int:
        """The pixels of both at a width."""
        line = self.note.fontMetrics().height()
        self.note.fit(max(20, width - STEP))
        note = max(line, self.note.heightForWidth(max(20, width - STEP)))
        return self.field_height() + 2 + note

    def say(self, words: str) -> None:
        """See Note."""
        if self.note.words() != words:
            self.note.say(words)
            self.resized.emit()

    def show_hint(self, hint: Hint, lead: str = "") -> None:
        """See Note."""
        self.note.show_hint(hint, lead)
        self.resized.emit()
