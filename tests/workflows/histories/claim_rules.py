"""Claims, what they rest on, and the passages held against them."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from qda.store.models import Case, Claim, ClaimLink, Memo, NegativeCase, Segment
from qda.synthesis import claims, negative_cases
from qda.synthesis.targets import Target
from tests.workflows.histories.machine import NOTHING, Machine, names, picks


class ClaimRules(Machine):
    """What the study says, in order, with its links."""

    def linked(self, pick: int) -> list[Target]:
        held = {"segment": self.one(Segment, pick), "case": self.one(Case, pick), "memo": self.one(Memo, pick)}
        kind = list(held)[pick % len(held)]
        return [Target("code", self.code(pick))] if held[kind] == NOTHING else [Target(kind, held[kind])]

    @rule(name=names, pick=picks, kind=st.sampled_from(claims.KINDS))
    def claim(self, name: str, pick: int, kind: str) -> None:
        rival = self.one(Claim, pick) if kind == "rival" and self.ids(Claim) else None
        self.act(claims.create, name, kind=kind, rival_to=rival, expected=name)

    @rule(pick=picks, other=picks, name=names, status=st.sampled_from(claims.STATUSES))
    def change_claim(self, pick: int, other: int, name: str, status: str) -> None:
        held = self.one(Claim, pick)
        self.act(claims.reword, held, name)
        self.act(claims.set_expected, held, name)
        self.act(claims.set_note, held, f"{name}, perhaps")
        self.act(claims.set_kind, held, claims.KINDS[pick % 3], rival_to=self.one(Claim, other) if other % 2 else None)
        if self.ids(Claim):
            self.act(claims.set_status, self.some(Claim, pick), status)
            self.act(claims.move, self.some(Claim, other), before=held)
        if pick % 5 == 0 and self.ids(Claim):
            self.act(claims.delete, self.some(Claim, other))

    @rule(pick=picks, other=picks, name=names, role=st.sampled_from(claims.ROLES))
    def link_claim(self, pick: int, other: int, name: str, role: str) -> None:
        if self.code(other) == NOTHING:
            return
        self.act(claims.link, self.one(Claim, pick), self.linked(other), role=role)
        self.act(claims.note_link, self.one(ClaimLink, pick), name)
        self.act(claims.set_role, self.some(ClaimLink, other), role)
        self.act(claims.repoint, self.one(ClaimLink, pick), Target("code", self.code(pick)))
        if pick % 4 == 0:
            self.act(claims.unlink, self.some(ClaimLink, other))

    @rule(pick=picks, other=picks, name=names, answer=st.sampled_from(negative_cases.ANSWERS))
    def hold_against(self, pick: int, other: int, name: str, answer: str) -> None:
        self.act(negative_cases.judge, self.one(Claim, pick), self.one(Segment, other), answer, note=name)
        held = self.one(NegativeCase, pick)
        self.act(negative_cases.note, held, f"{name} {other}")
        self.act(negative_cases.set_memo, held, self.one(Memo, other) if other % 2 else None)
        if self.ids(NegativeCase):
            outcome = negative_cases.OUTCOMES[other % len(negative_cases.OUTCOMES)]
            self.act(negative_cases.set_outcome, self.some(NegativeCase, pick), outcome)
        if pick % 4 == 0:
            self.act(negative_cases.take_back, self.some(NegativeCase, other))
