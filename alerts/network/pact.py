"""Measure 15 of the « Pacte pour la transition », as far as notices tell: for each local authority of a territory, has
it at least one contract with a social or environmental clause or criterion, and which one proves it.

« Not found » is not « no »: small contracts are not published where Vigie reads.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from alerts.messages.codes import meaning
from alerts.messages.places import place
from alerts.model.match import Verdict
from alerts.model.reading import ClauseKind, Evidence, ReservationStatus
from alerts.model.structure import Territory
from alerts.network.scorecard import Authority, Kept, Pact, Proof
from alerts.network.seen import End, Quoted, SeenBuyer, SeenClause, SeenLot, SeenOpportunity, SeenSpot
from alerts.network.within import departements_of, spot_in
from alerts.territory.authorities import SINGLE, Recognised, Signs, departement_title, recognised, region_title
from alerts.territory.authority_names import AuthorityKind
from alerts.territory.france import France
from alerts.territory.names import folded
from scrapers.notice import NoticeKind

UNSURE = "l'avis n'est pas clair, ou la clause est facultative : à vérifier"
_ORDER = (
    AuthorityKind.REGION,
    AuthorityKind.DEPARTEMENT,
    AuthorityKind.EPCI,
    AuthorityKind.COMMUNE,
    AuthorityKind.OTHER,
)
_STATES = (Kept.YES, Kept.CHECK, Kept.NO, Kept.UNSEEN)
# What proves best first; a reserved lot comes before them all.
_WORTH = (
    *(ClauseKind.CLAUSE_SOCIALE, ClauseKind.SERVICE_INSERTION, ClauseKind.CLAUSE_ENV),
    *(ClauseKind.CRITERE_SOCIAL, ClauseKind.CRITERE_ENV, ClauseKind.CLAUSE_SOCIALE_FACULTATIVE),
)
_SURE = frozenset({ReservationStatus.RESERVED})
_PERHAPS = frozenset(ReservationStatus) - {ReservationStatus.NONE}
Key = tuple[AuthorityKind, str]


@dataclass(frozen=True, slots=True)
class Place:
    """The local authorities that a territory holds by law, whether they were seen or not."""

    regions: frozenset[str]
    departements: frozenset[str]
    epci: frozenset[str]
    communes: frozenset[str]


@dataclass(slots=True)
class _File:
    """What is known of one authority. `sure`: recognised beyond doubt once at least."""

    name: str
    contracts: int = 0
    proving: int = 0
    best: tuple[SeenOpportunity, str | None] | None = None  # what proves it, and what is to be checked in it
    doubt: str | None = None
    sure: bool = False


def pact(seen: Iterable[SeenOpportunity], territory: Territory, france: France) -> Pact:
    """`seen`: every opportunity of the period that may be of the territory, whatever its trade, the newest first."""
    here = place_of(territory, france)
    files: dict[Key, _File] = dict(_known(here, france))
    for one in seen:
        who = _buyer(one.buyer)
        if who is not None and _is_contract(one):
            for key in _keys(who, one.buyer, here, territory, france):
                _put(files, key, who, one)
    found = [_authority(key, file) for key, file in files.items()]
    known = {code for kind, code in files if kind is AuthorityKind.COMMUNE} & here.communes
    return Pact(tuple(sorted(found, key=_order)), len(here.communes), len(here.communes) - len(known))


def _is_contract(one: SeenOpportunity) -> bool:
    """Neither an announcement, nor what was stopped or led to nothing."""
    return one.kind is not NoticeKind.PRIOR and one.end not in (End.CANCELLED, End.UNSUCCESSFUL)


def _buyer(buyer: SeenBuyer) -> Recognised | None:
    spot = buyer.spot or SeenSpot()
    return recognised(Signs(buyer.name, buyer.siren, spot.departements, spot.communes)) if buyer.name else None


def _known(here: Place, france: France) -> Iterator[tuple[Key, _File]]:
    for code in here.regions:
        yield (AuthorityKind.REGION, code), _File(region_title(code))
    for code in here.departements:
        yield (AuthorityKind.DEPARTEMENT, code), _File(departement_title(code))
    for siren in here.epci:
        if epci := france.epci(siren):
            yield (AuthorityKind.EPCI, siren), _File(epci.name)


def _keys(who: Recognised, buyer: SeenBuyer, here: Place, territory: Territory, france: France) -> list[Key]:
    """Under which it is told here; none when it is of another territory."""
    held = {
        AuthorityKind.REGION: here.regions,
        AuthorityKind.DEPARTEMENT: here.departements,
        AuthorityKind.EPCI: here.epci,
        AuthorityKind.COMMUNE: here.communes,
    }
    if who.codes and who.kind in held:
        return [(who.kind, code) for code in who.codes if code in held[who.kind]]
    if buyer.spot is None or spot_in(territory, buyer.spot, france) is Verdict.AGAINST:
        return []
    where = ",".join(sorted(buyer.spot.communes or buyer.spot.departements))
    return [(who.kind, buyer.siren or f"{folded(who.name)} {where}")]


def _put(files: dict[Key, _File], key: Key, who: Recognised, one: SeenOpportunity) -> None:
    file = files.setdefault(key, _File(who.name))
    file.contracts += 1
    file.sure = file.sure or who.doubt is None
    file.doubt = file.doubt or who.doubt
    if not proves(one):
        return
    file.proving += 1
    doubt = who.doubt or (None if proves(one, surely=True) else UNSURE)
    if file.best is None or (file.best[1] is not None and doubt is None):
        file.best = (one, doubt)


def _authority(key: Key, file: _File) -> Authority:
    """A proof without a doubt settles it; else a proof with one is to be checked."""
    kind, code = key
    code = code if code[:1].isdigit() else ""
    proof = best_proof(file.best[0]) if file.best else None
    doubt = file.best[1] if file.best else None if file.sure else file.doubt
    return Authority(file.name, kind, _state(file, proof, doubt), code, file.contracts, file.proving, proof, doubt)


def _state(file: _File, proof: Proof | None, doubt: str | None) -> Kept:
    if not file.contracts:
        return Kept.UNSEEN
    if doubt is not None:
        return Kept.CHECK
    return Kept.YES if proof else Kept.NO


def _order(one: Authority) -> tuple[int, int, str]:
    """By kind, then by name; among communes and others, those with a proof first."""
    many = one.kind in (AuthorityKind.COMMUNE, AuthorityKind.OTHER)
    return _ORDER.index(one.kind), _STATES.index(one.state) if many else 0, folded(one.name)


# The proof


def proves(one: SeenOpportunity, *, surely: bool = False) -> bool:
    """Whether its notices show a reservation, a clause or a criterion, beyond doubt or not."""
    for lot in one.lots:
        if lot.status in (_SURE if surely else _PERHAPS) and lot.proof is not None:
            return True
        if any(not surely or clause.kind is not ClauseKind.CLAUSE_SOCIALE_FACULTATIVE for clause in lot.clauses):
            return True
    return False


def best_proof(one: SeenOpportunity) -> Proof | None:
    """The words that prove most; None when nothing was read."""
    said = ((rank, number, proof) for number, lot in enumerate(one.lots) for rank, proof in _said(one, lot))
    return min(said, default=(0, 0, None), key=lambda found: found[:2])[2]


def _said(one: SeenOpportunity, lot: SeenLot) -> Iterator[tuple[int, Proof]]:
    """What a lot says, and its rank: 0 proves most. Sentences come before codes."""
    if lot.reserved and lot.proof is not None:
        yield (0 if lot.status in _SURE else len(_WORTH)), _proof(one, lot, lot.proof, None)
    for clause in lot.clauses:
        coded = meaning(Evidence(clause.said.field, clause.said.quote)) is not None
        yield 1 + _WORTH.index(clause.kind) + len(_WORTH) * coded, _proof(one, lot, clause.said, clause)


def _proof(one: SeenOpportunity, lot: SeenLot, said: Quoted, clause: SeenClause | None) -> Proof:
    """A bare code proves to a machine only: its meaning stands beside it."""
    evidence = Evidence(said.field, said.quote)
    means = meaning(evidence)
    return Proof(
        said.notice.id,
        one.title,
        said.notice.url,
        said.notice.published or one.appeared,
        clause.kind if clause else None,
        f"{said.quote} ({means})" if means else said.quote,
        place(evidence),
        lot.title if len(one.lots) > 1 else None,
        clause.hours if clause else None,
    )


# The place


@lru_cache(maxsize=64)
def place_of(territory: Territory, france: France) -> Place:
    """Communes that are in it; the EPCI of which half the communes at least are; their départements and régions."""
    inside = frozenset(_communes(territory, france))
    count = dict.fromkeys((siren for insee in inside for siren in france.epci_of(insee)), 0)
    for insee in inside:
        for siren in france.epci_of(insee):
            count[siren] += 1
    epci = frozenset(siren for siren, here in count.items() if here * 2 >= len(_members(siren, france)))
    departements = frozenset(code for insee in inside if (code := france.departement_of(insee)))
    regions = frozenset(region for code in departements if (region := france.region_of(code)))
    cities = frozenset({"75"})  # Paris is a commune and a département in one: told as a commune
    return Place(regions, departements - SINGLE.keys() - cities, epci, inside)


def _members(siren: str, france: France) -> frozenset[str]:
    found = france.epci(siren)
    return found.members if found else frozenset()


def _communes(territory: Territory, france: France) -> Iterator[str]:
    touched = departements_of(territory, france)
    for code in france.departements if touched is None else touched:
        for insee in france.communes_of(code):
            spot = SeenSpot(frozenset({code}), frozenset({insee}), france.point(insee))
            if spot_in(territory, spot, france) is not Verdict.AGAINST:
                yield insee
