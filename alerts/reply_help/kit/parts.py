"""The parts of a mémoire technique: what each says, what the notice asks there, the structure's own sentences.

The eleven of the usual plan, in its order (plan of mémoires of SIAE, ESAT and EA, checked on 22/11/2026).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alerts.reply_help.asked import CriterionFamily as Family
from alerts.reply_help.case import Case
from alerts.reply_help.kit import part_writers as write
from alerts.reply_help.kit.social import follow_up_of_hours, social
from alerts.reply_help.paper import Piece


@dataclass(frozen=True, slots=True)
class PlanPart:
    """`words`: without accents nor capitals, with which a criterion names this part. `sections`: it has its own."""

    title: str
    family: Family
    words: tuple[str, ...]
    write: Callable[[Case], Iterable[Piece]]
    sections: bool = False


PARTS = (
    PlanPart(
        "Compréhension du besoin et du site", Family.TECHNICAL, ("comprehension", "analyse du besoin"), write.need
    ),
    PlanPart(
        "La structure, son agrément, sa gouvernance", Family.TECHNICAL, ("presentation", "structure"), write.structure
    ),
    PlanPart(
        "L'équipe",
        Family.TECHNICAL,
        ("equipe", "moyens humains", "personnel", "qualification", "encadrement"),
        write.team,
    ),
    PlanPart(
        "Méthode, planning et continuité",
        Family.TECHNICAL,
        ("method", "organisation", "planning", "continuite", "delai", "calendrier", "mode operatoire"),
        write.method,
    ),
    PlanPart(
        "Matériel et produits", Family.TECHNICAL, ("materiel", "produit", "fourniture", "echantillon"), write.equipment
    ),
    PlanPart(
        "Qualité, contrôle et réactivité",
        Family.TECHNICAL,
        ("qualite du service", "qualite des prestations", "controle", "reactivite", "suivi qualite"),
        write.quality,
    ),
    PlanPart("Sécurité et accessibilité des postes", Family.TECHNICAL, ("securite", "sante", "hygiene"), write.safety),
    PlanPart("La part sociale de ce lot", Family.SOCIAL, ("social", "insertion", "handicap"), social, sections=True),
    PlanPart(
        "Environnement",
        Family.ENVIRONMENT,
        ("environnement", "dechet", "reemploi", "durable", "carbone"),
        write.environment,
    ),
    PlanPart(
        "Suivi des heures et compte rendu",
        Family.SOCIAL,
        ("reporting", "compte rendu", "suivi des heures"),
        follow_up_of_hours,
    ),
    PlanPart("Références et annexes", Family.OTHER, ("reference", "experience"), write.references),
)
