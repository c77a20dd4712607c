from pathlib import Path

import pytest

from helpers.lexicons import LEXICONS, LexiconError, load_lexicon


def write(folder: Path, text: str) -> Path:
    (folder / "words.tsv").write_text(text, encoding="utf-8")
    return folder


def test_entries_come_in_order_and_comments_are_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path, "# ours\nword\tsource\n\nb\tx\n# not this\na\ty\n")
    entries = load_lexicon("words", ("word",), folder)
    assert entries == ({"word": "b", "source": "x"}, {"word": "a", "source": "y"})


@pytest.mark.cases
def test_a_bad_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        load_lexicon("words", ("word", "source"), write(tmp_path, text))


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"none\.tsv"):
        load_lexicon("none", (), tmp_path)


def test_every_lexicon_of_ours_can_be_read_and_names_its_sources() -> None:
    paths = sorted(LEXICONS.glob("*.tsv"))
    assert paths
    for path in paths:
        entries = load_lexicon(path.stem)
        assert entries, path.name
        assert all(entry["source"] for entry in entries), path.name
