"""The mark of a profile: whether somebody changed it, and nothing else."""

import os
import subprocess
import sys

from alerts.model.structure import Criteria, Structure, StructureKind, Territory
from bot.commands.profile.draft import mark

ASKED = (
    "from tests.bot.commands.test_draft import told; from bot.commands.profile.draft import mark;"
    " print(mark(told('38', '73', '01', '69')))"
)


def told(*departements: str) -> Structure:
    territory = Territory(departements=frozenset(departements))
    criteria = Criteria(frozenset({"blanchisserie", "conditionnement", "mise-sous-pli"}), territory=territory)
    return Structure("esat", "Les Tilleuls", frozenset({StructureKind.ESAT, StructureKind.ASSOCIATION}), (criteria,))


def in_a_process(seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_a_profile_that_nobody_touched_is_the_same_after_a_restart() -> None:
    """Sets have another order in each process: nobody is told that a colleague changed their profile."""
    assert {in_a_process(seed) for seed in ("1", "2", "3")} == {mark(told("69", "73", "38", "01"))}


def test_a_place_more_or_less_is_a_change() -> None:
    assert mark(told("38", "73")) != mark(told("38"))
    assert mark(told("38", "73")) == mark(told("73", "38"))
