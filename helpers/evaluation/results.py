"""Results: tables of measured figures that are kept in ``data/results``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.article import DATA

if TYPE_CHECKING:
    import pandas as pd

RESULTS = DATA / "results"


def load_result(name: str, folder: Path = RESULTS) -> pd.DataFrame:
    """Return the table ``data/results/NAME.csv``; ``data/README.md`` tells how it was made.

    Raises:
        FileNotFoundError: there is no such table.
    """
    import pandas as pd

    return pd.read_csv(folder / f"{name}.csv", comment="#")
