"""Running notebooks: parameters, failures, and nothing of one run or machine left in them."""

import ast
import builtins
import io
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.__main__ import main
from helpers.article.whole_files import FolderError
from helpers.commands import notebooks as execution
from helpers.commands import one_notebook

PARAMETERS = "ARTICLE = None  # None: the bundled article; or a path"


def write(path: Path, *sources: str) -> Path:
    """Write a notebook of code cells, the first of them tagged `parameters`."""
    cells = [new_code_cell(source) for source in sources]
    cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Why?"), *cells]), path)
    return path


def printed(path: Path) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    return [o.text for c in notebook.cells for o in c.get("outputs", ()) if "text" in o]


@pytest.fixture(scope="module")
def executed(tmp_path_factory):
    """Three notebooks, one of which fails, run with a parameter into another folder."""
    folder = tmp_path_factory.mktemp("notebooks")
    write(folder / "00_a.ipynb", PARAMETERS, "print(ARTICLE)", "from pathlib import Path")
    write(folder / "01_b.ipynb", PARAMETERS, "print('before')", "1 / 0", "print('after')")
    write(folder / "02_c.ipynb", PARAMETERS, "import os\nprint(os.path.basename(os.getcwd()))")
    said = io.StringIO()
    out = tmp_path_factory.mktemp("out") / "deep" / "er"
    with redirect_stdout(said):
        outcomes = execution.execute_all(
            execution.collect_notebooks(folder), out, article="x {1} y.txt"
        )
    return folder, out, outcomes, said.getvalue().splitlines()


def test_a_parameter_reaches_the_cells_and_the_sources_stay_as_they_were(executed):
    folder, out, *_ = executed
    assert printed(out / "00_a.ipynb") == ["x {1} y.txt\n"]
    assert printed(folder / "00_a.ipynb") == []
    assert printed(out / "02_c.ipynb") == [folder.name + "\n"]  # the kernel ran in that folder


def test_a_failure_is_told_and_does_not_stop_the_others(executed):
    _, out, outcomes, lines = executed
    assert [(o.name, o.error) for o in outcomes] == [
        ("00_a", ""),
        ("01_b", "ZeroDivisionError: division by zero"),
        ("02_c", ""),
    ]
    assert printed(out / "01_b.ipynb") == ["before\n"]
    assert len(lines) == 3
    assert any("01_b" in line and "division by zero" in line for line in lines)


def test_nothing_of_one_run_is_stored(executed):
    paths = sorted(executed[1].glob("*.ipynb"))
    assert len(paths) == 3
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert "papermill" not in text
        assert str(executed[0]) not in text
        assert "iopub" not in text
        notebook = nbformat.read(path, as_version=4)
        assert notebook.metadata.kernelspec.name == "python3"
        assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_refresh_is_repeatable_and_leaves_a_failing_notebook_alone(tmp_path, capsys):
    good = write(tmp_path / "00_good.ipynb", PARAMETERS, "print(1)\nprint(2)", "object.__name__")
    bad = write(tmp_path / "01_bad.ipynb", PARAMETERS, "raise ValueError('no\\nno')")
    before = bad.read_bytes()
    assert execution.refresh(tmp_path) is False
    first = good.read_bytes()
    assert execution.refresh(tmp_path) is False
    assert good.read_bytes() == first
    assert bad.read_bytes() == before
    counts = [c.get("execution_count") for c in nbformat.read(good, as_version=4).cells]
    assert counts == [None, 1, 2, 3]
    assert "01_bad stopped with an error: ValueError: no" in capsys.readouterr().err


def test_a_notebook_that_is_none_is_told_in_a_sentence(tmp_path):
    broken = tmp_path / "00_broken.ipynb"
    broken.write_text("{", encoding="utf-8")
    outcome = one_notebook.execute_notebook(broken, tmp_path / "out.ipynb")
    assert outcome.error
    assert "\n" not in outcome.error
    assert not (tmp_path / "out.ipynb").exists()


def test_cells_without_an_id_get_a_lasting_one():
    def make():
        notebook = new_notebook(cells=[new_code_cell("1"), new_code_cell("1")])
        for cell in notebook.cells:
            del cell["id"]
        return one_notebook.tidy_notebook(notebook)

    ids = [cell.id for cell in make().cells]
    assert ids == [cell.id for cell in make().cells]
    assert len(set(ids)) == 2


def test_an_unreadable_article_is_one_sentence_and_no_traceback(tmp_path, capsys):
    assert main(["run", str(tmp_path / "none.txt")]) == 2
    said = capsys.readouterr()
    assert "none.txt" in said.err
    assert len(said.err.strip().splitlines()) == 1
    assert not said.out


@pytest.mark.usefixtures("few_tables")
def test_run_reads_another_article_and_builds_the_site(tmp_path, capsys, monkeypatch):
    article = tmp_path / "mine.txt"
    words = "The council met on Monday, and the mayor said that the bridge would stay open.\n\n"
    article.write_text("Council meets\n\n" + words * 5, encoding="utf-8")
    folder = tmp_path / "notebooks"
    folder.mkdir()
    write(
        folder / "00_a.ipynb",
        PARAMETERS,
        "from helpers.article import load_article",
        "print(load_article(ARTICLE).title)",
    )
    write(folder / "09_others.ipynb", "print('of other articles')")
    both = "print(load_article(ARTICLE).title, load_article(WITH).title, sep=' | ')"
    two = "from helpers.article import load_article"
    write(folder / "12_two.ipynb", f"{PARAMETERS}\nWITH = None", two, both)
    build = tmp_path / "build"
    stale = build / "notebooks" / "09_stale.ipynb"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}", encoding="utf-8")
    with pytest.raises(FolderError, match="which no run of this program wrote"):
        execution.run(str(article), notebooks=folder, build=build)
    assert stale.exists()
    (build / ".unfinished-run").mkdir()
    mark = '{"format": "News Voices article, version 1"}'
    (build / "article.json").write_text(mark, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("helpers.report.site.build.build_site", lambda *_, **more: None)
        patch.setattr("helpers.report.export.export", lambda *_: None)
        assert execution.run(str(article), notebooks=folder, build=build)
    assert not list((build / "notebooks").glob("09_*"))
    assert not list((build / "notebooks").glob("12_*")), "nothing to compare with was given"
    other = tmp_path / "other.txt"
    other.write_text("Bridge stays\n\n" + words * 5, encoding="utf-8")
    assert execution.run(str(article), other=str(other), notebooks=folder, build=build)
    assert printed(build / "notebooks" / "00_a.ipynb") == ["Council meets\n"]
    assert "Council meets" in (build / "site" / "index.html").read_text(encoding="utf-8")
    page = (build / "site" / "00_a.html").read_text(encoding="utf-8")
    assert "../article.json" in page
    assert not list(build.glob(".unfinished-*"))
    assert "mine.txt" in (build / "site" / "index.html").read_text(encoding="utf-8")
    assert str(tmp_path) not in page
    assert str(build / "site" / "index.html") in capsys.readouterr().out
    assert printed(build / "notebooks" / "12_two.ipynb") == ["Council meets | Bridge stays\n"]
    assert str(tmp_path) not in (build / "site" / "12_two.html").read_text(encoding="utf-8")
    before = (build / "notebooks" / "00_a.ipynb").read_bytes()
    write(folder / "12_two.ipynb", f"{PARAMETERS}\nWITH = None", "print('changed')")
    assert execution.run(str(article), other=str(other), notebooks=folder, build=build)
    assert "1 of them unchanged since the last run: kept" in capsys.readouterr().out
    assert (build / "notebooks" / "00_a.ipynb").read_bytes() == before
    assert printed(build / "notebooks" / "12_two.ipynb") == ["changed\n"]
    article.write_text("Council leaves\n\n" + words * 5, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr("helpers.report.site.build.build_site", lambda *_, **more: None)
        patch.setattr("helpers.report.export.export", lambda *_: None)
        assert execution.run(str(article), notebooks=folder, build=build)
    assert printed(build / "notebooks" / "00_a.ipynb") == ["Council leaves\n"]


@pytest.mark.parametrize("said", ["Kernel died before replying", "Kernel didn't respond in 60 s"])
def test_a_kernel_that_does_not_start_is_started_once_more(tmp_path, monkeypatch, said):
    source = write(tmp_path / "00_a.ipynb", PARAMETERS)
    started = []

    def fails(*_):
        started.append(1)
        raise RuntimeError(said)

    monkeypatch.setattr(one_notebook, "_run_cells", fails)
    outcome = one_notebook.execute_notebook(source, tmp_path / "out.ipynb")
    assert len(started) == 2 and said in outcome.error


@pytest.mark.parametrize(
    "path", execution.collect_notebooks(execution.NOTEBOOKS), ids=lambda path: path.stem
)
def test_no_cell_needs_one_that_is_left_out_with_another_article(path: Path) -> None:
    known: set[str] = set()
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and one_notebook.BUNDLED not in cell.metadata.get("tags", ()):
            nodes = list(ast.walk(ast.parse(cell.source)))
            names = [node for node in nodes if isinstance(node, ast.Name)]
            known |= {node.id for node in names if not isinstance(node.ctx, ast.Load)}
            known |= {node.asname or node.name for node in nodes if isinstance(node, ast.alias)}
            known |= {node.arg for node in nodes if isinstance(node, ast.arg)}
            assert {node.id for node in names} <= known | set(dir(builtins)), cell.source
