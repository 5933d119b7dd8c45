"""The answers that testing a code gave, to look at again: changed by the same keys, withdrawn, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.lists.judgements import JudgementList, Lines, Part
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.coding.testing import AnswerRow

ANSWER_KEYS = {Qt.Key.Key_F: "fits", Qt.Key.Key_D: "not", Qt.Key.Key_N: "unsure"}


def answer_words(row: AnswerRow) -> str:
    """“fits: she stays · coded so”."""
    from qda.coding.testing import ANSWER_WORDS

    words = _(ANSWER_WORDS[row.answer])
    words = f"{words}: {row.note}" if row.note else words
    return f"{words} · " + _("coded so") if row.carries else words


def place_words(row: AnswerRow) -> str:
    """Where the passage stands."""
    parts = [row.source, row.speaker, _("line {number}").format(number=row.line)]
    if row.detached:
        parts.append(_("words gone since"))
    return " · ".join(part for part in parts if part)


def spoken(row: AnswerRow) -> str:
    """Answer, words and place in one sentence."""
    return f"{answer_words(row)} – “{' '.join(row.quote.split())}” – {place_words(row)}"


def lines(row: AnswerRow) -> Lines:
    """Answer and place, then the words."""
    return (
        (Part(answer_words(row), share=0.6), Part(place_words(row), "soft", "small", right=True)),
        (Part(" ".join(row.quote.split()), look="serif"),),
    )


class AnswerList(JudgementList["AnswerRow"]):
    """The list. F, D and N change an answer, Del withdraws it, Enter shows the words in their text."""

    changed = Signal(object, str)  # AnswerRow, answer
    withdrawn = Signal(object)  # AnswerRow
    open_wanted = Signal(object)  # AnswerRow

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent, _("Answers"), lines, spoken)
        self.opened.connect(self._open)

    def _open(self) -> None:
        if (row := self.current()) is not None:
            self.open_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of testing, and Del."""
        row = self.current()
        key = Qt.Key(event.key())
        if row is not None and key in ANSWER_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.changed.emit(row, ANSWER_KEYS[key])
        elif row is not None and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.withdrawn.emit(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)
