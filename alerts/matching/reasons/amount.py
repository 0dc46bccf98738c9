"""Is the estimated value within what the structure can bear? Most notices do not tell it."""

from decimal import Decimal

from alerts.matching.document import LotFacts, Span
from alerts.matching.reasons.sentence import one_of_several, told
from alerts.model.match import Criterion, Reason, Verdict


def reason(low: Decimal | None, high: Decimal | None, lot: LotFacts) -> Reason | None:
    """`low` and `high` are the profile's, in euros; None when it asks for nothing (a minimum of 0 is nothing)."""
    if not low and high is None:
        return None
    if lot.amount is None:
        return told(Criterion.AMOUNT, Verdict.CHECK, "Montant non indiqué dans l'avis")
    verdict, text = _compared(low or Decimal(0), high, lot.amount, one_of_several(lot))
    return told(Criterion.AMOUNT, verdict, text)


def _compared(low: Decimal, high: Decimal | None, amount: Span, which: str) -> tuple[Verdict, str]:
    said = f"Montant estimé{_whose(amount, which)} : {euros(amount.high)}"
    if amount.high < low:
        return Verdict.AGAINST, f"{said}, au-dessous de votre minimum ({euros(low)})"
    if high is not None and amount.low > high:
        return Verdict.AGAINST, f"{said}, au-dessus de votre maximum ({euros(high)})"
    if amount.low >= low and (high is None or amount.high <= high):
        return Verdict.FOR, f"{said}, dans votre fourchette"
    return Verdict.CHECK, f"{said} ; celui du {which} n'est pas indiqué"


def _whose(amount: Span, which: str) -> str:
    if amount.low != amount.high:
        return " de l'ensemble des lots"
    return f" du {which}" if which else ""


def euros(value: Decimal) -> str:
    """ "120 000 €", cents only when there are some."""
    digits = f"{value:,.2f}".removesuffix(".00")
    return digits.replace(",", " ").replace(".", ",") + " €"
