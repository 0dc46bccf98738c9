"""A message that we sign is known as ours; a key that cannot serve is said at once."""

from collections.abc import Callable
from pathlib import Path

import dkim
import pytest

from alerts.channels.email.dkim import KeyUnusable, public_key, signer
from tests.rsa_keys import locked, new_key, public_pem

MESSAGE = (
    b"From: Vigie ESS\r\n <vigie@vigie.example>\r\nTo: accueil@atelier.example\r\n"
    b"Subject: =?utf-8?q?r=C3=A9serv=C3=A9?=\r\n"
    b"Date: Mon, 23 Nov 2026 08:00:00 +0100\r\nMessage-ID: <1@vigie.example>\r\n"
    b"List-Unsubscribe: <https://vigie.example/u/x>\r\n"
    b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\nBonjour\r\n\r\n"
)


# 512 bits, which no library makes any more; it opens nothing.
SHORT = """-----BEGIN PRIVATE KEY-----
MIIBUwIBADANBgkqhkiG9w0BAQEFAASCAT0wggE5AgEAAkEAlpbqMbEARospb3rD
h25ai7fOa8GIVlQhmTPZN8OCgh/I3XYe+f9szh0agCOsYbmvlGR5zMGqZ8hmNW2R
rYl4zQIDAQABAkB5YCRdbvPw6AO6xfFJfIngqYLoWXIhWuhFyoOfLadIZ0eE6qnn
t/am1PU+azHahxRRsOb3szfOHE/C6eYmKbzhAiEAxLgJQkTHL9nn9H62RMfyZTXq
6Liw7SFYqu6MniTBL8kCIQDD+DUrIUthJcwvccnVWl+qhHH0aB/1mR1yEkDrPKzq
5QIgQsfXHNAMbooi3DVH2wGloAY1wNsx9M4lM6HXyrfffUECIBlsO8mKmjLSKnkF
M//fp4WBhR8F2w+Le4xu3ckmp/AZAiBTWubYE0eJsrYmjP1GqMhsrbOw+tNnf+k0
3tnFdTkifA==
-----END PRIVATE KEY-----
"""


def _written(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_key(tmp_path_factory.mktemp("dkim") / "k.pem")


def published(key_file: Path) -> Callable[..., bytes]:
    return lambda name, timeout=5: f"v=DKIM1; k=rsa; p={public_key(key_file)}".encode()


def test_what_we_sign_is_known_as_ours_and_what_changed_is_not(key_file: Path) -> None:
    signed = signer("v2026", "vigie.example", key_file)(MESSAGE)
    assert signed.endswith(MESSAGE)
    assert dkim.verify(signed, dnsfunc=published(key_file))
    assert not dkim.verify(signed.replace(b"Bonjour", b"Au revoir"), dnsfunc=published(key_file))
    assert not dkim.verify(b"From: voleur@ailleurs.example\r\n" + signed, dnsfunc=published(key_file))


def test_the_key_to_publish_is_the_one_that_another_library_tells(key_file: Path, tmp_path: Path) -> None:
    for one in (key_file, new_key(tmp_path / "old.pem", traditional=True), new_key(tmp_path / "big.pem", 4096)):
        assert public_key(one) == "".join(public_pem(one).splitlines()[1:-1])


def test_a_key_with_the_line_ends_of_another_system_serves(key_file: Path, tmp_path: Path) -> None:
    windows = tmp_path / "windows.pem"
    windows.write_bytes(key_file.read_bytes().replace(b"\n", b"  \r\n"))
    assert public_key(windows) == public_key(key_file)
    assert dkim.verify(signer("v2026", "vigie.example", windows)(MESSAGE), dnsfunc=published(key_file))


@pytest.mark.parametrize(
    "content",
    [b"", b"pas une cl\xe9", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"],
    ids=["empty", "not a key", "damaged"],
)
def test_a_file_without_a_key_is_said_at_once(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "k.pem"
    path.write_bytes(content)
    with pytest.raises(KeyUnusable) as told:
        signer("v2026", "vigie.example", path)
    assert told.value.sentence == (
        f"la clé DKIM {path} n’est pas une clé privée RSA au format PEM, sans mot de passe "
        "(pour en faire une : openssl genrsa -out dkim.pem 2048)"
    )


def test_a_key_that_is_cut_short_or_locked_is_said_at_once(key_file: Path, tmp_path: Path) -> None:
    cut, shut = tmp_path / "cut.pem", tmp_path / "locked.pem"
    lines = key_file.read_bytes().splitlines(keepends=True)
    cut.write_bytes(b"".join([*lines[:8], lines[-1]]))
    shut.write_bytes(locked(key_file, "secret"))
    for path in (cut, shut):
        with pytest.raises(KeyUnusable, match="sans mot de passe"):
            signer("v2026", "vigie.example", path)


def test_a_key_that_nobody_takes_any_more_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable, match="est trop courte : 2048 bits sont recommandés"):
        signer("v2026", "vigie.example", _written(tmp_path / "k.pem", SHORT))


def test_a_file_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(KeyUnusable) as told:
        signer("v2026", "vigie.example", tmp_path / "absent.pem")
    assert told.value.sentence == f"la clé DKIM {tmp_path / 'absent.pem'} ne se lit pas (No such file or directory)"
