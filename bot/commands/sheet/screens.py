"""The screens of a sheet: its groups, one group, one field, the two lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from alerts.channels.markup import typography
from alerts.intake.sheet import BY_NAME, Asked, said_back
from alerts.intake.sheet_lists import references_words, turnover_words
from alerts.messages.french import count, shortened
from alerts.model.people import Membership, Role
from alerts.model.reply import Sheet
from alerts.model.structure import Structure
from bot.chat.html import b, fit, h, i
from bot.chat.screen import Button, Rows, Screen
from bot.chat.taps import pack
from bot.commands.back import MENU
from bot.commands.sheet.fields import GROUPS, Group, filled, following, label_of, mark_of

SPACE = "fi"
BACK = "⬅️ Retour à la fiche"
SHOWN = 120  # characters of a value in a list
RECALLED = 500  # of the one that is asked again
WHAT_FOR = "Ce que vous écrivez ici remplit vos dossiers de candidature, une fois pour toutes."
MEMBERS = "Seul un responsable change cette fiche (/equipe)."
NOTHING = "à remplir"
WRITE = "Écrivez votre réponse."
TURNOVER, REFERENCES = BY_NAME["turnover"], BY_NAME["references"]
ONE_YEAR = "Écrivez une année et son montant hors taxes, par exemple « 2025 : 410 000 »."
ONE_REFERENCE = "Écrivez un marché réalisé : quoi ; pour qui ; année ; montant. Seul le premier est nécessaire."
AT_ONCE = 6  # references on one screen


@dataclass(frozen=True, slots=True)
class Held:
    """The sheet of the structure of a membership."""

    membership: Membership
    structure: Structure
    sheet: Sheet
    others: tuple[tuple[int, str], ...] = ()  # the other memberships of the person, and the names of their structures

    @property
    def manages(self) -> bool:
        return self.membership.role is Role.MANAGER

    def button(self, label: str, action: str, *args: str | int) -> Button:
        return Button(typography(label), pack(SPACE, action, self.membership.id, *args))

    @property
    def back(self) -> Button:
        return self.button(BACK, "o")


def whole(held: Held) -> Screen:
    """How far each group is, and the way into it."""
    lines = [f"• {group.label} : {_far(filled(group, held.sheet), len(group.fields))}" for group in GROUPS]
    years, known = held.sheet.turnover, held.sheet.references
    lines.insert(3, typography(f"• {TURNOVER.label} : {count(len(years), 'année') if years else NOTHING}"))
    lines.insert(4, f"• {REFERENCES.label} : {count(len(known), 'marché') if known else NOTHING}")
    parts = [f"{b('Fiche')} – {h(held.structure.name)}\n{WHAT_FOR}", "\n".join(lines)]
    return Screen("\n\n".join([*parts, *([] if held.manages else [i(MEMBERS)])]), _ways(held))


def _far(done: int, total: int) -> str:
    return "complet" if done == total else f"{done} sur {total}" if done else NOTHING


def _ways(held: Held) -> Rows:
    buttons = [held.button(group.label, "g", group.code) for group in GROUPS]
    buttons[3:3] = [held.button(TURNOVER.label, "t"), held.button(REFERENCES.label, "r", 0)]
    others = tuple((Button(f"🔁 {shortened(name, 20)}", pack(SPACE, "o", one)),) for one, name in held.others)
    return (*_in_twos(buttons), *others, (Button("🗂 Tiroir de preuves", pack("ai", "go", "tiroir")), MENU))


def group(held: Held, one: Group, note: str = "", after: str = "") -> Screen:
    """`after`: the field just written; the next one to fill in comes first."""
    lines = [f"{h(typography(label_of(asked)))} : {_value(asked, held.sheet)}" for asked in one.fields]
    head = f"{b(one.label)} – {h(held.structure.name)}\n{h(one.about)}"
    parts = [*([b(note)] if note else []), head, "\n".join(lines), *([] if held.manages else [i(MEMBERS)])]
    if not held.manages:
        return Screen(fit(parts, joined="\n\n"), ((held.back,),))
    onward = following(one, held.sheet, after) if after else None
    first = ((held.button(f"➡️ {label_of(onward)}", "f", onward.name),),) if onward else ()
    buttons = [held.button(label_of(asked), "f", asked.name) for asked in one.fields if asked is not onward]
    return Screen(fit(parts, joined="\n\n"), (*first, *_in_twos(buttons), (held.back,)))


def _value(asked: Asked, sheet: Sheet) -> str:
    told = said_back(asked.name, sheet)
    return b(typography(shortened(told, SHOWN))) if told else i(NOTHING)


def field(held: Held, one: Group, asked: Asked, trouble: str = "") -> Screen:
    """The question; what is written next is its answer."""
    told = said_back(asked.name, held.sheet)
    lines = [b(typography(asked.label)), h(typography(asked.hint)) or WRITE]
    now = (
        [f"Aujourd’hui : {h(typography(shortened(told, RECALLED)))}", "Écrivez ce qui prend sa place."] if told else []
    )
    parts = [*([b(h(typography(trouble)))] if trouble else []), "\n".join(lines), *now]
    empty = (held.button("Effacer", "x", asked.name),) if told else ()
    return Screen(fit(parts, joined="\n\n"), ((*empty, held.button(f"⬅️ {one.label}", "g", one.code)),))


def turnover(held: Held, note: str = "") -> Screen:
    years = held.sheet.turnover
    lines = [f"• {line}" for line in turnover_words(years).splitlines()] or ["Aucune année pour l'instant."]
    drops = [held.button(f"Retirer {one.year}", "td", one.year) for one in years]
    return _list(held, TURNOVER, ONE_YEAR, lines, drops, note)


def references(held: Held, page: int = 0, note: str = "") -> Screen:
    every = held.sheet.references
    page = max(0, min(page, (len(every) - 1) // AT_ONCE))
    here = list(enumerate(every, 1))[page * AT_ONCE : (page + 1) * AT_ONCE]
    lines = [f"{number}. {shortened(_in_commas(references_words((one,))), SHOWN)}" for number, one in here]
    drops = [held.button(f"Retirer la {number}", "rd", page, mark_of(one)) for number, one in here]
    turning = [held.button("⬅️ Page précédente", "r", page - 1)] if page else []
    turning += [held.button("Page suivante ➡️", "r", page + 1)] if len(every) > (page + 1) * AT_ONCE else []
    return _list(held, REFERENCES, ONE_REFERENCE, lines or ["Aucune référence pour l'instant."], drops, note, turning)


def _in_commas(words: str) -> str:
    return ", ".join(part.strip() for part in words.split(";") if part.strip())


def _list(
    held: Held,
    asked: Asked,
    ask: str,
    lines: Sequence[str],
    drops: Sequence[Button],
    note: str,
    turning: Sequence[Button] = (),
) -> Screen:
    """Whoever only reads gets neither the question nor the ways to drop."""
    head = f"{b(typography(asked.label))} – {h(held.structure.name)}"
    told = "\n".join(h(typography(line)) for line in lines)
    parts = [*([b(h(typography(note)))] if note else []), head, told, h(ask) if held.manages else i(MEMBERS)]
    rows = (*_in_twos(drops if held.manages else []), *((tuple(turning),) if turning else ()), (held.back,))
    return Screen(fit(parts, joined="\n\n"), rows)


def _in_twos(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
