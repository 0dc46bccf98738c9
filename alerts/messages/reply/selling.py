"""For structures that provide hours of insertion: whom to call about this lot, and what to write."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.french import enumeration, shortened
from alerts.messages.message import Action, ActionKind, Block, Bullets, Fact, Heading, Link, Message, Paragraph
from alerts.messages.proof import quotes
from alerts.messages.reply.hours import BASES, hours_words
from alerts.messages.reply.script import OUR_KIND, TO_FILL, contact, mail, phone, stated_hours
from alerts.model.reading import ClauseKind
from alerts.model.structure import StructureKind
from alerts.reply_help.case import Case
from alerts.reply_help.selling import Offer, Way, offer
from scrapers.notice import Winner

TITLE = "Proposer vos heures : {}"
OBJECT = 100
WINNERS = 5
WHY = (
    "Ce lot n'est pas réservé, et l'avis y indique une clause sociale : l'entreprise retenue aura des heures à "
    "confier à des personnes en insertion. Vous pouvez lui proposer vos heures, sans répondre au marché."
)
OPTIONAL = "La clause est facultative ou incitative : l'entreprise n'y est peut-être pas obligée. À vérifier."
FACILITATOR = (
    "Le facilitateur de la clause sociale (maison de l'emploi, PLIE, département…) : il connaît les entreprises et "
    "valide les personnes et les heures."
)
READ_IT = "Vigie ne recopie ni nom ni téléphone de personne : si l'acheteur les donne, ils sont dans l'avis."
NO_FACILITATOR = "L'avis ne le nomme pas : son nom est souvent dans le CCAP, ou demandez-le à l'acheteur."
BIDDERS = (
    "L'acheteur, par une question sur sa plateforme : « Comment nous faire connaître des entreprises qui répondent ? »",
    "Les entreprises du métier que vous connaissez : la liste de celles qui ont retiré le dossier n'est pas publique.",
    "Les titulaires des marchés précédents du même acheteur : cherchez ses avis d'attribution.",
)
AFTER_AWARD = "Le titulaire n'est pas encore connu de Vigie : demandez-le à l'acheteur ou au facilitateur."
CHECK_KIND = "{} : que vos heures comptent pour cette clause est à vérifier avec le facilitateur."
CHECK_AI = (
    "Association intermédiaire : la mise à disposition d'une personne en entreprise est limitée (480 heures sur 24 "
    "mois, code du travail L5132-9 et R5132-18, à vérifier)."
)
ADMITTED = "les personnes, les tâches et les heures admises."
CCAP = "Les heures écrites dans le dossier (CCAP, cahier des clauses administratives) priment."
NO_PHONE = f"Votre fiche ne dit ni téléphone ni adresse : remplacez {TO_FILL}, ou complétez la fiche."


def selling_message(case: Case, now: datetime) -> Message | None:  # noqa: ARG001
    """None when it is of no use: the structure provides no hours, or the lot has no social clause, or is reserved."""
    found = offer(case)
    if found is None:
        return None
    title = TITLE.format(shortened(case.title, OBJECT))
    actions = ((Action(ActionKind.HELP, "Aide à la réponse", case.match_id),),)
    return Message(title, _summary(case, found), tuple(_blocks(case, found)), actions)


def _summary(case: Case, found: Offer) -> str:
    whom = _winner(case.winners[0]) if case.winners else "le facilitateur, puis les entreprises qui répondent"
    return f"{_hours(found)} ; à appeler : {whom}"


def _blocks(case: Case, found: Offer) -> Iterator[Block]:
    yield Paragraph(WHY)
    if found.optional:
        yield Paragraph(OPTIONAL)
    yield Fact("Heures", _hours(found), strong=True)
    yield from _proof(case, found)
    yield from whom_to_call(case, found)
    yield from ready_words(case, found)
    yield from checks(found)


def _hours(found: Offer) -> str:
    words = hours_words(found.hours)
    if not words:
        return "nombre non indiqué dans l'avis"
    whose = BASES[found.hours.basis] if stated_hours(found) is not None else "d'après une estimation de Vigie"
    return f"{words}, {whose}"


def _proof(case: Case, found: Offer) -> Iterator[Block]:
    social = (ClauseKind.CLAUSE_SOCIALE, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE)
    clause = next((one.evidence for one in case.reading.clauses if one.kind in social), None)
    evidence = found.hours.evidence or clause
    if evidence is not None:
        yield from quotes(case.notice, (evidence,))


def whom_to_call(case: Case, found: Offer) -> Iterator[Block]:
    """The winners once they are known; the facilitator always; before the award, how to find who bids."""
    yield Heading("Qui appeler")
    if case.winners:
        yield Bullets(tuple(_winner(one) for one in case.winners[:WINNERS]))
    elif found.awarded:
        yield Paragraph(AFTER_AWARD)
    yield Paragraph(FACILITATOR)
    if found.facilitator:
        yield from quotes(case.notice, found.facilitator[:2])
        yield Paragraph(READ_IT)
    else:
        yield Paragraph(NO_FACILITATOR)
    if not found.awarded:
        yield Bullets(BIDDERS)
    if case.notice.url:
        yield Link("Voir l'avis", case.notice.url)


def _winner(one: Winner) -> str:
    """« Entreprise Exemple (Lyon), SIRET 000… »: what finds its phone number in a directory."""
    town = f" ({one.town})" if one.town else ""
    return shortened(one.name, OBJECT) + town + (f", SIRET {one.siret}" if one.siret else "")


def ready_words(case: Case, found: Offer) -> Iterator[Block]:
    """To copy: a mail, then what to say on the phone."""
    to = case.winners[0].name if case.winners else ""
    yield Heading("Votre message, à copier et à adapter")
    for paragraph in mail(case, found, to):
        yield Paragraph(paragraph)
    yield Heading("Au téléphone")
    yield Paragraph(phone(case, found, to))
    if contact(case).endswith(TO_FILL):
        yield Paragraph(NO_PHONE)


def checks(found: Offer) -> Iterator[Block]:
    """What is to be checked, and with whom."""
    said = []
    if found.to_check:
        said.append(CHECK_KIND.format(enumeration(OUR_KIND[one] for one in found.kinds).capitalize()))
    if StructureKind.AI in found.kinds:
        said.append(CHECK_AI)
    if Way.WORKING in found.ways:
        said.append("Sous-traitance : elle doit être déclarée et acceptée par l'acheteur (formulaire DC4).")
    if said:
        yield Fact("À vérifier", " ".join(said))
    yield Fact("À vérifier avec le facilitateur", ADMITTED)
    yield Paragraph(CCAP)
