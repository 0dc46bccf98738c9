"""A certificate for 127.0.0.1, made for one run of the tests and thrown away."""

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True)
class Certificate:
    """PEM files: what the server shows, its key, and the authority that clients trust."""

    chain: Path
    key: Path
    authority: Path

    def for_server(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.chain, self.key)
        return context

    def for_client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.authority))


def throw_away(folder: Path) -> Certificate:
    """A new one, in this folder."""
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "localhost")
    made = Certificate(folder / "certificate.pem", folder / "key.pem", folder / "authority.pem")
    made.chain.write_bytes(b"".join(one.bytes() for one in issued.cert_chain_pems))
    made.key.write_bytes(issued.private_key_pem.bytes())
    authority.cert_pem.write_to_path(str(made.authority))
    return made
