"""The README says what the notebooks and the measured results say."""

import re
from pathlib import Path

import pytest

from helpers.report.findings.trust import trust
from helpers.report.site.pages import Chapter, read_chapter

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHAPTERS = [read_chapter(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]


def plain(markdown: str) -> str:
    """Markdown without its marks, escapes and links."""
    text = re.sub(r"<[^>]*>", "", markdown)
    return re.sub(r"[*_`\\]", "", text).strip()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.name)
def test_each_notebook_stands_in_the_table_with_its_question_and_answer(chapter: Chapter) -> None:
    row = next(line for line in README.splitlines() if f"({'notebooks/' + chapter.name}" in line)
    assert chapter.question in row
    answer = plain(chapter.answers[0]).splitlines()[0].removeprefix("- ")
    assert plain(row.split("|")[3]) in answer
    assert len(row.split("|")[3]) > 20


def test_the_measured_rates_are_those_of_the_results() -> None:
    assert plain(trust()) in " ".join(plain(README).split())


def test_every_link_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    for link in links:
        assert link.startswith("http") or (ROOT / link).exists(), link


def test_the_readme_of_the_helpers_names_every_package_and_only_files_that_exist() -> None:
    text = (ROOT / "helpers/README.md").read_text(encoding="utf-8")
    packages = {path.parent.name for path in (ROOT / "helpers").glob("*/__init__.py")}
    listed = re.findall(r"^\| `([\w./]+)` \|", text, re.MULTILINE)
    assert packages <= set(listed)
    paths = re.findall(r"`((?:helpers|data|tests|notebooks)/[\w./]+)`", text)
    assert len(paths) > 20
    for path in [*paths, *(f"helpers/{name}" for name in listed)]:
        assert (ROOT / path).exists(), path
