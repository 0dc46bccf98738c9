"""People, their structures and groups, what a structure does with a match, and for whom a message is.

Revision: 0002. After: 0001. Created: 2026-11-22.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _memberships()
    _groups()
    _tokens_and_inbox()
    with op.batch_alter_table("structure") as structure:
        structure.add_column(sa.Column("paused_until", MOMENT, nullable=True))
    _matches()
    _deliveries()


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("blocked_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_person_telegram_id")),
        sqlite_autoincrement=True,
    )


def _memberships() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("preference", sa.Text(), nullable=False),
        sa.Column("paused_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        _person("membership", "person_id", ondelete="CASCADE"),
        _structure("membership"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("person_id", "structure_id", name=op.f("uq_membership_person_id_structure_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_membership_structure_id"), "membership", ["structure_id"])


def _groups() -> None:
    op.create_table(
        "chat_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=True),
        sa.Column("preference", sa.Text(), nullable=False),
        sa.Column("paused_until", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        _person("chat_group", "linked_by", ondelete="SET NULL"),
        _structure("chat_group"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_group")),
        sa.UniqueConstraint(
            "chat_id", "topic_id", "structure_id", name=op.f("uq_chat_group_chat_id_topic_id_structure_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_chat_group_structure_id"), "chat_group", ["structure_id"])


def _tokens_and_inbox() -> None:
    op.create_table(
        "token",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        _person("token", "made_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_token")),
    )
    op.create_index(op.f("ix_token_made_by"), "token", ["made_by"])
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )


def _matches() -> None:
    """The table is made anew, with a number of its own; those that are there get theirs in the order they came."""
    op.execute("CREATE TABLE match_before AS SELECT structure_id, opportunity_id, content, created_at FROM match")
    op.drop_table("match")
    op.create_table(
        "match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("status_why", sa.String(), nullable=True),
        sa.Column("status_by", sa.Integer(), nullable=True),
        sa.Column("status_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["opportunity_id"],
            ["opportunity.id"],
            name=op.f("fk_match_opportunity_id_opportunity"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        _person("match", "status_by", ondelete="SET NULL"),
        _structure("match"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint("structure_id", "opportunity_id", name=op.f("uq_match_structure_id_opportunity_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_match_opportunity_id"), "match", ["opportunity_id"])
    op.execute(
        "INSERT INTO match (structure_id, opportunity_id, content, created_at) "
        "SELECT structure_id, opportunity_id, content, created_at FROM match_before "
        "ORDER BY created_at, opportunity_id, structure_id"
    )
    op.drop_table("match_before")


def _deliveries() -> None:
    op.drop_index("ix_delivery_due", "delivery")
    with op.batch_alter_table("delivery") as delivery:
        delivery.add_column(sa.Column("match_id", sa.Integer(), nullable=True))
        delivery.add_column(sa.Column("recipient", sa.String(), nullable=False, server_default=""))
        delivery.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="2"))
        delivery.add_column(sa.Column("failures", sa.Integer(), nullable=False, server_default="0"))
        delivery.create_foreign_key(
            op.f("fk_delivery_match_id_match"), "match", ["match_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index(op.f("ix_delivery_match_id"), "delivery", ["match_id"])
    op.create_index("ix_delivery_receipt", "delivery", ["channel", "receipt"])
    waiting = sa.text("next_at IS NOT NULL")
    op.create_index(
        "ix_delivery_due", "delivery", ["rank", "next_at", "id"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_index(
        "ix_delivery_waiting", "delivery", ["recipient", "next_at"], sqlite_where=waiting, postgresql_where=waiting
    )


def _person(table: str, column: str, *, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}_person"), ondelete=ondelete)


def _structure(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["structure_id"],
        ["structure.id"],
        name=op.f(f"fk_{table}_structure_id_structure"),
        onupdate="CASCADE",
        ondelete="CASCADE",
    )
