"""`/gardees`: what the structure keeps or answers, by deadline."""

from alerts.messages.french import count
from alerts.services import lists, people, responding
from bot.chat.command import OLD_BUTTON, Command
from bot.chat.html import b, h
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.aide import BEGIN
from bot.commands.alertes import AT_ONCE, NO_PROFILE, line_of, others_rows, pages_row

EMPTY = (
    "Rien de gardé pour l’instant.\n\nSur une annonce, touchez « Garder » ou « J’y réponds » : elle vient ici avec son"
    " échéance, et je vous la rappelle 10 jours et 3 jours avant."
)
ALERTS = Button("🔎 Mes annonces", pack("al", "l"))
DROPPED = "Retirée des annonces gardées. Elle reste dans /alertes."
IN_PRIVATE = "La liste se lit en privé : écrivez-moi /gardees dans notre conversation."


class Gardees(Command):
    """The list of the current structure; a button leads to those of the others."""

    name = "gardees"
    space = "ga"
    about = "Annonces gardées et échéances"
    aliases = ("gardee", "favoris", "echeances")
    shared = True

    def open(self, talk: Talk, words: str) -> Reply:  # noqa: ARG002
        with talk.house.database.read() as session:
            found = people.current_of(session, talk.person)
        return _listed(talk, found[0].id, 0) if found else Screen(NO_PROFILE, ((BEGIN,),))

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        """`p MEMBERSHIP OFFSET` turns a page, `d MEMBERSHIP OFFSET MATCH` drops one."""
        if not talk.place.private:
            return Toast(IN_PRIVATE, alert=True)
        membership, offset, match_id = tap.number(), tap.number(1) or 0, tap.number(2)
        if membership is None or tap.action not in ("p", "d"):
            return Toast(OLD_BUTTON)
        if tap.action == "p" or match_id is None:
            return _listed(talk, membership, offset)
        with talk.house.database.write() as session:
            responding.respond(session, talk.person.id, match_id, None, talk.now)
        return Toast(DROPPED), _listed(talk, membership, offset)


def _listed(talk: Talk, membership_id: int, offset: int) -> Screen:
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        page = lists.kept(session, structure.id, talk.now, offset, AT_ONCE)
        if not page.items and page.total:  # the last of a page was dropped
            offset = (page.total - 1) // AT_ONCE * AT_ONCE
            page = lists.kept(session, structure.id, talk.now, offset, AT_ONCE)
        others = [one for one in people.memberships_of(session, talk.person.id) if one[0].id != membership.id]
    head = f"{b('Vos annonces gardées')} – {h(structure.name)}"
    if not page.items:
        return Screen(f"{head}\n\n{EMPTY}", ((ALERTS,), *others_rows(others, "ga")))
    lines = [line_of(one, number) for number, one in enumerate(page.items, start=offset + 1)]
    turning = pages_row(
        pack("ga", "p", membership.id, max(0, offset - AT_ONCE)) if offset else None,
        pack("ga", "p", membership.id, offset + AT_ONCE) if offset + len(page.items) < page.total else None,
    )
    rows = (*_rows(page.items, membership.id, offset), *turning, (ALERTS,), *others_rows(others, "ga"))
    told = f"{'plus de ' if page.more else ''}{count(page.total, 'annonce')}, l’échéance la plus proche d’abord."
    return Screen("\n\n".join((f"{head}\n{told if page.total > 1 else ''}".rstrip(), *lines)), rows)


def _rows(items: tuple[lists.Item, ...], membership_id: int, offset: int) -> Rows:
    """To open each, and to drop it."""
    return tuple(
        (
            Button(f"{number}. Voir l’annonce", pack("ca", "o", one.match_id)),
            Button(f"Retirer la {number}", pack("ga", "d", membership_id, offset, one.match_id)),
        )
        for number, one in enumerate(items, start=offset + 1)
    )
