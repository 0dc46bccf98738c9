"""Have we the people, the documents, the insurance?

R2142-7 (turnover asked: 1.5 times the estimated amount at most since 01/01/2026, source S), R2142-25 (the means of a
group are looked at together, source V), 1 607 hours a year (source of the reference, V); checked on 22/11/2026.
"""

from decimal import Decimal

from alerts.clauses.fold import fold
from alerts.messages.french import count, enumeration, money, number
from alerts.model.reply import Mark, Point, ProofKind
from alerts.reply_help.dossier.candidacy import is_concession
from alerts.reply_help.dossier.right import proof_kinds
from alerts.reply_help.points.answered import Answered, Moment, asked, known
from alerts.reply_help.proofs import CATALOGUE, State, best, state_of
from scrapers.notice import Amount

HOURS_A_YEAR = 1607
MOST_TIMES = Decimal("1.5")


def capacity(at: Moment) -> Answered:
    """Only the insertion hours are known; supervision and peaks are for people to say."""
    asks, fte = at.case.asks, at.case.sheet.insertion_fte
    if asks.hours is None or not asks.months or not fte:
        return asked(Point.CAPACITY, "Aurez-vous assez de personnes et d'encadrement, même en période de pointe ?")
    needed = asks.hours / (asks.months / 12) / HOURS_A_YEAR
    words = (
        f"{count(asks.hours, 'heure')} d'insertion sur {count(asks.months, 'mois', 'mois')}, soit "
        f"{number(max(round(needed, 2), 0.01))} équivalent temps plein ; votre fiche en dit {number(fte)}."
    )
    if needed > fte:
        return known(Point.CAPACITY, Mark.NO, f"{words} C'est plus que vous n'avez : voyez à plusieurs.")
    if needed > fte / 2:
        return known(Point.CAPACITY, Mark.PARTLY, f"{words} C'est plus de la moitié.")
    return known(Point.CAPACITY, Mark.YES, f"{words} Pensez aussi à l'encadrement.")


def proofs(at: Moment) -> Answered:
    """Those of the right to a reserved lot first: without them the candidacy falls."""
    case = at.case
    if not case.proofs:
        return asked(
            Point.PROOFS, "Votre tiroir est vide : notez-y vos preuves et leurs dates, Vigie vous dira la suite."
        )
    needed = proof_kinds(case) or (ProofKind.ASSURANCE_RC,)
    states = {kind: state_of(best(case.proofs, kind), at.today, at.last) for kind in needed}
    gone = [kind for kind, state in states.items() if state is State.ENDED]
    short = [kind for kind, state in states.items() if state is State.ENDS_BEFORE]
    absent = [kind for kind, state in states.items() if state is State.MISSING]
    if gone:
        return known(Point.PROOFS, Mark.NO, f"Ne vaut plus : {_names(gone)}. Demandez le renouvellement tout de suite.")
    if short:
        return known(Point.PROOFS, Mark.PARTLY, f"Prend fin avant la date limite : {_names(short)}.")
    if absent:
        return known(Point.PROOFS, Mark.PARTLY, f"Pas dans votre tiroir : {_names(absent)}.")
    return known(Point.PROOFS, Mark.YES, f"Dans votre tiroir : {_names(needed)}.")


def insurance(at: Moment) -> Answered:
    """And the qualifications asked for."""
    asks, case = at.case.asks, at.case
    evidence = (*asks.insurance, *asks.qualifications)[:2]
    if not evidence:
        return asked(Point.INSURANCE, "L'avis ne parle ni d'assurance ni de qualification : voyez le règlement (RC).")
    wanted = _asked_kinds(at)
    states = {kind: state_of(best(case.proofs, kind), at.today, at.last) for kind in wanted}
    if any(state is State.ENDED for state in states.values()):
        ended = [kind for kind, state in states.items() if state is State.ENDED]
        words = f"Demandé, et ne vaut plus : {_names(ended)}."
        return known(Point.INSURANCE, Mark.NO, words, *evidence, out=True)
    absent = [kind for kind, state in states.items() if state is State.MISSING]
    if absent:
        return asked(Point.INSURANCE, f"Demandé, et pas dans votre tiroir : {_names(absent)}. L'avez-vous ?", *evidence)
    if ProofKind.QUALIFICATION in wanted or State.ENDS_BEFORE in states.values():
        words = f"Vous avez : {_names(wanted)}. Vérifiez que c'est bien ce qui est demandé, et jusqu'à quand."
        return known(Point.INSURANCE, Mark.PARTLY, words, *evidence, out=True)
    return known(Point.INSURANCE, Mark.YES, f"Demandé, et dans votre tiroir : {_names(wanted)}.", *evidence, out=True)


def turnover(at: Moment) -> Answered:
    asks = at.case.asks
    words = (asks.turnover_words,) if asks.turnover_words else ()
    if asks.turnover is None:
        return asked(
            Point.TURNOVER, "L'avis ne dit pas de chiffre d'affaires minimum : voyez le règlement (RC).", *words
        )
    needed = f"Chiffre d'affaires demandé : {money(Amount(asks.turnover))} par an.{_beyond(at)}"
    yours = usual_turnover(at)
    if yours is None:
        return asked(Point.TURNOVER, f"{needed} Le vôtre n'est pas dans votre fiche.", *words)
    said = f"{needed} Le vôtre : {money(Amount(yours))} en moyenne."
    if yours >= asks.turnover:
        return known(Point.TURNOVER, Mark.YES, said, *words)
    if yours * 2 >= asks.turnover:
        return known(Point.TURNOVER, Mark.PARTLY, f"{said} À plusieurs, vos moyens s'additionnent (R2142-25).", *words)
    return known(Point.TURNOVER, Mark.NO, f"{said} C'est moins de la moitié.", *words)


def usual_turnover(at: Moment) -> Decimal | None:
    """The mean of the last three years of the sheet, to the euro."""
    held = [one.euros for one in at.case.sheet.turnover[:3]]
    return (sum(held, Decimal(0)) / len(held)).quantize(Decimal(1)) if held else None


def too_much_asked(at: Moment) -> bool:
    """More than 1.5 times the estimated amount of the lot (R2142-7)."""
    asked_for, amount = at.case.asks.turnover, at.case.lot.amount
    if asked_for is None or amount is None or amount.currency != "EUR" or is_concession(at.case):
        return False
    return asked_for > amount.value * MOST_TIMES


def _beyond(at: Moment) -> str:
    if not too_much_asked(at):
        return ""
    return " C'est plus de 1,5 fois le montant estimé du lot : à vérifier auprès de l'acheteur (R2142-7)."


def _asked_kinds(at: Moment) -> tuple[ProofKind, ...]:
    asks = at.case.asks
    said = [fold(one.quote) for one in asks.insurance]
    found = [ProofKind.ASSURANCE_DECENNALE if "decennale" in one else ProofKind.ASSURANCE_RC for one in said]
    return tuple(dict.fromkeys([*found, *([ProofKind.QUALIFICATION] if asks.qualifications else [])]))


def _names(kinds: list[ProofKind] | tuple[ProofKind, ...]) -> str:
    return enumeration(CATALOGUE[kind].name[:1].lower() + CATALOGUE[kind].name[1:] for kind in kinds)
