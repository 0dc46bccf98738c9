"""What names a lot in a button or in the address of a form: short, and told by nothing else."""

from hashlib import sha256

LENGTH = 12  # hexadecimal digits: with the number of a network, they hold in the 64 octets of a button


def mark_of(opportunity: str, lot: str | None) -> str:
    """The same for one lot of one opportunity, whoever asks."""
    return sha256(f"{opportunity}\n{lot or ''}".encode()).hexdigest()[:LENGTH]
