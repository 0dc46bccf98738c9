"""Who may do what in a network: one table, read by every service, and by whoever answers for it in law.

A person may have several parts at once (an animator who also manages a member); they may do what any of them may.
What a member structure shows of its own work depends on what its managers chose too: see `shows`.
"""

from dataclasses import dataclass
from enum import StrEnum

from alerts.model.network import Shares


class Part(StrEnum):
    """What somebody is to a network. The animator of another network is a stranger to this one."""

    HOST = "host"  # at the command line of the machine, never in the chat nor on a page
    ANIMATOR = "animator"
    MANAGER = "manager"  # of a member structure
    MEMBER = "member"  # équipier of a member structure
    STRANGER = "stranger"


class Act(StrEnum):
    SEE = "see"  # its name, its kind, how many members
    SEE_MEMBERS = "see_members"  # their names, kinds, trades and territories
    SEE_ANSWERS = "see_answers"  # what a member keeps and answers, when it shares it; never what it refuses
    SEE_OUTCOMES = "see_outcomes"  # answered, won, lost, when it shares it
    SEE_CAPACITY = "see_capacity"  # full-time equivalents, when it shares them
    SEE_TERRITORY = "see_territory"  # the page and the letter of the territory: counts, and public notices
    SEE_DISTRIBUTION = "see_distribution"  # how often each member was proposed to others, this month
    CALL_PARTNERS = "call_partners"  # a blind call inside the network, for one's own structure; answering one
    BROADCAST = "broadcast"
    SEE_REPORT = "see_report"  # of a broadcast: delivered, opened, interested; never who declined
    SEE_RADAR = "see_radar"
    LINK_CHAT = "link_chat"  # a Telegram group, topic or channel where the network speaks
    INVITE_STRUCTURE = "invite_structure"
    INVITE_ANIMATOR = "invite_animator"
    REMOVE_MEMBER = "remove_member"
    CHANGE = "change"  # name, kind, trades, territory, weekly cap
    STEP_DOWN = "step_down"  # animate it no more
    LEAVE = "leave"  # take one's structure out of it
    SHARE = "share"  # choose what one's structure lets it see
    MUTE = "mute"  # want none of its broadcasts, and want them again
    APPROVE = "approve"  # or refuse, or take back


_INSIDE = frozenset({Part.ANIMATOR, Part.MANAGER, Part.MEMBER})
_ANIMATOR = frozenset({Part.ANIMATOR})
_MANAGER = frozenset({Part.MANAGER})
_OF_MEMBER = frozenset({Part.MANAGER, Part.MEMBER})
_HOST = frozenset({Part.HOST})

# The host runs the machine and lets networks be: it sees nothing of what members do in them. Members may compete
# with one another: what one of them answers is for the animators, not for its neighbours.
APPROVED: dict[Act, frozenset[Part]] = {
    Act.SEE: _INSIDE | _HOST,
    Act.SEE_MEMBERS: _INSIDE,
    Act.SEE_ANSWERS: _ANIMATOR,
    Act.SEE_OUTCOMES: _ANIMATOR,
    Act.SEE_CAPACITY: _ANIMATOR,
    Act.SEE_TERRITORY: _INSIDE,
    Act.SEE_DISTRIBUTION: _INSIDE,
    Act.CALL_PARTNERS: _OF_MEMBER,
    Act.BROADCAST: _ANIMATOR,
    Act.SEE_REPORT: _ANIMATOR,
    Act.SEE_RADAR: _ANIMATOR,
    Act.LINK_CHAT: _ANIMATOR,
    Act.INVITE_STRUCTURE: _ANIMATOR,
    Act.INVITE_ANIMATOR: _ANIMATOR | _HOST,
    Act.REMOVE_MEMBER: _ANIMATOR,
    Act.CHANGE: _ANIMATOR,
    Act.STEP_DOWN: _ANIMATOR,
    Act.LEAVE: _MANAGER,
    Act.SHARE: _MANAGER,
    Act.MUTE: _INSIDE,
    Act.APPROVE: _HOST,
}

# While it waits for the host, whoever asked for it may look, correct, and take it back. It reaches nobody.
WAITING: dict[Act, frozenset[Part]] = {
    **dict.fromkeys(Act, frozenset[Part]()),
    Act.SEE: _ANIMATOR | _HOST,
    Act.CHANGE: _ANIMATOR,
    Act.STEP_DOWN: _ANIMATOR,
    Act.APPROVE: _HOST,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is to one network, today. `approved` False: the network waits for the host."""

    animator: bool = False
    manager: bool = False
    member: bool = False  # équipier of one structure at least
    approved: bool = True
    host: bool = False

    @property
    def parts(self) -> frozenset[Part]:
        said = {
            Part.HOST: self.host,
            Part.ANIMATOR: self.animator,
            Part.MANAGER: self.manager,
            Part.MEMBER: self.member,
        }
        return frozenset(part for part, held in said.items() if held) or frozenset({Part.STRANGER})

    @property
    def stranger(self) -> bool:
        return self.parts == {Part.STRANGER}


STRANGER = Standing()
HOST = Standing(host=True)


def may(act: Act, standing: Standing) -> bool:
    table = APPROVED if standing.approved else WAITING
    return bool(table[act] & standing.parts)


def shows(act: Act, standing: Standing, shares: Shares) -> bool:
    """Whether they see this of a member that shares so. `act`: SEE_ANSWERS, SEE_OUTCOMES or SEE_CAPACITY.

    Raises KeyError for another act.
    """
    chosen = {Act.SEE_ANSWERS: shares.answers, Act.SEE_OUTCOMES: shares.outcomes, Act.SEE_CAPACITY: shares.capacity}
    return chosen[act] and may(act, standing)
