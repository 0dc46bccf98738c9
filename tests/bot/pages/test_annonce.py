"""The public page of an opportunity: what the notice says, where it says it, and nobody's name."""

from datetime import date
from decimal import Decimal

import pytest
from icalendar import Calendar

from bot.wiring import House
from scrapers.notice import Amount, Buyer, Deadline, Notice, NoticeKind, Passage, Topic
from tests.alerts.services.stories import at, ingested, judge_for, lot, matched_new, notice, says
from tests.bot.pages.readers import reader_of
from tests.bot.pages.visitor import Visitor

RESERVED = "Le lot n° 2 est réservé aux structures d'insertion par l'activité économique (article L. 2113-13)."
TEXT = f"Le marché comprend deux lots. {RESERVED} Les offres sont déposées en ligne."


def published(house: House, *notices: Notice) -> None:
    ingested(house.database, *notices, now=house.clock())
    matched_new(house.database, judge_for(), house.clock())


def two_lots(number: str = "26-1", **fields: object) -> Notice:
    given = {
        "passages": says(TEXT),
        "lots": (lot("1"), lot("2", amount=Amount(Decimal(48_500)))),
        "documents_url": "https://dossiers.example.org/1",
    }
    return notice(number, **{**given, **fields})


def test_what_anybody_may_read(house: House, visitor: Visitor) -> None:
    published(house, two_lots())
    page = visitor.get("/annonce/boamp:26-1")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "public, max-age=300"
    told = page.text.replace("\xa0", " ").replace("\u202f", " ")
    for words in (
        "Entretien des espaces verts de Sévigny-le-Vieux",
        "Ville de Sévigny-le-Vieux",
        "jeudi 10 décembre 2026 à 12 h 00 – dans 17 jours",
        "Réservation non indiquée dans l’avis",
        "Réservé aux structures d’insertion (SIAE), article cité : L2113-13",
        "48 500 € HT",
        'href="https://dossiers.example.org/1"',
        'href="https://avis.example.org/26-1"',
        'href="https://vigie.example/annonce/boamp:26-1.ics"',
    ):
        assert words in told


def test_the_sentence_that_proves_is_marked_within_the_text(house: House, visitor: Visitor) -> None:
    published(house, two_lots())
    page = visitor.get("/annonce/boamp:26-1").text
    proof = RESERVED.replace("'", "&#39;")
    assert f"Le marché comprend deux lots. <mark>{proof}</mark> Les offres" in page
    assert "(texte)" in page  # the field it stands in


def test_a_notice_that_nobody_published(visitor: Visitor) -> None:
    page = visitor.get("/annonce/boamp:26-404")
    assert page.status_code == 404
    assert "Page introuvable" in page.text
    assert visitor.get("/annonce/boamp:26-404.ics").status_code == 404


def test_the_number_of_a_feed_holds_slashes(house: House, visitor: Visitor) -> None:
    published(house, notice("https://flux.example.org/a?b=1", source="flux"))
    assert visitor.get("/annonce/flux:https%3A%2F%2Fflux.example.org%2Fa%3Fb%3D1").status_code == 200


def test_the_words_of_a_notice_are_words(house: House, visitor: Visitor) -> None:
    evil = "<script>alert(1)</script>"
    published(
        house,
        notice(
            "26-1",
            title=evil,
            buyer=Buyer(f"Ville {evil}"),
            url="javascript:alert(1)",
            documents_url="data:text/html,x",
            passages=(Passage(f'"{evil}', f"{RESERVED} {evil}", Topic.CONDITIONS),),
            lots=(lot("1", title=f'"onload="{evil}'), lot("2", documents_url="javascript:alert(2)")),
        ),
    )
    page = visitor.get("/annonce/boamp:26-1").text
    assert "<script" not in page
    assert "<mark>" in page
    for address in ("javascript:", "data:text"):
        assert f'href="{address}' not in page


def test_a_correction_is_told_before_and_after(house: House, visitor: Visitor) -> None:
    published(house, two_lots())
    later = {"kind": NoticeKind.CORRECTION, "previous": ("26-1",), "published": date(2026, 11, 22)}
    published(house, notice("26-2", deadline=at(17), **later))
    page = visitor.get("/annonce/boamp:26-1").text.replace("\xa0", " ")
    assert "Cette annonce a été rectifiée" in page
    assert "Date limite repoussée" in page
    assert "jeudi 10 décembre 2026 à 12 h 00" in page
    assert "<strong>jeudi 17 décembre 2026 à 12 h 00</strong>" in page
    assert "Avis rectificatif BOAMP 26-2" in page
    assert visitor.get("/annonce/boamp:26-2").text == visitor.get("/annonce/boamp:26-1").text.replace(
        "/annonce/boamp:26-1.ics", "/annonce/boamp:26-2.ics"
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (NoticeKind.CANCELLATION, "Cette consultation est annulée : il n’y a plus à répondre."),
        (NoticeKind.AWARD, "Ce marché est déjà attribué : il n’y a plus à répondre."),
    ],
)
def test_what_is_over_says_so_on_top(house: House, visitor: Visitor, kind: NoticeKind, words: str) -> None:
    published(house, two_lots())
    published(house, notice("26-2", kind=kind, previous=("26-1",), published=date(2026, 11, 22)))
    page = visitor.get("/annonce/boamp:26-1").text.replace("\xa0", " ")
    assert f'<p class="bad">{words}</p>' in page


def test_an_award_that_comes_alone_is_shown(house: House, visitor: Visitor) -> None:
    published(house, notice("26-9", kind=NoticeKind.AWARD, deadline=None))
    assert "déjà attribué" in visitor.get("/annonce/boamp:26-9").text


def test_the_copies_of_two_publishers_are_one_page(house: House, visitor: Visitor) -> None:
    published(
        house,
        two_lots(procedure_id="abc"),
        two_lots("700-2026", source="ted", procedure_id="abc", url="https://ted.example.org/700"),
    )
    page = visitor.get("/annonce/ted:700-2026").text.replace("\xa0", " ")
    assert "Avis BOAMP 26-1" in page
    assert "Avis TED 700-2026" in page


def test_three_hundred_lots_stay_usable(house: House, visitor: Visitor) -> None:
    said = "Une clause sociale d'insertion impose 140 heures d'insertion sur ce lot."
    lots = tuple(
        lot(str(number), passages=says(f"Lot {number}. {'Description du secteur. ' * 60} {said}"))
        for number in range(1, 301)
    )
    published(house, notice("26-1", lots=lots))
    page = visitor.get("/annonce/boamp:26-1")
    assert page.status_code == 200
    assert len(page.content) < 500_000
    assert page.text.count('<li class="lot') == 300
    assert "Voir les 288 autres lots" in page.text
    assert "[…]" in page.text
    assert "Tout le passage" in page.text


def test_its_deadline_for_a_calendar(house: House, visitor: Visitor) -> None:
    published(house, two_lots())
    answer = visitor.get("/annonce/boamp:26-1.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="echeance.ics"'
    (event,) = Calendar.from_ical(answer.content).events
    assert event.decoded("dtstart").isoformat() == "2026-12-10T11:00:00+00:00"
    assert event["url"] == "https://vigie.example/annonce/boamp:26-1"


def test_no_calendar_for_a_date_that_nobody_can_believe(house: House, visitor: Visitor) -> None:
    far = Deadline(at(10).at.replace(year=2049), "L'année 2049 est sans doute une erreur.")
    published(house, two_lots(deadline=far))
    page = visitor.get("/annonce/boamp:26-1").text
    assert ".ics" not in page
    assert "L’année 2049 est sans doute une erreur." in page
    assert visitor.get("/annonce/boamp:26-1.ics").status_code == 404


def test_nobody_is_named(house: House, visitor: Visitor) -> None:
    reader = reader_of(house, two_lots())
    page = visitor.get("/annonce/boamp:26-1").text
    assert reader.membership.structure_id not in page
    assert "Ateliers" not in page
    assert "/a/" not in page
