"""The host tries their relay: what is told at each step, and what receivers will check."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dkim
import pytest
import typer
from typer.testing import CliRunner

from alerts.store import suppressed
from alerts.store.engine import open_database
from alerts.store.schema import upgrade
from bot.cli import dns_records, email, screen
from tests.bot.conftest import Said
from tests.rsa_keys import new_key
from tests.smtp_server.certificate import Certificate, throw_away
from tests.smtp_server.chaos import PASSWORD, USER, Chaos, chaos_server

command = typer.Typer()
command.add_typer(email.app, name="email")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return throw_away(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def relay(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Iterator[Chaos]:
    """A relay with STARTTLS and a login, whose certificate this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
    with chaos_server(certificate.for_server(), login=True) as chaos:
        yield chaos


@pytest.fixture(autouse=True)
def no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(screen.out, "width", 200)
    monkeypatch.setattr(screen.err, "width", 200)
    monkeypatch.setattr(dns_records.dns.resolver, "resolve", _unasked)


def _unasked(*_: Any, **__: Any) -> None:
    raise AssertionError("names for examples are asked to nobody")


def configured(port: int, *lines: str, **email_lines: str) -> None:
    given = {
        "host": "127.0.0.1",
        "security": "starttls",
        "username": USER,
        "password": PASSWORD,
        "sender": "vigie@vigie.example",
    }
    given |= {"bounces_to": "bounce@vigie.example", **email_lines}
    text = [
        "[vigie]",
        'contact = "hote@vigie.example"',
        "[pages]",
        'public_url = "https://vigie.example"',
        'secret = "un secret de trente-deux signes !!"',
        "[email]",
        f"port = {port}",
        *(f"{name} = {json.dumps(value)}" for name, value in given.items()),
        *lines,
    ]
    Path("config.toml").write_text("\n".join(text), encoding="utf-8")


def said(*words: str) -> Said:
    result = CliRunner().invoke(command, ["email", "test", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


def test_a_message_that_left_is_told_step_by_step(relay: Chaos) -> None:
    configured(relay.port)
    told = said("ok@asso.example")
    assert told.code == 0, told.err
    steps = told.out.partition("\n\n")[0].splitlines()
    assert steps[0] == f"✓ connexion à 127.0.0.1:{relay.port}"
    assert steps[1].startswith("✓ connexion chiffrée (TLSv1.3, TLS_")
    assert steps[2] == f"✓ identifié ({USER})"
    assert steps[3:] == ["✓ message accepté par le relais", "    réponse du relais : 250 2.0.0 stored"]
    (stored,) = relay.to("ok@asso.example")
    assert (stored.secure, stored.user) == (True, USER)
    assert stored.sender.startswith("bounce+0-")
    assert f"Parti. Son nom est {stored.message_id}" in told.out
    assert f"Un refus reviendrait à {stored.sender}" in told.out


def test_the_password_is_told_to_nobody(relay: Chaos) -> None:
    configured(relay.port)
    told = said("ok@asso.example", "--json")
    assert PASSWORD not in told.out + told.err


@pytest.mark.parametrize(
    ("to", "means", "answer"),
    [
        ("unknown@asso.example", "cette adresse n’existe pas ou n’existe plus", "550 5.1.1"),
        ("full@asso.example", "la boîte aux lettres du destinataire est pleine", "452 4.2.2"),
        ("data5@asso.example", "le serveur refuse le contenu de ce message", "554 5.7.1"),
        ("close@asso.example", "le relais demande d’attendre", "421"),
    ],
)
def test_a_refusal_is_told_in_the_words_of_the_relay_and_in_ours(
    relay: Chaos, to: str, means: str, answer: str
) -> None:
    configured(relay.port)
    told = said(to)
    assert told.code == 1
    assert f"✗ {means}\n    réponse du relais : {answer}" in told.out
    assert "    que faire : " in told.out
    assert "\nRien n’est parti.\n" in told.out


def test_a_wrong_password_stops_at_the_login_with_its_remedy(relay: Chaos) -> None:
    configured(relay.port, password="faux")
    told = said("ok@asso.example", "--json")
    assert told.code == 1
    steps = [one for one in told.objects if "step" in one]
    assert [(one["step"], one["ok"]) for one in steps] == [("connection", True), ("tls", True), ("login", False)]
    assert steps[-1]["said"].startswith("le relais refuse l’identifiant ou le mot de passe")
    assert steps[-1]["answer"].startswith("535")
    assert "VIGIE_EMAIL_PASSWORD" in steps[-1]["remedy"]


def test_a_certificate_that_is_not_the_relay_s_stops_before_the_password(
    certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    with chaos_server(certificate.for_server(), login=True) as chaos:
        configured(chaos.port)
        told = said("ok@asso.example", "--json")
        assert chaos.logins == 0
    assert told.code == 1
    (step,) = [one for one in told.objects if "step" in one]
    assert (step["step"], step["ok"]) == ("tls", False)
    assert "certificat" in step["remedy"]


def test_a_relay_that_is_not_there(relay: Chaos) -> None:
    configured(1)
    told = said("ok@asso.example")
    assert told.code == 1
    assert told.out.startswith("✗ le relais de messagerie ne répond pas ([email] host et port)\n    que faire : ")


def test_a_real_address_that_nobody_allowed_gets_nothing(relay: Chaos) -> None:
    configured(relay.port)
    told = said("accueil@atelier-reel.fr")
    assert told.code == 1
    assert told.out.startswith("Rien n’est parti vers accueil@atelier-reel.fr : hors production")
    assert "_dmarc.vigie.example" in told.out
    assert relay.stored == []
    configured(relay.port, 'allowed = ["accueil@atelier-reel.fr"]')
    assert said("accueil@atelier-reel.fr").code == 0
    assert len(relay.stored) == 1


def test_the_records_to_publish_are_those_of_the_message_that_left(
    relay: Chaos, certificate: Certificate, tmp_path: Path
) -> None:
    key = new_key(tmp_path / "dkim.pem")
    configured(relay.port, dkim_selector="v2026", dkim_key_file=str(key))
    told = said("ok@asso.example", "--json")
    records = {one["record"]: one for one in told.objects if "record" in one}
    assert records["SPF"]["value"] == "v=spf1 ip4:ADRESSE ~all"
    assert records["DMARC"]["name"] == "_dmarc.vigie.example"
    published = {f"{records['DKIM']['name']}.".encode(): "".join(records["DKIM"]["strings"]).encode()}
    (stored,) = relay.to("ok@asso.example")
    assert dkim.verify(stored.content, dnsfunc=lambda name, timeout=5: published[name])


def test_what_the_configuration_still_lacks_is_said(relay: Chaos) -> None:
    configured(relay.port, bounces_to="")
    assert "Retours : [email] bounces_to est vide" in said("ok@asso.example").out
    configured(relay.port, bounces_to="bounce@retours.example")
    told = said("ok@asso.example").out
    assert "Alignement : bounces_to n’est pas du domaine de sender" in told
    assert "Retours : [bounces] ne dit pas quelle boîte lire" in told
    configured(relay.port, "[bounces]", 'maildir = "/var/mail/retours"')
    assert "Retours :" not in said("ok@asso.example").out


def test_the_dns_is_asked_when_it_can_be(relay: Chaos, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def texts_of(name: str) -> list[str]:
        asked.append(name)
        return ["v=DMARC1; p=none"] if name.startswith("_dmarc") else []

    monkeypatch.setattr("bot.cli.email_told.texts_of", texts_of)
    configured(relay.port)
    told = said("ok@asso.example", "--json")
    assert {one["record"]: one["found"] for one in told.objects if "record" in one} == {
        "SPF": "absent",
        "DKIM": "unseen",  # the relay signs: only it knows the name to ask
        "DMARC": "good",
    }
    assert asked == ["vigie.example", "_dmarc.vigie.example"]
    asked.clear()
    said("ok@asso.example", "--no-dns")
    assert asked == []


@pytest.mark.parametrize(
    ("error", "texts"),
    [
        (dns_records.dns.resolver.NXDOMAIN(), []),
        (dns_records.dns.resolver.NoAnswer, []),
        (dns_records.dns.resolver.LifetimeTimeout, None),
        (dns_records.dns.resolver.NoResolverConfiguration(), None),
        (OSError("no network"), None),
    ],
    ids=["no such name", "no such record", "silence", "no resolver", "no network"],
)
def test_a_name_that_is_not_there_is_told_from_a_dns_that_is_not_there(
    monkeypatch: pytest.MonkeyPatch, error: Exception, texts: list[str] | None
) -> None:
    def resolve(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr(dns_records.dns.resolver, "resolve", resolve)
    assert dns_records.texts_of("vigie.fr") == texts


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ({"dkim_key_file": "absent.pem"}, "la clé DKIM absent.pem ne se lit pas"),
        ({"security": "none", "host": "relais.example.net"}, "« none » ne vaut que vers cette machine"),
    ],
    ids=["no key", "in clear"],
)
def test_a_configuration_that_cannot_be_tried_says_why(lines: dict[str, str], sentence: str) -> None:
    configured(25, **lines)
    told = said("ok@asso.example")
    assert told.code == 1
    assert told.err.startswith("L’envoi ne peut pas être essayé : ")
    assert sentence in told.err


def test_without_a_relay_or_an_address_nothing_is_tried() -> None:
    Path("config.toml").write_text('[vigie]\ncontact = "hote@vigie.example"\n', encoding="utf-8")
    told = said("ok@asso.example")
    assert (told.code, told.err) == (1, "Il n’y a pas de relais : [email] host est vide dans config.toml.\n")
    configured(25)
    told = said("pas une adresse")
    assert told.code == 2
    assert told.err.startswith("Cette adresse e-mail n’est pas comprise.")


def test_an_address_that_was_set_aside_may_be_written_to_again(relay: Chaos) -> None:
    configured(relay.port)
    database = open_database("sqlite:///vigie.db")
    upgrade(database)
    with database.write() as session:
        suppressed.add(session, "lise@atelier.example", "elle s'est plainte", datetime(2026, 11, 23, tzinfo=UTC))
    database.close()
    lifted = CliRunner().invoke(command, ["email", "allow", "Lise@atelier.example"])
    assert (lifted.exit_code, "peut de nouveau recevoir" in lifted.stdout) == (0, True)
    again = CliRunner().invoke(command, ["email", "allow", "lise@atelier.example"])
    assert (again.exit_code, "Rien n’empêchait" in again.stdout) == (0, True)
    assert CliRunner().invoke(command, ["email", "allow", "lise"]).exit_code == 2
