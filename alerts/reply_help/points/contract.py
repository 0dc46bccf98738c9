"""What the contract weighs: price beside quality, its size beside ours, cash, staff to take over, visit, penalties.

R2191-3 (an advance is due over 50 000 € without tax and two months, source V), R2191-4 (it may be asked otherwise),
R2192-10 (paid within thirty days), checked on 22/11/2026. Thresholds on the weight of the price and on dependency are
landmarks proposed by Vigie, of no law.
"""

from decimal import Decimal

from alerts.messages.french import money, number
from alerts.model.reply import Mark, Point
from alerts.reply_help.asked import CriterionFamily
from alerts.reply_help.dossier.candidacy import is_concession
from alerts.reply_help.points.answered import Answered, Moment, asked, known
from scrapers.notice import Amount

HEAVY_PRICE, MEDIUM_PRICE = 70, 50  # per cent
DEPENDENT, NOTICEABLE = Decimal("0.5"), Decimal("0.3")  # of the yearly turnover
ADVANCE_OVER, ADVANCE_MONTHS = 50_000, 2


def criteria(at: Moment) -> Answered:
    held = at.case.asks.criteria
    evidence = tuple(dict.fromkeys(one.evidence for one in held if one.evidence))[:1]
    weights = [one.weight for one in held if one.family is CriterionFamily.PRICE]
    if not held or any(one.weight is None for one in held):
        return asked(Point.CRITERIA, "L'avis ne donne pas le poids des critères : voyez le règlement (RC).", *evidence)
    price = sum(one for one in weights if one is not None)
    social = sum(one.weight or 0 for one in held if one.family is CriterionFamily.SOCIAL)
    words = f"Le prix compte pour {number(price)} %" + (f", le social pour {number(social)} %." if social else ".")
    if price >= HEAVY_PRICE:
        return known(Point.CRITERIA, Mark.NO, f"{words} La qualité pèse peu.", *evidence)
    if price > MEDIUM_PRICE:
        return known(Point.CRITERIA, Mark.PARTLY, words, *evidence)
    return known(Point.CRITERIA, Mark.YES, f"{words} Votre manière de travailler compte.", *evidence)


def amount(at: Moment) -> Answered:
    yearly, yours = _yearly(at), next((one.euros for one in at.case.sheet.turnover), None)
    if yearly is None:
        return asked(Point.AMOUNT, "L'avis ne dit pas le montant : serait-ce une trop grosse part de votre activité ?")
    said = f"Environ {money(Amount(yearly))} par an"
    if not yours:
        return asked(Point.AMOUNT, f"{said} ; votre chiffre d'affaires n'est pas dans votre fiche.")
    share = yearly / yours
    words = f"{said}, soit {number(round(share * 100))} % de votre chiffre d'affaires."
    if share > DEPENDENT:
        return known(Point.AMOUNT, Mark.NO, f"{words} Vous dépendriez de ce seul client.")
    if share > NOTICEABLE:
        return known(Point.AMOUNT, Mark.PARTLY, f"{words} C'est une part importante.")
    return known(Point.AMOUNT, Mark.YES, words)


def cash(at: Moment) -> Answered:
    asks, total = at.case.asks, _total(at)
    evidence = (*asks.advance, *asks.guarantee)[:2]
    if is_concession(at.case):
        return asked(Point.CASH, "En concession, la recette vient de l'exploitation : la trésorerie tiendra-t-elle ?")
    kept = " Une garantie ou une retenue est prévue : comptez-la." if asks.guarantee else ""
    if total is None or not asks.months:
        return asked(
            Point.CASH, f"Pourrez-vous payer les salaires en attendant d'être payés, à 30 jours ?{kept}", *evidence
        )
    if total > ADVANCE_OVER and asks.months > ADVANCE_MONTHS:
        words = "Une avance est en principe due : plus de 50 000 € HT et plus de deux mois (R2191-3)."
        return known(Point.CASH, Mark.PARTLY if asks.guarantee else Mark.YES, words + kept, *evidence)
    words = "L'avance n'est pas obligatoire à ce montant ou à cette durée : vous pouvez la demander (R2191-4)."
    return known(Point.CASH, Mark.PARTLY, words + kept, *evidence)


def takeover(at: Moment) -> Answered:
    found = at.case.asks.takeover
    if found:
        words = "Du personnel est à reprendre : demandez la liste et son coût avant de chiffrer."
        return known(Point.TAKEOVER, Mark.PARTLY, words, *found[:1])
    cleaning = any(code.startswith("909") for code in at.case.cpv)
    usual = " Dans la propreté, la reprise est habituelle (article 7 de la convention collective)." if cleaning else ""
    return asked(Point.TAKEOVER, f"L'avis ne parle pas de personnel à reprendre : voyez le CCAP.{usual}")


def visit(at: Moment) -> Answered:
    held = at.case.asks.visit
    if held is None:
        return asked(Point.VISIT, "L'avis ne parle pas de visite du site : voyez le règlement (RC).")
    if "step-visit" in at.case.work.done:
        return known(Point.VISIT, Mark.YES, "La visite du site est faite.", held.evidence)
    if not held.mandatory:
        return known(Point.VISIT, Mark.YES, "La visite du site est conseillée, pas obligatoire.", held.evidence)
    if held.on is None:
        words = "La visite du site est obligatoire ; l'avis ne dit pas quand : appelez l'acheteur."
        return known(Point.VISIT, Mark.PARTLY, words, held.evidence)
    if held.on.tzinfo and held.on <= at.now:
        words = f"La visite obligatoire est passée ({held.when}). Si vous y étiez, répondez oui."
        return known(Point.VISIT, Mark.NO, words, held.evidence, out=True)
    return known(Point.VISIT, Mark.YES, f"La visite du site est obligatoire : {held.when}.", held.evidence)


def penalties(at: Moment) -> Answered:
    found = at.case.asks.penalties
    if found:
        words = "L'avis parle de pénalités : lisez leur montant dans le CCAP avant de vous engager."
        return known(Point.PENALTIES, Mark.PARTLY, words, *found[:1])
    return asked(Point.PENALTIES, "Les pénalités sont dans le CCAP : sont-elles tenables pour vous ?")


def total_amount(at: Moment) -> Decimal | None:
    """Of the lot, in euros without tax; that of the whole contract when it has only one lot."""
    return _total(at)


def _total(at: Moment) -> Decimal | None:
    case = at.case
    found = case.lot.amount or (case.notice.amount if len(case.notice.lots) == 1 else None)
    return found.value if found and found.currency == "EUR" else None


def _yearly(at: Moment) -> Decimal | None:
    """A year of it; the whole when it lasts less, or when nobody says how long. As for the hours, a published amount
    counts the renewals (R2121-1, [M], to be checked)."""
    total, asks = _total(at), at.case.asks
    if total is None:
        return None
    months = asks.with_renewals(asks.months or 12)
    return (total / Decimal(max(months, 12)) * 12).quantize(Decimal(1))
