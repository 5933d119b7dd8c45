"""Consent decisions, feedback, questions set by hand, what was done to sources."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from qda.sources import processing, questions
from qda.sources.questions import Question
from qda.store.models import Case, ConsentDecision, Feedback, Instrument, Memo, Participant, Processing, Segment
from qda.study import consent, consent_gate, feedback
from tests.workflows.histories.machine import Machine, names, picks, places

_days = st.sampled_from(["", "2012", "2012-05", "18 May 2012", "some day"])


class ConsentRules(Machine):
    """What is decided where consent is missing, and what was sent back to participants."""

    @rule(name=names, pick=picks, other=picks)
    def decide_at_the_gate(self, name: str, pick: int, other: int) -> None:
        self.act(consent.record, self.one(Participant, pick), "quotation", outcome=consent.OUTCOMES[other % 4])
        people: dict[int, tuple[str, ...]] = dict.fromkeys(self.ids(Participant), ("interview", "case record"))
        objections = consent_gate.to_quote(consent.register(self.project), people)
        self.act(consent_gate.decide, objections[:2], ("go on", "leave out")[pick % 2], name)
        if pick % 3 == 0:
            self.act(consent_gate.forget, self.some(ConsentDecision, other))

    @rule(name=names, pick=picks, other=picks, day=_days)
    def send_feedback(self, name: str, pick: int, other: int, day: str) -> None:
        person = self.one(Participant, other) if pick % 2 else None
        self.act(feedback.send, name, participant_id=person, kind=feedback.KINDS[pick % 5], sent_on=day)
        row = self.one(Feedback, pick)
        self.act(feedback.answer, row, f"{name} came back", day)
        self.act(feedback.effect, row, name)
        self.act(feedback.edit, row, title=name, way="by post", returned_on=day)
        self.act(feedback.send_to, row, person)

    @rule(pick=picks, other=picks)
    def link_feedback(self, pick: int, other: int) -> None:
        row = self.one(Feedback, pick)
        target, table = (("memo", Memo), ("case", Case), ("segment", Segment))[other % 3]
        self.act(feedback.link, row, "source", self.source(other))
        self.act(feedback.link, row, target, self.one(table, pick))
        self.act(feedback.unlink, row, "source", self.source(other))
        self.act(feedback.reorder, self.ids(Feedback)[::-1])
        if pick % 4 == 0:
            self.act(feedback.delete, self.some(Feedback, other))

    @rule(name=names, pick=picks, place=places)
    def set_questions(self, name: str, pick: int, place: tuple[int, int]) -> None:
        source, question = self.source(pick), Question(self.one(Instrument, pick), pick % 3, name)
        if question.instrument_id < 0:
            return
        span, other = self.span(source, place), self.span(source, (place[0] // 2, place[1]))
        self.act(questions.set_asked, source, span, question)
        self.act(questions.refuse, source, other, question)
        self.act(questions.move, source, other, span, question)
        if pick % 4 == 0:
            self.act(questions.forget, source, question if pick % 8 else None)

    @rule(name=names, pick=picks, other=picks, day=_days)
    def process_source(self, name: str, pick: int, other: int, day: str) -> None:
        self.act(processing.done, [self.source(pick)], (*processing.STEPS, name)[other % 6], on=day, by=name)
        row = self.one(Processing, other)
        self.act(processing.change, row, done_on=day, note=name)
        self.act(processing.set_minutes, [self.source(other)], other if pick % 3 else None)
        if pick % 4 == 0:
            self.act(processing.delete, self.some(Processing, pick))
