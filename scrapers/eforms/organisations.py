"""Who buys: the organisation that the contracting party names, never the first of the list (often the platform).
And who won, by the identifiers that results name."""

import re

from scrapers.dates import zones_of
from scrapers.eforms import names as n
from scrapers.eforms.subject import address
from scrapers.eforms.tree import Branches, Element, branches, leaf, leaf_at, under
from scrapers.eforms.wording import Wording
from scrapers.notice import Buyer, Winner

_NOT_DIGITS = re.compile(r"\s+")
_SIRET = re.compile(r"\d{14}", re.ASCII)


def buyer(root: Branches, eu: Branches, wording: Wording) -> Buyer:
    """BT-500, BT-501 and the address of the buyer; of a group of buyers, the one that leads it, else the first."""
    wanted = [leaf_at(party, n.PARTY, n.PARTY_ID, n.ID) for party in root.get(n.CONTRACTING_PARTY, ())]
    known = _by_id(eu, set(filter(None, wanted)))
    group = [known[one] for one in wanted if one in known]
    if not group:
        return Buyer()
    chosen = next((one for one in group if leaf(one, n.GROUP_LEAD) == "true"), group[0])
    company = under(chosen, n.COMPANY)
    place = address(company[n.POSTAL_ADDRESS][0]) if n.POSTAL_ADDRESS in company else None
    return Buyer(
        name=wording.of(under(company, n.PARTY_NAME).get(n.NAME, [])) or None,
        siret=_siret(company.get(n.LEGAL_ENTITY, [])) if zones_of(place) else None,
        place=place,
    )


def winners(eu: Branches, wanted: set[str], wording: Wording) -> dict[str, Winner]:
    """The wanted organisations by identifier: name, SIRET of a French one, town. One without a name is left out."""
    found: dict[str, Winner] = {}
    for identifier, organisation in _by_id(eu, wanted).items():
        company = under(organisation, n.COMPANY)
        place = address(company[n.POSTAL_ADDRESS][0]) if n.POSTAL_ADDRESS in company else None
        siret = _siret(company.get(n.LEGAL_ENTITY, [])) if zones_of(place) else None
        name = wording.of(under(company, n.PARTY_NAME).get(n.NAME, []))
        if name:
            found[identifier] = Winner(name, siret, place.town if place else None)
    return found


def _by_id(eu: Branches, wanted: set[str]) -> dict[str, Branches]:
    """The wanted organisations, by their own identifier or that of one of their touch points."""
    found: dict[str, Branches] = {}
    for element in under(eu, n.ORGANIZATIONS).get(n.ORGANIZATION, ()):
        if len(found) == len(wanted):
            break
        organisation = branches(element)
        for party in (*organisation.get(n.COMPANY, ()), *organisation.get(n.TOUCH_POINT, ())):
            identifier = leaf_at(party, n.PARTY_ID, n.ID)
            if identifier in wanted:
                found.setdefault(identifier, organisation)
    return found


def _siret(entities: list[Element]) -> str | None:
    """BT-501 when it is a SIRET: 14 digits once its spaces are gone (of a French buyer: others number theirs too).
    A company may publish several numbers."""
    numbers = (_NOT_DIGITS.sub("", leaf_at(entity, n.COMPANY_ID)) for entity in entities)
    return next((number for number in numbers if _SIRET.fullmatch(number)), None)
