"""The social part speaks as this kind of structure does, about this lot."""

from collections.abc import Iterable

import pytest

from alerts.model.reading import Beneficiary, Evidence, LotReading, Reservation, ReservationStatus
from alerts.model.reply import Assumptions, Work
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks, Procedure
from alerts.reply_help.kit.kinds import voices
from alerts.reply_help.kit.social import follow_up_of_hours, social
from alerts.reply_help.paper import Piece
from tests.alerts.reply_help.cases import FOR_SIAE, cleaning, gardening, laundry, structure, two_deadlines
from tests.alerts.reply_help.reading_papers import told

HOSPITAL = "Traitement du linge d'un établissement"


def said(pieces: Iterable[Piece]) -> str:
    return "\n".join(line for one in pieces for line in told(one))


@pytest.mark.parametrize(
    ("kind", "own", "foreign"),
    [
        (Kind.ACI, "atelier ou chantier d'insertion (ACI)", "intérimaires"),
        (Kind.EI, "entreprise d'insertion (EI)", "moniteurs"),
        (Kind.AI, "association intermédiaire (AI)", "moniteurs"),
        (Kind.ETTI, "travail temporaire d'insertion (ETTI)", "moniteurs"),
        (Kind.EITI, "travailleurs indépendants", "moniteurs"),
        (Kind.GEIQ, "alternance", "moniteurs"),
        (Kind.EA, "entreprise adaptée (EA)", "salariés en parcours"),
        (Kind.EATT, "intérim", "salariés en parcours"),
        (Kind.ESAT, "moniteurs d'atelier", "CDI"),
        (Kind.SCOP, "coopérative de production (SCOP)", "moniteurs"),
        (Kind.SCIC, "intérêt collectif (SCIC)", "moniteurs"),
        (Kind.ASSOCIATION, "association à but non lucratif", "moniteurs"),
        (Kind.MUTUELLE, "mutuelle", "moniteurs"),
        (Kind.FONDATION, "fondation", "moniteurs"),
        (Kind.SOCIETE_ESS, "loi du 31 juillet 2014", "moniteurs"),
        (Kind.PRISON, "code pénitentiaire", "moniteurs"),
    ],
)
def test_every_kind_has_its_own_words(kind: Kind, own: str, foreign: str) -> None:
    words = said(social(laundry(structure=structure(kind, name="La Structure"))))
    assert own in words and foreign not in words
    assert HOSPITAL in words and "La Structure" in words and "Rhône (69)" in words


def test_no_two_kinds_say_the_same() -> None:
    parts = {kind: said(social(laundry(structure=structure(kind, name="X")))) for kind in Kind}
    assert len(set(parts.values())) == len(Kind)


def test_an_esat_speaks_of_no_employees_on_a_path() -> None:
    lines = said(social(laundry())).split("\n")
    spoken = [one for one in lines if not one.startswith("Attention. ")]
    assert not [one for one in spoken if "salarié" in one and "travailleurs" not in one]


@pytest.mark.parametrize(
    ("kinds", "to", "leads"),
    [
        ((Kind.SCIC, Kind.EI), (Beneficiary.SIAE,), "entreprise d'insertion (EI)"),
        ((Kind.SCIC, Kind.EI), (Beneficiary.ESS,), "(SCIC)"),
        ((Kind.EA, Kind.EI), (Beneficiary.EA_ESAT,), "entreprise adaptée (EA)"),
        ((Kind.EA, Kind.EI), (), "entreprise d'insertion (EI)"),
        ((Kind.ACI, Kind.ASSOCIATION), (), "(ACI)"),
        ((), (), "association"),
    ],
)
def test_the_kind_that_the_reservation_names_leads(
    kinds: tuple[Kind, ...], to: tuple[Beneficiary, ...], leads: str
) -> None:
    status = ReservationStatus.RESERVED if to else ReservationStatus.NONE
    reading = LotReading("LOT-0002", Reservation(status, to, evidence=(FOR_SIAE,)))
    assert leads in voices(gardening(structure=structure(*kinds), reading=reading))[0].frame


def test_a_second_kind_is_said_too_but_not_the_form_of_an_association() -> None:
    both = said(social(laundry(structure=structure(Kind.EA, Kind.SCIC))))
    assert "(EA)" in both and "(SCIC)" in both
    assert "but non lucratif" not in said(social(gardening()))


def test_the_trade_of_the_lot_gives_posts_and_gestures() -> None:
    assert "Opérateur de blanchisserie | Tri, lavage, calandrage, pliage" in said(social(laundry()))
    assert "Agent de propreté | " in said(social(cleaning()))
    unknown = said(social(gardening(the_lot=two_deadlines().lot.__class__("9", "Divers", ("98900000",)))))
    assert "[à compléter : poste] | [à compléter : gestes appris]" in unknown


def test_hours_are_those_of_the_notice_and_never_promised_for_the_structure() -> None:
    words = said(social(cleaning()))
    assert "L'avis demande 300 heures d'insertion. Le CCAP et l'acte d'engagement font foi." in words
    assert "Nous nous engageons sur [à compléter : nombre] heures" in words
    typed = said(social(cleaning(work=Work(assumptions=Assumptions(hours=450)))))
    assert "Le dossier demande 450 heures d'insertion (chiffre saisi par vous)." in typed


def test_a_lot_without_clause_engages_nobody() -> None:
    words = said(social(two_deadlines()))
    assert "Même si l'avis n'en demande pas, nous proposons" in words and "Nous nous engageons" not in words
    assert "gardez cette partie seulement si vous en proposez" in said(follow_up_of_hours(two_deadlines()))


def test_the_supervision_is_reckoned_from_the_sheet() -> None:
    words = said(social(gardening()))
    assert "Salariés en parcours (ETP) | 14" in words and "Personnes pour un encadrant | 4,7" in words


def test_the_facilitator_is_the_one_of_the_notice() -> None:
    service = Evidence("texte", "Le service insertion de la métropole accompagne les entreprises.")
    asks = Asks(Procedure.OPEN, facilitator=(service,))
    assert service.quote in said(follow_up_of_hours(cleaning(asks=asks)))
    assert "Facilitateur non nommé" in said(follow_up_of_hours(cleaning()))


def test_a_reservation_in_doubt_is_to_be_asked_about() -> None:
    reading = LotReading("LOT-0002", Reservation(ReservationStatus.UNKNOWN, evidence=(FOR_SIAE,)))
    words = said(social(gardening(reading=reading)))
    assert "à qui ce lot est-il réservé ?" in words and FOR_SIAE.quote in words
