"""The manager of an ESAT, on a phone, from the alert of a reserved lot to « gagné »; the buyer moves the deadline."""

from alerts.model.delivery import DeliveryKind
from alerts.services.stepping import MOVED as MOVED_STEPS
from tests.acceptance.reply.stories import (
    ESAT,
    NOON,
    TO_ESAT,
    answer_all,
    arrives,
    beat,
    call,
    correction,
    documents,
    events,
    on,
    opens,
    owed,
    read,
    say,
    silent,
)
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

PARKS = call("26-900001", TO_ESAT)  # until Friday, December 18th, at noon
MOVED = on(15, 1, 12, year=2027)
AGENDA = "calendrier-de-reponse.ics"


def test_from_the_alert_to_the_contract(service: InThread, phone: Phone) -> None:
    arrives(service, phone, ESAT, PARKS)
    decide(phone)
    first = prepare_the_dates(phone)
    mornings(service, phone)
    the_buyer_gives_more_time(service, phone, first)
    prepare_the_papers(phone)
    what_became_of_it(service, phone)
    service.rest()
    assert phone.api.refusals == []


def decide(phone: Phone) -> None:
    """May we, should we; one question a screen."""
    seen = say(phone, ("=Aide à la réponse", "Faut-il y aller ?"))
    assert "Oui, d’après l’avis (article L2113-12)" in seen.text
    assert "Trop tôt pour le dire" in seen.text
    assert "Oui, allez-y." in answer_all(phone).text
    say(phone, ("=⬅️ Retour à l’aide", "Score : 100 % (16 réponses sur 16)"))


def prepare_the_dates(phone: Phone) -> bytes:
    """Together, with reminders; the file for her calendar."""
    say(
        phone,
        ("=Calendrier", "répondre seuls"),
        ("=Plutôt à plusieurs", "Calendrier pour répondre à plusieurs"),
        ("=Me rappeler", "l’annonce est gardée, et je vous rappellerai"),
    )
    seen = say(phone, ("=Les étapes", "Conclure l’accord de groupement : jeudi 3 décembre"))
    assert "Déposer sur la plateforme : jeudi 17 décembre à 12 h 00" in seen.text
    say(phone, ("=☐ 1", "☑ 1. Retirer le dossier"), ("=⬅️ Retour au calendrier", "lire les documents"))
    say(phone, ("=Dans mon agenda", "Ouvrez ce fichier"))
    return documents(phone)[AGENDA]


def mornings(service: InThread, phone: Phone) -> None:
    """Each step at eight on its day, not before; nothing is said twice."""
    silent(service, phone, on(24, hour=8), on(25, hour=7, minute=55))
    assert beat(service, on(25, hour=8))["sent"] == 1
    told = read(phone, "À faire aujourd’hui").text
    assert "Lire les documents et décider d’y aller ou non : Au plus tard le mercredi 25 novembre." in told
    assert "retirer le dossier" not in told, "it is ticked"
    silent(service, phone, on(25, hour=8, minute=15), on(25, hour=18))
    assert beat(service, on(26, hour=8))["sent"] == 1
    read(phone, "Appeler les partenaires : Au plus tard le jeudi 26 novembre.")


def the_buyer_gives_more_time(service: InThread, phone: Phone, first: bytes) -> None:
    """On the eve of the day of questions: the plan moves, that morning is silent, the calendar follows."""
    silent(service, phone, on(7, 12))
    service.publish(correction("26-900002", PARKS, MOVED, service.clock()))
    assert beat(service, on(7, 12, 18))["sent"] == 1
    told = read(phone, "Date limite repoussée").text
    assert "vendredi 18 décembre 2026 à 12 h 00 → vendredi 15 janvier 2027 à 12 h 00" in told
    silent(service, phone, on(8, 12), on(11, 12), on(17, 12))
    (old,) = [one for one in owed(service, DeliveryKind.STEP) if one.cause["day"] == "2026-12-08"]
    assert (old.outcome, old.reason) == ("refused", MOVED_STEPS)
    seen = say(phone, ("=Aide à la réponse", "vendredi 15 janvier 2027"), ("=Calendrier", "répondre à plusieurs"))
    assert "Ne plus me rappeler" in seen.labels
    seen = say(phone, ("=Les étapes", "Déposer sur la plateforme : jeudi 14 janvier à 12 h 00"))
    assert "☑ 1. Retirer le dossier" in seen.text
    say(phone, ("=⬅️ Retour au calendrier", "répondre à plusieurs"), ("=Dans mon agenda", "Ouvrez ce fichier"))
    the_calendar_follows(first, documents(phone)[AGENDA])
    silent(service, phone, on(4, 1, year=2027))
    assert beat(service, on(5, 1, 8, year=2027))["sent"] == 2, "the questions, and ten days before the deadline"
    read(phone, "Poser vos questions à l’acheteur : Au plus tard le mardi 5 janvier (à vérifier).")


def the_calendar_follows(first: bytes, second: bytes) -> None:
    """The same names, a higher sequence, later days: a calendar moves what it holds."""
    before, after = events(first), events(second)
    assert set(before) <= set(after)
    for uid, event in before.items():
        assert int(after[uid]["sequence"]) > int(event["sequence"]), uid
    (last,) = [uid for uid in before if "step-deadline" in uid]
    assert before[last]["dtstart"].dt == NOON
    assert after[last]["dtstart"].dt == MOVED
    (deposit,) = [uid for uid in before if "step-deposit" in uid]
    assert after[deposit]["dtstart"].dt == on(14, 1, 12, year=2027)


def prepare_the_papers(phone: Phone) -> None:
    """Documents ticked, five files that open."""
    say(
        phone,
        ("/repondre", "Faut-il y aller ?"),
        ("=Pièces", "0 document prêt"),
        ("=☐ 1", "1 document prêt"),
        ("=☐ 2", "2 documents prêts"),
        ("=⬅️ Retour à l’aide", "2 documents prêts"),
        ("=Fichiers à finir", "Mémoire technique"),
        ("=Tout recevoir", "relisez"),
    )
    files = {name: content for name, content in documents(phone).items() if name != AGENDA}
    assert len(files) == 5
    words = {name: opens(content) for name, content in files.items()}
    assert "Les Ateliers fictifs" in words["1-candidature.docx"]
    assert "15 janvier 2027" in words["5-liste-de-controle.docx"]


def what_became_of_it(service: InThread, phone: Phone) -> None:
    """Asked once; « pas encore »; asked once more, a month later; then she says it in a word."""
    beat(service, on(15, 1, 12, 15, year=2027))
    silent(service, phone, on(17, 1, year=2027))
    assert beat(service, on(18, 1, 12, year=2027))["sent"] == 1
    asked = read(phone, "Avez-vous répondu à ce marché ?")
    asked.tap("Me redemander plus tard")
    read(phone, "Nous vous le redemanderons une fois, dans un mois.")
    silent(service, phone, on(19, 1, year=2027), on(16, 2, year=2027))
    assert beat(service, on(17, 2, 13, year=2027))["sent"] == 1
    asked = read(phone, "Avez-vous répondu à ce marché ?")
    phone.reply_to(asked, "pas encore")
    read(phone, "Nous ne vous le redemanderons plus")
    phone.reply_to(asked, "gagné")
    assert "Corriger ma réponse" in read(phone, "vous êtes retenus. Bravo à toute l’équipe").labels
    silent(service, phone, on(18, 3, year=2027), on(20, 4, year=2027), on(1, 6, year=2027))
    assert len(owed(service, DeliveryKind.OUTCOME)) == 2
