"""What holds for the repository as a whole: files, notebooks, lock, and no word of the article."""

import ast
import re
from pathlib import Path

import nbformat
import pytest
from importlinter.cli import lint_imports

from helpers.article import BUNDLED_ARTICLE
from helpers.report.site.pages import read_chapter

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MODULES = sorted((ROOT / "helpers").rglob("*.py"))
LEXICONS = sorted((ROOT / "data" / "lexicons").glob("*.tsv"))

FOLDERS = {".ci", "data", "helpers", "notebooks", "tests"}
FILES = {
    *{"README.md", "LICENSE", "CITATION.cff", "Makefile", "pyproject.toml", ".gitignore"},
    *{"requirements.in", "requirements.txt"},
}
# What using the repository leaves at its top, all of it ignored by git.
LEFT_BY_USE = {
    *{".git", ".venv", "build", ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"},
    *{".ipynb_checkpoints", "__pycache__", "news_voices.egg-info"},
}


def repository_files() -> list[Path]:
    """Every text file that belongs to the repository."""
    files = [ROOT / name for name in FILES]
    for folder in FOLDERS:
        files += [p for p in (ROOT / folder).rglob("*") if not LEFT_BY_USE & set(p.parts)]
    binary = {".png", ".pyc", ".onnx", ".npz"}
    return sorted(p for p in files if p.is_file() and p.suffix not in binary)


def test_top_level_is_as_agreed():
    assert {path.name for path in ROOT.iterdir()} - LEFT_BY_USE == FOLDERS | FILES


def test_no_file_names_a_machine_or_a_package_registry():
    # Put together here so that this file does not name them either.
    machine = re.compile(r"(?<![\w.~])/(?:work|tmp|root|home|Users)/")
    registry = re.compile("|".join(["pypi" + r"\.org", "python" + "hosted", "index" + "-url ?="]))
    found = []
    for path in repository_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if machine.search(line) or registry.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert found == []


# The helpers know nothing of the bundled article -------------------------------------------------

# Words that the article writes with a capital and that are nobody's own.
COMMON = {
    *{"It", "Some", "US", "USA", "United", "States", "State", "American", "Western", "President"},
    *{"Department", "Embassy", "Airport", "International", "Monday", "February"},
}
# Lists that are complete of their kind name whoever is of that kind; each with a least length.
COMPLETE_LISTS = {
    **{"countries.tsv": 190, "given_names.tsv": 200, "nicknames.tsv": 30},
    **{"headquarters.tsv": 50},
}


def own_names() -> set[str]:
    """The names of people, places and bodies in the bundled article."""
    text = BUNDLED_ARTICLE.read_text(encoding="utf-8")
    lower = set(re.findall(r"\b[a-z]+\b", text))
    names = set(re.findall(r"\b[A-Z][A-Za-z]+\b", text))
    return {name for name in names if name.lower() not in lower} - COMMON


def test_the_article_has_names():
    assert len(own_names()) > 20


@pytest.mark.parametrize("path", MODULES + LEXICONS, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_name_and_no_phrase_of_the_article_is_known(path):
    text = path.read_text(encoding="utf-8")
    assert sorted(six_words(text) & six_words(BUNDLED_ARTICLE.read_text(encoding="utf-8"))) == []
    if path.name in COMPLETE_LISTS:
        assert len(text.splitlines()) >= COMPLETE_LISTS[path.name]
    else:
        assert sorted(set(re.findall(r"\b[A-Z][A-Za-z]+\b", text)) & own_names()) == []


def six_words(text: str) -> set[tuple[str, ...]]:
    """All runs of six words."""
    words = re.findall(r"[a-z]+", text.lower())
    return {tuple(words[i : i + 6]) for i in range(len(words) - 5)}


@pytest.mark.parametrize("table", [*(ROOT / "tests").rglob("cases.tsv")], ids=str)
def test_every_table_of_cases_has_its_test(table):
    tests = "".join(path.read_text(encoding="utf-8") for path in table.parent.glob("test_*.py"))
    names = re.findall(r"^# (test_\w+)$", table.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(set(names)) == len(names) == tests.count("@pytest.mark.cases\n")
    assert all(f"\ndef {name}(" in tests for name in names)


# Modules -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_are_short_and_say_what_they_are(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in {"utils", "util", "misc", "common"}


def test_no_import_runs_back_up():
    assert lint_imports(no_cache=True) == 0


# Notebooks ---------------------------------------------------------------------------------------


def test_notebooks_are_numbered_from_zero():
    numbers = [int(path.name[:2]) for path in NOTEBOOKS]
    assert numbers == list(range(len(numbers)))
    assert numbers


@pytest.fixture(params=NOTEBOOKS, ids=lambda p: p.stem)
def notebook(request):
    loaded = nbformat.read(request.param, as_version=4)
    nbformat.validate(loaded)
    return loaded


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_notebook_was_run_from_top_to_bottom_without_errors_and_warnings(notebook):
    cells = code_cells(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs and not [o for o in outputs if o.output_type == "error"]
    assert [o.text for o in outputs if o.get("name") == "stderr"] == []


def test_notebook_stores_nothing_of_one_run(notebook):
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert notebook.nbformat_minor >= 5
    for cell in notebook.cells:
        assert not {"execution", "papermill", "ExecuteTime"} & set(cell.metadata)
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)


def test_notebook_opens_with_its_question_and_has_one_cell_of_parameters(notebook):
    assert notebook.cells[0].cell_type == "markdown"
    assert re.match(r"# \S", notebook.cells[0].source)
    (tagged,) = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    assert re.search(r"^ARTICLE = None\b", tagged.source, re.MULTILINE)


def test_notebook_code_is_short(notebook):
    cells = code_cells(notebook)
    assert len(cells) <= 40
    for cell in cells:
        assert len(cell.source.splitlines()) <= 15
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 5, node.name


def test_notebook_asks_for_no_exception_from_the_comparison(notebook):
    for cell in code_cells(notebook):
        assert "NBVAL" not in cell.source.upper()
        assert not [tag for tag in cell.metadata.get("tags", []) if "nbval" in tag]


# Requirements ------------------------------------------------------------------------------------

DIRECT = re.compile(r"^([A-Za-z0-9-]+)[^#]*#.*\(.+\)$")


def pins() -> dict[str, str]:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return {m[1]: m[0] for m in re.finditer(r"^([a-z0-9-]+)==(?:.*\\\n)*.*", text, re.MULTILINE)}


def direct_requirements() -> list[str]:
    lines = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_package_is_pinned_with_hashes():
    assert len(pins()) > 100
    for package, block in pins().items():
        assert "--hash=sha256:" in block, package


def test_requirements_hold_nothing_but_pins():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        assert re.match(r"\s*#|\s+--hash=sha256:[0-9a-f]{64}( \\)?$|[a-z0-9-]+==", line), line


@pytest.mark.parametrize("line", direct_requirements())
def test_each_direct_requirement_has_reason_and_licence_and_a_pin(line):
    match = DIRECT.match(line)
    assert match, line
    assert match[1].lower() in pins()


def test_no_deep_learning_framework_is_pulled_in():
    assert not {"torch", "tensorflow", "jax"} & set(pins())


def test_the_readme_shows_the_first_picture_of_the_first_notebook():
    stored = ROOT / "notebooks" / "pictures" / "voices.png"
    assert str(stored.relative_to(ROOT)) in (ROOT / "README.md").read_text(encoding="utf-8")
    picture = read_chapter(NOTEBOOKS[0]).picture
    assert picture is not None
    assert stored.read_bytes() == picture.png
