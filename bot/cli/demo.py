"""`vigie demo`: the main job on fictitious notices, without network or account."""

import asyncio
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from alerts.services.told import Told, told
from bot.cli import screen
from bot.cli.opened import opened, subscribe_file
from bot.cli.rounds import one_round
from bot.cli.told_table import in_order, told_tables
from bot.config import BoampSettings, FeedSettings, FetchSettings, Settings, SourcesSettings, TedSettings, VigieSettings
from bot.demo.kit import FOLDER as KIT
from bot.demo.kit import write_reply
from bot.demo.letter import FOLDER as LETTERS
from bot.demo.letter import write_letter
from bot.demo.network import FOLDER as NETWORK
from bot.demo.network import write_network
from bot.demo.phone import FOLDER, cards_by_structure, write_cards
from bot.demo.records import STRUCTURES, demo_notices, published_until
from bot.demo.standin import StandIn
from bot.wiring import House, wall_clock

PARIS = ZoneInfo("Europe/Paris")
# Two days apart, so that corrections and a cancellation reach those who were told of the first notice.
ROUNDS = (
    (2, "Avant-hier : Vigie lit ce qui est paru."),
    (0, "Aujourd’hui : elle lit la suite, rectificatifs compris."),
)
MARK = ".demonstration-vigie"
Folder = Annotated[Path, typer.Option("--out", help="Dossier de la démonstration, refait à chaque fois.")]


def demo(out: Folder = Path("demo"), as_json: screen.Json = False) -> None:
    """Voir Vigie à l’œuvre : des avis fictifs, trois structures fictives, des messages dans un dossier."""
    _clear(out)
    now = wall_clock()
    notices = demo_notices(now.astimezone(PARIS).date())
    screen.err.print(f"{len(notices.records)} avis du BOAMP et {len(notices.ted)} de TED, tous fictifs.")
    with StandIn() as site:
        for days, words in ROUNDS:
            screen.err.print(words)
            day = now - timedelta(days=days)
            records, ted = published_until(notices, day.astimezone(PARIS).date())
            site.publish(records, ted, {} if days else notices.feeds)  # the feed's items are of these last days
            _round(_settings(out, site), day)
    with opened(_settings(out, site), lambda: now) as house:
        _tell(house, out, as_json)


def _round(settings: Settings, now: datetime) -> None:
    """What the local site has published so far goes the same way as the real notices."""
    with opened(settings, lambda: now) as house:
        subscribe_file(house)
        asyncio.run(one_round(house))


def _settings(out: Path, site: StandIn) -> Settings:
    """As a host would write them, with the addresses of the local site."""
    feeds = tuple(
        FeedSettings(name=Path(name).stem, title="Flux fictif", url=site.feed_url(name))
        for name in site.feeds
        if not name.endswith(".html")
    )
    return Settings(
        vigie=VigieSettings(
            contact="demonstration@example.org",
            database=_database(out),
            structures=STRUCTURES,
            messages=out / "messages",
        ),
        fetch=FetchSettings(pause_seconds=0),
        sources=SourcesSettings(
            boamp=BoampSettings(base=site.address, first_days=30),
            ted=TedSettings(api=site.address, site=site.address, first_days=30),
        ),
        feeds=feeds,
    )


def _database(out: Path) -> str:
    return f"sqlite:///{out / 'vigie.db'}"


def _clear(out: Path) -> None:
    """Only what a demonstration made is removed: it leaves a mark in its folder."""
    if out.exists() and not out.is_dir():
        screen.fail(f"{out} est un fichier : choisissez un dossier avec --out.")
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        screen.fail(f"{out} existe et ne vient pas d’une démonstration : choisissez un autre dossier avec --out.")
    for made in ("messages", FOLDER, LETTERS, KIT, NETWORK):
        shutil.rmtree(out / made, ignore_errors=True)
    for left in out.glob("vigie.db*"):
        left.unlink()
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).touch()


def _tell(house: House, out: Path, as_json: bool) -> None:
    with house.database.read() as session:
        messages = told(session)
    cards = cards_by_structure(house, in_order(messages))
    written = write_cards(out, cards)
    letter = write_letter(house, next(iter(cards)), out) if cards else ()
    kit = write_reply(house, out)
    network = write_network(house, out)
    if as_json:
        for one in messages:
            screen.print_json(_object(one))
        return
    for table in told_tables(messages):
        screen.out.print(table)
    screen.out.print(f"{len(messages)} messages, en texte et en HTML :")
    for number, one in enumerate(in_order(messages), start=1):
        screen.out.print(f"{number:3} {one.entry.receipt}", soft_wrap=True)
    for structure, texts in cards.items():
        screen.out.print(f"\nSur Telegram, pour {structure}, une annonce parmi {len(texts)} :\n")
        screen.out.print(texts[0], soft_wrap=True)
    screen.out.print(f"À ouvrir : {out / 'messages'}/<structure>/index.html")
    screen.out.print("Le récapitulatif de la semaine, comme e-mail : " + ", ".join(map(str, letter)), soft_wrap=True)
    if kit:
        screen.out.print(f"Une réponse préparée (Word, LibreOffice, calendrier) : {kit[0].parent}", soft_wrap=True)
    screen.out.print("Un réseau fictif, vu par son animatrice : " + ", ".join(map(str, network)), soft_wrap=True)
    screen.out.print("Toutes les cartes de Telegram, en texte : " + ", ".join(map(str, written)), soft_wrap=True)


def _object(one: Told) -> dict[str, object]:
    said: dict[str, object] = {
        "answer": one.match.answer.value,
        "reasons": [reason.text for reason in one.match.reasons],
    }
    if one.corrects:  # what was answered before no longer stands
        said = {"changes": [f"{change.label} : {change.before} → {change.after}" for change in one.changes]}
    return {
        "structure": one.entry.structure_id,
        "kind": one.entry.kind.value,
        "notice": one.notice.id,
        **said,
        "outcome": one.entry.outcome,
        "path": one.entry.receipt,
    }
