"""What a host is told to publish, and what is said of what was found."""

import pytest

from alerts.channels.email.published import Asks, Found, Record, Setting, expected, worth

OURS = Setting("vigie.example", "vigie.example", "smtp.relais.example", "contact@vigie.example", "v2026", "MIIB" * 100)


def record(asks: Asks, setting: Setting = OURS) -> Record:
    return next(one for one in expected(setting) if one.asks is asks)


def test_the_three_records_of_a_host_who_signs() -> None:
    assert [(one.name, one.value) for one in expected(OURS)] == [
        ("vigie.example", "v=spf1 a:smtp.relais.example ~all"),
        ("v2026._domainkey.vigie.example", f"v=DKIM1; k=rsa; p={'MIIB' * 100}"),
        ("_dmarc.vigie.example", "v=DMARC1; p=none; rua=mailto:contact@vigie.example"),
    ]


def test_a_key_is_longer_than_a_string_of_a_record() -> None:
    strings = record(Asks.DKIM).strings
    assert [len(one) for one in strings] == [255, 163]
    assert "".join(strings) == record(Asks.DKIM).value


@pytest.mark.parametrize(
    ("relay", "value"),
    [
        ("127.0.0.1", "v=spf1 ip4:ADRESSE ~all"),
        ("localhost", "v=spf1 ip4:ADRESSE ~all"),
        ("[::1]", "v=spf1 ip4:ADRESSE ~all"),
        ("192.0.2.10", "v=spf1 ip4:192.0.2.10 ~all"),
        ("[2001:db8::10]", "v=spf1 ip6:2001:db8::10 ~all"),
    ],
)
def test_the_address_of_the_relay_is_named_as_it_is_known(relay: str, value: str) -> None:
    assert record(Asks.SPF, Setting("vigie.example", "vigie.example", relay, "x@vigie.example")).value == value


def test_spf_is_that_of_the_domain_where_refusals_come_back() -> None:
    elsewhere = Setting("vigie.example", "retours.example", "smtp.relais.example", "x@vigie.example")
    assert record(Asks.SPF, elsewhere).name == "retours.example"
    assert record(Asks.DMARC, elsewhere).name == "_dmarc.vigie.example"


def test_without_a_key_the_relay_knows_what_to_publish() -> None:
    found = record(Asks.DKIM, Setting("vigie.example", "vigie.example", "smtp.relais.example", "x@vigie.example"))
    assert found.value == ""
    assert found.note == "Vigie ne signe pas : votre relais doit le faire, et vous donner cet enregistrement"


@pytest.mark.parametrize(
    ("asks", "texts", "found", "said"),
    [
        (Asks.SPF, None, Found.UNSEEN, "non vérifiable d’ici"),
        (Asks.SPF, ["google-site-verification=x"], Found.ABSENT, "à publier"),
        (Asks.SPF, ["v=spf1 a:smtp.relais.example -all"], Found.GOOD, "publié, il nomme votre relais"),
        (
            Asks.SPF,
            ["V=SPF1 include:_spf.relais.example -all"],
            Found.GOOD,
            "publié ; vérifiez qu’il autorise votre relais : V=SPF1 include:_spf.relais.example -all",
        ),
        (
            Asks.SPF,
            ["v=spf1 -all", "v=spf1 mx -all"],
            Found.DIFFERENT,
            "publié 2 fois : il n’en faut qu’un, sinon aucun ne compte",
        ),
        (Asks.DKIM, [], Found.ABSENT, "à publier"),
        (Asks.DKIM, ["v=DKIM1; k=rsa; p=" + "MIIB " * 100], Found.GOOD, "publié, c’est bien votre clé"),
        (Asks.DKIM, ["k=rsa; p=AAAA"], Found.DIFFERENT, "publié, mais ce n’est pas la clé de [email] dkim_key_file"),
        (Asks.DMARC, ["v=DMARC1; p=reject"], Found.GOOD, "publié"),
        (Asks.DMARC, [], Found.ABSENT, "à publier"),
    ],
)
def test_what_was_found_is_worth(asks: Asks, texts: list[str] | None, found: Found, said: str) -> None:
    assert worth(record(asks), texts) == (found, said)
