"""What each service of networks does when each of those who may call it does: the doors behind the pages and the chats.

Nadia animates the network, Anne manages the Jardins, Bilal is in their team; Vera manages the Voisine, asked by the
Jardins and in a room with them; Claire animates another network; Doris's structure is in none. All is asked about the
Jardins, but the answer to the call, which is about the Voisine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from alerts.model.network import Answered, GroupForm, NetworkKind, Shares, Target
from alerts.model.structure import Territory
from alerts.network import group
from alerts.network.rights import Act
from alerts.services import (
    broadcast_answers,
    broadcast_sources,
    broadcasting,
    call_seen,
    calling,
    chat_posts,
    distributing,
    muting,
    network_animating,
    network_asking,
    network_chats,
    network_inviting,
    network_leaving,
    network_settings,
    networks,
    room_rights,
    room_views,
    rooms,
    tokens,
)
from alerts.services.errors import NotYours
from alerts.services.grouping import Spot
from alerts.services.network_chats import Found
from alerts.store.engine import Session
from tests.bot.pages.conftest import MONDAY
from tests.bot.pages.network.broadcasts import HAY
from tests.bot.pages.network.matrix import World

Service = Callable[[Session, "Doors", int], object]

HERE = Spot(-1001, None, "Le groupe fictif")
CHANNEL = Found(-1002, "Le canal fictif", channel=True, posts=True, theirs=True)
OCTOBER = date(2026, 10, 1)
EVERYWHERE = Territory(whole_france=True)
YES = Answered.YES


JARDINS = frozenset({"bilal", "anne"})
MANAGER = frozenset({"anne"})
VOISINE = frozenset({"vera"})
ANIMATOR = frozenset({"nadia"})
INSIDE = JARDINS | VOISINE | ANIMATOR
OUTSIDE = frozenset({"doris", "claire"})
LAST: frozenset[str] = frozenset()  # Nadia is the only one: she may not
EVERYBODY = INSIDE | OUTSIDE  # who holds the link


@dataclass
class Doors(World):
    """With what the services take beside: a chat that is linked, a post in it, and the message to Anne."""

    vera: int
    chat: int
    post: int
    message: int

    def who(self, name: str) -> int:
        return self.vera if name == "vera" else self.scene.people[name]

    @property
    def net(self) -> int:
        return self.scene.network.id

    @property
    def ours(self) -> str:
        return self.scene.jardins.id

    def charge(self, session: Session) -> str:
        """The token of an invitation to animate."""
        return network_animating.invite(session, self.scene.people["nadia"], self.net, MONDAY)

    def offer(self, session: Session) -> str:
        """That of an invitation to a structure."""
        return network_inviting.invite(session, self.scene.people["nadia"], self.net, MONDAY)

    @property
    def mark(self) -> str:
        return group.mark_of(self.group())


def spoken(given: object) -> object:
    """What refuses by doing nothing."""
    if not given:
        raise NotYours
    return given


SERVICES: dict[str, tuple[Service, frozenset[str]]] = {
    "broadcast_answers.told_by": (lambda s, w, who: broadcast_answers.told_by(s, who, w.message), JARDINS),
    "broadcast_answers.opened": (lambda s, w, who: broadcast_answers.opened(s, who, w.sent, w.ours, MONDAY), JARDINS),
    "broadcast_answers.interested": (
        lambda s, w, who: broadcast_answers.interested(s, who, w.sent, w.ours, MONDAY),
        JARDINS,
    ),
    "broadcast_answers.decline": (lambda s, w, who: broadcast_answers.decline(s, who, w.sent, w.ours, MONDAY), JARDINS),
    "broadcast_answers.mute": (lambda s, w, who: broadcast_answers.mute(s, who, w.sent, w.ours, MONDAY), JARDINS),
    "broadcast_answers.received": (lambda s, w, who: broadcast_answers.received(s, who, w.sent, w.ours), JARDINS),
    "broadcast_answers.report": (lambda s, w, who: broadcast_answers.report(s, who, w.sent), ANIMATOR),
    "broadcasting.draft": (lambda s, w, who: broadcasting.draft(s, who, w.net, HAY, "", Target(), MONDAY), ANIMATOR),
    "broadcasting.revise": (lambda s, w, who: broadcasting.revise(s, who, w.draft, note="Un autre mot"), ANIMATOR),
    "broadcasting.held": (lambda s, w, who: broadcasting.held(s, who, w.draft, w.net), ANIMATOR),
    "broadcasting.drop": (lambda s, w, who: broadcasting.drop(s, who, w.draft), ANIMATOR),
    "broadcasting.withdraw": (lambda s, w, who: broadcasting.withdraw(s, who, w.sent, MONDAY), ANIMATOR),
    "broadcasting.recent": (lambda s, w, who: broadcasting.recent(s, who, w.net), ANIMATOR),
    "broadcasting.preview": (lambda s, w, who: broadcasting.preview(s, who, w.draft, MONDAY), ANIMATOR),
    "broadcasting.confirm": (lambda s, w, who: broadcasting.confirm(s, who, w.draft, "", MONDAY), ANIMATOR),
    "call_seen.searched": (lambda s, w, who: call_seen.searched(s, who, w.match, "2", MONDAY), JARDINS),
    "call_seen.sought": (lambda s, w, who: call_seen.sought(s, who, w.call, MONDAY), JARDINS),
    "call_seen.wanted": (lambda s, w, who: call_seen.wanted(s, who, w.call, 1, MONDAY), VOISINE),
    "calling.open_call": (
        lambda s, w, who: calling.open_call(s, who, w.match, "1", w.net, MONDAY, freely=True),
        JARDINS,
    ),
    "calling.answer": (lambda s, w, who: calling.answer(s, who, w.call, 1, YES, MONDAY), VOISINE),
    "calling.decide": (lambda s, w, who: calling.decide(s, who, w.call, 1, YES, MONDAY), JARDINS),
    "calling.close": (lambda s, w, who: calling.close(s, who, w.call, MONDAY), JARDINS),
    "calling.counts": (lambda s, w, who: calling.counts(s, who, w.net), ANIMATOR),
    "chat_posts.opened": (lambda s, w, who: chat_posts.opened(s, who, w.post, MONDAY), INSIDE),
    "distributing.month": (lambda s, w, who: distributing.month(s, who, w.net, OCTOBER, MONDAY), INSIDE),
    "muting.look": (lambda s, w, who: spoken(muting.look(s, who, w.net)), INSIDE),
    "muting.unmute": (
        lambda s, w, who: spoken(network_settings.mute_all(s, who, MONDAY) and muting.unmute(s, who, w.net)),
        INSIDE,
    ),
    "muting.mute": (lambda s, w, who: spoken(muting.mute(s, who, w.net, MONDAY)), INSIDE),
    "network_animating.invite": (lambda s, w, who: network_animating.invite(s, who, w.net, MONDAY), ANIMATOR),
    "network_animating.open_links": (lambda s, w, who: network_animating.open_links(s, who, w.net, MONDAY), ANIMATOR),
    "network_animating.close_links": (lambda s, w, who: network_animating.close_links(s, who, w.net), ANIMATOR),
    "network_animating.step_down": (lambda s, w, who: network_animating.step_down(s, who, w.net), LAST),
    "network_chats.link": (lambda s, w, who: network_chats.link(s, who, w.net, HERE, MONDAY), ANIMATOR),
    "network_chats.link_channel": (
        lambda s, w, who: network_chats.link_channel(s, who, w.net, CHANNEL, MONDAY),
        ANIMATOR,
    ),
    "network_chats.one_of_ours": (lambda s, w, who: network_chats.one_of_ours(s, who, w.chat), ANIMATOR),
    "network_chats.unlink_ours": (lambda s, w, who: network_chats.unlink_ours(s, who, w.chat), ANIMATOR),
    "network_chats.of_network": (lambda s, w, who: network_chats.of_network(s, who, w.net), ANIMATOR),
    "network_inviting.invite": (lambda s, w, who: network_inviting.invite(s, who, w.net, MONDAY), ANIMATOR),
    "network_inviting.open_links": (lambda s, w, who: network_inviting.open_links(s, who, w.net, MONDAY), ANIMATOR),
    "network_inviting.close_links": (lambda s, w, who: network_inviting.close_links(s, who, w.net), ANIMATOR),
    "network_leaving.leave": (lambda s, w, who: network_leaving.leave(s, who, w.net, w.ours, MONDAY), MANAGER),
    "network_leaving.remove": (lambda s, w, who: network_leaving.remove(s, who, w.net, w.ours, MONDAY), ANIMATOR),
    "network_settings.rename": (lambda s, w, who: network_settings.rename(s, who, w.net, "Un nom neuf"), ANIMATOR),
    "network_settings.set_kind": (
        lambda s, w, who: network_settings.set_kind(s, who, w.net, NetworkKind.CRESS),
        ANIMATOR,
    ),
    "network_settings.set_cap": (lambda s, w, who: network_settings.set_cap(s, who, w.net, 5), ANIMATOR),
    "network_settings.set_trades": (
        lambda s, w, who: network_settings.set_trades(s, who, w.net, {"nettoyage-locaux"}),
        ANIMATOR,
    ),
    "network_settings.set_territory": (
        lambda s, w, who: network_settings.set_territory(s, who, w.net, EVERYWHERE),
        ANIMATOR,
    ),
    "network_settings.reach_of": (lambda s, w, who: network_settings.reach_of(s, who, w.net), INSIDE),
    "network_settings.shares_of": (lambda s, w, who: network_settings.shares_of(s, who, w.net, w.ours), JARDINS),
    "network_settings.share": (
        lambda s, w, who: network_settings.share(s, who, w.net, w.ours, Shares(outcomes=True)),
        MANAGER,
    ),
    "network_settings.mute": (lambda s, w, who: network_settings.mute(s, who, w.net, MONDAY), INSIDE),
    "network_settings.unmute": (lambda s, w, who: network_settings.unmute(s, who, w.net), INSIDE),
    "networks.require": (lambda s, w, who: networks.require(s, who, w.net, Act.SEE), INSIDE),
    "networks.managing": (lambda s, w, who: networks.managing(s, who, w.net, w.ours, Act.LEAVE), MANAGER),
    "networks.own_member": (lambda s, w, who: networks.own_member(s, who, w.net, w.ours), JARDINS),
    "networks.members": (lambda s, w, who: networks.members(s, who, w.net), INSIDE),
    "networks.animators": (lambda s, w, who: networks.animators(s, who, w.net), INSIDE),
    "room_rights.entered": (lambda s, w, who: room_rights.entered(s, who, w.room, w.ours), JARDINS),
    "room_rights.require": (lambda s, w, who: room_rights.require(s, who, w.room, w.ours, group.Act.AGREE), MANAGER),
    "room_rights.how_many": (lambda s, w, who: room_rights.how_many(s, who, w.net), ANIMATOR),
    "room_views.seen": (
        lambda s, w, who: room_views.seen(s, room_views.reading(MONDAY, None), who, w.room, w.ours, MONDAY),
        JARDINS,
    ),
    "rooms.leave": (lambda s, w, who: rooms.leave(s, who, w.room, w.ours, MONDAY), MANAGER),
    "rooms.write": (lambda s, w, who: rooms.write(s, who, w.room, w.ours, "Les vitres.", MONDAY), JARDINS),
    "rooms.choose_mandataire": (
        lambda s, w, who: rooms.choose_mandataire(s, who, w.room, w.ours, w.ours, MONDAY),
        MANAGER,
    ),
    "rooms.choose_form": (
        lambda s, w, who: rooms.choose_form(s, who, w.room, w.ours, GroupForm.SOLIDARY, MONDAY),
        MANAGER,
    ),
    "rooms.agree": (lambda s, w, who: rooms.agree(s, who, w.room, w.ours, w.mark, MONDAY), MANAGER),
    "rooms.doubt": (lambda s, w, who: rooms.doubt(s, who, w.room, w.ours, MONDAY), MANAGER),
    "rooms.tick": (lambda s, w, who: rooms.tick(s, who, w.room, w.ours, "step-read", MONDAY, done=True), JARDINS),
    "rooms.take": (lambda s, w, who: rooms.take(s, who, w.room, w.ours, "step-read", MONDAY, on=True), JARDINS),
    "network_animating.look": (lambda s, w, who: network_animating.look(s, w.charge(s), MONDAY, who), EVERYBODY),
    "network_animating.look_at": (
        lambda s, w, who: network_animating.look_at(s, tokens.mark_of(w.charge(s)), MONDAY, who),
        EVERYBODY,
    ),
    "network_animating.accept": (lambda s, w, who: network_animating.accept(s, w.charge(s), who, MONDAY), EVERYBODY),
    "network_animating.accept_at": (
        lambda s, w, who: network_animating.accept_at(s, tokens.mark_of(w.charge(s)), who, MONDAY),
        EVERYBODY,
    ),
    "network_inviting.look": (lambda s, w, who: network_inviting.look(s, w.offer(s), MONDAY, who), EVERYBODY),
    "network_inviting.accept": (
        lambda s, w, who: network_inviting.accept(s, w.offer(s), who, w.scene.lessive.id, MONDAY),
        frozenset({"doris"}),
    ),
}
# What is one's own: nothing of a network, nor of its members, for whoever is in none of it.
OWN: dict[str, Callable[[Session, int], object]] = {
    "broadcast_sources.received": lambda s, who: broadcast_sources.received(s, who, MONDAY),
    "call_seen.mine": lambda s, who: call_seen.mine(s, who, MONDAY),
    "network_animating.animated_alone": network_animating.animated_alone,
    "network_animating.forget_asked_by": network_animating.forget_asked_by,
    "network_asking.ask": lambda s, who: network_asking.ask(s, who, "Un réseau demandé", NetworkKind.OTHER, MONDAY),
    "network_chats.may_link": network_chats.may_link,
    "network_settings.mute_all": lambda s, who: network_settings.mute_all(s, who, MONDAY),
    "networks.of_person": networks.of_person,
    "room_rights.mine": room_rights.mine,
}
