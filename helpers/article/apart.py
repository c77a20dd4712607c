"""Apart: a file of somebody else read in a process of its own, with limits of time and memory.

A PDF of 6 kB can keep its library busy for minutes and a Word file can unpack to gigabytes: what
goes beyond the limits ends that process and gives one sentence. Processes of ours end with the one
that started them.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import Any

from helpers.article.article import ArticleError, Extract

CPU_SECONDS = 120
WAIT_SECONDS = 300  # on a machine that has much else to do
MEMORY = 2_000_000_000  # bytes
STARTING, ENDING = threading.Lock(), threading.Event()
_MAIN = "from helpers.article.apart import main; main()"
_OTHERWISE = "save the article's text as .txt and give that"


def read_apart(reader: str, raw: bytes, name: str, **options: str) -> Extract:
    """Return what an import extracts, which runs in another process.

    ``reader`` is its module and function in this package ("pdf.read_pdf"), ``options`` are for it.
    An ArticleError says that it refuses the file, fails, or goes beyond the limits.
    """
    limits = {"seconds": CPU_SECONDS, "memory": MEMORY}
    head = json.dumps({"reader": reader, "name": name, "options": options, **limits})
    known = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(
            [sys.executable, "-c", _MAIN],
            input=head.encode() + b"\n" + raw,
            capture_output=True,
            timeout=WAIT_SECONDS,
            env={**os.environ, "PYTHONPATH": known},
            check=False,
        )
        found = json.loads(done.stdout or b"{}")
    except subprocess.TimeoutExpired:
        found = {"beyond": f"takes longer to read than {WAIT_SECONDS} seconds"}
    if not found and done.returncode < 0:  # the system ended it
        found = {"beyond": f"takes longer than {CPU_SECONDS} seconds or too much memory"}
    elif not found:
        said = done.stderr.decode(errors="replace").strip()
        found = {"failed": said.rpartition("\n")[2][:200]}
    if "refused" in found:
        raise ArticleError(found["refused"])
    if "beyond" in found:
        raise ArticleError(f"{name} {found['beyond']}, which no article does: {_OTHERWISE}.")
    if "failed" in found:
        raise ArticleError(
            f"{name} can't be read: the import fails ({found['failed']}), and that may be a fault "
            f"of this program and not of the file: {_OTHERWISE}."
        )
    lists = {key: tuple(found[key]) for key in ("notes", "headings")}
    return Extract(**{**found, **lists})


def main() -> None:
    """Read a file from the standard input; write what was extracted, or why nothing was."""
    head = json.loads(sys.stdin.buffer.readline())
    with contextlib.suppress(ImportError, ValueError, OSError):  # not every system has limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (head["memory"], head["memory"]))
        resource.setrlimit(resource.RLIMIT_CPU, (head["seconds"], head["seconds"]))
    found: dict[str, Any]
    try:
        module, function = head["reader"].split(".")
        read = getattr(importlib.import_module(f"helpers.article.{module}"), function)
        found = asdict(read(sys.stdin.buffer.read(), head["name"], **head["options"]))
    except ArticleError as error:
        found = {"refused": str(error)}
    except MemoryError:
        found = {"beyond": f"needs more memory than {head['memory'] / 1e9:.1f} GB"}
    except Exception as error:  # whatever an import stumbles over
        found = {"failed": " ".join(f"{type(error).__name__}: {error}".split())[:200]}
    sys.stdout.buffer.write(json.dumps(found).encode())


def end_children() -> None:
    """Kill every process that this one has started, and those that they have started.

    It is about to end itself: who starts others holds ``STARTING`` and looks at ``ENDING`` first.
    """
    import psutil

    ENDING.set()
    if STARTING.acquire(timeout=1):  # what is being started now is there to be killed
        STARTING.release()
    found: dict[int, psutil.Process] = {}
    while True:
        children = psutil.Process().children(recursive=True)
        new = [child for child in children if child.pid not in found]
        for child in new:
            found[child.pid] = child
            with contextlib.suppress(psutil.Error):
                child.suspend()  # it starts no other
        if not new:
            break
    for child in found.values():
        with contextlib.suppress(psutil.Error):
            # Python's tracker of resources removes what the others leave, and ends by itself.
            tracks = "multiprocessing.resource_tracker" in " ".join(child.cmdline())
            child.resume() if tracks else child.kill()


def end_with_parent() -> None:
    """Have this process end, with its children, when the one that started it has ended."""
    from multiprocessing import parent_process

    def watch() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            end_children()
            os._exit(1)

    # The command ends this process itself; by itself it would leave its children behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=watch, daemon=True).start()
