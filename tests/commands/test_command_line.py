import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from helpers.__main__ import main
from helpers.commands.notebooks import BUILD

TEXT = '"It will rain for days", Kim Roe said.\n\nLee Moss said that it would snow.'


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n\n", encoding="utf-8")
    return path


def test_attribute_writes_the_interchange_format(articles, capsys):
    out = articles.with_name("out.jsonl")
    assert main(["attribute", str(articles), str(out)]) == 0
    (record,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert record["id"] == "a"
    assert record["text"] == TEXT
    assert [a["source_entity"] for a in record["attributions"]] == ["Kim Roe", "Lee Moss"]
    assert [a["kind"] for a in record["attributions"]] == ["direct", "indirect"]
    assert all(a["rule"] for a in record["attributions"])
    for attribution in record["attributions"]:
        for part in ("content", "cue", "source"):
            assert all(TEXT[start:end].strip() for start, end in attribution[part])
    printed = capsys.readouterr().out
    assert printed.startswith("1 document, 15 words, ")
    assert "words per CPU-second" in printed
    assert not list(out.parent.glob(".unfinished-*"))


def test_offsets_fit_a_text_with_windows_line_ends(tmp_path: Path) -> None:
    text = TEXT.replace("\n", "\r\n")
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert main(["attribute", str(path), str(out)]) == 0
    (record,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    spans = [text[s:e] for a in record["attributions"] for s, e in a["source"]]
    assert spans == ["Kim Roe", "Lee Moss"]


@pytest.mark.parametrize(
    "line",
    [
        *(b"not json", b"[1]", b'{"id": 3, "text": "x"}', b'{"id": "b"}'),
        b'{"id": "b", "n": [' * 9999,
        b'{"n": ' + b"9" * 6000 + b"}",
        b'{"id": "b", "text": "half a \\ud800 character"}',
        b'{"id": "b", "text": "no \x96 UTF-8"}',
    ],
)
def test_a_bad_line_is_left_out_and_the_rest_is_kept(articles, capsys, line):
    articles.write_bytes(line + b"\n" + articles.read_bytes())
    out = articles.with_name("out.jsonl")
    assert main(["attribute", str(articles), str(out)]) == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 1
    captured = capsys.readouterr()
    assert "left out: in.jsonl, line 1, " in captured.err
    assert "1 left out" in captured.out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no file or folder"),
        (b"\xff\xfe\x00", "holds no article that can be read"),
        (b"", "holds no article that can be read"),
        (b"Mill to close\n\n" * 9, "other files are for export, analyse or corpus"),
        (b'{"id": "a", "text": " "}\n', "holds no article that can be read"),
    ],
)
def test_bad_input_gets_one_sentence(tmp_path, capsys, content, message):
    path = tmp_path / "in.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert main(["attribute", str(path), str(tmp_path / "out.jsonl")]) == 2
    said = capsys.readouterr().err
    assert message in said
    assert said.count("left out") <= 1
    assert not (tmp_path / "out.jsonl").exists()


def test_evaluate_refuses_what_is_not_annotated(articles, capsys):
    assert main(["evaluate", "attribution", str(articles), str(articles)]) == 2
    assert '"attributions": [...]' in capsys.readouterr().err


def test_it_runs_as_a_module_from_any_folder(articles: Path) -> None:
    command = [sys.executable, "-m", "helpers", "attribute", "in.jsonl", "out.jsonl"]
    done = subprocess.run(command, cwd=articles.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_heavy_libraries_are_loaded_where_they_are_used() -> None:
    heavy = "trafilatura lxml pdfminer docx pyarrow requests pandas spacy matplotlib py3langid"
    code = f"import sys, helpers.__main__; print(set('{heavy}'.split()) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("complete", [True, False])
def test_analyse_runs_everything_and_tells_whether_it_did(monkeypatch, complete):
    asked = []

    def run(article: str, **options: object) -> bool:
        asked.append((article, options))
        return complete

    monkeypatch.setattr("helpers.commands.notebooks.run", run)
    command = ["analyse", "https://news.example/a?b=1", "--out", "folder", "--any-language"]
    assert main([*command, "--with", "other.txt"]) == (0 if complete else 1)
    options = {"other": "other.txt", "any_language": True, "build": Path("folder")}
    assert asked == [("https://news.example/a?b=1", options)]
    assert main(["run"]) == (0 if complete else 1)
    assert asked[1] == (None, {"other": None, "any_language": False, "build": BUILD})


@pytest.mark.usefixtures("few_tables")
def test_export_writes_tables_and_page_whole_or_not_at_all(tmp_path, monkeypatch, capsys):
    article, out = tmp_path / "article.txt", tmp_path / "out"
    article.write_text(TEXT + "\n\n“=1+1”, Kim Roe said.", encoding="utf-8")
    assert main(["export", str(article), str(out)]) == 0
    assert (out / "tables/attributions.parquet").is_file()
    assert (out / "figures/share_of_voice.png").is_file()
    tokens = pd.read_csv(out / "tables/tokens.csv")
    assert "'=" in set(tokens["text"]) and "=" not in set(tokens["text"])
    (out / "tables" / "stale.csv").write_text("of an earlier article")
    before = {path: path.read_bytes() for path in out.rglob("*.*")}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("helpers.report.export.annotated_page", full)
        assert main(["export", str(article), str(out)]) == 2
    assert {path: path.read_bytes() for path in out.rglob("*.*")} == before
    assert main(["export", str(article), str(out)]) == 0
    assert not (out / "tables" / "stale.csv").exists()
    (out / "tables" / "data_dictionary.csv").unlink()
    assert main(["export", str(article), str(out)]) == 2
    assert "holds tables, which no run of this program wrote" in capsys.readouterr().err


def test_another_language_is_noted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Der Minister sagte am Montag, dass die Preise nicht mehr steigen werden. " * 3
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    assert main(["attribute", str(path), str(tmp_path / "out.jsonl")]) == 0
    assert "line 1 looks like another language (de)" in capsys.readouterr().err


def test_folders_that_are_not_there_or_no_files(articles, capsys):
    assert main(["attribute", str(articles), str(articles.parent / "no/out.jsonl")]) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert main(["attribute", str(articles.parent), str(articles.with_name("o.jsonl"))]) == 2
    assert "is a folder: give the path of a file" in capsys.readouterr().err


def test_the_licences_of_all_that_is_installed_are_listed(capsys) -> None:
    assert main(["licences"]) == 0
    rows = dict(line.split("\t") for line in capsys.readouterr().out.splitlines())
    assert all(rows.values())
    assert next(named for name, named in rows.items() if name.startswith("spacy ")).startswith(
        "MIT"
    )
