"""What structures are told, as they would tell it themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts.model.reading import Answer, Clause, ClauseKind, Evidence, LotReading, Reservation, ReservationStatus
from scrapers.notice import Buyer, Deadline, Lot, NoticeKind, Place
from tests.alerts.matching.people import (
    FOR_EA_ESAT,
    FOR_SIAE,
    NOW,
    against,
    described,
    euros,
    match,
    notice,
    reserved,
    structure,
    told,
)

AIN = structure("aci", trades=["espaces-verts"], departements=["01"])


def test_a_work_integration_site_of_ain_is_told_of_green_spaces_in_ain() -> None:
    found = match(AIN, notice())
    assert found is not None
    assert (found.answer, found.near_miss, found.lots) == (Answer.YES, False, (None,))
    assert [(one.criterion.value, one.verdict.value) for one in found.reasons] == [
        ("eligibility", "for"),
        ("trade", "for"),
        ("place", "for"),
        ("want", "for"),
        ("time", "for"),
    ]
    assert told(found, "trade")[1] == "Métier : Espaces verts et entretien extérieur (code CPV 77310000)."
    assert told(found, "place")[1] == "Lieu : Ain (01), dans votre territoire."
    assert told(found, "time")[1] == "Reste 12 jours."


def test_every_reason_is_a_sentence() -> None:
    wishes = {"include_words": ["tonte"], "exclude_words": ["bois"], "amount_max": 5, "min_days_left": 40}
    found = match(structure("aci", departements=["01"], **wishes), notice(amount=None, deadline=None))
    assert found is not None
    assert all(reason.text[0].isupper() and reason.text.endswith(".") for reason in found.reasons)


def test_what_is_reserved_to_others_is_a_near_miss_that_says_no() -> None:
    found = match(AIN, notice(), reserved(FOR_EA_ESAT))
    assert found is not None
    assert (found.near_miss, found.answer, against(found)) == (True, Answer.NO, ["eligibility"])


def test_two_criteria_missed_are_silence() -> None:
    assert match(AIN, notice(places=(Place(nuts="FRE11"),)), reserved(FOR_EA_ESAT)) is None


def test_a_structure_that_only_wants_reserved_lots_gets_only_those() -> None:
    ours = structure("aci", trades=["espaces-verts"], wants=["reserved"])
    assert match(ours, notice(), reserved(FOR_SIAE)) is not None
    assert told(match(ours, notice(), reserved(FOR_SIAE)), "want") == (
        "for",
        "Réservé à des structures comme la vôtre.",
    )
    assert against(match(ours, notice())) == ["want"]


def test_a_reservation_without_a_name_is_to_be_checked() -> None:
    found = match(AIN, notice(), reserved(Reservation(ReservationStatus.UNKNOWN)))
    assert found is not None
    assert (found.near_miss, found.answer) == (False, Answer.CHECK)


@pytest.mark.parametrize(
    ("wants", "verdict"), [(["clause_sociale"], "for"), (["critere_social"], "against"), (["open"], "for")]
)
def test_a_clause_is_wanted_or_not(wants: list[str], verdict: str) -> None:
    clause = Clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, Evidence("BT-70", "clause d'insertion"))
    found = match(structure("ei", wants=wants), notice(), [LotReading(None, clauses=(clause,))])
    assert told(found, "want")[0] == verdict


# Places


def test_an_esat_around_grenoble_hears_of_voiron_and_not_of_la_cote_saint_andre() -> None:
    ours = structure("esat", trades=["espaces-verts"], around=[{"postcode": "38000", "km": 25}])
    near = match(ours, notice(places=(Place(postcode="38500", town="Voiron"),)))
    assert told(near, "place") == ("for", "Lieu : Voiron (38), à 23 km de Grenoble (38).")
    far = match(ours, notice(places=(Place(postcode="38260", town="La Côte-Saint-André"),)))
    assert told(far, "place")[0] == "against"
    assert "vous en demandez 25" in told(far, "place")[1]


def test_a_whole_departement_around_a_town_is_to_be_checked() -> None:
    ours = structure("esat", around=[{"postcode": "38000", "km": 25}])
    found = match(ours, notice(places=(Place(nuts="FRK24"),)))
    assert told(found, "place") == ("check", "Lieu : Isère (38), dont une partie seulement est dans votre territoire.")


@pytest.mark.parametrize(
    ("departements", "place", "verdict"),
    [
        (["974"], Place(postcode="97400"), "for"),
        (["974"], Place(nuts="FRY40"), "for"),
        (["974"], Place(postcode="97600"), "against"),
        (["2A"], Place(postcode="20000"), "for"),
        (["2A"], Place(postcode="20200"), "against"),
        (["2A"], Place(nuts="FRM0"), "check"),  # one of the two Corsican départements
        (["2A", "2B"], Place(nuts="FRM0"), "for"),
        (["01"], Place(postcode="01410"), "check"),  # Ain or Jura
        (["01"], Place(postcode="01410", town="Mijoux"), "for"),
        (["01", "39"], Place(postcode="01410"), "for"),
        (["01"], Place(nuts="FR"), "check"),
        (["01"], Place(country="DEU", town="Bonn"), "against"),
    ],
)
def test_overseas_corsica_and_straddling_postcodes(departements: list[str], place: Place, verdict: str) -> None:
    assert told(match(structure("ei", departements=departements), notice(places=(place,))), "place")[0] == verdict


def test_an_intercommunality_is_its_communes() -> None:
    ours = structure("ei", epci=["Valence Romans Agglo"])
    valence, crest = Place(postcode="26000", town="Valence"), Place(postcode="26400", town="Crest")
    assert told(match(ours, notice(places=(valence,))), "place") == (
        "for",
        "Lieu : Valence (26), dans votre territoire (CA Valence Romans Agglo).",
    )
    assert told(match(ours, notice(places=(crest,))), "place")[0] == "against"
    assert told(match(ours, notice(places=(Place(departement="26"),))), "place")[0] == "check"


def test_the_buyer_s_place_is_second_best_and_said_so() -> None:
    nowhere = notice(places=())
    assert told(match(AIN, nowhere), "place") == (
        "check",
        "Lieu d'exécution non indiqué ; l'acheteur est à Bourg-en-Bresse (01), dans votre territoire.",
    )
    elsewhere = replace(nowhere, buyer=Buyer(place=Place(postcode="59000", town="Lille")))
    assert told(match(AIN, elsewhere), "place") == (
        "against",
        "Lieu d'exécution non indiqué ; l'acheteur est à Lille (59), hors de votre territoire.",
    )


@pytest.mark.parametrize(
    ("postcode", "town", "said"),
    [("76600", "Le Havre", "au Havre (76)"), ("85100", "LES SABLES D'OLONNE", "aux Sables-d'Olonne (85)")],
)
def test_the_buyer_s_town_is_said_in_french(postcode: str, town: str, said: str) -> None:
    given = notice(places=(), buyer=Buyer(place=Place(postcode=postcode, town=town)))
    assert f"l'acheteur est {said}," in told(match(structure("ei"), given), "place")[1]


def test_where_it_was_published_is_never_where_the_work_is() -> None:
    published = notice(places=(Place(nuts="FRE11"),), publication_departements=("01",))
    assert told(match(AIN, published), "place")[0] == "against"
    only_published = notice(places=(), buyer=Buyer(), publication_departements=("01", "69"))
    assert told(match(AIN, only_published), "place") == (
        "check",
        "Lieu d'exécution non indiqué ; avis publié pour : Ain (01), Rhône (69), dans votre territoire.",
    )


def test_those_who_work_everywhere_miss_nothing_in_france() -> None:
    everywhere = structure("aci", trades=["espaces-verts"])
    for places in ((), (Place(nuts="FR"),), (Place(postcode="97400"),)):
        assert told(match(everywhere, notice(places=places)), "place")[0] == "for"
    assert told(match(everywhere, notice(places=(Place(nuts="DE212"),))), "place")[0] == "against"


# Trades


@pytest.mark.parametrize(
    ("title", "cpv", "verdict"),
    [
        ("Prestations diverses", ("77311000",), "for"),
        ("Tonte des pelouses", (), "for"),
        ("Tonte des pelouses", ("77000000",), "for"),  # too broad to say
        ("Tonte des pelouses", ("90910000",), "check"),  # another trade's code
        ("Prestations diverses", (), "against"),
        ("Prestations diverses", ("90910000",), "against"),
        ("", (), "check"),  # nothing known
    ],
)
def test_a_trade_is_known_by_its_code_or_by_its_words(title: str, cpv: tuple[str, ...], verdict: str) -> None:
    assert told(match(AIN, notice(title, cpv=cpv)), "trade")[0] == verdict


@pytest.mark.parametrize(("cpv", "verdict"), [((), "check"), (("77000000",), "check"), (("72000000",), "against")])
def test_a_word_of_the_description_alone_is_never_enough(cpv: tuple[str, ...], verdict: str) -> None:
    given = notice("Prestations diverses", cpv=cpv, passages=described("Fauchage aux abords des bâtiments."))
    assert told(match(AIN, given), "trade")[0] == verdict


def test_a_free_prefix_is_met_by_codes_and_hinted_at_by_words() -> None:
    ours = structure("ei", cpv=["7731"])
    assert told(match(ours, notice()), "trade") == ("for", "Métier : code CPV 77310000, dans votre préfixe 7731.")
    assert told(match(ours, notice("Tonte", cpv=())), "trade")[0] == "check"
    assert told(match(ours, notice("Crèche", cpv=())), "trade")[0] == "against"


# Lots, words, money, time


def test_only_the_lots_that_concern_us_are_named() -> None:
    lots = (Lot("1", "Tonte", cpv=("77310000",)), Lot("2", "Vitrerie", cpv=("90911300",)), Lot("3", "Fauchage"))
    found = match(AIN, notice("Entretien", cpv=(), lots=lots))
    assert found is not None
    assert found.lots == ("1", "3")


def test_an_excluded_word_in_one_lot_leaves_the_others() -> None:
    ours = structure("aci", trades=["espaces-verts"], exclude_words=["élagages"])
    lots = (Lot("1", "Tonte"), Lot("2", "Elagage des platanes"))
    found = match(ours, notice("Entretien des espaces verts", lots=lots))
    assert found is not None
    assert found.lots == ("1",)
    alone = match(ours, notice("Élagage des platanes"))
    assert told(alone, "excluded") == ("against", "Le mot « élagages », que vous excluez, est dans l'avis.")


def test_an_included_word_is_found_whatever_its_accents_and_plural() -> None:
    ours = structure("ei", include_words=["locaux associatifs", "second œuvre"])
    assert told(match(ours, notice("SECOND OEUVRE")), "words")[0] == "for"
    assert told(match(ours, notice("Un local associatif")), "words")[0] == "for"
    assert told(match(ours, notice("Un local, associatif ou non")), "words")[0] == "for"  # commas do not count
    assert told(match(ours, notice("Associations et locaux")), "words")[0] == "against"


@pytest.mark.parametrize(
    ("amount", "verdict", "said"),
    [
        ("120000", "for", "Montant estimé : 120 000 €, dans votre fourchette."),
        ("500000", "for", "Montant estimé : 500 000 €, dans votre fourchette."),
        ("500000.50", "against", "Montant estimé : 500 000,50 €, au-dessus de votre maximum (500 000 €)."),
        ("9000", "against", "Montant estimé : 9 000 €, au-dessous de votre minimum (10 000 €)."),
        (None, "check", "Montant non indiqué dans l'avis."),
    ],
)
def test_an_amount_is_within_what_we_can_bear_or_unknown(amount: str | None, verdict: str, said: str) -> None:
    ours = structure("ei", amount_min=10_000, amount_max=500_000)
    assert told(match(ours, notice(amount=euros(amount) if amount else None)), "amount") == (verdict, said)


def test_the_amount_of_all_the_lots_is_only_an_upper_bound_for_one() -> None:
    lots = (Lot("1", "Tonte"), Lot("2", "Fauchage", amount=euros("40000")))
    whole = notice(amount=euros("900000"), lots=lots)
    found = match(structure("ei", amount_max=100_000), whole)
    assert found is not None
    assert found.lots == ("1", "2")
    assert (
        told(found, "amount")[1] == "Montant estimé du lot 2 : 40 000 €, dans votre fourchette."
    )  # the surer lot is told
    assert against(match(structure("ei", amount_min=1_000_000), replace(whole, lots=lots[:1]))) == ["amount"]


@pytest.mark.parametrize(
    ("hours", "verdict", "said"),
    [
        (75, "against", "Reste 3 jours, vous en demandez 5."),
        (121, "for", "Reste 5 jours."),
        (3, "against", "Reste moins d'un jour, vous en demandez 5."),
    ],
)
def test_there_must_be_time_left(hours: int, verdict: str, said: str) -> None:
    ours = structure("ei", min_days_left=5)
    found = match(ours, notice(deadline=Deadline(NOW + timedelta(hours=hours))))
    assert told(found, "time") == (verdict, said)


def test_a_deadline_that_has_passed_is_silence_even_for_a_near_miss() -> None:
    assert match(structure("ei"), notice(deadline=Deadline(NOW))) is None
    assert match(structure("ei"), notice(deadline=Deadline(NOW - timedelta(days=1), doubt="douteuse"))) is None


def test_a_deadline_unknown_or_in_doubt_is_to_be_checked() -> None:
    assert told(match(structure("ei"), notice(deadline=None)), "time")[0] == "check"
    far = Deadline(NOW + timedelta(days=8000), doubt="l'année publiée est 2049")
    assert told(match(structure("ei", min_days_left=5), notice(deadline=far)), "time") == (
        "check",
        "Date limite à vérifier : l'année publiée est 2049.",
    )
    soon = Deadline(NOW + timedelta(days=2), doubt="le décalage horaire n'est pas de saison")
    assert told(match(structure("ei", min_days_left=3), notice(deadline=soon)), "time")[0] == "check"
    assert told(match(structure("ei", min_days_left=4), notice(deadline=soon)), "time")[0] == "against"


@pytest.mark.parametrize("kind", [NoticeKind.AWARD, NoticeKind.CANCELLATION])
def test_what_can_no_longer_be_answered_matches_nobody(kind: NoticeKind) -> None:
    assert match(structure("ei"), notice(kind=kind)) is None


def test_the_best_activity_is_the_one_told() -> None:
    far, near = (structure("aci", trades=["espaces-verts"], departements=[code]) for code in ("59", "01"))
    both = replace(far, activities=(*far.activities, *near.activities))
    found = match(both, notice())
    assert found is not None
    assert (found.activity, found.near_miss) == (1, False)
