"""Networks, their animators and members, broadcasts and what members do with them.

Revision: 0005. After: 0004. Created: 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _networks()
    _people()
    _members()
    _broadcasts()


def _part_of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="CASCADE")


def _asked_by(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"), ondelete="SET NULL"
    )


def _of_structure(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["structure_id"],
        ["structure.id"],
        name=op.f(f"fk_{table}_structure_id_structure"),
        onupdate="CASCADE",
        ondelete="CASCADE",
    )


def _networks() -> None:
    op.create_table(
        "network",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("approved_at", MOMENT, nullable=True),
        _asked_by("network", "asked_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sqlite_autoincrement=True,
    )


def _people() -> None:
    for table in ("network_animator", "network_mute"):
        op.create_table(
            table,
            sa.Column("network_id", sa.Integer(), nullable=False),
            sa.Column("person_id", sa.Integer(), nullable=False),
            sa.Column("since", MOMENT, nullable=False),
            _part_of(table, "network_id", "network.id"),
            _part_of(table, "person_id", "person.id"),
            sa.PrimaryKeyConstraint("network_id", "person_id", name=op.f(f"pk_{table}")),
        )


def _members() -> None:
    op.create_table(
        "network_member",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("shares", sa.Text(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        _part_of("network_member", "network_id", "network.id"),
        _of_structure("network_member"),
        sa.PrimaryKeyConstraint("network_id", "structure_id", name=op.f("pk_network_member")),
    )
    op.create_index(op.f("ix_network_member_structure_id"), "network_member", ["structure_id"])


def _broadcasts() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("author", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("notice_id", sa.String(), nullable=True),
        sa.Column("written", sa.Text(), nullable=True),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("owed_up_to", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        _part_of("broadcast", "network_id", "network.id"),
        _asked_by("broadcast", "author"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_broadcast_network_id"), "broadcast", ["network_id"])
    op.create_table(
        "broadcast_interest",
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("interest", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _part_of("broadcast_interest", "broadcast_id", "broadcast.id"),
        _of_structure("broadcast_interest"),
        sa.PrimaryKeyConstraint("broadcast_id", "structure_id", name=op.f("pk_broadcast_interest")),
    )
