"""What every test may use."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real notices beside the checkout. Tests that use it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real notices is not beside this checkout")
    return SHARED
