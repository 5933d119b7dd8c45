"""Words being typed into any field are kept as those of memos are; indexes leave out rows that hold nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_FEW = (("audit_command", "group_id"), ("audit_command", "reverts_id"), ("segment", "speaker_id"))


def upgrade() -> None:
    """Add a table and make three indexes smaller; no row of an older file is written anew."""
    op.create_table(
        "draft",
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("field", name=op.f("pk_draft")),
    )
    for table, column in _FEW:
        name = op.f(f"ix_{table}_{column}")
        op.drop_index(name, table_name=table)
        op.create_index(name, table, [column], sqlite_where=sa.text(f"{column} IS NOT NULL"))
