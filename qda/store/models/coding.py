"""Codes, segments and codings; properties, relations, tests, verdicts; sampling and saturation."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from qda.store.models.base import Row, few, ref, table_args


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
        few("ix_segment_speaker_id", "speaker_id"),
        CheckConstraint('start >= 0 AND "end" > start', name="span"),
    )

    source_id: Mapped[int] = ref("source")
    version_id: Mapped[int] = ref("text_version")
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    speaker_id: Mapped[int | None] = ref("speaker")
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
