"""The digest of the program changes with all that a result depends on, and with nothing else."""

import os
import shutil
import time

import pytest

from helpers.analysis import program_version
from helpers.analysis.program_version import program_digest, program_unchanged


def small_program(root):
    """A repository with one file in each place that counts, written before the program began."""
    for name in (
        "helpers/voices/voices.py",
        "helpers/measures/wording/labels.py",
        "data/codebook/index.tsv",
        "data/lexicons/hedges.tsv",
        "data/models/tone/model.onnx",
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("perhaps\n")
    return root


@pytest.fixture
def root(tmp_path, monkeypatch):
    small_program(tmp_path)
    monkeypatch.setattr(program_version, "IMPORTED_AT", time.time() + 10)
    return tmp_path


def anew(root):
    program_version._described.cache_clear()
    return program_digest(root)


@pytest.mark.cases
def test_a_file_that_decides_results_changes_the_digest(root, name):
    before = program_digest(root)
    assert program_unchanged(root)
    (root / name).write_text("surely\n")
    assert not program_unchanged(root)
    assert program_digest(root) == before  # what the process began with
    assert anew(root) != before


@pytest.mark.parametrize("name", ["README.md", "helpers/README.md", "notebooks/01.ipynb"])
def test_other_files_leave_the_digest_as_it_is(root, name):
    before = program_digest(root)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("surely\n")
    assert anew(root) == before


def test_a_file_under_another_name_changes_the_digest(root):
    before = program_digest(root)
    (root / "data/lexicons/hedges.tsv").rename(root / "data/lexicons/boosters.tsv")
    assert anew(root) != before


def test_the_place_of_the_program_and_the_times_of_its_files_do_not_count(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(root, other)
    os.utime(other / "helpers/voices/voices.py", (1, 1))
    assert program_digest(other) == program_digest(root)


def test_a_package_of_another_version_changes_the_digest(root, monkeypatch):
    before = program_digest(root)
    monkeypatch.setattr(program_version, "_packages", lambda: ["numpy-0.1.dist-info"])
    assert anew(root) != before


def test_a_file_written_after_the_program_began_is_not_trusted(root, monkeypatch):
    assert program_unchanged(root)
    monkeypatch.setattr(program_version, "IMPORTED_AT", time.time() - 10)
    assert not program_unchanged(root)


def test_a_file_that_is_written_back_under_its_old_time_is_not_trusted(root, monkeypatch):
    path = root / "helpers/voices/voices.py"
    times = path.stat()
    program_digest(root)
    time.sleep(0.01)
    path.write_text("nothing\n")  # as long as what it held
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert not program_unchanged(root)
