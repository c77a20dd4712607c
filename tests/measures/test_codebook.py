"""The codebook, its checks, and a measure of a user's own, from files to counts."""

import re
from pathlib import Path

import pandas as pd
import pytest

from helpers.__main__ import main
from helpers.analysis import analyse
from helpers.article import article_from_text
from helpers.lexicons import LEXICONS, LexiconError, load_stances, numbered_entries
from helpers.measures.codebook import (
    CODEBOOK,
    SECTIONS,
    CodebookError,
    chosen_measures,
    load_codebook,
)
from helpers.measures.counting import count_codebook, measure_hits
from helpers.measures.framing import FATES, FRAMES
from helpers.measures.shared.word_categories import check_words, summarise_categories
from helpers.measures.sourcing import ENTRANCES
from helpers.measures.wording import CERTAINTY, NAMINGS

TEXT = (
    "The flood reached the mill on Friday. "
    '"The harvest will be fine and no flood will come", Kim Roe said.\n\n'
    "A flood of letters came. Lee Moss said that a heat wave was near."
)


def analysed(text):
    return analyse(article_from_text(text, any_language=True))


ANALYSIS = analysed(TEXT)


# ------------------------------------------------------------------------------------- our own


def test_every_measure_of_ours_has_a_page():
    codebook = load_codebook()
    assert set(codebook) == {path.stem for path in CODEBOOK.glob("*.md")} - {"README"}
    for measure in codebook.values():
        assert set(measure.sections) == set(SECTIONS)


@pytest.mark.parametrize(
    ("name", "categories"),
    [
        ("generic_frames", FRAMES),
        ("casualties", FATES),
        ("certainty", CERTAINTY),
        ("act_naming", NAMINGS),
        ("introductions", ENTRANCES),
    ],
)
def test_the_codebook_has_the_categories_of_the_program(name, categories):
    assert load_codebook()[name].categories == tuple(categories)


def test_the_codebook_has_all_stances_of_reporting_verbs():
    stances = {entry["stance"] for entry in load_stances()}
    assert set(load_codebook()["reporting_verbs"].categories) == stances | {"unclassified"}


def test_the_codebook_has_all_kinds_of_labels():
    kinds = {entry["kind"] for _, entry in numbered_entries(LEXICONS / "labels.tsv")}
    listed = set(load_codebook()["labels"].categories)
    assert listed == (kinds - {"group noun"}) | {"scare quotes", "quoted fragment"}


def test_each_category_is_explained_on_its_page():
    for measure in load_codebook().values():
        if measure.coded:
            text = " ".join(" ".join(measure.sections.values()).split())
            missing = [c for c in measure.categories if not re.search(rf"\*{re.escape(c)}\*", text)]
            assert missing == [], measure.name


def test_every_lexicon_with_parts_of_speech_passes_the_checks():
    for path in sorted(LEXICONS.glob("*.tsv")):
        check_words(path.name, numbered_entries(path))


def test_a_measure_of_the_whole_article_has_no_hits():
    with pytest.raises(ValueError, match="over the article"):
        measure_hits(ANALYSIS, load_codebook()["voice_gap"])
    assert "voice_gap" not in chosen_measures()


def test_a_measure_that_only_a_coder_answers_has_neither_hits_nor_counts(tmp_path, capsys):
    codebook = load_codebook()
    unanswered = {m.name for m in codebook.values() if m.coded and not m.answered}
    assert unanswered == {"frame_items", "entman_functions"} <= set(chosen_measures())
    assert not unanswered & set(count_codebook(ANALYSIS, codebook)["measure"])
    for name in unanswered:
        with pytest.raises(ValueError, match="only a coder answers"):
            measure_hits(ANALYSIS, codebook[name])
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    command = ["count", str(article), str(tmp_path / "out.csv"), "--measures", "frame_items"]
    assert main(command) == 2
    assert "Only a coder answers frame_items" in capsys.readouterr().err


def test_counts_of_the_codebook_have_a_row_for_each_speaker_and_category():
    codebook = load_codebook()
    table = count_codebook(ANALYSIS, codebook)
    assert not table.duplicated(["measure", "speaker", "category"]).any()
    frames = table[table["measure"] == "generic_frames"]
    assert len(frames) == 3 * len(FRAMES)
    # "neutral" is what holds without evidence
    valence = table[table["measure"] == "content_valence"]
    assert set(valence["category"]) == {"positive", "negative"}


# -------------------------------------------------------------------- a measure of a user's own


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder that data/codebook/README.md tells a user to make, from its own words."""
    readme = (CODEBOOK / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^((?:    .*\n|\n(?=    ))+)", readme, re.MULTILINE)
    files = [re.sub(r"^ {4}", "", block, flags=re.MULTILINE) for block in blocks]
    folder = tmp_path / "my-codebook"
    folder.mkdir()
    for name, start in (
        ("index.tsv", "measure\t"),
        ("weather_words.tsv", "entry\t"),
        ("weather.md", "# Weather"),
    ):
        (text,) = [file for file in files if file.strip().startswith(start)]
        (folder / name).write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


def test_a_users_measure_is_counted_for_each_speaker(own):
    measure = load_codebook(own)["weather"]
    hits = measure_hits(ANALYSIS, measure)
    found = hits[["text", "speaker", "category", "negated"]].values.tolist()
    assert found == [
        ["flood", "narrator", "danger", False],
        ["harvest", "Kim Roe", "chance", False],
        ["flood", "Kim Roe", "danger", True],
        ["heat wave", "Lee Moss", "danger", False],
    ]
    counts = summarise_categories(hits, ANALYSIS.segments, measure.categories)
    counts = counts.set_index(["speaker", "category"])
    assert counts.loc[("Lee Moss", "chance"), ["count", "units", "n"]].tolist() == [0, 0, 1]
    assert counts.loc[("narrator", "danger"), ["count", "units", "n"]].tolist() == [1, 1, 4]
    assert counts["low"].isna().all()  # fewer than five units


def test_a_users_measure_is_coded_and_compared_by_the_commands(own, tmp_path, capsys):
    """From the three files to an agreement: no code, and a bad row is named with its line."""
    article, sheet = tmp_path / "article.txt", tmp_path / "ann.csv"
    article.write_text(TEXT, encoding="utf-8")
    options = ["--codebook", str(own), "--measures", "weather"]
    assert main(["codesheet", str(article), str(sheet), "--blind", "--coder", "Ann", *options]) == 0
    filled = pd.read_csv(sheet, dtype=str, keep_default_na=False)
    assert (filled["machine"] == "").all()
    filled["coding"] = ["danger" if "flood" in text else "none" for text in filled["text"]]
    filled.to_csv(sheet, index=False)
    capsys.readouterr()
    out = tmp_path / "agreement.csv"
    assert main(["agree", str(article), str(sheet), "--csv", str(out), *options]) == 0
    table = pd.read_csv(out)
    assert set(table["measure"]) == {"weather"} and set(table["second"]) == {"Ann"}
    words = own / "weather_words.tsv"
    words.write_text(words.read_text(encoding="utf-8").replace("NOUN", "NOM", 1), encoding="utf-8")
    for command in (["count", str(article), str(out)], ["agree", str(article), str(sheet)]):
        assert main([*command, *options]) == 2
        assert "weather_words.tsv, line 2: pos is 'NOM'" in capsys.readouterr().err
    filled["coding"] = "fog"
    filled.to_csv(sheet, index=False)
    words.write_text(words.read_text(encoding="utf-8").replace("NOM", "NOUN", 1), encoding="utf-8")
    assert main(["agree", str(article), str(sheet), *options]) == 2
    assert "ann.csv, line 2: the codebook has no value of weather 'fog'" in capsys.readouterr().err


def test_a_lexicon_dropped_beside_ours_works_too(own, tmp_path, monkeypatch):
    """The row and the page in data/codebook, the lexicon in data/lexicons."""
    lexicons, codebook = tmp_path / "lexicons", tmp_path / "codebook"
    lexicons.mkdir()
    own.rename(codebook)
    (codebook / "weather_words.tsv").rename(lexicons / "weather_words.tsv")
    monkeypatch.setattr("helpers.measures.codebook.LEXICONS", lexicons)
    monkeypatch.setattr("helpers.measures.codebook.CODEBOOK", codebook)
    assert len(measure_hits(ANALYSIS, load_codebook()["weather"])) == 4


def test_a_users_measure_stands_before_ours_of_the_same_name(own):
    for name in ("index.tsv", "weather.md"):
        text = (own / name).read_text(encoding="utf-8").replace("weather\t", "certainty\t", 1)
        (own / name.replace("weather", "certainty")).write_text(text, encoding="utf-8")
    assert chosen_measures(own)["certainty"].categories == ("danger", "chance")
    assert list(chosen_measures(own, "certainty, labels")) == ["certainty", "labels"]


# --------------------------------------------------------------------------------- what is refused

WORDS = [
    (
        "flood\tNOUN\tdanger\t-\t",
        "flood\tNOM\tdanger\t-\t",
        r"line 2: pos is 'NOM'; use one of NOUN",
    ),
    ("flood\tNOUN\tdanger", "flood\tNOUN\tperil", r"line 2: the codebook has no category 'peril'"),
    ("heat wave\tPHRASE", "heatwave\tPHRASE", r"line 3: 'heatwave' is a single word"),
    ("harm by heat", "", r"line 3: source is empty"),
    ("chance\t-", "chance\tat dawn", r"line 4: condition is 'at dawn'; use one of -, clause"),
    ("harvest\tNOUN", "flood\tNOUN", r"line 4: 'flood' \(NOUN\) is already in line 2"),
    ("flood\tNOUN\tdanger\t-\t", "flood NOUN danger\t", r"line 2: 2 cells where the first line"),
    ("entry\tpos\tcategory", "word\tpos\tcategory", r"line 1: no column entry"),
]


ROWS = [
    ("weather\tW", "Wet Weather\tW", r"a measure is named in small letters"),
    ("\tany\t", "\tsome\t", r"scale is 'some'; use any or one or article"),
    ("danger; chance", "danger; danger", r"name each category once"),
    ("danger; chance", "danger; none", r"'none' says that no category applies"),
    ("any\tdanger; chance", "one\tdanger", r"the scale 'one' needs two categories or more"),
    ("chance\t-\t", "chance\tos.system\t", r"there is no function os\.system"),
    ("chance\t-\t", "chance\thelpers.framing.nothing\t", r"there is no function helpers\.fram"),
    ("chance\t-\t", "chance\thelpers.nothing.at_all\t", r"there is no function helpers\.noth"),
    ("\tweather_words\t", "\tsnow_words\t", r"there is no lexicon snow_words\.tsv"),
    ("\tweather_words\t", "\tweather_words; hedges\t", r"a measure without a function is coded by"),
    ("\tany\t", "\tarticle\t", r"a measure without a function is coded by units and has one"),
]


PAGES = [
    (
        "## Examples",
        "## Exmples",
        r"weather\.md, line \d+: heading 'Exmples' is none; use Definition",
    ),
    ("## Source\n\nOur own reading.\n\n", "", r"weather\.md: there is no heading '## Source'"),
    ("Our own reading.", "", r"weather\.md, line \d+: there is nothing under 'Source'"),
    ("- The flood", "The flood", r"weather\.md, line \d+: 2 examples are needed.*there are 1"),
    ("## Source", "## Definition", r"weather\.md, line \d+: heading 'Definition' is there twice"),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [("weather_words.tsv", old, new, rf"^weather_words\.tsv, {said}") for old, new, said in WORDS]
    + [("index.tsv", old, new, rf"^index\.tsv, line 2: {said}") for old, new, said in ROWS]
    + [("weather.md", *case) for case in PAGES],
)
def test_a_bad_line_of_a_lexicon_an_index_or_a_page_is_named(own, name, old, new, message):
    text = (own / name).read_text(encoding="utf-8")
    assert old in text
    (own / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises((LexiconError, CodebookError), match=message):
        load_codebook(own)


def test_what_is_not_there_is_named(own, tmp_path):
    with pytest.raises(CodebookError, match="There is no folder"):
        load_codebook(tmp_path / "none")
    with pytest.raises(LexiconError, match=r"There is no file index\.tsv in the folder empty"):
        (tmp_path / "empty").mkdir()
        load_codebook(tmp_path / "empty")
    (own / "weather.md").unlink()
    with pytest.raises(CodebookError, match=r"The page weather\.md is not there"):
        load_codebook(own)
    lines = (own / "index.tsv").read_text(encoding="utf-8").splitlines()
    (own / "index.tsv").write_text(lines[0], encoding="utf-8")
    with pytest.raises(CodebookError, match="names no measure"):
        load_codebook(own)


def test_a_measure_that_stands_twice_is_named(own):
    path = own / "index.tsv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")
    with pytest.raises(CodebookError, match="line 3: weather is already in line 2"):
        load_codebook(own)


def test_files_saved_by_a_spreadsheet_are_read(own):
    for path in own.iterdir():
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_bytes(("\ufeff" + text).encode())
    assert load_codebook(own)["weather"].categories == ("danger", "chance")
