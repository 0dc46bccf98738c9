"""The plan as people read it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from alerts.messages.message import ActionKind, Bullets, Fact, Heading, Message
from alerts.messages.reply.plan import plan_message, steps_message
from alerts.model.reading import Evidence
from alerts.model.reply import Manner, Work
from alerts.reply_help.asked import Asks, Procedure, Visit
from alerts.reply_help.case import Case
from alerts.reply_help.planning import StepId
from scrapers.notice import Place
from tests.alerts.reply_help.cases import (
    GARDENING,
    NOW,
    at,
    gardening,
    in_2049,
    laundry,
    odd_name,
    too_late,
    two_deadlines,
    undated,
    until,
)


def facts(message: Message) -> dict[str, str]:
    return {one.label: one.value for one in message.blocks if isinstance(one, Fact)}


def bullets(message: Message, under: str) -> tuple[str, ...]:
    """The list that follows this heading."""
    blocks = list(message.blocks)
    place = next(rank for rank, one in enumerate(blocks) if isinstance(one, Heading) and one.text.startswith(under))
    listed = blocks[place + 1]
    assert isinstance(listed, Bullets)
    return listed.items


def words(message: Message) -> str:
    return "\n".join(str(one) for one in message.blocks)


def test_the_whole_plan_of_a_lot() -> None:
    message = plan_message(laundry(), NOW)
    assert message.title == "Calendrier de réponse : Traitement du linge d'un établissement"
    assert message.summary == (
        "Vous avez le temps. Prochaine étape : retirer le dossier de consultation, au plus tard le lundi 23 novembre."
    )
    assert facts(message) == {
        "Date limite": "lundi 14 décembre 2026 à 17 h 00 – dans 21 jours",
        "Temps": "Vous avez le temps. Il reste 15 jours ouvrés ; il en faut 10 pour être à l'aise, 5 au moins,"
        " pour ce qui reste à faire.",
        "Manière de répondre": "seuls",
        "Prochaine consultation": (
            "vers novembre 2027, ou vers novembre 2029 s'il est reconduit jusqu'au bout ; à surveiller dès mai 2027."
            " À vérifier : Vigie compte à partir de la date limite, plus 3 mois pour que le travail commence."
        ),
    }
    steps = bullets(message, "Les étapes, au plus tard")
    assert len(steps) == 12
    assert steps[0].startswith("☐ lundi 23 novembre : retirer le dossier de consultation. Identifiez-vous")
    assert "☐ mercredi 2 décembre à 10 h 00 : visiter le site (obligatoire). Date indiquée dans l'avis." in steps[3]
    assert steps[4].startswith("☐ vendredi 4 décembre (à vérifier) : poser vos questions à l'acheteur.")
    assert steps[-1].startswith("☐ lundi 14 décembre à 17 h 00 : date limite.")


def test_what_is_done_and_what_is_late_are_said_in_words() -> None:
    given = gardening(since=at(2026, 11, 2, 9), work=Work(done=frozenset({StepId.READ.value})))
    steps = bullets(plan_message(given, NOW), "Les étapes")
    assert steps[1].startswith("☑ mercredi 4 novembre : lire les documents et décider d'y aller ou non (fait)")
    assert steps[2].startswith("☐ jeudi 5 novembre : demander les pièces qui manquent (en retard).")


def test_what_is_late_is_told_at_once() -> None:
    message = plan_message(gardening(since=at(2026, 11, 2, 9)), NOW)
    assert message.summary.startswith("Vous avez le temps, mais 3 étapes sont en retard. Prochaine étape : retirer")


def test_proofs_that_end_before_the_deadline_are_named() -> None:
    """The convention ends on 31 December 2026, and the lot closes in January."""
    given = gardening(deadline=until(2027, 1, 15, 12))
    (line,) = [one for one in bullets(plan_message(given, NOW), "Les étapes") if "pièces qui manquent" in one]
    assert "À renouveler : Convention IAE" in line
    assert "31/12/2026" in line
    soon = [one for one in bullets(plan_message(gardening(), NOW), "Les étapes") if "pièces qui manquent" in one]
    assert "À renouveler" not in soon[0]
    assert "À renouveler" not in words(plan_message(in_2049(), NOW))


def test_too_late_says_it_first_then_what_can_be_done() -> None:
    message = plan_message(two_deadlines(deadline=until(2026, 11, 25, 12)), NOW)
    assert message.summary == "C'est trop tard pour un bon dossier."
    assert facts(message)["Temps"] == (
        "C'est trop tard pour un bon dossier. Il reste 2 jours ouvrés, il en faut au moins 5 pour ce qui reste à faire."
    )
    assert facts(message)["Date limite, lot 1"].startswith("mercredi 25 novembre 2026 à 12 h 00")
    assert facts(message)["Date limite, lot 2"].startswith("vendredi 18 décembre 2026 à 16 h 00")
    assert bullets(message, "Ce qui reste possible")[0].startswith("Lot 2 : date limite vendredi 18 décembre 2026")
    assert bullets(message, "Si vous y allez quand même, au plus tard")


def test_too_late_for_a_candidacy() -> None:
    asks = Asks(Procedure.RESTRICTED, candidacy_first=True)
    message = plan_message(gardening(deadline=until(2026, 11, 24, 12), asks=asks), NOW)
    assert message.summary == "C'est trop tard pour une bonne candidature."
    assert facts(message)["Temps"].endswith("Il reste 1 jour ouvré, il en faut au moins 3 pour ce qui reste à faire.")


def test_the_last_day_has_no_whole_day_left() -> None:
    message = plan_message(gardening(deadline=until(2026, 11, 23, 18)), NOW)
    assert "Il ne reste aucun jour ouvré entier" in facts(message)["Temps"]


def test_tight_says_that_steps_are_close() -> None:
    message = plan_message(gardening(deadline=until(2026, 12, 2, 12)), NOW)
    assert facts(message)["Temps"] == (
        "C'est serré. Il reste 7 jours ouvrés ; il en faut 10 pour être à l'aise, 5 au moins,"
        " pour ce qui reste à faire. Les étapes sont rapprochées."
    )


@pytest.mark.parametrize(
    ("given", "summary"),
    [
        (too_late(), "La date limite est passée."),
        (undated(), "L'avis ne donne pas de date limite."),
        (in_2049(), "La date limite est à vérifier."),
        (gardening(closed="cancelled"), "La consultation est annulée : il n'y a plus à répondre."),
        (gardening(closed="awarded"), "Le marché est déjà attribué."),
    ],
)
def test_when_no_day_is_counted_it_says_why(given: Case, summary: str) -> None:
    message = plan_message(given, NOW)
    assert message.summary == summary
    assert "jours ouvrés" not in words(message)
    steps = [one for block in message.blocks if isinstance(block, Bullets) for one in block.items if one[0] == "☐"]
    assert all(one[2].isupper() for one in steps)  # a title, and no day


def test_the_year_2049_is_told_and_not_counted() -> None:
    message = plan_message(in_2049(), NOW)
    assert facts(message)["Date limite"] == "à vérifier (l'avis indique le vendredi 31 décembre 2049 à 12 h 00)"
    assert bullets(message, "Les étapes, dans l'ordre")[0].startswith("☐ Retirer le dossier de consultation. ")
    assert "L'avis donne une date en 2049, sans doute par erreur." in words(message)


def test_once_sent_it_says_so() -> None:
    message = plan_message(gardening(work=Work(done=frozenset({StepId.DEPOSIT.value}))), NOW)
    assert message.summary == "Dépôt fait."


def test_overseas_both_clocks_are_said() -> None:
    there = replace(GARDENING, places=(Place(departement="974"),))
    message = plan_message(gardening(notice=there), NOW)
    steps = bullets(message, "Les étapes")
    assert steps[-1].startswith(
        "☐ lundi 21 décembre à 12 h 00, heure de Paris (15 h 00, heure de La Réunion) : date limite."
    )


def test_holidays_that_were_taken_out_are_named() -> None:
    message = plan_message(gardening(deadline=until(2027, 1, 8, 12)), NOW)
    assert (
        facts(message)["Jours fériés retirés"]
        == "vendredi 25 décembre 2026 (Noël) et vendredi 1er janvier 2027 (Jour de l'an)"
    )


def test_dates_of_another_year_say_it() -> None:
    steps = bullets(plan_message(gardening(deadline=until(2027, 1, 15, 12)), NOW), "Les étapes")
    assert steps[-1].startswith("☐ vendredi 15 janvier 2027 à 12 h 00 : date limite.")


def test_odd_names_are_kept_as_they_are() -> None:
    message = plan_message(odd_name(), NOW)
    assert "Tonte & « taille » <lot> 100 %" in message.title
    assert message.title.endswith("Tonte et désherbage manuel")


def test_what_can_be_done_next() -> None:
    kinds = [one.kind for row in plan_message(gardening(), NOW).actions for one in row]
    assert kinds == [ActionKind.PLAN, ActionKind.HELP, ActionKind.READ]
    assert all(len(one.label) <= 24 for row in plan_message(gardening(), NOW).actions for one in row)


def test_steps_that_are_recalled() -> None:
    """On Thursday 17 December: the second reading and the signatures; the mémoire is late."""
    done = {one.value for one in StepId} - {StepId.MEMOIRE, StepId.REVIEW, StepId.SIGN, StepId.DEPOSIT, StepId.DEADLINE}
    given = gardening(since=NOW, work=Work(done=frozenset(done)))
    message = steps_message(given, [StepId.REVIEW, StepId.SIGN], at(2026, 12, 17, 8))
    assert message.title == "À faire aujourd'hui : Entretien des espaces verts communaux – Tonte et désherbage manuel"
    assert message.summary == "Faire relire par une autre personne et réunir les signatures"
    assert facts(message)["Faire relire par une autre personne"] == (
        "Au plus tard le jeudi 17 décembre. Un regard neuf trouve la pièce oubliée et le prix mal recopié."
    )
    assert bullets(message, "En retard") == ("☐ mardi 15 décembre : écrire le mémoire technique (en retard)",)


@pytest.mark.parametrize(
    ("today", "when"),
    [
        (at(2026, 12, 1, 8), "À faire demain"),
        (at(2026, 12, 2, 8), "À faire aujourd'hui"),
        (at(2026, 11, 30, 8), "À faire le 2 décembre 2026"),
        (at(2026, 12, 3, 8), "En retard"),
    ],
)
def test_when_a_step_is_recalled(today: datetime, when: str) -> None:
    visit = Visit(True, Evidence("texte", "Visite."), at(2026, 12, 2, 10))
    given = gardening(since=NOW, asks=Asks(visit=visit))
    message = steps_message(given, [StepId.VISIT], today)
    assert message.title.startswith(f"{when} : ")


def test_a_step_that_is_not_in_the_plan_is_refused() -> None:
    with pytest.raises(ValueError, match="none of these steps"):
        steps_message(gardening(), [StepId.PARTNERS], NOW)
    with pytest.raises(ValueError, match="none of these steps"):
        steps_message(too_late(), [StepId.READ], NOW)


def test_together_is_said_with_what_it_takes() -> None:
    message = plan_message(gardening(work=Work(Manner.TOGETHER), deadline=until(2026, 12, 2, 12)), NOW)
    assert facts(message)["Manière de répondre"] == "à plusieurs"
    assert "il en faut au moins 8" in facts(message)["Temps"]
    assert any("Répondre seuls" in one for one in bullets(message, "Ce qui reste possible"))


def test_no_sentence_promises_nor_uses_typographic_signs() -> None:
    for given in (gardening(), laundry(), undated(), in_2049(), too_late(), two_deadlines()):
        said = words(plan_message(given, NOW + timedelta(days=3)))
        assert not {"\u00a0", "\u202f", "’"} & set(said)
        assert "garanti" not in said
