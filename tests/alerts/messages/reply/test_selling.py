"""Offering hours of insertion: whom to call, what to write; it proposes and promises nothing."""

import re
from dataclasses import replace

import pytest

from alerts.messages.message import Bullets, Fact, Heading, Message, Paragraph, Quote
from alerts.messages.reply.award import award_message, winner_names
from alerts.messages.reply.selling import AFTER_AWARD, NO_FACILITATOR, NO_PHONE, OPTIONAL, selling_message
from alerts.model.reading import Clause, ClauseKind, Evidence, LotReading
from alerts.model.reply import Assumptions, Sheet, Work
from alerts.model.structure import StructureKind
from alerts.reply_help.asked import Asks
from alerts.reply_help.case import Case
from scrapers.notice import Lot, Winner
from tests.alerts.reply_help.cases import CLEANING, INTERIM, NOW, SHEET, case, cleaning, gardening, structure

TREMPLIN = Sheet(legal_name="Tremplin Intérim & Cie", town="Lyon", phone="04 00 00 00 00")
WINNERS = (Winner("Propre & Net <SAS>", "00000000000018", "Lyon"), Winner("Société Fictive"))


def selling(**changes: object) -> Message:
    message = selling_message(cleaning(**{"structure": INTERIM, "sheet": TREMPLIN, **changes}), NOW)
    assert message is not None
    return message


def paragraphs(message: Message) -> list[str]:
    return [one.text for one in message.blocks if isinstance(one, Paragraph)]


def letter(message: Message) -> list[str]:
    """What stands under « Votre message »."""
    headings = [n for n, one in enumerate(message.blocks) if isinstance(one, Heading)]
    start, end = headings[-2], headings[-1]
    return [one.text for one in message.blocks[start:end] if isinstance(one, Paragraph)]


def test_the_mail_is_ready_for_this_lot() -> None:
    assert letter(selling()) == [
        "Objet : heures d'insertion du marché « Nettoyage des bureaux de la communauté de communes »",
        "Bonjour, nous sommes Tremplin Intérim & Cie, entreprise de travail temporaire d'insertion (ETTI), à Lyon.",
        (
            "Vous préparez peut-être une réponse au marché « Nettoyage des bureaux de la communauté de communes » "
            "(Communauté de communes du Val d'Exemple). L'avis de marché indique une clause sociale de 300 heures "
            "d'insertion."
        ),
        (
            "Nous pouvons étudier avec vous la réalisation de ces heures en mettant des salariés à votre disposition. "
            "Lieu d'exécution d'après l'avis : Rhône (69)."
        ),
        "Les personnes, les tâches et le décompte des heures restent à valider avec le facilitateur de la clause.",
        "Pouvons-nous en parler ? Tél. 04 00 00 00 00. Bien cordialement.",
    ]


def test_after_the_award_it_is_written_to_the_winner() -> None:
    message = selling(winners=WINNERS)
    assert letter(message)[2] == (
        "D'après l'avis d'attribution, Propre & Net <SAS> a obtenu le marché « Nettoyage des bureaux de la communauté "
        "de communes » (Communauté de communes du Val d'Exemple). L'avis de marché indique une clause sociale de 300 "
        "heures d'insertion."
    )
    bullets = [one.items for one in message.blocks if isinstance(one, Bullets)]
    assert bullets == [("Propre & Net <SAS> (Lyon), SIRET 00000000000018", "Société Fictive")]
    assert message.summary.endswith("à appeler : Propre & Net <SAS> (Lyon), SIRET 00000000000018")


def test_awarded_to_nobody_knows_whom() -> None:
    message = selling(closed="awarded")
    assert AFTER_AWARD in paragraphs(message)
    assert [one for one in message.blocks if isinstance(one, Bullets)] == []


def test_bidders_are_looked_for_before_the_award_only() -> None:
    bullets = [one.items for one in selling().blocks if isinstance(one, Bullets)]
    assert len(bullets) == 1
    assert len(bullets[0]) == 3
    assert "n'est pas publique" in bullets[0][1]


def test_the_facilitator_named_by_the_notice_is_quoted() -> None:
    named = Evidence("BT-70", "Le service clauses de la Maison de l'emploi d'Exemple accompagne le titulaire.")
    message = selling(asks=Asks(facilitator=(named,)))
    assert named.quote in [one.text for one in message.blocks if isinstance(one, Quote)]
    assert NO_FACILITATOR not in paragraphs(message)
    assert NO_FACILITATOR in paragraphs(selling())


def test_an_estimate_of_ours_is_not_said_to_a_company() -> None:
    clause = Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("BT-70", "Une clause d'insertion s'applique."))
    message = selling(reading=LotReading(None, clauses=(clause,)), asks=Asks())
    hours = next(one.value for one in message.blocks if isinstance(one, Fact) and one.label == "Heures")
    assert hours.endswith("d'après une estimation de Vigie")
    assert not re.search(r"\d+ heures", " ".join(letter(message)))


def test_hours_read_in_the_documents_are_not_said_to_be_in_the_notice() -> None:
    message = selling(work=Work(assumptions=Assumptions(hours=450.0)))
    assert message.summary.startswith("450 heures d'insertion, votre chiffre ;")
    assert "une clause sociale (450 heures d'insertion d'après le dossier)." in letter(message)[2]


def test_a_sheet_without_phone_leaves_a_place_to_fill() -> None:
    message = selling(sheet=Sheet())
    assert "[votre téléphone]" in letter(message)[-1]
    assert NO_PHONE in paragraphs(message)
    assert NO_PHONE not in paragraphs(selling())


def test_an_optional_clause_is_said_to_be_so() -> None:
    clause = Clause(ClauseKind.CLAUSE_SOCIALE_FACULTATIVE, Evidence("BT-70", "Clause d'insertion facultative."))
    message = selling(reading=LotReading(None, clauses=(clause,)), asks=Asks())
    assert OPTIONAL in paragraphs(message)
    assert "clause sociale facultative" in " ".join(letter(message))


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (StructureKind.AI, "480 heures sur 24 mois"),
        (StructureKind.EI, "formulaire DC4"),
        (StructureKind.EITI, "est à vérifier avec le facilitateur"),
        (StructureKind.EATT, "est à vérifier avec le facilitateur"),
    ],
)
def test_what_is_to_be_checked_for_each_kind(kind: StructureKind, said: str) -> None:
    message = selling(structure=structure(kind))
    assert said in next(one.value for one in message.blocks if isinstance(one, Fact) and one.label == "À vérifier")


def test_who_is_admitted_is_checked_with_the_facilitator() -> None:
    told = {
        one.label: one.value for one in selling(structure=structure(StructureKind.ETTI)).blocks if isinstance(one, Fact)
    }
    assert told["À vérifier avec le facilitateur"] == "les personnes, les tâches et les heures admises."
    assert "À vérifier" not in told


def test_the_trade_of_the_lot_is_named() -> None:
    lot = Lot("1", "Nettoyage des vitres", ("90911300",))
    reading = LotReading("1", clauses=(Clause(ClauseKind.CLAUSE_SOCIALE, Evidence("BT-70", "Clause."), 80),))
    held = case(replace(CLEANING, lots=(lot,)), "1", reading=reading, structure=INTERIM, asks=Asks(hours=80))
    message = selling_message(held, NOW)
    assert message is not None
    assert "pour des tâches de « Nettoyage des vitres »." in " ".join(letter(message))


@pytest.mark.parametrize(
    "message", [selling(), selling(winners=WINNERS), award_message(cleaning(winners=WINNERS), NOW)]
)
def test_nothing_is_promised(message: Message) -> None:
    words = " ".join(paragraphs(message)).casefold()
    assert not re.search(r"garanti|promet|assurons|nous ferons|certain|sûr ", words)


@pytest.mark.parametrize(
    "held", [cleaning(), gardening(structure=INTERIM), cleaning(structure=INTERIM, closed="cancelled")]
)
def test_it_is_not_said_when_of_no_use(held: Case) -> None:
    assert selling_message(held, NOW) is None


# --- the award ---


def test_the_award_says_who_what_and_what_to_write() -> None:
    message = award_message(cleaning(structure=INTERIM, sheet=TREMPLIN, winners=WINNERS), NOW)
    assert message.title == ("Marché attribué, heures à proposer : Nettoyage des bureaux de la communauté de communes")
    assert message.summary == "Titulaire : Propre & Net <SAS> et Société Fictive ; 300 heures d'insertion dans l'avis"
    facts = {one.label: one.value for one in message.blocks if isinstance(one, Fact)}
    assert facts["Titulaires"] == "Propre & Net <SAS> et Société Fictive"
    assert facts["Clause"] == "clause sociale, 300 heures d'insertion"
    assert letter(message)[-1] == "Pouvons-nous en parler ? Tél. 04 00 00 00 00. Bien cordialement."
    assert [action.match_id for row in message.actions for action in row] == [7]


def test_a_crowd_of_winners_is_counted() -> None:
    many = tuple(Winner(f"Société {one}") for one in range(6))
    assert winner_names(cleaning(winners=many)) == "Société 0, Société 1, Société 2 et 3 autres titulaires"


def test_an_award_that_calls_for_no_hours_only_says_who_won() -> None:
    message = award_message(gardening(winners=WINNERS[:1]), NOW)
    assert [one.label for one in message.blocks if isinstance(one, Fact)] == ["Titulaire", "Lot", "Acheteur"]


def test_the_phone_of_the_sheet_stands_in_the_mail() -> None:
    assert "04 00 00 00 00, contact@jardins.example.org" in letter(selling(sheet=SHEET))[-1]
