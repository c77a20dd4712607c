import math
from functools import partial
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from helpers.report import figures, palette
from helpers.report.figures import style

NAN = math.nan


def frame(columns: str, *rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split())


SHARE = frame(
    "speaker attributions words share",
    ("Kim Roe", 2, 30, 0.3),
    ("unattributed", 1, 10, 0.1),
    ("narrator", 0, 60, 0.6),
    ("The Association of Very Long Names of the Northern Counties", 1, 0, 0.0),
)
SEGMENTS = frame(
    "speaker quoted words paragraph role",
    ("narrator", False, 4, 0, "title"),
    ("Kim Roe", True, 6, 3, "body"),
    ("Kim Roe", False, 3, 3, "body"),
    ("narrator", False, 2, 3, "body"),
    ("unattributed", True, 5, 4, "body"),
)
RATES = frame("kind f1 low high gold", ("direct", 0.9, 0.85, 0.95, 417), ("odd", 0.4, NAN, NAN, 3))
SPECIFIED = frame(
    "lexicon unit estimate low high sign",
    ("A", "sentence", -0.2, -0.4, 0.0, "negative"),
    ("A", "whole", 0.0, NAN, NAN, "zero"),
    ("B", "sentence", 0.3, 0.1, 0.5, "positive"),
    ("B", "whole", 1.0, NAN, NAN, "positive"),
)
CHOICES = {"lexicon": ["A", "B"], "unit": ["sentence", "whole"]}


COUNTED = pd.DataFrame({"word": ["rain", "sun"], "count": [3, 1], "skipped": [False, True]})
PLACES = pd.DataFrame({"name": ["officials"] * 4, "share": [0.1, 0.5, 1.0, 0.12]})
BALANCES = frame(
    "kind balance low high n part",
    ("a", 0.2, 0.1, 0.3, 8, 0.5),
    ("b", -0.3, -0.5, 0.1, 1200, NAN),
    ("c", 0.0, NAN, NAN, 3, 1.0),
)
PAIRS = frame(
    "doer acted_on count deeds by_coder",
    ("a", "x", 3, "hit (2), kill (1)", 1),
    ("a", "y", 0, "", 0),
    ("nobody", "x", 1, "b (1)", 0),
)


share_of_voice = partial(figures.share_of_voice, colours={"Kim Roe": "#117733"})
ribbon = partial(figures.voice_ribbon, colours={})
rates = partial(figures.rates, name="kind", value="f1", n="gold", note="F1")
balances = partial(
    figures.net_balance,
    name="kind",
    value="balance",
    columns={"n": "sentences", "part": "part"},
    note="tone",
)
places = partial(figures.place_in_distribution, own_shares={"officials": 0.4}, note="share")
bars = partial(figures.counted_bars, name="word", value="count", pale="skipped", note="times")
matrix = partial(figures.worded_matrix, row="doer", column="acted_on", words="deeds", note="deeds")
curve = partial(figures.specification_curve, choices=CHOICES)

ALL = [
    (share_of_voice, SHARE),
    (ribbon, SEGMENTS),
    (curve, SPECIFIED),
    (rates, RATES),
    (balances, BALANCES),
    (places, PLACES),
    (bars, COUNTED),
    (matrix, PAIRS),
]


def texts(ax: Axes) -> list[str]:
    return [text.get_text().strip() for text in ax.texts]


def rows(ax: Axes) -> list[str]:
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def note(ax: Axes) -> str:
    return ax.figure.get_supxlabel().replace("\n", " ")


@pytest.mark.parametrize(("draw", "table"), ALL)
def test_every_figure_keeps_the_contract(draw, table):
    before = table.copy()
    ax = draw(table, title="The message")
    assert isinstance(ax, Axes)
    assert ax.figure.get_suptitle() == "The message"
    assert note(ax)
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(("draw", "table"), ALL)
def test_every_figure_names_a_column_that_is_missing(draw, table):
    with pytest.raises(ValueError, match=table.columns[0]):
        draw(table.drop(columns=table.columns[0]))


@pytest.mark.parametrize(("draw", "table"), ALL)
def test_a_figure_of_an_empty_table_is_small_and_says_so(draw, table, recwarn):
    for title in ("", "A message that is long enough to need more than one line of the figure"):
        ax = draw(table.head(0), title=title)
        assert texts(ax) == ["nothing to show"]
        assert ax.figure.get_suptitle().replace("\n", " ") == title
        assert ax.figure.get_size_inches()[1] < 1.5
        assert figures.png(ax).startswith(b"\x89PNG")
        with pytest.raises(ValueError, match="no column"):
            draw(table.head(0).drop(columns=table.columns[0]))
    assert not recwarn.list


@pytest.mark.parametrize(("draw", "table"), ALL)
def test_nothing_is_clipped_tiny_or_changed_by_settings(draw, table):
    with matplotlib.rc_context({"font.size": 30, "font.family": "serif"}):
        ax = draw(table, title="A message that is long enough to need more than one single line")
    figure = ax.figure
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    ticks = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
    in_view = [label for x, label in ticks if ax.get_xlim()[0] <= x <= ax.get_xlim()[1]]
    shown = [*ax.texts, *ax.get_yticklabels(), *in_view, *figure.texts]
    for text in [t for t in shown if t.get_text() and t.get_visible()]:
        box = text.get_window_extent()
        assert 9 <= text.get_fontsize() <= 12
        assert box.x0 >= -1 and box.x1 <= width + 1, text.get_text()
        assert box.y0 >= -1 and box.y1 <= height + 1, text.get_text()
        assert text.get_fontname() == "DejaVu Sans"


@pytest.mark.parametrize(("draw", "table"), [pair for pair in ALL if pair[0] is not curve])
def test_mathematical_signs_in_a_name_are_no_formula(draw, table):
    first = table.columns[0]
    ax = draw(table.replace({first: {table[first].iloc[0]: "A$AP $\\frac{ & <b>"}}))
    assert any("A$AP $\\frac{ & <b>" in name for name in [*rows(ax), *texts(ax)])
    ax.figure.canvas.draw()


def test_share_of_voice_sets_the_author_apart():
    ax = share_of_voice(SHARE)
    assert rows(ax)[0] == "Kim Roe"
    assert rows(ax)[-1] == "narrator"
    assert [int(bar.get_width()) for bar in ax.patches] == [30, 10, 0, 60]
    assert to_hex(ax.patches[0].get_facecolor()) == "#117733"
    edge, face = (
        to_hex(get()) for get in (ax.patches[1].get_edgecolor, ax.patches[1].get_facecolor)
    )
    assert face == palette.UNATTRIBUTED_GREY.lower() and palette.contrast(edge, "#FFFFFF") >= 4.5
    assert texts(ax)[:4] == ["30 · 30%", "10 · 10%", "in another's words", "60 · 60%"]
    places = ax.get_yticks()
    assert places[-1] - places[-2] > places[1] - places[0]
    assert "100 analysed words" in note(ax)


def test_ribbon_puts_each_stretch_in_its_lane_and_place():
    ax = ribbon(SEGMENTS)
    assert rows(ax) == ["Kim Roe", "unattributed", "narrator"]
    blocks = [
        (round(bar.get_y() + bar.get_height() / 2), bar.get_x(), bar.get_width(), bar.get_hatch())
        for bar in ax.containers
        for bar in bar.patches
    ]
    hatch = style.INDIRECT_HATCH
    assert blocks == [
        (2, 0, 4, None),
        (0, 4, 6, None),
        (0, 10, 3, hatch),
        (2, 13, 2, None),
        (1, 15, 5, None),
    ]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["T", "3", "4"]
    assert ax.get_xlim() == (0, 20)
    assert texts(ax) == ["9", "5", "6", "words"]


def test_show_gives_one_picture_with_its_description(monkeypatch):
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython.display, "display", lambda *a, **k: shown.append((a, k)))
    figures.show(share_of_voice(SHARE), "Kim Roe has 30% of the words.")
    ((data,), options), *more = shown
    assert not more
    assert data["text/plain"] == "Kim Roe has 30% of the words."
    assert data["image/png"].startswith(b"\x89PNG")
    assert options["metadata"]["image/png"] == {
        "alt": "Kim Roe has 30% of the words.",
        "width": 640,
    }


def marks(ax: Axes, shape: str) -> list[tuple[float, float, str]]:
    """Each mark of a shape: place and face colour."""
    lines = [line for line in ax.lines if line.get_marker() == shape]
    return [
        (round(float(x), 6), round(float(y), 6), to_hex(line.get_markerfacecolor()))
        for line in lines
        for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
    ]


def test_curve_shows_each_estimate_above_its_choices():
    ax = curve(SPECIFIED.sample(frac=1, random_state=3))
    dots = sorted(marks(ax, "o"))
    assert [x for x, _, _ in dots] == [0, 1, 2, 3]
    assert [y for _, y, _ in dots] == sorted((y for _, y, _ in dots), reverse=True)
    assert len({face for _, _, face in dots}) == 3
    places = dict(zip(rows(ax), ax.get_yticks(), strict=True))
    assert list(places) == ["-1.0", "0", "+1.0", "A", "B", "sentence", "whole"]
    strokes = {(x, y) for x, y, _ in marks(ax, "|")}
    wanted = [("A", "sentence"), ("A", "whole"), ("B", "sentence"), ("B", "whole")]
    assert strokes == {
        (x, round(places[name], 6)) for x, names in enumerate(wanted) for name in names
    }
    assert texts(ax)[:3] == ["negative (1)", "zero (1)", "positive (2)"]
    intervals = [line for line in ax.lines if line.get_color() == palette.UNATTRIBUTED_GREY]
    assert [float(line.get_xdata()[0]) for line in intervals] == [0, 2]
    assert "4 estimates" in note(ax)


def test_each_rate_has_a_dot_and_an_interval_where_there_is_one():
    ax = rates(RATES)
    assert [tuple(line.get_xdata()) for line in ax.lines] == [(0.85, 0.95), (0.9,), (0.4,)]
    assert ax.lines[1].get_markerfacecolor() != ax.lines[2].get_markerfacecolor()
    assert texts(ax) == ["0.90", "0.40", "417", "3", "n (gold)"]


def test_balances_fill_only_what_leaves_out_zero():
    ax = balances(BALANCES)
    assert [face for _, _, face in marks(ax, "o")] == [palette.NEUTRAL.lower(), *["#ffffff"] * 2]
    assert texts(ax)[:6] == ["+0.20", "-0.30", "0.00", "8", "1,200", "3"]
    assert texts(ax)[6:] == ["sentences", "50%", "–", "100%", "part"]


def test_our_own_article_is_a_line_among_the_others():
    ax = places(PLACES)
    heights = [round(-bar.get_height() / 0.8, 2) for bar in ax.patches]
    assert heights == [0, 1, 0, 0, 0, 0.5, 0, 0, 0, 0.5]
    assert texts(ax) == ["0.40", "4", "articles"]
    none = figures.place_in_distribution(PLACES, {"officials": NAN})
    assert texts(none) == ["4", "articles"]


def test_counted_bars_keep_the_order_and_draw_some_pale():
    ax = bars(COUNTED)
    assert [bar.get_width() for bar in ax.patches] == [3, 1]
    assert rows(ax) == ["rain", "sun"]
    first, second = (bar.get_facecolor() for bar in ax.patches)
    assert first != second


def test_a_matrix_marks_codings_and_pairs_that_are_not_there():
    ax = matrix(PAIRS)
    assert [text for text in texts(ax) if text] == ["3•", "hit (2)\nkill", "0", "1", "b"]
    assert len([patch for patch in ax.patches if patch.get_hatch()]) == 1  # nobody and y
    assert "•: decided by a coder" in note(ax)
    plain = matrix(PAIRS.drop(columns="by_coder"))
    assert texts(plain)[0] == "3" and "•" not in note(plain)


def test_a_matrix_puts_some_names_last_and_cuts_long_lists():
    ax = matrix(PAIRS.iloc[::-1], last=["nobody"], head="acts")
    assert rows(ax) == ["a", "nobody"]
    assert "acts" in texts(ax)
    words = ", ".join(f"word{k} (1)" for k in range(7))
    assert texts(matrix(PAIRS.head(1).assign(deeds=words)))[1].endswith("word4\n…")


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8))
def test_cells_are_darker_the_more_is_counted_and_always_legible(counts):
    cells = [("Kim", f"frame {i}", count, "", 0) for i, count in enumerate(sorted(counts))]
    ax = matrix(pd.DataFrame(cells, columns=PAIRS.columns))
    faces = [to_hex(cell.get_facecolor()) for cell in ax.patches]
    light = [palette.contrast(face, palette.INK) for face in faces]
    assert light == sorted(light, reverse=True)
    colours = [to_hex(text.get_color()) for text in ax.texts if text.get_text()]
    assert all(palette.contrast(*pair) > 4 for pair in zip(faces, colours, strict=True))


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_equal_figures_are_equal_files(tmp_path: Path, ending):
    one, two = (figures.save(share_of_voice(SHARE), tmp_path / f"{name}.{ending}") for name in "ab")
    assert one.read_bytes() == two.read_bytes()
    assert len(one.read_bytes()) > 5000
