"""What can go wrong outside, each with its source, its address and a sentence for people, in French."""

from scrapers.storable import storable
from scrapers.wire.addresses import shown


class SourceError(Exception):
    """Base of all troubles with a source. `sentence` is for people, `detail` for the log; `address` keeps no secret."""

    def __init__(self, source: str, address: str, sentence: str, detail: str = "") -> None:
        address, sentence = shown(address), storable(sentence)
        super().__init__(f"{source}: {sentence} ({address}{'; ' + detail if detail else ''})")
        self.source, self.address, self.sentence, self.detail = source, address, sentence, detail


class SourceUnreachable(SourceError):
    """No usable answer: network trouble, time-out, 5xx, 429. Worth trying again; `retry_after` in seconds if told."""

    def __init__(
        self, source: str, address: str, sentence: str, detail: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(source, address, sentence, detail)
        self.retry_after = retry_after


class SourceRefused(SourceError):
    """The source said no (4xx), or we refuse to follow it (private address, body over the cap)."""

    def __init__(self, source: str, address: str, sentence: str, detail: str = "", status: int | None = None) -> None:
        super().__init__(source, address, sentence, detail)
        self.status = status


class SourceChanged(SourceError):
    """The answer came but is not what this source's answers look like: HTML for JSON, a missing key, a cut body."""


class NoticeUnreadable(ValueError):
    """One notice cannot be read. `reason` is a French sentence; the rest of its batch goes on."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
