"""Charts: the same for the same figures, light, within their edges, and readable by all eyes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image

from alerts.images import charts
from alerts.images.charts import Bar, Group, Tone, lines, rows
from tests.alerts.channels.email.test_palette import contrast

SEEN = rows(
    "Novembre 2026 : des annonces vues aux marchés gagnés",
    [
        Group("Annonces vues", (Bar(312, "312"),)),
        Group("Annonces où des membres répondent", (Bar(8, "3, et au moins 5 autres"),)),
        Group("Annonces gagnées", (Bar(None, "non montré", Tone.QUIET),)),
        Group("Lots réservés ou à clause, clos sans membre connu dessus", (Bar(41, "41", Tone.OTHER),)),
    ],
    "Un lot peut être compté deux fois.",
)
PAPER = (255, 255, 255)


def picture(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def inked(content: bytes, box: tuple[int, int, int, int]) -> bool:
    """Whether anything is drawn there; in dots."""
    found = picture(content).crop(box).getcolors()
    return found is None or [colour for _, colour in found] != [PAPER]


def within(content: bytes) -> bool:
    """Nothing touches the edges."""
    width, height = picture(content).size
    edges = [(0, 0, 16, height), (width - 6, 0, width, height), (0, 0, width, 12), (0, height - 6, width, height)]
    return not any(inked(content, edge) for edge in edges)


def test_two_dots_a_pixel_for_phones() -> None:
    assert picture(SEEN).width == 2 * charts.WIDTH


def test_the_same_figures_are_the_same_bytes() -> None:
    trades = [Group(f"Métier {n}", (Bar(n, f"{n} lots"), Bar(n % 3, "membres", Tone.OTHER, of=3))) for n in range(6)]
    assert rows("Métiers", trades) == rows("Métiers", trades)
    assert rows("Métiers", trades) != rows("Métiers", trades[:-1])


def test_threads_do_not_mix_their_charts() -> None:
    told = [Group("Annonces vues", (Bar(31, "31"),)), Group("Lots réservés", (Bar(4, "4"),))]
    alone = [rows(f"Réseau {n}", told, "Une note.") for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda n: rows(f"Réseau {n % 4}", told, "Une note."), range(16))) == alone * 4


@pytest.mark.parametrize(
    "groups",
    [
        [],
        [Group("Rien", (Bar(0, "0"),))],
        [Group("Entretien d'espaces verts et naturels, et taille de haies bocagères " * 3, (Bar(9, "9 lots"),))],
        [Group("Insécable" * 12, (Bar(9, "9 lots"),))],
        [Group("Vues", (Bar(1_234_567, "1 234 567"),)), Group("Gagnées", (Bar(1, "1, et au moins 25 autres"),))],
        [Group("$a$ & <b> \\alpha^2_3 $", (Bar(3, "3 lots demandés"), Bar(3, "3 membres", Tone.OTHER, of=3)))],
        [Group(f"Métier {n}", (Bar(n, f"{n} lots demandés"), Bar(1, "1 membre", Tone.OTHER, of=9))) for n in range(9)],
    ],
    ids=["empty", "zero", "long", "one word", "millions", "marks", "many"],
)
def test_all_that_is_said_stays_within_the_edges(groups: list[Group]) -> None:
    drawn = rows("Ce qui a été vu dans le territoire du réseau en novembre 2026", groups, "Une note.")
    assert within(drawn)
    assert len(drawn) < 100_000


def test_months_stand_at_the_left_of_their_bars() -> None:
    months = [Group(f"sept. {2020 + n}", (Bar(n * 100, f"{n * 100}"),)) for n in range(12)]
    drawn = lines("Annonces vues, mois par mois", months)
    assert within(drawn)
    assert len(drawn) < 40_000


def test_a_bar_is_as_long_as_its_figure() -> None:
    drawn = picture(rows("Lots", [Group("Un", (Bar(100, "100"),)), Group("Deux", (Bar(50, "50"),))]))
    blue = [
        sum(drawn.getpixel((x, y)) == (0, 0x72, 0xB2) for x in range(drawn.width)) for y in range(0, drawn.height, 4)
    ]
    long, short = max(blue), min(length for length in blue if length)
    assert 1.9 < long / short < 2.1


def test_nothing_is_drawn_for_what_is_not_told() -> None:
    said = picture(rows("Lots", [Group("Gagnés", (Bar(None, "non montré", Tone.ONE),))]))
    assert not any(colour == (0, 0x72, 0xB2) for _, colour in said.getcolors() or [])


def test_colours_stand_out_on_paper_and_hatchings_tell_them_apart() -> None:
    assert all(contrast(colour, "#ffffff") >= 3 for colour, _ in charts._LOOKS.values())
    assert len({hatch for _, hatch in charts._LOOKS.values()}) == len(Tone)


def test_drawing_is_learnt_when_needed_and_opens_no_window() -> None:
    told = """
import sys
from alerts.images.charts import rows
assert "matplotlib" not in sys.modules
rows("Rien", [])
assert "matplotlib" in sys.modules
assert not {"matplotlib.pyplot", "tkinter"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", told], check=True, timeout=60)
