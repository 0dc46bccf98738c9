"""What coded fields say: eForms code lists (BT-71, BT-736, BT-775, BT-06, BT-774, BT-805) and BOAMP's yes/no."""

from collections.abc import Iterable, Iterator

from alerts.clauses.claims import WORKSHOPS, Claim, Said
from alerts.clauses.clause import Ask
from alerts.model.reading import Beneficiary, ClauseKind, Evidence
from scrapers.notice import Code

# BT-71 and BOAMP's MARCHE_RESERVE: what is said, to whom, and who it may be.
_NONE: frozenset[Beneficiary] = frozenset()
_RESERVED: dict[tuple[str, str], tuple[Said, frozenset[Beneficiary], frozenset[Beneficiary]]] = {
    ("reserved-procurement", "none"): (Said.DENIED, _NONE, _NONE),
    ("reserved-procurement", "res-ws"): (Said.UNNAMED, _NONE, WORKSHOPS),
    ("reserved-procurement", "res-pub-ser"): (Said.RESERVED, frozenset({Beneficiary.ESS}), _NONE),
    ("marche_reserve", "non"): (Said.DENIED, _NONE, _NONE),
    ("marche_reserve", "oui"): (Said.UNNAMED, _NONE, frozenset(Beneficiary)),
    ("marche_reserve", "ateliers_proteges"): (Said.RESERVED, frozenset({Beneficiary.EA_ESAT}), _NONE),
    ("marche_reserve", "emplois_proteges"): (Said.SHELTERED, _NONE, WORKSHOPS),
    ("reserved-execution", "yes"): (Said.SHELTERED, _NONE, WORKSHOPS),
}
_UNKNOWN = (Said.UNNAMED, _NONE, frozenset(Beneficiary))

_CLAUSES: dict[tuple[str, str], ClauseKind] = {
    ("social-objective", "opp"): ClauseKind.CLAUSE_SOCIALE,
    ("strategic-procurement", "env-imp"): ClauseKind.CLAUSE_ENV,
    ("gpp-criteria", "eu"): ClauseKind.CRITERE_ENV,
    ("gpp-criteria", "national"): ClauseKind.CRITERE_ENV,
    ("gpp-criteria", "other"): ClauseKind.CRITERE_ENV,
}


def reservation_claims(codes: Iterable[Code], lot_id: str | None) -> Iterator[Claim]:
    """What the codes claim about a reservation. A code published empty, or unknown to us, is unknown and not "none"."""
    for code in codes:
        known = _RESERVED.get((code.name, code.value))
        if known is None and code.name == "reserved-procurement":
            known = _UNKNOWN
        if known is not None:
            said, to, possible = known
            yield Claim(said, Evidence(code.field, code.value), to, possible, lot_id=lot_id)


def asks(codes: Iterable[Code], lot_id: str | None) -> Iterator[Ask]:
    """Clauses that the codes state. BT-06 "soc-obj" counts only where BT-775 does not say which objective."""
    present = tuple(codes)
    for code in present:
        kind = _CLAUSES.get((code.name, code.value))
        if kind is None and code.name == "environmental-impact" and code.value not in ("", "none"):
            kind = ClauseKind.CLAUSE_ENV  # BT-774: every code of the list is an environmental aim
        if kind is not None:
            yield Ask(kind, Evidence(code.field, code.value), lot_id=lot_id)
    if any(code.name == "social-objective" for code in present):
        return
    for code in present:
        if (code.name, code.value) == ("strategic-procurement", "soc-obj"):
            yield Ask(ClauseKind.CLAUSE_SOCIALE, Evidence(code.field, code.value), lot_id=lot_id)
