"""How every reason ends, and how a lot is called in it."""

import re

from alerts.matching.document import LotFacts
from alerts.model.match import Criterion, Reason, Verdict

_LOT = re.compile(r"^lot[-_\s]*(?:n°)?\s*", re.IGNORECASE)


def told(criterion: Criterion, verdict: Verdict, text: str) -> Reason:
    """A reason whose text is a whole sentence, with its full stop."""
    return Reason(criterion, verdict, text if text.endswith((".", "…")) else f"{text}.")


def one_of_several(lot: LotFacts) -> str:
    """ "lot 2" for "2" or "LOT-0002"; empty when the lot is alone, which is then the whole contract."""
    if lot.alone:
        return ""
    bare = _LOT.sub("", (lot.lot_id or "").strip())
    return f"lot {bare.lstrip('0') or bare}".strip()
