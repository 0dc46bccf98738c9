"""What the buyer must be asked before answering, each with why, ready to send through its platform.

R2132-6: in a formalised procedure the buyer answers at least six days before the deadline, if asked in good time; the
last day for questions is in the rules of the consultation (checked on 22/11/2026, source V).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from alerts.clauses.rights import GROUPS, NAMES
from alerts.messages.french import enumeration, money, number
from alerts.model.reading import Answer, ClauseKind, Evidence, ReservationStatus
from alerts.model.reply import Manner
from alerts.reply_help.asked import Procedure
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.candidacy import is_concession
from alerts.reply_help.points.answered import Moment
from alerts.reply_help.points.contract import ADVANCE_MONTHS, ADVANCE_OVER, total_amount
from alerts.reply_help.points.means import too_much_asked
from scrapers.notice import Amount


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is ready to send; `why` is for the structure. `id` is stable."""

    id: str
    text: str
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Questions:
    """The most decisive first. `until`: the last moment, as the notice says it; None when it does not. `late`: that
    moment, or the deadline, has passed. `elsewhere`: what to ask of others than the buyer, in French sentences."""

    items: tuple[Question, ...]
    until: datetime | None = None
    late: bool = False
    elsewhere: tuple[str, ...] = ()


def questions(case: Case, now: datetime) -> Questions:
    found = (*_right(case), *_group(case), *_visit(case, now), *_asked(case, now), *_clause(case), *_money(case, now))
    until = case.asks.questions_until or case.lot.questions_until
    ends = until or (case.deadline.at if case.deadline else None)
    return Questions(tuple(found), until, ends is not None and ends <= now, tuple(_elsewhere(case)))


def _right(case: Case) -> Iterator[Question]:
    held, eligible = case.reading.reservation, case.eligibility
    named = _lot(case)
    if held.status in {ReservationStatus.UNKNOWN, ReservationStatus.CONFLICT}:
        yield Question(
            "q-reservation",
            f"{named} est-il réservé ? Si oui, à quelles structures, et sur le fondement de quel article du code de la "
            "commande publique ?",
            eligible.reason,
            held.evidence[:1],
        )
    elif eligible.answer is Answer.CHECK:
        yield Question(
            "q-droit",
            f"{named} est réservé aux {enumeration(GROUPS[one] for one in held.to)}. "
            f"{_kinds(case)} : admettez-vous notre candidature, et avec quelles preuves ?",
            eligible.reason,
            held.evidence[:1],
        )
    elif eligible.answer is Answer.NO:
        yield Question(
            "q-associer",
            f"{named} est réservé aux {enumeration(GROUPS[one] for one in held.to or held.possible)}. Une structure "
            "qui n'en fait pas partie peut-elle être membre du groupement, ou sous-traitante, d'une structure "
            "éligible ?",
            "Le code ne le dit pas expressément : seule la réponse de l'acheteur compte.",
            held.evidence[:1],
        )


def _group(case: Case) -> Iterator[Question]:
    """A group on a reserved lot with members that have no right to it: no express text (source ?)."""
    reserved = case.reading.reservation.status is ReservationStatus.RESERVED
    if reserved and case.manner is Manner.TOGETHER and case.eligibility.answer is not Answer.NO:
        yield Question(
            "q-groupement",
            f"{_lot(case)} est réservé. Tous les membres d'un groupement, et leurs sous-traitants, doivent-ils remplir "
            "les conditions de la réservation, ou le mandataire seul ?",
            "Aucun texte ne le dit expressément ; des acheteurs exigent un groupement formé seulement de structures "
            "éligibles.",
            case.asks.group[:1],
        )


def _visit(case: Case, now: datetime) -> Iterator[Question]:
    held = case.asks.visit
    if held is None:
        return
    if held.mandatory and held.on is None:
        yield Question(
            "q-visite",
            "La visite du site est obligatoire : quels jours et à quelle heure est-elle possible, et auprès de qui "
            "s'inscrire ?",
            "L'avis ne donne pas de date ; sans visite, l'offre peut être écartée.",
            (held.evidence,),
        )
    elif held.mandatory and held.on is not None and held.on.tzinfo and held.on <= now:
        yield Question(
            "q-autre-visite",
            "La date de la visite obligatoire est passée : une autre visite est-elle possible ?",
            "Sans visite, l'offre peut être écartée.",
            (held.evidence,),
        )


def _asked(case: Case, now: datetime) -> Iterator[Question]:
    asks = case.asks
    if case.deadline is None:
        yield Question(
            "q-date",
            "Quelle est la date limite de remise des offres ?",
            "L'avis ne la donne pas.",
        )
    elif case.deadline.doubt:
        yield Question(
            "q-date", "Pouvez-vous confirmer la date et l'heure limites de remise des offres ?", case.deadline.doubt
        )
    if not asks.criteria or any(one.weight is None for one in asks.criteria):
        yield Question(
            "q-criteres",
            "Quels sont les critères de jugement des offres et leur pondération ?",
            "L'avis ne donne pas leur poids. Regardez d'abord le règlement de la consultation (RC).",
        )
    if too_much_asked(Moment(case, now)) and asks.turnover is not None and case.lot.amount is not None:
        yield Question(
            "q-chiffre-affaires",
            f"Le chiffre d'affaires annuel minimum demandé ({money(Amount(asks.turnover))}) dépasse 1,5 fois le "
            f"montant estimé du lot ({money(case.lot.amount)}). Pouvez-vous le confirmer, au regard de l'article "
            "R2142-7 ?",
            "Depuis le 1er janvier 2026, ce minimum est en principe limité à 1,5 fois le montant estimé.",
            (asks.turnover_words,) if asks.turnover_words else (),
        )


def _clause(case: Case) -> Iterator[Question]:
    asks = case.asks
    clause = next((one for one in case.reading.clauses if one.kind is ClauseKind.CLAUSE_SOCIALE), None)
    if clause is None:
        return
    if asks.hours is None and asks.insertion_share is None:
        yield Question(
            "q-heures",
            f"Combien d'heures d'insertion sont demandées pour {_lot(case, short=True)}, et sur quelle durée ?",
            "L'avis annonce une clause sociale sans dire le nombre d'heures.",
            (clause.evidence,),
        )
    if not asks.facilitator:
        yield Question(
            "q-facilitateur",
            "Quel est le facilitateur de la clause sociale chargé de ce marché, et comment le joindre ?",
            "C'est lui qui valide les publics et le décompte des heures ; l'avis ne le nomme pas.",
            (clause.evidence,),
        )


def _money(case: Case, now: datetime) -> Iterator[Question]:
    asks, total = case.asks, total_amount(Moment(case, now))
    if asks.takeover:
        yield Question(
            "q-reprise",
            "Pouvez-vous communiquer la liste anonymisée du personnel à reprendre : emplois, ancienneté, temps de "
            "travail, salaires et convention collective ?",
            "Sans elle, le prix ne peut pas être calculé.",
            asks.takeover[:1],
        )
    small = total is not None and total <= ADVANCE_OVER
    short = asks.months is not None and asks.months <= ADVANCE_MONTHS
    if (small or short) and not asks.advance and not is_concession(case):
        told = f"{number(ADVANCE_OVER)} € HT ou de {ADVANCE_MONTHS} mois"
        yield Question(
            "q-avance",
            "Une avance est-elle prévue, et à quel taux (article R2191-4 du code de la commande publique) ?",
            f"En dessous de {told}, elle n'est pas due : l'acheteur peut l'accorder.",
        )
    if asks.procedure is Procedure.ADAPTED and not is_concession(case):
        yield Question(
            "q-dume",
            "Acceptez-vous un DUME, ou les formulaires DC1 et DC2, et quelles pièces attendez-vous à ce stade ?",
            "En procédure adaptée, chaque acheteur fait sa liste ; il doit accepter le DUME (R2143-4).",
        )


def _elsewhere(case: Case) -> Iterator[str]:
    if case.clause(ClauseKind.CLAUSE_SOCIALE) or case.clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE):
        yield "Pour les publics et le décompte des heures : le facilitateur de la clause, avant l'acheteur."
    if case.eligibility.answer is not Answer.YES:
        yield "Pour votre statut : la DDETS (insertion), la DREETS (entreprise adaptée) ou l'ARS (ESAT)."


def _lot(case: Case, *, short: bool = False) -> str:
    """« Le lot 2 », « Le marché »; in the middle of a sentence with `short`."""
    named = f"le lot {case.lot_key.upper()}" if case.lot_key else "le marché"
    return named if short else named[:1].upper() + named[1:]


def _kinds(case: Case) -> str:
    names = enumeration(NAMES[one] for one in sorted(case.structure.kinds))
    return f"Notre statut est celui {names}" if names else "Notre statut reste à préciser"
