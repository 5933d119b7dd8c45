"""The strip that asks: who would be quoted without consent, and what is done about it. It waits; nothing blocks.

It stands over a report that is seen, and in the window for every other file: what was to be written waits for the
answer, and is written then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.flows.withholding.quoting_gate import QuotedWithoutConsent
    from qda.study.consent_gate import Decision, Objection


class QuotingStrip(QWidget):
    """Names those who have not consented; leaves their quotes out, or quotes them with a reason. Hidden otherwise."""

    decided = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked: tuple[Objection, ...] = ()
        self._left_out: tuple[str, ...] = ()
        self.setAccessibleName(_("Quoted without consent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * STEP, 0, 6 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        self._waiting: list[Callable[[], object]] = []
        self.words = _label("amber")
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(3 * STEP)
        self.out = Link(_("Leave their quotes out"), lambda: self._decide("leave out"))
        self.on = Link(_("Quote all the same, because…"), self._ask_why)
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Why, for the journal; Enter quotes, Esc does not"))
        self.why.setAccessibleName(_("Why they are quoted without consent"))
        self.why.returnPressed.connect(lambda: self._decide("go on", self.why.text()))
        Unfinished(session, self.why, lambda: About("quoting.why", self.why.accessibleName()), lasting=True)
        self.away = Link(_("Do not write it"), self.let_go)
        for link in (self.out, self.on, self.away):
            row.addWidget(link)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.why)
        below = QHBoxLayout()
        self.told = _label("soft")
        self.again = Link(_("Ask again"), self._ask_again)
        below.addWidget(self.told, 1)
        below.addWidget(self.again)
        column.addLayout(below)
        for label in (self.words, self.out, self.on, self.away, self.told, self.again):
            label.setFont(small_font())
        session.closing.connect(self.let_go)
        self.show_asked(())

    def ask(self, error: QuotedWithoutConsent, again: Callable[[], object]) -> None:
        """Ask before a file is written: `again` writes it, as soon as it is decided."""
        known = {each.participant_id: each for each in (*self._asked, *error.asked)}
        self._waiting.append(again)
        self.show_asked(tuple(known.values()))
        (self.out if not self.out.isHidden() else self.away).setFocus(Qt.FocusReason.OtherFocusReason)

    def let_go(self) -> None:
        """Write nothing, and ask no more."""
        self._waiting.clear()
        self.why.clear()
        self.show_asked(())

    def show_asked(self, asked: Sequence[Objection], left_out: Sequence[str] = ()) -> None:
        """Show who is asked about, and whose quotations are left out as it was decided."""
        self._asked, self._left_out = tuple(asked), tuple(left_out)
        writable = self._session.is_open and self._session.project.writable
        self.words.setText(" ".join(_sentences(self._asked)))
        for part in (self.words, self.out, self.on):
            part.setVisible(bool(self._asked) and (writable or part is self.words))
        self.away.setVisible(bool(self._asked and self._waiting))
        if not self._asked:
            self.why.clear()
        self.why.setVisible(bool(self._asked) and bool(self.why.text()))
        self.told.setText(_("Left out without consent: {names}.").format(names=", ".join(self._left_out)))
        self.told.setVisible(bool(self._left_out))
        self.again.setVisible(bool(self._left_out) and writable)
        self.setVisible(bool(self._asked or self._left_out))

    def asked(self) -> tuple[Objection, ...]:
        """Those who are asked about."""
        return self._asked

    def _ask_why(self) -> None:
        self.why.show()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _decide(self, decision: Decision, why: str = "") -> None:
        from qda.study import consent_gate

        if self._session.act(consent_gate.decide, self._session.project, self._asked, decision, why) is not None:
            self.why.clear()
            waiting, self._waiting = self._waiting, []
            if waiting:
                self.show_asked(())
            for again in waiting:
                again()
            self.decided.emit()

    def _ask_again(self) -> None:
        """Take back what was decided of those who are left out."""
        from qda.study import consent_gate

        project = self._session.project
        rows = [row for row in consent_gate.decisions(project) if row.name in self._left_out and row.act == "quote"]
        if self._session.did(consent_gate.forget, project, [row.id for row in rows]):
            self.decided.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets the reason go."""
        if event.key() == Qt.Key.Key_Escape and self.why.isVisible():
            self.why.clear()
            self.why.hide()
            self.on.setFocus()
        else:
            super().keyPressEvent(event)


def of_window(session: Session, jobs: Jobs) -> QuotingStrip:
    """The strip of the window: every job that would quote without consent asks in it."""
    made = QuotingStrip(session)
    made.setContentsMargins(0, 2 * STEP, 0, 0)  # nothing stands above it here
    jobs.asking.connect(made.ask)
    return made


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _sentences(asked: Sequence[Objection]) -> list[str]:
    """Why the first two are asked about, and how many more there are."""
    told = [each.why for each in asked[:2]]
    more = len(asked) - 2
    if more > 0:
        names = ", ".join(each.name for each in asked[2:6]) + ("…" if more > 4 else "")
        others = ngettext("{count} other would be quoted without consent: {names}.",
                          "{count} others would be quoted without consent: {names}.", more)  # fmt: skip
        told.append(others.format(count=more, names=names))
    return told
