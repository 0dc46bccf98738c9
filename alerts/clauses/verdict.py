"""From the claims about one lot to one reservation. Codes first, then what stands nearest to the lot."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from alerts.clauses.claims import ALL, WORKSHOPS, Claim, Said
from alerts.model.reading import Beneficiary, Evidence, Reservation, ReservationStatus

_SAYING = (Said.RESERVED, Said.UNNAMED, Said.CONTRADICTORY)
EVIDENCE = 4  # proofs kept at most


def reservation(
    coded: Sequence[Claim], stated: Sequence[Claim], has_clause: bool, lots_named: Iterable[str]
) -> Reservation:
    """What a lot's codes and statements say together.

    `stated` are the claims of texts that hold for the lot, nearest first already chosen. `has_clause`: its text
    states a social clause, which explains a lone BT-736 = yes.
    """
    code = _strongest(coded)
    text = _without_bare([claim for claim in stated if claim.said in _SAYING], code)
    denials = _about_the_same([claim for claim in stated if claim.said is Said.DENIED], text)
    if code is not None and code.said is Said.DENIED:
        return _denied(code, text, denials)
    if code is not None and code.said in _SAYING:
        return _coded(code, text, denials, [claim for claim in stated if claim.said is Said.HINT], lots_named)
    if text:
        return _conflict([*text, *denials]) if denials else _stated([*text, *_opening(stated, text)], lots_named)
    if denials:
        return Reservation(evidence=_proofs(denials))
    return _sheltered([*coded, *stated], has_clause)


def _without_bare(text: list[Claim], code: Claim | None) -> list[Claim]:
    """A bare article tells to whom what is said elsewhere to be reserved; alone, it only says that it may be."""
    if (code is not None and code.said in _SAYING) or not all(claim.bare for claim in text):
        return text
    return [replace(one, said=Said.UNNAMED, to=frozenset(), possible=one.to | one.possible) for one in text]


def _about_the_same(denials: list[Claim], text: list[Claim]) -> list[Claim]:
    """Denials, without those of other lots: "lot 4 réservé aux EA, lots 1 à 3 non réservés" where no lot is listed."""
    if not text or not all(claim.scope.named for claim in text):
        return denials
    numbers = _numbers(text)
    return [claim for claim in denials if not claim.scope.named or not claim.scope.named.isdisjoint(numbers)]


def _opening(stated: Sequence[Claim], text: list[Claim]) -> list[Claim]:
    """ "Toutes les entreprises peuvent répondre", against articles cited without naming anybody."""
    if not all(claim.by_article for claim in text):
        return []
    return _about_the_same([claim for claim in stated if claim.said is Said.OPEN], text)


def _strongest(coded: Sequence[Claim]) -> Claim | None:
    """Among several codes: a named group, then an unnamed one, then "none"."""
    for said in (Said.RESERVED, Said.UNNAMED, Said.DENIED):
        for claim in coded:
            if claim.said is said:
                return claim
    return None


def _denied(code: Claim, text: list[Claim], denials: list[Claim]) -> Reservation:
    """Coded "none": a text that reserves contradicts it."""
    if text:
        return _conflict([code, *text])
    return Reservation(evidence=_proofs([code, *denials]))


def _coded(
    code: Claim, text: list[Claim], denials: list[Claim], hints: list[Claim], lots_named: Iterable[str]
) -> Reservation:
    """Coded as reserved: the text says to whom."""
    if denials:
        return _conflict([code, *text, *denials])
    named = [claim for claim in text if claim.to or claim.said is Said.CONTRADICTORY] or _useful(hints, code)
    if not named:
        return _stated([code, *text], lots_named)
    to = frozenset[Beneficiary]().union(*(claim.to for claim in named))
    allowed = code.to or code.possible
    if not to <= allowed:
        return _conflict([code, *named])
    return _stated([code, *named] if code.to else [*named, *_as_proof(code)], lots_named)


def _useful(hints: list[Claim], code: Claim) -> list[Claim]:
    """Groups named without a word of reservation, if the code covers them."""
    allowed = code.to or code.possible
    fitting = [claim for claim in hints if claim.to <= allowed]
    groups = frozenset[Beneficiary]().union(*(claim.to for claim in fitting))
    together = len(groups) == 1 or groups == WORKSHOPS
    return [_saying(claim) for claim in fitting] if fitting and together else []


def _saying(claim: Claim) -> Claim:
    return Claim(Said.RESERVED, claim.evidence, claim.to, article=claim.article, scope=claim.scope, lot_id=claim.lot_id)


def _as_proof(code: Claim) -> list[Claim]:
    return [Claim(Said.UNNAMED, code.evidence, possible=code.possible)]


def _stated(claims: list[Claim], lots_named: Iterable[str]) -> Reservation:
    """Claims that all say "reserved"."""
    if any(claim.said in (Said.CONTRADICTORY, Said.OPEN) for claim in claims):
        return _conflict(claims)
    named = [claim for claim in claims if claim.to]
    article = next((claim.article for claim in claims if claim.article), None)
    if not named:
        possible = frozenset(ALL).intersection(*(claim.possible for claim in claims)) or claims[0].possible
        return Reservation(
            ReservationStatus.UNKNOWN, (), article, _proofs(claims), _sorted(possible), tuple(lots_named)
        )
    widest = _widest(named)
    if widest is None:
        return _conflict(claims)
    return Reservation(ReservationStatus.RESERVED, _sorted(widest), article, _proofs(claims), (), tuple(lots_named))


def _widest(named: list[Claim]) -> frozenset[Beneficiary] | None:
    """The group that contains all others, if one claim says it; claims about different lots do not contradict."""
    union = frozenset[Beneficiary]().union(*(claim.to for claim in named))
    if any(claim.to == union for claim in named):
        return union
    by_group: dict[frozenset[Beneficiary], list[Claim]] = defaultdict(list)
    for claim in named:
        by_group[claim.to].append(claim)
    apart = all(_apart(some, others) for some, others in combinations(by_group.values(), 2))
    return union if apart else None


def _apart(some: list[Claim], others: list[Claim]) -> bool:
    """Whether claims are about other lots than others: by their numbers, or each ending its own line."""
    if not _numbers(some).isdisjoint(_numbers(others)):
        return False
    return all(one and other for one in _numbered(some) for other in _numbered(others))


def _numbers(claims: list[Claim]) -> frozenset[str]:
    return frozenset[str]().union(*(claim.scope.named for claim in claims))


def _numbered(claims: list[Claim]) -> frozenset[bool]:
    """Whether the claims that are not local name their lots."""
    return frozenset(bool(claim.scope.named) for claim in claims if not claim.local)


def _conflict(claims: list[Claim]) -> Reservation:
    possible = frozenset[Beneficiary]().union(*(claim.to | claim.possible for claim in claims))
    article = next((claim.article for claim in claims if claim.article), None)
    return Reservation(ReservationStatus.CONFLICT, (), article, _proofs(claims), _sorted(possible or frozenset(ALL)))


def _sheltered(claims: list[Claim], has_clause: bool) -> Reservation:
    """BT-736 = yes alone: perhaps a reservation, unless a social clause explains it."""
    sheltered = [claim for claim in claims if claim.said is Said.SHELTERED]
    if not sheltered or has_clause:
        return Reservation()
    return Reservation(ReservationStatus.UNKNOWN, evidence=_proofs(sheltered), possible=_sorted(sheltered[0].possible))


def _sorted(groups: frozenset[Beneficiary]) -> tuple[Beneficiary, ...]:
    return tuple(sorted(groups))


def _proofs(claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(claim.evidence for claim in claims))[:EVIDENCE]
