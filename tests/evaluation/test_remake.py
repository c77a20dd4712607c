"""Tables of ``data/results``: each has a maker and a row in the README, and is what comes out."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers.__main__ import main
from helpers.evaluation import RESULTS
from helpers.evaluation import remake as module
from helpers.evaluation.benchmarks import BENCHMARKS
from helpers.evaluation.remake import TABLES, Maker, difference_of, remake
from helpers.measures.stance import is_installed

# Those that take some seconds; `python -m helpers evaluate all` makes every one.
LEXICONS = "valence_newsmtsc_dev valence_confusion_newsmtsc_dev"
QUICK = f"{LEXICONS} target_tone_probes loaded_words_babe".split()
TABLE = pd.DataFrame({"name": ["a", "b"], "n": [3, 4], "f1": [0.81234, np.nan]})


def test_every_stored_table_has_a_maker_and_a_row_in_the_readme() -> None:
    stored = {path.stem for path in RESULTS.glob("*.csv")}
    assert stored == set(TABLES) and len(TABLES) == len(stored)
    readme = (RESULTS / "README.md").read_text(encoding="utf-8")
    for name in stored:
        (row,) = [line for line in readme.splitlines() if line.startswith(f"| `{name}.csv`")]
        for column in pd.read_csv(RESULTS / f"{name}.csv").columns:
            assert f"`{column}`" in row, f"{name}: {column}"


@pytest.mark.skipif(not is_installed(), reason="the model of tone is not installed")
@pytest.mark.skipif(not BENCHMARKS.is_dir(), reason="the benchmarks are not beside this repository")
def test_the_stored_tables_are_what_comes_out(tmp_path: Path) -> None:
    for name in QUICK:
        shutil.copy(RESULTS / f"{name}.csv", tmp_path)
    assert list(remake(BENCHMARKS, QUICK, tmp_path)) == [(name, "unchanged") for name in QUICK]


@pytest.mark.parametrize(
    ("new", "difference"),
    [
        (TABLE.assign(f1=[0.81247, np.nan]), ""),  # one in the last of four digits
        (TABLE.assign(f1=[0.85, np.nan]), "changed: at most f1 0.81234 -> 0.85 in row 1"),
        (TABLE.assign(n=[3, 5]), "changed: at most n 4 -> 5 in row 2"),
        (TABLE.assign(f1=[0.81234, 0.1]), "changed: a figure appears or is gone"),
        (TABLE.assign(name=["a", "c"]), "changed: names of rows differ"),
        (TABLE.head(1), "changed: 2 -> 1 rows"),
        (TABLE.rename(columns={"n": "m"}), "changed: columns name, n, f1 -> name, m, f1"),
    ],
)
def test_a_change_is_told_with_its_greatest_difference(new: pd.DataFrame, difference: str) -> None:
    assert difference_of(TABLE, new) == difference


def test_the_command_remakes_and_skips(tmp_path, capsys, monkeypatch):
    makers = (
        Maker(("attribution_rules",), (), lambda _: [TABLE]),
        Maker(("loaded_words_babe",), ("bias/babe-dev.jsonl",), lambda _: [TABLE]),
    )
    monkeypatch.setattr(module, "MAKERS", makers)
    monkeypatch.setattr(remake, "__defaults__", ((), tmp_path))
    command = ["evaluate", "all", "--benchmarks", str(tmp_path)]
    assert main(command) == 0 and main(command) == 0
    told = capsys.readouterr().out
    assert "attribution_rules: new" in told and "attribution_rules: unchanged" in told
    assert f"loaded_words_babe: skipped: no bias/babe-dev.jsonl in {tmp_path}" in told
    assert "attribution_peers: skipped: other systems" in told
    assert (tmp_path / "attribution_rules.csv").read_text(
        "utf-8"
    ) == "name,n,f1\na,3,0.8123\nb,4,\n"
    assert main([*command, "--only", "nothing"]) == 2
    assert "no table nothing: give some of attribution_polnear_dev" in capsys.readouterr().err
