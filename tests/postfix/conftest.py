import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from alerts.channels.email.dkim import public_key
from tests.databases import database, templates  # noqa: F401
from tests.postfix.relay import Postfix, the_real_one


@pytest.fixture
def postfix() -> Postfix:
    found = the_real_one()
    if found is None:
        pytest.skip("no Postfix here: VIGIE_TEST_POSTFIX is not set")
    return found


@pytest.fixture(scope="session")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dkim") / "dkim.pem"
    subprocess.run(["openssl", "genrsa", "-out", str(path), "2048"], check=True, capture_output=True, timeout=30)
    return path


@pytest.fixture
def published(key_file: Path) -> Callable[..., bytes]:
    """The DNS of the sender's domain, as a verifier asks it."""

    def answer(name: bytes, timeout: float = 5) -> bytes:
        assert name == b"v2026._domainkey.vigie.example."
        return f"v=DKIM1; k=rsa; p={public_key(key_file)}".encode()

    return answer
