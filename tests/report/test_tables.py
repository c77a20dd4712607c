import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from helpers.report.tables import readable

FRAME = pd.DataFrame(
    {"speaker": ["<b>Kim</b>", "Lee"], "share_of_voice": [0.254, float("nan")], "heard": [1, 0]}
)


def test_text_from_outside_is_escaped() -> None:
    shown = readable(FRAME, "<script>").data
    assert "<b>" not in shown
    assert "<script>" not in shown
    assert "&lt;b&gt;Kim" in shown


def test_numbers_are_formatted_and_missing_ones_are_a_dash() -> None:
    shown = readable(FRAME, "c", formats={"share_of_voice": ".0%"}).data
    assert ">25\u00a0%<" in shown
    assert ">–<" in shown
    assert "share of voice" in shown


def test_sides_survive_a_page_that_drops_style_sheets() -> None:
    shown = re.sub("<style>.*?</style>", "", readable(FRAME, "c").data)
    assert re.findall(r'<td style="text-align:(\w+)"', shown) == ["left", "right", "right"] * 2


def test_columns_are_chosen_and_ordered() -> None:
    shown = readable(FRAME[["heard", "speaker"]], "c").data
    assert shown.index("heard") < shown.index("speaker")
    assert "0.25" not in shown


def test_yes_and_no() -> None:
    shown = readable(pd.DataFrame({"official": [True, False]}), "c").data
    assert ">yes<" in shown and ">no<" in shown


def test_an_empty_frame_says_so() -> None:
    assert readable(FRAME.iloc[:0], "Heard & seen").data == "<p><b>Heard &amp; seen:</b> none.</p>"


@given(st.text())
def test_no_text_breaks_the_table(text: str) -> None:
    shown = readable(pd.DataFrame({"text": [text]}), text).data
    assert shown.count("<td") == 1
    assert shown.endswith("</table></div>")
