"""What is told on the pages of the help: kept as it was meant, explained when it is not understood, never lost."""

from decimal import Decimal

import pytest

from alerts.model.delivery import DeliveryKind
from alerts.model.reply import Assumptions, Manner, Mark, Outcome, Point
from alerts.services import working
from alerts.store import replies
from bot.wiring import House
from tests.alerts.services.stories import owed
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.readers import with_address
from tests.bot.pages.reply.stories import TWO_LOTS, helped, plain, work_of
from tests.bot.pages.visitor import Fields, Visitor


def test_answers_of_the_grid_are_hers_and_the_rest_stays_of_vigie(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    grid = reader.opened(suffix="/aide/grille")
    sent: Fields = {"trade": "oui", "vu-trade": "oui", "cash": "partie", "vu-cash": "", "people": "", "vu-people": ""}
    answer = visitor.post(grid, sent)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{grid}?fait=oui"
    assert work_of(reader).marks == {Point.CASH: Mark.PARTLY}
    told = plain(visitor.get(answer.headers["location"]))
    assert "C'est noté." in told
    assert "Votre réponse." in told
    visitor.post(grid, {"cash": "", "vu-cash": "partie"})
    assert work_of(reader).marks == {}


def test_an_answer_against_vigie_keeps_both_in_sight(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    grid = reader.opened(suffix="/aide/grille")
    visitor.post(grid, {"trade": "non", "vu-trade": "oui"})
    assert "Votre réponse ; Vigie lisait « oui »." in plain(visitor.get(grid))
    assert "Il vous manque quelque chose qu'un partenaire peut apporter." in plain(visitor.get(grid))


@pytest.mark.parametrize("value", ["peut-être", "OUI", "<b>", "2"])
@ONE_DATABASE
def test_an_answer_that_is_none_of_ours_changes_nothing(house: House, visitor: Visitor, value: str) -> None:
    reader = helped(house)
    assert visitor.post(reader.opened(suffix="/aide/grille"), {"cash": value, "vu-cash": ""}).status_code == 303
    assert work_of(reader).marks == {}


def test_steps_manner_and_reminders_in_one_form(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    plan = reader.opened(suffix="/aide/calendrier")
    sent: Fields = {
        "montre": ["step-withdraw", "step-read"],
        "pret": ["step-withdraw"],
        "maniere": "together",
        "maniere-vue": "alone",
        "rappels": "oui",
    }
    assert visitor.post(plan, sent).headers["location"] == f"{plan}?fait=oui"
    work = work_of(reader)
    assert (work.done, work.manner, work.reminded) == (frozenset({"step-withdraw"}), Manner.TOGETHER, True)
    assert "partenaires" in plain(visitor.get(plan)), "there are steps for a group"
    visitor.post(plan, {"montre": "step-withdraw", "vu": "step-withdraw", "rappels-vus": "oui", "maniere-vue": "alone"})
    work = work_of(reader)
    assert (work.done, work.reminded) == (frozenset(), False)


@ONE_DATABASE
def test_what_a_colleague_ticked_meanwhile_stays(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    with house.database.write() as session:
        working.tick(session, reader.person_id, reader.matches[0], "", "doc-dc2", True, house.clock())
    visitor.post(reader.opened(suffix="/aide/pieces"), {"montre": ["doc-dc1", "doc-dc2"], "pret": ["doc-dc1"]})
    assert work_of(reader).done == {"doc-dc1", "doc-dc2"}


@pytest.mark.parametrize("item", ["../etc", "<b>", "A" * 60, ""])
@ONE_DATABASE
def test_a_line_that_is_none_of_ours_is_refused(house: House, visitor: Visitor, item: str) -> None:
    reader = helped(house)
    answer = visitor.post(reader.opened(suffix="/aide/pieces"), {"montre": [item], "pret": [item]})
    assert answer.status_code == 409
    assert work_of(reader).done == frozenset()


TYPED: tuple[tuple[dict[str, str], Assumptions], ...] = (
    ({"montant": "45 000"}, Assumptions(amount=Decimal(45_000))),
    ({"montant": "45 k€"}, Assumptions(amount=Decimal(45_000))),
    ({"main": "70"}, Assumptions(labour_share=0.7)),
    ({"main": "70 %"}, Assumptions(labour_share=0.7)),
    ({"insertion": "10 %"}, Assumptions(insertion_share=0.1)),
    ({"cout": "28,50"}, Assumptions(hourly_cost=28.5)),
    ({"cout": "28,50 €"}, Assumptions(hourly_cost=28.5)),
    ({"duree": "18"}, Assumptions(months=18)),
    ({"duree": "2 ans"}, Assumptions(months=24)),
    ({"heures": "300"}, Assumptions(hours=300)),
    ({"heures": "300 h", "duree": "12 mois"}, Assumptions(hours=300, months=12)),
    ({"montant": "", "heures": " "}, Assumptions()),
)


@pytest.mark.parametrize(("typed", "meant"), TYPED)
@ONE_DATABASE
def test_figures_as_people_type_them(house: House, visitor: Visitor, typed: dict[str, str], meant: Assumptions) -> None:
    reader = helped(house)
    hours = reader.opened(suffix="/aide/heures")
    assert visitor.post(hours, typed).status_code == 303
    assert work_of(reader).assumptions == meant
    page = visitor.get(hours).text
    again = {name: field(page, name) for name in ("montant", "main", "insertion", "cout", "duree", "heures")}
    visitor.post(hours, again)
    assert work_of(reader).assumptions == meant, "what the form shows is understood again"


def field(page: str, name: str) -> str:
    """The value of an input."""
    start = page.index(f'name="{name}" value="') + len(f'name="{name}" value="')
    return page[start : page.index('"', start)]


MISTAKES = (
    ("montant", "beaucoup", "Ce chiffre n'est pas compris. Par exemple « 45 000 € »."),
    ("montant", "300 h", "Ce chiffre n'est pas compris."),
    ("main", "130", "Une part va de 1 à 100 %"),
    ("cout", "3 €", "Le coût d'une heure est entre 5 et 200 €"),
    ("duree", "-2", "Ce chiffre n'est pas compris. Par exemple « 18 mois » ou « 2 ans »."),
    ("heures", "<script>", "Ce chiffre n'est pas compris."),
)


@pytest.mark.parametrize(("name", "typed", "why"), MISTAKES)
@ONE_DATABASE
def test_a_figure_that_is_not_understood_is_explained_and_the_rest_kept(
    house: House, visitor: Visitor, name: str, typed: str, why: str
) -> None:
    reader = helped(house)
    other = "duree" if name != "duree" else "heures"
    answer = visitor.post(reader.opened(suffix="/aide/heures"), {name: typed, other: "12"})
    assert answer.status_code == 422
    told = plain(answer)
    assert why in told
    assert f'name="{other}" value="12"' in told
    assert f'name="{name}"' in told
    assert "<script" not in answer.text
    assert work_of(reader).assumptions == Assumptions()


def outcome(house: House, match: int) -> Outcome | None:
    with house.database.read() as session:
        told = replies.outcomes_of(session, [match]).get(match)
    return told.outcome if told else None


def test_what_became_of_it_is_said_by_a_button_never_by_a_link(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    after = reader.opened(suffix="/aide/suite")
    page = visitor.get(f"{after}?dit=waiting")
    assert '<button name="dit" value="waiting">Oui, répondu</button>' in page.text
    assert outcome(house, reader.matches[0]) is None
    answer = visitor.post(after, {"dit": "waiting"})
    assert answer.status_code == 303
    assert "C'est noté : vous avez répondu." in plain(visitor.get(answer.headers["location"]))
    assert outcome(house, reader.matches[0]) is Outcome.WAITING
    told = plain(visitor.get(after))
    assert "Vous avez dit que vous avez répondu." in told
    assert "Avez-vous été retenus pour ce marché ?" in told
    visitor.post(after, {"dit": "won"})
    assert outcome(house, reader.matches[0]) is Outcome.WON
    assert "Vous avez dit que vous êtes retenus." in plain(visitor.get(after))


@pytest.mark.parametrize("code", ["", "gagné", "<b>", "not_yet_"])
@ONE_DATABASE
def test_another_answer_than_ours_is_refused(house: House, visitor: Visitor, code: str) -> None:
    reader = helped(house)
    assert visitor.get(reader.opened(suffix=f"/aide/suite?dit={code}&su={code}")).status_code == 200
    assert visitor.post(reader.opened(suffix="/aide/suite"), {"dit": code}).status_code == 415
    assert outcome(house, reader.matches[0]) is None


@ONE_DATABASE
def test_of_two_lots_only_the_one_that_is_open_changes(house: House, visitor: Visitor) -> None:
    reader = helped(house, TWO_LOTS)
    answer = visitor.post(reader.opened(suffix="/aide/heures?lot=2"), {"montant": "45 000"})
    assert answer.headers["location"].endswith("/aide/heures?lot=2&fait=oui")
    assert work_of(reader, "2").assumptions.amount == Decimal(45_000)
    assert work_of(reader, "1").assumptions == Assumptions()


@ONE_DATABASE
def test_all_of_it_can_be_asked_by_mail_from_there(house: House, visitor: Visitor) -> None:
    reader = helped(house)
    with_address(reader)
    assert "Tout recevoir par e-mail" in plain(visitor.get(reader.opened(suffix="/aide")))
    assert visitor.post(reader.opened(), {"aide": "oui"}).status_code == 303
    assert kinds(house) == [DeliveryKind.HELP]


def kinds(house: House) -> list[DeliveryKind]:
    return [one.kind for one in owed(house.database) if one.kind is DeliveryKind.HELP]
