"""Who buys: a local authority by its number, by its name, or not surely; and who is none."""

import pytest

from alerts.territory import authorities
from alerts.territory.authorities import Recognised, Signs, recognised
from alerts.territory.authority_names import AuthorityKind, form
from alerts.territory.siren import keyed, usual

COMMUNE, EPCI, OTHER = AuthorityKind.COMMUNE, AuthorityKind.EPCI, AuthorityKind.OTHER
DEPARTEMENT, REGION = AuthorityKind.DEPARTEMENT, AuthorityKind.REGION
BOURG, VOIRON = usual("01053"), usual("38563")
NOBODY = keyed("99900011")


def who(name: str, departement: str = "", siren: str | None = None, *communes: str) -> Recognised | None:
    places = frozenset(departement.split())
    return recognised(Signs(name, siren, places, frozenset(communes)))


@pytest.mark.parametrize(
    ("name", "departement", "kind", "code"),
    [
        ("Ville de Bourg-en-Bresse", "01", COMMUNE, "01053"),
        ("COMMUNE DE BOURG EN BRESSE", "01", COMMUNE, "01053"),
        ("Mairie de Bourg en Bresse (01)", "", COMMUNE, "01053"),
        ("Commune nouvelle de Valserhône", "01", COMMUNE, "01033"),
        ("Ville du Mans", "72", COMMUNE, "72181"),
        ("Ville des Sables-d'Olonne", "85", COMMUNE, "85194"),
        ("COMMUNE DE LES ANDELYS", "27", COMMUNE, "27016"),
        ("VILLE LA ROCHELLE", "17", COMMUNE, "17300"),
        ("Ville de Gosier", "971", COMMUNE, "97113"),
        ("Ville de St-Étienne", "42", COMMUNE, "42218"),
        ("Mairie d'Oyonnax", "01", COMMUNE, "01283"),
        ("Ville de Voiron\nHôtel de ville\n38500 Voiron", "38", COMMUNE, "38563"),
        ("Communauté de communes du Trièves", "38", EPCI, "200030658"),
        ("COM DE COMMUNES DU TRIEVES", "38", EPCI, "200030658"),
        ("Cté de Cnes du Trièves", "38", EPCI, "200030658"),
        ("CC Trièves", "38", EPCI, "200030658"),
        ("Métropole Rouen Normandie", "76", EPCI, "200023414"),
        ("Le Mans Métropole - Communauté urbaine", "72", EPCI, "247200132"),
        ("CDA LA ROCHELLE", "17", EPCI, "241700434"),
        ("Département de l'Ain", "01", DEPARTEMENT, "01"),
        ("DEPARTEMENT DE L AIN", "69", DEPARTEMENT, "01"),  # the name says which, wherever it buys
        ("Conseil départemental de Seine-Saint-Denis", "93", DEPARTEMENT, "93"),
        ("Cons. Départ. des Hauts-de-Seine", "92", DEPARTEMENT, "92"),
        ("Département des Alpes de Hte Provence", "04", DEPARTEMENT, "04"),
        ("CONSEIL DEPARTEMENTAL 74", "", DEPARTEMENT, "74"),
        ("Conseil général du Val-d'Oise", "95", DEPARTEMENT, "95"),
        ("Région Auvergne-Rhône-Alpes", "69", REGION, "84"),
        ("CONSEIL REGIONAL D ILE DE FRANCE", "93", REGION, "11"),
        ("Région Sud", "13", REGION, "93"),
        ("Région Nouvelle-Aquitaine", "33", REGION, "75"),
        ("Collectivité de Corse", "2A", REGION, "94"),
        ("Département de Mayotte", "976", REGION, "06"),  # one authority with both powers: told once
        ("Collectivité territoriale de Martinique", "972", REGION, "02"),
    ],
)
def test_a_name_that_says_who_it_is(name: str, departement: str, kind: AuthorityKind, code: str) -> None:
    found = who(name, departement)
    assert found is not None
    assert (found.kind, found.codes, found.doubt) == (kind, (code,), None)


@pytest.mark.parametrize(
    ("name", "departement", "code", "doubt"),
    [
        ("Ville de Bourg-en-Bresse", "", "01053", authorities.NO_PLACE),
        ("Bourg-en-Bresse", "01", "01053", authorities.NAME_ALONE),
        ("Ville d'Antibes Juan-les-Pins", "06", "06004", authorities.CUT),
        ("Commune de Sarlat", "24", "24520", authorities.ALIKE),
        ("Commune d'Ajaccio", "2B", "2A004", authorities.ELSEWHERE),
        ("Communauté de communes du Val de Drôme", "26", "242600252", authorities.ALIKE),
        ("Communauté de communes du Trièves", "", "200030658", authorities.NO_PLACE),
        ("GRAND AVIGNON", "84", "248400251", authorities.NAME_ALONE),
        ("Ville de Saint-Denis", "", "", authorities.SEVERAL),
        ("Commune de Sévigny-le-Très-Fictif", "38", "", authorities.NOT_FOUND),
        ("Communauté d'agglomération très fictive", "38", "", authorities.NO_GROUP),
    ],
)
def test_what_is_not_sure_is_said_so(name: str, departement: str, code: str, doubt: str) -> None:
    found = who(name, departement)
    assert found is not None
    assert (found.codes, found.doubt) == ((code,) if code else (), doubt)


@pytest.mark.parametrize(
    ("name", "siren", "code", "doubt"),
    [
        ("Ville de Bourg-en-Bresse", BOURG, "01053", None),
        ("Direction des achats", BOURG, "01053", None),  # only the number tells
        ("Commune de Voiron", BOURG, "01053", authorities.CONTRADICTS),
        ("Département de l'Ain", BOURG, "01053", authorities.CONTRADICTS),
        ("Bourg Habitat", BOURG, "01053", authorities.CONTRADICTS),
        ("Ville de Bourg-en-Bresse", NOBODY, "01053", authorities.FORMER),
        ("Ville de Bourg-en-Bresse", "123456789", "01053", None),  # a wrong key: as if there were none
    ],
)
def test_the_number_says_who_and_the_name_may_speak_against_it(
    name: str, siren: str | None, code: str, doubt: str | None
) -> None:
    found = who(name, "01", siren)
    assert found is not None
    assert (found.codes, found.doubt) == ((code,), doubt)


@pytest.mark.parametrize(
    ("siren", "kind", "code"),
    [
        (keyed("22010001"), DEPARTEMENT, "01"),
        (keyed("22974001"), DEPARTEMENT, "974"),
        (keyed("23350001"), REGION, "53"),
        ("200030658", EPCI, "200030658"),
    ],
)
def test_numbers_of_larger_authorities(siren: str, kind: AuthorityKind, code: str) -> None:
    found = who("Service de la commande publique", "", siren)
    assert found is not None
    assert (found.kind, found.codes, found.doubt) == (kind, (code,), None)


@pytest.mark.parametrize(
    "name",
    [
        *("CCAS de Voiron", "C.C.A.S. de Voiron", "Centre communal d'action sociale", "Syndicat mixte fictif"),
        *("SIVOM du Val", "SDIS 38", "SDIS38", "PETR fictif", "Parc naturel régional fictif", "SMICTOM du Val"),
        *("CTRE INTERCOMMUNAL ACT SOC DU VAL", "Synd. intercom. du Val"),
    ],
)
def test_bodies_of_their_own_are_others_whatever_their_number(name: str) -> None:
    found = who(name, "38", VOIRON)
    assert found is not None
    assert (found.kind, found.codes, found.name, found.doubt) == (OTHER, (), name, None)


@pytest.mark.parametrize(
    "name",
    [
        *("Centre hospitalier de Laval", "CHU fictif", "Université fictive", "Préfecture de l'Isère"),
        *("Grenoble-Alpes Métropole Habitat", "OPH de l'Ain", "Office de tourisme de Bourg-en-Bresse"),
        *(
            "Direction départementale des territoires",
            "CCI de l'Ain",
            "SNCF",
            "EPSM Lille Métropole",
            "",
            "  ",
            "Ville",
        ),
        *("Villeneuve Aménagement", "Comptoir fictif", "<script>", "=1+1"),
    ],
)
def test_who_is_no_local_authority(name: str) -> None:
    assert who(name, "38") is None


def test_alsace_has_one_authority_for_two_departements() -> None:
    found = who("Collectivité européenne d'Alsace", "67")
    assert found is not None
    assert (found.kind, found.codes) == (DEPARTEMENT, ("67", "68"))


def test_the_commune_of_the_address_settles_a_name_borne_twice() -> None:
    """Two départements are possible; one holds the commune of the postcode."""
    found = who("Ville de Saint-Denis", "93 974", None, "97411")
    assert found is not None
    assert found.codes == ("97411",)


@pytest.mark.parametrize(
    ("name", "kind", "rest", "link", "digits"),
    [
        ("Ville de Voiron", COMMUNE, "voiron", "de", ""),
        ("Commune de la Tour (38)", COMMUNE, "tour", "de la", "38"),
        ("MAIRIE D'OYONNAX", COMMUNE, "oyonnax", "d", ""),
        ("Comité fictif", None, "comite fictif", "", ""),
        ("Villes et territoires fictifs", COMMUNE, "et territoires fictifs", "", ""),
        ("Conseil départemental 2A", DEPARTEMENT, "", "", "2A"),
    ],
)
def test_the_words_of_a_name(name: str, kind: AuthorityKind | None, rest: str, link: str, digits: str) -> None:
    found = form(name)
    assert (found.kind, found.rest, found.link, found.digits) == (kind, rest, link, digits)
