"""The territory in words: five figures beside those of the month before, honest where something is missing."""

from dataclasses import replace
from datetime import date

import pytest

from alerts.channels.markup import to_text
from alerts.images.territory import of_month, of_period
from alerts.messages.message import ActionKind, Message
from alerts.messages.network.distribution import Distribution, Line
from alerts.messages.network.territory import IN_PRIVATE, letter, post, shown
from alerts.messages.network.territory_files import TABLES, table
from alerts.messages.network.territory_periods import Span, period, year_ending
from alerts.messages.network.territory_words import NOT_SHOWN, period_words, steps, told_value, told_words
from alerts.network.fairness import Share
from alerts.network.scorecard import Asked, Authority, AuthorityKind, Figures, Kept, Pact, Supply, Told
from tests.alerts.messages.network.territories import (
    BEFORE,
    EMPTY,
    NOTHING,
    OCTOBER,
    SEEN,
    SEPTEMBER,
    monthly,
    territory,
    year,
)


def words(message: Message) -> str:
    """On one line, with straight apostrophes."""
    return " ".join(to_text(message).split()).replace("’", "'")


def test_the_letter_of_a_month() -> None:
    assert to_text(letter(monthly())) == (
        "Le territoire de Pôle fictif <des Cimes> & Cie en octobre 2026\n"
        "\n"
        "Annonces vues : 128. En septembre : 112. Tous métiers confondus : 384.\n"
        "Lots réservés : 9. En septembre : 9.\n"
        "Lots à clause sociale : 41. En septembre : 38.\n"
        "Annonces où un membre répond : 3, et au moins 5 autres. Gagnées : 1. En\n"
        "    septembre : 2, gagnées : non montré.\n"
        "Lots non couverts (réservés ou à clause, clos sans membre connu) : 17. En\n"
        "    septembre : 20.\n"
        "\n"
        "Métiers demandés que personne n’offre\n"
        "\n"
        "- Nettoyage de locaux : 12 lots demandés\n"
        "- Second œuvre du bâtiment : 1 lot demandé\n"
        "\n"
        "Métiers offerts que personne n’a demandés : Blanchisserie.\n"
        "\n"
        "Mesure 15 du Pacte pour la transition\n"
        "\n"
        "Collectivités qui tiennent la mesure : 2 oui, avec preuve ; 2 pas trouvé ; 1 à\n"
        "    vérifier. La mesure : au moins un contrat avec une clause ou un critère\n"
        "    social ou environnemental, d’après les avis lus depuis le 1er novembre\n"
        "    2025. Aucun avis lu pour 211 des 214 communes.\n"
        "\n"
        "« Pas trouvé » ne veut pas dire « non » : les petits contrats ne sont pas\n"
        "publiés.\n"
        "\n"
        "Comment c’est compté\n"
        "\n"
        "Territoire regardé : Isère (38). Métiers regardés : espaces verts,\n"
        "blanchisserie et restauration. Chaque chiffre est expliqué sur la page du\n"
        "territoire, avec ses sources et des tableaux à emporter.\n"
    )


def test_its_subject_and_its_only_button() -> None:
    told = letter(monthly())
    assert told.summary == "128 annonces vues, 9 lots réservés, 41 lots à clause sociale."
    ((open_it,),) = told.actions
    assert (open_it.kind, open_it.about) == (ActionKind.TERRITORY, ("7",))
    assert len(open_it.label) <= 24


@pytest.mark.parametrize(
    ("read_since", "compared"), [(date(2026, 9, 1), True), (date(2026, 9, 2), False), (None, False)]
)
def test_a_month_that_was_not_wholly_read_is_not_compared_with(read_since: date | None, compared: bool) -> None:
    before = territory(SEPTEMBER, figures=BEFORE, read_since=read_since)
    said = words(letter(monthly(before=before)))
    assert ("En septembre : 112." in said) is compared
    assert ("Pas de comparaison : les annonces n'ont pas toutes été lues en septembre 2026." in said) is not compared


def test_the_year_is_said_when_it_is_another_one() -> None:
    january, december = territory(date(2027, 1, 1)), territory(date(2026, 12, 1), figures=BEFORE)
    assert "En décembre 2026 : 112." in words(letter(monthly(month=january, before=december)))


def test_the_beginning_that_was_not_read_is_said() -> None:
    partly = territory(read_since=date(2026, 10, 12))
    assert "lues que depuis le 12 octobre 2026 : le début n'y est pas." in words(letter(monthly(month=partly)))


@pytest.mark.parametrize(
    ("month", "why"),
    [
        (EMPTY, "Aucune annonce n'a été vue en octobre 2026. Territoire regardé : Isère (38)."),
        (replace(EMPTY, read_since=None), "Vigie ne lisait pas encore d'annonces à ce moment-là"),
        (replace(EMPTY, read_since=date(2026, 11, 1)), "Vigie ne lisait pas encore d'annonces à ce moment-là"),
        (replace(EMPTY, members=0), "Le réseau n'a pas encore de membre"),
    ],
    ids=["nothing", "never read", "read later", "no member"],
)
def test_nothing_seen_is_said_in_a_few_lines_with_why(month: object, why: str) -> None:
    told = letter(monthly(month=month, year=year()))
    assert why in words(told)
    assert len(words(told)) < 500
    assert of_month(EMPTY, year()) == ()


def test_nothing_of_ours_but_much_around_is_a_letter_with_its_figures() -> None:
    said = words(letter(monthly(month=territory(figures=NOTHING, whole=SEEN))))
    assert "Annonces vues : 0. En septembre : 112. Tous métiers confondus : 128." in said


LINES = (Line("La Lessive <fictive>", Share("a", (0, 0, 0), 0)), Line("Les Haies", Share("b", (2, 0, 0), 1)))


def test_how_often_each_was_proposed_is_for_members_only() -> None:
    told = monthly(shared_out=Distribution("Pôle", OCTOBER, LINES))
    assert "Qui a été proposé" in words(letter(told))
    assert "- Les Haies : 3 fois" in words(letter(told))
    assert "Les Haies" not in words(post(told))
    assert words(post(told)).endswith(IN_PRIVATE.replace("’", "'"))
    assert post(told).actions == ()


def test_a_month_where_nobody_was_proposed_is_one_sentence() -> None:
    said = words(letter(monthly(shared_out=Distribution("Pôle", OCTOBER, LINES[:1]))))
    assert "Qui a été proposé Aucun membre n'a été proposé pendant ce mois. Comment c'est compté" in said


def test_a_screen_of_a_period() -> None:
    said = words(shown(year()))
    assert said.startswith("Territoire de Pôle fictif <des Cimes> & Cie : du 1er novembre 2025 au 31 octobre 2026")
    assert "Annonces gagnées par un membre : 1" in said


def test_many_trades_that_nobody_offers_are_counted() -> None:
    many = Supply(tuple(Asked(f"t{n}", f"Métier {n}", 20 - n, 0) for n in range(8)))
    said = words(letter(monthly(month=territory(supply=many))))
    assert "- Métier 4 : 16 lots demandés - et 3 autres métiers" in said
    assert "Métier 5" not in said


@pytest.mark.parametrize(
    ("supply", "said"),
    [
        (Supply(), "Aucun métier n'a été demandé."),
        (Supply((Asked("a", "Tonte", 2, 1),)), "Chaque métier demandé dans un lot réservé ou à clause est celui d'un"),
        (Supply((Asked("a", "Tonte", 0, 1),)), "Aucun métier n'a été demandé."),
    ],
)
def test_no_trade_is_lacking(supply: Supply, said: str) -> None:
    assert said in words(letter(monthly(month=territory(supply=supply))))


def test_authorities_of_which_nothing_was_read() -> None:
    unseen = Pact((Authority("Montfictif", AuthorityKind.COMMUNE, Kept.UNSEEN),), 3, 3)
    told = monthly(year=replace(year(), pact=unseen))
    assert "Aucun avis d'une collectivité du territoire n'a été lu depuis le 1er novembre 2025." in words(letter(told))
    assert "Mesure 15" not in words(letter(monthly(year=replace(year(), pact=Pact()))))
    assert [one.name for one in of_month(told.month, told.year)] == ["annonces-2026-10.png", "metiers-2026-10.png"]


@pytest.mark.parametrize(
    ("told", "said", "value"),
    [
        (Told(), NOT_SHOWN, None),
        (Told(0), "0", 0),
        (Told(3), "3", 3),
        (Told(3, 5), "3, et au moins 5 autres", 8),
        (Told(0, 10), "au moins 10", 10),
        (Told(None, 5), "au moins 5", 5),
    ],
)
def test_what_members_did_is_said_as_far_as_it_may_be(told: Told, said: str, value: int | None) -> None:
    assert (told_words(told), told_value(told)) == (said, value)


def test_what_may_not_be_said_has_no_figure() -> None:
    told = {one.label: (one.value, one.words) for one in steps(Figures())}
    assert told["Lots non couverts (réservés ou à clause, clos sans membre connu)"] == (None, NOT_SHOWN)


@pytest.mark.parametrize(
    ("span", "since", "expected"),
    [
        (Span.MONTH, None, ("2026-11-01", "2026-11-24")),
        (Span.LAST_MONTH, None, ("2026-10-01", "2026-11-01")),
        (Span.YEAR, None, ("2025-12-01", "2026-11-24")),
        (Span.SINCE, "2026-02-14", ("2026-02-14", "2026-11-24")),
        (Span.SINCE, "2049-01-01", ("2026-11-23", "2026-11-24")),
        (Span.SINCE, "0001-01-01", ("2015-01-01", "2026-11-24")),
        (Span.SINCE, None, ("2025-12-01", "2026-11-24")),
        (Span.YEAR, "2026-02-14", ("2025-12-01", "2026-11-24")),
    ],
)
def test_periods_on_the_23rd_of_november(span: Span, since: str | None, expected: tuple[str, str]) -> None:
    found = period(span, date(2026, 11, 23), date.fromisoformat(since) if since else None)
    assert (found.since.isoformat(), found.until.isoformat()) == expected


def test_periods_at_the_turn_of_a_year() -> None:
    first = date(2027, 1, 1)
    assert period(Span.LAST_MONTH, first).since == date(2026, 12, 1)
    assert period(Span.YEAR, first).since == date(2026, 2, 1)
    assert (year_ending(first).since, year_ending(first).until) == (date(2026, 1, 1), first)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2026-10-01", "2026-11-01", "octobre 2026"),
        ("2026-12-01", "2027-01-01", "décembre 2026"),
        ("2026-11-01", "2026-11-24", "du 1er novembre 2026 au 23 novembre 2026"),
        ("2026-11-23", "2026-11-24", "23 novembre 2026"),
    ],
)
def test_a_period_in_words(since: str, until: str, said: str) -> None:
    assert period_words(date.fromisoformat(since), date.fromisoformat(until)) == said


def test_pictures_say_all_that_they_show() -> None:
    funnel, trades, pact, months = of_period(year())
    assert "Annonces où un membre répond : 3, et au moins 5 autres ; " in funnel.alt
    assert "Nettoyage de locaux : 12 lots demandés, aucun membre ; " in trades.alt
    assert "Oui, avec preuve : 2 ; Pas trouvé dans les avis lus : 2 ; À vérifier : 1." in pact.alt
    assert "décembre 2025 : 7 ; " in months.alt
    assert all(len(one.alt) < 1024 and len(one.content) < 100_000 for one in (funnel, trades, pact, months))


def test_the_same_month_is_the_same_picture() -> None:
    assert of_month(territory(), year()) == of_month(territory(), year())


@pytest.mark.parametrize("name", TABLES)
def test_tables_have_a_name_that_says_the_period(name: str) -> None:
    file = table(name, territory())
    assert file.name == f"territoire-{name}-2026-10-01-2026-10-31.csv"
    assert file.content.startswith(b"\xef\xbb\xbf")
