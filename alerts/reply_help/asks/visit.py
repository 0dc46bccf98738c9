"""The visit of the site: must one go, and when?"""

import re
from datetime import datetime, timedelta

from alerts.reply_help.asked import Visit
from alerts.reply_help.asks.agreed import one
from alerts.reply_help.asks.line import Line, LotText
from alerts.reply_help.asks.moments import moments
from alerts.reply_help.asks.negation import NOTHING, denied
from scrapers.notice import Topic

_FOREGONE = timedelta(days=90)
_PLACES = (
    r"(?:sites?|lieux|locaux|installations?|batiments?|espaces|sur place|parcelles?|emprises?|ouvrages"
    r"|ecoles?|terrains?"
    r"|chantier|etablissements?|cuisines?|equipements?|zones?|secteurs?|logements?|cimetieres?|parcs?|stades?)"
)
_VISIT = re.compile(r"\bvisit(?:es?|er|e[er]s?|eront|ez)\b(?=(?P<after>[^.;]{0,60}))")
_OF_A_PLACE = re.compile(
    r"^\s?(?:\(s\)\s?)?(?:[a-z]+\s){0,2}?(?:des?|du|d'un|de la|de l'|sur|in situ|les?|la|ces"
    rf"|l')\s?(?:[a-z']+\s){{0,2}}?{_PLACES}\b"
    r"|^\s?(?:prealable|obligatoire|facultative|in situ|avant|:)"
)
# Visits that are the work itself, or no visit at all.
_OTHER = re.compile(
    r"visites?\s(?:medicale|guidee|technique|periodique|annuelle|semestrielle|trimestrielle|mensuelle"
    r"|preventive|de maintenance|hebdomadaire|quotidienne|journaliere|reguliere|inopinee"
    r"|d'entretien|de controle|a domicile|virtuelle|pedagogique|scolaire|de courtoisie|de chantier|de suivi|de securite"
    r"|d'inspection|de conformite|par an|de garantie|commentee|libre|theatralisee|touristique|d'expertise|decennale)"
    r"|cartes? de visite|droits? de visite|parcours de visite|visites? par (?:an|mois|semaine)|espace de visite"
    r"|visiter (?:le |notre |la )?(?:profil|plateforme|site (?:internet|web|www|http))"
)
# What the holder does once it has the contract: « visiter les locaux chaque mois ».
_OF_THE_WORK = re.compile(
    r"\b(?:chaque|par|tous les) (?:an|annee|mois|semaine|jour|trimestre|semestre)s?\b|\b(?:le titulaire"
    r"|le prestataire|l'attributaire)\b"
)
_OF_AN_OFFER = re.compile(r"\bcandidat|\bsoumissionnaire|\boffres?\b|\bpli\b|\bavant\b|\bremise\b|\bconsultation")
_MUST = re.compile(
    r"obligatoire|imperati|\bdoi(?:t|vent)\b|\bdevr(?:a|ont)\b|\bexige|\brequise|\bimposee|sous peine"
    r"|\btenus? de\b|indispensable"
)
_NEED_NOT = re.compile(
    r"(?:n'est|ne sera|n'etant|ne sont)\s(?:donc\s|ni\s)?(?:pas|ni"
    r"|nullement)\s(?:rendue?s?\s)?(?:obligatoire|imposee|exigee|requise|imperative)"
    r"|(?:pas|non|aucun\w*|sans) (?:visite )?(?:obligatoire|imposee)|obligatoire\s?:\s?(?:non|neant)"
    r"|aucun caractere obligatoire"
)
_MAY = re.compile(
    r"facultati|conseill|recommand|souhait|possible|\bpourr(?:a|ont)\b|\bpeu(?:t|vent)\b|preconis"
    r"|optionnel|sur demande|libre"
    r"|invites? a|vivement|faculte"
)
# « L'absence de visite rendra l'offre irrégulière. »
_OR_ELSE = re.compile(
    r"(?:\babsence|\bdefaut|\bn'a\w*\s(?:pas|point)|\bnon[ -])[^.;]{0,60}\bvisit[^.;]{0,80}"
    r"\b(?:rejet|irreguli|ecart|elimin|irreceva|non conforme)"
)
_HELD = re.compile(
    r":\s?oui\b|organise|prevue|se tiendra|auront? lieu|rendez-vous|\brdv\b|programmee|proposee"
    r"|planifiee|s'effectue|date"
)
_PROOF = re.compile(
    r"(?:attestations?|certificats?|bons?|proces-verbal|recepisse)\s(?:signe\w*\s)?d[eu']\s?(?:la\s)?visite\b"
)
_GIVEN = re.compile(r"\b(?:joind|joint|fourni|remettre|produi|obligatoire|accompagn|exige|insere|annex|doit|devra)")


def visit(text: LotText) -> Visit | None:
    """None when the notice speaks of no visit, says that there is none, or contradicts itself.

    `mandatory` is False when the notice invites to a visit without imposing it. `on`: its only date, or the last day
    for it; None when several are offered.
    """
    for group in text.groups:
        said = [(must, line) for line in group if (must := _says(line)) is not None]
        if said:
            return _settled(said, group, text)
    return None


def _settled(said: list[tuple[bool, Line]], group: tuple[Line, ...], text: LotText) -> Visit | None:
    must = one(verdict for verdict, _ in said)
    if must is None:
        return None
    dated = [(line, when) for _, line in said if (when := _when(line, text)) is not None]
    dates = {when for _, when in dated}
    if not dates:  # the date often stands in the next sentence: "La visite est obligatoire. Elle aura lieu le…"
        following = [after for _, line in said for after in _following(line, group)]
        dates = {when for line in following if (when := _when(line, text)) is not None}
    line = dated[0][0] if dated else said[0][1]
    found = _VISIT.search(line.folded)
    start, end = found.span() if found else (0, len(line.folded))
    on = dates.pop() if len(dates) == 1 else None
    return Visit(must, line.evidence(start, end), on if on and not _long_gone(on, text) else None)


def _long_gone(on: datetime, text: LotText) -> bool:
    """A slip of the pen: a correction is published a few weeks after the first visits, never months."""
    return text.published is not None and on.date() < text.published - _FOREGONE


def _following(line: Line, group: tuple[Line, ...]) -> tuple[Line, ...]:
    place = next(rank for rank, other in enumerate(group) if other is line) + 1
    return tuple(
        other
        for other in group[place : place + 2]
        if other.field == line.field
        and re.match(
            r"\W{0,3}(?:elles?|celles?-ci|la date|dates?|rendez-vous|rdv|les? visites?|la visite)\b", other.folded
        )
    )


def _says(line: Line) -> bool | None:
    """True: one must go; False: one may; None: not about a visit of the site, or there is none."""
    low = line.folded
    if line.topic in (Topic.TITLE, Topic.AWARD_CRITERIA) or not ("visit" in low or "visit" in line.field.lower()):
        return None
    if (proof := _PROOF.search(low)) and not denied(low, *proof.span()):
        return True if _GIVEN.search(low) else None
    if _OF_THE_WORK.search(low) and not _OF_AN_OFFER.search(low):
        return None
    if _OR_ELSE.search(low):
        return True
    found = next((match for match in _VISIT.finditer(low) if _is_of_site(match, low)), None)
    return _by_field(line) if found is None else _of_site(low, found)


def _of_site(low: str, found: re.Match[str]) -> bool | None:
    if _NEED_NOT.search(low):
        return False if _MAY.search(low) else None
    if denied(low, *found.span()):
        return None
    near = low[max(0, found.start() - 160) : found.end() + 160]
    if _MUST.search(near) and not _ADVISED.search(near):
        return True
    return False if _MAY.search(near) or _HELD.search(near) else None


_ADVISED = re.compile(r"facultati|conseill|recommand|souhaite")


def _is_of_site(match: re.Match[str], low: str) -> bool:
    if _OTHER.match(low, match.start()) or _OTHER.search(low, max(0, match.start() - 14), match.end()):
        return False
    if match[0].startswith("visiteur"):
        return False
    if _OF_A_PLACE.match(match["after"]):
        return True
    before = low[max(0, match.start() - 60) : match.start()]
    return _OF_CANDIDATES.search(before) is not None and _HELD_OR_ASKED.search(low) is not None


_OF_CANDIDATES = re.compile(r"candidat|soumissionnaire|entreprise|\bune?\s$|^\W*(?:la\s)?$|offre")
_HELD_OR_ASKED = re.compile(f"{_MUST.pattern}|{_NEED_NOT.pattern}|{_MAY.pattern}|{_HELD.pattern}")


def _by_field(line: Line) -> bool | None:
    """A field of a form that is about the visit: « …/visiteObligatoire », with how to take part in it."""
    name = line.field.rsplit("/", 1)[-1].lower()
    if "visit" not in name or NOTHING.fullmatch(line.folded):
        return None
    return "oblig" in name or _MUST.search(line.folded) is not None


def _when(line: Line, text: LotText) -> datetime | None:
    """The only date of the sentence, or its last when it is the end of a period (« du 5 au 12 octobre »)."""
    found = moments(line.folded, text.zones, text.published, text.deadline)
    if len(found) == 2 and re.fullmatch(
        r"\s?(?:au|et(?: le)?|jusqu'au)\s?(?:[a-z]+\s)?", line.folded[found[0].end : found[1].start]
    ):
        is_period = "au" in line.folded[found[0].end : found[1].start]
        return found[1].at if is_period else None
    return found[0].at if len(found) == 1 else None
