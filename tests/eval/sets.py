"""The three sets: real notices labelled by hand, wordings sorted by class, and sentences that we wrote."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from alerts.clauses.read import read_notice
from scrapers.boamp.record import read_record
from scrapers.notice import Lot, Notice, NoticeKind, Passage, Topic
from tests.eval.labels import of_readings, of_set
from tests.eval.score import Case

FIXTURES = Path(__file__).resolve().parent.parent / "alerts" / "clauses" / "fixtures"
CLASSES = {
    "CLAUSE_ENV": {"clause_env"},
    "CLAUSE_SOCIALE": {"clause_sociale"},
    "CLAUSE_SOCIALE_FACULTATIVE": {"clause_sociale_facultative"},
    "CLAUSE_SOCIALE+CLAUSE_ENV": {"clause_sociale", "clause_env"},
    "RECTIF_CLAUSE": {"clause_sociale"},
    "CRITERE_ENV": {"critere_env"},
    "CRITERE_SOCIAL": {"critere_social"},
    "SERVICE_INSERTION": {"service_insertion"},
    "RESERVE_EA_ESAT": {"res:ea_esat"},
    "RESERVE_SIAE": {"res:siae"},
    "RESERVE_ESS": {"res:ess"},
    "RESERVE_PENIT": {"res:prison"},
    "RESERVE_MIXTE": {"res:ea_esat", "res:siae"},
    "RESERVE_INDETERMINE": {"res:?"},
}


def held_out(publisher_id: str) -> bool:
    """Half of the labelled notices, drawn by hash, that nobody read while the rules were written."""
    return hashlib.sha256(f"vigie-2026:{publisher_id}".encode()).digest()[0] % 2 == 1


def labelled(path: Path, held: bool | None = None) -> Iterator[Case]:
    """The labelled notices, read through BOAMP's reader; one half of them when `held` is given."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        expected = row["expected"]
        if held is not None and held_out(expected["idweb"]) is not held:
            continue
        notice = read_record(row["record"])
        text = " | ".join(passage.text for passage in notice.passages)
        yield Case(
            expected["idweb"], text, of_set(expected["labels"]), read_notice(notice), expected["hours"], with_hours=True
        )


def lexicon(path: Path) -> Iterator[tuple[str, bool, Case]]:
    """Class, whether the reading has it, and the case, for each wording that is a text and not a code.

    A class of traps or denials (PIEGE_…, NEG_…) expects that nothing of its subject is read.
    """
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        kind, wording, source = line.split("\t")
        if "(code)" in kind:
            continue
        topic = Topic.TITLE if "objet" in source or kind == "SERVICE_INSERTION" else Topic.CONDITIONS
        case = Case(kind, wording, frozenset(CLASSES.get(kind, ())), read_notice(_of_text(wording, topic)))
        yield kind, _agrees(case), case


def _agrees(case: Case) -> bool:
    found = of_readings(case.readings)
    if case.expected:
        return case.expected <= found
    if "RESERVE" in case.name:
        return not any(label.startswith("res:") for label in found)
    return not found


def ours() -> Iterator[tuple[dict[str, object], Notice]]:
    """Our own sentences, each as a notice, with the line that says what is expected of it."""
    for path in sorted(FIXTURES.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            row["name"] = f"{path.stem}:{number}"
            yield row, _of_text(row["text"], Topic(row.get("topic", "conditions")), row.get("listed", ()))


def _of_text(text: str, topic: Topic, lots: tuple[str, ...] = ()) -> Notice:
    listed = tuple(Lot(id=number) for number in lots) or (Lot(),)
    return Notice("essai", "1", NoticeKind.CALL, "", passages=(Passage("texte", text, topic),), lots=listed)


def expected_of(row: dict[str, object]) -> frozenset[str]:
    """The labels that one of our sentences must give, over all its lots."""
    found: set[str] = set()
    by_lot = row.get("by_lot") or {None: row.get("reservation", "none")}
    assert isinstance(by_lot, dict)
    for said in by_lot.values():
        if isinstance(said, list):
            found |= {f"res:{group}" for group in said}
        elif said in ("unknown", "conflict"):
            found.add("res:?")
    clauses = row.get("clauses_by_lot") or {None: row.get("clauses", [])}
    assert isinstance(clauses, dict)
    return frozenset(found.union(*clauses.values()))


def our_cases() -> Iterator[Case]:
    """Our own sentences as cases."""
    for row, notice in ours():
        hours = row.get("hours")
        assert hours is None or isinstance(hours, int | float)
        yield Case(str(row["name"]), str(row["text"]), expected_of(row), read_notice(notice), hours, "hours" in row)
