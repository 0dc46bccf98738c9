"""An opportunity written by hand, field by field, as an animator types it: understood, or told what is not.

`FIELDS` is what is asked, in order; only the first is needed. An empty answer empties the field.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.intake.pauses import Misunderstood
from alerts.intake.places import NOT_KNOWN, understand_places
from alerts.intake.proofs import NoEnd, understand_end
from alerts.intake.sheet import Asked
from alerts.matching.trades import UnknownTrade, trade, trades
from alerts.matching.words import normal
from alerts.model.network import Written
from alerts.territory.france import France
from alerts.territory.names import folded

PARIS = ZoneInfo("Europe/Paris")
LONGEST = {"what": 600, "buyer": 200, "where": 120, "until": 80, "contact": 300, "trades": 300}  # characters
SHORTEST = 8  # characters of what is asked for: « ménage » says too little
LAST_MINUTE = time(23, 59)  # of a day that has no hour
AHEAD = timedelta(days=2 * 365)

FIELDS = (
    Asked("what", "Quoi", "Ce qui est demandé, en une ou deux phrases : quel travail, combien, quand."),
    Asked("buyer", "Pour qui", "L'acheteur, tel qu'on le connaît."),
    Asked("where", "Où", "Une ville et son département (Grenoble 38), ou un département."),
    Asked("until", "Réponse avant", "Un jour, avec une heure si vous la savez : « 12 décembre 2026 à 12 h »."),
    Asked("contact", "Contact", "Qui appeler ou à qui écrire. Seuls les membres le voient."),
    Asked("trades", "Métiers", "Si vous le souhaitez : un ou plusieurs métiers, séparés par des virgules."),
)
BY_NAME = {one.name: one for one in FIELDS}

NOTHING = (
    "Dites en quelques mots ce qui est demandé : par exemple « entretien de 2 000 m² de pelouses, d'avril à octobre »."
)
WHICH_DAY = "Je n'ai pas compris jusqu'à quand. Écrivez par exemple « 12 décembre 2026 » ou « 12/12/2026 à 12 h »."
PAST = "Cette date est passée : vérifiez le jour et l'année."
TOO_FAR = "Cette date est à plus de deux ans : vérifiez l'année."
NO_SUCH_HOUR = "Cette heure n'existe pas. Écrivez par exemple « 12/12/2026 à 12 h 30 »."
WHERE = (
    "Je n'ai pas reconnu ce lieu. Écrivez une ville et son département (Grenoble 38), ou un département (38, Isère)."
)
ONE_PLACE = "Une annonce a un seul lieu : choisissez un département, les autres peuvent être dits dans « Quoi »."
TOO_LONG = "C'est trop long : {} signes au plus."
_HOUR = re.compile(
    r"(?:\b(?:à|a|vers|avant) )?(?:(?<![\d/.\-])(\d{1,2}) ?(?:h(?:eures?)?|:) ?(\d{2})?(?!\d)|\b(midi|minuit)\b)",
    re.IGNORECASE,
)

Read = Callable[[str, Written, datetime], "Written | Misunderstood"]


def understand(name: str, text: str, before: Written, now: datetime) -> Written | Misunderstood:
    """`before` with one field as typed. `now` is aware. Raises KeyError when no field has this name; never for the
    text."""
    asked = BY_NAME[name]
    typed = " ".join(text.replace("\0", "").split())
    if len(typed) > LONGEST[asked.name]:
        return Misunderstood(TOO_LONG.format(LONGEST[asked.name]))
    return _READERS[asked.name](typed, before, now)


def understand_all(typed: Mapping[str, str], before: Written, now: datetime) -> tuple[Written, dict[str, str]]:
    """A whole form: what is understood, and field → the sentence for what is not. Names that are not fields are left
    out; fields that are not typed stay as they were, and what is needed is asked for."""
    written, wrong = before, dict[str, str]()
    for asked in FIELDS:
        if asked.name in typed:
            match understand(asked.name, typed[asked.name], written, now):
                case Misunderstood(why):
                    wrong[asked.name] = why
                case understood:
                    written = understood
    if lacking := incomplete(written):
        wrong.setdefault("what", lacking)
    return written, wrong


def incomplete(written: Written) -> str:
    """What is still needed before it can be shown to anybody, as a French sentence; "" when nothing is."""
    return NOTHING if len(written.what) < SHORTEST else ""


def _what(typed: str, before: Written, now: datetime) -> Written | Misunderstood:  # noqa: ARG001
    return replace(before, what=typed) if len(typed) >= SHORTEST else Misunderstood(NOTHING)


def _buyer(typed: str, before: Written, now: datetime) -> Written:  # noqa: ARG001
    return replace(before, buyer=typed)


def _contact(typed: str, before: Written, now: datetime) -> Written:  # noqa: ARG001
    return replace(before, contact=typed)


def _where(typed: str, before: Written, now: datetime) -> Written | Misunderstood:  # noqa: ARG001
    """The département is what counts; the town is kept when the words name one of it."""
    if not typed:
        return replace(before, departement="", town="")
    found = understand_places(typed)
    codes = found.territory.departements
    if found.questions and not codes:
        return Misunderstood(f"{found.questions[0].text} {_choices(found.questions[0].choices)}")
    if len(codes) > 1 or found.territory.regions or found.territory.whole_france:
        return Misunderstood(ONE_PLACE)
    if not codes:
        hint = found.unknown[0].hint if found.unknown else NOT_KNOWN
        return Misunderstood(WHERE if hint == NOT_KNOWN else hint)
    (code,) = codes
    return replace(before, departement=code, town=_town(typed, code))


def _choices(choices: tuple[tuple[str, object], ...]) -> str:
    return f"Précisez : {', '.join(label for label, _ in choices)}."


def _town(typed: str, departement: str) -> str:
    """The longest run of words that names a town of this département; "" when none does."""
    france, said = France.load(), re.sub(r"[\d,;()]+", " ", typed).split()
    runs = [" ".join(said[i:j]) for i in range(len(said)) for j in range(len(said), i, -1)]
    named = (france.town(run, departement) for run in sorted(runs, key=len, reverse=True))
    insee = next((one for one in named if one), None)
    own = folded(france.departement_name(departement))
    return "" if insee is None or folded(typed) == own else france.commune_name(insee)


def _until(typed: str, before: Written, now: datetime) -> Written | Misunderstood:
    """The end of the day when no hour is said, on the clock of Paris."""
    if not typed:
        return replace(before, until=None)
    hour = _HOUR.search(typed)
    day = understand_end(_HOUR.sub(" ", typed).strip(), now.astimezone(PARIS).date())
    if isinstance(day, NoEnd):
        return replace(before, until=None) if hour is None else Misunderstood(WHICH_DAY)
    if isinstance(day, Misunderstood):
        return Misunderstood(WHICH_DAY)
    try:
        until = datetime.combine(day.day, _time(hour), PARIS)
    except ValueError:
        return Misunderstood(NO_SUCH_HOUR)
    return _in_time(until, before, now)


def _in_time(until: datetime, before: Written, now: datetime) -> Written | Misunderstood:
    if until <= now:
        return Misunderstood(PAST)
    return Misunderstood(TOO_FAR) if until > now + AHEAD else replace(before, until=until)


def _time(found: "re.Match[str] | None") -> time:
    """Raises ValueError for 25 h."""
    if found is None:
        return LAST_MINUTE
    if found[3]:
        return time(12) if found[3].casefold() == "midi" else LAST_MINUTE
    return time(int(found[1]), int(found[2] or 0))


def _trades(typed: str, before: Written, now: datetime) -> Written | Misunderstood:  # noqa: ARG001
    chosen = set[str]()
    labels = {normal(name): one.slug for one in trades().values() for name in (one.slug.replace("-", " "), one.label)}
    for part in (one.strip() for one in typed.split(",")):
        if not part:
            continue
        try:
            chosen.add(labels.get(normal(part)) or trade(part).slug)
        except UnknownTrade as unknown:
            said = str(unknown).partition(" La liste")[0]
            return Misunderstood(said[:1].upper() + said[1:])
    return replace(before, trades=frozenset(chosen))


_READERS: dict[str, Read] = {
    "what": _what,
    "buyer": _buyer,
    "where": _where,
    "until": _until,
    "contact": _contact,
    "trades": _trades,
}
