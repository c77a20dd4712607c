"""Kills workers and drivers of corpus runs at random moments and compares what comes out.

    python tests/benchmarks/killed_runs.py INPUT [--kills 5] [--seed 0]

A Dask scheduler and two workers run as processes of their own on the loopback interface. The input
is analysed once undisturbed. Then it is analysed anew: at random moments the script kills (``kill
-9``) a worker, which is then started again, or the command itself, which is then given again. At
the end both folders must hold the same files, byte for byte. Ends with 1 where they do not.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ADDRESS = "tcp://127.0.0.1:18786"
SCHEDULER = ["scheduler", "--host", "127.0.0.1", "--port", "18786", "--no-dashboard"]
WORKER = ["worker", ADDRESS, "--nthreads", "1", "--no-nanny", "--no-dashboard"]


def start(arguments: list[str]) -> subprocess.Popen[bytes]:
    """Start a part of a Dask cluster."""
    command = [sys.executable, "-m", "dask", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def give(source: Path, out: Path) -> subprocess.Popen[bytes]:
    """Give the command that analyses the corpus."""
    command = [sys.executable, "-m", "helpers", "corpus", str(source), str(out)]
    return subprocess.Popen([*command, "--scheduler", ADDRESS], stderr=subprocess.DEVNULL)


def sums(out: Path) -> dict[str, str]:
    """Every file with the sum of its bytes."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file()
    }


def main() -> int:
    """Run the experiment and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", type=Path)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    cluster = [start(SCHEDULER)]
    time.sleep(3)
    workers = [start(WORKER), start(WORKER)]
    try:
        with tempfile.TemporaryDirectory() as folder:
            whole, killed = Path(folder) / "whole", Path(folder) / "killed"
            began = time.monotonic()
            if give(options.input, whole).wait():
                return 1
            seconds = time.monotonic() - began
            print(f"undisturbed: {seconds:.0f} s, {len(sums(whole))} files", flush=True)
            driver = give(options.input, killed)
            for number in range(options.kills):
                time.sleep(chance.uniform(0.05, 0.9) * seconds / options.kills)
                done = len(list(killed.glob("articles/part-*")))
                if number % 2:
                    print(f"kill {number + 1}: the command, {done} parts done", flush=True)
                    driver.kill()
                    driver.wait()
                    driver = give(options.input, killed)
                else:
                    print(f"kill {number + 1}: a worker, {done} parts done", flush=True)
                    worker = chance.randrange(2)
                    workers[worker].kill()
                    workers[worker].wait()
                    workers[worker] = start(WORKER)
            if driver.wait():
                return 1
            same = sums(whole) == sums(killed)
            print("the same files, byte for byte" if same else "THE FILES DIFFER", flush=True)
            return 0 if same else 1
    finally:
        for process in [*workers, *cluster]:
            process.kill()


if __name__ == "__main__":
    sys.exit(main())
