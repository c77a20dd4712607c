"""The command corpus: its tables, its errors, and that a run which was killed goes on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import forkserver
from pathlib import Path

import psutil
import pytest

from helpers.__main__ import main
from helpers.analysis import Analysis, analyse
from helpers.article import article_from_text, load_article
from helpers.corpus import (
    TABLES,
    Corpus,
    CorpusError,
    Summary,
    analyse_corpus,
    read_corpus,
    schema_of,
)
from helpers.corpus import dictionary as data_dictionary
from helpers.corpus.corpus_folder import begun
from helpers.corpus.partitions import BY_ARTICLE, PLAN, part_path
from helpers.corrections import Correction, write_corrections
from helpers.measures.counting import speaker_counts

RAIN = """Floods close the bridge

Mayor Ann Berg said on Monday that the bridge would stay closed. “The water is too high,” she said.

Police Chief Tom Lund told reporters that nobody was hurt. Officials said the rain was terrible.
"""
TRADE = """Talks on trade end

“We are disappointed,” Ann Berg said. The National Trade Board (NTB) said that talks had failed.

The NTB added that Carl Holm, who was not there, had failed to pay.
"""
CLUB = """The club wins

Berg, the mayor, praised the team. “A great day,” coach Eva Dahl said. The NTB said nothing new.
"""
GERMAN = (
    "Der Minister sagte am Montag, dass die Preise in diesem Jahr nicht mehr steigen werden und "
    "dass die Regierung alles tun wird, um den Menschen im Land zu helfen."
)


Run = Callable[..., Corpus]
# What the command does, without the start of its processes and without its lines.
HERE = {"workers": 0, "report": str, "progress": False}
FIVE = [RAIN, TRADE, CLUB, GERMAN, ""]  # the last two can't be analysed


def written(folder: Path, texts: list[str] = FIVE, name: str = "out", **options: object) -> Corpus:
    """Analyse texts as a corpus in a folder, or go on from where a run stopped."""
    given = folder / "given.jsonl"
    lines = [json.dumps({"id": f"id-{n}", "text": t}) for n, t in enumerate(texts)]
    given.write_text("\n".join(lines))
    analyse_corpus(given, folder / name, **(HERE | options))
    return read_corpus(folder / name)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that analyses texts as a corpus."""
    return partial(written, tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus that many tests read and none changes."""
    return written(tmp_path_factory.mktemp("finished"))


@pytest.fixture
def out(finished: Corpus, tmp_path: Path) -> Path:
    """A folder with a copy of that corpus: a run of the same texts goes on in it."""
    return Path(shutil.copytree(finished.folder, tmp_path / "out"))


def files_of(out: Path) -> dict[str, str]:
    """Every file of a corpus with the sum of its bytes."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def test_tables_have_their_schema_and_every_span_gives_its_words_back(finished: Corpus) -> None:
    import pyarrow.parquet

    for table in TABLES:
        for path in (finished.folder / table).glob("*.parquet"):
            assert pyarrow.parquet.read_schema(path).equals(schema_of(table)), table
    texts = finished.table("articles").set_index("article")["text"]
    assert list(texts) == [RAIN, TRADE, CLUB]
    segments = finished.table("segments")
    assert len(segments) > 10
    for row in segments.itertuples():
        assert texts[row.article][row.start : row.end] == row.text
    attributions = finished.table("attributions")
    assert len(attributions) >= 8
    for row in attributions.itertuples():
        first = row.content.split(" … ")[0].split()[0]
        assert texts[row.article][row.start :].startswith(first)


def test_an_article_has_the_same_rows_as_by_itself(finished: Corpus, tmp_path: Path) -> None:
    from helpers.measures.codebook import load_codebook
    from helpers.measures.counting import count_codebook
    from helpers.measures.sourcing import share_of_voice

    alone = tmp_path / "trade.txt"
    alone.write_text(TRADE)
    analysis: Analysis = analyse(load_article(alone))
    said = finished.table("attributions").query("article == 1").drop(columns="article")
    expected = analysis.attributions_table
    assert said.reset_index(drop=True).astype(str).equals(expected.astype(str))
    voices = share_of_voice(analysis)
    speakers = finished.table("speakers").query("article == 1 and not never_quoted")
    for column in ("speaker", "type", "role", "official", "attributions", "words"):
        assert list(speakers[column]) == list(voices[column])
    counts = count_codebook(analysis, load_codebook())
    counts = counts[counts["count"] > 0]
    keys = ["speaker", "measure", "category"]
    measured = finished.table("measures").query("article == 1").set_index(keys)["hits"]
    assert measured.to_dict() == counts.set_index(keys)["count"].to_dict()


def test_words_and_acts_add_up(finished: Corpus) -> None:
    articles = finished.table("articles").set_index("article")
    speakers = finished.table("speakers").groupby("article")
    assert speakers["words"].sum().to_dict() == articles["analysed_words"].to_dict()
    assert speakers["attributions"].sum().to_dict() == articles["attributions"].to_dict()
    assert speakers["share"].sum().round(9).eq(1).all()
    by_kind = finished.table("speakers")[["direct", "indirect", "mixed"]].sum(axis=1)
    assert by_kind.equals(finished.table("speakers")["attributions"].astype(by_kind.dtype))


def test_those_who_are_never_heard_are_there(finished: Corpus) -> None:
    silent = finished.table("speakers").query("article == 1 and never_quoted")
    assert list(silent["speaker"]) == ["Carl Holm"]
    assert silent[["attributions", "words", "share"]].to_numpy().tolist() == [[0, 0, 0]]
    assert silent["mentions"].tolist() == [1]


def test_a_bad_article_is_a_row_of_errors(finished: Corpus) -> None:
    errors = finished.table("errors")
    assert list(errors["article"]) == [3, 4]
    assert list(errors["id"]) == ["id-3", "id-4"]
    assert "does not look English" in errors["reason"][0]
    assert "has no text" in errors["reason"][1]
    assert list(finished.table("articles")["article"]) == [0, 1, 2]


def test_what_breaks_the_analysis_of_one_article_costs_the_others_nothing(
    run, finished, monkeypatch
):
    def breaks(analysis: Analysis, *rest: object) -> object:
        if "trade" in analysis.text:
            raise ZeroDivisionError("an odd\narticle")
        return speaker_counts(analysis, *rest)

    monkeypatch.setattr("helpers.corpus.rows.speaker_counts", breaks)
    corpus = run()
    reason, *_ = corpus.table("errors")["reason"]
    assert reason == ("given.jsonl#2 could not be analysed (ZeroDivisionError: an odd article).")
    for table in BY_ARTICLE:
        if table != "errors":
            kept = finished.table(table).query("article != 1").reset_index(drop=True)
            assert corpus.table(table).equals(kept), table


def test_a_full_disk_is_the_fault_of_no_article(run: Run, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpers.corpus.rows.rows_of", full)
    with pytest.raises(CorpusError, match=r"can't be written to \(No space left on device\)"):
        run([RAIN])


def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(run: Run, monkeypatch) -> None:
    monkeypatch.setattr("helpers.corpus.inputs.SMALLEST", 4)
    texts = [f"{text}\nIt is day {day}." for day in range(3) for text in (RAIN, TRADE, CLUB)]
    out = run(texts).folder
    whole = files_of(out)
    assert sum(name.startswith("articles/") for name in whole) == 3
    # as a run leaves it that is killed: a part half written, another without its last file
    part_path(out, "articles", 1).unlink()
    part_path(out, "segments", 1).unlink()
    for table in BY_ARTICLE:
        part_path(out, table, 2).unlink()
    for table in ("joins", "joined_speakers"):
        part_path(out, table, 0).unlink()
    (out / "speakers" / ".unfinished-part-000001-x").write_bytes(b"half")
    assert files_of(run(texts).folder) == whole
    done = part_path(out, "articles", 0).stat().st_mtime_ns
    assert files_of(run(texts).folder) == whole
    assert part_path(out, "articles", 0).stat().st_mtime_ns == done


@pytest.mark.parametrize(
    ("table", "damage"),
    [("segments", "cut short"), ("articles", "gone"), ("joins", "cut short"), ("errors", "blank")],
)
def test_a_part_that_is_damaged_or_lost_is_seen_and_made_anew(run, out, table, damage):
    whole = files_of(out)
    part = part_path(out, table, 0)
    content = part.read_bytes()
    if damage == "gone":
        part.unlink()
    else:
        part.write_bytes(b"" if damage == "blank" else content[: len(content) // 2])
    with pytest.raises(CorpusError, match=rf"damaged, since {table}/part-000000.parquet is miss"):
        read_corpus(out)
    said: list[str] = []
    run(report=said.append)
    made_anew = "1 part was damaged or lost since, and is made anew." in said[0]
    assert made_anew == (table in BY_ARTICLE)
    assert files_of(out) == whole


def test_a_part_whose_middle_is_damaged_is_told_when_it_is_read(out):
    part = part_path(out, "segments", 0)
    content = bytearray(part.read_bytes())
    content[4:400] = bytes(396)
    part.write_bytes(content)
    with pytest.raises(CorpusError, match="a file of segments is missing or not whole"):
        read_corpus(out).table("segments")


def test_two_runs_do_not_work_in_one_folder(run, out):
    plan = json.loads((out / PLAN).read_bytes())
    with begun(out, plan), pytest.raises(CorpusError, match="Another run works in"):
        run(share=(1, 2))
    with begun(out, plan, alone=False):
        run(share=(1, 2))
        with pytest.raises(CorpusError, match="Another run works in"):
            run()
    run()


def test_shares_of_several_machines_come_to_the_same_bytes(run, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("helpers.corpus.inputs.SMALLEST", 2)
    whole = files_of(run(name="whole").folder)
    given, out = str(tmp_path / "given.jsonl"), tmp_path / "shared"
    for share in ("2/3", "3/3"):
        assert main(["corpus", given, str(out), "--workers", "1", "--share", share]) == 0
    assert [path.name for path in (out / "articles").iterdir()] == [
        "part-000001.parquet",
        "part-000002.parquet",
    ]
    with pytest.raises(CorpusError, match="is not finished"):
        read_corpus(out)
    run(name="shared", report=print)
    assert "5 articles, 3 of them analysed by an earlier run" in capsys.readouterr().out
    assert files_of(out) == whole
    with pytest.raises(SystemExit):
        main(["corpus", given, str(out), "--share", "4/3"])


def test_ids_that_come_twice_are_told(tmp_path, capsys):
    given = write_articles(tmp_path, RAIN, TRADE)
    given.write_text(given.read_text().replace('{"', '{"id": "a", "'))
    assert main(["corpus", str(given), str(tmp_path / "out"), "--workers", "1"]) == 0
    assert "1 article has the id of an earlier one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"texts": [RAIN, CLUB]}, "from other articles, or these have changed"),
        ({"any_language": True}, "with another setting of --any-language"),
    ],
)
def test_another_run_does_not_go_on_in_a_folder(run, out, change, words):
    before = files_of(out)
    with pytest.raises(CorpusError, match=words):
        run(**change)
    assert files_of(out) == before


def test_another_version_of_the_program_does_not_go_on(run, out, monkeypatch):
    from helpers.analysis import program_version

    monkeypatch.setattr(program_version, "program_digest", lambda: "another")
    with pytest.raises(CorpusError, match="by another version"):
        run()


def test_a_folder_of_somebody_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(CorpusError, match="holds something that no run of this command wrote"):
        run([RAIN])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_speakers_are_joined_across_articles_with_the_reason(finished: Corpus) -> None:
    joins = finished.table("joins").merge(finished.table("joined_speakers"), on="joined")
    columns = (joins[name] for name in ("article", "speaker", "name", "rule"))
    rules = {(n, speaker): (name, rule) for n, speaker, name, rule in zip(*columns, strict=True)}
    assert rules[0, "Ann Berg"] == rules[1, "Ann Berg"] == ("Ann Berg", "same full name")
    assert rules[2, "Berg"] == ("Ann Berg", "surname and role")
    assert rules[1, "National Trade Board"][0] == rules[2, "NTB"][0] == "National Trade Board"
    assert rules[2, "NTB"][1] == "initials explained in an article"
    assert rules[0, "Officials"][1] == "same words: not the same people"
    known = finished.table("joined_speakers").set_index("name")
    assert known.loc["Ann Berg", "articles"] == 3
    assert not known.loc["Officials", "same_person"]


def test_the_dictionary_tells_every_column(finished: Corpus) -> None:
    import pandas as pd

    told = pd.read_csv(finished.folder / "data_dictionary.csv")
    assert told.equals(data_dictionary())
    for table in TABLES:
        assert list(told.query("table == @table")["column"]) == schema_of(table).names
    assert told["meaning"].str.len().min() > 10


def test_a_table_is_read_in_part(finished: Corpus) -> None:
    some = finished.table("speakers", ["article", "speaker"])
    assert list(some.columns) == ["article", "speaker"]
    assert finished.dataset("speakers").count_rows() == len(some)
    with pytest.raises(KeyError, match="has no table 'voices'"):
        finished.table("voices")
    with pytest.raises(KeyError, match="has no column 'colour'"):
        finished.table("speakers", ["colour"])


def test_an_unfinished_corpus_is_not_read(out: Path, tmp_path: Path) -> None:
    part_path(out, "joins", 0).unlink()
    (out / "joins").rmdir()
    with pytest.raises(CorpusError, match="is not finished"):
        read_corpus(out)
    with pytest.raises(CorpusError, match="holds no corpus"):
        read_corpus(tmp_path / "nothing")


@pytest.mark.cases
def test_the_command_says_in_a_sentence_what_is_wrong(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("given.txt").write_text(RAIN)
    assert main(["corpus", *arguments]) == 2
    said = capsys.readouterr().err.strip()
    assert words in said
    assert "\n" not in said


# Worker processes are copies of one that has run this. It puts a short analysis in place of the
# real one, which ends its process where an article has the word *poison*, and where it has the word
# *accident*, the first time.
SHORT_ANALYSIS = """
import os
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pandas, pytest

from helpers import analysis, annotation
from helpers.corpus import partitions, rows

def analyse_many(articles):
    for article in articles:
        accident = Path(__file__).with_name("accident")
        if "poison" in article.text or ("accident" in article.text and not accident.exists()):
            accident.touch()
            os._exit(9)
        yield article

def rows_of(article, number, identifier):
    row = dict.fromkeys(partitions.schema_of("articles").names)
    row |= {"article": number, "id": identifier, "text": article.text}
    return {"articles": pandas.DataFrame([row])}

annotation.load_model = lambda: SimpleNamespace(memory_zone=nullcontext)
analysis.analyse_many = analyse_many
rows.rows_of = rows_of
"""


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The file of what worker processes are copied from."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.syspath_prepend(tmp_path)  # Python 3.14 gives the copied process this path
    monkeypatch.setattr("helpers.corpus.workers.COPIED", ["short_analysis"])
    forkserver._forkserver._stop()  # one that another test has left
    yield tmp_path / "short_analysis.py"
    forkserver._forkserver._stop()


def write_articles(folder: Path, *texts: str) -> Path:
    """Write texts as an input of the command, and return its path."""
    given = folder / "given.jsonl"
    given.write_text("\n".join(json.dumps({"text": text}) for text in texts))
    return given


def test_an_article_that_kills_whoever_analyses_it_is_a_row_of_errors(copied, run):
    copied.write_text(SHORT_ANALYSIS)
    corpus = run([RAIN, TRADE + "\nThere was poison in it.", CLUB], workers=2)
    errors = corpus.table("errors")
    assert list(errors["article"]) == [1]
    assert "was killed, perhaps for want of memory" in errors["reason"][0]
    articles = corpus.table("articles")
    assert list(articles["article"]) == [0, 2]
    assert list(articles["text"]) == [RAIN, CLUB]


def test_a_process_that_dies_by_accident_costs_nothing(copied, run):
    copied.write_text(SHORT_ANALYSIS)
    corpus = run([RAIN, TRADE + "\nIt was an accident."], workers=1)
    assert len(corpus.table("articles")) == 2
    assert corpus.table("errors").empty
    assert copied.with_name("accident").exists()


def test_a_machine_on_which_no_process_stays_alive_ends_the_run(copied, run):
    copied.write_text("import os; os._exit(9)")
    with pytest.raises(CorpusError, match=r"fewer with --workers.*start the same command again"):
        run([RAIN], workers=1)


# The command, with parts so small that a short run has many.
SMALL_PARTS = """
from helpers.corpus import inputs
from helpers.__main__ import main

inputs.SMALLEST = 4
raise SystemExit(main())
"""


def test_a_killed_worker_and_a_killed_driver_change_no_byte(run, tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.corpus.inputs.SMALLEST", 4)
    texts = [f"{text}\nIt is day {day}." for day in range(8) for text in (RAIN, TRADE, CLUB)]
    whole = files_of(run(texts, "whole").folder)
    out = tmp_path / "killed"
    command = ["corpus", str(tmp_path / "given.jsonl"), str(out), "--workers", "1"]

    def parts() -> int:
        return len(list(out.glob("articles/part-*")))

    def wait_for(number: int) -> None:
        end = time.monotonic() + 300  # a busy machine starts slowly
        while parts() < number:
            assert time.monotonic() < end, "the run does not get on"
            time.sleep(0.02)

    driver = subprocess.Popen(
        [sys.executable, "-c", SMALL_PARTS, *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_for(1)
    family = psutil.Process(driver.pid).children(recursive=True)
    workers = [child for child in family if child.memory_info().rss > 200_000_000]
    assert workers
    workers[0].kill()
    before = parts()
    wait_for(before + 1)
    os.kill(driver.pid, signal.SIGKILL)
    driver.wait()
    psutil.wait_procs(family, timeout=60)
    assert parts() < 6, "the run was over before it was killed"
    said: list[str] = []
    run(texts, "killed", report=said.append)
    assert "of them analysed by an earlier run" in said[0]
    assert files_of(out) == whole


def test_corrections_of_an_article_come_before_the_program(tmp_path):
    given = tmp_path / "given.jsonl"
    rows = [{"id": f"a/{number}", "text": TRADE} for number in range(2)]
    given.write_text("\n".join(map(json.dumps, rows)))
    folder = tmp_path / "corrections"
    found = analyse(article_from_text(TRADE, any_language=True))
    (start, _), *_ = found.attributions[0].content
    end = found.attributions[0].content[-1][1]
    reject = Correction("reject", "", "", start, end, TRADE[start:end], coder="ann")
    write_corrections(folder / "a-1.csv", [reject])

    def run() -> Summary:
        return analyse_corpus(given, tmp_path / "out", corrections=folder, **HERE)

    run()
    rows_of = read_corpus(tmp_path / "out").table("attributions").groupby("article").size()
    assert rows_of.get(1, 0) == rows_of[0] - 1 == len(found.attributions) - 1
    write_corrections(folder / "a-0.csv", [reject])
    with pytest.raises(CorpusError, match="with other corrections"):
        run()
