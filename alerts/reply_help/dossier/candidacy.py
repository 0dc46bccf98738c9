"""Who you are and what you can do: DC1, DC2, what the notice asks to see.

R2143-3 (declaration on honour), R2143-4 (DUME), R2142-14 (references), R2193-1 (subcontracting), checked on 22/11/2026,
source V. DC1, DC2 and DUME are made for contracts: what a concession asks is in its own rules (source M, to be
reviewed).
"""

from collections.abc import Iterator

from alerts.clauses.fold import fold
from alerts.model.reply import Manner, ProofKind
from alerts.reply_help.asked import Procedure
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.document import Document, Stage, from_drawer

FORMS = "formulaire gratuit sur economie.gouv.fr"


def candidacy(case: Case) -> Iterator[Document]:
    yield from _forms(case)
    yield from _asked(case)


def signing() -> Document:
    """For whoever signs without being the legal representative."""
    check = "Seulement si la personne qui signe n'est pas le représentant légal."
    return from_drawer(ProofKind.POUVOIR, Stage.CANDIDACY, check=check, optional=True)


def is_concession(case: Case) -> bool:
    """The rules of contracts (DC1, DUME, advance, turnover) are not its own."""
    return case.notice.concession or case.asks.procedure is Procedure.CONCESSION


def is_works(case: Case) -> bool:
    """By its nature, else by its CPV codes (division 45)."""
    nature = case.lot.nature or case.notice.nature
    return nature == "works" if nature else any(code.startswith("45") for code in case.cpv)


def _forms(case: Case) -> Iterator[Document]:
    together = case.manner is Manner.TOGETHER
    if is_concession(case):
        yield Document(
            "doc-candidature",
            "Dossier de candidature de la concession",
            "présentation, déclaration sur l'honneur, capacités : ce que demande le règlement",
            "vous l'écrivez, d'après le règlement de la consultation",
            Stage.CANDIDACY,
            check="DC1, DC2 et DUME sont faits pour les marchés publics : suivez le règlement.",
        )
        return
    yield Document(
        "doc-dc1",
        "DC1, lettre de candidature",
        "qui répond, à quel lot, avec la déclaration sur l'honneur"
        + (" ; un seul pour le groupement, avec tous ses membres" if together else ""),
        FORMS,
        Stage.CANDIDACY,
        "à refaire pour chaque marché",
    )
    yield Document(
        "doc-dc2",
        "DC2, déclaration du candidat",
        "chiffres d'affaires, effectifs, moyens, références" + (" ; un par membre du groupement" if together else ""),
        FORMS,
        Stage.CANDIDACY,
        "à mettre à jour pour chaque marché",
    )


def _asked(case: Case) -> Iterator[Document]:
    """What this notice says it wants to see."""
    asks = case.asks
    if asks.turnover is not None or asks.turnover_words is not None:
        words = (asks.turnover_words,) if asks.turnover_words else ()
        yield from_drawer(ProofKind.COMPTES, Stage.CANDIDACY, evidence=words)
    general = tuple(one for one in asks.insurance if "decennale" not in fold(one.quote))
    decennale = tuple(one for one in asks.insurance if "decennale" in fold(one.quote))
    if general:
        yield from_drawer(ProofKind.ASSURANCE_RC, Stage.CANDIDACY, evidence=general)
    if decennale:
        yield from_drawer(ProofKind.ASSURANCE_DECENNALE, Stage.CANDIDACY, evidence=decennale)
    if asks.qualifications:
        yield from_drawer(ProofKind.QUALIFICATION, Stage.CANDIDACY, evidence=asks.qualifications)
    if asks.references:
        yield Document(
            "doc-references",
            "Liste de références",
            "des contrats comparables ; ne pas en avoir ne suffit pas, à soi seul, à vous écarter (R2142-14)",
            "vous l'écrivez ; votre fiche en garde la liste",
            Stage.CANDIDACY,
            evidence=asks.references,
        )
