"""How the negative-case desk is put together; what its parts do is for the page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _
from qda.ui.claims.chain.looks import sheet
from qda.ui.claims.desk.judged import JudgedList
from qda.ui.parts.empty import Empty
from qda.ui.parts.held_passage import HeldPassage
from qda.ui.parts.small import Choice, ElidedLabel, Link, heading, small_font, soft
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

ANSWERS = (
    ("contrary", "C", N_("contrary")),
    ("not contrary", "N", N_("not contrary")),
    ("unsure", "U", N_("not sure")),
)
"""What can be said of a passage, each with its key and its words."""

KIND_WORDS = {
    "": N_("All passages"),
    "contradicts": N_("Codes that contradict"),
    "verdict": N_("Verdicts"),
    "test": N_("Tests"),
    "pole": N_("Other end of a dimension"),
    "words": N_("Words with a negation"),
}
_NARROW = 620  # pixels


class DeskFrame(QWidget):
    """Claim, passage with its keys, list of what was judged, and the empty page."""

    answered = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_narrow = True  # it widens where there is room; the other way it would not become narrower
        self.setObjectName("deskPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Negative cases"))
        self.judged = JudgedList(session, self)
        self.parts = QStackedWidget(self)
        self.parts.addWidget(self._queue_part())
        self.parts.addWidget(self._judged_part())
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.parts, 1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(work)
        self.stack.addWidget(self._empty())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _head(self) -> QWidget:
        head = QWidget()
        self.claims = Choice()
        self.claims.setAccessibleName(_("Claim"))
        self.claims.setMinimumWidth(160)
        self.claims.setMaximumWidth(420)
        self.claims.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.title = heading("", 1.25)
        self.title.setMaximumHeight(self.title.fontMetrics().lineSpacing() * 3)
        self.tally = ElidedLabel("")
        bold = QFont(small_font())
        bold.setWeight(QFont.Weight.DemiBold)
        self.tally.setFont(bold)
        self.kinds = Choice()
        self.kinds.setAccessibleName(_("Which passages"))
        for kind, words in KIND_WORDS.items():
            self.kinds.addItem(_(words), kind)
        self.kinds.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(14)
        self.review, self.again = Link(""), Link(_("Look again"))
        for link in (self.review, self.again):
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(3 * STEP)
        above.addWidget(self.claims, 2)
        above.addStretch(1)
        above.addWidget(self.kinds)
        below.addWidget(self.tally)
        below.addStretch(1)
        below.addWidget(self.again)
        below.addWidget(self.review)
        column = QVBoxLayout(head)
        column.setContentsMargins(6 * STEP, 2 * STEP, 5 * STEP, STEP)
        column.setSpacing(STEP)
        column.addLayout(above)
        column.addWidget(self.title)
        column.addLayout(below)
        return head

    def _queue_part(self) -> QWidget:
        part = QWidget()
        self.held = HeldPassage(
            self._session,
            ANSWERS,
            _("Judge: {words}"),
            asking=_("Why? A note that stays with the judgement"),
            note=_("Note on the judgement"),
        )
        self.held.pressed.connect(self.answered)
        self.passage, self.note, self.buttons = self.held.passage, self.held.note, self.held.buttons
        column = QVBoxLayout(part)
        column.setContentsMargins(6 * STEP, STEP, 5 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        column.addWidget(self.held, 1)
        column.addLayout(self._bar())
        column.addWidget(
            soft(_("→ next · ← before · 1–5 what came of it · M note · Enter opens the text · R judged"), wrap=True)
        )
        return part

    def _bar(self) -> QGridLayout:
        from qda.synthesis.negative_cases import OUTCOME_WORDS

        row = self._judging = QGridLayout()
        row.setHorizontalSpacing(2 * STEP)
        row.setVerticalSpacing(STEP)
        for at, button in enumerate(self.buttons.values()):
            row.addWidget(button, 0, at)
        self.outcomes = Choice()
        self.outcomes.setAccessibleName(_("What came of it"))
        for number, (outcome, words) in enumerate(OUTCOME_WORDS.items(), start=1):
            self.outcomes.addItem(f"{number}  {_(words)}", outcome)
        row.addWidget(self.outcomes, 1, 0, 1, len(ANSWERS))
        row.setColumnStretch(len(ANSWERS) + 1, 1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what came of it is chosen beneath the judgements."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            self._judging.removeWidget(self.outcomes)
            if narrow:
                self._judging.addWidget(self.outcomes, 1, 0, 1, len(ANSWERS))
            else:
                self._judging.addWidget(self.outcomes, 0, len(ANSWERS))

    def _judged_part(self) -> QWidget:
        part = QWidget()
        self.none = soft(_("Nothing was held against this claim yet. The queue proposes passages (R)."), wrap=True)
        self.none.setContentsMargins(6 * STEP, 3 * STEP, 5 * STEP, 0)
        self.renote = QLineEdit()
        self.renote.setPlaceholderText(_("Note on the chosen one  (M)"))
        self.renote.setAccessibleName(_("Note on the chosen judgement"))
        row = QHBoxLayout()
        row.setContentsMargins(6 * STEP, 2 * STEP, 5 * STEP, STEP)
        row.addWidget(self.renote)
        hints = soft(
            _("C, N, U judge anew · 1–5 what came of it · M note · Ctrl+M memo · Del takes back · Enter opens"),
            wrap=True,
        )
        hints.setContentsMargins(6 * STEP, 0, 5 * STEP, 2 * STEP)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, STEP, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.none)
        column.addWidget(self.judged, 1)
        column.addLayout(row)
        column.addWidget(hints)
        return part

    def _empty(self) -> QWidget:
        words = _(
            "Here passages are held against a claim, one by one. Put down a claim first; the desk then looks for them."
        )
        empty = Empty(words, _("Go to the claims"))
        self.to_claims = empty.button
        return empty

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink, "deskPage"))
