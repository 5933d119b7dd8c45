"""Participants who withdraw, and what is decided of their words."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from qda.store.models import Code, Memo, Participant, Segment, Withdrawal
from qda.study import withdrawals
from tests.workflows.histories.machine import NOTHING, Machine, names, picks


class WithdrawalRules(Machine):
    """Withdrawing, deciding, taking back."""

    @rule(name=names, pick=picks, day=st.sampled_from([None, "2012", "18.5.2012", "soon"]))
    def withdraw(self, name: str, pick: int, day: str | None) -> None:
        person = self.one(Participant, pick)
        self.act(withdrawals.withdraw, person, on=day, reason=name)
        self.act(withdrawals.change, person, on=day, reason=f"{name} {pick}")

    @rule(name=names, pick=picks, other=picks, decision=st.sampled_from(withdrawals.DECISIONS))
    def decide_of_words(self, name: str, pick: int, other: int, decision: str) -> None:
        tables = {"segment": Segment, "memo": Memo, "code": Code}
        found = [(table, self.one(model, other)) for table, model in tables.items()]
        items = [("source", self.source(pick)), *(item for item in found if item[1] != NOTHING)]
        self.act(withdrawals.decide, self._withdrawn(other), items, decision, note=name if pick % 2 else None)

    @rule(pick=picks)
    def take_back_a_withdrawal(self, pick: int) -> None:
        self.act(withdrawals.take_back, self._withdrawn(pick))

    def _withdrawn(self, pick: int) -> int:
        with self.project.read() as session:
            row = session.get(Withdrawal, self.one(Withdrawal, pick))
            return row.participant_id if row is not None else NOTHING
