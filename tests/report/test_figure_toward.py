"""The matrix of who speaks about whom."""

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.measures.stance.word_rules import clause_stances, foremost, summarise_toward
from helpers.report import figures, palette
from helpers.report.figures import style
from helpers.report.figures.toward import AGAINST, FOR

COLUMNS = ["speaker", "target", "n", "negative", "positive", "mixed", "words_against", "words_for"]
ROWS = [
    ("Kim Roe", "Bo Poe", 4, 3, 0, 0, "liar (2), coward (1), thief (1), bully (1)", ""),
    ("narrator", "Bo Poe", 3, 0, 2, 0, "", "praised (2)"),
    ("narrator", "Kim Roe", 2, 0, 0, 0, "", ""),
    ("Kim Roe", "the farmers", 2, 0, 0, 1, "weak (1)", "honest (1)"),
    ("narrator", "the farmers", 0, 0, 0, 0, "", ""),
]
TABLE = pd.DataFrame(ROWS, columns=COLUMNS)


def test_a_cell_for_each_pair_with_its_counts_and_words():
    ax = figures.who_about_whom(TABLE)
    texts = [text.get_text() for text in ax.texts]
    assert texts[0].startswith("3− of 4\nliar") and texts[0].endswith("…")
    assert texts[1:] == ["2+ of 3\npraised", "0 of 2", "1± of 2\nweak, honest"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["narrator", "Kim Roe"]
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "Bo Poe",
        "Kim Roe",
        "the farmers",
    ]


def test_empty_is_not_zero_and_colours_say_the_sign():
    ax = figures.who_about_whom(TABLE)
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    assert len(cells) == 4  # of the six places two are empty: never named
    colours = [palette.tint(AGAINST, 0.35), palette.tint(FOR, 0.35), palette.PAPER, palette.GRID]
    from matplotlib.colors import to_hex

    assert [to_hex(cell.get_facecolor()).upper() for cell in cells] == [c.upper() for c in colours]
    assert all(palette.contrast(palette.text_on(colour), colour) >= 4.5 for colour in colours)


def test_nothing_to_show_says_so():
    ax = figures.who_about_whom(TABLE.iloc[4:], title="Nobody speaks of anybody")
    assert [text.get_text() for text in ax.texts] == ["nothing to show"]


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="no column words_for"):
        figures.who_about_whom(TABLE.drop(columns="words_for"))


def test_letters_are_never_small():
    ax = figures.who_about_whom(TABLE, title="A message")
    figures.png(ax)
    labels = [*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels()]
    assert min(label.get_fontsize() for label in labels) >= style.SMALL


def test_the_foremost_come_in_the_order_of_evidence():
    text = "Rain fell on Jane Kim. Jane Kim met Tom Park. Ann Poe said that Bob Lee is a liar."
    analysis = analyse(article_from_text(text, any_language=True))
    summary = summarise_toward(clause_stances(analysis.targets, analysis.toward))
    kept = foremost(summary)
    assert kept["target"].tolist()[0] == "Bob Lee"
    assert (kept["n"] > 0).all() and "Ann Poe" not in set(kept["target"])
    assert set(foremost(summary, speakers=1)["speaker"]) == {"narrator"}
    assert foremost(summary, targets=1)["target"].tolist() == ["Bob Lee"]
    assert foremost(summary.iloc[:0]).empty
