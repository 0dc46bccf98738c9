"""What notices say of answering twice: alone and in a group, or in two groups (R2142-21, R2151-7)."""

from dataclasses import replace

import pytest

from alerts.network.group_said import twice
from scrapers.notice import Passage, Topic
from tests.alerts.reply_help.cases import GARDENING, case

SAYS = (
    ("Un même candidat ne peut présenter plusieurs offres en qualité de membre de plusieurs groupements.", True),
    ("Il est interdit d'agir à la fois en qualité de candidat individuel et de membre d'un groupement.", True),
    ("Les candidats ne pourront pas être membres de plusieurs groupements.", True),
    ("La participation à plusieurs groupements n'est pas autorisée.", True),
    ("Le cumul entre candidat individuel et membre d'un ou plusieurs groupements est irrecevable.", True),
    ("Il n'est pas interdit d'être membre de plusieurs groupements.", False),
    ("Les candidats peuvent présenter une offre en qualité de membres de plusieurs groupements.", False),
    ("Le candidat est autorisé à se présenter à la fois seul et comme membre d'un groupement.", False),
    ("Le groupement sera conjoint avec mandataire solidaire.", None),
    ("Le mandataire ne peut pas représenter plus d'un candidat.", None),
    ("Le service de la commande publique réunit plusieurs groupements de communes.", None),
)


@pytest.mark.parametrize(("sentence", "forbidden"), SAYS)
def test_a_sentence_that_forbids_it_is_told_with_its_words(sentence: str, forbidden: bool | None) -> None:
    notice = replace(GARDENING, passages=(Passage("RC", sentence, Topic.PARTICIPATION),))
    found = twice(case(notice=notice))
    assert found.forbidden is forbidden
    assert [one.quote for one in found.evidence] == ([] if forbidden is None else [sentence])


def test_two_sentences_that_contradict_each_other_are_to_be_checked() -> None:
    texts = (SAYS[0][0], SAYS[6][0])
    notice = replace(GARDENING, passages=tuple(Passage("RC", one, Topic.PARTICIPATION) for one in texts))
    found = twice(case(notice=notice))
    assert found.forbidden is None
    assert len(found.evidence) == 2
