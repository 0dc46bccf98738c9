"""How every reason ends."""

from alerts.model.match import Criterion, Reason, Verdict


def told(criterion: Criterion, verdict: Verdict, text: str) -> Reason:
    """A reason whose text is a whole sentence, with its full stop."""
    return Reason(criterion, verdict, text if text.endswith((".", "…")) else f"{text}.")
