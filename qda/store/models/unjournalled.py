"""What the journal does not keep: drafts, derived tables, what has left, and the journal itself."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from qda.store.models.base import Base, few, new_guid, table_args


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


class Draft(Base):
    """Words being typed into a field, durable within a second; they go when the field is left and the words are kept.

    `field` names the field and the row it belongs to (“claim.text/12”, “claim.text/new”), `title` says it in the user's
    words. `target` and `target_id` are what the words are about: after a crash a memo on it takes them in.
    """

    __tablename__ = "draft"

    field: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(default="")
    target: Mapped[str] = mapped_column(default="")
    target_id: Mapped[int | None]
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
    __table_args__ = table_args(
        few("ix_audit_command_group_id", "group_id"), few("ix_audit_command_reverts_id", "reverts_id")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guid: Mapped[str] = mapped_column(default=new_guid, unique=True)
    key: Mapped[str]
    text: Mapped[str]
    params: Mapped[str]
    coder_id: Mapped[int | None]
    at: Mapped[int]
    schema_version: Mapped[int]
    group_id: Mapped[str | None]
    reverts_id: Mapped[int | None]


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
