"""Each page of the help, once: it opens, says whose it is, and leads to the others."""

import pytest

from bot.wiring import House
from tests.bot.pages.conftest import ONE_DATABASE
from tests.bot.pages.reply.stories import PARTS, helped
from tests.bot.pages.visitor import Visitor


@pytest.mark.parametrize("part", PARTS)
@ONE_DATABASE
def test_each_part_opens(house: House, visitor: Visitor, part: str) -> None:
    reader = helped(house)
    page = visitor.get(reader.opened(suffix=f"/aide{part}"))
    assert page.status_code == 200
