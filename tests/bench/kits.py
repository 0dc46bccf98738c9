"""Kits of five papers, from a case to .docx bytes, beside docxtpl alone on the same template with the same context.

Ours does everything: the plan, the documents, the memoir that follows the criteria of the notice, then the five files.
The peer is handed the contexts already made, and does what its documentation shows: open the template, render it, save
it. Asserted first: both give the same words in the same order, as `docx2python` reads them.

- A kit of a structure and a lot that are new each time; the same beside .odt, whose peer is none.
- Memory: the peak of a process that writes 300 kits (1,000 with `--full`), beside that of one that writes 20.

Seen on two idle cores: 65 kits a second (325 papers) beside 3.2, 20 times; 46 as .odt; 102 MB for 300, 99 for 20.
"""

import io
import itertools
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from docx2python import docx2python
from docxtpl import DocxTemplate

from alerts.clauses.eligibility import may_answer
from alerts.clauses.read import read_notice
from alerts.files.context import context_of
from alerts.files.docx import TEMPLATE, docx_bytes
from alerts.files.kit import FileFormat, kit_files
from alerts.model.match import Match
from alerts.model.reading import Answer
from alerts.model.reply import Sheet
from alerts.reply_help.case import Case
from alerts.reply_help.papers import papers
from alerts.reply_help.read_asks import asks_of
from scrapers.boamp.record import read_record
from tests.bench.row import Row, in_turn
from tests.bench.synthetic import records, structures

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PEER = "docxtpl alone, papers already made"
ROUNDS = 3


def bench(full: bool = False) -> list[Row]:
    count = 60 if full else 12
    stream = cases()
    _same_words(list(itertools.islice(stream, 2)))
    slices = [list(itertools.islice(stream, count)) for _ in range(ROUNDS)]
    made = [[context_of(paper) for one in some for paper in papers(one, NOW)] for some in slices]
    word, plain, libre = iter(slices), iter(made), iter(slices)  # a new slice a round: nobody remembers the last one
    ours, theirs, odt = in_turn(
        lambda: [kit_files(one, NOW, FileFormat.DOCX) for one in next(word)],
        lambda: [plainly(context) for context in next(plain)],
        lambda: [kit_files(one, NOW, FileFormat.ODT) for one in next(libre)],
        rounds=ROUNDS,
    )
    many, few = (_peak(number) for number in ((1000 if full else 300), 20))
    return [
        Row("kits", "five papers .docx", count / ours, "kits/s", PEER, count / theirs, lower_is_better=False),
        Row("kits", "five papers .odt", count / odt, "kits/s", lower_is_better=False),
        Row("kits", "peak memory of many kits", many, "MB", "of 20", few),
    ]


def cases() -> Iterator[Case]:
    """Structures and notices in turn, never the same two."""
    notices = [read_record(one) for one in records(200, NOW.date())]
    known = list(structures(50))
    for number in itertools.count():
        notice, structure = notices[number % len(notices)], known[number % len(known)]
        structure = replace(structure, name=f"{structure.name} {number}")
        lot, reading = notice.lots[0], read_notice(notice)[0]
        allowed = may_answer(
            structure.kinds, reading.reservation, cpv=lot.cpv or notice.cpv, concession=notice.concession
        )
        yield Case(
            structure,
            number + 1,
            Match(structure.id, notice.id, Answer.YES, False, (), (lot.id,)),
            notice,
            lot,
            reading,
            allowed,
            asks_of(notice, lot, reading),
            sheet=Sheet(legal_name=structure.name, staff=18.0, insertion_fte=14.0),
            deadline=lot.deadline or notice.deadline,
            lots=notice.lots,
        )


def plainly(context: dict[str, object]) -> bytes:
    template, target = DocxTemplate(TEMPLATE), io.BytesIO()
    template.render(context, autoescape=True)
    template.save(target)
    return target.getvalue()


def _same_words(some: list[Case]) -> None:
    for paper in (one for case in some for one in papers(case, NOW)):
        assert _words(docx_bytes(paper)) == _words(plainly(context_of(paper)))


def _words(content: bytes) -> str:
    with docx2python(io.BytesIO(content)) as read:
        return str(read.text)


def _peak(count: int) -> float:
    command = [sys.executable, "-m", "tests.bench.kits", str(count)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=900).stdout)


def _main(count: int) -> None:
    for one in itertools.islice(cases(), count):
        assert len(kit_files(one, NOW, FileFormat.DOCX)) == 5
    status = Path("/proc/self/status").read_text()
    sys.stdout.write(str(int(status.split("VmHWM:")[1].split()[0]) / 1024))


if __name__ == "__main__":
    _main(int(sys.argv[1]))
