"""The e-mail channel, in the house for as long as something is sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from alerts.channels.email import dkim, verp
from alerts.channels.email.channel import EmailChannel, unsigned
from alerts.channels.email.envelope import Envelopes, Sender
from alerts.channels.email.guard import Guard
from alerts.channels.email.imap import Account, ImapBox
from alerts.channels.email.mailbox import Mailbox
from alerts.channels.email.maildir import MaildirBox
from alerts.channels.email.pacing import Warmup
from alerts.channels.email.relay import Relay
from alerts.services import limits
from bot.config import BouncesSettings, EmailSettings

if TYPE_CHECKING:
    from bot.wiring import House

MARGIN = 0.92  # of the lease of the ledger: the channel ends by itself before it is cut


@asynccontextmanager
async def mailing(house: "House") -> AsyncIterator[EmailChannel | None]:
    """The channel of the ledger to e-mail, in the house until the end of the block; None without a relay.

    Raises RelayUnusable, KeyUnusable.
    """
    if not house.settings.email.host:
        yield None
        return
    channel = channel_of(house)
    house.channels[channel.name] = channel
    try:
        yield channel
    finally:
        del house.channels[channel.name]
        await channel.close()


def channel_of(house: "House") -> EmailChannel:
    """The channel alone: close it. Raises RelayUnusable, KeyUnusable."""
    settings = house.settings.email
    domain = settings.sender.rpartition("@")[2]
    key = settings.dkim_key_file
    sign = dkim.signer(settings.dkim_selector, domain, key) if key else unsigned
    return EmailChannel(
        relay_of(settings),
        envelopes_of(house),
        house.clock,
        Guard(settings.production, settings.allowed),
        warmup_of(house),
        sign,
        patience=house.settings.ledger.lease_seconds * MARGIN,
    )


def relay_of(settings: EmailSettings) -> Relay:
    """Raises RelayUnusable."""
    return Relay(
        settings.host,
        settings.port,
        settings.security,
        settings.username,
        settings.password.get_secret_value(),
        settings.timeout_seconds,
        settings.connections,
    )


def envelopes_of(house: "House") -> Envelopes:
    """What writes our messages. Refusals come back to an address that names their delivery, when the host gives one."""
    settings, secret = house.settings.email, house.settings.pages.secret.get_secret_value()
    sender = Sender(settings.sender, settings.sender_name, settings.reply_to, settings.bounces_to)
    returning = partial(verp.return_path, settings.bounces_to, secret) if settings.bounces_to and secret else None
    return Envelopes(sender, house.links, returning)


def mailbox_of(settings: BouncesSettings) -> Mailbox | None:
    """Where refusals come back; None when the host named no mailbox."""
    if settings.maildir:
        return MaildirBox(settings.maildir)
    if settings.imap_host:
        password, secure = settings.imap_password.get_secret_value(), settings.imap_security == "tls"
        account = (settings.imap_host, settings.imap_user, password, settings.imap_port, settings.imap_folder)
        return ImapBox(Account(*account, tls=secure))
    return None


def warmup_of(house: "House") -> Warmup:
    """The limit of an hour, counted in the database: for all machines together."""
    most = house.settings.email.per_hour

    async def may_send() -> bool:
        return await house.database.writing(limits.allow, "mail", "", most, timedelta(hours=1), house.clock())

    return Warmup(most, may_send)
