"""When one is written to, from a form."""

from dataclasses import replace

from alerts.intake.rhythms import rhythm_words
from alerts.model.preference import Preference, Rhythm
from bot.pages.forms import Form

CHANNELS = ("telegram", "email")
EASY = "facile"


def read_rhythm(form: Form, before: Preference) -> Preference:
    """`before` with what the form says: lists and boxes only, so that what is not one of theirs changes nothing.

    What the form did not propose (« propose »: channels, words that are easy to read) stays.
    """
    rhythm = next((one for one in Rhythm if one.value == form.one("rythme")), before.rhythm)
    return replace(
        before,
        rhythm=rhythm,
        weekday=_number(form, "jour", 7, before.weekday),
        hour=_number(form, "heure", 24, before.hour),
        quiet_from=_number(form, "calme_de", 24, before.quiet_from),
        quiet_to=_number(form, "calme_a", 24, before.quiet_to),
        channels=_channels(form, before),
        easy=form.has(EASY) if EASY in form.every("propose") else before.easy,
    )


def told_rhythm(preference: Preference) -> str:
    """« chaque lundi à 8 h », « dès qu’une annonce est lue »: as the form says it."""
    return "dès qu’une annonce est lue" if preference.rhythm is Rhythm.NOW else rhythm_words(preference)


def at_its_hour(preference: Preference) -> Preference:
    """The hour that was asked for wins over quiet hours that nobody has chosen yet."""
    hour, begins, ends = preference.hour, preference.quiet_from, preference.quiet_to
    if preference.rhythm is Rhythm.NOW or (hour - begins) % 24 >= (ends - begins) % 24:
        return preference
    return replace(preference, quiet_to=hour) if hour < 12 else replace(preference, quiet_from=(hour + 1) % 24)


def _channels(form: Form, before: Preference) -> tuple[str, ...]:
    proposed, ticked = form.every("propose"), form.every("canal")
    return tuple(one for one in CHANNELS if (one in ticked if one in proposed else one in before.channels))


def _number(form: Form, name: str, below: int, before: int) -> int:
    said = form.one(name)
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 3 and int(said) < below else before
