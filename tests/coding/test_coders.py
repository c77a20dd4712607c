"""Two coders of statements compared and settled; a sample of statements and what it says of all."""

import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from helpers.__main__ import main
from helpers.analysis import analyse, correct
from helpers.article import article_from_text
from helpers.coding.coders import (
    codings_of,
    read_coders,
    settle,
    side_by_side,
    statements_of,
)
from helpers.coding.read_sheets import CodingError
from helpers.coding.reliability import coder_agreement
from helpers.coding.sample import (
    corrected_shares,
    error_rates,
    needed,
    read_sample,
    sample_sheet,
)
from helpers.corrections import Correction, read_corrections, write_corrections

TEXT = (
    "Mayor Kim Roe said the mill would close. “It is old,” she added. Lee Moss denied that. "
    "“Nobody asked us.” The union of Jan Berg said it would strike. Berg was angry."
)
FOUND = analyse(article_from_text(TEXT, any_language=True), corrected=False)
PLACES = [(a.content[0][0], a.content[-1][1]) for a in FOUND.attributions]
ANGRY = (TEXT.index("was angry"), TEXT.index("was angry") + 9)


def on(place: tuple[int, int], action: str, field: str = "", value: str = "") -> Correction:
    start, end = place
    return Correction(action, field, start=start, end=end, words=TEXT[start:end], value=value)


ANN = [
    on(PLACES[0], "accept"),
    on(PLACES[1], "set", "speaker", "Lee Moss"),
    on(PLACES[2], "reject"),
    on(ANGRY, "add", value="Jan Berg"),
    Correction("rename", name="Kim Roe", value="Kim B. Roe"),
]
BOB = [
    on(PLACES[0], "accept"),
    on(PLACES[1], "accept"),
    on(PLACES[2], "reject"),
    on(PLACES[3], "accept"),
    Correction("rename", name="Kim Roe", value="K. Roe"),
]


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / "mill.ann.csv", tmp_path / "mill.bob.csv"]
    for path, lines in zip(paths, (ANN, BOB), strict=True):
        write_corrections(path, lines)
    return paths


def test_agreement_counts_what_both_decided_and_what_either_added(files):
    given = read_coders(files)
    codings, measures = codings_of(statements_of(FOUND, given))
    table = coder_agreement(codings, measures, rng=np.random.default_rng(0))
    both = table[(table["kind"] == "coder and coder") & (table["category"] == "all categories")]
    counted = both.set_index("measure")[["n", "agree"]].to_dict("index")
    assert counted["statement"] == {"n": 4, "agree": 3}  # the added one is none for Bob
    assert counted["speaker"] == {"n": 4, "agree": 1}  # and the renamed one differs
    assert set(table["second"]) == {"mill.ann", "mill.bob"} and both["low"].isna().all()


def test_disagreements_are_side_by_side_and_settled_by_who_is_named(files, tmp_path):
    given = read_coders(files)
    table = side_by_side(given)
    assert len(table) == 2 and set(table["name"]) == {"", "Kim Roe"}
    assert table["mill.ann"].tolist()[0] in ("set speaker Lee Moss", "rename Kim B. Roe")
    lines, still_open = settle(given, None, "cleo")
    assert still_open == 2
    assert next(c for c in lines if c.action == "reject").coder == "mill.ann; mill.bob"
    assert {c.action for c in lines} == {"accept", "add", "reject"}
    table.assign(settled=["mill.bob", "mill.ann"]).to_csv(tmp_path / "differ.csv", index=False)
    lines, still_open = settle(given, tmp_path / "differ.csv", "cleo")
    by_cleo = [c for c in lines if c.reason == "settled by cleo"]
    assert still_open == 0 and len(by_cleo) == 2 and len({c.coder for c in by_cleo}) == 2
    assert not correct(FOUND, lines).corrected.conflicts
    reverse = dict(reversed(given.items()))
    again = settle(reverse, tmp_path / "differ.csv", "cleo")[0]
    assert {c.decision for c in again} == {c.decision for c in lines}


def test_the_commands_agree_and_settle(files, tmp_path, capsys):
    article, differ, out = (tmp_path / name for name in ("mill.txt", "d.csv", "mill.csv"))
    article.write_text(f"{TEXT} {'It rained all day in the old town. ' * 5}", encoding="utf-8")
    paths = [str(path) for path in files]
    assert main(["agree", str(article), *paths, "--differ", str(differ)]) == 0
    told = capsys.readouterr().out
    assert "mill.ann and mill.bob: F1 of statements 0." in told and "alpha" in told
    assert main(["settle", *paths, str(out)]) == 0
    assert "two disagreements left open" in capsys.readouterr().out
    assert len(read_corrections(out)) == 4
    assert main(["settle", *paths, str(out)]) == 2
    differ.write_text(differ.read_text("utf-8").replace("Roe,\n", "Roe,dan\n"), encoding="utf-8")
    assert main(["settle", *paths, str(tmp_path / "b.csv"), "--differ", str(differ)]) == 2
    assert "settled is 'dan'; use one of mill.ann, mill.bob" in capsys.readouterr().err
    assert main(["agree", str(article), paths[0]]) == 2
    assert "Only mill.ann decided something: give two." in capsys.readouterr().err


# -------------------------------------------------------------------------------------- the sample

RNG = np.random.default_rng(1)
KINDS = ["direct"] * 700 + ["indirect"] * 250 + ["mixed"] * 50
TRUTH = np.where(
    RNG.random(1000) < np.repeat([0.05, 0.3, 0.4], [700, 250, 50]),
    RNG.choice(["mixed", "none"], size=1000),
    KINDS,
)
TABLE = pd.DataFrame({"article": "a", "start": range(1000), "end": range(1, 1001), "kind": KINDS})


def filled(number: int, seed: int) -> pd.DataFrame:
    """A sample as somebody fills it in who knows the truth."""
    sheet = sample_sheet(TABLE, number, "kind", np.random.default_rng(seed))
    truth = TRUTH[sheet["start"]]
    return sheet.assign(right=truth == sheet["stratum"], truth=truth)


def test_a_sample_is_drawn_from_each_stratum_by_its_size():
    sheet = sample_sheet(TABLE, 20, "kind", np.random.default_rng(0))
    assert sheet["stratum"].value_counts().to_dict() == {"direct": 14, "indirect": 5, "mixed": 2}
    assert dict(zip(sheet["stratum"], sheet["of"], strict=True)) == dict(Counter(KINDS))
    assert not sheet["start"].duplicated().any() and (sheet["stratum"] == sheet["kind"]).all()


def test_intervals_of_errors_and_shares_cover_the_truth():
    wrong = (np.array(KINDS) != TRUTH).mean()
    kept = TRUTH[TRUTH != "none"]
    share = (kept == "mixed").mean()
    covered = {"error": 0, "share": 0}
    estimates = []
    for seed in range(60):
        checked = filled(100, seed)
        last = error_rates(checked).iloc[-1]
        assert (last["stratum"], last["of"]) == ("all", 1000)
        covered["error"] += last["low"] <= wrong <= last["high"]
        estimates.append(last["error"])
        mixed = corrected_shares(checked, np.random.default_rng(seed)).set_index("stratum")
        covered["share"] += mixed["low"]["mixed"] <= share <= mixed["high"]["mixed"]
        assert mixed["found"]["mixed"] == 0.05 and math.isclose(mixed["corrected"].sum(), 1)
    assert min(covered.values()) >= 55  # 92 % of 60
    assert abs(np.mean(estimates) - wrong) < 0.01


def test_everything_checked_is_known_and_few_have_no_interval():
    checked = filled(10_000, 0)
    assert error_rates(checked)["error"].iloc[-1] == pytest.approx((TRUTH != KINDS).mean())
    few = error_rates(checked.head(4).assign(of=4))
    assert few[["low", "high"]].isna().all(axis=None)
    assert corrected_shares(checked.head(4), RNG)["low"].isna().all()
    assert corrected_shares(checked.assign(truth=""), RNG).empty


def test_fewer_are_needed_of_a_small_corpus():
    assert needed(0.05, 10**6) == 384 and needed(0.05, 100) < 100 and needed(0.02, 10**6) > 2000


@pytest.mark.cases
def test_a_sheet_that_does_not_fit_is_one_sentence(tmp_path, lines, message):
    path = tmp_path / "sheet.csv"
    path.write_text(f"stratum,of,right,truth\n{lines}", encoding="utf-8")
    with pytest.raises(CodingError, match=message):
        read_sample(path)


def test_the_command_sample(tmp_path, capsys):
    table, sheet = tmp_path / "attributions.csv", tmp_path / "sheet.csv"
    TABLE.to_csv(table, index=False)
    assert main(["sample", str(table), str(sheet), "--number", "50"]) == 0
    rows = pd.read_csv(sheet, keep_default_na=False)
    rows.assign(right="yes").to_csv(sheet, index=False)
    assert main(["sample", str(sheet)]) == 0
    assert "51 of 1000 statements" in (told := capsys.readouterr().out) and "corrected" in told
    assert main(["sample", str(table), str(tmp_path / "b.csv"), "--by", "mood"]) == 2
    assert "no column mood: use one of article" in capsys.readouterr().err
