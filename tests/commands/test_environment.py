"""Set-up: what it is keyed by, and what it says when it cannot go on."""

import subprocess
import sys
from pathlib import Path

import pytest

from helpers.commands import environment

ROOT = Path(__file__).resolve().parents[2]
MADE_FROM = ["requirements.txt", "pyproject.toml", environment.NEWS]


@pytest.fixture
def repository(tmp_path):
    (tmp_path / environment.NEWS).parent.mkdir(parents=True)
    for name in MADE_FROM:
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", MADE_FROM)
def test_fingerprint_changes_with_each_file(repository, name):
    before = environment.fingerprint(repository)
    assert environment.fingerprint(repository) == before
    (repository / name).write_text("other", encoding="utf-8")
    assert environment.fingerprint(repository) != before


def test_fingerprint_changes_when_the_folder_is_moved(repository):
    before = environment.fingerprint(repository)
    assert environment.fingerprint(repository.rename(repository.parent / "moved")) != before


def test_pinned_takes_the_package_and_its_hashes_only():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    lines = environment.pinned("uv", text).splitlines()
    assert lines[0].startswith("uv==")
    assert len(lines) > 2
    assert all("--hash=sha256:" in line for line in lines[1:])


def test_a_package_that_is_not_pinned_is_told():
    with pytest.raises(environment.SetupError, match="does not pin nothing"):
        environment.pinned("nothing", "something==1\n")


def test_another_python_is_refused_in_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(sys, "version_info", (3, 10, 1, "final", 0))
    with pytest.raises(environment.SetupError, match=r"needs Python 3\.11, .* this is 3\.10\.1"):
        environment._make_venv()


def test_news_that_cannot_be_fetched_costs_a_sentence(monkeypatch, capsys):
    """Neither installer finds the package: set-up says so, and how it goes on."""
    monkeypatch.setattr(environment, "_uv_environment", dict)
    monkeypatch.setattr(
        subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1, "", "")
    )
    environment._install_news()
    said = capsys.readouterr().out
    assert "could not be fetched (helpers/corpus/requirements.txt)" in said
    assert len(said.splitlines()) == 1


def test_the_news_is_pinned_with_hashes():
    text = (ROOT / environment.NEWS).read_text(encoding="utf-8")
    wanted = [line for line in text.splitlines() if not line.startswith("#")]
    assert wanted[0].startswith("gensim==")
    assert all("--hash=sha256:" in line for line in wanted[1:])
    assert len(wanted) > 2


def test_set_up_runs_before_anything_is_installed():
    """It may import the standard library only: `-S` hides every installed package."""
    code = "import runpy; runpy.run_path('helpers/commands/environment.py', run_name='other')"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)


def test_make_help_lists_the_commands():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for command in ("run", "lab", "test", "notebooks", "lock", "clean"):
        assert f"make {command} " in said.stdout
