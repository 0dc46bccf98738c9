"""The three questions, as screens of a draft. Each one may be tapped or typed."""

from collections.abc import Iterable

from bot.chat.html import b, i
from bot.chat.screen import Button, Rows, Screen
from bot.chat.taps import pack
from bot.commands.profile.asking_kinds import kind_lines, kind_rows
from bot.commands.profile.asking_places import EXAMPLES, NOWHERE, choice_rows, where_lines
from bot.commands.profile.asking_trades import agree_rows, trade_lines, trade_rows
from bot.commands.profile.draft import Draft
from bot.commands.profile.told import LONGEST_NAME, name_of

SPACE = "ob"
BACK = "⬅️ Retour"


def name(action: str, *args: str | int) -> str:
    """The data of our buttons."""
    return pack(SPACE, action, *args)


def kinds(draft: Draft, page: int = 0, trouble: str = "") -> Screen:
    chosen = draft.structure.kinds
    lines = [
        b("Question 1 sur 3 – Votre structure"),
        "Vous êtes… Touchez tout ce qui convient, ou écrivez-le.",
        *kind_lines(chosen),
        *([trouble] if trouble else []),
    ]
    forth = (Button(f"Valider ({len(chosen)}) ➡️", name("kv")),) if chosen else ()
    return Screen("\n".join(lines), (*kind_rows(chosen, page, name), (Button(BACK, name("hi")), *forth)))


def trades(draft: Draft, page: int = 0, unknown: Iterable[tuple[str, str]] = (), trouble: str = "") -> Screen:
    chosen, unknown = draft.criteria.trades, tuple(unknown)
    lines = [
        b("Question 2 sur 3 – Vos métiers"),
        "Touchez tout ce que vous savez faire, ou écrivez-le : « tonte, vitrerie ».",
        *trade_lines(chosen, unknown),
        *([trouble] if trouble else []),
    ]
    forth = Button(f"Valider ({len(chosen)}) ➡️" if chosen else "Passer : tous métiers", name("tv"))
    rows = (*agree_rows(unknown, name), *trade_rows(chosen, page, name))
    return Screen("\n".join(lines), (*rows, (Button(BACK, name("k")), forth)))


def places(draft: Draft) -> Screen:
    where = draft.where
    lines = [b("Question 3 sur 3 – Votre territoire"), *(where_lines(where) or EXAMPLES)]
    rows: Rows = choice_rows(where, name)
    if where.territory == NOWHERE:
        rows = (*rows, (Button("📍 Ma position", name("wp")), Button("Toute la France", name("wf"))))
        return Screen("\n".join(lines), (*rows, (Button(BACK, name("t")),)))
    lines.append(i("Pour ajouter un lieu, écrivez-le."))
    rows = (*rows, (Button("C’est bon ➡️", name("wv")), Button("✏️ Tout réécrire", name("wr"))))
    return Screen("\n".join(lines), (*rows, (Button(BACK, name("t")),)))


def position() -> Screen:
    text = (
        "Touchez « Envoyer ma position » sous le champ de texte (sur un téléphone)."
        " J’en retiens le département, jamais les coordonnées."
    )
    return Screen(text, ((Button(BACK, name("w")),),), asks_location=True)


def naming(draft: Draft) -> Screen:
    lines = [
        b("Le nom de votre structure"),
        f"Écrivez-le ({LONGEST_NAME} caractères au plus). Aujourd’hui : {b(name_of(draft.structure))}.",
    ]
    return Screen("\n".join(lines), ((Button(BACK, name("sum")),),))
