"""Analysis: all steps from an article to its voices in one call."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from helpers.analysis.cache import cached_analysis
from helpers.annotation import Annotation, annotate_many
from helpers.article import Article
from helpers.attribution import Attribution, find_attributions
from helpers.attribution.attribution import attributions_table
from helpers.corrections import (
    Corrected,
    Correction,
    apply_corrections,
    corrections_file,
    read_corrections,
)
from helpers.speakers import Actor, find_actors
from helpers.voices import VoiceIndex, voice_segments

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Analysis:
    """An article with its annotation, attributions, actors and voices."""

    annotation: Annotation
    attributions: tuple[Attribution, ...]
    actors: tuple[Actor, ...]
    corrected: Corrected | None = None  # what coders decided, if anything

    @property
    def article(self) -> Article:
        """The article that was analysed."""
        return self.annotation.article

    @property
    def text(self) -> str:
        """The article's text, into which all offsets point."""
        return self.annotation.text

    @cached_property
    def segments(self) -> pd.DataFrame:
        """The voices of the article (columns: ``helpers.voices.voice_segments``)."""
        return voice_segments(self.annotation, self.attributions)

    @cached_property
    def voices(self) -> VoiceIndex:
        """Finds the voice at an offset of the text."""
        return VoiceIndex(self.segments)

    @cached_property
    def attributions_table(self) -> pd.DataFrame:
        """One row for each attribution (columns: ``helpers.attribution.attribution``)."""
        return attributions_table(self.text, self.attributions)

    @property
    def speakers(self) -> list[str]:
        """Names of those who speak, most words first, "unattributed" among them."""
        spoken = self.segments[self.segments["attribution"] >= 0]
        words = spoken.groupby("speaker", sort=False)["words"].sum()
        return [str(name) for name in words.sort_values(ascending=False, kind="stable").index]


def analyse(article: Article, *, corrected: bool = True) -> Analysis:
    """Return the analysis of one article, with the corrections of it (if ``corrected``).

    ``helpers.analysis.cache`` says when a stored analysis is used, and ``corrections_file`` where
    the corrections are.

    Raises:
        CorrectionError: the file of corrections can't be used.
    """
    found = cached_analysis(article)
    path = corrections_file(article) if corrected else None
    return found if path is None or not path.is_file() else correct(found, read_corrections(path))


def correct(analysis: Analysis, corrections: Iterable[Correction]) -> Analysis:
    """Return an analysis with corrections of it in place of what the program found."""
    done = apply_corrections(
        analysis.annotation, analysis.attributions, analysis.actors, corrections
    )
    return Analysis(analysis.annotation, done.attributions, done.actors, done)


def analyse_many(articles: Iterable[Article]) -> Iterator[Analysis]:
    """Yield the analysis of each article in order; their texts are parsed in batches."""
    for annotation in annotate_many(articles):
        actors, attributions = find_actors(annotation, find_attributions(annotation))
        yield Analysis(annotation, tuple(attributions), tuple(actors))


@contextmanager
def rare_garbage_collection() -> Iterator[None]:
    """Run the block with a higher threshold for garbage collection; collect once at the end.

    The tokens of an article refer to each other, and are in use as long as the article is: looking
    for unused ones takes a twelfth of the time of an analysis and finds none.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.collect()
