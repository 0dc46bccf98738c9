"""What nobody foresaw, in the chat or on a page: a code to read aloud, and what the log may say of it."""

import secrets
from traceback import extract_tb

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither 0 and O, nor 1 and I


def new_code() -> str:
    """To be read aloud, and found in the log."""
    return "E-" + "".join(secrets.choice(_LETTERS) for _ in range(4))


def kinds(error: BaseException) -> str:
    """The types of an error and of what caused it. Never their words: they may quote what somebody wrote."""
    below = error.__cause__ or error.__context__
    name = type(error).__qualname__
    return f"{name} ← {kinds(below)}" if below is not None else name


def trace(error: BaseException) -> str:
    """Where it happened, a line a frame."""
    frames = extract_tb(error.__traceback__)
    return "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
