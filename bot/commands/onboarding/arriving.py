"""The first bubble: a welcome, an invitation, or the menu of somebody that we know."""

from collections.abc import Sequence
from dataclasses import dataclass

from alerts.messages.french import enumeration
from alerts.model.people import Membership, Role
from alerts.model.structure import Structure
from alerts.services import inviting, people, uniting
from alerts.services.errors import Refusal
from alerts.services.networks import Seen
from alerts.services.stopping import is_stopped
from bot.chat.html import b, h, i
from bot.chat.screen import Button, Screen
from bot.chat.talk import Talk
from bot.commands.aide import go, shortcuts, use_of
from bot.commands.network import joining
from bot.commands.onboarding.questions import name
from bot.commands.stop import RESUME

INVITATION = "i_"
BRIDGE = "l_"
_ROLES = {Role.MANAGER: "responsable", Role.MEMBER: "équipier"}
PROMISE = (
    "Je lis chaque jour les marchés publics et je vous préviens de ceux qui sont réservés aux structures comme la"
    " vôtre, ou qui portent des clauses sociales, avec la phrase qui le prouve."
)
QUESTIONS = "Trois questions, une minute : votre structure, vos métiers, votre territoire."
ALONE = (
    "Vous pouvez tout y faire sans structure. Si vous travaillez aussi dans une structure, « Commencer » crée son"
    " profil : vous recevrez les annonces qui la concernent."
)
STOPPED = "Vos envois sont arrêtés, comme vous l’avez demandé. Un bouton suffit pour les reprendre."
FREE = "Gratuit ; /stop pour arrêter. Vos réponses ne servent qu’à trier les annonces : /confidentialite"


def welcome(talk: Talk, trouble: str = "") -> Screen:
    hello = f"Bonjour {talk.person.name}" if talk.person.name else "Bonjour"
    lines = [*([h(trouble), ""] if trouble else []), b(hello), PROMISE, QUESTIONS, i(FREE)]
    rows = ((Button("▶️ Commencer", name("k")), Button("Voir un exemple", name("eg"))),)
    return Screen("\n".join(lines), rows)


def known(talk: Talk, held: Sequence[tuple[Membership, Structure]], trouble: str = "") -> Screen:
    """Whoever has a profile comes back to the menu; nothing is written over."""
    current = next((one for membership, one in held if membership.id == talk.person.current), held[0][1])
    lines = [*([h(trouble), ""] if trouble else []), f"Bonjour {h(talk.person.name)}, votre profil est en place."]
    lines.append(f"Structure : {b(current.name)}.")
    if len(held) > 1:
        lines.append(f"Vous en suivez {len(held)} : changez de structure dans /profil.")
    if any(is_stopped(membership) for membership, _ in held):
        return Screen("\n".join([*lines, b(STOPPED)]), ((RESUME,), *shortcuts(use_of(talk))))
    return Screen("\n".join(lines), shortcuts(use_of(talk)))


def animating(talk: Talk, seen: Sequence[Seen], trouble: str = "") -> Screen:
    """Whoever animates networks and is of no structure: nothing more is asked of them."""
    names = enumeration(b(one.network.name) for one in seen)
    lines = [
        *([h(trouble), ""] if trouble else []),
        f"Bonjour {h(talk.person.name)}.",
        f"Vos réseaux : {names}.",
        ALONE,
    ]
    return Screen("\n".join(lines), shortcuts(use_of(talk)))


def invitation(talk: Talk, token: str) -> Screen:
    """What is offered, before they say yes. Raises Refusal: used, expired, unknown."""
    with talk.house.database.read() as session:
        offer = inviting.look(session, token, talk.now, talk.person.id)
    if offer.already:
        return Screen(f"Vous faites déjà partie de {b(offer.structure.name)}. Rien ne change.", _menu())
    lines = [
        f"On vous invite dans {b(offer.structure.name)}, comme {_ROLES[offer.role]}.",
        "Vous recevrez ses annonces, et votre équipe verra ce que vous en faites.",
    ]
    rows = ((Button("✅ Rejoindre", name("ja", token)), Button("Non merci", name("jn"))),)
    return Screen("\n".join(lines), rows)


def join(talk: Talk, token: str) -> Screen:
    """Raises Refusal. Joining twice is joining once."""
    with talk.house.database.write() as session:
        joined = inviting.accept(session, token, talk.person.id, talk.now)
        _, structure = people.own(session, talk.person.id, joined.id)
    return Screen(f"Vous avez rejoint {b(structure.name)}. Je vous écrirai dès qu’une annonce la concerne.", _menu())


def bridge(talk: Talk, token: str) -> Screen:
    """From the settings of an e-mail address: what would be united, before they say yes. Raises Refusal."""
    with talk.house.database.read() as session:
        offer = uniting.look(session, token, talk.person.id, talk.now)
    if offer.union is None:
        return Screen(f"L’adresse {h(offer.masked)} est déjà reliée à ce compte. Rien ne change.", _menu())
    lines = [b("Relier votre adresse à ce compte ?"), f"Adresse : {h(offer.masked)}", ""]
    found = (
        ("Suivies par e-mail", offer.union.from_mail),
        ("Suivies ici", offer.union.from_telegram),
        ("Suivies des deux côtés", offer.union.of_both),
    )
    lines += [h(f"{title} : {', '.join(one.name for one in names)}.") for title, names in found if names]
    lines += ["", "Vous les suivrez toutes ici et par e-mail ; rien n’est perdu. Vos réglages d’ici sont gardés."]
    rows = ((Button("✅ Relier", name("la", token)), Button("Non merci", name("jn"))),)
    return Screen("\n".join(lines), rows)


def cross(talk: Talk, token: str) -> Screen:
    """Raises Refusal. The link acts once."""
    with talk.house.database.write() as session:
        uniting.cross(session, token, talk.person.id, talk.now)
    return Screen("C’est fait : Telegram et votre adresse sont reliés. /email pour choisir où je vous écris.", _menu())


def _menu() -> tuple[tuple[Button, ...], ...]:
    return ((Button("🔎 Mes annonces", go("alertes")), Button("👤 Mon profil", go("profil"))),)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a deep link asked for. `trouble` is told above what is shown in its place."""

    screen: Screen | None = None
    trouble: str = ""


def arrive(talk: Talk, words: str) -> Arrival:
    """A link that is used, expired or not ours still welcomes."""
    payload = words.split()[0] if words else ""
    links = {INVITATION: invitation, BRIDGE: bridge, joining.NETWORK: joining.offered, joining.ANIMATOR: joining.charge}
    shown = links.get(payload[:2])
    if shown is None:
        return Arrival()
    try:
        return Arrival(shown(talk, payload))
    except Refusal as refusal:
        return Arrival(trouble=refusal.sentence)
