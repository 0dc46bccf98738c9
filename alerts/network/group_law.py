"""What the law says of groups, in plain words, and what a group as a whole may do about a reserved lot.

Code de la commande publique, R2142-19 to R2142-27 and R2151-7 ([V], read on 23/11/2026 in the text of the code); for
concessions, other articles hold, that nobody read here: « à vérifier » ([?]). That a group of which some members may
answer a reserved lot and others not may do so is doubtful ([?], see `partners`). Landmarks, not legal advice: the
buyer's documents prevail.
"""

from collections.abc import Collection
from dataclasses import dataclass

from alerts.model.network import GroupForm
from alerts.model.reading import Answer, Reservation, ReservationStatus
from alerts.network.partners import MIXED

FORMS: dict[GroupForm, tuple[str, str]] = {
    GroupForm.CONJOINT: (
        "Groupement conjoint",
        "Chacun s'engage à faire sa part, et seulement sa part (article R2142-20).",
    ),
    GroupForm.CONJOINT_SOLIDARY: (
        "Groupement conjoint, mandataire solidaire",
        (
            "Chacun s'engage sur sa part ; le mandataire répond en plus de celle des autres devant l'acheteur, quand le"
            " marché le prévoit (article R2142-24)."
        ),
    ),
    GroupForm.SOLIDARY: (
        "Groupement solidaire",
        (
            "Chacun est engagé financièrement pour tout le marché : si l'un ne fait pas sa part, l'acheteur peut se"
            " tourner vers les autres (article R2142-20)."
        ),
    ),
}
"""Name, and what it means in one sentence."""
MANDATAIRE = (
    "Le mandataire représente tout le groupe devant l'acheteur et coordonne le travail de chacun (article R2142-24). Il"
    " dépose avec une habilitation de chaque membre, ou vous déposez tous ensemble. Il ne peut être mandataire que"
    " d'un seul groupement pour ce marché (article R2142-23)."
)
FREE_FORM = (
    "Pour répondre, l'acheteur ne peut pas imposer une forme. Il peut en demander une après l'attribution, s'il le"
    " justifie dans les documents de la consultation (article R2142-22)."
)
RULES = (
    "L'acheteur regarde vos capacités ensemble : chacun n'a pas besoin de tout avoir (article R2142-25).",
    (
        "Entre la remise des candidatures et la signature du marché, le groupement ne change plus de membres, sauf cas"
        " exceptionnels acceptés par l'acheteur (article R2142-26)."
    ),
    (
        "Répondre seul et en groupement, ou dans deux groupements, peut être interdit pour ce marché : voir le"
        " règlement de la consultation (articles R2142-21 et R2151-7)."
    ),
    (
        "L'acheteur peut demander que certaines tâches essentielles soient faites par un membre du groupement : voir"
        " les documents de la consultation (article R2142-27)."
    ),
)
CONCESSION = (
    "C'est une concession : ces articles sont ceux des marchés. Ce qui vaut pour les groupements y est à vérifier"
    " auprès de l'autorité qui la passe."
)
ALONE_TOO = "Votre structure prépare aussi une réponse seule à ce lot."
TWO_GROUPS = "Votre structure est dans un autre groupe pour ce lot."
FORBIDDEN = " L'avis semble l'interdire (articles R2142-21 et R2151-7) : relisez-le, et choisissez avant de déposer."
UNSAID = (
    " Le règlement de la consultation peut l'interdire (articles R2142-21 et R2151-7) : à vérifier avant de déposer."
)
TWICE_MANDATAIRE = (
    "Votre structure est aussi mandataire d'un autre groupe pour cette consultation. On ne peut l'être que d'un seul"
    " groupement pour un même marché (article R2142-23)."
)


@dataclass(frozen=True, slots=True)
class GroupRight:
    """May the group answer, as a whole? `words`: one or two French sentences."""

    answer: Answer
    words: str


def leaving_late(*, deposited: bool) -> str:
    """What to say to who leaves once the file is in; "" before."""
    return f"Le dépôt est noté comme fait. {RULES[1]}" if deposited else ""


def group_right(reservation: Reservation, answers: Collection[Answer]) -> GroupRight:
    """`answers`: what each member may do alone, being what it is in law (`alerts.clauses.eligibility`)."""
    if reservation.status is ReservationStatus.NONE:
        said = (
            "L'avis dit que ce lot n'est pas réservé" if reservation.evidence else "Aucune réservation n'est indiquée"
        )
        return GroupRight(Answer.YES, f"{said} : tout groupement peut y répondre.")
    if reservation.status is not ReservationStatus.RESERVED:
        return GroupRight(
            Answer.CHECK, "L'avis ne dit pas clairement à qui ce lot est réservé : à vérifier auprès de l'acheteur."
        )
    return _of_reserved(frozenset(answers))


def _of_reserved(answers: frozenset[Answer]) -> GroupRight:
    if Answer.NO in answers:
        none = answers == {Answer.NO}
        only = "Aucun membre du groupe ne peut répondre à ce lot réservé. Il manque une structure qui en a le droit."
        return GroupRight(Answer.NO, only) if none else GroupRight(Answer.CHECK, MIXED)
    if answers == {Answer.YES}:
        return GroupRight(
            Answer.YES, "Chaque membre peut répondre à ce lot réservé, à condition que chacun joigne ses preuves."
        )
    return GroupRight(
        Answer.CHECK, "Le droit d'au moins un membre à répondre à ce lot réservé est à vérifier auprès de l'acheteur."
    )
