"""By a link: into a network with one's structure, or to animate it. What it means is said before they say yes."""

from alerts.messages.french import count
from alerts.network.rights import Act, may
from alerts.services import network_animating, network_inviting, networks, people
from alerts.services.network_inviting import Offer
from alerts.store.engine import Session
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.network.home import shown
from bot.commands.network.labels import KINDS, MENU, button, number, rows_of, word
from bot.commands.network.sharing import ALWAYS, FIELDS, NEVER, OFFERED, said_of
from bot.commands.profile.asking_places import short

NETWORK = "n_"
ANIMATOR = "m_"
OFFER = "{name} vous invite avec votre structure."
WHAT = "Ses animateurs vous transmettent des annonces, quelques-unes par semaine au plus. Vos alertes ne changent pas."
SHOWN = "Montré aux animateurs seulement, et à changer quand vous voulez :"
CALLED = "Vigie pourra vous proposer {}. Cela aussi se change."
WHICH = "Quelle structure entre dans le réseau ?"
ALREADY = "{structures} : déjà dans le réseau."
FOR_MANAGERS = (
    "Seul un responsable d’une structure peut la faire entrer dans un réseau. Transmettez ce lien à celui de la vôtre :"
    " il sert encore."
)
FOR_STRUCTURES = (
    "Vous animez ce réseau : ce lien est pour les structures. Transférez-leur le message qui le contient ; un"
    " responsable de chacune l’ouvrira. Si vous êtes aussi d’une structure, créez-la d’abord."
)
NO_STRUCTURE = "Vous n’avez pas encore de structure ici : créez-la d’abord, puis ouvrez de nouveau ce lien."
JOINED = "C’est fait : {structure} fait partie du réseau {network}."
CHARGE = (
    "On vous invite à animer le réseau {name}. Vous pourrez diffuser des annonces à ses membres, inviter et retirer des"
    " structures, et voir ce qu’elles choisissent de montrer."
)
CHARGED = "C’est fait : vous animez {name}."
ANIMATES = "Vous animez déjà {name}. Rien ne change."
DECLINED = "Entendu, rien ne change. Le lien reste valable si vous changez d’avis."


def offered(talk: Talk, token: str) -> Screen:
    """What `/start n_…` shows. Raises Refusal: used, expired, unknown."""
    with talk.house.database.read() as session:
        offer = network_inviting.look(session, token, talk.now, talk.person.id)
        head = _told(session, talk, offer)
        held = people.memberships_of(session, talk.person.id)
        animates = networks.standing_of(session, talk.person.id, offer.network.id).animator
    if not offer.choices:
        return _nobody(offer, head, has_structure=bool(held), animates=animates)
    lines = [*head, "", *_shared(offer), *(["", b(WHICH)] if len(offer.choices) > 1 else [])]
    ours = {structure.id: membership.id for membership, structure in held}
    one = len(offer.choices) == 1
    buttons = [
        button("✅ Rejoindre" if one else short(f"✅ {at}. {structure.name}"), "j", token, ours[structure.id])
        for at, structure in enumerate(offer.choices, start=1)
    ]
    lines.append(f"Structure : {b(offer.choices[0].name)}." if one else _numbered(offer))
    return Screen("\n".join(lines), rows_of(buttons, button("Non merci", "jn")))


def join(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`j TOKEN MEMBERSHIP`. Raises Refusal, NotYours, NotAllowed. Joining twice is joining once."""
    membership, structure = people.own(session, talk.person.id, number(tap, 1))
    network = network_inviting.accept(session, word(tap, 0), talk.person.id, membership.structure_id, talk.now)
    return shown(session, talk, network.id, JOINED.format(structure=b(structure.name), network=b(network.name)))


def charge(talk: Talk, token: str) -> Screen:
    """What `/start m_…` shows. Raises Refusal."""
    with talk.house.database.read() as session:
        found = network_animating.look(session, token, talk.now, talk.person.id)
    if found.already:
        return Screen(ANIMATES.format(name=b(found.network.name)), rows_of([], _ours()))
    members = count(found.members, "structure membre", "structures membres")
    lines = [CHARGE.format(name=b(found.network.name)), f"{h(KINDS[found.network.kind])}. {members}."]
    return Screen("\n\n".join(lines), rows_of([button("✅ Animer", "ja", token), button("Non merci", "jn")]))


def take_charge(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`ja TOKEN`. Raises Refusal."""
    network = network_animating.accept(session, word(tap, 0), talk.person.id, talk.now)
    return shown(session, talk, network.id, CHARGED.format(name=b(network.name)))


def decline(session: Session, talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    return Screen(DECLINED)


def _told(session: Session, talk: Talk, offer: Offer) -> list[str]:
    """The network, and who animates it when they may see that already: a stranger is shown no names."""
    lines = [OFFER.format(name=b(offer.network.name)), h(KINDS[offer.network.kind]) + "."]
    lines.append(f"{count(offer.members, 'structure membre', 'structures membres')}.")
    if may(Act.SEE_MEMBERS, networks.standing_of(session, talk.person.id, offer.network.id)):
        names = [one.name for one in networks.animators(session, talk.person.id, offer.network.id) if one.name]
        lines += [f"Animé par {h(', '.join(names))}."] if names else []
    return [*lines, WHAT]


def _shared(offer: Offer) -> list[str]:
    """All that a structure that joins shows or agrees to, before its managers choose otherwise."""
    said = [f"• {what} : {said_of(offer.shares, field)}" for field, _, what in FIELDS.values()]
    called = [CALLED.format(what) for field, _, what in OFFERED.values() if getattr(offer.shares, field)]
    return [ALWAYS, SHOWN, *said, NEVER, *called]


def _numbered(offer: Offer) -> str:
    return "\n".join(f"{at}. {b(one.name)}" for at, one in enumerate(offer.choices, start=1))


def _nobody(offer: Offer, head: list[str], *, has_structure: bool, animates: bool) -> Screen:
    if offer.already:
        names = ", ".join(one.name for one in offer.already)
        return Screen("\n".join([*head, "", b(ALREADY.format(structures=names))]), rows_of([], _ours()))
    if animates:
        begin = [] if has_structure else [Button("▶️ Commencer", pack("ob", "go"))]
        return Screen(b(FOR_STRUCTURES), rows_of(begin, _ours()))
    if has_structure:
        return Screen("\n".join([*head, "", b(FOR_MANAGERS)]), rows_of([], MENU))
    return Screen("\n".join([*head, "", b(NO_STRUCTURE)]), ((Button("▶️ Commencer", pack("ob", "go")),),))


def _ours() -> Button:
    return button("🤝 Mes réseaux", "l")
