"""The last moment for questions to the buyer."""

import re
from datetime import datetime, timedelta

from alerts.reply_help.asks.agreed import nearest, one
from alerts.reply_help.asks.line import Line, LotText
from alerts.reply_help.asks.moments import moments
from alerts.reply_help.asks.numbers import COUNT, count
from alerts.reply_help.working_days import back

_ASKING = re.compile(
    r"\bquestions?\b|\b(?:demandes?|obtenir|demander|solliciter)\b[^.;]{0,50}\b(?:renseignements?"
    r"|precisions?|informations?|complements?|eclaircissements?)"
    r"|\b(?:cette|ces|leurs?|toutes?) demandes?\b|\brenseignements? complementaires?\b"
    r"|\binformations? complementaires?\b"
)
# What the buyer does: he answers, he may still change the documents.
_ANSWERING = re.compile(
    r"\brepon[sd]|\bl'acheteur\b[^,;]{0,30}(?:reserve|apport|envoi|transm|communi|adress)|modifications? de detail"
    r"|\bpouvoir adjudicateur\b[^,;]{0,30}(?:reserve|apport|transm|communi)|\bserai?(?:t"
    r"|ent)?\b[^,;]{0,30}(?:transmis|communique|apporte|envoye)"
    r"|\bseront\b[^,;]{0,30}(?:transmis|communique|apporte|envoye)"
)
# « Il est répondu aux questions au plus tard six jours avant… »
_ANSWERED = re.compile(r"\brepon[sd]\w*\s(?:aux?|a (?:ces|ses|toutes?|chaque|vos|leurs?))\s(?:\w+\s){0,2}$")
_BY = r"(?:au plus tard|avant|jusqu'au?|au moins|dernier delai|limite|dans un delai de|minimum|apres|au-dela d[eu]|:)"
_J_MINUS = re.compile(r"\bj\s?-\s?(?P<count>\d{1,2})\b")
_UNIT = r"(?P<unit>jours?|semaines?|heures?)(?:\s(?P<kind>ouvres?|ouvrables?|francs?|calendaires?))?"
_BEFORE = re.compile(
    rf"(?P<count>{COUNT})\s(?:\([^)]{{1,12}}\)\s)?{_UNIT}\s(?:au (?:moins|plus tard|minimum)\s"
    r"|minimum\s)?(?:avant|precedant)\s(?:la|les?|cette)\s"
    r"(?:dates?|jour|remise|limite|fin|depot|reception|echeance|cloture)"
)


def questions_until(text: LotText) -> datetime | None:
    """From the words; None when the notice says nothing, or two things.

    « N jours avant la date limite » is counted back from the deadline of the lot, keeping its hour; working days leave
    out week-ends and holidays; « jours francs » leave out both ends.
    """
    found = nearest(
        text, lambda line: _until(line, text), "question", "renseignement", "demande", "information", "precision"
    )
    return one(value for value, _ in found)


def _until(line: Line, text: LotText) -> datetime | None:
    low = line.folded
    asking = _ASKING.search(low)
    if asking is None or _ANSWERED.search(low, 0, asking.start()):
        return None
    counted = _BEFORE.search(low, asking.end())
    if counted is not None and not _ANSWERING.search(low[asking.end() : counted.start()]):
        return _counted(counted, text)
    if (shorthand := _J_MINUS.search(low, asking.end())) is not None and text.deadline is not None:
        return text.deadline - timedelta(days=int(shorthand["count"]))
    return _dated(low, asking.end(), text)


def _dated(low: str, begin: int, text: LotText) -> datetime | None:
    """The first date after the words that ask, when it is a limit, and before the deadline."""
    for moment in moments(low, text.zones, text.published, text.deadline):
        between = low[begin : moment.start]
        if moment.start > begin and re.search(rf"{_BY}[^.;]{{0,40}}$", between) and not _ANSWERING.search(between):
            return moment.at if text.deadline is None or moment.at <= text.deadline else None
    return None


def _counted(match: re.Match[str], text: LotText) -> datetime | None:
    number = count(match["count"])
    if number is None or text.deadline is None or not 0 < number <= 60:
        return None
    unit, kind = match["unit"].rstrip("s"), (match["kind"] or "").rstrip("s")
    if unit == "heure":
        return text.deadline - timedelta(hours=number)
    if kind in ("ouvre", "ouvrable"):
        day = back(text.deadline.date(), number, text.departement)
        return datetime.combine(day, text.deadline.timetz())
    days = number * (7 if unit == "semaine" else 1) + (kind == "franc")
    return text.deadline - timedelta(days=days)
