"""Results: the tables of measured figures in ``data/results``; ``remake`` says how each is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.article import DATA

if TYPE_CHECKING:
    import pandas as pd

RESULTS = DATA / "results"


def load_result(name: str) -> pd.DataFrame:
    """Return the table ``data/results/NAME.csv``; the README there says how it was made.

    Raises:
        FileNotFoundError: there is no such table.
    """
    import pandas as pd

    return pd.read_csv(RESULTS / f"{name}.csv")
