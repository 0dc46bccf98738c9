"""`vigie trades`: the trades that a structure may name."""

from rich.table import Table

from alerts.matching.trades import trades as known_trades
from bot.cli import screen


def trades(as_json: screen.Json = False) -> None:
    """Montrer les métiers que l’on peut nommer dans un profil."""
    if as_json:
        for trade in known_trades().values():
            screen.print_json({"slug": trade.slug, "label": trade.label, "cpv": list(trade.cpv_prefixes)})
        return
    table = Table("Nom à écrire", "Métier")
    for trade in known_trades().values():
        table.add_row(trade.slug, trade.label)
    screen.out.print(table)
