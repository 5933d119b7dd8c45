"""What the case study keeps: claims, matrices, withdrawal, feedback, literature, phases, questions, files issued."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add tables, and columns with defaults: no row of an older file is written anew."""
    op.create_table(
        "claim",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("rival_to_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["rival_to_id"], ["claim.id"], name=op.f("fk_claim_rival_to_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("guid", name=op.f("uq_claim_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_claim_rival_to_id"), "claim", ["rival_to_id"], unique=False)
    op.create_table(
        "issued",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued")),
        sa.UniqueConstraint("guid", name=op.f("uq_issued_guid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "literature_criterion",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_literature_criterion")),
        sa.UniqueConstraint("guid", name=op.f("uq_literature_criterion_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_literature_criterion_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "phase",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("began", sa.Text(), nullable=True),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("guid", name=op.f("uq_phase_guid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reporting_answer",
        sa.Column("checklist", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_answer")),
        sa.UniqueConstraint("checklist", "item", name=op.f("uq_reporting_answer_checklist_item")),
        sa.UniqueConstraint("guid", name=op.f("uq_reporting_answer_guid")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "claim_link",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_claim_link_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_link")),
        sa.UniqueConstraint("claim_id", "target", "target_id", name=op.f("uq_claim_link_claim_id_target_target_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_claim_link_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claim_link_target", "claim_link", ["target", "target_id"], unique=False)
    op.create_table(
        "feedback",
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Text(), nullable=True),
        sa.Column("returned_on", sa.Text(), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_feedback_participant_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("guid", name=op.f("uq_feedback_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_feedback_participant_id"), "feedback", ["participant_id"], unique=False)
    op.create_table(
        "withdrawal",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_withdrawal_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_withdrawal_participant_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint("guid", name=op.f("uq_withdrawal_guid")),
        sa.UniqueConstraint("participant_id", name=op.f("uq_withdrawal_participant_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "feedback_link",
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"],
            ["feedback.id"],
            name=op.f("fk_feedback_link_feedback_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_link")),
        sa.UniqueConstraint(
            "feedback_id", "target", "target_id", name=op.f("uq_feedback_link_feedback_id_target_target_id")
        ),
        sa.UniqueConstraint("guid", name=op.f("uq_feedback_link_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_link_target", "feedback_link", ["target", "target_id"], unique=False)
    op.create_table(
        "matrix",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("second_level", sa.Boolean(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_matrix_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix")),
        sa.UniqueConstraint("guid", name=op.f("uq_matrix_guid")),
        sa.UniqueConstraint("name_key", name=op.f("uq_matrix_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_matrix_case_id"), "matrix", ["case_id"], unique=False)
    op.create_table(
        "pattern_match",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("observed", sa.Text(), nullable=False),
        sa.Column("match", sa.Text(), nullable=False),
        sa.Column("replication", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_pattern_match_case_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_pattern_match_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_pattern_match_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_match")),
        sa.UniqueConstraint("claim_id", "case_id", name=op.f("uq_pattern_match_claim_id_case_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_pattern_match_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pattern_match_case_id"), "pattern_match", ["case_id"], unique=False)
    op.create_table(
        "withdrawal_item",
        sa.Column("withdrawal_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["withdrawal_id"],
            ["withdrawal.id"],
            name=op.f("fk_withdrawal_item_withdrawal_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal_item")),
        sa.UniqueConstraint("guid", name=op.f("uq_withdrawal_item_guid")),
        sa.UniqueConstraint(
            "withdrawal_id", "target", "target_id", name=op.f("uq_withdrawal_item_withdrawal_id_target_target_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consent_decision",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("data_kind", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_consent_decision_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_consent_decision_participant_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_consent_decision_source_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_decision")),
        sa.UniqueConstraint("guid", name=op.f("uq_consent_decision_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_consent_decision_participant_id"), "consent_decision", ["participant_id"], unique=False)
    op.create_index(op.f("ix_consent_decision_source_id"), "consent_decision", ["source_id"], unique=False)
    op.create_table(
        "literature",
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("cite_key", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("year", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("container", sa.Text(), nullable=False),
        sa.Column("volume", sa.Text(), nullable=False),
        sa.Column("issue", sa.Text(), nullable=False),
        sa.Column("pages", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("doi", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("keywords", sa.Text(), nullable=False),
        sa.Column("abstract", sa.Text(), nullable=False),
        sa.Column("found_in", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_literature_source_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_literature")),
        sa.UniqueConstraint("guid", name=op.f("uq_literature_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_literature_source_id"), "literature", ["source_id"], unique=False)
    op.create_table(
        "matrix_line",
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("axis", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["matrix_id"], ["matrix.id"], name=op.f("fk_matrix_line_matrix_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_line")),
        sa.UniqueConstraint("guid", name=op.f("uq_matrix_line_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_matrix_line_matrix_id"), "matrix_line", ["matrix_id"], unique=False)
    op.create_table(
        "processing",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("done_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source.id"], name=op.f("fk_processing_source_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processing")),
        sa.UniqueConstraint("guid", name=op.f("uq_processing_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_processing_source_id"), "processing", ["source_id"], unique=False)
    op.create_table(
        "literature_judgement",
        sa.Column("literature_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"],
            ["literature_criterion.id"],
            name=op.f("fk_literature_judgement_criterion_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["literature_id"],
            ["literature.id"],
            name=op.f("fk_literature_judgement_literature_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_literature_judgement")),
        sa.UniqueConstraint("guid", name=op.f("uq_literature_judgement_guid")),
        sa.UniqueConstraint(
            "literature_id", "criterion_id", name=op.f("uq_literature_judgement_literature_id_criterion_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_literature_judgement_criterion_id"), "literature_judgement", ["criterion_id"], unique=False
    )
    op.create_table(
        "matrix_cell",
        sa.Column("matrix_id", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("column_id", sa.Integer(), nullable=False),
        sa.Column("judgement", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_matrix_cell_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["column_id"],
            ["matrix_line.id"],
            name=op.f("fk_matrix_cell_column_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["matrix_id"], ["matrix.id"], name=op.f("fk_matrix_cell_matrix_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["row_id"], ["matrix_line.id"], name=op.f("fk_matrix_cell_row_id"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_cell")),
        sa.UniqueConstraint("guid", name=op.f("uq_matrix_cell_guid")),
        sa.UniqueConstraint("row_id", "column_id", name=op.f("uq_matrix_cell_row_id_column_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_matrix_cell_column_id"), "matrix_cell", ["column_id"], unique=False)
    op.create_index(op.f("ix_matrix_cell_matrix_id"), "matrix_cell", ["matrix_id"], unique=False)
    op.create_table(
        "question_asked",
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_id"],
            ["instrument.id"],
            name=op.f("fk_question_asked_instrument_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["source.id"],
            name=op.f("fk_question_asked_source_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["text_version.id"],
            name=op.f("fk_question_asked_version_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_asked")),
        sa.UniqueConstraint("guid", name=op.f("uq_question_asked_guid")),
        sa.UniqueConstraint(
            "version_id",
            "start",
            "instrument_id",
            "item",
            name=op.f("uq_question_asked_version_id_start_instrument_id_item"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_question_asked_instrument_id"), "question_asked", ["instrument_id"], unique=False)
    op.create_index(op.f("ix_question_asked_source_id"), "question_asked", ["source_id"], unique=False)
    op.create_table(
        "matrix_evidence",
        sa.Column("cell_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cell_id"],
            ["matrix_cell.id"],
            name=op.f("fk_matrix_evidence_cell_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["segment.id"],
            name=op.f("fk_matrix_evidence_segment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_evidence")),
        sa.UniqueConstraint("cell_id", "segment_id", name=op.f("uq_matrix_evidence_cell_id_segment_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_matrix_evidence_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_matrix_evidence_segment_id"), "matrix_evidence", ["segment_id"], unique=False)
    op.create_table(
        "negative_case",
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("memo_id", sa.Integer(), nullable=True),
        sa.Column("coder_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_negative_case_claim_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["coder_id"], ["coder.id"], name=op.f("fk_negative_case_coder_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["memo_id"], ["memo.id"], name=op.f("fk_negative_case_memo_id"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["segment.id"],
            name=op.f("fk_negative_case_segment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_negative_case")),
        sa.UniqueConstraint("claim_id", "segment_id", name=op.f("uq_negative_case_claim_id_segment_id")),
        sa.UniqueConstraint("guid", name=op.f("uq_negative_case_guid")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_negative_case_memo_id"), "negative_case", ["memo_id"], unique=False)
    op.create_index(op.f("ix_negative_case_segment_id"), "negative_case", ["segment_id"], unique=False)
    op.create_table(
        "pattern_evidence",
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("segment_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"],
            ["pattern_match.id"],
            name=op.f("fk_pattern_evidence_match_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["segment_id"],
            ["segment.id"],
            name=op.f("fk_pattern_evidence_segment_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_evidence")),
        sa.UniqueConstraint("guid", name=op.f("uq_pattern_evidence_guid")),
        sa.UniqueConstraint("match_id", "segment_id", name=op.f("uq_pattern_evidence_match_id_segment_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pattern_evidence_segment_id"), "pattern_evidence", ["segment_id"], unique=False)
    op.add_column("case", sa.Column("summary", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.add_column("source", sa.Column("minutes", sa.Integer(), nullable=True))
