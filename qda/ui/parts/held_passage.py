"""A passage that is being judged: where it stands, why it is shown, its words between their neighbours, and a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.parts import surroundings
from qda.ui.parts.small import ElidedLabel, button, small_font, soft
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.coding.incidents import Incident

Answer = tuple[str, str, str]
"""What can be said of a passage: its name, its key and its words, both as they are to be translated."""

_MEASURE = 860  # pixels; a wider passage is hard to read
_LINES = 5  # of a passage, at the least
_REACH = 420  # code points of the neighbours


class _Passage(QTextBrowser):
    """Words in their surroundings, some lines of them at the least."""

    def sizeHint(self) -> QSize:
        """As wide as can be read, and some lines."""
        return QSize(_MEASURE, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Less would be a slot to look through."""
        return QSize(40 * STEP, _LINES * self.fontMetrics().lineSpacing() + 8 * STEP)


class HeldPassage(QWidget):
    """`pressed` tells which answer was clicked; keys belong to the page."""

    pressed = Signal(str)

    def __init__(self, session: Session, answers: Sequence[Answer], judging: str, *, asking: str, note: str) -> None:
        """`judging` names a button (“Judge: {words}”), `asking` stands in the empty note, `note` is its name."""
        super().__init__()
        self._session = session
        self.place, self.count = ElidedLabel(""), ElidedLabel("")
        for label in (self.place, self.count):
            label.setObjectName("soft")
            label.setFont(small_font())
        self.passage = _Passage()
        self.passage.setAccessibleName(_("The passage in its surroundings"))
        self.passage.setFrameShape(QFrame.Shape.NoFrame)
        self.passage.setFont(theme.reading_font())
        self.passage.document().setDocumentMargin(4 * STEP)
        self.passage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.why = soft(wrap=True)
        self.note = QLineEdit()
        self.note.setPlaceholderText(asking)
        self.note.setAccessibleName(note)
        self.buttons = {name: self._button(name, key, words, judging) for name, key, words in answers}
        self._lay_out()

    def _button(self, answer: str, key: str, words: str, judging: str) -> QPushButton:
        made = button(f"{_(key)}   {_(words)}", lambda: self.pressed.emit(answer))
        made.setAccessibleName(judging.format(words=_(words)))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.addWidget(self.place)
        where.addStretch(1)
        where.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addLayout(where)
        for part in (self.why, self.passage, self.note):
            part.setMaximumWidth(_MEASURE)
            column.addWidget(part, 1 if part is self.passage else 0)

    def show_count(self, at: int, count: int) -> None:
        """How many passages wait, and which of them this is, from 0."""
        self.count.setText(_("{at} of {count}").format(at=at + 1, count=count) if count else "")

    def show_nothing(self, words: str) -> None:
        """Say why there is no passage."""
        self.place.setText("")
        self.why.setText("")
        self.passage.setHtml(f'<p style="color:{self._session.ink.soft}">{escape(words)}</p>')

    def show_passage(self, row: Incident, why: str, codes: Iterable[str]) -> None:
        """Show a passage with the question before it and the codes it has."""
        from qda.analysis.coding import candidates

        ink = self._session.ink
        parts = [row.source, row.speaker, _("line {number}").format(number=row.line)]
        self.place.setText(" · ".join(part for part in parts if part))
        self.why.setText(why)
        before, after = candidates.neighbours(self._session.project, row, _REACH)
        names = ", ".join(codes)
        coded = _("Coded: {codes}").format(codes=names) if names else _("No code here yet.")
        question = f'<p style="color:{ink.soft}">{escape(row.question)}</p>' if row.question else ""
        words = surroundings.paragraph(
            before, row.quote, after, ink, _REACH, wash=theme.mixed(ink.accent, ink.paper, 0.22)
        )
        surroundings.show(self.passage, f'{question}{words}<p style="color:{ink.soft}">{escape(coded)}</p>')
