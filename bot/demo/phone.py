"""The chat of the demonstration: each structure's cards as a phone shows them, as text, without Telegram."""

from collections.abc import Iterable
from pathlib import Path

from alerts.services.told import Told
from bot.chat.render import screen_of
from bot.demo.cards import text_of
from bot.wiring import House

FOLDER = "telegram"
BETWEEN = "\n" + "· · ·\n\n"


def cards_by_structure(house: House, told: Iterable[Told]) -> dict[str, list[str]]:
    """Structure id → its cards as they stand today, one a match, in the order in which they were told."""
    matches = dict.fromkeys((one.entry.structure_id, one.entry.match_id) for one in told)
    cards: dict[str, list[str]] = {}
    for structure, match_id in matches:
        message = house.composer.card(match_id) if match_id is not None else None
        if message is not None:
            cards.setdefault(structure, []).append(text_of(screen_of(message)))
    return cards


def write_cards(out: Path, cards: dict[str, list[str]]) -> list[Path]:
    """One text file a structure, in `out/telegram`; their paths."""
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for structure, texts in cards.items():
        (folder / f"{structure}.txt").write_text(BETWEEN.join(texts), encoding="utf-8")
    return [folder / f"{structure}.txt" for structure in cards]
