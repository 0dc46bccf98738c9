"""What the contract puts on its holder, and who follows its social clause."""

import pytest

from alerts.reply_help.asked import Asks
from scrapers.notice import Lot, Topic
from tests.alerts.reply_help.asks.telling import asked, asks_in, notice, said

SAID = (
    ("takeover", "Le titulaire est tenu à la reprise du personnel en poste."),
    ("takeover", "L'article L. 1224-1 du code du travail s'applique aux salariés du site."),
    ("takeover", "Reprise des salariés selon l'article 7 de la convention collective de la propreté."),
    ("takeover", "La liste des personnels à reprendre est jointe au dossier."),
    ("takeover", "Le candidat devra reprendre le personnel de l'entreprise sortante."),
    ("penalties", "Des pénalités de 100 € par jour de retard s'appliquent."),
    ("penalties", "Le non-respect de la clause donne lieu à une pénalité."),
    ("group", "En cas de groupement, la forme imposée est le groupement solidaire."),
    ("group", "Le groupement attributaire devra revêtir la forme d'un groupement conjoint avec mandataire solidaire."),
    ("group", "En cas de groupement conjoint, le mandataire sera solidaire de chacun des membres."),
    ("samples", "Les candidats remettent un échantillon de chaque produit avec leur offre."),
    ("samples", "La fourniture d'échantillons est obligatoire."),
    ("guarantee", "Une retenue de garantie de 5 % est prévue au contrat."),
    ("guarantee", "Elle peut être remplacée par une garantie à première demande."),
    ("guarantee", "Cautionnement : 3 % du montant du lot."),
    ("advance", "Une avance de 30 % est accordée au titulaire."),
    ("advance", "Le contrat prévoit le versement d'une avance, sans obligation de constituer une garantie financière."),
    ("advance", "Avance : 10 % du montant initial."),
    ("subcontracting", "La sous-traitance totale est interdite."),
    ("subcontracting", "Le titulaire peut sous-traiter une partie des prestations."),
    ("subcontracting", "Les tâches essentielles ne peuvent pas être sous-traitées."),
    ("facilitator", "Le suivi de la clause d'insertion est assuré par le PLIE du Val d'Exemple."),
    ("facilitator", "La Maison de l'Emploi accompagne les entreprises dans la mise en œuvre de la clause sociale."),
    ("facilitator", "Un facilitateur aide l'entreprise à mettre en œuvre la clause d'insertion."),
)
SILENT = (
    ("takeover", "Aucune reprise de personnel n'est prévue."),
    ("takeover", "La reprise du matériel usagé est comprise, ainsi que la reprise de données."),
    ("takeover", "Il n'y a pas de reprise du personnel."),
    ("penalties", "Le contrat ne comporte aucune pénalité."),
    ("group", "Aucune forme de groupement n'est imposée ; il peut être solidaire ou conjoint."),
    ("group", "Les groupements conjoints ou solidaires sont admis."),
    ("samples", "Aucun échantillon n'est demandé."),
    ("samples", "Le laboratoire présente l'analyse des échantillons prélevés."),
    ("guarantee", "Aucune clause de garantie financière prévue."),
    (
        "guarantee",
        "Le contrat prévoit le versement d'une avance, sans obligation de constituer une garantie financière.",
    ),
    ("guarantee", "Retenue de garantie : néant"),
    ("guarantee", "La garantie des matériels est de deux ans."),
    ("guarantee", "Il n'est pas exigé de caution."),
    ("advance", "Aucune avance prévue."),
    ("advance", "Le titulaire prévient 48 heures à l'avance."),
    ("advance", "Le marché ne donne lieu à aucune avance."),
    ("subcontracting", "Déclaration des sous-traitants : formulaire DC4."),
    ("facilitator", "Publics visés par la clause : personnes suivies par le PLIE, bénéficiaires du RSA."),
    ("facilitator", "Chaque document plié est mis sous enveloppe par le service emploi, insertion."),
    ("facilitator", "Aucun facilitateur n'est prévu pour la clause."),
)


def _sentences(asks: Asks, subject: str) -> list[str]:
    return [one.quote for one in getattr(asks, subject)]


@pytest.mark.parametrize(("subject", "sentence"), SAID)
def test_the_notice_says_it(subject: str, sentence: str) -> None:
    assert _sentences(asked(sentence, topic=Topic.CONDITIONS), subject) == [sentence]


@pytest.mark.parametrize(("subject", "sentence"), SILENT)
def test_the_notice_does_not_say_it(subject: str, sentence: str) -> None:
    assert _sentences(asked(sentence, topic=Topic.CONDITIONS), subject) == []


def test_a_form_of_group_alone_in_its_field_is_imposed() -> None:
    asks = asked("GROUPEMENT SOLIDAIRE", topic=Topic.CONDITIONS, field="MAPA/initial/conditions/formeJuridique")
    assert _sentences(asks, "group") == ["GROUPEMENT SOLIDAIRE"]


def test_the_service_is_kept_and_never_the_person() -> None:
    asks = asked(
        "Pour la clause d'insertion, contacter la facilitatrice du PLIE du Val d'Exemple, Mme Dominique Fictif,"
        " au 04 00 00 00 00 ou dominique.fictif@plie.example."
    )
    (kept,) = _sentences(asks, "facilitator")
    assert kept == "Pour la clause d'insertion, contacter la facilitatrice du PLIE du Val d'Exemple"


def test_the_lot_that_refuses_it_wins_over_the_whole() -> None:
    told = notice(
        *said("Une retenue de garantie de 5 % est prévue."),
        lots=(Lot("1", passages=said("Aucune retenue de garantie pour ce lot.")), Lot("2")),
    )
    assert asks_in(told, 0).guarantee == ()
    assert len(asks_in(told, 1).guarantee) == 1


def test_the_same_sentence_is_kept_once_and_a_few_suffice() -> None:
    same = asked(*["Des pénalités s'appliquent."], *[f"Pénalité n° {rank} du contrat." for rank in range(9)])
    assert len(same.penalties) == 5
    twice = notice(*said("Des pénalités s'appliquent.", topic=Topic.CONDITIONS), *said("Des pénalités s'appliquent."))
    assert len(asks_in(twice).penalties) == 1
