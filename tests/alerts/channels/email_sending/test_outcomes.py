"""What each answer of a relay means: said where, with which codes, for the how manieth time."""

from datetime import timedelta

import pytest

from alerts.channels.email import outcomes
from alerts.channels.email.outcomes import Held, verdict
from alerts.channels.email.trouble import Missing, NotTaken, Reply, Stage
from alerts.model.delivery import Later, Outcome, Refused, Unreachable
from tests.alerts.ledger.stories import NOON

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def answered(stage: Stage, code: int, text: str, failures: int = 0) -> Outcome | Held:
    return verdict(NotTaken(stage, Reply.of(code, text)), failures, NOON)


def unanswered(stage: Stage, missing: Missing, failures: int = 0) -> Outcome | Held:
    return verdict(NotTaken(stage, missing=missing), failures, NOON)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (550, "5.1.1 <marie@asso.example> user unknown"),
        (550, "5.1.10 null MX"),
        (550, "5.1.2 domain not found"),
        (550, "5.2.1 mailbox disabled"),
        (550, "No such user here"),
        (553, "5.1.0 mailbox does not exist"),
    ],
)
def test_an_address_that_is_gone_is_out_of_reach(code: int, text: str) -> None:
    outcome = answered(Stage.RECIPIENT, code, text)
    assert isinstance(outcome, Unreachable)
    assert outcome.reason.startswith("cette adresse n’existe pas ou n’existe plus (55")
    assert "marie" not in outcome.reason


@pytest.mark.parametrize(
    ("stage", "code", "text", "words"),
    [
        (Stage.SENDER, 552, "5.3.4 message too big", "le message est trop gros pour le serveur du destinataire"),
        (Stage.CONTENT, 552, "message size exceeds limit", "le message est trop gros pour le serveur du destinataire"),
        (Stage.RECIPIENT, 550, "5.2.3 too long", "le message est trop gros pour le serveur du destinataire"),
        (Stage.CONTENT, 554, "5.7.1 looks like spam", "le serveur refuse le contenu de ce message"),
        (Stage.CONTENT, 552, "5.7.0 attachment blocked", "le serveur refuse le contenu de ce message"),
        (Stage.RECIPIENT, 550, "mailbox unavailable", "le serveur refuse ce message"),
        (Stage.RECIPIENT, 550, "5.5.2 strange", "le serveur refuse ce message"),
    ],
)
def test_a_message_refused_for_good_leaves_the_person_within_reach(
    stage: Stage, code: int, text: str, words: str
) -> None:
    assert answered(stage, code, text) == Refused(f"{words} ({code} {text})")


@pytest.mark.parametrize(
    ("stage", "code", "text", "why"),
    [
        (Stage.RECIPIENT, 450, "4.7.1 greylisted", outcomes.GREY),
        (Stage.RECIPIENT, 451, "4.7.1 greylisted", outcomes.GREY),
        (Stage.RECIPIENT, 452, "4.2.2 over quota", outcomes.FULL),
        (Stage.RECIPIENT, 552, "5.2.2 over quota", outcomes.FULL),
        (Stage.RECIPIENT, 552, "storage exceeded", outcomes.FULL),
        (Stage.CONTENT, 452, "4.2.2 over quota", outcomes.FULL),
        (Stage.CONTENT, 451, "4.3.0 try again", outcomes.NOT_NOW),
        (Stage.RECIPIENT, 450, "try again", outcomes.NOT_NOW),
        (Stage.RECIPIENT, 503, "5.5.1 bad sequence", outcomes.MISHEARD),
        (Stage.RECIPIENT, 550, "5.4.4 unable to route", outcomes.NOT_NOW),
    ],
)
def test_come_back_later_is_obeyed_with_growing_pauses_for_five_days(
    stage: Stage, code: int, text: str, why: str
) -> None:
    at, pauses = NOON, []
    for failures in range(10):
        outcome = answered(stage, code, text, failures)
        assert isinstance(outcome, Later)
        assert (outcome.why, outcome.failed) == (f"{why} ({code} {text})", True)
        pauses.append(outcome.at - NOON)
        at += outcome.at - NOON
    assert pauses[:4] == [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR]
    assert pauses == sorted(pauses)
    assert timedelta(days=5) <= at - NOON <= timedelta(days=5, hours=6)
    given_up = answered(stage, code, text, 10)
    assert given_up == Refused(f"abandonné après cinq jours d’essais : {why} ({code} {text})")


@pytest.mark.parametrize(
    ("stage", "code", "text", "why"),
    [
        (Stage.LOGIN, 535, "5.7.8 bad credentials", outcomes.LOGIN),
        (Stage.SENDER, 530, "5.7.0 authentication required", outcomes.LOGIN),
        (Stage.LOGIN, 454, "4.7.0 not now", f"{outcomes.LOGIN_LATER} (454 4.7.0 not now)"),
        (Stage.CONNECT, 421, "busy", f"{outcomes.RELAY_LATER} (421 busy)"),
        (Stage.CONNECT, 554, "no service", f"{outcomes.RELAY_REFUSES} (554 no service)"),
        (Stage.SENDER, 550, "5.7.1 not yours", f"{outcomes.SENDER} (550 5.7.1 not yours)"),
        (Stage.SENDER, 553, "5.1.8 bad sender", f"{outcomes.SENDER} (553 5.1.8 bad sender)"),
        (Stage.SENDER, 451, "4.3.2 not now", f"{outcomes.RELAY_LATER} (451 4.3.2 not now)"),
    ],
)
def test_what_is_about_us_holds_everybody_and_costs_no_message_a_try(
    stage: Stage, code: int, text: str, why: str
) -> None:
    held = answered(stage, code, text)
    assert isinstance(held, Held)
    assert (held.why, held.everybody, held.counted) == (why, True, False)


@pytest.mark.parametrize(
    ("stage", "code", "text", "surely"),
    [
        (Stage.RECIPIENT, 550, "5.7.1 blocked by policy", False),
        (Stage.RECIPIENT, 554, "5.7.1 client host blocked", False),
        (Stage.CONTENT, 550, "5.7.26 unauthenticated mail", True),
        (Stage.CONTENT, 550, "5.7.515 sender not authenticated", True),
        (Stage.RECIPIENT, 421, "4.7.28 unusual rate", False),
    ],
)
def test_a_policy_holds_everybody_and_suppresses_nobody(stage: Stage, code: int, text: str, surely: bool) -> None:
    held = answered(stage, code, text)
    assert isinstance(held, Held)
    assert (held.everybody, held.counted) == (surely, True)
    assert text in held.why


def test_no_relay_holds_everybody_a_line_cut_does_not() -> None:
    assert unanswered(Stage.CONNECT, Missing.UNREACHED) == Held(outcomes.UNREACHED, MINUTE)
    assert unanswered(Stage.CONNECT, Missing.SILENT) == Held(outcomes.UNREACHED, MINUTE)
    assert unanswered(Stage.CONNECT, Missing.UNSAFE) == Held(outcomes.UNSAFE, 15 * MINUTE)
    assert unanswered(Stage.LOGIN, Missing.NO_LOGIN) == Held(outcomes.NO_LOGIN, 15 * MINUTE)
    assert unanswered(Stage.CONNECT, Missing.BUSY) == Later(NOON + MINUTE, outcomes.BUSY)
    assert unanswered(Stage.RECIPIENT, Missing.CUT) == Later(NOON + MINUTE, outcomes.INTERRUPTED, failed=True)
    assert unanswered(Stage.CONTENT, Missing.CUT) == Later(NOON + MINUTE, outcomes.UNCERTAIN, failed=True)
    assert unanswered(Stage.CONTENT, Missing.SILENT, 1) == Later(NOON + 5 * MINUTE, outcomes.UNCERTAIN, failed=True)


@pytest.mark.parametrize(
    ("code", "text", "enhanced"),
    [
        (550, "5.1.1 no", "5.1.1"),
        (550, "no 5.1.1", ""),
        (550, "4.1.1 no", ""),  # RFC 3463, 2: the class is that of the answer
        (450, "4.7.1", "4.7.1"),
        (550, "5.1.1000 no", ""),
    ],
)
def test_enhanced_codes_are_read_where_they_stand(code: int, text: str, enhanced: str) -> None:
    assert Reply.of(code, text).enhanced == enhanced
