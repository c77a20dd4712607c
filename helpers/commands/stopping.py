"""Stopping: a command that is interrupted ends at once, and leaves no process or temporary file.

Kernels and workers each have their own idea of an interruption; some wait for the
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
from multiprocessing.util import Finalize
from pathlib import Path
from typing import BinaryIO

from helpers.article.apart import end_children
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


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """Give a folder for the temporary files of this process and its children; then remove it."""
    usual = tempfile.gettempdir()
    for left in Path(usual).glob(f"{_SCRATCH}*/{_LOCK}"):
        with contextlib.suppress(OSError), left.open("rb") as free:
            fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)  # nobody has it: that one was killed
            shutil.rmtree(left.parent, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_SCRATCH))
    held = folder / "held"
    lock = held.open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX)
    held.rename(folder / _LOCK)  # not seen before it is held
    runtime = {"TMPDIR": str(folder), "JUPYTER_RUNTIME_DIR": str(folder)}
    known = {name: os.environ.get(name) for name in runtime}
    os.environ.update(runtime)
    tempfile.tempdir = None  # it is looked for anew
    try:
        yield folder
    finally:
        tempfile.tempdir = None
        for name, value in known.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})
        if any(folder.glob("pymp-*")):  # Python's own, which it removes when this process ends
            Finalize(None, _remove, (folder, lock), exitpriority=-200)  # after it
        else:
            _remove(folder, lock)


def _remove(folder: Path, lock: BinaryIO) -> None:
    lock.close()
    shutil.rmtree(folder, ignore_errors=True)
