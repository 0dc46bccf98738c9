"""Which voice a structure speaks with in this lot: the kind that the reservation names, or the one that says most."""

from alerts.model.reading import Beneficiary
from alerts.model.structure import StructureKind
from alerts.reply_help.case import Case
from alerts.reply_help.kit.voice import Voice
from alerts.reply_help.kit.voices_ess import ESS
from alerts.reply_help.kit.voices_handicap import HANDICAP
from alerts.reply_help.kit.voices_iae import IAE

_VOICES: dict[StructureKind, Voice] = {**IAE, **HANDICAP, **ESS}
_PLAIN = frozenset({StructureKind.ASSOCIATION})  # the form of most others: not worth a sentence beside them
_NAMED = {
    Beneficiary.SIAE: tuple(IAE),
    Beneficiary.EA_ESAT: (StructureKind.ESAT, StructureKind.EA, StructureKind.EATT),
    Beneficiary.PRISON: (StructureKind.PRISON,),
    Beneficiary.ESS: tuple(ESS),
}


def voices(case: Case) -> tuple[Voice, ...]:
    """The first one leads, the others are said in a sentence each. Without any kind: as an association."""
    order = [kind for one in case.reading.reservation.to for kind in _NAMED[one]]
    ranked = [kind for kind in dict.fromkeys((*order, *_VOICES)) if kind in case.structure.kinds]
    kept = [kind for at, kind in enumerate(ranked) if at == 0 or kind not in _PLAIN]
    return tuple(_VOICES[kind] for kind in kept) or (ESS[StructureKind.ASSOCIATION],)
