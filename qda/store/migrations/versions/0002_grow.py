"""What the workspaces of grounded theory keep: tests of codes, sampling, arrangements, groups on maps, queries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add tables, and columns with defaults: no row of an older file is written anew."""
    op.create_table(
        "arrangement",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
        sa.UniqueConstraint("guid", name=op.f("uq_arrangement_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_arrangement_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "saved_query",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_query")),
        sa.UniqueConstraint("guid", name=op.f("uq_saved_query_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_saved_query_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "core_category",
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_core_category_code_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_category")),
        sa.UniqueConstraint("code_id", name=op.f("uq_core_category_code_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_core_category_guid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "map_refusal",
        sa.Column("map_id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["map_id"], ["category_map.id"], name=op.f("fk_map_refusal_map_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["one_id"], ["code.id"], name=op.f("fk_map_refusal_one_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["code.id"], name=op.f("fk_map_refusal_other_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_refusal")),
        sa.UniqueConstraint("guid", name=op.f("uq_map_refusal_guid")),
        sa.UniqueConstraint("map_id", "one_id", "other_id", name=op.f("uq_map_refusal_map_id_one_id_other_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_map_refusal_one_id"), "map_refusal", ["one_id"], unique=False)
    op.create_index(op.f("ix_map_refusal_other_id"), "map_refusal", ["other_id"], unique=False)
    op.create_table(
        "arrangement_card",
        sa.Column("arrangement_id", sa.Integer(), nullable=False),
        sa.Column("memo_id", sa.Integer(), nullable=True),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("x", sa.Float(), nullable=True),
        sa.Column("y", sa.Float(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["arrangement_id"],
            ["arrangement.id"],
            name=op.f("fk_arrangement_card_arrangement_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["memo_id"], ["memo.id"], name=op.f("fk_arrangement_card_memo_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement_card")),
        sa.UniqueConstraint("arrangement_id", "memo_id", name=op.f("uq_arrangement_card_arrangement_id_memo_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_arrangement_card_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_arrangement_card_memo_id"), "arrangement_card", ["memo_id"], unique=False)
    op.create_table(
        "map_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["map_node.id"], name=op.f("fk_map_member_group_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["node_id"], ["map_node.id"], name=op.f("fk_map_member_node_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_map_member")),
        sa.UniqueConstraint("guid", name=op.f("uq_map_member_guid")),
        sa.UniqueConstraint("node_id", name=op.f("uq_map_member_node_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_map_member_group_id"), "map_member", ["group_id"], unique=False)
    op.create_table(
        "sampling",
        sa.Column("code_id", sa.Integer(), nullable=True),
        sa.Column("property_id", sa.Integer(), nullable=True),
        sa.Column("gap", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("planned", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("memo_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_sampling_code_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["memo_id"], ["memo.id"], name=op.f("fk_sampling_memo_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["property_id"],
            ["property.id"],
            name=op.f("fk_sampling_property_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling")),
        sa.UniqueConstraint("guid", name=op.f("uq_sampling_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sampling_code_id"), "sampling", ["code_id"], unique=False)
    op.create_index(op.f("ix_sampling_memo_id"), "sampling", ["memo_id"], unique=False)
    op.create_index(op.f("ix_sampling_property_id"), "sampling", ["property_id"], unique=False)
    op.create_table(
        "sampling_source",
        sa.Column("sampling_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sampling_id"],
            ["sampling.id"],
            name=op.f("fk_sampling_source_sampling_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_sampling_source_source_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_source")),
        sa.UniqueConstraint("guid", name=op.f("uq_sampling_source_guid")),
        sa.UniqueConstraint("sampling_id", "source_id", name=op.f("uq_sampling_source_sampling_id_source_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sampling_source_source_id"), "sampling_source", ["source_id"], unique=False)
    op.create_table(
        "code_test",
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code_id"], ["code.id"], name=op.f("fk_code_test_code_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_code_test_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"], ["segment.id"], name=op.f("fk_code_test_segment_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_test")),
        sa.UniqueConstraint("code_id", "segment_id", "coder_id", name=op.f("uq_code_test_code_id_segment_id_coder_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_code_test_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_code_test_coder_id"), "code_test", ["coder_id"], unique=False)
    op.create_index(op.f("ix_code_test_segment_id"), "code_test", ["segment_id"], unique=False)
    op.add_column("category_map", sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("category_map", sa.Column("size_by", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("category_map", sa.Column("color_by", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("map_node", sa.Column("placed", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("map_node", sa.Column("color", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("source", sa.Column("placed_on", sa.Text(), nullable=True))
