"""Recipients that cannot be reached any more, or that moved: what it changes for what they are owed."""

from datetime import datetime

from alerts.model.delivery import DeliveryKind, Owed, Rank
from alerts.model.people import Recipient
from alerts.store import addresses, deliveries, network_chats, network_recipients, recipients
from alerts.store.addresses import Address, Which
from alerts.store.engine import Session

STAYS = "l'annonce reste dans /alertes"
MAIL_STOPPED = "Vos e-mails ne passent plus"
WHAT_TO_DO = (
    "Votre messagerie a refusé nos derniers messages : nous avons cessé de vous écrire par e-mail. Raison donnée : {}. "
    "Pour vérifier votre adresse ou en changer, tapez /email. Vos annonces restent dans /alertes."
)
CHAT_SILENT = (
    "« {} » ne reçoit plus les annonces de votre réseau",
    (
        "Raison : {}. Les membres continuent de recevoir chacun les leurs. Pour reprendre, remettez-y Vigie ou "
        "rouvrez le sujet ; puis, dans un groupe, tapez /relier, et pour un canal, ouvrez les réglages du réseau."
    ),
)


def mark_unreachable(
    session: Session, to: Recipient, reason: str, now: datetime, *, since: datetime | None = None, told: str = ""
) -> int:
    """Nothing is sent on this channel to this person, group, chat of a network or address until they come back; what
    waits for them there is settled as refused. Their other channels go on, and tell them.

    How many messages that is: none is lost to the people of the structure, who still find them in the chat. Safe to
    repeat. A recipient of another kind (the folder) has nowhere to keep that: nothing changes. `since`: when what
    failed had left; an address confirmed since then is another one, and nothing changes for it. `told`: the reason as
    they read it, when it is not that of the ledger.
    """
    person, group = recipients.number_of(to, recipients.PERSON), recipients.number_of(to, recipients.GROUP)
    if to.channel == recipients.EMAIL:
        if not _mail_stops(session, to, told or reason, now, since):
            return 0
    elif person is not None:
        recipients.mark_blocked(session, person, now)
    elif group is not None:
        recipients.mark_trouble(session, group, reason)
    elif not silence_chat(session, to, reason, now):
        return 0
    return deliveries.refuse_waiting(session, to, with_what_stays(to, reason), now)


def silence_chat(session: Session, to: Recipient, reason: str, now: datetime) -> bool:
    """A network can no longer speak in this chat: its animators are told, once. False for another kind of recipient."""
    number = recipients.number_of(to, recipients.NETWORK_CHAT)
    if number is None:
        return False
    marked = network_chats.mark_trouble(session, number, reason)
    if marked is not None:
        words = (CHAT_SILENT[0].format(marked.title), CHAT_SILENT[1].format(reason))
        tell_animators(session, marked.network_id, f"chat:{marked.id}:{now:%Y%m%d}", words, now)
    return True


def tell_animators(
    session: Session, network_id: int, about: str, words: tuple[str, str], now: datetime, only: int | None = None
) -> None:
    """A word about the service to each of them, of a structure or not; to person `only` when it is given. `about`: the
    same thing is told once."""
    word: dict[str, object] = {"network": network_id, "title": words[0], "text": words[1]}
    every = [one.recipient for one in network_recipients.animators_told(session, network_id)]
    told = [to for to in every if only is None or recipients.number_of(to, recipients.PERSON) == only]
    key = f"notice:network:{network_id}:{about}"
    rows = [
        Owed(None, to.channel, DeliveryKind.NOTICE, word, f"{key}:{to.channel}:{to.key}", now, to.key, rank=Rank.SOON)
        for to in told
    ]
    deliveries.insert_owed(session, rows, now)


def _mail_stops(session: Session, to: Recipient, reason: str, now: datetime, since: datetime | None) -> bool:
    """False when there is no such address, or when it works again. Whoever is on Telegram is told there, once."""
    person, own = recipients.number_of(to, recipients.PERSON), recipients.number_of(to, recipients.ADDRESS)
    if person is None and own is None:
        return False
    if person is not None:
        addresses.take_turn_of(session, person)
    which = Which(own, person)
    marked = addresses.mark_trouble(session, which, reason, now, since=since)
    if marked is not None:
        _tell_elsewhere(session, marked, reason, now)
    return marked is not None or addresses.in_trouble(session, which)


def _tell_elsewhere(session: Session, address: Address, reason: str, now: datetime) -> None:
    """Through one of their structures, or a network that they animate: the ledger says whom a message is for, and what
    about."""
    structure = recipients.spoken_of_on_telegram(session, address.person_id)
    network = None if structure else network_recipients.spoken_of(session, address.person_id)
    if structure is None and network is None:
        return
    word: dict[str, object] = {"title": MAIL_STOPPED, "text": WHAT_TO_DO.format(reason)}
    word |= {} if network is None else {"network": network}
    key = f"notice:mail:{address.id}:{now:%Y%m%dT%H%M%S}:person:{address.person_id}"
    to = f"{recipients.PERSON}{address.person_id}"
    row = Owed(structure, recipients.TELEGRAM, DeliveryKind.NOTICE, word, key, now, to, rank=Rank.SOON)
    deliveries.insert_owed(session, [row], now)


def with_what_stays(to: Recipient, reason: str) -> str:
    """The reason, and where people still find what was not sent."""
    return f"{reason} ; {STAYS}" if to.key and to.channel == recipients.TELEGRAM else reason


def move(session: Session, to: Recipient, address: str) -> None:
    """The chat of this group, of a structure or of a network, is now that of `address`, for every topic, structure and
    network told there. Safe to repeat."""
    held, chat = recipients.chat_of(session, to), recipients.chat_in(address)
    if held is not None and chat is not None and held != chat:
        recipients.move_chat(session, held, chat)
