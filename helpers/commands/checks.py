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
from concurrent.futures import ThreadPoolExecutor
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

    What runs ``elsewhere`` does so in an empty folder, in which its processes share analyses. What
    runs ``beside`` the others needs one processor, and is shown where it fails.
    """

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    elsewhere: bool = False
    beside: bool = False

    def run(self) -> tuple[float, int, str]:
        """Return the seconds that it took, its exit status, and what it said if it ran beside."""
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            shared = {"NEWS_VOICES_CACHE": folder} if self.elsewhere else {}
            done = subprocess.run(
                [sys.executable, "-m", *self.arguments],
                cwd=folder if self.elsewhere else ROOT,
                env={**os.environ, "OMP_NUM_THREADS": "1", **self.environment, **shared},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if self.beside else None,
                stderr=subprocess.STDOUT if self.beside else None,
                text=True,
            )
        return time.monotonic() - started, done.returncode, done.stdout or ""


STEPS = (
    Step("lint", ["ruff", "check", "."], beside=True),
    Step("format", ["ruff", "format", "--check", "."], beside=True),
    Step("types", ["mypy", "helpers"], beside=True),
    Step("unused code", ["vulture"], beside=True),
    Step("spelling", ["codespell_lib", "README.md", "helpers", "notebooks", "data"], beside=True),
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

    ended = {}
    with ThreadPoolExecutor(1) as one_more:
        beside = {step.name: one_more.submit(step.run) for step in steps if step.beside}
        for step in steps:
            if not step.beside:
                report(f"\n== {step.name} ==")
                ended[step.name] = step.run()
    ended |= {name: future.result() for name, future in beside.items()}
    for name, (_, status, said) in ended.items():
        if status and said:
            report(f"\n== {name} ==\n{said}")
    report("")
    for name, (seconds, status, _) in ended.items():
        report(f"{'FAILED' if status else 'passed'}  {name} ({seconds:.0f} s)")
    return [name for name, (_, status, _) in ended.items() if status]


def main() -> int:
    """Run all steps and return the exit status: 0 where all passed."""
    return 1 if run_steps(report=lambda line: print(line, flush=True)) else 0


if __name__ == "__main__":
    sys.exit(main())
