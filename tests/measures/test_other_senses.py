"""Words in another sense than the one that lexicons of sentiment rate."""

from pathlib import Path

import pytest

from helpers.annotation import annotate
from helpers.article import article_from_text
from helpers.lexicons import LexiconError, load_lexicon
from helpers.measures.tone import other_senses as module
from helpers.measures.tone.other_senses import PATH, other_senses
from helpers.measures.tone.valence_lexicons import LEXICONS


def masked(text: str) -> list[str]:
    annotation = annotate(article_from_text(text, any_language=True))
    return [text[start:end] for start, end in other_senses(annotation)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The court holds the firm responsible for the fire.", ["responsible"]),
        ("They blamed those responsible for the fire.", ["responsible"]),
        ("A responsible citizen calls for help.", []),
        ("He ran like the wind.", ["like"]),
        ("They like the wind.", []),
        ("She paid a fine of 90 euros.", ["fine"]),
        ("It was a fine day.", []),
        ("Rain as well as snow fell.", ["well"]),
        ("She sang well.", []),
        ("The guard committed a crime.", ["committed"]),
        ("The guard is committed to the work.", []),
        ("What kind of rain is it?", ["kind"]),
        ("A kind man came.", []),
        ("The right-wing camp lost.", ["right"]),
        ("That is right.", []),
        ("A top adviser came.", ["top"]),
        ("It rained.", []),
    ],
)
def test_a_word_counts_as_another_by_its_place(text: str, words: list[str]) -> None:
    assert masked(text) == words


def test_every_word_of_the_list_is_rated_by_a_lexicon() -> None:
    for entry in load_lexicon("other_senses"):
        assert any(lexicon(entry["word"]).hits for lexicon in LEXICONS.values()), entry


def test_a_word_that_is_not_in_its_entry_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "other_senses.tsv"
    bad.write_text("\t".join(module.COLUMNS) + "\nas well\tPHRASE\tgood\t-\tours\n")
    monkeypatch.setattr(module, "PATH", bad)
    module._entries.cache_clear()
    with pytest.raises(LexiconError, match=r"other_senses\.tsv, line 2: the word 'good'"):
        masked("It rained.")
    monkeypatch.setattr(module, "PATH", PATH)
    module._entries.cache_clear()


def test_each_entry_stands_once() -> None:
    entries = [(e["entry"], e["pos"]) for e in load_lexicon("other_senses")]
    assert len(set(entries)) == len(entries)
