"""What a structure that provides hours of insertion writes, or says on the phone. It promises nothing: it proposes."""

from alerts.messages.french import capitalised, enumeration, insertion_hours, shortened
from alerts.messages.where import where
from alerts.model.structure import StructureKind
from alerts.reply_help.case import Case
from alerts.reply_help.hours import Basis
from alerts.reply_help.selling import Offer, Way

OBJECT = 120  # characters of a contract
NAME = 90
TO_FILL = "[votre téléphone]"
OUR_KIND = {
    StructureKind.ETTI: "entreprise de travail temporaire d'insertion (ETTI)",
    StructureKind.AI: "association intermédiaire (AI)",
    StructureKind.GEIQ: "groupement d'employeurs pour l'insertion et la qualification (GEIQ)",
    StructureKind.EATT: "entreprise adaptée de travail temporaire (EATT)",
    StructureKind.EI: "entreprise d'insertion (EI)",
    StructureKind.EITI: "entreprise d'insertion par le travail indépendant (EITI)",
}
_WAYS = {
    Way.LENDING: "en mettant des salariés à votre disposition",
    Way.WORKING: "en réalisant une partie des travaux ou prestations, en sous-traitance ou en groupement",
}


def mail(case: Case, offer: Offer, to: str = "") -> tuple[str, ...]:
    """Paragraphs to copy; `to`: the winner's name, "" before the award."""
    return (
        f"Objet : {_object(case)}",
        f"Bonjour, nous sommes {who(case, offer)}.",
        _to_winner(case, offer, to) if to else _to_bidder(case, offer),
        _proposal(case, offer),
        "Les personnes, les tâches et le décompte des heures restent à valider avec le facilitateur de la clause.",
        f"Pouvons-nous en parler ? {contact(case)}. Bien cordialement.",
    )


def phone(case: Case, offer: Offer, to: str = "") -> str:
    """Three sentences, to be said."""
    start = f"Bonjour, {who(case, offer)}."
    about = "que vous avez obtenu" if to else "auquel vous pensez peut-être répondre"
    return (
        f"{start} Je vous appelle pour le marché « {_contract(case)} », {about} : {_clause(offer)}. "
        "Qui s'occupe de cette clause chez vous, et quand puis-je lui en parler ?"
    )


def who(case: Case, offer: Offer) -> str:
    """« Tremplin Intérim, entreprise de travail temporaire d'insertion (ETTI), à Lyon »."""
    name = shortened(case.sheet.legal_name or case.structure.name, NAME)
    kind = enumeration(OUR_KIND[one] for one in offer.kinds)
    return ", ".join(part for part in (name, kind, f"à {case.sheet.town}" if case.sheet.town else "") if part)


def contact(case: Case) -> str:
    """« Tél. 04 00 00 00 00, contact@jardins.example.org »; what to fill in when the sheet says neither."""
    ways = [f"Tél. {case.sheet.phone}"] if case.sheet.phone else []
    ways += [case.sheet.email] if case.sheet.email else []
    return ", ".join(ways) or f"Tél. {TO_FILL}"


def stated_hours(offer: Offer) -> float | None:
    """Hours that the notice or the structure gave; an estimate of ours is not said to a third party."""
    found = offer.hours
    return found.hours if found.basis in (Basis.STATED, Basis.TYPED) else None


def _object(case: Case) -> str:
    return f"heures d'insertion du marché « {_contract(case)} »"


def _contract(case: Case) -> str:
    return shortened(case.title, OBJECT)


def _to_bidder(case: Case, offer: Offer) -> str:
    return f"Vous préparez peut-être une réponse au marché « {_contract(case)} »{_buyer(case)}. {_says(offer)}"


def _to_winner(case: Case, offer: Offer, to: str) -> str:
    won = f"{shortened(to, NAME)} a obtenu le marché « {_contract(case)} »{_buyer(case)}"
    return f"D'après l'avis d'attribution, {won}. {_says(offer)}"


def _buyer(case: Case) -> str:
    return f" ({shortened(case.notice.buyer.name, NAME)})" if case.notice.buyer.name else ""


def _says(offer: Offer) -> str:
    return f"{capitalised(_clause(offer))}."


def _clause(offer: Offer) -> str:
    """Hours that the structure read in the documents are not said to be in the notice."""
    hours = stated_hours(offer)
    kind = f"l'avis de marché indique une clause sociale{' facultative' if offer.optional else ''}"
    if hours is None:
        return kind
    said = insertion_hours(hours)
    return f"{kind} ({said} d'après le dossier)" if offer.hours.basis is Basis.TYPED else f"{kind} de {said}"


def _proposal(case: Case, offer: Offer) -> str:
    """Our way of working; trade and place as the lot says them."""
    ways = enumeration((_WAYS[one] for one in offer.ways), "ou")
    what = f"Nous pouvons étudier avec vous la réalisation de ces heures {ways}"
    tasks = f", pour des tâches de « {shortened(case.lot.title, NAME)} »" if case.lot.title else ""
    place = where(case.notice, (case.lot,)).first
    return f"{what}{tasks}." + (f" Lieu d'exécution d'après l'avis : {place}." if place else "")
