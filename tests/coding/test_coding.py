"""Coding sheets, filled sheets read back, agreement, and coders' values before the program's."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from helpers.__main__ import main
from helpers.analysis import analyse
from helpers.article import article_from_text, load_article
from helpers.coding.adjudication import (
    BY_CODER,
    GOLD,
    adjudicate,
    apply_codes,
    code_article,
    disagreements,
)
from helpers.coding.read_sheets import (
    MACHINE,
    CodingError,
    machine_codings,
    match_units,
    read_sheet,
    read_sheets,
)
from helpers.coding.reliability import coder_agreement
from helpers.coding.sheet import coding_sheet, write_sheet
from helpers.measures.codebook import chosen_measures, load_codebook
from helpers.measures.counting import measure_hits

TEXT = (
    '"The war is near", Kim Roe said, "and the price will rise." Lee Moss called it immoral.\n\n'
    "The walls are old. Rain led to a dispute. Nobody was hurt. The town wants a bridge."
)
ANALYSIS = analyse(article_from_text(TEXT, any_language=True))
CODEBOOK = chosen_measures(names="generic_frames,content_valence")
FRAMES = CODEBOOK["generic_frames"]
ONE_MEASURE = {"generic_frames": FRAMES}
SHEET = coding_sheet(ANALYSIS, CODEBOOK)
UNITS = SHEET[SHEET["measure"] == "generic_frames"].reset_index(drop=True)
N = len(UNITS)


def filled(values, measure="generic_frames", coder="ann"):
    """Codings of one coder: a value for each unit, None for not coded."""
    units = SHEET[SHEET["measure"] == measure].assign(coder=coder, value=values, note="")
    columns = ["coder", "article", "start", "end", "speaker", "measure", "value", "note"]
    return units[columns].dropna().reset_index(drop=True)


def coded_file(tmp_path, codings, name="ann.csv", sheet=SHEET, **options):
    """A sheet with the column coding filled in, as a coder would save it."""
    path = tmp_path / name
    sheet.assign(coding=[*codings, *[""] * (len(sheet) - len(codings))]).to_csv(
        path, index=False, **options
    )
    return path


# --------------------------------------------------------------------------------------- the sheet


def test_the_sheet_has_a_row_for_each_unit_and_measure():
    units = ANALYSIS.segments["unit"].nunique()
    assert len(SHEET) == 2 * units
    assert not SHEET.duplicated(["start", "end", "measure"]).any()
    assert (SHEET[["coding", "note"]] == "").all(axis=None)
    assert all(TEXT[row.start] == row.text[0] for row in SHEET.itertuples())
    assert set(SHEET["article"]) == {ANALYSIS.article.provenance.sha256[:12]}


def test_the_pieces_of_a_unit_stand_together():
    first = UNITS.iloc[0]
    assert first["speaker"] == "Kim Roe"
    assert first["text"] == '"The war is near" … "and the price will rise."'
    assert first["evidence"] == "war (conflict); price (economic consequences)"
    assert first["machine"] == "conflict; economic consequences"


def test_a_scale_with_one_value_has_one_suggestion():
    valence = SHEET[SHEET["measure"] == "content_valence"]
    assert set(valence["machine"]) <= {"positive", "negative", "neutral"}
    assert valence.set_index("text").loc["The walls are old.", "machine"] == "neutral"
    assert set(valence["choices"]) == {"positive; negative; neutral"}


def test_denied_evidence_is_marked():
    sheet = coding_sheet(ANALYSIS, chosen_measures(names="casualties"))
    assert "hurt (wounded, denied)" in set(sheet["evidence"])


def test_a_blind_sheet_shows_nothing_of_the_program():
    blind = coding_sheet(ANALYSIS, CODEBOOK, blind=True)
    assert (blind[["evidence", "machine"]] == "").all(axis=None)
    same = ["unit", "start", "end", "text", "measure", "choices"]
    pd.testing.assert_frame_equal(blind[same], SHEET[same])


def test_a_sheet_is_never_overwritten(tmp_path):
    path = write_sheet(SHEET, tmp_path / "sheet.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(FileExistsError):
        write_sheet(SHEET, path)
    pd.testing.assert_frame_equal(pd.read_csv(path, keep_default_na=False), SHEET)


# ------------------------------------------------------------------------------------- reading back


def test_values_are_read_in_the_codebooks_words(tmp_path):
    start = len(SHEET) - len(UNITS) if SHEET["measure"].iloc[0] != FRAMES.name else 0
    given = [""] * start + ["Morality ; CONFLICT", "", "NONE", " none "]
    codings = read_sheet(coded_file(tmp_path, given), CODEBOOK)
    assert codings["value"].tolist() == ["conflict; morality", "none", "none"]
    assert set(codings["coder"]) == {"ann"}
    assert codings["start"].tolist() == UNITS["start"].iloc[[0, 2, 3]].tolist()


@pytest.mark.parametrize(
    "options",
    [{"sep": ";"}, {"sep": "\t"}, {"encoding": "utf-8-sig"}, {"lineterminator": "\r\n"}],
    ids=str,
)
def test_sheets_of_all_spreadsheet_programs_are_read(tmp_path, options):
    given = UNITS["machine"].tolist()
    path = coded_file(tmp_path, given, sheet=UNITS, **options)
    assert read_sheet(path, CODEBOOK)["value"].tolist() == given


@pytest.mark.cases
def test_a_bad_value_is_named_with_its_line(tmp_path, measure, value, message):
    sheet = SHEET[SHEET["measure"] == measure]
    path = coded_file(tmp_path, ["", value], sheet=sheet)
    with pytest.raises(CodingError) as caught:
        read_sheet(path, CODEBOOK)
    assert str(caught.value).startswith("ann.csv, line 3: ")
    assert message in str(caught.value)


@pytest.mark.cases
def test_a_bad_row_is_named(tmp_path, column, value, message):
    sheet = UNITS.iloc[:1].assign(**{column: value})
    with pytest.raises(CodingError, match=message):
        read_sheet(coded_file(tmp_path, ["none"], sheet=sheet), load_codebook())


def test_files_that_are_no_sheets(tmp_path):
    path = tmp_path / "ann.csv"
    for content, message in (
        (b"PK\x03\x04", "is a workbook"),
        ("caf\xe9".encode("latin-1"), "is not UTF-8"),
        (b"", "no column article"),
        (b"start,end\n1,2\n", "no column article, speaker, measure, coding, note"),
    ):
        path.write_bytes(content)
        with pytest.raises(CodingError, match=message):
            read_sheet(path, CODEBOOK)
    with pytest.raises(CodingError, match=r"There is no file nobody\.csv"):
        read_sheet(tmp_path / "nobody.csv", CODEBOOK)
    with pytest.raises(CodingError, match="nothing is filled in"):
        read_sheet(coded_file(tmp_path, []), CODEBOOK)


def test_broken_lines_and_double_codings(tmp_path):
    twice = pd.concat([UNITS.iloc[:1]] * 2)
    with pytest.raises(CodingError, match=r"line 3: the same unit is coded .* in line 2 already"):
        read_sheet(coded_file(tmp_path, ["none", "none"], sheet=twice), CODEBOOK)
    path = coded_file(tmp_path, ["none"])
    path.write_text(path.read_text(encoding="utf-8") + "1,2,3\n", encoding="utf-8")
    with pytest.raises(CodingError, match=r"line \d+: 3 cells where the first line names 12"):
        read_sheet(path, CODEBOOK)


def test_several_sheets(tmp_path):
    given = UNITS["machine"].tolist()
    paths = [coded_file(tmp_path, given, name, UNITS) for name in ("ann.csv", "ben.csv")]
    codings = read_sheets(paths, CODEBOOK)
    assert codings["coder"].value_counts().to_dict() == {"ann": N, "ben": N}
    assert read_sheets([], CODEBOOK).empty
    with pytest.raises(CodingError, match="Two sheets are by ann"):
        read_sheets([paths[0], paths[0]], CODEBOOK)
    other = coded_file(tmp_path, given, "cas.csv", UNITS.assign(article="0" * 12))
    with pytest.raises(CodingError, match="code different texts"):
        read_sheets([paths[0], other], CODEBOOK)


# ---------------------------------------------------------------------------------------- agreement

VALUES = [*FRAMES.categories, "none", "conflict; morality"]


def agreed(*codings):
    table = coder_agreement(
        pd.concat(codings, ignore_index=True), CODEBOOK, rng=np.random.default_rng(0), resamples=200
    )
    return table.set_index(["kind", "first", "second", "category"])


def test_alpha_of_krippendorffs_example():
    """Two coders, ten units, nominal: .095 in Krippendorff (2011), Computing alpha, part A.

    Ten units with the values 0 and 1; here categories present or not.
    """
    ones = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    words = {0: "none", 1: "morality"}
    codings = [
        pd.DataFrame(
            {
                "coder": coder,
                "start": range(10),
                "end": range(1, 11),
                "measure": FRAMES.name,
                "value": [words[value] for value in values],
            }
        )
        for coder, values in zip(("ann", "ben"), ones, strict=True)
    ]
    row = agreed(*codings).loc[("coder and coder", "ann", "ben", "morality")]
    assert row["alpha"] == pytest.approx(0.095, abs=5e-4)
    assert (row["n"], row["agree"]) == (10, 6)
    assert (row["first_present"], row["second_present"]) == (2, 4)
    assert row["low"] < row["alpha"] < row["high"]


def test_every_pair_is_compared():
    coders = [filled(UNITS["machine"], coder=name) for name in ("ann", "ben", "cas")]
    table = agreed(*coders, machine_codings(UNITS))
    pairs = {key[:3] for key in table.index}
    assert pairs == {
        ("coder and coder", "ann", "ben"),
        ("coder and coder", "ann", "cas"),
        ("coder and coder", "ben", "cas"),
        ("machine and coder", MACHINE, "ann"),
        ("machine and coder", MACHINE, "ben"),
        ("machine and coder", MACHINE, "cas"),
        ("all coders", "all coders", "all coders"),
    }
    assert len(table) == 7 * (len(FRAMES.categories) + 1)
    varied = table[table["alpha"].notna()]
    assert (varied["alpha"] == 1).all()
    assert (table["agree"] == table["n"]).all()


def test_codings_that_do_not_vary_have_no_alpha():
    table = agreed(filled(["none"] * N), filled(["none"] * N, coder="ben"))
    assert table["alpha"].isna().all()
    assert (table["agree"] == N).all()


def test_below_five_units_there_is_no_interval():
    few = ["none", "morality", "none", "morality"] + [None] * (N - 4)
    table = agreed(filled(few), filled(few, coder="ben"))
    row = table.loc[("coder and coder", "ann", "ben", "morality")]
    assert row["n"] == 4
    assert row["alpha"] == 1
    assert math.isnan(row["low"])
    assert math.isnan(row["high"])


def test_units_that_one_left_out_do_not_count():
    first = ["none", None, *["morality"] * (N - 2)]
    second = [None, "none", "none", *["morality"] * (N - 3)]
    table = agreed(filled(first), filled(second, coder="ben"))
    assert set(table["n"]) == {N - 2}


@given(st.lists(st.tuples(*[st.sampled_from("abc")] * 3), min_size=5, max_size=12))
@settings(max_examples=20)
def test_alpha_and_its_bootstrap_are_those_of_nltk(units):
    """The interval of equal resamples shrinks to the alpha that nltk gives."""
    from helpers.coding.reliability import _alpha, _nominal

    class Same:
        """A generator that draws every unit once."""

        def multinomial(self, n, p, size):
            return np.ones((size, n), dtype=int)

    labels = [tuple(frozenset(value) for value in unit) for unit in units]
    data = [(who, i, value) for i, unit in enumerate(units) for who, value in enumerate(unit)]
    alpha, low, high = _alpha(labels, _nominal, Same(), 3)
    if len({value for unit in units for value in unit}) > 1:
        assert alpha == pytest.approx(AnnotationTask(data).alpha())
        assert low == high == pytest.approx(alpha)
    else:
        assert math.isnan(alpha) and math.isnan(low)


# ------------------------------------------------------------------------ coders before the program


def test_without_a_coder_the_program_decides():
    decided = adjudicate(SHEET, filled([None] * N), CODEBOOK)
    assert set(decided["decided_by"]) == {MACHINE}
    assert decided["value"].tolist() == SHEET["machine"].tolist()
    assert disagreements(decided).empty


def test_a_coder_goes_before_the_program_and_the_table_says_so():
    values = ["morality", "none", *[None] * (N - 2)]
    decided = adjudicate(SHEET, filled(values), CODEBOOK)
    first = decided[(decided["measure"] == FRAMES.name)].iloc[0]
    assert (first["value"], first["decided_by"]) == ("morality", BY_CODER)
    assert first["machine"] == "conflict; economic consequences"
    assert (decided["decided_by"] == BY_CODER).sum() == 2
    differ = disagreements(decided)
    assert differ.loc[0, ["machine", "value"]].tolist() == [first["machine"], "morality"]
    assert "war (conflict)" in differ.loc[0, "evidence"]


def first_decided(measure, *values):
    """The first unit's value and who decided it, where each coder gave one of the values."""
    codings = [
        filled([value, *[None] * (N - 1)], measure, f"coder {i}") for i, value in enumerate(values)
    ]
    decided = adjudicate(SHEET, pd.concat(codings, ignore_index=True), CODEBOOK)
    row = decided[decided["measure"] == measure].iloc[0]
    assert row["coders"] == len(values)
    return row["value"], row["decided_by"]


MACHINES = SHEET.loc[SHEET["measure"] == "content_valence", "machine"].iloc[0]


@pytest.mark.cases
def test_most_coders_decide_and_a_tie_goes_to_the_machine(measure, values, expected):
    assert first_decided(measure, *values) == tuple(expected)


def test_a_unit_that_was_cut_otherwise_is_found_again():
    codings = filled(["morality"] * N)
    codings["end"] = codings["end"] - 1
    placed = match_units(codings, SHEET)
    assert placed[["start", "end"]].values.tolist() == UNITS[["start", "end"]].values.tolist()


def test_a_unit_that_is_gone_is_left_out():
    codings = filled(["morality"] * N)
    codings.loc[0, ["start", "end"]] = [len(TEXT) + 5, len(TEXT) + 9]
    assert len(match_units(codings, SHEET)) == N - 1


def test_of_two_codings_for_one_unit_the_nearer_stays():
    near = filled(["morality", *[None] * (N - 1)])
    far = near.assign(end=near["end"] - 3, value="none")
    for order in ([near, far], [far, near]):
        placed = match_units(pd.concat(order, ignore_index=True), SHEET)
        assert placed["value"].tolist() == ["morality"]
        assert placed["end"].tolist() == near["end"].tolist()


def test_codings_of_another_text_are_refused():
    with pytest.raises(CodingError, match="of another text"):
        adjudicate(SHEET, filled(["none"] * N).assign(article="0" * 12), CODEBOOK)


@given(st.lists(st.sampled_from([*VALUES, None]), min_size=N, max_size=N), st.integers(0, 99))
@settings(max_examples=20)
def test_what_one_coder_coded_holds_whatever_the_order(values, seed):
    codings = filled(values).assign(note="why")
    decided = adjudicate(SHEET, codings, CODEBOOK)
    assert set(disagreements(decided)["notes"]) <= {"ann: why"}
    shuffled = adjudicate(SHEET, codings.sample(frac=1, random_state=seed), CODEBOOK)
    pd.testing.assert_frame_equal(decided, shuffled)
    own = decided[decided["measure"] == FRAMES.name]
    for value, by, given_value, machine in zip(
        own["value"], own["decided_by"], values, own["machine"], strict=True
    ):
        assert value == (machine if given_value is None else given_value)
        assert by == (MACHINE if given_value is None else BY_CODER)
    corrected = apply_codes(measure_hits(ANALYSIS, FRAMES), decided, FRAMES)
    shown = corrected.groupby("unit")["category"].agg(set).to_dict()
    for unit, value in zip(own["unit"], own["value"], strict=True):
        assert shown.get(unit, {"none"}) == set(value.split("; "))


# ------------------------------------------------------------- codings that lie in a folder


def test_a_file_of_several_coders_names_them_in_a_column(tmp_path):
    sheet = coding_sheet(ANALYSIS, ONE_MEASURE, coder="ann").assign(coding="none")
    both = pd.concat([sheet, sheet.assign(coder="ben", coding="morality")])
    both.to_csv(tmp_path / "a.codings.csv", index=False)
    codings = read_sheet(tmp_path / "a.codings.csv", CODEBOOK)
    assert codings.groupby("coder")["value"].first().to_dict() == {
        "ann": "none",
        "ben": "morality",
    }
    sheet.assign(coder="machine").to_csv(tmp_path / "m.csv", index=False)
    with pytest.raises(CodingError, match=r"m\.csv, line 2: 'machine' is the program's own name"):
        read_sheet(tmp_path / "m.csv", CODEBOOK)


def codings_of(analysis, codebook, folder):
    return code_article(analysis, codebook, folder).codings


def test_codings_are_found_by_the_text_alone(tmp_path):
    other = analyse(article_from_text("It rained.", any_language=True))
    for number, analysis in enumerate((ANALYSIS, other)):
        sheet = coding_sheet(analysis, ONE_MEASURE, coder="ann").assign(coding="none")
        write_sheet(sheet, tmp_path / f"{number}.codings.csv")
    assert len(codings_of(ANALYSIS, CODEBOOK, tmp_path)) == N
    assert len(codings_of(other, CODEBOOK, tmp_path)) == 1
    assert codings_of(ANALYSIS, CODEBOOK, tmp_path / "nowhere").empty


SPEAKERS = pd.DataFrame({"speaker": ANALYSIS.segments["speaker"].unique()})


def test_a_coded_article_shows_coders_codings_and_says_so(tmp_path):
    name = "generic_frames"
    bare = code_article(ANALYSIS, CODEBOOK, tmp_path)
    assert bare.whose() == ""
    assert set(bare.hits(name)["decided_by"]) == {"machine"}
    assert bare.marked(SPEAKERS, name)["by_coder"].sum() == 0
    assert [len(table) for table in bare.compared(rng=np.random.default_rng(0))] == [0, 0]
    sheet = coding_sheet(ANALYSIS, ONE_MEASURE, coder="ann").assign(coding="none")
    sheet.loc[0, "coding"] = "morality"
    write_sheet(sheet, tmp_path / "a.codings.csv")
    coded = code_article(ANALYSIS, CODEBOOK, tmp_path)
    hits = coded.hits(name)
    assert hits[["category", "entry", "decided_by"]].values.tolist() == [
        ["morality", "(coded)", "coder"]
    ]
    assert hits["negated"].tolist() == [False]  # and no missing value, which would read as true
    assert coded.marked(SPEAKERS, name)["by_coder"].sum() == N
    assert "one measure of framing and wording comes from the coding of ann" in coded.whose()
    table, differ = coded.compared(rng=np.random.default_rng(0), resamples=50)
    row = table[table["category"] == "all categories"].iloc[0]
    assert row["n"] == N and row["percent"] == row["agree"] / N
    assert len(differ) == N - row["agree"]


def test_the_shipped_coding_fits_the_bundled_article_and_was_made_blind():
    codebook = load_codebook()
    analysis = analyse(load_article(None))
    codings = code_article(analysis, codebook).codings
    assert len(codings) >= 300 and (codings["coder"] != "").all()
    # A topic in two words ("confirmed the strike") was coded and is nobody's words any more.
    topics = {a.content[0] for a in analysis.attributions if a.topic}
    units = codings[
        [place not in topics for place in zip(codings["start"], codings["end"], strict=True)]
    ]
    assert 0 < len(codings) - len(units) < 30
    assert len(match_units(codings, coding_sheet(analysis, codebook))) == len(units)
    for path in GOLD.glob("*.codings.csv"):
        shipped = pd.read_csv(path, dtype=str, keep_default_na=False)
        assert (shipped[["evidence", "machine"]] == "").all(axis=None)


# ------------------------------------------------------------- measures that only a coder answers


def test_a_measure_without_an_answer_of_the_program_is_coded_and_compared(tmp_path, capsys):
    measures = chosen_measures(names="entman_functions,frame_items")
    sheet = coding_sheet(ANALYSIS, measures)
    assert len(sheet) == 2 * N and (sheet[["evidence", "machine"]] == "").all(axis=None)
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    for coder, values in (("ann", ["moral evaluation", "none"]), ("ben", ["none", "none"])):
        own = sheet.assign(coder=coder, coding=[*values, *["none"] * (2 * N - 2)])
        own.to_csv(tmp_path / f"{coder}.codings.csv", index=False)
    paths = [str(tmp_path / f"{coder}.codings.csv") for coder in ("ann", "ben")]
    assert main(["agree", str(article), *paths, "--csv", str(tmp_path / "out.csv")]) == 0
    table = pd.read_csv(tmp_path / "out.csv")
    assert set(table["kind"]) == {"coder and coder"}
    assert set(table["measure"]) == set(measures)
    coded = code_article(ANALYSIS, measures, tmp_path / "nobody")
    assert [len(found) for found in coded.compared(rng=np.random.default_rng(0))] == [0, 0]
    (tmp_path / "ben.codings.csv").unlink()
    coded = code_article(ANALYSIS, measures, tmp_path)
    assert len(coded.codings) == 2 * N
    assert [len(found) for found in coded.compared(rng=np.random.default_rng(0))] == [0, 0]
