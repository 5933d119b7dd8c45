"""The study as it was designed: units, cases, participants, consent, data sets, instruments, attributes, coders."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.store.models.base import Row, ref, since, table_args


class Study(Row):
    """The whole inquiry; one row in a project file."""

    __tablename__ = "study"
    __table_args__ = table_args()

    title: Mapped[str]
    context: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]


class ResearchQuestion(Row):
    """One question of the study."""

    __tablename__ = "research_question"
    __table_args__ = table_args()

    position: Mapped[int]
    text: Mapped[str]


class Unit(Row):
    """A unit of analysis: a point of analytic interest inside the context."""

    __tablename__ = "unit"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    position: Mapped[int]
    description: Mapped[str] = mapped_column(default="")


class Case(Row):
    """One embedded instance of a unit."""

    __tablename__ = "case"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    unit_id: Mapped[int] = ref("unit", index=True)
    name: Mapped[str]
    name_key: Mapped[str]
    position: Mapped[int]
    description: Mapped[str] = mapped_column(default="")
    # What the within-case analysis came to; the description says what the case is.
    summary: Mapped[str] = since("")


class Participant(Row):
    """A person who speaks or is written about, under a pseudonym."""

    __tablename__ = "participant"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    role: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    description: Mapped[str] = mapped_column(default="")


class ParticipantCase(Row):
    """A participant belongs to a case; a social worker may belong to two."""

    __tablename__ = "participant_case"
    __table_args__ = table_args(UniqueConstraint("participant_id", "case_id"))

    participant_id: Mapped[int] = ref("participant")
    case_id: Mapped[int] = ref("case", index=True)


class DataSet(Row):
    """One row of the data plan: unit x method of collection x aim x kind of knowledge sought."""

    __tablename__ = "data_set"
    __table_args__ = table_args()

    unit_id: Mapped[int | None] = ref("unit", index=True)
    position: Mapped[int]
    method: Mapped[str]
    aim: Mapped[str] = mapped_column(default="")
    knowledge: Mapped[str] = mapped_column(default="")
    planned: Mapped[str] = mapped_column(default="")
    collected: Mapped[str] = mapped_column(default="")


class Instrument(Row):
    """An interview guide or observation framework; versions carry the wording."""

    __tablename__ = "instrument"
    __table_args__ = table_args()

    name: Mapped[str]
    kind: Mapped[str]
    version: Mapped[str] = mapped_column(default="")
    date: Mapped[str | None]
    text: Mapped[str] = mapped_column(default="")


class Consent(Row):
    """What a participant agreed to, by kind of data."""

    __tablename__ = "consent"
    __table_args__ = table_args()

    participant_id: Mapped[int] = ref("participant", index=True)
    data_kind: Mapped[str]
    asked_on: Mapped[str | None]
    form: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    withdrawn_on: Mapped[str | None]


class ConsentDecision(Row):
    """What was decided when something was to be imported or quoted that a participant had not consented to."""

    __tablename__ = "consent_decision"
    __table_args__ = table_args()

    participant_id: Mapped[int] = ref("participant", index=True)
    data_kind: Mapped[str]
    act: Mapped[str]
    source_id: Mapped[int | None] = ref("source", index=True)
    decision: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = ref("coder")
    created_at: Mapped[int]


class Withdrawal(Row):
    """A participant has withdrawn: from then on their words leave the project masked, but for what is kept."""

    __tablename__ = "withdrawal"
    __table_args__ = table_args(UniqueConstraint("participant_id"))

    participant_id: Mapped[int] = ref("participant")
    withdrawn_on: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = ref("coder")
    created_at: Mapped[int]


class WithdrawalItem(Row):
    """What is done with one thing that holds a withdrawn participant's words: it is masked, or kept with a reason."""

    __tablename__ = "withdrawal_item"
    __table_args__ = table_args(UniqueConstraint("withdrawal_id", "target", "target_id"))

    withdrawal_id: Mapped[int] = ref("withdrawal")
    target: Mapped[str]
    target_id: Mapped[int]
    decision: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


class Feedback(Row):
    """What was sent to a participant, or to several, and what came back: member checking."""

    __tablename__ = "feedback"
    __table_args__ = table_args()

    participant_id: Mapped[int | None] = ref("participant", index=True)
    kind: Mapped[str]
    title: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    way: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[str | None]
    returned_on: Mapped[str | None]
    response: Mapped[str] = mapped_column(default="")
    effect: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    created_at: Mapped[int]


class FeedbackLink(Row):
    """What a piece of feedback is about: memos, claims, categories, …."""

    __tablename__ = "feedback_link"
    __table_args__ = table_args(
        UniqueConstraint("feedback_id", "target", "target_id"),
        Index("ix_feedback_link_target", "target", "target_id"),
    )

    feedback_id: Mapped[int] = ref("feedback")
    target: Mapped[str]
    target_id: Mapped[int]


class Phase(Row):
    """A period of the study on its timeline, entered by hand: fieldwork, analysis, writing."""

    __tablename__ = "phase"
    __table_args__ = table_args()

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    began: Mapped[str | None]
    ended: Mapped[str | None]
    description: Mapped[str] = mapped_column(default="")
    position: Mapped[int]


class ReportingAnswer(Row):
    """What the researcher writes beside an item of a reporting checklist (COREQ, SRQR)."""

    __tablename__ = "reporting_answer"
    __table_args__ = table_args(UniqueConstraint("checklist", "item"))

    checklist: Mapped[str]
    item: Mapped[str]
    text: Mapped[str]


class Attribute(Row):
    """A typed attribute of sources, participants, cases or units; values are inherited downward."""

    __tablename__ = "attribute"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    type: Mapped[str] = mapped_column(default="text")
    choices: Mapped[str] = mapped_column(default="")
    position: Mapped[int]


class AttributeValue(Row):
    """The value of one attribute for one unit, case, participant or source (`target` is the table's name)."""

    __tablename__ = "attribute_value"
    __table_args__ = table_args(UniqueConstraint("attribute_id", "target", "target_id"))

    attribute_id: Mapped[int] = ref("attribute")
    target: Mapped[str]
    target_id: Mapped[int]
    value: Mapped[str]


class Coder(Row):
    """Someone who codes, writes and decides."""

    __tablename__ = "coder"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
