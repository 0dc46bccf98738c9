"""What changed between two states of an opportunity, as managers are told it."""

import json
from dataclasses import replace

import pytest

from alerts.messages.change import Change, ChangeKind, Facts, LotFacts, changes, concerning, facts
from alerts.model.reading import Beneficiary, ClauseKind, ReservationStatus
from tests.alerts.messages.stories import GREEN_SPACES, READINGS, until

THREE_LOTS = facts(GREEN_SPACES, READINGS)


def with_lot(held: Facts, number: int, **new: object) -> Facts:
    lots = list(held.lots)
    lots[number - 1] = replace(lots[number - 1], **new)  # type: ignore[arg-type]
    return replace(held, lots=tuple(lots))


def everywhere(held: Facts, **new: object) -> Facts:
    return replace(held, lots=tuple(replace(lot, **new) for lot in held.lots))  # type: ignore[arg-type]


def told(before: Facts, after: Facts) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in changes(before, after)]


def test_each_lot_keeps_what_the_notice_says_of_it() -> None:
    first, second, third = THREE_LOTS.lots
    assert [lot.id for lot in THREE_LOTS.lots] == ["LOT-0001", "LOT-0002", "LOT-0003"]
    assert first.deadline == third.deadline == until(2026, 10, 2, 12, 0), "the deadline of the whole holds for each"
    assert (first.reservation, first.told) == (ReservationStatus.NONE, False)
    assert (second.reservation, second.to, second.told) == (ReservationStatus.RESERVED, (Beneficiary.SIAE,), True)
    assert second.clauses == ((ClauseKind.CLAUSE_SOCIALE, 140),)


def test_facts_come_back_from_json_as_they_went() -> None:
    doubtful = with_lot(THREE_LOTS, 3, deadline=until(2049, 1, 1, 0, 0, doubt="L'année paraît fausse."))
    stored = json.dumps(doubtful.to_json(), sort_keys=True)
    assert Facts.from_json(json.loads(stored)) == doubtful
    assert json.dumps(Facts.from_json(json.loads(stored)).to_json(), sort_keys=True) == stored


def test_json_of_something_else_is_refused() -> None:
    with pytest.raises(KeyError):
        Facts.from_json({"cancelled": False})


def test_nothing_is_told_when_nothing_that_matters_changed() -> None:
    assert changes(THREE_LOTS, THREE_LOTS) == ()
    assert changes(THREE_LOTS, with_lot(THREE_LOTS, 2, title="Tonte, désherbage")) == (), "a title is not a change"
    assert changes(THREE_LOTS, with_lot(THREE_LOTS, 2, id="2")) == (), "nor is another spelling of the number"
    assert changes(THREE_LOTS, with_lot(THREE_LOTS, 1, told=True)) == (), "nor is saying that there is no reservation"


def test_the_same_hour_in_another_time_zone_is_the_same_deadline() -> None:
    deadline = until(2026, 10, 2, 12, 0)
    stored = Facts.from_json(everywhere(THREE_LOTS, deadline=deadline).to_json())
    assert changes(everywhere(THREE_LOTS, deadline=deadline), stored) == ()


def test_seconds_that_nobody_is_told_are_not_a_change() -> None:
    assert changes(THREE_LOTS, everywhere(THREE_LOTS, deadline=until(2026, 10, 2, 12, 0, 59))) == ()


def test_a_deadline_put_off_for_all_lots_is_told_once() -> None:
    after = everywhere(THREE_LOTS, deadline=until(2026, 10, 9, 12, 0))
    assert told(THREE_LOTS, after) == [
        ("Date limite repoussée", "vendredi 2 octobre 2026 à 12 h 00", "vendredi 9 octobre 2026 à 12 h 00")
    ]


def test_a_deadline_brought_forward_for_one_lot_names_the_lot() -> None:
    after = with_lot(THREE_LOTS, 3, deadline=until(2026, 9, 28, 17, 30))
    assert told(THREE_LOTS, after) == [
        ("Date limite avancée (lot 3)", "vendredi 2 octobre 2026 à 12 h 00", "lundi 28 septembre 2026 à 17 h 30")
    ]


def test_a_deadline_that_nobody_can_believe_is_to_be_verified() -> None:
    after = everywhere(THREE_LOTS, deadline=until(2049, 1, 1, 0, 0, doubt="L'année paraît fausse."))
    assert told(THREE_LOTS, after)[0][2] == "vendredi 1er janvier 2049 à 0 h 00 (à vérifier)"


def test_a_first_deadline_was_not_indicated_before() -> None:
    before = everywhere(THREE_LOTS, deadline=None)
    assert told(before, THREE_LOTS) == [("Date limite", "non indiquée", "vendredi 2 octobre 2026 à 12 h 00")]


def test_a_reservation_that_moves_from_one_group_to_another() -> None:
    after = with_lot(THREE_LOTS, 2, to=(Beneficiary.EA_ESAT, Beneficiary.SIAE))
    assert told(THREE_LOTS, after) == [
        (
            "Réservation (lot 2)",
            "réservé aux structures d'insertion (SIAE)",
            "réservé aux entreprises adaptées (EA), aux ESAT et aux structures d'insertion (SIAE)",
        )
    ]


def test_a_reservation_removed_is_told_as_such() -> None:
    after = with_lot(THREE_LOTS, 2, reservation=ReservationStatus.NONE, to=(), told=True)
    assert told(THREE_LOTS, after)[0][2] == "non réservé"


def test_more_hours_of_insertion() -> None:
    after = with_lot(THREE_LOTS, 2, clauses=((ClauseKind.CLAUSE_SOCIALE, 260.0), (ClauseKind.CRITERE_SOCIAL, None)))
    assert told(THREE_LOTS, after) == [
        ("Clauses (lot 2)", "clause sociale (140 heures)", "clause sociale (260 heures) et critère social")
    ]


def test_a_lot_taken_away_and_a_lot_added() -> None:
    first, second, _ = THREE_LOTS.lots
    after = Facts(lots=(first, second, LotFacts("LOT-0004", "Arrosage", first.deadline)))
    assert told(THREE_LOTS, after) == [("Lots", "lots 1 à 3", "lots 1, 2 et 4")]


def test_a_cancellation_is_told_first() -> None:
    after = replace(everywhere(THREE_LOTS, deadline=until(2026, 10, 9, 12, 0)), cancelled=True)
    assert [one.kind for one in changes(THREE_LOTS, after)] == [ChangeKind.CANCELLED, ChangeKind.DEADLINE]
    assert told(THREE_LOTS, after)[0] == ("Consultation", "en cours", "annulée")


def test_a_change_of_another_lot_does_not_concern_us() -> None:
    later = until(2026, 10, 9, 12, 0)
    lot_3 = changes(THREE_LOTS, with_lot(THREE_LOTS, 3, deadline=later))
    whole = changes(THREE_LOTS, everywhere(THREE_LOTS, deadline=later))
    assert concerning(lot_3, ("LOT-0002",)) == ()
    assert concerning(lot_3, ("LOT-0002", "3")) == lot_3
    assert concerning(whole, ("LOT-0002",)) == whole
    assert concerning(lot_3, (None,)) == lot_3, "who answers to the whole contract is concerned by each lot"


def test_a_change_can_be_stored_with_its_message() -> None:
    change = Change(ChangeKind.LOTS, "Lots", "lots 1 et 2", "lot 1", ("2",))
    assert Change.from_json(json.loads(json.dumps(change.to_json()))) == change
