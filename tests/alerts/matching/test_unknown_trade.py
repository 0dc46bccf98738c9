"""A slug that the file of trades does not have holds up nobody."""

from dataclasses import replace

from alerts.matching import oracle
from alerts.matching.document import describe
from alerts.matching.index import Index
from tests.alerts.matching.people import FOR_SIAE, FRANCE, NOW, notice, reserved, structure


def test_a_trade_that_the_file_does_not_have_stops_nobody() -> None:
    """A profile of another version, or a forged button: the trades that are known count, and nothing fails."""
    known = structure("aci", trades=["espaces-verts"], departements=["01"], wants=["reserved"])
    (wish,) = known.activities
    older = replace(
        known, id="ancienne", activities=(replace(wish, trades=frozenset({"agriculture", "espaces-verts"})),)
    )
    only = replace(known, id="seule", activities=(replace(wish, trades=frozenset({"agriculture"})),))
    document = describe(notice(), reserved(FOR_SIAE), FRANCE)
    found = Index((known, older, only), FRANCE).matches(document, NOW, near_misses=False)
    assert [one.structure_id for one in found] == ["ancienne", "la-notre"]
    assert found == oracle.matches((known, older, only), document, NOW, near_misses=False)
