"""How the figures of a territory are counted, in French sentences that are shown with them."""

from datetime import date

from alerts.messages.french import short_day

_COUNTED = (
    "Une annonce est comptée une fois, quel que soit le nombre de ses avis et des sites qui les publient, "
    "au mois de sa première publication. Les annonces préalables ne sont pas comptées."
)
_LOTS = (
    "Un lot peut être à la fois réservé, à clause et avec un critère environnemental, et demander plusieurs métiers : "
    "les lignes ne s'additionnent pas."
)
_RESERVED = (
    "Réservé : l'avis le dit, ou laisse penser que c'est le cas (« à vérifier »). À clause : l'avis annonce une clause "
    "sociale, même facultative, ou un service d'insertion ; un critère social est compté à part."
)
_PLACES = (
    "Le lieu est celui des travaux ou du service ; à défaut, l'adresse de l'acheteur. Une annonce dont le lieu ou"
    " le métier n'est pas connu est comptée."
)
_SOURCES = (
    "Vigie lit le BOAMP, TED et les flux choisis par son hébergeur. Les petits contrats passés sans publicité, ou "
    "publiés ailleurs, n'y sont pas. Ce que disent les seuls documents de consultation n'est pas lu."
)
_UNCOVERED = (
    "Non couvert : lot réservé ou à clause dont la date limite est passée, et qu'aucune structure membre connue ne "
    "gardait ni ne préparait. Une structure qui ne partage pas ses réponses a pu y répondre."
)
_MEMBERS = (
    "Répondu, gagné, perdu : ce que les structures qui le partagent ont dit dans Vigie, pour les annonces de la "
    "période. Ce que les autres ont fait n'entre que dans « au moins … autres », de cinq en cinq, et seulement quand "
    "cinq d'entre elles au moins l'ont fait, sur une période qui commence un 1er du mois : aucun chiffre ne doit "
    "laisser deviner ce qu'une structure n'a pas voulu montrer. Ce qu'une structure refuse n'est jamais lu. Une "
    "structure qui quitte le réseau sort des chiffres."
)
_DISCREET = (
    "Pour les structures membres, ces chiffres ne sont donnés qu'au total, et quand plus de cinq d'entre elles y sont"
    " : on ne doit pas pouvoir deviner laquelle a répondu."
)
_UNSUCCESSFUL = "Infructueux ou sans suite : seulement quand l'avis d'attribution l'écrit ; beaucoup n'en disent rien."
_SUPPLY = (
    "Demande : les lots réservés ou à clause du territoire, tous métiers confondus. Offre : les métiers que les "
    "structures membres ont indiqués à Vigie."
)
_PACT = (
    "Collectivités (mesure 15 du Pacte pour la transition) : « oui » quand un avis lu montre une réservation, une "
    "clause ou un critère, social ou environnemental, avec la phrase. « Pas trouvé » n'est pas « non » : ce contrat "
    "peut exister sans avoir été publié où Vigie lit. Un avis montre une consultation, pas toujours un contrat signé."
)
_WHO = (
    "L'acheteur est reconnu à son numéro SIREN, sinon à son nom et à son adresse ; dans le doute, « à vérifier ». Une"
    " intercommunalité est du territoire quand la moitié de ses communes en sont."
)
_BOTH = (
    "Paris est compté parmi les communes ; la Corse, la Guyane, la Martinique et Mayotte, qui ont une seule "
    "collectivité, parmi les régions."
)


def rules(since: date, until: date, read_since: date | None, *, animators: bool) -> tuple[str, ...]:
    """The most useful first. `until` is not counted."""
    return (
        *_late(since, until, read_since),
        *(_COUNTED, _LOTS, _RESERVED, _PLACES, _UNCOVERED, _MEMBERS),
        *(() if animators else (_DISCREET,)),
        *(_UNSUCCESSFUL, _SUPPLY, _PACT, _WHO, _BOTH, _SOURCES),
    )


def _late(since: date, until: date, read_since: date | None) -> tuple[str, ...]:
    if read_since is None or read_since >= until:
        return ("Aucun avis de cette période n'a été lu : ces chiffres ne disent rien du territoire.",)
    if read_since > since:
        return (f"Vigie lit les avis depuis le {short_day(read_since)} : ce qui précède n'est pas compté.",)
    return ()
