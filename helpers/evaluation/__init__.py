"""Evaluation: how often the program is right, measured on annotated news.

The columns of its tables are in ``data/results/README.md``, unless a function says them.
"""

import pandas as pd

from helpers.article import DATA

RESULTS = DATA / "results"


def load_result(name: str) -> pd.DataFrame:
    """Return the table ``data/results/NAME.csv``; the README there says how it was made."""
    return pd.read_csv(RESULTS / f"{name}.csv")
