"""The kit of the demonstration: a fictitious structure prepares its answer to one of the lots that it was told of."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from alerts.files.kit import FileFormat
from alerts.model.reply import Manner, Mark, Point, Proof, ProofKind, Reference, Sheet, Turnover, Work
from alerts.store import replies
from bot.cli.reply_files import write_kit
from bot.wiring import House

FOLDER = "reponse"
STRUCTURE = "chantier-des-haies"
NOTICE, LOT = "boamp:26-900101", "2"
WORK = Work(Manner.ALONE, {Point.CAPACITY: Mark.YES, Point.CASH: Mark.PARTLY, Point.PEOPLE: Mark.YES})


def sheet_of(year: int) -> Sheet:
    """What its manager would have typed in /fiche. `year`: the last one whose accounts are closed."""
    return Sheet(
        legal_name="Association Le Chantier des haies",
        legal_form="Association loi 1901",
        address="12 chemin de l'Exemple",
        postcode="01330",
        town="Villars-les-Dombes",
        email="contact@chantier.example.org",
        phone="04 00 00 00 00",
        signatory="Dominique Exemple",
        signatory_role="Présidence",
        staff=18.0,
        insertion_fte=13.5,
        supervisors=3.0,
        turnover=tuple(Turnover(year - back, Decimal(410_000 - 25_000 * back)) for back in range(3)),
        references=(
            Reference("Taille de haies et fauche tardive", "Commune fictive de Bellerive", year, Decimal(36_000)),
        ),
        follow_up="Une conseillère en insertion reçoit chaque salarié deux fois par mois.",
        equipment="Trois équipes de quatre, deux camions-bennes, tailles-haies sur batterie.",
    )


def proofs_of(today: date) -> tuple[Proof, ...]:
    """An agreement that holds, an insurance that ends soon, an attestation that has ended."""
    return (
        Proof(ProofKind.CONVENTION_IAE, "ACI-2026-000", valid_until=date(today.year + 1, 12, 31)),
        Proof(ProofKind.ASSURANCE_RC, "RC-000", valid_until=today + timedelta(days=12)),
        Proof(ProofKind.VIGILANCE_URSSAF, valid_until=today - timedelta(days=3)),
    )


def write_reply(house: House, out: Path) -> tuple[Path, ...]:
    """The whole kit in `out/reponse`, both formats; nothing when the structure or the notice is not there."""
    now = house.clock()
    told = house.composer.case_of_notice(STRUCTURE, NOTICE, LOT)
    if told is None:
        return ()
    with house.database.write() as session:
        replies.put_sheet(session, STRUCTURE, sheet_of(now.year - 1), now)
        for proof in proofs_of(now.date()):
            replies.put_proof(session, STRUCTURE, proof, now)
        replies.put_work(session, told.match_id, told.lot_key, WORK, now)
    case = house.composer.case_of_notice(STRUCTURE, NOTICE, LOT)
    return write_kit(case, now, out / FOLDER, FileFormat) if case else ()
