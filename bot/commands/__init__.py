"""What people can ask for in the chat: one file a command, and this list, in the order of the menu."""

from bot.chat.command import Command
from bot.commands.aide import Aide
from bot.commands.alertes import Alertes
from bot.commands.carte import Carte
from bot.commands.confidentialite import Confidentialite
from bot.commands.departements import Departements
from bot.commands.equipe import Equipe
from bot.commands.gardees import Gardees
from bot.commands.groupe import Delier, Relier
from bot.commands.profil import Profil
from bot.commands.start import Start
from bot.commands.stop import Stop

COMMANDS: tuple[Command, ...] = (
    Start(),
    Profil(),
    Alertes(),
    Gardees(),
    Confidentialite(),
    Aide(),
    Stop(),
    Equipe(),
    Departements(),
    Carte(),
    Relier(),
    Delier(),
)
