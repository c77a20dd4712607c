"""The palette: colours that can be told apart and read, and that no other file holds."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import helpers
from helpers.report import palette

HELPERS = Path(helpers.__file__).parent
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")


def test_no_other_file_holds_a_colour():
    files = [
        path
        for ending in ("py", "css", "js", "svg", "html")
        for path in HELPERS.rglob(f"*.{ending}")
    ]
    with_colours = {path.name for path in files if COLOUR.search(path.read_text(encoding="utf-8"))}
    assert with_colours == {"palette.py"}


def test_a_style_sheet_names_only_colours_that_there_are():
    assert palette.fill_colours("a{color:var(--nv-ink)}") == f"a{{color:{palette.INK}}}"
    with pytest.raises(KeyError, match="TEAL"):
        palette.fill_colours("a{color:var(--nv-teal)}")


@given(st.lists(st.text(min_size=1, max_size=5), max_size=40))
def test_a_speaker_keeps_the_colour_of_the_place_in_the_list(names):
    colours = palette.speaker_colours(names)
    assert list(colours) == list(dict.fromkeys(names))
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in colours.values())
    assert palette.speaker_colours(names[:3]).items() <= colours.items()


def test_twelve_speakers_are_told_apart_and_the_thirteenth_begins_again():
    colours = palette.speaker_colours(["narrator", *map(str, range(13)), "unattributed"])
    speakers = [colours[str(i)] for i in range(13)]
    assert len(set(speakers[:12]) | {colours["narrator"], colours["unattributed"]}) == 14
    assert speakers[12] == speakers[0]


@pytest.mark.parametrize(
    "colour", [*palette.SPEAKERS, palette.NARRATOR_GREY, palette.UNATTRIBUTED_GREY]
)
def test_text_in_or_on_a_speakers_colour_can_be_read(colour):
    background = palette.tint(colour)
    assert palette.contrast(palette.INK, background) >= 7
    assert palette.contrast(palette.ink(colour), palette.PAPER) >= 4.5
    assert palette.contrast(palette.ink(colour, background), background) >= 4.5
    assert palette.contrast(palette.text_on(colour), colour) >= 4.5


def simulate_deuteranopia(colour: str) -> np.ndarray:
    """Machado, Oliveira & Fernandes (2009), severity 1.0, in linear RGB."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    matrix = [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]
    return np.clip(np.array(matrix) @ linear, 0, 1) ** (1 / 2.4)


def test_the_first_six_colours_stay_apart_without_green_receptors():
    seen = [simulate_deuteranopia(colour) for colour in palette.SPEAKERS[:6]]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 0.1
