"""Claims, negative cases, patterns and matrices: what the study comes to."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.store.models.base import Row, ref, table_args


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
