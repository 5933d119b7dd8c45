"""A field for a password: hidden unless one wants to see it, with a word when the capitals are locked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.parts.small import Tick, small_font
from qda.ui.theme import STEP

_WIDE, _LEAST = 56, 19  # mean characters; dots are broad, and five unrelated words are thirty of them
_STRENGTHS = {
    "none": N_("Four or five unrelated words are easy to keep and hard to guess."),
    "weak": N_("Weak: a program that tries words and numbers finds it. Add words that are not related."),
    "fair": N_("Fair: it keeps out the curious, and a patient attacker for a while."),
    "strong": N_("Strong: trying out all that is like it takes longer than anybody has."),
}


def strength_words(password: str) -> str:
    """How good a password is, in a sentence."""
    from qda.project import protection

    return _(_STRENGTHS[protection.strength(password)])


def label_beside(words: str, field: QWidget) -> QLabel:
    """The name of a field in a form, at the height of what is typed, whatever stands beneath the line."""
    label = QLabel(words)
    label.setBuddy(field)
    label.setContentsMargins(0, 3 * STEP // 2, 0, 0)
    return label


class PasswordField(QWidget):
    """The line, beside it “show”, beneath it the word about capitals. What is typed is never kept by the system."""

    entered = Signal()
    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        letter = self.fontMetrics().averageCharWidth()
        self.line.setMinimumWidth(letter * _LEAST)
        self.line.setMaximumWidth(letter * _WIDE)
        self.line.setMinimumHeight(self.fontMetrics().height() + 3 * STEP)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(lambda _words: self.edited.emit())
        self.line.installEventFilter(self)
        self.shown = Tick(_("show"))
        self.shown.setAccessibleName(_("Show what is typed: {name}").format(name=name))
        self.shown.toggled.connect(self._show)
        self.capitals = QLabel(_("Caps Lock is on."))
        self.capitals.setObjectName("amber")
        self.capitals.setFont(small_font())
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.line, 100)
        row.addWidget(self.shown)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(row)
        column.addWidget(self.capitals)
        self.capitals.hide()
        self.setFocusProxy(self.line)

    def words(self) -> str:
        """What is typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget it, and hide what comes next."""
        self.line.clear()
        self.line.setModified(False)
        self.shown.setChecked(False)
        self.capitals.hide()

    def _show(self, on: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A capital without Shift, or a small letter with it: no system tells more of the key alike."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text()
            plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier == Qt.KeyboardModifier.NoModifier
            if plain and letter.isalpha() and letter.upper() != letter.lower():
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.capitals.setVisible(letter.isupper() != shifted)
        return False
