"""The passages that were judged against a claim: answer, outcome, words and place; changed by the same keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.claims.chain.looks import on_one_line
from qda.ui.lists.judgements import JudgementList, Lines, Part
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.synthesis.negative_cases import NegativeRow


def judged_words(row: NegativeRow) -> str:
    """“contrary · claim qualified: only at first”."""
    from qda.synthesis.negative_cases import ANSWER_WORDS, OUTCOME_WORDS

    words = _(ANSWER_WORDS[row.answer])
    if row.answer != "not contrary":
        words += f" · {_(OUTCOME_WORDS[row.outcome])}"
    return f"{words}: {row.note}" if row.note else words


def place_words(row: NegativeRow) -> str:
    """Where the passage stands, and whether a memo hangs on it."""
    parts = [row.source, row.speaker, _("line {number}").format(number=row.line)]
    if row.detached:
        parts.append(_("words gone since"))
    if row.memo_id is not None:
        parts.append(_("memo"))
    return " · ".join(part for part in parts if part)


def spoken(row: NegativeRow) -> str:
    """Judgement, words and place in one sentence."""
    return f"{judged_words(row)} – “{on_one_line(row.quote)}” – {place_words(row)}"


def lines(row: NegativeRow) -> Lines:
    """Words, judgement in amber while it is open, place."""
    return (
        (Part(on_one_line(row.quote), look="serif"),),
        (Part(judged_words(row), "hint" if row.is_open else "accent", "small"),),
        (Part(place_words(row), "dim", "small"),),
    )


class JudgedList(JudgementList["NegativeRow"]):
    """What was held against the claim; Enter opens a passage in its text."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent, _("What was held against the claim"), lines, spoken, several=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; others may be acts."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
