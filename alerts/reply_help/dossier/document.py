"""One document of an answer, as a value."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from alerts.model.reading import Evidence
from alerts.model.reply import ProofKind
from alerts.reply_help.proofs import CATALOGUE, State


class Stage(StrEnum):
    """When a document is given."""

    CANDIDACY = "candidacy"  # with the answer; alone first when the buyer then chooses whom to invite
    OFFER = "offer"  # with the candidacy, or once invited
    WINNER = "winner"  # only if you win


@dataclass(frozen=True, slots=True)
class Document:
    """`id` is stable (32 characters at most: it stands in buttons). Sentences are French.

    `proof`: what stands for it in the drawer, None when it is written for this contract; `state` and `ends` come from
    the drawer. `check`: what must be verified before believing it is needed; `optional`: most structures will not
    need it. `evidence`: where the notice asks for it.
    """

    id: str
    name: str
    what: str
    where: str
    stage: Stage
    lasts: str = ""
    proof: ProofKind | None = None
    state: State = State.TO_WRITE
    ends: date | None = None
    ticked: bool = False
    check: str = ""
    evidence: tuple[Evidence, ...] = ()
    optional: bool = False

    @property
    def ready(self) -> bool:
        """Ticked, or in the drawer and good on the day."""
        return self.ticked or self.state is State.READY


@dataclass(frozen=True, slots=True)
class Documents:
    """`items` in the order in which they are prepared. `candidacy_first`: the offer only once invited. `notes`: French
    sentences on the whole."""

    items: tuple[Document, ...]
    candidacy_first: bool = False
    notes: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[Document, ...]:
        """What is to be prepared now: without what only the winner gives, nor the offer when one is invited first."""
        later = {Stage.WINNER, Stage.OFFER} if self.candidacy_first else {Stage.WINNER}
        return tuple(one for one in self.items if one.stage not in later)

    @property
    def invited(self) -> tuple[Document, ...]:
        """The offer, when it is only asked of those whom the buyer invites."""
        return tuple(one for one in self.items if self.candidacy_first and one.stage is Stage.OFFER)

    @property
    def winner(self) -> tuple[Document, ...]:
        return tuple(one for one in self.items if one.stage is Stage.WINNER)

    @property
    def ready(self) -> tuple[Document, ...]:
        """Those of `asked` that are."""
        return tuple(one for one in self.asked if one.ready)


def from_drawer(
    kind: ProofKind,
    stage: Stage,
    *,
    check: str = "",
    evidence: tuple[Evidence, ...] = (),
    what: str = "",
    optional: bool = False,
) -> Document:
    """A document that a drawer holds."""
    known = CATALOGUE[kind]
    return Document(
        f"doc-{kind.value}",
        known.name,
        what or known.what,
        known.where,
        stage,
        known.lasts,
        kind,
        State.MISSING,
        check=check,
        evidence=evidence,
        optional=optional,
    )
