"""The screens of the drawer: the list, one document, what is asked of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from alerts.channels.markup import typography
from alerts.messages.french import capitalised, enumeration, short_day, shortened, uncapitalised
from alerts.messages.reply.drawer import EMPTY, held_words, summary
from alerts.model.people import Membership
from alerts.model.reply import Proof, ProofKind
from alerts.model.structure import Structure
from alerts.reply_help.drawer import Drawer, drawer
from alerts.reply_help.proofs import CATALOGUE, State, last_day, state_of
from bot.chat.html import b, fit, h, i
from bot.chat.screen import Button, Rows, Screen
from bot.chat.taps import pack
from bot.commands.back import MENU

SPACE = "ti"
BACK = "⬅️ Retour au tiroir"
AT_ONCE = 8  # documents on one screen
KINDS = 10  # to choose from on one screen: what most structures miss
CUT = "… La suite est dans les boutons."
STATES = {
    State.READY: "à jour",
    State.UNDATED: "date de fin à noter",
    State.ENDED: "n’est plus valable",
}
CHOOSE = "Quel document avez-vous ?"
NUMBER = "Écrivez son numéro ou ce qui le distingue, ou touchez « Passer »."
END = "Écrivez sa date de fin, par exemple « 31/12/2026 » ou « fin 2026 »."
START = "Écrivez la date du document, par exemple « 15/10/2026 » : Vigie compte sa durée."
NOTE = "Écrivez où il est rangé, par exemple « classeur bleu »."
SURE = "Le retirer du tiroir, pour toute l’équipe ?"
SHORT = {
    ProofKind.CONVENTION_IAE: "Convention IAE",
    ProofKind.ANNEXE_FINANCIERE: "Annexe financière",
    ProofKind.AGREMENT_EA: "Agrément EA (CPOM)",
    ProofKind.ARRETE_ESAT: "Arrêté ESAT",
    ProofKind.LABEL_GEIQ: "Label GEIQ",
    ProofKind.CONTRAT_DETENTION: "Contrat en détention",
    ProofKind.AGREMENT_ESUS: "Agrément ESUS",
    ProofKind.MENTION_ESS: "Mention ESS",
    ProofKind.TAUX: "Attestation 50 %",
    ProofKind.STATUTS: "Statuts",
    ProofKind.RNA: "Récépissé RNA",
    ProofKind.KBIS: "Extrait Kbis",
    ProofKind.POUVOIR: "Pouvoir de signer",
    ProofKind.RIB: "RIB",
    ProofKind.ASSURANCE_RC: "Assurance RC",
    ProofKind.ASSURANCE_DECENNALE: "Assurance décennale",
    ProofKind.VIGILANCE_URSSAF: "Vigilance URSSAF",
    ProofKind.ATTESTATION_FISCALE: "Attestation fiscale",
    ProofKind.COMPTES: "Comptes",
    ProofKind.QUALIFICATION: "Qualification",
    ProofKind.OTHER: "Autre document",
}


@dataclass(frozen=True, slots=True)
class Held:
    """The drawer of the structure of a membership, as of `today`."""

    membership: Membership
    structure: Structure
    proofs: tuple[Proof, ...]
    today: date
    legal_form: str = ""
    others: tuple[tuple[int, str], ...] = ()  # the other memberships of the person, and the names of their structures

    def button(self, label: str, action: str, *args: str | int) -> Button:
        return Button(label, pack(SPACE, action, self.membership.id, *args))

    @property
    def back(self) -> Button:
        return self.button(BACK, "o", 0)

    def proof(self, number: int | None) -> Proof | None:
        return next((one for one in self.proofs if one.id == number), None)


def whole(held: Held, page: int = 0, note: str = "") -> Screen:
    """What is there, what ends first on top, and what is missing; a button for each document that is there."""
    found = drawer(held.structure, held.proofs, held.today, held.legal_form)
    every = [*((one.proof, held_words(one)) for one in found.held), *((one, older_words(one)) for one in found.older)]
    page = max(0, min(page, (len(every) - 1) // AT_ONCE))
    here = list(enumerate(every, 1))[page * AT_ONCE : (page + 1) * AT_ONCE]
    buttons = [held.button(f"{number}. {SHORT[one.kind]}", "d", one.id) for number, (one, _) in here]
    turning = [held.button("⬅️ Page précédente", "o", page - 1)] if page else []
    turning += [held.button("Page suivante ➡️", "o", page + 1)] if len(every) > (page + 1) * AT_ONCE else []
    lines = [h(typography(f"{number}. {capitalised(words)}")) for number, (_, words) in here]
    head = f"{b('Tiroir de preuves')} – {h(held.structure.name)}\n{typography(summary(found))}"
    parts = [*([b(note)] if note else []), head, "\n".join(lines) or typography(EMPTY), *_missing(found)]
    ways = (held.button("➕ Ajouter", "n", 0), Button("📋 Ma fiche", pack("ai", "go", "fiche")))
    others = tuple((Button(f"🔁 {shortened(name, 20)}", pack(SPACE, "o", one, 0)),) for one, name in held.others)
    text = fit(parts, joined="\n\n", left_out=CUT)
    return Screen(text, rows(buttons, tuple(turning), ways, *others, (MENU,)))


def older_words(proof: Proof) -> str:
    number = f", {proof.reference}" if proof.reference else ""
    return f"{CATALOGUE[proof.kind].name}{number} : remplacé par un plus récent"


def _missing(found: Drawer) -> list[str]:
    """Their short names alone: where to get each is told once it is chosen."""
    names = [uncapitalised(SHORT[kind]) for kind in found.missing]
    return [typography(f"{b('Souvent demandé, et pas ici :')} {enumeration(names)}.")] if names else []


def one(held: Held, proof: Proof, note: str = "") -> Screen:
    """All that is known of a document, what it is and where to have it renewed."""
    known = CATALOGUE[proof.kind]
    ends = last_day(proof)
    state = STATES.get(state_of(proof, held.today, None), "")
    until = f"{short_day(ends)} ({state})" if ends else ("sans" if known.endless else state)
    facts = [
        ("Numéro", proof.reference),
        ("Daté du", short_day(proof.issued_on) if proof.issued_on else ""),
        ("Date de fin", until),
        ("Rangé", proof.note),
        ("Fichier", proof.file.name if proof.file else ""),
    ]
    told = "\n".join(h(typography(f"{label} : {value}")) for label, value in facts if value)
    about = "\n".join(
        h(typography(capitalised(line)))
        for line in (f"{known.what}.", f"où l'obtenir : {known.where}.", f"durée : {known.lasts}.")
    )
    head = f"{b(typography(known.name))}\n{h(held.structure.name)}"
    text = fit([*([b(note)] if note else []), head, told, i(about)], joined="\n\n")
    return Screen(text, rows(_changes(held, proof), (held.back,)))


def _changes(held: Held, proof: Proof) -> list[Button]:
    dated = "Date du document" if CATALOGUE[proof.kind].months else "Date de fin"
    field = "i" if CATALOGUE[proof.kind].months else "v"
    buttons = [
        held.button(dated, "e", proof.id, field),
        held.button("Numéro", "e", proof.id, "r"),
        held.button("Où il est rangé", "e", proof.id, "n"),
        held.button("Retirer", "x", proof.id),
    ]
    return [held.button("Recevoir le fichier", "f", proof.id), *buttons] if proof.file else buttons


def choosing(held: Held, page: int = 0) -> Screen:
    """Those that are missing first, then all the others."""
    found = drawer(held.structure, held.proofs, held.today, held.legal_form)
    kinds = tuple(dict.fromkeys([*found.missing, *ProofKind]))
    page = max(0, min(page, (len(kinds) - 1) // KINDS))
    here = kinds[page * KINDS : (page + 1) * KINDS]
    buttons = [held.button(SHORT[kind], "k", kind.value) for kind in here]
    turning = [held.button("⬅️ Page précédente", "n", page - 1)] if page else []
    turning += [held.button("Autres documents ➡️", "n", page + 1)] if len(kinds) > (page + 1) * KINDS else []
    told = "\n".join(f"• {b(SHORT[kind])} : {h(typography(CATALOGUE[kind].what))}" for kind in here)
    return Screen(f"{b(CHOOSE)}\n\n{told}", rows(buttons, tuple(turning), (held.back,)))


def asking(kind: ProofKind, ask: str, buttons: Sequence[Button], trouble: str = "") -> Screen:
    """One question about a document; what is written next is its answer."""
    parts = [*([b(h(typography(trouble)))] if trouble else []), f"{b(typography(CATALOGUE[kind].name))}\n{ask}"]
    return Screen("\n\n".join(parts), (tuple(buttons),))


def dropping(held: Held, proof: Proof) -> Screen:
    yes = held.button("Retirer", "xx", proof.id)
    words = f"{b(typography(CATALOGUE[proof.kind].name))}\n{SURE}"
    return Screen(words, ((held.button("Non, garder", "d", proof.id), yes),))


def rows(buttons: Sequence[Button], *ends: tuple[Button, ...]) -> Rows:
    """Two a row, then the rows of `ends` that hold something."""
    return (*(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)), *(one for one in ends if one))
