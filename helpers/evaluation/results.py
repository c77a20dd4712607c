"""Results: the tables of measured figures in ``data/results``; ``remake`` says how each is made."""

from __future__ import annotations

import pandas as pd

from helpers.article import DATA

RESULTS = DATA / "results"


def load_result(name: str) -> pd.DataFrame:
    """Return the table ``data/results/NAME.csv``; the README there says how it was made."""
    return pd.read_csv(RESULTS / f"{name}.csv")
