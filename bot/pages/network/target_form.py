"""The word of the animator and whom a broadcast is for, as a form: filled from a draft, read back, told what is wrong.

There is no script: all that may be chosen stands on the page, and what was filled in beside another choice is said
rather than left out.
"""

from alerts.channels.markup import typography
from alerts.intake.pauses import Misunderstood
from alerts.model.network import Aim, Broadcast, Target
from alerts.model.structure import StructureKind
from bot.commands.network.aiming import read_departements
from bot.commands.network.broadcast_lines import ALL, chosen_words
from bot.commands.profile.asking_trades import boxed
from bot.pages.forms import Form, form_of

WORDS = {
    Aim.ALL: ALL,
    Aim.TRADES: "Les structures de certains métiers",
    Aim.PLACE: "Les structures qui travaillent à certains endroits",
    Aim.KINDS: "Les structures de certains statuts",
    Aim.ELIGIBLE: "Celles qui peuvent répondre (oui ou à vérifier)",
}
FIELDS = {Aim.TRADES: "metier", Aim.PLACE: "lieu", Aim.KINDS: "statut"}
ELSEWHERE = {
    Aim.TRADES: "Des métiers sont cochés : choisissez « Les structures de certains métiers », ou décochez-les.",
    Aim.PLACE: "Un lieu est écrit : choisissez « Les structures qui travaillent à certains endroits », ou effacez-le.",
    Aim.KINDS: "Des statuts sont cochés : choisissez « Les structures de certains statuts », ou décochez-les.",
}
WHICH = "Choisissez à qui cette annonce s’adresse."
WHICH_PLACE = "Écrivez au moins un département ou une région."
WHICH_TRADES = "Cochez au moins un métier."
WHICH_KINDS = "Cochez au moins un statut."


def choices_of(broadcast: Broadcast) -> tuple[tuple[str, str], ...]:
    """(value, words) of what this one may be for. Whom the radar found stays a choice while it is the one made."""
    aims = [one for one in WORDS if one is not Aim.ELIGIBLE or broadcast.written is None]
    found = [(one.value, WORDS[one]) for one in aims]
    if broadcast.target.aim is Aim.MEMBERS:
        words = chosen_words(len(broadcast.target.members))
        found.insert(0, (Aim.MEMBERS.value, words[0].upper() + words[1:]))
    return tuple(found)


def filled(broadcast: Broadcast) -> Form:
    target = broadcast.target
    return form_of(
        [
            ("mot", broadcast.note),
            ("cible", target.aim.value),
            *(("metier", one) for one in sorted(target.trades)),
            *(("statut", one.value) for one in target.kinds),
            ("lieu", ", ".join(sorted(target.departements))),
        ]
    )


def read_target(form: Form, broadcast: Broadcast) -> tuple[Target, dict[str, str]]:
    """The target, and the sentences about what is not understood, by field."""
    aim = next((one for one in Aim if one.value == form.one("cible")), None)
    if aim is None or aim.value not in dict(choices_of(broadcast)):
        return broadcast.target, {"cible": WHICH}
    errors = {FIELDS[one]: words for one, words in ELSEWHERE.items() if one is not aim and _filled(form, one)}
    target, trouble = _read(form, aim, broadcast)
    if trouble:
        errors[FIELDS[aim]] = typography(trouble)
    return target, errors


def _filled(form: Form, aim: Aim) -> bool:
    return any(one.strip() for one in form.every(FIELDS[aim]))


def _read(form: Form, aim: Aim, broadcast: Broadcast) -> tuple[Target, str]:
    match aim:
        case Aim.TRADES:
            trades = frozenset(boxed(form.every("metier")))
            return Target(aim, trades=trades), "" if trades else WHICH_TRADES
        case Aim.KINDS:
            kinds = frozenset(one for one in StructureKind if one.value in form.every("statut"))
            return Target(aim, kinds=kinds), "" if kinds else WHICH_KINDS
        case Aim.PLACE:
            return _place(form.one("lieu"))
        case Aim.MEMBERS:
            return broadcast.target, ""
        case _:
            return Target(aim), ""


def _place(said: str) -> tuple[Target, str]:
    found = read_departements(said) if said else Misunderstood(WHICH_PLACE)
    if isinstance(found, Misunderstood):
        return Target(Aim.PLACE), found.why
    return Target(Aim.PLACE, departements=found), ""
