"""`/email`: the same announcements by e-mail too, or instead; which address, and how to take it back."""

from dataclasses import replace

from alerts.intake.rhythms import rhythm_words
from alerts.model.people import Membership
from alerts.model.structure import Structure
from alerts.services import addresses, pausing, people, subscribing
from alerts.services.addresses import Address
from alerts.services.errors import Refusal
from alerts.services.subscribing import TELEGRAM, Proof
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import b, h, i
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.back import MENU
from bot.commands.profile.whole import is_networked, no_profile

SPACE = "em"
TITLE = "E-mail"
WORDING = "telegram-1"  # the version of ASK, kept as the proof of what was agreed to
ASK = (
    "Je peux aussi vous écrire par e-mail : les mêmes annonces, au même rythme, sans traceur. Écrivez votre adresse ;"
    " un message y partira pour vérifier qu’elle est à vous. Chaque e-mail porte un lien pour arrêter."
)
ON_ITS_WAY = (
    "Un message vient de partir à {}. Ouvrez-le et confirmez : le lien sert une fois, pendant 48 heures."
    " S’il n’arrive pas, regardez dans les indésirables."
)
DID_YOU_MEAN = "Vouliez-vous dire {} ?"
SAME_RHYTHM = "Le rythme est le même partout : {} (/rythme)."
NO_MAIL = "Ce service n’envoie pas d’e-mails."
TROUBLE = "Vos e-mails ne passent plus : {} Donnez une autre adresse, ou la même pour réessayer."
BOTH_OFF = "Il ne resterait aucun canal. Pour ne plus rien recevoir, tapez /stop."
REMOVED = "C’est fait : je n’ai plus votre adresse, et je ne vous écris plus par e-mail."
NONE_HERE = "Je n’ai pas d’adresse à retirer."
NETWORKS_TOO = "Les messages de vos réseaux vous arrivent ici et par e-mail."
_CHANGES = (Button("Changer d’adresse", pack(SPACE, "n")), Button("Retirer l’adresse", pack(SPACE, "r")))
WORDS = {"email": "e-mail", "telegram": "Telegram"}


class Email(Command):
    """For the person who asks: one address, and for their current structure the channels they want."""

    name = "email"
    space = SPACE
    about = "Recevoir aussi par e-mail"
    scope = Scope.HIDDEN  # reached from /aide and /rythme: a menu holds nine lines
    aliases = ("mail", "courriel", "mel", "adresse")

    def open(self, talk: Talk, words: str) -> Reply:
        if not talk.house.settings.email.host:
            return Screen(NO_MAIL, ((MENU,),))
        with talk.house.database.read() as session:
            current = people.current_of(session, talk.person)
            address = addresses.held(session, talk.person.id)
        if current is None and not is_networked(talk):
            return no_profile()
        if words.strip():
            return _asked(talk, words.strip())
        if address is None:
            return _ask(talk)
        return _shown(talk, current, address) if current else _of_networks(talk, address)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """`o` this screen, `e` and `t` put e-mail or Telegram on or off for a membership, `n` another address, `r`
        remove it, `y` and `k` the address as it was corrected, or kept as typed."""
        if not talk.place.private:
            return Toast(OLD_BUTTON)
        match tap.action:
            case "o":
                return self.open(talk, "")
            case "e" | "t":
                return _switched(talk, tap.number(), "email" if tap.action == "e" else "telegram")
            case "n":
                return _ask(talk)
            case "r":
                return _removed(talk)
            case "y" | "k":
                typed = talk.step.memo.get("near" if tap.action == "y" else "typed")
                return _sent(talk, typed) if isinstance(typed, str) else Toast(OLD_BUTTON)
            case _:
                return super().tap(talk, tap)

    def text(self, talk: Talk, text: str) -> Reply | None:
        return _asked(talk, text) if talk.step.at == "address" else None


def _ask(talk: Talk, trouble: str = "") -> Screen:
    talk.go(SPACE, "address")
    lines = [b(TITLE), *([b(h(trouble))] if trouble else []), "", ASK]
    return Screen("\n".join(lines), ((Button("⬅️ Retour", pack("ai", "menu")),),))


def _asked(talk: Talk, text: str) -> Screen:
    """A typing mistake in the name of a provider is asked about before anything leaves."""
    try:
        typed = addresses.normal(text)
    except Refusal as refusal:
        return _ask(talk, refusal.sentence)
    near = addresses.near(typed)
    if near is None:
        return _sent(talk, typed)
    talk.go(SPACE, "address", typed=typed, near=near)
    rows = ((Button("Oui, corriger", pack(SPACE, "y")), Button("Non, garder la mienne", pack(SPACE, "k"))),)
    return Screen(DID_YOU_MEAN.format(b(h(near))), rows)


def _sent(talk: Talk, email: str) -> Screen:
    proof = Proof(talk.now, TELEGRAM, WORDING)
    with talk.house.database.write() as session:
        subscribing.ask_for_person(session, talk.person.id, email, proof, talk.now)
    talk.leave()
    rows = ((Button("Une autre adresse", pack(SPACE, "n")), MENU),)
    return Screen(ON_ITS_WAY.format(b(h(email))), rows)


def _shown(talk: Talk, current: tuple[Membership, Structure], address: Address, note: str = "") -> Screen:
    membership, structure = current
    on = membership.preference.channels
    talk.leave()
    told = [WORDS[one] for one in WORDS if one in on]
    lines = [
        f"{b(TITLE)} – {h(structure.name)}",
        *([b(note)] if note else []),
        "",
        f"{b('Adresse :')} {h(addresses.masked(address.email))}",
        *([h(TROUBLE.format(address.trouble))] if address.trouble else []),
        f"{b('Envois par :')} {' et '.join(told) if told else 'aucun canal'}",
        i(SAME_RHYTHM.format(rhythm_words(membership.preference))),
    ]
    return Screen("\n".join(lines), _rows(membership))


def _of_networks(talk: Talk, address: Address) -> Screen:
    """For somebody without a structure: what their networks say, on both channels."""
    talk.leave()
    lines = [
        b(TITLE),
        "",
        f"{b('Adresse :')} {h(addresses.masked(address.email))}",
        *([h(TROUBLE.format(address.trouble))] if address.trouble else []),
        NETWORKS_TOO,
    ]
    return Screen("\n".join(lines), (_CHANGES, (MENU,)))


def _rows(membership: Membership) -> Rows:
    on = membership.preference.channels
    mail = "Arrêter les e-mails" if "email" in on else "Recevoir par e-mail"
    chat = "Arrêter ici" if "telegram" in on else "Recevoir ici"
    return (
        (Button(mail, pack(SPACE, "e", membership.id)), Button(chat, pack(SPACE, "t", membership.id))),
        _CHANGES,
        (MENU,),
    )


def _switched(talk: Talk, membership_id: int | None, channel: str) -> Reply:
    if membership_id is None:
        return Toast(OLD_BUTTON)
    with talk.house.database.write() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        address = addresses.held(session, talk.person.id)
        if address is None:
            return Toast(NONE_HERE)
        before = membership.preference
        channels = tuple(one for one in WORDS if (one in before.channels) != (one == channel))
        if not channels:
            raise Refusal(BOTH_OFF)
        after = replace(before, channels=channels)
        pausing.change_rhythm(session, talk.person.id, [membership.id], after, talk.now)
    return _shown(talk, (replace(membership, preference=after), structure), address)


def _removed(talk: Talk) -> Reply:
    """Telegram takes its place where e-mail was alone: silence is asked for by /stop."""
    with talk.house.database.write() as session:
        removed = addresses.remove(session, talk.person.id, talk.now)
        for membership, _ in people.memberships_of(session, talk.person.id):
            if "telegram" not in membership.preference.channels:
                back = replace(membership.preference, channels=("telegram", "email"))
                pausing.change_rhythm(session, talk.person.id, [membership.id], back, talk.now)
    return Screen(REMOVED if removed else NONE_HERE, ((Button("Une autre adresse", pack(SPACE, "n")), MENU),))
