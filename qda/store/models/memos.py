"""Memos, their versions, links and tags; arrangements on the sorting table."""

from __future__ import annotations

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from qda.store.models.base import Row, ref, table_args


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
