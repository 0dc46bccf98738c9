"""The figures that we promise, on our sentences and on the notices labelled by hand when they are here."""

from pathlib import Path

from tests.eval.score import Score
from tests.eval.sets import labelled, our_cases


def test_our_sentences_reach_the_targets() -> None:
    score = Score("ours")
    for case in our_cases():
        score.add(case)
    assert score.reaches(), "\n".join(score.misses)


def test_labelled_notices_reach_the_targets(shared_data: Path) -> None:
    score = Score("labelled")
    for case in labelled(shared_data / "boamp" / "labelled.jsonl"):
        score.add(case)
    assert score.precision("clause_sociale") >= 0.95
    assert score.recall("clause_sociale") >= 0.95
    assert score.precision("reservations") >= 0.95
    assert score.recall("reservations") >= 0.95
    assert score.wrong == 0
