"""An address typed in a form: well written, and probably the one that was meant."""

from dataclasses import dataclass

from alerts.services import addresses
from alerts.services.errors import Refusal
from bot.pages.forms import Form

MEANT = "Vouliez-vous dire {} ?"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """`form` has the error, if any. `meant`: the address that was probably meant, "" when there is nothing to ask."""

    form: Form
    email: str = ""
    meant: str = ""


def mailbox(form: Form) -> Mailbox:
    """From the fields « adresse », and « bonne » when they said which of two is the right one."""
    better = addresses.near(form.one("adresse")) or ""
    if better and form.one("bonne") == better:
        form = form.having("adresse", better)
    try:
        email = addresses.normal(form.one("adresse"))
    except Refusal as refusal:
        return Mailbox(form.with_errors({"adresse": refusal.sentence}))
    meant = addresses.near(email) or ""
    if not meant or form.one("bonne").lower() == email:
        return Mailbox(form, email)
    return Mailbox(form.with_errors({"adresse": MEANT.format(meant)}), email, meant)
