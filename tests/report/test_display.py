import re
from pathlib import Path

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from helpers.article import load_article
from helpers.report import display
from helpers.report.display import reading_of, show_finding, show_table

FRAME = pd.DataFrame(
    {"speaker": ["<b>Kim</b>", "Lee"], "share_of_voice": [0.254, float("nan")], "heard": [1, 0]}
)


def test_text_is_escaped_numbers_are_formatted_and_missing_ones_are_a_dash() -> None:
    frame = FRAME.assign(official=[True, False])
    shown = show_table(frame, "<script>", formats={"share_of_voice": ".0%"}).data
    assert all(f">{cell}<" in shown for cell in ("25%", "–", "yes", "no", "share of voice"))
    assert "<b>" not in shown and "<script>" not in shown
    assert "&lt;b&gt;Kim" in shown


def test_sides_survive_a_page_that_drops_style_sheets() -> None:
    shown = re.sub("<style>.*?</style>", "", show_table(FRAME, "c").data)
    assert re.findall(r'<td style="text-align:(\w+)"', shown) == ["left", "right", "right"] * 2


def test_an_empty_frame_says_so() -> None:
    shown = show_table(FRAME.iloc[:0], "Heard & seen").data
    assert shown == "<p><b>Heard &amp; seen:</b> none.</p>"


@given(st.text())
def test_no_text_breaks_the_table(text: str) -> None:
    shown = show_table(pd.DataFrame({"text": [text]}), text).data
    assert shown.count("<td") == 1
    assert shown.endswith("</table></div>")


def test_several_findings_are_a_list() -> None:
    assert show_finding("<b> speaks", "nobody else").data == "- \\<b\\> speaks.\n- Nobody else."


def test_a_reading_belongs_to_one_text(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(display, "READINGS", tmp_path)
    (tmp_path / "a.md").write_text("sha256: abc\nA *reading*.\n", encoding="utf-8")
    assert reading_of("abc") == "A *reading*."
    assert reading_of("abd") is None
    assert reading_of("") is None


def test_each_stored_reading_says_whose_it_is() -> None:
    paths = list(display.READINGS.glob("*.md"))
    assert paths
    for path in paths:
        assert "A reading by" in path.read_text(encoding="utf-8"), path.name


def test_the_bundled_article_has_a_reading() -> None:
    assert reading_of(load_article().provenance.sha256)


def test_rows_beyond_the_twelfth_are_behind_a_fold() -> None:
    shown = show_table(pd.DataFrame({"n": range(14)}), "many").data
    before, after = shown.split("<details>")
    assert before.count("<tr>") == 13 and after.count("<tr>") == 3
    assert "<summary>2 more rows</summary>" in after
    assert "<details>" not in show_table(pd.DataFrame({"n": range(12)}), "few").data
