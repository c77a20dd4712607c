"""Running: all batches of a corpus, or a share of them, and on from where a run stopped."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from helpers.article.whole_files import write_csv
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
from helpers.corpus.workers import Worker, WorkerDied, as_done

GO_ON = "What is done is kept: start the same command again to go on."
KILLED = (
    "Whatever process analysed it was killed, perhaps for want of memory: give fewer --workers, or "
    "shorten the article."
)


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
    workers: int | None = None,
    share: tuple[int, int] | None = None,
    any_language: bool = False,
    corrections: Path | None = None,
    who_is_who: Path | None = None,
    report: Callable[[str], object] = print,
    progress: bool = True,
) -> Summary:
    """Analyse every article of an input and write the tables of ``helpers.corpus.partitions``.

    A run that was stopped goes on where it was, and ends with the same files, byte for byte. A bad
    article is a row of the table ``errors``. An ArticleError says that there are no articles; a
    CorpusError that the folder holds something else, or that no worker stays alive.

    ``workers`` are processes of this machine (None: one for each core; 0: this process alone).
    A ``share`` (2, 100) is the second hundredth of the batches: so many runs, on machines that see
    both folders, can work at once, and one without a share makes the tables of all articles when
    they have ended. ``corrections`` is a folder with a file for each article that has any, named
    for the article's id (``helpers.corrections.file_name``), and ``who_is_who`` a file as in the
    module of that name; without it the one holds that an earlier run was given. ``report`` is
    called with each line of text.
    """
    from helpers.analysis.program_version import program_digest

    began = time.monotonic()
    out = Path(out).expanduser().resolve()
    found = find_sources(str(source), out)
    size = batch_size(found.articles)
    plan = plan_of(found, program_digest(), size, any_language, corrections)
    names = _names(who_is_who) if who_is_who else None
    with begun(out, plan, alone=share is None):
        part, parts = share or (1, 1)
        ours = range(part - 1, -(-found.articles // size), parts)
        missing = {n for n in ours if not is_done(out, n)}
        articles, fresh = (
            sum(min(size, found.articles - n * size) for n in some) for some in (ours, missing)
        )
        report(_opening(source, found, articles - fresh, _lost(out, missing)))
        if missing:
            todo = (b for b in batches(found.sources, size) if b.number in missing)
            number = (os.cpu_count() or 1) if workers is None else workers
            done = _run(todo, out, any_language, min(number, len(missing)))
            _show(done, articles, fresh, progress)
        if share is None:
            _finish(out, names, report)
    errors = sum(_rows(part_path(out, "errors", n)) for n in ours)
    return Summary(out, articles, errors, fresh, time.monotonic() - began)


def _lost(out: Path, missing: Collection[int]) -> int:
    """How many of the batches that are missing an earlier run had written."""
    finished = all(part_path(out, table, 0).exists() for table in ACROSS_ARTICLES)
    # The table of articles is written last.
    return sum(finished or part_path(out, "articles", number).exists() for number in missing)


def _opening(source: str | Path, found: Found, earlier: int, lost: int) -> str:
    from helpers.prose import verb

    articles = verb(found.articles, "article", "articles")
    line = f"{source}: {found.articles:,} {articles}"
    if earlier:
        line += f", {earlier:,} of them analysed by an earlier run"
    if found.left_out:
        many = len(found.left_out)
        some = ", ".join(found.left_out[:3]) + (" ..." if many > 3 else "")
        line += f"; {many:,} {verb(many, 'file', 'files')} of other kinds left out ({some})"
    if lost:
        parts = verb(lost, "part was", "parts were")
        line += f"; {lost:,} {parts} damaged or lost since, and {verb(lost, 'is', 'are')} made anew"
    return line + "."


def _run(todo: Iterable[Batch], out: Path, any_language: bool, workers: int) -> Iterator[Done]:
    """Have every batch analysed, and yield each as it is done; a CorpusError ends the run."""
    try:
        yield from as_done(partial(_part, out=out, any_language=any_language), todo, workers)
    except OSError as error:
        raise CorpusError(f"{out} can't be written to ({error.strerror}). {GO_ON}") from None


def _part(worker: Worker, batch: Batch, out: Path, any_language: bool) -> Done:
    """Have a batch analysed; articles that end the process which analyses them are refused."""
    work = partial(write_part, batch, out, any_language=any_language)
    try:
        return worker.call(work)
    except WorkerDied:
        refused = {}
    try:
        worker.call(abs, 0)  # is there a worker at all?
        for number in range(batch.first, batch.first + batch.articles):
            try:
                worker.call(try_article, batch, number, any_language=any_language)
            except WorkerDied:
                refused[number] = KILLED
        return worker.call(work, refused=refused, one_by_one=True)
    except WorkerDied:
        raise CorpusError(
            f"No process stays alive for batch {batch.number}: give fewer with --workers, so that "
            f"each has more memory. {GO_ON}"
        ) from None


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
