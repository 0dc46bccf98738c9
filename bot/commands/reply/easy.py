"""The same in words that are easy to read (FALC), and the choice to be always told so."""

from dataclasses import replace

from alerts.messages.reply.easy import easy_documents_message, easy_message
from alerts.model.people import Membership
from alerts.services import people
from bot.chat.html import b
from bot.chat.screen import Button, Reply, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import Tap
from bot.commands.reply.desk import Desk, paired
from bot.commands.reply.paging import paged

ALWAYS = "C’est noté. Vos annonces seront faciles à lire."
NO_MORE = "C’est noté. Vos annonces reviennent comme avant."


def opened(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`e PAGE`: the announcement."""
    return screen(talk, desk, page=tap.number(2) or 0)


def screen(talk: Talk, desk: Desk, note: str = "", page: int = 0) -> Screen:
    rows = _rows(talk, desk, desk.button("Les documents", "ed", 0))
    message = replace(easy_message(desk.case, talk.now), title="Facile à lire")
    return paged(message, page, lambda label, at: desk.button(label, "e", at), rows, note)


def documents(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`ed PAGE`: the documents."""
    rows = _rows(talk, desk, desk.button("L’annonce", "e", 0))
    message = replace(easy_documents_message(desk.case, talk.now), title="Documents, facile à lire")
    return paged(message, tap.number(2) or 0, lambda label, page: desk.button(label, "ed", page), rows)


def _rows(talk: Talk, desk: Desk, other: Button) -> Rows:
    easy = _membership(talk, desk).preference.easy
    always = desk.button("Ne plus simplifier" if easy else "Toujours facile à lire", "ep", int(not easy))
    return paired([other, always], (desk.back,))


def prefer(talk: Talk, desk: Desk, tap: Tap) -> Reply:
    """`ep 1`: everything that this person is told of this structure is easy to read; 0: as before."""
    easy, membership = tap.number(2) == 1, _membership(talk, desk)
    with talk.house.database.write() as session:
        people.prefer(session, talk.person.id, membership.id, replace(membership.preference, easy=easy))
    return screen(talk, desk, b(ALWAYS if easy else NO_MORE))


def _membership(talk: Talk, desk: Desk) -> Membership:
    """Raises NotYours."""
    with talk.house.database.read() as session:
        return people.member_for(session, talk.person.id, desk.case.structure.id)
