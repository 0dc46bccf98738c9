"""Other structures of the social and solidarity economy (law 2014-856, article 1, [V] for its place in L2113-15).

None of these forms gives by itself a right to lots reserved to EA, ESAT or SIAE. Capital and votes of cooperatives:
common knowledge of their networks, [M].
"""

from alerts.model.structure import StructureKind
from alerts.reply_help.kit.voice import Voice

_HOURS = (
    "Nous embauchons ou faisons intervenir des personnes éligibles pour les heures demandées :"
    " [à compléter : embauche directe, mise à disposition par une AI, une ETTI ou un GEIQ, ou sous-traitance]."
)
_COMMON_SUPPORT = (
    "Les personnes éloignées de l'emploi que nous embauchons pour ce lot : [à compléter : nombre, postes, tuteur].",
    (
        "Notre partenaire pour les recruter et les accompagner : [à compléter : SIAE, GEIQ, mission locale, France"
        " Travail]."
    ),
)
_COMMON_FIGURES = ("Part des CDI", "Personnes embauchées par une clause, l'an dernier")
_FORM = (
    "Votre forme ne réserve rien par elle-même : sur un lot réservé, dites l'agrément ou la convention que vous avez."
)

ESS = {
    StructureKind.SCIC: Voice(
        people="nos salariés, dont plusieurs sont sociétaires de la coopérative",
        frame=(
            "{name} est une société coopérative d'intérêt collectif (SCIC) : salariés, usagers et partenaires du"
            " territoire y sont associés et décident ensemble (une personne, une voix). Nos sociétaires :"
            " [à compléter : catégories, nombre, collectivités associées]."
        ),
        work=(
            "L'équipe de ce lot : [à compléter : nombre, qualifications, chef d'équipe]. Ce que le sociétariat change"
            " pour vous : [à compléter : exemple d'une décision prise avec les usagers ou le territoire]."
        ),
        workers="Salariés éloignés de l'emploi à l'embauche (ETP)",
        supervisors="Chefs d'équipe et tuteurs (ETP)",
        support=(
            *_COMMON_SUPPORT,
            "L'utilité sociale sur place ({place}) : [à compléter : ce que les habitants y gagnent, en chiffres].",
        ),
        figures=(*_COMMON_FIGURES, "Sociétaires, par catégorie", "Part des bénéfices mise en réserve"),
        hours=_HOURS,
        beware=(
            _FORM
            + " Si la commune acheteuse est sociétaire de la SCIC, signalez-le à l'acheteur : un risque de conflit"
            " d'intérêts se traite avant le dépôt (à vérifier avec lui)."
        ),
    ),
    StructureKind.SCOP: Voice(
        people="nos salariés, associés majoritaires de la coopérative",
        frame=(
            "{name} est une société coopérative de production (SCOP) : les salariés en détiennent la majorité du"
            " capital et des voix. Salariés associés : [à compléter : nombre sur l'effectif]."
        ),
        work=(
            "L'équipe de ce lot : [à compléter : nombre, qualifications, ancienneté]. Les salariés décident et"
            " restent : [à compléter : ancienneté moyenne], et vos interlocuteurs avec eux."
        ),
        workers="Salariés éloignés de l'emploi à l'embauche (ETP)",
        supervisors="Chefs d'équipe et tuteurs (ETP)",
        support=_COMMON_SUPPORT,
        figures=(*_COMMON_FIGURES, "Salariés associés", "Part du résultat versée aux salariés"),
        hours=_HOURS,
        beware=_FORM,
    ),
    StructureKind.ASSOCIATION: Voice(
        people="nos salariés et, pour ce qui n'est pas un emploi, nos bénévoles",
        frame=(
            "{name} est une association à but non lucratif. Son projet : [à compléter : objet social en une phrase]. Ce"
            " lot le sert : [à compléter : pourquoi]."
        ),
        work="L'équipe de ce lot : [à compléter : nombre de salariés, qualifications, responsable, remplaçants].",
        workers="Salariés éloignés de l'emploi à l'embauche (ETP)",
        supervisors="Chefs d'équipe et tuteurs (ETP)",
        support=_COMMON_SUPPORT,
        figures=(*_COMMON_FIGURES, "Adhérents et bénévoles"),
        hours=_HOURS,
        beware=_FORM + " Ne confiez pas à des bénévoles un travail payé par le marché.",
    ),
    StructureKind.MUTUELLE: Voice(
        people="des professionnels de nos établissements et services",
        frame=(
            "{name} est une mutuelle : une société de personnes, sans but lucratif, gérée par ses adhérents. Adhérents"
            " concernés sur le territoire : [à compléter : nombre]."
        ),
        work="L'équipe de ce lot : [à compléter : nombre, qualifications, responsable, remplaçants].",
        workers="Salariés éloignés de l'emploi à l'embauche (ETP)",
        supervisors="Chefs d'équipe et tuteurs (ETP)",
        support=_COMMON_SUPPORT,
        figures=(*_COMMON_FIGURES, "Adhérents du territoire"),
        hours=_HOURS,
        beware=_FORM,
    ),
    StructureKind.FONDATION: Voice(
        people="des professionnels de nos établissements et services",
        frame=(
            "{name} est une fondation, à but non lucratif. Sa mission : [à compléter : en une phrase], et ce que ce lot"
            " y apporte : [à compléter : pourquoi]."
        ),
        work="L'équipe de ce lot : [à compléter : nombre, qualifications, responsable, remplaçants].",
        workers="Salariés éloignés de l'emploi à l'embauche (ETP)",
        supervisors="Chefs d'équipe et tuteurs (ETP)",
        support=_COMMON_SUPPORT,
        figures=_COMMON_FIGURES,
        hours=_HOURS,
        beware=_FORM,
    ),
    StructureKind.SOCIETE_ESS: Voice(
        people="nos salariés",
        frame=(
            "{name} est une société commerciale de l'économie sociale et solidaire (loi du 31 juillet 2014, article"
            " premier) : utilité sociale inscrite aux statuts, bénéfices surtout réinvestis, gouvernance ouverte."
            " Agrément ESUS : [à compléter : oui, jusqu'au…, ou non]."
        ),
        work="L'équipe de ce lot : [à compléter : nombre, qualifications, chef d'équipe, remplaçants].",
        workers="Salariés éloignés de l'emploi à l'embauche (ETP)",
        supervisors="Chefs d'équipe et tuteurs (ETP)",
        support=_COMMON_SUPPORT,
        figures=(*_COMMON_FIGURES, "Part des bénéfices réinvestie"),
        hours=_HOURS,
        beware=_FORM + " L'agrément ESUS n'est pas une catégorie de réservation : il appuie votre dossier.",
    ),
}
