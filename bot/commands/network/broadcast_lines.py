"""What is said of a broadcast before and after it leaves, in plain text: the same words in the chat and on pages."""

from collections.abc import Iterator

from alerts.messages.french import PARIS, count, enumeration, short_day, shortened
from alerts.model.network import Aim, Broadcast, Target
from alerts.network.report import Report
from alerts.services import broadcast_ground
from alerts.services.broadcast_preview import Preview
from alerts.store.engine import Session
from alerts.territory.france import France
from bot.commands.profile.asking_kinds import kinds_line
from bot.commands.profile.asking_trades import trades_line

ALL = "Tout le réseau"
ELIGIBLE = "celles qui peuvent répondre (oui ou à vérifier)"
AT_MOST = 300  # characters of a target told
TITLE = 120  # characters of what it is about
GONE = "avis qui n’est plus enregistré"
NOTE = (
    "Il est montré au-dessus de l’annonce, sous le nom du réseau. Par exemple, pourquoi elle vaut la peine, ou qui"
    " appeler."
)
ABOVE = "Ci-dessus, ce que recevra {}. Les autres reçoivent la même chose, à leur nom et à leur rythme."
SENT = "C’est parti : chacun reçoit à son rythme, hors heures calmes."
AGAIN = "C’était déjà confirmé : rien n’est parti deux fois."
GOING_ON = "Le réseau est grand : la suite part d’elle-même, dans les minutes qui viennent."
DROPPED = "C’est abandonné : rien n’est parti."
NEVER = "Qui répond « Pas pour nous » n’est dit à personne."
COUNTED = "« Ouvert » : quelqu’un a touché « Voir l’annonce » ou répondu. Lire le message ne se compte pas."
DISCREET = "{} : compté avec les autres seulement à partir de cinq, pour ne nommer personne."
NONE = "Rien n’a encore été diffusé dans ce réseau."
WITHDRAW = "Retirer cette diffusion ? Qui ne l’a pas encore reçue ne la recevra pas ; ce qui est reçu reste."
WITHDRAWN = "C’est retiré : qui ne l’a pas encore reçue ne la recevra pas."


def title_of(session: Session, broadcast: Broadcast) -> str:
    """What it is about: what was written, or the title of the notice."""
    if broadcast.written is not None:
        return shortened(broadcast.written.what, TITLE)
    group = broadcast_ground.load(session, broadcast).group
    titles = {one.notice.id: one.notice.title for one in group}
    return shortened(titles.get(broadcast.notice_id or "") or GONE, TITLE)


def aim_words(target: Target) -> str:
    """Whom a broadcast is for."""
    match target.aim:
        case Aim.ALL:
            return ALL
        case Aim.TRADES:
            said = f"métiers : {trades_line(target.trades)}"
        case Aim.PLACE:
            france = France.load()
            names = (f"{france.departement_name(code)} ({code})" for code in sorted(target.departements))
            said = f"lieu : {', '.join(names)}"
        case Aim.KINDS:
            said = f"statuts : {kinds_line(target.kinds)}"
        case Aim.ELIGIBLE:
            said = ELIGIBLE
        case Aim.MEMBERS:
            said = chosen_words(len(target.members))
    return shortened(said, AT_MOST)


def chosen_words(members: int) -> str:
    """Whom the radar found for a lot: the animator did not pick them one by one."""
    return "la structure trouvée par le radar" if members == 1 else f"les {members} structures trouvées par le radar"


def reached_words(found: Preview) -> str:
    """« Reçoivent : 4 structures, 5 personnes et 1 groupe ou dossier. », "" for nobody."""
    if not found.structures:
        return ""
    told = [count(found.people, "personne")] if found.people else []
    told += [count(found.groups, "groupe ou dossier", "groupes ou dossiers")] if found.groups else []
    return f"Reçoivent : {count(found.structures, 'structure')}, {' et '.join(told)}."


def held_lines(found: Preview) -> Iterator[str]:
    """Where it is said too, those that it reaches later, then those that it does not, with the reason."""
    if found.chats:
        named = enumeration(f"« {one} »" for one in found.chats)
        yield f"Publié aussi dans {named}, sans le nom d'une structure ni le contact."
    if found.later:
        cap = count(found.network.weekly_cap, "message")
        yield f"Dont {found.later} plus tard : {cap} de ce réseau par semaine au plus."
    if found.paused:
        yield f"Dont {found.paused} en pause : à leur retour, s’il est encore temps de répondre."
    held = (
        ("Hors de la cible", count(found.outside, "structure"), found.outside),
        ("Sans personne à prévenir", count(found.silent, "structure"), found.silent),
        ("Ne veulent plus des messages du réseau", count(found.muted, "personne"), found.muted),
        ("Prévenus par une autre diffusion", count(found.told, "destinataire"), found.told),
        ("Semaine pleine jusqu’à l’échéance", count(found.too_late, "destinataire"), found.too_late),
    )
    yield from (f"{why} : {many}." for why, many, how_many in held if how_many)


def report_lines(broadcast: Broadcast, found: Report) -> Iterator[str]:
    """Delivered, opened, interested: never who declined."""
    yield f"Pour : {aim_words(broadcast.target)}"
    received = f"reçu par {found.delivered}" if found.delivered else "pas encore reçu"
    yield f"Envoyé à {count(found.reached, 'structure')}, {received}."
    yield f"Ouvert par {count(found.opened, 'structure')}."
    names = list(found.names) + ([f"{count(found.unnamed, 'autre')} sans leur nom"] if found.unnamed else [])
    yield f"Intéressées : {found.interested}" + (f" ({enumeration(names)})." if names else ".")
    if found.discreet and not found.counted:
        yield DISCREET.format(count(found.discreet, "structure discrète", "structures discrètes"))
    if broadcast.withdrawn_at is not None:
        yield f"Retirée le {short_day(broadcast.withdrawn_at.astimezone(PARIS))}."


def state_words(one: Broadcast) -> str:
    """« brouillon », « envoyée le 12/12/2026 », « retirée, envoyée le 12/12/2026 »."""
    if one.sent_at is None:
        return "brouillon"
    sent = short_day(one.sent_at.astimezone(PARIS))
    return f"retirée, envoyée le {sent}" if one.withdrawn_at else f"envoyée le {sent}"
