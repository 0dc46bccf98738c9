"""No more e-mails, by one tap: what it stops, what goes on, and coming back."""

from alerts.model.people import Role
from alerts.model.preference import BY_MAIL
from alerts.services import forgetting, people, unsubscribing
from alerts.services.unsubscribing import WHY, Unsubscription
from alerts.store import people as kept
from alerts.store.engine import Database
from tests.alerts.services.addressees import (
    MARIE,
    channels_of,
    given,
    outcomes,
    owe_alert,
    preferring,
    structure_of,
    subscribed_by_mail,
)
from tests.alerts.services.stories import NOON
from tests.alerts.services.teams import ANNE, VERGERS, team_on

NOTHING_MORE = "Plus rien ne vous est envoyé pour cette structure."
TELEGRAM_GOES_ON = "Vous continuez de recevoir les annonces de cette structure sur Telegram."


def looked(database: Database, membership: int | None) -> Unsubscription | None:
    with database.read() as session:
        return unsubscribing.look(session, membership or 0)


def stopped(database: Database, membership: int | None) -> bool:
    with database.write() as session:
        return unsubscribing.unsubscribe(session, membership or 0, NOON)


def test_one_tap_stops_the_mails_and_those_that_wait(database: Database) -> None:
    done = subscribed_by_mail(database)
    structure = structure_of(database, done)
    owe_alert(database, structure, done.person_id, "email")
    assert looked(database, done.membership) == Unsubscription(
        "Les Potagers fictifs", "m•••@vergers.example", by_mail=True, elsewhere=False
    )
    assert stopped(database, done.membership)
    assert channels_of(database, structure) == []
    assert outcomes(database, done.person_id, "email") == [("refused", WHY)] * 2, "the alert, and the digest to come"
    after = looked(database, done.membership)
    assert after is not None
    assert (after.by_mail, after.consequence) == (False, NOTHING_MORE)


def test_twice_is_once(database: Database) -> None:
    done = subscribed_by_mail(database)
    assert [stopped(database, done.membership) for _ in range(3)] == [True, False, False]
    assert looked(database, done.membership) is not None


def test_telegram_goes_on_and_it_is_said(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    for channel in ("telegram", "email"):
        owe_alert(database, team.jardins.id, team.anne, channel)
    assert stopped(database, team.hers.id)
    assert channels_of(database, team.jardins.id)[0] == ("telegram", str(ANNE))
    assert outcomes(database, team.anne, "telegram") == [(None, None)]
    assert outcomes(database, team.anne, "email") == [("refused", WHY)]
    after = looked(database, team.hers.id)
    assert after is not None
    assert after.consequence == TELEGRAM_GOES_ON


def test_who_has_silenced_telegram_is_told_that_nothing_is_sent_any_more(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    with database.write() as session:
        people.prefer(session, team.anne, team.hers.id, preferring("email"))
    held = looked(database, team.hers.id)
    assert held is not None
    assert held.consequence == NOTHING_MORE
    with database.write() as session:
        people.prefer(session, team.anne, team.hers.id, preferring("telegram", "email"))
        people.blocked(session, ANNE, NOON)
    held = looked(database, team.hers.id)
    assert held is not None
    assert held.consequence == NOTHING_MORE, "the bot is blocked"


def test_other_structures_go_on(database: Database) -> None:
    team = team_on(database)
    given(database, team.anne)
    with database.write() as session:
        people.join(session, team.anne, team.vergers.id, Role.MEMBER, NOON)
    owe_alert(database, team.vergers.id, team.anne, "email")
    stopped(database, team.hers.id)
    assert ("email", MARIE) not in channels_of(database, team.jardins.id)
    assert ("email", MARIE) in channels_of(database, team.vergers.id)
    assert outcomes(database, team.anne, "email") == [(None, None)]


def test_coming_back_keeps_the_rhythm(database: Database) -> None:
    done = subscribed_by_mail(database)
    stopped(database, done.membership)
    with database.write() as session:
        assert done.membership is not None
        assert unsubscribing.resubscribe(session, done.membership, NOON)
        assert not unsubscribing.resubscribe(session, done.membership, NOON)
        membership = kept.load_membership(session, done.membership)
    assert membership is not None
    assert membership.preference == BY_MAIL
    assert channels_of(database, structure_of(database, done)) == [("email", MARIE)]


def test_a_link_of_somebody_who_is_gone_does_nothing(database: Database) -> None:
    done = subscribed_by_mail(database, draft=VERGERS)
    with database.write() as session:
        forgetting.forget(session, done.person_id, NOON)
        assert not unsubscribing.resubscribe(session, done.membership or 0, NOON)
    assert looked(database, done.membership) is None
    assert not stopped(database, done.membership)


def test_who_has_no_address_has_nothing_to_stop(database: Database) -> None:
    team = team_on(database)
    assert looked(database, team.hers.id) is None
