"""Check an installation, step by step: ``python -m helpers.commands.checks``, or ``make test``.

Each step runs whether or not the one before it passed; any that fails makes the whole fail.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.commands.notebooks import NOTEBOOKS, collect_notebooks, longest_first

ROOT = Path(__file__).resolve().parents[2]

# A clock and a locale that no developer has: results that depend on either fail here.
FOREIGN = {"TZ": "Pacific/Chatham", "LC_ALL": "C.UTF-8"}
# Stored analyses are not used (helpers.analysis.cache), nor an article that a user has chosen.
FRESH = {"NEWS_VOICES_CACHE": "0", "NEWS_VOICES_ARTICLE": "0"}
# Two processes; the tests of a file stay together, since they share what is slow to make.
AT_ONCE = ["-n", "2", "--dist", "loadfile"]


@dataclass(frozen=True)
class Step:
    """One check: the Python module and arguments that run it.

    What runs ``elsewhere`` does so in an empty folder, in which its processes share analyses.
    """

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    elsewhere: bool = False


STEPS = (
    Step("lint", ["ruff", "check", "."]),
    Step("format", ["ruff", "format", "--check", "."]),
    Step("types", ["mypy", "helpers"]),
    Step("unused code", ["vulture"]),
    Step("spelling", ["codespell_lib", "README.md", "helpers", "notebooks", "data"]),
    Step(
        "notebooks against their stored outputs",
        [
            *["pytest", *map(str, longest_first(collect_notebooks(NOTEBOOKS)))],
            *["--nbval", "--nbval-current-env"],
            *["--nbval-sanitize-with", str(ROOT / "tests" / "nbval-sanitise.cfg")],
            *["--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml")],
            # Sooner than pytest's own limit: the cell is interrupted, and shows where it hung.
            *["--nbval-cell-timeout", "500"],
            *AT_ONCE,
        ],
        environment={**FOREIGN, **FRESH},
        elsewhere=True,
    ),
    Step(
        "tests",
        ["pytest", *AT_ONCE, "--durations=20", "--durations-min=5"],  # the slowest are told
        environment={**FOREIGN, **FRESH},
    ),
)


def run_steps(
    steps: Sequence[Step] = STEPS, *, report: Callable[[str], object] = print
) -> list[str]:
    """Run every step and return the names of those that failed."""
    # Two kernels that start at once must not both build Matplotlib's list of fonts.
    import matplotlib.font_manager  # noqa: F401

    failed = []
    seconds = {}
    for step in steps:
        report(f"\n== {step.name} ==")
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            shared = {"NEWS_VOICES_CACHE": folder} if step.elsewhere else {}
            done = subprocess.run(
                [sys.executable, "-m", *step.arguments],
                cwd=folder if step.elsewhere else ROOT,
                env={**os.environ, "OMP_NUM_THREADS": "1", **step.environment, **shared},
                stdin=subprocess.DEVNULL,
            )
        seconds[step.name] = time.monotonic() - started
        if done.returncode:
            failed.append(step.name)
    report("")
    for name, duration in seconds.items():
        report(f"{'FAILED' if name in failed else 'passed'}  {name} ({duration:.0f} s)")
    return failed


def main() -> int:
    """Run all steps and return the exit status: 0 where all passed."""
    return 1 if run_steps(report=lambda line: print(line, flush=True)) else 0


if __name__ == "__main__":
    sys.exit(main())
