"""The figures of an estimate of hours, one by one, each with where it comes from."""

from decimal import Decimal

from alerts.messages.french import money, number
from alerts.reply_help.hours import Factor, Origin, Term
from scrapers.notice import Amount

LABELS = {
    Factor.AMOUNT: "Montant",
    Factor.LABOUR_SHARE: "Part de main-d'œuvre",
    Factor.INSERTION_SHARE: "Part d'insertion",
    Factor.HOURLY_COST: "Coût d'une heure",
    Factor.MONTHS: "Durée",
}
MISSING = {
    Factor.AMOUNT: "le montant du lot",
    Factor.LABOUR_SHARE: "la part de main-d'œuvre",
    Factor.INSERTION_SHARE: "la part d'insertion",
    Factor.HOURLY_COST: "le coût d'une heure",
    Factor.MONTHS: "la durée",
}
_ORIGINS = {
    Origin.NOTICE: "d'après l'avis",
    Origin.YOURS: "votre chiffre",
    Origin.USUAL: "chiffre courant",
    Origin.GUESS: "ordre de grandeur de Vigie, à vérifier",
}
_SHARES = (Factor.LABOUR_SHARE, Factor.INSERTION_SHARE)


def term_words(term: Term) -> str:
    """« Part de main-d'œuvre : 65 % (entre 50 % et 80 %) – ordre de grandeur de Vigie, à vérifier : le nettoyage »."""
    note = f" : {term.note}" if term.note else ""
    if not term.known:
        return f"{LABELS[term.factor]} : à compléter{f' ({term.note})' if term.note else ''}"
    between = ""
    if term.low != term.high:
        between = f" (entre {value_words(term.factor, term.low)} et {value_words(term.factor, term.high)})"
    return f"{LABELS[term.factor]} : {value_words(term.factor, term.value)}{between} – {_ORIGINS[term.origin]}{note}"


def value_words(factor: Factor, value: float) -> str:
    """« 48 500 € HT », « 65 % », « 27,50 € », « 18 mois »."""
    if factor in _SHARES:
        return f"{number(round(value * 100, 2))} %"
    if factor is Factor.AMOUNT:
        return money(Amount(Decimal(str(value))))
    if factor is Factor.HOURLY_COST:
        return f"{value:.2f} €".replace(".", ",").replace(",00 €", " €")
    return f"{number(value)} mois"
