"""Set-up: what it is keyed by, and what it says when it cannot go on."""

import subprocess
import sys
from pathlib import Path

import pytest

from helpers import environment

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def repository(tmp_path):
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
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
    monkeypatch.setattr(sys, "version_info", (3, 12, 1, "final", 0))
    with pytest.raises(environment.SetupError, match=r"needs Python 3\.11, and this is 3\.12\.1"):
        environment._make_venv()


def test_set_up_runs_before_anything_is_installed():
    """It may import the standard library only: `-S` hides every installed package."""
    code = "import runpy; runpy.run_path('helpers/environment.py', run_name='other')"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=ROOT, check=True)


def test_make_help_lists_the_commands():
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for command in ("run", "lab", "test", "notebooks", "lock", "clean"):
        assert f"make {command} " in said.stdout
