"""Every kind of structure before every reservation and procedure: sentences that stand, and nothing that breaks."""

import re
from itertools import product

import pytest

from alerts.channels.markup import to_text
from alerts.messages.reply.documents import documents_message
from alerts.messages.reply.grid import grid_message
from alerts.messages.reply.overview import overview_message
from alerts.messages.reply.questions import questions_message
from alerts.model.reading import Beneficiary, LotReading, Reservation, ReservationStatus
from alerts.model.reply import Manner, Work
from alerts.model.structure import StructureKind as Kind
from alerts.reply_help.asked import Asks, Procedure
from tests.alerts.reply_help.cases import NOW, gardening, structure

RESERVATIONS = [
    *(Reservation(status) for status in ReservationStatus if status is not ReservationStatus.RESERVED),
    *(Reservation(ReservationStatus.RESERVED, (one,)) for one in Beneficiary),
    Reservation(ReservationStatus.RESERVED, (Beneficiary.EA_ESAT, Beneficiary.SIAE)),
    Reservation(ReservationStatus.CONFLICT, possible=(Beneficiary.EA_ESAT, Beneficiary.SIAE)),
]
PROCEDURES = (Procedure.RESTRICTED, Procedure.ADAPTED, Procedure.CONCESSION)
WRONG = re.compile(r"\.\.|\?\.|: \.|\( | ,|None|\bde de\b|\baux aux\b|  +[a-z]{2}.*\.\.")


@pytest.mark.parametrize("kinds", [(), *((one,) for one in Kind), (Kind.SCIC, Kind.EI)], ids=str)
def test_sentences_stand(kinds: tuple[Kind, ...]) -> None:
    for reservation, procedure, manner in product(RESERVATIONS, PROCEDURES, Manner):
        one = gardening(
            structure=structure(*kinds),
            reading=LotReading("LOT-0002", reservation),
            asks=Asks(procedure, procedure is Procedure.RESTRICTED),
            work=Work(manner=manner),
            proofs=(),
        )
        for message in (overview_message, grid_message, documents_message, questions_message):
            said = message(one, NOW)
            words = " ".join(to_text(said).split())
            assert not WRONG.search(words), words
            assert said.title
            assert said.summary.endswith((".", "?"))
