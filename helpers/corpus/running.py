"""Running: all batches of a corpus on a Dask cluster, and on from where an earlier run stopped."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.corpus.batches import Batch, batch_size, batches
from helpers.corpus.corpus_folder import begin, plan_of, write_text
from helpers.corpus.inputs import Found, find_sources
from helpers.corpus.partitions import CorpusError, Done, is_done, part_path, try_article, write_part
from helpers.corpus.schema import ACROSS_ARTICLES

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = "15s"  # for a scheduler that does not answer
GO_ON = "What is done is kept: start the same command again to go on."
KEPT_MEMORY = 2**28  # bytes that a worker of ours may keep unused
_MALLOC = ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_")  # glibc's names for it
AT_A_TIME = 1000  # batches that the scheduler is given before any comes back


@dataclass(frozen=True)
class Summary:
    """What a run came to: articles read, those that are errors, seconds of this run."""

    out: Path
    articles: int
    errors: int
    fresh: int
    seconds: float


def analyse_corpus(
    source: str | Path,
    out: str | Path,
    *,
    scheduler: str | None = None,
    workers: int | None = None,
    any_language: bool = False,
    report: Callable[[str], object] = print,
    progress: bool = True,
) -> Summary:
    """Analyse every article of an input and write the tables of ``helpers.corpus.schema``.

    A run that was stopped goes on where it was, and ends with the same files, byte for byte. A bad
    article is a row of the table ``errors``.

    Args:
        source: a folder, a pattern, a table or an article (``helpers.corpus.inputs``).
        out: the folder of the tables; made if it is not there.
        scheduler: address of a Dask scheduler whose workers have this program and see both
            folders under the same names; None starts a cluster on this machine.
        workers: processes of that cluster; None takes one for each core.
        any_language: accept articles that are not in English.
        report: called with each line of text.
        progress: show how far the run is, on standard error.

    Raises:
        ArticleError: there are no articles, or their table can't be read.
        CorpusError: the folder holds something else, or the scheduler does not answer.
    """
    from helpers.analysis.program_version import program_digest

    began = time.monotonic()
    out = Path(out).expanduser().resolve()
    found = find_sources(str(source), out)
    version = program_digest()
    size = batch_size(found.articles)
    plan = plan_of(found, version, size, any_language)
    begin(out, plan)
    missing = {n for n in range(-(-found.articles // size)) if not is_done(out, n)}
    fresh = sum(min(size, found.articles - n * size) for n in missing)
    report(_opening(source, found, fresh))
    if missing:
        todo = (b for b in batches(found.sources, size) if b.number in missing)
        with _client(scheduler, workers, report) as client:
            name = hashlib.sha256(f"{out} {plan['input']} {version}".encode()).hexdigest()[:16]
            done = _run(client, todo, name, out, version, any_language)
            _show(done, found.articles, fresh, progress)
    _finish(out, report)
    errors = sum(_rows(path) for path in (out / "errors").glob("part-*.parquet"))
    return Summary(out, found.articles, errors, fresh, time.monotonic() - began)


def _opening(source: str | Path, found: Found, fresh: int) -> str:
    from helpers.prose import verb

    articles = verb(found.articles, "article", "articles")
    line = f"{source}: {found.articles:,} {articles}"
    if fresh < found.articles:
        line += f", {found.articles - fresh:,} of them analysed by an earlier run"
    if found.left_out:
        many = len(found.left_out)
        some = ", ".join(found.left_out[:3]) + (" ..." if many > 3 else "")
        line += f"; {many:,} {verb(many, 'file', 'files')} of other kinds left out ({some})"
    return line + "."


@contextlib.contextmanager
def _client(
    scheduler: str | None, workers: int | None, report: Callable[[str], object]
) -> Iterator[Client]:
    """A client of the user's scheduler, or of a cluster made for this run alone."""
    import dask
    from distributed import Client, LocalCluster

    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        # The usual port of the dashboard is taken: another is found, and told below.
        warnings.filterwarnings("ignore", message="Port .* is already in use")
        if scheduler is None:
            number = workers or os.cpu_count() or 1
            # Dask has memory given back at once, which takes an analysis, that needs the same
            # again for the next article, a fifth of its time.
            keep = {f"distributed.nanny.pre-spawn-environ.{name}": KEPT_MEMORY for name in _MALLOC}
            # What each worker called in every second of an hour: half a megabyte a second.
            keep["distributed.worker.profile.enabled"] = False
            stack.enter_context(dask.config.set(keep))
            cluster = stack.enter_context(
                LocalCluster(
                    n_workers=number,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:8787",
                    silence_logs=logging.CRITICAL,
                )
            )
            client = stack.enter_context(Client(cluster))
            report(f"{_workers(number)} on this machine; watch at {client.dashboard_link}")
        else:
            try:
                client = stack.enter_context(Client(scheduler, timeout=PATIENCE))
            except (OSError, ValueError, TimeoutError) as error:
                said = " ".join(str(error).split())[:200]
                raise CorpusError(
                    f"No Dask scheduler answers at {scheduler} ({said}): start one with `dask "
                    "scheduler`, and workers with `dask worker ADDRESS`."
                ) from None
            number = len(client.scheduler_info(n_workers=-1)["workers"])
            report(f"{_workers(number)} at {scheduler}; watch at {client.dashboard_link}")
            if not number:
                report(f"Waiting for workers: start them with `dask worker {scheduler}`.")
        yield client


def _workers(number: int) -> str:
    return "1 worker" if number == 1 else f"{number} workers"


def _run(
    client: Client, todo: Iterable[Batch], name: str, out: Path, version: str, any_language: bool
) -> Iterator[Done]:
    """Have every batch analysed; yield each as it is done.

    Raises:
        CorpusError: the scheduler is gone, the workers do not fit, or the folder can't be written.
    """
    from distributed import CancelledError, KilledWorker, as_completed

    def submit(batch: Batch, **more: Any) -> Any:
        return client.submit(
            write_part,
            batch,
            out,
            version,
            any_language=any_language,
            **more,
            key=f"{name}-{batch.number}" + "-once-more" * bool(more),
            pure=False,
        )

    waiting = iter(todo)
    running = {}
    done = as_completed()

    def go_on(number: int) -> None:
        for batch in islice(waiting, number):
            future = submit(batch)
            running[future.key] = batch
            done.add(future)

    go_on(AT_A_TIME)
    for future in done:
        batch = running.pop(future.key)
        try:
            result = future.result()
        except KilledWorker:
            again = submit(batch, refused=_killers(client, batch, any_language), one_by_one=True)
            try:
                result = again.result()
            except KilledWorker:
                raise CorpusError(
                    f"Workers were killed over and over at batch {batch.number}: give them more "
                    f"memory. {GO_ON}"
                ) from None
        except CancelledError:
            raise CorpusError(f"The Dask scheduler is gone. {GO_ON}") from None
        except OSError as error:
            raise CorpusError(f"{out} can't be written to ({error.strerror}). {GO_ON}") from None
        future.release()
        if not is_done(out, batch.number):
            raise CorpusError(
                f"The workers do not write to {out} of this machine: give a folder that all see "
                "under the same name."
            )
        yield result
        go_on(1)


def _killers(client: Client, batch: Batch, any_language: bool) -> dict[int, str]:
    """The articles of a batch that end the process that analyses them, with a reason each."""
    from distributed import KilledWorker

    refused = {}
    for offset in range(batch.articles):
        number = batch.first + offset
        try:
            client.submit(
                try_article, batch, number, any_language=any_language, pure=False
            ).result()
        except KilledWorker:
            refused[number] = (
                "Whatever process analysed it was killed, perhaps for want of memory: give the "
                "workers more, or shorten the article."
            )
    return refused


def _show(done: Iterable[Done], articles: int, fresh: int, progress: bool) -> None:
    """Wait for all that is done; show how far that is, how fast, and how long it will take."""
    from tqdm import tqdm

    seen = sys.stderr.isatty()
    errors = 0
    with tqdm(
        total=articles,
        initial=articles - fresh,
        unit=" articles",
        disable=not progress,
        mininterval=0.5 if seen else 10,
        dynamic_ncols=seen,
        file=sys.stderr,
    ) as bar:
        for part in done:
            errors += part.errors
            bar.set_postfix_str(f"errors {errors:,}", refresh=False)
            bar.update(part.articles)


def _finish(out: Path, report: Callable[[str], object]) -> None:
    """Write what is made of all articles: who is the same across them, and the dictionary."""
    from helpers.corpus.joined_speakers import write_joins
    from helpers.corpus.schema import dictionary

    if not all(part_path(out, table, 0).exists() for table in ACROSS_ARTICLES):
        report("Joining the speakers across articles ...")
        write_joins(out)
    write_text(out / "data_dictionary.csv", dictionary().to_csv(index=False))


def _rows(path: Path) -> int:
    import pyarrow.parquet

    return int(pyarrow.parquet.read_metadata(path).num_rows)
