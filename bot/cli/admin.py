"""`vigie admin network …`: what only the host decides about networks."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.table import Table

from alerts.links.signed import LinkKind
from alerts.messages.french import PARIS
from alerts.model.network import Network, NetworkKind
from alerts.services import network_animating, network_host
from alerts.services.errors import Refusal
from alerts.services.exporting_networks import KINDS
from alerts.services.network_host import Listed
from alerts.store.engine import Session
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.opened import opened
from bot.config import Settings
from bot.telegram.assistant import name_of
from bot.telegram.trouble import ChatTrouble
from bot.wiring import House, links_of

app = typer.Typer(help="Ce que seul l’hébergeur décide.", no_args_is_help=True)
network = typer.Typer(help="Les réseaux : créer, ouvrir, fermer, confier à un animateur.", no_args_is_help=True)
app.add_typer(network, name="network")

NOWHERE = (
    "Pas d’invitation : il n’y a ni bot (donnez son jeton dans VIGIE_TELEGRAM_TOKEN), ni adresse des pages (donnez"
    " public_url dans [pages])."
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Nom du réseau, entre guillemets.")]
Kind = Annotated[NetworkKind, typer.Option("--kind", help="Genre de réseau.")]
NetworkId = Annotated[int, typer.Argument(metavar="ID", help="Numéro du réseau (vigie admin network list).")]
Why = Annotated[str, typer.Option("--why", help="Raison, dite à la personne qui a demandé. Ne nommez personne.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ne pas demander de confirmation.")]


@network.command("create")
def create(
    name: Name, kind: Kind = NetworkKind.OTHER, config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False
) -> None:
    """Créer un réseau, ouvert aussitôt. Invitez ensuite qui l’animera."""
    with _hosting(settings_from(config)) as (house, session):
        made = network_host.create(session, name, kind, house.clock())
    _tell(
        made, as_json, f"Réseau {made.id} créé : {made.name}. Ensuite : vigie admin network invite-animator {made.id}"
    )


@network.command("list")
def list_all(config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Montrer les réseaux, et ceux qui attendent votre accord. Jamais ce que font leurs membres."""
    with opened(settings_from(config)) as house, house.database.read() as session:
        found = network_host.listed(session)
    if as_json:
        for one in found:
            screen.print_json({**_object(one.network), "members": one.members, "animators": one.animators})
        return
    screen.out.print(_table(found) if found else "Aucun réseau. Pour en créer un : vigie admin network create NAME")


@network.command("approve")
def approve(number: NetworkId, config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Ouvrir un réseau demandé. La personne qui l’a demandé l’apprend et peut inviter."""
    with _hosting(settings_from(config)) as (house, session):
        held = network_host.approve(session, number, house.clock())
    _tell(held, as_json, f"Réseau {held.id} ouvert : {held.name}.")


@network.command("refuse")
def refuse(number: NetworkId, why: Why = "", config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Ne pas ouvrir un réseau demandé. La personne qui l’a demandé l’apprend, avec la raison."""
    with _hosting(settings_from(config)) as (house, session):
        held = network_host.refuse(session, number, house.clock(), why)
    _tell(held, as_json, f"Demande refusée : {held.name}.")


@network.command("close")
def close(number: NetworkId, yes: Yes = False, config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Fermer un réseau et effacer tout ce qui le concerne. Les structures et leurs alertes restent."""
    settings = settings_from(config)
    with _hosting(settings) as (_, session):
        name = network_host.load(session, number).name
    if not yes and not typer.confirm(f"Effacer le réseau « {name} » et tout ce qui le concerne ?", err=True):
        screen.fail("Rien n’a été effacé.")
    with _hosting(settings) as (house, session):
        held = network_host.close(session, number, house.clock())
    _tell(held, as_json, f"Réseau {held.id} fermé et effacé : {held.name}.")


@network.command("invite-animator")
def invite_animator(number: NetworkId, config: ConfigPath = DEFAULT_PATH, as_json: screen.Json = False) -> None:
    """Donner un lien d’invitation, pour Telegram et pour le web : la personne qui l’ouvre anime le réseau."""
    settings = settings_from(config)
    bot = _bot_of(settings)
    with _hosting(settings) as (house, session):
        token = network_animating.invite_by_host(session, number, house.clock())
        page = house.links.page(f"{LinkKind.INVITATION.value}/{token}") if house.links else ""
    link, days = f"https://t.me/{bot}?start={token}" if bot else "", network_animating.LASTS.days
    if as_json:
        screen.print_json({"network": number, "link": link, "page": page, "days": days})
        return
    screen.err.print(f"À envoyer à une seule personne ; l’un ou l’autre sert une fois, pendant {days} jours :")
    for one in (link, page):
        if one:
            screen.out.print(one, soft_wrap=True)


def _bot_of(settings: Settings) -> str:
    """Its name; "" when there is none, or Telegram does not tell it, which is said: the web address is enough. The exit
    code 1 when there is none either."""
    pages = links_of(settings) is not None
    if not settings.telegram.token.get_secret_value():
        return "" if pages else screen.fail(NOWHERE)
    try:
        return asyncio.run(name_of(settings.telegram))
    except ChatTrouble as trouble:
        if not pages:
            screen.fail(f"Pas d’invitation : {trouble.sentence}.")
        screen.err.print(f"Pas de lien pour Telegram : {trouble.sentence}.")
        return ""


@contextmanager
def _hosting(settings: Settings) -> Iterator[tuple[House, Session]]:
    """The house and one transaction of it; the exit code 1 and the sentence of what is refused, and nothing is kept."""
    with opened(settings) as house:
        try:
            with house.database.write() as session:
                yield house, session
        except Refusal as refusal:
            screen.fail(refusal.sentence)


def _tell(held: Network, as_json: bool, words: str) -> None:
    if as_json:
        screen.print_json(_object(held))
    else:
        screen.out.print(words, soft_wrap=True)


def _object(held: Network) -> dict[str, object]:
    return {
        "id": held.id,
        "name": held.name,
        "kind": held.kind.value,
        "created_at": held.created_at.isoformat(),
        "approved_at": held.approved_at.isoformat() if held.approved_at else None,
    }


def _table(found: list[Listed]) -> Table:
    table = Table("N°", "Nom", "Genre", "Membres", "Animateurs", "Demandé par", "État")
    for one in found:
        held = one.network
        row = (str(held.id), held.name, KINDS[held.kind], str(one.members), str(one.animators), one.asker or "–")
        table.add_row(*row, _state(one))
    return table


def _state(one: Listed) -> str:
    if one.network.approved_at is None:
        return f"attend votre accord : vigie admin network approve {one.network.id}"
    since = f"ouvert depuis le {one.network.approved_at.astimezone(PARIS):%d/%m/%Y}"
    return since if one.animators else f"{since}, sans animateur : invitez quelqu’un"
