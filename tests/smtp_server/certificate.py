"""A certificate for 127.0.0.1, made for one run of the tests and thrown away."""

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

_EXTENSIONS = (
    "subjectAltName=IP:127.0.0.1,DNS:localhost",
    "keyUsage=critical,digitalSignature,keyCertSign",  # Python 3.13 verifies strictly (RFC 5280)
)


@dataclass(frozen=True)
class Certificate:
    """PEM files. It is its own authority: clients trust `chain`."""

    chain: Path
    key: Path

    def for_server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context

    def for_client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.chain))


def throw_away(folder: Path) -> Certificate:
    """A new one, in this folder. Needs openssl."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    files = ["-keyout", str(made.key), "-out", str(made.chain), "-subj", "/CN=127.0.0.1"]
    extensions = [word for one in _EXTENSIONS for word in ("-addext", one)]
    command = ["openssl", "req", "-x509", *curve, *files, *extensions]
    subprocess.run(command, check=True, capture_output=True, timeout=30)
    return made
