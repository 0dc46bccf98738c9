"""Answering together, the chats of networks, what their radar told, and what was seen in each territory.

Revision: 0006. After: 0005. Created: 2026-11-23.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _chats()
    _told()
    _calls()
    _rooms()
    _proposals()
    _seen()


def _part_of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="CASCADE")


def _belongs_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name, onupdate="CASCADE", ondelete="CASCADE")


def _may_refer_to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="SET NULL")


def _once(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _chats() -> None:
    op.create_table(
        "network_chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("channel", sa.Boolean(), nullable=False),
        sa.Column("linked_by", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        _part_of("network_chat", "network_id", "network.id"),
        _may_refer_to("network_chat", "linked_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_chat")),
        _once("network_chat", "chat_id", "topic_id", "network_id"),
        sqlite_autoincrement=True,
    )
    _index("network_chat", "network_id")


def _told() -> None:
    op.create_table(
        "radar_told",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _part_of("radar_told", "network_id", "network.id"),
        _belongs_to("radar_told", "opportunity_id", "opportunity.id"),
        sa.PrimaryKeyConstraint("network_id", "opportunity_id", "lot", name=op.f("pk_radar_told")),
    )
    _index("radar_told", "opportunity_id")


def _calls() -> None:
    op.create_table(
        "partner_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("notice_id", sa.String(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("freely", sa.Boolean(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("waved_at", MOMENT, nullable=True),
        _part_of("partner_call", "network_id", "network.id"),
        _belongs_to("partner_call", "structure_id", "structure.id"),
        _belongs_to("partner_call", "opportunity_id", "opportunity.id"),
        _may_refer_to("partner_call", "opened_by", "person.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_call")),
        sa.UniqueConstraint(
            "network_id",
            "structure_id",
            "opportunity_id",
            "lot",
            name=op.f("uq_partner_call_network_id_structure_id_opportunity_id_lot"),
        ),
        sqlite_autoincrement=True,
    )
    _index("partner_call", "structure_id")
    _index("partner_call", "opportunity_id")
    op.create_table(
        "call_candidate",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("brings", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("seeker_answer", sa.String(), nullable=True),
        sa.Column("seeker_answered_at", MOMENT, nullable=True),
        _part_of("call_candidate", "call_id", "partner_call.id"),
        _belongs_to("call_candidate", "structure_id", "structure.id"),
        sa.PrimaryKeyConstraint("call_id", "structure_id", name=op.f("pk_call_candidate")),
    )
    _index("call_candidate", "structure_id")


def _rooms() -> None:
    op.create_table(
        "group_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("notice_id", sa.String(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        _part_of("group_room", "network_id", "network.id"),
        _belongs_to("group_room", "opportunity_id", "opportunity.id"),
        _may_refer_to("group_room", "call_id", "partner_call.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_room")),
        _once("group_room", "call_id"),
        sqlite_autoincrement=True,
    )
    _index("group_room", "network_id")
    _index("group_room", "opportunity_id")
    op.create_table(
        "group_room_member",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        _part_of("group_room_member", "room_id", "group_room.id"),
        _belongs_to("group_room_member", "structure_id", "structure.id"),
        sa.PrimaryKeyConstraint("room_id", "structure_id", name=op.f("pk_group_room_member")),
    )
    _index("group_room_member", "structure_id")


def _proposals() -> None:
    op.create_table(
        "network_proposal",
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.String(), nullable=False),
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("lot", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _part_of("network_proposal", "network_id", "network.id"),
        _belongs_to("network_proposal", "structure_id", "structure.id"),
        sa.PrimaryKeyConstraint(
            "network_id", "structure_id", "opportunity_id", "lot", "how", name=op.f("pk_network_proposal")
        ),
    )
    _index("network_proposal", "structure_id")


def _seen() -> None:
    op.create_table(
        "seen_opportunity",
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("appeared", sa.Date(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        _belongs_to("seen_opportunity", "opportunity_id", "opportunity.id"),
        sa.PrimaryKeyConstraint("opportunity_id", name=op.f("pk_seen_opportunity")),
    )
    _index("seen_opportunity", "appeared")
    op.create_table(
        "seen_place",
        sa.Column("opportunity_id", sa.String(), nullable=False),
        sa.Column("departement", sa.String(), nullable=False),
        _belongs_to("seen_place", "opportunity_id", "seen_opportunity.opportunity_id"),
        sa.PrimaryKeyConstraint("opportunity_id", "departement", name=op.f("pk_seen_place")),
    )
    _index("seen_place", "departement")
