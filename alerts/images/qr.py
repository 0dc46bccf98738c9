"""QR codes (ISO/IEC 18004) of an address: drawn in a page, or as an image to print."""

from io import BytesIO

import segno
from segno import QRCode

MARGIN = 4  # modules of light around, which readers need (ISO/IEC 18004, 6.3.8)
PRINTED = 16  # pixels of a module: some 9 cm wide at 200 dots an inch
_DARK, _LIGHT = "#000000", "#ffffff"  # whatever the colours of the page: readers want dark on light


def svg(address: str) -> str:
    """As an `<svg>` element to stand in a page, without a size of its own: it fills what holds it.

    Raises ValueError for what no code can hold (some 2,300 characters).
    """
    drawn = _code(address).svg_inline(border=MARGIN, dark=_DARK, light=_LIGHT, omitsize=True, svgclass=None)
    return str(drawn)


def png(address: str) -> bytes:
    """To print or to put on a poster. Raises ValueError as `svg`."""
    written = BytesIO()
    _code(address).save(written, kind="png", scale=PRINTED, border=MARGIN, dark=_DARK, light=_LIGHT)
    return written.getvalue()


def _code(address: str) -> QRCode:
    """Read even when a sixth of it is worn or stained: level M."""
    return segno.make(address, error="m", micro=False, boost_error=False)
