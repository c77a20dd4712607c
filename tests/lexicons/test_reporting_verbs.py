"""A reporting verb is one line of one table: a cue, of a class, with a stance."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.analysis import analyse_many
from helpers.article import article_from_text
from helpers.attribution.cues import load_cues
from helpers.lexicons import LEXICONS, LexiconError, load_lexicon, tables
from helpers.lexicons.actor_words import vocabulary
from helpers.measures.codebook import load_codebook
from helpers.measures.counting import speaker_counts

TEXT = "The mayor of Leeds bloviated that the bridge was unsafe. Traffic was heavy."


@pytest.fixture
def add_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Return a function that adds a line to a copy of the table, which is then the one in use."""
    kept = (load_lexicon, load_cues, vocabulary)

    def add(line: str) -> None:
        folder = shutil.copytree(LEXICONS, tmp_path / "lexicons")
        with (folder / "reporting_verbs.tsv").open("a", encoding="utf-8") as table:
            table.write(line.replace(" | ", "\t") + "\n")
        monkeypatch.setattr(tables, "LEXICONS", folder)
        for function in kept:
            function.cache_clear()

    yield add
    for function in kept:
        function.cache_clear()


def reported() -> tuple[list[tuple[str, str]], set[str]]:
    """Who says what in the text, and the stances of the reporting verbs."""
    analysis = next(analyse_many([article_from_text(TEXT, any_language=True)]))
    said = [
        (attribution.speaker, TEXT[attribution.content[0][0] : attribution.content[-1][1]])
        for attribution in analysis.attributions
    ]
    codebook = {"reporting_verbs": load_codebook()["reporting_verbs"]}
    return said, set(speaker_counts(analysis, codebook)["category"])


def test_a_new_verb_is_found_with_its_class_and_stance(add_line: Callable[[str], None]) -> None:
    assert reported() == ([], set())
    add_line("bloviate | VERB | yes | saying | distancing | - | our own | -")
    assert reported() == (
        [("mayor of Leeds", "that the bridge was unsafe")],
        {"distancing"},
    )
    assert load_cues().verb("bloviate", "that").rate == 0.9  # of the class
    assert "bloviate" in vocabulary().reporting


def test_a_construction_without_figures_is_a_cue(add_line: Callable[[str], None]) -> None:
    add_line("bloviate | VERB | no | - | - | - | our own | prep:about; that 1/9 0.20; quote speech")
    cues = load_cues()
    assert not cues.verb("bloviate", "prep:about").speech
    assert cues.verb("bloviate", "quote").speech
    assert cues.verb("bloviate", "that") is None
    assert reported() == ([], set())


@pytest.mark.cases
def test_a_line_that_does_not_fit_is_named(add_line, line, message):
    add_line(line)
    with pytest.raises(LexiconError, match=message):
        load_cues()
