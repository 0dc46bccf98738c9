"""`/relier` and `/delier`, in a group: which structure is told there. Nothing of a person is shown in a group."""

from collections.abc import Sequence
from typing import TypeVar

from alerts.clauses.fold import fold
from alerts.model.structure import Structure
from alerts.services import grouping
from alerts.services.errors import Refusal
from alerts.services.grouping import Linked, Spot
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import b
from bot.chat.screen import Button, Reply, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.equipe_screens import rows_of, short

T = TypeVar("T")
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
    "Pour relier ce groupe, il faut être responsable d’une structure. Créez son profil en privé avec moi, ou demandez à"
    " un responsable, puis tapez /relier ici."
)
PRIVATE = "Ouvrir en privé"
WHICH = "Quelle structure relier ici ? Seule la personne qui a tapé la commande peut choisir."
LINKED = "C’est fait : les annonces pour {name} arrivent désormais {here}."
MOVED = "C’est fait : les annonces pour {name} arrivent maintenant {here}, et plus là où elles arrivaient."
SAME = "Rien ne change : les annonces pour {name} arrivent déjà {here}."
ACT = "Les boutons servent aux personnes de l’équipe. Pour arrêter : /delier."
NOTHING_HERE = "Ce groupe n’est relié à aucune structure. Pour en relier une : /relier."
WHICH_OUT = "Quelle structure ne doit plus être annoncée ici ?"
UNLINKED = "C’est fait : les annonces pour {name} n’arrivent plus dans ce groupe. Pour les retrouver : /relier."


class Relier(Command):
    """Linking again in another topic moves the link. With words, the structure of that name."""

    name = "relier"
    space = SPACE
    about = "Recevoir ici les annonces d’une structure"
    scope = Scope.GROUP
    aliases = ("lier", "link")

    def open(self, talk: Talk, words: str) -> Reply:
        if talk.place.private:
            return _in_a_group(talk, self.name)
        if talk.person.telegram_id is None:
            return Screen(HIDDEN)
        with talk.house.database.read() as session:
            mine, meant = _named(grouping.may_link(session, talk.person.id), words)
        if not mine:
            return Screen(NO_STRUCTURE, _to_private(talk))
        if meant:
            return _link(talk, mine[0][0].id)
        return Screen(WHICH, _choices([(structure, pack(SPACE, "to", one.id)) for one, structure in mine]))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        if tap.action != "to" or talk.place.private:
            return super().tap(talk, tap)
        return _link(talk, _number(tap))


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
            held, meant = _named(grouping.of_chat(session, talk.place.chat_id), words)
        if not held:
            return Screen(NOTHING_HERE)
        if meant:
            return _unlink(talk, held[0][0].id)
        return Screen(WHICH_OUT, _choices([(its, pack(SPACE_OUT, "no", one.id)) for one, its in held]))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        if tap.action != "no" or talk.place.private:
            return super().tap(talk, tap)
        return _unlink(talk, _number(tap))


def _link(talk: Talk, membership_id: int) -> Screen:
    """The service refuses whoever is not the manager that this membership names."""
    place = talk.place
    spot = Spot(place.chat_id, place.topic_id, place.title)
    with talk.house.database.write() as session:
        done = grouping.link(session, talk.person.id, membership_id, spot, talk.now)
    here = "dans ce sujet" if place.topic_id else "dans ce groupe"
    return Screen(f"{_said(done).format(name=b(done.structure.name), here=here)}\n{ACT}")


def _said(done: Linked) -> str:
    """A link that was in trouble and is made again is as good as new."""
    before = done.before
    if before is None or before.trouble:
        return LINKED
    return SAME if before.topic_id == done.group.topic_id else MOVED


def _unlink(talk: Talk, group_id: int) -> Screen:
    with talk.house.database.write() as session:
        structure = grouping.unlink(session, group_id, talk.place.chat_id)
    return Screen(UNLINKED.format(name=b(structure.name)))


def _in_a_group(talk: Talk, name: str) -> Screen:
    bot_name = talk.house.bot_name.lstrip("@")
    rows = ((Button(ADD, url=f"https://t.me/{bot_name}?startgroup"),),) if bot_name else ()
    return Screen(IN_A_GROUP.format(name=name), rows)


def _to_private(talk: Talk) -> Rows:
    bot_name = talk.house.bot_name.lstrip("@")
    return ((Button(PRIVATE, url=f"https://t.me/{bot_name}"),),) if bot_name else ()


def _named(held: Sequence[tuple[T, Structure]], words: str) -> tuple[Sequence[tuple[T, Structure]], bool]:
    """Those whose name holds these words, all when there are none or no such name; True when one only is meant."""
    wanted = fold(words).strip()
    found = [one for one in held if wanted in fold(one[1].name)]
    return found or held, len(found) == 1


def _choices(held: Sequence[tuple[Structure, str]]) -> Rows:
    """Numbered: two structures may have the same name."""
    return rows_of(Button(short(f"{number}. {its.name}"), data) for number, (its, data) in enumerate(held, start=1))


def _number(tap: Tap) -> int:
    found = tap.number()
    if found is None:
        raise Refusal(OLD_BUTTON)
    return found
