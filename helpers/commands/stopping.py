"""Stopping: a command that is interrupted ends at once, and leaves no process or temporary file.

Kernels, workers and their nannies each have their own idea of an interruption; some wait for the
others, some start a process anew. So they are ended from here, with all that they were writing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from helpers.article.whole_files import remove_unfinished

_SCRATCH = "news-voices-"  # begins the name of a command's folder for temporary files
_LOCK = "lock"  # held as long as the command runs
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextlib.contextmanager
def stopped_at_once() -> Iterator[None]:
    """Run the block; an interruption ends the process, its children and all that is unfinished.

    Temporary files of the block and of its children are in a folder that goes at the end; that of
    a command that was killed goes with the next one.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with _scratch() as scratch:
        own = os.getpid()

        def stop(number: int, frame: object) -> None:
            if os.getpid() != own:  # a child that has not yet a way of its own to end
                os._exit(128 + number)
            for ignored in _SIGNALS:
                signal.signal(ignored, signal.SIG_IGN)
            end_children()
            remove_unfinished()
            end_children()  # one may have been started anew meanwhile
            shutil.rmtree(scratch, ignore_errors=True)
            with contextlib.suppress(OSError):
                sys.stdout.flush()
                print("\nStopped.", file=sys.stderr, flush=True)
            os._exit(128 + number)

        earlier = {number: signal.signal(number, stop) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in earlier.items():
                signal.signal(number, handler)


def end_children() -> None:
    """Kill every process that this one has started, and those that they have started."""
    import psutil

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


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """Give a folder for the temporary files of this process and its children; then remove it."""
    usual = tempfile.gettempdir()
    for left in Path(usual).glob(f"{_SCRATCH}*/{_LOCK}"):
        with contextlib.suppress(OSError), left.open("rb") as free:
            fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)  # nobody has it: that one was killed
            shutil.rmtree(left.parent, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_SCRATCH, ignore_cleanup_errors=True) as folder:
        held = Path(folder) / "held"
        lock = held.open("wb")
        fcntl.flock(lock, fcntl.LOCK_EX)
        held.rename(Path(folder) / _LOCK)  # not seen before it is held
        runtime = {"TMPDIR": folder, "JUPYTER_RUNTIME_DIR": folder}
        known = {name: os.environ.get(name) for name in runtime}
        os.environ.update(runtime)
        tempfile.tempdir = None  # it is looked for anew
        try:
            yield Path(folder)
        finally:
            tempfile.tempdir = None
            for name, value in known.items():
                os.environ.pop(name, None)
                os.environ.update({name: value} if value is not None else {})
            lock.close()
