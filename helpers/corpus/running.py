"""Running: all batches of a corpus on a Dask cluster, and on from where an earlier run stopped."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.article.whole_files import write_csv
from helpers.corpus.cluster import Cluster, WorkersLost
from helpers.corpus.corpus_folder import begun, plan_of, write_text
from helpers.corpus.inputs import Batch, Found, batch_size, batches, find_sources
from helpers.corpus.partitions import (
    ACROSS_ARTICLES,
    CorpusError,
    Done,
    is_done,
    is_whole,
    part_path,
    try_article,
    write_part,
)
from helpers.corpus.who_is_who import FILE, WhoIsWho

if TYPE_CHECKING:
    from distributed import Future

GO_ON = "What is done is kept: start the same command again to go on."
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
    corrections: Path | None = None,
    who_is_who: Path | None = None,
    report: Callable[[str], object] = print,
    progress: bool = True,
) -> Summary:
    """Analyse every article of an input and write the tables of ``helpers.corpus.partitions``.

    A run that was stopped goes on where it was, and ends with the same files, byte for byte. A bad
    article is a row of the table ``errors``. An ArticleError says that there are no articles; a
    CorpusError that the folder holds something else, that the scheduler does not answer, or that no
    worker has been there for ten minutes.

    The workers of a ``scheduler`` (its address) need this program and must see both folders under
    the same names; None starts a cluster on this machine, of so many ``workers`` (None: one for
    each core). ``corrections`` is a folder with a file for each article that has any, named for the
    article's id (``helpers.corrections.file_name``), and ``who_is_who`` a file as in the module of
    that name; without it the one holds that an earlier run was given. ``report`` is called with
    each line of text.
    """
    from helpers.analysis.program_version import program_digest

    began = time.monotonic()
    out = Path(out).expanduser().resolve()
    found = find_sources(str(source), out)
    version = program_digest()
    size = batch_size(found.articles)
    plan = plan_of(found, version, size, any_language, corrections)
    names = _names(who_is_who) if who_is_who else None
    with begun(out, plan):
        missing = {n for n in range(-(-found.articles // size)) if not is_done(out, n)}
        fresh = sum(min(size, found.articles - n * size) for n in missing)
        report(_opening(source, found, fresh, _lost(out, missing)))
        if missing:
            todo = (b for b in batches(found.sources, size) if b.number in missing)
            with Cluster(scheduler, workers, report) as cluster:
                name = hashlib.sha256(f"{out} {plan['input']} {version}".encode()).hexdigest()[:16]
                done = _run(cluster, todo, name, out, version, any_language)
                _show(done, found.articles, fresh, progress)
        _finish(out, names, report)
    errors = sum(_rows(path) for path in (out / "errors").glob("part-*.parquet"))
    return Summary(out, found.articles, errors, fresh, time.monotonic() - began)


def _lost(out: Path, missing: Collection[int]) -> int:
    """How many of the batches that are missing an earlier run had written."""
    finished = all(part_path(out, table, 0).exists() for table in ACROSS_ARTICLES)
    # The table of articles is written last.
    return sum(finished or part_path(out, "articles", number).exists() for number in missing)


def _opening(source: str | Path, found: Found, fresh: int, lost: int) -> str:
    from helpers.prose import verb

    articles = verb(found.articles, "article", "articles")
    line = f"{source}: {found.articles:,} {articles}"
    if fresh < found.articles:
        line += f", {found.articles - fresh:,} of them analysed by an earlier run"
    if found.left_out:
        many = len(found.left_out)
        some = ", ".join(found.left_out[:3]) + (" ..." if many > 3 else "")
        line += f"; {many:,} {verb(many, 'file', 'files')} of other kinds left out ({some})"
    if lost:
        parts = verb(lost, "part was", "parts were")
        line += f"; {lost:,} {parts} damaged or lost since, and {verb(lost, 'is', 'are')} made anew"
    return line + "."


def _run(
    cluster: Cluster, todo: Iterable[Batch], name: str, out: Path, version: str, any_language: bool
) -> Iterator[Done]:
    """Have every batch analysed, and yield each as it is done; a CorpusError ends the run."""
    from distributed import CancelledError, KilledWorker

    waiting = iter(todo)
    running: dict[Future, Batch] = {}

    def submit(batch: Batch, **more: Any) -> Future:
        key = f"{name}-{batch.number}" + "-once-more" * bool(more)
        return cluster.submit(
            write_part, batch, out, version, any_language=any_language, **more, key=key
        )

    def go_on(number: int) -> None:
        running.update((submit(batch), batch) for batch in islice(waiting, number))

    go_on(AT_A_TIME)
    while running:
        try:
            future = cluster.next_done()
            if future not in running:
                continue  # it was waited for by itself, below
            batch = running[future]
            try:
                result = cluster.result(future)
            except KilledWorker:
                refused = _killers(cluster, batch, any_language)
                result = cluster.result(submit(batch, refused=refused, one_by_one=True))
        except KilledWorker:
            raise CorpusError(
                f"Workers were killed over and over at batch {batch.number}: give them more "
                f"memory. {GO_ON}"
            ) from None
        except WorkersLost as error:
            raise CorpusError(f"{error} {GO_ON}") from None
        except CancelledError:
            raise CorpusError(f"The Dask scheduler is gone. {GO_ON}") from None
        except OSError as error:
            raise CorpusError(f"{out} can't be written to ({error.strerror}). {GO_ON}") from None
        del running[future]
        future.release()
        if not is_done(out, batch.number):
            raise CorpusError(
                f"The workers do not write to {out} of this machine: give a folder that all see "
                "under the same name."
            )
        yield result
        go_on(1)


def _killers(cluster: Cluster, batch: Batch, any_language: bool) -> dict[int, str]:
    """The articles of a batch that end the process that analyses them, with a reason each."""
    from distributed import KilledWorker

    refused = {}
    for offset in range(batch.articles):
        number = batch.first + offset
        try:
            cluster.result(cluster.submit(try_article, batch, number, any_language=any_language))
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


def _names(path: Path) -> str:
    """The text of a file of the user's, if it can be used."""
    if not path.is_file():
        raise CorpusError(f"There is no file {path}: give one that says who is who.")
    WhoIsWho(path)
    return path.read_text(encoding="utf-8-sig")


def _finish(out: Path, names: str | None, report: Callable[[str], object]) -> None:
    """Write what is made of all articles: who is the same across them, and the dictionary."""
    from helpers.corpus.joined_speakers import write_joins
    from helpers.corpus.partitions import dictionary

    known = out / FILE
    kept = known.read_text(encoding="utf-8") if known.is_file() else None
    whole = all(is_whole(part_path(out, table, 0)) for table in ACROSS_ARTICLES)
    if not whole or names not in (None, kept):
        part_path(out, "joins", 0).unlink(missing_ok=True)  # were this stopped, they would be old
        if names is not None:
            write_text(known, names)
        report("Joining the speakers across articles ...")
        write_joins(out)
    write_csv(dictionary(), out / "data_dictionary.csv")


def _rows(path: Path) -> int:
    import pyarrow.parquet

    return int(pyarrow.parquet.read_metadata(path).num_rows)
