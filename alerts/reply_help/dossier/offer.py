"""What you propose and for how much: the papers of the offer, from those of the buyer's file.

CCP: R2182-3 (signature), R2193-1 (DC4), checked on 22/11/2026, source V; that an offer without its commitment on the
clause was set aside was read in real notices (source A).
"""

from collections.abc import Iterator

from alerts.model.reading import ClauseKind
from alerts.model.reply import Manner, ProofKind
from alerts.reply_help.asked import CriterionFamily
from alerts.reply_help.case import Case
from alerts.reply_help.dossier.candidacy import FORMS, is_works
from alerts.reply_help.dossier.document import Document, Stage, from_drawer

_FILE = "dans le dossier de consultation (DCE), à remplir"
_OWN = "vous l'écrivez"


def offer(case: Case) -> Iterator[Document]:
    yield _paper(
        "ae", "Acte d'engagement (AE, ou ATTRI1)", "ce que vous proposez, à quel prix et pour quelle durée", _FILE
    )
    yield _paper("prix", "Prix : bordereau (BPU, DQE) ou décomposition (DPGF)", "le détail de vos prix", _FILE)
    yield _paper(
        "memoire",
        "Mémoire technique, ou cadre de réponse",
        "comment vous ferez, critère par critère : c'est lui qui fait gagner des points",
        _OWN + ", sur le plan que Vigie prépare",
        check="Si le dossier contient un cadre de réponse, c'est lui qu'il faut remplir.",
    )
    yield from _social(case)
    yield from _by_criteria(case)
    yield from _on_site(case)
    yield from_drawer(ProofKind.RIB, Stage.OFFER)
    yield from _with_others(case)


def _social(case: Case) -> Iterator[Document]:
    clauses = [one for one in case.reading.clauses if one.kind is ClauseKind.CLAUSE_SOCIALE]
    if clauses or case.asks.hours is not None or case.asks.insertion_share is not None:
        yield _paper(
            "insertion",
            "Annexe « insertion » de l'acte d'engagement",
            "vous vous engagez sur les heures d'insertion ; sans elle, l'offre risque d'être écartée",
            _FILE + " ; le facilitateur nommé dans le dossier aide à la remplir",
            evidence=tuple(one.evidence for one in clauses),
        )


def _by_criteria(case: Case) -> Iterator[Document]:
    families = {one.family for one in case.asks.criteria}
    if (
        CriterionFamily.ENVIRONMENT in families
        or case.clause(ClauseKind.CLAUSE_ENV)
        or case.clause(ClauseKind.CRITERE_ENV)
    ):
        yield _paper(
            "environnement",
            "Réponse sur l'environnement",
            "produits, déplacements, déchets, réemploi, avec des chiffres",
            _OWN + ", ou cadre fourni dans le dossier",
        )
    if CriterionFamily.DELAY in families or is_works(case):
        yield _paper("planning", "Planning", "les étapes et leurs dates", _OWN)


def _on_site(case: Case) -> Iterator[Document]:
    asks = case.asks
    if asks.visit is not None:
        needed = "obligatoire" if asks.visit.mandatory else "conseillée"
        yield _paper(
            "visite",
            "Attestation de visite",
            f"la preuve de la visite du site ({needed})",
            "l'acheteur la signe le jour de la visite",
            evidence=(asks.visit.evidence,),
        )
    if asks.samples:
        yield _paper(
            "echantillons", "Échantillons ou maquettes", "demandés avec l'offre", "chez vous", evidence=asks.samples
        )


def _with_others(case: Case) -> Iterator[Document]:
    if case.manner is Manner.TOGETHER or case.asks.subcontracting:
        yield Document(
            "doc-dc4",
            "DC4, déclaration de sous-traitance",
            "pour chaque sous-traitant : sa part, son prix, ses conditions de paiement",
            FORMS,
            Stage.OFFER,
            "à refaire pour chaque marché",
            check="Seulement si vous confiez une partie du travail à un sous-traitant.",
            optional=True,
            evidence=case.asks.subcontracting,
        )


def _paper(slug: str, name: str, what: str, where: str, **others: object) -> Document:
    return Document(f"doc-{slug}", name, what, where, Stage.OFFER, **others)  # type: ignore[arg-type]
