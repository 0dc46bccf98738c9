"""The headings of DC1, letter of candidacy: A to G."""

from collections.abc import Iterator
from datetime import datetime

from alerts.messages.french import lots
from alerts.model.reply import Manner
from alerts.reply_help.case import Case
from alerts.reply_help.kit.identity import identity
from alerts.reply_help.kit.opening import buyer_name, contract, lot_words
from alerts.reply_help.paper import Field, Items, Piece, Section, Table, Text

# R2142-22 and R2142-21 ([V], checked on 22/11/2026).
_FORM = (
    "Groupement conjoint : chacun s'engage sur sa part. Solidaire : chacun répond de tout. L'acheteur ne peut imposer"
    " une forme qu'après l'attribution, si c'est nécessaire (article R2142-22)."
)
_HONOUR = (
    "Le candidat, et chaque membre du groupement, déclare sur l'honneur ne pas être dans un cas d'exclusion (article"
    " R2143-3), y compris pour l'obligation d'emploi de travailleurs handicapés (articles L5212-1 à L5212-11 du code du"
    " travail). Les preuves ne sont demandées qu'à l'attributaire pressenti (article R2144-4)."
)


def dc1(case: Case, now: datetime) -> Iterator[Piece]:
    """Identity of the buyer and of the contract, the candidate, its group, its declarations."""
    together = case.manner is Manner.TOGETHER
    yield Section("DC1 – Lettre de candidature")
    yield Section("A. Acheteur", 2)
    yield Field("Nom de l'acheteur", buyer_name(case))
    yield Field("Adresse de l'acheteur", _buyer_place(case))
    yield Section("B. Objet de la consultation", 2)
    yield from (one for one in contract(case, now) if isinstance(one, Field) and one.label not in {"Acheteur", "Lot"})
    yield Section("C. Objet de la candidature", 2)
    yield Items(_objects(case), boxes=True, ticked=frozenset({1 if case.lot_key else 0}))
    yield Section("D. Présentation du candidat", 2)
    yield Items(("Candidat seul", "Groupement d'entreprises"), boxes=True, ticked=frozenset({int(together)}))
    yield from identity(case)
    yield Section("E. Membres du groupement et répartition du travail", 2)
    yield from _group(together=together, name=case.sheet.legal_name or case.structure.name)
    yield Section("F. Engagements et déclarations sur l'honneur", 2)
    yield Text(_HONOUR)
    yield Items(_declarations(case), boxes=True)
    yield Section("G. Mandataire du groupement", 2)
    yield from _agent(together=together)


def _buyer_place(case: Case) -> str:
    place = case.notice.buyer.place
    return " ".join(one for one in (place.postcode, place.town) if one) if place else ""


def _objects(case: Case) -> tuple[str, ...]:
    lot = lot_words(case) or "Le lot n° … (à préciser)"
    whole = "Le marché, qui n'a pas de lots" if not case.lot_key else "L'ensemble du marché"
    others, concern = lots([one.id for one in case.others]), "concerne" if len(case.others) == 1 else "concernent"
    also = f" : {others} vous {concern} peut-être aussi" if case.others else ""
    return (whole, lot, f"D'autres lots{also}")


def _group(*, together: bool, name: str) -> Iterator[Piece]:
    if not together:
        yield Text("À laisser vide si vous répondez seul.", hint=True)
    yield Text(_FORM, hint=True)
    yield Items(("Groupement conjoint", "Groupement solidaire"), boxes=True)
    rows = ((name if together else "", "", "", ""), ("", "", "", ""), ("", "", "", ""))
    yield Table(("Membre (nom, adresse)", "SIRET", "Travail confié", "Montant ou part"), rows)


def _declarations(case: Case) -> tuple[str, ...]:
    told = (
        "Je déclare n'être dans aucun cas d'exclusion prévu par le code de la commande publique.",
        "Je déclare que les renseignements du DC2 et de ses annexes sont exacts.",
        "Les documents qui le prouvent sont en ligne, à l'adresse : ………",
        "Je présente mes capacités par le DC2 ou par les documents demandés.",
    )
    return told if case.manner is Manner.ALONE else (*told, "Chaque membre a fait sa propre déclaration.")


def _agent(*, together: bool) -> Iterator[Piece]:
    if not together:
        yield Text("À laisser vide si vous répondez seul.", hint=True)
        return
    yield Field("Mandataire (nom, adresse, SIRET)")
    yield Items(("Le mandataire du groupement conjoint est solidaire : oui", "Non"), boxes=True)
    yield Text("Joignez les pouvoirs donnés au mandataire par chaque membre. Il n'est mandataire que d'un groupement.")
