"""`vigie email test`: does our mail leave, and what will those who receive it check?"""

import asyncio
import ssl
from typing import Annotated

import typer

from alerts.channels.channel import Letter
from alerts.channels.email import dkim
from alerts.channels.email.channel import unsigned
from alerts.channels.email.envelope import Outgoing
from alerts.channels.email.guard import Guard
from alerts.channels.email.relay import RelayUnusable
from alerts.channels.email.trial import trial
from alerts.messages.message import Bullets, Message, Paragraph
from alerts.model.delivery import Claimed, DeliveryKind
from alerts.services import addresses
from alerts.services.errors import Refusal
from bot.cli import email_told, screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.opened import opened
from bot.mail import envelopes_of, relay_of
from bot.wiring import House

NO_RELAY = "Il n’y a pas de relais : [email] host est vide dans {config}."
MESSAGE = Message(
    "Essai d’envoi de Vigie",
    "Si vous lisez ceci, le relais prend nos e-mails et ils arrivent.",
    (
        Paragraph("Si vous lisez ceci, le relais prend nos e-mails et ils arrivent."),
        Bullets(
            (
                "Regardez dans quel dossier il est arrivé : dans les indésirables, quelque chose manque encore.",
                "Affichez l’original (ou la source) : SPF, DKIM et DMARC doivent y être marqués « pass ».",
            )
        ),
    ),
)
WHY = "Vous recevez ce message parce que l’hébergeur de ce service essaie son envoi d’e-mails."
Address = Annotated[str, typer.Argument(help="L’adresse électronique.", metavar="ADRESSE")]
Dns = Annotated[bool, typer.Option("--dns/--no-dns", help="Demander au DNS ce qui est déjà publié.")]

ALLOWED = "C’est fait : cette adresse peut de nouveau recevoir des e-mails, si son titulaire le demande."
NOT_FORBIDDEN = "Rien n’empêchait d’écrire à cette adresse."

app = typer.Typer(help="Les e-mails : essayer l’envoi, lever une interdiction.", no_args_is_help=True)


@app.command("test")
def try_sending(
    address: Address, config: ConfigPath = DEFAULT_PATH, dns: Dns = True, as_json: screen.Json = False
) -> None:
    """Envoyer un vrai message par le relais configuré, et dire ce qu’une messagerie vérifiera."""
    settings = settings_from(config)
    if not settings.email.host:
        screen.fail(NO_RELAY.format(config=config))
    try:
        to = addresses.normal(address)
    except Refusal as refusal:
        screen.fail(refusal.sentence, code=2)
    with opened(settings) as house:
        try:
            sent = _send(house, to, as_json)
            email_told.what_is_checked(settings, dns, as_json)
        except (RelayUnusable, dkim.KeyUnusable) as error:
            screen.fail(f"L’envoi ne peut pas être essayé : {error.sentence}.")
    if not sent:
        raise typer.Exit(1)


@app.command("allow")
def allow(address: Address, config: ConfigPath = DEFAULT_PATH) -> None:
    """Écrire de nouveau à une adresse écartée après des refus ou une plainte, quand son titulaire le demande."""
    with opened(settings_from(config)) as house:
        try:
            with house.database.write() as session:
                lifted = addresses.lift_suppression(session, address, house.clock())
        except Refusal as refusal:
            screen.fail(refusal.sentence, code=2)
    screen.out.print(ALLOWED if lifted else NOT_FORBIDDEN)


def _send(house: House, to: str, as_json: bool) -> bool:
    settings = house.settings.email
    outgoing = _written(house, to)
    if why := Guard(settings.production, settings.allowed).refusal(to):
        email_told.guarded(to, why, as_json)
        return False
    relay = relay_of(settings)
    steps = asyncio.run(trial(relay, ssl.create_default_context(), outgoing, house.clock()))
    for step in steps:
        email_told.step(step, as_json)
    good = all(step.good for step in steps)
    email_told.end(outgoing, good, as_json)
    return good


def _written(house: House, to: str) -> Outgoing:
    """The whole message, signed when the host gave a key. Raises KeyUnusable."""
    settings, now = house.settings.email, house.clock()
    delivery = Claimed(0, None, "email", DeliveryKind.NOTICE, {}, f"essai:{now.isoformat()}", 0)
    made = envelopes_of(house).outgoing(Letter(None, MESSAGE, to, why=WHY), delivery, now)
    key, domain = settings.dkim_key_file, email_told.domain_of(settings.sender)
    sign = dkim.signer(settings.dkim_selector, domain, key) if key else unsigned
    return Outgoing(made.to, made.return_path, made.message_id, sign(made.content))
