"""`./run eval`: how well we read. Exit code 1 when the targets are not reached.

python -m tests.eval                 figures and every miss
python -m tests.eval --half dev      only the half that rules may be written from
python -m tests.eval --half held     only the half kept apart: figures, without its texts
"""

import sys
from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from tests.conftest import SHARED
from tests.eval.score import Case, Score
from tests.eval.sets import labelled, lexicon, our_cases

console = Console()


def main(arguments: list[str]) -> int:
    """Print every figure that can be had here; 1 when a target is missed."""
    half = arguments[arguments.index("--half") + 1] if "--half" in arguments else None
    scores = [_score("Our own sentences", our_cases())]
    path = SHARED / "boamp" / "labelled.jsonl"
    if path.is_file():
        held = None if half is None else half == "held"
        scores.append(_score("Labelled notices" + (f" ({half})" if half else ""), labelled(path, held)))
    else:
        console.print("[yellow]The labelled notices are not beside this checkout: skipped.[/]")
    for score in scores:
        _show(score, with_misses=half != "held")
    if (SHARED / "lexicon.tsv").is_file() and half is None:
        _show_lexicon()
    return 0 if all(score.reaches() for score in scores) else 1


def _score(title: str, cases: Iterable[Case]) -> Score:
    score = Score(title)
    for case in cases:
        score.add(case)
    return score


def _show(score: Score, with_misses: bool) -> None:
    table = Table(
        "label", "right", "invented", "missed", "precision", "recall", "F1", title=f"{score.title}: {score.cases}"
    )
    for label in score.labels():
        counts = (str(score.right[label]), str(score.invented[label]), str(score.missed[label]))
        measures = (score.precision(label), score.recall(label), score.f1(label))
        table.add_row(label, *counts, *(f"{measure:.3f}" for measure in measures))
    console.print(table)
    console.print(f"hours right: {score.hours_right} of {score.hours_asked}; wrong beneficiaries: {score.wrong}")
    for miss in score.misses if with_misses else ():
        console.print(miss, markup=False, highlight=False)


def _show_lexicon() -> None:
    right, asked = Counter[str](), Counter[str]()
    misses = []
    for kind, agrees, case in lexicon(SHARED / "lexicon.tsv"):
        asked[kind] += 1
        right[kind] += agrees
        if not agrees:
            misses.append(f"{kind}: {case.text[:160]}")
    table = Table("class", "right", "of", title=f"Wordings: {right.total()} of {asked.total()}")
    for kind in sorted(asked):
        table.add_row(kind, str(right[kind]), str(asked[kind]))
    console.print(table)
    for miss in misses:
        console.print(miss, markup=False, highlight=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
