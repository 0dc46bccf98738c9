"""What a manager reads on a Monday morning: one line that says it all, what presses first, and what was read."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from alerts.messages.mail.digest import digest_message
from alerts.messages.mail.gathered import Digest
from alerts.messages.mail.room import ROOM, weight
from alerts.messages.message import ActionKind, BeforeAfter, Bullets, Heading, Paragraph
from alerts.model.preference import BY_MAIL, Preference, Rhythm
from alerts.model.reading import Answer
from alerts.model.response import ResponseStatus
from scrapers.notice import Amount, Buyer, Deadline, Lot, Notice, NoticeKind, Place
from tests.alerts.messages.mail.stories import (
    AIN,
    HAIES,
    HOURS,
    NOW,
    QUIET,
    RESERVED,
    SOURCES,
    actions,
    aloud,
    corrected,
    entries,
    facts_of,
    item,
    kept,
    near,
    notice,
    number_of,
    outline,
)
from tests.alerts.messages.stories import at, until

ANSWERING = ResponseStatus.ANSWERING
FRIDAY = until(2026, 11, 27, 16, 0)
WEEK = replace(
    QUIET,
    new=(
        item(notice(1, "Entretien des haies", RESERVED, HOURS, amount=Amount(Decimal(48500)))),
        item(notice(2, "Fauchage des talus", deadline=until(2026, 11, 24, 12, 0))),
        item(notice(3, "Plantation de 200 arbres", HOURS)),
    ),
    corrections=(corrected(notice(4, "Fleurissement du centre"), ANSWERING, deadline=until(2026, 12, 18, 12, 0)),),
    kept=(
        kept(6, "Débroussaillage des berges", FRIDAY, until="date limite : vendredi 27 novembre", status=ANSWERING),
        kept(7, "Taille des platanes", until(2026, 12, 14, 12, 0)),
    ),
    near=(near(notice(8, "Tonte des stades", RESERVED, places=AIN), "Ajouter l'Ain à votre territoire"),),
)


@pytest.mark.parametrize(
    ("reserved", "open_", "said"),
    [
        (1, 0, "1 nouvelle pour Chantier des Haies, réservée – semaine du 23 novembre"),
        (2, 0, "2 nouvelles pour Chantier des Haies, toutes réservées – semaine du 23 novembre"),
        (1, 1, "2 nouvelles pour Chantier des Haies, dont 1 réservée – semaine du 23 novembre"),
        (0, 2, "2 nouvelles pour Chantier des Haies – semaine du 23 novembre"),
    ],
)
def test_the_subject_says_how_many_are_reserved(reserved: int, open_: int, said: str) -> None:
    new = [notice(n, "Haies", *((RESERVED,) if n < reserved else ())) for n in range(reserved + open_)]
    assert digest_message(replace(QUIET, new=tuple(map(item, new))), NOW).title == said


def test_a_whole_week_is_read_aloud() -> None:
    assert aloud(digest_message(WEEK, NOW)).splitlines() == [
        "3 nouvelles pour Chantier des Haies, dont 1 réservée – semaine du 23 novembre",
        "",
        "3 nouvelles, 1 réservée à vous, 2 échéances cette semaine, 1 rectificatif.",
        "## À rendre cette semaine",
        "* Fauchage des talus [Vous pouvez répondre]",
        "  Pouvez-vous répondre ? Oui, d’après l’avis. Aucune réservation n’est indiquée",
        "      dans l’avis : le lot est ouvert à tous.",
        "  Date limite : mardi 24 novembre 2026 à 12 h 00 – demain",
        "  Lieu : Rhône (69)",
        "  Acheteur : Ville de Sévigny-le-Vieux",
        "  Clauses : non indiquées dans l’avis ; à chercher dans le dossier de",
        "      consultation",
        "  → Voir et répondre",
        "  → Avis officiel",
        "* Débroussaillage des berges",
        "  Date limite : vendredi 27 novembre",
        "  Lieu : Rhône (69)",
        "  Votre structure y répond.",
        "  → Voir l'annonce",
        "  → Avis officiel",
        "## Nouvelles annonces",
        "* Entretien des haies [Réservé à vous]",
        "  Pouvez-vous répondre ? Oui, d’après l’avis. Lot réservé aux structures",
        "      d’insertion par l’activité économique (SIAE) ; votre statut d’atelier et",
        "      chantier d’insertion le permet, preuves à joindre.",
        "  Date limite : vendredi 11 décembre 2026 à 12 h 00 – dans 18 jours",
        "  Lieu : Rhône (69)",
        "  Acheteur : Ville de Sévigny-le-Vieux",
        "  Clauses : clause sociale, 140 heures d’insertion",
        "  Montant estimé : 48 500 € HT",
        "  → Voir et répondre",
        "  → Avis officiel",
        "* Plantation de 200 arbres [Clause sociale]",
        "  Pouvez-vous répondre ? Oui, d’après l’avis. Aucune réservation n’est indiquée",
        "      dans l’avis : le lot est ouvert à tous.",
        "  Date limite : vendredi 11 décembre 2026 à 12 h 00 – dans 18 jours",
        "  Lieu : Rhône (69)",
        "  Acheteur : Ville de Sévigny-le-Vieux",
        "  Clauses : clause sociale, 140 heures d’insertion",
        "  → Voir et répondre",
        "  → Avis officiel",
        "## Rectificatifs",
        "* Date limite repoussée : Fleurissement du centre – Rhône (69)",
        "  Votre structure y répond.",
        "  Date limite repoussée :",
        "      avant : vendredi 11 décembre 2026 à 12 h 00",
        "      après : vendredi 18 décembre 2026 à 12 h 00",
        "  Acheteur : Ville de Sévigny-le-Vieux",
        "  Date limite : vendredi 18 décembre 2026 à 12 h 00 – dans 25 jours",
        "  Pouvez-vous encore répondre ? À vérifier : lisez l’avis rectificatif avant de",
        "      répondre.",
        "  → Voir l'annonce",
        "  → Avis officiel",
        "## Ce que vous gardez",
        "* Taille des platanes",
        "  Date limite : lundi 14 décembre 2026 à 12 h 00 – dans 21 jours",
        "  Lieu : Rhône (69)",
        "  Gardée par votre structure.",
        "  → Voir l'annonce",
        "  → Avis officiel",
        "## Juste à côté",
        "Un seul de vos critères n’est pas rempli. Pour recevoir ces annonces",
        "désormais, élargissez votre profil d’un geste.",
        "* Tonte des stades [Hors de votre territoire]",
        "  - Lieu : Ain (01), hors de votre territoire.",
        "  - Ain (01), avant le vendredi 11 décembre 2026 à 12 h 00 – dans 18 jours",
        "  - Vous pouvez répondre – réservé aux structures d’insertion (SIAE)",
        "  → Ajouter l'Ain à votre territoire",
        "  → Avis officiel",
        "## Ce qui a été lu",
        "- BOAMP lu jusqu’au lundi 23 novembre 2026 à 6 h 10",
        "- TED lu jusqu’au dimanche 22 novembre 2026 à 22 h 00 ; depuis, le site n’a",
        "  pas répondu à temps",
        "Pour Chantier des Haies, d’après les avis. Le règlement de consultation fait",
        "foi.",
    ]


def test_the_summary_is_the_first_line() -> None:
    message = digest_message(WEEK, NOW)
    assert message.summary == "3 nouvelles, 1 réservée à vous, 2 échéances cette semaine, 1 rectificatif"
    assert message.blocks[0] == Paragraph(f"{message.summary}.")


def test_each_link_is_about_its_own() -> None:
    message = digest_message(WEEK, NOW)
    found = [(one.kind, one.match_id, one.url, one.about) for one in actions(message)]
    assert (ActionKind.OPEN, 2, None, ()) in found
    assert (ActionKind.READ, None, "https://avis.example.org/boamp/26-900002", ()) in found
    assert (ActionKind.OPEN, 4, None, ()) in found, "a correction opens the opportunity"
    assert (ActionKind.READ, None, "https://avis.example.org/boamp/26-994", ()) in found, "and the notice that corrects"
    assert (ActionKind.WIDEN, None, None, ("boamp:26-900008", "0badcafe")) in found


def test_a_week_with_nothing_is_two_lines() -> None:
    message = digest_message(QUIET, NOW)
    assert message.title == "Rien de nouveau pour Chantier des Haies – semaine du 23 novembre"
    assert message.summary == "Aucune nouvelle annonce pour vous depuis le lundi 16 novembre 2026 à 8 h 00."
    assert message.blocks == (
        Paragraph("Aucune nouvelle annonce pour vous depuis le lundi 16 novembre 2026 à 8 h 00."),
        Paragraph(
            "Ce qui a été lu : BOAMP lu jusqu'au lundi 23 novembre 2026 à 6 h 10 ; TED lu jusqu'au dimanche"
            " 22 novembre 2026 à 22 h 00 ; depuis, le site n'a pas répondu à temps."
        ),
    )
    assert message.actions == ()


def test_a_first_week_with_nothing_and_nothing_read_says_so() -> None:
    message = digest_message(Digest(HAIES, BY_MAIL), NOW)
    assert message.blocks == (
        Paragraph("Aucune nouvelle annonce pour vous."),
        Paragraph("Aucune source n'a encore été lue."),
    )


@pytest.mark.parametrize(
    ("digest", "summary", "title"),
    [
        (
            replace(WEEK, new=(), corrections=(), near=()),
            "Aucune nouvelle, 1 échéance cette semaine, 2 gardées",
            "1 échéance pour Chantier des Haies – semaine du 23 novembre",
        ),
        (
            replace(QUIET, kept=WEEK.kept[1:]),
            "Aucune nouvelle, 1 gardée",
            "Rien de nouveau pour Chantier des Haies – semaine du 23 novembre",
        ),
        (
            replace(QUIET, near=WEEK.near),
            "Aucune nouvelle, 1 juste à côté",
            "Rien de nouveau pour Chantier des Haies – semaine du 23 novembre",
        ),
        (
            replace(QUIET, corrections=WEEK.corrections),
            "Aucune nouvelle, 1 rectificatif",
            "1 rectificatif pour Chantier des Haies – semaine du 23 novembre",
        ),
    ],
)
def test_what_is_kept_or_near_follows_even_without_news(digest: Digest, summary: str, title: str) -> None:
    message = digest_message(digest, NOW)
    assert (message.summary, message.title) == (summary, title)
    assert entries(message)
    assert "Ce qui a été lu" in outline(message)


def test_what_closes_tomorrow_comes_before_what_is_reserved() -> None:
    message = digest_message(WEEK, NOW)
    assert outline(message)["À rendre cette semaine"] == ["Fauchage des talus", "Débroussaillage des berges"]
    assert outline(message)["Nouvelles annonces"] == ["Entretien des haies", "Plantation de 200 arbres"]


def test_a_deadline_of_2049_presses_nobody_and_is_to_be_checked() -> None:
    given = notice(1, "Tonte sans fin", deadline=until(2049, 1, 1, 12, 0, doubt="l'année est sans doute fausse"))
    first = notice(2, "Tonte de printemps")
    message = digest_message(replace(QUIET, new=(item(given), item(first))), NOW)
    assert outline(message)["Nouvelles annonces"] == ["Tonte de printemps", "Tonte sans fin"]
    told = facts_of(entries(message)[1])
    assert told["Date limite"] == "à vérifier (l'avis indique le vendredi 1er janvier 2049 à 12 h 00)"
    assert message.summary == "2 nouvelles"


def test_a_doubtful_deadline_of_this_week_presses_all_the_same() -> None:
    doubtful = until(2026, 11, 26, 12, 0, doubt="deux dates se contredisent : à vérifier auprès de l'acheteur")
    message = digest_message(replace(QUIET, new=(item(notice(1, deadline=doubtful)),)), NOW)
    assert message.summary == "1 nouvelle, 1 échéance cette semaine"
    told = facts_of(entries(message)[0])
    assert told["Date limite"] == "jeudi 26 novembre 2026 à 12 h 00 – dans 3 jours – à vérifier"
    assert "deux dates se contredisent" in told["À vérifier"].lower()


def test_what_has_no_deadline_comes_last() -> None:
    given = (item(notice(1, "Tonte", deadline=None)), item(notice(2, "Taille", deadline=until(2027, 1, 8, 12, 0))))
    message = digest_message(replace(QUIET, new=given), NOW)
    assert outline(message)["Nouvelles annonces"] == ["Taille", "Tonte"]
    assert facts_of(entries(message)[1])["Date limite"].startswith("non indiquée dans l'avis")


def test_of_forty_fifteen_are_whole_and_the_others_one_line_each() -> None:
    forty = tuple(item(notice(n, f"Tonte de la commune {n}", RESERVED)) for n in range(1, 41))
    message = digest_message(replace(QUIET, new=forty), NOW)
    found = outline(message)["Nouvelles annonces"]
    assert len(found) == 16
    assert found[-1] == "Et 25 autres annonces"
    rest = entries(message)[-1]
    assert isinstance(rest.blocks[0], Bullets)
    assert len(rest.blocks[0].items) == 25
    assert rest.blocks[0].items[0] == "Tonte de la commune 16 – Rhône (69), avant le 11 décembre 2026"
    assert [(one.kind, one.label) for one in rest.actions] == [(ActionKind.LIST, "Voir les 40 annonces")]


def test_the_page_of_the_digest_tells_them_all() -> None:
    forty = tuple(item(notice(n)) for n in range(1, 41))
    message = digest_message(replace(QUIET, new=forty), NOW, full=1000)
    assert len(entries(message)) == 40


def test_corrections_take_their_part_of_the_fifteen() -> None:
    some = tuple(corrected(notice(n), deadline=until(2026, 12, 18, 12, 0)) for n in range(101, 108))
    message = digest_message(replace(QUIET, new=tuple(item(notice(n)) for n in range(1, 21)), corrections=some), NOW)
    told = outline(message)
    assert len(told["Nouvelles annonces"]) == 11, "ten whole, and the way to the ten others"
    assert told["Rectificatifs"][-1] == "Et 2 autres"
    assert len(told["Rectificatifs"]) == 6


def test_hundreds_are_counted() -> None:
    message = digest_message(replace(QUIET, new=tuple(item(notice(n)) for n in range(1, 101))), NOW)
    rest = entries(message)[-1].blocks[0]
    assert isinstance(rest, Bullets)
    assert len(rest.items) == 41
    assert rest.items[-1] == "et 45 autres"


LONG = "Entretien et mise en valeur des espaces verts, des haies, des berges et des voiries de la communauté fictive, "


def heavy(number: int) -> Notice:
    """Five lots with long titles, each with its own deadline, and every clause there is."""
    days = range(8, 13)
    lots = tuple(Lot(str(n), f"{LONG} secteur {n}", deadline=until(2026, 12, n, 12, 0)) for n in days)
    texts = (RESERVED, HOURS, "Un critère d'insertion sociale est noté sur 20 points.")
    return notice(number, f"{LONG} {number}", *texts, lots=lots, buyer=Buyer(LONG))


def test_the_heaviest_week_still_holds_in_a_letter() -> None:
    """Beyond 102 KB, Gmail hides the end, and the way to unsubscribe with it."""
    later = {"lots": tuple(replace(one, deadline=until(2026, 12, 18, 12, 0)) for one in heavy(1).lots)}
    everything = replace(
        QUIET,
        new=tuple(item(heavy(n)) for n in range(1, 61)),
        corrections=tuple(corrected(heavy(n), ANSWERING, **later) for n in range(100, 130)),
        kept=tuple(kept(n, f"{LONG} {n}", FRIDAY) for n in range(200, 260)),
        near=tuple(near(replace(heavy(n), places=AIN), "Ajouter l'Ain à votre territoire") for n in range(300, 303)),
    )
    message = digest_message(everything, NOW)
    assert weight(message.blocks) <= ROOM
    told = outline(message)
    assert len(told["Nouvelles annonces"]) > 4, "the news are not crowded out"
    assert len(told["À rendre cette semaine"]) > 2
    assert len(told["Rectificatifs"]) > 2
    assert len(told["Juste à côté"]) == 3
    page = digest_message(everything, NOW, full=1000)
    assert sum(one.title.startswith("Entretien et mise") for one in entries(page)) >= 60


def test_a_usual_week_is_not_cut() -> None:
    """Fifteen usual ones hold: see `test_of_forty_fifteen_are_whole_and_the_others_one_line_each`."""
    fifteen = digest_message(replace(QUIET, new=tuple(item(notice(n, "", RESERVED, HOURS)) for n in range(1, 16))), NOW)
    assert weight(fifteen.blocks) < ROOM * 2 // 3


def test_what_is_both_new_and_kept_or_corrected_is_told_once() -> None:
    given = notice(1, "Entretien des haies")
    twice = replace(
        QUIET,
        new=(item(given, status=ResponseStatus.KEPT), item(given)),
        corrections=(corrected(given, deadline=until(2026, 12, 18, 12, 0)),),
        kept=(kept(number_of(given), given.title, given.deadline),),
    )
    message = digest_message(twice, NOW)
    assert [one.title for one in entries(message)] == ["Entretien des haies"]
    assert message.summary == "1 nouvelle"


def test_what_the_structure_does_already_is_said() -> None:
    message = digest_message(replace(QUIET, new=(item(notice(1), status=ANSWERING),)), NOW)
    assert entries(message)[0].blocks[0] == Paragraph("Votre structure y répond.")


@pytest.mark.parametrize(
    ("deadline", "said", "told"),
    [
        (until(2026, 11, 19, 12, 0), "date limite : passée depuis 4 jours", {"Date limite": "passée depuis 4 jours"}),
        (until(2026, 11, 12, 12, 0), "date limite : passée depuis 11 jours", None),
        (until(2026, 11, 27, 12, 0), "consultation annulée", {"Suite": "consultation annulée"}),
    ],
)
def test_what_is_over_is_told_once_and_never_presses(
    deadline: Deadline, said: str, told: dict[str, str] | None
) -> None:
    over = kept(7, "Taille des platanes", deadline, until=said, over=True)
    message = digest_message(replace(QUIET, kept=(over,)), NOW)
    assert ("Taille des platanes" in outline(message).get("Ce que vous gardez", [])) is (told is not None)
    assert [facts_of(one) for one in entries(message)] == ([told | {"Lieu": "Rhône (69)"}] if told else [])
    assert "À rendre cette semaine" not in outline(message)


def test_many_kept_are_listed() -> None:
    many = tuple(kept(n, f"Taille {n}", until(2026, 12, 14, 12, 0)) for n in range(1, 21))
    found = outline(digest_message(replace(QUIET, kept=many), NOW))["Ce que vous gardez"]
    assert len(found) == 11
    assert found[-1] == "Et 10 autres"


def test_names_with_signs_are_told_as_they_are() -> None:
    """Escaping is the business of whoever makes HTML of it."""
    company = replace(HAIES, name="Haies & Fils <insertion>")
    given = notice(1, "Tonte & taille <lots 1 à 3>")
    message = digest_message(replace(QUIET, structure=company, new=(item(given, company),)), NOW)
    assert message.title.startswith("1 nouvelle pour Haies & Fils <insertion>")
    assert entries(message)[0].title == "Tonte & taille <lots 1 à 3>"


@pytest.mark.parametrize("quantity", [1, 3, 120])
def test_a_name_of_two_hundred_characters_leaves_room_for_what_matters(quantity: int) -> None:
    long = replace(HAIES, name="Association pour l'insertion par l'entretien des rivières " * 4)
    news = tuple(item(notice(n, f"Tonte {n}", RESERVED), long) for n in range(1, quantity + 1))
    message = digest_message(replace(QUIET, structure=long, new=news), NOW)
    assert message.title.startswith(f"{quantity} nouvelle")
    assert message.title.endswith("– semaine du 23 novembre")
    assert "réservée" in message.title
    assert len(message.title) <= 84


def test_a_day_and_another_do_not_have_the_same_subject() -> None:
    daily = replace(WEEK, preference=Preference(Rhythm.MORNING))
    titles = {digest_message(daily, NOW + timedelta(days=more)).title for more in range(3)}
    assert len(titles) == 3
    assert "3 nouvelles pour Chantier des Haies, dont 1 réservée – lundi 23 novembre" in titles


def test_days_are_counted_from_any_day_but_monday() -> None:
    """On a Thursday, « cette semaine » would stop on Sunday."""
    thursday = replace(WEEK, preference=Preference(Rhythm.WEEK, weekday=3), near=(), corrections=())
    message = digest_message(thursday, at(2026, 11, 26, 8, 0))
    assert message.summary == "3 nouvelles, 1 réservée à vous, 1 échéance dans les 7 jours"
    assert "À rendre dans les 7 jours" in outline(message)


def test_overseas_two_clocks_are_told() -> None:
    island = replace(
        HAIES,
        activities=(replace(HAIES.activities[0], territory=replace(HAIES.activities[0].territory, whole_france=True)),),
    )
    given = notice(1, places=(Place(departement="974"),), deadline=until(2026, 11, 25, 12, 0))
    message = digest_message(replace(QUIET, structure=island, new=(item(given, island),)), NOW)
    assert facts_of(entries(message)[0])["Date limite"] == (
        "mercredi 25 novembre 2026 à 12 h 00, heure de Paris (15 h 00, heure de La Réunion) – dans 2 jours"
    )


def test_a_reservation_for_others_is_no_news_reserved_to_us() -> None:
    """Lot 1 is for adapted companies, lot 2 for us: the tag and the count speak of lot 2 alone."""
    lots = (Lot("1", "Tonte"), Lot("2", "Taille"))
    texts = (
        "Le lot 1 est réservé aux entreprises adaptées et aux ESAT (article L. 2113-12).",
        "Le lot 2 est réservé aux structures d'insertion par l'activité économique (article L. 2113-13).",
    )
    both, theirs = notice(1, "Espaces verts", *texts, lots=lots), notice(2, "Haies", HOURS)
    message = digest_message(replace(QUIET, new=(item(both), item(theirs))), NOW)
    assert message.summary == "2 nouvelles, 1 réservée à vous"
    first, second = entries(message)
    assert (first.tag, first.answer) == ("Réservé à vous", Answer.YES)
    assert second.tag == "Clause sociale"


def test_a_doubtful_reservation_is_to_be_checked() -> None:
    message = digest_message(replace(QUIET, new=(item(notice(1, "Tonte", "Il s'agit d'un marché réservé.")),)), NOW)
    assert (entries(message)[0].tag, entries(message)[0].answer) == ("À vérifier", Answer.CHECK)
    assert message.summary == "1 nouvelle"


@pytest.mark.parametrize(
    ("given", "tag"),
    [
        (notice(1, places=AIN), "Hors de votre territoire"),
        (notice(1, "Nettoyage des bureaux", cpv=("90919200",)), "Hors de vos métiers"),
        (
            notice(1, "Tonte", "Le marché est réservé aux entreprises adaptées et aux ESAT (article L. 2113-12)."),
            "Réservé à d'autres",
        ),
    ],
)
def test_a_near_miss_says_what_is_missing(given: Notice, tag: str) -> None:
    message = digest_message(replace(QUIET, near=(near(given),)), NOW)
    (only,) = entries(message)
    assert only.tag == tag
    assert [one.kind for one in only.actions] == [ActionKind.READ], "nothing to widen"
    assert Paragraph("Un seul de vos critères n'est pas rempli.") in message.blocks


def test_three_near_misses_at_most() -> None:
    many = tuple(near(notice(n, places=AIN)) for n in range(1, 6))
    message = digest_message(replace(QUIET, near=many), NOW)
    assert len(outline(message)["Juste à côté"]) == 3
    assert message.summary == "Aucune nouvelle, 3 juste à côté"


def test_a_source_that_was_never_read_says_so() -> None:
    never = (replace(SOURCES[1], read_at=None), replace(SOURCES[0], read_at=None, trouble=None))
    message = digest_message(replace(WEEK, sources=never), NOW)
    assert Bullets(("TED pas encore lu : le site n'a pas répondu à temps", "BOAMP pas encore lu")) in message.blocks
    assert Heading("Ce qui a été lu") not in digest_message(replace(WEEK, sources=()), NOW).blocks


def test_a_cancellation_in_the_digest_says_that_nothing_is_left_to_answer() -> None:
    gone = corrected(notice(4, "Fleurissement"), ANSWERING, kind=NoticeKind.CANCELLATION)
    (only,) = entries(digest_message(replace(QUIET, corrections=(gone,)), NOW))
    assert only.title.startswith("Annulé : Fleurissement")
    assert Paragraph("Cette consultation est annulée : il n'y a plus à répondre.") in only.blocks
    assert not [block for block in only.blocks if isinstance(block, BeforeAfter)]
