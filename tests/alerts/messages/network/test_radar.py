"""What the animator reads: whom to call, why, until when; nothing of who refused."""

from collections.abc import Collection
from dataclasses import replace

from alerts.messages.message import ActionKind, Bullets, Entry, Fact, Message, Paragraph, flattened
from alerts.messages.network import radar as told
from alerts.model.reading import ClauseKind
from alerts.network import radar as radars
from alerts.network.partners import MIXED
from alerts.network.peers import OpenLot, Peer, Scope
from alerts.network.radar import On
from scrapers.notice import Buyer, Notice
from tests.alerts.matching.people import notice
from tests.alerts.network.circle import (
    CLEAN,
    FOR_EA_ESAT,
    FOR_SIAE,
    GREEN,
    LAUNDRY,
    NOW,
    PERHAPS,
    TWELVE,
    crowd,
    opened,
    peer,
)


def message(*lots: OpenLot, peers: Collection[Peer] = TWELVE, on: Collection[On] = (), **of: Notice) -> Message:
    found = radars.radar(crowd(*peers), lots, on, Scope(), NOW)
    notices = {one.opportunity: of.get(one.opportunity, notice("Entretien du parc")) for one in lots}
    names = {one.id: one.structure.name for one in peers}
    return told.radar_message("Pôle fictif des Cimes", found, notices, names, NOW)


def said(given: Message) -> str:
    """All its words."""
    lines = [given.title, given.summary]
    for block in flattened(given.blocks):
        match block:
            case Fact(label, value):
                lines.append(f"{label} : {value}")
            case Bullets(items):
                lines += items
            case _:
                lines.append(getattr(block, "text", ""))
    return "\n".join(lines)


def entries(given: Message) -> list[Entry]:
    return [block for block in given.blocks if isinstance(block, Entry)]


def test_a_lot_is_told_with_whom_to_call() -> None:
    (entry,) = entries(message(opened(GREEN, reservation=FOR_SIAE, days=6)))
    assert (entry.tag, entry.title) == ("Urgent, J-6", "Entretien du parc")
    facts = {block.label: block.value for block in entry.blocks if isinstance(block, Fact)}
    assert facts["Pourquoi"] == "Réservé aux structures d'insertion par l'activité économique (SIAE)."
    assert facts["Pourraient répondre seuls, à appeler"] == "Structure aci-vert."
    assert facts["Acheteur"] == "Commune fictive"
    assert "novembre 2026" in facts["Date limite"]


def test_the_summary_counts_the_urgent() -> None:
    lots = [opened(GREEN, reservation=FOR_SIAE, days=days, name=f"o{days}") for days in (12, 3)]
    given = message(*lots)
    assert given.summary == "2 lots sans membre connu dessus, à rendre dans les 15 jours, dont 1 dans les 8 jours."
    assert [entry.tag for entry in entries(given)] == ["Urgent, J-3", "J-12"]


def test_ten_are_told_in_full_and_the_rest_counted() -> None:
    lots = [opened(GREEN, reservation=FOR_SIAE, days=9, name=f"o{number:02}") for number in range(13)]
    given = message(*lots)
    assert len(entries(given)) == told.IN_FULL
    assert "Et 3 autres." in said(given)


def test_an_empty_radar_says_so_in_two_lines() -> None:
    given = message(opened(GREEN, reservation=FOR_SIAE), on={("aci-vert", "o1", None)})
    assert given.blocks == (Paragraph(told.NOTHING), Paragraph("Déjà suivis par un membre : 1."))


def test_nothing_that_closes_and_nothing_that_is_followed() -> None:
    assert message().blocks == (Paragraph(told.NOTHING), Paragraph("Déjà suivis par un membre : aucun."))


def test_what_a_member_would_look_for_is_said() -> None:
    given = message(opened(GREEN, clause=ClauseKind.CLAUSE_SOCIALE))
    assert "Structure scop-vert (chercherait des heures d'insertion)" in said(given)
    assert "Pourraient répondre, à appeler : " in said(given), "not alone: it lacks something"
    assert "Pourquoi : Clause sociale." in said(given)


def test_a_mixed_group_is_marked_and_says_whom_to_ask() -> None:
    peers = (peer("scop-net", "scop", CLEAN), peer("esat-linge", "esat", LAUNDRY))
    text = said(message(opened(CLEAN, reservation=FOR_EA_ESAT), peers=peers))
    assert "Structure scop-net (apporte le métier" in text
    assert "avec Structure esat-linge (apporte le droit de répondre à ce lot réservé)" in text
    assert "groupement mixte, à vérifier auprès de l'acheteur" in text
    assert MIXED in text


def test_hidden_answers_leave_a_perhaps() -> None:
    hidden = tuple(replace(one, answers_seen=False) for one in TWELVE)
    lot = opened(GREEN, reservation=FOR_SIAE)
    assert told.PERHAPS in said(message(lot, peers=hidden))
    assert told.PERHAPS not in said(message(lot))


def test_a_doubtful_reservation_says_whom_to_ask() -> None:
    text = said(message(opened(GREEN, reservation=PERHAPS)))
    assert "Pourquoi : Peut-être réservé, à vérifier auprès de l'acheteur." in text
    assert "Structure aci-vert (à vérifier)" in text


def test_the_doubt_of_a_deadline_and_strange_names_are_told_as_they_are() -> None:
    strange = notice(
        "Tonte & <taille>", buyer=Buyer(name="Ville de L'Aa & <Bb>"), url="https://avis.example.org/1?a=1&b=2"
    )
    given = message(opened(GREEN, reservation=FOR_SIAE), o1=strange)
    (entry,) = entries(given)
    assert entry.title == "Tonte & <taille>"
    assert "Ville de L'Aa & <Bb>" in said(given)
    assert [(one.kind, one.url) for one in entry.actions] == [(ActionKind.READ, strange.url)]


def test_nobody_who_could_is_said_plainly() -> None:
    peers = (peer("scop-vert", "scop", GREEN),)
    assert told.NOBODY in said(message(opened(GREEN, reservation=FOR_SIAE), peers=peers))


def test_what_has_no_date_is_counted() -> None:
    text = said(message(opened(GREEN, reservation=FOR_SIAE, days=None)))
    assert "Sans date limite connue, et sans membre : 1." in text
