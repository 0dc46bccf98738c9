"""The heaviest digest that a week can bring: all sections full, long titles, long names."""

from dataclasses import replace

from alerts.messages.mail.digest import digest_message
from alerts.messages.mail.gathered import KeptOne
from alerts.messages.message import Message
from alerts.model.response import ResponseStatus
from tests.screenshots.letters import correction, week
from tests.screenshots.notices import BRIDGE, HEDGES, LINEN, NOW, PARK, SCHOOLS, Opportunity

_TITLE = (
    "Entretien n° {} des espaces verts, plantation, débroussaillage et nettoyage des abords des écoles, du gymnase et"
    " de la salle des fêtes de la commune, avec fournitures"
)
_BUYER = "Communauté d'agglomération des Trois Rivières et du Pays de Saint-Exemple en Montagne Fictive"
_MISSED = "l'Isère (38) est hors de votre territoire, limité au Rhône (69), à la Loire (42) et à l'Ain (01)"


def worst() -> Message:
    """75 new, 5 corrections, 30 kept, 3 near misses."""
    new = tuple(_long(number) for number in range(75))
    return digest_message(
        replace(
            week(),
            new=tuple(one.item(ResponseStatus.TOGETHER) for one in new),
            corrections=tuple(replace(correction(), match_id=900 + number) for number in range(5)),
            kept=tuple(_kept(_long(number)) for number in range(200, 230)),
            near=tuple(
                _long(number).near(_MISSED, "Ajouter l'Isère (38) à votre territoire") for number in (95, 96, 97)
            ),
        ),
        NOW,
    )


def _long(number: int) -> Opportunity:
    model = (HEDGES, PARK, LINEN, SCHOOLS)[number % 4]
    return replace(model, number=number, title=_TITLE.format(number), buyer=_BUYER)


def _kept(one: Opportunity) -> KeptOne:
    return KeptOne(
        one.number, one.title[:100], "Saint-Exemple-sur-Rivière (69)", "date limite : samedi 5 décembre 2026 à 12 h 00",
        ResponseStatus.ANSWERING, BRIDGE.deadline, url=one.notice.url,
    )  # fmt: skip
