"""What people can ask for in the chat: one file a command, and this list, in the order of the menu."""

from bot.chat.command import Command
from bot.commands.aide import Aide
from bot.commands.alertes import Alertes
from bot.commands.carte import Carte
from bot.commands.confidentialite import Confidentialite
from bot.commands.departements import Departements
from bot.commands.diffuser import Diffuser
from bot.commands.email import Email
from bot.commands.equipe import Equipe
from bot.commands.etat import Etat
from bot.commands.fiche import Fiche
from bot.commands.gardees import Gardees
from bot.commands.groupe import Delier, Relier
from bot.commands.partenaires import Partenaires
from bot.commands.pause import Pause
from bot.commands.profil import Profil
from bot.commands.repondre import Repondre
from bot.commands.reseau import Reseau
from bot.commands.rythme import Rythme
from bot.commands.start import Start
from bot.commands.stop import Stop
from bot.commands.tiroir import Tiroir

COMMANDS: tuple[Command, ...] = (
    Start(),
    Profil(),
    Alertes(),
    Gardees(),
    Pause(),
    Etat(),
    Confidentialite(),
    Aide(),
    Stop(),
    Rythme(),
    Email(),
    Equipe(),
    Tiroir(),
    Fiche(),
    Departements(),
    Carte(),
    Reseau(),
    Diffuser(),
    Repondre(),
    Partenaires(),
    Relier(),
    Delier(),
)
