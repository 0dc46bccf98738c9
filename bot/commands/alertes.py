"""`/alertes`: everything the structure was told, five at a time, whether or not a message could reach anybody."""

from collections.abc import Sequence
from dataclasses import replace

from alerts.channels.markup import typography
from alerts.clauses.fold import fold
from alerts.messages.french import capitalised, count, shortened
from alerts.model.people import Membership
from alerts.model.reading import Answer
from alerts.model.structure import Structure
from alerts.services import lists, people
from alerts.services.lists import Filter, Item, Page, answered_words
from bot.chat.command import OLD_BUTTON, Command
from bot.chat.html import b, h, i
from bot.chat.screen import Button, Reply, Rows, Screen, Toast
from bot.chat.talk import Talk
from bot.chat.taps import Tap, pack
from bot.commands.aide import BEGIN, go

AT_ONCE = 5
PROFILE = Button("👤 Mon profil", go("profil"))
OBJECT = 90  # characters of an object: two lines of a phone
IN_PRIVATE = "La liste se lit en privé : écrivez-moi /alertes dans notre conversation."
NO_PROFILE = "Vous n’avez pas encore de profil : je ne sais pas quelles annonces vous concernent."
# Code in buttons, words of the button, what the list is called, what is said when it is empty.
_FILTERS = {
    "a": (
        Filter.ALL,
        "Toutes",
        "toutes",
        "Aucune annonce pour l’instant : je vous écris dès que l’une vous concerne. « Mon profil » permet d’élargir.",
    ),
    "r": (Filter.RESERVED, "Réservées à vous", "réservées à vous", "Aucune annonce ouverte ne vous est réservée."),
    "s": (Filter.SOON, "Bientôt closes", "à répondre d’ici deux semaines", "Rien à répondre d’ici deux semaines."),
    "c": (Filter.CHECK, "À vérifier", "où votre droit à répondre est à vérifier", "Rien à vérifier."),
    "u": (Filter.UNANSWERED, "Sans réponse", "sans réponse de votre équipe", "Vous avez répondu à toutes."),
}
_WRITTEN = {"reserv": "r", "bientot": "s", "clos": "s", "urgen": "s", "verif": "c", "sans": "u", "nouv": "u"}
_ANSWERS = {
    Answer.YES: "vous pouvez répondre, d’après l’avis",
    Answer.NO: "vous ne pouvez pas répondre, d’après l’avis",
    Answer.CHECK: "droit à répondre à vérifier",
}


RESERVED = "réservé : vous pouvez répondre, d’après l’avis"


class Alertes(Command):
    """The list of the current structure; a button leads to those of the others. Commands and buttons name it."""

    name = "alertes"
    space = "al"
    about = "Mes annonces"
    aliases = ("annonces", "alerte", "liste")
    shared = True

    def open(self, talk: Talk, words: str) -> Reply:
        """`/alertes`, `/alertes réservées`, `/alertes 2` (the second page)."""
        with talk.house.database.read() as session:
            found = people.current_of(session, talk.person)
        if found is None:
            return Screen(NO_PROFILE, ((BEGIN,),))
        page = int(words) - 1 if words.strip().isdecimal() and len(words) < 5 else 0
        return _listed(talk, found[0].id, _code_of(words), max(0, page) * AT_ONCE)

    def tap(self, talk: Talk, tap: Tap) -> Reply:
        if not talk.place.private:
            return Toast(IN_PRIVATE, alert=True)
        if tap.action == "l":
            return _fresh(self.open(talk, ""))
        membership = tap.number()
        if membership is None:
            return Toast(OLD_BUTTON)
        if tap.action == "f":
            return _filters(talk, membership)
        code = tap.args[1] if len(tap.args) > 1 else ""
        if tap.action != "p" or code not in _FILTERS:
            return Toast(OLD_BUTTON)
        return _listed(talk, membership, code, tap.number(2) or 0)


def _code_of(words: str) -> str:
    """« bientôt », « à vérifier »… ; anything else is the whole list."""
    written = fold(words)
    return next((code for start, code in _WRITTEN.items() if start in written), "a")


def _fresh(reply: Reply) -> Reply:
    """The message that was tapped stays: it tells of alerts."""
    return replace(reply, fresh=True) if isinstance(reply, Screen) else reply


def _listed(talk: Talk, membership_id: int, code: str, offset: int) -> Screen:
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
        page = lists.latest(session, structure.id, _FILTERS[code][0], offset, AT_ONCE, talk.now)
        if not page.items and page.total:  # the list is shorter than it was
            offset = (page.total - 1) // AT_ONCE * AT_ONCE
            page = lists.latest(session, structure.id, _FILTERS[code][0], offset, AT_ONCE, talk.now)
        others = [one for one in people.memberships_of(session, talk.person.id) if one[0].id != membership.id]
    head = f"{b('Vos annonces')} – {h(structure.name)}"
    last: Rows = (_filter_row(membership.id, code), *others_rows(others, "al", "a"))
    if not page.items:
        widen: Rows = ((PROFILE,), *last[1:]) if code == "a" else last
        return Screen(f"{head}\n{_FILTERS[code][3]}", widen)
    lines = [line_of(one, number) for number, one in enumerate(page.items, start=offset + 1)]
    rows = (*open_rows(page.items, offset), *_turning(membership, code, offset, page), *last)
    return Screen("\n\n".join((f"{head}\n{_counted(code, offset, page)}", *lines)), rows)


def line_of(item: Item, number: int) -> str:
    """What, where, until when, may we answer, and what was said of it."""
    said = [RESERVED if item.reserved else _ANSWERS[item.answer]] if not item.over else []
    said += [answered_words(item.response)] if item.response else []
    lines = [
        b(typography(f"{number}. {shortened(item.title, OBJECT)}")),
        h(typography(capitalised(" – ".join(part for part in (item.place, item.until) if part)))),
        h(typography(capitalised(" – ".join(said)))),
    ]
    return "\n".join(line for line in lines if line)


def open_rows(items: Sequence[Item], offset: int) -> Rows:
    """One button a number."""
    found = [Button(f"Voir la {n}", pack("ca", "o", one.match_id)) for n, one in enumerate(items, start=offset + 1)]
    return tuple(tuple(found[at : at + 3]) for at in range(0, len(found), 3))


def pages_row(before: str | None, after: str | None) -> Rows:
    """`before` and `after` are the data of the buttons, None at the ends."""
    named = (("⬅️ Page précédente", before), ("Page suivante ➡️", after))
    row = tuple(Button(label, data) for label, data in named if data)
    return (row,) if row else ()


def _turning(membership: Membership, code: str, offset: int, page: Page) -> Rows:
    before = pack("al", "p", membership.id, code, max(0, offset - AT_ONCE)) if offset else None
    more = offset + len(page.items) < page.total
    return pages_row(before, pack("al", "p", membership.id, code, offset + AT_ONCE) if more else None)


def _counted(code: str, offset: int, page: Page) -> str:
    told = f"{'plus de ' if page.more else ''}{count(page.total, 'annonce')}"
    named = "" if code == "a" else f" {_FILTERS[code][2]}"
    last = offset + len(page.items)
    shown = f", {offset + 1} à {last}" if last > offset + 1 else f", la {last}"
    order = "la plus proche d’abord" if code == "s" else "la plus récente d’abord"
    return h(capitalised(f"{told}{named}{shown if page.total > 1 else ''}{f', {order}' if page.total > 1 else ''}."))


def _filter_row(membership_id: int, code: str) -> tuple[Button, ...]:
    whole = (Button("Toutes", pack("al", "p", membership_id, "a", 0)),) if code != "a" else ()
    return Button("🔎 Filtrer", pack("al", "f", membership_id)), *whole


def others_rows(others: Sequence[tuple[Membership, Structure]], space: str, *code: str) -> Rows:
    """The lists of their other structures."""
    return tuple(
        (Button(f"🔁 {shortened(structure.name, 21)}", pack(space, "p", one.id, *code, 0)),)
        for one, structure in others
    )


def _filters(talk: Talk, membership_id: int) -> Screen:
    with talk.house.database.read() as session:
        membership, structure = people.own(session, talk.person.id, membership_id)
    buttons = [Button(words, pack("al", "p", membership.id, code, 0)) for code, (_, words, _, _) in _FILTERS.items()]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    written = "Vous pouvez aussi écrire : /alertes réservées, bientôt, à vérifier ou sans réponse."
    return Screen(f"{b('Quelles annonces voulez-vous voir ?')}\n{h(structure.name)}\n\n{i(written)}", rows)
