"""Judgements of the researcher: recorded with a memo, given other words, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from qda.coding import judgements
from qda.coding.judgements import JudgementRow
from qda.ui.coding.saturation.category import CategorySide
from qda.ui.session import Session


class Judging(QObject):
    """Answers what the side asks for; `category` gives the code at hand."""

    def __init__(self, session: Session, side: CategorySide, category: Callable[[], int | None]) -> None:
        super().__init__(side)
        self._session = session
        self._side = side
        self._category = category
        side.judged.connect(self.record)
        side.judgements.written.connect(self.change)
        side.history.removed.connect(self.withdraw)

    def record(self, judgement: str, memo: str) -> None:
        """Keep a judgement with its memo, as one step to undo."""
        from qda.flows import judging

        project, code_id = self._session.project, self._category()
        if code_id is not None:
            self._side.made = self._session.act(judging.record, project, code_id, judgement, memo)

    def change(self, row: JudgementRow, _part: str, words: str) -> None:
        """Give a judgement other words."""
        self._session.act(judgements.change, self._session.project, row.id, words)

    def withdraw(self, row: JudgementRow) -> None:
        """Take a judgement back."""
        if self._session.project.writable:
            self._session.act(judgements.withdraw, self._session.project, row.id)
