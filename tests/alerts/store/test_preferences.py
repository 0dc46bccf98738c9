"""A preference stored before a choice existed still reads, with that choice as it was for everybody."""

from alerts.model.preference import Preference, Rhythm
from alerts.store.values import from_json, to_json

OF_OLD = (
    '{"rhythm":"week","hour":9,"weekday":2,"quiet_from":20,"quiet_to":8,"timezone":"Europe/Paris","channels":["email"]}'
)


def test_old_rows_still_read() -> None:
    assert from_json(Preference, OF_OLD) == Preference(Rhythm.WEEK, 9, 2, channels=("email",), easy=False)


def test_whoever_wants_easy_words_is_remembered() -> None:
    assert from_json(Preference, to_json(Preference, Preference(easy=True))).easy
