"""Structures of insertion by economic activity (code du travail, L5132-4, [V] checked on 22/11/2026; EITI [?]).

What distinguishes them (contracts, supervisors, support, length of a path) is common knowledge of their networks, [M]:
each sentence is one that the structure reads again before it signs.
"""

from alerts.model.structure import StructureKind
from alerts.reply_help.kit.voice import Voice

_CONVENTION = "au titre de l'insertion par l'activité économique (article L5132-4 du code du travail)"
_FIGURES = (
    "Salariés en parcours, l'an dernier",
    "Accompagnateurs socioprofessionnels (ETP)",
    "Sorties vers un emploi ou une formation",
)

IAE = {
    StructureKind.ACI: Voice(
        people="des salariés en parcours d'insertion, encadrés par un encadrant technique du chantier",
        frame=(
            "{name} porte un atelier ou chantier d'insertion (ACI), conventionné avec l'État " + _CONVENTION + ". La"
            " production et l'accompagnement y sont menés ensemble : l'équipe se forme en réalisant de vraies"
            " commandes."
        ),
        work=(
            "L'équipe compte [à compléter : nombre] salariés en parcours pour un encadrant technique, présent sur place"
            " pendant toute la prestation. Durée hebdomadaire : [à compléter : heures par semaine et par salarié]."
            " Une absence est remplacée dans l'équipe : [à compléter : votre organisation, délai]."
        ),
        workers="Salariés en parcours (ETP)",
        supervisors="Encadrants techniques (ETP)",
        support=(
            (
                "Un diagnostic à l'entrée (emploi, logement, santé, mobilité, langue), puis un plan d'action revu"
                " [à compléter : rythme, par exemple chaque mois]."
            ),
            "L'encadrant technique évalue les gestes appris sur ce lot : [à compléter : grille, fréquence].",
            (
                "Des immersions en entreprise pendant le parcours : [à compléter : nombre l'an dernier, entreprises"
                " partenaires]."
            ),
        ),
        figures=(*_FIGURES, "Encadrants techniques sur ce lot (ETP)"),
        hours="Toutes les heures des salariés en parcours peuvent être suivies et déclarées au facilitateur.",
        beware=(
            "Un chantier d'insertion se juge aussi sur la qualité : ne présentez pas l'équipe comme une équipe qui"
            " essaie, montrez le contrôle de l'encadrant et vos chantiers livrés."
        ),
    ),
    StructureKind.EI: Voice(
        people="des salariés en parcours d'insertion, dans les conditions d'une entreprise du métier",
        frame=(
            "{name} est une entreprise d'insertion (EI), conventionnée avec l'État " + _CONVENTION + ". Elle vend ses"
            " prestations comme toute entreprise du secteur, et embauche des personnes éloignées de l'emploi pour les"
            " réaliser."
        ),
        work=(
            "Les salariés en parcours ([à compléter : part des effectifs]) travaillent avec des professionnels"
            " permanents : [à compléter : nombre de chefs d'équipe, qualifications]. Les cadences annoncées au prix"
            " sont celles que nous tenons : [à compléter : surface, volume ou nombre par heure]."
        ),
        workers="Salariés en parcours (ETP)",
        supervisors="Chefs d'équipe et encadrants (ETP)",
        support=(
            "Un contrat de travail, un poste, des objectifs : [à compléter : durée moyenne des parcours].",
            "Un accompagnement pendant le temps de travail : [à compléter : heures par mois, par qui].",
            (
                "La suite, préparée avec les entreprises du secteur : [à compléter : partenaires, embauches de l'an"
                " dernier]."
            ),
        ),
        figures=(*_FIGURES, "Part des salariés en parcours dans l'effectif"),
        hours="Les heures des salariés en parcours comptent, que vous soyez titulaire, cotraitant ou sous-traitant.",
        beware="Dites ce que fait l'entreprise avant de dire qui elle emploie : l'acheteur achète d'abord un résultat.",
    ),
    StructureKind.AI: Voice(
        people="des personnes en parcours que nous recrutons, préparons et mettons à disposition",
        frame=(
            "{name} est une association intermédiaire (AI), conventionnée avec l'État " + _CONVENTION + ". Elle est"
            " l'employeur des personnes qu'elle met à disposition, et les accompagne entre deux missions comme pendant"
            " celles-ci."
        ),
        work=(
            "Pour ce lot, nous proposons [à compléter : nombre] personnes déjà formées à ces tâches, et un vivier de"
            " [à compléter : nombre] pour les remplacements, sous [à compléter : délai]. Notre interlocuteur unique"
            " organise plannings et relevés d'heures : [à compléter : nom, téléphone]."
        ),
        workers="Personnes mises à disposition (ETP)",
        supervisors="Permanents qui les suivent (ETP)",
        support=(
            "Un entretien avant la mission, une visite du poste, un point après [à compléter : durée] de mission.",
            "Entre deux missions : [à compléter : ateliers, formations, aide à la mobilité].",
            "Le passage vers d'autres contrats : [à compléter : sorties l'an dernier, vers quels employeurs].",
        ),
        figures=(*_FIGURES, "Heures de mise à disposition, l'an dernier"),
        hours="Chaque heure mise à disposition est relevée et signée : ces relevés servent de preuve pour la clause.",
        beware=(
            "Précisez qui organise et contrôle le travail sur place : la mise à disposition n'est pas une"
            " prestation. Si le lot demande une prestation complète, vérifiez avec l'acheteur que votre forme"
            " d'intervention convient."
        ),
    ),
    StructureKind.ETTI: Voice(
        people="des intérimaires en parcours d'insertion, que nous recrutons, formons et suivons en mission",
        frame=(
            "{name} est une entreprise de travail temporaire d'insertion (ETTI), conventionnée avec l'État "
            + _CONVENTION
            + ". Elle délègue des intérimaires en parcours et les accompagne pendant la mission et après elle."
        ),
        work=(
            "Nous pouvons déléguer [à compléter : nombre] intérimaires sur ces postes dès le démarrage :"
            " [à compléter : qualifications, habilitations, permis]. Un remplacement est proposé sous"
            " [à compléter : délai]. Les relevés d'heures sont remis [à compléter : rythme]."
        ),
        workers="Intérimaires en parcours (ETP)",
        supervisors="Permanents qui les suivent (ETP)",
        support=(
            "Une visite du poste et un accueil sécurité avant la mission : [à compléter : qui, quand].",
            "Un suivi en entreprise pendant la mission : [à compléter : rythme] ; un bilan à la fin.",
            "Des formations entre les missions : [à compléter : habilitations, CACES, langue].",
        ),
        figures=(*_FIGURES, "Heures de délégation, l'an dernier"),
        hours="Les contrats de mission et les relevés d'heures signés servent de preuve pour la clause.",
        beware=(
            "Si vous n'êtes pas titulaire, adressez ces lignes aux candidats : ils achètent vos heures pour tenir la"
            " clause. Ne promettez pas une prestation que l'entreprise utilisatrice dirige."
        ),
    ),
    StructureKind.EITI: Voice(
        people="des travailleurs indépendants en parcours, que nous accompagnons et à qui nous apportons des commandes",
        frame=(
            "{name} est une entreprise d'insertion par le travail indépendant (EITI) : elle met en relation des"
            " travailleurs indépendants en parcours avec des clients, et les accompagne."
        ),
        work=(
            "Travailleurs indépendants mobilisés : [à compléter : nombre, métiers]. Notre équipe répartit les"
            " commandes, contrôle le travail rendu et organise les remplacements : [à compléter : comment]."
        ),
        workers="Travailleurs indépendants accompagnés",
        supervisors="Accompagnateurs (ETP)",
        support=(
            "L'aide à la gestion de l'activité : [à compléter : facturation, tarifs, assurance].",
            "Un accompagnement social et vers un emploi durable : [à compléter : rythme, par qui].",
        ),
        figures=(*_FIGURES[:2], "Chiffre d'affaires moyen par travailleur accompagné"),
        hours="Le décompte des heures de travailleurs indépendants est à vérifier avec le facilitateur.",
        beware=(
            "La place des EITI dans les marchés réservés n'est pas certaine (à vérifier auprès de l'acheteur) :"
            " ne l'affirmez pas."
        ),
    ),
    StructureKind.GEIQ: Voice(
        people="des salariés en contrat d'alternance, que nous recrutons et mettons à disposition",
        frame=(
            "{name} est un groupement d'employeurs pour l'insertion et la qualification (GEIQ) : il embauche en"
            " alternance des personnes éloignées de l'emploi et les met à disposition de ses entreprises adhérentes,"
            " jusqu'à une qualification."
        ),
        work=(
            "Pour ce lot : [à compléter : nombre] salariés en contrat de professionnalisation ou d'apprentissage,"
            " préparant [à compléter : titre ou certificat visé]. Le tuteur dans l'entreprise :"
            " [à compléter : nom, fonction]. Le calendrier de l'alternance : [à compléter : semaines de formation]."
        ),
        workers="Salariés en alternance (ETP)",
        supervisors="Chargés d'accompagnement (ETP)",
        support=(
            "Un double suivi : tuteur dans l'entreprise, chargé d'accompagnement au GEIQ.",
            "La qualification : [à compléter : taux d'obtention l'an dernier].",
            (
                "L'embauche à la sortie : [à compléter : part des sorties en emploi durable, chez les adhérents ou"
                " ailleurs]."
            ),
        ),
        figures=("Contrats en alternance, l'an dernier", "Qualifications obtenues", "Sorties vers un emploi durable"),
        hours=(
            "Les heures en entreprise, et parfois celles de formation, comptent selon le cahier des charges : à"
            " vérifier avec le facilitateur."
        ),
        beware=(
            "Un GEIQ n'est pas une structure de l'article L5132-4 : sur un lot réservé aux SIAE, demandez d'abord à"
            " l'acheteur s'il vous admet."
        ),
    ),
}
