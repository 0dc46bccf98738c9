"""Cutting a passage into sentences, even where an old feed lost the space or the line between two of them."""

import re
from collections.abc import Iterator

LONG = 1500  # characters: a sentence beyond that is a list, or hostile

# Dots that do not end a sentence: "L. 2113-12", "art. 30", "C.C.A.P.", "n. 3".
_SHORT = re.compile(r"(?:^|[\s(.,'’])(?:art|al|cf|no?|mme|ste?|tel|ref|ex|min|max|env|p|pp|resp|[A-Za-z])$", re.I)

_CUT = re.compile(
    r"""
      (?P<stop>[.!?]{1,9}\s{1,99}(?=[^\s:]))                          # a dot, a space
    | (?P<glued>(?<=[a-zéèêà0-9)%»"])[.!?](?=[A-ZÉÈÀÎŒ«"\-–•][\w'’ ]))    # a dot, the space lost
    | (?P<acronym>(?<=\.[A-Z])\.\s{0,9}(?=[A-ZÉÈÀ][a-zéèà]))        # C.C.P.Dans le cadre
    | (?P<semicolon>;)
    | (?P<bullet>(?:(?<=[:;.,\n])|(?<=[:;.,\n]\s))[-–•*]\s{0,99}(?=\S))     # a list, on lines or not
    | (?P<line>(?<!:)(?<!:\s)\n\s{0,40}                                 # a new line that begins something,
        (?!(?:Non|Oui|NON|OUI|Néant|Sans\ objet|Aucune?)\b)          # and is not the answer to a label
        (?=[A-ZÉÈÀÎŒ0-9\-–•*]))
    | (?P<round>(?<=[\w)])o(?=(?:Tranche|Lot|Phase|Période|Année)))   # a round bullet pasted as "o"
    | (?P<camel>(?<=[a-zéèêàùûîôç]{3})(?=(?!Agri|Eau|Tech)[A-ZÉÈÀÎ][a-zéèêàûîôç'’]))   # "socialeIl est"
    | (?P<number>(?<=[0-9])(?=(?:Les?|La|Une?|Il|Elle|Ce|Cette|Ces|Pour|Dans|En)\s))         # "lot 7Il est"
    | (?P<article>(?<=[A-Z]{2})(?=(?:Les?|La|Une?|Il|Elle|Ce|Cette|Ces|Pour|Dans|En)\s))  # "CCTPLe marché"
    | (?P<paren>(?<=\))(?=[A-ZÉÈÀ][a-zéèê]))                         # "(minimum)Lot 2"
    | (?P<unit>(?:(?<=[0-9][hH])|(?<=[0-9]\s[hH]))(?=[A-ZÉ][a-zé]))                       # "175 hLot 2"
    """,
    re.VERBOSE,
)


# Where a cut may begin: trying `_CUT` at every character would be ten times slower.
_CANDIDATE = re.compile(r"[.!?;\n]|(?<=[:;.,\n\s])[-–•*]|(?<=\S)[A-ZÉÈÀÎŒ]|(?<=\S)o(?=[TLPA])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, spaces trimmed, in order; they never overlap."""
    spans = []
    start = 0
    for candidate in _CANDIDATE.finditer(text):
        cut = _CUT.match(text, candidate.start())
        if cut is None or cut.start() < start:
            continue
        if cut["stop"] and _SHORT.search(text, max(0, cut.start() - 6), cut.start()):
            continue
        spans.append((start, cut.start() + _kept(cut)))
        start = cut.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, *span)) is not None]


def bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut after a comma or between two words when it has no end: nobody reads more than `LONG` at once."""
    while end - start > LONG:
        half = start + LONG // 2
        comma = text.rfind(", ", half, start + LONG)
        cut = comma + 1 if comma > 0 else text.rfind(" ", half, start + LONG)
        cut = cut if cut > 0 else start + LONG
        if (piece := _trim(text, start, cut)) is not None:
            yield piece
        start = cut
    if (piece := _trim(text, start, end)) is not None:
        yield piece


def _kept(cut: re.Match[str]) -> int:
    """How much of the cut stays with the sentence before: its dot."""
    return 1 if cut["stop"] or cut["glued"] or cut["acronym"] else 0


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
