"""An ETTI before a lot with a social clause that anybody may win: whom to call, what to write, then who won."""

from alerts.model.delivery import DeliveryKind
from scrapers.notice import Winner
from tests.acceptance.reply.stories import CLAUSE, ETTI, arrives, award, beat, call, on, owed, read, say, silent
from tests.telegram_api.phone import Phone
from tests.telegram_api.running import InThread

WINNER = Winner("Espaces Verts & <Fils>", "00000000000000", "Villefictive")


def test_an_etti_is_told_who_won_and_what_to_write(service: InThread, phone: Phone) -> None:
    parks = call("26-900001", CLAUSE)
    arrives(service, phone, ETTI, parks)
    say(
        phone,
        ("=Aide à la réponse", "Faut-il y aller ?"),
        ("=Vendre des heures", "300 heures d’insertion, indiquées par l’avis"),
        ("=Message à copier", "Vous préparez peut-être une réponse au marché"),
    )
    published = on(11, 1, year=2027)
    silent(service, phone, on(21, 12))
    service.clock.on(published)
    service.publish(award("27-900001", parks, WINNER, published))
    assert beat(service, published)["sent"] == 1
    told = read(phone, "Marché attribué, heures à proposer").text
    assert "Titulaire : Espaces Verts & <Fils>" in told
    assert "Espaces Verts & <Fils> (Villefictive), SIRET 00000000000000" in told
    assert "Bonjour, nous sommes L’Intérim fictif" in told
    assert "à valider avec le facilitateur" in told
    silent(service, phone, on(11, 1, 10, 30, year=2027), on(12, 1, year=2027))
    card = say(phone, ("=Voir l’annonce", "Entretien des parcs"))
    assert "Aide à la réponse" in card.labels
    seen = say(phone, ("=Aide à la réponse", "Le marché est attribué."))
    assert seen.labels[0] == "Dire ce qu’il en est"
    say(phone, ("=Vendre des heures", "Espaces Verts & <Fils>"), ("=Message à copier", "a obtenu le marché"))
    assert len(owed(service, DeliveryKind.AWARD)) == 1
    service.rest()
    assert phone.api.refusals == []
