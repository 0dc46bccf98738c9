"""The guide for managers shows messages that the code really writes, from the match to the text."""

from dataclasses import replace
from pathlib import Path

from alerts.channels.markup import to_text
from alerts.clauses.eligibility import may_answer
from alerts.matching import oracle
from alerts.matching.document import describe
from alerts.messages.alert import alert_message
from alerts.messages.answers import together
from alerts.messages.change import changes, facts, merge
from alerts.messages.correction import correction_message
from alerts.model.match import Match
from alerts.model.structure import Criteria, Structure, Territory
from alerts.territory.france import France
from scrapers.notice import Notice, NoticeKind
from tests.alerts.messages.stories import GARDENERS, GREEN_SPACES, NOW, ON_TED, READINGS, RESERVED_LOT, until

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "guide" / "lire-une-alerte.md"
CALL = replace(
    GREEN_SPACES,
    cpv=("77310000",),
    lots=tuple(replace(lot, cpv=("77341000" if lot.id == "LOT-0001" else "77310000",)) for lot in GREEN_SPACES.lots),
)
ACTIVITY = Criteria(
    trades=frozenset({"espaces-verts"}),
    territory=Territory(departements=frozenset({"01", "69"})),
    exclude_words=("élagage", "fleurissement"),
)
STRUCTURE: Structure = replace(GARDENERS, activities=(ACTIVITY,))
CORRECTION = Notice(
    source="boamp",
    publisher_id="26-900050",
    kind=NoticeKind.CORRECTION,
    title=CALL.title,
    url="https://avis.example.org/boamp/26-900050",
    deadline=until(2026, 10, 9, 12, 0),
)


def matched() -> Match:
    document = describe(CALL, READINGS, France.load(), may_answer)
    found = oracle.match(STRUCTURE, document, NOW)
    assert found is not None
    return found


def alert() -> str:
    return to_text(alert_message(STRUCTURE, matched(), (CALL, ON_TED), READINGS, NOW))


def correction() -> str:
    before = facts(CALL, READINGS)
    after = merge(before, facts(CORRECTION, ()), CORRECTION, ())
    answer = may_answer(STRUCTURE.kinds, RESERVED_LOT.reservation, cpv=("77310000",), concession=False)
    still = together([("LOT-0002", answer)])
    notices = (CALL, ON_TED, CORRECTION)
    return to_text(correction_message(STRUCTURE, changes(before, after), after, notices, matched(), still, NOW))


def test_the_alert_of_the_guide_is_an_alert() -> None:
    assert f"```text\n{alert()}```" in GUIDE.read_text(encoding="utf-8")


def test_the_correction_of_the_guide_is_a_correction() -> None:
    assert f"```text\n{correction()}```" in GUIDE.read_text(encoding="utf-8")
