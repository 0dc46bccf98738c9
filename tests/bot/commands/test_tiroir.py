"""`/tiroir`: the proofs of a structure, written down in a few taps, with what ends first on top."""

from datetime import date

import pytest

from alerts.model.people import Role
from alerts.model.reply import KeptFile, Proof, ProofKind
from alerts.reply_help.proofs import CATALOGUE
from alerts.services import drawer
from alerts.store.engine import Database
from bot.chat.taps import pack
from bot.commands.drawer.screens import SHORT
from tests.alerts.services.respondents import BRUNO, INES, ZOE, joined
from tests.alerts.services.stories import ATELIERS, CHANTIERS, NOON, subscribed
from tests.bot.commands.answering_help import Caller


def of(database: Database, account: int = INES, name: str = "Inès", role: Role = Role.MANAGER) -> Caller:
    subscribed(database, ATELIERS)
    joined(database, account, name, role=role)
    return Caller(database, account, name)


def proofs(database: Database, one: Caller) -> tuple[Proof, ...]:
    person = one.person
    with database.read() as session:
        return drawer.proofs_of(session, person.id, ATELIERS.id)


def test_an_empty_drawer_says_what_buyers_often_ask(database: Database) -> None:
    text = of(database).write("/tiroir")
    assert "Tiroir de preuves – Les Ateliers fictifs" in text
    assert "Votre tiroir est vide." in text
    assert "Souvent demandé, et pas ici : convention IAE, annexe financière, attestation 50 %, " in text.replace(
        "\u00a0", " "
    )


def test_a_proof_in_two_lines_then_where_it_is(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "Convention IAE")
    ines.write("ACI-2026-000")
    text = ines.write("31/12/2026")
    assert text.startswith("C’est noté.")
    assert "Date de fin : 31 décembre 2026 (à jour)" in text
    ines.tap("Où il est rangé")
    assert "Rangé : classeur <bleu> & co" in ines.write("classeur <bleu> & co")
    (held,) = proofs(database, ines)
    assert (held.kind, held.reference) == (ProofKind.CONVENTION_IAE, "ACI-2026-000")
    assert (held.valid_until, held.note) == (date(2026, 12, 31), "classeur <bleu> & co")
    assert "1. Convention IAE, ACI-2026-000 : jusqu’au 31 décembre 2026, dans 38 jours" in ines.tap(
        "⬅️ Retour au tiroir"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("fin 2026", date(2026, 12, 31)),
        ("31/12/26", date(2026, 12, 31)),
        ("sans fin", None),
        ("mars 2027", date(2027, 3, 31)),
    ],
)
def test_dates_as_people_write_them(database: Database, written: str, kept: date | None) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "Convention IAE", "Passer")
    ines.write(written)
    (held,) = proofs(database, ines)
    assert held.valid_until == kept


def test_a_date_that_is_none_is_asked_again_and_nothing_is_lost(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "Convention IAE")
    ines.write("ACI-2026-000")
    assert "Ce jour n’existe pas" in ines.write("31/02/2027")
    assert proofs(database, ines) == ()
    ines.write("28/02/2027")
    (held,) = proofs(database, ines)
    assert (held.reference, held.valid_until) == ("ACI-2026-000", date(2027, 2, 28))


def test_what_lasts_six_months_is_asked_its_own_day(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "Vigilance URSSAF", "Passer")
    text = ines.write("15/10/2026")
    assert "Daté du : 15 octobre 2026" in text
    assert "Date de fin : 15 avril 2027 (à jour)" in text


def test_what_has_no_end_is_asked_for_none(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "RIB")
    assert "Date de fin : sans" in ines.tap("Passer")


def test_with_no_date_it_says_that_one_is_to_be_noted(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "Convention IAE", "Passer")
    assert "date de fin à noter" in ines.tap("Pas de date")


def test_one_is_changed_then_dropped_once_one_is_sure(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "Convention IAE", "Passer")
    ines.write("31/12/2026")
    ines.tap("Date de fin")
    assert "31 décembre 2027" in ines.write("31/12/2027")
    ines.see("Retirer", "Non, garder")
    assert len(proofs(database, ines)) == 1
    assert "C’est retiré." in ines.see("Retirer", "Retirer")
    assert proofs(database, ines) == ()


def test_every_kind_can_be_chosen_and_has_a_short_name(database: Database) -> None:
    assert set(SHORT) == set(ProofKind) == set(CATALOGUE)
    ines = of(database)
    ines.write("/tiroir")
    ines.tap("➕ Ajouter")
    seen = set(ines.labels)
    while "Autres documents ➡️" in ines.labels:
        ines.tap("Autres documents ➡️")
        seen |= set(ines.labels)
    assert set(SHORT.values()) <= seen


def test_a_document_that_is_kept_is_sent(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "RIB", "Passer")
    (held,) = proofs(database, ines)
    person = ines.person
    with database.write() as session:
        kept = drawer.attach(
            session, person.id, ATELIERS.id, held.id, "rib.pdf", b"%PDF-1.7 fictif", NOON, keep=True, most=1000
        )
    assert kept == KeptFile("rib.pdf", "application/pdf", 15)
    ines.tap_data(pack("ti", "d", person.current or 0, held.id))
    ines.tap("Recevoir le fichier")
    assert ines.screens[0].attachment is not None
    assert ines.screens[0].attachment.content == b"%PDF-1.7 fictif"


def test_a_member_writes_too_and_all_see_it(database: Database) -> None:
    bruno = of(database, BRUNO, "Bruno", Role.MEMBER)
    bruno.write("/tiroir")
    bruno.see("➕ Ajouter", "RIB", "Passer")
    assert "1. RIB" in of(database).write("/tiroir")


def test_who_is_in_two_structures_goes_from_one_drawer_to_the_other(database: Database) -> None:
    ines = of(database)
    subscribed(database, CHANTIERS)
    joined(database, INES, "Inès", CHANTIERS)
    assert "Les Chantiers fictifs" in ines.write("/tiroir")
    assert "Les Ateliers fictifs" in ines.tap("🔁 Les Ateliers fictifs")
    assert "Les Ateliers fictifs" in ines.see("➕ Ajouter", "RIB", "Passer")


def test_buttons_of_others_and_strange_ones_change_nothing(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "RIB", "Passer")
    (held,) = proofs(database, ines)
    mine = ines.person.current or 0
    subscribed(database, CHANTIERS)
    joined(database, ZOE, "Zoé", CHANTIERS)
    zoe = Caller(database, ZOE, "Zoé")
    for action, *args in (("o", 0), ("d", held.id), ("k", "rib"), ("e", held.id, "v"), ("xx", held.id), ("f", held.id)):
        zoe.tap_data(pack("ti", action, mine, *args))
        assert zoe.toast == "Ce bouton concerne une structure dont vous ne faites pas partie.", action
    theirs = zoe.person.current or 0
    for action, *args in (("d", held.id), ("e", held.id, "v"), ("xx", held.id), ("f", held.id)):
        zoe.tap_data(pack("ti", action, theirs, *args))
        assert "RIB" not in zoe.text.partition("Souvent demandé")[0], action
    for data in ("1.ti.o", "1.ti.zz.1", "1.ti.k.{m}.nothing", "1.ti.e.{m}.{p}.zz", "1.ti.d.{m}.zzzzz", "1.ti.p.{m}"):
        ines.tap_data(data.format(m=mine, p=held.id))
        assert ines.toast, data
    assert proofs(database, ines) == (held,)


def test_a_document_dropped_by_somebody_else_meanwhile(database: Database) -> None:
    ines = of(database)
    ines.write("/tiroir")
    ines.see("➕ Ajouter", "RIB", "Passer", "Numéro")
    (held,) = proofs(database, ines)
    of(database, BRUNO, "Bruno").tap_data(pack("ti", "xx", held_by(database, BRUNO), held.id))
    assert "n’est plus dans le tiroir" in ines.write("FR76")
    assert proofs(database, ines) == ()


def held_by(database: Database, account: int) -> int:
    return Caller(database, account, "Bruno").person.current or 0


def test_it_is_in_the_help(database: Database) -> None:
    ines = of(database)
    assert "/tiroir" in ines.write("/aide")
    assert "Tiroir de preuves" in ines.tap("🗂 Tiroir de preuves")
    assert "Tiroir de preuves" in ines.write("preuves")
