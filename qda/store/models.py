"""Every table, grouped as the method groups its words; no behaviour lives here.

Rows never change silently: all but the derived tables and the immutable contents are written through `store.journal`.
Times are milliseconds since 1970 in UTC, dates are ISO text (`2010-07-07`, or `2010-07` where the day is not known),
offsets are code points of the stored text with the end not included. Foreign keys are deferred so that an undo may put
rows back in any order; unique names go by `name_key` (NFC, casefold, white space folded) beside the name as typed.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    true,
)
from sqlalchemy import (
    text as sql,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_guid() -> str:
    """A client-made identity, for exchange and for retrying what may have been committed."""
    return str(uuid.uuid4())


class Base(DeclarativeBase):
    """Integer ids that are never used twice; plain column types only, so that a row is a JSON object."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, int: Integer, bytes: LargeBinary, float: Float, bool: Boolean}  # noqa: RUF012


def table_args(*args: Any, **options: Any) -> Any:
    """Constraints of a table; ids are never handed out again, or undo could not put a deleted row back."""
    return (*args, {"sqlite_autoincrement": True, **options})


def ref(target: str, **options: Any) -> Any:
    """A foreign key checked at commit."""
    constraint = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return mapped_column(constraint, **options)


def since(default: str | bool) -> Any:
    """A column that a later format added: rows from before it hold the default, in the file and in the journal."""
    return mapped_column(default=default, server_default=true() if default is True else sql(f"'{default}'"))


class Row(Base):
    """What every journalled row has."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(default=new_guid, unique=True)


# --- the study ---------------------------------------------------------------------------------


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


# --- sources and their texts -------------------------------------------------------------------


class Content(Base):
    """Immutable text or bytes under their SHA-256: stored texts, original files, marks, line units. Insert-only."""

    __tablename__ = "content"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    size: Mapped[int]
    text: Mapped[str | None]
    data: Mapped[bytes | None]


class Source(Row):
    """One imported text with one home: a case, or a unit directly, or neither yet."""

    __tablename__ = "source"
    __table_args__ = table_args(
        UniqueConstraint("name_key"),
        CheckConstraint("unit_id IS NULL OR case_id IS NULL", name="one_home"),
    )

    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    perspective: Mapped[str] = mapped_column(default="")
    date: Mapped[str | None]
    unit_id: Mapped[int | None] = ref("unit", index=True)
    case_id: Mapped[int | None] = ref("case", index=True)
    position: Mapped[int]
    description: Mapped[str] = mapped_column(default="")
    original_name: Mapped[str] = mapped_column(default="")
    original_sha: Mapped[str] = mapped_column(default="", index=True)
    original_kept: Mapped[bool] = mapped_column(default=True)
    encoding: Mapped[str] = mapped_column(default="")
    instrument_id: Mapped[int | None] = ref("instrument")
    data_set_id: Mapped[int | None] = ref("data_set")
    coded: Mapped[bool] = mapped_column(default=False)
    # The current text version. No foreign key: source and text_version would need each other to be created first.
    version_id: Mapped[int | None] = mapped_column(index=True)
    imported_at: Mapped[int]
    # Where a source without a date stands in the order of collection, as an ISO date given by hand.
    placed_on: Mapped[str | None]
    # How long the recording or the observation took.
    minutes: Mapped[int | None]


class TextVersion(Row):
    """One version of a source's text: hashes of the text, its marks and its line units."""

    __tablename__ = "text_version"
    __table_args__ = table_args(UniqueConstraint("source_id", "number"))

    source_id: Mapped[int] = ref("source")
    number: Mapped[int]
    text_sha: Mapped[str] = mapped_column(index=True)
    marks_sha: Mapped[str]
    unit_kind: Mapped[str]
    unit_algorithm: Mapped[int]
    units_sha: Mapped[str]
    unit_count: Mapped[int]
    length: Mapped[int]
    words: Mapped[int]
    created_at: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")


class SourceParticipant(Row):
    """Who speaks or is written about in a source."""

    __tablename__ = "source_participant"
    __table_args__ = table_args(UniqueConstraint("source_id", "participant_id"))

    source_id: Mapped[int] = ref("source")
    participant_id: Mapped[int] = ref("participant", index=True)


class Speaker(Row):
    """A speaker label of one source: it stands for a participant, for the interviewer, or for nobody known yet."""

    __tablename__ = "speaker"
    __table_args__ = table_args(UniqueConstraint("source_id", "label_key"))

    source_id: Mapped[int] = ref("source")
    label: Mapped[str]
    label_key: Mapped[str]
    interviewer: Mapped[bool] = mapped_column(default=False)
    participant_id: Mapped[int | None] = ref("participant", index=True)


class Passage(Row):
    """A stretch of a source that speaks of another case than its home."""

    __tablename__ = "passage"
    __table_args__ = table_args(UniqueConstraint("version_id", "start", "end", "case_id"))

    source_id: Mapped[int] = ref("source", index=True)
    version_id: Mapped[int] = ref("text_version")
    start: Mapped[int]
    end: Mapped[int]
    case_id: Mapped[int] = ref("case", index=True)


class PassedLine(Row):
    """A line unit that a coder looked at and passed over; a coding ends it."""

    __tablename__ = "passed_line"
    __table_args__ = table_args(UniqueConstraint("version_id", "start", "coder_id"))

    source_id: Mapped[int] = ref("source", index=True)
    version_id: Mapped[int] = ref("text_version")
    start: Mapped[int]
    coder_id: Mapped[int] = ref("coder")


class QuestionAsked(Row):
    """Where a question of an instrument is asked in a transcript, set by hand; or, refused, where it was not.

    What the guide's wording finds by itself is not stored; a row here overrules it. `item` is the question's number in
    the instrument from 0, `wording` what it said when it was set.
    """

    __tablename__ = "question_asked"
    __table_args__ = table_args(UniqueConstraint("version_id", "start", "instrument_id", "item"))

    source_id: Mapped[int] = ref("source", index=True)
    version_id: Mapped[int] = ref("text_version")
    start: Mapped[int]
    end: Mapped[int]
    instrument_id: Mapped[int] = ref("instrument", index=True)
    item: Mapped[int]
    wording: Mapped[str] = mapped_column(default="")
    refused: Mapped[bool] = mapped_column(default=False)


class Processing(Row):
    """What was done to a source, when and by whom: recorded, transcribed, checked, anonymised, returned."""

    __tablename__ = "processing"
    __table_args__ = table_args()

    source_id: Mapped[int] = ref("source", index=True)
    step: Mapped[str]
    done_on: Mapped[str | None]
    done_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Literature(Row):
    """A publication by its bibliographic fields; `source_id` is its text, where there is one in the project.

    `authors` holds one “Family, Given” on each line, `stage` how far screening has come, `reason` why it was left out.
    """

    __tablename__ = "literature"
    __table_args__ = table_args()

    source_id: Mapped[int | None] = ref("source", index=True)
    cite_key: Mapped[str] = mapped_column(default="")
    type: Mapped[str] = mapped_column(default="")
    authors: Mapped[str] = mapped_column(default="")
    year: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    container: Mapped[str] = mapped_column(default="")
    volume: Mapped[str] = mapped_column(default="")
    issue: Mapped[str] = mapped_column(default="")
    pages: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    doi: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    keywords: Mapped[str] = mapped_column(default="")
    abstract: Mapped[str] = mapped_column(default="")
    found_in: Mapped[str] = mapped_column(default="")
    stage: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    created_at: Mapped[int]


class LiteratureCriterion(Row):
    """A criterion that literature is screened or graded by; `choices` are its grades, one on each line."""

    __tablename__ = "literature_criterion"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str]
    choices: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    position: Mapped[int]


class LiteratureJudgement(Row):
    """What one publication is by one criterion."""

    __tablename__ = "literature_judgement"
    __table_args__ = table_args(UniqueConstraint("literature_id", "criterion_id"))

    literature_id: Mapped[int] = ref("literature")
    criterion_id: Mapped[int] = ref("literature_criterion", index=True)
    value: Mapped[str]
    note: Mapped[str] = mapped_column(default="")


# --- coding ------------------------------------------------------------------------------------


class Code(Row):
    """A label on data. `level` is what it is; `parent_id` only says where it lives; row 1 is the unseen root."""

    __tablename__ = "code"
    __table_args__ = table_args(
        Index(
            "uq_code_parent_name",
            "parent_id",
            "name_key",
            unique=True,
            sqlite_where=sql("retired = 0"),
            postgresql_where=sql("NOT retired"),
        ),
    )

    parent_id: Mapped[int | None] = ref("code", index=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(index=True)
    level: Mapped[str] = mapped_column(default="initial")
    position: Mapped[int] = mapped_column(default=0)
    color: Mapped[str] = mapped_column(default="")
    in_vivo: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(default="")
    definition: Mapped[str] = mapped_column(default="")
    include_when: Mapped[str] = mapped_column(default="")
    exclude_when: Mapped[str] = mapped_column(default="")
    example: Mapped[str] = mapped_column(default="")
    retired: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = ref("code", index=True)
    created_at: Mapped[int]


class Segment(Row):
    """A stretch of one text version, with the words themselves; it may carry codings, memos, verdicts, or none."""

    __tablename__ = "segment"
    __table_args__ = table_args(
        UniqueConstraint("version_id", "start", "end"),
        Index("ix_segment_source_start", "source_id", "start", "end"),
        CheckConstraint('start >= 0 AND "end" > start', name="span"),
    )

    source_id: Mapped[int] = ref("source")
    version_id: Mapped[int] = ref("text_version")
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    speaker_id: Mapped[int | None] = ref("speaker", index=True)
    detached: Mapped[bool] = mapped_column(default=False)


class Coding(Row):
    """A segment bound to a code by a coder. `first_code_id` never changes; merge and split change `code_id`."""

    __tablename__ = "coding"
    __table_args__ = table_args(
        UniqueConstraint("segment_id", "code_id", "first_code_id", "coder_id"),
        Index("ix_coding_code_segment", "code_id", "segment_id"),
    )

    segment_id: Mapped[int] = ref("segment")
    code_id: Mapped[int] = ref("code")
    first_code_id: Mapped[int] = ref("code", index=True)
    coder_id: Mapped[int] = ref("coder", index=True)
    origin: Mapped[str] = mapped_column(default="by hand")
    created_at: Mapped[int]


class Membership(Row):
    """A code gathered under a focused code or category, dated; many to many. This is lineage, not the tree."""

    __tablename__ = "membership"
    __table_args__ = table_args(UniqueConstraint("member_id", "group_id"))

    member_id: Mapped[int] = ref("code")
    group_id: Mapped[int] = ref("code", index=True)
    since: Mapped[int]


class CodeTest(Row):
    """One answer while a focused code is tested: does it fit this segment, which need not carry it?"""

    __tablename__ = "code_test"
    __table_args__ = table_args(UniqueConstraint("code_id", "segment_id", "coder_id"))

    code_id: Mapped[int] = ref("code")
    segment_id: Mapped[int] = ref("segment", index=True)
    answer: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = ref("coder", index=True)
    created_at: Mapped[int]


class Property(Row):
    """A characteristic of a category."""

    __tablename__ = "property"
    __table_args__ = table_args(UniqueConstraint("code_id", "name_key"))

    code_id: Mapped[int] = ref("code")
    name: Mapped[str]
    name_key: Mapped[str]
    position: Mapped[int]
    description: Mapped[str] = mapped_column(default="")


class Dimension(Row):
    """A property's range between two named poles."""

    __tablename__ = "dimension"
    __table_args__ = table_args()

    property_id: Mapped[int] = ref("property", index=True)
    low: Mapped[str]
    high: Mapped[str]
    position: Mapped[int]


class Evidence(Row):
    """A segment that shows a property, and where on a dimension it lies (0 low pole, 1 high pole)."""

    __tablename__ = "evidence"
    __table_args__ = table_args()

    property_id: Mapped[int] = ref("property", index=True)
    dimension_id: Mapped[int | None] = ref("dimension", index=True)
    segment_id: Mapped[int] = ref("segment", index=True)
    place: Mapped[float | None]
    created_at: Mapped[int]


class CoreCategory(Row):
    """The category or theme that the study turns on, once the researcher has one; no more than one row."""

    __tablename__ = "core_category"
    __table_args__ = table_args(UniqueConstraint("code_id"))

    code_id: Mapped[int] = ref("code")
    created_at: Mapped[int]


class SaturationJudgement(Row):
    """The researcher's dated judgement on a category; the program makes none."""

    __tablename__ = "saturation_judgement"
    __table_args__ = table_args()

    code_id: Mapped[int] = ref("code", index=True)
    judgement: Mapped[str]
    memo_id: Mapped[int | None] = ref("memo", index=True)
    created_at: Mapped[int]


class Sampling(Row):
    """One step of theoretical sampling: a gap, the question it raises, what is to be collected, and what came of it."""

    __tablename__ = "sampling"
    __table_args__ = table_args()

    code_id: Mapped[int | None] = ref("code", index=True)
    property_id: Mapped[int | None] = ref("property", index=True)
    gap: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    planned: Mapped[str] = mapped_column(default="")
    effect: Mapped[str] = mapped_column(default="")
    memo_id: Mapped[int | None] = ref("memo", index=True)
    position: Mapped[int]
    created_at: Mapped[int]


class SamplingSource(Row):
    """A source that was collected for a step of theoretical sampling."""

    __tablename__ = "sampling_source"
    __table_args__ = table_args(UniqueConstraint("sampling_id", "source_id"))

    sampling_id: Mapped[int] = ref("sampling")
    source_id: Mapped[int] = ref("source", index=True)


class RelationType(Row):
    """A kind of relation between codes: leads to, is a condition of, contradicts, …; own types may be added."""

    __tablename__ = "relation_type"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    symmetric: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]


class Relation(Row):
    """A typed, directed relation between two codes."""

    __tablename__ = "relation"
    __table_args__ = table_args(UniqueConstraint("from_id", "to_id", "type_id"))

    from_id: Mapped[int] = ref("code")
    to_id: Mapped[int] = ref("code", index=True)
    type_id: Mapped[int] = ref("relation_type", index=True)
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]


class Verdict(Row):
    """What came of a comparison: same, differs, contrary, boundary case."""

    __tablename__ = "verdict"
    __table_args__ = table_args()

    code_id: Mapped[int | None] = ref("code", index=True)
    result: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    memo_id: Mapped[int | None] = ref("memo", index=True)
    coder_id: Mapped[int] = ref("coder", index=True)
    created_at: Mapped[int]


class VerdictSegment(Row):
    """A segment in a verdict, with a snapshot of its words and codes at that moment."""

    __tablename__ = "verdict_segment"
    __table_args__ = table_args(UniqueConstraint("verdict_id", "segment_id"))

    verdict_id: Mapped[int] = ref("verdict")
    segment_id: Mapped[int] = ref("segment", index=True)
    quote: Mapped[str]
    codes: Mapped[str] = mapped_column(default="")


# --- maps --------------------------------------------------------------------------------------


class CategoryMap(Row):
    """A named drawing of categories, codes, memos, cases and notes."""

    __tablename__ = "category_map"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    created_at: Mapped[int]
    description: Mapped[str] = since("")
    # What the boxes' sizes and colours tell: a kind of count, or nothing.
    size_by: Mapped[str] = since("")
    color_by: Mapped[str] = since("")


class MapNode(Row):
    """A box on a map: `target` is a table's name (code, memo, case), or `note` or `group` with its own text."""

    __tablename__ = "map_node"
    __table_args__ = table_args()

    map_id: Mapped[int] = ref("category_map", index=True)
    target: Mapped[str]
    target_id: Mapped[int | None]
    text: Mapped[str] = mapped_column(default="")
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    # Placed by hand: an automatic layout leaves it where it is.
    placed: Mapped[bool] = since(True)
    color: Mapped[str] = since("")


class MapMember(Row):
    """A box of a map that belongs to a group on it."""

    __tablename__ = "map_member"
    __table_args__ = table_args(UniqueConstraint("node_id"))

    group_id: Mapped[int] = ref("map_node", index=True)
    node_id: Mapped[int] = ref("map_node")


class MapRefusal(Row):
    """A relation that the program proposed on a map, and that the researcher set aside."""

    __tablename__ = "map_refusal"
    __table_args__ = table_args(UniqueConstraint("map_id", "one_id", "other_id"))

    map_id: Mapped[int] = ref("category_map")
    one_id: Mapped[int] = ref("code", index=True)
    other_id: Mapped[int] = ref("code", index=True)


class MapEdge(Row):
    """A line on a map: a relation of the study, or a plain association (`relation_id` null) drawn here only."""

    __tablename__ = "map_edge"
    __table_args__ = table_args()

    map_id: Mapped[int] = ref("category_map", index=True)
    from_id: Mapped[int] = ref("map_node", index=True)
    to_id: Mapped[int] = ref("map_node", index=True)
    relation_id: Mapped[int | None] = ref("relation", index=True)
    label: Mapped[str] = mapped_column(default="")


# --- claims, matrices: what the study comes to -------------------------------------------------


class Claim(Row):
    """A claim of the study, a proposition entered before its data, or a rival explanation (`rival_to_id`).

    `expected` is the pattern that ought to be seen if it holds; `created_at` stamps when it was first put down.
    """

    __tablename__ = "claim"
    __table_args__ = table_args()

    kind: Mapped[str] = mapped_column(default="claim")
    text: Mapped[str]
    expected: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="")
    rival_to_id: Mapped[int | None] = ref("claim", index=True)
    position: Mapped[int]
    created_at: Mapped[int]


class ClaimLink(Row):
    """What a claim rests on or is about: a category, a code, a segment, a memo, a case, …; `target` is the table."""

    __tablename__ = "claim_link"
    __table_args__ = table_args(
        UniqueConstraint("claim_id", "target", "target_id"), Index("ix_claim_link_target", "target", "target_id")
    )

    claim_id: Mapped[int] = ref("claim")
    target: Mapped[str]
    target_id: Mapped[int]
    role: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]


class NegativeCase(Row):
    """A passage held against a claim: is it contrary, and what became of it?"""

    __tablename__ = "negative_case"
    __table_args__ = table_args(UniqueConstraint("claim_id", "segment_id"))

    claim_id: Mapped[int] = ref("claim")
    segment_id: Mapped[int] = ref("segment", index=True)
    answer: Mapped[str]
    outcome: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    memo_id: Mapped[int | None] = ref("memo", index=True)
    coder_id: Mapped[int] = ref("coder")
    created_at: Mapped[int]


class PatternMatch(Row):
    """The pattern observed in one case, and whether it matches what a proposition or a rival expects."""

    __tablename__ = "pattern_match"
    __table_args__ = table_args(UniqueConstraint("claim_id", "case_id"))

    claim_id: Mapped[int] = ref("claim")
    case_id: Mapped[int] = ref("case", index=True)
    observed: Mapped[str] = mapped_column(default="")
    match: Mapped[str] = mapped_column(default="")
    replication: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = ref("coder")
    created_at: Mapped[int]


class PatternEvidence(Row):
    """A segment in which the observed pattern of a case can be read."""

    __tablename__ = "pattern_evidence"
    __table_args__ = table_args(UniqueConstraint("match_id", "segment_id"))

    match_id: Mapped[int] = ref("pattern_match")
    segment_id: Mapped[int] = ref("segment", index=True)


class Matrix(Row):
    """A matrix kept under a name: perspectives by topics in one case, domains by properties, claims by kinds of source.

    `content` is what its cells hold (counts, quotes, summaries, judgements); `scale` the judgements, one on each line.
    """

    __tablename__ = "matrix"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str]
    content: Mapped[str] = mapped_column(default="")
    scale: Mapped[str] = mapped_column(default="")
    case_id: Mapped[int | None] = ref("case", index=True)
    # The matrix is broken down by units above the cases.
    second_level: Mapped[bool] = mapped_column(default=False)
    description: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    created_at: Mapped[int]


class MatrixLine(Row):
    """A row or a column of a matrix: an object of the study (`target` is its table), or a label alone.

    `target` without an id is a kind of thing named by the label: a perspective, a kind of source, a method.
    """

    __tablename__ = "matrix_line"
    __table_args__ = table_args()

    matrix_id: Mapped[int] = ref("matrix", index=True)
    axis: Mapped[str]
    target: Mapped[str] = mapped_column(default="")
    target_id: Mapped[int | None]
    label: Mapped[str] = mapped_column(default="")
    position: Mapped[int]


class MatrixCell(Row):
    """What the researcher wrote or judged in one cell of a matrix."""

    __tablename__ = "matrix_cell"
    __table_args__ = table_args(UniqueConstraint("row_id", "column_id"))

    matrix_id: Mapped[int] = ref("matrix", index=True)
    row_id: Mapped[int] = ref("matrix_line")
    column_id: Mapped[int] = ref("matrix_line", index=True)
    judgement: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = ref("coder")
    created_at: Mapped[int]


class MatrixEvidence(Row):
    """A segment that a cell of a matrix rests on."""

    __tablename__ = "matrix_evidence"
    __table_args__ = table_args(UniqueConstraint("cell_id", "segment_id"))

    cell_id: Mapped[int] = ref("matrix_cell")
    segment_id: Mapped[int] = ref("segment", index=True)


# --- memos -------------------------------------------------------------------------------------


class Memo(Row):
    """Dated free writing, in light Markdown."""

    __tablename__ = "memo"
    __table_args__ = table_args()

    kind: Mapped[str] = mapped_column(default="initial")
    stage: Mapped[str] = mapped_column(default="early")
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    coder_id: Mapped[int] = ref("coder", index=True)
    created_at: Mapped[int]
    modified_at: Mapped[int]


class MemoVersion(Row):
    """A memo's text as it stood when its writer left it."""

    __tablename__ = "memo_version"
    __table_args__ = table_args(UniqueConstraint("memo_id", "number"))

    memo_id: Mapped[int] = ref("memo")
    number: Mapped[int]
    title: Mapped[str]
    text: Mapped[str]
    coder_id: Mapped[int] = ref("coder")
    created_at: Mapped[int]


class MemoLink(Row):
    """A memo hangs on an object; `target` is the table's name (code, segment, source, case, …)."""

    __tablename__ = "memo_link"
    __table_args__ = table_args(
        UniqueConstraint("memo_id", "target", "target_id"), Index("ix_memo_link_target", "target", "target_id")
    )

    memo_id: Mapped[int] = ref("memo")
    target: Mapped[str]
    target_id: Mapped[int]


class MemoTag(Row):
    """A free tag on a memo."""

    __tablename__ = "memo_tag"
    __table_args__ = table_args(UniqueConstraint("memo_id", "name_key"))

    memo_id: Mapped[int] = ref("memo")
    name: Mapped[str]
    name_key: Mapped[str]


class Arrangement(Row):
    """Memos laid out and ordered by hand on the sorting table, under a name and a date."""

    __tablename__ = "arrangement"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    created_at: Mapped[int]


class ArrangementCard(Row):
    """A memo on the sorting table, or a heading of one's own (`memo_id` null); `depth` is its place in the outline."""

    __tablename__ = "arrangement_card"
    __table_args__ = table_args(UniqueConstraint("arrangement_id", "memo_id"))

    arrangement_id: Mapped[int] = ref("arrangement")
    memo_id: Mapped[int | None] = ref("memo", index=True)
    heading: Mapped[str] = mapped_column(default="")
    position: Mapped[int]
    depth: Mapped[int] = mapped_column(default=0)
    x: Mapped[float | None]
    y: Mapped[float | None]


# --- questions asked of the data ----------------------------------------------------------------


class SavedQuery(Row):
    """A query of the query workspace under a name; `query` is its JSON form."""

    __tablename__ = "saved_query"
    __table_args__ = table_args(UniqueConstraint("name_key"))

    name: Mapped[str]
    name_key: Mapped[str]
    query: Mapped[str]
    created_at: Mapped[int]


# --- not journalled: drafts, derived tables, the journal itself --------------------------------


class MemoDraft(Base):
    """What is being typed, durable within a second; becomes a memo version when the writer leaves it.

    `slot` is the memo's guid, or a new guid for a memo not yet made; `target` and `target_id` are what it will hang on.
    """

    __tablename__ = "memo_draft"

    slot: Mapped[str] = mapped_column(primary_key=True)
    memo_id: Mapped[int | None]
    target: Mapped[str] = mapped_column(default="")
    target_id: Mapped[int | None]
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    coder: Mapped[str] = mapped_column(default="")
    at: Mapped[int]


class Paragraph(Base):
    """Derived: where each non-blank line of a current text lies; the full-text index has the same ids."""

    __tablename__ = "paragraph"
    __table_args__ = table_args()

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(index=True)
    start: Mapped[int]


class Issued(Base):
    """A file that left the project: what, when, and the sources whose words it holds (a JSON list of ids); append only.

    Not journalled: what has left can't be undone, and undo must not reach for it.
    """

    __tablename__ = "issued"
    __table_args__ = table_args()

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(default=new_guid, unique=True)
    at: Mapped[int]
    coder: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str]
    folder: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(default="")
    sources: Mapped[str] = mapped_column(default="[]")


class AuditCommand(Base):
    """One named act: who, when, what; append only."""

    __tablename__ = "audit_command"
    __table_args__ = table_args()

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(default=new_guid, unique=True)
    key: Mapped[str]
    text: Mapped[str]
    params: Mapped[str]
    coder_id: Mapped[int | None]
    at: Mapped[int]
    schema_version: Mapped[int]
    group_id: Mapped[str | None] = mapped_column(index=True)
    reverts_id: Mapped[int | None] = mapped_column(index=True)


class AuditChange(Base):
    """What one act did to one row: changed columns before and after, as JSON objects; append only."""

    __tablename__ = "audit_change"
    __table_args__ = table_args(
        Index("ix_audit_change_command", "command_id"), Index("ix_audit_change_row", "table_name", "row_id")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    command_id: Mapped[int]
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]


NOT_JOURNALLED = {"content", "memo_draft", "paragraph", "issued", "audit_command", "audit_change"}

# References by table name and id, which no foreign key can hold: (table, column of the table's name, column of the id).
# What they may refer to is in LOOSE_TARGETS.
LOOSE_REFERENCES = (
    ("memo_link", "target", "target_id"),
    ("attribute_value", "target", "target_id"),
    ("map_node", "target", "target_id"),
    ("withdrawal_item", "target", "target_id"),
    ("feedback_link", "target", "target_id"),
    ("claim_link", "target", "target_id"),
    ("matrix_line", "target", "target_id"),
)
LOOSE_TARGETS = frozenset(
    {
        "study",
        "unit",
        "case",
        "participant",
        "source",
        "segment",
        "code",
        "relation",
        "category_map",
        "memo",
        "property",
        "sampling",
        "verdict",
        "claim",
        "matrix",
        "matrix_cell",
        "pattern_match",
        "negative_case",
        "literature",
        "feedback",
        "instrument",
        "data_set",
        "phase",
    }
)
