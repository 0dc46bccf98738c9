"""The networks of a person, and one of them: what it is, and what they may do there."""

from collections.abc import Sequence
from dataclasses import replace

from alerts.channels.markup import typography
from alerts.messages.french import count, enumeration
from alerts.messages.network.call import counted_words
from alerts.model.people import Membership
from alerts.model.structure import Structure
from alerts.network.rights import Act, may
from alerts.services import calling, networks, people
from alerts.services.errors import NotYours
from alerts.services.networks import Seen
from alerts.store.engine import Session
from bot.chat.html import b, fit, h
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network import radar, territory
from bot.commands.network.labels import ALL, KINDS, MENU, SHORT, button, number, rows_of
from bot.commands.network.partners import distribution
from bot.commands.profile.asking_places import short

TITLE = "Mes réseaux"
NONE = (
    "Vous n’êtes dans aucun réseau.\n\nUn réseau (PTCE, réseau IAE, CRESS, circuit court…) réunit des structures :"
    " ses animateurs leur transmettent des annonces. Pour en rejoindre un, ouvrez le lien d’invitation que vous donne"
    " son animateur."
)
ASK_FOR_ONE = "Vous animez un réseau qui n’est pas encore ici ? Demandez-le : l’hébergeur de Vigie répond."
MUTED = "Vous ne recevez plus ses messages."
YOURS_ALONE = "Vous ne recevez plus ses messages ; vos propres alertes continuent."
AT_MOST = 20  # networks that a screen names
# What each right opens: words of the button, its action. In the order of the screen.
_WAYS: tuple[tuple[Act, str, str], ...] = (
    (Act.SEE_RADAR, radar.LABEL, radar.ACTION),
    (Act.SEE_TERRITORY, territory.LABEL, territory.ACTION),
    (Act.SEE_MEMBERS, "👥 Membres", "mb"),
    (Act.SEE_MEMBERS, "👤 Animateurs", "an"),
    (Act.INVITE_STRUCTURE, "➕ Inviter une structure", "is"),
    (Act.INVITE_ANIMATOR, "➕ Inviter un animateur", "ia"),
    (Act.CHANGE, "⚙️ Réglages", "st"),
    (Act.SHARE, "👁 Ce que voit le réseau", "sh"),
    (Act.LEAVE, "🚪 Quitter le réseau", "le"),
)


def home(session: Session, talk: Talk) -> Screen:
    """The network of who has one, else the list."""
    seen = networks.of_person(session, talk.person.id)
    return network(seen[0], _calls(session, talk, seen[0])) if len(seen) == 1 else listed(seen)


def all_of_them(session: Session, talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    return listed(networks.of_person(session, talk.person.id))


def one(session: Session, talk: Talk, tap: Tap) -> Reply:
    return shown(session, talk, number(tap))


def shown(session: Session, talk: Talk, network_id: int, said: str = "") -> Screen:
    """The screen of this network, under what was just done. Raises NotYours."""
    seen = seen_of(session, talk, network_id)
    screen = network(seen, _calls(session, talk, seen))
    return replace(screen, text=f"{said}\n\n{screen.text}") if said else screen


def seen_of(session: Session, talk: Talk, network_id: int) -> Seen:
    """Raises NotYours."""
    found = (seen for seen in networks.of_person(session, talk.person.id) if seen.network.id == network_id)
    seen = next(found, None)
    if seen is None:
        raise NotYours(networks.NOT_IN)
    return seen


def mine_in(session: Session, talk: Talk, network_id: int) -> list[tuple[Membership, Structure]]:
    """Their structures that are members of it. Raises NotYours, NotAllowed."""
    inside = {member.structure_id for member, _ in networks.members(session, talk.person.id, network_id)}
    return [held for held in people.memberships_of(session, talk.person.id) if held[1].id in inside]


def listed(seen: Sequence[Seen]) -> Screen:
    ask = button("➕ Demander un réseau", "ak")
    if not seen:
        return Screen(f"{b(TITLE)}\n\n{NONE}\n\n{ASK_FOR_ONE}", rows_of([], ask, MENU))
    numbered = list(enumerate(seen[:AT_MOST], start=1))
    lines = [f"{at}. {b(one.network.name)} – {SHORT[one.network.kind]} – {_part(one)}" for at, one in numbered]
    buttons = [button(short(f"{at}. {one.network.name}"), "n", one.network.id) for at, one in numbered]
    return Screen(fit([b(TITLE), *lines, "", ASK_FOR_ONE]), rows_of(buttons, ask, MENU))


def network(seen: Seen, calls: str = "") -> Screen:
    """`calls`: how many look for partners in it, for its animators."""
    it = seen.network
    lines = [b(it.name), KINDS[it.kind], f"{_counted(seen)}.", *([calls] if calls else []), "", *_standing_lines(seen)]
    ways = [button(label, action, it.id) for act, label, action in _WAYS if may(act, seen.standing)]
    if may(Act.BROADCAST, seen.standing):
        ways.insert(0, Button("📣 Diffuser une annonce", pack("di", "w", it.id)))
    if may(Act.SEE_DISTRIBUTION, seen.standing):
        ways.append(distribution.way(it.id))
    if may(Act.MUTE, seen.standing):
        ways.append(_mute(seen))
    if seen.standing.animator:
        ways.append(button("Ne plus l’animer", "sd", it.id))
    return Screen(fit(lines), rows_of(ways, ALL))


def _calls(session: Session, talk: Talk, seen: Seen) -> str:
    if not may(Act.SEE_RADAR, seen.standing):
        return ""
    return typography(counted_words(*calling.counts(session, talk.person.id, seen.network.id)))


def _mute(seen: Seen) -> Button:
    if seen.muted:
        return button("🔔 Recevoir de nouveau", "um", seen.network.id)
    return button("🔕 Ne plus recevoir", "mu", seen.network.id)


def _counted(seen: Seen) -> str:
    members = count(seen.members, "structure membre", "structures membres")
    return f"{members}, {count(seen.animators, 'animateur')}"


def _part(seen: Seen) -> str:
    if not seen.standing.approved:
        return "attend l’accord de l’hébergeur"
    parts = [*(["vous l’animez"] if seen.standing.animator else []), *(h(one) for one in seen.structures)]
    return enumeration(parts)


def _standing_lines(seen: Seen) -> list[str]:
    if not seen.standing.approved:
        return [networks.WAITS]
    lines = ["Vous l’animez."] if seen.standing.animator else []
    if seen.structures:
        ours = "Votre structure membre" if len(seen.structures) == 1 else "Vos structures membres"
        lines.append(f"{ours} : {enumeration(b(one) for one in seen.structures)}.")
    return [*lines, *([YOURS_ALONE if seen.structures else MUTED] if seen.muted else [])]
