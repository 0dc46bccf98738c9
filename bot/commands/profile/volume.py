"""What a profile brings: how much to expect, and what is open now, in a few lines."""

from collections.abc import Sequence

from alerts.messages.deadline import next_deadline, title_words
from alerts.messages.french import count, shortened
from alerts.messages.where import where
from alerts.model.structure import Structure
from alerts.services.preview import Found, Preview, per_week_words, volume_words
from bot.chat.html import b, h
from bot.chat.talk import Talk

BEST = 3
_TITLE = 90  # characters: two lines of a phone
_PLACE = 60


def preview(talk: Talk, structure: Structure) -> Preview:
    """What this profile would bring, saved or not."""
    return talk.house.current.preview(structure, talk.now)


def expected(found: Preview) -> str:
    """« Sur les 30 derniers jours, ce profil aurait reçu 14 annonces (3 ou 4 par semaine). », in HTML."""
    return h(volume_words(found))


def volume_of(found: Preview) -> str:
    """« 3 ou 4 par semaine »; "" while it is not known."""
    return "" if found.per_week is None else per_week_words(found.per_week)


def before_and_after(before: Preview, after: Preview) -> str:
    """One sentence, in HTML."""
    return changed_volume(volume_of(before), after)


def changed_volume(before: str, after: Preview) -> str:
    """The same; `before` is what `volume_of` said of what is saved."""
    new = volume_of(after)
    if not before or not new:
        return expected(after)
    return f"Volume : {b(new)}, comme avant." if before == new else f"Volume : {h(before)} → {b(new)}."


def open_lines(found: Sequence[Found], talk: Talk) -> list[str]:
    """The best of what can still be answered, numbered, in HTML."""
    if not found:
        return ["Aucune annonce ouverte ne correspond aujourd’hui ; les prochaines vous seront envoyées."]
    head = f"{count(len(found), 'annonce ouverte', 'annonces ouvertes')} en ce moment"
    shown = found[:BEST]
    if len(found) > len(shown):
        head += f", dont {len(shown)}"
    return [f"{b(head)} :", *(f"{number}. {_line(one, talk)}" for number, one in enumerate(shown, 1))]


def _line(one: Found, talk: Talk) -> str:
    concerned = [lot for lot in one.notice.lots if lot.id in one.match.lots] or list(one.notice.lots)
    place = shortened(where(one.notice, concerned).first, _PLACE)
    until = title_words(next_deadline(one.notice, concerned, talk.now), talk.now)
    return f"{b(shortened(one.notice.title, _TITLE))} – {h(', '.join(part for part in (place, until) if part))}"
