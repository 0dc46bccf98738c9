"""A letter to partners for this lot: who we are, what is missing, when, and what kind of group."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from alerts.messages.french import capitalised, day, insertion_hours, short_day
from alerts.messages.words import clause, reserved
from alerts.model.reading import ReservationStatus
from alerts.model.reply import Manner
from alerts.reply_help.case import Case
from alerts.reply_help.kit.blanks import blank
from alerts.reply_help.kit.kinds import voices
from alerts.reply_help.kit.opening import buyer_name, deadline_words, paper, place_words, structure_name
from alerts.reply_help.paper import Field, Items, Paper, PaperKind, Piece, Section, Table, Text
from alerts.reply_help.plan.step import Plan, StepId
from alerts.reply_help.planning import plan

# Groups of members that are not all entitled: no express text ([?], checked on 22/11/2026).
_ENTITLED = (
    "Le lot est réservé : merci de nous dire si vous entrez dans la réservation, avec la preuve. Pour un membre qui n'y"
    " entre pas, nous posons la question à l'acheteur avant d'aller plus loin."
)
_NO_COMMITMENT = (
    "Ce courrier n'engage à rien, ni vous ni nous : tant que rien n'est signé, chacun reste libre. Les prix de chacun"
    " restent confidentiels jusqu'à l'accord."
)


_SHARED = {  # what partners have a part in, in their words
    StepId.PARTNERS: "Votre réponse",
    StepId.AGREEMENT: "Accord entre nous : qui fait quoi, à quel prix, qui est mandataire",
    StepId.VISIT: "Visite du site",
    StepId.QUESTIONS: "Dernières questions à l'acheteur",
    StepId.PRICES: "Vos prix",
    StepId.MEMOIRE: "Votre part du mémoire technique",
    StepId.REVIEW: "Relecture",
    StepId.SIGN: "Signatures et pouvoirs",
    StepId.DEPOSIT: "Dépôt par le mandataire",
    StepId.DEADLINE: "Date limite de l'acheteur",
}


def partenaires(case: Case, now: datetime) -> Paper:
    """To be sent to each partner one thinks of."""
    return paper(case, now, PaperKind.PARTENAIRES, "Proposition de réponse commune", _pieces(case, now))


def _pieces(case: Case, now: datetime) -> Iterator[Piece]:
    held = plan(replace(case, work=replace(case.work, manner=Manner.TOGETHER)), now)
    yield from _heading(case, now)
    yield Text("Bonjour,")
    yield Text(_why(case))
    yield Section("Qui nous sommes")
    yield Text(voices(case)[0].frame.format(name=structure_name(case)))
    yield from _strength(case)
    yield Section("Le marché en bref")
    yield from _facts(case, now)
    yield Section("Ce qu'il nous manque")
    yield from _missing()
    yield Section("Comment nous pourrions faire")
    yield from _group(case)
    yield Section("Le calendrier")
    yield from _calendar(held)
    yield Section("Votre réponse")
    yield from _answer(held)
    yield from _signature(case)


def _heading(case: Case, now: datetime) -> Iterator[Piece]:
    sheet = case.sheet
    sender = ", ".join(one for one in (sheet.address, f"{sheet.postcode} {sheet.town}".strip()) if one)
    yield Field("De", f"{structure_name(case)}, {sender}" if sender else structure_name(case))
    yield Field("À")
    yield Field("Le", short_day(now))


def _why(case: Case) -> str:
    buyer = buyer_name(case)
    of = f" (acheteur : {buyer})" if buyer else ""
    return (
        f"Nous préparons une réponse à la consultation « {case.title} »{of}. Nous pensons qu'elle sera meilleure"
        " à plusieurs, et nous aimerions savoir si elle vous intéresse."
    )


def _strength(case: Case) -> Iterator[Piece]:
    told = [f"{one.what}{f' pour {one.buyer}' if one.buyer else ''}" for one in case.sheet.references[:3]]
    if told:
        yield Text(f"Nous avons déjà réalisé : {' ; '.join(told)}.")
    yield Text(f"Ce que nous apporterions : {blank('métiers, équipe, matériel, zone')}.")


def _facts(case: Case, now: datetime) -> Iterator[Piece]:
    yield Field("Lieu", place_words(case) or blank("lieu d'exécution"))
    yield Field("Date limite", deadline_words(case, now))
    if case.reading.reservation.status is not ReservationStatus.NONE:
        yield Field("Réservation", capitalised(reserved(case.reading.reservation)))
    for one in case.reading.clauses:
        yield Field("Clause ou critère", capitalised(clause(one)))
    if case.asks.hours:
        yield Field("Heures demandées par l'avis", insertion_hours(case.asks.hours))
    if case.notice.documents_url:
        yield Field("Dossier de consultation", case.notice.documents_url)
    if case.page:
        yield Field("L'avis expliqué", case.page)


def _missing() -> Iterator[Piece]:
    yield Items(
        (
            f"Un métier ou une qualification : {blank('lequel')}.",
            f"Des personnes ou un encadrement en plus : {blank('nombre, périodes')}.",
            f"Du matériel, un local ou une zone que nous ne couvrons pas : {blank('lesquels')}.",
            f"Des heures d'insertion : {blank('nombre, postes')}.",
        ),
        boxes=True,
    )
    yield Text("Gardez les lignes utiles, effacez les autres.", hint=True)


def _group(case: Case) -> Iterator[Piece]:
    """R2142-25, R2142-22, R2193-1 ([V], checked on 22/11/2026)."""
    yield Items(
        (
            "Groupement conjoint : chacun s'engage sur sa part, nos capacités s'additionnent.",
            "Groupement solidaire : chacun répond de l'ensemble.",
            "Sous-traitance : l'un répond, l'autre est déclaré à l'acheteur (formulaire DC4) et payé pour sa part.",
        ),
        boxes=True,
    )
    yield Text(
        f"Mandataire proposé : {blank('nom de la structure')}. Répartition envisagée : {blank('qui fait quoi')}."
    )
    if case.reading.reservation.status is not ReservationStatus.NONE:
        yield Text(_ENTITLED)


def _calendar(held: Plan) -> Iterator[Piece]:
    """When days can be counted."""
    told = (one for one in held.steps if one.id in _SHARED and not one.done)
    dated = tuple((capitalised(day(one.on)), _SHARED[one.id]) for one in told if one.on is not None)
    if dated:
        yield Table(("Au plus tard", "Étape"), dated)
    else:
        yield Text(f"Nos dates : {blank('réunion, accord, écriture, dépôt')}.")


def _answer(held: Plan) -> Iterator[Piece]:
    asked = next((one.on for one in held.steps if one.id is StepId.PARTNERS and one.on and not one.late), None)
    until = day(asked) if asked else blank("date")
    yield Text(f"Merci de nous répondre avant le {until}, même pour dire non :")
    yield Items(("Oui, appelons-nous.", "Peut-être, il me manque : ………", "Non, pas cette fois."), boxes=True)
    yield Text(_NO_COMMITMENT)


def _signature(case: Case) -> Iterator[Piece]:
    sheet = case.sheet
    yield Field("Nom et fonction", ", ".join(one for one in (sheet.signatory, sheet.signatory_role) if one))
    yield Field("Téléphone", sheet.phone)
    yield Field("Courriel", sheet.email)
