"""Reply help: sheets, proofs and their documents, work on a lot, and what became of it.

Revision: 0004. After: 0003. Created: 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _of_structures()
    _files()
    _of_matches()


def _of_structures() -> None:
    op.create_table(
        "sheet",
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        _of_structure("sheet"),
        sa.PrimaryKeyConstraint("structure_id", name=op.f("pk_sheet")),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("updated_at", MOMENT, nullable=False),
        _of_structure("proof"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proof_structure_id"), "proof", ["structure_id"])
    op.create_index(op.f("ix_proof_valid_until"), "proof", ["valid_until"])


def _of_structure(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["structure_id"],
        ["structure.id"],
        name=op.f(f"fk_{table}_structure_id_structure"),
        onupdate="CASCADE",
        ondelete="CASCADE",
    )


def _files() -> None:
    op.create_table(
        "proof_file",
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_proof_file_proof_id_proof"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("proof_id", name=op.f("pk_proof_file")),
    )


def _of_matches() -> None:
    op.create_table(
        "reply_work",
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"], ["match.id"], name=op.f("fk_reply_work_match_id_match"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("match_id", "lot", name=op.f("pk_reply_work")),
    )
    op.create_table(
        "reply_outcome",
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("said_by", sa.Integer(), nullable=True),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"], ["match.id"], name=op.f("fk_reply_outcome_match_id_match"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["said_by"], ["person.id"], name=op.f("fk_reply_outcome_said_by_person"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_reply_outcome")),
    )
