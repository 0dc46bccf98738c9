"""What is told elsewhere, on Telegram, about the e-mail of somebody: (title, text) pairs, as
`alerts.services.noticing.tell` takes them. They name nobody: the ledger outlives people."""

from datetime import datetime

from alerts.messages.french import moment, sentence, uncapitalised
from alerts.messages.mail.account import what_comes
from alerts.model.preference import Preference

Words = tuple[str, str]
HERE = "Vos annonces continuent d'arriver ici."


def stopped_words(why: str) -> Words:
    """The address refuses for good. `why`: French (« cette adresse n'existe pas »)."""
    told = f"Votre adresse e-mail ne peut plus recevoir nos messages : {uncapitalised(sentence(why))}"
    return "Vos e-mails sont arrêtés", f"{told} Nous n'y envoyons plus rien. {HERE}"


def paused_words(why: str, until: datetime) -> Words:
    """Refusals that may pass: nothing is sent there before `until` (aware)."""
    told = f"Votre messagerie refuse nos e-mails : {uncapitalised(sentence(why))}"
    return "Vos e-mails sont en pause", f"{told} Nous réessaierons le {moment(until)}. {HERE}"


def back_words() -> Words:
    return "Vos e-mails reprennent", "Votre messagerie accepte de nouveau nos e-mails."


def confirmed_words(preference: Preference) -> Words:
    """The address was confirmed by somebody who is also here."""
    return "Adresse e-mail confirmée", f"Vous recevrez aussi par e-mail : {what_comes(preference)}."


def unsubscribed_words() -> Words:
    """They stopped e-mails from a letter."""
    return "E-mails arrêtés", f"Vous avez arrêté les e-mails. {HERE}"
