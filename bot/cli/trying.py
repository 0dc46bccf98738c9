"""`vigie try`: what would I have received, from the live sources, without an account?"""

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from alerts.matching.fields import Problems, criteria, kind
from alerts.model.match import Match, Verdict
from alerts.model.structure import Structure
from alerts.services.near_misses import near_misses, notices_of
from alerts.services.structures import save_structures
from alerts.services.told import Told, told
from bot.cli import screen
from bot.cli.config import DEFAULT_PATH, ConfigPath, settings_from
from bot.cli.formats import match_object
from bot.cli.opened import opened
from bot.cli.rounds import one_round
from bot.cli.told_table import told_tables
from bot.config import Settings
from bot.wiring import House, judge_of
from scrapers.notice import Notice

SEVERAL = "Plusieurs valeurs se séparent par des virgules."
Kinds = Annotated[str, typer.Option("--kind", help=f"Ce que vous êtes : aci, ei, esat, ea, scic… {SEVERAL}")]
Trades = Annotated[str, typer.Option("--trades", help=f"Vos métiers (vigie trades les montre). {SEVERAL}")]
Departements = Annotated[str, typer.Option("--departements", help=f"Où vous travaillez : 01,69. {SEVERAL}")]
Regions = Annotated[str, typer.Option("--regions", help=f"Régions, par leur nom ou leur code. {SEVERAL}")]
Wants = Annotated[
    str,
    typer.Option(
        "--wants",
        help="Ce que vous cherchez : reserved, clause_sociale, service_insertion, critere_social, environment, open.",
    ),
]
Days = Annotated[int, typer.Option("--days", min=1, max=366, help="Combien de jours en arrière.")]
Sources = Annotated[
    str,
    typer.Option(
        "--sources",
        help="boamp, ted, ou les deux. Le BOAMP publie aussi les avis européens des acheteurs français ; "
        "TED est plus long : chaque avis s’y lit un par un.",
    ),
]


def try_(
    kinds: Kinds,
    trades: Trades = "",
    departements: Departements = "",
    regions: Regions = "",
    wants: Wants = "",
    days: Days = 30,
    sources: Sources = "boamp",
    config: ConfigPath = DEFAULT_PATH,
    as_json: screen.Json = False,
) -> None:
    """Voir ce que Vigie vous aurait envoyé ces derniers jours, sans compte ni configuration."""
    structure = _structure(kinds, trades=trades, departements=departements, regions=regions, wants=wants)
    settings = settings_from(config) if config.exists() or config != DEFAULT_PATH else Settings()
    with tempfile.TemporaryDirectory(prefix="vigie-") as folder:
        _try(_apart(settings, Path(folder), _split(sources)), structure, timedelta(days=days), as_json)


def _structure(kinds: str, **fields: str) -> Structure:
    """The profile of the command line, or every problem told and the exit code 2."""
    given = {name: _split(value) for name, value in fields.items() if value}
    try:
        return Structure("essai", "Essai", frozenset(kind(one) for one in _split(kinds)), (criteria(**given),))
    except (Problems, ValueError) as found:
        screen.fail(*getattr(found, "texts", (str(found),)), code=2)


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _apart(settings: Settings, folder: Path, sources: list[str]) -> Settings:
    """The same addresses, with a database and messages of its own that end with the trial."""
    if unknown := set(sources) - {"boamp", "ted"}:
        screen.fail(f"Source inconnue : {', '.join(sorted(unknown))} (boamp, ted).", code=2)
    chosen = settings.sources
    own = {"database": f"sqlite:///{folder / 'essai.db'}", "messages": folder / "messages"}
    enabled = {name: getattr(chosen, name).model_copy(update={"enabled": name in sources}) for name in ("boamp", "ted")}
    return settings.model_copy(
        update={
            "vigie": settings.vigie.model_copy(update=own),
            "sources": chosen.model_copy(update=enabled),
            "feeds": (),
        }
    )


def _try(settings: Settings, structure: Structure, back: timedelta, as_json: bool) -> None:
    with opened(settings) as house:
        with house.database.write() as session:
            save_structures(session, [structure], house.clock())
        readings, _, _ = asyncio.run(one_round(house, back))
        with house.database.read() as session:
            found = told(session)
        near = _near(house, structure, back)
    for one in readings:
        if one.error:
            screen.err.print(f"{one.source} : {one.error}")
    if as_json:
        for match, notice in [*((one.match, one.notice) for one in found), *near]:
            screen.print_json(match_object(match) | {"title": notice.title, "url": notice.url})
    else:
        _say(found, near, sum(one.ingested.new for one in readings))
    if any(one.error for one in readings):
        raise typer.Exit(1)


def _near(house: House, structure: Structure, back: timedelta) -> list[tuple[Match, Notice]]:
    """The few notices that miss one criterion only, each as it was published."""
    now = house.clock()
    with screen.err.status("recherche de ce qui est juste à côté"):
        judge = judge_of((structure,), near_misses=True)
        found = near_misses(house.database, judge, (now - back).date(), now).get(structure.id, [])
        with house.database.read() as session:
            known = notices_of(session, found)
    return [(match, known[match.notice_id]) for match in found]


def _say(found: list[Told], near: list[tuple[Match, Notice]], read: int) -> None:
    for table in told_tables(found, links=True):
        screen.out.print(table)
    screen.out.print(f"{read} avis lus ; {len(found)} messages auraient été envoyés.")
    if near:
        screen.out.print("\nJuste à côté (un seul critère manque ; rien n’aurait été envoyé) :")
    for match, notice in near:
        missed = next(reason for reason in match.reasons if reason.verdict is Verdict.AGAINST)
        screen.out.print(f"- {notice.title} : {missed.text}")
