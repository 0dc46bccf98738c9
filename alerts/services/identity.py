"""By what a notice is recognised as one of an opportunity.

In this order: the notice itself and those it corrects; the identifier of the procedure (BT-04, which BOAMP and TED
share) with its buyer, since some software leaves the identifier of its template; the buyer's SIRET with its reference
and the day of the deadline, for copies that have no identifier of the procedure.
"""

import re
from dataclasses import dataclass

from scrapers.notice import Notice, NoticeKind

FOLLOW_UPS = frozenset({NoticeKind.CORRECTION, NoticeKind.CANCELLATION, NoticeKind.AWARD})
SHORTEST_REFERENCE = 4  # letters or digits: "1" or "LOT" would join what has nothing in common


@dataclass(frozen=True, slots=True)
class Identity:
    """`links` are certain. `procedure` and `reference` are completed by `with_phase`."""

    links: tuple[str, ...]
    procedure: str | None
    reference: str | None

    def with_phase(self, announced: bool) -> tuple[str | None, str | None]:
        """`procedure` and `reference` as keys.

        An announcement (PRIOR) has keys of its own: the call that follows it is another opportunity, worth an alert.
        """
        phase = "prior-" if announced else ""
        return (
            f"{phase}procedure:{self.procedure}" if self.procedure else None,
            f"{phase}reference:{self.reference}" if self.reference else None,
        )

    def all_keys(self) -> list[str]:
        """Every key under which its opportunity may be known."""
        both = (*self.with_phase(False), *self.with_phase(True))
        return [*self.links, *(key for key in both if key)]


def identity(notice: Notice) -> Identity:
    """The keys of one notice. `previous` counts only for what corrects, cancels or awards."""
    previous = notice.previous if notice.kind in FOLLOW_UPS else ()
    links = (f"notice:{notice.id}", *(f"notice:{notice.source}:{one}" for one in previous))
    return Identity(links, _procedure(notice), _reference(notice))


def _procedure(notice: Notice) -> str | None:
    procedure = (notice.procedure_id or "").strip().lower()
    buyer = notice.buyer.siret or _letters(notice.buyer.name)
    return f"{procedure}|{buyer}" if procedure else None


def _letters(text: str | None) -> str:
    """Letters and digits only: copies differ in spaces, dashes and capitals."""
    return re.sub(r"[\W_]", "", text or "").casefold()


def _reference(notice: Notice) -> str | None:
    reference = _letters(notice.reference)
    deadline = notice.deadline or next((lot.deadline for lot in notice.lots if lot.deadline), None)
    if not (notice.buyer.siret and deadline and len(reference) >= SHORTEST_REFERENCE):
        return None
    return f"{notice.buyer.siret}|{reference}|{deadline.at.date().isoformat()}"
