"""Coded articles: the evidence of the measures, with what people coded before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis import Analysis
from helpers.article import DATA
from helpers.coding.agreement import RESAMPLES, agreement
from helpers.coding.reading import COLUMNS, machine_codings, read_sheets
from helpers.coding.settling import BY_MACHINE, disagreements, outrank, place, settle
from helpers.coding.sheet import coding_sheet
from helpers.measures.codebook import Measure
from helpers.measures.counting import measure_hits
from helpers.prose import count, listing

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

GOLD = DATA / "gold"
PATTERN = "*.codings.csv"


def codings_of(
    analysis: Analysis, codebook: Mapping[str, Measure], folder: Path = GOLD
) -> pd.DataFrame:
    """Return what people coded of exactly this text; no rows where nobody has.

    Read are the files ``*.codings.csv`` of the folder: filled sheets (``python -m helpers
    codesheet``) with the column ``coder``. A file is of this text where its column ``article`` is
    the beginning of the text's SHA-256. Measures that the codebook has not are passed over.

    Columns: as ``helpers.coding.read_sheet``.

    Raises:
        CodingError: a file of this text or a line in it does not fit.
    """
    import pandas as pd

    own = analysis.article.provenance.sha256[:12]
    paths = [path for path in sorted(folder.glob(PATTERN)) if own in path.read_text("utf-8-sig")]
    if not paths:
        return pd.DataFrame(columns=list(COLUMNS))
    codings = read_sheets(paths, codebook)
    return codings[codings["article"] == own].reset_index(drop=True)


@dataclass(frozen=True)
class CodedArticle:
    """An article with the codings that people made of it, if any.

    Attributes:
        analysis: of the article; codebook: of the measures.
        codings: of people (:func:`codings_of`), perhaps none.
    """

    analysis: Analysis
    codebook: Mapping[str, Measure]
    codings: pd.DataFrame

    @cached_property
    def _found(self) -> dict[str, pd.DataFrame]:
        return {}

    def machine_hits(self, name: str) -> pd.DataFrame:
        """Return the evidence of a measure as the program alone finds it (``measure_hits``)."""
        if name not in self._found:
            self._found[name] = measure_hits(self.analysis, self.codebook[name])
        return self._found[name]

    def settled(self, name: str) -> pd.DataFrame:
        """Return the units of a measure with the value that holds (``helpers.coding.settle``)."""
        measure = {name: self.codebook[name]}
        own = self.codings[self.codings["measure"] == name]
        return settle(coding_sheet(self.analysis, measure), own, measure)

    def hits(self, name: str) -> pd.DataFrame:
        """Return the evidence of a measure with people's codings before the program's.

        Columns: those of ``helpers.measures.counting.measure_hits`` and ``decided_by``.
        """
        found = self.machine_hits(name)
        if not (self.codings["measure"] == name).any():
            return found.assign(decided_by=BY_MACHINE)
        return outrank(found, self.settled(name), self.codebook[name])

    def coded_units(self, name: str) -> dict[str, int]:
        """Return how many units of each speaker people coded for a measure."""
        if not (self.codings["measure"] == name).any():
            return {}
        settled = self.settled(name)
        by_people = settled[settled["decided_by"] != BY_MACHINE]
        return {str(who): int(n) for who, n in by_people["speaker"].value_counts().items()}

    def marked(self, table: pd.DataFrame, name: str) -> pd.DataFrame:
        """Return a table of speakers with ``by_people``: units that people coded for a measure."""
        coded = self.coded_units(name)
        return table.assign(by_people=[coded.get(who, 0) for who in table["speaker"]])

    def compared(
        self, *, rng: np.random.Generator, resamples: int = RESAMPLES
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return how far the program agrees with the people who coded, and where it does not.

        Two tables: the agreement of each pair by measure and category (``helpers.coding.
        agreement``) with a column ``percent`` (``agree / n``), and every unit that people coded
        otherwise than the program, with the words of both (``helpers.coding.disagreements``).
        Both are without rows where nobody has coded the article.

        Args:
            rng: for the intervals of alpha.
            resamples: of them.
        """
        import pandas as pd

        measures = {name: self.codebook[name] for name in dict.fromkeys(self.codings["measure"])}
        sheet = coding_sheet(self.analysis, measures)
        people = place(self.codings, sheet).drop(columns="shifted")
        machine = machine_codings(sheet)
        codings = pd.concat([people, machine], ignore_index=True) if len(people) else people
        table = agreement(codings, measures, rng=rng, resamples=resamples)
        place_of_alpha = list(table.columns).index("alpha")
        table.insert(place_of_alpha, "percent", table["agree"] / table["n"])
        return table, disagreements(settle(sheet, self.codings, measures))

    def whose(self) -> str:
        """Return a sentence that says whose codings the tables and pictures rest on.

        >>> import pandas as pd
        >>> from helpers.analysis import analyse
        >>> from helpers.article import article_from_text
        >>> analysis = analyse(article_from_text("It rained.", any_language=True))
        >>> CodedArticle(analysis, {}, pd.DataFrame(columns=list(COLUMNS))).whose()
        "Nobody has coded this article: all codings are the program's suggestions"
        """
        if self.codings.empty:
            return "Nobody has coded this article: all codings are the program's suggestions"
        coders = list(dict.fromkeys(self.codings["coder"]))
        measures = self.codings["measure"].nunique()
        return (
            f"{count(len(self.codings), 'coding')} of {count(measures, 'measure')} by "
            f'{listing(coders)} hold before the program\'s; the column "decided by" and a dot (•) '
            f"in the pictures say where"
        )


def code_article(
    analysis: Analysis, codebook: Mapping[str, Measure], folder: Path = GOLD
) -> CodedArticle:
    """Return the article with the codings that people made of exactly this text.

    Args and errors: as :func:`codings_of`.
    """
    return CodedArticle(analysis, codebook, codings_of(analysis, codebook, folder))
