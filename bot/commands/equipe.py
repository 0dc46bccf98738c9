"""`/equipe`: the people of a structure, the groups where it is told, and the way from one structure to another."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from alerts.model.people import Membership, Person
from alerts.model.structure import Structure
from alerts.services import grouping, inviting, people
from alerts.services.errors import NotYours, Refusal
from alerts.store.engine import Session
from bot.chat.command import OLD_BUTTON, Command, Scope
from bot.chat.html import b, h
from bot.chat.screen import Reply, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands import equipe_screens as screens

NO_NAME_YET = "Je ne connais pas encore ma propre adresse Telegram. Réessayez dans une minute."

Act = Callable[[Session, Talk, Tap], Reply]


class Equipe(Command):
    """Each button names the membership of whoever acts: services check that it is theirs, and its role."""

    name = "equipe"
    space = screens.SPACE
    about = "Mon équipe, mes groupes, mes structures"
    scope = Scope.HIDDEN  # of the menu of Telegram only: /aide shows it
    aliases = ("membres", "inviter", "structures", "structure")

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.read() as session:
            return _home(session, talk)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        act = _ACTS.get(tap.action)
        if act is None:
            return super().tap(talk, tap)
        with talk.house.database.write() as session:
            return act(session, talk, tap)


def _home(session: Session, talk: Talk) -> Screen:
    current = people.current_of(session, people.load_person(session, talk.person.id))
    return _team(session, talk, *current) if current else screens.no_structure()


def _team(session: Session, talk: Talk, membership: Membership, structure: Structure) -> Screen:
    several = len(people.memberships_of(session, talk.person.id)) > 1
    return screens.team(membership, structure, people.team_of(session, structure.id), several=several)


def _in(session: Session, talk: Talk, tap: Tap) -> Reply:
    return _team(session, talk, *_own(session, talk, tap))


def _new(session: Session, talk: Talk, tap: Tap) -> Reply:
    membership, _ = people.managed(session, talk.person.id, _number(tap))
    return screens.invite(membership)


def _give(session: Session, talk: Talk, tap: Tap) -> Reply:
    """The token is told here, once; only its hash is kept."""
    name = talk.house.bot_name.lstrip("@")
    if not name:
        raise Refusal(NO_NAME_YET)
    role = screens.LETTERS.get(_letter(tap, 1))
    if role is None:
        raise Refusal(OLD_BUTTON)
    membership, structure = _own(session, talk, tap)
    token = inviting.invite(session, talk.person.id, membership.id, role, talk.now)
    return screens.given(membership, structure, role, f"https://t.me/{name}?start={token}")


def _who(session: Session, talk: Talk, tap: Tap) -> Reply:
    membership, structure = people.managed(session, talk.person.id, _number(tap))
    return screens.who(membership, people.team_of(session, structure.id))


def _one(session: Session, talk: Talk, tap: Tap) -> Reply:
    membership, structure = people.managed(session, talk.person.id, _number(tap))
    return screens.about(membership, structure, *_other(session, structure, tap))


def _role(session: Session, talk: Talk, tap: Tap) -> Reply:
    role = screens.LETTERS.get(_letter(tap, 2))
    if role is None:
        raise Refusal(OLD_BUTTON)
    person = inviting.change_role(session, talk.person.id, _number(tap), _number(tap, 1), role)
    said = screens.CHANGED.format(person=screens.called(person), role=screens.ROLES[role])
    return _above(said, _in(session, talk, tap))


def _out(session: Session, talk: Talk, tap: Tap) -> Reply:
    membership, structure = people.managed(session, talk.person.id, _number(tap))
    return screens.remove(membership, structure, *_other(session, structure, tap))


def _out_yes(session: Session, talk: Talk, tap: Tap) -> Reply:
    person = inviting.remove(session, talk.person.id, _number(tap), _number(tap, 1), talk.now)
    return _above(screens.REMOVED.format(person=screens.called(person)), _in(session, talk, tap))


def _bye(session: Session, talk: Talk, tap: Tap) -> Reply:
    return screens.leave(*_own(session, talk, tap))


def _bye_yes(session: Session, talk: Talk, tap: Tap) -> Reply:
    structure = inviting.leave(session, talk.person.id, _number(tap), talk.now)
    return _above(screens.LEFT.format(name=b(structure.name)), _home(session, talk))


def _switch(session: Session, talk: Talk, tap: Tap) -> Reply:  # noqa: ARG001
    mine = people.memberships_of(session, talk.person.id)
    current = people.current_of(session, people.load_person(session, talk.person.id))
    return screens.switch(mine, current[0].id if current else None) if mine else screens.no_structure()


def _to(session: Session, talk: Talk, tap: Tap) -> Reply:
    membership, structure = _own(session, talk, tap)
    people.make_current(session, talk.person.id, membership.id)
    return _above(screens.SWITCHED.format(name=b(structure.name)), _team(session, talk, membership, structure))


def _groups(session: Session, talk: Talk, tap: Tap) -> Reply:
    membership, structure = people.managed(session, talk.person.id, _number(tap))
    return screens.groups(membership, structure, grouping.of_structure(session, structure.id))


def _unlink(session: Session, talk: Talk, tap: Tap) -> Reply:
    membership, structure = _own(session, talk, tap)
    group = grouping.unlink_ours(session, talk.person.id, membership.id, _number(tap, 1))
    said = screens.UNLINKED.format(title=h(group.title), name=b(structure.name))
    return _above(said, screens.groups(membership, structure, grouping.of_structure(session, structure.id)))


def _own(session: Session, talk: Talk, tap: Tap) -> tuple[Membership, Structure]:
    return people.own(session, talk.person.id, _number(tap))


def _other(session: Session, structure: Structure, tap: Tap) -> tuple[Person, Membership]:
    asked = _number(tap, 1)
    found = next((one for one in people.team_of(session, structure.id) if one[1].id == asked), None)
    if found is None:
        raise NotYours(inviting.NOT_OF_TEAM)
    return found


def _number(tap: Tap, position: int = 0) -> int:
    found = tap.number(position)
    if found is None:
        raise Refusal(OLD_BUTTON)
    return found


def _letter(tap: Tap, position: int) -> str:
    return tap.args[position] if len(tap.args) > position else ""


def _above(said: str, reply: Reply) -> Reply:
    """What was done, then where one stands."""
    return replace(reply, text=f"{said}\n\n{reply.text}") if isinstance(reply, Screen) else reply


_ACTS: Mapping[str, Act] = {
    "in": _in,
    "new": _new,
    "give": _give,
    "who": _who,
    "one": _one,
    "role": _role,
    "out": _out,
    "outy": _out_yes,
    "bye": _bye,
    "byey": _bye_yes,
    "sw": _switch,
    "to": _to,
    "gr": _groups,
    "ungr": _unlink,
}
