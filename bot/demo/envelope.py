"""The envelope of a BOAMP record: the API's fields around `donnees`, from the few that a notice states."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

# famille: (label, perimetre)
FAMILIES: Mapping[str, tuple[str, str]] = {
    "MAPA": ("Marchés <90 k€ (MAPA)", "MAPA"),
    "FNS": ("Marchés entre 90 k€ et seuils européens", "FNSimple"),
    "JOUE": ("Marchés européens", "DIRECTIVE-24"),
    "DSP": ("Délégations de service public", "DSP"),
    "DIVERS": ("Avis divers", "DIVERS"),
}
# nature: (label, the same as a category, kinds of notice)
NATURES: Mapping[str, tuple[str, str, list[str]]] = {
    "APPEL_OFFRE": ("Avis de marché", "appeloffre/standard", ["5", "1"]),
    "ATTRIBUTION": ("Résultat de marché", "attribution/standard", ["10", "6"]),
    "RECTIFICATIF": ("Rectificatif", "rectificatif/standard", ["5", "2"]),
    "ANNULATION": ("Annulation", "annulation/standard", ["5", "3"]),
}
PROCEDURES: Mapping[str, tuple[str | None, str, str]] = {
    "MAPA": ("PROCEDURE_ADAPTE", "Procédure Adaptée", "PROCEDURE_ADAPTE/"),
    "JOUE": ("OUVERT", "Procédure Ouverte", "OUVERT/"),
}
NO_PROCEDURE = (None, "Procédure NC", "/")
KINDS = {"SERVICES": "Services", "TRAVAUX": "Travaux", "FOURNITURES": "Fournitures"}
LONGEST_SUBJECT = 200  # RESUME_OBJET is cut there, in the middle of a word


@dataclass(frozen=True)
class Heading:
    """What a notice says of itself; `deadline` is the Paris wall clock, `notice` the fields as stored, dates filled."""

    notice: Mapping[str, object]
    published: date
    deadline: datetime | None

    def text(self, name: str) -> str:
        """A field as text."""
        return str(self.notice.get(name, ""))

    def texts(self, name: str) -> list[str]:
        """A field as a list of texts, empty when absent."""
        value = self.notice.get(name) or []
        return [str(each) for each in value] if isinstance(value, list) else [str(value)]

    @property
    def schema(self) -> str:
        """Old flat notices carry the number of their schema."""
        return self.text("source_schema") or "3.2.5"

    @property
    def keeps_offset(self) -> bool:
        """eForms and the flat schema publish a true offset, MAPA and FNSimple the bare wall clock."""
        return self.text("famille") not in ("MAPA", "FNS")

    def gestion_deadline(self) -> str | None:
        """DATE_LIMITE_REPONSE."""
        if self.deadline is None:
            return None
        return self.deadline.isoformat() if self.keeps_offset else self.deadline.strftime("%Y-%m-%dT%H:%M:%S")

    def record_deadline(self) -> str | None:
        """`datelimitereponse`: always labelled "+00:00", true UTC only when the publisher gave an offset."""
        if self.deadline is None:
            return None
        moment = self.deadline.astimezone(UTC) if self.keeps_offset else self.deadline.replace(tzinfo=UTC)
        return moment.isoformat()


def record(heading: Heading, donnees: str) -> dict[str, object]:
    """The whole record, as one of `results` of the API."""
    idweb, subject = heading.text("idweb"), heading.text("objet")[:LONGEST_SUBJECT]
    descriptors = heading.notice.get("descripteurs")
    codes = dict(descriptors) if isinstance(descriptors, dict) else {}
    return {
        "idweb": idweb,
        "id": idweb.replace("-", "_"),
        "contractfolderid": heading.notice.get("contractfolderid"),
        "objet": subject,
        "filename": idweb,
        "code_departement": heading.texts("departements"),
        "code_departement_prestation": None,
        **_dates(heading),
        "nomacheteur": heading.text("nomacheteur"),
        "titulaire": heading.texts("titulaire") or None,
        **_family(heading),
        **_nature(heading),
        **_subject(heading, codes),
        "marche_public_simplifie": None,
        "marche_public_simplifie_label": None,
        "annonce_lie": heading.texts("annonce_lie") or None,
        "annonces_anterieures": None,
        "source_schema": heading.schema,
        "gestion": json.dumps(_gestion(heading, subject, codes), ensure_ascii=False),
        "donnees": donnees,
        "url_avis": f"https://www.boamp.fr/pages/avis/?q=idweb:{idweb}",
    }


def _dates(heading: Heading) -> dict[str, object]:
    return {
        "dateparution": heading.published.isoformat(),
        "datefindiffusion": (heading.deadline.date() if heading.deadline else heading.published).isoformat(),
        "datelimitereponse": heading.record_deadline(),
    }


def _family(heading: Heading) -> dict[str, object]:
    family, perimeter = FAMILIES[heading.text("famille")]
    procedure, label, category = PROCEDURES.get(heading.text("famille"), NO_PROCEDURE)
    return {
        "famille": heading.text("famille"),
        "famille_libelle": family,
        "perimetre": perimeter,
        "type_procedure": procedure,
        "soustype_procedure": None,
        "procedure_libelle": label,
        "procedure_categorise": category,
    }


def _nature(heading: Heading) -> dict[str, object]:
    nature, (label, category, kinds) = heading.text("nature"), NATURES[heading.text("nature")]
    return {
        "nature": nature,
        "sousnature": None,
        "nature_libelle": label,
        "sousnature_libelle": None,
        "nature_categorise": category,
        "nature_categorise_libelle": f"{label}/",
        "etat": nature if nature in ("RECTIFICATIF", "ANNULATION") else "INITIAL",
        "type_avis": kinds,
    }


def _subject(heading: Heading, codes: Mapping[str, object]) -> dict[str, object]:
    types = heading.texts("type_marche") or None
    return {
        "criteres": heading.texts("criteres") or None,
        "descripteur_code": list(codes),
        "dc": list(codes),
        "descripteur_libelle": list(codes.values()),
        "type_marche": types,
        "type_marche_facette": [KINDS[kind] for kind in types] if types else None,
    }


def _gestion(heading: Heading, subject: str, codes: Mapping[str, object]) -> dict[str, object]:
    """The management block, with the habits of XML turned into JSON: empty children, lists only when repeated."""
    nature = heading.text("nature")
    kind = {
        "FAMILLE": {heading.text("famille"): ""},
        "PERIMETRE": {FAMILIES[heading.text("famille")][1]: ""},
        "NATURE": {nature: ""},
        "STATUT": {nature if nature in ("RECTIFICATIF", "ANNULATION") else "INITIAL": ""},
    }
    earlier = heading.texts("annonce_lie")
    link = {"ANNONCE_ANTERIEUR": _single([{"IDWEB": idweb} for idweb in earlier])} if earlier else {}
    return {
        "REFERENCE": {"IDWEB": heading.text("idweb"), "TYPE_AVIS": kind} | link,
        "INDEXATION": _indexation(heading, subject, codes),
    }


def _indexation(heading: Heading, subject: str, codes: Mapping[str, object]) -> dict[str, object]:
    criteria = {criterion.upper(): "" for criterion in heading.texts("criteres")}
    found: dict[str, object] = {
        "SCHEMA": heading.schema,
        "NOMORGANISME": heading.text("nomacheteur"),
        "DATE_PUBLICATION": heading.published.isoformat(),
        "DATE_LIMITE_REPONSE": heading.gestion_deadline(),
        "DESCRIPTEURS": {"DESCRIPTEUR": _single([{"CODE": code, "LIBELLE": label} for code, label in codes.items()])},
        "NATURE_MARCHE": dict.fromkeys(heading.texts("type_marche"), "") or "",
        "CRITERES_SOCIAUX_ENV": criteria or None,
        "DEP_PUBLICATION": _single(list(heading.texts("departements"))),
        "RESUME_OBJET": subject,
    }
    return {name: value for name, value in found.items() if value is not None}


def _single(values: list[object] | list[str] | list[dict[str, object]] | list[dict[str, str]]) -> object:
    return values[0] if len(values) == 1 else values
