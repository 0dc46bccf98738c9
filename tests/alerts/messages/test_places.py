"""Where words stand, told to a person, and what a bare code means."""

import pytest

from alerts.messages.codes import meaning
from alerts.messages.places import place
from alerts.model.reading import Evidence


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("BT-21", "intitulé"),
        ("BT-70", "conditions d'exécution"),
        ("BT-71, LOT-0002", "conditions de participation"),
        ("BT-9999", "texte de l'avis"),
        ("MAPA/initial/renseignements/rensgComplt", "renseignements complémentaires"),
        ("FNSimple/initial/informComplementaire/autresInformComplementaire", "renseignements complémentaires"),
        ("FNSimple/initial/procedure/criteresAttrib", "critères d'attribution"),
        ("FNSimple/initial/natureMarche/intitule", "intitulé"),
        ("FNSimple/initial/lots/lot/description", "description"),
        ("FNSimple/initial/lots/lot/precision", "description du lot"),
        ("FNSimple/rectificatif/infosRectif", "texte du rectificatif"),
        ("page", "page de l'annonce"),
        ("", "texte de l'avis"),
        ("XYZ/inconnu", "texte de l'avis"),
    ],
)
def test_a_field_of_a_publisher_has_a_name_for_people(field: str, said: str) -> None:
    assert place(Evidence(field, "Une phrase de l'avis.")) == said


@pytest.mark.parametrize(
    ("field", "code", "said"),
    [
        ("BT-71", "none", "aucune réservation"),
        ("BT-71-Part", "res-pub-ser", "réservé à des organisations chargées d'une mission de service public"),
        ("BT-736", "yes", "exécution réservée à des emplois protégés"),
        ("BT-774", "circ-econ", "passer à une économie circulaire (réemploi, réparation, recyclage)"),
        ("BT-774", "other", "un autre objectif environnemental"),
        ("BT-775", "other", "un autre objectif social"),
        ("BT-805", "other", "d'autres critères d'achat vert"),
        ("BT-06", "soc-obj", "objectif social"),
        ("BT-71", "res-new", "valeur que Vigie ne connaît pas"),
        ("BT-71", "", "champ publié vide"),
        ("CONDITION_PARTICIPATION/MARCHE_RESERVE_NON", "non", "marché non réservé"),
        ("MAPA/initial/reserve", "ateliers_proteges", "réservé à des ateliers protégés"),
    ],
)
def test_a_code_says_what_it_means_in_its_field(field: str, code: str, said: str) -> None:
    evidence = Evidence(field, code)
    assert meaning(evidence) == said
    assert place(evidence) == "champ codé de l'avis"


@pytest.mark.parametrize("field", ["BT-71", "BT-70", "BT-736", "MAPA/initial/renseignements/rensgComplt"])
def test_a_sentence_is_not_a_code(field: str) -> None:
    assert meaning(Evidence(field, "Marché réservé aux ESAT.")) is None
