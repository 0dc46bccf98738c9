"""An animator invites: structures, by a link good once or for several, and other animators. Each with its QR code."""

from alerts.images import qr
from alerts.links.signed import LinkKind
from alerts.messages.french import count
from alerts.model.network import Network
from alerts.network.rights import Act
from alerts.services import network_animating, network_inviting, networks
from alerts.services.errors import Refusal
from alerts.store.engine import Session
from bot.chat.html import b, h
from bot.chat.screen import Attachment, Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.network.home import shown
from bot.commands.network.labels import button, number, rows_of, to_network

NO_NAME_YET = "Je ne connais pas encore ma propre adresse Telegram. Réessayez dans une minute."
SEVERAL = (10, 50)
HOW_MANY = (
    "Combien de structures ce lien doit-il faire entrer ? Chaque structure est acceptée par l’un de ses responsables,"
    " qui voit d’abord ce que le réseau verra d’elle. Un lien vaut 30 jours."
)
OPEN = "Liens qui fonctionnent encore : {}."
CLOSED = "C’est fait : les liens donnés jusqu’ici ne font plus entrer personne. Les membres restent."
GIVEN_ONE = "Ce lien fait entrer une seule structure dans « {name} », pendant 30 jours."
GIVEN = "Ce lien fait entrer {many} dans « {name} », pendant 30 jours. Quiconque le reçoit peut s’en servir."
TRANSFER = "Transférez le message ci-dessous, par Telegram, SMS ou e-mail. Son code QR se montre ou s’imprime."
FORWARD = (
    "Bonjour, le réseau {name} invite votre structure sur Vigie, qui signale les marchés publics réservés ou avec"
    " clauses sociales. Ouvrez ce lien dans Telegram :\n{link}"
)
ON_THE_WEB = "\nSans Telegram, ouvrez celui-ci dans un navigateur :\n{page}"
FILE = "invitation-reseau.png"
ANIMATE = (
    "Inviter quelqu’un à animer {name} avec vous ? Cette personne pourra diffuser des annonces, inviter et retirer des"
    " structures, et voir ce qu’elles montrent au réseau. Le lien vaut pour une personne, pendant 7 jours."
)
GIVEN_ANIMATOR = "Ce lien permet à une seule personne d’animer « {name} », pendant 7 jours."
FORWARD_ANIMATOR = (
    "Bonjour, je vous invite à animer avec moi le réseau {name} sur Vigie, qui signale les marchés publics réservés ou"
    " avec clauses sociales. Ouvrez ce lien dans Telegram :\n{link}"
)


def inviting(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`is NETWORK`: for one structure or several. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, number(tap), Act.INVITE_STRUCTURE)
    working = network_inviting.open_links(session, talk.person.id, network.id, talk.now)
    buttons = [button("Une seule structure", "isg", network.id, 1)]
    buttons += [button(f"Jusqu’à {many} structures", "isg", network.id, many) for many in SEVERAL]
    ends = [button("Fermer ces liens", "isx", network.id)] if working else []
    lines = [b("Inviter une structure"), HOW_MANY, *([OPEN.format(working)] if working else [])]
    return Screen("\n\n".join(lines), rows_of(buttons, *ends, to_network(network.id)))


def give(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`isg NETWORK USES`: the token is told here, once; only its hash is kept. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, number(tap), Act.INVITE_STRUCTURE)
    uses, name = number(tap, 1), _own_name(talk)
    token = network_inviting.invite(session, talk.person.id, network.id, talk.now, uses=uses)
    words = GIVEN_ONE if uses == 1 else GIVEN
    many = f"jusqu’à {count(uses, 'structure')}"
    return _given(talk, words.format(name=network.name, many=many), FORWARD, network, name, token)


def close(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`isx NETWORK`. Raises NotYours, NotAllowed."""
    network_inviting.close_links(session, talk.person.id, number(tap))
    return shown(session, talk, number(tap), CLOSED)


def inviting_animator(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`ia NETWORK`: says what an animator may do. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, number(tap), Act.INVITE_ANIMATOR)
    yes = button("Créer le lien", "iag", network.id)
    return Screen(ANIMATE.format(name=b(network.name)), rows_of([yes], to_network(network.id)))


def give_animator(session: Session, talk: Talk, tap: Tap) -> Reply:
    """`iag NETWORK`. Raises NotYours, NotAllowed."""
    network = networks.require(session, talk.person.id, number(tap), Act.INVITE_ANIMATOR)
    name = _own_name(talk)
    token = network_animating.invite(session, talk.person.id, network.id, talk.now)
    told = GIVEN_ANIMATOR.format(name=network.name)
    return _given(talk, told, FORWARD_ANIMATOR, network, name, token)


def _given(talk: Talk, told: str, forward: str, network: Network, bot: str, token: str) -> tuple[Screen, Screen]:
    """What to do, then a bubble to be forwarded, with its QR code: of our page where there is one, since any phone
    opens it. The link stands in no button: what buttons hold is kept."""
    link, links = f"https://t.me/{bot}?start={token}", talk.house.links
    page = links.page(f"{LinkKind.INVITATION.value}/{token}") if links else ""
    words = forward.format(name=network.name, link=link) + (ON_THE_WEB.format(page=page) if page else "")
    first = Screen(h(f"{told} {TRANSFER}"), rows_of([], to_network(network.id)))
    code = Attachment(FILE, qr.png(page or link), picture=True)
    return first, Screen(h(words), fresh=True, attachment=code)


def _own_name(talk: Talk) -> str:
    """Raises Refusal before Telegram has told it."""
    name = talk.house.bot_name.lstrip("@")
    if not name:
        raise Refusal(NO_NAME_YET)
    return name
