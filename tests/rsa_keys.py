"""RSA keys for tests, as openssl writes them, without needing it."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


def new_key(path: Path, bits: int = 2048, *, traditional: bool = False) -> Path:
    """A private key in PEM: PKCS#8, or « BEGIN RSA PRIVATE KEY »."""
    form = PrivateFormat.TraditionalOpenSSL if traditional else PrivateFormat.PKCS8
    key = generate_private_key(public_exponent=65537, key_size=bits)
    path.write_bytes(key.private_bytes(Encoding.PEM, form, NoEncryption()))
    return path


def locked(path: Path, under: str) -> bytes:
    """The same key, under a password."""
    return _key(path).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(under.encode()))


def public_pem(path: Path) -> str:
    """Its public half, as `openssl rsa -pubout` tells it."""
    return _key(path).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _key(path: Path) -> RSAPrivateKey:
    held = load_pem_private_key(path.read_bytes(), None)
    assert isinstance(held, RSAPrivateKey)
    return held
