"""Cluster: the workers of a run, and an end to every wait for them.

Dask waits for ever where no worker is left. So every wait of a run looks, now and then, whether a
worker is there that can do the work. However long an analysis takes, its worker is there, and the
wait for it goes on.
"""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from helpers.corpus.partitions import CorpusError

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = "15s"  # for a scheduler that does not answer
LOOK = 5.0  # seconds of a wait until it looks at the workers: often enough, and costs nothing
# Seconds without a worker until the user is told. A worker of ours that was killed is back in 5 to
# 20 seconds, which its imports take; a busy machine needs longer.
ABSENT = 60.0
# Seconds without a worker until a run ends. Whoever was told has nine minutes to start some; later
# than that, the same command goes on where the run ended.
GONE = 600.0
START = "10 minutes"  # for a worker of ours to start: only one that never will needs longer
CLOSE = 60.0  # seconds for a cluster of ours to close: Dask gives a worker 9 before it kills it
# A worker of ours that is absent so long after a death is never restarted. With Dask's 15 seconds
# a second death can fall into the end of that time: the only worker is then lost for good.
NEVER = "1000 days"
KEPT_MEMORY = 2**28  # bytes that a worker of ours may keep unused
_MALLOC = ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_")  # glibc's names for it


class WorkersLost(Exception):
    """No worker has been there for too long; the message is a sentence that says so."""


class Cluster:
    """The workers of the user's scheduler, or those of a cluster that is made for one run alone.

    ``scheduler`` is the address of the user's; None starts a cluster on this machine, of so many
    ``workers`` (None: one for each core). ``report`` is called with each line of text.
    """

    def __init__(
        self, scheduler: str | None, workers: int | None, report: Callable[[str], object]
    ) -> None:
        self.scheduler = scheduler
        self._number = workers or os.cpu_count() or 1
        self._report = report

    def __enter__(self) -> Self:
        """Connect to the user's scheduler, or start a cluster; a CorpusError where that fails."""
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._none_since: float | None = None
        self._told = False
        with contextlib.ExitStack() as stack:
            self._client = self._of_ours(stack) if self.scheduler is None else self._of_user(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _of_ours(self, stack: contextlib.ExitStack) -> Client:
        """Return a client of a cluster on this machine, which the stack closes."""
        from multiprocessing import resource_tracker

        import dask
        from distributed import Client, LocalCluster, Security
        from distributed.utils import LoopRunner

        # Dask has memory given back at once, which takes an analysis, that needs the same
        # again for the next article, a fifth of its time.
        keep = {f"distributed.nanny.pre-spawn-environ.{name}": KEPT_MEMORY for name in _MALLOC}
        # What each worker called in every second of an hour: half a megabyte a second.
        keep["distributed.worker.profile.enabled"] = False
        stack.enter_context(
            dask.config.set({**keep, "distributed.deploy.lost-worker-timeout": NEVER})
        )
        # Workers inherit from this thread that an interruption is not for them: the command ends
        # them, and they would only show where they were. Python's tracker of resources would end
        # that where it starts in between, so it starts before.
        resource_tracker.ensure_running()
        runner = LoopRunner()
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        runner.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        stack.callback(runner.stop)
        try:
            cluster = LocalCluster(
                loop=runner.loop,
                n_workers=self._number,
                threads_per_worker=1,
                host="127.0.0.1",
                protocol="tls://",
                security=Security.temporary(),  # no other user of this machine may connect
                # No pages to watch it on: they take two seconds to start, and show every user of
                # this machine the work of this one. Dask's server of figures is there all the same.
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                silence_logs=logging.CRITICAL,
                death_timeout=START,
            )
        except (OSError, RuntimeError, AssertionError) as error:  # the last is Dask's after START
            why = error.__cause__ or error
            said = " ".join(f"{type(why).__name__}: {why}".split())[:200]
            raise CorpusError(
                f"No worker could be started on this machine ({said}). Give fewer with --workers, "
                "or free some memory."
            ) from None
        stack.callback(_close, cluster)
        client = stack.enter_context(Client(cluster))
        self._report(f"{_workers(self._number)} on this machine")
        return client

    def _of_user(self, stack: contextlib.ExitStack) -> Client:
        """Return a client of the user's scheduler, which the stack closes."""
        from distributed import Client

        try:
            client = stack.enter_context(Client(self.scheduler, timeout=PATIENCE))
            number = len(_identities(client))
        except (OSError, ValueError, TimeoutError) as error:
            said = " ".join(str(error).split())[:200]
            raise CorpusError(
                f"No Dask scheduler answers at {self.scheduler} ({said}): start one with `dask "
                "scheduler`, and workers with `dask worker ADDRESS`."
            ) from None
        self._report(f"{_workers(number)} at {self.scheduler}")
        if not number:
            self._report(f"Waiting for workers: start them with `dask worker {self.scheduler}`.")
        return client

    def submit(self, function: Callable[..., Any], *args: Any, **more: Any) -> Future:
        """Give a call to the workers and return its future."""
        future = self._client.submit(function, *args, **more, pure=False)
        future.add_done_callback(self._done.put)
        return future

    def next_done(self) -> Future:
        """Return the next call that has ended, each once; WorkersLost where none can end."""
        while True:
            try:
                return self._done.get(timeout=LOOK)
            except queue.Empty:
                self._look()

    def result(self, future: Future) -> Any:
        """Wait for one call and return its result; raise its error, or WorkersLost."""
        while True:
            ended = future.done()
            try:
                result = future.result(timeout=LOOK)
            except TimeoutError:
                if ended and future.status == "error":  # the call's own, not that of the wait
                    raise
                self._look()
            else:
                self._none_since, self._told = None, False
                return result

    def _look(self) -> None:
        """Look whether a worker is there; tell the user, or raise, if none has been for long."""
        if self._is_staffed():
            self._none_since, self._told = None, False
            return
        now = time.monotonic()
        if self._none_since is None:
            self._none_since = now
        absent = now - self._none_since
        ours = self.scheduler is None
        where = "on this machine" if ours else f"at {self.scheduler}"
        advice = (
            "give fewer with --workers, so that each has more memory."
            if ours
            else f"start some with `dask worker {self.scheduler}`."
        )
        if absent >= ABSENT and not self._told:
            self._say(
                f"No worker {where} has been ready to work for {ABSENT:g} seconds: {advice} If "
                f"none comes, this run ends in {(GONE - ABSENT) / 60:g} minutes."
            )
            self._told = True
        if absent >= GONE:
            raise WorkersLost(
                f"No worker {where} has been ready to work for {GONE / 60:g} minutes: {advice}"
            )

    def _is_staffed(self) -> bool:
        """Whether a worker takes work or has some in hand; one that lacks memory does neither."""
        try:
            found = _identities(self._client)
        except (OSError, RuntimeError):  # no answer, or no connection
            return False
        return any(
            worker["status"] == "running"
            or worker["metrics"].get("task_counts", {}).get("executing", 0)
            for worker in found
        )

    def _say(self, line: str) -> None:
        """Report a line; a bar that shows how far the run is makes room for it."""
        from tqdm import tqdm

        with tqdm.external_write_mode():
            self._report(line)


def _identities(client: Client) -> list[dict[str, Any]]:
    """What the scheduler knows of each worker; an OSError where it does not answer in time."""
    scheduler = client.scheduler
    if scheduler is None:
        raise OSError("the client is closed")
    known = client.sync(scheduler.identity, n_workers=-1, callback_timeout=PATIENCE)
    return list(known["workers"].values())


def _close(cluster: Any) -> None:
    """Close a cluster, or leave it if one of its processes does not end."""
    with contextlib.suppress(TimeoutError):
        cluster.close(timeout=CLOSE)


def _workers(number: int) -> str:
    return "1 worker" if number == 1 else f"{number} workers"
