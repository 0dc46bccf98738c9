"""The hours of insertion of a lot, in words: how many, how they were reckoned, and what they are for the structure."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.french import count, number, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Fact, Heading, Message, Paragraph
from alerts.messages.proof import quotes
from alerts.messages.reply.terms import MISSING, term_words
from alerts.model.reading import ClauseKind
from alerts.reply_help.capacity import HOURS_A_YEAR, Alone, Capacity
from alerts.reply_help.case import Case
from alerts.reply_help.hours import Basis, Estimate, Factor, estimate

TITLE = "Heures d'insertion : {}"
OBJECT = 100  # characters of a title
TENS = 100  # hours from which a range is rounded to tens
PREVAIL = "Estimation : les heures écrites dans le dossier (CCAP, cahier des clauses administratives) priment."
ALL_THE_WORK = "Lot réservé : vos équipes font tout le travail, donc toutes les heures comptent."
NO_CLAUSE = (
    "L'avis n'indique pas de clause d'insertion pour ce lot. L'estimation vaut si le dossier en prévoit une : "
    "cherchez « insertion » dans le CCAP."
)
OWN_FTE = (
    "Votre fiche ne dit pas combien d'équivalents temps plein (ETP) vous avez en insertion ou en situation de "
    "handicap : ajoutez-le pour savoir si vous pouvez répondre seuls."
)
NO_MONTHS = "La durée du marché n'est pas connue : donnez-la en mois pour comparer à vos équipes."
_VERDICTS = {
    Alone.ALONE: "possible seuls, avec votre effectif d'aujourd'hui",
    Alone.ONE_PARTNER: "plutôt avec un partenaire de votre taille",
    Alone.TWO_PARTNERS: "plutôt avec deux partenaires de votre taille",
    Alone.MORE: "plutôt avec plus de deux partenaires de votre taille, ou sur une partie seulement",
}
_RULE = "Repère de Vigie : pas plus de la moitié de vos postes sur un seul marché. Vous seuls savez qui est disponible."
_FILL = (
    "« 45 000 € » : le montant hors taxes ;",
    "« 70 % » : la part de main-d'œuvre dans le prix ;",
    "« 28,50 » : le coût d'une heure de travail, charges comprises ;",
    "« 18 mois » : la durée du marché ;",
    "« 300 h » : les heures, si le dossier les donne.",
)


def hours_message(case: Case, now: datetime) -> Message:  # noqa: ARG001
    """How many hours, from where, and with how many people. Nothing here depends on the day."""
    found = estimate(case)
    blocks = (*_hours(case, found), *_reckoning(found), *_people(found), Paragraph(PREVAIL))
    actions = ((Action(ActionKind.HELP, "Aide à la réponse", case.match_id),),)
    return Message(TITLE.format(shortened(case.title, OBJECT)), summary(found), blocks, actions)


def summary(found: Estimate) -> str:
    """One line: « 300 heures d'insertion (indiquées par l'avis) ; possible seuls, … »."""
    if found.hours is None:
        return f"Heures à estimer : il manque {_missing(found)}"
    own = found.capacity
    people = f" ; {_VERDICTS[own.verdict]}" if own is not None and own.verdict is not None else ""
    return f"{hours_words(found)} ({BASES[found.basis]}){people}"


BASES = {
    Basis.STATED: "indiquées par l'avis",
    Basis.TYPED: "votre chiffre",
    Basis.FORMULA: "estimation",
    Basis.MISSING: "à estimer",
}


def hours_words(found: Estimate) -> str:
    """« 300 heures d'insertion », « environ 1 146 heures de travail (entre 808 et 1 552) »; "" when not known."""
    if found.hours is None or found.low is None or found.high is None:
        return ""
    everything = found.everything and found.basis is not Basis.STATED
    what = "de travail" if everything else "d'insertion"
    about = "environ " if found.basis is Basis.FORMULA else ""
    if found.exact:
        return f"{about}{count(round(found.hours) if about else found.hours, 'heure')} {what}"
    between = f" (entre {number(rounded(found.low))} et {number(rounded(found.high))})"
    return f"{about}{count(rounded(found.hours), 'heure')} {what}{between}"


def rounded(hours: float) -> int:
    """To ten hours: an order of magnitude must not look exact."""
    return round(hours / 10) * 10 if hours >= TENS else round(hours)


def _hours(case: Case, found: Estimate) -> Iterator[Block]:
    if found.everything:
        yield Paragraph(ALL_THE_WORK)
    elif not _asked(case, found):
        yield Paragraph(NO_CLAUSE)
    if found.hours is None:
        yield Fact("Heures", f"à estimer : il manque {_missing(found)}", strong=True)
    else:
        yield Fact("Heures", f"{hours_words(found)} – {BASES[found.basis]}", strong=True)
    if found.stated is not None and found.basis is not Basis.STATED:
        said = f"{count(found.stated, 'heure')} d'insertion"
        yield Fact("Dans l'avis", f"{said}, un minimum" if found.everything else said)
    if found.evidence is not None:
        yield from quotes(case.notice, (found.evidence,))


def _asked(case: Case, found: Estimate) -> bool:
    social = (ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, ClauseKind.SERVICE_INSERTION)
    return found.basis in (Basis.STATED, Basis.TYPED) or any(case.clause(one) for one in social)


def _reckoning(found: Estimate) -> Iterator[Block]:
    """The formula with its figures: what the hours come from, or what they would be compared with."""
    used = [one for one in found.terms if one.factor is not Factor.MONTHS]
    if found.basis in (Basis.FORMULA, Basis.MISSING) or (found.everything and found.work is None):
        yield Heading("Le calcul")
        shares = "part de main-d'œuvre" if found.everything else "part de main-d'œuvre × part d'insertion"
        yield Paragraph(f"heures = montant hors taxes × {shares} ÷ coût d'une heure")
        shown = [one for one in used if not (found.everything and one.factor is Factor.INSERTION_SHARE)]
        yield Bullets(tuple(term_words(one) for one in shown))
        yield Paragraph("Pour changer un chiffre, donnez-le ainsi :")
        yield Bullets(_FILL)
    if found.work is not None and not found.everything:
        yield Fact("Si vous faites tout le travail du lot", _whole(found, *found.work))


def _whole(found: Estimate, value: float, low: float, high: float) -> str:
    """« environ 6 980 heures (entre 5 600 et 8 640), soit 2,17 ETP pendant 24 mois : possible seuls, … »"""
    hours = f"environ {number(rounded(value))} heures (entre {number(rounded(low))} et {number(rounded(high))})"
    own = found.alone
    if own is None:
        return hours
    people = f"{hours}, soit {_fte(own.needed)} ETP pendant {_lasting(found, own)}"
    return f"{people} : {_VERDICTS[own.verdict]}" if own.verdict is not None else people


def _people(found: Estimate) -> Iterator[Block]:
    if found.hours is None:
        return
    yield Heading("Avec qui ?")
    if found.capacity is None:
        yield Paragraph(NO_MONTHS)
        return
    own = found.capacity
    yield Fact("Postes nécessaires", _needed(found, own))
    if own.verdict is None or own.own is None or own.share is None:
        yield Paragraph(OWN_FTE)
        return
    yield Fact("Vos postes", f"{count(own.own, 'ETP', 'ETP')} : ce marché en demande {_percent(own.share)}")
    yield Fact("Seuls ou à plusieurs", _verdict(own, own.verdict), strong=True)
    yield Paragraph(_RULE)


def _needed(found: Estimate, own: Capacity) -> str:
    """« 0,71 ETP pendant 12 mois (entre 0,5 et 0,97), à 1 607 heures par an »."""
    between = "" if own.low == own.high else f" (entre {_fte(own.low)} et {_fte(own.high)})"
    fte = "équivalent temps plein (ETP)" if own.needed < 2 else "équivalents temps plein (ETP)"
    lasting = _lasting(found, own)
    return f"{_fte(own.needed)} {fte} pendant {lasting}{between}, à {number(HOURS_A_YEAR)} heures par an"


def _fte(value: float) -> str:
    """To a tenth from one on: more would look exact."""
    return number(round(value, 1 if value >= 1 else 2))


def _lasting(found: Estimate, own: Capacity) -> str:
    """« 48 mois, reconductions comprises » when the contract without them is shorter."""
    renewed = ", reconductions comprises" if own.months > found.term(Factor.MONTHS).value else ""
    return f"{number(own.months)} mois{renewed}"


def _verdict(own: Capacity, verdict: Alone) -> str:
    most = own.at_most
    if most is None or most is verdict:
        return f"{_VERDICTS[verdict]}."
    return f"{_VERDICTS[verdict]}. Dans l'hypothèse haute : {_VERDICTS[most]}."


def _percent(share: float) -> str:
    return f"{number(round(share * 100))} %" if share >= 0.01 else "moins de 1 %"


def _missing(found: Estimate) -> str:
    return " et ".join(MISSING[one] for one in found.missing)
