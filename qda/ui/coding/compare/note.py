"""The verdicts to give, beneath the columns, and the line that asks in what the incidents differ."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qda.i18n import N_, _
from qda.ui.coding.rooms import Wrapping
from qda.ui.parts.key_hints import KeyHints
from qda.ui.session import Session
from qda.ui.theme import STEP

VERDICTS = (
    ("same", "S", N_("same")),
    ("differs", "D", N_("differs in …")),
    ("contrary", "C", N_("contrary")),
    ("boundary", "B", N_("boundary case")),
)
"""What can be said of incidents, each with its key and its words."""


class NoteField(QWidget):
    """Enter gives the words (none will do), Esc gives up; `ended` is emitted in both cases."""

    given = Signal(str)
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        label = QLabel(_("differs in"), self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("who may refuse, how long, at whose wish … (Enter keeps it, Esc gives up)"))
        self.field.setAccessibleName(_("In what the incidents differ"))
        self.field.returnPressed.connect(self._give)
        label.setBuddy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(5 * STEP, 0, 5 * STEP, STEP)
        row.setSpacing(2 * STEP)
        row.addWidget(label)
        row.addWidget(self.field, 1)
        self.hide()

    def begin(self) -> None:
        """Ask for the words."""
        self.field.clear()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Give up."""
        self.ended.emit()  # first: the keyboard of what is hidden would go to whatever comes next
        self.hide()

    def _give(self) -> None:
        words = " ".join(self.field.text().split())
        self.put_away()
        self.given.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)


class VerdictBar(QWidget):
    """Four buttons with their keys, the note, and what else the keys do."""

    pressed = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout()
        row.setContentsMargins(5 * STEP, 2 * STEP, 5 * STEP, STEP)
        row.addWidget(Wrapping([self._button(result, key, _(words)) for result, key, words in VERDICTS], gap=2 * STEP))
        self.note = NoteField(self)
        self.hints = KeyHints(session, _hints(), self)
        self.hints.setMinimumHeight(self.hints.sizeHint().height())
        below = QHBoxLayout()
        below.setContentsMargins(5 * STEP, 0, 5 * STEP, STEP)
        below.addWidget(self.hints)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addLayout(below)

    def _button(self, result: str, key: str, words: str) -> QPushButton:
        button = QPushButton(f"{key}   {words}", self)
        button.setObjectName("button")
        button.setAccessibleName(_("Verdict: {words}").format(words=words))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: self.pressed.emit(result))
        self.buttons[result] = button
        return button

    def set_ready(self, ready: bool) -> None:
        """Whether there is something to judge."""
        for button in self.buttons.values():
            button.setEnabled(ready)


def _hints() -> tuple[tuple[str, str], ...]:
    return (
        ("N", _("next uncompared")),
        ("U", _("only uncompared")),
        ("Space", _("neighbours")),
        ("R", _("recode")),
        ("M", _("memo")),
        ("Q", _("quote into it")),
        ("Enter", _("open in its text")),
        ("/", _("another code")),
        ("A", _("add a column")),
    )
