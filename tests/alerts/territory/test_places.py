"""Where the work is: the lot first, then the notice, then the buyer, and where it was published only as a hint."""

import pytest

from alerts.territory.france import France
from alerts.territory.places import resolve, spot_of
from scrapers.notice import Buyer, Lot, Notice, NoticeKind, Place

FRANCE = France.load()


def notice(
    lot_place: Place | None = None, place: Place | None = None, buyer: Place | None = None, *published: str
) -> Notice:
    return Notice(
        source="boamp",
        publisher_id="26-1",
        kind=NoticeKind.CALL,
        title="Entretien",
        buyer=Buyer(name="Commune fictive", place=buyer),
        places=(place,) if place else (),
        publication_departements=published,
        lots=(Lot(places=(lot_place,) if lot_place else ()),),
    )


LYON, BOURG = Place(postcode="69003", town="Lyon"), Place(postcode="01000", town="Bourg-en-Bresse")
AIN, NOWHERE = Place(nuts="FRK21"), Place(country="FRA")


@pytest.mark.parametrize(
    ("given", "source", "words"),
    [
        (notice(AIN, LYON, LYON, "75"), "lot", "Ain (01)"),
        (notice(None, AIN, LYON, "75"), "notice", "Ain (01)"),
        (notice(NOWHERE, None, BOURG, "75"), "buyer", "Bourg-en-Bresse (01)"),
        (notice(None, None, None, "30", "34"), "publication", "Gard (30), Hérault (34)"),
        (notice(), None, ""),
    ],
)
def test_the_best_place_known_is_kept_with_its_source(given: Notice, source: str | None, words: str) -> None:
    where = resolve(given, given.lots[0], FRANCE)
    assert (where.source, where.words) == (source, words)


@pytest.mark.parametrize(
    ("place", "words", "departements"),
    [
        (Place(nuts="FRK2"), "Rhône-Alpes", {"01", "07", "26", "38", "42", "69", "73", "74"}),
        (Place(postcode="01410"), "01410, à cheval sur Ain (01), Jura (39)", {"01", "39"}),
        (Place(postcode="01410", town="MIJOUX"), "Mijoux (01)", {"01"}),
        (Place(postcode="59508", town="DOUAI CEDEX"), "Douai (59)", {"59"}),
        (Place(departement="1", town="Bourg en Bresse"), "Bourg-en-Bresse (01)", {"01"}),
        (Place(departement="2a"), "Corse-du-Sud (2A)", {"2A"}),
        (Place(country="REU"), "La Réunion (974)", {"974"}),
        (Place(town="97400 Saint-Denis"), "Saint-Denis (974)", {"974"}),
        (Place(town="Département de l'Ain"), "Ain (01)", {"01"}),
        (Place(town="Bretagne"), "Bretagne", {"22", "29", "35", "56"}),
        (Place(postcode="69003", nuts="FRK21"), "Ain (01), Rhône (69)", {"01", "69"}),  # it contradicts itself
        (Place(country="DEU", town="Bonn"), "Bonn (DEU)", set()),
        (Place(nuts="LU000"), "LU000", set()),
    ],
)
def test_a_place_as_published_is_located(place: Place, words: str, departements: set[str]) -> None:
    spot = spot_of(place, FRANCE)
    assert spot is not None
    assert (spot.words, spot.departements) == (words, departements)


@pytest.mark.parametrize("place", [Place(), Place(country="FRA"), Place(town="Saint-Denis"), Place(nuts="FRZZZ")])
def test_a_place_that_says_too_little_is_no_place(place: Place) -> None:
    assert spot_of(place, FRANCE) is None


def test_many_places_are_told_shortly() -> None:
    given = notice(None, None, None, "01", "07", "26", "38", "42", "69")
    assert resolve(given, given.lots[0], FRANCE).words == "Ain (01), Ardèche (07), Drôme (26), Isère (38) et 2 autres"
