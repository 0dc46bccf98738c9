"""The BOAMP dataset as the Opendatasoft Explore API v2.1 serves it: `GET …/datasets/boamp/records`.

Answered as the real one does: `limit` up to 100, `offset + limit` up to 10,000, ODSQL refused when malformed or when it
names an unknown field. Of ODSQL's `where`, only comparisons joined by `and` are understood; the rest is malformed here.
"""

import json
import operator
import re
from collections.abc import Callable, Mapping, Sequence

Record = Mapping[str, object]
Test = Callable[[Record], bool]

# The fields that a query may name.
FIELDS = frozenset(
    [
        "idweb",
        "id",
        "contractfolderid",
        "objet",
        "filename",
        "famille",
        "famille_libelle",
        "code_departement",
        "code_departement_prestation",
        "dateparution",
        "datefindiffusion",
        "datelimitereponse",
        "nomacheteur",
        "titulaire",
        "perimetre",
        "type_procedure",
        "soustype_procedure",
        "procedure_libelle",
        "procedure_categorise",
        "nature",
        "sousnature",
        "nature_libelle",
        "sousnature_libelle",
        "nature_categorise",
        "nature_categorise_libelle",
        "criteres",
        "marche_public_simplifie",
        "marche_public_simplifie_label",
        "etat",
        "descripteur_code",
        "dc",
        "descripteur_libelle",
        "type_marche",
        "type_marche_facette",
        "type_avis",
        "annonce_lie",
        "annonces_anterieures",
        "source_schema",
        "gestion",
        "donnees",
        "url_avis",
    ]
)
MOST = 100
DEEPEST = 10_000
DEFAULT = 10
COMPARISON = re.compile(r"""^\s*(?P<field>\w+)\s*(?P<sign>>=|<=|!=|=|>|<)\s*(?:date)?(['"])(?P<value>[^'"]*)\3\s*$""")
SIGNS: Mapping[str, Callable[[str, str], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
LIMIT_ERROR = "Invalid value for {name} API parameter: {value} was found but {expected} is expected."


class Refused(Exception):
    """A 400: `code` is Opendatasoft's `error_code`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message

    def body(self) -> bytes:
        return json.dumps({"error_code": self.code, "message": self.message}).encode()


class BoampTable:
    """The records, in the order given; every answer is bytes of JSON."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = list(records)
        self._found: dict[tuple[str, str], list[int]] = {}
        self._encoded: dict[int, bytes] = {}

    def answer(self, params: Mapping[str, str]) -> bytes:
        """One page. Raises Refused for what the real API refuses."""
        limit = _number(params, "limit", DEFAULT, f"-1 <= limit <= {MOST}", -1, MOST)
        offset = _number(params, "offset", 0, "0 <= offset", 0, None)
        size = MOST if limit == -1 else limit
        if offset + size > DEEPEST:
            found = {"name": "sum of offset + limit", "value": offset + size, "expected": f"<= {DEEPEST}"}
            raise Refused("InvalidRESTParameterError", LIMIT_ERROR.format(**found))
        matching = self._matching(params.get("where", ""), params.get("order_by", ""))
        kept = self._selected(params.get("select", ""))
        results = b", ".join(self._encode(row, kept) for row in matching[offset : offset + size])
        return b'{"total_count": %d, "results": [%s]}' % (len(matching), results)

    def _matching(self, where: str, order_by: str) -> list[int]:
        key = (where, order_by)
        if key not in self._found:
            tests = self._tests(where)
            rows = [row for row, record in enumerate(self._records) if all(test(record) for test in tests)]
            self._found[key] = self._ordered(rows, order_by)
        return self._found[key]

    def _tests(self, where: str) -> list[Test]:
        parts = re.split(r"\s+and\s+", where.strip(), flags=re.IGNORECASE) if where.strip() else []
        return [self._test(part) for part in parts]

    def _test(self, part: str) -> Test:
        match = COMPARISON.match(part)
        if match is None:
            raise _malformed(f"cannot read {part!r}", "where")
        field, compare, value = match["field"], SIGNS[match["sign"]], match["value"]
        self._known(field, "where")
        return lambda record: any(compare(found, value) for found in _texts(record.get(field)))

    def _ordered(self, rows: list[int], order_by: str) -> list[int]:
        """Oldest first unless asked otherwise, as the real one."""
        for part in reversed([part.split() for part in (order_by or "dateparution").split(",")]):
            if len(part) not in (1, 2) or part[-1].lower() not in ("asc", "desc", part[0].lower()):
                raise _malformed(f"cannot read {' '.join(part)!r}", "order_by")
            field = part[0]
            self._known(field, "order_by")
            rows = sorted(rows, key=lambda row: _sortable(self._records[row].get(field)), reverse=_descends(part))
        return rows

    def _selected(self, select: str) -> tuple[str, ...]:
        fields = tuple(field.strip() for field in select.split(",")) if select else ()
        for field in fields:
            self._known(field, "select")
        return fields

    def _known(self, field: str, clause: str) -> None:
        if field not in FIELDS:
            raise _malformed(f"Unknown field: {field}", clause)

    def _encode(self, row: int, kept: tuple[str, ...]) -> bytes:
        if kept:
            return json.dumps({field: self._records[row].get(field) for field in kept}).encode()
        if row not in self._encoded:
            self._encoded[row] = json.dumps(self._records[row]).encode()
        return self._encoded[row]


def _malformed(what: str, clause: str) -> Refused:
    return Refused("ODSQLError", f"ODSQL query is malformed: {what}. Clause(s) containing the error(s): {clause}.")


def _number(params: Mapping[str, str], name: str, default: int, expected: str, low: int, high: int | None) -> int:
    text = params.get(name, str(default))
    number = int(text) if re.fullmatch(r"-?\d{1,9}", text) else None
    if number is None or number < low or (high is not None and number > high):
        message = LIMIT_ERROR.format(name=name, value=text, expected=expected)
        raise Refused("InvalidRESTParameterError", message)
    return number


def _texts(value: object) -> list[str]:
    """The values a comparison looks at: a multivalued field matches by any of its values, null never does."""
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if each is not None]


def _sortable(value: object) -> str:
    return " ".join(_texts(value))


def _descends(part: list[str]) -> bool:
    return len(part) == 2 and part[1].lower() == "desc"
