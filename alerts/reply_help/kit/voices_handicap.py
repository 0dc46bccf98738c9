"""Structures that employ or welcome disabled workers, and work in prison.

EA: code du travail L5213-13, and 55 % of disabled workers at least ([S] travail-emploi.gouv.fr). ESAT: code de
l'action sociale et des familles L344-2. Prison: code de la commande publique L2113-13-1 ([V], checked on 22/11/2026).
EATT: [M], to be checked. The rest is common knowledge of these networks, [M].
"""

from alerts.model.structure import StructureKind
from alerts.reply_help.kit.voice import Voice

HANDICAP = {
    StructureKind.ESAT: Voice(
        people="des travailleurs en situation de handicap, accompagnés par les moniteurs d'atelier",
        frame=(
            "{name} est un établissement et service d'accompagnement par le travail (ESAT, article L344-2 du code de"
            " l'action sociale et des familles), géré par [à compléter : organisme gestionnaire, qui signe l'offre]."
            " L'activité de production y est menée avec un accompagnement médico-social."
        ),
        work=(
            "L'équipe affectée à ce lot : [à compléter : nombre] travailleurs et [à compléter : nombre] moniteurs"
            " d'atelier. Les tâches sont découpées et les postes adaptés : [à compléter : exemples sur ce lot]. La"
            " continuité pendant les fermetures de l'établissement : [à compléter : dates, équipe de relais, reprise]."
        ),
        workers="Travailleurs accueillis (ETP)",
        supervisors="Moniteurs d'atelier (ETP)",
        support=(
            (
                "Un projet personnalisé pour chaque travailleur, dont une part se vit sur ce lot : [à compléter :"
                " apprentissages visés]."
            ),
            "Des activités de soutien et de formation sur le temps d'accueil : [à compléter : lesquelles, rythme].",
            "La reconnaissance des acquis : [à compléter : démarche, nombre de travailleurs concernés].",
            (
                "Si le travail a lieu dans vos locaux : accueil, pauses, interlocuteur et consignes en facile à lire"
                " (FALC) : [à compléter : votre organisation]."
            ),
        ),
        figures=(
            "Travailleurs affectés à ce lot",
            "Reconnaissances d'acquis ou formations, l'an dernier",
            "Passages vers le milieu ordinaire ou une EA",
        ),
        hours="Les heures des travailleurs d'ESAT comptent dans une clause ; décompte à régler avec le facilitateur.",
        beware=(
            "Les travailleurs d'ESAT ne sont pas des salariés « en insertion » : n'écrivez ni « salariés en parcours »"
            " ni « sorties positives ». Le candidat est l'organisme gestionnaire : vérifiez nom, SIRET et signature."
        ),
    ),
    StructureKind.EA: Voice(
        people="des salariés en situation de handicap, en contrat de travail de droit commun",
        frame=(
            "{name} est une entreprise adaptée (EA) agréée (article L5213-13 du code du travail) : une entreprise du"
            " milieu ordinaire, dont au moins 55 % des salariés sont reconnus travailleurs handicapés. Notre taux :"
            " [à compléter : part de l'effectif]."
        ),
        work=(
            "L'équipe de ce lot : [à compléter : nombre de salariés, qualifications], dirigée par [à compléter : chef"
            " d'équipe]. Les postes sont aménagés : [à compléter : exemples, ergonomie, horaires]. Les absences sont"
            " remplacées sous [à compléter : délai]."
        ),
        workers="Salariés reconnus travailleurs handicapés (ETP)",
        supervisors="Chefs d'équipe et référents (ETP)",
        support=(
            "Un accompagnement du projet professionnel de chaque salarié : [à compléter : entretiens, rythme].",
            "L'adaptation du poste avec la médecine du travail : [à compléter : exemple récent].",
            "La formation et la mobilité vers d'autres employeurs : [à compléter : chiffres de l'an dernier].",
        ),
        figures=(
            "Salariés affectés à ce lot",
            "Salariés formés, l'an dernier",
            "Mobilités vers d'autres employeurs",
        ),
        hours="Les heures des salariés de l'entreprise adaptée comptent dans une clause (CCAG 2021, article 16.1.1).",
        beware=(
            "Ne parlez pas de « parcours d'insertion » ni d'« usagers » : une entreprise adaptée emploie des salariés,"
            " souvent en CDI. Ne donnez aucune information de santé sur une personne."
        ),
    ),
    StructureKind.EATT: Voice(
        people="des intérimaires en situation de handicap, que nous recrutons, formons et suivons en mission",
        frame=(
            "{name} est une entreprise adaptée de travail temporaire (EATT) : elle délègue des travailleurs handicapés"
            " en intérim et les accompagne vers l'emploi durable."
        ),
        work=(
            "Intérimaires disponibles pour ces postes : [à compléter : nombre, qualifications]. Délai de"
            " remplacement : [à compléter : délai]. Aménagements de poste étudiés avant la mission :"
            " [à compléter : comment, avec qui]."
        ),
        workers="Intérimaires en situation de handicap (ETP)",
        supervisors="Permanents qui les suivent (ETP)",
        support=(
            "Un suivi dans l'entreprise pendant la mission : [à compléter : rythme, par qui].",
            "La montée en compétences : [à compléter : formations, habilitations].",
        ),
        figures=(
            "Heures de délégation, l'an dernier",
            "Intérimaires accompagnés",
            "Embauches à la suite d'une mission",
        ),
        hours="Les relevés d'heures signés servent de preuve pour la clause.",
        beware=(
            "La place des EATT dans les lots réservés est à vérifier auprès de l'acheteur. Ne donnez aucune"
            " information de santé sur une personne."
        ),
    ),
    StructureKind.PRISON: Voice(
        people="des personnes détenues, employées dans l'atelier de l'établissement pénitentiaire",
        frame=(
            "{name} fait travailler des personnes détenues dans un établissement pénitentiaire (articles L412-10 à"
            " L412-18 du code pénitentiaire). Le travail prépare la sortie et prévient la récidive."
        ),
        work=(
            "Atelier : [à compléter : lieu, surface, machines]. Personnes affectées à ce lot : [à compléter : nombre]"
            " et [à compléter : encadrants]. Livraison et accès : [à compléter : contraintes, délais]. Continuité en"
            " cas de fermeture de l'atelier : [à compléter : organisation]."
        ),
        workers="Personnes détenues employées (ETP)",
        supervisors="Encadrants d'atelier (ETP)",
        support=(
            "La formation au poste et la qualification : [à compléter : lesquelles].",
            "La préparation de la sortie, avec les services compétents : [à compléter : partenaires].",
        ),
        figures=("Part de personnes détenues dans l'effectif", "Personnes formées, l'an dernier"),
        hours="Le décompte des heures se règle avec le facilitateur et l'établissement.",
        beware="Aucun nom, aucune photo reconnaissable, aucune information sur la peine.",
    ),
}
