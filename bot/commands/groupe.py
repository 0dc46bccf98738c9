"""`/relier` and `/delier`, in a group: which structure is told there, which network speaks there. Nothing of a person
is shown in a group."""

from collections.abc import Sequence
from dataclasses import dataclass

from alerts.clauses.fold import fold
from alerts.services import grouping, network_chats
from alerts.services.errors import Refusal
from alerts.services.grouping import Linked, Spot
from alerts.services.network_chats import LinkedChat
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import b
from bot.chat.screen import Button, Reply, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.equipe_screens import rows_of, short

SPACE, SPACE_OUT = "gr", "gu"

IN_A_GROUP = (
    "Cette commande se tape dans le groupe : ajoutez-y Vigie, puis un administrateur du groupe y tape /{name}, dans le"
    " sujet voulu s’il y a des sujets."
)
ADD = "➕ Ajouter à un groupe"
HIDDEN = (
    "Vous parlez au nom du groupe, je ne sais pas de quelle structure vous êtes. Écrivez en votre nom (réglage « rester"
    " anonyme » des administrateurs), puis tapez de nouveau /relier."
)
NO_STRUCTURE = (
    "Pour relier ce groupe, il faut être responsable d’une structure, ou animer un réseau. Créez le profil de votre"
    " structure en privé avec moi, ou demandez à un responsable, puis tapez /relier ici."
)
PRIVATE = "Ouvrir en privé"
WHICH = "Quelle structure relier ici ? Seule la personne qui a tapé la commande peut choisir."
WHICH_OF_BOTH = (
    "Que relier ici ? Une structure y reçoit ses propres annonces ; un réseau y publie ce qu’il diffuse à tous ses"
    " membres. Seule la personne qui a tapé la commande peut choisir."
)
WHICH_NETWORK = "Quel réseau relier ici ? Seule la personne qui a tapé la commande peut choisir."
LINKED = "C’est fait : les annonces pour {name} arrivent désormais {here}."
MOVED = "C’est fait : les annonces pour {name} arrivent maintenant {here}, et plus là où elles arrivaient."
SAME = "Rien ne change : les annonces pour {name} arrivent déjà {here}."
ACT = "Les boutons servent aux personnes de l’équipe. Pour arrêter : /delier."
SPEAKS = "C’est fait : ce que {name} diffuse à tous ses membres est désormais publié {here} aussi."
SPEAKS_ELSEWHERE = (
    "C’est fait : ce que {name} diffuse à tous ses membres est maintenant publié {here}, et plus là où c’était publié."
)
SPEAKS_ALREADY = "Rien ne change : {name} publie déjà {here}."
STOP = "Pour arrêter : /delier."
NOTHING_HERE = "Ce groupe n’est relié à aucune structure ni à aucun réseau. Pour en relier : /relier."
WHICH_OUT = "Quelle structure ne doit plus être annoncée ici ?"
WHICH_OF_BOTH_OUT = "Qu’est-ce qui ne doit plus être annoncé ici ?"
UNLINKED = "C’est fait : les annonces pour {name} n’arrivent plus dans ce groupe. Pour les retrouver : /relier."
SILENT = "C’est fait : {name} ne publie plus rien dans ce groupe. Pour y revenir : /relier."


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be linked, or is. `number`: of a membership or of a link of a structure; of a network or of its link."""

    number: int
    name: str
    network: bool = False


class Relier(Command):
    """Linking again in another topic moves the link. With words, the structure or the network of that name."""

    name = "relier"
    space = SPACE
    about = "Recevoir ici les annonces d’une structure ou d’un réseau"
    scope = Scope.GROUP
    aliases = ("lier", "link")

    def open(self, talk: Talk, words: str) -> Reply:
        if talk.place.private:
            return _in_a_group(talk, self.name)
        if talk.person.telegram_id is None:
            return Screen(HIDDEN)
        with talk.house.database.read() as session:
            mine, meant = _named(_linkable(session, talk.person.id), words)
        if not mine:
            return Screen(NO_STRUCTURE, _to_private(talk))
        if meant:
            return _speak(talk, mine[0].number) if mine[0].network else _link(talk, mine[0].number)
        return Screen(_asked(mine), _choices(mine, SPACE, "to", "tn"))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        if tap.action not in ("to", "tn") or talk.place.private:
            return super().tap(talk, tap)
        return _link(talk, _number(tap)) if tap.action == "to" else _speak(talk, _number(tap))


class Delier(Command):
    """Any administrator of the group decides what it is told."""

    name = "delier"
    space = SPACE_OUT
    about = "Ne plus recevoir ici les annonces"
    scope = Scope.GROUP
    aliases = ("unlink",)

    def open(self, talk: Talk, words: str) -> Reply:
        if talk.place.private:
            return _in_a_group(talk, self.name)
        with talk.house.database.read() as session:
            held, meant = _named(_linked(session, talk.place.chat_id), words)
        if not held:
            return Screen(NOTHING_HERE)
        if meant:
            return _silence(talk, held[0].number) if held[0].network else _unlink(talk, held[0].number)
        asked = WHICH_OF_BOTH_OUT if any(one.network for one in held) else WHICH_OUT
        return Screen(asked, _choices(held, SPACE_OUT, "no", "nn"))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        if tap.action not in ("no", "nn") or talk.place.private:
            return super().tap(talk, tap)
        return _unlink(talk, _number(tap)) if tap.action == "no" else _silence(talk, _number(tap))


def _linkable(session: Session, person_id: int) -> list[Choice]:
    """The structures that they manage, then the networks that they animate."""
    structures = [Choice(one.id, its.name) for one, its in grouping.may_link(session, person_id)]
    return structures + [Choice(one.id, one.name, True) for one in network_chats.may_link(session, person_id)]


def _linked(session: Session, chat_id: int) -> list[Choice]:
    structures = [Choice(one.id, its.name) for one, its in grouping.of_chat(session, chat_id)]
    return structures + [Choice(one.id, its.name, True) for one, its in network_chats.of_chat(session, chat_id)]


def _asked(mine: Sequence[Choice]) -> str:
    if all(one.network for one in mine):
        return WHICH_NETWORK
    return WHICH_OF_BOTH if any(one.network for one in mine) else WHICH


def _link(talk: Talk, membership_id: int) -> Screen:
    """The service refuses whoever is not the manager that this membership names."""
    place = talk.place
    spot = Spot(place.chat_id, place.topic_id, place.title)
    with talk.house.database.write() as session:
        done = grouping.link(session, talk.person.id, membership_id, spot, talk.now)
    return Screen(f"{_said(done).format(name=b(done.structure.name), here=_here(talk))}\n{ACT}")


def _speak(talk: Talk, network_id: int) -> Screen:
    """The service refuses whoever does not animate this network."""
    spot = Spot(talk.place.chat_id, talk.place.topic_id, talk.place.title)
    with talk.house.database.write() as session:
        done = network_chats.link(session, talk.person.id, network_id, spot, talk.now)
    return Screen(f"{_spoken(done).format(name=b(done.network.name), here=_here(talk))}\n{STOP}")


def _here(talk: Talk) -> str:
    return "dans ce sujet" if talk.place.topic_id else "dans ce groupe"


def _said(done: Linked) -> str:
    """A link that was in trouble and is made again is as good as new."""
    before = done.before
    if before is None or before.trouble:
        return LINKED
    return SAME if before.topic_id == done.group.topic_id else MOVED


def _spoken(done: LinkedChat) -> str:
    """The same, of a network."""
    before = done.before
    if before is None or before.trouble:
        return SPEAKS
    return SPEAKS_ALREADY if before.topic_id == done.chat.topic_id else SPEAKS_ELSEWHERE


def _unlink(talk: Talk, group_id: int) -> Screen:
    with talk.house.database.write() as session:
        structure = grouping.unlink(session, group_id, talk.place.chat_id)
    return Screen(UNLINKED.format(name=b(structure.name)))


def _silence(talk: Talk, link_id: int) -> Screen:
    with talk.house.database.write() as session:
        network = network_chats.unlink(session, link_id, talk.place.chat_id)
    return Screen(SILENT.format(name=b(network.name)))


def _in_a_group(talk: Talk, name: str) -> Screen:
    bot_name = talk.house.bot_name.lstrip("@")
    rows = ((Button(ADD, url=f"https://t.me/{bot_name}?startgroup"),),) if bot_name else ()
    return Screen(IN_A_GROUP.format(name=name), rows)


def _to_private(talk: Talk) -> Rows:
    bot_name = talk.house.bot_name.lstrip("@")
    return ((Button(PRIVATE, url=f"https://t.me/{bot_name}"),),) if bot_name else ()


def _named(held: Sequence[Choice], words: str) -> tuple[Sequence[Choice], bool]:
    """Those whose name holds these words, all when there are none or no such name; True when one only is meant."""
    wanted = fold(words).strip()
    found = [one for one in held if wanted in fold(one.name)]
    return found or held, len(found) == 1


def _choices(held: Sequence[Choice], space: str, of_structure: str, of_network: str) -> Rows:
    """Numbered: two structures may have the same name. A network is told apart from the structures."""
    return rows_of(
        Button(
            short(f"{at}. {'🤝 ' if one.network else ''}{one.name}"),
            pack(space, of_network if one.network else of_structure, one.number),
        )
        for at, one in enumerate(held, start=1)
    )


def _number(tap: Tap) -> int:
    found = tap.number()
    if found is None:
        raise Refusal(OLD_BUTTON)
    return found
