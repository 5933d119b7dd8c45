"""Sources, their texts and speakers, what was asked and done in them, and literature."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.store.models.base import Base, Row, ref, table_args


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
