"""Analysis: all steps from an article to its voices in one call."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from helpers.analysis.cache import cached_analysis
from helpers.annotation import Annotation, annotate_many
from helpers.article import Article
from helpers.attribution import Attribution, find_attributions
from helpers.attribution.attribution_tables import attributions_table
from helpers.measures.stance.targets import target_rows, targets
from helpers.measures.stance.word_rules import toward
from helpers.measures.stance.word_rules.polarity import judgement_rows
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
        """Whose voice each place of the text is in."""
        return VoiceIndex(self.segments)

    @cached_property
    def attributions_table(self) -> pd.DataFrame:
        """One row for each attribution (columns: ``helpers.attribution.attribution_tables``)."""
        return attributions_table(self.text, self.attributions)

    @cached_property
    def targets(self) -> pd.DataFrame:
        """Which actors each voice speaks of (columns: ``measures.stance.targets``)."""
        return targets(self.annotation, self.attributions, self.actors, self.segments)

    @cached_property
    def judgements(self) -> Sequence[dict[str, Any]]:
        """The rows of :attr:`toward` before they are a table."""
        targets = target_rows(self.annotation, self.attributions, self.actors, self.segments)
        return judgement_rows(self.annotation, targets, self.actors, self.segments)

    @cached_property
    def toward(self) -> pd.DataFrame:
        """The words that judge each target (columns: ``measures.stance.word_rules``)."""
        return toward(self.annotation, self.targets, self.actors, self.segments)

    @property
    def speakers(self) -> list[str]:
        """Names of those who speak, most words first, "unattributed" among them."""
        spoken = self.segments[self.segments["attribution"] >= 0]
        words = spoken.groupby("speaker", sort=False)["words"].sum()
        return [str(name) for name in words.sort_values(ascending=False, kind="stable").index]


def analyse(article: Article) -> Analysis:
    """Return the analysis of one article, from the cache where it is there.

    How it is known that nothing has changed: ``helpers.analysis.cache``.
    """
    return cached_analysis(article)


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python look seldom for objects that only keep each other alive, and do so at the end.

    The tokens of an article keep each other alive, and all the while somebody holds the article:
    looking for those that nobody holds takes a twelfth of the time of an analysis and finds none.
    """
    usual = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.collect()


def analyse_many(articles: Iterable[Article]) -> Iterator[Analysis]:
    """Yield the analysis of each article in order; their texts are parsed in batches."""
    for annotation in annotate_many(articles):
        actors, attributions = find_actors(annotation, find_attributions(annotation))
        yield Analysis(annotation, tuple(attributions), tuple(actors))
