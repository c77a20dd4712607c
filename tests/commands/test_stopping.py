"""An interruption ends a command within seconds: no process and no file of it is left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.article.whole_files import whole_folder

TEXT = "Mayor Kim Roe said the mill would close. “It is a sad day”, Lee Moss told reporters. " * 10
MARK = "NEWS_VOICES_TEST_OF_STOPPING"
# The commands on notebooks, of a folder with one that never ends.
SCRIPT = """
from pathlib import Path
from helpers.__main__ import main
from helpers.commands import notebooks
notebooks.refresh.__defaults__ = (Path("own"),)
notebooks.run.__kwdefaults__["notebooks"] = Path("own")
notebooks.BUILD = Path("build").resolve()
raise SystemExit(main({!r}))
"""
COMMANDS = {
    "attribute": ["-m", "helpers", "attribute", "in.jsonl", "out.jsonl"],
    "export": ["-m", "helpers", "export", "a.txt", "out"],
    "corpus": ["-m", "helpers", "corpus", "in.jsonl", "out", "--workers", "1"],
    "run": ["-c", SCRIPT.format(["run", "a.txt"])],
    "analyse": ["-c", SCRIPT.format(["analyse", "a.txt", "--out", "out"])],
    "notebooks": ["-c", SCRIPT.format(["notebooks"])],
}


def processes() -> list[psutil.Process]:
    """Those that were started, by whatever way, from a command of these tests."""
    found = []
    for process in psutil.process_iter():
        try:
            if MARK in process.environ() and process.pid != os.getpid():
                found.append(process)
        except psutil.Error:
            continue
    return found


def is_under_way(name: str, folder: Path) -> bool:
    """Whether the command is where it has most to lose."""
    if name in ("run", "analyse", "notebooks"):
        return any("ipykernel_launcher" in " ".join(p.cmdline()) for p in processes())
    if name == "corpus":
        return (folder / "out" / "corpus.json").exists() and len(processes()) > 2
    return any(folder.rglob(".unfinished-*"))


@pytest.fixture
def started(tmp_path):
    """Return a function that starts a command and waits until it is under way."""
    (tmp_path / "a.txt").write_text("Mill closes\n\n" + TEXT, encoding="utf-8")
    lines = [json.dumps({"id": str(n), "text": f"{TEXT} {n}"}) for n in range(200)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "temporary").mkdir()
    cell = new_code_cell("ARTICLE = None\nimport time\ntime.sleep(600)")
    cell.metadata["tags"] = ["parameters"]
    nbformat.write(new_notebook(cells=[cell]), tmp_path / "own" / "00_a.ipynb")
    environment = {**os.environ, MARK: "1", "TMPDIR": str(tmp_path / "temporary")}

    begun: list[subprocess.Popen] = []

    def start(name: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, *COMMANDS[name]],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        begun.append(process)
        end = time.monotonic() + 120
        while not is_under_way(name, tmp_path):
            assert process.poll() is None, process.stdout.read().decode()
            assert time.monotonic() < end
            time.sleep(0.05)
        return process

    yield start
    for process in processes():
        process.kill()
    for process in begun:
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize("name", COMMANDS)
def test_an_interruption_ends_all(name, started, tmp_path):
    process = started(name)
    before = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=30)[0].decode()
    assert time.monotonic() - before < 5
    assert process.returncode == 130
    assert said.count("Stopped.") == 1
    assert "Traceback" not in said
    _, alive = psutil.wait_procs(processes(), timeout=2)
    assert not alive
    assert not list((tmp_path / "temporary").iterdir())
    assert not list(tmp_path.rglob(".unfinished-*"))


def test_an_interruption_while_modules_load_says_nothing():
    command = [sys.executable, "-X", "importtime", *COMMANDS["export"]]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        next(line for line in process.stderr if b"helpers.article" in line)
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == -signal.SIGINT


def test_what_a_killed_command_leaves_goes_by_itself_or_with_the_next(started, tmp_path):
    process = started("run")
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(processes(), timeout=10)
    assert not alive
    with whole_folder(tmp_path / "build", ["a"]):
        pass
    assert not list((tmp_path / "build").iterdir())
    started("attribute").send_signal(signal.SIGTERM)
    psutil.wait_procs(processes(), timeout=10)
    assert not list((tmp_path / "temporary").iterdir())
