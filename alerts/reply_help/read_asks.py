"""What a notice asks of whoever answers one of its lots: from its codes, then from its words."""

from alerts.model.reading import LotReading
from alerts.reply_help.asked import Asks
from alerts.reply_help.asks import duration, insertion
from alerts.reply_help.asks.criteria import criteria
from alerts.reply_help.asks.facilitator import FACILITATOR
from alerts.reply_help.asks.line import text_of
from alerts.reply_help.asks.lot_limits import lots_bid, lots_won
from alerts.reply_help.asks.of_the_contract import (
    ADVANCE,
    GROUP,
    GUARANTEE,
    PENALTIES,
    SAMPLES,
    SUBCONTRACTING,
    TAKEOVER,
)
from alerts.reply_help.asks.of_the_firm import INSURANCE, QUALIFICATIONS, REFERENCES
from alerts.reply_help.asks.procedure import procedure
from alerts.reply_help.asks.questions import questions_until
from alerts.reply_help.asks.start import starts
from alerts.reply_help.asks.turnover import turnover
from alerts.reply_help.asks.visit import visit
from scrapers.notice import Lot, Notice


def asks_of(notice: Notice, lot: Lot, reading: LotReading) -> Asks:
    """`reading` is what was read in this lot. What is said for the lot wins over what is said for the whole, and what
    a correction says now over both. Silent or contradictory words give None or (): nothing is guessed.

    Each proof is a sentence of the notice, cut before the name, the e-mail or the number of a person.
    """
    text = text_of(notice, lot)
    kind, candidacy_first = procedure(notice, text)
    least, least_words = turnover(text)
    return Asks(
        procedure=kind,
        candidacy_first=candidacy_first,
        criteria=criteria(lot, text),
        visit=visit(text),
        questions_until=lot.questions_until or questions_until(text),
        months=duration.months(lot, text),
        renewals=duration.renewals(lot, text),
        renewal_months=duration.renewal_months(text),
        starts=starts(lot, text),
        turnover=least,
        turnover_words=least_words,
        lots_bid=lots_bid(text),
        lots_won=lots_won(text),
        insurance=INSURANCE.proofs(text),
        qualifications=QUALIFICATIONS.proofs(text),
        references=REFERENCES.proofs(text),
        takeover=TAKEOVER.proofs(text),
        penalties=PENALTIES.proofs(text),
        group=GROUP.proofs(text),
        samples=SAMPLES.proofs(text),
        guarantee=GUARANTEE.proofs(text),
        advance=ADVANCE.proofs(text),
        subcontracting=SUBCONTRACTING.proofs(text),
        facilitator=FACILITATOR.proofs(text),
        hours=insertion.hours(reading),
        insertion_share=insertion.share(text),
    )
