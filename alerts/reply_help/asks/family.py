"""Which family a criterion belongs to, by its code and its name."""

import re

from alerts.clauses.fold import fold
from alerts.reply_help.asked import CriterionFamily

# What decides even beside other words: « performances en matière d'insertion », « responsabilité sociétale ».
_SOCIAL = re.compile(
    r"\binsertion\b|\bsocia(?:le?s?|ux)\b|\bsocietal|\bsocio|\bhandicap|\binclusi|\brse\b|\bdiversite\b"
    r"|\bemploi des publics"
)
_NOT_SOCIAL = re.compile(
    r"\binsertion (?:paysag|architectur|urbain|dans (?:le|son) (?:site|environnement|paysage)|du projet)"
    r"|\bsociale? de l'entreprise|\bsiege social"
)
_WORDS = (
    (
        CriterionFamily.PRICE,
        re.compile(
            r"\bprix\b|\bcouts?\b|\bmontants?\b|\btarif|\bfinanci|\bremises?\b|\brabais\b|\bhonoraires?\b"
            r"|\bvaleur economique|\bredevance|\bremuneration"
        ),
    ),
    (
        CriterionFamily.ENVIRONMENT,
        re.compile(
            r"\benvironnement|\bdurable|\becolog|\bcarbone\b|\brecycl|\breemploi|\bdechets?\b|\benerg|\bclimat"
            r"|\bcircuits? courts?|\bbiolog|\bvert[es]*\b"
        ),
    ),
    (
        CriterionFamily.DELAY,
        re.compile(
            r"\bdelais?\b|\bplanning\b|\bcalendrier|\breactivite|\brapidite|\bdate de livraison"
            r"|\bduree d'execution|\bgarantie de delai"
        ),
    ),
    (
        CriterionFamily.TECHNICAL,
        re.compile(
            r"\btechni|\bqualit|\bmethod|\bmoyens?\b|\bmemoire|\borganisation|\bcompetence|\breference"
            r"|\bexperience|\bpertinence|\bequipe|\bperformance|\bsecurite|\bservices?\b|\bfonctionn"
            r"|\besthetique|\bgarantie|\bcomprehension|\bdemarche|\bmaintenance|\bsav\b"
        ),
    ),
)


# « Performance en matière de développement durable », « qualité du prix »: what they qualify is what counts.
_QUALIFIES = re.compile(
    r"\b(?:performances?|demarches?|qualites?|pertinence|valeur|mesures?|actions?)\s"
    r"(?=environ|ecolo|energ|en (?:matiere|faveur) d|du (?:prix|delai|planning)|des (?:prix|delais)"
    r"|financi|de developpement)"
)


def family_of(name: str, kind: str | None = None) -> CriterionFamily:
    """`kind`: BT-539. A price stays one whatever its name, a cost unless its name says another thing; a « quality »
    says nothing by itself. The first word that tells a family decides, save that what is social is social wherever it
    stands in the name."""
    if kind == "price":
        return CriterionFamily.PRICE
    low = fold(name)
    if _SOCIAL.search(low) and not _NOT_SOCIAL.search(low):
        return CriterionFamily.SOCIAL
    low = _QUALIFIES.sub("", low)
    places = [(found.start(), family) for family, words in _WORDS if (found := words.search(low)) is not None]
    unnamed = CriterionFamily.PRICE if kind == "cost" else CriterionFamily.OTHER
    return min(places)[1] if places else unnamed
