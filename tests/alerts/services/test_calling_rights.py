"""Who may do what with a call, each cell tried; and that nobody learns a name before both said yes."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from alerts.model.network import Answered
from alerts.model.people import Role
from alerts.services import call_seen, calling, distributing, people
from alerts.services.errors import NotAllowed, NotYours, Refusal
from alerts.store import calls
from alerts.store.engine import Database, Session
from tests.alerts.services.callers import SEEKER, Told, asked, looking
from tests.alerts.services.networked import delivered, network_of, person
from tests.alerts.services.stories import NOON

YES = Answered.YES
REFUSED = (NotYours, NotAllowed)
OCTOBER = date(2026, 10, 1)
ROLES = (
    *("stranger", "seeker", "seeker's équipier", "candidate", "candidate's équipier", "another candidate"),
    *("member not asked", "animator", "animator elsewhere"),
)
ALL = frozenset({"seeker", "seeker's équipier", "candidate", "candidate's équipier", "another candidate"})
OWN, THEIRS = frozenset({"seeker", "seeker's équipier"}), frozenset({"candidate", "candidate's équipier"})
MAY = {
    "open": OWN,
    "answer": THEIRS,
    "decide": OWN,
    "close": OWN,
    "see as seeker": OWN,
    "see as candidate": THEIRS,
    "search": OWN,
    "count": frozenset({"animator"}),
    "distribution": ALL | {"member not asked", "animator"},
}


class Scene(Told):
    """One call, to which the first candidate said yes."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.database, told.circle, told.match)
        self.made = self.opened()
        self.first, self.second = asked(self.database, self.made)[:2]
        self.says(self.first.structure_id, self.made, YES)
        self.roles = {
            "stranger": person(self.database, 555),
            "seeker": self.circle.person(SEEKER),
            "seeker's équipier": self.mate(556, SEEKER),
            "candidate": self.circle.person(self.first.structure_id),
            "candidate's équipier": self.mate(557, self.first.structure_id),
            "another candidate": self.circle.person(self.second.structure_id),
            "member not asked": self.circle.person("m02"),
            "animator": self.circle.nadia,
            "animator elsewhere": self.circle.eve,
        }

    def mate(self, account: int, structure_id: str) -> int:
        with self.database.write() as session:
            one = people.meet(session, account, "Équipier", NOON)
            people.join(session, one.id, structure_id, Role.MEMBER, NOON)
        return one.id

    @property
    def acts(self) -> dict[str, Callable[[Session, int], object]]:
        call, rank, network = self.made.id, self.first.rank, self.circle.id
        return {
            "open": lambda s, who: calling.open_call(s, who, self.match, "2", network, NOON, freely=False),
            "answer": lambda s, who: calling.answer(s, who, call, rank, YES, NOON),
            "decide": lambda s, who: calling.decide(s, who, call, rank, Answered.NO, NOON),
            "close": lambda s, who: calling.close(s, who, call, NOON),
            "see as seeker": lambda s, who: call_seen.sought(s, who, call, NOON),
            "see as candidate": lambda s, who: call_seen.wanted(s, who, call, rank, NOON),
            "search": lambda s, who: call_seen.searched(s, who, self.match, "1", NOON),
            "count": lambda s, who: calling.counts(s, who, network),
            "distribution": lambda s, who: distributing.month(s, who, network, OCTOBER, NOON),
        }


@pytest.fixture
def scene(database: Database) -> Scene:
    return Scene(Told(database, *looking(database)))


def test_every_cell(scene: Scene) -> None:
    assert set(scene.roles) == set(ROLES)
    for act, do in scene.acts.items():
        for role in (*sorted(set(ROLES) - MAY[act]), *sorted(MAY[act])):
            allowed = role in MAY[act]
            with scene.database.write() as session:
                try:
                    do(session, scene.roles[role])
                except REFUSED:
                    assert not allowed, (act, role)
                else:
                    assert allowed, (act, role)


def test_what_is_not_there_and_what_is_not_yours_are_told_in_the_same_words(scene: Scene) -> None:
    said = set()
    for call_id, rank in ((scene.made.id, scene.second.rank), (scene.made.id, 99), (9_999, 1), (scene.made.id, 0)):
        with pytest.raises(NotYours) as refused, scene.database.write() as session:
            calling.answer(session, scene.roles["candidate"], call_id, rank, YES, NOON)
        said.add(refused.value.sentence)
    assert said == {calling.GONE}


def test_the_seeker_cannot_tell_who_said_no_from_who_was_never_asked(scene: Scene) -> None:
    scene.says(scene.second.structure_id, scene.made, Answered.NO)
    said = set()
    for rank in (scene.second.rank, 3, 99, 0):  # said no, has not answered, was never asked
        with pytest.raises(Refusal) as refused:
            scene.decides(scene.made, rank, YES)
        said.add(refused.value.sentence)
    assert said == {calling.NO_LONGER}


def test_a_call_opens_in_no_other_network(scene: Scene) -> None:
    elsewhere = network_of(scene.database, "Ailleurs fictif", scene.circle.eve)
    for network_id in (elsewhere, 9_999):
        with pytest.raises(NotYours), scene.database.write() as session:
            calling.open_call(session, scene.roles["seeker"], scene.match, "2", network_id, NOON, freely=True)
    with scene.database.read() as session:
        assert len(calls.opened(session)) == 1


def test_no_name_in_any_message_before_both_said_yes(scene: Scene) -> None:
    """Texts, buttons and what is behind them: only the reader's own name, and nobody's id."""
    received = delivered(scene.database)
    assert len(received.letters) == 5 + 1 - 1  # the first one had answered before its message left
    for letter in received.letters:
        assert letter.to is not None
        told = repr(letter.message)
        assert set(re.findall(r"Membre \d+", told)) <= {letter.to.name}
        assert re.findall(r"\bm\d\d\b", told) == []
        assert "04 00 00 00" not in told


def test_no_name_in_any_view_before_both_said_yes(scene: Scene) -> None:
    with scene.database.read() as session:
        views = {
            SEEKER: repr(call_seen.sought(session, scene.roles["seeker"], scene.made.id, NOON).others),
            "search": repr(call_seen.searched(session, scene.roles["seeker"], scene.match, "2", NOON)[0].sought),
        }
        wanted = call_seen.wanted(session, scene.roles["candidate"], scene.made.id, scene.first.rank, NOON)
    assert all(re.findall(r"Membre \d+|\bm\d\d\b", one) == [] for one in views.values())
    assert wanted.structure == scene.name(scene.first.structure_id)
    assert "Membre 8" not in repr(wanted)
    assert "m08" not in repr(wanted)
