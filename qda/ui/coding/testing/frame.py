"""How the page for testing a code is put together; what its parts do is for the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _
from qda.ui.coding.rooms import Scrolled, Wrapping
from qda.ui.coding.testing.answers import AnswerList
from qda.ui.coding.testing.queue import KINDS
from qda.ui.parts.empty import Empty
from qda.ui.parts.held_passage import HeldPassage
from qda.ui.parts.key_hints import KeyHints
from qda.ui.parts.small import Choice, ElidedLabel, Link, Tick, heading, small_font
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, Ink

ANSWERS = (
    ("fits", "F", N_("fits")),
    ("not", "D", N_("does not fit")),
    ("unsure", "N", N_("not sure")),
    ("later", "Space", N_("later")),
)
"""What can be said of a passage, each with its key and its words."""


class TestingFrame(QWidget):
    """Head, passage with its keys, list of answers, and the empty page."""

    __test__ = False  # for pytest, which takes the name for a test

    pressed = Signal(str)
    left = Signal()  # the reader goes back to the work

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("testingPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Testing a code"))
        self._build()
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _build(self) -> None:
        self.middle = self._queue_part()
        self.answers = AnswerList(self._session, self)
        self.parts = QStackedWidget(self)
        self.parts.addWidget(self.middle)
        self.parts.addWidget(self.answers)
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.parts, 1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(Scrolled(work))
        self.stack.addWidget(self._empty())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _head(self) -> QWidget:
        head = QWidget()
        self.title = heading("", 1.4)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.back = Link(_("Back (Esc)"))
        self.back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        self.meaning = QLabel("")
        self.meaning.setTextFormat(Qt.TextFormat.PlainText)
        self.meaning.setWordWrap(True)
        self.meaning.setMaximumHeight(self.meaning.fontMetrics().lineSpacing() * 3)
        self.tally = ElidedLabel("")
        bold = QFont(small_font())
        bold.setWeight(QFont.Weight.DemiBold)
        self.tally.setFont(bold)
        self.kinds = Choice(self)
        self.kinds.setAccessibleName(_("Which passages"))
        for kind in ("", *KINDS):
            self.kinds.addItem("", kind)
        self.kinds.setMinimumWidth(150)
        self.review = Link("")
        self.save = Link(_("Export…"))
        for link in (self.review, self.save):
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        below = QHBoxLayout()
        below.setSpacing(3 * STEP)
        below.addWidget(self.tally)
        below.addStretch(1)
        below.addWidget(self.kinds)
        below.addWidget(self.review)
        below.addWidget(self.save)
        column = QVBoxLayout(head)
        column.setContentsMargins(6 * STEP, 3 * STEP, 5 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(top)
        column.addWidget(self.meaning)
        column.addLayout(below)
        return head

    def _queue_part(self) -> QWidget:
        part = QWidget()
        self.held = HeldPassage(
            self._session,
            ANSWERS,
            _("Answer: {words}"),
            asking=_("Why? A note that stays with the answer"),
            note=_("Note on the answer"),
        )
        self.held.pressed.connect(self.pressed)
        self.passage, self.note, self.buttons = self.held.passage, self.held.note, self.held.buttons
        self.apply = Tick(_("Also give the code to what fits"))
        self.hints = KeyHints(self._session, _hints(), self)
        column = QVBoxLayout(part)
        column.setContentsMargins(6 * STEP, STEP, 5 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        column.addWidget(self.held, 1)
        column.addWidget(Wrapping([*self.buttons.values(), self.apply]))
        column.addWidget(self.hints)
        return part

    def _empty(self) -> QWidget:
        words = _(
            "A focused code is tested here on earlier segments and on uncoded passages near its words. "
            "Choose a code, then “Test this code…”."
        )
        empty = Empty(words, _("Go to the clusters"))
        self.to_codes = empty.button
        return empty

    # --- what is shown ----------------------------------------------------------------------------

    def in_review(self) -> bool:
        """True while the answers are looked at."""
        return self.parts.currentWidget() is self.answers

    def show_answers(self) -> None:
        """Show the answers that were given."""
        self.parts.setCurrentWidget(self.answers)
        self.kinds.hide()

    def show_queue(self) -> None:
        """Show the passage at hand."""
        self.parts.setCurrentWidget(self.middle)
        self.kinds.show()

    def set_ready(self, ready: bool) -> None:
        """Whether there is a passage to answer for."""
        for part in (*self.buttons.values(), self.note):
            part.setEnabled(ready)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(f"""
#testingPage {{ background: {ink.paper}; }}
QLabel#soft {{ color: {ink.soft}; background: transparent; }}
QTextBrowser {{ background: {ink.panel}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; }}
QTextBrowser:focus {{ border-color: {ink.accent}; }}
#list {{ background: transparent; border: none; border-top: 1px solid {ink.rule}; outline: none; }}
QLineEdit {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 8px;
    color: {ink.ink};
}}
QLineEdit:focus {{ border-color: {ink.accent}; }}
QPushButton#button {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 5px 12px;
    color: {ink.ink};
}}
QPushButton#button:hover {{ border-color: {ink.faint}; }}
QPushButton#button:pressed {{ background: {ink.selection}; }}
QPushButton#button:focus {{ border-color: {ink.accent}; }}
QPushButton#button:disabled {{ color: {ink.faint}; }}
""")


def _hints() -> tuple[tuple[str, str], ...]:
    return (
        ("Right", _("next")),
        ("Left", _("before")),
        ("M", _("note")),
        ("A", _("also code it")),
        ("Enter", _("open in its text")),
        ("R", _("answers")),
        ("Ctrl+M", _("memo")),
    )
