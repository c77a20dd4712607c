"""Workers: processes that analyse, each started anew where it dies, so that no wait is endless.

A worker is a copy of one process that has read all that an analysis needs: it starts in a moment
and shares that memory. Where a system can't copy one safely, each reads all by itself.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from multiprocessing import resource_tracker
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from helpers.article.apart import ENDING, STARTING, end_with_parent

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ATTEMPTS = 2  # one death may be an accident, such as a system that is short of memory for a while
LONGEST = 70  # characters of the folder where the copied process has its socket: Linux allows 107
COPIED = ["helpers.corpus.copied"]  # the module that the process which is copied imports
Item = TypeVar("Item")
Result = TypeVar("Result")


class WorkerDied(Exception):
    """Each process that was given a call died of it, or none could be started."""


class Worker:
    """A process that calls functions, one at a time; it starts with its first call."""

    def __init__(self) -> None:
        can_copy = sys.platform == "linux" and len(tempfile.gettempdir()) < LONGEST
        self._context: Any = multiprocessing.get_context("forkserver" if can_copy else "spawn")
        self._process: Any = None
        self._closed = False

    def call(self, function: Callable[..., Result], *args: Any, **more: Any) -> Result:
        """Return what the function returns in the process, or raise what it raises there.

        A process that dies of the call is replaced; a WorkerDied says that the last one died too.
        """
        answer: tuple[Result, None] | tuple[None, Exception] | None = None
        attempts = 0
        while answer is None:
            if attempts == ATTEMPTS or self._closed:
                raise WorkerDied
            attempts += 1
            try:
                answer = self._answer(function, args, more)
            except (EOFError, OSError):  # no process, or no more
                self._end()
        if answer[1] is not None:
            raise answer[1]
        return answer[0]

    def _answer(self, *call: Any) -> Any:
        if self._process is None:
            with STARTING:
                self._start()
        self._pipe.send(call)
        return self._pipe.recv()

    def _start(self) -> None:
        if ENDING.is_set():
            raise EOFError
        self._context.set_forkserver_preload(COPIED)
        self._pipe, its_end = self._context.Pipe()
        self._process = self._context.Process(target=_serve, args=(its_end,), daemon=True)
        self._process.start()
        its_end.close()  # so that its death ends our wait for an answer

    def close(self) -> None:
        """End the process, whatever it does."""
        self._closed = True
        self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.pid is not None:
            process.kill()
            process.join()


class ThisProcess(Worker):
    """No process of its own: for tests, and for whoever looks for an error."""

    def call(self, function: Callable[..., Result], *args: Any, **more: Any) -> Result:
        """Return what the function returns."""
        return function(*args, **more)


def _serve(pipe: Connection) -> None:
    """Answer each call with a result and None, or with None and an error."""
    end_with_parent()
    with suppress(EOFError):
        while True:
            function, args, more = pipe.recv()
            answer: tuple[Any, Exception | None]
            try:
                answer = function(*args, **more), None
            except Exception as error:
                answer = None, error
            pipe.send(answer)


def as_done(
    work: Callable[[Worker, Item], Result], items: Iterable[Item], number: int
) -> Iterator[Result]:
    """Yield ``work(worker, item)`` for each item as it is done, in any order.

    ``number`` is that of the workers, 0 for this process alone. The first error ends it.
    """
    workers = [Worker() for _ in range(number)] or [ThisProcess()]
    free: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        free.put(worker)

    def one(item: Item) -> Result:
        worker = free.get()
        try:
            return work(worker, item)
        finally:
            free.put(worker)

    waiting = iter(items)
    # Processes inherit from the thread that starts them that an interruption is not for them: the
    # command ends them, and they would only show where they were. Python's tracker of resources
    # would end that where it starts in between, so it starts before.
    resource_tracker.ensure_running()
    quiet = signal.pthread_sigmask, (signal.SIG_BLOCK, [signal.SIGINT])
    with ThreadPoolExecutor(len(workers), "worker", *quiet) as threads:
        try:
            running = {threads.submit(one, item) for item in islice(waiting, len(workers))}
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                running |= {threads.submit(one, item) for item in islice(waiting, len(done))}
                for future in done:
                    yield future.result()
        finally:
            for worker in workers:
                worker.close()
