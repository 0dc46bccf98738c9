"""A beat goes on to matching and delivery, whatever one source sends or breaks."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.demo.faults import Fault
from bot.demo.standin import StandIn
from scrapers.sources.boamp import Boamp
from scrapers.sources.ted import Ted
from tests.bot.conftest import Vigie

BOAMP_PATH = "/api/explore/v2.1/catalog/datasets/boamp/records"


def round_of(vigie: Vigie) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    (done,) = vigie("run", "--once", "--json").objects
    return done, {each["source"]: each for each in done["sources"]}


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("broken", [Boamp, Ted])
def test_a_source_that_breaks_is_told_and_what_the_other_gave_is_sent(
    vigie: Vigie, monkeypatch: pytest.MonkeyPatch, broken: type
) -> None:
    def requests(*_: object) -> Any:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(broken, "requests", requests)
    done, told = round_of(vigie)
    assert told.pop(broken.name)["error"].startswith("erreur inattendue en lisant cette source (ZeroDivisionError)")
    assert [each["complete"] for each in told.values()] == [True]
    assert done["sent"] > 0


@pytest.mark.usefixtures("configured")
def test_records_full_of_what_no_database_takes_are_kept_aside(vigie: Vigie, site: StandIn, tmp_path: Path) -> None:
    strange = [
        {"idweb": "26-1\ud800", "donnees": json.dumps({"forme\ud800": "x"})},
        {"idweb": "26-2", "objet": "Tri\x00", "donnees": json.dumps({"MAPA": {"cle\udc00": "des mots de trop\x00"}})},
        {"id\ud800": "?\x00"},
    ]
    site.fail(
        BOAMP_PATH, Fault(status=200, body=json.dumps({"total_count": 3, "results": strange}).encode()), times=None
    )
    done, told = round_of(vigie)
    assert (told["boamp"]["complete"], told["boamp"]["error"]) == (True, None)
    assert done["sent"] > 0
    assert len(list((tmp_path / "messages").glob("*/*.txt"))) == done["sent"]
