"""Small pieces that the study's screens share."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from qda.ui.parts import Link
from qda.ui.theme import STEP, reading_font


def soft(label: QLabel) -> QLabel:
    """The label in the softer ink, whichever ink that is."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def resized(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The font in another size."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * factor)
    made.setWeight(QFont.Weight.DemiBold if bold else font.weight())
    return made


def on_paper(widget: QWidget) -> None:
    """Lay the widget on paper; the panels at the sides lie on their own ground."""
    widget.setAutoFillBackground(True)
    widget.setBackgroundRole(QPalette.ColorRole.Base)


class Empty(QWidget):
    """An empty state: one sentence saying what a list is for, and one action."""

    def __init__(
        self, sentence: str, action: str = "", slot: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(STEP * 4, STEP * 4, STEP * 4, STEP * 4)
        column.setSpacing(STEP * 3)
        column.addStretch(1)
        self.sentence = soft(QLabel(sentence))
        self.sentence.setWordWrap(True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.sentence)
        if slot is not None:
            self.button = Link(action, slot)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


class InPlace(QLineEdit):
    """A line of text that is edited where it stands: leaving or Enter keeps it, Esc puts the old words back."""

    kept = Signal(str)  # only when the words changed

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(self._keep)

    def show_words(self, words: str) -> None:
        """Show what is stored, unless something else is being typed here."""
        if self.hasFocus() and self.isModified() and self.text() != self._words:
            self._words = words
            return
        self._words = words
        if self.text() != words:
            self.setText(words)
            self.setCursorPosition(0)

    def _keep(self) -> None:
        words = " ".join(self.text().split())
        if words != self._words:
            self._words = words
            self.kept.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the old words back."""
        if event.key() == Qt.Key.Key_Escape and self.text() != self._words:
            self.setText(self._words)
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the beginning of long words again."""
        super().focusOutEvent(event)
        self.setCursorPosition(0)


class Quiet(InPlace):
    """A field that looks like plain text until it is pointed at or typed in."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None, *, title: bool = False) -> None:
        super().__init__(name, hint, parent)
        if title:
            self.setFont(resized(reading_font(), 1.45, bold=True))
        self._dress()

    def _dress(self) -> None:
        # Palette roles, so that a change of ink needs nothing here.
        self.setStyleSheet(
            "Quiet { background: transparent; border: 1px solid transparent; padding: 1px 3px; }"
            "Quiet:hover { border-color: palette(mid); }"
            "Quiet:focus { background: palette(base); border-color: palette(accent); }"
        )
