"""The screens of a profile: all of it, then one for each thing that changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from alerts.model.people import Membership
from alerts.model.structure import Structure
from bot.chat.html import MESSAGE, b, fit, h, i
from bot.chat.screen import Button, Rows, Screen
from bot.chat.talk import Talk
from bot.chat.taps import pack
from bot.commands.back import MENU
from bot.commands.profile.asking_amounts import DAYS, PRESETS
from bot.commands.profile.asking_kinds import kind_lines, kind_rows
from bot.commands.profile.asking_places import (
    EXAMPLES,
    NOWHERE,
    choice_rows,
    in_twos,
    short,
    territory_line,
    where_lines,
)
from bot.commands.profile.asking_trades import agree_rows, trade_lines, trade_rows
from bot.commands.profile.asking_words import word_lines
from bot.commands.profile.draft import Draft
from bot.commands.profile.editing import Editing, keep
from bot.commands.profile.labels import WANTS, ticked
from bot.commands.profile.told import LONGEST_NAME, amounts_line, criteria_lines, days_line, structure_lines, wants_line
from bot.commands.profile.volume import changed_volume, expected, preview, volume_of

BACK = "⬅️ Retour"
MEMBERS = "Pour changer ce profil, adressez-vous à un responsable de la structure (/equipe)."
NO_WANT = "Cochez au moins une chose, sinon rien ne vous serait envoyé."
NO_PLACE = "Il faut au moins un lieu, sinon rien ne vous serait envoyé."
NEW_ONE = "Une autre activité, avec ses propres métiers et son propre territoire. D’abord, où ?"
UNSAVED = "Rien n’est encore changé : touchez « Enregistrer »."
MOST_ACTIVITIES = 9


def whole(talk: Talk, held: Editing, several: bool, notes: Sequence[str] = (), rows: Rows = ()) -> Screen:
    """`notes` are HTML, told first; `rows` come before the others. `several`: this person has other structures."""
    held, saved = held.afresh(), held.saved
    found = preview(talk, saved)
    keep(talk, held.with_draft(replace(held.draft, volume=volume_of(found))), "")
    head = [*notes, *([""] if notes else []), b(f"Profil – {saved.name}"), *structure_lines(saved)[1:]]
    blocks = ["\n".join(head), *_activities(saved), expected(found)]
    if not held.manages:
        return Screen(fit([*blocks, i(MEMBERS)], MESSAGE, joined="\n\n"), (*rows, *_elsewhere(held, several)))
    return Screen(fit(blocks, MESSAGE, joined="\n\n"), (*rows, *_changes(held), *_elsewhere(held, several)))


def _activities(saved: Structure) -> list[str]:
    """Numbered when there are several, as their buttons are."""
    one = len(saved.activities) == 1
    return [
        "\n".join([*([] if one else [b(f"Activité {number}")]), *criteria_lines(criteria)])
        for number, criteria in enumerate(saved.activities, 1)
    ]


def _changes(held: Editing) -> Rows:
    """The buttons of the only activity, or the way to each one."""
    own = [Button("✏️ Structure", held.name("k")), Button("✏️ Nom", held.name("nm"))]
    if len(held.saved.activities) == 1:
        return in_twos([*own, *_of_activity(held), Button("➕ Autre activité", held.name("na"))])
    each = [
        Button(f"✏️ Activité {number + 1}", held.with_draft(_at(held, number)).name("a"))
        for number in range(len(held.saved.activities))
    ]
    more = [Button("➕ Autre activité", held.name("na"))] if len(each) < MOST_ACTIVITIES else []
    return in_twos([*own, *each, *more])


def _at(held: Editing, number: int) -> Draft:
    return replace(held.draft, activity=number)


def _of_activity(held: Editing) -> list[Button]:
    things = (("t", "Métiers"), ("w", "Territoire"), ("x", "Mots"), ("g", "Ce que je cherche"))
    numbers = (("m", "Montant"), ("d", "Délai"))
    return [Button(f"✏️ {label}", held.name(action)) for action, label in (*things, *numbers)]


def _elsewhere(held: Editing, several: bool) -> Rows:
    other = [Button("🔁 Autre structure", held.name("st"))] if several else []
    return in_twos([Button("🕗 Rythme d’envoi", pack("ry", "o", held.membership.id)), *other, MENU])


def activity(talk: Talk, held: Editing) -> Screen:
    """One activity among several."""
    keep(talk, held, "")
    number = held.draft.activity + 1
    lines = [*_title(held, f"Activité {number}"), *criteria_lines(held.draft.criteria)]
    gone = Button("🗑 Retirer l’activité", held.name("ra"))
    return _changing(talk, held, lines, in_twos([*_of_activity(held), gone]))


def kinds(talk: Talk, held: Editing, page: int = 0, trouble: str = "") -> Screen:
    keep(talk, held, "kinds")
    chosen = held.draft.structure.kinds
    lines = [*_title(held, "Structure"), *kind_lines(chosen), *([h(trouble)] if trouble else [])]
    lines.append("Touchez tout ce qui convient, ou écrivez-le.")
    return _changing(talk, held, lines, kind_rows(chosen, page, held.name), ready=bool(chosen))


def trades(talk: Talk, held: Editing, page: int = 0, unknown: Iterable[tuple[str, str]] = ()) -> Screen:
    keep(talk, held, "trades")
    chosen, unknown = held.draft.criteria.trades, tuple(unknown)
    lines = [*_title(held, "Métiers"), *trade_lines(chosen, unknown), "Touchez, ou écrivez : « tonte, vitrerie »."]
    rows = (*agree_rows(unknown, held.name), *trade_rows(chosen, page, held.name))
    return _changing(talk, held, lines, rows)


def places(talk: Talk, held: Editing) -> Screen:
    keep(talk, held, "places")
    where, name = held.draft.where, held.name
    told = where_lines(where)
    lines = [*_title(held, "Territoire"), *(told or _first_words(held)), *EXAMPLES]
    if where.territory != NOWHERE:
        lines.append("Pour retirer un lieu : sauf 69.")
    rows = (
        *choice_rows(where, name),
        (Button("📍 Ma position", name("wp")), Button("Toute la France", name("wf"))),
        *(((Button("✏️ Tout réécrire", name("wr")),),) if where.territory != NOWHERE else ()),
    )
    return _changing(talk, held, lines, rows, ready=where.territory != NOWHERE, unready=NO_PLACE)


def _first_words(held: Editing) -> tuple[str, ...]:
    return (NEW_ONE,) if held.draft.activity >= len(held.saved.activities) else ()


def position(talk: Talk, held: Editing) -> Screen:
    keep(talk, held, "position")
    text = (
        "Touchez « Envoyer ma position » sous le champ de texte. J’en retiens le département, jamais les coordonnées."
    )
    return Screen(text, ((Button(BACK, held.name("w")),),), asks_location=True)


def words(talk: Talk, held: Editing, told: tuple[str, ...] = ()) -> Screen:
    keep(talk, held, "words")
    criteria = held.draft.criteria
    clear = [
        *([Button("Ne plus suivre de mot", held.name("xi"))] if criteria.include_words else []),
        *([Button("Ne plus écarter", held.name("xe"))] if criteria.exclude_words else []),
    ]
    return _changing(talk, held, [*_title(held, "Mots"), *word_lines(criteria, told)], in_twos(clear))


def wants(talk: Talk, held: Editing) -> Screen:
    keep(talk, held, "wants")
    criteria = held.draft.criteria
    boxes = [Button(ticked(label, want in criteria.wants), held.name("gt", want.value)) for want, label in WANTS]
    lines = [*_title(held, "Ce que je cherche"), f"Choisi : {b(wants_line(criteria))}."]
    lines.append(i("« Ouverts à tous » : ni réservés, ni avec une clause. Il y en a beaucoup."))
    return _changing(talk, held, lines, in_twos(boxes), ready=bool(criteria.wants), unready=NO_WANT)


def amounts(talk: Talk, held: Editing, trouble: str = "") -> Screen:
    keep(talk, held, "amounts")
    lines = [*_title(held, "Montant"), f"{_stands(held)} : {b(amounts_line(held.draft.criteria) or 'peu importe')}."]
    lines += [h(trouble)] if trouble else []
    lines += ["Écrivez par exemple : de 10 000 à 90 000, ou : à partir de 5 000. Montants hors taxes."]
    lines.append(i("Une annonce qui ne dit pas son montant vous est envoyée quand même."))
    buttons = [Button(label, held.name("mp", preset)) for label, preset in (*PRESETS, ("Peu importe", "any"))]
    return _changing(talk, held, lines, in_twos(buttons))


def days(talk: Talk, held: Editing, trouble: str = "") -> Screen:
    keep(talk, held, "days")
    lines = [*_title(held, "Délai"), f"{_stands(held)} : {b(days_line(held.draft.criteria))}."]
    lines += [h(trouble)] if trouble else []
    lines.append("Écrivez un nombre de jours, ou choisissez. Les annonces plus pressées ne vous sont pas envoyées.")
    buttons = [Button(f"{day} jours" if day else "Peu importe", held.name("dp", day)) for day in DAYS]
    return _changing(talk, held, lines, in_twos(buttons))


def _stands(held: Editing) -> str:
    """What is written is not saved yet."""
    return "Choisi" if held.draft.changed else "Aujourd’hui"


def naming(talk: Talk, held: Editing, trouble: str = "") -> Screen:
    keep(talk, held, "name")
    lines = [*_title(held, "Nom"), *([h(trouble)] if trouble else [])]
    lines.append(f"Écrivez le nouveau nom, {LONGEST_NAME} caractères au plus.")
    return Screen("\n".join(lines), ((Button(BACK, held.name("v")),),))


def removing(talk: Talk, held: Editing) -> Screen:
    keep(talk, held, "")
    place = territory_line(held.draft.criteria.territory)
    text = f"Retirer l’activité {held.draft.activity + 1} ({h(place)}) ? Les annonces déjà reçues restent."
    return Screen(text, ((Button("🗑 Oui, retirer", held.name("rr")), Button("Non, garder", held.name("a"))),))


def structures(held: Editing, every: Sequence[tuple[Membership, Structure]]) -> Screen:
    """Which of their structures commands are about."""
    lines = [b("Vos structures"), *(f"{at}. {h(one.name)}" for at, (_, one) in enumerate(every, 1))]
    buttons = [
        Button(short(f"{at}. {one.name}"), held.name("cu", membership.id))
        for at, (membership, one) in enumerate(every, 1)
    ]
    more = [Button("➕ Nouvelle structure", "1.ob.new"), Button(BACK, held.name("v"))]
    return Screen("\n".join(lines), (*((one,) for one in buttons), *in_twos(more)))


def _title(held: Editing, thing: str) -> list[str]:
    """Of which structure, and of which activity when there are several."""
    several = len(held.draft.structure.activities) > 1 and not thing.startswith("Activité")
    which = f" – activité {held.draft.activity + 1}" if several and thing not in ("Structure", "Nom") else ""
    return [b(f"{thing} – {held.saved.name}{which}"), *([h(held.trouble)] if held.trouble else [])]


def _changing(
    talk: Talk, held: Editing, lines: list[str], rows: Rows, *, ready: bool = True, unready: str = ""
) -> Screen:
    """With what the change would bring, and the button that makes it so."""
    before, back = held.draft.volume, Button(BACK, held.name("v"))
    if not held.draft.changed:
        told = ["", f"Volume : {b(before)}."] if before else []
        return Screen(fit([*lines, *told]), (*rows, (back,)))
    if not ready:
        return Screen(fit([*lines, "", b(unready)] if unready else lines), (*rows, (back,)))
    after = changed_volume(before, preview(talk, held.draft.structure))
    last = (Button("✅ Enregistrer", held.name("sv")), Button("Annuler", held.name("v")))
    return Screen(fit([*lines, "", after, i(UNSAVED)]), (*rows, last))
