"""What the Bot API answers when it refuses."""

from typing import Any


class Refused(Exception):
    """`code` is the HTTP status, `description` Telegram's English sentence, `parameters` its ResponseParameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    def body(self) -> dict[str, Any]:
        found: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return found | ({"parameters": self.parameters} if self.parameters else {})


def bad(sentence: str, **parameters: Any) -> Refused:
    return Refused(400, f"Bad Request: {sentence}", **parameters)


def forbidden(sentence: str) -> Refused:
    return Refused(403, f"Forbidden: {sentence}")
