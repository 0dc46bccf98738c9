"""One file, several people: the manager, a colleague who comes and goes, somebody of another structure."""

from alerts.model.people import Role
from tests.acceptance.mail.mailbox import Mailbox
from tests.acceptance.mail.stories import give_address, visiting
from tests.acceptance.reply.stories import ESAT, ETTI, TO_ESAT, answer_all, beat, call, on, read, say
from tests.acceptance.telegram.stories import toasted
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread
from tests.telegram_api.stock import belongs

REFUSED = (403, 404, 410)
PARTS = ("", "/grille", "/calendrier", "/pieces", "/heures", "/questions", "/fichiers", "/facile", "/suite")


def test_a_colleague_goes_on_where_the_manager_stopped(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    colleague = Phone(service.api, 78, "Dominique")
    belongs(service.database, colleague, service.clock(), ESAT, role=Role.MEMBER)
    give_address(service, colleague, mailbox)
    belongs(service.database, phone, service.clock(), ESAT)
    service.alert(call("26-900001", TO_ESAT))
    page = mailbox.last().link("a")
    say(phone, ("=Aide à la réponse", "Faut-il y aller ?"))
    answer_all(phone)
    say(phone, ("=⬅️ Retour à l’aide", "Score : 100 %"), ("=Calendrier", "Prochaine"), ("=Me rappeler", "rappellerai"))

    say(
        colleague,
        ("=Aide à la réponse", "Score : 100 % (16 réponses sur 16)"),
        ("=Pièces", "0 document prêt"),
        ("=☐ 1", "1 document prêt"),
        ("=⬅️ Retour à l’aide", "1 document prêt"),
        ("=Fichiers à finir", "Mémoire technique"),
        ("=1. Candidature", "relisez"),
    )
    say(colleague, ("/fiche", "Seul un responsable change cette fiche"))
    say(phone, ("/repondre", "1 document prêt"))
    beat(service, on(24))
    assert beat(service, on(25, hour=8))["sent"] >= 2
    for one in (phone, colleague):
        read(one, "À faire aujourd’hui")

    say(
        phone,
        ("/equipe", "Dominique – équipier"),
        ("=👤 Rôles et départs", "De qui s’agit-il ?"),
        ("=Personne 1", "Dominique est équipier"),
        ("=Retirer de l’équipe", "ne recevra plus les annonces"),
        ("=Retirer", "Équipe : "),
    )
    old = next(one for one in colleague.bubbles() if "Tout recevoir" in one.labels)
    old.tap("Tout recevoir")
    toasted(colleague, "dont vous ne faites pas partie")
    refused_everywhere(service, page)
    say(phone, ("/repondre", "1 document prêt"))
    service.rest()
    assert phone.api.refusals == []


def refused_everywhere(service: InThread, page: str) -> None:
    """No part of the help, no file, and nothing is written down."""
    with visiting(service) as browser:
        for part in PARTS:
            assert browser.get(f"{page}/aide{part}").status_code in REFUSED, part
        assert browser.get(f"{page}/aide/fichiers/1-candidature.docx").status_code in REFUSED
        assert browser.post(f"{page}/aide/suite", data={"dit": "won"}).status_code in REFUSED


def test_nobody_else_opens_it(service: InThread, phone: Phone, mailbox: Mailbox) -> None:
    """Somebody of another structure, who received nothing; then a link with one letter changed."""
    belongs(service.database, phone, service.clock(), ESAT)
    give_address(service, phone, mailbox)
    stranger = Phone(service.api, 79, "Alix")
    belongs(service.database, stranger, service.clock(), ETTI)
    service.alert(call("26-900001", TO_ESAT))
    assert "Montfictif" not in say(stranger, ("/repondre", "pas encore")).text
    page = mailbox.last().link("a")
    token = page.rpartition("/")[2]
    changed = "".join("B" if at == 3 and one != "B" else "C" if at == 3 else one for at, one in enumerate(token))
    refused_everywhere(service, page.replace(token, changed))
