"""Each page of the help: it opens, says whose it is and about which lot, escapes what others wrote, and changes nothing
by being read."""

from dataclasses import replace

import pytest

from alerts.model.response import ResponseStatus
from alerts.model.structure import StructureKind
from alerts.services import responding
from bot.wiring import House
from scrapers.notice import Deadline, Notice, NoticeKind, Passage, Topic
from tests.alerts.reply_help.cases import at
from tests.alerts.services.stories import ATELIERS, ingested
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.readers import everything, reader_of
from tests.bot.pages.reply.stories import PARTS, TWO_LOTS, WHOLE, helped, plain
from tests.bot.pages.visitor import Visitor

SAID = {
    "": ("Aide à la réponse", "Pouvez-vous répondre ?", "Faut-il y aller ?", "Télécharger les fichiers à finir"),
    "/grille": ("Répondre ou non ?", "1. Avez-vous le droit de répondre ?", "16. Est-ce bon pour les personnes ?"),
    "/calendrier": ("déposer sur la plateforme", "À plusieurs", "Me rappeler les étapes", "Ajouter à l'agenda"),
    "/pieces": ("DC1, lettre de candidature", "Pas dans votre tiroir", "Si vous êtes retenus"),
    "/heures": ("Changer les chiffres", "Coût d'une heure de travail", "Refaire le calcul"),
    "/vendre": ("Rien à proposer sur ce lot",),
    "/questions": ("Limite pour les questions", "Question 1", "fait foi"),
    "/fichiers": ("Mémoire technique", "Tout en Word (.docx)", "Votre fiche de réponse est vide"),
    "/facile": ("De quoi parle ce message ?", "Les documents"),
    "/suite": ("Avez-vous répondu à ce marché ?", "Me redemander plus tard"),
}


@pytest.mark.parametrize("part", PARTS)
@ONE_DATABASE
def test_each_part_says_what_it_is_about(house: House, visitor: Visitor, part: str) -> None:
    reader = helped(house)
    before = everything(house.database)
    page = visitor.get(reader.opened(suffix=f"/aide{part}"))
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    told = plain(page)
    for words in (*SAID[part], "Pour Les Ateliers fictifs"):
        assert words in told
    assert "& « parcs » <communaux>" in told
    assert "<communaux>" not in page.text
    assert "<script" not in page.text
    assert everything(house.database) == before


@ONE_DATABASE
def test_each_page_leads_to_all_the_others(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    base = reader.opened()
    assert f'href="{base}/aide"' in visitor.get(base).text
    for part in PARTS:
        page = visitor.get(f"{base}/aide{part}").text
        shown = [one for one in PARTS if one not in ("/vendre", part)]
        assert [one for one in shown if f'href="{base}/aide{one}"' not in page] == []


@ONE_DATABASE
def test_of_two_lots_one_is_chosen_and_kept_from_a_page_to_the_next(house: House, visitor: Visitor) -> None:
    reader = helped(house, TWO_LOTS)
    first = plain(visitor.get(reader.opened(suffix="/aide?lot=2")))
    assert "Lot 2 – Rayonnages" in first
    assert f"{reader.opened()}/aide/grille?lot=2" in first
    assert f"{reader.opened()}/aide?lot=1" in first
    plan = plain(visitor.get(reader.opened(suffix="/aide/calendrier?lot=2")))
    assert "vendredi 18 décembre 2026 à 16 h 00" in plan
    assert "lundi 7 décembre 2026 à 12 h 00" in plan, "that of the other lot, said beside"


@pytest.mark.parametrize("lot", ["9", "../2", "<b>", "2~1", "é" * 500, "%00"])
@ONE_DATABASE
def test_a_lot_that_is_no_longer_there_is_said_and_another_shown(house: House, visitor: Visitor, lot: str) -> None:
    reader = helped(house, TWO_LOTS)
    page = visitor.get(reader.opened(suffix=f"/aide?lot={lot}"))
    assert page.status_code == 200
    assert "Ce lot n'est plus dans l'avis, ou ne vous concerne plus." in plain(page)
    assert "<b>" not in page.text


NO_DATE = replace(WHOLE, deadline=None)
FAR = replace(WHOLE, deadline=Deadline(at(2049, 1, 1, 12)))
PASSED = replace(WHOLE, deadline=Deadline(at(2026, 11, 20, 12)))


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (NO_DATE, "L'avis ne donne pas de date limite."),
        (FAR, "La date limite est à vérifier."),
        (PASSED, "La date limite est passée."),
    ],
)
@ONE_DATABASE
def test_without_a_date_to_count_to_the_plan_says_so(
    house: House, visitor: Visitor, notice: Notice, words: str
) -> None:
    reader = helped(house, notice)
    for part in PARTS:
        assert visitor.get(reader.opened(suffix=f"/aide{part}")).status_code == 200, part
    assert words in plain(visitor.get(reader.opened(suffix="/aide/calendrier")))
    assert visitor.get(reader.opened(suffix="/aide/calendrier.ics")).status_code == 404


@ONE_DATABASE
def test_once_cancelled_all_pages_still_open_and_say_so(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    gone = replace(WHOLE, publisher_id="26-900011", kind=NoticeKind.CANCELLATION, previous=("26-900010",))
    ingested(house.database, gone)
    for part in PARTS:
        assert visitor.get(reader.opened(suffix=f"/aide{part}")).status_code == 200, part
    told = plain(visitor.get(reader.opened(suffix="/aide")))
    assert "La consultation est annulée" in told
    assert "Télécharger les fichiers" not in told
    assert "Préparer la réponse" not in plain(visitor.get(reader.opened()))


@ONE_DATABASE
def test_whoever_sells_hours_is_shown_whom_to_call(house: House, visitor: Visitor) -> None:
    clause = Passage("texte", "Clause sociale d'insertion : 300 heures d'insertion.", Topic.CONDITIONS)
    open_to_all = replace(WHOLE, lots=(replace(WHOLE.lots[0], passages=(clause,)),))
    lender = replace(ATELIERS, id="tremplin", name="Tremplin fictif", kinds=frozenset({StructureKind.ETTI}))
    reader = reader_of(house, open_to_all, structure=lender)
    assert f'href="{reader.opened()}/aide/vendre"' in visitor.get(reader.opened(suffix="/aide")).text
    told = plain(visitor.get(reader.opened(suffix="/aide/vendre")))
    for words in ("Qui appeler", "Votre message, à copier et à adapter", "Au téléphone", "300 heures d'insertion"):
        assert words in told


@ONE_DATABASE
def test_what_was_refused_can_still_be_looked_at(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    with house.database.write() as session:
        responding.respond(session, reader.person_id, reader.matches[0], ResponseStatus.REFUSED, house.clock())
    told = plain(visitor.get(reader.opened(suffix="/aide")))
    assert "Votre structure a dit « Pas pour moi » de cette annonce." in told
    assert f'href="{reader.opened()}">Changer d\'avis' in told
