"""A correction often restates a part only: what it does not speak of still holds."""

from dataclasses import replace

from alerts.messages.change import Facts, changes, facts, merge
from alerts.model.reading import (
    Beneficiary,
    Clause,
    ClauseKind,
    Evidence,
    LotReading,
    Reservation,
    ReservationStatus,
)
from scrapers.notice import Lot, Notice, NoticeKind
from tests.alerts.messages.stories import FOR_SIAE, GREEN_SPACES, HOURS, READINGS, until

BEFORE = facts(GREEN_SPACES, READINGS)
SAID = Evidence("RECTIF", "Le lot est ouvert à toutes les entreprises.")
OPEN = Reservation(ReservationStatus.NONE, evidence=(SAID,))
SILENT = Notice("boamp", "26-900050", NoticeKind.CORRECTION, "Entretien des espaces verts", shape="fnsimple")


def corrected(notice: Notice, *readings: LotReading, before: Facts = BEFORE) -> Facts:
    return merge(before, facts(notice, readings), notice, readings)


def labels(after: Facts, before: Facts = BEFORE) -> list[str]:
    return [one.label for one in changes(before, after)]


def test_a_correction_that_says_nothing_changes_nothing() -> None:
    assert corrected(SILENT, LotReading(None)) == BEFORE


def test_only_the_deadline_moves_for_all_lots() -> None:
    after = corrected(replace(SILENT, deadline=until(2026, 10, 9, 12, 0)), LotReading(None))
    assert labels(after) == ["Date limite repoussée"]
    assert {lot.deadline for lot in after.lots} == {until(2026, 10, 9, 12, 0)}
    assert after.lots[1].to == (Beneficiary.SIAE,), "the reservation still holds"


def test_only_one_lot_is_restated() -> None:
    notice = replace(SILENT, lots=(Lot("2", "Tonte", deadline=until(2026, 10, 9, 12, 0)),))
    after = corrected(notice, LotReading("2"))
    assert labels(after) == ["Date limite repoussée (lot 2)"]
    assert [lot.id for lot in after.lots] == ["LOT-0001", "LOT-0002", "LOT-0003"]


def test_a_reservation_is_removed_when_the_correction_says_so() -> None:
    after = corrected(replace(SILENT, lots=(Lot("2"),)), LotReading("2", OPEN))
    assert labels(after) == ["Réservation (lot 2)"]
    assert (after.lots[1].reservation, after.lots[1].to) == (ReservationStatus.NONE, ())


def test_silence_about_the_reservation_keeps_it() -> None:
    after = corrected(replace(SILENT, lots=(Lot("2", "Tonte et désherbage"),)), LotReading("2"))
    assert after.lots[1].to == (Beneficiary.SIAE,)


def test_a_sentence_that_names_a_lot_holds_for_that_lot() -> None:
    named = replace(OPEN, lots_named=("2",))
    more = Clause(ClauseKind.CLAUSE_SOCIALE, HOURS, 80, lots_named=("3",))
    after = corrected(SILENT, LotReading(None, named, (more,)))
    assert labels(after) == ["Réservation (lot 2)", "Clauses (lot 3)"]


def test_a_reservation_said_for_the_whole_contract_holds_for_each_lot() -> None:
    ea = Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT,), evidence=(SAID,))
    assert {lot.to for lot in corrected(SILENT, LotReading(None, ea)).lots} == {(Beneficiary.EA_ESAT,)}


def test_more_hours_replace_the_hours_and_keep_the_other_clauses() -> None:
    before = replace(
        BEFORE,
        lots=tuple(
            replace(lot, clauses=(*lot.clauses, (ClauseKind.CRITERE_SOCIAL, None))) if lot.clauses else lot
            for lot in BEFORE.lots
        ),
    )
    more = LotReading("2", clauses=(Clause(ClauseKind.CLAUSE_SOCIALE, HOURS, 260),))
    after = corrected(replace(SILENT, lots=(Lot("2"),)), more, before=before)
    assert after.lots[1].clauses == ((ClauseKind.CLAUSE_SOCIALE, 260), (ClauseKind.CRITERE_SOCIAL, None))


def test_a_clause_repeated_without_its_hours_keeps_them() -> None:
    repeated = LotReading("2", clauses=(Clause(ClauseKind.CLAUSE_SOCIALE, HOURS),))
    assert corrected(replace(SILENT, lots=(Lot("2"),)), repeated) == BEFORE


def test_a_coded_reservation_that_names_nobody_does_not_undo_the_name_said_before() -> None:
    coded = Reservation(
        ReservationStatus.UNKNOWN, evidence=(FOR_SIAE,), possible=(Beneficiary.EA_ESAT, Beneficiary.SIAE)
    )
    assert corrected(replace(SILENT, lots=(Lot("2"),)), LotReading("2", coded)) == BEFORE


def test_a_reservation_that_may_be_for_others_is_to_be_verified() -> None:
    other = Reservation(ReservationStatus.UNKNOWN, evidence=(FOR_SIAE,), possible=(Beneficiary.EA_ESAT,))
    after = corrected(replace(SILENT, lots=(Lot("2"),)), LotReading("2", other))
    assert after.lots[1].reservation is ReservationStatus.UNKNOWN
    assert changes(BEFORE, after)[0].after == (
        "réservation à vérifier (à qui : non précisé, peut-être aux entreprises adaptées (EA) ou aux ESAT)"
    )


def test_a_new_lot_joins_the_others() -> None:
    after = corrected(replace(SILENT, lots=(Lot("4", "Arrosage"),)), LotReading("4"))
    assert [lot.id for lot in after.lots] == ["LOT-0001", "LOT-0002", "LOT-0003", "4"]


def test_an_eforms_change_notice_restates_everything() -> None:
    whole = replace(GREEN_SPACES, kind=NoticeKind.CORRECTION, shape="eforms", lots=GREEN_SPACES.lots[:2])
    after = corrected(whole, LotReading("LOT-0001"), LotReading("LOT-0002"))
    assert [lot.id for lot in after.lots] == ["LOT-0001", "LOT-0002"], "lot 3 is gone"
    assert after.lots[1].clauses == (), "the clause is not there any more"
    assert after.lots[1].to == (Beneficiary.SIAE,), "silence about a reservation proves nothing"


def test_lots_detailed_only_by_the_correction_inherit_what_held_for_the_whole() -> None:
    single = replace(GREEN_SPACES, lots=(Lot(),))
    before = facts(
        single, (LotReading(None, Reservation(ReservationStatus.RESERVED, (Beneficiary.SIAE,), "", (SAID,))),)
    )
    after = corrected(replace(SILENT, lots=(Lot("1"), Lot("2"))), LotReading("1"), LotReading("2"), before=before)
    assert [(one.label, one.before, one.after) for one in changes(before, after)] == [
        ("Lots", "pas de lots détaillés", "lots 1 et 2")
    ]


def test_a_cancellation_keeps_what_was_known() -> None:
    after = corrected(replace(SILENT, kind=NoticeKind.CANCELLATION), LotReading(None))
    assert after == replace(BEFORE, cancelled=True)


def test_a_correction_after_a_cancellation_does_not_revive_the_contract() -> None:
    cancelled = replace(BEFORE, cancelled=True)
    after = corrected(replace(SILENT, deadline=until(2026, 10, 9, 12, 0)), LotReading(None), before=cancelled)
    assert after.cancelled


def test_the_whole_contract_is_the_same_with_or_without_the_technical_lot_of_eforms() -> None:
    """BT-137 is « LOT-0000 » in a notice without lots; its correction in another form names none."""
    single = replace(GREEN_SPACES, lots=(Lot("LOT-0000", "Entretien"),))
    before = facts(single, (LotReading("LOT-0000"),))
    after = corrected(replace(SILENT, deadline=until(2026, 10, 9, 12, 0)), LotReading(None), before=before)
    assert labels(after, before) == ["Date limite repoussée"]
    assert [lot.id for lot in after.lots] == ["LOT-0000"]
